//! One role: given, changed, withdrawn.

use super::AREA;
use crate::{
    App,
    error::Error,
    form::filled::{Fields, Filled},
    page::{FormFaults, Layout, refused, render},
    pages::{
        InEvent,
        desk::{
            names,
            parts::{FormPage, Section, Shown, done, must, number, way},
        },
    },
};
use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use carnet_engine::{
    Error as EngineError, Invitation, OrganisationId, RoleChange, RoleId, RoleRecord,
    domain::{
        access::UseCase,
        account::{Language, NewAccount},
        role::{DataScope, Function, Role, RoleKind},
    },
};
use std::collections::BTreeSet;

/// The roles that are given by hand.
const GIVEN: &[RoleKind] = &[RoleKind::Secondary, RoleKind::CheckInDesk, RoleKind::Principal];

type Organisations = Vec<(OrganisationId, String)>;

/// What is opened to a secondary administrator: functions, and whose data.
fn opened_section(fields: &Fields<'_>, organisations: &Organisations) -> Section {
    let words = fields.words;
    let functions = Function::ALL.iter().map(|one| (one.to_string(), words.t(&format!("function-{one}"))));
    let organisations = organisations.iter().map(|(id, name)| (id.to_string(), name.clone()));
    Section::new(words.t("team-opened"))
        .help(words.t("team-opened-help"))
        .row(vec![fields.choices("team-functions", "functions", functions.collect())])
        .row(vec![fields.tick("team-everybody", "scope.everybody")])
        .row(vec![
            fields.lines(2, "team-countries", "scope.countries").help(words.t("team-countries-help")),
            fields.lines(2, "team-regions", "scope.regions").help(words.t("team-regions-help")),
        ])
        .row(vec![fields.choices("team-organisations", "scope.organisations", organisations.collect())])
}

fn read_opened(filled: &Filled) -> (BTreeSet<Function>, DataScope) {
    let several = |name: &str| -> BTreeSet<String> {
        let parts = filled.get(name).split([',', ';', '\n']).map(str::trim);
        parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
    };
    let scope = DataScope {
        everybody: filled.has("scope.everybody"),
        countries: several("scope.countries"),
        regions: several("scope.regions"),
        organisations: filled.all("scope.organisations").filter_map(|id| id.parse().ok()).collect(),
    };
    (filled.all("functions").filter_map(|word| Function::parse(word).ok()).collect(), scope)
}

// Giving one

pub(crate) async fn new(State(app): State<App>, at: InEvent) -> Result<Response, Error> {
    must(&at, UseCase::InviteAdministrator)?;
    let organisations = names::organisations(&app, &at).await?;
    new_page(&at, &organisations, Shown::first(Filled::default()))
}

fn new_page(at: &InEvent, organisations: &Organisations, shown: Shown) -> Result<Response, Error> {
    let words = at.visitor.words;
    let fields = shown.fields(words);
    let back = (AREA, way(at, AREA, words.t("team-title")));
    let page = FormPage::new(at, words.t("team-invite"), back, words.t("team-invite"))
        .intro(words.t("team-invite-help"))
        .section(
            Section::default()
                .row(vec![
                    fields.text("desk-person-name", "name").required(),
                    fields.line("email", "desk-person-email", "email").required(),
                ])
                .row(vec![
                    fields.word("desk-person-language", "language", ("desk-language", Language::ALL)),
                    fields.word("set-up-role", "role", ("role", GIVEN)),
                    fields.choice(
                        "set-up-organisation",
                        "organisation",
                        names::options("–".to_owned(), organisations),
                    ),
                ]),
        )
        .section(opened_section(&fields, organisations));
    shown.render(page)
}

pub(crate) async fn invite(State(app): State<App>, at: InEvent, filled: Filled) -> Result<Response, Error> {
    must(&at, UseCase::InviteAdministrator)?;
    let (engine, actor) = (app.engine(), &at.visitor.actor);
    let person = NewAccount {
        email: filled.get("email").to_owned(),
        name: filled.get("name").to_owned(),
        language: Language::parse(filled.get("language")).unwrap_or(Language::French),
    };
    let result = match RoleKind::parse(filled.get("role")) {
        Ok(RoleKind::Principal) => engine.name_principal(actor, at.id, &person).await,
        kind => {
            let opened = (kind != Ok(RoleKind::CheckInDesk)).then(|| read_opened(&filled));
            let organisation = filled.get("organisation").parse().ok();
            engine.invite_administrator(actor, at.id, &Invitation { person, organisation, opened }).await
        }
    };
    match result {
        Ok(_) => Ok(done(&at, AREA, "invited")),
        Err(error) => {
            let organisations = names::organisations(&app, &at).await?;
            new_page(&at, &organisations, Shown::refused(at.visitor.words, filled, error)?)
        }
    }
}

// Changing and withdrawing one

#[derive(Template)]
#[template(path = "desk/team/role.html")]
struct RolePage {
    form: FormPage,
    layout: Layout,
    role: String,
    email: String,
    href: String,
}

async fn find(app: &App, at: &InEvent, id: RoleId) -> Result<RoleRecord, Error> {
    must(at, UseCase::ChangeRole)?;
    let roles = app.engine().list_roles(&at.visitor.actor, at.id).await?;
    roles.into_iter().find(|role| role.id == id).ok_or(Error::NoPage)
}

pub(crate) async fn show(
    State(app): State<App>,
    at: InEvent,
    Path((_, id)): Path<(String, RoleId)>,
) -> Result<Response, Error> {
    let record = find(&app, &at, id).await?;
    let mut filled = Filled::default();
    filled.put("version", record.version);
    if let Role::Secondary { functions, scope } = &record.role {
        for function in functions {
            filled.put("functions", function);
        }
        let list = |set: &BTreeSet<String>| set.iter().cloned().collect::<Vec<_>>().join(", ");
        filled.tick("scope.everybody", scope.everybody);
        filled.put("scope.countries", list(&scope.countries));
        filled.put("scope.regions", list(&scope.regions));
        for organisation in &scope.organisations {
            filled.put("scope.organisations", organisation);
        }
    }
    role_page(&app, &at, &record, Shown::first(filled)).await
}

async fn role_page(app: &App, at: &InEvent, record: &RoleRecord, shown: Shown) -> Result<Response, Error> {
    let words = at.visitor.words;
    let organisations = names::organisations(app, at).await?;
    let back = (AREA, way(at, AREA, words.t("team-title")));
    let mut form =
        FormPage::new(at, record.name.clone(), back, words.t("desk-save")).carry(&shown.filled, "version");
    if record.role.kind() == RoleKind::Secondary {
        form = form.section(opened_section(&shown.fields(words), &organisations));
    }
    form.faults = shown.faults.clone();
    let page = RolePage {
        layout: form.layout.clone(),
        role: words.t(&format!("role-{}", record.role.kind())),
        email: record.email.clone(),
        href: at.href(&format!("{AREA}/{}", record.id)),
        form,
    };
    refused(shown.status, render(&page))
}

pub(crate) async fn save(
    State(app): State<App>,
    at: InEvent,
    Path((_, id)): Path<(String, RoleId)>,
    mut filled: Filled,
) -> Result<Response, Error> {
    let record = find(&app, &at, id).await?;
    let (functions, scope) = read_opened(&filled);
    let change = RoleChange { version: number(&filled, "version")?, functions, scope };
    match app.engine().change_role(&at.visitor.actor, at.id, id, &change).await {
        Ok(()) => Ok(done(&at, AREA, "saved")),
        Err(error) => {
            filled.renew("version", record.version, &error);
            role_page(&app, &at, &record, Shown::refused(at.visitor.words, filled, error)?).await
        }
    }
}

pub(crate) async fn withdraw(
    State(app): State<App>,
    at: InEvent,
    Path((_, id)): Path<(String, RoleId)>,
) -> Result<Response, Error> {
    let record = find(&app, &at, id).await?;
    match app.engine().withdraw_role(&at.visitor.actor, at.id, id).await {
        Ok(()) => Ok(done(&at, AREA, "role-withdrawn")),
        Err(error @ EngineError::Refused(_)) => {
            let faults = FormFaults::of(at.visitor.words, error)?;
            let shown = Shown::misread(Filled::default(), faults);
            role_page(&app, &at, &record, shown).await
        }
        Err(error) => Err(error.into()),
    }
}
