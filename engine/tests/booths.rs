//! Meetings at the booths of exhibitors.

use crate::{
    harness::{
        TestEngine, on_both,
        plan::draft,
        rows,
        world::{Member, World},
    },
    requests::agree,
};
use carnet_engine::{
    Actor, Error, FaultCode, MeetingId, Refusal, RoomId,
    domain::{
        event_rules::{MeetingPlaces, Rules},
        places::{NewPlaces, NewRoom, NewSite},
        plan::{Pin, Plan},
        run::Orders,
    },
};

fn codes<T: std::fmt::Debug>(result: Result<T, Error>) -> Vec<FaultCode> {
    match result {
        Err(Error::Invalid(faults)) => faults.as_slice().iter().map(|fault| fault.code).collect(),
        other => panic!("a fault, not {other:?}"),
    }
}

fn at_booths() -> Rules {
    Rules { meeting_places: MeetingPlaces::Booths, ..Rules::default() }
}

/// Two rooms more, for booths, which sessions may use like the hall.
async fn booths(t: &TestEngine, w: &World<'_>) -> [RoomId; 2] {
    let site = t.show_event(&w.principal, w.event).await.expect("the event").places.sites[0].id;
    let booths = [rows::room(t, w.event, site, 1).await, rows::room(t, w.event, site, 1).await];
    t.tamper("DELETE FROM session_room").await.expect("sessions use the whole site");
    rows::changed(t, w.event).await;
    booths
}

async fn planned(t: &TestEngine, w: &World<'_>) -> Plan {
    draft(t, w.event, &Orders { work: Some(200), ..Orders::default() }).await
}

fn room_of(plan: &Plan, meeting: Option<MeetingId>) -> Option<RoomId> {
    plan.placements.get(&meeting.expect("a meeting")).map(|place| place.room)
}

#[test]
fn an_exhibitor_receives_at_the_own_booth_and_all_others_meet_elsewhere() {
    on_both(async |t| {
        let w = World::new(&t, 6, 4, &at_booths()).await;
        let [booth, other] = booths(&t, &w).await;
        let (oak, elm) = (w.company("Oak", 1).await, w.company("Elm", 1).await);
        let (fir, yew) = (w.company("Fir", 1).await, w.company("Yew", 1).await);
        t.set_booth(&w.principal, w.event, oak[0].registration, Some(booth)).await.unwrap();
        t.set_booth(&w.principal, w.event, yew[0].registration, Some(other)).await.unwrap();
        assert_eq!(t.show_booth(&w.principal, w.event, oak[0].registration).await.unwrap(), Some(booth));
        let received = agree(&t, &w, &elm[0], &oak, None).await.meeting;
        let sought = agree(&t, &w, &oak[0], &fir, None).await.meeting;
        let either = agree(&t, &w, &oak[0], &yew, None).await.meeting;
        let neither = agree(&t, &w, &fir[0], &elm, None).await.meeting;
        let plan = planned(&t, &w).await;
        assert_eq!(plan.placements.len(), 4);
        assert_eq!([room_of(&plan, received), room_of(&plan, sought)], [Some(booth); 2]);
        assert!([booth, other].map(Some).contains(&room_of(&plan, either)));
        assert_eq!(room_of(&plan, neither), Some(w.room));

        // Whoever takes it over receives there instead.
        t.set_booth(&w.principal, w.event, oak[0].registration, None).await.unwrap();
        t.set_booth(&w.principal, w.event, fir[0].registration, Some(booth)).await.unwrap();
        let plan = planned(&t, &w).await;
        assert_eq!([room_of(&plan, sought), room_of(&plan, neither)], [Some(booth); 2]);
        assert_eq!([room_of(&plan, received), room_of(&plan, either)], [Some(w.room), Some(other)]);
        assert_eq!(t.verify_audit(&w.principal, Some(w.event)).await.unwrap(), None);
    });
}

#[test]
fn more_meetings_than_a_booth_has_slots_wait_unless_meetings_are_held_at_any_table() {
    for (rules, n_placed) in [(at_booths(), 2), (Rules::default(), 3)] {
        on_both(async |t| {
            let w = World::new(&t, 2, 4, &rules).await;
            let [booth, _] = booths(&t, &w).await;
            let oak = w.company("Oak", 2).await;
            t.set_booth(&w.principal, w.event, oak[0].registration, Some(booth)).await.unwrap();
            for name in ["Elm", "Fir", "Yew"] {
                let company = w.company(name, 1).await;
                agree(&t, &w, &company[0], &oak, None).await;
            }
            assert_eq!(planned(&t, &w).await.placements.len(), n_placed, "{rules:?}");
        });
    }
}

#[test]
fn meetings_wait_where_every_room_is_a_booth_of_others_or_the_own_has_no_table_left() {
    on_both(async |t| {
        let w = World::new(&t, 4, 4, &at_booths()).await;
        let [booth, other] = booths(&t, &w).await;
        let (oak, elm, yew) =
            (w.company("Oak", 1).await, w.company("Elm", 1).await, w.company("Yew", 1).await);
        let (fir, ash) = (w.company("Fir", 1).await, w.company("Ash", 1).await);
        for (exhibitor, room) in [(&oak, booth), (&elm, w.room), (&yew, other)] {
            t.set_booth(&w.principal, w.event, exhibitor[0].registration, Some(room)).await.unwrap();
        }
        let received = agree(&t, &w, &fir[0], &oak, None).await.meeting;
        let neither = agree(&t, &w, &fir[0], &ash, None).await.meeting;
        let plan = planned(&t, &w).await;
        assert_eq!([room_of(&plan, received), room_of(&plan, neither)], [Some(booth), None]);

        t.set_booth(&w.principal, w.event, elm[0].registration, None).await.unwrap();
        rows::run!(t, "UPDATE room SET tables = 0 WHERE id = $1", booth);
        rows::changed(&t, w.event).await;
        let plan = planned(&t, &w).await;
        assert_eq!([room_of(&plan, received), room_of(&plan, neither)], [None, Some(w.room)]);
    });
}

#[test]
fn pins_of_others_are_weighed_without_the_booths_of_who_has_no_part_in_them() {
    on_both(async |t| {
        let w = World::new(&t, 2, 1, &at_booths()).await;
        let (oak, yew) = (w.company("Oak", 1).await, w.company("Yew", 1).await);
        for (exhibitor, room) in [oak, yew].iter().zip(booths(&t, &w).await) {
            t.set_booth(&w.principal, w.event, exhibitor[0].registration, Some(room)).await.unwrap();
        }
        let mut pins = Vec::new();
        for names in [["Elm", "Fir"], ["Ash", "Bay"]] {
            let (asking, asked) = (w.company(names[0], 1).await, w.company(names[1], 1).await);
            let meeting = agree(&t, &w, &asking[0], &asked, None).await.meeting.expect("a meeting");
            pins.push(Pin { meeting, slot: w.slots[0], room: None, table: None, lineup: None });
        }
        t.pin_meeting(&w.principal, w.event, &pins[0]).await.unwrap();
        let second = t.pin_meeting(&w.principal, w.event, &pins[1]).await;
        assert_eq!(codes(second), [FaultCode::NotPlannable], "one table is no booth");
    });
}

#[test]
fn a_booth_is_of_one_exhibitor_who_takes_part_and_told_in_the_history_where_it_changes() {
    on_both(async |t| {
        let w = World::new(&t, 2, 4, &at_booths()).await;
        let [booth, other] = booths(&t, &w).await;
        let (oak, elm, yew) =
            (w.company("Oak", 1).await, w.company("Elm", 1).await, w.company("Yew", 1).await);
        let (fir, ash) = (w.company("Fir", 1).await, w.company("Ash", 1).await);
        let set =
            async |of: &[Member], room| t.set_booth(&w.principal, w.event, of[0].registration, room).await;
        for (exhibitor, room) in [(&oak, booth), (&oak, booth), (&elm, w.room), (&yew, other)] {
            set(exhibitor, Some(room)).await.unwrap();
        }
        let history = t.read_audit(&w.principal, Some(w.event), oak[0].registration).await.unwrap();
        assert_eq!(history.iter().filter(|entry| entry.action == "registration.booth-set").count(), 1);
        assert_eq!(codes(set(&elm, Some(booth)).await), [FaultCode::InUse]);
        let meeting = agree(&t, &w, &fir[0], &ash, None).await.meeting;
        assert_eq!(room_of(&planned(&t, &w).await, meeting), None);

        // Whoever gives up receives nowhere: the room is for all again, and for whoever else gets it as a booth.
        let system = Actor::system();
        t.cancel_registration(&system, w.event, oak[0].registration, "Nobody can come").await.unwrap();
        assert_eq!(room_of(&planned(&t, &w).await, meeting), Some(booth));
        set(&fir, Some(booth)).await.unwrap();
        set(&oak, None).await.unwrap();
        let gone = set(&oak, Some(other)).await;
        assert!(matches!(gone, Err(Error::Refused(Refusal::RegistrationState))), "{gone:?}");
    });
}

#[test]
fn a_booth_is_a_room_of_the_event_with_a_table_and_stays_there() {
    on_both(async |t| {
        let w = World::new(&t, 2, 4, &at_booths()).await;
        let [booth, _] = booths(&t, &w).await;
        let oak = w.company("Oak", 1).await;
        let fault =
            async |room| codes(t.set_booth(&w.principal, w.event, oak[0].registration, Some(room)).await);
        assert_eq!(fault(rows::id()).await, [FaultCode::UnknownChoice]);
        t.tamper("UPDATE room SET tables = 0 WHERE tables = 1").await.unwrap();
        assert_eq!(fault(booth).await, [FaultCode::NoTables]);
        t.tamper("UPDATE room SET tables = 1 WHERE tables = 0").await.unwrap();
        t.set_booth(&w.principal, w.event, oak[0].registration, Some(booth)).await.unwrap();
        let stranger = t.set_booth(&oak[0].actor, w.event, oak[0].registration, None).await;
        assert!(matches!(stranger, Err(Error::Refused(_))), "{stranger:?}");
        let setup = t.show_event(&w.principal, w.event).await.unwrap();
        let hall = setup.places.sites[0].rooms.iter().find(|room| room.id == w.room).expect("the hall");
        let room = NewRoom { id: Some(hall.id), name: hall.name.clone(), tables: hall.tables };
        let site = &setup.places.sites[0];
        let site = NewSite {
            id: Some(site.id),
            names: site.names.clone(),
            address: site.address.clone(),
            rooms: vec![room],
        };
        let next = NewPlaces { sites: vec![site], travel: Vec::new() };
        let gone = t.set_places(&w.principal, (w.event, setup.event.version), &next).await;
        assert_eq!(codes(gone), [FaultCode::InUse]);
    });
}
