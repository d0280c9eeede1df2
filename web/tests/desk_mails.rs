//! The desk's pages on mails: the outbox, the texts, the reminders.

use crate::harness::{Browser, Page, WORLD, at};
use axum::http::StatusCode;

fn organiser() -> Browser {
    Browser::of(&WORLD.demo.cast.principal)
}

#[test]
fn the_outbox_shows_to_whom_what_went_and_no_secret() {
    let mut browser = organiser();
    let page = browser.get(&at("/desk/mails/outbox"));
    assert_eq!(page.texts("tbody tr").len(), 50);
    assert_eq!(page.texts("[role=note]").len(), 1, "nothing sends mails here, and it says so");
    assert!(!page.text.contains("link="));
    let older = page.attribute(".pages a", "href").expect("older ones");
    let next = browser.get(&older);
    assert!(!next.texts("tbody tr").is_empty());
    assert_ne!(next.texts("tbody tr")[0], page.texts("tbody tr")[0]);
    let sent = browser.get(&at("/desk/mails/outbox?state=sent"));
    assert!(sent.texts("tbody .tag").iter().all(|state| state == "Envoyé"));
    let failed = browser.get(&at("/desk/mails/outbox?state=given-up"));
    assert!(failed.texts("table").is_empty());
}

const TEXT: &str = "/desk/mails/templates/activity-changed/en";

fn save(browser: &mut Browser, form: &[(&str, &str)]) -> Page {
    browser.post(&at(TEXT), form)
}

#[test]
fn a_text_is_looked_at_saved_and_taken_back() {
    let mut browser = organiser();
    let page = browser.get(&at(TEXT));
    assert!(page.attribute("#subject", "value").expect("a subject").contains("{activity}"));
    assert!(page.texts(".letter")[0].contains("Workshop"), "a preview of the text that comes with it");
    let form = [("subject", "New: {activity}"), ("body", "Dear {name},\r\n\r\nsee <b>{when}</b>")];
    let looked = save(&mut browser, &[&form[..], &[("look", "yes")]].concat());
    assert_eq!(looked.status, StatusCode::OK);
    assert_eq!(looked.texts(".letter")[0].split_once(' ').expect("words").0, "Dear");
    assert!(looked.texts("aside form").is_empty(), "it is not saved yet");
    let saved = save(&mut browser, &form);
    assert_eq!(saved.location, Some(at(&format!("{TEXT}?done=mail-template-saved"))));
    let page = browser.get(&at(TEXT));
    assert_eq!(page.attribute("#subject", "value").as_deref(), Some("New: {activity}"));
    let own = browser.get(&at("/desk/mails/templates")).texts("tbody .tag").len();
    assert_eq!(own, 1);
    let reset = browser.post(&at(&format!("{TEXT}/reset")), &[]);
    assert_eq!(reset.status, StatusCode::SEE_OTHER);
    assert_ne!(browser.get(&at(TEXT)).attribute("#subject", "value").as_deref(), Some("New: {activity}"));
    assert_eq!(browser.post(&at(&format!("{TEXT}/reset")), &[]).status, StatusCode::NOT_FOUND);
}

#[test]
fn a_placeholder_that_is_not_there_is_named_and_nothing_is_lost() {
    let mut browser = organiser();
    let page = save(&mut browser, &[("subject", "Hello"), ("body", "Dear {frist_name}, {secret}")]);
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    let faults = page.texts(".faults li");
    assert_eq!(faults.len(), 2);
    assert!(faults[0].contains("{frist_name}") && faults[1].contains("{secret}"), "{faults:?}");
    assert_eq!(page.texts("#body"), ["Dear {frist_name}, {secret}"]);
    assert_eq!(page.texts(".field .fault").len(), 1);
    assert!(page.texts(".letter").is_empty());
}

#[test]
fn reminders_are_added_and_withdrawn() {
    let mut browser = organiser();
    let href = at("/desk/mails/reminders");
    let form = [
        ("anchor", "meeting"),
        ("before", "2"),
        ("unit", "hours"),
        ("audience", "experts"),
        ("channel", "both"),
    ];
    let added = browser.post(&href, &form);
    assert_eq!(added.location, Some(format!("{href}?done=reminder-added")));
    let page = browser.get(&href);
    let rules = page.texts(".plain li");
    let ours = rules.iter().position(|rule| rule.contains("2 h avant chaque rendez-vous · les experts"));
    let action = format!(".plain li:nth-child({}) form", ours.expect("the rule is listed") + 1);
    let withdraw = page.attribute(&action, "action").expect("a way to withdraw it");
    assert_eq!(browser.post(&withdraw, &[]).location, Some(format!("{href}?done=reminder-withdrawn")));
    assert_eq!(browser.get(&href).texts(".plain li").len(), rules.len() - 1);
    assert_eq!(browser.post(&withdraw, &[]).status, StatusCode::NOT_FOUND);
}

#[test]
fn a_reminder_that_makes_no_sense_is_refused_beside_its_field() {
    let mut browser = organiser();
    for before in ["soon", "-1", "99999999999999999999", "400"] {
        let form = [
            ("anchor", "day"),
            ("before", before),
            ("unit", "days"),
            ("audience", "everybody"),
            ("channel", "mail"),
        ];
        let page = browser.post(&at("/desk/mails/reminders"), &form);
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{before}");
        assert_eq!(page.texts(".field .fault").len(), 1);
        assert_eq!(page.attribute("#before", "value").as_deref(), Some(before));
    }
}

#[test]
fn others_change_nothing() {
    let mut exhibitor = Browser::of(&WORLD.demo.cast.exhibitors[0]);
    let nobody = "00000000-0000-0000-0000-000000000001";
    for (path, form) in [
        (at(TEXT), vec![("subject", "x"), ("body", "y")]),
        (
            at("/desk/mails/reminders"),
            vec![
                ("anchor", "day"),
                ("before", "1"),
                ("unit", "days"),
                ("audience", "everybody"),
                ("channel", "mail"),
            ],
        ),
    ] {
        assert_eq!(exhibitor.post(&path, &form).status, StatusCode::FORBIDDEN, "{path}");
    }
    for path in [
        at(&format!("{TEXT}/reset")),
        at(&format!("/desk/mails/reminders/{nobody}/withdraw")),
        at(&format!("/desk/mails/outbox/{nobody}/retry")),
    ] {
        assert_eq!(exhibitor.post(&path, &[]).status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[test]
fn an_organiser_chooses_copies_for_themselves() {
    let mut browser = Browser::of(&WORLD.demo.cast.secondary);
    let href = at("/desk/mails/copies");
    let chosen = |browser: &mut Browser| browser.get(&href).attribute("#copies option[selected]", "value");
    assert_eq!(chosen(&mut browser).as_deref(), Some("news"));
    let page = browser.post(&href, &[("copies", "all")]);
    assert_eq!(page.location, Some(format!("{href}?done=copies-chosen")));
    assert_eq!(chosen(&mut browser).as_deref(), Some("all"));
    browser.post(&href, &[("copies", "news")]);
}

#[test]
fn an_address_that_stops_no_reminders_is_refused() {
    let mut browser = Browser::new("en");
    assert_eq!(browser.get("/reminders/stop/nonsense").texts("main form").len(), 1);
    assert_eq!(browser.post("/reminders/stop/nonsense", &[]).status, StatusCode::CONFLICT);
}
