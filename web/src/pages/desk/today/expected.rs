//! Who is expected, a page at a time; said to be absent, and back.

use super::AREA;
use crate::{
    App,
    error::Error,
    form::filled::Filled,
    page::{Layout, Way, render},
    pages::{
        InEvent,
        catalogue::moment,
        desk::parts::{must, way},
    },
};
use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use carnet_engine::{
    DeskFilter, DeskLine, DeskPerson, ParticipantId,
    domain::{
        access::UseCase,
        category::{Categories, CategoryKind},
        registration::RegistrationState,
    },
};

/// How many registrations a page shows.
const PAGE: usize = 50;

#[derive(Template)]
#[template(path = "desk/today/expected.html")]
struct ExpectedPage {
    layout: Layout,
    href: String,
    ways: Vec<Way>,
    words: String,
    companies: Vec<Company>,
    next: Option<String>,
    /// Whether the visitor may say who does not come, and change the plan on the spot.
    may_mark: bool,
    may_plan: bool,
}

struct Company {
    name: String,
    class: &'static str,
    state: String,
    /// Whether the state is worth a word: all but the usual one.
    tagged: bool,
    people: Vec<Person>,
}

struct Person {
    href: String,
    name: String,
    category: String,
    expert: bool,
    absent: Option<String>,
    activities: String,
}

pub(crate) async fn show(
    State(app): State<App>,
    at: InEvent,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response, Error> {
    let asked = Filled::from_iter(pairs);
    let filter = DeskFilter {
        words: asked.get("words").to_owned(),
        after: asked.get("after").parse().ok(),
        most: PAGE,
    };
    let lines = app.engine().list_for_desk(&at.visitor.actor, at.id, &filter).await?;
    let setup = app.engine().show_event(&at.visitor.actor, at.id).await?;
    let words = at.visitor.words;
    let href = at.href(AREA);
    let next = lines.last().filter(|_| lines.len() == PAGE).map(|last| {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("words", &filter.words).append_pair("after", &last.arrival.to_string());
        format!("{href}?{}", query.finish())
    });
    let may_plan = at.presence.may_for_everybody(UseCase::EditPlan).is_ok();
    let mut ways = Vec::new();
    if may_plan {
        ways.push(way(&at, &format!("{AREA}/fill"), words.t("today-fill")));
    }
    render(&ExpectedPage {
        layout: at.layout(words.t("today-title"), AREA),
        ways,
        words: filter.words,
        companies: lines.into_iter().map(|line| company(&at, &setup.categories, line)).collect(),
        next,
        may_mark: must(&at, UseCase::SetAttendance).is_ok(),
        may_plan,
        href,
    })
}

fn company(at: &InEvent, categories: &Categories, line: DeskLine) -> Company {
    let words = at.visitor.words;
    let alive = matches!(line.state, RegistrationState::Submitted | RegistrationState::Validated);
    let person = |person: DeskPerson| {
        let category = categories.find(person.category);
        Person {
            href: at.href(&format!("{AREA}/{}", person.id)),
            name: person.name,
            category: category.map_or("", |category| category.names.get(words.0)).to_owned(),
            expert: category.is_some_and(|category| category.kind == CategoryKind::Expert),
            absent: person.absent_since.map(|since| moment(at, since)),
            activities: words.n("today-n-activities", person.activities.len() as i64),
        }
    };
    Company {
        name: line.company,
        class: line.state.as_str(),
        state: words.t(&format!("desk-registration-{}", line.state)),
        tagged: line.state != RegistrationState::Validated,
        people: line.people.into_iter().filter(|_| alive).map(person).collect(),
    }
}

/// Back to the same search.
fn back_to(at: &InEvent, filled: &Filled, word: &str) -> Response {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("done", word).append_pair("words", filled.get("words"));
    Redirect::to(&at.href(&format!("{AREA}?{}", query.finish()))).into_response()
}

pub(crate) async fn absent(
    State(app): State<App>,
    at: InEvent,
    Path((_, person)): Path<(String, ParticipantId)>,
    filled: Filled,
) -> Result<Response, Error> {
    app.engine().mark_absent(&at.visitor.actor, at.id, person).await?;
    Ok(back_to(&at, &filled, "desk-absent"))
}

pub(crate) async fn back(
    State(app): State<App>,
    at: InEvent,
    Path((_, person)): Path<(String, ParticipantId)>,
    filled: Filled,
) -> Result<Response, Error> {
    app.engine().mark_back(&at.visitor.actor, at.id, person).await?;
    Ok(back_to(&at, &filled, "desk-back"))
}
