//! What people read, in the languages in which it was written.

use crate::{Fault, FaultCode, Faults, domain::account::Language};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A text in French, in English or in both. As JSON `{"fr": "…", "en": "…"}`.
///
/// Whatever was checked has at least one of the two, and each is trimmed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Texts {
    /// In French.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fr: Option<String>,
    /// In English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub en: Option<String>,
}

/// What kind of text a field takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextKind {
    /// One line.
    Line,
    /// Several paragraphs.
    Paragraphs,
}

impl Texts {
    /// In both languages.
    pub fn new(fr: impl Into<String>, en: impl Into<String>) -> Self {
        Self { fr: Some(fr.into()), en: Some(en.into()) }
    }

    /// In one language.
    pub fn only(language: Language, text: impl Into<String>) -> Self {
        match language {
            Language::French => Self { fr: Some(text.into()), en: None },
            Language::English => Self { fr: None, en: Some(text.into()) },
        }
    }

    /// In a language, or in the other one where it was not written in this; empty where nothing was written at all.
    pub fn get(&self, language: Language) -> &str {
        let (first, second) = match language {
            Language::French => (&self.fr, &self.en),
            Language::English => (&self.en, &self.fr),
        };
        first.as_deref().or(second.as_deref()).unwrap_or_default()
    }

    /// Whether nothing was written.
    pub fn is_empty(&self) -> bool {
        [&self.fr, &self.en].into_iter().flatten().all(|text| text.trim().is_empty())
    }

    /// The text of a field, trimmed, or nothing and every fault: it is needed, and each language has at most `most`
    /// characters.
    pub fn check(&self, path: &str, kind: TextKind, most: usize, faults: &mut Faults) -> Option<Self> {
        if self.is_empty() {
            faults.push(Fault::new(path, FaultCode::Required));
            return None;
        }
        let fr = check_one(&format!("{path}.fr"), self.fr.as_deref(), kind, most, faults);
        let en = check_one(&format!("{path}.en"), self.en.as_deref(), kind, most, faults);
        Some(Self { fr: fr?, en: en? })
    }

    /// As [`Texts::check`], but it may be empty.
    pub fn check_optional(
        texts: Option<&Self>,
        path: &str,
        kind: TextKind,
        most: usize,
        faults: &mut Faults,
    ) -> Option<Option<Self>> {
        match texts {
            Some(texts) if !texts.is_empty() => texts.check(path, kind, most, faults).map(Some),
            _ => Some(None),
        }
    }
}

/// The outer `None` is a fault, the inner one an empty field.
#[expect(clippy::option_option, reason = "a fault and an empty field are two things")]
fn check_one(
    path: &str,
    text: Option<&str>,
    kind: TextKind,
    most: usize,
    faults: &mut Faults,
) -> Option<Option<String>> {
    let text = text.map(str::trim).filter(|text| !text.is_empty());
    let Some(text) = text else { return Some(None) };
    faults.take(written(path, text, kind, most)).map(Some)
}

/// What somebody wrote into a field, trimmed; it may be empty. Too long a text is a fault, and so are control characters, some of
/// which PostgreSQL does not take.
pub(crate) fn written(path: &str, text: &str, kind: TextKind, most: usize) -> Result<String, Fault> {
    let text = text.trim();
    let is_fault =
        |c: char| c.is_control() && !(kind == TextKind::Paragraphs && matches!(c, '\n' | '\r' | '\t'));
    if text.chars().count() > most {
        Err(Fault::new(path, FaultCode::TooLong).with("most", most))
    } else if text.chars().any(is_fault) {
        Err(Fault::new(path, FaultCode::ControlCharacters))
    } else {
        Ok(text.to_owned())
    }
}

/// Whether a value has a character that PostgreSQL does not take, wherever it is.
pub(crate) fn has_nul(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains('\0'),
        Value::Array(all) => all.iter().any(has_nul),
        Value::Object(fields) => fields.iter().any(|(name, value)| name.contains('\0') || has_nul(value)),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(texts: &Texts, kind: TextKind) -> Result<Texts, Vec<(String, FaultCode)>> {
        let mut faults = Faults::new();
        let checked = texts.check("names", kind, 10, &mut faults);
        let found: Vec<_> = faults.as_slice().iter().map(|f| (f.path.clone(), f.code)).collect();
        match checked {
            Some(texts) if found.is_empty() => Ok(texts),
            None => Err(found),
            Some(_) => panic!("both a text and {found:?}"),
        }
    }

    #[test]
    fn a_text_falls_back_to_the_other_language() {
        let text = Texts::only(Language::English, "Hello");
        assert_eq!(text.get(Language::French), "Hello");
        assert_eq!(Texts::new("Salut", "Hello").get(Language::French), "Salut");
    }

    #[test]
    fn at_least_one_language_is_needed_and_both_are_checked() {
        let of = |fr: &str, en: &str| Texts::new(fr, en);
        assert_eq!(codes(&of(" a ", ""), TextKind::Line), Ok(Texts::only(Language::French, "a")));
        assert_eq!(codes(&of(" ", ""), TextKind::Line), Err(vec![("names".to_owned(), FaultCode::Required)]));
        assert_eq!(
            codes(&of("12345678901", "a\nb"), TextKind::Line),
            Err(vec![
                ("names.fr".to_owned(), FaultCode::TooLong),
                ("names.en".to_owned(), FaultCode::ControlCharacters)
            ])
        );
        assert!(codes(&of("a\nb", "c"), TextKind::Paragraphs).is_ok());
    }

    #[test]
    fn json_has_the_languages_that_were_written() {
        let text = Texts::only(Language::French, "Bonjour");
        assert_eq!(serde_json::to_string(&text).unwrap(), r#"{"fr":"Bonjour"}"#);
        assert!(serde_json::from_str::<Texts>(r#"{"de":"Hallo"}"#).is_err());
    }
}
