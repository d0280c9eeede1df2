//! The list of registrations: by state, searched, filtered, a page at a time.

use crate::{
    App,
    error::Error,
    form::Field,
    form::filled::{Fields, Filled},
    page::{FormFaults, Layout, Way, render},
    pages::{InEvent, desk::names},
};
use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use carnet_engine::{
    RegistrationFilter, RegistrationLine, RegistrationPage,
    domain::{access::UseCase, category::Categories, registration::RegistrationState},
};

/// How many registrations a page shows.
const PAGE: usize = 50;

#[derive(Template)]
#[template(path = "desk/participants/list.html")]
struct ListPage {
    layout: Layout,
    href: String,
    /// What can be done beside.
    ways: Vec<Way>,
    tabs: Vec<Way>,
    /// The state of the tab, which a search keeps.
    state: String,
    filters: Vec<Field>,
    words: String,
    found: String,
    lines: Vec<Line>,
    actions: Vec<(&'static str, String)>,
    next: Option<String>,
    first: Option<String>,
}

struct Line {
    id: String,
    href: String,
    company: String,
    country: String,
    category: String,
    class: &'static str,
    state: String,
    people: String,
    waiting: String,
    flags: Vec<String>,
    co_organiser: String,
}

pub(crate) async fn show(
    State(app): State<App>,
    at: InEvent,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response, Error> {
    let asked = Filled::from_iter(pairs);
    let filter = filter(&asked);
    let page = app.engine().list_registrations(&at.visitor.actor, at.id, &filter).await?;
    let setup = app.engine().show_event(&at.visitor.actor, at.id).await?;
    let organisations = names::organisations(&app, &at).await?;
    let words = at.visitor.words;
    let href = at.href(super::AREA);
    let last = page.lines.last().map(|line| line.registration.arrival);
    let next = last.filter(|_| page.lines.len() == PAGE && page.n_found > PAGE);
    let category = |line: &RegistrationLine| {
        let category = setup.categories.find(line.registration.category);
        category.map_or("", |category| category.names.get(at.visitor.language())).to_owned()
    };
    let line = |line: &RegistrationLine| Line {
        category: category(line),
        co_organiser: line
            .registration
            .co_organiser
            .map_or_else(String::new, |id| names::name_of(&organisations, &id)),
        ..line_of(&at, line)
    };
    render(&ListPage {
        layout: at.layout(words.t("participants-title"), super::AREA),
        ways: ways(&at),
        tabs: tabs(&at, &asked, &page),
        state: asked.get("state").to_owned(),
        filters: filters(&at, &asked, &setup.categories, &organisations),
        words: asked.get("words").to_owned(),
        found: words.n("participants-found", page.n_found as i64),
        lines: page.lines.iter().map(line).collect(),
        actions: super::bulk::actions(&at),
        next: next.map(|last| format!("{href}?{}", address(&asked, Some(last)))),
        first: filter.after.map(|_| format!("{href}?{}", address(&asked, None))),
        href,
    })
}

fn filter(asked: &Filled) -> RegistrationFilter {
    RegistrationFilter {
        words: asked.get("words").to_owned(),
        state: RegistrationState::parse(asked.get("state")).ok(),
        category: asked.get("category").parse().ok(),
        country: asked.some("country").map(str::to_owned),
        co_organiser: asked.get("co_organiser").parse().ok(),
        waiting: asked.get("state") == "waiting",
        after: asked.get("after").parse().ok(),
        most: PAGE,
    }
}

/// The same search on another page.
fn address(asked: &Filled, after: Option<i64>) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for name in ["words", "state", "category", "country", "co_organiser"] {
        if let Some(value) = asked.some(name) {
            query.append_pair(name, value);
        }
    }
    if let Some(after) = after {
        query.append_pair("after", &after.to_string());
    }
    query.finish()
}

fn ways(at: &InEvent) -> Vec<Way> {
    let all = [
        ("/new", "participants-new", UseCase::Register),
        ("/new-expert", "participants-new-expert", UseCase::SaveExpert),
        ("/import", "participants-import", UseCase::ImportParticipants),
    ];
    let allowed = all.into_iter().filter(|(.., use_case)| at.presence.may_administer(*use_case).is_ok());
    let way = |(rest, key, _): (&str, &str, _)| Way {
        href: at.href(&format!("{}{rest}", super::AREA)),
        text: at.visitor.words.t(key),
        here: false,
    };
    allowed.map(way).collect()
}

/// All, those in which something waits, and each state; with how many there are.
fn tabs(at: &InEvent, asked: &Filled, page: &RegistrationPage) -> Vec<Way> {
    let words = at.visitor.words;
    let chosen = asked.get("state");
    let tab = |state: &str, text: String| {
        let mut other: Filled = [("state".to_owned(), state.to_owned())].into_iter().collect();
        other.put("words", asked.get("words"));
        let href = format!("{}?{}", at.href(super::AREA), address(&other, None));
        Way { href, text, here: state == chosen }
    };
    let n_all: usize = page.n_by_state.values().sum();
    let all = tab("", format!("{} ({n_all})", words.t("participants-all")));
    let waiting = tab("waiting", words.t("participants-waiting"));
    let states = RegistrationState::ALL.iter().map(|state| {
        let n = page.n_by_state.get(state).copied().unwrap_or_default();
        tab(state.as_str(), format!("{} ({n})", words.t(&format!("desk-registrations-{state}"))))
    });
    [all, waiting].into_iter().chain(states).collect()
}

fn filters(
    at: &InEvent,
    asked: &Filled,
    categories: &Categories,
    organisations: &[(carnet_engine::OrganisationId, String)],
) -> Vec<Field> {
    let words = at.visitor.words;
    let fields = Fields { words, filled: asked, faults: &FormFaults::default() };
    let any = || words.t("participants-any");
    let categories = names::options(any(), &names::categories(at.visitor.language(), categories));
    vec![
        fields.choice("participants-category", "category", categories),
        fields.text("participants-country-code", "country").limit("maxlength", 2),
        fields.choice("participants-co-organiser", "co_organiser", names::options(any(), organisations)),
    ]
}

fn line_of(at: &InEvent, line: &RegistrationLine) -> Line {
    let words = at.visitor.words;
    let registration = &line.registration;
    let mut people: Vec<_> = line.people.iter().take(2).map(|person| person.name.clone()).collect();
    if line.people.len() > 2 {
        people.push(words.n("participants-more-people", line.people.len() as i64 - 2));
    }
    let flags = registration.flags;
    let flags = [
        ("participants-listed", flags.listed),
        ("participants-paid", flags.paid),
        ("participants-may-book", flags.may_book),
    ];
    let n_waiting = line.n_people_waiting + line.n_offerings_waiting;
    Line {
        id: registration.id.to_string(),
        href: at.href(&format!("{}/{}", super::AREA, registration.id)),
        company: registration.company_name.clone(),
        country: names::country(at, &registration.country),
        category: String::new(),
        class: registration.state.as_str(),
        state: words.t(&format!("desk-registration-{}", registration.state)),
        people: people.join(", "),
        waiting: if n_waiting == 0 {
            String::new()
        } else {
            words.n("participants-n-waiting", n_waiting as i64)
        },
        flags: flags.into_iter().filter(|(_, set)| *set).map(|(key, _)| words.t(key)).collect(),
        co_organiser: String::new(),
    }
}
