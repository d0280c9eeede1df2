//! Times that the databases would keep differently, or not at all.

use super::assert_fault;
use crate::harness::{
    TestEngine,
    event::{details, event_with_slots, grid, new_event, to_phase},
    on_both,
};
use carnet_engine::{
    Actor, EventId, FaultCode,
    domain::{
        event::{CopyOfEvent, NewDetails, NewEvent},
        grid::Grid,
        phase::Phase,
        preset::Preset,
        text::Texts,
    },
};
use chrono::{DateTime, NaiveDate, NaiveDateTime};

async fn create(t: &TestEngine, details: NewDetails) -> Result<EventId, carnet_engine::Error> {
    let organisation = crate::harness::event::chamber(t).await;
    let new = NewEvent { organisation, preset: Preset::AnyToAny, details };
    t.create_event(&Actor::system(), &new).await
}

#[test]
fn times_are_kept_in_whole_seconds_on_both_databases() {
    on_both(async |t| {
        let closes: NaiveDateTime = "2027-03-10T23:59:00.123456789".parse().unwrap();
        let id =
            create(&t, NewDetails { registration_closes: Some(closes), ..details("forum") }).await.unwrap();
        let setup = t.show_event(&Actor::system(), id).await.unwrap();
        let kept = setup.event.details.registration_closes_at.unwrap();
        assert_eq!(kept.to_rfc3339(), "2027-03-10T22:59:00+00:00");

        let setup = event_with_slots(&t).await;
        let odd = Grid {
            start: "09:00:00.000000001".parse().unwrap(),
            end: "17:00:00.999999999".parse().unwrap(),
            replaces: setup.sessions.iter().map(|session| session.id).collect(),
            ..grid(&setup)
        };
        let key = (setup.event.id, setup.event.version);
        let made = t.make_grid(&Actor::system(), key, &odd).await.unwrap();
        let setup = t.show_event(&Actor::system(), setup.event.id).await.unwrap();
        let first = setup.sessions.iter().find(|session| session.id == made[0]).unwrap().slots[0];
        assert_eq!(first.starts_at.to_rfc3339(), "2027-03-18T08:00:00+00:00");
    });
}

#[test]
fn days_that_nobody_plans_or_no_database_sorts_alike_are_faults() {
    on_both(async |t| {
        let written = ["1999-12-31", "2100-01-01", "3000-01-01", "+10000-01-01"];
        let written = written.map(|day| day.parse().unwrap());
        for day in [NaiveDate::MIN, NaiveDate::MAX].into_iter().chain(written) {
            let far = NewDetails { days: vec![day], ..details("far") };
            assert_fault(create(&t, far).await, "days", FaultCode::OutOfRange);
        }
        for at in [NaiveDateTime::MIN, NaiveDateTime::MAX] {
            let far = NewDetails { registration_closes: Some(at), ..details("far") };
            assert_fault(create(&t, far).await, "registration_closes", FaultCode::NoSuchTime);
            let far = NewDetails { closes: Some(at), ..details("far") };
            assert_fault(create(&t, far).await, "closes", FaultCode::NoSuchTime);
        }
        let event = new_event(&t, Preset::AnyToAny, "forum").await;
        // The event has two days.
        for first_day in [NaiveDate::MIN, NaiveDate::MAX, "2099-12-31".parse().unwrap()] {
            let copy = CopyOfEvent { slug: "copy".into(), names: Texts::new("x", "x"), first_day };
            let copied = t.copy_event(&Actor::system(), event, &copy).await;
            assert_fault(copied, "first_day", FaultCode::OutOfRange);
        }
    });
}

#[test]
fn agendas_that_changed_since_ever_and_never_can_be_listed() {
    on_both(async |t| {
        let event = new_event(&t, Preset::AnyToAny, "forum").await;
        to_phase(&t, event, &[Phase::Preparation]).await;
        for since in [DateTime::<chrono::Utc>::MIN_UTC, DateTime::<chrono::Utc>::MAX_UTC] {
            let changed = t.list_changed_agendas(&Actor::system(), event, since).await.unwrap();
            assert!(changed.people.is_empty() && changed.rooms.is_empty());
        }
    });
}
