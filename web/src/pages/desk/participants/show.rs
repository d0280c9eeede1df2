//! One registration with everything that belongs to it, and what can be decided about it.

use super::bulk;
use crate::{
    App,
    error::Error,
    form::Field,
    form::{
        answers::{self, TermChoices},
        filled::Filled,
    },
    page::{FormFaults, Layout, Way, render},
    pages::{InEvent, catalogue::moment, desk::names},
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use carnet_engine::{
    Attachment, Consent, RegistrationForm, RegistrationId,
    domain::{
        access::UseCase,
        category::Categories,
        event::EventSetup,
        event_rules::MeetingPlaces,
        form::Block,
        places::{Room, Site},
        registration::{Dossier, Offering, Participant, Registration, RegistrationState},
    },
};

#[derive(Template)]
#[template(path = "desk/participants/show.html")]
struct RegistrationPage {
    layout: Layout,
    faults: FormFaults,
    href: String,
    list: String,
    company: String,
    class: &'static str,
    state: String,
    reason: String,
    version: i64,
    facts: Vec<(String, String)>,
    people: Vec<PersonLine>,
    offerings: Vec<OfferingLine>,
    files: Vec<FileLine>,
    consents: Vec<ConsentLine>,
    may: May,
    /// What waits to be validated.
    waits: bool,
    refusal: Field,
    flags: Vec<Field>,
    assignment: Option<Field>,
    link: Option<Field>,
    /// The room in which it receives, in an event whose meetings are held at booths.
    booth: Option<Field>,
    giving_up: Field,
}

/// What the visitor may do here, so far as that is the same for all of it.
#[expect(clippy::struct_excessive_bools, reason = "each is a part of the page")]
struct May {
    edit: bool,
    /// Validate at all; and, of the company, in its present state.
    validate: bool,
    validate_company: bool,
    refuse_company: bool,
    flag: bool,
    history: bool,
    give_up: bool,
}

#[expect(clippy::struct_excessive_bools, reason = "each is a mark of its own")]
struct PersonLine {
    id: String,
    href: String,
    name: String,
    email: String,
    category: String,
    expert: bool,
    admin: bool,
    validated: bool,
    absent: bool,
    quota: String,
}

struct OfferingLine {
    id: String,
    href: String,
    kind: String,
    title: String,
    text: String,
    validated: bool,
}

struct FileLine {
    id: String,
    href: String,
    name: String,
    size: String,
}

struct ConsentLine {
    purpose: String,
    text: String,
    /// Whether it stands, and may be taken back.
    may_withdraw: bool,
}

pub(crate) async fn show(
    State(app): State<App>,
    at: InEvent,
    Path((_, id)): Path<(String, RegistrationId)>,
) -> Result<Response, Error> {
    registration_page(&app, &at, id, (Filled::default(), FormFaults::default())).await
}

/// The page, also after a form on it was refused: with what was typed.
pub(super) async fn registration_page(
    app: &App,
    at: &InEvent,
    id: RegistrationId,
    (filled, faults): (Filled, FormFaults),
) -> Result<Response, Error> {
    let (engine, actor) = (app.engine(), &at.visitor.actor);
    let dossier = engine.show_registration(actor, at.id, id).await?;
    let form = engine.show_registration_form(actor, at.id).await?;
    let setup = engine.show_event(actor, at.id).await?;
    let organisations = names::organisations(app, at).await?;
    let words = at.visitor.words;
    let registration = &dossier.registration;
    let by_name = |id: Option<_>| id.map_or_else(String::new, |id| names::name_of(&organisations, &id));
    let co_organiser = by_name(registration.co_organiser);
    let organisation = by_name(registration.organisation);
    let consents = engine.list_consents(actor, at.id, id).await?;
    let files = engine.list_attachments(actor, at.id, id).await?;
    let href = at.href(&format!("{}/{id}", super::AREA));
    let may_assign = at.presence.may_administer(UseCase::AssignRegistration).is_ok();
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = RegistrationPage {
        layout: at.layout(registration.company_name.clone(), super::AREA),
        list: at.href(super::AREA),
        company: registration.company_name.clone(),
        class: registration.state.as_str(),
        state: words.t(&format!("desk-registration-{}", registration.state)),
        reason: registration.state_reason.clone().unwrap_or_default(),
        version: registration.version,
        facts: facts(at, &dossier, (&form, &setup.categories), [organisation, co_organiser]),
        people: dossier
            .people
            .iter()
            .map(|person| person_line(at, &href, &setup.categories, person))
            .collect(),
        offerings: offering_lines(at, &href, &dossier),
        files: file_lines(at, &href, files),
        consents: consents.iter().map(|consent| consent_line(at, &dossier, &form, consent)).collect(),
        may: may(at, registration.state),
        waits: waits(&dossier),
        refusal: Field::lines(2, "reason", words.t("bulk-reason"), filled.get("reason"))
            .help(words.t("bulk-reason-help"))
            .required()
            .fault(&faults, "company.reason"),
        flags: flag_fields(at, &dossier),
        assignment: if may_assign { Some(assignment(app, at, &dossier).await?) } else { None },
        link: may_assign.then(|| link(at, &dossier, &organisations)),
        booth: booth(app, at, (&setup, registration), (&filled, &faults)).await?,
        giving_up: Field::lines(2, "why", words.t("participants-give-up-why"), filled.get("why"))
            .required()
            .fault(&faults, "reason"),
        faults,
        href,
    };
    Ok((status, render(&page)?).into_response())
}

fn may(at: &InEvent, state: RegistrationState) -> May {
    use RegistrationState::{Cancelled, Refused, Submitted, Validated};
    let may = |use_case| at.presence.may_administer(use_case).is_ok();
    let validate = may(UseCase::ValidateRegistrations);
    let alive = state != Cancelled;
    May {
        edit: alive && may(UseCase::EditRegistration),
        validate: alive && validate,
        validate_company: validate && matches!(state, Submitted | Refused),
        refuse_company: validate && matches!(state, Submitted | Validated),
        flag: alive && may(UseCase::FlagRegistrations),
        history: may(UseCase::ReadAudit),
        give_up: alive && may(UseCase::CancelRegistration),
    }
}

fn waits(dossier: &Dossier) -> bool {
    dossier.registration.state == RegistrationState::Submitted
        || dossier.people.iter().any(|person| !person.validated)
        || dossier.offerings.iter().any(|offering| !offering.validated)
}

fn facts(
    at: &InEvent,
    dossier: &Dossier,
    (form, categories): (&RegistrationForm, &Categories),
    [organisation, co_organiser]: [String; 2],
) -> Vec<(String, String)> {
    let words = at.visitor.words;
    let registration = &dossier.registration;
    let category = names::name_of(&names::categories(words.0, categories), &registration.category);
    let mut facts = vec![
        (words.t("participants-category"), category),
        (words.t("participants-country"), names::country(at, &registration.country)),
        (words.t("participants-region"), registration.region.clone().unwrap_or_default()),
        (words.t("participants-since"), moment(at, registration.created_at)),
        (words.t("participants-represents"), organisation),
        (words.t("participants-co-organiser"), co_organiser),
    ];
    let asked = form.form.of(Block::Company, registration.category);
    let given = (&registration.answers, &registration.terms);
    facts.extend(answers::lines(words, &TermChoices::new(words, form), &asked, given));
    facts.retain(|(_, text)| !text.is_empty());
    facts
}

fn person_line(at: &InEvent, href: &str, categories: &Categories, person: &Participant) -> PersonLine {
    let words = at.visitor.words;
    let of_category = categories.find(person.category).and_then(|category| category.max_meetings);
    let quota = person.max_meetings.or(of_category);
    PersonLine {
        id: person.id.to_string(),
        href: format!("{href}/people/{}", person.id),
        name: person.name.clone(),
        email: person.email.clone().unwrap_or_default(),
        category: names::name_of(&names::categories(words.0, categories), &person.category),
        expert: person.expert,
        admin: person.company_admin,
        validated: person.validated,
        absent: person.absent_since.is_some(),
        quota: quota.map_or_else(|| words.t("desk-person-no-limit"), |most| most.to_string()),
    }
}

fn offering_lines(at: &InEvent, href: &str, dossier: &Dossier) -> Vec<OfferingLine> {
    let line = |offering: &Offering| OfferingLine {
        id: offering.id.to_string(),
        href: format!("{href}/offerings/{}", offering.id),
        kind: at.visitor.words.t(&format!("desk-offering-{}", offering.kind)),
        title: offering.title.clone(),
        text: offering.text.clone(),
        validated: offering.validated,
    };
    dossier.offerings.iter().map(line).collect()
}

fn file_lines(at: &InEvent, href: &str, files: Vec<Attachment>) -> Vec<FileLine> {
    let line = |file: Attachment| FileLine {
        id: file.id.to_string(),
        href: format!("{href}/files/{}", file.id),
        name: file.name,
        size: at.visitor.words.n("participants-kilobytes", file.size.div_euclid(1024) + 1),
    };
    files.into_iter().map(line).collect()
}

fn consent_line(at: &InEvent, dossier: &Dossier, form: &RegistrationForm, consent: &Consent) -> ConsentLine {
    let words = at.visitor.words;
    let mut text =
        format!("{} – {}", consent.purpose, words.n("participants-consent-version", consent.version));
    let by = dossier.people.iter().find(|person| Some(person.id) == consent.participant);
    for part in by.map(|person| person.name.clone()).into_iter().chain([moment(at, consent.given_at)]) {
        text = format!("{text}, {part}");
    }
    if let Some(end) = consent.withdrawn_at {
        text = format!("{text}, {}", words.with("participants-consent-ended", "at", &moment(at, end)));
    }
    let required = form.consents.iter().any(|text| text.purpose == consent.purpose && text.required);
    ConsentLine {
        may_withdraw: consent.withdrawn_at.is_none() && !required,
        purpose: consent.purpose.clone(),
        text,
    }
}

fn flag_fields(at: &InEvent, dossier: &Dossier) -> Vec<Field> {
    let words = at.visitor.words;
    let flags = dossier.registration.flags;
    [
        ("listed", "participants-flag-listed", flags.listed),
        ("paid", "participants-flag-paid", flags.paid),
        ("may_book", "participants-flag-may-book", flags.may_book),
    ]
    .map(|(name, key, set)| Field::tick(name, words.t(key), set))
    .into()
}

async fn assignment(app: &App, at: &InEvent, dossier: &Dossier) -> Result<Field, Error> {
    let words = at.visitor.words;
    let registration = &dossier.registration;
    let by_hand = registration.co_organiser.filter(|_| registration.co_organiser_by_hand);
    let options = names::options(words.t("participants-by-rule"), &bulk::hosts(app, at).await?);
    let value = by_hand.map_or_else(String::new, |id| id.to_string());
    Ok(Field::choice("co_organiser", words.t("participants-assign-to"), options, &value))
}

fn link(at: &InEvent, dossier: &Dossier, all: &[(carnet_engine::OrganisationId, String)]) -> Field {
    let words = at.visitor.words;
    let value = dossier.registration.organisation.map_or_else(String::new, |id| id.to_string());
    let options = names::options(words.t("participants-represents-none"), all);
    Field::choice("organisation", words.t("participants-represents"), options, &value)
}

/// The choice of a booth, for whoever makes it: where meetings are held at booths, and wherever there is one to free.
async fn booth(
    app: &App,
    at: &InEvent,
    (setup, registration): (&EventSetup, &Registration),
    (filled, faults): (&Filled, &FormFaults),
) -> Result<Option<Field>, Error> {
    if at.presence.may_for_everybody(UseCase::SetBooth).is_err() {
        return Ok(None);
    }
    let present = app.engine().show_booth(&at.visitor.actor, at.id, registration.id).await?;
    let counts = !matches!(registration.state, RegistrationState::Refused | RegistrationState::Cancelled);
    let is_used = counts && setup.event.rules.meeting_places == MeetingPlaces::Booths;
    if present.is_none() && !is_used {
        return Ok(None);
    }
    let words = at.visitor.words;
    let name = |site: &Site, room: &Room| (room.id, format!("{}, {}", site.names.get(words.0), room.name));
    let sites = setup.places.sites.iter();
    let rooms: Vec<_> = sites.flat_map(|site| site.rooms.iter().map(|room| name(site, room))).collect();
    let options = names::options(words.t("booth-none"), &rooms);
    let present = present.map_or_else(String::new, |room| room.to_string());
    let value = filled.some("room").unwrap_or(&present);
    let field = Field::choice("room", words.t("booth-room"), options, value);
    let help = words.t(if is_used { "booth-help" } else { "booth-help-unused" });
    Ok(Some(field.help(help).fault(faults, "room")))
}

/// The way back from a page of the registration.
pub(super) fn back_to(at: &InEvent, dossier: &Dossier) -> Way {
    let rest = format!("{}/{}", super::AREA, dossier.registration.id);
    Way { href: at.href(&rest), text: dossier.registration.company_name.clone(), here: false }
}
