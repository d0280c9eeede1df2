//! Registering for an event, step by step: for those who have signed in the engine keeps what they filled in, for others the page
//! itself carries it. Nothing that was typed is lost by a fault, nor by another step.

mod blocks;
mod faults;
mod fill;
mod pages;

use super::InEvent;
use crate::{
    App,
    error::Error,
    form::{answers::TermChoices, filled::Filled},
    page::FormFaults,
};
use axum::{
    Router,
    extract::{Query, State},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use carnet_engine::{
    CategoryId, Error as EngineError, RegistrationForm,
    domain::registration::{CompanyInput, NewRegistration, PersonInput},
};
use fill::Verb;
use serde::Deserialize;

/// How many people, and how many offers and wants, a page carries along at most.
const CARRIED_MOST: usize = 100;

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/register", get(show).post(go)).route("/register/received", get(pages::received))
}

/// The steps, in order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Step {
    /// What it takes, and in which category.
    #[default]
    Start,
    /// The company.
    Company,
    /// Its people.
    People,
    /// Its offers and wants.
    Offerings,
    /// Everything once more, and the consents.
    Check,
}

impl Step {
    const ALL: [Self; 5] = [Self::Start, Self::Company, Self::People, Self::Offerings, Self::Check];

    const fn word(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Company => "company",
            Self::People => "people",
            Self::Offerings => "offerings",
            Self::Check => "check",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.word() == word)
    }

    fn next(self) -> Self {
        Self::ALL.into_iter().find(|step| *step > self).unwrap_or(Self::Check)
    }

    fn before(self) -> Self {
        Self::ALL.into_iter().rev().find(|step| *step < self).unwrap_or_default()
    }
}

/// A registration that is being filled in.
pub(crate) struct Filling<'a> {
    at: &'a InEvent,
    form: RegistrationForm,
    terms: TermChoices,
    draft: NewRegistration,
    /// The version of the draft that the engine keeps; nothing before the first, and for those who have not signed in.
    version: Option<i64>,
}

impl<'a> Filling<'a> {
    /// What was filled in so far: as the engine keeps it, as the page carried it, or nothing yet.
    async fn read(app: &App, at: &'a InEvent, posted: &Filled) -> Result<Self, Error> {
        let actor = &at.visitor.actor;
        let form = app.engine().show_registration_form(actor, at.id).await?;
        let terms = TermChoices::new(at.visitor.words, &form);
        let kept = match &at.visitor.account {
            Some(_) => app.engine().show_draft(actor, at.id).await?,
            None => None,
        };
        let version = kept.as_ref().map(|kept| kept.version);
        let carried = || serde_json::from_str(posted.one("draft")?).ok();
        let draft: Option<NewRegistration> = kept.map(|kept| kept.content).or_else(carried);
        let mut draft = draft.unwrap_or_else(|| nothing_yet(at));
        // No page has led to more.
        draft.people.truncate(CARRIED_MOST);
        draft.offerings.truncate(CARRIED_MOST);
        if !form.categories.iter().any(|(id, _)| *id == draft.category)
            && let [(only, _)] = form.categories.as_slice()
        {
            draft.category = *only;
        }
        Ok(Self { at, form, terms, draft, version })
    }

    /// Whether the category is one in which somebody may register.
    fn has_category(&self) -> bool {
        self.form.categories.iter().any(|(id, _)| *id == self.draft.category)
    }

    /// Keeps what is filled in, for those who have signed in. Another window that was faster is a fault: what this page shows stands
    /// on what is kept now, so that going on keeps both.
    async fn save(&mut self, app: &App, seen: Option<i64>) -> Result<FormFaults, Error> {
        if self.at.visitor.account.is_none() {
            return Ok(FormFaults::default());
        }
        match app.engine().save_draft(&self.at.visitor.actor, self.at.id, seen, &self.draft).await {
            Ok(version) => {
                self.version = Some(version);
                Ok(FormFaults::default())
            }
            Err(EngineError::Conflict) => {
                Ok(FormFaults::whole(self.at.visitor.words.t("register-other-window")))
            }
            Err(error) => FormFaults::of(self.at.visitor.words, error),
        }
    }
}

/// A registration in which nothing is filled in but who does.
fn nothing_yet(at: &InEvent) -> NewRegistration {
    let account = at.visitor.account.as_ref();
    NewRegistration {
        category: CategoryId::from(uuid::Uuid::nil()),
        company: CompanyInput::default(),
        people: vec![PersonInput {
            name: account.map_or_else(String::new, |account| account.name.clone()),
            email: account.map_or_else(String::new, |account| account.email.as_str().to_owned()),
            language: at.visitor.language(),
            category: None,
            company_admin: true,
            answers: carnet_engine::domain::form::Answers::new(),
        }],
        offerings: Vec::new(),
        consents: Vec::new(),
    }
}

#[derive(Debug, Default, Deserialize)]
pub(crate) struct At {
    #[serde(default)]
    step: Step,
}

async fn show(State(app): State<App>, at: InEvent, Query(address): Query<At>) -> Result<Response, Error> {
    if !pages::is_open(&at) {
        return pages::closed(&at);
    }
    let filling = Filling::read(&app, &at, &Filled::default()).await?;
    // Whoever comes by an address begins at the beginning, unless something is kept.
    let step = if filling.version.is_some() && filling.has_category() { address.step } else { Step::Start };
    pages::step(&app, &filling, step, FormFaults::default()).await
}

async fn go(State(app): State<App>, at: InEvent, posted: Filled) -> Result<Response, Error> {
    if !pages::is_open(&at) {
        return pages::closed(&at);
    }
    let mut filling = Filling::read(&app, &at, &posted).await?;
    let step = posted.one("step").and_then(Step::parse).unwrap_or_default();
    let verb = Verb::parse(posted.one("go").unwrap_or_default());
    if verb == Verb::Discard {
        if filling.version.is_some() {
            app.engine().discard_draft(&at.visitor.actor, at.id).await?;
        }
        return Ok(Redirect::to(&at.href("/register?done=draft-discarded")).into_response());
    }
    let more = filling.apply(step, &posted);
    let there = filling.carry_out(verb, step);
    let seen = posted.one("version").and_then(|version| version.parse().ok());
    let mut faults = filling.save(&app, seen).await?;
    if !faults.is_empty() {
        return pages::again(&app, &filling, step, faults).await;
    }
    if matches!(verb, Verb::Next | Verb::Send) {
        faults = filling.faults(&app, step).await?;
        if faults.is_empty() && more {
            faults = FormFaults::whole(at.visitor.words.t("register-more"));
        }
        if !faults.is_empty() {
            return pages::again(&app, &filling, step, faults).await;
        }
    }
    if verb == Verb::Send {
        send(&app, &filling).await
    } else {
        pages::go_to(&app, &filling, verb, there).await
    }
}

/// Hands it in.
async fn send(app: &App, filling: &Filling<'_>) -> Result<Response, Error> {
    let at = filling.at;
    match app.engine().register(&at.visitor.actor, at.id, &filling.complete()).await {
        Ok(_) if at.visitor.account.is_some() => {
            Ok(Redirect::to(&at.href("/registration?done=registered")).into_response())
        }
        Ok(_) => Ok(Redirect::to(&at.href("/register/received")).into_response()),
        Err(error) => {
            let faults = filling.in_form(error, Step::Check)?;
            pages::again(app, filling, Step::Check, faults).await
        }
    }
}
