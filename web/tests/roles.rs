//! Who may do what: the table of pages, and changes by those who may not.

use crate::{
    harness::{Browser, WORLD, at},
    table::{browsers, rows},
};
use axum::http::StatusCode;

#[test]
fn each_role_sees_its_pages_and_no_others() {
    let mut browsers = browsers();
    for (path, statuses) in rows() {
        for (browser, status) in browsers.iter_mut().zip(statuses) {
            let page = browser.get(&path);
            assert_eq!(page.status.as_u16(), status, "{path}: {:?}", page.location);
        }
    }
    for path in ["/healthz", "/readyz"] {
        assert_eq!(browsers[0].get(path).status, StatusCode::OK);
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
