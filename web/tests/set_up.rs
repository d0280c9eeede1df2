//! Setting an event up: each test in a copy of its own.

use crate::harness::{Browser, Page, WORLD, at};
use axum::http::StatusCode;

/// The principal administrator, and where the copy is set up.
fn copied(slug: &str) -> (Browser, String) {
    let mut browser = Browser::of(&WORLD.demo.cast.principal);
    let form = [("slug", slug), ("names.fr", "Essai"), ("names.en", "Trial"), ("first_day", "2028-03-15")];
    let page = browser.post(&at("/desk/set-up/copy"), &form);
    let base = format!("/events/{slug}/desk/set-up");
    assert_eq!(
        page.location,
        Some(format!("{base}?done=desk-copied")),
        "{:?}",
        page.texts(".faults li, .fault")
    );
    (browser, base)
}

/// All fields of the page's form as a browser would send them, with some of them changed.
fn filled(page: &Page, form: &str, changes: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut pairs = page.fields(form);
    for (name, _) in changes {
        pairs.retain(|(field, _)| field != name);
    }
    pairs.extend(changes.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    pairs
}

fn send(browser: &mut Browser, path: &str, pairs: &[(String, String)]) -> Page {
    let pairs: Vec<_> = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    browser.post(path, &pairs)
}

#[test]
fn a_form_that_is_sent_as_it_came_changes_nothing() {
    let (mut browser, base) = copied("essai-inchange");
    for step in
        ["details", "texts", "hosts", "places", "travel", "categories", "rules", "registration", "terms"]
    {
        let path = format!("{base}/{step}");
        let before = browser.get(&path);
        let saved = send(&mut browser, &path, &filled(&before, "form.form", &[]));
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{step}: {:?}", saved.texts(".faults li, .fault"));
        let without_version = |page: &Page| {
            let mut pairs = page.fields("form.form");
            pairs.retain(|(name, _)| name != "version");
            pairs
        };
        assert_eq!(without_version(&before), without_version(&browser.get(&path)), "{step}");
    }
}

#[test]
fn two_who_edit_the_same_do_not_overwrite_each_other() {
    let (mut browser, base) = copied("essai-a-deux");
    let path = format!("{base}/details");
    let seen = browser.get(&path);
    let first = send(&mut browser, &path, &filled(&seen, "form.form", &[("names.fr", "Le premier")]));
    assert_eq!(first.status, StatusCode::SEE_OTHER);
    let second = send(&mut browser, &path, &filled(&seen, "form.form", &[("names.fr", "Le second")]));
    assert_eq!(second.status, StatusCode::CONFLICT);
    assert_eq!(
        second.attribute("[name='names.fr']", "value").as_deref(),
        Some("Le second"),
        "nothing is lost"
    );
    let again = send(&mut browser, &path, &filled(&second, "form.form", &[]));
    assert_eq!(again.status, StatusCode::SEE_OTHER);
    assert_eq!(browser.get(&path).attribute("[name='names.fr']", "value").as_deref(), Some("Le second"));
}

#[test]
fn sites_and_rooms_are_added_and_removed_and_ways_asked_for() {
    let (mut browser, base) = copied("essai-lieux");
    let path = format!("{base}/places");
    let page = browser.get(&path);
    let new = [
        ("sites[2].names.fr", "Annexe"),
        ("sites[2].names.en", "Annex"),
        ("sites[2].rooms[0].name", "Verrière"),
        ("sites[2].rooms[0].tables", "many"),
    ];
    let refused = send(&mut browser, &path, &filled(&page, "form.form", &new));
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.attribute("[name='sites[2].rooms[0].tables'][aria-invalid=true]", "name").is_some());
    let mended = [("sites[2].rooms[0].tables", "6")];
    let saved = send(&mut browser, &path, &filled(&refused, "form.form", &mended));
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{:?}", saved.texts(".faults li, .fault"));
    // A third site makes two more ways.
    assert_eq!(browser.get(&format!("{base}/travel")).texts("form.form .field label").len(), 3);
    let page = browser.get(&path);
    assert_eq!(page.attribute("[name='sites[2].rooms[0].name']", "value").as_deref(), Some("Verrière"));
    let saved = send(&mut browser, &path, &filled(&page, "form.form", &[("sites[2].gone", "on")]));
    assert_eq!(saved.status, StatusCode::SEE_OTHER);
    assert_eq!(browser.get(&format!("{base}/travel")).texts("form.form .field label").len(), 1);
    // What something takes place in stays.
    let page = browser.get(&path);
    let refused = send(&mut browser, &path, &filled(&page, "form.form", &[("sites[0].gone", "on")]));
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[test]
fn who_may_ask_whom_follows_when_a_category_is_left_out() {
    let (mut browser, base) = copied("essai-categories");
    let path = format!("{base}/categories");
    let page = browser.get(&path);
    let new = [
        ("categories[3].names.fr", "Presse"),
        ("categories[3].names.en", "Press"),
        ("categories[3].kind", "visitor"),
        ("categories[3].may_ask", "1"),
    ];
    let saved = send(&mut browser, &path, &filled(&page, "form.form", &new));
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{:?}", saved.texts(".faults li, .fault"));
    let page = browser.get(&path);
    let saved = send(&mut browser, &path, &filled(&page, "form.form", &[("categories[0].gone", "on")]));
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{:?}", saved.texts(".faults li, .fault"));
    let fields = browser.get(&path).fields("form.form");
    let asked: Vec<_> = fields.iter().filter(|(name, _)| name == "categories[2].may_ask").collect();
    assert_eq!(asked.iter().map(|(_, value)| value.as_str()).collect::<Vec<_>>(), ["0"]);
}

#[test]
fn a_grid_is_looked_at_before_it_is_made_and_sessions_are_deleted() {
    let (mut browser, base) = copied("essai-creneaux");
    let path = format!("{base}/sessions");
    let page = browser.get(&path);
    let n_before = page.texts("tbody tr").len();
    let grid = [
        ("names.fr", "Soirée"),
        ("names.en", "Evening"),
        ("start", "20:00"),
        ("end", "21:00"),
        ("slot_minutes", "20"),
        ("pause_minutes", "0"),
        ("lunch_from", ""),
        ("lunch_to", ""),
    ];
    let mut look = filled(&page, "form.wide-form", &grid);
    look.push(("do".to_owned(), "preview".to_owned()));
    let preview = send(&mut browser, &path, &look);
    assert_eq!(preview.status, StatusCode::OK, "{:?}", preview.texts(".faults li, .fault"));
    assert!(preview.texts("[aria-labelledby=preview-title] strong")[0].starts_with("6 créneaux"));
    assert_eq!(browser.get(&path).texts("tbody tr").len(), n_before, "so far it was only looked at");
    let mut make = filled(&preview, "form.wide-form", &[]);
    make.push(("do".to_owned(), "make".to_owned()));
    assert_eq!(send(&mut browser, &path, &make).status, StatusCode::SEE_OTHER);
    let page = browser.get(&path);
    assert_eq!(page.texts("tbody tr").len(), n_before + 2);
    // The same once more would overlap.
    let version = page.attribute("input[name=version]", "value").expect("a version");
    let mut again = make.clone();
    again.retain(|(name, _)| name != "version");
    again.push(("version".to_owned(), version.clone()));
    let refused = send(&mut browser, &path, &again);
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!refused.texts(".faults li").is_empty());
    let session = page.attribute("tbody tr:last-child input", "value").expect("a session");
    let form = [("version", version.as_str()), ("session", session.as_str())];
    assert_eq!(browser.post(&format!("{path}/delete"), &form).status, StatusCode::SEE_OTHER);
    assert_eq!(browser.get(&path).texts("tbody tr").len(), n_before + 1);
}

#[test]
fn a_field_of_the_form_is_added_moved_and_taken_out() {
    let (mut browser, base) = copied("essai-formulaire");
    let path = format!("{base}/form");
    let new = browser.get(&format!("{path}/new?block=person"));
    let names = new.fields("form.form");
    let index =
        names.iter().find_map(|(name, _)| name.strip_prefix("fields[")?.split_once(']')).expect("a field").0;
    let field = |rest: &str| format!("fields[{index}].{rest}");
    let form = [
        (field("block"), "person"),
        (field("name"), "Diet"),
        (field("labels.fr"), "Régime"),
        (field("kind"), "choice"),
        (field("choices"), "none | Aucun | None\nvegan | Végétalien | Vegan"),
        (field("shown"), "on"),
    ];
    let changes: Vec<_> = form.iter().map(|(name, value)| (name.as_str(), *value)).collect();
    let refused = send(&mut browser, &format!("{path}/new"), &filled(&new, "form.form", &changes));
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.attribute(&format!("[name='{}'][aria-invalid=true]", field("name")), "name").is_some());
    let name = field("name");
    let mended = filled(&refused, "form.form", &[(name.as_str(), "diet")]);
    let saved = send(&mut browser, &format!("{path}/new"), &mended);
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{:?}", saved.texts(".faults li, .fault"));
    let order = |page: &Page| page.texts("tbody th code");
    let page = browser.get(&path);
    let before = order(&page);
    assert!(before.contains(&"diet".to_owned()));
    let version = page.attribute("input[name=version]", "value").expect("a version");
    let up = [("version", version.as_str()), ("field", index), ("do", "up")];
    assert_eq!(browser.post(&format!("{path}/move"), &up).status, StatusCode::SEE_OTHER);
    assert_ne!(order(&browser.get(&path)), before);
    // Who saw the order before moves nothing.
    assert_eq!(browser.post(&format!("{path}/move"), &up).status, StatusCode::CONFLICT);
}

#[test]
fn terms_are_added_imported_merged_and_deleted() {
    let (mut browser, base) = copied("essai-termes");
    let path = format!("{base}/terms/sectors");
    let n_before = browser.get(&path).texts("tbody tr").len();
    let term =
        [("terms[0].code", "pottery"), ("terms[0].labels.fr", "Poterie"), ("terms[0].labels.en", "Pottery")];
    assert_eq!(browser.post(&path, &term).status, StatusCode::SEE_OTHER);
    let table = "code,parent,fr,en\nglaze,pottery,Émaux,Glazes\n";
    let tried = browser.send_file(&format!("{path}/import"), &[], table.as_bytes());
    assert_eq!(tried.texts("[aria-labelledby=tried-title] li"), ["1 nouveau terme : Émaux"]);
    assert_eq!(tried.texts("tbody tr").len(), n_before + 1, "nothing is kept yet");
    let done = tried.fields("form[action$='import/done']");
    let fields: Vec<_> = done.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let done = browser.upload_with(&format!("{path}/import/done"), &fields, &[]);
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    let page = browser.get(&path);
    assert_eq!(page.texts("tbody tr").len(), n_before + 2);
    let id = page.attribute("button[aria-label$=' glaze']", "value").expect("the term");
    assert_eq!(
        browser.post(&format!("{path}/delete"), &[("term", id.as_str())]).status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(browser.get(&path).texts("tbody tr").len(), n_before + 1);
}

#[test]
fn a_table_of_terms_is_tried_with_its_faults_by_line() {
    let (mut browser, base) = copied("essai-table");
    let path = format!("{base}/terms/sectors");
    let n_before = browser.get(&path).texts("tbody tr").len();
    let table = "code,parent,fr,en\nglaze,nowhere,Émaux,Glazes\nkiln,,,\n";
    let tried = browser.send_file(&format!("{path}/import"), &[], table.as_bytes());
    assert_eq!(tried.texts(".import-faults th"), ["ligne 2, parent", "ligne 3, labels"]);
    assert!(tried.texts("form[action$='import/done']").is_empty(), "nothing can be imported");
    let no_columns = browser.send_file(&format!("{path}/import"), &[], b"a,b\n1,2\n");
    assert_eq!(no_columns.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(no_columns.texts(".faults li")[0].contains("« code »"), "{:?}", no_columns.texts(".faults li"));
    assert_eq!(browser.get(&path).texts("tbody tr").len(), n_before);
}

#[test]
fn a_phase_is_changed_and_what_is_missing_leads_to_its_step() {
    let (mut browser, base) = copied("essai-phases");
    let path = format!("{base}/phase");
    let page = browser.get(&path);
    assert_eq!(page.texts("li[aria-current] h2").len(), 1);
    let version = page.attribute("input[name=version]", "value").expect("a version");
    let form = [("version", version.as_str()), ("phase", "preparation")];
    assert_eq!(browser.post(&path, &form).status, StatusCode::SEE_OTHER);
    let skipped = [("version", "2"), ("phase", "archived")];
    assert_eq!(browser.post(&path, &skipped).status, StatusCode::UNPROCESSABLE_ENTITY);
    let desk = browser.get("/events/essai-phases/desk");
    for href in desk.attributes(".tasks a", "href") {
        assert_eq!(browser.get(&href).status, StatusCode::OK, "{href}");
    }
}

#[test]
fn a_text_in_markdown_is_looked_at_before_it_is_kept() {
    let (mut browser, base) = copied("essai-apercu");
    for (step, name) in
        [("texts", "texts.welcome.fr"), ("hosts", "hosts[0].pitch.fr"), ("consents", "texts.fr")]
    {
        let path = format!("{base}/{step}");
        let before = browser.get(&path);
        let written = "Un *mot* à `regarder`";
        let looked = send(&mut browser, &path, &filled(&before, ".form", &[(name, written), ("do", "look")]));
        assert_eq!(looked.status, StatusCode::OK, "{step}");
        assert!(
            looked.texts("[aria-labelledby=previews] .prose[lang=fr] em").contains(&"mot".to_owned()),
            "{step}"
        );
        assert!(
            looked.fields(".form").contains(&(name.to_owned(), written.to_owned())),
            "{step}: it is not lost"
        );
        assert!(!browser.get(&path).text.contains("regarder"), "{step}: nothing is kept");
        if step != "consents" {
            let saved = send(&mut browser, &path, &filled(&looked, ".form", &[]));
            assert_eq!(saved.status, StatusCode::SEE_OTHER, "{step}: {:?}", saved.texts(".faults li"));
            assert!(browser.get(&path).text.contains("regarder"), "{step}");
        }
    }
}

#[test]
fn where_meetings_are_held_at_booths_an_exhibitor_gets_one() {
    let (mut browser, base) = copied("essai-stands");
    let version =
        browser.get(&format!("{base}/phase")).attribute("input[name=version]", "value").expect("one");
    let prepared = [("version", version.as_str()), ("phase", "preparation")];
    assert_eq!(browser.post(&format!("{base}/phase"), &prepared).status, StatusCode::SEE_OTHER);
    let desk = base.replace("/set-up", "");
    let category =
        browser.get(&format!("{desk}/participants/new")).attributes("[name=category] option", "value");
    let category = category.into_iter().find(|id| !id.is_empty()).expect("a category");
    let new = [
        ("category", category.as_str()),
        ("company.name", "Stand Un"),
        ("company.country", "FR"),
        ("people[0].name", "Nora Stand"),
        ("people[0].email", "nora@stand.example"),
    ];
    let page = browser.get(&format!("{desk}/participants/new?category={category}"));
    let entered = send(&mut browser, &format!("{desk}/participants/new"), &filled(&page, ".form", &new));
    let company = entered
        .location
        .clone()
        .unwrap_or_else(|| panic!("{:?}", entered.texts(".faults li")))
        .split('?')
        .next()
        .expect("an address")
        .to_owned();
    assert!(browser.get(&company).texts("form[action$=booth]").is_empty(), "meetings are held at any table");
    let rules = format!("{base}/rules");
    let page = browser.get(&rules);
    let saved = send(&mut browser, &rules, &filled(&page, ".form", &[("meeting_places", "booths")]));
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{:?}", saved.texts(".faults li"));
    let rooms = browser.get(&company).attributes("form[action$=booth] option", "value");
    let chosen = browser.post(&format!("{company}/booth"), &[("room", rooms[1].as_str())]);
    assert_eq!(chosen.location, Some(format!("{company}?done=desk-saved")));
    let page = browser.get(&company);
    assert_eq!(page.attribute("form[action$=booth] option[selected]", "value"), Some(rooms[1].clone()));
    assert_eq!(browser.post(&format!("{company}/booth"), &[("room", "x")]).status, StatusCode::NOT_FOUND);
}
