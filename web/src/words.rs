//! What people read, in French and English, from the catalogues in `locales`.

use carnet_engine::domain::account::Language;
use fluent_templates::{LanguageIdentifier, Loader, fluent_bundle::FluentValue, static_loader};
use std::{borrow::Cow, collections::HashMap};

static_loader! {
    static CATALOGUES = {
        locales: "./locales",
        fallback_language: "en",
        // Marks around arguments would be seen in mails and files.
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

/// The words of one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Words(pub(crate) Language);

impl Words {
    /// The code of the language, for `lang`.
    pub(crate) fn code(self) -> &'static str {
        self.0.as_str()
    }

    /// The language that the visitor could change to.
    pub(crate) fn other(self) -> Self {
        Self(match self.0 {
            Language::French => Language::English,
            Language::English => Language::French,
        })
    }

    /// A text.
    pub(crate) fn t(self, key: &str) -> String {
        self.look_up(key, &HashMap::new())
    }

    /// A text about a number.
    pub(crate) fn n(self, key: &str, n: impl TryInto<i64>) -> String {
        let n = n.try_into().unwrap_or(i64::MAX);
        self.look_up(key, &HashMap::from([(Cow::Borrowed("n"), FluentValue::from(n))]))
    }

    /// A text with something in it.
    pub(crate) fn with(self, key: &str, name: &'static str, value: &str) -> String {
        self.look_up(key, &HashMap::from([(Cow::Borrowed(name), FluentValue::from(value))]))
    }

    /// A text with several things in it.
    pub(crate) fn with_all(self, key: &str, values: &HashMap<Cow<'static, str>, FluentValue<'_>>) -> String {
        self.look_up(key, values)
    }

    /// Whether there is such a text.
    pub(crate) fn has(self, key: &str) -> bool {
        CATALOGUES.try_lookup(&self.id(), key).is_some()
    }

    fn look_up(self, key: &str, values: &HashMap<Cow<'static, str>, FluentValue<'_>>) -> String {
        // The tests see to it that every key is there; a page without one word is better than none.
        CATALOGUES.try_lookup_with_args(&self.id(), key, values).unwrap_or_else(|| key.to_owned())
    }

    fn id(self) -> LanguageIdentifier {
        match self.0 {
            Language::French => unic_langid::langid!("fr"),
            Language::English => unic_langid::langid!("en"),
        }
    }
}
