//! One field of the form: what it asks, what it takes, when it is asked.

use super::read;
use crate::{
    App,
    error::Error,
    form::filled::Filled,
    page::FormFaults,
    pages::{
        InEvent,
        desk::{
            names,
            parts::{FormPage, Section, Shown, done, number, way},
            set_up::AREA,
        },
    },
    words::Words,
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use carnet_engine::{
    RegistrationForm,
    domain::{
        form::{Block, Choice, Condition, Definition, Field, FieldKind},
        text::Texts,
    },
};
use serde_json::Value;

/// The place of a field in the form: its position, or at the end.
struct Position {
    index: usize,
    is_new: bool,
}

impl Position {
    fn of(form: &RegistrationForm, word: &str) -> Result<Self, Error> {
        let n = form.form.fields().len();
        if word == "new" {
            return Ok(Self { index: n, is_new: true });
        }
        let index = word.parse().ok().filter(|index| *index < n).ok_or(Error::NoPage)?;
        Ok(Self { index, is_new: false })
    }

    /// What the engine calls the field by.
    fn path(&self, rest: &str) -> String {
        format!("fields[{}].{rest}", self.index)
    }
}

pub(crate) async fn show(
    State(app): State<App>,
    at: InEvent,
    Path((_, word)): Path<(String, String)>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response, Error> {
    let form = read(&app, &at).await?;
    let position = Position::of(&form, &word)?;
    let mut filled = Filled::default();
    filled.put("version", form.version);
    if let Some(field) = form.form.fields().get(position.index) {
        fill(&mut filled, &position, field);
    } else {
        let asked = Filled::from_iter(pairs);
        filled.put(position.path("block"), asked.get("block"));
        filled.tick(position.path("shown"), true);
    }
    field_page(&app, &at, (&form, &position), Shown::first(filled)).await
}

fn fill(filled: &mut Filled, position: &Position, field: &Field) {
    let definition = &field.definition;
    let number = |n: Option<i64>| n.map_or_else(String::new, |n| n.to_string());
    let at = |rest: &str| position.path(rest);
    filled.put(at("block"), field.block);
    filled.put(at("category"), field.category.map_or_else(String::new, |id| id.to_string()));
    filled.put(at("name"), &field.name);
    filled.put_texts(&at("labels"), Some(&definition.labels));
    filled.put_texts(&at("hints"), definition.hints.as_ref());
    filled.put(at("kind"), definition.kind);
    let choice = |choice: &Choice| {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        format!("{} | {} | {}", choice.value, text(&choice.labels.fr), text(&choice.labels.en))
    };
    filled.put(at("choices"), definition.choices.iter().map(choice).collect::<Vec<_>>().join("\n"));
    filled.put(at("list"), definition.list.as_deref().unwrap_or_default());
    filled.tick(at("shown"), definition.shown);
    filled.tick(at("required"), definition.required);
    filled.tick(at("public"), definition.public);
    filled.put(at("least"), number(definition.least));
    filled.put(at("most"), number(definition.most));
    if let Some(when) = &definition.when {
        filled.put(at("when.field"), &when.field);
        let value = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        filled.put(at("when.is"), when.is.iter().map(value).collect::<Vec<_>>().join("\n"));
    }
}

async fn field_page(
    app: &App,
    at: &InEvent,
    (form, position): (&RegistrationForm, &Position),
    shown: Shown,
) -> Result<Response, Error> {
    let words = at.visitor.words;
    let setup = app.engine().show_event(&at.visitor.actor, at.id).await?;
    let fields = shown.fields(words);
    let path = |rest: &str| position.path(rest);
    let categories = names::options(words.t("field-for-all"), &names::categories(words.0, &setup.categories));
    let lists: Vec<_> =
        form.lists.iter().map(|list| (list.name.clone(), list.labels.get(words.0).to_owned())).collect();
    let block = Block::parse(shown.filled.get(&path("block"))).unwrap_or(Block::Company);
    let earlier = form.form.fields().iter().take(position.index).filter(|field| field.block == block);
    let earlier: Vec<_> =
        earlier.map(|f| (f.name.clone(), f.definition.labels.get(words.0).to_owned())).collect();
    let limits = (i64::MIN / 2, i64::MAX / 2);
    let title = if position.is_new { "field-new" } else { "field-edit" };
    let back = (AREA, way(at, &format!("{AREA}/form"), words.t("set-up-form")));
    let page = FormPage::new(at, words.t(title), back, words.t("desk-save"))
        .carry(&shown.filled, "version")
        .section(
            Section::default()
                .row(vec![
                    fields.word("field-block", &path("block"), ("form-block", Block::ALL)),
                    fields.choice("field-for", &path("category"), categories),
                ])
                .row(vec![
                    fields.text("field-name", &path("name")).help(words.t("field-name-help")).required(),
                ])
                .row(fields.texts("field-label", &path("labels")))
                .row(fields.long_texts(2, "field-hint", &path("hints"))),
        )
        .section(
            Section::new(words.t("field-takes"))
                .row(vec![fields.word("field-kind", &path("kind"), ("field-kind", FieldKind::ALL))])
                .row(vec![
                    fields.lines(4, "field-choices", &path("choices")).help(words.t("field-choices-help")),
                    fields.choice("field-list", &path("list"), names::options("–".to_owned(), &lists)),
                ])
                .row(vec![
                    fields.number("field-least", &path("least"), limits).help(words.t("field-least-help")),
                    fields.number("field-most", &path("most"), limits),
                ]),
        )
        .section(Section::new(words.t("field-marks")).all(vec![
            fields.tick("field-is-shown", &path("shown")),
            fields.tick("field-is-required", &path("required")),
            fields.tick("field-is-public", &path("public")),
        ]))
        .section(Section::new(words.t("field-when")).help(words.t("field-when-help")).row(vec![
            fields.choice("field-when-field", &path("when.field"), names::options("–".to_owned(), &earlier)),
            fields.lines(3, "field-when-is", &path("when.is")),
        ]));
    shown.render(page)
}

fn read_field(filled: &Filled, position: &Position, words: Words, faults: &mut FormFaults) -> Field {
    let at = |rest: &str| position.path(rest);
    let get = |rest: &str| filled.get(&position.path(rest)).trim();
    let kind = FieldKind::parse(get("kind")).unwrap_or(FieldKind::Line);
    let hints = filled.texts(&at("hints"));
    let lines = |text: &str| -> Vec<String> {
        text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
    };
    let takes_choices = matches!(kind, FieldKind::Choice | FieldKind::Choices);
    let definition = Definition {
        hints: Some(hints).filter(|hints| !hints.is_empty()),
        choices: if takes_choices {
            lines(get("choices")).iter().map(|line| choice(line)).collect()
        } else {
            Vec::new()
        },
        list: filled.some(&at("list")).filter(|_| kind == FieldKind::Terms).map(str::to_owned),
        shown: filled.has(&at("shown")),
        required: filled.has(&at("required")),
        public: filled.has(&at("public")),
        least: filled.read(&at("least"), words, faults),
        most: filled.read(&at("most"), words, faults),
        when: filled.some(&at("when.field")).map(|field| Condition {
            field: field.to_owned(),
            is: lines(get("when.is")).iter().map(|text| value(text)).collect(),
        }),
        ..Definition::new(kind, filled.texts(&at("labels")))
    };
    Field {
        block: Block::parse(get("block")).unwrap_or(Block::Company),
        category: get("category").parse().ok(),
        name: get("name").to_owned(),
        definition,
    }
}

/// A choice as it is written in a line: `value | French | English`.
fn choice(line: &str) -> Choice {
    let mut parts = line.split('|').map(str::trim);
    let value = parts.next().unwrap_or_default().to_owned();
    let french = parts.next().unwrap_or(&value).to_owned();
    let english = parts.next().unwrap_or(&french).to_owned();
    Choice { value, labels: Texts::new(french, english) }
}

/// An answer as the condition compares it.
fn value(text: &str) -> Value {
    match text {
        "true" | "yes" | "oui" => Value::Bool(true),
        "false" | "no" | "non" => Value::Bool(false),
        text => text.parse::<i64>().map_or_else(|_| Value::from(text), Value::from),
    }
}

pub(crate) async fn save(
    State(app): State<App>,
    at: InEvent,
    Path((_, word)): Path<(String, String)>,
    mut filled: Filled,
) -> Result<Response, Error> {
    let words = at.visitor.words;
    let form = read(&app, &at).await?;
    let position = Position::of(&form, &word)?;
    let mut faults = FormFaults::default();
    let field = read_field(&filled, &position, words, &mut faults);
    if !faults.is_empty() {
        return field_page(&app, &at, (&form, &position), Shown::misread(filled, faults)).await;
    }
    let mut fields = form.form.fields().to_vec();
    if position.is_new {
        fields.push(field);
    } else {
        fields[position.index] = field;
    }
    let version = number(&filled, "version")?;
    match app.engine().set_form(&at.visitor.actor, at.id, version, &fields).await {
        Ok(()) => Ok(done(&at, &format!("{AREA}/form"), "saved")),
        Err(error) => {
            filled.renew("version", form.version, &error);
            let shown = Shown::refused(words, filled, error)?;
            field_page(&app, &at, (&form, &position), shown).await
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_are_read_from_lines_and_one_label_serves_both_languages() {
        let of = |line: &str| {
            let choice = choice(line);
            (choice.value, choice.labels.fr.unwrap_or_default(), choice.labels.en.unwrap_or_default())
        };
        let three = |a: &str, b: &str, c: &str| (a.to_owned(), b.to_owned(), c.to_owned());
        assert_eq!(of("small | Petite | Small"), three("small", "Petite", "Small"));
        assert_eq!(of("large|Grande"), three("large", "Grande", "Grande"));
        assert_eq!(of("other"), three("other", "other", "other"));
    }

    #[test]
    fn conditions_compare_numbers_and_yes_or_no_as_such() {
        assert_eq!(value("oui"), Value::Bool(true));
        assert_eq!(value("12"), Value::from(12));
        assert_eq!(value("export"), Value::from("export"));
    }
}
