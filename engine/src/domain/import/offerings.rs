//! Imports of offers and wants: a line is one of them.

use super::{Dictionary, is_field};
use crate::{
    Error, Fault, FaultCode, Faults,
    domain::{
        fold::fold,
        form::{Answers, Block, Form},
        registration::{OfferingInput, OfferingKind, external_id},
        table::Table,
    },
    ids::CategoryId,
};
use std::collections::HashMap;

/// A line of an import.
#[derive(Clone, Debug)]
pub(crate) struct OfferingLine {
    /// Its number as a person sees it.
    pub(crate) number: usize,
    /// The key of the registration in the other system.
    pub(crate) registration: Option<String>,
    /// The company's name, where there is no key.
    pub(crate) company: String,
    /// The key of the offer or want in the other system.
    pub(crate) id: Option<String>,
    kind: OfferingKind,
    title: String,
    text: String,
    answers: Vec<(String, String)>,
}

/// What a column is for.
#[derive(Clone, Copy)]
enum Column<'a> {
    RegistrationId,
    Company,
    Id,
    Kind,
    Title,
    Text,
    Answer(&'a str),
}

impl OfferingLine {
    /// The offer or want, for a company of a category.
    pub(crate) fn input(&self, by: &Dictionary, category: CategoryId) -> OfferingInput {
        let answer = |(field, cell): &(String, String)| {
            (field.clone(), by.answer((Block::Offering, category), field, cell))
        };
        let answers: Answers = self.answers.iter().map(answer).collect();
        OfferingInput { kind: self.kind, title: self.title.clone(), text: self.text.clone(), answers }
    }
}

/// Reads a table. Columns: `kind` and `title` are needed, and `registration_id` or `company`; `id`, `text` and the fields of the
/// form as `offering.keywords` may be there.
///
/// A file with a wrong header is refused as a whole; what is wrong with lines is remembered, and those are left out.
pub(crate) fn read_offerings(
    table: &Table,
    form: &Form,
    faults: &mut Faults,
) -> Result<Vec<OfferingLine>, Error> {
    let columns = read_header(table, form)?;
    let mut lines = Vec::with_capacity(table.lines.len());
    let mut ids: HashMap<String, usize> = HashMap::new();
    for (number, cells) in &table.lines {
        let Some(line) = read_line(*number, cells, &columns, faults) else { continue };
        if let Some(id) = &line.id
            && let Some(first) = ids.insert(id.clone(), *number)
        {
            let fault = Fault::new(format!("line[{number}].id"), FaultCode::Duplicate);
            faults.push(fault.with("first", first));
            continue;
        }
        lines.push(line);
    }
    Ok(lines)
}

fn read_header<'a>(table: &'a Table, form: &Form) -> Result<Vec<Column<'a>>, Error> {
    let mut faults = Faults::new();
    let mut columns = Vec::with_capacity(table.header.len());
    for (i, name) in table.header.iter().enumerate() {
        if table.header[..i].contains(name) {
            faults.push(Fault::new(format!("columns.{name}"), FaultCode::Duplicate));
        }
        let field = name.strip_prefix("offering.").filter(|field| is_field(form, Block::Offering, field));
        let column = match name.to_lowercase().as_str() {
            "registration_id" => Some(Column::RegistrationId),
            "company" => Some(Column::Company),
            "id" => Some(Column::Id),
            "kind" => Some(Column::Kind),
            "title" => Some(Column::Title),
            "text" => Some(Column::Text),
            _ => field.map(Column::Answer),
        };
        if column.is_none() {
            faults.push(Fault::new(format!("columns.{name}"), FaultCode::UnknownField));
        }
        columns.extend(column);
    }
    let has = |needed: &str| table.header.iter().any(|name| name.eq_ignore_ascii_case(needed));
    for needed in ["kind", "title"].into_iter().filter(|needed| !has(needed)) {
        faults.push(Fault::new(format!("columns.{needed}"), FaultCode::Required));
    }
    if !has("registration_id") && !has("company") {
        faults.push(Fault::new("columns.registration_id", FaultCode::Required));
    }
    faults.check().map(|()| columns)
}

fn read_line(
    number: usize,
    cells: &[String],
    columns: &[Column],
    faults: &mut Faults,
) -> Option<OfferingLine> {
    let path = |name: &str| format!("line[{number}].{name}");
    let (mut registration, mut id, mut kind) = (None, None, None);
    let (mut company, mut title, mut text) = (String::new(), String::new(), String::new());
    let mut answers = Vec::new();
    for (column, cell) in columns.iter().zip(cells) {
        let cell = cell.trim();
        let key = |name: &str| (!cell.is_empty()).then(|| external_id(&path(name), cell));
        match column {
            Column::RegistrationId => registration = key("registration_id"),
            Column::Company => cell.clone_into(&mut company),
            Column::Id => id = key("id"),
            Column::Kind => kind = read_kind(cell),
            Column::Title => cell.clone_into(&mut title),
            Column::Text => cell.clone_into(&mut text),
            Column::Answer(_) if cell.is_empty() => {}
            Column::Answer(field) => answers.push(((*field).to_owned(), cell.to_owned())),
        }
    }
    if kind.is_none() {
        let known: Vec<_> = OfferingKind::ALL.iter().map(|kind| kind.as_str()).collect();
        faults.push(Fault::new(path("kind"), FaultCode::UnknownChoice).with("choices", known));
    }
    if registration.is_none() && company.is_empty() {
        faults.push(Fault::new(path("registration_id"), FaultCode::Required));
        return None;
    }
    let [registration, id] = [registration, id].map(|key| key.map(|key| faults.take(key)));
    if registration == Some(None) || id == Some(None) {
        return None;
    }
    let (registration, id) = (registration.flatten(), id.flatten());
    Some(OfferingLine { number, registration, company, id, kind: kind?, title, text, answers })
}

fn read_kind(cell: &str) -> Option<OfferingKind> {
    match fold(cell).as_ref() {
        "offer" | "offre" => Some(OfferingKind::Offer),
        "want" | "demande" | "recherche" => Some(OfferingKind::Want),
        _ => None,
    }
}
