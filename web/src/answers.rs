//! The fields that an organiser set up for registrations: as fields of a page, and what was answered to them.

use crate::{
    filled::{Fields, Filled},
    form::Field as Shown,
};
use carnet_engine::domain::{
    account::Language,
    form::{Answers, ChosenTerms, Field, FieldKind},
    terms::Term,
    text::Texts,
};
use serde_json::Value;

/// The name of a field of the form among the fields of a page, as the engine calls it in faults.
fn name_of(path: &str, field: &Field) -> String {
    format!("{path}.answers.{}", field.name)
}

/// The fields that are asked, each filled in; `path` is the block's, such as `company` or `people[0]`.
pub(crate) fn fields(page: &Fields<'_>, path: &str, asked: &[&Field], terms: &[Term]) -> Vec<Shown> {
    asked.iter().filter(|field| field.definition.shown).map(|field| shown(page, path, field, terms)).collect()
}

fn shown(page: &Fields<'_>, path: &str, field: &Field, terms: &[Term]) -> Shown {
    let language = page.words.0;
    let definition = &field.definition;
    let text = |texts: &Texts| texts.get(language).to_owned();
    let (name, label) = (name_of(path, field), text(&definition.labels));
    let value = page.filled.get(&name);
    let chosen: Vec<_> = page.filled.all(&name).collect();
    let ticked = |value: String, text: String| {
        let is_chosen = chosen.contains(&value.as_str());
        (value, text, is_chosen)
    };
    let mut shown = match definition.kind {
        FieldKind::Line => Shown::text(&name, label, value),
        FieldKind::Text => Shown::lines(4, &name, label, value),
        FieldKind::Number => Shown::line("number", &name, label, value),
        FieldKind::Date => Shown::line("date", &name, label, value),
        FieldKind::Email => Shown::line("email", &name, label, value),
        FieldKind::Phone => Shown::line("tel", &name, label, value),
        FieldKind::Web => Shown::line("url", &name, label, value),
        FieldKind::YesNo => Shown::tick(&name, label, page.filled.has(&name)),
        FieldKind::Choice => {
            let options = definition.choices.iter().map(|one| (one.value.clone(), text(&one.labels)));
            let options = std::iter::once((String::new(), "–".to_owned())).chain(options);
            Shown::choice(&name, label, options.collect(), value)
        }
        FieldKind::Choices => {
            let options = definition.choices.iter().map(|one| ticked(one.value.clone(), text(&one.labels)));
            Shown::choices(&name, label, options.collect())
        }
        FieldKind::Terms => {
            let of_list = terms.iter().filter(|term| Some(&term.list) == definition.list.as_ref());
            let options = of_list.map(|term| ticked(term.id.to_string(), label_of(term, terms, language)));
            let mut options: Vec<_> = options.collect();
            options.sort_by(|a, b| a.1.cmp(&b.1));
            Shown::choices(&name, label, options)
        }
    };
    if let Some(hints) = &definition.hints {
        shown = shown.help(text(hints));
    }
    // What is asked only after certain answers may stay empty after others.
    if definition.required && definition.when.is_none() && definition.kind != FieldKind::YesNo {
        shown = shown.required();
    }
    shown.fault(page.faults, &name)
}

/// A term with those above it, so that two of the same name are told apart.
fn label_of(term: &Term, terms: &[Term], language: Language) -> String {
    let own = term.labels.get(language);
    match term.parent.and_then(|parent| terms.iter().find(|other| other.id == parent)) {
        Some(parent) => format!("{} › {own}", label_of(parent, terms, language)),
        None => own.to_owned(),
    }
}

/// Fills in what was answered before.
pub(crate) fn fill(
    filled: &mut Filled,
    path: &str,
    asked: &[&Field],
    (answers, terms): (&Answers, &ChosenTerms),
) {
    for field in asked {
        let name = name_of(path, field);
        for (_, term) in terms.iter().filter(|(of, _)| *of == field.name) {
            filled.put(&name, term);
        }
        match answers.get(&field.name) {
            None | Some(Value::Null) => {}
            Some(Value::Bool(yes)) => filled.tick(&name, *yes),
            Some(Value::Array(all)) => {
                for one in all {
                    filled.put(&name, plain(one));
                }
            }
            Some(one) => filled.put(&name, plain(one)),
        }
    }
}

/// What was answered, as the engine checks it.
pub(crate) fn read(filled: &Filled, path: &str, asked: &[&Field]) -> Answers {
    let mut answers = Answers::new();
    for field in asked.iter().filter(|field| field.definition.shown) {
        let name = name_of(path, field);
        let answer = match field.definition.kind {
            FieldKind::YesNo => Some(Value::Bool(filled.has(&name))),
            FieldKind::Choices | FieldKind::Terms => {
                Some(filled.all(&name).filter(|one| !one.is_empty()).map(Value::from).collect())
            }
            _ => filled.some(&name).map(Value::from),
        };
        answers.extend(answer.map(|answer| (field.name.clone(), answer)));
    }
    answers
}

/// An answer as text.
fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// What was answered, to be read: label and text of each field that has an answer.
pub(crate) fn lines(
    language: Language,
    (yes, no): (&str, &str),
    asked: &[&Field],
    (answers, chosen, terms): (&Answers, &ChosenTerms, &[Term]),
) -> Vec<(String, String)> {
    let line = |field: &&Field| {
        let definition = &field.definition;
        let choice = |value: &Value| {
            let known = definition.choices.iter().find(|one| Some(one.value.as_str()) == value.as_str());
            known.map_or_else(|| plain(value), |one| one.labels.get(language).to_owned())
        };
        let text = match (definition.kind, answers.get(&field.name)) {
            (FieldKind::Terms, _) => {
                let ids = chosen.iter().filter(|(of, _)| *of == field.name).map(|(_, id)| *id);
                let of = |id| terms.iter().find(|term| term.id == id);
                ids.filter_map(of).map(|term| term.labels.get(language)).collect::<Vec<_>>().join(", ")
            }
            (_, None | Some(Value::Null)) => return None,
            (_, Some(Value::Bool(true))) => yes.to_owned(),
            (_, Some(Value::Bool(false))) => no.to_owned(),
            (_, Some(Value::Array(all))) => all.iter().map(choice).collect::<Vec<_>>().join(", "),
            (_, Some(one)) => choice(one),
        };
        let text = Some(text).filter(|text| !text.is_empty())?;
        Some((definition.labels.get(language).to_owned(), text))
    };
    asked.iter().filter_map(line).collect()
}
