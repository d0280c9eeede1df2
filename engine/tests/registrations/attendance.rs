//! Who is not there, how many meetings somebody has, and what the check-in desk sees.

use super::support::Event;
use crate::{
    harness::{
        event::{open_activity, open_event, workshop},
        on_both,
        people::attendee,
        world::World,
    },
    requests::{agree, ask, refused},
};
use carnet_engine::{
    Actor, DeskFilter, Error, FaultCode, Invitation, Refusal, RegistrationFilter,
    domain::{
        account::{Language, NewAccount},
        event_rules::Rules,
        registration::{MeetingQuota, RegistrationState},
        request::{AskedParty, NewAsk},
        run::Orders,
    },
};

#[test]
fn nobody_asks_or_plans_for_who_is_gone_until_they_are_back() {
    on_both(async |t| {
        let w = World::new(&t, 4, 2, &Rules::default()).await;
        let (oak, elm, fir) =
            (w.company("Oak", 1).await, w.company("Elm", 1).await, w.company("Fir", 1).await);
        agree(&t, &w, &oak[0], &elm, None).await;
        agree(&t, &w, &oak[0], &fir, None).await;
        let orders = Orders { work: Some(100), ..Orders::default() };
        let planned = async || crate::harness::plan::draft(&t, w.event, &orders).await.placements.len();
        assert_eq!(planned().await, 2);
        t.mark_absent(&w.principal, w.event, elm[0].id).await.unwrap();
        t.mark_absent(&w.principal, w.event, elm[0].id).await.unwrap();
        assert_eq!(planned().await, 1);
        let to_elm = NewAsk { to: AskedParty::Person(elm[0].id), ..ask(&fir[0], &elm) };
        let asked = t.ask(&fir[0].actor, w.event, &to_elm).await;
        assert!(matches!(asked, Err(Error::NotFound { .. })), "{asked:?}");
        assert!(t.mark_back(&elm[0].actor, w.event, elm[0].id).await.is_err(), "organisers say so");

        t.mark_back(&w.principal, w.event, elm[0].id).await.unwrap();
        assert_eq!(planned().await, 2);
        t.ask(&fir[0].actor, w.event, &to_elm).await.unwrap();
        let history = t.read_audit(&w.principal, Some(w.event), elm[0].id).await.unwrap();
        let actions: Vec<_> = history.iter().map(|entry| entry.action.as_str()).collect();
        assert!(actions.ends_with(&["participant.gone", "participant.back"]), "{actions:?}");
    });
}

#[test]
fn a_replaced_expert_is_gone_for_those_who_would_ask_too() {
    on_both(async |t| {
        let w = World::new(&t, 4, 2, &Rules::default()).await;
        let (oak, elm) = (w.company("Oak", 1).await, w.company("Elm", 1).await);
        let (yew, _) = (w.expert("Dr Yew", None).await, w.expert("Dr Ash", None).await);
        let consult =
            |from| NewAsk { to: AskedParty::Person(yew.id), ..ask(from, std::slice::from_ref(&yew)) };
        let agreed = t.ask(&oak[0].actor, w.event, &consult(&oak[0])).await.unwrap();
        w.publish(&[(agreed.meeting.unwrap(), w.slots[0])]).await;
        let done = t.replace_expert(&w.principal, w.event, yew.id).await.unwrap();
        assert_eq!(done.placed.len(), 1);
        let asked = t.ask(&elm[0].actor, w.event, &consult(&elm[0])).await;
        assert!(matches!(asked, Err(Error::NotFound { .. })), "{asked:?}");
        assert!(t.list_decisions(&w.principal, w.event).await.unwrap().1.is_empty(), "nothing else to undo");
        t.mark_back(&w.principal, w.event, yew.id).await.unwrap();
        t.ask(&elm[0].actor, w.event, &consult(&elm[0])).await.unwrap();
    });
}

#[test]
fn an_organiser_says_how_many_meetings_a_person_may_have_and_is_promised() {
    on_both(async |t| {
        let w = World::new(&t, 4, 2, &Rules::default()).await;
        let (oak, elm, fir) =
            (w.company("Oak", 1).await, w.company("Elm", 1).await, w.company("Fir", 1).await);
        let set = async |actor: &Actor, version, max_meetings, promised| {
            let quota = MeetingQuota { max_meetings, promised };
            t.set_quota(actor, w.event, (elm[0].id, version), quota).await
        };
        let Err(Error::Invalid(faults)) = set(&w.principal, 1, Some(1), Some(2)).await else {
            panic!("refused")
        };
        let told: Vec<_> = faults.as_slice().iter().map(|f| (f.path.as_str(), f.code)).collect();
        assert_eq!(told, [("promised", FaultCode::OutOfRange)]);
        assert_eq!(refused(set(&elm[0].actor, 1, Some(9), None).await), Refusal::NotAllowed);
        set(&w.principal, 1, Some(1), Some(1)).await.unwrap();
        assert!(matches!(set(&w.principal, 1, None, None).await, Err(Error::Conflict)));
        agree(&t, &w, &oak[0], &elm, None).await;
        assert_eq!(refused(t.ask(&fir[0].actor, w.event, &ask(&fir[0], &elm)).await), Refusal::OtherSideFull);
        let person =
            t.show_registration(&w.principal, w.event, elm[0].registration).await.unwrap().people.remove(0);
        assert_eq!((person.max_meetings, person.promised), (Some(1), Some(1)));
        set(&w.principal, 2, Some(2), None).await.unwrap();
        t.ask(&fir[0].actor, w.event, &ask(&fir[0], &elm)).await.unwrap();
    });
}

#[test]
fn the_check_in_desk_sees_whom_to_let_in_and_no_answers() {
    on_both(async |t| {
        let (event, system) = (Event::new(&t).await, Actor::system());
        let new = event.registration("Laiterie", "ada@example.org");
        let id = t.register(&system, event.id, &new).await.unwrap().id;
        let person = NewAccount {
            email: "desk@example.org".into(),
            name: "Bea Sorel".into(),
            language: Language::French,
        };
        let account = t.person("desk@example.org").await;
        let invitation = Invitation { person, organisation: None, opened: None };
        t.invite_administrator(&system, event.id, &invitation).await.unwrap();
        let desk = Actor::account(account);
        let all = RegistrationFilter { most: 9, ..RegistrationFilter::default() };
        assert_eq!(refused(t.list_registrations(&desk, event.id, &all).await), Refusal::NotAllowed);
        assert!(matches!(t.show_registration(&desk, event.id, id).await, Err(Error::NotFound { .. })));
        assert!(t.list_attachments(&desk, event.id, id).await.is_err());

        let filter = |words: &str| DeskFilter { words: words.into(), most: 9, ..DeskFilter::default() };
        let lines = t.list_for_desk(&desk, event.id, &filter("laiterie VERRIER")).await.unwrap();
        let [line] = lines.as_slice() else { panic!("one line, not {lines:?}") };
        assert_eq!((line.company.as_str(), line.state), ("Laiterie", RegistrationState::Validated));
        assert_eq!((line.people[0].name.as_str(), line.people[0].category), ("Ada Verrier", event.companies));
        assert!(t.list_for_desk(&desk, event.id, &filter("huilerie")).await.unwrap().is_empty());
        let after = DeskFilter { after: Some(line.arrival), ..filter("") };
        assert!(t.list_for_desk(&desk, event.id, &after).await.unwrap().is_empty());
        t.mark_absent(&desk, event.id, line.people[0].id).await.unwrap();
        let lines = t.list_for_desk(&desk, event.id, &filter("")).await.unwrap();
        assert_eq!(lines[0].people[0].absent_since, Some(t.now()));
    });
}

#[test]
fn the_check_in_desk_sees_who_has_a_place_in_what() {
    on_both(async |t| {
        let (setup, system) = (open_event(&t).await, Actor::system());
        let event = setup.event.id;
        let id = open_activity(&t, event, &workshop(&setup)).await;
        let (ada, ben) = (attendee(&t, &setup, 1).await, attendee(&t, &setup, 2).await);
        t.sign_up(&ada.actor, event, id, ada.id).await.unwrap();
        let lines =
            t.list_for_desk(&system, event, &DeskFilter { most: 9, ..DeskFilter::default() }).await.unwrap();
        let activities = |who| {
            let person = lines.iter().flat_map(|line| &line.people).find(|person| person.id == who);
            person.expect("the person").activities.clone()
        };
        assert_eq!((activities(ada.id), activities(ben.id)), (vec![id], vec![]));
    });
}
