//! What somebody does who takes part: says when, asks, answers, signs up, writes, and takes the agenda along.

use crate::{
    harness::{Browser, Page, WORLD, at},
    space::{member, send},
};
use axum::http::{StatusCode, header};
use carnet_engine::{
    MeetingRequestId, RequestFilter,
    demo::Player,
    domain::{
        category::CategoryKind,
        request::{AskedParty, NewAsk, RequestState},
    },
};

fn form(page: &Page) -> Vec<(String, String)> {
    page.fields("main form")
}

#[test]
fn availability_is_painted_and_what_a_meeting_takes_stays() {
    let player = &WORLD.demo.cast.exhibitors[0];
    let (mut browser, path) = (Browser::of(player), at("/me/availability"));
    let page = browser.get(&path);
    let all = form(&page);
    let box_of = |page: &Page| page.attribute(".paint input[type=checkbox][checked]", "value");
    let free = box_of(&page).expect("a slot without a meeting");
    let without = |slots: &str| {
        let kept = all.iter().filter(|(name, value)| name != "there" || value != slots);
        kept.cloned().collect::<Vec<_>>()
    };
    let away = without(&free);
    assert_eq!(send(&mut browser, &path, &away).location, Some(at("/me/availability?done=saved")));
    let painted = browser.get(&path);
    assert_eq!(form(&painted).len(), all.len() - 1);
    // A meeting is shown with whom it is, and its slot cannot be left, whatever is sent.
    let taken = page.attribute(".paint .taken input[name=there]", "value").expect("a meeting");
    assert!(!page.texts(".paint .taken")[0].is_empty());
    let refused = send(&mut browser, &path, &without(&taken));
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.texts(".faults li")[0].contains("un rendez-vous y est prévu"));
    assert_eq!(send(&mut browser, &path, &all).status, StatusCode::SEE_OTHER);
    // A slot that the page did not show yet stays as it was.
    let earlier: Vec<_> = all.iter().filter(|(_, value)| *value != free).cloned().collect();
    assert_eq!(send(&mut browser, &path, &earlier).status, StatusCode::SEE_OTHER);
    assert_eq!(form(&browser.get(&path)).len(), all.len());
}

#[test]
fn a_meeting_is_asked_for_in_a_slot() {
    let demo = &WORLD.demo;
    let mut browser = Browser::of(&demo.cast.visitors[2]);
    let exhibitors = demo.people.iter().filter(|member| member.kind == CategoryKind::Company);
    let asked = exhibitors.rev().find_map(|member| {
        let entry = at(&format!("/catalogue/{}", member.registration));
        let page = browser.get(&entry);
        let slots = page.texts("#slot option");
        let mut sent = page.fields("aside form");
        let slot = page.attribute("#slot option:nth-child(3)", "value")?;
        sent.retain(|(name, _)| name != "slot");
        sent.push(("slot".into(), slot));
        let location = send(&mut browser, &entry, &sent).location?;
        Some((location, slots[2].clone(), member.company.clone()))
    });
    let (location, slot, company) = asked.expect("somebody could be asked");
    let page = browser.get(&location);
    assert_eq!(page.texts(".done").len(), 1, "{location}");
    let slot = slot.split(" (").next().expect("a time").to_owned();
    let cards = page.texts(".requests .card");
    assert!(cards.iter().any(|card| card.contains(&company) && card.contains(&slot)), "{cards:?}");
}

#[test]
fn a_slot_that_there_is_not_is_refused_and_nothing_typed_is_lost() {
    let demo = &WORLD.demo;
    let player = &demo.cast.exhibitors[1];
    let mut browser = Browser::of(player);
    let entry = demo.people.iter().find_map(|other| {
        let entry = at(&format!("/catalogue/{}", other.registration));
        let page = browser.get(&entry);
        (!page.texts("aside form").is_empty()).then_some(entry)
    });
    let entry = entry.expect("somebody to ask");
    let mut sent = browser.get(&entry).fields("aside form");
    sent.retain(|(name, _)| name != "slot" && name != "message");
    sent.push(("slot".into(), "00000000-0000-0000-0000-000000000001".into()));
    sent.push(("message".into(), "Parlons-en".into()));
    let page = send(&mut browser, &entry, &sent);
    if page.status == StatusCode::UNPROCESSABLE_ENTITY {
        assert_eq!(page.texts("#message"), ["Parlons-en"]);
        assert_eq!(page.texts(".faults li").len(), 1);
    } else {
        panic!("{:?}", page.location);
    }
}

/// A request to a player, from somebody who may make one.
fn request_to(player: &Player) -> (MeetingRequestId, String) {
    let demo = &WORLD.demo;
    let to = AskedParty::Person(member(player).id);
    let others = demo.people.iter().filter(|other| other.kind == CategoryKind::Visitor);
    let asked = others.rev().find_map(|other| {
        let new = NewAsk { from: other.id, to, slot: None, message: "Nous vous cherchons.".into() };
        let actor = other.actor();
        let asked = WORLD.runtime.block_on(demo.engine.ask(&actor, demo.event, &new)).ok()?;
        Some((asked.request, other.company.clone()))
    });
    asked.expect("somebody could ask")
}

#[test]
fn a_request_has_its_history_and_is_declined_with_a_reason() {
    let player = &WORLD.demo.cast.exhibitors[1];
    let (request, company) = request_to(player);
    let mut browser = Browser::of(player);
    let href = at(&format!("/requests/{request}"));
    let home = browser.get(&at("/me"));
    let tasks = home.texts(".plain a");
    assert!(tasks.iter().any(|text| text.contains("attend")), "it waits for an answer: {tasks:?}");
    let page = browser.get(&href);
    assert_eq!(page.texts("h1"), std::slice::from_ref(&company));
    assert!(page.texts("aside dd").contains(&"Demande envoyée".to_owned()));
    assert!(page.texts("blockquote").contains(&"Nous vous cherchons.".to_owned()));
    let declined = browser.post(&format!("{href}/decline"), &[("reason", "Agenda complet")]);
    assert_eq!(declined.location, Some(at("/requests?done=declined")));
    let list = browser.get(&at("/requests?state=declined"));
    let cards = list.texts(".requests .card");
    assert!(cards.iter().any(|card| card.contains(&company) && card.contains("Agenda complet")), "{cards:?}");
    assert!(!list.texts(".tabs [aria-current]").is_empty());
    let page = browser.get(&href);
    assert!(page.texts("aside dd").contains(&"Demande refusée".to_owned()));
    assert!(page.texts("main form").is_empty(), "nothing is left to do");
    // To others it is not there.
    let mut other = Browser::of(&WORLD.demo.cast.exhibitors[0]);
    assert_eq!(other.get(&href).status, StatusCode::NOT_FOUND);
}

#[test]
fn what_is_refused_of_a_request_is_said_on_its_page_and_the_reason_stays() {
    let player = &WORLD.demo.cast.exhibitors[2];
    let (request, _) = request_to(player);
    let mut browser = Browser::of(player);
    let href = at(&format!("/requests/{request}"));
    let reason = "Trop long. ".repeat(400);
    let refused = browser.post(&format!("{href}/decline"), &[("reason", &reason)]);
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused.texts(".faults li").len(), 1);
    assert_eq!(refused.texts("details[open] textarea"), [reason.trim()]);
    let withdrawn = browser.post(&format!("{href}/withdraw"), &[]);
    assert_eq!(withdrawn.status, StatusCode::NOT_FOUND, "it is the other side's");
    assert_eq!(browser.post(&format!("{href}/decline"), &[]).status, StatusCode::SEE_OTHER);
    let again = browser.post(&format!("{href}/accept"), &[]);
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(again.texts(".faults li").len(), 1, "it has ended");
}

#[test]
fn who_comes_is_named_once_a_company_has_accepted() {
    let (demo, guest) = (&WORLD.demo, &WORLD.demo.cast.visitors[0]);
    let from = member(guest).id;
    // Those who come with a colleague.
    let pairs = demo.people.windows(2).filter(|pair| pair[0].registration == pair[1].registration);
    let asked = pairs.rev().find_map(|pair| {
        let other = &pair[1];
        let to = AskedParty::Company(other.registration);
        let new = NewAsk { from, to, slot: None, message: "Qui vient ?".into() };
        let asked = WORLD.runtime.block_on(demo.engine.ask(&guest.actor(), demo.event, &new)).ok()?;
        Some((asked.request, other))
    });
    let (request, other) = asked.expect("a company could be asked");
    let href = at(&format!("/requests/{request}"));
    let mut browser = Browser::of(guest);
    assert!(
        browser.get(&href).texts("main p").iter().any(|line| line.contains("Une personne de l’entreprise"))
    );
    let actor = other.actor();
    let accepted = demo.engine.accept_request(&actor, request, Some(other.id));
    WORLD.runtime.block_on(accepted).expect("it is accepted");
    let lines = browser.get(&href).texts("main p");
    assert!(lines.iter().any(|line| line.contains(&other.name)), "{lines:?}");
}

#[test]
fn suggestions_say_why() {
    let mut browser = Browser::of(&WORLD.demo.cast.exhibitors[1]);
    let page = browser.get(&at("/suggestions"));
    let (cards, links) = (page.texts(".cards .card"), page.texts(".card-title a"));
    assert!(!cards.is_empty());
    assert_eq!(cards.len(), links.len());
    assert!(cards.iter().all(|card| card.contains("vous cherchez") || card.contains("vous proposez")));
    let entry = page.attribute(".card-title a", "href").expect("a link");
    assert_eq!(browser.get(&entry).texts("h1"), [links[0].clone()]);
    // Some stand above the catalogue, as long as nothing is looked for.
    assert_eq!(browser.get(&at("/catalogue")).texts("section .card").len(), cards.len().min(3));
    assert!(browser.get(&at("/catalogue?words=e")).texts("section .card").is_empty());
}

#[test]
fn somebody_signs_up_on_the_programme_and_out_again() {
    let mut browser = Browser::of(&WORLD.demo.cast.experts[0]);
    let page = browser.get(&at("/programme"));
    let sign_up = page.attribute("form[action$=sign-up]", "action").expect("an activity to sign up for");
    let n_before = page.texts(".tag.confirmed").len();
    let done = browser.post(&sign_up, &[]);
    assert_eq!(done.location, Some(at("/programme?done=signed-up")), "{:?}", done.texts(".faults li"));
    let page = browser.get(&at("/programme"));
    assert_eq!(page.texts(".tag.confirmed").len(), n_before + 1);
    // Once more is refused, with the programme.
    let again = browser.post(&sign_up, &[]);
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(again.texts(".faults li"), ["Déjà inscrit."]);
    let sign_out = sign_up.replace("sign-up", "sign-out");
    assert_eq!(browser.post(&sign_out, &[]).location, Some(at("/programme?done=signed-out-of")));
    assert_eq!(browser.get(&at("/programme")).texts(".tag.confirmed").len(), n_before);
    assert_eq!(browser.post(&sign_out, &[]).status, StatusCode::NOT_FOUND);
}

#[test]
fn messages_go_to_the_organisers_and_their_answer_is_unread_until_it_is_opened() {
    let (demo, player) = (&WORLD.demo, &WORLD.demo.cast.visitors[2]);
    let mut browser = Browser::of(player);
    let person = member(player).id;
    let empty = browser.post(&at("/messages/new"), &[("to", ""), ("text", " ")]);
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(empty.texts("#text-fault").len(), 1);
    let sent = browser.post(&at("/messages/new"), &[("to", ""), ("text", "Où est la salle ?")]);
    assert_eq!(sent.location, Some(at("/messages?done=written")));
    let principal = demo.cast.principal.actor();
    let answer = demo.engine.answer_message(&principal, person, "Au premier étage.");
    WORLD.runtime.block_on(answer).expect("an answer");
    assert!(browser.get(&at("/me")).texts(".plain a").contains(&"Un message non lu".to_owned()));
    let list = browser.get(&at("/messages"));
    assert_eq!(list.texts(".plain .tag"), ["Un non lu"]);
    let href = list.attribute("main .plain a", "href").expect("a conversation");
    let read = browser.get(&href);
    assert_eq!(read.texts("h1"), ["L’organisateur"]);
    assert_eq!(read.texts(".said li").len(), 2);
    assert_eq!(read.texts(".said .mine").len(), 1);
    assert!(browser.get(&at("/messages")).texts(".plain .tag").is_empty());
    // Whoever has not agreed with somebody does not write to them, and nobody reads what is theirs.
    let stranger = member(&demo.cast.exhibitors[0]).id;
    let actor = player.actor();
    let may = WORLD.runtime.block_on(demo.engine.show_addressee(&actor, person, stranger));
    let expected = if may.is_ok() { StatusCode::OK } else { StatusCode::CONFLICT };
    assert_eq!(browser.get(&at(&format!("/messages/new?to={stranger}"))).status, expected);
    let mut other = Browser::of(&demo.cast.exhibitors[0]);
    assert_eq!(other.get(&href).status, StatusCode::NOT_FOUND);
}

#[test]
fn an_agenda_is_printed_and_leads_to_the_requests_behind_it() {
    let mut browser = Browser::of(&WORLD.demo.cast.exhibitors[0]);
    let page = browser.get(&at("/agenda"));
    let request = page.attribute(".timeline .meeting h3 a", "href").expect("a meeting's request");
    assert_eq!(browser.get(&request).status, StatusCode::OK);
    assert!(page.texts(".timeline .step summary").contains(&"Demander un autre horaire".to_owned()));
    assert!(!page.texts("#places + ul li").is_empty());
    let file = browser.get(&at("/agenda.pdf"));
    assert_eq!(file.headers[header::CONTENT_TYPE], "application/pdf");
    assert!(file.text.starts_with("%PDF-"));
}

#[test]
fn a_calendar_subscribes_to_a_secret_address_that_can_be_renewed() {
    let player = &WORLD.demo.cast.exhibitors[0];
    let (mut browser, path) = (Browser::of(player), at("/agenda/calendar"));
    let file = browser.get(&at("/agenda.ics"));
    assert!(file.headers[header::CONTENT_TYPE].as_bytes().starts_with(b"text/calendar"));
    let n_events = file.text.matches("BEGIN:VEVENT").count();
    assert!(n_events > 2);
    // The secret is shown once.
    let made = browser.post(&path, &[]);
    let address = made.attribute("#address", "value").expect("an address");
    assert_eq!(made.headers[header::CACHE_CONTROL], "no-store");
    assert!(!browser.get(&path).text.contains(&address));
    let own = |address: &str| address.strip_prefix("http://localhost:8080").expect("of this host").to_owned();
    let mut program = Browser::new("en");
    let feed = program.get(&own(&address));
    assert_eq!(feed.text.matches("BEGIN:VEVENT").count(), n_events);
    // Another one ends it, and so does taking it away.
    let other = browser.post(&path, &[]).attribute("#address", "value").expect("another address");
    assert_eq!(program.get(&own(&address)).status, StatusCode::NOT_FOUND);
    assert_eq!(program.get(&own(&other)).status, StatusCode::OK);
    let ended = browser.post(&at("/agenda/calendar/end"), &[]);
    assert_eq!(ended.location, Some(at("/agenda/calendar?done=feed-ended")));
    assert_eq!(program.get(&own(&other)).status, StatusCode::NOT_FOUND);
    assert_eq!(program.get("/calendar/nothing.ics").status, StatusCode::NOT_FOUND);
}

#[test]
fn an_expert_sees_how_many_ask_and_where_what_is_agreed_is_held() {
    let demo = &WORLD.demo;
    let seen_by = |player: &Player| {
        let (engine, me) = (&demo.engine, member(player));
        let of_me = RequestFilter { of: Some(me.id), most: 500, ..RequestFilter::default() };
        WORLD.runtime.block_on(async {
            let all = engine.list_requests(&player.actor(), demo.event, &of_me).await.expect("requests");
            let slots = engine.show_availability(&player.actor(), demo.event, me.id).await.expect("slots");
            let agreed = all.iter().filter(|view| view.state == RequestState::Confirmed).count();
            (agreed, slots.iter().filter(|slot| slot.available).count())
        })
    };
    let player = demo.cast.experts.iter().max_by_key(|player| seen_by(player).0).expect("an expert");
    let (agreed, there) = seen_by(player);
    assert!(agreed > 0 && there > 1, "{agreed} {there}");
    let page = Browser::of(player).get(&at("/requests"));
    let counts = page.texts("[aria-labelledby=demand] .inline li");
    assert!(counts[1].starts_with(&format!("{agreed} rendez-vous convenu")), "{counts:?}");
    assert_eq!(counts[2], format!("{there} créneaux où vous êtes là"));
    assert_eq!(page.texts("[aria-labelledby=demand] tbody tr").len(), agreed);
    // Nobody else has such a part, and nobody sees that of others.
    let other = Browser::of(&demo.cast.exhibitors[0]).get(&at("/requests"));
    assert!(other.texts("[aria-labelledby=demand]").is_empty());
}
