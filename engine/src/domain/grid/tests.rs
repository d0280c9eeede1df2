//! Grids as tables of cases.

use super::*;
use crate::domain::{
    places::{Room, Site},
    session::Slot,
};
use chrono_tz::Europe::Paris;
use uuid::Uuid;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn time(text: &str) -> NaiveTime {
    text.parse().expect("a time")
}

fn site() -> SiteId {
    Uuid::from_u128(1).into()
}

fn room(n: u128) -> RoomId {
    Uuid::from_u128(n).into()
}

fn places() -> Places {
    let room = |n, tables| Room { id: room(n), name: format!("Room {n}"), tables };
    let names = Texts::new("Palais", "Palace");
    Places {
        sites: vec![Site {
            id: site(),
            names,
            address: None,
            rooms: vec![room(2, 10), room(3, 0), room(4, 5)],
        }],
        travel: Vec::new(),
    }
}

fn grid() -> Grid {
    Grid {
        names: Texts::new("Rendez-vous", "Meetings"),
        days: vec![day("2027-03-18")],
        site: site(),
        rooms: vec![room(2)],
        meeting_kind: MeetingKind::Any,
        start: time("09:00:00"),
        end: time("17:00:00"),
        slot_minutes: 20,
        pause_minutes: 5,
        lunch: Some((time("12:00:00"), time("14:00:00"))),
        replaces: Vec::new(),
    }
}

fn plan(grid: &Grid, days: &[&str], sessions: &[Session]) -> (Vec<PlannedSession>, Vec<(String, FaultCode)>) {
    let (days, places) = (days.iter().map(|text| day(text)).collect::<Vec<_>>(), places());
    let context = GridContext { days: &days, time_zone: Paris, places: &places, sessions };
    let (planned, faults) = grid.plan(context);
    (planned, faults.as_slice().iter().map(|fault| (fault.path.clone(), fault.code)).collect())
}

fn minutes(session: &PlannedSession) -> Vec<i64> {
    session.slots.iter().map(|(from, to)| (*to - *from).num_minutes()).collect()
}

#[test]
fn lunch_parts_a_day_into_two_sessions_and_slots_fit_between_the_ends() {
    let (planned, faults) = plan(&grid(), &["2027-03-18"], &[]);
    assert_eq!(faults, []);
    let [morning, afternoon] = planned.as_slice() else { panic!("two sessions, not {planned:?}") };
    // 180 minutes: seven slots of 20 with six pauses of 5 take 170.
    assert_eq!((minutes(morning), minutes(afternoon)), (vec![20; 7], vec![20; 7]));
    assert_eq!(morning.slots[0].0, "2027-03-18T08:00:00Z".parse::<DateTime<Utc>>().unwrap());
    assert_eq!(morning.slots[1].0, "2027-03-18T08:25:00Z".parse::<DateTime<Utc>>().unwrap());
    assert_eq!(afternoon.slots[0].0, "2027-03-18T13:00:00Z".parse::<DateTime<Utc>>().unwrap());
    assert_eq!(morning.names.fr.as_deref(), Some("Rendez-vous, matin"));
    assert_eq!(afternoon.names.en.as_deref(), Some("Meetings, afternoon"));
}

#[test]
fn a_slot_that_ends_with_the_session_is_made_and_one_that_ends_later_is_not() {
    let exact = Grid { lunch: None, end: time("10:00:00"), pause_minutes: 0, ..grid() };
    let (planned, _) = plan(&exact, &["2027-03-18"], &[]);
    assert_eq!(minutes(&planned[0]), vec![20; 3]);
    let short = Grid { end: time("09:59:00"), ..exact };
    let (planned, _) = plan(&short, &["2027-03-18"], &[]);
    assert_eq!(minutes(&planned[0]), vec![20; 2]);
}

#[test]
fn slots_keep_their_length_on_the_days_on_which_clocks_change() {
    let night = Grid {
        start: time("01:00:00"),
        end: time("04:00:00"),
        lunch: None,
        slot_minutes: 60,
        pause_minutes: 0,
        ..grid()
    };
    for (text, n_slots) in [("2027-03-28", 2), ("2027-03-27", 3), ("2027-10-31", 4)] {
        let on = Grid { days: vec![day(text)], ..night.clone() };
        let (planned, faults) = plan(&on, &[text], &[]);
        assert_eq!(faults, []);
        assert_eq!(minutes(&planned[0]), vec![60; n_slots], "{text}");
    }
    // Half past two does not exist on this day.
    let skipped = Grid { start: time("02:30:00"), days: vec![day("2027-03-28")], ..night };
    assert_eq!(plan(&skipped, &["2027-03-28"], &[]).1, [("days[0]".to_owned(), FaultCode::NoSuchTime)]);
}

#[test]
fn office_hours_are_the_same_local_time_on_both_sides_of_a_change_of_clocks() {
    let both = Grid { days: vec![day("2027-03-27"), day("2027-03-29")], lunch: None, ..grid() };
    let (planned, faults) = plan(&both, &["2027-03-27", "2027-03-29"], &[]);
    assert_eq!(faults, []);
    let starts: Vec<_> = planned.iter().map(|session| session.slots[0].0.to_rfc3339()).collect();
    assert_eq!(starts, ["2027-03-27T08:00:00+00:00", "2027-03-29T07:00:00+00:00"]);
}

#[test]
fn every_fault_of_a_grid_is_named_at_once() {
    let wrong = Grid {
        names: Texts::default(),
        days: vec![day("2027-03-18"), day("2027-03-20"), day("2027-03-18")],
        rooms: vec![room(2), room(3), room(9), room(2)],
        end: time("08:00:00"),
        slot_minutes: 1,
        replaces: vec![Uuid::from_u128(77).into()],
        ..grid()
    };
    let (planned, faults) = plan(&wrong, &["2027-03-18"], &[]);
    assert!(planned.is_empty());
    let expected = [
        ("names", FaultCode::Required),
        ("rooms[1]", FaultCode::NoTables),
        ("rooms[2]", FaultCode::UnknownChoice),
        ("rooms[3]", FaultCode::Duplicate),
        ("replaces[0]", FaultCode::UnknownChoice),
        ("days[1]", FaultCode::OutsideTheEvent),
        ("days[2]", FaultCode::Duplicate),
        ("slot_minutes", FaultCode::OutOfRange),
        ("end", FaultCode::EndBeforeStart),
    ];
    assert_eq!(faults, expected.map(|(path, code)| (path.to_owned(), code)));
}

#[test]
fn a_part_without_room_for_one_slot_is_too_short() {
    let wrong = Grid { lunch: Some((time("09:10:00"), time("16:00:00"))), ..grid() };
    let (planned, faults) = plan(&wrong, &["2027-03-18"], &[]);
    assert_eq!(planned.len(), 1);
    assert_eq!(faults, [("days[0]".to_owned(), FaultCode::TooShort)]);
}

#[test]
fn a_grid_overlaps_sessions_in_its_rooms_unless_it_replaces_them() {
    let slot = Slot {
        id: Uuid::from_u128(50).into(),
        starts_at: "2027-03-18T10:59:00Z".parse().unwrap(),
        ends_at: "2027-03-18T13:01:00Z".parse().unwrap(),
    };
    let id: SessionId = Uuid::from_u128(40).into();
    let session = |n| Session {
        id,
        site: site(),
        names: Texts::new("a", "b"),
        meeting_kind: MeetingKind::Any,
        rooms: BTreeSet::from([room(n)]),
        slots: vec![slot],
    };
    let faults = |grid: &Grid, n| plan(grid, &["2027-03-18"], &[session(n)]).1;
    // Seven slots end at 11:50 local time, 10:50 UTC; the afternoon begins at 13:00 UTC.
    assert_eq!(faults(&grid(), 2), [("days[0]".to_owned(), FaultCode::Overlaps)]);
    assert_eq!(faults(&grid(), 4), []);
    assert_eq!(faults(&Grid { replaces: vec![id], ..grid() }, 2), []);
}
