//! Words and texts on the wire.

use carnet_engine::domain::text;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Declares a word of the wire over one of the engine: the document lists all that there are.
macro_rules! words {
    ($($(#[doc = $doc:literal])* $name:ident = $words:ty),+ $(,)?) => {$(
        $(#[doc = $doc])*
        #[derive(Clone, Copy, Debug, serde::Deserialize, serde::Serialize)]
        #[serde(transparent)]
        pub(crate) struct $name(pub(crate) $words);

        impl From<$words> for $name {
            fn from(word: $words) -> Self {
                Self(word)
            }
        }

        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
                let words = <$words>::ALL.iter().map(|word| word.as_str());
                utoipa::openapi::ObjectBuilder::new()
                    .schema_type(utoipa::openapi::Type::String)
                    .enum_values(Some(words))
                    .description(Some(concat!($($doc),*).trim()))
                    .into()
            }
        }

        impl utoipa::ToSchema for $name {
            fn name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }
        }
    )+};
}
pub(crate) use words;

/// A text in French, in English or in both.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Texts {
    /// In French.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    fr: Option<String>,
    /// In English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    en: Option<String>,
}

impl From<Texts> for text::Texts {
    fn from(texts: Texts) -> Self {
        Self { fr: texts.fr, en: texts.en }
    }
}

impl From<text::Texts> for Texts {
    fn from(texts: text::Texts) -> Self {
        Self { fr: texts.fr, en: texts.en }
    }
}
