//! An event to test with: two days, a palace with a hall and a studio and a tower half an hour away, two categories and a grid.

use super::TestEngine;
use carnet_engine::{
    ActivityId, Actor, EventId, OrganisationId,
    domain::{
        activity::{ActivityKind, ActivityState, Audience, NewActivity, WhenFull},
        event::{EventSetup, EventTexts, NewDetails, NewEvent},
        grid::Grid,
        organisation::{NewOrganisation, OrganisationKind},
        phase::Phase,
        places::{NewPlaces, NewRoom, NewSite, NewTravel},
        preset::Preset,
        session::MeetingKind,
        text::Texts,
    },
};

/// A chamber.
pub(crate) async fn chamber(t: &TestEngine) -> OrganisationId {
    let new = NewOrganisation {
        kind: OrganisationKind::Chamber,
        name: "Chambre de Port-Estelle".into(),
        country: "fr".into(),
        region: Some("Bretagne".into()),
    };
    t.create_organisation(&Actor::system(), &new).await.expect("an organisation")
}

/// Details of an event on 18 and 19 March 2027 in France.
pub(crate) fn details(slug: &str) -> NewDetails {
    NewDetails {
        slug: slug.into(),
        names: Texts::new("Forum de Port-Estelle", "Port-Estelle forum"),
        texts: EventTexts::new(),
        time_zone: "Europe/Paris".into(),
        days: vec!["2027-03-18".parse().expect("a day"), "2027-03-19".parse().expect("a day")],
        registration_closes: Some("2027-03-10T23:59:00".parse().expect("a time")),
        closes: None,
    }
}

/// A palace with a hall of ten tables and a studio without, and a tower with a room of four tables.
pub(crate) fn places() -> NewPlaces {
    let room = |name: &str, tables| NewRoom { id: None, name: name.into(), tables };
    let palace = NewSite {
        names: Texts::new("Palais", "Palace"),
        address: Some("1 quai des Brumes".into()),
        rooms: vec![room("Grande salle", 10), room("Studio", 0)],
        ..NewSite::default()
    };
    let tower = NewSite {
        names: Texts::new("Tour", "Tower"),
        rooms: vec![room("Salon bleu", 4)],
        ..NewSite::default()
    };
    NewPlaces { sites: vec![palace, tower], travel: vec![NewTravel { from: 0, to: 1, minutes: 30 }] }
}

/// Slots of 20 minutes from 9 to 17 with lunch from 12 to 14, in the hall on both days.
pub(crate) fn grid(setup: &EventSetup) -> Grid {
    let palace = &setup.places.sites[0];
    let time = |text: &str| text.parse().expect("a time");
    Grid {
        names: Texts::new("Rendez-vous", "Meetings"),
        days: setup.event.details.days.clone(),
        site: palace.id,
        rooms: vec![palace.rooms[0].id],
        meeting_kind: MeetingKind::Any,
        start: time("09:00:00"),
        end: time("17:00:00"),
        slot_minutes: 20,
        pause_minutes: 0,
        lunch: Some((time("12:00:00"), time("14:00:00"))),
        replaces: Vec::new(),
    }
}

/// An open workshop in the second room, where there is one, from ten to eleven on the first day of the forum.
pub(crate) fn workshop(setup: &EventSetup) -> NewActivity {
    let palace = &setup.places.sites[0];
    let at = |time: &str| format!("2027-03-18T{time}:00").parse().expect("a time");
    NewActivity {
        kind: ActivityKind::Workshop,
        reference: None,
        names: Texts::new("Exporter", "Exporting"),
        texts: None,
        site: palace.id,
        room: palace.rooms.get(1).map(|room| room.id),
        times: (at("10:00"), at("11:00")),
        audience: Audience::Open,
        capacity: None,
        when_full: WhenFull::Close,
        in_charge: None,
        blocks_meetings: true,
        speakers: Vec::new(),
    }
}

/// The same, open for people to sign up.
pub(crate) async fn open_activity(t: &TestEngine, event: EventId, new: &NewActivity) -> ActivityId {
    let system = Actor::system();
    let id = t.create_activity(&system, event, new).await.expect("an activity");
    let opened = t.change_activity_state(&system, (event, id, 1), ActivityState::Open, None).await;
    opened.expect("it opens");
    id
}

/// An event of a preset as it is set up at first.
pub(crate) async fn new_event(t: &TestEngine, preset: Preset, slug: &str) -> EventId {
    let organisation = chamber(t).await;
    let new = NewEvent { organisation, preset, details: details(slug) };
    t.create_event(&Actor::system(), &new).await.expect("an event")
}

/// The same with places and slots.
pub(crate) async fn event_with_slots(t: &TestEngine) -> EventSetup {
    let system = Actor::system();
    let id = new_event(t, Preset::TwoSided, "forum-2027").await;
    t.set_places(&system, (id, 1), &places()).await.expect("places");
    let setup = t.show_event(&system, id).await.expect("the event");
    t.make_grid(&system, (id, 2), &grid(&setup)).await.expect("slots");
    t.show_event(&system, id).await.expect("the event")
}

/// The same, open.
pub(crate) async fn open_event(t: &TestEngine) -> EventSetup {
    let setup = event_with_slots(t).await;
    to_phase(t, setup.event.id, &[Phase::Preparation, Phase::Open]).await
}

/// Leads an event through phases.
pub(crate) async fn to_phase(t: &TestEngine, id: EventId, phases: &[Phase]) -> EventSetup {
    let system = Actor::system();
    for &phase in phases {
        let setup = t.show_event(&system, id).await.expect("the event");
        t.change_phase(&system, (id, setup.event.version), phase).await.expect("the next phase");
    }
    t.show_event(&system, id).await.expect("the event")
}
