//! The desk: those who register, found, validated, edited for them, imported.

use crate::harness::{Browser, WORLD, at};
use axum::http::StatusCode;
use carnet_engine::{RegistrationId, domain::account::Language};

fn principal() -> Browser {
    Browser::of(&WORLD.demo.cast.principal)
}

fn list(rest: &str) -> String {
    at(&format!("/desk/participants{rest}"))
}

/// A registration of its own for a test, in a country where nothing else is.
fn enter(company: &str, country: &str) -> RegistrationId {
    let category = WORLD.setup().categories.list[1].id;
    let mut browser = principal();
    let form = [
        ("category", category.to_string()),
        ("company.name", company.to_owned()),
        ("company.country", country.to_owned()),
        ("people[0].name", format!("Une personne de {company}")),
        ("people[0].email", format!("{}@essai.example", company.to_lowercase().replace(' ', "-"))),
        ("people[0].language", "fr".to_owned()),
    ];
    let form: Vec<_> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let page = browser.post(&list("/new"), &form);
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{:?}", page.texts(".faults li, .fault"));
    let location = page.location.expect("the registration");
    let id = location.split(['/', '?']).find_map(|part| part.parse().ok());
    id.expect("an identity in the address")
}

#[test]
fn registrations_are_found_by_words_and_listed_by_state() {
    let mut browser = principal();
    let all = browser.get(&list(""));
    assert!(all.texts("tbody tr").len() >= 40);
    let company = all.texts("tbody th a")[3].clone();
    let word = company.split(' ').next().expect("a word");
    let found = browser.get(&list(&format!("?words={word}")));
    assert!(found.texts("tbody th a").contains(&company));
    assert!(found.texts("tbody tr").len() < all.texts("tbody tr").len());
    let refused = browser.get(&list("?state=refused"));
    assert!(refused.texts("tbody .tag").iter().all(|state| state == "Refusée"));
    assert!(browser.get(&list("?words=zzzzzz")).texts("tbody tr").is_empty());
}

#[test]
fn a_page_of_the_list_leads_to_the_next_one() {
    let mut browser = principal();
    let first = browser.get(&list(""));
    let Some(next) = first.attribute("a[rel=next]", "href") else { panic!("there are more than fifty") };
    let second = browser.get(&next);
    let shown = first.texts("tbody th a");
    assert!(!second.texts("tbody th a").is_empty());
    assert!(second.texts("tbody th a").iter().all(|company| !shown.contains(company)));
}

#[test]
fn a_company_entered_by_hand_is_edited_flagged_and_its_history_says_by_whom() {
    let mut browser = principal();
    let id = enter("Atelier des Vignes", "CZ");
    let page = browser.get(&list(&format!("/{id}")));
    assert_eq!(page.texts("h1 .tag"), ["Validée"]);
    // Edited on behalf of the company, as a banner says.
    let form = browser.get(&list(&format!("/{id}/company")));
    assert!(form.texts(".behalf")[0].contains("Atelier des Vignes"));
    let version = form.attribute("input[name=version]", "value").expect("a version");
    let edit =
        [("version", version.as_str()), ("company.name", "Atelier des Collines"), ("company.country", "CZ")];
    assert_eq!(browser.post(&list(&format!("/{id}/company")), &edit).status, StatusCode::SEE_OTHER);
    // Whoever saw the version before keeps what was typed, and is told.
    let stale =
        [("version", version.as_str()), ("company.name", "Atelier du Val"), ("company.country", "CZ")];
    let refused = browser.post(&list(&format!("/{id}/company")), &stale);
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert_eq!(refused.attribute("[name='company.name']", "value").as_deref(), Some("Atelier du Val"));
    assert_eq!(refused.texts(".faults li").len(), 1);
    // Sent again it replaces what is there.
    let version = refused.attribute("input[name=version]", "value").expect("the present version");
    let again =
        [("version", version.as_str()), ("company.name", "Atelier du Val"), ("company.country", "CZ")];
    assert_eq!(browser.post(&list(&format!("/{id}/company")), &again).status, StatusCode::SEE_OTHER);
    let page = browser.get(&list(&format!("/{id}")));
    let version = page.attribute("form[action$=flags] input[name=version]", "value").expect("a version");
    let flags = [("version", version.as_str()), ("listed", "on"), ("paid", "on")];
    assert_eq!(browser.post(&list(&format!("/{id}/flags")), &flags).status, StatusCode::SEE_OTHER);
    let page = browser.get(&list(&format!("/{id}")));
    assert!(page.attribute("#paid", "checked").is_some());
    assert!(page.attribute("#may_book", "checked").is_none());
    let history = browser.get(&list(&format!("/{id}/history")));
    let who = &WORLD.demo.cast.principal.name;
    assert!(history.texts("tbody td:nth-child(2)").iter().all(|name| name == who));
    assert_eq!(history.texts("tbody th")[0], "Mentions modifiées");
}

#[test]
fn faults_of_an_entered_company_stand_beside_their_fields() {
    let form = [("company.name", ""), ("company.country", "Tchéquie"), ("people[0].email", "nobody")];
    let page = principal().post(&list("/new"), &form);
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.attribute("[name='company.country']", "value").as_deref(), Some("Tchéquie"));
    for field in ["company.name", "company.country", "people[0].name", "people[0].email"] {
        let selector = format!("[name='{field}'][aria-invalid=true]");
        assert!(page.attribute(&selector, "name").is_some(), "{field}");
    }
}

#[test]
fn a_registration_is_refused_with_a_reason_and_validated_after_all() {
    let mut browser = principal();
    let id = enter("Maison Contreval", "SE");
    let address = list(&format!("/{id}/decide"));
    let nothing = browser.post(&address, &[("company", "refuse"), ("reason", " ")]);
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(nothing.texts("#reason-fault").len(), 1);
    let refused = browser.post(&address, &[("company", "refuse"), ("reason", "Hors sujet.")]);
    assert_eq!(refused.status, StatusCode::SEE_OTHER);
    let page = browser.get(&list(&format!("/{id}")));
    assert_eq!(page.texts("h1 .tag"), ["Refusée"]);
    assert!(page.text.contains("Hors sujet."));
    browser.post(&address, &[("company", "everything")]);
    assert_eq!(browser.get(&list(&format!("/{id}"))).texts("h1 .tag"), ["Validée"]);
}

#[test]
fn what_somebody_else_decided_since_a_page_was_shown_stays() {
    let mut browser = principal();
    let id = enter("Maison Double", "FI");
    let page = browser.get(&list(&format!("/{id}")));
    let shown = page.attributes("input[form=decide][name=shown]", "value");
    let decide = list(&format!("/{id}/decide"));
    let ticked: Vec<_> = shown.iter().flat_map(|id| [("shown", id.as_str()), ("person", id)]).collect();
    assert_eq!(browser.post(&decide, &ticked).status, StatusCode::SEE_OTHER);
    let checked = "input[form=decide][name=person][checked]";
    let validated =
        |browser: &mut Browser| browser.get(&list(&format!("/{id}"))).attributes(checked, "value");
    assert_eq!(validated(&mut browser).len(), 1);
    // The other organiser saves the page as it was shown, with nothing ticked; and a program sends nothing at all.
    let untouched: Vec<_> = shown.iter().map(|id| ("shown", id.as_str())).collect();
    for form in [untouched.as_slice(), &[]] {
        assert_eq!(browser.post(&decide, form).status, StatusCode::SEE_OTHER);
        assert_eq!(validated(&mut browser).len(), 1);
    }
    let now = browser.get(&list(&format!("/{id}"))).attributes("input[name=person-was]", "value");
    let unticked = [("shown", now[0].as_str()), ("person-was", now[0].as_str())];
    assert_eq!(browser.post(&decide, &unticked).status, StatusCode::SEE_OTHER);
    assert!(validated(&mut browser).is_empty());
}

#[test]
fn several_are_done_at_once_and_what_fails_says_why() {
    let mut browser = principal();
    let (one, other) = (enter("Filature Un", "PL"), enter("Filature Deux", "PL"));
    let cancelled = browser.post(&list(&format!("/{other}/cancel")), &[("why", "Doublon")]);
    assert_eq!(cancelled.status, StatusCode::SEE_OTHER);
    let (one, other) = (one.to_string(), other.to_string());
    let chosen = [("action", "refuse"), ("registration", one.as_str()), ("registration", other.as_str())];
    let confirm = browser.post(&list("/bulk"), &chosen);
    assert_eq!(confirm.texts(".inline li"), ["Filature Un", "Filature Deux"]);
    let without = browser.post(&list("/bulk/done"), &chosen);
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY, "a reason is needed");
    let done = browser.post(&list("/bulk/done"), &[&chosen[..], &[("reason", "Trop tard")]].concat());
    assert_eq!(done.texts(".done"), ["Fait pour 1 inscription."]);
    assert_eq!(done.texts(".faults li a"), ["Filature Deux"]);
    let nobody = browser.post(&list("/bulk"), &[("action", "paid")]);
    assert!(nobody.texts("form.form").is_empty());
    assert_eq!(browser.post(&list("/bulk"), &[("action", "erase")]).status, StatusCode::NOT_FOUND);
}

#[test]
fn a_secondary_administrator_sees_the_own_people_and_no_others() {
    let mut browser = Browser::of(&WORLD.demo.cast.secondary);
    let countries = browser.get(&list("")).texts("tbody td:nth-child(6)");
    assert!(
        !countries.is_empty()
            && countries.iter().all(|country| country == "Belgique" || country == "Belgium")
    );
    let theirs = enter("Tissage Lointain", "NO");
    assert_eq!(browser.get(&list(&format!("/{theirs}"))).status, StatusCode::NOT_FOUND);
    let decide = browser.post(&list(&format!("/{theirs}/decide")), &[("company", "everything")]);
    assert_eq!(decide.status, StatusCode::NOT_FOUND);
    let form = [("company.name", "Ailleurs"), ("company.country", "NO")];
    let entered = browser.post(&list("/new"), &form);
    assert_ne!(entered.status, StatusCode::SEE_OTHER);
}

#[test]
fn an_expert_is_entered_and_painted_and_gets_a_quota() {
    let mut browser = principal();
    let form = [
        ("company.name", "Cabinet Verso"),
        ("company.country", "FI"),
        ("person.name", "Astrid Lumen"),
        ("person.email", "astrid@verso.example"),
        ("max_meetings", "four"),
    ];
    let refused = browser.post(&list("/new-expert"), &form);
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.attribute("#max_meetings[aria-invalid=true]", "name").is_some());
    // What the form asks of experts.
    let subjects = "person.answers.subjects";
    let page = browser.get(&list("/new-expert"));
    let subject = page.attribute(&format!("[name='{subjects}']"), "value").expect("a subject");
    let form = [&form[..4], &[("max_meetings", "4"), (subjects, subject.as_str())]].concat();
    let page = browser.post(&list("/new-expert"), &form);
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{:?}", page.texts(".faults li, .fault"));
    let found = browser.get(&list("?words=Verso"));
    let company = found.attribute("tbody th a", "href").expect("the expert's company");
    let person = browser.get(&company).attribute("tbody th a", "href").expect("the expert");
    let page = browser.get(&person);
    assert_eq!(page.attribute("#max_meetings", "value").as_deref(), Some("4"));
    let painted = format!("{person}/availability");
    let slots = browser.get(&painted);
    let slot = slots.attribute("input[name=slot]", "value").expect("a slot");
    assert_eq!(browser.post(&painted, &[("slot", slot.as_str())]).status, StatusCode::SEE_OTHER);
    assert_eq!(browser.get(&painted).texts("label:has(input[checked])").len(), 1);
    // Said to be absent, and back.
    browser.post(&format!("{person}/absent"), &[]);
    assert_eq!(browser.get(&company).texts("tbody .tag.cancelled"), ["absent"]);
    browser.post(&format!("{person}/back"), &[]);
    assert!(browser.get(&company).texts("tbody .tag.cancelled").is_empty());
}

#[test]
fn a_table_is_tried_with_faults_by_line_and_then_imported() {
    let mut browser = principal();
    let category = WORLD.setup().categories.list[1].names.get(Language::French).to_owned();
    let table = |country: &str| {
        format!(
            "company;country;category;name;email\nImport Un;PT;{category};Ana Um;ana@import.example\n\
             Import Deux;{country};{category};Rui Dois;rui@import.example\n"
        )
    };
    let tried =
        browser.send_file(&list("/import"), &[("lines", "participants")], table("Portugal").as_bytes());
    assert_eq!(tried.texts(".import-faults th"), ["ligne 3, company.country"]);
    assert!(tried.texts("form[action$=done]").is_empty(), "nothing can be imported");
    let tried = browser.send_file(&list("/import"), &[("lines", "participants")], table("PT").as_bytes());
    assert!(tried.texts(".card li").contains(&"2 nouvelles inscriptions".to_owned()));
    assert!(browser.get(&list("?words=Import")).texts("tbody tr").is_empty(), "so far it was only tried");
    let file = tried.attribute("input[name=file]", "value").expect("the file goes along");
    let fields = [("lines", "participants"), ("file", file.as_str())];
    let done = browser.upload_with(&list("/import/done"), &fields, &[]);
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    assert_eq!(browser.get(&list("?words=Import")).texts("tbody tr").len(), 2);
    // A large one is chosen once more instead of being carried along in the page.
    let large = table("PT") + &"\n".repeat(3_000_000);
    let tried = browser.send_file(&list("/import"), &[("lines", "participants")], large.as_bytes());
    assert_eq!(tried.status, StatusCode::OK);
    assert!(tried.text.len() < 200_000 && tried.attribute("input[name=file][type=hidden]", "name").is_none());
    let other = large.replace("Import Un;", "Import Trois;").replace("@import", "@trois");
    let done = browser.send_file(&list("/import/done"), &[("lines", "participants")], other.as_bytes());
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    assert!(!browser.get(&list("?words=Trois")).texts("tbody tr").is_empty());
    let no_table = browser.send_file(&list("/import"), &[("lines", "offerings")], b"nonsense");
    assert_eq!(no_table.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!no_table.texts(".faults li").is_empty());
}
