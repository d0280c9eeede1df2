//! How an event looks: set at the desk, seen on its pages, kept by browsers until it changes.

use crate::harness::{Browser, WORLD, at};
use axum::http::{StatusCode, header};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";

#[test]
fn an_organiser_sets_colours_and_a_logo_and_every_page_of_the_event_has_them() {
    let mut browser = Browser::of(&WORLD.demo.cast.principal);
    let there = at("/desk/look");
    let version = browser.get(&there).attribute("input[name=version]", "value").expect("a version");
    let fields = |main: &'static str| {
        [("version", version.as_str()), ("own", "on"), ("main", main), ("tint", "#f1e6ef")]
    };
    let pale = browser.upload_with(&there, &fields("#ffcc00"), &[]);
    assert_eq!(pale.status, StatusCode::UNPROCESSABLE_ENTITY);
    let fault = &pale.texts("#main-fault")[0];
    assert!(fault.contains("1,5") && fault.contains("4,5"), "{fault}");
    assert_eq!(pale.attribute("#main", "value").as_deref(), Some("#ffcc00"), "what was chosen is kept");
    let program =
        browser.upload_with(&there, &fields("#5f1d4e"), &[("logo", "logo.png", b"MZ\x90\0\x03\0\0\0")]);
    assert_eq!(program.texts("#logo-fault").len(), 1);

    let set = browser.upload_with(&there, &fields("#5f1d4e"), &[("logo", "logo.png", PNG)]);
    assert_eq!(set.location, Some(at("/desk/look?done=look-set")), "{:?}", set.texts(".faults li"));
    let mut visitor = Browser::new("en");
    for path in [at(""), at("/catalogue"), at("/programme")] {
        let shown = visitor.get(&path);
        let style = shown.attribute("link[href*='look.css']", "href").expect("a style sheet");
        let style = visitor.get(&style);
        assert_eq!(style.headers[header::CONTENT_TYPE], "text/css; charset=utf-8");
        assert!(style.headers[header::CACHE_CONTROL].to_str().is_ok_and(|kept| kept.contains("immutable")));
        assert!(style.text.contains("--main: #5f1d4e;"), "{}", style.text);
        let logo = shown.attribute(".event-name img", "src").expect("a logo");
        assert_eq!(visitor.get(&logo).headers[header::CONTENT_TYPE], "image/png");
    }
    // An older address is not kept for good.
    let older = visitor.get(&at("/look.css?v=0"));
    assert!(older.headers[header::CACHE_CONTROL].to_str().is_ok_and(|kept| kept.contains("no-cache")));
    assert_eq!(visitor.get(&at("/look/banner")).status, StatusCode::NOT_FOUND);
    assert!(visitor.get("/").attribute("link[href*='look.css']", "href").is_none());

    // Somebody else was faster: what was chosen stays in the form.
    let late = browser.upload_with(&there, &fields("#402060"), &[]);
    assert_eq!(late.texts(".faults li").len(), 1);
    assert_eq!(late.attribute("#main", "value").as_deref(), Some("#402060"));
    let now = browser.get(&there);
    let version = now.attribute("input[name=version]", "value").expect("a version");
    let back = browser.upload_with(&there, &[("version", &version), ("remove-logo", "on")], &[]);
    assert_eq!(back.status, StatusCode::SEE_OTHER);
    assert!(visitor.get(&at("")).texts(".event-name img").is_empty());
    assert_eq!(visitor.get(&at("/look.css")).status, StatusCode::NOT_FOUND);
}
