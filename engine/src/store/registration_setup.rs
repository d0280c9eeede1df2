//! What an organiser set up for registration: `form_field`, `registration_settings`, `consent_text`; and what is read of
//! the event for it.

use super::{StoreError, Tx, column, execute, fetch_all, fetch_optional, terms};
use crate::{
    EventId,
    domain::{
        form::{Block, Definition, Field, Form},
        phase::Phase,
        registration::{CategoryLine, ConsentText, RegistrationSettings, Setup},
        text::Texts,
    },
    ids::CategoryId,
};
use chrono::{DateTime, Utc};
use sqlx::types::Json;
use uuid::Uuid;

const EVENT: &str = "
    SELECT phase, registration_closes_at, names, slug
      FROM event
     WHERE id = $1";
const CATEGORIES: &str = "
    SELECT id, kind, max_meetings
      FROM category
     WHERE event_id = $1
     ORDER BY position, id";
const CATEGORY_NAMES: &str = "SELECT id, names FROM category WHERE event_id = $1 ORDER BY position, id";
const FIELDS: &str = "
    SELECT block, category_id, name, definition
      FROM form_field
     WHERE event_id = $1
     ORDER BY position, id";
const INSERT_FIELD: &str = "
    INSERT INTO form_field (id, event_id, block, category_id, name, position, definition)
    VALUES ($1, $2, $3, $4, $5, $6, $7)";
const SETTINGS: &str = "SELECT settings, version FROM registration_settings WHERE event_id = $1";
const BEGIN: &str = "
    INSERT INTO registration_settings (event_id, settings, arrivals, version)
    VALUES ($1, $2, 0, 1)
        ON CONFLICT (event_id) DO NOTHING";
const SET_SETTINGS: &str = "
    UPDATE registration_settings
       SET settings = $2, version = version + 1
     WHERE event_id = $1 AND version = $3";
const TOUCH: &str = "
    UPDATE registration_settings
       SET version = version + 1
     WHERE event_id = $1 AND version = $2";
const ARRIVE: &str = "
    UPDATE registration_settings
       SET arrivals = arrivals + $2
     WHERE event_id = $1
    RETURNING arrivals";
const CONSENTS: &str = "
    SELECT purpose, version, texts, required, created_at
      FROM consent_text
     WHERE event_id = $1
     ORDER BY purpose, version";
const INSERT_CONSENT: &str = "
    INSERT INTO consent_text (event_id, purpose, version, texts, required, created_at)
    VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (event_id, purpose, version) DO NOTHING";

/// What registration asks of an event.
#[derive(Clone, Debug)]
pub(crate) struct EventLine {
    pub(crate) phase: Phase,
    pub(crate) closes_at: Option<DateTime<Utc>>,
    pub(crate) names: Texts,
    pub(crate) slug: String,
}

/// The event, if there is one.
pub(crate) async fn event(tx: &mut Tx, event: EventId) -> Result<Option<EventLine>, StoreError> {
    type Row = (String, Option<DateTime<Utc>>, Json<Texts>, String);
    let row = fetch_optional!(tx, Row, EVENT, event)?;
    row.map(|(phase, closes_at, names, slug)| {
        let phase = column("event", "phase", Phase::parse(&phase))?;
        Ok(EventLine { phase, closes_at, names: names.0, slug })
    })
    .transpose()
}

/// The categories of an event, in order.
pub(crate) async fn categories(tx: &mut Tx, event: EventId) -> Result<Vec<CategoryLine>, StoreError> {
    let rows = fetch_all!(tx, (CategoryId, String, Option<i64>), CATEGORIES, event)?;
    let line = |(id, kind, max_meetings): (_, String, _)| CategoryLine {
        id,
        expert: kind == "expert",
        max_meetings,
    };
    Ok(rows.into_iter().map(line).collect())
}

/// The names of the categories of an event.
pub(crate) async fn category_names(
    tx: &mut Tx,
    event: EventId,
) -> Result<Vec<(CategoryId, Texts)>, StoreError> {
    let rows = fetch_all!(tx, (CategoryId, Json<Texts>), CATEGORY_NAMES, event)?;
    Ok(rows.into_iter().map(|(id, names)| (id, names.0)).collect())
}

/// The form of an event.
pub(crate) async fn form(tx: &mut Tx, event: EventId) -> Result<Form, StoreError> {
    let rows = fetch_all!(tx, (String, Option<CategoryId>, String, Json<Definition>), FIELDS, event)?;
    let fields = rows.into_iter().map(|(block, category, name, definition)| {
        let block = column("form_field", "block", Block::parse(&block))?;
        Ok::<_, StoreError>(Field { block, category, name, definition: definition.0 })
    });
    Ok(Form::new(fields.collect::<Result<_, _>>()?))
}

/// Replaces the form of an event.
pub(crate) async fn replace_form(
    tx: &mut Tx,
    event: EventId,
    form: &Form,
    mut id: impl FnMut() -> Uuid,
) -> Result<(), StoreError> {
    execute!(tx, "DELETE FROM form_field WHERE event_id = $1", event)?;
    for (position, field) in (1_i64..).zip(form.fields()) {
        execute!(
            tx,
            INSERT_FIELD,
            id(),
            event,
            field.block.as_str(),
            field.category,
            &field.name,
            position,
            Json(&field.definition)
        )?;
    }
    Ok(())
}

/// The settings and their version; before anybody set them, the defaults and version 1.
pub(crate) async fn settings(tx: &mut Tx, event: EventId) -> Result<(RegistrationSettings, i64), StoreError> {
    let row = fetch_optional!(tx, (Json<RegistrationSettings>, i64), SETTINGS, event)?;
    Ok(row.map_or((RegistrationSettings::default(), 1), |(settings, version)| (settings.0, version)))
}

/// Makes the row of an event, if it is not there; every change of the setup locks it.
async fn begin(tx: &mut Tx, event: EventId) -> Result<(), StoreError> {
    execute!(tx, BEGIN, event, Json(RegistrationSettings::default()))?;
    Ok(())
}

/// Sets the settings; false where somebody changed the setup since it was seen.
pub(crate) async fn set_settings(
    tx: &mut Tx,
    event: EventId,
    settings: &RegistrationSettings,
    version: i64,
) -> Result<bool, StoreError> {
    begin(tx, event).await?;
    Ok(execute!(tx, SET_SETTINGS, event, Json(settings), version)? == 1)
}

/// Raises the version of the setup, and locks it; false where somebody changed it since it was seen.
pub(crate) async fn touch(tx: &mut Tx, event: EventId, version: i64) -> Result<bool, StoreError> {
    begin(tx, event).await?;
    Ok(execute!(tx, TOUCH, event, version)? == 1)
}

/// Takes the next places in the order of arrival: the first of them. Whoever comes after waits until this commits.
pub(crate) async fn arrive(tx: &mut Tx, event: EventId, n_arrivals: i64) -> Result<i64, StoreError> {
    begin(tx, event).await?;
    let (last,) = fetch_optional!(tx, (i64,), ARRIVE, event, n_arrivals)?.ok_or(sqlx::Error::RowNotFound)?;
    Ok(last - n_arrivals + 1)
}

/// All versions of all texts.
pub(crate) async fn consent_texts(tx: &mut Tx, event: EventId) -> Result<Vec<ConsentText>, StoreError> {
    let rows = fetch_all!(tx, (String, i64, Json<Texts>, bool, DateTime<Utc>), CONSENTS, event)?;
    Ok(rows
        .into_iter()
        .map(|(purpose, version, texts, required, created_at)| ConsentText {
            purpose,
            version,
            texts: texts.0,
            required,
            created_at,
        })
        .collect())
}

/// The texts that are in force: of each purpose the last version.
pub(crate) async fn consents_in_force(tx: &mut Tx, event: EventId) -> Result<Vec<ConsentText>, StoreError> {
    let mut last: Vec<ConsentText> = Vec::new();
    for text in consent_texts(tx, event).await? {
        last.retain(|other| other.purpose != text.purpose);
        last.push(text);
    }
    Ok(last)
}

/// Adds a version of a text; false where somebody added one of that number.
pub(crate) async fn insert_consent_text(
    tx: &mut Tx,
    event: EventId,
    text: &ConsentText,
) -> Result<bool, StoreError> {
    let texts = Json(&text.texts);
    let n_rows = execute!(
        tx,
        INSERT_CONSENT,
        event,
        &text.purpose,
        text.version,
        texts,
        text.required,
        text.created_at
    )?;
    Ok(n_rows == 1)
}

/// Everything that input is checked against.
pub(crate) async fn setup(tx: &mut Tx, event: EventId) -> Result<Setup, StoreError> {
    let terms = terms::list_by_event(tx, event).await?;
    Ok(Setup {
        categories: categories(tx, event).await?,
        form: form(tx, event).await?,
        terms: terms.into_iter().map(|term| (term.id, term.list)).collect(),
        settings: settings(tx, event).await?.0,
    })
}
