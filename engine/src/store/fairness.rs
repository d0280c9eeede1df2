//! How many meetings people asked for, agreed on and got. Only read here.

use super::{StoreError, Tx, fetch_all};
use crate::ids::{EventId, ParticipantId};

const ASKED: &str = "
    SELECT from_participant_id, COUNT(*)
      FROM meeting_request
     WHERE event_id = $1
     GROUP BY from_participant_id";
/// Who sits at a meeting is who the plan says, or who agreed where it has no place.
const AGREED: &str = "
    SELECT a.participant_id, COUNT(*), COUNT(l.meeting_id)
      FROM meeting m
      LEFT JOIN plan p ON p.event_id = m.event_id AND p.state = 'published'
      LEFT JOIN placement l ON l.plan_id = p.id AND l.meeting_id = m.id
      JOIN meeting_attendee a ON a.meeting_id = m.id AND a.lineup = COALESCE(l.lineup, 0)
     WHERE m.event_id = $1 AND m.state = 'agreed'
     GROUP BY a.participant_id";

/// How many meetings each asked for.
pub(crate) async fn asked(tx: &mut Tx, event: EventId) -> Result<Vec<(ParticipantId, i64)>, StoreError> {
    fetch_all!(tx, (ParticipantId, i64), ASKED, event)
}

/// How many meetings each agreed on, and how many of them have a place in the published plan.
pub(crate) async fn agreed(
    tx: &mut Tx,
    event: EventId,
) -> Result<Vec<(ParticipantId, i64, i64)>, StoreError> {
    fetch_all!(tx, (ParticipantId, i64, i64), AGREED, event)
}
