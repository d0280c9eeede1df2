//! Setting a form up: what an organiser may ask for.

use super::{Choice, Definition, Field, FieldKind, Form};
use crate::{
    Error, Fault, FaultCode, Faults,
    domain::text::{TextKind, Texts, written},
    ids::CategoryId,
};
use serde_json::Value;
use std::collections::BTreeSet;

const LABEL_MOST: usize = 200;
const HINT_MOST: usize = 1_000;
const NAME_MOST: usize = 60;
/// More fields than this nobody fills in, and forms stay fast.
const FIELDS_MOST: usize = 300;
const CHOICES_MOST: usize = 500;

impl Form {
    /// The form of these fields, or every fault. Categories and lists are those that the event has.
    pub fn check(
        fields: &[Field],
        categories: &BTreeSet<CategoryId>,
        lists: &BTreeSet<String>,
    ) -> Result<Self, Error> {
        let mut faults = Faults::new();
        if fields.len() > FIELDS_MOST {
            faults.push(Fault::new("fields", FaultCode::TooMany).with("most", FIELDS_MOST));
        }
        let mut checked = Vec::with_capacity(fields.len());
        for (i, field) in fields.iter().enumerate() {
            let path = format!("fields[{i}]");
            if fields[..i].iter().any(|f| same_place(f, field)) {
                faults.push(Fault::new(format!("{path}.name"), FaultCode::Duplicate));
            }
            if field.category.is_some_and(|id| !categories.contains(&id)) {
                faults.push(Fault::new(format!("{path}.category"), FaultCode::UnknownChoice));
            }
            faults.take(stable_name(&format!("{path}.name"), &field.name));
            let definition = check_definition(&path, &field.definition, lists, &mut faults);
            check_condition(&path, field, &fields[..i], &mut faults);
            checked.extend(definition.map(|definition| Field { definition, ..field.clone() }));
        }
        faults.check()?;
        Ok(Self { fields: checked })
    }
}

fn same_place(a: &Field, b: &Field) -> bool {
    (a.block, a.category, &a.name) == (b.block, b.category, &b.name)
}

/// A stable name: small letters, digits and hyphens, a letter first.
pub(crate) fn stable_name(path: &str, name: &str) -> Result<String, Fault> {
    let fine = name.len() <= NAME_MOST
        && name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    if fine {
        Ok(name.to_owned())
    } else {
        Err(Fault::new(path, FaultCode::WrongFormat).with("example", "key-figures"))
    }
}

fn check_definition(
    path: &str,
    new: &Definition,
    lists: &BTreeSet<String>,
    faults: &mut Faults,
) -> Option<Definition> {
    let labels = new.labels.check(&format!("{path}.labels"), TextKind::Line, LABEL_MOST, faults);
    let hints = Texts::check_optional(
        new.hints.as_ref(),
        &format!("{path}.hints"),
        TextKind::Paragraphs,
        HINT_MOST,
        faults,
    );
    let choices = check_choices(path, new, faults);
    match (new.kind, &new.list) {
        (FieldKind::Terms, Some(list)) if lists.contains(list) => {}
        (FieldKind::Terms, list) => {
            let code = if list.is_some() { FaultCode::UnknownChoice } else { FaultCode::Required };
            let known: Vec<_> = lists.iter().cloned().collect();
            faults.push(Fault::new(format!("{path}.list"), code).with("choices", known));
        }
        (_, None) => {}
        (_, Some(_)) => faults.push(Fault::new(format!("{path}.list"), FaultCode::NotAsked)),
    }
    if let (Some(least), Some(most)) = (new.least, new.most)
        && most < least
    {
        faults.push(Fault::new(format!("{path}.most"), FaultCode::OutOfRange).with("least", least));
    }
    Some(Definition { labels: labels?, hints: hints?, choices: choices?, ..new.clone() })
}

fn check_choices(path: &str, new: &Definition, faults: &mut Faults) -> Option<Vec<Choice>> {
    let path = format!("{path}.choices");
    let takes = matches!(new.kind, FieldKind::Choice | FieldKind::Choices);
    if takes == new.choices.is_empty() || new.choices.len() > CHOICES_MOST {
        let code = match (takes, new.choices.is_empty()) {
            (true, true) => FaultCode::Required,
            (true, false) => FaultCode::TooMany,
            (false, _) => FaultCode::NotAsked,
        };
        faults.push(Fault::new(path, code).with("most", CHOICES_MOST));
        return None;
    }
    let mut checked = Vec::with_capacity(new.choices.len());
    for (i, choice) in new.choices.iter().enumerate() {
        let path = format!("{path}[{i}]");
        if new.choices[..i].iter().any(|other| other.value == choice.value) {
            faults.push(Fault::new(format!("{path}.value"), FaultCode::Duplicate));
        }
        let value = faults.take(stable_name(&format!("{path}.value"), &choice.value));
        let labels = choice.labels.check(&format!("{path}.labels"), TextKind::Line, LABEL_MOST, faults);
        checked.extend(value.zip(labels).map(|(value, labels)| Choice { value, labels }));
    }
    Some(checked)
}

/// A condition looks at a field that comes earlier, so that no two wait for each other.
fn check_condition(path: &str, field: &Field, earlier: &[Field], faults: &mut Faults) {
    let Some(when) = &field.definition.when else { return };
    let reaches = |f: &Field| f.category.is_none() || f.category == field.category;
    let known = earlier.iter().any(|f| f.block == field.block && f.name == when.field && reaches(f));
    if !known {
        faults.push(Fault::new(format!("{path}.when.field"), FaultCode::UnknownField));
    }
    if when.is.is_empty() {
        faults.push(Fault::new(format!("{path}.when.is"), FaultCode::Required));
    }
    if when.is.len() > CHOICES_MOST {
        faults.push(Fault::new(format!("{path}.when.is"), FaultCode::TooMany).with("most", CHOICES_MOST));
    }
    for (i, value) in when.is.iter().enumerate() {
        let path = format!("{path}.when.is[{i}]");
        match value {
            Value::String(text) => drop(faults.take(written(&path, text, TextKind::Line, LABEL_MOST))),
            Value::Bool(_) | Value::Number(_) => {}
            Value::Null | Value::Array(_) | Value::Object(_) => {
                faults.push(Fault::new(path, FaultCode::WrongKind));
            }
        }
    }
}
