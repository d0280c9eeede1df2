//! The fields that an organiser set up: shown with what was answered, and read back.

use super::{
    Field,
    filled::{Fields, Filled},
};
use crate::words::Words;
use carnet_engine::{
    RegistrationForm, TermId,
    domain::{
        form::{self, Answers, ChosenTerms, Definition, FieldKind},
        terms::Term,
    },
};
use serde_json::Value;
use std::collections::BTreeMap;

/// Rows of a text of several lines.
const ROWS: u8 = 5;

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
pub(crate) fn read(filled: &Filled, name: &str, definition: &Definition) -> Option<Value> {
    let text = filled.one(name).map(str::trim).filter(|text| !text.is_empty());
    match definition.kind {
        FieldKind::YesNo => Some(filled.has(name).into()),
        FieldKind::Choices | FieldKind::Terms => {
            let all: Vec<_> = filled.all(name).filter(|one| !one.is_empty()).collect();
            (!all.is_empty()).then(|| all.into())
        }
        FieldKind::Number => text.map(|text| text.parse::<i64>().map_or_else(|_| text.into(), Value::from)),
        _ => text.map(Value::from),
    }
}

/// Takes over what was answered to those fields of a block that the page showed; `path` stands before their names.
pub(crate) fn take_over(filled: &Filled, path: &str, fields: &[&form::Field], answers: &mut Answers) {
    for field in fields {
        let name = format!("{path}.{}", field.name);
        if filled.all("asked").any(|asked| asked == name) {
            answers.remove(&field.name);
            answers.extend(read(filled, &name, &field.definition).map(|answer| (field.name.clone(), answer)));
        }
    }
}

/// The fields of a block that an organiser fills in for somebody; `path` is the block's, such as `company` or `people[0]`, under
/// which the engine calls them in its faults.
pub(crate) fn fields(
    page: &Fields<'_>,
    path: &str,
    asked: &[&form::Field],
    terms: &TermChoices,
) -> Vec<Field> {
    let shown = |of: &&form::Field| {
        let name = name_of(path, of);
        let mut definition = of.definition.clone();
        // What is asked only after certain answers may stay empty after others.
        definition.required &= definition.when.is_none();
        let answer = read(page.filled, &name, &definition);
        field(page.words, terms, &name, &definition, answer.as_ref()).fault(page.faults, &name)
    };
    asked.iter().filter(|of| of.definition.shown).map(shown).collect()
}

fn name_of(path: &str, field: &form::Field) -> String {
    format!("{path}.answers.{}", field.name)
}

/// Fills in what was answered before to the fields of a block.
pub(crate) fn fill(
    filled: &mut Filled,
    path: &str,
    asked: &[&form::Field],
    (answers, terms): (&Answers, &ChosenTerms),
) {
    for field in asked {
        let name = name_of(path, field);
        match answer_of(field, (answers, terms)) {
            None | Some(Value::Null) => {}
            Some(Value::Bool(yes)) => filled.tick(&name, yes),
            Some(Value::Array(all)) => all.iter().for_each(|one| filled.put(&name, plain(one))),
            Some(one) => filled.put(&name, plain(&one)),
        }
    }
}

/// What was answered to a field, the terms among the other answers.
fn answer_of(field: &form::Field, (answers, terms): (&Answers, &ChosenTerms)) -> Option<Value> {
    if field.definition.kind != FieldKind::Terms {
        return answers.get(&field.name).cloned();
    }
    let chosen = terms.iter().filter(|(of, _)| *of == field.name).map(|(_, term)| term.to_string());
    Some(chosen.map(Value::from).collect())
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// What was answered to the fields of a block, as the engine checks it.
pub(crate) fn read_block(filled: &Filled, path: &str, asked: &[&form::Field]) -> Answers {
    let shown = asked.iter().filter(|field| field.definition.shown);
    let answer = |field: &&form::Field| {
        let answer = read(filled, &name_of(path, field), &field.definition)?;
        Some((field.name.clone(), answer))
    };
    shown.filter_map(answer).collect()
}

/// What was answered to the fields of a block, to be read: label and text of each that has an answer.
pub(crate) fn lines(
    words: Words,
    terms: &TermChoices,
    asked: &[&form::Field],
    given: (&Answers, &ChosenTerms),
) -> Vec<(String, String)> {
    let line = |field: &&form::Field| {
        let answer = answer_of(field, given).filter(|answer| !answer.is_null())?;
        let text = in_words(words, terms, &field.definition, &answer);
        let label = field.definition.labels.get(words.0).to_owned();
        (!text.is_empty()).then_some((label, text))
    };
    asked.iter().filter_map(line).collect()
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
