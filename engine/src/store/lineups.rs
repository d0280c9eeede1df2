//! Line-ups that planning adds to meetings: others who take over on the spot.

use super::{StoreError, Tx, execute, fetch_all};
use crate::{
    domain::planning::Attendee,
    ids::{EventId, ParticipantId},
};

const INSERT: &str = "
    INSERT INTO meeting_attendee (meeting_id, event_id, participant_id, side, lineup)
    VALUES ($1, $2, $3, $4, $5)";
const SAME_SUBJECT: &str = "
    SELECT q.id
      FROM participant q
     WHERE q.event_id = $1 AND q.expert AND q.validated AND q.id <> $2
       AND q.absent_since IS NULL AND q.removed_at IS NULL
       AND (NOT EXISTS (SELECT 1 FROM participant_term t WHERE t.participant_id = $2)
            OR EXISTS (SELECT 1
                         FROM participant_term a
                         JOIN participant_term b ON b.term_id = a.term_id
                        WHERE a.participant_id = $2 AND b.participant_id = q.id))
     ORDER BY q.id";

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
