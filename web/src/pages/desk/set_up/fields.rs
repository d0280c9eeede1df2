//! The form of registrations: its fields in order, each on a page of its own.

pub(super) mod edit;

use super::{AREA, back};
use crate::{
    App,
    error::Error,
    form::filled::Filled,
    page::{FormFaults, Layout, Way, render},
    pages::{
        InEvent,
        desk::{
            names,
            parts::{done, must, number},
        },
    },
};
use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use carnet_engine::{
    Error as EngineError, RegistrationForm,
    domain::{
        access::UseCase,
        form::{Block, Field},
    },
};

#[derive(Template)]
#[template(path = "desk/set_up/form.html")]
struct FieldsPage {
    layout: Layout,
    faults: FormFaults,
    back: Way,
    href: String,
    version: i64,
    blocks: Vec<BlockPart>,
}

/// A block with its fields.
struct BlockPart {
    title: String,
    fixed: String,
    new: String,
    fields: Vec<FieldLine>,
}

struct FieldLine {
    position: usize,
    href: String,
    label: String,
    name: String,
    kind: String,
    category: String,
    marks: Vec<String>,
}

async fn read(app: &App, at: &InEvent) -> Result<RegistrationForm, Error> {
    must(at, UseCase::SetUpRegistration)?;
    Ok(app.engine().show_registration_form(&at.visitor.actor, at.id).await?)
}

pub(crate) async fn show(State(app): State<App>, at: InEvent) -> Result<Response, Error> {
    let form = read(&app, &at).await?;
    fields_page(&app, &at, &form, (StatusCode::OK, FormFaults::default())).await
}

async fn fields_page(
    app: &App,
    at: &InEvent,
    form: &RegistrationForm,
    (status, faults): (StatusCode, FormFaults),
) -> Result<Response, Error> {
    let words = at.visitor.words;
    let setup = app.engine().show_event(&at.visitor.actor, at.id).await?;
    let categories = names::categories(words.0, &setup.categories);
    let href = at.href(&format!("{AREA}/form"));
    let line = |(position, field): (usize, &Field)| {
        let definition = &field.definition;
        let marks = [
            ("field-required", definition.required),
            ("field-public", definition.public),
            ("field-hidden", !definition.shown),
            ("field-conditional", definition.when.is_some()),
        ];
        FieldLine {
            position,
            href: format!("{href}/{position}"),
            label: definition.labels.get(words.0).to_owned(),
            name: field.name.clone(),
            kind: words.t(&format!("field-kind-{}", definition.kind)),
            category: field.category.map_or_else(String::new, |id| names::name_of(&categories, &id)),
            marks: marks.into_iter().filter(|(_, set)| *set).map(|(key, _)| words.t(key)).collect(),
        }
    };
    let block = |block: &Block| BlockPart {
        title: words.t(&format!("form-block-{block}")),
        fixed: words.t(&format!("form-fixed-{block}")),
        new: format!("{href}/new?block={block}"),
        fields: form
            .form
            .fields()
            .iter()
            .enumerate()
            .filter(|(_, field)| field.block == *block)
            .map(line)
            .collect(),
    };
    let page = FieldsPage {
        layout: at.layout(words.t("set-up-form"), AREA),
        faults,
        back: back(at),
        version: form.version,
        blocks: Block::ALL.iter().map(block).collect(),
        href,
    };
    Ok((status, render(&page)?).into_response())
}

/// Moves a field one up or down within its block, or takes it out.
pub(crate) async fn shift(State(app): State<App>, at: InEvent, filled: Filled) -> Result<Response, Error> {
    let form = read(&app, &at).await?;
    let mut fields = form.form.fields().to_vec();
    let position: usize = number(&filled, "field")?;
    let block = fields.get(position).ok_or(Error::NoPage)?.block;
    let others = |range: std::ops::Range<usize>| range.filter(|i| fields[*i].block == block);
    match filled.get("do") {
        "up" => {
            if let Some(other) = others(0..position).next_back() {
                fields.swap(other, position);
            }
        }
        "down" => {
            if let Some(other) = others(position + 1..fields.len()).next() {
                fields.swap(position, other);
            }
        }
        "remove" => drop(fields.remove(position)),
        _ => return Err(Error::NoPage),
    }
    let version = number(&filled, "version")?;
    match app.engine().set_form(&at.visitor.actor, at.id, version, &fields).await {
        Ok(()) => Ok(done(&at, &format!("{AREA}/form"), "saved")),
        Err(EngineError::Conflict) => {
            let mut faults = FormFaults::default();
            faults.add("", at.visitor.words.t("error-conflict"));
            fields_page(&app, &at, &form, (StatusCode::CONFLICT, faults)).await
        }
        Err(error) => {
            let faults = FormFaults::of(at.visitor.words, error)?;
            fields_page(&app, &at, &form, (StatusCode::UNPROCESSABLE_ENTITY, faults)).await
        }
    }
}
