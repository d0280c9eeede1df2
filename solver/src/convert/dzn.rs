//! A tolerant reader of MiniZinc data: statements `name = value;` with whole numbers, sets and arrays of them.

mod tokens;

use std::collections::BTreeMap;

use crate::format::{Fault, Faults};
use tokens::{Token, tokens};

/// A value with the line at which it begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Item {
    pub(super) line: usize,
    pub(super) value: Value,
}

/// What can stand on the right of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// A whole number.
    Int(i64),
    /// `{1, 3}` or `1..4`.
    Set(Vec<i64>),
    /// `[..]`, or `[| .. | .. |]` row after row, or what `array1d(..)` and `array2d(..)` wrap.
    Array(Vec<Item>),
    /// Text, a truth value or another name, none of which the data needs.
    Other(String),
}

/// Reads every statement.
pub(super) fn read(text: &str) -> Result<BTreeMap<String, Item>, Faults> {
    let mut reader = Reader { tokens: tokens(text).map_err(one)?, at: 0 };
    reader.statements().map_err(one)
}

/// The first fault of syntax ends the reading: what follows it has no certain meaning.
fn one(fault: Fault) -> Faults {
    Faults(vec![fault])
}

/// A fault at a line.
pub(super) fn fault(line: usize, problem: impl Into<String>, remedy: impl Into<String>) -> Fault {
    Fault::new(format!("line {line}"), problem, remedy)
}

struct Reader {
    tokens: Vec<(usize, Token)>,
    at: usize,
}

impl Reader {
    fn statements(&mut self) -> Result<BTreeMap<String, Item>, Fault> {
        let mut statements: BTreeMap<String, Item> = BTreeMap::new();
        while self.at < self.tokens.len() {
            let line = self.line();
            let name = match self.next() {
                Some(Token::Word(name)) => name,
                Some(Token::Sign(';')) => continue,
                found => return Err(expected(line, "a name", found.as_ref())),
            };
            self.expect('=')?;
            let item = self.item()?;
            if self.at < self.tokens.len() {
                self.expect(';')?;
            }
            if let Some(first) = statements.insert(name.clone(), item) {
                let problem = format!("{name} stands in line {} already", first.line);
                return Err(fault(line, problem, "give it one value"));
            }
        }
        Ok(statements)
    }

    fn item(&mut self) -> Result<Item, Fault> {
        let line = self.line();
        let value = match self.next() {
            Some(Token::Int(first)) if self.peek() == Some(&Token::Range) => {
                self.at += 1;
                range(line, first, self.next().as_ref())?
            }
            Some(Token::Int(number)) => Value::Int(number),
            Some(Token::Text(text)) => Value::Other(text),
            Some(Token::Sign('{')) => Value::Set(self.set()?),
            Some(Token::Sign('[')) => Value::Array(self.array()?),
            Some(Token::Word(word))
                if word.starts_with("array") && self.peek() == Some(&Token::Sign('(')) =>
            {
                return self.wrapped();
            }
            Some(Token::Word(word)) => Value::Other(word),
            found => return Err(expected(line, "a value", found.as_ref())),
        };
        Ok(Item { line, value })
    }

    /// `array2d(1..3, 1..2, [..])`: only the last argument holds values.
    fn wrapped(&mut self) -> Result<Item, Fault> {
        self.expect('(')?;
        loop {
            let item = match self.peek() {
                Some(Token::Sign('[')) => self.item()?,
                _ => self.entry()?,
            };
            match self.next() {
                Some(Token::Sign(',')) => {}
                Some(Token::Sign(')')) => return Ok(item),
                found => return Err(expected(item.line, "`,` or `)`", found.as_ref())),
            }
        }
    }

    /// The members up to the closing brace.
    fn set(&mut self) -> Result<Vec<i64>, Fault> {
        let mut members = Vec::new();
        loop {
            let line = self.line();
            match self.next() {
                Some(Token::Sign('}')) => return Ok(members),
                Some(Token::Sign(',')) => {}
                Some(Token::Int(member)) => members.push(member),
                found => return Err(expected(line, "a whole number or `}`", found.as_ref())),
            }
        }
    }

    /// The entries up to the closing bracket; bars between rows are passed over.
    fn array(&mut self) -> Result<Vec<Item>, Fault> {
        let mut entries = Vec::new();
        loop {
            match self.peek() {
                Some(Token::Sign(']')) => {
                    self.at += 1;
                    return Ok(entries);
                }
                Some(Token::Sign(',' | '|')) => self.at += 1,
                _ => entries.push(self.entry()?),
            }
        }
    }

    /// An entry is never an array, so no depth of brackets can exhaust the stack.
    fn entry(&mut self) -> Result<Item, Fault> {
        match self.peek() {
            Some(Token::Sign('[')) => {
                Err(fault(self.line(), "an array stands in an array", "separate rows by `|`"))
            }
            Some(Token::Word(word)) if word.starts_with("array") => {
                Err(fault(self.line(), "an array stands in an array", "separate rows by `|`"))
            }
            _ => self.item(),
        }
    }

    fn expect(&mut self, sign: char) -> Result<(), Fault> {
        let line = self.line();
        match self.next() {
            Some(Token::Sign(found)) if found == sign => Ok(()),
            found => Err(expected(line, &format!("`{sign}`"), found.as_ref())),
        }
    }

    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at).map(|(_, token)| token)
    }

    fn next(&mut self) -> Option<Token> {
        let token = self.peek().cloned();
        self.at += 1;
        token
    }

    /// Line of the next token, or of the last one at the end.
    fn line(&self) -> usize {
        self.tokens.get(self.at).or(self.tokens.last()).map_or(1, |(line, _)| *line)
    }
}

/// Largest set that is written as a range; a longer one is a mistake, and memory is finite.
const MOST: i64 = 1_000_000;

fn range(line: usize, first: i64, last: Option<&Token>) -> Result<Value, Fault> {
    match last {
        Some(&Token::Int(last)) if last.saturating_sub(first) < MOST => {
            Ok(Value::Set((first..=last).collect()))
        }
        Some(Token::Int(_)) => Err(fault(line, "the range is too long", "")),
        found => Err(expected(line, "the end of the range", found)),
    }
}

fn expected(line: usize, what: &str, found: Option<&Token>) -> Fault {
    let found =
        found.map_or_else(|| "the end of the file".to_owned(), |token| format!("`{}`", token.shown()));
    fault(line, format!("found {found} where {what} should stand"), "")
}
