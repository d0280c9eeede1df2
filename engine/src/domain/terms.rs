//! Lists of terms that the organiser maintains: sectors, keywords, key figures, kinds of cooperation; each a tree.

use crate::{
    Error, Fault, FaultCode, Faults, Refusal,
    domain::{
        account::Language,
        form::stable_name,
        text::{TextKind, Texts},
        words,
    },
    ids::TermId,
};
use std::collections::{BTreeMap, BTreeSet};

const LABEL_MOST: usize = 200;
const CODE_MOST: usize = 60;
const LISTS_MOST: usize = 50;
const TERMS_MOST: usize = 5_000;
/// How deep a list may be.
const LEVELS_MOST: usize = 10;

words! {
    /// What a list is for, as far as catalogue and suggestions ask.
    pub enum ListRole {
        /// Sectors: a filter of the catalogue.
        Sector = "sector",
        /// Keywords: what offers and wants are matched by.
        Keyword = "keyword",
        /// Key figures: what companies that fit each other have in common.
        KeyFigure = "key-figure",
        /// Anything else.
        Other = "other",
    }
}

/// A list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermList {
    /// Its stable name, such as `sectors`.
    pub name: String,
    /// What it is for.
    pub role: ListRole,
    /// What people read above it.
    pub labels: Texts,
}

/// A term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// Its identity.
    pub id: TermId,
    /// Its list.
    pub list: String,
    /// The term above it.
    pub parent: Option<TermId>,
    /// Its stable code within the list, by which an import finds it again.
    pub code: String,
    /// What people read.
    pub labels: Texts,
}

/// A term as an organiser writes or imports it; its parent is named by code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewTerm {
    /// Its stable code within the list.
    pub code: String,
    /// The code of the term above it.
    pub parent: Option<String>,
    /// What people read.
    pub labels: Texts,
}

/// The lists, or every fault.
pub fn check_lists(lists: &[TermList]) -> Result<Vec<TermList>, Error> {
    let mut faults = Faults::new();
    if lists.len() > LISTS_MOST {
        faults.push(Fault::new("lists", FaultCode::TooMany).with("most", LISTS_MOST));
    }
    let mut checked = Vec::with_capacity(lists.len());
    for (i, list) in lists.iter().enumerate() {
        let path = format!("lists[{i}]");
        if lists[..i].iter().any(|other| other.name == list.name) {
            faults.push(Fault::new(format!("{path}.name"), FaultCode::Duplicate));
        }
        let name = faults.take(stable_name(&format!("{path}.name"), &list.name));
        let labels = list.labels.check(&format!("{path}.labels"), TextKind::Line, LABEL_MOST, &mut faults);
        checked.extend(name.zip(labels).map(|(name, labels)| TermList { name, role: list.role, labels }));
    }
    faults.check().map(|()| checked)
}

/// What an import of terms changes: parents come before their children.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TermChanges {
    /// New terms.
    pub added: Vec<Term>,
    /// Terms with other labels or another place.
    pub changed: Vec<Term>,
    /// How many are as they were.
    pub n_unchanged: usize,
}

/// Adds terms to a list, or updates those whose code is there already; or every fault. `path` names a line by its
/// index: `terms[3]`, or by its number in a file: `line[4]`.
pub fn check_terms(
    list: &str,
    before: &[Term],
    new: &[NewTerm],
    path: impl Fn(usize) -> String,
    mut id: impl FnMut() -> TermId,
) -> Result<TermChanges, Error> {
    let mut faults = Faults::new();
    if before.len() + new.len() > TERMS_MOST {
        // Nothing else is looked at of so many.
        return Err(Fault::new("terms", FaultCode::TooMany).with("most", TERMS_MOST).into());
    }
    let mut ids: BTreeMap<&str, TermId> = before.iter().map(|t| (t.code.as_str(), t.id)).collect();
    let mut seen = BTreeSet::new();
    for (i, term) in new.iter().enumerate() {
        let fine = !term.code.trim().is_empty()
            && term.code.len() <= CODE_MOST
            && !term.code.chars().any(|c| c.is_control() || c.is_whitespace());
        if !fine {
            let fault = Fault::new(format!("{}.code", path(i)), FaultCode::WrongFormat);
            faults.push(fault.with("example", "A01.2"));
        } else if !seen.insert(term.code.as_str()) {
            faults.push(Fault::new(format!("{}.code", path(i)), FaultCode::Duplicate));
        }
        ids.entry(&term.code).or_insert_with(&mut id);
    }
    let mut checked = Vec::with_capacity(new.len());
    for (i, term) in new.iter().enumerate() {
        let labels =
            term.labels.check(&format!("{}.labels", path(i)), TextKind::Line, LABEL_MOST, &mut faults);
        let parent = match &term.parent {
            None => Some(None),
            Some(code) => ids.get(code.as_str()).copied().map(Some).or_else(|| {
                faults.push(Fault::new(format!("{}.parent", path(i)), FaultCode::UnknownChoice));
                None
            }),
        };
        if let (Some(labels), Some(parent)) = (labels, parent) {
            let id = ids[term.code.as_str()];
            checked.push(Term { id, list: list.to_owned(), parent, code: term.code.clone(), labels });
        }
    }
    find_loops(before, &checked, new, &path, &mut faults);
    faults.check()?;
    Ok(sort_out(before, checked))
}

/// A term below itself would never be shown, and whoever looks for one looks for all above it.
fn find_loops(
    before: &[Term],
    checked: &[Term],
    new: &[NewTerm],
    path: impl Fn(usize) -> String,
    faults: &mut Faults,
) {
    let parents: BTreeMap<TermId, Option<TermId>> =
        before.iter().chain(checked).map(|term| (term.id, term.parent)).collect();
    let of_new: BTreeMap<&str, usize> = new.iter().enumerate().map(|(i, n)| (n.code.as_str(), i)).collect();
    for term in checked {
        let mut above = term.parent;
        let mut depth = 1;
        while let Some(id) = above.filter(|id| *id != term.id && depth <= LEVELS_MOST) {
            above = parents.get(&id).copied().flatten();
            depth += 1;
        }
        let path = || format!("{}.parent", path(of_new[term.code.as_str()]));
        if above == Some(term.id) {
            faults.push(Fault::new(path(), FaultCode::Loop));
        } else if depth > LEVELS_MOST {
            faults.push(Fault::new(path(), FaultCode::TooMany).with("most", LEVELS_MOST));
        }
    }
}

fn sort_out(before: &[Term], checked: Vec<Term>) -> TermChanges {
    let known: BTreeMap<TermId, &Term> = before.iter().map(|term| (term.id, term)).collect();
    let mut changes = TermChanges::default();
    let mut waiting = Vec::new();
    for term in checked {
        match known.get(&term.id) {
            Some(&old) if *old == term => changes.n_unchanged += 1,
            Some(_) => changes.changed.push(term),
            None => waiting.push(term),
        }
    }
    // Parents first: each round takes those whose parent is there. Loops were refused before.
    let mut there: BTreeSet<TermId> = known.keys().copied().collect();
    while !waiting.is_empty() {
        let (ready, rest): (Vec<_>, Vec<_>) =
            waiting.into_iter().partition(|t: &Term| t.parent.is_none_or(|id| there.contains(&id)));
        if ready.is_empty() {
            break;
        }
        there.extend(ready.iter().map(|term| term.id));
        changes.added.extend(ready);
        waiting = rest;
    }
    changes
}

/// Whether a term may be merged into another: both of one list, and the other not below it.
pub fn may_merge(all: &[Term], from: TermId, into: TermId) -> Result<(), Refusal> {
    let find = |id: TermId| all.iter().find(|term| term.id == id);
    let same_list = find(from).zip(find(into)).is_some_and(|(a, b)| a.list == b.list);
    let mut above = Some(into);
    while let Some(id) = above {
        if id == from {
            return Err(Refusal::TermsCannotMerge);
        }
        above = find(id).and_then(|term| term.parent);
    }
    if same_list { Ok(()) } else { Err(Refusal::TermsCannotMerge) }
}

/// A term with everything above it, itself first.
pub fn with_ancestors(parents: &BTreeMap<TermId, Option<TermId>>, term: TermId) -> Vec<TermId> {
    let mut chain = vec![term];
    while let Some(&Some(parent)) = chain.last().and_then(|last| parents.get(last)) {
        chain.push(parent);
    }
    chain
}

/// Terms from the lines of a file with the columns `code`, `parent`, `fr`, `en`: with each the number of its line.
pub fn read_lines(header: &[String], lines: &[(usize, Vec<String>)]) -> Result<Vec<(usize, NewTerm)>, Error> {
    let column = |name: &str| header.iter().position(|column| column.trim().eq_ignore_ascii_case(name));
    let mut faults = Faults::new();
    let code = column("code");
    if code.is_none() {
        faults.push(Fault::new("columns.code", FaultCode::Required));
    }
    let labels = [(Language::French, column("fr")), (Language::English, column("en"))];
    if labels.iter().all(|(_, column)| column.is_none()) {
        faults.push(Fault::new("columns.fr", FaultCode::Required));
    }
    faults.check()?;
    let cell = |line: &[String], column: Option<usize>| {
        let text = column.and_then(|i| line.get(i)).map(|text| text.trim());
        text.filter(|text| !text.is_empty()).map(str::to_owned)
    };
    let parent = column("parent");
    Ok(lines
        .iter()
        .map(|(number, line)| {
            let labels = Texts { fr: cell(line, labels[0].1), en: cell(line, labels[1].1) };
            let term =
                NewTerm { code: cell(line, code).unwrap_or_default(), parent: cell(line, parent), labels };
            (*number, term)
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    /// Terms, each below the next.
    fn chain(n: usize) -> Vec<NewTerm> {
        let term = |i: usize| NewTerm {
            code: format!("t{i}"),
            parent: (i + 1 < n).then(|| format!("t{}", i + 1)),
            labels: Texts::new("Terme", "Term"),
        };
        (0..n).map(term).collect()
    }

    fn faults(new: &[NewTerm]) -> Vec<(String, FaultCode)> {
        let mut n = 0;
        let id = || {
            n += 1;
            Uuid::from_u128(n).into()
        };
        match check_terms("sectors", &[], new, |i| format!("terms[{i}]"), id) {
            Ok(_) => Vec::new(),
            Err(Error::Invalid(faults)) => {
                faults.as_slice().iter().map(|fault| (fault.path.clone(), fault.code)).collect()
            }
            Err(error) => panic!("{error}"),
        }
    }

    #[test]
    fn lists_are_ten_levels_deep_at_most_and_no_term_is_below_itself() {
        assert_eq!(faults(&chain(LEVELS_MOST)), []);
        assert_eq!(faults(&chain(LEVELS_MOST + 1)), [("terms[0].parent".to_owned(), FaultCode::TooMany)]);
        let mut round = chain(2);
        round[1].parent = Some("t0".to_owned());
        let both = ["terms[0].parent", "terms[1].parent"].map(|path| (path.to_owned(), FaultCode::Loop));
        assert_eq!(faults(&round), both);
    }

    #[test]
    fn of_too_many_terms_nothing_else_is_looked_at() {
        let mut many = chain(TERMS_MOST + 1);
        many[0].code = String::new();
        assert_eq!(faults(&many), [("terms".to_owned(), FaultCode::TooMany)]);
    }
}
