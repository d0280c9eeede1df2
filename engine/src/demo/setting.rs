//! The organiser's part: who holds the event, when and where, for whom, by which rules, and who administers it.

use super::{Player, SLUG, story::Story};
use crate::{
    Actor, CategoryId, Error, EventId, Invitation, OrganisationId, RoomId, SiteId, SlotId,
    domain::{
        account::{Language, NewAccount},
        assignment::Criterion,
        category::{CategoryKind, NewCategory},
        event::{EventSetup, EventTexts, Host, HostRole, NewDetails, NewEvent, TextKey},
        event_rules::{Messages, Rules, ThirdConfirmation, WhenOver},
        grid::Grid,
        organisation::{NewOrganisation, OrganisationKind},
        phase::Phase,
        places::{NewPlaces, NewRoom, NewSite, NewTravel},
        preset::Preset,
        reminder::{Anchor, Audience, Channel, NewReminder},
        role::{DataScope, Function},
        session::MeetingKind,
        text::Texts,
    },
};
use chrono::{NaiveTime, TimeDelta};
use std::collections::{BTreeMap, BTreeSet};

/// The event as it stands when it opens.
pub(super) struct Setting {
    pub(super) event: EventId,
    pub(super) principal: Player,
    pub(super) secondary: Player,
    pub(super) desk: Player,
    /// The categories: exhibitors, visitors, experts.
    pub(super) categories: [CategoryId; 3],
    /// The palace, with the hall and the auditorium, and the factory, with the studio.
    pub(super) sites: [SiteId; 2],
    /// The hall, the auditorium, the studio.
    pub(super) rooms: [RoomId; 3],
    /// The slots of companies.
    pub(super) slots: Vec<SlotId>,
    /// The slots of experts.
    pub(super) expert_slots: Vec<SlotId>,
    /// The terms by code.
    pub(super) terms: BTreeMap<String, crate::TermId>,
}

/// Who holds the event.
struct Hosts {
    chamber: OrganisationId,
    co_organiser: OrganisationId,
    sponsor: OrganisationId,
}

impl Story {
    /// Sets the event up and opens it.
    pub(super) async fn set_up(&mut self) -> Result<Setting, Error> {
        let hosts = self.found_hosts().await?;
        let new =
            NewEvent { organisation: hosts.chamber, preset: Preset::Brokerage, details: self.details() };
        let event = self.engine.create_event(&self.system, &new).await?;
        let (name, email) = ("Solène Aubrefort", "solene@chambre-port-estelle.example");
        let person = account(name, email, Language::French);
        self.engine.name_principal(&self.system, event, &person).await?;
        let principal = self.follow_link((name, email), |_| true).await?;
        let actor = principal.actor();

        self.wait(60);
        self.set_rules(event, &actor).await?;
        self.set_places(event, &actor, &hosts).await?;
        let terms = self.set_form(event, &actor).await?;
        let (secondary, desk) = self.invite(event, &actor, &hosts).await?;
        self.remind(event, &actor).await?;
        self.go_to(70);
        for phase in [Phase::Preparation, Phase::Open] {
            let version = self.setup_of(event).await?.event.version;
            self.engine.change_phase(&actor, (event, version), phase).await?;
        }
        self.deliver().await?;
        let setup = self.setup_of(event).await?;
        let slots = |kind| {
            let of_kind = setup.sessions.iter().filter(move |session| session.meeting_kind == kind);
            of_kind.flat_map(|session| session.slots.iter().map(|slot| slot.id)).collect()
        };
        let [palace, factory] = setup.places.sites.as_slice() else {
            return Err(Error::Internal("there are two sites"));
        };
        Ok(Setting {
            event,
            principal,
            secondary,
            desk,
            categories: [0, 1, 2].map(|i| setup.categories.list[i].id),
            sites: [palace.id, factory.id],
            rooms: [palace.rooms[0].id, palace.rooms[1].id, factory.rooms[0].id],
            slots: slots(MeetingKind::Company),
            expert_slots: slots(MeetingKind::Expert),
            terms,
        })
    }

    async fn found_hosts(&self) -> Result<Hosts, Error> {
        let found = async |kind, name: &str, country: &str, region: Option<&str>| {
            let (name, country, region) = (name.into(), country.into(), region.map(Into::into));
            let new = NewOrganisation { kind, name, country, region };
            self.engine.create_organisation(&self.system, &new).await
        };
        let (chamber, partner) = (OrganisationKind::Chamber, OrganisationKind::Partner);
        Ok(Hosts {
            chamber: found(chamber, "Chambre de commerce de Port-Estelle", "FR", Some("Bretagne")).await?,
            co_organiser: found(chamber, "Chambre de Valmarie", "BE", Some("Wallonie")).await?,
            sponsor: found(partner, "Agence Cap Levant", "FR", None).await?,
        })
    }

    fn details(&self) -> NewDetails {
        let day = self.recipe.first_day;
        NewDetails {
            slug: SLUG.into(),
            names: Texts::new("Rencontres d’affaires de Port-Estelle", "Port-Estelle business meetings"),
            texts: texts(),
            time_zone: "Europe/Paris".into(),
            days: vec![day, day + TimeDelta::days(1)],
            registration_closes: Some((day - TimeDelta::days(20)).and_time(hour(18, 0))),
            closes: Some((day + TimeDelta::days(90)).and_time(hour(18, 0))),
        }
    }

    /// Everything that is set for the event.
    pub(super) async fn setup_of(&self, event: EventId) -> Result<EventSetup, Error> {
        self.engine.show_event(&self.system, event).await
    }

    /// For whom it is, who may ask whom, and how meetings come about.
    async fn set_rules(&self, event: EventId, actor: &Actor) -> Result<(), Error> {
        let category = |(fr, en), kind, max_meetings, promised, may_ask: &[usize]| NewCategory {
            id: None,
            names: Texts::new(fr, en),
            kind,
            max_meetings: Some(max_meetings),
            promised,
            may_ask: may_ask.to_vec(),
        };
        let categories = [
            category(("Exposants", "Exhibitors"), CategoryKind::Company, 16, Some(2), &[0, 1, 2]),
            category(("Visiteurs", "Visitors"), CategoryKind::Visitor, 12, None, &[0, 2]),
            category(("Experts", "Experts"), CategoryKind::Expert, 12, None, &[]),
        ];
        let version = self.setup_of(event).await?.event.version;
        let version = self.engine.set_categories(actor, (event, version), &categories).await?;
        let rules = Rules {
            third_confirmation: Some(ThirdConfirmation { hours: 72, when_over: WhenOver::Confirm }),
            request_expiry_hours: Some(10 * 24),
            messages: Messages::OnceAgreed,
            ..Rules::default()
        };
        self.engine.set_rules(actor, (event, version), &rules).await?;
        Ok(())
    }

    /// Who holds it, where, and when there are meetings.
    async fn set_places(&self, event: EventId, actor: &Actor, hosts: &Hosts) -> Result<(), Error> {
        let room = |name: &str, tables| NewRoom { id: None, name: name.into(), tables };
        let palace = NewSite {
            names: Texts::new("Palais des Brumes", "Palace of Mists"),
            address: Some("1 quai des Brumes, Port-Estelle".into()),
            rooms: vec![room("Grande salle", self.recipe.tables), room("Auditorium", 0)],
            ..NewSite::default()
        };
        let factory = NewSite {
            names: Texts::new("La Filature", "The Old Mill"),
            address: Some("12 rue des Fileuses, Port-Estelle".into()),
            rooms: vec![room("Atelier", self.recipe.expert_tables)],
            ..NewSite::default()
        };
        let travel = vec![NewTravel { from: 0, to: 1, minutes: 10 }];
        let places = NewPlaces { sites: vec![palace, factory], travel };
        let version = self.setup_of(event).await?.event.version;
        let version = self.engine.set_places(actor, (event, version), &places).await?;
        let host = |organisation, role, fr: &str, en: &str| Host {
            organisation,
            role,
            pitch: Some(Texts::new(fr, en)),
        };
        let list = [
            host(hosts.chamber, HostRole::Organiser, "Votre chambre.", "Your chamber."),
            host(hosts.co_organiser, HostRole::CoOrganiser, "De l’autre côté.", "Across the border."),
            host(hosts.sponsor, HostRole::Sponsor, "Vers l’export.", "Towards export."),
        ];
        self.engine.set_hosts(actor, (event, version), &list).await?;

        let setup = self.setup_of(event).await?;
        let companies = grid(&setup, 0, (MeetingKind::Company, 20), ("Rendez-vous", "Meetings"));
        let experts = Grid {
            lunch: None,
            start: hour(14, 0),
            ..grid(&setup, 1, (MeetingKind::Expert, 30), ("Experts", "Experts"))
        };
        for grid in [companies, experts] {
            let version = self.setup_of(event).await?.event.version;
            self.engine.make_grid(actor, (event, version), &grid).await?;
        }
        Ok(())
    }

    /// A secondary administrator for the co-organiser's country, and somebody at the desk.
    async fn invite(&self, event: EventId, actor: &Actor, hosts: &Hosts) -> Result<(Player, Player), Error> {
        let rules = [(Criterion::Country, "BE".to_owned(), hosts.co_organiser)];
        self.engine.set_assignment_rules(actor, event, &rules).await?;
        let functions: BTreeSet<_> = [
            Function::ReadParticipants,
            Function::EditParticipants,
            Function::ValidateRegistrations,
            Function::ManageRequests,
            Function::ReadMeetings,
        ]
        .into();
        let scope = DataScope { countries: BTreeSet::from(["BE".to_owned()]), ..DataScope::default() };
        let invite = async |name: &str, email: &str, language, opened: Option<_>| {
            let organisation = opened.as_ref().map(|_| hosts.co_organiser);
            let invitation = Invitation { person: account(name, email, language), organisation, opened };
            self.engine.invite_administrator(actor, event, &invitation).await?;
            self.follow_link((name, email), |_| true).await
        };
        let (name, email) = ("Wim Kermerand", "wim@chambre-valmarie.example");
        let secondary = invite(name, email, Language::English, Some((functions, scope))).await?;
        let (name, email) = ("Odile Tarneval", "accueil@chambre-port-estelle.example");
        Ok((secondary, invite(name, email, Language::French, None).await?))
    }

    async fn remind(&self, event: EventId, actor: &Actor) -> Result<(), Error> {
        for (anchor, minutes_before, audience, channel) in [
            (Anchor::Event, 3 * 24 * 60, Audience::Everybody, Channel::Mail),
            (Anchor::Day, 14 * 60, Audience::Everybody, Channel::Mail),
            (Anchor::Meeting, 10, Audience::Everybody, Channel::Sms),
        ] {
            let rule = NewReminder { anchor, minutes_before, audience, channel };
            self.engine.add_reminder(actor, event, rule).await?;
        }
        Ok(())
    }
}

/// Slots from 9:30 to 17:30, with lunch, in the first room of a site on both days.
fn grid(
    setup: &EventSetup,
    site: usize,
    (meeting_kind, slot_minutes): (MeetingKind, i64),
    (fr, en): (&str, &str),
) -> Grid {
    let site = &setup.places.sites[site];
    Grid {
        names: Texts::new(fr, en),
        days: setup.event.details.days.clone(),
        site: site.id,
        rooms: vec![site.rooms[0].id],
        meeting_kind,
        start: hour(9, 30),
        end: hour(17, 30),
        slot_minutes,
        pause_minutes: 0,
        lunch: Some((hour(12, 30), hour(14, 0))),
        replaces: Vec::new(),
    }
}

/// A time of day.
pub(super) fn hour(hour: u32, minute: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or_default()
}

fn account(name: &str, email: &str, language: Language) -> NewAccount {
    NewAccount { email: email.into(), name: name.into(), language }
}

fn texts() -> EventTexts {
    let text = |key, fr: &str, en: &str| (key, Texts::new(fr, en));
    EventTexts::from([
        text(
            TextKey::Summary,
            "Deux jours de rendez-vous d’affaires, de conférences et de conseils d’experts.",
            "Two days of business meetings, conferences and expert advice.",
        ),
        text(
            TextKey::Welcome,
            "Rencontrez en deux jours les partenaires que vous cherchez : vous choisissez, ils acceptent, nous planifions.",
            "Meet the partners you are looking for in two days: you choose, they accept, we plan.",
        ),
        text(
            TextKey::Practical,
            "Le Palais ouvre à 8 h 30. La Filature est à dix minutes à pied.",
            "The Palace opens at 8:30. The Old Mill is ten minutes away on foot.",
        ),
        text(
            TextKey::Contact,
            "rencontres@chambre-port-estelle.example",
            "rencontres@chambre-port-estelle.example",
        ),
        text(
            TextKey::LegalNotice,
            "Événement imaginaire, pour la démonstration.",
            "An imaginary event, for demonstration.",
        ),
        text(
            TextKey::Privacy,
            "Personnes et entreprises sont inventées.",
            "People and companies are invented.",
        ),
        text(
            TextKey::Accessibility,
            "Les deux sites sont accessibles en fauteuil roulant.",
            "Both sites are accessible by wheelchair.",
        ),
    ])
}
