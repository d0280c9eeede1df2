//! Every page with every role, in one table: who sees it, who is sent to sign in, and for whom it is not there.

use crate::harness::{Browser, WORLD, at};
use carnet_engine::RequestFilter;

/// What a visitor, a participant, a secondary administrator and the principal get.
pub(crate) type Statuses = [u16; 4];

/// A page, with what each role gets.
pub(crate) type Row = (String, Statuses);

/// For everybody.
pub(crate) const ALL: Statuses = [200; 4];
/// For whoever is signed in.
pub(crate) const SIGNED_IN: Statuses = [303, 200, 200, 200];
/// For who takes part; whoever is not signed in may do so first.
pub(crate) const TAKES_PART: Statuses = [303, 200, 404, 404];
/// For the principal administrator.
pub(crate) const PRINCIPAL: Statuses = [303, 403, 403, 200];

/// Browsers of the four roles.
pub(crate) fn browsers() -> [Browser; 4] {
    let cast = &WORLD.demo.cast;
    [
        Browser::new("fr"),
        Browser::of(&cast.exhibitors[0]),
        Browser::of(&cast.secondary),
        Browser::of(&cast.principal),
    ]
}

/// Every page.
pub(crate) fn rows() -> Vec<Row> {
    [public(), account(), participant(), planning(), mails(), api()].concat()
}

fn public() -> Vec<Row> {
    let entry = WORLD.demo.people[0].registration;
    vec![
        ("/".into(), ALL),
        (at(""), ALL),
        (at("/programme"), ALL),
        (at("/catalogue"), ALL),
        (at("/catalogue?words=e"), ALL),
        (at(&format!("/catalogue/{entry}")), ALL),
        (at("/pages/practical"), ALL),
        (at("/pages/contact"), ALL),
        (at("/pages/legal-notice"), ALL),
        (at("/pages/privacy"), ALL),
        (at("/pages/accessibility"), ALL),
        (at("/pages/nothing"), [404; 4]),
        (at("/register"), ALL),
        (at("/register/received"), ALL),
        (at("/registration"), SIGNED_IN),
        ("/events/no-such-event".into(), [404; 4]),
        ("/nowhere".into(), [404; 4]),
    ]
}

fn account() -> Vec<Row> {
    vec![
        ("/account".into(), SIGNED_IN),
        ("/account/sign-in".into(), ALL),
        ("/account/second-factor".into(), ALL),
        ("/account/new".into(), ALL),
        ("/account/forgotten".into(), ALL),
        ("/account/password".into(), ALL),
        ("/account/password?link=x".into(), [303; 4]),
        ("/account/email".into(), ALL),
        ("/account/change-password".into(), SIGNED_IN),
        ("/account/change-email".into(), SIGNED_IN),
        ("/account/factor".into(), SIGNED_IN),
        ("/account/sign-ins".into(), SIGNED_IN),
    ]
}

fn participant() -> Vec<Row> {
    let world = &*WORLD;
    let player = &world.demo.cast.exhibitors[0];
    let me = world.demo.people.iter().find(|member| member.account == player.account).expect("a participant");
    let actor = player.actor();
    let read = world.demo.engine.show_registration(&actor, world.demo.event, me.registration);
    let offering = world.runtime.block_on(read).expect("a registration").offerings[0].id;
    let filter = RequestFilter { of: Some(me.id), most: 1, ..RequestFilter::default() };
    let requests = world.demo.engine.list_requests(&actor, world.demo.event, &filter);
    let request = world.runtime.block_on(requests).expect("requests")[0].id;
    [
        "/agenda".to_owned(),
        "/agenda/calendar".into(),
        "/requests".into(),
        "/requests?state=pending".into(),
        format!("/requests/{request}"),
        "/suggestions".into(),
        "/messages".into(),
        "/messages/new".into(),
        "/me/availability".into(),
        "/me".into(),
        "/me/profile".into(),
        "/me/company".into(),
        "/me/company/edit".into(),
        "/me/company/people/add".into(),
        format!("/me/company/people/{}", me.id),
        format!("/me/company/people/{}/remove", me.id),
        "/me/company/offerings/add?kind=want".into(),
        format!("/me/company/offerings/{offering}"),
        format!("/me/company/offerings/{offering}/remove"),
        "/me/consents".into(),
    ]
    .map(|page| (at(&page), TAKES_PART))
    .into()
}

fn planning() -> Vec<Row> {
    let world = &*WORLD;
    let plan = world.demo.plan;
    let actor = world.demo.cast.principal.actor();
    let shown = world.demo.engine.show_plan(&actor, world.demo.event, plan);
    let shown = world.runtime.block_on(shown).expect("the published plan");
    let meeting = shown.placements.keys().next().expect("a meeting");
    let runs = world
        .runtime
        .block_on(world.demo.engine.list_runs(&world.demo.cast.principal.actor(), world.demo.event))
        .expect("runs");
    vec![
        (at("/desk"), PRINCIPAL),
        (at("/desk/look"), PRINCIPAL),
        (at("/desk/plans"), PRINCIPAL),
        (at(&format!("/desk/plans/{plan}")), PRINCIPAL),
        (at(&format!("/desk/plans/{plan}?people=true")), PRINCIPAL),
        (at(&format!("/desk/plans/{plan}/meetings/{meeting}")), PRINCIPAL),
        (at(&format!("/desk/plans/{plan}/meetings/{plan}")), [303, 403, 403, 404]),
        (at(&format!("/desk/plans/{plan}/change?meeting={meeting}")), PRINCIPAL),
        (at(&format!("/desk/plans/{plan}/change")), [303, 403, 403, 404]),
        (at("/desk/decisions"), PRINCIPAL),
        (at("/desk/what-if"), PRINCIPAL),
        (at(&format!("/desk/runs/{}", runs[0].id)), PRINCIPAL),
        (at(&format!("/desk/runs/{}/progress", runs[0].id)), PRINCIPAL),
    ]
}

fn mails() -> Vec<Row> {
    vec![
        (at("/desk/mails"), [303, 403, 303, 303]),
        (at("/desk/mails/outbox"), PRINCIPAL),
        (at("/desk/mails/outbox?state=given-up"), PRINCIPAL),
        (at("/desk/mails/templates"), PRINCIPAL),
        (at("/desk/mails/templates/agenda-published/fr"), PRINCIPAL),
        (at("/desk/mails/templates/password-changed/fr"), [303, 403, 403, 404]),
        (at("/desk/mails/reminders"), PRINCIPAL),
        (at("/desk/mails/copies"), [303, 403, 200, 200]),
        ("/reminders/stop/anything".into(), ALL),
    ]
}

fn api() -> Vec<Row> {
    vec![("/account/tokens".into(), SIGNED_IN), ("/api/v1/docs".into(), ALL)]
}
