//! What is decided about one registration: validated, flagged, assigned, linked, given up.

use super::{bulk, show::registration_page};
use crate::{
    App,
    error::Error,
    form::filled::Filled,
    page::FormFaults,
    pages::{
        InEvent,
        desk::parts::{done, number},
    },
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use carnet_engine::{
    Decision, Error as EngineError, RegistrationId,
    domain::registration::{Dossier, Flags, Offering, Participant},
};

type Of = Path<(String, RegistrationId)>;

pub(crate) async fn decide(
    State(app): State<App>,
    at: InEvent,
    Path((_, id)): Of,
    filled: Filled,
) -> Result<Response, Error> {
    let (engine, actor) = (app.engine(), &at.visitor.actor);
    let dossier = engine.show_registration(actor, at.id, id).await?;
    // Whoever decides on the company decides on what the page showed.
    let seen = filled.some("state-was").is_none_or(|state| state == dossier.registration.state.as_str());
    if !seen && filled.some("company").is_some() {
        return answer(&app, &at, id, (Err(EngineError::Conflict), "", filled)).await;
    }
    let (decision, word) = match filled.get("company") {
        "everything" => (all_shown(&filled, &dossier), "registration-validated"),
        "refuse" => {
            let company = Some(Err(filled.get("reason").to_owned()));
            (Decision { company, ..Decision::default() }, "registration-refused")
        }
        "validate" => {
            (Decision { company: Some(Ok(())), ..ticked(&filled, &dossier) }, "registration-validated")
        }
        _ => (ticked(&filled, &dossier), "saved"),
    };
    let result = engine.validate_registration(actor, at.id, id, &decision).await;
    answer(&app, &at, id, (result, word, filled)).await
}

/// Everything that the page showed; what came in since is looked at before.
fn all_shown(filled: &Filled, dossier: &Dossier) -> Decision {
    let mut decision = bulk::everything(dossier);
    if filled.has("shown") {
        let shown = |id: String| filled.all("shown").any(|found| found == id);
        decision.people.retain(|(id, _)| shown(id.to_string()));
        decision.offerings.retain(|(id, _)| shown(id.to_string()));
    }
    decision
}

/// What was ticked or unticked of all that the page showed: what somebody else decided meanwhile, or what came in since, stays.
fn ticked(filled: &Filled, dossier: &Dossier) -> Decision {
    let has = |name: &str, id: &str| filled.all(name).any(|found| found == id);
    let changed = |name: &str, id: String| {
        let (now, before) = (has(name, &id), has(&format!("{name}-was"), &id));
        (has("shown", &id) && now != before).then_some(now)
    };
    let person = |p: &Participant| Some((p.id, changed("person", p.id.to_string())?));
    let offering = |o: &Offering| Some((o.id, changed("offering", o.id.to_string())?));
    Decision {
        company: None,
        people: dossier.people.iter().filter_map(person).collect(),
        offerings: dossier.offerings.iter().filter_map(offering).collect(),
    }
}

pub(crate) async fn flag(
    State(app): State<App>,
    at: InEvent,
    Path((_, id)): Of,
    filled: Filled,
) -> Result<Response, Error> {
    let flags =
        Flags { listed: filled.has("listed"), paid: filled.has("paid"), may_book: filled.has("may_book") };
    let seen = (id, number(&filled, "version")?);
    let result = app.engine().flag_registration(&at.visitor.actor, at.id, seen, flags).await;
    answer(&app, &at, id, (result, "saved", filled)).await
}

pub(crate) async fn assign(
    State(app): State<App>,
    at: InEvent,
    Path((_, id)): Of,
    filled: Filled,
) -> Result<Response, Error> {
    let to = filled.get("co_organiser").parse().ok();
    let result = app.engine().assign_registration(&at.visitor.actor, at.id, id, to).await;
    answer(&app, &at, id, (result, "saved", filled)).await
}

pub(crate) async fn link(
    State(app): State<App>,
    at: InEvent,
    Path((_, id)): Of,
    filled: Filled,
) -> Result<Response, Error> {
    let seen = (id, number(&filled, "version")?);
    let to = filled.get("organisation").parse().ok();
    let result = app.engine().link_organisation(&at.visitor.actor, at.id, seen, to).await;
    answer(&app, &at, id, (result, "saved", filled)).await
}

pub(crate) async fn set_booth(
    State(app): State<App>,
    at: InEvent,
    Path((_, id)): Of,
    filled: Filled,
) -> Result<Response, Error> {
    let room = match filled.some("room") {
        Some(room) => Some(room.parse().map_err(|_| Error::NoPage)?),
        None => None,
    };
    let result = app.engine().set_booth(&at.visitor.actor, at.id, id, room).await;
    answer(&app, &at, id, (result, "saved", filled)).await
}

pub(crate) async fn cancel(
    State(app): State<App>,
    at: InEvent,
    Path((_, id)): Of,
    filled: Filled,
) -> Result<Response, Error> {
    let result = app.engine().cancel_registration(&at.visitor.actor, at.id, id, filled.get("why")).await;
    answer(&app, &at, id, (result, "registration-cancelled", filled)).await
}

pub(crate) async fn withdraw_consent(
    State(app): State<App>,
    at: InEvent,
    Path((_, id, purpose)): Path<(String, RegistrationId, String)>,
) -> Result<Response, Error> {
    let result = app.engine().withdraw_consent(&at.visitor.actor, at.id, id, &purpose).await;
    answer(&app, &at, id, (result, "saved", Filled::default())).await
}

/// Back to the registration: with what was done, or with what was refused and why.
pub(super) async fn answer(
    app: &App,
    at: &InEvent,
    id: RegistrationId,
    (result, word, filled): (Result<(), EngineError>, &str, Filled),
) -> Result<Response, Error> {
    match result {
        Ok(()) => Ok(done(at, &format!("{}/{id}", super::AREA), word)),
        Err(EngineError::Conflict) => {
            let mut faults = FormFaults::default();
            faults.add("", at.visitor.words.t("error-conflict"));
            registration_page(app, at, id, (filled, faults)).await
        }
        Err(error) => {
            let faults = FormFaults::of(at.visitor.words, error)?;
            registration_page(app, at, id, (filled, faults)).await
        }
    }
}
