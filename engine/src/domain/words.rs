//! Enums that are stored, sent and shown as stable words.

/// A word that is none of those that an enum knows.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{word}` is none of the words of {of}")]
pub struct UnknownWord {
    /// The word.
    pub word: String,
    /// The enum.
    pub of: &'static str,
}

/// Declares an enum whose variants are stable words: `words! { /// … pub enum Language { /// … French = "fr" } }`.
///
/// It gets `ALL`, `as_str`, `parse`, and reads and writes itself as the word. Bind `.as_str()` in SQL.
macro_rules! words {
    ($(#[$doc:meta])* $vis:vis enum $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        $vis enum $name {
            $($(#[$variant_doc])* #[serde(rename = $word)] $variant,)+
        }

        impl $name {
            /// All of them, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stable word.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }

            /// From the stable word.
            pub fn parse(word: &str) -> Result<Self, $crate::domain::UnknownWord> {
                match word {
                    $($word => Ok(Self::$variant),)+
                    _ => Err($crate::domain::UnknownWord { word: word.to_owned(), of: stringify!($name) }),
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

pub(crate) use words;
