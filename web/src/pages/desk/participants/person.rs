//! A person of a registration: edited for them, with quota and attendance.

pub(super) mod availability;

use super::{
    decide::answer,
    edit::{Edited, person_fields},
};
use crate::{
    App,
    error::Error,
    form::Field,
    form::{
        answers::{self, TermChoices},
        filled::Filled,
    },
    page::{FormFaults, Layout, refused, render},
    pages::{
        InEvent,
        desk::{
            names,
            parts::{FormPage, Section, Shown, done, number},
        },
    },
};
use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use carnet_engine::{
    ExpertInput, ParticipantId, PersonChange, RegistrationId,
    domain::{
        access::UseCase,
        account::Language,
        form::Block,
        registration::{CompanyInput, MeetingQuota, Participant, PersonInput},
    },
};

type Of = Path<(String, RegistrationId)>;
type OfPerson = Path<(String, RegistrationId, ParticipantId)>;

/// The most meetings that a field offers.
const MOST: (i64, i64) = (0, 1000);

#[derive(Template)]
#[template(path = "desk/participants/person.html")]
struct PersonPage {
    form: FormPage,
    layout: Layout,
    href: String,
    person: PersonState,
    /// The quota, where it is not a part of the form.
    quota: Vec<Field>,
}

struct PersonState {
    version: i64,
    /// Since when somebody does not come.
    absent: Option<String>,
    may_mark: bool,
    may_edit: bool,
}

impl Edited {
    fn person(&self, id: ParticipantId) -> Result<&Participant, Error> {
        self.dossier.people.iter().find(|person| person.id == id).ok_or(Error::NoPage)
    }
}

/// What path the engine calls a person by.
const fn path_of(expert: bool) -> &'static str {
    if expert { "person" } else { "people[0]" }
}

pub(crate) async fn show(
    State(app): State<App>,
    at: InEvent,
    Path((_, id, person)): OfPerson,
) -> Result<Response, Error> {
    let edited = Edited::read(&app, &at, id).await?;
    let person = edited.person(person)?;
    let shown = Shown::first(filled_with(&edited, person));
    person_page(&app, &at, &edited, (person, shown)).await
}

fn filled_with(edited: &Edited, person: &Participant) -> Filled {
    let mut filled = Filled::default();
    let path = path_of(person.expert);
    filled.put(format!("{path}.name"), &person.name);
    filled.put(format!("{path}.email"), person.email.as_deref().unwrap_or_default());
    filled.put(format!("{path}.category"), person.category);
    filled.tick(format!("{path}.company_admin"), person.company_admin);
    let asked = edited.form.form.of(Block::Person, person.category);
    answers::fill(&mut filled, path, &asked, (&person.answers, &person.terms));
    let number = |n: Option<i64>| n.map_or_else(String::new, |n| n.to_string());
    filled.put("max_meetings", number(person.max_meetings));
    filled.put("promised", number(person.promised));
    filled.put("version", person.version);
    filled
}

async fn person_page(
    app: &App,
    at: &InEvent,
    edited: &Edited,
    (person, shown): (&Participant, Shown),
) -> Result<Response, Error> {
    let words = at.visitor.words;
    let setup = app.engine().show_event(&at.visitor.actor, at.id).await?;
    let path = path_of(person.expert);
    let fields = shown.fields(words);
    let asked = edited.form.form.of(Block::Person, person.category);
    let mut block = vec![fields.text("desk-person-name", &format!("{path}.name")).required()];
    if person.expert {
        block.push(
            fields
                .number("desk-person-max-meetings", "max_meetings", MOST)
                .help(words.t("desk-person-quota-help")),
        );
    } else {
        let categories =
            names::options(words.t("desk-person-same"), &names::categories(words.0, &setup.categories));
        let categories = categories.into_iter().skip(1).collect();
        block.push(fields.choice("participants-category", &format!("{path}.category"), categories));
        block.push(fields.tick("desk-person-company-admin", &format!("{path}.company_admin")));
    }
    block.extend(answers::fields(&fields, path, &asked, &TermChoices::new(words, &edited.form)));
    let mut quota = Vec::new();
    if !person.expert && at.presence.may_administer(UseCase::SetQuota).is_ok() {
        quota.push(
            fields
                .number("desk-person-max-meetings", "max_meetings", MOST)
                .help(words.t("desk-person-quota-help")),
        );
        quota.push(
            fields
                .number("desk-person-promised", "promised", MOST)
                .help(words.t("desk-person-promised-help")),
        );
    }
    let mut form = edited
        .page(at, person.name.clone())
        .hidden("version", shown.filled.get("version"))
        .section(Section::plain(block));
    form.on_behalf = Some(words.with("desk-on-behalf", "whom", &person.name));
    form.faults = shown.faults.clone();
    let page = PersonPage {
        layout: form.layout.clone(),
        href: at.href(&format!("{}/people/{}", edited.rest(), person.id)),
        person: PersonState {
            version: person.version,
            absent: person.absent_since.map(|since| crate::pages::catalogue::moment(at, since)),
            may_mark: at.presence.may_administer(UseCase::SetAttendance).is_ok(),
            may_edit: at.presence.may_administer(UseCase::EditRegistration).is_ok(),
        },
        quota,
        form,
    };
    refused(shown.status, render(&page))
}

fn person_input(edited: &Edited, person: &Participant, filled: &Filled) -> PersonInput {
    let path = path_of(person.expert);
    let asked = edited.form.form.of(Block::Person, person.category);
    PersonInput {
        name: filled.get(&format!("{path}.name")).to_owned(),
        // The address is the account's, and stays what it was.
        email: person.email.clone().unwrap_or_default(),
        language: Language::French,
        category: filled.get(&format!("{path}.category")).parse().ok(),
        company_admin: if person.expert {
            person.company_admin
        } else {
            filled.has(&format!("{path}.company_admin"))
        },
        answers: answers::read_block(filled, path, &asked),
    }
}

pub(crate) async fn save(
    State(app): State<App>,
    at: InEvent,
    Path((_, id, person)): OfPerson,
    mut filled: Filled,
) -> Result<Response, Error> {
    let (engine, actor) = (app.engine(), &at.visitor.actor);
    let edited = Edited::read(&app, &at, id).await?;
    let person = edited.person(person)?;
    let version = number(&filled, "version")?;
    let input = person_input(&edited, person, &filled);
    let result = if person.expert {
        let mut faults = FormFaults::default();
        let max_meetings = filled.read("max_meetings", at.visitor.words, &mut faults);
        if !faults.is_empty() {
            return person_page(&app, &at, &edited, (person, Shown::misread(filled, faults))).await;
        }
        // What the expert painted stays.
        let slots = engine.show_availability(actor, at.id, person.id).await?;
        let unavailable = slots.iter().filter(|slot| !slot.available).map(|slot| slot.slot).collect();
        let expert =
            ExpertInput { company: CompanyInput::default(), person: input, max_meetings, unavailable };
        engine.edit_expert(actor, at.id, (person.id, version), &expert).await
    } else {
        engine.edit_person(actor, at.id, person.id, &PersonChange { version, person: input }).await
    };
    match result {
        Ok(()) => Ok(done(&at, &edited.rest(), "saved")),
        Err(error) => {
            filled.renew("version", person.version, &error);
            let shown = Shown::refused(at.visitor.words, filled, error)?;
            person_page(&app, &at, &edited, (person, shown)).await
        }
    }
}

pub(crate) async fn set_quota(
    State(app): State<App>,
    at: InEvent,
    Path((_, id, person)): OfPerson,
    filled: Filled,
) -> Result<Response, Error> {
    let words = at.visitor.words;
    let edited = Edited::read(&app, &at, id).await?;
    let person = edited.person(person)?;
    let mut faults = FormFaults::default();
    let quota = MeetingQuota {
        max_meetings: filled.read("max_meetings", words, &mut faults),
        promised: filled.read("promised", words, &mut faults),
    };
    // The rest of the page is as it is; only the quota was typed.
    let again = |filled: &Filled| {
        let mut all = filled_with(&edited, person);
        for name in ["max_meetings", "promised"] {
            all.set(name, filled.get(name));
        }
        all
    };
    if !faults.is_empty() {
        return person_page(&app, &at, &edited, (person, Shown::misread(again(&filled), faults))).await;
    }
    let seen = (person.id, number(&filled, "version")?);
    match app.engine().set_quota(&at.visitor.actor, at.id, seen, quota).await {
        Ok(()) => Ok(done(&at, &edited.rest(), "saved")),
        Err(error) => {
            let shown = Shown::refused(words, again(&filled), error)?;
            person_page(&app, &at, &edited, (person, shown)).await
        }
    }
}

pub(crate) async fn absent(
    State(app): State<App>,
    at: InEvent,
    Path((_, id, person)): OfPerson,
) -> Result<Response, Error> {
    let result = app.engine().mark_absent(&at.visitor.actor, at.id, person).await;
    answer(&app, &at, id, (result, "absent", Filled::default())).await
}

pub(crate) async fn back(
    State(app): State<App>,
    at: InEvent,
    Path((_, id, person)): OfPerson,
) -> Result<Response, Error> {
    let result = app.engine().mark_back(&at.visitor.actor, at.id, person).await;
    answer(&app, &at, id, (result, "back", Filled::default())).await
}

pub(crate) async fn remove(
    State(app): State<App>,
    at: InEvent,
    Path((_, id, person)): OfPerson,
) -> Result<Response, Error> {
    let result = app.engine().remove_person(&at.visitor.actor, at.id, person).await;
    answer(&app, &at, id, (result, "removed", Filled::default())).await
}

// Adding one

pub(crate) async fn new(State(app): State<App>, at: InEvent, Path((_, id)): Of) -> Result<Response, Error> {
    let edited = Edited::read(&app, &at, id).await?;
    new_page(&app, &at, &edited, Shown::first(Filled::default())).await
}

async fn new_page(app: &App, at: &InEvent, edited: &Edited, shown: Shown) -> Result<Response, Error> {
    let words = at.visitor.words;
    let setup = app.engine().show_event(&at.visitor.actor, at.id).await?;
    let category = edited.dossier.registration.category;
    let fields = shown.fields(words);
    let categories =
        names::options(words.t("desk-person-same"), &names::categories(words.0, &setup.categories));
    let asked = edited.form.form.of(Block::Person, category);
    let mut block = person_fields(&fields, "people[0]", categories);
    block.extend(answers::fields(&fields, "people[0]", &asked, &TermChoices::new(words, &edited.form)));
    let page = edited.page(at, words.t("desk-person-add")).section(Section::plain(block));
    shown.render(page)
}

pub(crate) async fn add(
    State(app): State<App>,
    at: InEvent,
    Path((_, id)): Of,
    filled: Filled,
) -> Result<Response, Error> {
    let edited = Edited::read(&app, &at, id).await?;
    let asked = edited.form.form.of(Block::Person, edited.dossier.registration.category);
    let person = new_person("people[0]", &filled, &asked);
    match app.engine().add_person(&at.visitor.actor, at.id, id, &person).await {
        Ok(_) => Ok(done(&at, &edited.rest(), "saved")),
        Err(error) => new_page(&app, &at, &edited, Shown::refused(at.visitor.words, filled, error)?).await,
    }
}

/// A person as a form for a new one has them.
pub(super) fn new_person(
    path: &str,
    filled: &Filled,
    asked: &[&carnet_engine::domain::form::Field],
) -> PersonInput {
    PersonInput {
        name: filled.get(&format!("{path}.name")).to_owned(),
        email: filled.get(&format!("{path}.email")).to_owned(),
        language: Language::parse(filled.get(&format!("{path}.language"))).unwrap_or(Language::French),
        category: filled.get(&format!("{path}.category")).parse().ok(),
        company_admin: false,
        answers: answers::read_block(filled, path, asked),
    }
}
