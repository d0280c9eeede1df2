//! `term_list`, `term` and the three tables of chosen terms.

use super::{StoreError, Tx, column, execute, fetch_all};
use crate::{
    EventId,
    domain::{
        form::ChosenTerms,
        terms::{ListRole, Term, TermList},
        text::Texts,
    },
    ids::TermId,
};
use sqlx::types::Json;
use uuid::Uuid;

const LISTS: &str = "
    SELECT list, role, labels
      FROM term_list
     WHERE event_id = $1
     ORDER BY position, list";
const SAVE_LIST: &str = "
    INSERT INTO term_list (event_id, list, role, labels, position)
    VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (event_id, list) DO UPDATE SET role = $3, labels = $4, position = $5";
const DELETE_LIST: &str = "DELETE FROM term_list WHERE event_id = $1 AND list = $2";
const LIST: &str = "
    SELECT id, list, parent_id, code, labels
      FROM term
     WHERE event_id = $1
     ORDER BY position, id";
const INSERT: &str = "
    INSERT INTO term (id, event_id, list, parent_id, code, labels, position)
    VALUES ($1, $2, $3, $4, $5, $6, $7)";
const UPDATE: &str = "UPDATE term SET parent_id = $3, labels = $4 WHERE id = $1 AND event_id = $2";
const DELETE: &str = "DELETE FROM term WHERE id = $1 AND event_id = $2";
const ADOPT: &str = "UPDATE term SET parent_id = $2 WHERE parent_id = $1";

/// What terms are chosen for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Chooser {
    Registration,
    Participant,
    Offering,
}

/// The statements about the table of one chooser.
struct Statements {
    of: &'static str,
    by_event: &'static str,
    insert: &'static str,
    clear: &'static str,
    remap: &'static str,
    forget: &'static str,
    used: &'static str,
}

const fn statements(chooser: Chooser) -> Statements {
    macro_rules! of {
        ($table:literal, $owner:literal) => {
            Statements {
                of: concat!(
                    "SELECT field, term_id FROM ",
                    $table,
                    " WHERE ",
                    $owner,
                    " = $1 ORDER BY field, term_id"
                ),
                by_event: concat!(
                    "SELECT ",
                    $owner,
                    ", field, term_id FROM ",
                    $table,
                    " WHERE event_id = $1"
                ),
                insert: concat!(
                    "INSERT INTO ",
                    $table,
                    " (event_id, ",
                    $owner,
                    ", field, term_id) VALUES ($1, $2, $3, $4)"
                ),
                clear: concat!("DELETE FROM ", $table, " WHERE ", $owner, " = $1"),
                // Whoever chose both terms has the second one once.
                remap: concat!(
                    "INSERT INTO ",
                    $table,
                    " (event_id, ",
                    $owner,
                    ", field, term_id)
                     SELECT event_id, ",
                    $owner,
                    ", field, $2 FROM ",
                    $table,
                    " WHERE term_id = $1
                         ON CONFLICT (",
                    $owner,
                    ", field, term_id) DO NOTHING"
                ),
                forget: concat!("DELETE FROM ", $table, " WHERE term_id = $1"),
                used: concat!("SELECT COUNT(*) FROM ", $table, " WHERE term_id = $1"),
            }
        };
    }
    match chooser {
        Chooser::Registration => of!("registration_term", "registration_id"),
        Chooser::Participant => of!("participant_term", "participant_id"),
        Chooser::Offering => of!("offering_term", "offering_id"),
    }
}

const CHOOSERS: [Chooser; 3] = [Chooser::Registration, Chooser::Participant, Chooser::Offering];

/// The lists of an event, in order.
pub(crate) async fn lists(tx: &mut Tx, event: EventId) -> Result<Vec<TermList>, StoreError> {
    let rows = fetch_all!(tx, (String, String, Json<Texts>), LISTS, event)?;
    rows.into_iter()
        .map(|(name, role, labels)| {
            let role = column("term_list", "role", ListRole::parse(&role))?;
            Ok(TermList { name, role, labels: labels.0 })
        })
        .collect()
}

/// Adds a list or changes it.
pub(crate) async fn save_list(
    tx: &mut Tx,
    event: EventId,
    list: &TermList,
    position: i64,
) -> Result<(), StoreError> {
    execute!(tx, SAVE_LIST, event, &list.name, list.role.as_str(), Json(&list.labels), position)?;
    Ok(())
}

/// Deletes a list that has no terms.
pub(crate) async fn delete_list(tx: &mut Tx, event: EventId, name: &str) -> Result<(), StoreError> {
    execute!(tx, DELETE_LIST, event, name)?;
    Ok(())
}

/// All terms of an event, in order.
pub(crate) async fn list_by_event(tx: &mut Tx, event: EventId) -> Result<Vec<Term>, StoreError> {
    let rows = fetch_all!(tx, (TermId, String, Option<TermId>, String, Json<Texts>), LIST, event)?;
    Ok(rows
        .into_iter()
        .map(|(id, list, parent, code, labels)| Term { id, list, parent, code, labels: labels.0 })
        .collect())
}

/// Adds a term; the one above it must be there.
pub(crate) async fn insert(
    tx: &mut Tx,
    event: EventId,
    term: &Term,
    position: i64,
) -> Result<(), StoreError> {
    let labels = Json(&term.labels);
    execute!(tx, INSERT, term.id, event, &term.list, term.parent, &term.code, labels, position)?;
    Ok(())
}

/// Changes a term's labels and place.
pub(crate) async fn update(tx: &mut Tx, event: EventId, term: &Term) -> Result<(), StoreError> {
    execute!(tx, UPDATE, term.id, event, term.parent, Json(&term.labels))?;
    Ok(())
}

/// Everybody who chose one term has the other from now on; what was below the one is below the other; the one is gone.
pub(crate) async fn merge(
    tx: &mut Tx,
    event: EventId,
    from: TermId,
    into: TermId,
) -> Result<u64, StoreError> {
    let mut n_moved = 0;
    for chooser in CHOOSERS {
        let sql = statements(chooser);
        execute!(tx, sql.remap, from, into)?;
        n_moved += execute!(tx, sql.forget, from)?;
    }
    execute!(tx, ADOPT, from, into)?;
    execute!(tx, DELETE, from, event)?;
    Ok(n_moved)
}

/// Deletes a term, unless somebody chose it or a term is below it: then false.
pub(crate) async fn delete(tx: &mut Tx, event: EventId, term: TermId) -> Result<bool, StoreError> {
    let mut n_uses = fetch_all!(tx, (i64,), "SELECT COUNT(*) FROM term WHERE parent_id = $1", term)?;
    for chooser in CHOOSERS {
        n_uses.extend(fetch_all!(tx, (i64,), statements(chooser).used, term)?);
    }
    if n_uses.iter().any(|(n,)| *n > 0) {
        return Ok(false);
    }
    execute!(tx, DELETE, term, event)?;
    Ok(true)
}

/// The terms that somebody chose.
pub(crate) async fn chosen(
    tx: &mut Tx,
    chooser: Chooser,
    owner: impl Into<Uuid>,
) -> Result<ChosenTerms, StoreError> {
    let owner: Uuid = owner.into();
    fetch_all!(tx, (String, TermId), statements(chooser).of, owner)
}

/// All terms that were chosen in an event, with who chose them.
pub(crate) async fn chosen_in_event(
    tx: &mut Tx,
    chooser: Chooser,
    event: EventId,
) -> Result<Vec<(Uuid, String, TermId)>, StoreError> {
    fetch_all!(tx, (Uuid, String, TermId), statements(chooser).by_event, event)
}

/// Replaces the terms that somebody chose.
pub(crate) async fn choose(
    tx: &mut Tx,
    chooser: Chooser,
    event: EventId,
    owner: impl Into<Uuid>,
    terms: &ChosenTerms,
) -> Result<(), StoreError> {
    let (owner, sql): (Uuid, _) = (owner.into(), statements(chooser));
    execute!(tx, sql.clear, owner)?;
    for (field, term) in terms {
        execute!(tx, sql.insert, event, owner, field, *term)?;
    }
    Ok(())
}
