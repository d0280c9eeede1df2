//! Answers to a form: which of them are right, and what is wrong with the others.

use super::{Answers, ChosenTerms, Definition, Field, FieldKind, term_of};
use crate::{Fault, FaultCode, Faults, domain::account::EmailAddress, ids::TermId};
use chrono::NaiveDate;
use serde_json::Value;
use std::collections::BTreeMap;

const LINE_MOST: i64 = 500;
const TEXT_MOST: i64 = 20_000;
const TERMS_MOST: i64 = 100;

/// The lists that there are, with their terms.
pub type TermIndex = BTreeMap<TermId, String>;

/// Answers that are right: terms apart, since they are stored apart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Checked {
    /// The answers that are not terms.
    pub answers: Answers,
    /// The terms.
    pub terms: ChosenTerms,
}

/// The answers to fields, in order; all faults are remembered with their paths.
///
/// A field whose condition does not hold is not asked: what was sent for it is left out. Answers to a hidden field are
/// taken from `before`.
pub fn check_answers(
    path: &str,
    fields: &[&Field],
    (given, before): (&Answers, &Answers),
    terms: &TermIndex,
    faults: &mut Faults,
) -> Checked {
    for name in given.keys() {
        if !fields.iter().any(|field| field.name == *name && field.definition.shown) {
            faults.push(Fault::new(format!("{path}.{name}"), FaultCode::UnknownField));
        }
    }
    let mut all = Answers::new();
    for field in fields {
        let definition = &field.definition;
        if !definition.shown {
            all.extend(before.get(&field.name).map(|answer| (field.name.clone(), answer.clone())));
            continue;
        }
        if definition.when.as_ref().is_some_and(|when| !when.holds(&all)) {
            continue;
        }
        let path = format!("{path}.{}", field.name);
        match given.get(&field.name).filter(|answer| !is_empty(answer)) {
            Some(answer) => {
                let answer = faults.take(check_one(&path, definition, answer, terms));
                all.extend(answer.map(|answer| (field.name.clone(), answer)));
            }
            None if definition.required => faults.push(Fault::new(path, FaultCode::Required)),
            None => {}
        }
    }
    part(fields, all)
}

/// Puts terms apart.
fn part(fields: &[&Field], all: Answers) -> Checked {
    let mut checked = Checked::default();
    for (name, answer) in all {
        let is_terms =
            fields.iter().any(|field| field.name == name && field.definition.kind == FieldKind::Terms);
        if is_terms {
            let ids = answer.as_array().into_iter().flatten().filter_map(term_of);
            checked.terms.extend(ids.map(|id| (name.clone(), id)));
        } else {
            checked.answers.insert(name, answer);
        }
    }
    checked
}

fn is_empty(answer: &Value) -> bool {
    match answer {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(all) => all.is_empty(),
        _ => false,
    }
}

fn check_one(path: &str, definition: &Definition, answer: &Value, terms: &TermIndex) -> Result<Value, Fault> {
    let kind = definition.kind;
    let wrong = || Fault::new(path, FaultCode::WrongKind).with("kind", kind.as_str());
    let text = || answer.as_str().map(str::trim).ok_or_else(wrong);
    match kind {
        FieldKind::Line => {
            check_text(path, text()?, definition, LINE_MOST, &[])?;
            Ok(text()?.into())
        }
        FieldKind::Text => {
            check_text(path, text()?, definition, TEXT_MOST, &['\n', '\r', '\t'])?;
            Ok(text()?.into())
        }
        FieldKind::Number => {
            let number =
                answer.as_i64().or_else(|| answer.as_str()?.trim().parse().ok()).ok_or_else(wrong)?;
            within(path, FaultCode::OutOfRange, number, definition.least, definition.most)?;
            Ok(number.into())
        }
        FieldKind::YesNo => match answer.as_bool() {
            // Something that must be agreed to is not agreed to by "no".
            Some(false) if definition.required => Err(Fault::new(path, FaultCode::Required)),
            Some(yes) => Ok(yes.into()),
            None => Err(wrong()),
        },
        FieldKind::Date => match NaiveDate::parse_from_str(text()?, "%Y-%m-%d") {
            Ok(day) => Ok(day.format("%Y-%m-%d").to_string().into()),
            Err(_) => Err(Fault::new(path, FaultCode::WrongFormat).with("example", "2027-03-18")),
        },
        FieldKind::Email => Ok(EmailAddress::parse(path, text()?)?.as_str().into()),
        FieldKind::Phone => check_phone(path, text()?),
        FieldKind::Web => check_web(path, text()?),
        FieldKind::Choice => check_choice(path, definition, answer),
        FieldKind::Choices => {
            let all = list(path, definition, answer, definition.choices.len() as i64)?;
            let checked = all.iter().enumerate();
            checked.map(|(i, one)| check_choice(&format!("{path}[{i}]"), definition, one)).collect()
        }
        FieldKind::Terms => {
            let all = list(path, definition, answer, TERMS_MOST)?;
            let of_list = |id: TermId| terms.get(&id) == definition.list.as_ref();
            let unknown = |i: usize| Fault::new(format!("{path}[{i}]"), FaultCode::UnknownChoice);
            let known =
                |one: &Value| term_of(one).filter(|id| of_list(*id)).map(|id| Value::from(id.to_string()));
            all.iter().enumerate().map(|(i, one)| known(one).ok_or_else(|| unknown(i))).collect()
        }
    }
}

fn within(
    path: &str,
    code: FaultCode,
    value: i64,
    least: Option<i64>,
    most: Option<i64>,
) -> Result<(), Fault> {
    if least.is_none_or(|least| least <= value) && most.is_none_or(|most| value <= most) {
        return Ok(());
    }
    let mut fault = Fault::new(path, code);
    if let Some(least) = least {
        fault = fault.with("least", least);
    }
    if let Some(most) = most {
        fault = fault.with("most", most);
    }
    Err(fault)
}

fn check_text(
    path: &str,
    text: &str,
    definition: &Definition,
    most: i64,
    control: &[char],
) -> Result<(), Fault> {
    if text.chars().any(|c| c.is_control() && !control.contains(&c)) {
        return Err(Fault::new(path, FaultCode::ControlCharacters));
    }
    let n_chars = text.chars().count() as i64;
    let most = definition.most.map_or(most, |own| own.min(most));
    let code = if n_chars > most { FaultCode::TooLong } else { FaultCode::TooFewCharacters };
    within(path, code, n_chars, definition.least, Some(most))
}

/// A list without an item twice, of as many items as the field wants.
fn list<'a>(path: &str, definition: &Definition, answer: &'a Value, most: i64) -> Result<&'a [Value], Fault> {
    let kind = definition.kind.as_str();
    let all = answer.as_array().ok_or_else(|| Fault::new(path, FaultCode::WrongKind).with("kind", kind))?;
    let n_items = all.len() as i64;
    let most = definition.most.map_or(most, |own| own.min(most));
    let code = if n_items > most { FaultCode::TooMany } else { FaultCode::TooFew };
    within(path, code, n_items, definition.least, Some(most))?;
    match (0..all.len()).find(|&i| all[..i].contains(&all[i])) {
        Some(i) => Err(Fault::new(format!("{path}[{i}]"), FaultCode::Duplicate)),
        None => Ok(all),
    }
}

fn check_choice(path: &str, definition: &Definition, answer: &Value) -> Result<Value, Fault> {
    let chosen = answer.as_str().unwrap_or_default();
    if definition.choices.iter().any(|choice| choice.value == chosen) {
        return Ok(chosen.into());
    }
    let choices: Vec<_> = definition.choices.iter().map(|choice| choice.value.clone()).collect();
    Err(Fault::new(path, FaultCode::UnknownChoice).with("choices", choices))
}

/// Digits with the usual marks between them, 6 to 15 of them as the numbering plan of the world has it.
fn check_phone(path: &str, text: &str) -> Result<Value, Fault> {
    let n_digits = text.chars().filter(char::is_ascii_digit).count();
    let fine = text.chars().enumerate().all(|(i, c)| match c {
        '+' => i == 0,
        c => c.is_ascii_digit() || matches!(c, ' ' | '.' | '-' | '/' | '(' | ')'),
    });
    if fine && (6..=15).contains(&n_digits) {
        Ok(text.into())
    } else {
        Err(Fault::new(path, FaultCode::WrongFormat).with("example", "+33 1 23 45 67 89"))
    }
}

/// An address of the web and nothing that a page could run.
fn check_web(path: &str, text: &str) -> Result<Value, Fault> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let host = rest.map(|rest| rest.split(['/', '?', '#']).next().unwrap_or_default());
    let fine = host.is_some_and(|host| host.contains('.') && !host.contains('@'))
        && text.len() <= LINE_MOST as usize
        && !text.chars().any(|c| c.is_control() || c.is_whitespace() || matches!(c, '"' | '<' | '>'));
    if fine {
        Ok(text.into())
    } else {
        Err(Fault::new(path, FaultCode::WrongFormat).with("example", "https://www.example.org"))
    }
}
