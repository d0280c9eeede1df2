//! The same for several registrations: chosen in the list, confirmed, done one by one, with what could not be done and why.

use crate::{
    App,
    error::Error,
    form::Field,
    form::filled::Filled,
    page::{FormFaults, Layout, render},
    pages::{InEvent, desk::names, desk::parts::must},
    words::Words,
};
use askama::Template;
use axum::{extract::State, http::StatusCode, response::IntoResponse, response::Response};
use carnet_engine::{
    Decision, Error as EngineError, RegistrationId,
    domain::{
        access::UseCase,
        registration::{Dossier, Flags},
    },
};

/// More than a page of the list has nobody ticks.
const MOST: usize = 200;

/// What can be done with several: its word, its text, and what one needs to be allowed.
const ACTIONS: &[(&str, UseCase)] = &[
    ("validate", UseCase::ValidateRegistrations),
    ("refuse", UseCase::ValidateRegistrations),
    ("list", UseCase::FlagRegistrations),
    ("unlist", UseCase::FlagRegistrations),
    ("paid", UseCase::FlagRegistrations),
    ("unpaid", UseCase::FlagRegistrations),
    ("may-book", UseCase::FlagRegistrations),
    ("may-not-book", UseCase::FlagRegistrations),
    ("assign", UseCase::AssignRegistration),
];

/// What the visitor may do with several registrations.
pub(super) fn actions(at: &InEvent) -> Vec<(&'static str, String)> {
    let allowed = ACTIONS.iter().filter(|(_, use_case)| at.presence.may_administer(*use_case).is_ok());
    allowed.map(|(word, _)| (*word, at.visitor.words.t(&format!("bulk-{word}")))).collect()
}

fn action_of(at: &InEvent, filled: &Filled) -> Result<&'static str, Error> {
    let known = ACTIONS.iter().find(|(word, _)| *word == filled.get("action"));
    let (word, use_case) = known.ok_or(Error::NoPage)?;
    must(at, *use_case)?;
    Ok(word)
}

#[derive(Template)]
#[template(path = "desk/participants/bulk.html")]
struct BulkPage {
    layout: Layout,
    faults: FormFaults,
    back: String,
    href: String,
    action: &'static str,
    /// What is about to be done.
    what: String,
    chosen: Vec<(String, String)>,
    fields: Vec<Field>,
    submit: String,
}

/// Says what is about to be done with whom.
pub(crate) async fn confirm(State(app): State<App>, at: InEvent, filled: Filled) -> Result<Response, Error> {
    let action = action_of(&at, &filled)?;
    confirmation(&app, &at, &filled, (action, FormFaults::default())).await
}

async fn confirmation(
    app: &App,
    at: &InEvent,
    filled: &Filled,
    (action, faults): (&'static str, FormFaults),
) -> Result<Response, Error> {
    let words = at.visitor.words;
    let mut chosen = Vec::new();
    for dossier in read_chosen(app, at, filled).await? {
        chosen.push((dossier.registration.id.to_string(), dossier.registration.company_name));
    }
    let mut fields = Vec::new();
    match action {
        "refuse" => fields.push(
            Field::lines(3, "reason", words.t("bulk-reason"), filled.get("reason"))
                .help(words.t("bulk-reason-help"))
                .required()
                .fault(&faults, "reason"),
        ),
        "assign" => {
            let options = names::options(words.t("participants-by-rule"), &hosts(app, at).await?);
            let label = words.t("participants-co-organiser");
            fields.push(Field::choice("co_organiser", label, options, filled.get("co_organiser")));
        }
        _ => {}
    }
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = BulkPage {
        layout: at.layout(words.t(&format!("bulk-{action}")), super::AREA),
        faults,
        back: at.href(super::AREA),
        href: at.href(&format!("{}/bulk/done", super::AREA)),
        action,
        what: words.n(&format!("bulk-what-{action}"), chosen.len() as i64),
        chosen,
        fields,
        submit: words.t(&format!("bulk-{action}")),
    };
    Ok((status, render(&page)?).into_response())
}

/// The hosts of the event, to which registrations are assigned.
pub(super) async fn hosts(
    app: &App,
    at: &InEvent,
) -> Result<Vec<(carnet_engine::OrganisationId, String)>, Error> {
    let setup = app.engine().show_event(&at.visitor.actor, at.id).await?;
    let mut all = names::organisations(app, at).await?;
    all.retain(|(id, _)| setup.hosts.iter().any(|host| host.organisation == *id));
    Ok(all)
}

/// The registrations that were ticked, as far as they are there for the visitor.
async fn read_chosen(app: &App, at: &InEvent, filled: &Filled) -> Result<Vec<Dossier>, Error> {
    let mut found = Vec::new();
    for id in filled.all("registration").filter_map(|id| id.parse::<RegistrationId>().ok()).take(MOST) {
        match app.engine().show_registration(&at.visitor.actor, at.id, id).await {
            Ok(dossier) => found.push(dossier),
            Err(EngineError::NotFound { .. }) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(found)
}

#[derive(Template)]
#[template(path = "desk/participants/bulk_done.html")]
struct DonePage {
    layout: Layout,
    back: String,
    n_done: String,
    /// Those for which it could not be done: address, company, why.
    failed: Vec<(String, String, String)>,
}

/// Does it, one registration after the other.
pub(crate) async fn carry_out(
    State(app): State<App>,
    at: InEvent,
    filled: Filled,
) -> Result<Response, Error> {
    let action = action_of(&at, &filled)?;
    let words = at.visitor.words;
    if action == "refuse" && filled.some("reason").is_none() {
        let mut faults = FormFaults::default();
        faults.add("reason", words.t("fault-required"));
        return confirmation(&app, &at, &filled, (action, faults)).await;
    }
    let (mut n_done, mut failed) = (0, Vec::new());
    for dossier in read_chosen(&app, &at, &filled).await? {
        match act(&app, &at, action, (&filled, &dossier)).await {
            Ok(()) => n_done += 1,
            Err(error) => {
                let href = at.href(&format!("{}/{}", super::AREA, dossier.registration.id));
                failed.push((href, dossier.registration.company_name, why(words, error)?));
            }
        }
    }
    render(&DonePage {
        layout: at.layout(words.t(&format!("bulk-{action}")), super::AREA),
        back: at.href(super::AREA),
        n_done: words.n("bulk-n-done", n_done),
        failed,
    })
}

async fn act(
    app: &App,
    at: &InEvent,
    action: &str,
    (filled, dossier): (&Filled, &Dossier),
) -> Result<(), EngineError> {
    let (engine, actor) = (app.engine(), &at.visitor.actor);
    let registration = &dossier.registration;
    let flags = registration.flags;
    let flagged = match action {
        "validate" => {
            return engine.validate_registration(actor, at.id, registration.id, &everything(dossier)).await;
        }
        "refuse" => {
            let company = Some(Err(filled.get("reason").to_owned()));
            let decision = Decision { company, ..Decision::default() };
            return engine.validate_registration(actor, at.id, registration.id, &decision).await;
        }
        "assign" => {
            let to = filled.get("co_organiser").parse().ok();
            return engine.assign_registration(actor, at.id, registration.id, to).await;
        }
        "list" => Flags { listed: true, ..flags },
        "unlist" => Flags { listed: false, ..flags },
        "paid" => Flags { paid: true, ..flags },
        "unpaid" => Flags { paid: false, ..flags },
        "may-book" => Flags { may_book: true, ..flags },
        _ => Flags { may_book: false, ..flags },
    };
    engine.flag_registration(actor, at.id, (registration.id, registration.version), flagged).await
}

/// The company with all its people, offers and wants.
pub(super) fn everything(dossier: &Dossier) -> Decision {
    use carnet_engine::domain::registration::RegistrationState::Validated;
    let company = (dossier.registration.state != Validated).then_some(Ok(()));
    Decision {
        company,
        people: dossier.people.iter().map(|person| (person.id, true)).collect(),
        offerings: dossier.offerings.iter().map(|offering| (offering.id, true)).collect(),
    }
}

/// Why something could not be done, in words; the error itself where that is no matter of rules.
fn why(words: Words, error: EngineError) -> Result<String, Error> {
    match error {
        EngineError::Conflict => Ok(words.t("error-conflict")),
        EngineError::NotFound { .. } => Ok(words.t("error-not-found")),
        error => Ok(FormFaults::of(words, error)?
            .all()
            .map(|fault| fault.text.as_str())
            .collect::<Vec<_>>()
            .join(" ")),
    }
}
