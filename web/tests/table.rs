//! Every page with every role, in one table: who sees it, who is sent to sign in, and for whom it is not there.

use crate::harness::{Browser, LOOKED_AT, at};
use carnet_engine::{
    RequestFilter, WebhookId,
    domain::webhook::{Happening, NewWebhook},
};
use std::sync::LazyLock;

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

/// For administrators, each for the own people.
pub(crate) const ADMINISTRATORS: Statuses = [303, 403, 200, 200];
/// For the principal administrator, of an object that others do not reach.
pub(crate) const PRINCIPAL_ALONE: Statuses = [303, 404, 404, 200];

/// Browsers of the four roles.
pub(crate) fn browsers() -> [Browser; 4] {
    let cast = &LOOKED_AT.demo.cast;
    let new = || Browser::at(LOOKED_AT.router.clone(), "fr");
    [
        new(),
        new().signed_in(&cast.exhibitors[0]),
        new().signed_in(&cast.secondary),
        new().signed_in(&cast.principal),
    ]
}

/// Every page.
pub(crate) fn rows() -> Vec<Row> {
    [public(), account(), participant(), planning(), desk(), set_up(), mails(), api()].concat()
}

fn public() -> Vec<Row> {
    let entry = LOOKED_AT.demo.people[0].registration;
    vec![
        ("/".into(), ALL),
        ("/robots.txt".into(), ALL),
        ("/sitemap.xml".into(), ALL),
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
    let world = &*LOOKED_AT;
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
        "/me/leave".into(),
        "/me/reminders".into(),
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
    let world = &*LOOKED_AT;
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
        (at("/desk"), ADMINISTRATORS),
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

fn desk() -> Vec<Row> {
    let world = &*LOOKED_AT;
    // Somebody whom the secondary administrator does not reach.
    let secondary = world.demo.cast.secondary.actor();
    let reaches = |registration| {
        let read = world.demo.engine.show_registration(&secondary, world.demo.event, registration);
        world.runtime.block_on(read).is_ok()
    };
    let member = world.demo.people.iter().find(|member| !reaches(member.registration)).expect("somebody");
    let registration = at(&format!("/desk/participants/{}", member.registration));
    let person = format!("{registration}/people/{}", member.id);
    let activity = world.activities()[0].activity.id;
    vec![
        (at("/desk/participants"), ADMINISTRATORS),
        (at("/desk/participants?state=waiting&words=a"), ADMINISTRATORS),
        (at("/desk/participants/new"), ADMINISTRATORS),
        (at("/desk/participants/new-expert"), ADMINISTRATORS),
        (at("/desk/participants/import"), PRINCIPAL),
        (registration.clone(), PRINCIPAL_ALONE),
        (format!("{registration}/company"), PRINCIPAL_ALONE),
        (format!("{registration}/history"), PRINCIPAL_ALONE),
        (format!("{registration}/offerings/new"), PRINCIPAL_ALONE),
        (format!("{registration}/people/new"), PRINCIPAL_ALONE),
        (person.clone(), PRINCIPAL_ALONE),
        (format!("{person}/availability"), PRINCIPAL_ALONE),
        (at("/desk/activities"), PRINCIPAL),
        (at("/desk/activities/new"), PRINCIPAL),
        (at(&format!("/desk/activities/{activity}?who=a")), PRINCIPAL),
        (at(&format!("/desk/activities/{activity}/edit")), PRINCIPAL),
        (at("/desk/requests"), ADMINISTRATORS),
        (at("/desk/requests?state=confirmed"), ADMINISTRATORS),
        (at("/desk/requests/new?from-words=a&to-words=e"), ADMINISTRATORS),
        (at("/desk/requests/experts"), PRINCIPAL),
        (at("/desk/messages"), PRINCIPAL),
        (at("/desk/messages/new?who=a"), PRINCIPAL),
        (at("/desk/today"), ADMINISTRATORS),
        (at("/desk/today/fill"), PRINCIPAL),
        (at(&format!("/desk/today/{}/late", member.id)), PRINCIPAL),
        (at("/desk/team"), PRINCIPAL),
        (at("/desk/team/new"), PRINCIPAL),
        (at("/desk/team/rules"), PRINCIPAL),
        (at("/desk/fairness"), ADMINISTRATORS),
        (at("/desk/history"), PRINCIPAL),
        (at("/desk/history?kind=plan&check=1"), PRINCIPAL),
    ]
}

fn set_up() -> Vec<Row> {
    let session = LOOKED_AT.setup().sessions[0].id;
    let pages = [
        "",
        "/details",
        "/texts",
        "/hosts",
        "/places",
        "/travel",
        "/categories",
        "/rules",
        "/sessions",
        "/terms",
        "/terms/sectors",
        "/form",
        "/form/0",
        "/form/new?block=person",
        "/registration",
        "/consents",
        "/phase",
        "/copy",
    ];
    let mut rows: Vec<Row> =
        pages.iter().map(|page| (at(&format!("/desk/set-up{page}")), PRINCIPAL)).collect();
    rows.push((at(&format!("/desk/set-up/sessions/{session}")), PRINCIPAL));
    // Events are set up by whoever administers the installation.
    rows.push(("/events/new".into(), [303, 403, 403, 403]));
    rows.push(("/organisations".into(), [303, 403, 403, 403]));
    rows
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

/// A webhook, which the demo event itself does not have.
static WEBHOOK: LazyLock<WebhookId> = LazyLock::new(|| {
    let (demo, kinds) = (&LOOKED_AT.demo, [Happening::RegistrationRefused].into());
    let new = NewWebhook { url: "https://program.example/hook".into(), kinds };
    let actor = demo.cast.principal.actor();
    let added = demo.engine.add_webhook(&actor, demo.event, &new);
    LOOKED_AT.runtime.block_on(added).expect("a webhook").0
});

fn api() -> Vec<Row> {
    vec![
        ("/account/tokens".into(), SIGNED_IN),
        ("/api/v1/docs".into(), ALL),
        ("/api/v1/docs/set-up".into(), ALL),
        ("/api/v1/docs/plans".into(), ALL),
        (at("/desk/webhooks"), PRINCIPAL),
        (at(&format!("/desk/webhooks/{}", *WEBHOOK)), PRINCIPAL),
    ]
}
