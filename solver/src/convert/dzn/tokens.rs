//! The text of MiniZinc data, cut into tokens.

use super::fault;
use crate::format::Fault;

/// A piece of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    Int(i64),
    Word(String),
    Text(String),
    /// `..`
    Range,
    Sign(char),
}

impl Token {
    /// As it stands in the text, or nearly.
    pub(super) fn shown(&self) -> String {
        match self {
            Self::Int(number) => number.to_string(),
            Self::Word(word) => word.clone(),
            Self::Text(text) => format!("{text:?}"),
            Self::Range => "..".to_owned(),
            Self::Sign(sign) => sign.to_string(),
        }
    }
}

/// The text cut into tokens, each with its line; comments run from `%` to the end of the line, or stand in `/* */`.
pub(super) fn tokens(text: &str) -> Result<Vec<(usize, Token)>, Fault> {
    let mut tokens = Vec::new();
    let mut line = 1;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        let length = if c == '%' {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").ok_or_else(|| fault(line, "a comment does not end", "close it with */"))? + 2
        } else if c == '"' {
            let end =
                after.find('"').ok_or_else(|| fault(line, "a text does not end", "close it with \""))?;
            tokens.push((line, Token::Text(after[..end].to_owned())));
            end + 2
        } else if rest.starts_with("..") {
            tokens.push((line, Token::Range));
            2
        } else if c.is_ascii_digit() || (c == '-' && after.starts_with(|d: char| d.is_ascii_digit())) {
            let length = 1 + after.find(|d: char| !d.is_ascii_digit()).unwrap_or(after.len());
            let number = rest[..length]
                .parse()
                .map_err(|_| fault(line, format!("{} is too large a number", &rest[..length]), ""))?;
            tokens.push((line, Token::Int(number)));
            length
        } else if c.is_alphabetic() || c == '_' {
            let in_word = |d: char| d.is_alphanumeric() || d == '_';
            let length = rest.find(|d: char| !in_word(d)).unwrap_or(rest.len());
            tokens.push((line, Token::Word(rest[..length].to_owned())));
            length
        } else if c.is_whitespace() {
            c.len_utf8()
        } else if "=;,[]{}|()".contains(c) {
            tokens.push((line, Token::Sign(c)));
            1
        } else {
            return Err(fault(
                line,
                format!("{c:?} has no meaning here"),
                "MiniZinc data has statements `name = value;`",
            ));
        };
        line += rest[..length].matches('\n').count();
        rest = &rest[length..];
    }
    Ok(tokens)
}
