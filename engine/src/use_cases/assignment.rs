//! Assignment rules: which co-organiser gets which registrations.

use crate::{
    Actor, Engine, Error, EventId, Fault, FaultCode, Faults, Kind, OrganisationId,
    domain::{
        access::UseCase,
        account::line,
        assignment::{AssignmentRule, Criterion},
        organisation::country,
    },
    store::{assignment, events, organisations},
};
use serde_json::{Value, json};

const VALUE_MOST: usize = 200;

impl Engine {
    /// Replaces the rules of an event: criterion, value, co-organiser; the first that fits counts.
    ///
    /// Registrations are assigned by them when they come; those that are there already when the rules are run again.
    pub async fn set_assignment_rules(
        &self,
        actor: &Actor,
        event: EventId,
        new: &[(Criterion, String, OrganisationId)],
    ) -> Result<(), Error> {
        let mut tx = self.write().await?;
        self.permit(&mut tx, actor, UseCase::SetAssignmentRules, Some(event)).await?;
        let (mut faults, mut rules) = (Faults::new(), Vec::with_capacity(new.len()));
        for (i, (criterion, value, co_organiser)) in new.iter().enumerate() {
            let path = format!("rules[{i}].value");
            let value = faults.take(match criterion {
                Criterion::Country => country(&path, value),
                Criterion::Region => line(&path, value, VALUE_MOST),
                Criterion::Organisation => match value.parse::<OrganisationId>() {
                    Ok(id) => Ok(id.to_string()),
                    Err(_) => Err(Fault::new(path, FaultCode::UnknownChoice)),
                },
            });
            if organisations::find(&mut tx, *co_organiser).await?.is_none() {
                faults.push(Fault::new(format!("rules[{i}].co_organiser"), FaultCode::UnknownChoice));
            }
            let value = value.unwrap_or_default();
            rules.push(AssignmentRule {
                id: self.id(),
                criterion: *criterion,
                value,
                co_organiser: *co_organiser,
            });
        }
        faults.check()?;

        // Of two who replace them at once, the second replaces what the first one wrote.
        events::lock(&mut tx, event).await?;
        let before = assignment::list_by_event(&mut tx, event).await?;
        assignment::replace(&mut tx, event, &rules).await?;
        let entry = self.entry(actor, "assignment-rules.set", Kind::AssignmentRules, event);
        tx.record(entry.of(event).before(shown(&before)).after(shown(&rules)));
        Ok(tx.commit().await?)
    }

    /// The rules of an event, in order.
    pub async fn list_assignment_rules(
        &self,
        actor: &Actor,
        event: EventId,
    ) -> Result<Vec<AssignmentRule>, Error> {
        let mut tx = self.read().await?;
        self.permit(&mut tx, actor, UseCase::ListRoles, Some(event)).await?;
        Ok(assignment::list_by_event(&mut tx, event).await?)
    }
}

fn shown(rules: &[AssignmentRule]) -> Value {
    rules.iter().map(|rule| json!([rule.criterion, rule.value, rule.co_organiser])).collect()
}
