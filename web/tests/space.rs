//! The space of somebody who takes part: what waits, profile, company, registration; and as whom one acts.

use crate::harness::{Browser, Page, WORLD, at};
use axum::http::StatusCode;
use carnet_engine::{
    demo::{Member, Player},
    domain::registration::Dossier,
};

pub(crate) fn member(player: &Player) -> &'static Member {
    WORLD.demo.people.iter().find(|member| member.account == player.account).expect("a participant")
}

fn dossier(player: &Player) -> Dossier {
    let (actor, id) = (player.actor(), member(player).registration);
    let read = WORLD.demo.engine.show_registration(&actor, WORLD.demo.event, id);
    WORLD.runtime.block_on(read).expect("a registration")
}

/// The form of a page as a browser would send it, with some of its fields filled in otherwise.
pub(crate) fn filled(page: &Page, changes: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut form = page.fields("main form.form");
    for (name, new) in changes {
        form.retain(|(known, _)| known != name);
        form.push(((*name).to_owned(), (*new).to_owned()));
    }
    form
}

pub(crate) fn send(browser: &mut Browser, path: &str, form: &[(String, String)]) -> Page {
    let form: Vec<_> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    browser.post(path, &form)
}

#[test]
fn the_home_counts_what_waits_and_shows_what_comes_next() {
    let demo = &WORLD.demo;
    let player = &demo.cast.exhibitors[1];
    let me = member(player);
    let agenda = WORLD.runtime.block_on(demo.engine.show_agenda(&player.actor(), me.id)).expect("an agenda");
    let page = Browser::of(player).get(&at("/me"));
    assert_eq!(page.texts("main .lead"), [format!("{}, {}", me.name, me.company)]);
    assert_eq!(!agenda.entries.is_empty(), !page.texts("aside .place").is_empty());
    assert!(page.texts("nav.desk [aria-current]").contains(&"Vue d’ensemble".to_owned()));
}

#[test]
fn a_profile_is_edited_and_what_was_typed_is_kept_where_it_is_refused() {
    let player = &WORLD.demo.cast.visitors[2];
    let (mut browser, path) = (Browser::of(player), at("/me/profile"));
    let page = browser.get(&path);
    let form = filled(&page, &[("name", ""), ("answer-function", "Direction des achats")]);
    let refused = send(&mut browser, &path, &form);
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused.texts("#name-fault"), ["Ce champ est obligatoire."]);
    assert_eq!(refused.attribute("#answer-function", "value").as_deref(), Some("Direction des achats"));
    let form = filled(&refused, &[("name", "Camille Test")]);
    assert_eq!(send(&mut browser, &path, &form).location, Some(at("/me/profile?done=saved")));
    let person = dossier(player).people.remove(0);
    assert_eq!(person.name, "Camille Test");
    assert_eq!(person.answers["function"], "Direction des achats");
    // Whoever saved an older page is told, and loses nothing.
    let stale = send(&mut browser, &path, &form);
    assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(stale.texts(".faults li").len(), 1);
    let again = filled(&stale, &[]);
    assert_eq!(send(&mut browser, &path, &again).status, StatusCode::SEE_OTHER);
}

#[test]
fn a_company_says_what_it_offers_with_terms_of_the_lists() {
    let player = &WORLD.demo.cast.visitors[1];
    let mut browser = Browser::of(player);
    let page = browser.get(&at("/me/company/offerings/add?kind=offer"));
    let keyword = page.attribute("input[name=answer-keywords]", "value").expect("a keyword");
    // Without a keyword, which the organiser wants, the title is kept.
    let path = at("/me/company/offerings/add");
    let refused = send(&mut browser, &path, &filled(&page, &[("title", "Tissus techniques")]));
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused.attribute("#title", "value").as_deref(), Some("Tissus techniques"));
    let form = filled(&refused, &[("answer-keywords", keyword.as_str())]);
    assert_eq!(send(&mut browser, &path, &form).location, Some(at("/me/company?done=saved")));
    let offering =
        dossier(player).offerings.into_iter().find(|offering| offering.title == "Tissus techniques");
    let offering = offering.expect("the offer");
    assert_eq!(offering.terms.len(), 1);
    // It is edited, and deleted after a question.
    let path = at(&format!("/me/company/offerings/{}", offering.id));
    let page = browser.get(&path);
    let form = filled(&page, &[("title", "Tissus pour la santé")]);
    assert_eq!(send(&mut browser, &path, &form).status, StatusCode::SEE_OTHER);
    assert!(browser.get(&at("/me/company")).texts("main li a").contains(&"Tissus pour la santé".to_owned()));
    assert!(browser.get(&format!("{path}/remove")).texts("h1")[0].contains("Tissus pour la santé"));
    browser.post(&format!("{path}/remove"), &[]);
    assert_eq!(browser.get(&path).status, StatusCode::NOT_FOUND);
}

#[test]
fn people_are_added_by_who_manages_the_company_and_removed_again() {
    let player = &WORLD.demo.cast.exhibitors[2];
    let (mut browser, path) = (Browser::of(player), at("/me/company/people/add"));
    let page = browser.get(&path);
    let form = filled(&page, &[("name", "Åsa Łódź"), ("email", "no address")]);
    let refused = send(&mut browser, &path, &form);
    assert_eq!(refused.texts("#email-fault").len(), 1);
    let form = filled(&refused, &[("email", "asa@space.example")]);
    assert_eq!(send(&mut browser, &path, &form).location, Some(at("/me/company?done=person-added")));
    let added =
        dossier(player).people.into_iter().find(|person| person.name == "Åsa Łódź").expect("the person");
    let path = at(&format!("/me/company/people/{}/remove", added.id));
    assert!(browser.get(&path).texts("h1")[0].contains("Åsa Łódź"));
    assert_eq!(browser.post(&path, &[]).location, Some(at("/me/company?done=person-removed")));
    assert!(dossier(player).people.iter().all(|person| person.id != added.id));
}

#[test]
fn nobody_reaches_people_and_offers_of_another_company() {
    let (player, other) = (&WORLD.demo.cast.exhibitors[0], &WORLD.demo.cast.exhibitors[1]);
    let mut browser = Browser::of(player);
    let theirs = dossier(other);
    for path in [
        format!("/me/company/people/{}", theirs.people[0].id),
        format!("/me/company/people/{}/remove", theirs.people[0].id),
        format!("/me/company/offerings/{}", theirs.offerings[0].id),
        format!("/me/company/offerings/{}/remove", theirs.offerings[0].id),
    ] {
        assert_eq!(browser.get(&at(&path)).status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(browser.post(&at(&path), &[]).status, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(dossier(other).people[0].name, theirs.people[0].name);
}

#[test]
fn a_consent_that_registration_needs_is_shown_and_not_taken_back() {
    let mut browser = Browser::of(&WORLD.demo.cast.visitors[1]);
    let page = browser.get(&at("/me/consents"));
    assert_eq!(page.texts("main blockquote").len(), 1);
    assert!(page.texts("main form").is_empty());
    let kept = browser.post(&at("/me/consents"), &[("purpose", "privacy")]);
    assert_eq!(kept.status, StatusCode::CONFLICT);
}
