//! Where an account has anything. Only read here.

use super::{StoreError, Tx, fetch_all};
use crate::{AccountId, EventId};

const EVENTS: &str = "
    SELECT event_id FROM event_role WHERE account_id = $1
     UNION
    SELECT event_id FROM registration WHERE owner_id = $1
     UNION
    SELECT event_id FROM participant WHERE account_id = $1
     UNION
    SELECT event_id FROM registration_draft WHERE account_id = $1
     ORDER BY event_id";

/// The events in which something is kept of an account.
pub(crate) async fn events_of(tx: &mut Tx, account: AccountId) -> Result<Vec<EventId>, StoreError> {
    let rows = fetch_all!(tx, (EventId,), EVENTS, account)?;
    Ok(rows.into_iter().map(|(event,)| event).collect())
}
