//! What waits for somebody who takes part, and the ways to everything else.

use super::{
    dossier::{Own, given},
    messages,
    requests::waits_for,
    space::Space,
};
use crate::{
    App,
    error::Error,
    format,
    page::{Layout, render},
};
use askama::Template;
use axum::{extract::State, response::Response};
use carnet_engine::{
    Error as EngineError, RequestFilter,
    domain::{
        access::UseCase,
        agenda::{AgendaEntry, What},
        form::Block,
        registration::Dossier,
        request::RequestState,
    },
};

/// How many requests are looked through for those that wait.
const MOST: i64 = 500;

#[derive(Template)]
#[template(path = "participant/home.html")]
struct HomePage {
    layout: Layout,
    name: String,
    company: String,
    /// What keeps the visitor from taking part fully.
    notes: Vec<String>,
    tasks: Vec<Link>,
    gaps: Vec<Link>,
    next: Option<NextLine>,
    areas: Vec<Area>,
}

struct Link {
    href: String,
    text: String,
}

struct NextLine {
    when: String,
    what: String,
    place: String,
    href: String,
}

struct Area {
    href: String,
    title: String,
    text: String,
}

pub(crate) async fn show(State(app): State<App>, space: Space) -> Result<Response, Error> {
    let words = space.at.visitor.words;
    let (me, href) = (&space.me, |rest: &str| space.at.href(rest));
    let mut notes = Vec::new();
    if !me.validated {
        notes.push(words.t("space-not-validated"));
    } else if !me.present {
        notes.push(words.t("space-not-present"));
    } else if !me.may_book && !me.expert {
        notes.push(words.t("space-may-not-book"));
    }
    let area = |(rest, key, use_case): &(&str, &str, UseCase)| {
        space.at.may(*use_case).then(|| Area {
            href: href(rest),
            title: words.t(&format!("space-nav-{key}")),
            text: words.t(&format!("space-about-{key}")),
        })
    };
    render(&HomePage {
        layout: space.layout(words.t("space-title"), "/me"),
        name: me.name.clone(),
        company: me.company.clone(),
        notes,
        tasks: tasks(&app, &space).await?,
        gaps: gaps(&app, &space).await?,
        next: next(&app, &space).await?,
        areas: AREAS.iter().filter_map(area).collect(),
    })
}

/// Where one can go from here, each with a sentence.
const AREAS: &[(&str, &str, UseCase)] = &[
    ("/agenda", "agenda", UseCase::ShowAgenda),
    ("/requests", "requests", UseCase::ListRequests),
    ("/messages", "messages", UseCase::ReadMessages),
    ("/programme", "programme", UseCase::ListSignUpsOf),
    ("/suggestions", "suggestions", UseCase::SuggestMeetings),
    ("/me/availability", "availability", UseCase::ShowAvailability),
    ("/me/profile", "profile", UseCase::EditRegistration),
    ("/me/company", "company", UseCase::ShowRegistration),
    ("/me/reminders", "reminders", UseCase::ChooseReminders),
];

/// What waits for an answer.
async fn tasks(app: &App, space: &Space) -> Result<Vec<Link>, Error> {
    let mut tasks = Vec::new();
    if space.at.may(UseCase::ListRequests) {
        let filter = RequestFilter { of: Some(space.me.id), most: MOST, ..RequestFilter::default() };
        let all = app.engine().list_requests(&space.at.visitor.actor, space.at.id, &filter).await?;
        for (state, key) in
            [(RequestState::Pending, "space-to-answer"), (RequestState::Accepted, "space-to-confirm")]
        {
            let n = all.iter().filter(|view| view.state == state && waits_for(&space.me, view)).count();
            if n > 0 {
                let text = space.at.visitor.words.n(key, n as i64);
                tasks.push(Link { href: space.at.href("/requests"), text });
            }
        }
    }
    let n_unread = messages::n_unread(app, space).await?;
    if n_unread > 0 {
        let text = space.at.visitor.words.n("space-to-read", n_unread);
        tasks.push(Link { href: space.at.href("/messages"), text });
    }
    Ok(tasks)
}

/// The meeting or activity that comes next.
async fn next(app: &App, space: &Space) -> Result<Option<NextLine>, Error> {
    if !space.at.may(UseCase::ShowAgenda) {
        return Ok(None);
    }
    let agenda = app.engine().show_agenda(&space.at.visitor.actor, space.me.id).await?;
    let now = app.engine().now();
    let sure = |entry: &&AgendaEntry| !matches!(entry.what, What::Activity { confirmed: false, .. });
    let found = agenda.entries.iter().filter(sure).find(|entry| entry.ends_at > now);
    Ok(found.map(|entry| {
        let line = super::agenda::line(&space.at, entry);
        let (language, zone) = (space.at.visitor.language(), space.at.zone);
        NextLine {
            when: format::moment(language, zone, entry.starts_at),
            what: line.what,
            place: line.place,
            href: space.at.href("/agenda"),
        }
    }))
}

/// What others would like to know and the profile does not say.
async fn gaps(app: &App, space: &Space) -> Result<Vec<Link>, Error> {
    let own = match Own::read(app, space).await {
        Ok(own) => own,
        // Before an event opens there is no form to fill in.
        Err(Error::Engine(EngineError::NotFound { .. })) => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let words = space.at.visitor.words;
    let mut gaps = Vec::new();
    let mut gap = |n: usize, key: &str, rest: &str| {
        if n > 0 {
            gaps.push(Link { href: space.at.href(rest), text: words.n(key, n as i64) });
        }
    };
    let Dossier { registration, offerings, .. } = &own.dossier;
    let person = own.person(space.me.id)?;
    let answers = given(&person.answers, &person.terms);
    gap(own.n_open((Block::Person, person.category), &answers), "space-gaps-profile", "/me/profile");
    if own.edits_company(space) {
        let answers = given(&registration.answers, &registration.terms);
        let n = own.n_open((Block::Company, registration.category), &answers);
        gap(n, "space-gaps-company", "/me/company/edit");
        gap(usize::from(offerings.is_empty()), "space-gaps-offerings", "/me/company");
    }
    Ok(gaps)
}
