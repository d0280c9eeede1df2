//! `assignment_rule`.

use super::{StoreError, Tx, column, execute, fetch_all};
use crate::{
    EventId,
    domain::assignment::{AssignmentRule, Criterion},
    ids::{AssignmentRuleId, OrganisationId},
};

const LIST: &str = "
    SELECT id, criterion, value, organisation_id
      FROM assignment_rule
     WHERE event_id = $1
     ORDER BY position";
const INSERT: &str = "
    INSERT INTO assignment_rule (id, event_id, position, criterion, value, organisation_id)
    VALUES ($1, $2, $3, $4, $5, $6)";

/// The rules of an event, in order.
pub(crate) async fn list_by_event(tx: &mut Tx, event: EventId) -> Result<Vec<AssignmentRule>, StoreError> {
    let rows = fetch_all!(tx, (AssignmentRuleId, String, String, OrganisationId), LIST, event)?;
    rows.into_iter()
        .map(|(id, criterion, value, co_organiser)| {
            let criterion = column("assignment_rule", "criterion", Criterion::parse(&criterion))?;
            Ok(AssignmentRule { id, criterion, value, co_organiser })
        })
        .collect()
}

/// Replaces the rules of an event.
pub(crate) async fn replace(tx: &mut Tx, event: EventId, rules: &[AssignmentRule]) -> Result<(), StoreError> {
    execute!(tx, "DELETE FROM assignment_rule WHERE event_id = $1", event)?;
    for (position, rule) in (1_i64..).zip(rules) {
        execute!(
            tx,
            INSERT,
            rule.id,
            event,
            position,
            rule.criterion.as_str(),
            &rule.value,
            rule.co_organiser
        )?;
    }
    Ok(())
}
