//! What planning asks of meetings and people beside the facts: line-ups of others who take over, and who reads an agenda.

use super::{StoreError, Tx, column, execute, fetch_all};
use crate::{
    domain::{account::Language, planning::Attendee},
    ids::{AccountId, EventId, ParticipantId},
};

const INSERT: &str = "
    INSERT INTO meeting_attendee (meeting_id, event_id, participant_id, side, lineup)
    VALUES ($1, $2, $3, $4, $5)";
const SAME_SUBJECT: &str = "
    SELECT q.id
      FROM participant q
      JOIN registration r ON r.id = q.registration_id AND r.state = 'validated'
     WHERE q.event_id = $1 AND q.expert AND q.validated AND q.id <> $2
       AND q.absent_since IS NULL AND q.removed_at IS NULL
       AND (NOT EXISTS (SELECT 1 FROM participant_term t WHERE t.participant_id = $2)
            OR EXISTS (SELECT 1
                         FROM participant_term a
                         JOIN participant_term b ON b.term_id = a.term_id
                        WHERE a.participant_id = $2 AND b.participant_id = q.id))
     ORDER BY q.id";

const READERS: &str = "
    SELECT p.id, a.id, a.language
      FROM participant p
      JOIN account a ON a.id = p.account_id
     WHERE p.event_id = $1";

/// Adds somebody to a line-up of a meeting.
pub(crate) async fn insert(tx: &mut Tx, event: EventId, who: &Attendee) -> Result<(), StoreError> {
    let side = if who.asking { "asking" } else { "asked" };
    execute!(tx, INSERT, who.meeting, event, who.participant, side, who.lineup)?;
    Ok(())
}

/// Experts who share a subject with one: a term of whatever list; all of them where that one has none.
pub(crate) async fn same_subject(
    tx: &mut Tx,
    event: EventId,
    expert: ParticipantId,
) -> Result<Vec<ParticipantId>, StoreError> {
    let rows = fetch_all!(tx, (ParticipantId,), SAME_SUBJECT, event, expert)?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Who reads which agenda, and in which language: participants with an account.
pub(crate) async fn readers(
    tx: &mut Tx,
    event: EventId,
) -> Result<Vec<(ParticipantId, (AccountId, Language))>, StoreError> {
    let rows = fetch_all!(tx, (ParticipantId, AccountId, String), READERS, event)?.into_iter();
    rows.map(|(participant, account, language)| {
        Ok((participant, (account, column("account", "language", Language::parse(&language))?)))
    })
    .collect()
}
