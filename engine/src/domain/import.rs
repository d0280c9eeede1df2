//! Imports of participants: a line is a person, lines of one company are one registration.

mod offerings;

use crate::{
    Error, Fault, FaultCode, Faults,
    domain::{
        account::Language,
        fold::fold,
        form::{Answers, Block, Definition, FieldKind, Form},
        registration::{CompanyInput, PersonInput, external_id},
        table::Table,
        terms::Term,
        text::Texts,
    },
    ids::{CategoryId, OrganisationId},
};
pub(crate) use offerings::{OfferingLine, read_offerings};
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap};

/// What stands between several choices or terms in one cell.
const SEPARATOR: char = '|';

/// What a file is read against.
pub(crate) struct Dictionary<'a> {
    pub(crate) form: &'a Form,
    pub(crate) categories: &'a [(CategoryId, Texts)],
    pub(crate) terms: &'a [Term],
    /// Those that a company may be linked to, with their names.
    pub(crate) organisations: &'a [(OrganisationId, String)],
}

/// A line of an import.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    /// Its number as a person sees it.
    pub(crate) number: usize,
    /// The person's key in the other system.
    pub(crate) id: Option<String>,
    /// The person; the category is the line's.
    pub(crate) person: PersonInput,
}

/// The lines of one company.
#[derive(Clone, Debug)]
pub(crate) struct Group {
    /// The number of its first line, which says what the company is.
    pub(crate) number: usize,
    /// The registration's key in the other system.
    pub(crate) id: Option<String>,
    pub(crate) category: CategoryId,
    pub(crate) company: CompanyInput,
    /// The organisation that it represents; where none is named, it stays what it was.
    pub(crate) organisation: Option<OrganisationId>,
    pub(crate) lines: Vec<Line>,
}

/// What a column is for.
#[derive(Clone, Copy)]
enum Column<'a> {
    RegistrationId,
    Id,
    Company,
    Country,
    Region,
    Organisation,
    Category,
    Name,
    Email,
    Language,
    Answer(Block, &'a str),
}

/// Reads a table. Columns: `company`, `country`, `name`, `email` and `category` are needed, `region`, `organisation`,
/// `language`, `id`, `registration_id` and the fields of the form as `company.turnover` or `person.phone` may be there.
///
/// A file with a wrong header is refused as a whole; what is wrong with lines is remembered, and those are left out.
pub(crate) fn read(table: &Table, by: &Dictionary, faults: &mut Faults) -> Result<Vec<Group>, Error> {
    let columns = read_header(table, by.form)?;
    let mut groups: Vec<Group> = Vec::new();
    let mut by_key: HashMap<String, usize> = HashMap::new();
    let mut ids: BTreeMap<String, usize> = BTreeMap::new();
    for (number, cells) in &table.lines {
        let Some((group, line)) = read_line(*number, cells, &columns, by, faults) else { continue };
        if let Some(id) = &line.id
            && let Some(first) = ids.insert(id.clone(), *number)
        {
            let fault = Fault::new(format!("line[{number}].id"), FaultCode::Duplicate);
            faults.push(fault.with("first", first));
            continue;
        }
        let key = match &group.id {
            Some(id) => format!("id {id}"),
            None => format!("name {} {}", fold(group.company.name.trim()), group.company.country),
        };
        let i = *by_key.entry(key).or_insert(groups.len());
        if i == groups.len() {
            groups.push(group);
        }
        groups[i].lines.push(line);
    }
    Ok(groups)
}

fn read_header<'a>(table: &'a Table, form: &'a Form) -> Result<Vec<Column<'a>>, Error> {
    let mut faults = Faults::new();
    let mut columns = Vec::with_capacity(table.header.len());
    for (i, name) in table.header.iter().enumerate() {
        if table.header[..i].contains(name) {
            faults.push(Fault::new(format!("columns.{name}"), FaultCode::Duplicate));
        }
        let column = match name.to_lowercase().as_str() {
            "registration_id" => Some(Column::RegistrationId),
            "id" => Some(Column::Id),
            "company" => Some(Column::Company),
            "country" => Some(Column::Country),
            "region" => Some(Column::Region),
            "organisation" => Some(Column::Organisation),
            "category" => Some(Column::Category),
            "name" => Some(Column::Name),
            "email" => Some(Column::Email),
            "language" => Some(Column::Language),
            _ => answer_column(name, form),
        };
        if column.is_none() {
            faults.push(Fault::new(format!("columns.{name}"), FaultCode::UnknownField));
        }
        columns.extend(column);
    }
    for needed in ["company", "country", "category", "name", "email"] {
        if !table.header.iter().any(|name| name.eq_ignore_ascii_case(needed)) {
            faults.push(Fault::new(format!("columns.{needed}"), FaultCode::Required));
        }
    }
    faults.check().map(|()| columns)
}

fn answer_column<'a>(name: &'a str, form: &Form) -> Option<Column<'a>> {
    let (block, field) = name.split_once('.')?;
    let block = Block::parse(block).ok().filter(|block| *block != Block::Offering)?;
    is_field(form, block, field).then_some(Column::Answer(block, field))
}

fn is_field(form: &Form, block: Block, name: &str) -> bool {
    form.fields().iter().any(|f| f.block == block && f.name == name)
}

fn read_line(
    number: usize,
    cells: &[String],
    columns: &[Column],
    by: &Dictionary,
    faults: &mut Faults,
) -> Option<(Group, Line)> {
    let path = |name: &str| format!("line[{number}].{name}");
    let mut company = CompanyInput::default();
    let (mut name, mut email, mut language) = (String::new(), String::new(), Some(Language::French));
    let (mut category, mut keys) = (None, [None, None]);
    let mut organisation = None;
    let mut answers: Vec<(Block, &str, &str)> = Vec::new();
    for (column, cell) in columns.iter().zip(cells) {
        let cell = cell.trim();
        let key = |name: &str| (!cell.is_empty()).then(|| external_id(&path(name), cell));
        match column {
            Column::RegistrationId => keys[0] = key("registration_id"),
            Column::Id => keys[1] = key("id"),
            Column::Company => cell.clone_into(&mut company.name),
            Column::Country => company.country = cell.to_uppercase(),
            Column::Region => company.region = (!cell.is_empty()).then(|| cell.to_owned()),
            Column::Organisation | Column::Language if cell.is_empty() => {}
            Column::Organisation => organisation = Some(by.organisation(cell)),
            Column::Category => category = by.category(cell),
            Column::Name => cell.clone_into(&mut name),
            Column::Email => cell.clone_into(&mut email),
            Column::Language => language = Language::parse(&cell.to_lowercase()).ok(),
            Column::Answer(block, field) => answers.push((*block, field, cell)),
        }
    }
    if category.is_none() {
        let known: Vec<_> = by.categories.iter().map(|(_, names)| names.get(Language::French)).collect();
        faults.push(Fault::new(path("category"), FaultCode::UnknownChoice).with("choices", known));
    }
    if language.is_none() {
        let known: Vec<_> = Language::ALL.iter().map(|language| language.as_str()).collect();
        faults.push(Fault::new(path("language"), FaultCode::UnknownChoice).with("choices", known));
    }
    if let Some(Err(code)) = organisation {
        faults.push(Fault::new(path("organisation"), code));
        return None;
    }
    let [registration_id, id] = keys.map(|key| key.map(|key| faults.take(key)));
    let (category, language) = (category?, language?);
    let mut of_person = Answers::new();
    for (block, field, cell) in answers.into_iter().filter(|(_, _, cell)| !cell.is_empty()) {
        let value = by.answer((block, category), field, cell);
        let answers = if block == Block::Company { &mut company.answers } else { &mut of_person };
        answers.insert(field.to_owned(), value);
    }
    if registration_id == Some(None) || id == Some(None) {
        return None;
    }
    let person = PersonInput {
        name,
        email,
        language,
        category: Some(category),
        company_admin: false,
        answers: of_person,
    };
    let line = Line { number, id: id.flatten(), person };
    let (id, organisation) = (registration_id.flatten(), organisation.and_then(Result::ok));
    Some((Group { number, id, category, company, organisation, lines: Vec::new() }, line))
}

impl Dictionary<'_> {
    /// A category by one of its names.
    fn category(&self, name: &str) -> Option<CategoryId> {
        let name = fold(name);
        let is_it = |text: &Option<String>| text.as_deref().is_some_and(|text| fold(text) == name);
        let found = self.categories.iter().find(|(_, names)| is_it(&names.fr) || is_it(&names.en));
        found.map(|(id, _)| *id)
    }

    /// An organisation by its identity, or by its name where no other has the same.
    fn organisation(&self, cell: &str) -> Result<OrganisationId, FaultCode> {
        let all = self.organisations.iter();
        if let Some((id, _)) = all.clone().find(|(id, _)| id.to_string() == cell) {
            return Ok(*id);
        }
        let name = fold(cell);
        let mut named = all.filter(|(_, other)| fold(other) == name).map(|(id, _)| *id);
        match (named.next(), named.next()) {
            (Some(id), None) => Ok(id),
            (Some(_), Some(_)) => Err(FaultCode::Ambiguous),
            (None, _) => Err(FaultCode::UnknownChoice),
        }
    }

    /// The answer to a field that a cell stands for.
    pub(crate) fn answer(&self, (block, category): (Block, CategoryId), field: &str, cell: &str) -> Value {
        match self.form.of(block, category).into_iter().find(|f| f.name == field) {
            Some(f) => self.value(&f.definition, cell),
            None => cell.into(),
        }
    }

    /// The answer that a cell stands for; what makes no sense stays as it is, for the check to name.
    fn value(&self, definition: &Definition, cell: &str) -> Value {
        let parts = || cell.split(SEPARATOR).map(str::trim).filter(|part| !part.is_empty());
        match definition.kind {
            FieldKind::YesNo => match fold(cell).as_ref() {
                "yes" | "oui" | "true" | "vrai" | "1" | "x" => json!(true),
                "no" | "non" | "false" | "faux" | "0" => json!(false),
                _ => cell.into(),
            },
            FieldKind::Choices => parts().collect(),
            FieldKind::Terms => parts().map(|part| self.term(definition.list.as_deref(), part)).collect(),
            _ => cell.into(),
        }
    }

    /// A term by its code or one of its labels.
    fn term(&self, list: Option<&str>, part: &str) -> String {
        let folded = fold(part);
        let is_it = |term: &&Term| {
            let labels = [&term.labels.fr, &term.labels.en].into_iter().flatten();
            term.code == part || labels.into_iter().any(|label| fold(label) == folded)
        };
        let of_list = self.terms.iter().filter(|term| Some(term.list.as_str()) == list);
        of_list.into_iter().find(is_it).map_or_else(|| part.to_owned(), |term| term.id.to_string())
    }
}
