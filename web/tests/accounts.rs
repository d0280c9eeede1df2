//! The own account: made by a link, changed, guarded by a second factor.

use crate::harness::{Browser, Page, WORLD, at};
use axum::http::{StatusCode, header};
use carnet_engine::{
    Actor, Engine, Settings,
    demo::PASSWORD,
    domain::{notice::NoticeKind, seal::SealingKey, second_factor},
};
use carnet_web::{App, router};

const STRONG: &str = "Carnet de bal 10 !";

/// The secret of the latest link of a kind that is owed to an address.
pub(crate) fn link(kind: NoticeKind, email: &str) -> Option<String> {
    let world = &*WORLD;
    world.runtime.block_on(async {
        let owed = world.demo.engine.list_owed_notices(&Actor::system(), 10_000).await.expect("the outbox");
        for notice in owed.into_iter().rev().filter(|notice| notice.kind == kind) {
            let account =
                world.demo.engine.show_account(&Actor::account(notice.recipient)).await.expect("one");
            let to = notice.address.as_ref().unwrap_or(&account.email);
            if to.as_str() == email {
                return notice.secret;
            }
        }
        None
    })
}

/// Asks for an account and follows the link: a browser that is signed in.
fn new_account(email: &str) -> Browser {
    let mut browser = Browser::new("en");
    let form = [("name", "Ines Oakbridge"), ("email", email), ("language", "en")];
    let asked = browser.post("/account/new", &form);
    assert_eq!(asked.location.as_deref(), Some("/account/sign-in?done=account-asked"), "{}", asked.text);
    let secret = link(NoticeKind::AccountCreated, email).expect("a link");
    follow(&mut browser, "/account/password", &secret);
    let set = browser.post("/account/password", &[("password", STRONG)]);
    assert_eq!(set.location.as_deref(), Some("/account/sign-in?done=password-set"), "{}", set.text);
    sign_in(&mut browser, email, STRONG);
    browser
}

/// Follows a link: its secret is in a cookie then, and in no address.
fn follow(browser: &mut Browser, page: &str, secret: &str) {
    let led = browser.get(&format!("{page}?link={secret}"));
    assert_eq!((led.status, led.location.as_deref()), (StatusCode::SEE_OTHER, Some(page)));
    let cookie = led.headers[header::SET_COOKIE].to_str().expect("a cookie");
    for part in ["__Host-", "Secure", "HttpOnly"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert!(!browser.get(page).text.contains(secret));
}

fn sign_in(browser: &mut Browser, email: &str, password: &str) -> Page {
    browser.post("/account/sign-in", &[("email", email), ("password", password)])
}

#[test]
fn an_account_is_made_by_the_link_of_a_mail_and_the_link_works_once() {
    let email = "ines@oakbridge.example";
    let mut browser = new_account(email);
    assert_eq!(browser.get("/account").texts("dd"), ["Ines Oakbridge", email]);
    // Once more by the same link is refused, with a way to a new one.
    let mut other = Browser::new("en");
    assert!(link(NoticeKind::AccountCreated, email).is_some_and(|secret| {
        follow(&mut other, "/account/password", &secret);
        let again = other.post("/account/password", &[("password", STRONG)]);
        again.status == StatusCode::UNPROCESSABLE_ENTITY
            && again.texts(".faults li").len() == 1
            && again.attribute("main a.button", "href").as_deref() == Some("/account/forgotten")
    }));
    assert!(other.get("/account/password").texts("#password").is_empty(), "the link is forgotten");
}

#[test]
fn whoever_asks_for_an_account_learns_nothing_of_others() {
    let known = &WORLD.demo.cast.visitors[1].email;
    let answers = [known.as_str(), "nobody-yet@carnet.example"].map(|email| {
        let form = [("name", "Somebody"), ("email", email), ("language", "fr")];
        let page = Browser::new("fr").post("/account/new", &form);
        let forgotten = Browser::new("fr").post("/account/forgotten", &[("email", email)]);
        (page.status, page.location, forgotten.status, forgotten.location)
    });
    assert_eq!(answers[0], answers[1]);
    assert!(link(NoticeKind::AccountExists, known).is_some(), "the owner is told");
}

#[test]
fn faults_stand_beside_their_fields_and_what_was_typed_is_kept() {
    let form = [("name", ""), ("email", "not an address"), ("language", "en")];
    let page = Browser::new("en").post("/account/new", &form);
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.attribute("#email", "value").as_deref(), Some("not an address"));
    assert_eq!(page.attribute("#email", "aria-describedby").as_deref(), Some("email-fault"));
    assert_eq!(page.texts("#name-fault"), ["This field is needed."]);
    assert_eq!(page.texts("#language option[selected]"), ["English"]);
}

#[test]
fn a_weak_password_is_refused_and_the_link_stays_good() {
    let email = "weak@oakbridge.example";
    let mut browser = Browser::new("en");
    browser.post("/account/new", &[("name", "Ines"), ("email", email), ("language", "en")]);
    let secret = link(NoticeKind::AccountCreated, email).expect("a link");
    follow(&mut browser, "/account/password", &secret);
    let rule = &browser.get("/account/password").texts("#password-help")[0];
    assert!(rule.contains("14 characters of three kinds") && rule.contains("12 characters of all four"));
    let weak = browser.post("/account/password", &[("password", "short")]);
    assert_eq!(weak.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(weak.texts("#password-fault").len(), 1);
    let set = browser.post("/account/password", &[("password", STRONG)]);
    assert_eq!(set.status, StatusCode::SEE_OTHER);
}

#[test]
fn a_changed_password_and_a_changed_address_end_every_sign_in() {
    let (email, other) = ("moves@oakbridge.example", "moved@oakbridge.example");
    let mut browser = new_account(email);
    let wrong = browser.post("/account/change-password", &[("old", "wrong"), ("new", "weak")]);
    assert_eq!((wrong.texts("#old-fault").len(), wrong.texts("#new-fault").len()), (1, 1));
    let changed = browser.post("/account/change-password", &[("old", STRONG), ("new", PASSWORD)]);
    assert_eq!(changed.location.as_deref(), Some("/account/sign-in?done=password-set"));
    assert_eq!(browser.get("/account").status, StatusCode::SEE_OTHER);

    sign_in(&mut browser, email, PASSWORD);
    let asked = browser.post("/account/change-email", &[("email", other), ("password", PASSWORD)]);
    assert_eq!(
        asked.location.as_deref(),
        Some("/account?done=email-asked"),
        "{:?}",
        asked.texts(".faults li")
    );
    let secret = link(NoticeKind::EmailToConfirm, other).expect("a link to the new address");
    let mut elsewhere = Browser::new("en");
    follow(&mut elsewhere, "/account/email", &secret);
    assert_eq!(browser.get("/account").status, StatusCode::OK, "looking at the link changes nothing");
    let taken = elsewhere.post("/account/email", &[]);
    assert_eq!(taken.location.as_deref(), Some("/account/sign-in?done=email-changed"));
    assert_eq!(browser.get("/account").status, StatusCode::SEE_OTHER);
    sign_in(&mut browser, other, PASSWORD);
    assert_eq!(browser.get("/account").texts("dd")[1], other);
    let sign_ins = browser.get("/account/sign-ins");
    assert!(sign_ins.texts("tbody tr").len() >= 2);
}

#[test]
fn one_sign_in_is_ended_from_another_and_strangers_end_none() {
    let email = "lost@oakbridge.example";
    let (mut here, mut lost) = (new_account(email), Browser::new("en"));
    sign_in(&mut lost, email, STRONG);
    let page = here.get("/account/sign-ins");
    // The one that looks has no button: one signs out of it.
    let buttons = page.attributes("form[action^='/account/sign-ins/']", "action");
    assert_eq!(page.texts(".requests .tag").len(), 1);
    assert_eq!(page.texts(".requests li").len(), buttons.len() + 1);
    let stranger = Browser::of(&WORLD.demo.cast.visitors[0]).post(&buttons[0], &[]);
    assert_eq!(stranger.status, StatusCode::NOT_FOUND);
    assert_eq!(lost.get("/account").status, StatusCode::OK);
    for button in &buttons {
        let ended = here.post(button, &[]);
        assert_eq!(ended.location.as_deref(), Some("/account/sign-ins?done=sign-in-ended"));
    }
    assert_eq!(lost.get("/account").status, StatusCode::SEE_OTHER, "the telephone asks for the password");
    let told = here.get("/account/sign-ins?done=sign-in-ended").texts(".done");
    assert!(told.iter().any(|text| text.starts_with("The sign-in has ended")), "{told:?}");
}

#[test]
fn a_second_factor_is_set_up_with_a_picture_and_asked_for_from_then_on() {
    let email = "factor@oakbridge.example";
    let mut browser = new_account(email);
    let proposed = browser.post("/account/factor", &[("next", "/account")]);
    assert_eq!(proposed.headers[header::CACHE_CONTROL], "no-store");
    let picture = proposed.attribute("img.code", "src").expect("a picture");
    assert!(picture.starts_with("data:image/svg+xml;base64,"));
    let field = |name: &str| proposed.attribute(&format!("input[name={name}]"), "value").expect("a field");
    let (url, secret) = (field("url"), field("secret"));
    let confirm = |browser: &mut Browser, code: &str| {
        let form = [("url", &*url), ("secret", &*secret), ("next", "/account"), ("code", code)];
        browser.post("/account/factor/confirm", &form)
    };
    let wrong = confirm(&mut browser, "12");
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(wrong.attribute("img.code", "src"), Some(picture), "the same key, once more");
    let key = data_encoding::BASE32_NOPAD.decode(secret.as_bytes()).expect("a key");
    let code = second_factor::code(&key, WORLD.demo.engine.now()).expect("a code");
    let codes = confirm(&mut browser, &code).texts(".codes code");
    assert_eq!(codes.len(), 10);
    assert_eq!(browser.get("/account/factor").texts(".tag.done").len(), 1);

    let mut other = Browser::new("en");
    let asked = sign_in(&mut other, email, STRONG);
    assert_eq!(asked.location.as_deref(), Some("/account/second-factor?next=%2F"));
    assert_eq!(other.get("/account").status, StatusCode::SEE_OTHER);
    assert_eq!(other.post("/account/second-factor", &[("code", &codes[0])]).status, StatusCode::SEE_OTHER);
    assert_eq!(other.get("/account").status, StatusCode::OK);

    assert_eq!(other.post("/account/factor/remove", &[("password", "no")]).texts("#password-fault").len(), 1);
    let removed = other.post("/account/factor/remove", &[("password", STRONG)]);
    assert_eq!(removed.location.as_deref(), Some("/account?done=factor-removed"));
}

#[test]
fn an_organiser_without_a_second_factor_is_led_to_set_one_up() {
    let settings = Settings { organisers_need_second_factor: true, ..WORLD.demo.engine.settings().clone() };
    let engine = Engine::new(WORLD.demo.engine.database().clone(), settings, SealingKey::new(&[7; 32]));
    let mut browser = Browser::at(router(App::new(engine)), "en");
    sign_in(&mut browser, &WORLD.demo.cast.principal.email, PASSWORD);
    let desk = at("/desk");
    let led = browser.get(&desk).location.expect("led to the second factor");
    let escaped: String = form_urlencoded::byte_serialize(desk.as_bytes()).collect();
    assert_eq!(led, format!("/account/factor?next={escaped}"));
    let page = browser.get(&led);
    assert_eq!(page.texts("main .lead").len(), 1);
    assert_eq!(page.attribute("main input[name=next]", "value"), Some(desk));
}

#[test]
fn too_many_attempts_are_told_with_how_long_to_wait() {
    let mut browser = Browser::new("en");
    let mut last = None;
    for _ in 0..12 {
        last = Some(browser.post("/account/forgotten", &[("email", "often@oakbridge.example")]));
    }
    let page = last.expect("an answer");
    assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
    let seconds: i64 = page.headers[header::RETRY_AFTER].to_str().expect("text").parse().expect("a number");
    assert!((1..=3600).contains(&seconds), "{seconds}");
    assert!(page.texts(".faults li")[0].starts_with("Too many attempts. Try again in"));
    assert_eq!(page.attribute("#email", "value").as_deref(), Some("often@oakbridge.example"));
}

#[test]
fn everything_that_is_kept_of_somebody_is_theirs_to_download() {
    let player = &WORLD.demo.cast.exhibitors[0];
    let mut browser = Browser::of(player);
    let page = browser.post("/account/archive", &[]);
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.headers[header::CONTENT_DISPOSITION].to_str().is_ok_and(|it| it.starts_with("attachment")));
    let archive: serde_json::Value = serde_json::from_str(&page.text).expect("JSON");
    assert_eq!(archive["account"]["email"], player.email.as_str());
    let event = &archive["events"][0];
    assert_eq!(event["event"], carnet_engine::demo::SLUG);
    let part = &event["takes_part_as"][0];
    for list in ["requests", "agenda"] {
        assert!(part[list].as_array().is_some_and(|all| !all.is_empty()), "{list}");
    }
    assert_eq!(event["registrations"].as_array().map(Vec::len), Some(1));
    assert_eq!(Browser::new("en").post("/account/archive", &[]).status, StatusCode::SEE_OTHER);
}

#[test]
fn somebody_whom_others_registered_leaves_alone() {
    let mut browser = new_account("unasked@carnet.example");
    let mut admin = Browser::of(&WORLD.demo.cast.exhibitors[2]);
    let path = at("/me/company/people/add");
    let mut form = admin.get(&path).fields("main form");
    for (name, value) in &mut form {
        match name.as_str() {
            "name" => "Lena Unasked".clone_into(value),
            "email" => "unasked@carnet.example".clone_into(value),
            _ => {}
        }
    }
    let form: Vec<_> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(admin.post(&path, &form).location, Some(at("/me/company?done=person-added")));
    let registered = browser.get(&at("/registration"));
    let leave = registered.attribute("main a[href$=leave]", "href").expect("a way out");
    assert_eq!(browser.get(&leave).status, StatusCode::OK);
    assert_eq!(browser.post(&leave, &[]).location, Some(at("/registration?done=left")));
    assert_eq!(browser.get(&at("/registration?done=left")).texts(".done"), ["You no longer take part."]);
    assert!(!admin.get(&at("/me/company")).text.contains("Lena Unasked"));
    assert_eq!(browser.get(&leave).status, StatusCode::NOT_FOUND);
}
