//! The whole story of an event, from the organisation to a change on the day, by the demo: what each party sees of it.

use crate::harness::{TestEngine, deliver, key, on_both};
use carnet_engine::{
    Actor, Error, MeetingId, Refusal, RegistrationFilter, RequestFilter, RequestView,
    demo::{self, Demo, Member, PASSWORD, Recipe, SLUG},
    domain::{
        access::UseCase,
        agenda::{Agenda, What},
        catalogue::Query,
        category::CategoryKind,
        notice::NoticeKind,
        phase::Phase,
        plan::Plan,
        registration::RegistrationState,
        request::{AskedParty, NewAsk, RequestState},
    },
};
use chrono::TimeDelta;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Mutex,
};

async fn build(t: &TestEngine, recipe: &Recipe) -> Demo {
    demo::build(t.database().clone(), t.settings().clone(), key(), recipe).await.expect("the demo is built")
}

/// An event of few people, soon built.
fn tiny() -> Recipe {
    Recipe { n_exhibitors: 12, n_visitors: 8, n_experts: 4, n_meetings: 24, work: 20, ..Recipe::small() }
}

#[test]
fn what_each_party_sees_of_the_demo_is_theirs_and_whole() {
    on_both(async |t| {
        let demo = build(&t, &Recipe::small()).await;
        everybody_is_there(&demo).await;
        organisers_see_what_was_opened_to_them(&demo).await;
        each_is_shown_the_own_ways(&demo).await;
        requests_stand_in_every_state(&demo).await;
        agendas_say_what_the_plan_says(&demo).await;
        shares_add_up_to_what_is_agreed_and_planned(&demo).await;
        activities_have_places_and_waiting_lists(&demo).await;
        a_change_on_the_day_reaches_those_concerned(&demo).await;
        let broken = demo.engine.verify_audit(&Actor::system(), Some(demo.event)).await.unwrap();
        assert_eq!(broken, None);
    });
}

#[test]
fn one_recipe_makes_the_same_event_on_either_database_once() {
    let told = Mutex::new(Vec::new());
    on_both(async |t| {
        let demo = build(&t, &tiny()).await;
        let all = everything_told(&demo).await;
        // A second one has no place beside it, and changes nothing.
        assert!(demo::build(t.database().clone(), t.settings().clone(), key(), &tiny()).await.is_err());
        assert_eq!(everything_told(&demo).await, all);
        told.lock().unwrap().push(all);
    });
    let told = told.into_inner().unwrap();
    for (one, other) in told[0].iter().zip(&told[1]) {
        assert_eq!(one, other);
    }
    assert_eq!(told[0].len(), told[1].len());
}

/// Everything that the principal can read of the event, line by line.
async fn everything_told(demo: &Demo) -> Vec<String> {
    let (engine, actor, event) = (&demo.engine, demo.cast.principal.actor(), demo.event);
    let mut told = vec![
        format!("{:?}", engine.show_event(&actor, event).await.expect("the event")),
        format!("{:?}", engine.show_plan(&actor, event, demo.plan).await.expect("the plan")),
        format!("{:?}", engine.list_activities(&actor, event).await.expect("activities")),
        format!("{:?}", demo.cast),
    ];
    for request in all_requests(demo).await {
        told.push(format!("{request:?}"));
        told.push(format!(
            "{:?}",
            engine.read_audit(&actor, Some(event), request.id).await.expect("the audit")
        ));
    }
    for member in &demo.people {
        told.push(format!(
            "{:?}",
            engine.show_registration(&actor, event, member.registration).await.expect("the registration")
        ));
        told.push(format!("{:?}", engine.show_agenda(&actor, member.id).await.expect("the agenda")));
    }
    told
}

async fn all_requests(demo: &Demo) -> Vec<RequestView> {
    let (mut all, mut filter) = (Vec::new(), RequestFilter { most: 500, ..RequestFilter::default() });
    loop {
        let page = demo
            .engine
            .list_requests(&demo.cast.principal.actor(), demo.event, &filter)
            .await
            .expect("requests");
        let Some(last) = page.last() else { return all };
        filter.before = Some(last.arrival);
        all.extend(page);
    }
}

async fn shares_add_up_to_what_is_agreed_and_planned(demo: &Demo) {
    let principal = demo.cast.principal.actor();
    let fairness = demo.engine.show_fairness(&principal, demo.event).await.expect("shares");
    let plan = demo.engine.show_plan(&principal, demo.event, demo.plan).await.expect("the plan");
    let requests = all_requests(demo).await;
    let agreed = requests.iter().filter(|request| request.meeting.is_some()).count() as i64;
    let placed = requests.iter().filter_map(|request| request.meeting);
    let placed = placed.filter(|meeting| plan.placements.contains_key(meeting)).count() as i64;
    // Two sit at each meeting.
    assert_eq!((fairness.all.agreed, fairness.all.obtained), (2 * agreed, 2 * placed));
    assert_eq!(fairness.all.asked, requests.len() as i64);
    assert_eq!(fairness.by_category.values().map(|sum| sum.n_people).sum::<usize>(), fairness.shares.len());
    assert!(fairness.all.gini > 0.0 && fairness.all.gini < 1.0);
    // Whoever administers some people sees those.
    let secondary = demo.cast.secondary.actor();
    let own = demo.engine.show_fairness(&secondary, demo.event).await.expect("shares");
    assert!(own.shares.len() < fairness.shares.len());
    assert!(!own.shares.is_empty() && own.shares.iter().all(|share| share.country == "BE"));
}

async fn everybody_is_there(demo: &Demo) {
    assert_eq!(demo.people.len(), 200);
    let kinds = demo.people.iter().fold(BTreeMap::new(), |mut kinds, member| {
        *kinds.entry(member.kind.as_str()).or_insert(0) += 1;
        kinds
    });
    assert_eq!(kinds, BTreeMap::from([("company", 120), ("visitor", 66), ("expert", 14)]));
    let public = demo.engine.show_public_event(&Actor::anonymous(), SLUG).await.expect("the public page");
    let names = (public.names.fr.expect("French"), public.names.en.expect("English"));
    assert_ne!(names.0, names.1);
    let pages = public.pages.expect("pages");
    assert_eq!((pages.days.len(), pages.places.sites.len(), pages.places.rooms().count()), (2, 2, 3));
    // The catalogue shows the companies that were validated, and no others.
    let query = Query { most: 1, ..Query::default() };
    let found =
        demo.engine.search_catalogue(&Actor::anonymous(), demo.event, &query).await.expect("the catalogue");
    let registrations: BTreeSet<_> = demo.people.iter().map(|member| member.registration).collect();
    assert_eq!(found.n_found, registrations.len());
    assert!(found.facets.sectors.len() > 7 && found.facets.countries.len() > 5);

    let player = &demo.cast.exhibitors[0];
    let signed_in =
        demo.engine.sign_in(&Actor::anonymous(), &player.email, PASSWORD).await.expect("signed in");
    assert!(format!("{signed_in:?}").contains(&player.account.to_string()));
}

async fn organisers_see_what_was_opened_to_them(demo: &Demo) {
    use RegistrationState::{Cancelled, Refused, Submitted, Validated};
    let (engine, event, cast) = (&demo.engine, demo.event, &demo.cast);
    let filter = RegistrationFilter { most: 500, ..RegistrationFilter::default() };
    let list = async |actor: &Actor| engine.list_registrations(actor, event, &filter).await;
    let all = list(&cast.principal.actor()).await.expect("registrations");
    for state in [Submitted, Refused, Cancelled] {
        assert_eq!(all.n_by_state[&state], 3, "{state}");
    }
    let belgian = list(&cast.secondary.actor()).await.expect("registrations");
    assert!(belgian.n_by_state[&Validated] > 5);
    assert!(belgian.lines.iter().all(|line| line.registration.country == "BE"));
    let abroad = all.lines.iter().find(|line| line.registration.country != "BE").expect("one from abroad");
    let shown = engine.show_registration(&cast.secondary.actor(), event, abroad.registration.id).await;
    assert!(matches!(shown, Err(Error::NotFound { .. })), "{shown:?}");
    let plans = engine.list_plans(&cast.secondary.actor(), event).await;
    assert!(matches!(plans, Err(Error::Refused(Refusal::NotAllowed))), "{plans:?}");
    let requests = engine.list_requests(&cast.desk.actor(), event, &RequestFilter::default()).await;
    assert!(matches!(requests, Err(Error::Refused(_))), "{requests:?}");
}

async fn each_is_shown_the_own_ways(demo: &Demo) {
    let (engine, cast) = (&demo.engine, &demo.cast);
    let presence = async |actor: &Actor| engine.show_presence(actor, demo.event).await.expect("a presence");
    let principal = presence(&cast.principal.actor()).await;
    assert!(principal.people.is_empty() && principal.may(UseCase::StartRun).is_ok());
    let secondary = presence(&cast.secondary.actor()).await;
    assert!(secondary.may(UseCase::ListRegistrations).is_ok());
    assert_eq!(secondary.may(UseCase::StartRun), Err(Refusal::NotAllowed));
    let player = &cast.exhibitors[0];
    let exhibitor = presence(&player.actor()).await;
    assert_eq!(
        exhibitor.people.iter().map(|person| person.account).collect::<Vec<_>>(),
        [Some(player.account)]
    );
    assert!(exhibitor.may(UseCase::Ask).is_ok() && exhibitor.may(UseCase::ShowEvent).is_err());
    let anonymous = presence(&Actor::anonymous()).await;
    assert!(anonymous.people.is_empty() && anonymous.may(UseCase::Ask).is_err());
}

async fn requests_stand_in_every_state(demo: &Demo) {
    let all = all_requests(demo).await;
    for &state in RequestState::ALL {
        assert!(all.iter().any(|request| request.state == state), "{state}");
    }
    assert!(all.iter().any(|request| request.wants_reschedule));
    assert!(all.iter().any(|request| request.slot.is_some() && request.meeting.is_some()));
    let n_meetings = all.iter().filter(|request| request.meeting.is_some()).count();
    assert_eq!(n_meetings, Recipe::small().n_meetings);
    // Each sees their own, whether they asked or were asked.
    let player = &demo.cast.exhibitors[0];
    let filter = RequestFilter { most: 500, ..RequestFilter::default() };
    let own = demo.engine.list_requests(&player.actor(), demo.event, &filter).await.expect("requests");
    let takes_part = |request: &RequestView| {
        let accounts = request.asked.iter().map(|person| person.account).chain([request.asking.account]);
        accounts.flatten().any(|account| account == player.account)
    };
    assert!(!own.is_empty() && own.iter().all(takes_part));
    assert_eq!(own.len(), all.iter().filter(|request| takes_part(request)).count());
    // Experts never meet each other.
    let [one, other] = [0, 1].map(|i| member_of(demo, &demo.cast.experts[i]));
    let to = AskedParty::Person(other.id);
    let new = NewAsk { from: one.id, to, slot: None, message: String::new() };
    let asked = demo.engine.ask(&one.actor(), demo.event, &new).await;
    assert!(matches!(asked, Err(Error::Refused(_))), "{asked:?}");
}

fn member_of<'a>(demo: &'a Demo, player: &demo::Player) -> &'a Member {
    demo.people.iter().find(|member| member.account == player.account).expect("the player takes part")
}

/// The meetings of an agenda: when and at which table.
fn meetings(agenda: &Agenda) -> BTreeMap<MeetingId, (carnet_engine::SlotId, i64)> {
    let meeting = |what: &What| match what {
        What::Meeting { meeting, slot, table } => Some((meeting.id, (*slot, *table))),
        What::Activity { .. } => None,
    };
    agenda.entries.iter().filter_map(|entry| meeting(&entry.what)).collect()
}

async fn plan(demo: &Demo) -> Plan {
    let (engine, actor) = (&demo.engine, demo.cast.principal.actor());
    let plans = engine.list_plans(&actor, demo.event).await.expect("plans");
    let last = plans
        .iter()
        .filter(|plan| plan.published_at.is_some())
        .max_by_key(|plan| plan.number)
        .expect("a published plan");
    engine.show_plan(&actor, demo.event, last.id).await.expect("the plan")
}

async fn agendas_say_what_the_plan_says(demo: &Demo) {
    let plan = plan(demo).await;
    assert!(plan.placements.len() * 10 >= Recipe::small().n_meetings * 9, "{}", plan.placements.len());
    let mut seats: BTreeMap<MeetingId, usize> = BTreeMap::new();
    for member in &demo.people {
        let agenda = demo.engine.show_agenda(&member.actor(), member.id).await.expect("the agenda");
        for (meeting, (slot, table)) in meetings(&agenda) {
            let place = plan.placements[&meeting];
            assert_eq!((place.slot, place.table), (slot, table));
            *seats.entry(meeting).or_default() += 1;
        }
        // Nobody is at two places at once; who waits for a place is at none.
        let waits = |what: &What| matches!(what, What::Activity { confirmed: false, .. });
        let there: Vec<_> = agenda.entries.iter().filter(|entry| !waits(&entry.what)).collect();
        assert!(there.windows(2).all(|two| two[0].ends_at <= two[1].starts_at), "{there:?}");
    }
    assert!(seats.values().all(|n| *n == 2));
    // Those that were cancelled since have left the plan that was published, and everybody's agenda.
    assert_eq!(seats.len(), plan.placements.len());
    let [one, other] = [0, 1].map(|i| member_of(demo, &demo.cast.visitors[i]));
    let shown = demo.engine.show_agenda(&one.actor(), other.id).await;
    assert!(matches!(shown, Err(Error::NotFound { .. })), "{shown:?}");
    demo.engine.show_agenda(&demo.cast.desk.actor(), other.id).await.expect("the agenda");
}

async fn activities_have_places_and_waiting_lists(demo: &Demo) {
    let activities =
        demo.engine.list_activities(&demo.cast.principal.actor(), demo.event).await.expect("activities");
    let waiting: Vec<_> = activities.iter().filter(|view| view.n_waiting > 0).collect();
    assert_eq!(waiting.len(), 2);
    for view in &activities {
        let capacity = view.activity.details.capacity;
        assert!(capacity.is_none_or(|capacity| view.n_confirmed <= capacity), "{view:?}");
        assert!(view.n_waiting == 0 || Some(view.n_confirmed) == capacity, "{view:?}");
    }
    // Visitors of the pages see what takes place, and not what was only thought of.
    let seen = demo.engine.list_activities(&Actor::anonymous(), demo.event).await.expect("activities");
    assert_eq!(seen.len(), activities.len());
}

/// The first morning: somebody cancels, and whoever had no place gets one.
async fn a_change_on_the_day_reaches_those_concerned(demo: &Demo) {
    let (engine, event, principal) = (&demo.engine, demo.event, demo.cast.principal.actor());
    let setup = engine.show_event(&principal, event).await.expect("the event");
    let first = setup.sessions.iter().flat_map(|session| &session.slots).map(|slot| slot.starts_at).min();
    demo.clock.set(first.expect("a first slot") - TimeDelta::minutes(30));
    engine.change_phase(&principal, (event, setup.event.version), Phase::Live).await.expect("the next phase");
    drain(demo).await;

    let before = plan(demo).await;
    let requests = all_requests(demo).await;
    let held = requests.iter().find(|request| {
        let expert = request.asked.iter().any(|person| person.expert);
        request.meeting.is_some_and(|meeting| before.placements.contains_key(&meeting)) && !expert
    });
    let (cancelled, since) = (held.expect("a meeting with a place"), engine.now());
    demo.clock.advance(TimeDelta::minutes(1));
    let asked = cancelled.asked[0].account.expect("an account");
    engine.cancel_request(&Actor::account(asked), cancelled.id, Some("Train")).await.expect("cancelled");
    let changed = engine.list_changed_agendas(&principal, event, since).await.expect("agendas");
    let sitting = |id| cancelled.asking.id == id || cancelled.asked.iter().any(|person| person.id == id);
    assert!(!changed.people.is_empty() && changed.people.iter().all(|(id, ..)| sitting(*id)), "{changed:?}");
    let told = drain(demo).await;
    assert!(told.iter().any(|(kind, _)| *kind == NoticeKind::MeetingCancelled));

    // A walk-in: two who had not met ask and agree, and get what is free; nobody else's agenda changes.
    let (from, to) = strangers(demo, &requests);
    let new = NewAsk { from: from.id, to: AskedParty::Person(to.id), slot: None, message: String::new() };
    let outcome = engine.ask(&from.actor(), event, &new).await.expect("asked");
    engine.accept_request(&to.actor(), outcome.request, None).await.expect("accepted");
    let outcome = engine.confirm_request(&from.actor(), outcome.request).await.expect("confirmed");
    let meeting = outcome.meeting.expect("a meeting");
    drain(demo).await;
    let filled = engine.fill_gaps(&principal, event, Some(&[meeting])).await.expect("the gaps are filled");
    let published = filled.published.expect("a new version");
    assert_eq!((published.number, published.difference.moved.len()), (2, 0));
    let told = drain(demo).await;
    // Whoever had nothing in the plan before learns that the agenda is there.
    let agendas = [NoticeKind::AgendaPublished, NoticeKind::AgendaChanged];
    let told = told.iter().filter(|(kind, _)| agendas.contains(kind));
    let told: BTreeSet<_> = told.map(|(_, account)| *account).collect();
    assert_eq!(told, [from, to].map(|member| member.account).into());
    for member in [from, to] {
        let agenda = engine.show_agenda(&member.actor(), member.id).await.expect("the agenda");
        assert!(meetings(&agenda).contains_key(&meeting), "{agenda:?}");
    }
}

/// Everything that is owed is sent: the kinds and to whom.
async fn drain(demo: &Demo) -> Vec<(NoticeKind, carnet_engine::AccountId)> {
    deliver(&demo.engine).await.into_iter().map(|notice| (notice.kind, notice.recipient)).collect()
}

/// A visitor and an exhibitor who asked nobody and whom nobody asked, as far as there are any.
fn strangers<'a>(demo: &'a Demo, requests: &[RequestView]) -> (&'a Member, &'a Member) {
    let n_requests = |member: &Member| {
        let asked = |r: &RequestView| r.asked.iter().any(|person| person.registration == member.registration);
        requests.iter().filter(|r| r.asking.id == member.id || asked(r)).count()
    };
    let of_kind = |kind| demo.people.iter().filter(move |member| member.kind == kind);
    let quiet = |kind| of_kind(kind).min_by_key(|member| n_requests(member)).expect("there are some");
    (quiet(CategoryKind::Visitor), quiet(CategoryKind::Company))
}
