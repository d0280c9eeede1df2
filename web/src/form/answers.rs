//! The fields that an organiser set up: shown with what was answered, and read back.

use super::Field;
use crate::words::Words;
use carnet_engine::{
    RegistrationForm, TermId,
    domain::{
        form::{self, Answers, Definition, FieldKind},
        terms::Term,
    },
};
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// Rows of a text of several lines.
const ROWS: u8 = 5;

/// What a form sent, whatever its fields are called.
#[derive(Debug, Default, Deserialize)]
#[serde(transparent)]
pub(crate) struct Posted(Vec<(String, String)>);

impl Posted {
    /// What was sent, by name and value.
    pub(crate) fn new(sent: Vec<(String, String)>) -> Self {
        Self(sent)
    }

    /// The value of a field.
    pub(crate) fn one(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
    }

    /// All values of a field.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(found, _)| found == name).map(|(_, value)| value.as_str())
    }

    /// The value of a field; empty where it was not sent.
    pub(crate) fn text(&self, name: &str) -> &str {
        self.one(name).unwrap_or_default()
    }

    /// Whether a field was sent at all: a tick is when it is set.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.one(name).is_some()
    }
}

/// The terms of each list, with those above them in their label, as one chooses from them.
pub(crate) struct TermChoices(BTreeMap<String, Vec<(TermId, String)>>);

impl TermChoices {
    /// Each below the one that it belongs to, by label.
    pub(crate) fn new(words: Words, form: &RegistrationForm) -> Self {
        let mut lists: BTreeMap<String, Vec<(TermId, String)>> = BTreeMap::new();
        let mut below: BTreeMap<Option<TermId>, Vec<&Term>> = BTreeMap::new();
        for term in &form.terms {
            below.entry(term.parent).or_default().push(term);
        }
        for terms in below.values_mut() {
            terms.sort_by(|a, b| a.labels.get(words.0).cmp(b.labels.get(words.0)));
        }
        let first = below.get(&None).into_iter().flatten().map(|term| (*term, String::new()));
        let mut waiting: Vec<_> = first.rev().collect();
        while let Some((term, above)) = waiting.pop() {
            let label = format!("{above}{}", term.labels.get(words.0));
            let children = below.get(&Some(term.id)).into_iter().flatten();
            waiting.extend(children.rev().map(|child| (*child, format!("{label} › "))));
            lists.entry(term.list.clone()).or_default().push((term.id, label));
        }
        Self(lists)
    }

    fn of(&self, list: Option<&String>) -> &[(TermId, String)] {
        list.and_then(|list| self.0.get(list)).map_or(&[], Vec::as_slice)
    }

    /// The label of a term, by its identity as text.
    fn label(&self, id: &str) -> Option<&str> {
        let mut all = self.0.values().flatten();
        all.find(|(term, _)| term.to_string() == id).map(|(_, label)| label.as_str())
    }
}

/// The label of a field, with whether it may stay empty.
pub(crate) fn label(words: Words, definition: &Definition) -> String {
    let label = definition.labels.get(words.0);
    let open = !definition.required && definition.kind != FieldKind::YesNo;
    if open { words.with("form-optional", "label", label) } else { label.to_owned() }
}

/// A field under a name of the page, with what was answered so far.
pub(crate) fn field(
    words: Words,
    terms: &TermChoices,
    name: &str,
    definition: &Definition,
    answer: Option<&Value>,
) -> Field {
    let label = label(words, definition);
    let text = match answer {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    };
    let chosen = chosen(answer);
    let one_of = |mut options: Vec<(String, String)>| {
        options.insert(0, (String::new(), words.t("form-choose")));
        Field::choice(name, label.clone(), options, chosen.first().map_or("", String::as_str))
    };
    let any_of = |options: Vec<(String, String)>| {
        let ticked = |(value, text)| {
            let ticked = chosen.contains(&value);
            (value, text, ticked)
        };
        Field::choices(name, label.clone(), options.into_iter().map(ticked).collect())
    };
    let options = options(words, terms, definition);
    let field = match definition.kind {
        FieldKind::Line => Field::text(name, label, &text),
        FieldKind::Text => Field::lines(ROWS, name, label, &text),
        FieldKind::Number => Field::line("number", name, label, &text),
        FieldKind::Date => Field::line("date", name, label, &text),
        FieldKind::Email => Field::line("email", name, label, &text),
        FieldKind::Phone => Field::line("tel", name, label, &text),
        FieldKind::Web => Field::line("url", name, label, &text),
        FieldKind::YesNo => Field::tick(name, label, answer == Some(&Value::Bool(true))),
        FieldKind::Choice => one_of(options),
        FieldKind::Terms if definition.most == Some(1) => one_of(options),
        FieldKind::Choices | FieldKind::Terms => any_of(options),
    };
    limited(words, field, definition)
}

/// With the help and the limits of its definition.
fn limited(words: Words, mut field: Field, definition: &Definition) -> Field {
    let mut help = vec![definition.hints.as_ref().map_or("", |hints| hints.get(words.0)).to_owned()];
    match definition.kind {
        FieldKind::Line | FieldKind::Text => {
            field = definition.most.into_iter().fold(field, |field, most| field.limit("maxlength", most));
        }
        FieldKind::Number => {
            field = definition.least.into_iter().fold(field, |field, least| field.limit("min", least));
            field = definition.most.into_iter().fold(field, |field, most| field.limit("max", most));
        }
        FieldKind::Choices | FieldKind::Terms => {
            if let Some(most) = definition.most.filter(|most| *most > 1) {
                help.push(words.n("form-choices-most", most));
            }
        }
        _ => {}
    }
    // Some of several cannot be asked for by the browser.
    let some = matches!(definition.kind, FieldKind::Choices | FieldKind::Terms) && definition.most != Some(1);
    let field = if definition.required && !some { field.required() } else { field };
    field.help(help.join(" ").trim().to_owned())
}

fn options(words: Words, terms: &TermChoices, definition: &Definition) -> Vec<(String, String)> {
    match definition.kind {
        FieldKind::Terms => {
            let all = terms.of(definition.list.as_ref());
            all.iter().map(|(id, label)| (id.to_string(), label.clone())).collect()
        }
        _ => definition
            .choices
            .iter()
            .map(|choice| (choice.value.clone(), choice.labels.get(words.0).to_owned()))
            .collect(),
    }
}

/// What was chosen, of one or of several.
fn chosen(answer: Option<&Value>) -> Vec<String> {
    match answer {
        Some(Value::Array(all)) => all.iter().filter_map(|one| Some(one.as_str()?.to_owned())).collect(),
        Some(Value::String(one)) => vec![one.clone()],
        _ => Vec::new(),
    }
}

/// What was answered to a field; nothing where it was left empty. Whether it is right is for the engine to say.
pub(crate) fn read(posted: &Posted, name: &str, definition: &Definition) -> Option<Value> {
    let text = posted.one(name).map(str::trim).filter(|text| !text.is_empty());
    match definition.kind {
        FieldKind::YesNo => Some(posted.has(name).into()),
        FieldKind::Choices | FieldKind::Terms => {
            let all: Vec<_> = posted.all(name).filter(|one| !one.is_empty()).collect();
            (!all.is_empty()).then(|| all.into())
        }
        FieldKind::Number => text.map(|text| text.parse::<i64>().map_or_else(|_| text.into(), Value::from)),
        _ => text.map(Value::from),
    }
}

/// Takes over what was answered to those fields of a block that the page showed; `path` stands before their names.
pub(crate) fn take_over(posted: &Posted, path: &str, fields: &[&form::Field], answers: &mut Answers) {
    for field in fields {
        let name = format!("{path}.{}", field.name);
        if posted.all("asked").any(|asked| asked == name) {
            answers.remove(&field.name);
            answers.extend(read(posted, &name, &field.definition).map(|answer| (field.name.clone(), answer)));
        }
    }
}

/// An answer as people read it.
pub(crate) fn in_words(words: Words, terms: &TermChoices, definition: &Definition, answer: &Value) -> String {
    match definition.kind {
        FieldKind::YesNo => words.t(if answer == &Value::Bool(true) { "form-yes" } else { "form-no" }),
        FieldKind::Choice | FieldKind::Choices => {
            let label = |value: &String| {
                let choice = definition.choices.iter().find(|choice| choice.value == *value)?;
                Some(choice.labels.get(words.0).to_owned())
            };
            chosen(Some(answer)).iter().filter_map(label).collect::<Vec<_>>().join(", ")
        }
        FieldKind::Terms => {
            let all = chosen(Some(answer));
            all.iter().filter_map(|id| terms.label(id)).collect::<Vec<_>>().join(", ")
        }
        _ => match answer {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        },
    }
}
