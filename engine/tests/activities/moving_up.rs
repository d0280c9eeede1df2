//! Who moves up from a waiting list, and who does not.

use super::{open, times, workshop};
use crate::harness::{
    event::{open_event, to_phase},
    on_both,
    people::{attendee, planned_meeting},
};
use carnet_engine::domain::{
    activity::{NewActivity, WhenFull},
    notice::NoticeKind,
    phase::Phase,
    sign_up::SignUpState,
};

#[test]
fn whoever_has_a_meeting_by_then_goes_on_waiting_and_the_next_moves_up() {
    on_both(async |t| {
        let setup = open_event(&t).await;
        let event = setup.event.id;
        let new = NewActivity { times: times("09:00", "09:20"), ..workshop(&setup, Some(1), WhenFull::Wait) };
        let id = open(&t, &setup, &new).await;
        let mut people = Vec::new();
        for n in 0..3 {
            let person = attendee(&t, &setup, n).await;
            let sign_up = t.sign_up(&person.actor, event, id, person.id).await.unwrap();
            people.push((person, sign_up));
        }
        planned_meeting(&t, &setup, &people[1].0, setup.sessions[0].slots[0].id).await;
        let raised = t.show_agenda(&people[1].0.actor, people[1].0.id).await.unwrap().version;
        t.cancel_sign_up(&people[0].0.actor, event, people[0].1.id).await.unwrap();
        let mut states = Vec::new();
        for (person, _) in &people[1..] {
            let own = t.list_sign_ups_of(&person.actor, event, person.id).await.unwrap();
            states.push(own[0].state);
        }
        assert_eq!(states, [SignUpState::Waiting, SignUpState::Confirmed]);
        let told = t.owed(NoticeKind::SignUpMovedUp).await;
        assert_eq!(told.len(), 1);
        let after = t.show_agenda(&people[1].0.actor, people[1].0.id).await.unwrap().version;
        assert_eq!(after, raised, "nothing of theirs changed");
    });
}

#[test]
fn nobody_moves_up_into_what_has_begun() {
    on_both(async |t| {
        let setup = open_event(&t).await;
        let event = setup.event.id;
        let id = open(&t, &setup, &workshop(&setup, Some(1), WhenFull::Wait)).await;
        let (ada, bea) = (attendee(&t, &setup, 1).await, attendee(&t, &setup, 2).await);
        let first = t.sign_up(&ada.actor, event, id, ada.id).await.unwrap();
        t.sign_up(&bea.actor, event, id, bea.id).await.unwrap();
        to_phase(&t, event, &[Phase::Live]).await;
        t.clock.set("2027-03-18T09:00:00Z".parse().unwrap());
        t.cancel_sign_up(&ada.actor, event, first.id).await.unwrap();
        assert!(t.owed(NoticeKind::SignUpMovedUp).await.is_empty());
        let own = t.list_sign_ups_of(&bea.actor, event, bea.id).await.unwrap();
        assert_eq!(own[0].state, SignUpState::Waiting);
    });
}
