//! Whoever stands in for an expert who is gone.

use super::{ask, first_come::first_come};
use crate::harness::{on_both, rows, world::World};
use carnet_engine::domain::{
    notice::NoticeKind,
    request::{AskedParty, NewAsk},
};

#[test]
fn whoever_stands_in_for_an_expert_is_told_of_the_end_and_may_end_it() {
    on_both(async |t| {
        let w = World::new(&t, 4, 2, &first_come()).await;
        let companies = [w.company("Oak", 1).await.remove(0), w.company("Elm", 1).await.remove(0)];
        let (gone, other) = (w.expert("Dr Yew", None).await, w.expert("Dr Ash", None).await);
        let subject = rows::term(&t, w.event).await;
        for expert in [&gone, &other] {
            rows::has_term(&t, w.event, expert.id, subject).await;
        }
        let mut requests = Vec::new();
        for company in &companies {
            let new = NewAsk { to: AskedParty::Person(gone.id), ..ask(company, std::slice::from_ref(&gone)) };
            requests.push(t.ask(&company.actor, w.event, &new).await.unwrap().request);
        }
        let replaced = t.replace_expert(&w.principal, w.event, gone.id).await.unwrap();
        assert_eq!((replaced.placed.len(), replaced.left_out.len()), (2, 0));

        t.cancel_request(&companies[0].actor, requests[0], None).await.unwrap();
        let told: Vec<_> =
            t.owed(NoticeKind::MeetingCancelled).await.iter().map(|notice| notice.recipient).collect();
        assert!(told.contains(&other.account), "{told:?}");
        t.reschedule_request(&other.actor, requests[1], None).await.unwrap();
        let told: Vec<_> =
            t.owed(NoticeKind::RescheduleAsked).await.iter().map(|notice| notice.recipient).collect();
        assert!(told.contains(&companies[1].account), "{told:?}");
        assert!(t.show_agenda(&other.actor, other.id).await.unwrap().entries.is_empty());
    });
}
