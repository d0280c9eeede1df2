//! Rules of assignment: which co-organiser gets which registrations. The first that fits counts.

use super::AREA;
use crate::{
    App,
    error::Error,
    form::filled::Filled,
    page::{Layout, refused, render},
    pages::{
        InEvent,
        desk::{
            names,
            parts::{FormPage, Section, Shown, done, must, way},
        },
    },
};
use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use carnet_engine::domain::{access::UseCase, assignment::Criterion};

#[derive(Template)]
#[template(path = "desk/team/rules.html")]
struct RulesPage {
    form: FormPage,
    layout: Layout,
    href: String,
}

pub(crate) async fn show(State(app): State<App>, at: InEvent) -> Result<Response, Error> {
    must(&at, UseCase::SetAssignmentRules)?;
    let rules = app.engine().list_assignment_rules(&at.visitor.actor, at.id).await?;
    let organisations = names::organisations(&app, &at).await?;
    let mut filled = Filled::default();
    for (i, rule) in rules.iter().enumerate() {
        let path = format!("rules[{i}]");
        // An organisation is chosen by name, and kept by identity.
        let of = rule.value.parse().ok().map(|id| names::name_of(&organisations, &id));
        filled.put(format!("{path}.criterion"), rule.criterion);
        filled.put(format!("{path}.value"), of.filter(|name| !name.is_empty()).unwrap_or(rule.value.clone()));
        filled.put(format!("{path}.co_organiser"), rule.co_organiser);
    }
    rules_page(&app, &at, Shown::first(filled)).await
}

async fn rules_page(app: &App, at: &InEvent, shown: Shown) -> Result<Response, Error> {
    let words = at.visitor.words;
    let organisations = names::organisations(app, at).await?;
    let fields = shown.fields(words);
    let back = (AREA, way(at, AREA, words.t("team-title")));
    let mut form = FormPage::new(at, words.t("team-rules"), back, words.t("desk-save"));
    let mut section = Section::default();
    for i in 0..=shown.filled.rows("rules") {
        let path = format!("rules[{i}]");
        let to = names::options("–".to_owned(), &organisations);
        section = section.row(vec![
            fields.word(
                "team-rule-criterion",
                &format!("{path}.criterion"),
                ("rule-criterion", Criterion::ALL),
            ),
            fields.text("team-rule-value", &format!("{path}.value")),
            fields.choice("team-rule-to", &format!("{path}.co_organiser"), to),
        ]);
    }
    form = form.section(section);
    form.faults = shown.faults.clone();
    let page = RulesPage { layout: form.layout.clone(), href: at.href(&format!("{AREA}/rules")), form };
    refused(shown.status, render(&page))
}

pub(crate) async fn save(State(app): State<App>, at: InEvent, mut filled: Filled) -> Result<Response, Error> {
    must(&at, UseCase::SetAssignmentRules)?;
    let organisations = names::organisations(&app, &at).await?;
    filled.leave_out("rules", |filled, row| filled.is_blank(row, &["value", "co_organiser"]));
    let mut rules = Vec::new();
    let mut shown = Shown::first(filled);
    for i in 0..shown.filled.rows("rules") {
        let path = |field: &str| format!("rules[{i}].{field}");
        let criterion = Criterion::parse(shown.filled.get(&path("criterion"))).unwrap_or(Criterion::Country);
        let mut value = shown.filled.get(&path("value")).trim().to_owned();
        if criterion == Criterion::Organisation
            && let Some((id, _)) = organisations.iter().find(|(_, name)| name.eq_ignore_ascii_case(&value))
        {
            value = id.to_string();
        }
        match shown.filled.get(&path("co_organiser")).parse() {
            Ok(to) => rules.push((criterion, value, to)),
            Err(_) => shown.faults.add(&path("co_organiser"), at.visitor.words.t("fault-required")),
        }
    }
    if !shown.faults.is_empty() {
        return rules_page(&app, &at, Shown::misread(shown.filled, shown.faults)).await;
    }
    match app.engine().set_assignment_rules(&at.visitor.actor, at.id, &rules).await {
        Ok(()) => Ok(done(&at, &format!("{AREA}/rules"), "saved")),
        Err(error) => rules_page(&app, &at, Shown::refused(at.visitor.words, shown.filled, error)?).await,
    }
}

/// Runs the rules again on all registrations that were not assigned by hand.
pub(crate) async fn run(State(app): State<App>, at: InEvent) -> Result<Response, Error> {
    app.engine().run_assignment_rules(&at.visitor.actor, at.id).await?;
    Ok(Redirect::to(&at.href(&format!("{AREA}/rules?done=desk-rules-run"))).into_response())
}
