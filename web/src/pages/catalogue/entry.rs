//! The page of a company in the catalogue: what everybody may see of it, and asking it for a meeting.

use super::{Labels, country, in_words};
use crate::{
    App,
    error::Error,
    files,
    form::answers::{self, TermChoices},
    page::{FormFaults, Layout, render},
    pages::{
        InEvent,
        participant::asking::{self, AskForm},
    },
};
use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use carnet_engine::{
    Attachment, AttachmentId, RegistrationId,
    domain::{
        access::UseCase,
        catalogue::Entry,
        form::{self, Block, FieldKind},
        placeability::Answer,
        registration::OfferingKind,
        request::{AskedParty, Person},
    },
};

#[derive(Template)]
#[template(path = "event/entry.html")]
struct EntryPage {
    layout: Layout,
    company: String,
    country: String,
    sectors: Vec<String>,
    facts: Vec<Fact>,
    files: Vec<FileLine>,
    offers: Vec<OfferingLine>,
    wants: Vec<OfferingLine>,
    people: Vec<PersonLine>,
    back: String,
    href: String,
    faults: FormFaults,
    /// What was typed before.
    typed: AskForm,
    /// The slots that one may ask for.
    slots: Vec<(String, String)>,
    /// Whom the visitor may ask, with whether it could be placed; nobody where one may not.
    ask: Vec<AskLine>,
}

/// An answer to a field that everybody may see.
struct Fact {
    label: String,
    text: String,
    /// Whether the text is an address of the web.
    web: bool,
}

struct FileLine {
    href: String,
    name: String,
    size: String,
}

struct OfferingLine {
    title: String,
    text: String,
    terms: Vec<String>,
}

struct PersonLine {
    name: String,
    expert: bool,
    topics: Vec<String>,
}

/// A party that may be asked.
struct AskLine {
    value: String,
    label: String,
    answer: String,
    class: &'static str,
    chosen: bool,
}

pub(super) async fn show(
    State(app): State<App>,
    at: InEvent,
    Path((_, registration)): Path<(String, RegistrationId)>,
) -> Result<Response, Error> {
    entry_page(&app, &at, registration, (FormFaults::default(), AskForm::default())).await
}

/// The page of an entry, with what was wrong with a request that was made on it.
pub(crate) async fn entry_page(
    app: &App,
    at: &InEvent,
    registration: RegistrationId,
    (faults, typed): (FormFaults, AskForm),
) -> Result<Response, Error> {
    let (entry, files) = app.engine().show_catalogue_entry(&at.visitor.actor, at.id, registration).await?;
    let labels = Labels::read(app, at).await?;
    let of_kind = |kind| {
        let offerings = entry.offerings.iter().filter(move |offering| offering.kind == kind);
        offerings
            .map(|offering| OfferingLine {
                title: offering.title.clone(),
                text: offering.text.clone(),
                terms: offering.terms.iter().map(|(_, term)| labels.of(at, *term)).collect(),
            })
            .collect()
    };
    let me = at.person();
    let mut ask = whom_to_ask(app, at, (me, registration), &entry).await?;
    let chosen = ask.iter().position(|line| line.value == typed.to).unwrap_or_default();
    if let Some(line) = ask.get_mut(chosen) {
        line.chosen = true;
    }
    let slots = match me {
        Some(me) if !ask.is_empty() => asking::slots(app, at, me, &entry).await?,
        _ => Vec::new(),
    };
    render(&EntryPage {
        layout: at.layout(entry.company.clone(), "/catalogue"),
        company: entry.company.clone(),
        country: country(at, &entry.country),
        sectors: entry.terms.iter().map(|(_, term)| labels.of(at, *term)).collect(),
        facts: facts(at, &labels, &entry),
        files: files.iter().map(|file| file_line(at, file)).collect(),
        offers: of_kind(OfferingKind::Offer),
        wants: of_kind(OfferingKind::Want),
        people: entry
            .people
            .iter()
            .map(|person| PersonLine {
                name: person.name.clone(),
                expert: person.expert,
                topics: person.terms.iter().map(|(_, term)| labels.of(at, *term)).collect(),
            })
            .collect(),
        back: at.href("/catalogue"),
        href: at.href(&format!("/catalogue/{registration}")),
        faults,
        typed,
        slots,
        ask,
    })
}

/// The answers that everybody may see, in the order of the form. Terms stand apart.
fn facts(at: &InEvent, labels: &Labels, entry: &Entry) -> Vec<Fact> {
    let words = at.visitor.words;
    let terms = TermChoices::new(words, &labels.form);
    let fields = entry.category.map(|category| labels.form.form.public(Block::Company, category));
    let fact = |field: &form::Field| {
        let answer = entry.answers.get(&field.name)?;
        Some(Fact {
            label: field.definition.labels.get(words.0).to_owned(),
            text: answers::in_words(words, &terms, &field.definition, answer),
            web: field.definition.kind == FieldKind::Web,
        })
    };
    fields.unwrap_or_default().into_iter().filter_map(fact).collect()
}

fn file_line(at: &InEvent, file: &Attachment) -> FileLine {
    FileLine {
        href: at.href(&format!("/catalogue/files/{}", file.id)),
        name: file.name.clone(),
        size: files::size(at.visitor.words, file.size),
    }
}

pub(super) async fn read_file(
    State(app): State<App>,
    at: InEvent,
    Path((_, file)): Path<(String, AttachmentId)>,
) -> Result<Response, Error> {
    let (file, content) = app.engine().read_public_attachment(&at.visitor.actor, at.id, file).await?;
    Ok(files::response(&file.name, &file.media_type, content))
}

/// The company as a whole and each of its people, with whether a meeting could be placed.
async fn whom_to_ask(
    app: &App,
    at: &InEvent,
    (me, registration): (Option<&Person>, RegistrationId),
    entry: &Entry,
) -> Result<Vec<AskLine>, Error> {
    let Some(me) = me.filter(|me| me.registration != registration) else {
        return Ok(Vec::new());
    };
    if at.presence.may(UseCase::Ask).is_err() {
        return Ok(Vec::new());
    }
    let words = at.visitor.words;
    let company = entry.people.iter().any(|person| !person.expert);
    let company = company.then(|| (AskedParty::Company(registration), String::new(), words.t("ask-anybody")));
    let people = entry.people.iter();
    let people = people.map(|p| (AskedParty::Person(p.id), p.id.to_string(), p.name.clone()));
    let all: Vec<_> = company.into_iter().chain(people).collect();
    let parties: Vec<_> = all.iter().map(|(party, ..)| *party).collect();
    let answers = app.engine().show_placeabilities(&at.visitor.actor, at.id, me.id, &parties).await?;
    // Somebody who cannot be asked is not offered.
    let line = |((_, value, label), answer): ((AskedParty, String, String), Option<Answer>)| {
        let (class, answer) = in_words(at, answer?);
        Some(AskLine { value, label, answer, class, chosen: false })
    };
    Ok(all.into_iter().zip(answers).filter_map(line).collect())
}
