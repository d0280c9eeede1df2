//! Meetings at the booths of exhibitors.

use crate::{
    harness::{TestEngine, on_both, plan::draft, rows, world::World},
    requests::agree,
};
use carnet_engine::{
    Error, FaultCode, MeetingId, RoomId,
    domain::{
        event_rules::{MeetingPlaces, Rules},
        places::{NewPlaces, NewRoom, NewSite},
        plan::Plan,
        run::Orders,
    },
};

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

        // Without a booth, and where rules say so, at any table.
        t.set_booth(&w.principal, w.event, oak[0].registration, None).await.unwrap();
        t.set_booth(&w.principal, w.event, yew[0].registration, None).await.unwrap();
        assert_eq!(planned(&t, &w).await.placements.len(), 4);
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
fn a_booth_is_a_room_of_the_event_with_a_table_and_stays_there() {
    on_both(async |t| {
        let w = World::new(&t, 2, 4, &at_booths()).await;
        let [booth, _] = booths(&t, &w).await;
        let oak = w.company("Oak", 1).await;
        let fault =
            async |room| match t.set_booth(&w.principal, w.event, oak[0].registration, Some(room)).await {
                Err(Error::Invalid(faults)) => faults.as_slice()[0].code,
                other => panic!("a fault, not {other:?}"),
            };
        assert_eq!(fault(rows::id()).await, FaultCode::UnknownChoice);
        t.tamper("UPDATE room SET tables = 0 WHERE tables = 1").await.unwrap();
        assert_eq!(fault(booth).await, FaultCode::NoTables);
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
        let Err(Error::Invalid(faults)) = gone else { panic!("a fault, not {gone:?}") };
        let used: Vec<_> = faults.as_slice().iter().map(|fault| fault.code).collect();
        assert_eq!(used, [FaultCode::InUse]);
    });
}
