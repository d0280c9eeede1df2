//! Folding: texts without accents and capitals, so that `cafe` finds `Café`.

use std::borrow::Cow;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The text in small letters without accents; ligatures of French in two letters.
pub fn fold(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase()) {
        return Cow::Borrowed(text);
    }
    if text.is_ascii() {
        return Cow::Owned(text.to_ascii_lowercase());
    }
    let mut folded = String::with_capacity(text.len());
    for c in text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match c {
            'œ' => folded.push_str("oe"),
            'æ' => folded.push_str("ae"),
            'ß' => folded.push_str("ss"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' => folded.push('d'),
            '’' => folded.push('\''),
            c => folded.push(c),
        }
    }
    Cow::Owned(folded)
}

/// The words of a query, folded.
pub fn words_of(query: &str) -> Vec<String> {
    let folded = fold(query);
    let is_part = |c: char| c.is_alphanumeric();
    folded.split(|c| !is_part(c)).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_capitals_and_ligatures_are_folded() {
        for (text, folded) in [
            ("café", "cafe"),
            ("Œuvre", "oeuvre"),
            ("ÉNERGIE", "energie"),
            ("Łódź", "lodz"),
            ("abc", "abc"),
            ("Straße", "strasse"),
        ] {
            assert_eq!(fold(text), folded);
        }
        assert_eq!(words_of("L’Énergie, verte!"), ["l", "energie", "verte"]);
    }
}
