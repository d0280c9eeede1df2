//! `mail_template`.

use super::{StoreError, Tx, column, execute, fetch_all};
use crate::{
    domain::{account::Language, mail_template::MailTemplate, notice::NoticeKind},
    ids::EventId,
};
use chrono::{DateTime, Utc};

/// Which text it is: of what, in which language.
pub(crate) type Key = (NoticeKind, Language);

const SET: &str = "
    INSERT INTO mail_template (event_id, kind, language, subject, body, changed_at)
    VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (event_id, kind, language) DO UPDATE
       SET subject = excluded.subject, body = excluded.body, changed_at = excluded.changed_at";
const DELETE: &str = "DELETE FROM mail_template WHERE event_id = $1 AND kind = $2 AND language = $3";
const LIST: &str = "
    SELECT kind, language, subject, body
      FROM mail_template
     WHERE event_id = $1
     ORDER BY kind, language";

/// Gives an event a text of its own.
pub(crate) async fn set(
    tx: &mut Tx,
    event: EventId,
    (kind, language): Key,
    template: &MailTemplate,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let (subject, body) = (&template.subject, &template.body);
    execute!(tx, SET, event, kind.as_str(), language.as_str(), subject, body, now)?;
    Ok(())
}

/// Takes it back; false where there is none.
pub(crate) async fn delete(tx: &mut Tx, event: EventId, (kind, language): Key) -> Result<bool, StoreError> {
    Ok(execute!(tx, DELETE, event, kind.as_str(), language.as_str())? == 1)
}

/// All texts that an event has of its own.
pub(crate) async fn list(tx: &mut Tx, event: EventId) -> Result<Vec<(Key, MailTemplate)>, StoreError> {
    type Row = (String, String, String, String);
    let rows = fetch_all!(tx, Row, LIST, event)?;
    let of = |(kind, language, subject, body): Row| {
        let kind = column("mail_template", "kind", NoticeKind::parse(&kind))?;
        let language = column("mail_template", "language", Language::parse(&language))?;
        Ok(((kind, language), MailTemplate { subject, body }))
    };
    rows.into_iter().map(of).collect()
}
