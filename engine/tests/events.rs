//! Events: setting up, phases, grids, copies, what the public sees.

use crate::harness::{
    TestEngine,
    event::{details, event_with_slots, grid, new_event, open_event, places, to_phase},
    on_both,
};
use carnet_engine::{
    AccountId, Actor, AuditFilter, Error, EventId, FaultCode, Kind, Refusal,
    domain::{
        account::{Language, NewAccount},
        catalogue::Query,
        category::{CategoryKind, NewCategory},
        event::{CopyOfEvent, Host, HostRole, NewDetails, TextKey},
        event_rules::Rules,
        grid::Grid,
        notice::NoticeKind,
        phase::Phase,
        places::{NewPlaces, NewRoom, NewSite},
        preset::Preset,
        readiness::Task,
        session::SessionChange,
        text::Texts,
    },
};
use chrono::TimeDelta;

fn faults(error: Error) -> Vec<(String, FaultCode)> {
    let Error::Invalid(faults) = error else { panic!("{error}") };
    faults.as_slice().iter().map(|fault| (fault.path.clone(), fault.code)).collect()
}

async fn principal(t: &TestEngine, event: EventId, email: &str) -> AccountId {
    let person = NewAccount { email: email.into(), name: "Ada Carrier".into(), language: Language::French };
    let id = t.name_principal(&Actor::system(), event, &person).await.expect("a principal");
    let roles = t.list_roles(&Actor::system(), event).await.expect("roles");
    roles.into_iter().find(|record| record.id == id).expect("the role").account
}

/// The places as they are, to be edited.
fn edited(setup: &carnet_engine::domain::event::EventSetup) -> NewPlaces {
    let room = |room: &carnet_engine::domain::places::Room| NewRoom {
        id: Some(room.id),
        name: room.name.clone(),
        tables: room.tables,
    };
    let site = |site: &carnet_engine::domain::places::Site| NewSite {
        id: Some(site.id),
        names: site.names.clone(),
        address: site.address.clone(),
        rooms: site.rooms.iter().map(room).collect(),
    };
    NewPlaces { sites: setup.places.sites.iter().map(site).collect(), travel: Vec::new() }
}

#[test]
fn every_preset_makes_an_event_that_reads_back_as_it_was_set() {
    on_both(async |t| {
        for preset in Preset::ALL {
            let id = new_event(&t, *preset, preset.as_str()).await;
            let setup = t.show_event(&Actor::system(), id).await.unwrap();
            assert_eq!((setup.event.preset, setup.event.phase), (*preset, Phase::Project));
            assert_eq!(setup.event.rules, preset.rules());
            assert_eq!(setup.event.details, details(preset.as_str()).check().unwrap());
            assert_eq!(setup.categories.list.len(), preset.categories().len());
            assert!(!setup.categories.may_ask.is_empty());
            assert_eq!(setup.hosts.len(), 1);
            let history = t.read_audit(&Actor::system(), Some(id), id).await.unwrap();
            assert_eq!(history[0].action, "event.created");
        }
    });
}

#[test]
fn two_events_never_share_a_name_in_addresses() {
    on_both(async |t| {
        let one = new_event(&t, Preset::AnyToAny, "forum").await;
        let other = new_event(&t, Preset::AnyToAny, "salon").await;
        let system = Actor::system();
        let error = t.change_event(&system, (other, 1), &details("forum")).await.unwrap_err();
        assert_eq!(faults(error), [("slug".to_owned(), FaultCode::Duplicate)]);
        let copy = CopyOfEvent {
            slug: "salon".into(),
            names: Texts::new("Forum", "Forum"),
            first_day: "2028-03-16".parse().unwrap(),
        };
        let error = t.copy_event(&system, one, &copy).await.unwrap_err();
        assert_eq!(faults(error), [("slug".to_owned(), FaultCode::Duplicate)]);
        assert_eq!(t.list_events(&system).await.unwrap().len(), 2);
    });
}

#[test]
fn a_change_that_saw_an_older_version_is_a_conflict_and_changes_nothing() {
    on_both(async |t| {
        let id = new_event(&t, Preset::AnyToAny, "forum").await;
        let system = Actor::system();
        let rules = Rules { max_pending_requests: Some(5), ..Rules::default() };
        let places = places();
        let (one, two) =
            tokio::join!(t.set_rules(&system, (id, 1), &rules), t.set_places(&system, (id, 1), &places));
        assert_eq!([&one, &two].iter().filter(|done| matches!(done, Ok(2))).count(), 1);
        assert_eq!([&one, &two].iter().filter(|done| matches!(done, Err(Error::Conflict))).count(), 1);
        let setup = t.show_event(&system, id).await.unwrap();
        assert_eq!(setup.event.version, 2);
        assert_eq!(setup.event.rules == rules, one.is_ok());
        assert_eq!(setup.places.sites.is_empty(), two.is_err());
    });
}

#[test]
fn places_in_use_can_be_renamed_but_not_taken_away() {
    on_both(async |t| {
        let system = Actor::system();
        let setup = event_with_slots(&t).await;
        let (id, version) = (setup.event.id, setup.event.version);
        let mut without_hall = edited(&setup);
        without_hall.sites[0].rooms.remove(0);
        let error = t.set_places(&system, (id, version), &without_hall).await.unwrap_err();
        assert_eq!(faults(error), [("sites".to_owned(), FaultCode::InUse)]);

        let mut next = edited(&setup);
        next.sites[0].rooms[0].name = "Salle des fêtes".into();
        next.sites.remove(1);
        let version = t.set_places(&system, (id, version), &next).await.unwrap();
        let setup = t.show_event(&system, id).await.unwrap();
        assert_eq!(setup.event.version, version);
        assert_eq!(setup.places.sites.len(), 1);
        assert_eq!(setup.places.sites[0].rooms[0].name, "Salle des fêtes");
        assert_eq!(setup.sessions[0].rooms.first(), Some(&setup.places.sites[0].rooms[0].id));
    });
}

#[test]
fn categories_hosts_and_rules_are_replaced_as_a_whole() {
    on_both(async |t| {
        let system = Actor::system();
        let id = new_event(&t, Preset::TwoSided, "forum").await;
        let setup = t.show_event(&system, id).await.unwrap();
        let kept = setup.categories.list[0].id;
        let category = |id, kind, may_ask: &[usize]| NewCategory {
            id,
            names: Texts::new("Nom", "Name"),
            kind,
            max_meetings: Some(8),
            promised: Some(3),
            may_ask: may_ask.to_vec(),
        };
        let list =
            [category(Some(kept), CategoryKind::Company, &[0, 1]), category(None, CategoryKind::Expert, &[])];
        t.set_categories(&system, (id, 1), &list).await.unwrap();
        let categories = t.show_event(&system, id).await.unwrap().categories;
        let expert = categories.list[1].id;
        assert_eq!(categories.list[0].id, kept);
        assert!(categories.may_ask(kept, kept) && categories.may_ask(kept, expert));
        assert!(!categories.may_ask(expert, kept));

        let organiser = setup.hosts[0].organisation;
        let partner = crate::harness::event::chamber(&t).await;
        let host =
            |organisation, role| Host { organisation, role, pitch: Some(Texts::new("Bienvenue", "Welcome")) };
        let error = t.set_hosts(&system, (id, 2), &[host(partner, HostRole::Partner)]).await.unwrap_err();
        assert_eq!(faults(error), [("hosts".to_owned(), FaultCode::Required)]);
        let hosts = [host(partner, HostRole::Organiser), host(organiser, HostRole::Partner)];
        t.set_hosts(&system, (id, 2), &hosts).await.unwrap();
        assert_eq!(t.show_event(&system, id).await.unwrap().hosts, hosts);
    });
}

#[test]
fn a_grid_is_previewed_without_a_trace_made_replaced_and_deleted() {
    on_both(async |t| {
        let system = Actor::system();
        let setup = event_with_slots(&t).await;
        let (id, version) = (setup.event.id, setup.event.version);
        assert_eq!(setup.sessions.len(), 4);
        assert!(setup.sessions.iter().all(|session| session.slots.len() == 9));
        assert_eq!(setup.sessions[0].slots[0].starts_at.to_rfc3339(), "2027-03-18T08:00:00+00:00");

        let again = t.preview_grid(&system, id, &grid(&setup)).await.unwrap();
        assert_eq!((again.n_slots, again.n_meetings), (36, 360));
        let overlaps = again.faults.as_slice().iter().filter(|f| f.code == FaultCode::Overlaps).count();
        assert_eq!(overlaps, 4);
        t.make_grid(&system, (id, version), &grid(&setup)).await.unwrap_err();
        assert_eq!(t.show_event(&system, id).await.unwrap(), setup);

        let replaces = setup.sessions.iter().map(|session| session.id).collect();
        let longer = Grid { slot_minutes: 30, replaces, ..grid(&setup) };
        let made = t.make_grid(&system, (id, version), &longer).await.unwrap();
        let setup = t.show_event(&system, id).await.unwrap();
        assert_eq!(setup.sessions.iter().map(|session| session.id).collect::<Vec<_>>(), made);
        assert!(setup.sessions.iter().all(|session| session.slots.len() == 6));

        let change = SessionChange {
            names: Texts::new("Experts", "Experts"),
            meeting_kind: carnet_engine::domain::session::MeetingKind::Expert,
            rooms: vec![setup.places.sites[0].rooms[1].id],
        };
        let error = t.change_session(&system, (id, version + 1), made[0], &change).await.unwrap_err();
        assert_eq!(faults(error), [("rooms[0]".to_owned(), FaultCode::NoTables)]);
        t.delete_sessions(&system, (id, version + 1), &made[1..]).await.unwrap();
        assert_eq!(t.show_event(&system, id).await.unwrap().sessions.len(), 1);
    });
}

#[test]
fn days_with_slots_and_the_time_zone_stay() {
    on_both(async |t| {
        let system = Actor::system();
        let setup = event_with_slots(&t).await;
        let change = (setup.event.id, setup.event.version);
        let fewer = NewDetails { days: vec!["2027-03-18".parse().unwrap()], ..details("forum") };
        let error = t.change_event(&system, change, &fewer).await.unwrap_err();
        assert_eq!(faults(error), [("days".to_owned(), FaultCode::InUse)]);
        let moved = NewDetails { time_zone: "Europe/London".into(), ..details("forum") };
        let error = t.change_event(&system, change, &moved).await.unwrap_err();
        assert!(matches!(error, Error::Refused(Refusal::TimesExist)), "{error}");
    });
}

#[test]
fn nothing_opens_that_is_not_ready_and_phases_close_what_they_should() {
    on_both(async |t| {
        let system = Actor::system();
        let id = new_event(&t, Preset::AnyToAny, "forum").await;
        let error = t.change_phase(&system, (id, 1), Phase::Open).await.unwrap_err();
        assert!(matches!(error, Error::Refused(Refusal::NotTheNextPhase)), "{error}");
        t.change_phase(&system, (id, 1), Phase::Preparation).await.unwrap();
        let error = t.change_phase(&system, (id, 2), Phase::Open).await.unwrap_err();
        assert!(matches!(error, Error::Refused(Refusal::NotReady)), "{error}");
        let tasks = t.check_readiness(&system, id).await.unwrap();
        let missing: Vec<_> = tasks.iter().filter(|t| t.needed && !t.done).map(|t| t.task).collect();
        assert_eq!(missing, [Task::Site]);

        t.set_places(&system, (id, 2), &places()).await.unwrap();
        let setup = to_phase(&t, id, &[Phase::Open, Phase::Live, Phase::Closed]).await;
        let version = setup.event.version;
        let error = t.set_rules(&system, (id, version), &Rules::default()).await.unwrap_err();
        assert!(matches!(error, Error::Refused(Refusal::PhaseForbids)), "{error}");
        let mut thanks = details("forum");
        thanks.texts.insert(TextKey::Welcome, Texts::new("Merci", "Thank you"));
        let version = t.change_event(&system, (id, version), &thanks).await.unwrap();
        let moved = NewDetails { closes: Some("2027-06-01T00:00:00".parse().unwrap()), ..thanks };
        let error = t.change_event(&system, (id, version), &moved).await.unwrap_err();
        assert!(matches!(error, Error::Refused(Refusal::PhaseForbids)), "{error}");
    });
}

#[test]
fn other_administrators_are_told_of_a_phase_once() {
    on_both(async |t| {
        let setup = event_with_slots(&t).await;
        let id = setup.event.id;
        let ada = principal(&t, id, "ada@example.org").await;
        let ben = principal(&t, id, "ben@example.org").await;
        t.change_phase(&Actor::account(ada), (id, setup.event.version), Phase::Preparation).await.unwrap();
        let owed = t.owed(NoticeKind::PhaseChanged).await;
        assert_eq!(owed.iter().map(|notice| notice.recipient).collect::<Vec<_>>(), [ben]);
        assert_eq!(t.verify_audit(&Actor::system(), Some(id)).await.unwrap(), None);
    });
}

#[test]
fn a_copy_has_all_settings_on_other_dates_and_whoever_copies_administers_it() {
    on_both(async |t| {
        let setup = open_event(&t).await;
        let id = setup.event.id;
        let ada = Actor::account(principal(&t, id, "ada@example.org").await);
        let copy = CopyOfEvent {
            slug: "forum-avril".into(),
            names: Texts::new("Forum d'avril", "April forum"),
            first_day: "2027-04-15".parse().unwrap(),
        };
        let copied = t.copy_event(&ada, id, &copy).await.unwrap();
        let copy = t.show_event(&ada, copied).await.unwrap();
        assert_eq!((copy.event.phase, copy.event.copied_from), (Phase::Project, Some(id)));
        assert_eq!(copy.event.rules, setup.event.rules);
        let days: Vec<_> = copy.event.details.days.iter().map(ToString::to_string).collect();
        assert_eq!(days, ["2027-04-15", "2027-04-16"]);
        // 23:59 in winter and in summer.
        let deadline = copy.event.details.registration_closes_at.unwrap();
        assert_eq!(deadline.to_rfc3339(), "2027-04-07T21:59:00+00:00");
        assert_eq!(copy.sessions[0].slots[0].starts_at.to_rfc3339(), "2027-04-15T07:00:00+00:00");
        let lengths = |setup: &carnet_engine::domain::event::EventSetup| -> Vec<TimeDelta> {
            setup.sessions.iter().flat_map(|s| &s.slots).map(|slot| slot.ends_at - slot.starts_at).collect()
        };
        assert_eq!(lengths(&copy), lengths(&setup));
        assert_eq!(copy.categories.may_ask.len(), setup.categories.may_ask.len());
        assert_eq!(copy.places.travel[0].minutes, 30);
        assert!(copy.categories.find(setup.categories.list[0].id).is_none());
        // The original is as it was.
        assert_eq!(t.show_event(&ada, id).await.unwrap(), setup);
    });
}

#[test]
fn the_public_sees_open_events_until_their_pages_are_over() {
    on_both(async |t| {
        let setup = event_with_slots(&t).await;
        let (id, slug) = (setup.event.id, setup.event.details.slug.clone());
        let anybody = Actor::anonymous();
        for phases in [&[][..], &[Phase::Preparation]] {
            to_phase(&t, id, phases).await;
            let error = t.show_public_event(&anybody, &slug).await.unwrap_err();
            assert!(matches!(error, Error::NotFound { kind: Kind::Event }), "{error}");
            assert!(t.list_public_events(&anybody).await.unwrap().is_empty());
        }
        let setup = to_phase(&t, id, &[Phase::Open]).await;
        let pages = t.show_public_event(&anybody, &slug).await.unwrap().pages.unwrap();
        assert!(pages.takes_registrations);
        assert_eq!(pages.sessions, setup.sessions);
        assert_eq!(pages.hosts[0].name, "Chambre de Port-Estelle");
        assert_eq!(t.list_public_events(&anybody).await.unwrap().len(), 1);

        // The deadline passes, then the pages close.
        let closes = Some("2027-04-01T00:00:00".parse().unwrap());
        let until = NewDetails { closes, ..details(&slug) };
        t.change_event(&Actor::system(), (id, setup.event.version), &until).await.unwrap();
        t.clock.set("2027-03-11T00:00:00Z".parse().unwrap());
        let pages = t.show_public_event(&anybody, &slug).await.unwrap().pages.unwrap();
        assert!(!pages.takes_registrations);
        t.clock.set("2027-04-01T00:00:00Z".parse().unwrap());
        assert_eq!(t.show_public_event(&anybody, &slug).await.unwrap().pages, None);
        assert!(t.list_public_events(&anybody).await.unwrap().is_empty());
        // Who took part is no longer shown to everybody either.
        for error in [
            t.search_catalogue(&anybody, id, &Query::default()).await.map(drop).unwrap_err(),
            t.show_registration_form(&anybody, id).await.map(drop).unwrap_err(),
        ] {
            assert!(matches!(error, Error::NotFound { kind: Kind::Event }), "{error}");
        }
        t.search_catalogue(&Actor::system(), id, &Query::default()).await.unwrap();
    });
}

#[test]
fn those_without_a_role_neither_read_nor_change_settings() {
    on_both(async |t| {
        let setup = open_event(&t).await;
        let (id, version) = (setup.event.id, setup.event.version);
        let other = new_event(&t, Preset::AnyToAny, "autre").await;
        let stranger = Actor::account(principal(&t, other, "eve@example.org").await);
        for error in [
            t.show_event(&stranger, id).await.map(drop).unwrap_err(),
            t.set_rules(&stranger, (id, version), &Rules::default()).await.map(drop).unwrap_err(),
            t.change_phase(&stranger, (id, version), Phase::Planning).await.map(drop).unwrap_err(),
            t.make_grid(&stranger, (id, version), &grid(&setup)).await.map(drop).unwrap_err(),
            t.copy_event(
                &stranger,
                id,
                &CopyOfEvent {
                    slug: "vol".into(),
                    names: Texts::new("Vol", "Theft"),
                    first_day: "2028-01-01".parse().unwrap(),
                },
            )
            .await
            .map(drop)
            .unwrap_err(),
        ] {
            assert!(matches!(error, Error::Refused(Refusal::NotAllowed)), "{error}");
        }
        let own: Vec<_> = t.list_events(&stranger).await.unwrap().into_iter().map(|event| event.id).collect();
        assert_eq!(own, [other]);
    });
}

#[test]
fn the_history_of_an_event_is_read_a_page_at_a_time_by_its_principals_alone() {
    on_both(async |t| {
        let setup = event_with_slots(&t).await;
        let id = setup.event.id;
        let ada = Actor::account(principal(&t, id, "ada@example.org").await);
        t.change_phase(&ada, (id, setup.event.version), Phase::Preparation).await.unwrap();
        let page = |kind, before, most| AuditFilter { kind, before, most };
        let all = t.list_audit(&ada, id, &page(None, None, 500)).await.unwrap();
        assert_eq!(all[0].action, "event.phase-changed");
        assert!(all.iter().rev().zip(1..).all(|(record, position)| record.position == position));
        let first = t.list_audit(&ada, id, &page(None, None, 2)).await.unwrap();
        let rest = t.list_audit(&ada, id, &page(None, Some(first[1].position), 500)).await.unwrap();
        assert_eq!(first.len() + rest.len(), all.len());
        let sessions = t.list_audit(&ada, id, &page(Some(Kind::Session), None, 500)).await.unwrap();
        assert!(!sessions.is_empty() && sessions.iter().all(|record| record.action == "session.created"));
        assert_eq!(t.verify_audit(&ada, Some(id)).await.unwrap(), None);

        let other = new_event(&t, Preset::TwoSided, "elsewhere").await;
        let error = t.list_audit(&ada, other, &page(None, None, 1)).await.unwrap_err();
        assert!(matches!(error, Error::Refused(Refusal::NotAllowed)), "{error}");
        let error = t.verify_audit(&ada, None).await.unwrap_err();
        assert!(matches!(error, Error::Refused(Refusal::NotAllowed)), "{error}");
    });
}
