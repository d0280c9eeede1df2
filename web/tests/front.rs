//! Before somebody takes part: the mini-site, and registering for an event that is open.

use crate::harness::{Browser, Page, WORLD, at};
use axum::http::{StatusCode, header};
use carnet_engine::{
    Actor, EventId,
    demo::{NEXT_SLUG, Player, announce_next},
    domain::{event::NewDetails, text::Texts},
};
use serde_json::Value;
use std::sync::LazyLock;

/// The next edition of the demo event, for which one may register.
static OPEN: LazyLock<EventId> = LazyLock::new(|| {
    let demo = &WORLD.demo;
    WORLD.runtime.block_on(announce_next(&demo.engine, demo)).expect("the next edition")
});

fn open_at(rest: &str) -> String {
    LazyLock::force(&OPEN);
    format!("/events/{NEXT_SLUG}{rest}")
}

/// The form of a page with its values as they stand, and a button pressed.
fn press(browser: &mut Browser, page: &Page, go: &str, filled: &[(&str, &str)]) -> Page {
    let mut form = page.fields("main form");
    form.retain(|(name, _)| !filled.iter().any(|(filled, _)| filled == name));
    form.extend(filled.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    form.push(("go".to_owned(), go.to_owned()));
    let form: Vec<_> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let answer = browser.post(&open_at("/register"), &form);
    match &answer.location {
        Some(there) => browser.get(there.split('#').next().expect("an address")),
        None => answer,
    }
}

/// From the first page to the last with nothing wrong.
fn fill_in(browser: &mut Browser, company: &str, email: &str) -> Page {
    let start = browser.get(&open_at("/register"));
    let category = start.attribute("input[name=category]", "value").expect("a category");
    let page = press(browser, &start, "next", &[("category", &category)]);
    let page = press(browser, &page, "next", &[("company.name", company), ("company.country", "FR")]);
    let person = [("people[0].name", "Nora Brisecourt"), ("people[0].email", email)];
    let page = press(browser, &page, "next", &person);
    press(browser, &page, "next", &[])
}

fn step(page: &Page) -> String {
    page.attribute("main form input[name=step]", "value").unwrap_or_default()
}

fn exhibitor() -> &'static Player {
    &WORLD.demo.cast.exhibitors[0]
}

#[test]
fn a_visitor_registers_without_an_account_and_nothing_typed_is_lost() {
    let mut browser = Browser::new("en");
    let start = browser.get(&open_at("/register"));
    assert_eq!(start.texts(".stages li").len(), 5);
    assert_eq!(start.texts(".choice").len(), 2, "nobody registers as an expert");
    let category = start.attribute("input[name=category]", "value").expect("a category");
    let company = press(&mut browser, &start, "next", &[("category", &category)]);
    assert_eq!(step(&company), "company");

    // A fault stands beside its field, and the summary leads to it.
    let filled = [("company.name", ""), ("company.country", "FR"), ("company.answers.website", "nowhere")];
    let faulty = press(&mut browser, &company, "next", &filled);
    assert_eq!(faulty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(faulty.attribute("[name='company.answers.website']", "value").as_deref(), Some("nowhere"));
    assert_eq!(faulty.texts("[id='company.name-fault']"), ["This field is needed."]);
    assert_eq!(faulty.attribute(".faults a", "href").as_deref(), Some("#company.name"));
    assert!(faulty.texts(".faults li")[1].starts_with("Website"), "{:?}", faulty.texts(".faults li"));

    // Whoever exports is asked where.
    let filled = [
        ("company.name", "Scierie <Brisecourt>"),
        ("company.answers.website", ""),
        ("company.answers.exports", "on"),
    ];
    assert!(faulty.texts("[name='company.answers.markets']").is_empty());
    let more = press(&mut browser, &faulty, "next", &filled);
    assert_eq!((step(&more).as_str(), more.texts(".faults li").len()), ("company", 1));
    let people = press(&mut browser, &more, "next", &[("company.answers.markets", "Norway")]);
    assert_eq!(step(&people), "people", "{:?}", people.texts(".faults li"));

    let people = press(&mut browser, &people, "add-person", &[("people[0].name", "Nora Brisecourt")]);
    assert_eq!(people.texts("section h2").len(), 2);
    assert_eq!(people.attribute("[name='people[0].name']", "value").as_deref(), Some("Nora Brisecourt"));
    let people = press(&mut browser, &people, "remove-person-1", &[]);
    let email = [("people[0].email", "nora@brisecourt.example")];
    let offerings = press(&mut browser, &people, "next", &email);
    assert_eq!(step(&offerings), "offerings");
    let offerings = press(&mut browser, &offerings, "add-offer", &[]);
    let keyword = offerings.attribute("[name='offerings[0].answers.keywords']", "value").expect("a keyword");
    let filled = [("offerings[0].title", "Oak boards"), ("offerings[0].answers.keywords", keyword.as_str())];
    let check = press(&mut browser, &offerings, "next", &filled);
    assert_eq!(step(&check), "check", "{:?}", check.texts(".faults li"));
    let read = check.texts("dd");
    for text in ["Scierie <Brisecourt>", "Norway", "Yes", "nora@brisecourt.example", "Oak boards"] {
        assert!(read.contains(&text.to_owned()), "{text} in {read:?}");
    }
    assert!(browser.get("/account").location.is_some(), "still nobody's account");

    // Without the consent nothing is sent; with it everybody is told what happens next.
    let refused = press(&mut browser, &check, "send", &[]);
    assert_eq!(refused.texts(".has-fault").len(), 1);
    let consent = refused.attribute("[name='consents.privacy']", "value").expect("a consent");
    let received = press(&mut browser, &refused, "send", &[("consents.privacy", &consent)]);
    assert_eq!(received.texts("h1"), ["Registration received"]);
    assert_eq!(received.texts("main ol li").len(), 3);
}

#[test]
fn what_somebody_fills_in_who_has_signed_in_is_kept_and_ends_when_it_is_handed_in() {
    let player = &WORLD.demo.cast.visitors[1];
    let mut browser = Browser::of(player);
    let start = browser.get(&open_at("/register"));
    let category = start.attribute("input[name=category]", "value").expect("a category");
    let company = press(&mut browser, &start, "next", &[("category", &category)]);
    press(&mut browser, &company, "back", &[("company.name", "Ateliers du Ponant")]);
    let kept = browser.get(&open_at("/register?step=company"));
    let name = |page: &Page| page.attribute("[name='company.name']", "value");
    assert_eq!(name(&kept).as_deref(), Some("Ateliers du Ponant"));
    assert_eq!(browser.get(&open_at("/registration")).texts(".note a"), ["Continuer"]);

    // Another window was faster: it is said, and both are kept.
    let people = browser.get(&open_at("/register?step=people"));
    press(&mut browser, &kept, "next", &[("company.country", "FR")]);
    let late = press(&mut browser, &people, "next", &[("people[0].name", "Yann Kerscoat")]);
    assert_eq!(late.texts(".faults li").len(), 1);
    assert_eq!(late.attribute("[name='people[0].name']", "value").as_deref(), Some("Yann Kerscoat"));
    let offerings = press(&mut browser, &late, "next", &[]);
    assert_eq!(step(&offerings), "offerings", "{:?}", offerings.texts(".faults li"));
    let check = press(&mut browser, &offerings, "next", &[]);
    let consent = check.attribute("[name='consents.privacy']", "value").expect("a consent");
    let own = press(&mut browser, &check, "send", &[("consents.privacy", &consent)]);
    assert_eq!(own.texts(".done"), ["Votre inscription est envoyée. Merci !"]);
    assert_eq!(own.texts(".registration .tag.submitted"), ["Envoyée"]);
    assert!(own.texts(".registration h2")[0].starts_with("Ateliers du Ponant"));
    assert!(browser.get(&open_at("/registration")).texts(".note").is_empty(), "the draft is gone");

    // It is given up with a reason, and says so then.
    let withdraw = own.attribute(".registration > p a", "href").expect("a way to give it up");
    let without = browser.post(&withdraw, &[("reason", " ")]);
    assert_eq!(without.texts("#reason-fault").len(), 1);
    let gone = browser.post(&withdraw, &[("reason", "Pas le temps")]);
    assert_eq!(gone.location, Some(open_at("/registration?done=registration-withdrawn")));
    let own = browser.get(&open_at("/registration"));
    assert_eq!(own.texts(".registration blockquote"), ["Pas le temps"]);
    // Others see nothing of it.
    assert_eq!(Browser::of(exhibitor()).get(&withdraw).status, StatusCode::NOT_FOUND);
}

#[test]
fn files_are_attached_by_what_is_in_them_and_fetched_by_who_may() {
    let player = &WORLD.demo.cast.visitors[0];
    let mut browser = Browser::of(player);
    let check = fill_in(&mut browser, "Voilerie du Large", &player.email);
    assert_eq!(step(&check), "check", "{:?}", check.texts(".faults li"));
    let consent = check.attribute("[name='consents.privacy']", "value").expect("a consent");
    let own = press(&mut browser, &check, "send", &[("consents.privacy", &consent)]);
    let there = own.attribute(".registration form[enctype]", "action").expect("a form");
    let program = browser.upload(&there, "brochure.pdf", b"MZ\x90\x00\x03\x00\x00\x00\x04");
    assert_eq!(program.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(program.texts("#file-fault").len(), 1);
    let added = browser.upload(&there, "Brochure d’été.pdf", b"%PDF-1.7 ...");
    assert_eq!(added.location, Some(open_at("/registration?done=file-added")));
    let own = browser.get(&open_at("/registration"));
    let file = own.attribute(".registration .apart-row a", "href").expect("a file");
    let fetched = browser.get(&file);
    assert_eq!(fetched.text, "%PDF-1.7 ...");
    assert_eq!(fetched.headers[header::CONTENT_TYPE], "application/pdf");
    assert!(
        fetched.headers[header::CONTENT_DISPOSITION].to_str().is_ok_and(|it| it.starts_with("attachment"))
    );
    assert_eq!(Browser::of(exhibitor()).get(&file).status, StatusCode::NOT_FOUND);
    assert_eq!(browser.post(&format!("{file}/remove"), &[]).status, StatusCode::SEE_OTHER);
    assert_eq!(browser.get(&file).status, StatusCode::NOT_FOUND);
}

#[test]
fn once_registration_is_closed_it_says_so() {
    for mut browser in [Browser::new("en"), Browser::of(exhibitor())] {
        let page = browser.get(&at("/register"));
        assert_eq!((page.status, page.texts("main form").len()), (StatusCode::OK, 0));
        assert_eq!(browser.post(&at("/register"), &[("go", "send")]).texts("main form").len(), 0);
    }
    assert!(Browser::new("en").get(&at("")).texts("nav.event a").iter().all(|way| way != "Register"));
    assert!(Browser::new("en").get(&open_at("")).texts("nav.event a").contains(&"Register".to_owned()));
}

#[test]
fn the_texts_of_an_event_have_pages_and_what_is_not_written_is_said() {
    let (demo, open) = (&WORLD.demo, *OPEN);
    WORLD.runtime.block_on(async {
        let setup = demo.engine.show_event(&Actor::system(), open).await.expect("the event");
        let details = setup.event.details;
        let mut texts = details.texts.clone();
        let written = "# Venir\n\nPar [le train](https://rail.example) <script>alert(1)</script>";
        texts.insert(carnet_engine::domain::event::TextKey::Practical, Texts::new(written, written));
        texts.remove(&carnet_engine::domain::event::TextKey::Accessibility);
        let new = NewDetails {
            slug: details.slug,
            names: details.names,
            texts,
            time_zone: details.time_zone.name().to_owned(),
            days: details.days,
            registration_closes: details.registration_closes_at.map(|end| end.naive_utc()),
            closes: None,
        };
        let version = (open, setup.event.version);
        demo.engine.change_event(&Actor::system(), version, &new).await.expect("texts");
    });
    let mut browser = Browser::new("en");
    let practical = browser.get(&open_at("/pages/practical"));
    assert_eq!(practical.texts(".prose h2"), ["Venir"]);
    assert_eq!(practical.attribute(".prose a", "rel").as_deref(), Some("noopener noreferrer nofollow"));
    assert!(practical.texts("main script").is_empty());
    let hrefs: Vec<_> = practical.texts("footer nav a");
    assert_eq!(hrefs.len(), 5);
    let accessibility = browser.get(&open_at("/pages/accessibility"));
    assert!(accessibility.texts(".note")[0].starts_with("This site has not been audited yet"));
    assert_eq!(browser.get(&open_at("/pages/welcome")).status, StatusCode::NOT_FOUND);
}

#[test]
fn an_entry_shows_its_public_answers_by_their_names() {
    let demo = &WORLD.demo;
    let entry = demo.people[0].registration;
    let page = Browser::new("en").get(&at(&format!("/catalogue/{entry}")));
    let labels = page.texts("dl.facts dt");
    assert!(labels.contains(&"About us".to_owned()) || labels.contains(&"Website".to_owned()), "{labels:?}");
}

#[test]
fn public_pages_say_what_they_are_and_all_others_are_left_alone() {
    let mut browser = Browser::new("fr");
    let page = browser.get(&at("?done=nothing"));
    let address = |rest: &str| format!("http://localhost:8080{}", at(rest));
    assert_eq!(page.attribute("link[rel=canonical]", "href"), Some(address("")));
    let meta = |page: &Page, name: &str| page.attribute(&format!("meta[property='og:{name}']"), "content");
    assert_eq!(meta(&page, "url"), Some(address("")));
    assert_eq!(meta(&page, "title"), Some(page.texts("h1")[0].clone()));
    let description = page.attribute("meta[name=description]", "content").expect("a description");
    assert_eq!(meta(&page, "description"), Some(description.clone()));
    let data: Value =
        serde_json::from_str(&page.texts("script[type='application/ld+json']")[0]).expect("JSON");
    assert_eq!((&data["@type"], &data["description"]), (&"Event".into(), &description.into()));
    for rest in ["/programme", "/pages/practical"] {
        let page = browser.get(&at(rest));
        assert_eq!(page.attribute("link[rel=canonical]", "href"), Some(address(rest)));
        assert!(page.attributes("meta[name=robots]", "content").is_empty(), "{rest}");
    }
    let mut participant = Browser::of(exhibitor());
    for rest in ["/catalogue", "/me", "/requests", "/nowhere"] {
        let page = participant.get(&at(rest));
        assert_eq!(page.attributes("meta[name=robots]", "content"), ["noindex"], "{rest}");
        assert!(page.attributes("link[rel=canonical]", "href").is_empty(), "{rest}");
    }
    let robots = browser.get("/robots.txt").text;
    assert!(robots.starts_with("User-agent: *\n") && robots.contains("\nDisallow: /account\n"), "{robots}");
}

#[test]
fn a_sitemap_names_the_public_pages_of_events_that_are_open() {
    let mut browser = Browser::new("fr");
    let text = browser.get("/sitemap.xml").text;
    let addresses: Vec<_> = text.split("<loc>").skip(1).filter_map(|rest| rest.split('<').next()).collect();
    let of_demo = |address: &&&str| address.contains(&at(""));
    assert_eq!(addresses.iter().filter(of_demo).count(), 7, "{addresses:?}");
    for address in addresses.iter().filter(of_demo) {
        let page = browser.get(address.strip_prefix("http://localhost:8080").expect("of this host"));
        assert_eq!(page.attribute("link[rel=canonical]", "href").as_deref(), Some(*address), "{address}");
    }
    assert!(browser.get("/robots.txt").text.contains("\nSitemap: http://localhost:8080/sitemap.xml\n"));
}

#[test]
fn changing_the_language_leads_back_to_the_page() {
    let mut browser = Browser::new("fr");
    for path in [at("/programme?done=nothing"), at(""), "/account/sign-in".to_owned()] {
        let next = browser.get(&path).attribute("form[action='/account/language'] [name=next]", "value");
        assert_eq!(next, Some(path));
    }
}
