//! What activities do to agendas, and whom an administrator may sign up.

use super::{open, people, refusal, times, workshop};
use crate::harness::{event::open_event, on_both, people::attendee};
use carnet_engine::{
    Actor, Invitation, Refusal,
    domain::{
        account::{Language, NewAccount},
        activity::{ActivityState, Audience, NewActivity, WhenFull},
        role::{DataScope, Function},
        text::Texts,
    },
};
use std::collections::BTreeSet;

#[test]
fn agendas_of_people_and_rooms_rise_with_whatever_changes_what_they_show() {
    on_both(async |t| {
        let setup = open_event(&t).await;
        let (event, system) = (setup.event.id, Actor::system());
        let palace = &setup.places.sites[0];
        let new = workshop(&setup, Some(1), WhenFull::Wait);
        let id = open(&t, &setup, &new).await;
        let people = people(&t, &setup, 3).await;
        let version = async |i: usize| t.show_agenda(&system, people[i].id).await.unwrap().version;
        let room = async |i: usize| t.show_room_agenda(&system, palace.rooms[i].id).await.unwrap().version;
        let held = t.sign_up(&people[0].actor, event, id, people[0].id).await.unwrap();
        t.sign_up(&people[1].actor, event, id, people[1].id).await.unwrap();
        assert_eq!((version(0).await, version(1).await, version(2).await), (1, 1, 0));
        // Who cancels and who moves up.
        t.cancel_sign_up(&people[0].actor, event, held.id).await.unwrap();
        assert_eq!((version(0).await, version(1).await, version(2).await), (2, 2, 0));
        // Who is transferred.
        let other = open(&t, &setup, &NewActivity { times: times("14:00", "15:00"), ..new.clone() }).await;
        let moved = t.list_sign_ups_of(&system, event, people[1].id).await.unwrap()[0].id;
        t.transfer_sign_up(&system, event, moved, other).await.unwrap();
        assert_eq!((version(0).await, version(1).await), (2, 3));
        // Another room: of both rooms, and of who attends.
        let (hall, studio) = (room(0).await, room(1).await);
        let there =
            NewActivity { room: Some(palace.rooms[0].id), times: times("14:00", "15:00"), ..new.clone() };
        t.change_activity(&system, (event, other, 2), &there).await.unwrap();
        assert_eq!((room(0).await, room(1).await), (hall + 1, studio + 1));
        assert_eq!((version(0).await, version(1).await), (2, 4));
        // Another time, another name, for the room in which it stays; who is in charge shows nowhere.
        let later = NewActivity { times: times("14:30", "15:00"), ..there };
        t.change_activity(&system, (event, other, 3), &later).await.unwrap();
        let named = NewActivity { names: Texts::new("Vendre", "Selling"), ..later };
        t.change_activity(&system, (event, other, 4), &named).await.unwrap();
        let led = NewActivity { in_charge: Some("Max Orval".into()), ..named.clone() };
        t.change_activity(&system, (event, other, 5), &led).await.unwrap();
        assert_eq!((room(0).await, room(1).await), (hall + 3, studio + 1));
        assert_eq!((version(0).await, version(1).await), (2, 6));
        // Out of all rooms, and back.
        t.change_activity(&system, (event, other, 6), &NewActivity { room: None, ..named.clone() })
            .await
            .unwrap();
        t.change_activity(&system, (event, other, 7), &named).await.unwrap();
        assert_eq!((room(0).await, room(1).await), (hall + 5, studio + 1));
        assert_eq!((version(0).await, version(1).await), (2, 8));
        // For everybody, and then no longer.
        let plenary = NewActivity {
            audience: Audience::Everybody,
            capacity: None,
            times: times("16:00", "17:00"),
            ..new.clone()
        };
        let plenary_id = open(&t, &setup, &plenary).await;
        assert_eq!((version(0).await, version(1).await, version(2).await), (3, 9, 1));
        let chosen = NewActivity { audience: Audience::Invited, ..plenary };
        t.change_activity(&system, (event, plenary_id, 2), &chosen).await.unwrap();
        assert_eq!((version(0).await, version(1).await, version(2).await), (4, 10, 2));
        // It does not take place.
        t.change_activity_state(&system, (event, other, 8), ActivityState::Cancelled, Some("Grève"))
            .await
            .unwrap();
        assert_eq!((version(0).await, version(1).await, version(2).await), (4, 11, 2));
        assert_eq!((room(0).await, room(1).await), (hall + 6, studio + 3));
    });
}

#[test]
fn an_administrator_of_others_is_a_participant_like_any_for_the_own_sign_up() {
    on_both(async |t| {
        let setup = open_event(&t).await;
        let (event, system) = (setup.event.id, Actor::system());
        let invited = NewActivity { audience: Audience::Invited, ..workshop(&setup, None, WhenFull::Close) };
        let id = open(&t, &setup, &invited).await;
        let ada = attendee(&t, &setup, 1).await;
        let spain = DataScope { countries: BTreeSet::from(["ES".to_owned()]), ..DataScope::default() };
        let person = NewAccount {
            email: "person1@example.org".into(),
            name: "Ada Carrier".into(),
            language: Language::French,
        };
        let opened = Some((BTreeSet::from([Function::ManageActivities]), spain));
        let invitation = Invitation { person, organisation: None, opened };
        t.invite_administrator(&system, event, &invitation).await.unwrap();
        assert_eq!(refusal(t.sign_up(&ada.actor, event, id, ada.id).await), Refusal::InvitationNeeded);
    });
}
