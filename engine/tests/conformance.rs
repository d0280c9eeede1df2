//! Use cases that no test of an area asks for, so that every statement of the store runs on both databases.

use crate::{
    harness::{
        event::{event_with_slots, open_activity, open_event, workshop},
        on_both,
        people::attendee,
    },
    plans::Forum,
    registrations::support::{Event, person},
};
use carnet_engine::{
    Actor, Error, Kind, Refusal,
    domain::{
        notice::NoticeKind,
        registration::NewConsentText,
        reminder::{Anchor, Audience, Channel, NewReminder},
        session::{MeetingKind, SessionChange},
        sign_up::SignUpState,
        terms::{ListRole, NewTerm, TermList},
        text::Texts,
    },
};
use chrono::TimeDelta;

#[test]
fn people_and_offers_can_be_taken_out_of_a_registration() {
    on_both(async |t| {
        let (event, system) = (Event::new(&t).await, Actor::system());
        let mut new = event.registration("Laiterie", "ada@example.org");
        new.people.push(person("Ben Carrel", "ben@example.org"));
        let done = t.register(&system, event.id, &new).await.unwrap();
        t.remove_offering(&system, event.id, (done.id, done.offerings[0])).await.unwrap();
        t.remove_person(&system, event.id, done.people[1]).await.unwrap();
        let dossier = t.show_registration(&system, event.id, done.id).await.unwrap();
        assert!(dossier.offerings.is_empty());
        let left: Vec<_> = dossier.people.iter().map(|person| person.id).collect();
        assert_eq!(left, done.people[..1]);
        let last = t.remove_person(&system, event.id, done.people[0]).await;
        assert!(matches!(last, Err(Error::Refused(Refusal::LastPerson))), "{last:?}");
    });
}

#[test]
fn a_consent_is_on_record_until_it_is_taken_back_and_afterwards() {
    on_both(async |t| {
        let (event, system) = (Event::new(&t).await, Actor::system());
        let text = NewConsentText {
            purpose: "newsletter".into(),
            texts: Texts::new("Lettre", "Letter"),
            required: false,
        };
        t.publish_consent_text(&system, event.id, &text).await.unwrap();
        let mut new = event.registration("Laiterie", "ada@example.org");
        new.consents.push(("newsletter".into(), 1));
        let id = t.register(&system, event.id, &new).await.unwrap().id;
        let given = t.list_consents(&system, event.id, id).await.unwrap();
        assert_eq!((given.len(), given[0].withdrawn_at), (1, None));
        t.after(TimeDelta::days(1));
        t.withdraw_consent(&system, event.id, id, "newsletter").await.unwrap();
        let kept = t.list_consents(&system, event.id, id).await.unwrap();
        assert_eq!(kept[0].withdrawn_at, Some(t.now()));
        let again = t.withdraw_consent(&system, event.id, id, "newsletter").await;
        assert!(matches!(again, Err(Error::NotFound { kind: Kind::ConsentText })), "{again:?}");
    });
}

#[test]
fn a_list_without_terms_and_a_term_that_nobody_chose_can_be_deleted() {
    on_both(async |t| {
        let (event, system) = (Event::new(&t).await, Actor::system());
        let setup = t.show_registration_form(&system, event.id).await.unwrap();
        let mut lists = setup.lists.clone();
        lists.push(TermList { name: "colours".into(), role: ListRole::Other, labels: Texts::new("x", "x") });
        t.set_term_lists(&system, event.id, setup.version, &lists).await.unwrap();
        let red = NewTerm { code: "red".into(), parent: None, labels: Texts::new("Rouge", "Red") };
        let red = t.save_terms(&system, event.id, "colours", &[red]).await.unwrap().added[0].id;
        t.delete_term(&system, event.id, red).await.unwrap();
        let version = t.show_registration_form(&system, event.id).await.unwrap().version;
        t.set_term_lists(&system, event.id, version, &setup.lists).await.unwrap();
        let now = t.show_registration_form(&system, event.id).await.unwrap();
        assert_eq!((now.lists, now.terms), (setup.lists, setup.terms));
    });
}

#[test]
fn a_session_gets_another_name_kind_and_rooms() {
    on_both(async |t| {
        let (setup, system) = (event_with_slots(&t).await, Actor::system());
        let session = &setup.sessions[0];
        let change = SessionChange {
            names: Texts::new("Experts", "Experts"),
            meeting_kind: MeetingKind::Expert,
            rooms: session.rooms.iter().copied().collect(),
        };
        let key = (setup.event.id, setup.event.version);
        let version = t.change_session(&system, key, session.id, &change).await.unwrap();
        let after = t.show_event(&system, setup.event.id).await.unwrap();
        assert_eq!(after.event.version, version);
        let changed = after.sessions.iter().find(|other| other.id == session.id).unwrap();
        assert_eq!((&changed.names, changed.meeting_kind), (&change.names, MeetingKind::Expert));
        assert_eq!((&changed.rooms, &changed.slots), (&session.rooms, &session.slots));
    });
}

#[test]
fn people_see_their_sign_ups_and_are_reminded_of_what_they_attend() {
    on_both(async |t| {
        let (setup, system) = (open_event(&t).await, Actor::system());
        let event = setup.event.id;
        let id = open_activity(&t, event, &workshop(&setup)).await;
        let (ada, ben) = (attendee(&t, &setup, 1).await, attendee(&t, &setup, 2).await);
        let gone = t.sign_up(&ben.actor, event, id, ben.id).await.unwrap();
        t.cancel_sign_up(&ben.actor, event, gone.id).await.unwrap();
        t.sign_up(&ada.actor, event, id, ada.id).await.unwrap();
        let own = t.list_sign_ups_of(&ben.actor, event, ben.id).await.unwrap();
        assert_eq!(own.iter().map(|sign_up| sign_up.state).collect::<Vec<_>>(), [SignUpState::Cancelled]);

        let new = NewReminder {
            anchor: Anchor::Activity,
            minutes_before: 30,
            audience: Audience::Everybody,
            channel: Channel::Mail,
        };
        t.add_reminder(&system, event, new).await.unwrap();
        assert_eq!(t.owe_reminders(&system).await.unwrap(), 0);
        t.clock.set("2027-03-18T08:30:00Z".parse().unwrap());
        assert_eq!(t.owe_reminders(&system).await.unwrap(), 1);
        assert_eq!(Some(t.owed(NoticeKind::Reminder).await[0].recipient), ada.actor.account_id());
    });
}

#[test]
fn a_draft_is_thrown_away_once() {
    on_both(async |t| {
        let (forum, system) = (Forum::new(&t, 4, 1, (4, 2)).await, Actor::system());
        let draft = forum.draft(&t).await;
        let discard = async |version| t.discard_plan(&system, forum.event, draft.head.id, version).await;
        let overtaken = discard(draft.head.version + 1).await;
        assert!(matches!(overtaken, Err(Error::Conflict)), "{overtaken:?}");
        discard(draft.head.version).await.unwrap();
        assert!(t.list_plans(&system, forum.event).await.unwrap().is_empty());
        let again = discard(draft.head.version).await;
        assert!(matches!(again, Err(Error::Refused(Refusal::NotADraft))), "{again:?}");
    });
}
