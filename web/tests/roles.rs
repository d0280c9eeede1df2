//! Every page with every role: who sees it, who is sent to sign in, and for whom it is not there.

use crate::harness::{Browser, WORLD, at};
use axum::http::StatusCode;

/// A page with what a visitor, a participant, a secondary administrator and the principal get.
type Row = (String, [u16; 4]);

fn pages() -> Vec<Row> {
    let world = &*WORLD;
    let plan = world.demo.plan;
    let runs = world
        .runtime
        .block_on(world.demo.engine.list_runs(&world.demo.cast.principal.actor(), world.demo.event))
        .expect("runs");
    let entry = world.demo.people[0].registration;
    vec![
        ("/".into(), [200, 200, 200, 200]),
        ("/healthz".into(), [200, 200, 200, 200]),
        ("/readyz".into(), [200, 200, 200, 200]),
        ("/account".into(), [303, 200, 200, 200]),
        ("/account/sign-in".into(), [200, 200, 200, 200]),
        ("/account/second-factor".into(), [200, 200, 200, 200]),
        (at(""), [200, 200, 200, 200]),
        (at("/programme"), [200, 200, 200, 200]),
        (at("/catalogue"), [200, 200, 200, 200]),
        (at(&format!("/catalogue/{entry}")), [200, 200, 200, 200]),
        (at("/agenda"), [404, 200, 404, 404]),
        (at("/requests"), [404, 200, 404, 404]),
        (at("/desk"), [303, 403, 403, 200]),
        (at(&format!("/desk/plans/{plan}")), [303, 403, 403, 200]),
        (at(&format!("/desk/runs/{}", runs[0].id)), [303, 403, 403, 200]),
        (at(&format!("/desk/runs/{}/progress", runs[0].id)), [303, 403, 403, 200]),
        ("/events/no-such-event".into(), [404, 404, 404, 404]),
        ("/nowhere".into(), [404, 404, 404, 404]),
    ]
}

#[test]
fn each_role_sees_its_pages_and_no_others() {
    let cast = &WORLD.demo.cast;
    let mut browsers = [
        Browser::new("fr"),
        Browser::of(&cast.exhibitors[0]),
        Browser::of(&cast.secondary),
        Browser::of(&cast.principal),
    ];
    for (path, statuses) in pages() {
        for (browser, status) in browsers.iter_mut().zip(statuses) {
            let page = browser.get(&path);
            assert_eq!(page.status.as_u16(), status, "{path}: {:?}", page.location);
        }
    }
}

#[test]
fn whoever_is_not_allowed_changes_nothing() {
    let cast = &WORLD.demo.cast;
    let plan = WORLD.demo.plan;
    let publish = at(&format!("/desk/plans/{plan}/publish"));
    let changes: [(&str, &[(&str, &str)]); 3] = [
        (&at("/desk/runs"), &[("mode", "free"), ("seconds", "5")]),
        (&publish, &[("version", "1"), ("seen", "")]),
        (&at("/requests/00000000-0000-0000-0000-000000000001/accept"), &[]),
    ];
    for (path, form) in changes {
        let page = Browser::new("fr").post(path, form);
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{path}");
        assert!(page.location.expect("to sign in").starts_with("/account/sign-in"));
    }
    let mut exhibitor = Browser::of(&cast.exhibitors[0]);
    for (path, form) in &changes[..2] {
        // A publisher without the right is told so on the board, which is not theirs to see either.
        assert_eq!(exhibitor.post(path, form).status, StatusCode::FORBIDDEN, "{path}");
    }
    assert_eq!(exhibitor.post(changes[2].0, &[]).status, StatusCode::NOT_FOUND);
}

#[test]
fn a_form_of_another_site_is_refused() {
    let mut browser = Browser::of(&WORLD.demo.cast.principal);
    let page = browser.post_from_elsewhere(&at("/desk/runs"), &[("mode", "free"), ("seconds", "5")]);
    assert_eq!(page.status, StatusCode::FORBIDDEN);
}
