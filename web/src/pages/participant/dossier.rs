//! What the pages of profile and company begin with: the registration of the visitor, the form, and a page with fields.

use super::space::Space;
use crate::{
    App,
    error::Error,
    form::{
        Field,
        answers::{self, TermChoices},
        filled::Filled,
    },
    page::{FormFaults, Layout, render},
    words::Words,
};
use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use carnet_engine::{
    CategoryId, Error as EngineError, RegistrationForm,
    domain::{
        form::{Answers, Block, ChosenTerms, Definition, Field as Asked},
        registration::{Dossier, Participant},
        text::Texts,
    },
};
use serde_json::Value;

/// The registration of the visitor, with the form that it answers.
pub(super) struct Own {
    pub(super) dossier: Dossier,
    pub(super) form: RegistrationForm,
}

impl Own {
    pub(super) async fn read(app: &App, space: &Space) -> Result<Self, Error> {
        let (engine, actor, event) = (app.engine(), &space.at.visitor.actor, space.at.id);
        Ok(Self {
            dossier: engine.show_registration(actor, event, space.me.registration).await?,
            form: engine.show_registration_form(actor, event).await?,
        })
    }

    /// The same, for those who may edit what is the company's.
    pub(super) async fn to_edit(app: &App, space: &Space) -> Result<Self, Error> {
        let own = Self::read(app, space).await?;
        if own.edits_company(space) { Ok(own) } else { Err(Error::NoPage) }
    }

    /// Whether the visitor may edit what is the company's.
    pub(super) fn edits_company(&self, space: &Space) -> bool {
        let own = space.at.visitor.account.as_ref();
        own.is_some_and(|own| self.dossier.subject().accounts.contains(&own.id))
    }

    pub(super) fn person(&self, id: carnet_engine::ParticipantId) -> Result<&Participant, Error> {
        self.dossier.people.iter().find(|person| person.id == id).ok_or(Error::NoPage)
    }

    /// How many fields that others may read have no answer. What is asked only after certain answers may be open.
    pub(super) fn n_open(&self, (block, category): (Block, CategoryId), answers: &Answers) -> usize {
        let fields = self.form.form.public(block, category);
        fields.iter().filter(|f| f.definition.when.is_none() && !answers.contains_key(&f.name)).count()
    }

    /// The fields of a block.
    pub(super) fn fields(&self, words: Words, (block, category): (Block, CategoryId)) -> Fields<'_> {
        let mut fields = self.form.form.of(block, category);
        fields.retain(|field| field.definition.shown);
        Fields { asked: fields, terms: TermChoices::new(words, &self.form), words }
    }
}

/// Answers and terms in one, as forms take them.
pub(super) fn given(answers: &Answers, terms: &ChosenTerms) -> Answers {
    let mut all = answers.clone();
    for (name, term) in terms {
        let list = all.entry(name.clone()).or_insert_with(|| Value::Array(Vec::new()));
        if let Value::Array(list) = list {
            list.push(term.to_string().into());
        }
    }
    all
}

/// The fields of a block that people see.
pub(super) struct Fields<'a> {
    asked: Vec<&'a Asked>,
    terms: TermChoices,
    words: Words,
}

impl Fields<'_> {
    /// As a page shows them. The engine calls their answers `path.name`.
    pub(super) fn page(&self, given: &Answers, faults: &FormFaults, path: &str) -> Vec<Field> {
        let field = |asked: &&Asked| {
            let definition = self.with_condition(asked);
            let (name, answer) = (name_of(asked), given.get(&asked.name));
            let field = answers::field(self.words, &self.terms, &name, &definition, answer);
            field.fault(faults, &format!("{path}.{}", asked.name))
        };
        self.asked.iter().map(field).collect()
    }

    /// What was sent for them.
    pub(super) fn read(&self, posted: &Filled) -> Answers {
        let read = |asked: &&Asked| {
            let answer = answers::read(posted, &name_of(asked), &asked.definition)?;
            Some((asked.name.clone(), answer))
        };
        self.asked.iter().filter_map(read).collect()
    }

    /// A field that is asked after certain answers alone stands on the page in any case, and says so.
    fn with_condition(&self, asked: &Asked) -> Definition {
        let mut definition = asked.definition.clone();
        let Some(when) = definition.when.take() else { return definition };
        let Some(earlier) = self.asked.iter().find(|field| field.name == when.field) else {
            return definition;
        };
        let in_words = |answer| answers::in_words(self.words, &self.terms, &earlier.definition, answer);
        let answers = when.is.iter().map(in_words).collect::<Vec<_>>().join(", ");
        let field = earlier.definition.labels.get(self.words.0);
        let values = [("field".into(), field.into()), ("answers".into(), answers.into())];
        let condition = self.words.with_all("answer-when", &values.into());
        let hint = definition.hints.as_ref().map_or("", |hints| hints.get(self.words.0));
        definition.hints = Some(Texts::only(self.words.0, format!("{hint} {condition}").trim()));
        definition.required = false;
        definition
    }
}

fn name_of(asked: &Asked) -> String {
    format!("answer-{}", asked.name)
}

/// A page that is a form.
#[derive(Template)]
#[template(path = "participant/form.html")]
pub(super) struct FormPage {
    pub(super) layout: Layout,
    pub(super) faults: FormFaults,
    /// Where one comes from, and its name.
    pub(super) back: (String, String),
    /// What is to be known before.
    pub(super) intro: Vec<String>,
    pub(super) fields: Vec<Field>,
    /// Fields that nobody sees.
    pub(super) hidden: Vec<(&'static str, String)>,
    pub(super) submit: String,
    /// Where what is edited is removed, and how that is called.
    pub(super) removal: Option<(String, String)>,
}

impl FormPage {
    /// The page: as it is, or as one whose form was refused.
    pub(super) fn response(&self) -> Result<Response, Error> {
        let page = render(self)?;
        if self.faults.is_empty() {
            return Ok(page);
        }
        Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
    }
}

/// Faults of an edit. Where somebody else was faster that is a fault too, so that nothing that was typed is lost.
pub(super) fn faults_of(words: Words, error: EngineError) -> Result<FormFaults, Error> {
    if matches!(error, EngineError::Conflict) {
        let mut faults = FormFaults::default();
        faults.add("", words.t("edit-conflict"));
        return Ok(faults);
    }
    FormFaults::of(words, error)
}
