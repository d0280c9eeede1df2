//! The planning board: runs, changes by hand that are shown before they are done, pins and blocks, what-if, publishing.

use crate::harness::{Browser, Page, WORLD, at};
use axum::http::StatusCode;
use carnet_engine::{Actor, domain::plan::Plan};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// One test at a time changes the plan: each looks at the published version and goes on from it.
pub(crate) fn alone() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

fn principal() -> Browser {
    Browser::of(&WORLD.demo.cast.principal)
}

/// The address of the published plan.
fn published(browser: &mut Browser) -> String {
    let plans = browser.get(&at("/desk/plans"));
    let at_row =
        plans.texts("tbody tr").iter().position(|row| row.contains("Publié")).expect("a published plan");
    plans.attributes("tbody th a", "href")[at_row].clone()
}

/// The fields of the form that does what the page shows.
fn fields(page: &Page) -> Vec<(String, String)> {
    let (names, values) =
        (page.attributes("form.form input", "name"), page.attributes("form.form input", "value"));
    names.into_iter().zip(values).collect()
}

fn post(browser: &mut Browser, path: &str, fields: &[(String, String)]) -> Page {
    let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    browser.post(path, &fields)
}

/// The plan of an address, as the engine has it.
fn as_stored(address: &str) -> Plan {
    let id = address.rsplit('/').next().and_then(|id| id.parse().ok()).expect("a plan");
    let actor = WORLD.demo.cast.principal.actor();
    WORLD.runtime.block_on(WORLD.demo.engine.show_plan(&actor, WORLD.demo.event, id)).expect("the plan")
}

/// Lets the planner work on what is queued.
fn work() {
    let system = Actor::system();
    WORLD.runtime.block_on(WORLD.demo.engine.work_once(&system, "test")).expect("a run");
}

#[test]
fn a_run_that_asks_for_too_much_is_refused_with_the_reason() {
    let page = principal().post(&at("/desk/runs"), &[("mode", "free"), ("seconds", "100000")]);
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.texts(".faults li"), ["La valeur n’est pas dans les limites."]);
}

#[test]
fn taking_a_meeting_out_is_shown_with_those_concerned_before_it_is_done() {
    let _alone = alone();
    let mut browser = principal();
    let plan = published(&mut browser);
    let board = browser.get(&plan);
    let meeting = board.attribute(".grid td[data-meeting]", "data-meeting").expect("a meeting");
    let n_meetings = board.texts(".grid td.taken").len();
    let change = format!("{plan}/change?meeting={meeting}");
    let shown = browser.get(&change);
    assert_eq!(shown.texts("tbody tr").len(), 1);
    assert_eq!(shown.texts("tbody td:last-child"), ["sans place"]);
    assert_eq!(
        shown.texts("ul.inline li"),
        ["1 retiré", "2 personnes concernées"],
        "of what there is none, nothing is said"
    );
    assert!(shown.text.contains("ces personnes sont prévenues aussitôt"));
    // Looking changed nothing.
    assert_eq!(browser.get(&plan).texts(".grid td.taken").len(), n_meetings);
    let fields = fields(&shown);
    let done = post(&mut browser, &format!("{plan}/change"), &fields);
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{:?}", done.texts(".faults li"));
    let after = browser.get(&done.location.expect("the new version"));
    assert_eq!(after.texts(".done"), ["Le plan est modifié."]);
    assert_eq!(after.texts("h1 .tag"), ["Publié"]);
    assert!(after.attributes("#unplaced li", "data-meeting").contains(&meeting));
    // Whoever saw the version before is told that somebody was faster.
    assert_eq!(post(&mut browser, &format!("{plan}/change"), &fields).status, StatusCode::CONFLICT);
}

#[test]
fn a_place_that_is_taken_is_refused_with_the_rule_and_with_whom() {
    let _alone = alone();
    let mut browser = principal();
    let plan = published(&mut browser);
    let shown = as_stored(&plan);
    let mut placed = shown.placements.iter();
    let (one, from) = placed.next().expect("a meeting");
    let (_, to) = placed.find(|(_, to)| to.slot != from.slot).expect("another meeting");
    let place = format!("{},{},{}", to.slot, to.room, to.table);
    let page = browser.get(&format!("{plan}/change?meeting={one}&place={place}"));
    assert_eq!(page.status, StatusCode::OK);
    let broken = page.texts(".faults li");
    assert!(broken.iter().any(|line| line.contains("serait prise deux fois")), "{broken:?}");
    assert!(page.texts("form.form").is_empty(), "what is no organiser's own rule has no way around");
    let forced =
        [("version", shown.head.version.to_string()), ("meeting", one.to_string()), ("place", place)];
    let forced: Vec<_> = forced.map(|(name, value)| (name.to_owned(), value)).to_vec();
    let refused = post(&mut browser, &format!("{plan}/change"), &forced);
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!refused.texts(".faults li").is_empty());
}

#[test]
fn a_meeting_is_not_offered_the_place_that_it_has() {
    let _alone = alone();
    let mut browser = principal();
    let plan = published(&mut browser);
    let placed = as_stored(&plan).placements;
    let n_offers: usize = placed
        .iter()
        .take(5)
        .map(|(meeting, place)| {
            let page = browser.get(&format!("{plan}/meetings/{meeting}"));
            let offers = page.attributes(".offers a", "href");
            let own = format!("place={},{},{}", place.slot, place.room, place.table);
            assert!(!offers.iter().any(|offer| offer.ends_with(&own)), "{offers:?}");
            offers.len()
        })
        .sum();
    assert!(n_offers > 0);
}

#[test]
fn a_meeting_is_moved_by_choosing_a_cell_of_the_grid() {
    let _alone = alone();
    let mut browser = principal();
    let plan = published(&mut browser);
    let board = browser.get(&plan);
    assert!(board.texts(".grid a.free").is_empty(), "without a meeting there is nothing to put anywhere");
    let moved = board.attributes(".grid td[data-meeting]", "data-meeting").into_iter().find_map(|meeting| {
        let choosing = browser.get(&format!("{plan}?meeting={meeting}"));
        assert_eq!(choosing.texts(".grid .chosen").len(), 1);
        choosing.attributes(".grid a.free", "href").into_iter().find_map(|cell| {
            let shown = browser.get(&cell);
            if !shown.texts(".faults li").is_empty() {
                return None;
            }
            let place = cell.split("place=").nth(1).expect("a place").to_owned();
            let done = post(&mut browser, &format!("{plan}/change"), &fields(&shown));
            assert_eq!(done.status, StatusCode::SEE_OTHER, "{:?}", done.texts(".faults li"));
            Some((meeting.clone(), place, done.location.expect("the new version")))
        })
    });
    let (meeting, place, there) = moved.expect("some meeting can stand in some free cell");
    let now = as_stored(there.split('?').next().expect("an address")).placements
        [&meeting.parse().expect("a meeting")];
    assert_eq!(format!("{},{},{}", now.slot, now.room, now.table), place);
}

#[test]
fn a_pinned_meeting_is_only_moved_with_a_reason() {
    let _alone = alone();
    let mut browser = principal();
    let plan = published(&mut browser);
    let meeting = browser.get(&plan).attribute(".grid td[data-meeting]", "data-meeting").expect("a meeting");
    let page = format!("{plan}/meetings/{meeting}");
    let pinned = browser.post(&format!("{page}/pin"), &[("pinned", "true")]);
    assert_eq!(pinned.status, StatusCode::SEE_OTHER);
    assert_eq!(browser.get(&page).texts("h1 .tag"), ["épinglé"]);
    let decisions = browser.get(&at("/desk/decisions"));
    let unpin = decisions.attribute("form[action*=pins]", "action").expect("a pin");
    let change = format!("{plan}/change");
    let shown = browser.get(&format!("{change}?meeting={meeting}"));
    assert!(shown.texts(".faults li")[0].contains("est épinglé ailleurs"), "{:?}", shown.texts(".faults li"));
    let without: Vec<_> = fields(&shown).into_iter().filter(|(name, _)| name != "waive").collect();
    assert_eq!(post(&mut browser, &change, &without).status, StatusCode::UNPROCESSABLE_ENTITY);
    let with = [without, vec![("waive".to_owned(), "Les deux parties le demandent.".to_owned())]].concat();
    let done = post(&mut browser, &change, &with);
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{:?}", done.texts(".faults li"));
    let gone = browser.post(&unpin, &[]);
    assert_eq!(gone.location, Some(at("/desk/decisions?done=unpinned")));
}

/// A company of several people.
fn colleagues() -> String {
    let actor = WORLD.demo.cast.principal.actor();
    let planning = WORLD.runtime.block_on(WORLD.demo.engine.show_planning(&actor, WORLD.demo.event));
    let mut companies = std::collections::BTreeMap::new();
    for person in &planning.expect("the planning").facts.participants {
        *companies.entry(person.company.clone()).or_insert(0) += 1;
    }
    companies.into_iter().find(|(_, n)| (2..20).contains(n)).expect("colleagues").0
}

#[test]
fn what_is_blocked_is_listed_until_it_is_removed() {
    let mut browser = principal();
    let path = at("/desk/decisions");
    let nothing = browser.post(&path, &[("who", ""), ("reason", "Salle en travaux")]);
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(nothing.texts("#who-fault").len(), 1);
    assert_eq!(
        nothing.attribute("#reason", "value").as_deref(),
        Some("Salle en travaux"),
        "what was typed stays"
    );
    let nobody = browser.post(&path, &[("who", "Personne de ce nom")]);
    assert_eq!(nobody.texts("#who-fault").len(), 1);
    // Colleagues have the company's name in common; then one of them is chosen.
    let company = colleagues();
    let several = browser.post(&path, &[("who", company.as_str())]);
    assert_eq!(several.status, StatusCode::UNPROCESSABLE_ENTITY);
    let names = several.texts("#person option");
    assert!(names.len() > 2 && names[1..].iter().all(|name| name.contains(&company)), "{names:?}");
    let room = several.attributes("#room option", "value").into_iter().next_back().expect("a room");
    let person = several.attributes("#person option", "value").into_iter().next_back().expect("a person");
    let both = browser.post(&path, &[("person", person.as_str()), ("who", &company), ("room", &room)]);
    assert_eq!(both.texts("#room-fault").len(), 1);
    let slot = nothing.attributes("#slot option", "value").into_iter().next_back().expect("a slot");
    let form =
        [("who", company), ("person", person), ("slot", slot), ("reason", "Vient plus tard".to_owned())];
    let form = form.map(|(name, value)| (name.to_owned(), value));
    let done = post(&mut browser, &path, &form);
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{:?}", done.texts(".faults li"));
    let listed = browser.get(&done.location.expect("the list"));
    assert!(listed.texts("li").iter().any(|line| line.contains("Vient plus tard")));
    let remove = listed.attribute("form[action*=blocks]", "action").expect("a block");
    assert_eq!(browser.post(&remove, &[]).status, StatusCode::SEE_OTHER);
    assert!(!browser.get(&path).texts("li").iter().any(|line| line.contains("Vient plus tard")));
}

#[test]
fn a_draft_is_published_after_a_look_at_who_is_told_and_an_earlier_version_comes_back() {
    let _alone = alone();
    let mut browser = principal();
    let before = published(&mut browser);
    let run = browser.post(&at("/desk/runs"), &[("mode", "free"), ("seconds", "5")]);
    work();
    let run = browser.get(&run.location.expect("a run"));
    let draft = run.attribute("a.button.main", "href").expect("a draft");
    let publish = format!("{draft}/publish");
    let look = browser.get(&publish);
    assert_eq!(look.status, StatusCode::OK);
    let hidden = |name: &str| look.attribute(&format!("input[name={name}]"), "value").expect("a field");
    let form = [("version", hidden("version")), ("seen", hidden("seen"))];
    let form = form.map(|(name, value)| (name.to_owned(), value));
    let done = post(&mut browser, &publish, &form);
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{:?}", done.texts(".faults li"));
    assert_eq!(published(&mut browser), draft);
    assert_eq!(browser.get(&publish).status, StatusCode::NOT_FOUND, "it is no draft any more");
    let back = browser.post(&format!("{before}/return"), &[]);
    let back = back.location.expect("a draft").split('?').next().expect("an address").to_owned();
    let page = browser.get(&back);
    assert_eq!(page.texts("h1 .tag"), ["Brouillon"]);
    let version = page.attribute("form[action$=discard] button", "value").expect("a version");
    let discarded = browser.post(&format!("{back}/discard"), &[("version", &version)]);
    assert_eq!(discarded.location, Some(at("/desk/plans?done=discarded")));
}

#[test]
fn a_what_if_is_compared_and_changes_nothing() {
    let _alone = alone();
    let mut browser = principal();
    let path = at("/desk/what-if");
    let room = browser.get(&path).attributes("#tables_room option", "value").into_iter().next_back();
    let form =
        [("tables_room", room.expect("a room")), ("tables", "3".to_owned()), ("seconds", "3".to_owned())];
    let form = form.map(|(name, value)| (name.to_owned(), value));
    let n_plans = browser.get(&at("/desk/plans")).texts("tbody tr").len();
    let started = post(&mut browser, &path, &form);
    assert_eq!(started.status, StatusCode::SEE_OTHER, "{:?}", started.texts(".faults li"));
    work();
    let run = browser.get(&started.location.expect("a run"));
    assert!(
        run.texts("caption").contains(&"Comparé au plan publié".to_owned()),
        "{:?}",
        run.texts("caption")
    );
    assert!(run.attribute("a.button.main", "href").is_none(), "no draft comes of it");
    assert_eq!(browser.get(&at("/desk/plans")).texts("tbody tr").len(), n_plans);
    let wrong = [("tables_room", form[0].1.as_str()), ("tables", "100000"), ("seconds", "3")];
    let refused = browser.post(&path, &wrong);
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused.texts("#tables-fault").len(), 1, "{:?}", refused.texts(".faults li"));
}
