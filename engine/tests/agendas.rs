//! Agendas, messages and reminders.

use crate::{
    harness::{
        on_both,
        world::{World, morning},
    },
    requests::{agree, ask, refused},
};
use carnet_engine::{
    Actor, Error, Refusal,
    domain::{
        activity::{ActivityKind, ActivityState, Audience as ActivityAudience, NewActivity, WhenFull},
        agenda::What,
        event_rules::{Messages, Rules},
        message::Correspondent,
        notice::{Notice, NoticeKind},
        placeability::Placeability,
        places::{NewPlaces, NewRoom, NewSite},
        reminder::{Anchor, Audience, Channel, NewReminder},
        request::{AskedParty, NewAsk},
        text::Texts,
    },
};
use chrono::TimeDelta;

#[test]
fn an_agenda_shows_what_was_published_to_those_whom_it_concerns() {
    on_both(async |t| {
        let w = World::new(&t, 6, 4, &Rules::default()).await;
        let (oak, elm, fir) =
            (w.company("Oak", 1).await, w.company("Elm", 1).await, w.company("Fir", 1).await);
        let placed = agree(&t, &w, &oak[0], &elm, None).await.meeting.unwrap();
        let unplaced = agree(&t, &w, &fir[0], &elm, None).await.meeting.unwrap();
        w.publish(&[(placed, w.slots[2])]).await;

        let agenda = t.show_agenda(&elm[0].actor, elm[0].id).await.unwrap();
        let [entry] = agenda.entries.as_slice() else { panic!("one entry, not {agenda:?}") };
        assert_eq!(entry.starts_at, morning() + TimeDelta::minutes(40));
        let What::Meeting { meeting, slot, table } = &entry.what else { panic!("{entry:?}") };
        assert_eq!((meeting.id, *slot, *table), (placed, w.slots[2], 1));
        assert_eq!(meeting.with[0].company, "Oak");
        assert_eq!(agenda.unplaced[0].id, unplaced);
        assert_eq!(agenda.unplaced[0].with[0].company, "Fir");

        assert!(matches!(t.show_agenda(&oak[0].actor, elm[0].id).await, Err(Error::NotFound { .. })));
        assert!(matches!(t.show_room_agenda(&oak[0].actor, w.room).await, Err(Error::NotFound { .. })));
        let room = t.show_room_agenda(&w.principal, w.room).await.unwrap();
        let What::Meeting { meeting, .. } = &room.entries[0].what else { panic!("{room:?}") };
        assert_eq!(meeting.with.len(), 2);
    });
}

#[test]
fn parties_write_to_each_other_once_agreed_and_to_the_organisers_always() {
    on_both(async |t| {
        let w = World::new(&t, 6, 4, &Rules::default()).await;
        let (oak, elm, fir) =
            (w.company("Oak", 1).await, w.company("Elm", 1).await, w.company("Fir", 1).await);
        let to_elm = Correspondent::Participant(elm[0].id);
        let early = t.write_message(&oak[0].actor, oak[0].id, to_elm, "Hello").await;
        assert_eq!(refused(early), Refusal::MessagesNotAllowed);
        agree(&t, &w, &oak[0], &elm, None).await;
        t.write_message(&oak[0].actor, oak[0].id, to_elm, "Hello").await.unwrap();
        let back = Correspondent::Participant(oak[0].id);
        t.write_message(&elm[0].actor, elm[0].id, back, "Good day").await.unwrap();
        assert_eq!(t.owed(NoticeKind::MessageReceived).await.len(), 2);

        let list = t.list_conversations(&elm[0].actor, w.event, Some(elm[0].id)).await.unwrap();
        let [conversation] = list.as_slice() else { panic!("one conversation, not {list:?}") };
        let read = t.read_conversation(&oak[0].actor, conversation.id).await.unwrap();
        let texts: Vec<_> = read.iter().map(|message| message.text.as_str()).collect();
        assert_eq!(texts.len(), 2);
        // Not even the principal reads what two parties write.
        for actor in [&fir[0].actor, &w.principal] {
            let read = t.read_conversation(actor, conversation.id).await;
            assert!(matches!(read, Err(Error::NotFound { .. })), "{read:?}");
            let opened = t.open_conversation(actor, conversation.id).await;
            assert!(matches!(opened, Err(Error::NotFound { .. })), "{opened:?}");
        }
        assert_eq!(conversation.with(elm[0].id).unwrap().company, "Oak");

        t.write_message(&fir[0].actor, fir[0].id, Correspondent::Organisers, "Where?").await.unwrap();
        t.answer_message(&w.principal, fir[0].id, "In the hall.").await.unwrap();
        let desk = t.list_conversations(&w.principal, w.event, None).await.unwrap();
        assert_eq!(desk.len(), 1);
        assert_eq!(t.read_conversation(&fir[0].actor, desk[0].id).await.unwrap().len(), 2);
    });
}

#[test]
fn what_the_other_side_wrote_is_unread_until_one_opens_it() {
    on_both(async |t| {
        let w = World::new(&t, 6, 4, &Rules::default()).await;
        let (oak, elm) = (w.company("Oak", 1).await, w.company("Elm", 1).await);
        let (to_oak, to_elm) = (Correspondent::Participant(oak[0].id), Correspondent::Participant(elm[0].id));
        let early = t.show_addressee(&oak[0].actor, oak[0].id, elm[0].id).await;
        assert_eq!(refused(early), Refusal::MessagesNotAllowed);
        agree(&t, &w, &oak[0], &elm, None).await;
        let addressee = t.show_addressee(&oak[0].actor, oak[0].id, elm[0].id).await.unwrap();
        assert_eq!((addressee.participant, addressee.company.as_str()), (elm[0].id, "Elm"));

        t.write_message(&oak[0].actor, oak[0].id, to_elm, "Hello").await.unwrap();
        t.write_message(&oak[0].actor, oak[0].id, to_elm, "Are you there?").await.unwrap();
        let n_unread = async |actor, of| {
            let all = t.list_conversations(actor, w.event, of).await.unwrap();
            all.iter().map(|conversation| conversation.n_unread).collect::<Vec<_>>()
        };
        assert_eq!(n_unread(&oak[0].actor, Some(oak[0].id)).await, [0], "one's own are read");
        assert_eq!(n_unread(&elm[0].actor, Some(elm[0].id)).await, [2]);
        let id = t.list_conversations(&elm[0].actor, w.event, Some(elm[0].id)).await.unwrap()[0].id;
        assert_eq!(t.open_conversation(&elm[0].actor, id).await.unwrap().len(), 2);
        assert_eq!(n_unread(&elm[0].actor, Some(elm[0].id)).await, [0]);
        t.clock.set(t.now() + TimeDelta::minutes(1));
        t.write_message(&elm[0].actor, elm[0].id, to_oak, "Yes").await.unwrap();
        assert_eq!(n_unread(&oak[0].actor, Some(oak[0].id)).await, [1]);
        assert_eq!(n_unread(&elm[0].actor, Some(elm[0].id)).await, [0]);

        // The organisers are a side like any other.
        t.write_message(&oak[0].actor, oak[0].id, Correspondent::Organisers, "Where?").await.unwrap();
        assert_eq!(n_unread(&w.principal, None).await, [1]);
        let id = t.list_conversations(&w.principal, w.event, None).await.unwrap()[0].id;
        t.open_conversation(&w.principal, id).await.unwrap();
        assert_eq!(n_unread(&w.principal, None).await, [0]);
        t.clock.set(t.now() + TimeDelta::minutes(1));
        t.answer_message(&w.principal, oak[0].id, "In the hall.").await.unwrap();
        assert_eq!(n_unread(&oak[0].actor, Some(oak[0].id)).await, [1, 1]);
    });
}

#[test]
fn an_agenda_is_read_by_its_secret_address_until_there_is_another() {
    on_both(async |t| {
        let w = World::new(&t, 6, 4, &Rules::default()).await;
        let (oak, elm) = (w.company("Oak", 1).await, w.company("Elm", 1).await);
        let (me, id) = (&oak[0].actor, oak[0].id);
        assert_eq!(t.feed_since(me, id).await.unwrap(), None);
        assert!(matches!(t.renew_feed(&elm[0].actor, id).await, Err(Error::NotFound { .. })));
        assert_eq!(refused(t.renew_feed(&w.principal, id).await), Refusal::NotAllowed);
        let first = t.renew_feed(me, id).await.unwrap();
        assert_eq!(t.feed_since(me, id).await.unwrap(), Some(t.now()));

        let meeting = agree(&t, &w, &oak[0], &elm, None).await.meeting.unwrap();
        w.publish(&[(meeting, w.slots[2])]).await;
        let read = async |secret: &str| t.read_feed(&Actor::anonymous(), secret).await;
        let feed = read(&first).await.unwrap();
        assert_eq!(feed.agenda, t.show_agenda(me, id).await.unwrap());
        assert_eq!(feed.agenda.entries.len(), 1);

        let second = t.renew_feed(me, id).await.unwrap();
        assert!(matches!(read(&first).await, Err(Error::NotFound { .. })), "it leads nowhere any more");
        assert_eq!(read(&second).await.unwrap().agenda.entries.len(), 1);
        assert!(matches!(t.end_feed(&elm[0].actor, id).await, Err(Error::NotFound { .. })));
        t.end_feed(me, id).await.unwrap();
        t.end_feed(me, id).await.unwrap();
        assert!(matches!(read(&second).await, Err(Error::NotFound { .. })));
        assert_eq!(t.feed_since(me, id).await.unwrap(), None);
    });
}

#[test]
fn an_expert_writes_before_the_meeting_even_where_nobody_else_may() {
    on_both(async |t| {
        let w = World::new(&t, 6, 4, &Rules { messages: Messages::Never, ..Rules::default() }).await;
        let (oak, expert) = (w.company("Oak", 1).await, w.expert("Dr Yew", None).await);
        let to = AskedParty::Person(expert.id);
        let new = NewAsk { to, ..ask(&oak[0], std::slice::from_ref(&expert)) };
        t.ask(&oak[0].actor, w.event, &new).await.unwrap();
        let to_oak = Correspondent::Participant(oak[0].id);
        t.write_message(&expert.actor, expert.id, to_oak, "Bring the plans.").await.unwrap();
        let back = Correspondent::Participant(expert.id);
        let back = t.write_message(&oak[0].actor, oak[0].id, back, "Yes").await;
        assert_eq!(refused(back), Refusal::MessagesNotAllowed);
    });
}

#[test]
fn reminders_fall_due_by_their_rules_and_are_owed_once_by_two_nodes() {
    on_both(async |t| {
        let w = World::new(&t, 6, 4, &Rules::default()).await;
        let (oak, elm, fir) =
            (w.company("Oak", 1).await, w.company("Elm", 1).await, w.company("Fir", 1).await);
        let meeting = agree(&t, &w, &oak[0], &elm, None).await.meeting.unwrap();
        agree(&t, &w, &fir[0], &elm, None).await;
        w.publish(&[(meeting, w.slots[2])]).await;
        let rule = |anchor, minutes_before, audience| NewReminder {
            anchor,
            minutes_before,
            audience,
            channel: Channel::Both,
        };
        let add = async |new| t.add_reminder(&w.principal, w.event, new).await;
        assert!(matches!(add(rule(Anchor::Event, -1, Audience::Everybody)).await, Err(Error::Invalid(_))));
        add(rule(Anchor::Meeting, 15, Audience::Everybody)).await.unwrap();
        add(rule(Anchor::Meeting, 15, Audience::Experts)).await.unwrap();
        add(rule(Anchor::Day, 24 * 60, Audience::Participants)).await.unwrap();
        add(rule(Anchor::Event, 48 * 60, Audience::Everybody)).await.unwrap();
        let system = Actor::system();
        let sweep = async || {
            let (one, other) = tokio::join!(t.owe_reminders(&system), t.owe_reminders(&system));
            one.unwrap() + other.unwrap()
        };
        assert_eq!(sweep().await, 0);
        // Everybody two days before the event begins; the two who meet a day before and a quarter of an hour before.
        t.clock.set(morning() - TimeDelta::hours(48));
        assert_eq!(sweep().await, 3);
        t.clock.set(morning() - TimeDelta::hours(20));
        assert_eq!(sweep().await, 2);
        t.clock.set(morning() + TimeDelta::minutes(24));
        assert_eq!(sweep().await, 0);
        t.clock.set(morning() + TimeDelta::minutes(25));
        assert_eq!(sweep().await, 2);
        assert_eq!(sweep().await, 0);
        let owed = t.owed(NoticeKind::Reminder).await;
        assert_eq!(owed.len(), 7);
        let of_meeting =
            |notice: &&Notice| notice.data["anchor"] == "meeting" && notice.recipient == elm[0].account;
        let of_meeting = owed.iter().find(of_meeting).expect("a reminder of the meeting");
        let meeting = &of_meeting.data["meeting"];
        assert_eq!((&meeting["room_name"], &meeting["table"]), (&"Hall".into(), &1.into()));
        assert_eq!(meeting["with"][0]["company"], "Oak");
        // What has begun is not reminded of, and a rule that ended owes nothing.
        let late = add(rule(Anchor::Meeting, 60, Audience::Everybody)).await.unwrap();
        t.withdraw_reminder(&w.principal, w.event, late).await.unwrap();
        assert_eq!(sweep().await, 0);
        assert_eq!(t.list_reminders(&w.principal, w.event).await.unwrap().len(), 4);
    });
}

#[test]
fn days_are_those_of_the_place_where_the_event_is() {
    on_both(async |t| {
        let w = World::new(&t, 17, 4, &Rules::default()).await;
        let (oak, elm, fir) =
            (w.company("Oak", 1).await, w.company("Elm", 1).await, w.company("Fir", 1).await);
        let one = agree(&t, &w, &oak[0], &elm, None).await.meeting.unwrap();
        let other = agree(&t, &w, &oak[0], &fir, None).await.meeting.unwrap();
        // At 7:00 and at 12:20 of UTC: in Auckland, on either side of midnight.
        w.publish(&[(one, w.slots[0]), (other, w.slots[16])]).await;
        t.tamper("UPDATE event SET time_zone = 'Pacific/Auckland'").await.unwrap();
        let day = NewReminder {
            anchor: Anchor::Day,
            minutes_before: 60,
            audience: Audience::Everybody,
            channel: Channel::Mail,
        };
        t.add_reminder(&w.principal, w.event, day).await.unwrap();
        let sweep = async |at| {
            t.clock.set(at);
            let (system, other) = (Actor::system(), Actor::system());
            let (a, b) = tokio::join!(t.owe_reminders(&system), t.owe_reminders(&other));
            a.unwrap() + b.unwrap()
        };
        assert_eq!(sweep(morning() - TimeDelta::minutes(60)).await, 2);
        assert_eq!(sweep(morning() + TimeDelta::minutes(259)).await, 0);
        assert_eq!(sweep(morning() + TimeDelta::minutes(260)).await, 2, "another day has begun");
        assert_eq!(sweep(morning() + TimeDelta::minutes(300)).await, 0);
    });
}

#[test]
fn agendas_of_experts_and_rooms_have_activities_and_rise_with_sign_ups() {
    on_both(async |t| {
        let w = World::new(&t, 3, 2, &Rules::default()).await;
        let (oak, expert) = (w.company("Oak", 1).await, w.expert("Dr Yew", None).await);
        let site = t.show_event(&Actor::system(), w.event).await.unwrap().places.sites[0].id;
        let activity = async |names: &str, from: &str, to: &str, audience: ActivityAudience| {
            let at = |time: &str| format!("2027-06-01T{time}:00").parse().unwrap();
            let new = NewActivity {
                kind: ActivityKind::Conference,
                reference: None,
                names: Texts::new(names, names),
                texts: None,
                site,
                room: Some(w.room),
                times: (at(from), at(to)),
                audience,
                capacity: None,
                when_full: WhenFull::Close,
                in_charge: None,
                blocks_meetings: true,
                speakers: Vec::new(),
            };
            let id = t.create_activity(&w.principal, w.event, &new).await.unwrap();
            let key = (w.event, id, 1);
            t.change_activity_state(&w.principal, key, ActivityState::Open, None).await.unwrap();
            id
        };
        // In Paris the slots are from 9:00 to 10:00.
        activity("Opening", "08:00", "08:30", ActivityAudience::Everybody).await;
        activity("Plenary", "09:00", "09:20", ActivityAudience::Everybody).await;
        let talk = activity("Talk", "11:00", "12:00", ActivityAudience::Open).await;
        let names = |agenda: &carnet_engine::domain::agenda::Agenda| -> Vec<String> {
            let name = |entry: &carnet_engine::domain::agenda::AgendaEntry| match &entry.what {
                What::Activity { names, .. } => names.en.clone().unwrap(),
                What::Meeting { .. } => "meeting".to_owned(),
            };
            agenda.entries.iter().map(name).collect()
        };
        let before = t.show_agenda(&expert.actor, expert.id).await.unwrap();
        assert_eq!(names(&before), ["Opening", "Plenary"]);
        let signed_up = t.sign_up(&expert.actor, w.event, talk, expert.id).await.unwrap();
        let agenda = t.show_agenda(&expert.actor, expert.id).await.unwrap();
        assert_eq!(names(&agenda), ["Opening", "Plenary", "Talk"]);
        assert_eq!(agenda.version, before.version + 1);
        t.cancel_sign_up(&expert.actor, w.event, signed_up.id).await.unwrap();
        let agenda = t.show_agenda(&expert.actor, expert.id).await.unwrap();
        assert_eq!((names(&agenda).len(), agenda.version), (2, before.version + 2));
        let room = t.show_room_agenda(&w.principal, w.room).await.unwrap();
        assert_eq!(names(&room), ["Opening", "Plenary", "Talk"]);
        // Nobody meets during what is for everybody.
        let ask = async |slot: usize| {
            let (to, slot) = (AskedParty::Person(expert.id), Some(w.slots[slot]));
            t.show_placeability(&oak[0].actor, w.event, oak[0].id, to, slot).await.unwrap().placeability
        };
        assert_eq!((ask(0).await, ask(1).await), (Placeability::NotToday, Placeability::Placeable));
    });
}

#[test]
fn agendas_rise_where_a_room_has_another_name_and_nowhere_else() {
    on_both(async |t| {
        let w = World::new(&t, 3, 2, &Rules::default()).await;
        let (oak, elm, fir) =
            (w.company("Oak", 1).await, w.company("Elm", 1).await, w.company("Fir", 1).await);
        let placed = agree(&t, &w, &oak[0], &elm, None).await.meeting.unwrap();
        w.publish(&[(placed, w.slots[0])]).await;
        let rename = async |name: &str| {
            let setup = t.show_event(&w.principal, w.event).await.unwrap();
            let site = &setup.places.sites[0];
            let room = NewRoom { id: Some(w.room), name: name.into(), tables: 2 };
            let site = NewSite {
                id: Some(site.id),
                names: site.names.clone(),
                rooms: vec![room],
                ..NewSite::default()
            };
            let new = NewPlaces { sites: vec![site], travel: Vec::new() };
            t.set_places(&w.principal, (w.event, setup.event.version), &new).await.unwrap();
            let mut versions = Vec::new();
            for person in [&oak[0], &elm[0], &fir[0]] {
                versions.push(t.show_agenda(&person.actor, person.id).await.unwrap().version);
            }
            versions.push(t.show_room_agenda(&w.principal, w.room).await.unwrap().version);
            versions
        };
        assert_eq!(rename("Hall").await, [1, 1, 0, 1], "it is called that already");
        assert_eq!(rename("Foyer").await, [2, 2, 0, 2]);
    });
}
