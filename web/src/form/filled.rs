//! What was filled into a form, by the names of its fields: as it was typed, so that a form that is refused loses nothing.
//!
//! A field is called as the engine calls it in its faults (`sites[0].rooms[1].name`), so each fault finds its field.

use super::Field;
use crate::{page::FormFaults, words::Words};
use axum::extract::{FromRequest, Request};
use axum_extra::extract::{Form, FormRejection};
use carnet_engine::domain::{account::Language, text::Texts};
use chrono::NaiveDateTime;
use std::str::FromStr;

/// Names and values, in the order in which the form sent them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Filled(Vec<(String, String)>);

impl<S: Send + Sync> FromRequest<S> for Filled {
    type Rejection = FormRejection;

    async fn from_request(request: Request, state: &S) -> Result<Self, FormRejection> {
        let Form(pairs) = Form::<Vec<(String, String)>>::from_request(request, state).await?;
        Ok(Self(pairs))
    }
}

impl FromIterator<(String, String)> for Filled {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(pairs: I) -> Self {
        Self(pairs.into_iter().collect())
    }
}

impl Filled {
    /// The value of a field; empty where it was not sent.
    pub(crate) fn get(&self, name: &str) -> &str {
        self.one(name).unwrap_or_default()
    }

    /// The value of a field, where it was sent.
    pub(crate) fn one(&self, name: &str) -> Option<&str> {
        self.all(name).next()
    }

    /// All values of a field of which several can be chosen.
    pub(crate) fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    /// Whether a field was sent at all: a box that is not ticked is not.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.one(name).is_some()
    }

    /// Gives a field one more value.
    #[expect(clippy::needless_pass_by_value, reason = "a number is handed in as it is")]
    pub(crate) fn put(&mut self, name: impl Into<String>, value: impl ToString) {
        self.0.push((name.into(), value.to_string()));
    }

    /// Gives a field another value.
    pub(crate) fn set(&mut self, name: &str, value: impl ToString) {
        self.0.retain(|(field, _)| field != name);
        self.put(name, value);
    }

    /// Gives a field of which several can be chosen other values.
    pub(crate) fn set_all(&mut self, name: &str, values: &[impl ToString]) {
        self.0.retain(|(field, _)| field != name);
        for value in values {
            self.put(name, value.to_string());
        }
    }

    /// Lets a form name the present version where somebody else was faster, so that it can be sent again.
    pub(crate) fn renew(&mut self, name: &str, version: i64, error: &carnet_engine::Error) {
        if let carnet_engine::Error::Conflict = error {
            self.set(name, version);
        }
    }

    /// Ticks a box, or not.
    pub(crate) fn tick(&mut self, name: impl Into<String>, ticked: bool) {
        if ticked {
            self.put(name, "on");
        }
    }

    /// Fills a text of two languages in.
    pub(crate) fn put_texts(&mut self, name: &str, texts: Option<&Texts>) {
        for language in Language::ALL {
            let text = texts.and_then(|texts| match language {
                Language::French => texts.fr.as_deref(),
                Language::English => texts.en.as_deref(),
            });
            self.put(format!("{name}.{language}"), text.unwrap_or_default());
        }
    }

    /// A text of two languages.
    pub(crate) fn texts(&self, name: &str) -> Texts {
        Texts::new(self.get(&format!("{name}.fr")), self.get(&format!("{name}.en")))
    }

    /// The value without spaces around it, where there is one.
    pub(crate) fn some(&self, name: &str) -> Option<&str> {
        Some(self.get(name).trim()).filter(|value| !value.is_empty())
    }

    /// A number, a day, an identity; where the field has something else, a fault.
    pub(crate) fn read<T: FromStr>(&self, name: &str, words: Words, faults: &mut FormFaults) -> Option<T> {
        let value = self.some(name)?;
        let read = value.parse().ok();
        if read.is_none() {
            faults.add(name, words.t("fault-unreadable"));
        }
        read
    }

    /// A local time as browsers send it.
    pub(crate) fn moment(&self, name: &str, words: Words, faults: &mut FormFaults) -> Option<NaiveDateTime> {
        let value = self.some(name)?;
        let read = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"]
            .iter()
            .find_map(|pattern| NaiveDateTime::parse_from_str(value, pattern).ok());
        if read.is_none() {
            faults.add(name, words.with("fault-wrong-format", "example", "2027-06-17 09:30"));
        }
        read
    }

    /// How many rows a list has, of which each field says its row: `rooms[2].name`.
    pub(crate) fn rows(&self, list: &str) -> usize {
        self.0.iter().filter_map(|(name, _)| Some(row_of(name, list)?.0 + 1)).max().unwrap_or_default()
    }

    /// Leaves rows out of a list, and numbers the others anew: the new number of each that stays.
    pub(crate) fn leave_out(
        &mut self,
        list: &str,
        is_gone: impl Fn(&Self, &str) -> bool,
    ) -> Vec<Option<usize>> {
        let mut kept = 0;
        let mut rows = Vec::new();
        for i in 0..self.rows(list) {
            let stays = !is_gone(self, &format!("{list}[{i}]"));
            rows.push(stays.then_some(kept));
            kept += usize::from(stays);
        }
        let pairs = std::mem::take(&mut self.0);
        let renamed = |(name, value): (String, String)| match row_of(&name, list) {
            None => Some((name, value)),
            Some((i, rest)) => rows[i].map(|i| (format!("{list}[{i}]{rest}"), value)),
        };
        self.0 = pairs.into_iter().filter_map(renamed).collect();
        rows
    }

    /// Whether a row was ticked to be removed, or is a new one in which nothing was written.
    pub(crate) fn is_gone(&self, row: &str, fields: &[&str]) -> bool {
        self.has(&format!("{row}.gone"))
            || self.some(&format!("{row}.id")).is_none() && self.is_blank(row, fields)
    }

    /// Whether nothing was written into any of the fields of a row.
    pub(crate) fn is_blank(&self, row: &str, fields: &[&str]) -> bool {
        fields.iter().all(|field| self.some(&format!("{row}.{field}")).is_none())
    }
}

/// The row of a list that a field is in, and the rest of its name.
fn row_of<'a>(name: &'a str, list: &str) -> Option<(usize, &'a str)> {
    let (i, rest) = name.strip_prefix(list)?.strip_prefix('[')?.split_once(']')?;
    // Nobody sends so many rows but to exhaust the machine.
    Some((i.parse().ok().filter(|i| *i < 10_000)?, rest))
}

/// Makes the fields of a form of what was filled in, each with its fault; labels are keys of words.
#[derive(Clone, Copy)]
pub(crate) struct Fields<'a> {
    pub(crate) words: Words,
    pub(crate) filled: &'a Filled,
    pub(crate) faults: &'a FormFaults,
}

impl Fields<'_> {
    /// A line of text.
    pub(crate) fn text(&self, key: &str, name: &str) -> Field {
        self.line("text", key, name)
    }

    /// A line of another type of HTML.
    pub(crate) fn line(&self, kind: &'static str, key: &str, name: &str) -> Field {
        self.faulty(Field::line(kind, name, self.words.t(key), self.filled.get(name)), name)
    }

    /// A whole number from `least` to `most`.
    pub(crate) fn number(&self, key: &str, name: &str, (least, most): (i64, i64)) -> Field {
        self.line("number", key, name).limit("min", least).limit("max", most)
    }

    /// Several lines of text.
    pub(crate) fn lines(&self, rows: u8, key: &str, name: &str) -> Field {
        self.faulty(Field::lines(rows, name, self.words.t(key), self.filled.get(name)), name)
    }

    /// One of several, each a value and its text.
    pub(crate) fn choice(&self, key: &str, name: &str, options: Vec<(String, String)>) -> Field {
        self.faulty(Field::choice(name, self.words.t(key), options, self.filled.get(name)), name)
    }

    /// One of the words of an enum; the texts have keys of `prefix` and the word.
    pub(crate) fn word<W: std::fmt::Display>(
        &self,
        key: &str,
        name: &str,
        (prefix, words): (&str, &[W]),
    ) -> Field {
        let option = |word: &W| (word.to_string(), self.words.t(&format!("{prefix}-{word}")));
        self.choice(key, name, words.iter().map(option).collect())
    }

    /// Any of several, each a value and its text.
    pub(crate) fn choices(&self, key: &str, name: &str, options: Vec<(String, String)>) -> Field {
        let chosen: Vec<_> = self.filled.all(name).collect();
        let with = |(value, text): (String, String)| {
            let is_chosen = chosen.contains(&value.as_str());
            (value, text, is_chosen)
        };
        let options = options.into_iter().map(with).collect();
        Field::choices(name, self.words.t(key), options).wrong(self.faults.within(name))
    }

    /// A box to tick.
    pub(crate) fn tick(&self, key: &str, name: &str) -> Field {
        self.faulty(Field::tick(name, self.words.t(key), self.filled.has(name)), name)
    }

    /// A line of text in French and in English.
    pub(crate) fn texts(&self, key: &str, name: &str) -> Vec<Field> {
        self.both(name, |name, label| Field::text(name, label, self.filled.get(name)), key)
    }

    /// Several lines of text in French and in English.
    pub(crate) fn long_texts(&self, rows: u8, key: &str, name: &str) -> Vec<Field> {
        self.both(name, |name, label| Field::lines(rows, name, label, self.filled.get(name)), key)
    }

    fn both(&self, name: &str, make: impl Fn(&str, String) -> Field, key: &str) -> Vec<Field> {
        let field = |language: &Language| {
            let label =
                format!("{} ({})", self.words.t(key), self.words.t(&format!("desk-language-{language}")));
            let own = format!("{name}.{language}");
            // A text that is needed and is there in neither language is one fault, of the first.
            let missing = *language == Language::French && self.faults.at(&own).is_none();
            self.faulty(make(&own, label), if missing { name } else { &own })
        };
        Language::ALL.iter().map(field).collect()
    }

    fn faulty(&self, field: Field, name: &str) -> Field {
        field.fault(self.faults, name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(pairs: &[(&str, &str)]) -> Filled {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn rows_that_are_left_out_leave_no_gap() {
        let mut form = filled(&[
            ("rooms[0].name", "Hall"),
            ("rooms[1].name", " "),
            ("rooms[2].name", "Studio"),
            ("rooms[2].tables", "4"),
            ("sites[1].rooms[1].name", "as it was"),
        ]);
        assert_eq!(form.rows("rooms"), 3);
        form.leave_out("rooms", |form, row| form.is_blank(row, &["name"]));
        assert_eq!(form.rows("rooms"), 2);
        assert_eq!((form.get("rooms[1].name"), form.get("rooms[1].tables")), ("Studio", "4"));
        assert_eq!(form.get("sites[1].rooms[1].name"), "as it was");
    }

    #[test]
    fn what_is_no_number_is_a_fault_and_what_is_empty_is_none() {
        let (words, mut faults) = (Words(Language::English), FormFaults::default());
        let form = filled(&[("a", " 12 "), ("b", ""), ("c", "many")]);
        assert_eq!(form.read::<i64>("a", words, &mut faults), Some(12));
        assert_eq!(form.read::<i64>("b", words, &mut faults), None);
        assert!(faults.is_empty());
        assert_eq!(form.read::<i64>("c", words, &mut faults), None);
        assert!(faults.at("c").is_some());
    }

    #[test]
    fn local_times_are_read_as_browsers_send_them() {
        let (words, mut faults) = (Words(Language::English), FormFaults::default());
        let form = filled(&[("at", "2027-06-17T09:30"), ("no", "tomorrow")]);
        let at = form.moment("at", words, &mut faults).map(|at| at.to_string());
        assert_eq!(at.as_deref(), Some("2027-06-17 09:30:00"));
        assert_eq!(form.moment("no", words, &mut faults), None);
        assert!(faults.at("no").is_some());
    }
}
