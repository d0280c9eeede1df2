//! `offering`.

use super::{StoreError, Tx, column, execute, fetch_all, terms};
use crate::{
    EventId,
    domain::{
        form::Answers,
        registration::{Offering, OfferingKind},
    },
    ids::{OfferingId, RegistrationId},
};
use chrono::{DateTime, Utc};
use sqlx::types::Json;
use std::collections::HashMap;
use terms::Chooser;

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, event_id, registration_id, kind, title, text, validated, answers, external_id, version
               FROM offering ",
            $rest
        )
    };
}

const OF_REGISTRATION: &str = select!("WHERE registration_id = $1 ORDER BY position, id");
const LIST: &str = select!("WHERE event_id = $1 ORDER BY registration_id, position, id");
const COUNTS: &str = "
    SELECT registration_id, COUNT(*), COUNT(CASE WHEN NOT validated THEN 1 END)
      FROM offering
     WHERE event_id = $1
     GROUP BY registration_id";
const INSERT: &str = "
    INSERT INTO offering (id, event_id, registration_id, kind, title, text, validated, answers, external_id, position,
                version, created_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
const UPDATE: &str = "
    UPDATE offering
       SET kind = $4, title = $5, text = $6, validated = $7, answers = $8, version = version + 1
     WHERE id = $1 AND event_id = $2 AND version = $3";

#[derive(sqlx::FromRow)]
struct Row {
    id: OfferingId,
    event_id: EventId,
    registration_id: RegistrationId,
    kind: String,
    title: String,
    text: String,
    validated: bool,
    answers: Json<Answers>,
    external_id: Option<String>,
    version: i64,
}

impl TryFrom<Row> for Offering {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let kind = column("offering", "kind", OfferingKind::parse(&row.kind))?;
        Ok(Self {
            id: row.id,
            event: row.event_id,
            registration: row.registration_id,
            kind,
            title: row.title,
            text: row.text,
            validated: row.validated,
            answers: row.answers.0,
            terms: Vec::new(),
            external_id: row.external_id,
            version: row.version,
        })
    }
}

/// Adds an offer or a want with its terms, at a position among those of the registration.
pub(crate) async fn insert(
    tx: &mut Tx,
    new: &Offering,
    position: i64,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    execute!(
        tx,
        INSERT,
        new.id,
        new.event,
        new.registration,
        new.kind.as_str(),
        &new.title,
        &new.text,
        new.validated,
        Json(&new.answers),
        &new.external_id,
        position,
        new.version,
        now
    )?;
    terms::choose(tx, Chooser::Offering, new.event, new.id, &new.terms).await
}

/// Saves an offer or a want without its terms; false where somebody changed it since its version.
pub(crate) async fn update(tx: &mut Tx, new: &Offering) -> Result<bool, StoreError> {
    let answers = Json(&new.answers);
    let (kind, validated) = (new.kind.as_str(), new.validated);
    let n_rows = execute!(
        tx,
        UPDATE,
        new.id,
        new.event,
        new.version,
        kind,
        &new.title,
        &new.text,
        validated,
        answers
    )?;
    Ok(n_rows == 1)
}

/// Deletes an offer or a want, with its terms and files.
pub(crate) async fn delete(tx: &mut Tx, event: EventId, id: OfferingId) -> Result<bool, StoreError> {
    Ok(execute!(tx, "DELETE FROM offering WHERE id = $1 AND event_id = $2", id, event)? == 1)
}

/// The offers and wants of a registration in order, without their terms.
pub(crate) async fn list_by_registration(
    tx: &mut Tx,
    registration: RegistrationId,
) -> Result<Vec<Offering>, StoreError> {
    fetch_all!(tx, Row, OF_REGISTRATION, registration)?.into_iter().map(Offering::try_from).collect()
}

/// The offers and wants of an event by registration, without their terms.
pub(crate) async fn list_by_event(tx: &mut Tx, event: EventId) -> Result<Vec<Offering>, StoreError> {
    fetch_all!(tx, Row, LIST, event)?.into_iter().map(Offering::try_from).collect()
}

/// How many offers and wants each registration has, and how many of them wait to be validated.
pub(crate) async fn counts(
    tx: &mut Tx,
    event: EventId,
) -> Result<HashMap<RegistrationId, (usize, usize)>, StoreError> {
    let rows = fetch_all!(tx, (RegistrationId, i64, i64), COUNTS, event)?;
    let count = |n: i64| usize::try_from(n).unwrap_or_default();
    Ok(rows.into_iter().map(|(id, n, n_waiting)| (id, (count(n), count(n_waiting)))).collect())
}
