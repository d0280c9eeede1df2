//! The desk: requests, activities, messages, team, history, the day.

use crate::harness::{Browser, WORLD, at};
use axum::http::StatusCode;
use carnet_engine::{
    RequestFilter,
    domain::{
        activity::{ActivityState, Audience},
        message::Correspondent,
        request::RequestState,
    },
};

fn principal() -> Browser {
    Browser::of(&WORLD.demo.cast.principal)
}

#[test]
fn requests_are_listed_by_state_and_answered_on_behalf_of_the_asked() {
    let (world, mut browser) = (&*WORLD, principal());
    let actor = world.demo.cast.principal.actor();
    let filter = RequestFilter { state: Some(RequestState::Pending), most: 500, ..RequestFilter::default() };
    let pending = world.runtime.block_on(world.demo.engine.list_requests(&actor, world.demo.event, &filter));
    // The earliest: tests that ask themselves look at the latest.
    let request = pending.expect("requests").last().expect("a pending one").id;
    let listed = browser.get(&at("/desk/requests?state=declined"));
    assert!(listed.texts("tbody .tag").iter().all(|state| state == "Refusée"));
    let page = browser.get(&at(&format!("/desk/requests/{request}")));
    assert_eq!(page.texts("h1 .tag"), ["En attente"]);
    assert_eq!(page.texts(".behalf").len(), 1);
    let declined =
        browser.post(&at(&format!("/desk/requests/{request}/decline")), &[("reason", "Agenda plein")]);
    assert_eq!(declined.status, StatusCode::SEE_OTHER);
    let page = browser.get(&at(&format!("/desk/requests/{request}")));
    assert_eq!(page.texts("h1 .tag"), ["Refusée"]);
    assert!(page.texts(".facts dd").contains(&"Agenda plein".to_owned()));
    assert_eq!(page.texts("tbody th")[0], "Demande refusée");
    // It is closed, as whoever acts once more is told.
    let again = browser.post(&at(&format!("/desk/requests/{request}/decline")), &[("reason", "")]);
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(again.texts(".faults li").len(), 1);
    assert_eq!(
        browser.post(&at(&format!("/desk/requests/{request}/forget")), &[]).status,
        StatusCode::NOT_FOUND
    );
}

#[test]
fn somebody_is_signed_up_and_out_and_a_change_says_whom_it_concerns() {
    let (world, mut browser) = (&*WORLD, principal());
    let view = world.activities().into_iter().find(|view| {
        let open =
            view.activity.state == ActivityState::Open && view.activity.details.audience == Audience::Open;
        open && view.activity.details.capacity.is_none_or(|most| view.n_confirmed < most)
    });
    let activity = at(&format!("/desk/activities/{}", view.expect("one with room").activity.id));
    let page = browser.get(&activity);
    let n_before = page.texts("button:not(:only-child), .plain form[action$=cancel]").len();
    let signed_up = world.demo.people.iter().rev().find(|member| {
        let form = [("participant", member.id.to_string())];
        let form: Vec<_> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        browser.post(&format!("{activity}/sign-up"), &form).status == StatusCode::SEE_OTHER
    });
    let signed_up = signed_up.expect("somebody without another engagement");
    let page = browser.get(&activity);
    let line = page.texts(".plain li p").into_iter().find(|line| line.starts_with(&signed_up.name));
    assert!(line.expect("listed").contains(&signed_up.company), "{n_before}");
    let found = browser.get(&format!("{activity}?who={}", signed_up.name.split(' ').next().expect("a name")));
    assert!(!found.texts("#sign-up li").iter().any(|text| text.starts_with(&signed_up.name)));
    let fields = browser.get(&format!("{activity}/edit")).fields("form.form");
    let mut look: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    look.push(("do", "look"));
    let looked = browser.post(&format!("{activity}/edit"), &look);
    assert_eq!(looked.status, StatusCode::OK, "{:?}", looked.texts(".faults li"));
    assert!(looked.texts("main > p").iter().any(|text| text.contains("prévenue")));
    let cancel = page.attributes(".plain form[action$=cancel]", "action");
    let own = cancel.iter().find(|action| {
        let selector = format!("form[action='{action}'] button");
        page.texts(&selector)[0].contains(&signed_up.name)
    });
    assert_eq!(browser.post(own.expect("a button"), &[]).status, StatusCode::SEE_OTHER);
    assert!(
        !browser.get(&activity).texts(".plain li p").iter().any(|line| line.starts_with(&signed_up.name))
    );
}

#[test]
fn a_message_to_the_organisers_is_answered() {
    let (world, mut browser) = (&*WORLD, principal());
    let player = &world.demo.cast.exhibitors[1];
    let me = world.demo.people.iter().find(|member| member.account == player.account).expect("a participant");
    let actor = player.actor();
    let write = world.demo.engine.write_message(&actor, me.id, Correspondent::Organisers, "Où se garer ?");
    world.runtime.block_on(write).expect("a message");
    let list = browser.get(&at("/desk/messages"));
    let conversations = list.attributes(".plain a", "href");
    let who = list.texts(".plain a");
    let i = who.iter().position(|who| who.starts_with(&me.name)).expect("the conversation");
    let page = browser.get(&conversations[i]);
    assert!(page.texts(".written").contains(&"Où se garer ?".to_owned()));
    let empty = browser.post(&conversations[i], &[("text", " ")]);
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(browser.post(&conversations[i], &[("text", "Sous le palais.")]).status, StatusCode::SEE_OTHER);
    assert_eq!(browser.get(&conversations[i]).texts(".ours .written"), ["Sous le palais."]);
}

#[test]
fn an_administrator_is_invited_changed_and_withdrawn() {
    let mut browser = principal();
    let form = [
        ("name", "Ida Salvemer"),
        ("email", "ida@chambre.example"),
        ("language", "fr"),
        ("role", "secondary"),
        ("functions", "read-participants"),
        ("scope.countries", "fr, Belgium"),
    ];
    let refused = browser.post(&at("/desk/team/new"), &form);
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused.attribute("#email", "value").as_deref(), Some("ida@chambre.example"));
    let form = [&form[..5], &[("scope.countries", "fr, be")]].concat();
    assert_eq!(browser.post(&at("/desk/team/new"), &form).status, StatusCode::SEE_OTHER);
    let team = browser.get(&at("/desk/team"));
    let i = team.texts("tbody th").iter().position(|name| name == "Ida Salvemer").expect("in the team");
    assert_eq!(team.texts("tbody td:last-child")[i], "BE, FR");
    let role = team.attributes("tbody th a", "href")[i].clone();
    let version = browser.get(&role).attribute("input[name=version]", "value").expect("a version");
    let change = [("version", version.as_str()), ("functions", "check-in"), ("scope.everybody", "on")];
    assert_eq!(browser.post(&role, &change).status, StatusCode::SEE_OTHER);
    assert_eq!(browser.post(&role, &change).status, StatusCode::CONFLICT, "somebody was faster");
    assert_eq!(browser.post(&format!("{role}/withdraw"), &[]).status, StatusCode::SEE_OTHER);
    assert!(!browser.get(&at("/desk/team")).texts("tbody th").contains(&"Ida Salvemer".to_owned()));
}

#[test]
fn the_history_of_the_event_is_whole_and_read_by_kind() {
    let mut browser = principal();
    let checked = browser.get(&at("/desk/history?check=1"));
    assert!(checked.texts(".done")[0].starts_with("La chaîne est intacte"));
    let roles = browser.get(&at("/desk/history?kind=role"));
    assert!(!roles.texts("tbody tr").is_empty());
    assert!(roles.texts("tbody td:nth-child(4)").iter().all(|kind| kind == "Rôle"));
    let next = checked.attribute("a[rel=next]", "href").expect("more than a page");
    assert!(!browser.get(&next).texts("tbody tr").is_empty());
}

#[test]
fn gaps_are_looked_at_before_they_are_filled() {
    let (world, mut browser) = (&*WORLD, principal());
    let person = world.demo.people.iter().find(|member| {
        let page = browser.get(&at(&format!("/desk/today/{}/late", member.id)));
        !page.texts("tbody tr").is_empty()
    });
    let late = at(&format!("/desk/today/{}/late", person.expect("somebody with meetings").id));
    let refused = browser.post(&late, &[("until", ""), ("max_moves", "0")]);
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.attribute("#until[aria-invalid=true]", "name").is_some());
    let gaps = browser.get(&at("/desk/today/fill"));
    assert_eq!(gaps.status, StatusCode::OK);
    let filled = browser.post(&at("/desk/today/fill"), &[]);
    assert_eq!(filled.texts(".done").len(), 1, "{:?}", filled.texts(".faults li"));
}

#[test]
fn fairness_is_drawn_and_told_by_group_and_person() {
    let page = principal().get(&at("/desk/fairness"));
    let bars = page.attributes("svg[role=img] rect", "height");
    assert!(bars.len() > 2);
    assert!(bars.iter().any(|height| height == "120"), "the highest bar is as high as the plot");
    let people: usize = page.texts(".facts dd")[0].parse().expect("a number");
    let of_groups = |i: usize| -> usize {
        let selector = format!("table:nth-of-type({i}) tbody td:nth-child(2)");
        page.texts(&selector).iter().filter_map(|n| n.parse::<usize>().ok()).sum()
    };
    // By category and by country: everybody is in one group of each, and both tables are first in their frame.
    assert!(of_groups(1) >= 2 * people);
}
