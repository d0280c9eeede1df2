//! What importing a table would do, shown before it is carried out.

use super::upload::Upload;
use crate::{
    error::Error,
    page::{FormFaults, in_words},
    words::Words,
};
use askama::Template;
use carnet_engine::Fault;
use data_encoding::BASE64URL_NOPAD;

/// More faults than this nobody reads: the file is mended, and tried again.
const FAULTS_MOST: usize = 200;

/// Bytes of a file that a page carries along until it is carried out.
const CARRIED_MOST: usize = 100_000;

/// What came of trying a table, as a page writes it: `{{ tried }}`.
#[derive(Template)]
#[template(path = "desk/trial.html")]
pub(super) struct Trial {
    w: Words,
    counts: Vec<String>,
    faults: Vec<(String, String)>,
    n_faults: usize,
    /// The file, to be carried out; nothing where it has faults, or is so large that it is chosen once more.
    file: String,
    /// What its lines are, where a table may be of several kinds.
    lines: &'static str,
    /// Where it is carried out.
    href: String,
}

/// A trial is HTML already, escaped inside.
impl askama::filters::HtmlSafe for Trial {}

impl Trial {
    /// What a table would do, in words, and what is wrong in which line.
    pub(super) fn of(
        words: Words,
        (file, lines): (&[u8], &'static str),
        (counts, faults): (Vec<String>, &[Fault]),
        href: String,
    ) -> Self {
        let carried = faults.is_empty() && file.len() <= CARRIED_MOST;
        Self {
            w: words,
            counts,
            n_faults: faults.len(),
            faults: faults.iter().take(FAULTS_MOST).map(|fault| place_of(words, fault)).collect(),
            file: if carried { BASE64URL_NOPAD.encode(file) } else { String::new() },
            lines,
            href,
        }
    }
}

/// The table that is carried out: as the page carried it along, or chosen once more.
pub(super) fn carried(upload: Upload) -> Result<Vec<u8>, Error> {
    if upload.file.is_empty() {
        BASE64URL_NOPAD.decode(upload.filled.get("file").as_bytes()).map_err(|_| Error::NoPage)
    } else {
        Ok(upload.file)
    }
}

/// What is wrong with a table that is none, or has other columns: in the summary, with its line and column.
pub(super) fn faults_of(words: Words, found: &[Fault]) -> FormFaults {
    let mut faults = FormFaults::default();
    for fault in found.iter().take(FAULTS_MOST) {
        let (place, text) = place_of(words, fault);
        faults.add(&fault.path, if place.is_empty() { text } else { format!("{place}: {text}") });
    }
    faults
}

/// Whether a fault is of one line, and not of the whole table.
pub(super) fn is_of_line(fault: &Fault) -> bool {
    fault.path.starts_with("line[")
}

/// In which line and column a fault is, and what is wrong there.
fn place_of(words: Words, fault: &Fault) -> (String, String) {
    let text = in_words(words, fault);
    if let Some((number, column)) = fault.path.strip_prefix("line[").and_then(|rest| rest.split_once(']')) {
        let line = words.n("import-line", number.parse().unwrap_or(0));
        return match column.strip_prefix('.') {
            Some(column) => (format!("{line}, {column}"), text),
            None => (line, text),
        };
    }
    match fault.path.strip_prefix("columns.") {
        Some(column) => (words.with("import-column", "name", column), text),
        None => (String::new(), text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use carnet_engine::{FaultCode, domain::account::Language};

    #[test]
    fn faults_are_told_by_line_and_column() {
        let words = Words(Language::English);
        let place = |path: &str| place_of(words, &Fault::new(path, FaultCode::Required)).0;
        assert_eq!(place("line[7].email"), "line 7, email");
        assert_eq!(place("line[12].company.turnover"), "line 12, company.turnover");
        assert_eq!(place("columns.email"), "column “email”");
        assert_eq!(place("file"), "");
    }
}
