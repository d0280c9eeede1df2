//! Requests, from asking to cancelling.

use crate::{measure::Table, world::World};
use carnet_engine::{
    Actor, Error, MeetingRequestId, RequestFilter,
    domain::{
        category::CategoryKind,
        request::{AskedParty, NewAsk, RequestState},
    },
};

/// A request, who asked and who was asked.
struct Asked {
    id: MeetingRequestId,
    from: Actor,
    to: Actor,
}

pub(super) async fn read(world: &World, table: &mut Table) {
    let (engine, event) = (world.engine(), world.event());
    for member in world.some() {
        let actor = member.actor();
        let filter = RequestFilter { of: Some(member.id), most: 50, ..RequestFilter::default() };
        let listed = engine.list_requests(&actor, event, &filter);
        let requests = table.time("list one's requests", listed).await.expect("requests");
        if let Some(request) = requests.first() {
            table.time("show a request", engine.show_request(&actor, request.id)).await.expect("a request");
        }
    }
    let exhibitors = world.of_kind(CategoryKind::Company);
    for (n, member) in world.some().into_iter().enumerate() {
        let (actor, other) = (member.actor(), exhibitors[n * 5 % exhibitors.len()]);
        let to = AskedParty::Person(other.id);
        let answer = engine.show_placeability(&actor, event, member.id, to, None);
        table.time("whether a meeting could be placed", answer).await.expect("an answer");
    }
}

pub(super) async fn write(world: &World, table: &mut Table) {
    let engine = world.engine();
    let asked = ask(world, table, 2 * world.n_times).await;
    let quarter = asked.len() / 4;
    for one in &asked[..quarter] {
        let declined = engine.decline_request(&one.to, one.id, Some("complet"));
        table.time("decline a request", declined).await.expect("declined");
    }
    for one in &asked[quarter..2 * quarter] {
        let withdrawn = engine.withdraw_request(&one.from, one.id);
        table.time("withdraw a request", withdrawn).await.expect("withdrawn");
    }
    for one in &asked[2 * quarter..] {
        let accepted = engine.accept_request(&one.to, one.id, None);
        let outcome = table.time("accept a request", accepted).await.expect("accepted");
        assert_eq!(outcome.state, RequestState::Accepted);
    }
    for one in &asked[2 * quarter..] {
        let confirmed = engine.confirm_request(&one.from, one.id);
        table.time("confirm a request", confirmed).await.expect("confirmed");
    }
    for one in &asked[2 * quarter..3 * quarter] {
        let moved = engine.reschedule_request(&one.from, one.id, None);
        table.time("ask for another time", moved).await.expect("another time");
    }
    for one in &asked[3 * quarter..] {
        let cancelled = engine.cancel_request(&one.to, one.id, None);
        table.time("cancel a meeting", cancelled).await.expect("cancelled");
    }
}

/// Lets visitors ask exhibitors whom few ask; whom they asked before is left out.
async fn ask(world: &World, table: &mut Table, n_most: usize) -> Vec<Asked> {
    let (visitors, exhibitors) = (world.of_kind(CategoryKind::Visitor), world.of_kind(CategoryKind::Company));
    let mut asked = Vec::new();
    for (n, to) in exhibitors.iter().rev().cycle().take(4 * n_most).enumerate() {
        let from = visitors[n % visitors.len()];
        let party = if n % 2 == 0 { AskedParty::Person(to.id) } else { AskedParty::Company(to.registration) };
        let new = NewAsk { from: from.id, to: party, slot: None, message: "Bonjour".into() };
        let (outcome, took) =
            crate::measure::took(world.engine().ask(&from.actor(), world.event(), &new)).await;
        match outcome {
            Ok(outcome) => {
                table.note("ask for a meeting", took);
                asked.push(Asked { id: outcome.request, from: from.actor(), to: to.actor() });
            }
            Err(Error::Refused(_)) => {}
            Err(error) => panic!("{error}"),
        }
        if asked.len() == n_most {
            break;
        }
    }
    asked
}
