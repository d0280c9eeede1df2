//! The faults of a registration, by step, each under the name of its field.

use super::{Filling, Step};
use crate::{
    App,
    error::Error,
    form::answers,
    page::{self, FormFaults},
};
use carnet_engine::{Error as EngineError, domain::form::Block};

impl Step {
    /// Whether a fault belongs to the step.
    fn has(self, path: &str) -> bool {
        match self {
            Self::Start => path.starts_with("category"),
            Self::Company => path.starts_with("company"),
            Self::People => path.starts_with("people"),
            Self::Offerings => path.starts_with("offerings"),
            Self::Check => true,
        }
    }
}

impl Filling<'_> {
    /// What is wrong with a step so far.
    pub(super) async fn faults(&self, app: &App, step: Step) -> Result<FormFaults, Error> {
        let new = self.complete();
        match app.engine().check_registration(&self.at.visitor.actor, self.at.id, &new).await {
            Ok(()) => Ok(FormFaults::default()),
            Err(error) => self.in_form(error, step),
        }
    }

    /// An error of the engine as faults of a step.
    pub(super) fn in_form(&self, error: EngineError, step: Step) -> Result<FormFaults, Error> {
        let words = self.at.visitor.words;
        let EngineError::Invalid(faults) = &error else { return FormFaults::of(words, error) };
        let mut found = FormFaults::default();
        for fault in faults.as_slice().iter().filter(|fault| step.has(&fault.path)) {
            let field = field_of(&fault.path);
            let text = page::in_words(words, fault);
            match self.label(field) {
                // On the last page, where fields of other steps are not.
                Some(label) if step == Step::Check && !field.starts_with("consents.") => {
                    found.add("", format!("{label}{} {text}", words.t("word-colon")));
                }
                Some(label) => found.add_of(field, label, text),
                None => found.add(field, text),
            }
        }
        Ok(found)
    }

    /// What the field of a fault is called.
    fn label(&self, path: &str) -> Option<String> {
        let words = self.at.visitor.words;
        let (place, rest) = path.split_once('.').unwrap_or((path, ""));
        let (block, i) = match place.split_once('[') {
            Some((block, i)) => (block, i.trim_end_matches(']').parse::<usize>().ok()),
            None => (place, None),
        };
        let numbered = |key: &str| i.map(|i| words.n(key, i as i64 + 1));
        let (block, above) = match block {
            "category" => return Some(words.t("register-category")),
            "consents" => return Some(words.t("register-consents")),
            "company" => (Block::Company, None),
            "people" => (Block::Person, Some(numbered("register-person")?)),
            "offerings" => (Block::Offering, Some(numbered("register-offering")?)),
            _ => return None,
        };
        let label = match rest.strip_prefix("answers.") {
            Some(name) => {
                let fields = self.form.form.of(block, self.draft.category);
                let field = fields.into_iter().find(|field| field.name == name)?;
                answers::label(words, &field.definition)
            }
            None if rest.is_empty() => return above,
            None => words.t(&format!("register-field-{}", rest.replace('_', "-"))),
        };
        Some(above.map_or(label.clone(), |above| format!("{above}, {label}")))
    }
}

/// The field of a fault: of one of several answers to it, all.
fn field_of(path: &str) -> &str {
    match path.rfind('[') {
        Some(i) if path.ends_with(']') && path.contains(".answers.") => &path[..i],
        _ => path,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_of_one_of_several_answers_stands_at_their_field() {
        assert_eq!(field_of("company.answers.sectors[2]"), "company.answers.sectors");
        assert_eq!(field_of("people[0].answers.phone"), "people[0].answers.phone");
        assert_eq!(field_of("people[1]"), "people[1]");
    }
}
