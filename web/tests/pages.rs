//! Pages: whole in both languages, and what is done on them.

use crate::{
    harness::{Browser, Page, WORLD, at},
    table::{browsers, rows},
};
use axum::http::{StatusCode, header};
use carnet_engine::{demo::PASSWORD, domain::category::CategoryKind};

/// Whether a text is the key of one that is missing.
fn is_key(text: &str) -> bool {
    let part = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase());
    text.contains('-') && text.split('-').all(part)
}

fn is_whole(page: &Page, path: &str, language: &str) {
    assert_eq!(page.attribute("html", "lang").as_deref(), Some(language), "{path}");
    assert_eq!(page.texts("h1").len(), 1, "{path}: one heading");
    assert!(page.texts("title")[0].ends_with("Carnet"), "{path}");
    let texts = page.texts("main *, header *, nav *");
    let code = page.texts("code");
    let missing = texts.iter().find(|text| is_key(text) && !code.contains(text));
    assert_eq!(missing, None, "{path}: a text has no words");
    let policy = page.headers[header::CONTENT_SECURITY_POLICY].to_str().expect("a policy");
    assert!(policy.contains("default-src 'self'") && !policy.contains("unsafe"), "{policy}");
    assert!(!page.text.contains(" style=") && !page.text.contains("<script>"), "{path}: nothing inline");
}

#[test]
fn every_page_is_whole_in_both_languages() {
    let mut browsers = browsers();
    let mut n_pages = 0;
    for (path, statuses) in rows() {
        // Pages differ by role: each who sees one, and what is said to who does not.
        for (browser, status) in browsers.iter_mut().zip(statuses) {
            if status == 303 || !browser.get(&path).is_html() {
                continue;
            }
            n_pages += 1;
            for language in ["en", "fr"] {
                let changed = browser.post("/account/language", &[("language", language), ("next", &path)]);
                assert_eq!(changed.location.as_deref(), Some(path.as_str()));
                is_whole(&browser.get(&path), &path, language);
            }
        }
    }
    assert!(n_pages > rows().len());
}

#[test]
fn a_wrong_password_and_an_unknown_address_are_told_alike() {
    let known = &WORLD.demo.cast.visitors[1].email;
    let faults =
        [(known.as_str(), "not the one"), ("nobody@carnet.example", PASSWORD)].map(|(email, password)| {
            let page =
                Browser::new("en").post("/account/sign-in", &[("email", email), ("password", password)]);
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!(page.attribute("#email", "value").as_deref(), Some(email), "what was typed is kept");
            assert!(!page.headers.contains_key(header::SET_COOKIE));
            page.texts(".faults li")
        });
    assert_eq!(faults[0], faults[1]);
    assert_eq!(faults[0].len(), 1);
}

#[test]
fn nobody_is_led_to_another_host_after_signing_in() {
    let player = &WORLD.demo.cast.visitors[0];
    for next in [
        "https://elsewhere.example/",
        "//elsewhere.example/",
        "/\\elsewhere.example",
        "/\t/elsewhere.example",
        "/\n",
        "",
    ] {
        let form = [("email", player.email.as_str()), ("password", PASSWORD), ("next", next)];
        let page = Browser::new("fr").post("/account/sign-in", &form);
        assert_eq!(page.location.as_deref(), Some("/"), "{next}");
        let cookie = page.headers[header::SET_COOKIE].to_str().expect("a cookie");
        for part in ["__Host-carnet=", "Secure", "HttpOnly", "SameSite=Lax", "Path=/"] {
            assert!(cookie.contains(part), "{cookie}");
        }
    }
}

#[test]
fn signing_out_ends_the_sign_in() {
    let mut browser = Browser::of(&WORLD.demo.cast.visitors[0]);
    assert_eq!(browser.get("/account").status, StatusCode::OK);
    browser.post("/account/sign-out", &[]);
    assert_eq!(browser.get("/account").status, StatusCode::SEE_OTHER);
}

#[test]
fn the_catalogue_finds_by_words_and_filters() {
    let mut browser = Browser::new("en");
    let all = browser.get(&at("/catalogue"));
    let company = all.texts(".card-title")[0].clone();
    let found = browser.get(&at(&format!("/catalogue?words={}", company.split(' ').next().expect("a word"))));
    assert!(found.texts(".card-title").contains(&company));
    assert!(found.texts(".card-title").len() < all.texts(".card-title").len());
    let country = all.attribute("#facet-country option", "value").expect("a country");
    let label = all.texts("#facet-country option")[0].clone();
    let name = label.split(" (").next().expect("a name").to_owned();
    let filtered = browser.get(&at(&format!("/catalogue?country={country}")));
    assert!(filtered.texts(".card p:first-of-type").iter().all(|text| text.starts_with(&name)));
    assert!(browser.get(&at("/catalogue?words=zzzzzz")).texts(".card").is_empty());
}

#[test]
fn the_catalogue_is_ordered_and_keeps_what_is_looked_for_from_page_to_page() {
    let mut browser = Browser::new("en");
    let by_name = browser.get(&at("/catalogue?sort=name")).texts(".card-title");
    let mut sorted = by_name.clone();
    sorted.sort_by_key(|name| name.to_lowercase());
    assert_eq!(by_name, sorted);
    let page = browser.get(&at("/catalogue?sort=country&expert=false"));
    assert!(page.texts(".card .tag").is_empty(), "no experts");
    let next = page.attribute("a[rel=next]", "href").expect("a next page");
    assert!(next.contains("sort=country") && next.contains("expert=false"), "{next}");
    let next = browser.get(&next);
    assert_eq!(next.attribute("#sort option[selected]", "value").as_deref(), Some("country"));
    let category = page.attribute("#facet-category option", "value").expect("a category");
    assert!(!browser.get(&at(&format!("/catalogue?category={category}"))).texts(".card").is_empty());
    // What nobody's form sends shows all, or nothing: never a failure.
    for strange in ["page=18446744073709551615", "page=-1", "sort=zzz", "expert=maybe", "sector=x"] {
        let page = browser.get(&at(&format!("/catalogue?{strange}")));
        assert_eq!(page.status, StatusCode::OK, "{strange}");
    }
}

#[test]
fn a_request_is_asked_and_shown_to_who_asked() {
    let demo = &WORLD.demo;
    let player = &demo.cast.visitors[1];
    let mut browser = Browser::of(player);
    let asked_before = browser.get(&at("/requests")).texts(".requests .card h3").len();
    // Some are asked already, or full: the first that may be asked is.
    let exhibitors = demo.people.iter().filter(|member| member.kind == CategoryKind::Company);
    let asked = exhibitors.rev().find(|member| {
        let entry = at(&format!("/catalogue/{}", member.registration));
        let page = browser.get(&entry);
        if page.texts("form.card .choice").is_empty() {
            return false;
        }
        let page =
            browser.post(&entry, &[("to", ""), ("message", "Bonjour, <b>parlons</b> de vos produits.")]);
        page.location == Some(at("/requests?done=asked"))
    });
    let asked = asked.expect("somebody could be asked");
    let page = browser.get(&at("/requests?done=asked"));
    assert_eq!(page.texts(".done"), ["Votre demande est envoyée."]);
    assert_eq!(page.texts(".requests .card h3").len(), asked_before + 1);
    assert!(page.texts(".requests .card h3").contains(&asked.company));
    assert!(page.texts("blockquote").contains(&"Bonjour, <b>parlons</b> de vos produits.".to_owned()));
    // The same once more is refused, beside what was typed.
    let entry = at(&format!("/catalogue/{}", asked.registration));
    let again = browser.post(&entry, &[("to", ""), ("message", "Encore")]);
    assert_eq!(again.texts(".faults li").len(), 1);
    assert_eq!(again.texts("#message"), ["Encore"]);
}

#[test]
fn an_agenda_shows_what_the_published_plan_holds() {
    let demo = &WORLD.demo;
    let player = &demo.cast.exhibitors[0];
    let me = demo.people.iter().find(|member| member.account == player.account).expect("a participant");
    let agenda = WORLD.runtime.block_on(demo.engine.show_agenda(&player.actor(), me.id)).expect("an agenda");
    let page = Browser::of(player).get(&at("/agenda"));
    assert_eq!(page.texts(".timeline > li").len(), agenda.entries.len());
    assert!(agenda.entries.len() > 2);
    assert!(!page.texts(".timeline .meeting").is_empty());
}
