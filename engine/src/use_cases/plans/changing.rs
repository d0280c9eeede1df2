//! Changing a plan by hand. Every change is checked by the planner's checker: refused with the reason, or, where the rule is
//! the organiser's own, allowed when the organiser says why, which is recorded.

use super::Published;
use crate::{
    Actor, Engine, Error, EventId, Fault, FaultCode, Faults, Kind, Refusal,
    domain::{
        access::UseCase,
        account::line,
        phase::Action,
        plan::{
            Difference, Edit, OwnRule, Place, Plan, PlanHead, PlanOrigin, PlanState, PlanStatus, Score,
            compare,
        },
        planning::{Because, BrokenRule, Planning, Verdict, newly_broken, refusal},
    },
    ids::{MeetingId, PlanId},
    store::{Tx, events, plans},
};
use serde_json::{Value, json};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

const REASON_MOST: usize = 500;
/// How many changes at once: what was asked is recorded.
const EDITS_MOST: usize = 500;

/// What became of a plan that was changed by hand.
#[derive(Clone, Debug)]
pub struct Changed {
    /// The draft; or the new version, where the published plan was changed.
    pub plan: PlanHead,
    /// The new version, where the published plan was changed.
    pub published: Option<Published>,
    /// The organiser's rules that were waived.
    pub waived: Vec<(MeetingId, OwnRule)>,
}

/// What a change by hand would do.
#[derive(Clone, Debug)]
pub struct EditPreview {
    /// The value of every criterion as the plan stands.
    pub before: Score,
    /// And with the change.
    pub after: Score,
    /// What would differ, and whose agenda.
    pub difference: Difference,
    /// What it would break, each with whether the organiser may waive it; nothing where it can be done.
    pub broken: Vec<(BrokenRule, bool)>,
}

impl Engine {
    /// What a change by hand would do to a plan, with nothing saved.
    pub async fn preview_edit(
        &self,
        actor: &Actor,
        event: EventId,
        id: PlanId,
        edits: &[Edit],
    ) -> Result<EditPreview, Error> {
        let mut tx = self.read().await?;
        self.permit_plans(&mut tx, actor, UseCase::ReadPlans, event).await?;
        let mut plan = self.known_plan(&mut tx, event, id).await?;
        let planning = self.planning_of(&mut tx, event, &plan).await?;
        Self::take_up(&mut plan, &planning);
        let taken_up = plan.placements.clone();
        let before = planning.judge(&taken_up, &plan.unplaced)?.score;
        let changed = apply(&planning, &mut plan, edits)?;
        let consequences = self.consequences(&planning, (&taken_up, &plan), &changed, ("", ""))?;
        let people = |meeting, lineup| planning.people(meeting, lineup);
        let difference = compare(&taken_up, &plan.placements, people);
        let broken = consequences.broken_with_waivable();
        Ok(EditPreview { before, after: consequences.verdict.score, difference, broken })
    }

    /// Changes a draft, or the published plan: that becomes the next version at once, and those concerned are told.
    ///
    /// All changes together may break no rule that was kept before; with `waive`, the reason why rules of the organiser's own
    /// need not be kept, those are waived for the meetings that are changed, and remembered with the plan.
    pub async fn edit_plan(
        &self,
        actor: &Actor,
        event: EventId,
        (id, version): (PlanId, i64),
        edits: &[Edit],
        waive: Option<&str>,
    ) -> Result<Changed, Error> {
        let mut tx = self.write().await?;
        self.permit_plans(&mut tx, actor, UseCase::EditPlan, event).await?;
        let waive = waive.map(|reason| line("waive", reason, REASON_MOST)).transpose()?;
        events::lock(&mut tx, event).await?;
        plans::take(&mut tx, event).await?;
        let mut plan = self.known_plan(&mut tx, event, id).await?;
        let planning = self.planning_of(&mut tx, event, &plan).await?;
        Self::in_phase(&planning, Action::Plan)?;
        if plan.head.version != version {
            return Err(Error::Conflict);
        }
        let before = plan.placements.clone();
        Self::take_up(&mut plan, &planning);
        let taken_up = plan.placements.clone();
        let changed = apply(&planning, &mut plan, edits)?;
        let who = actor.to_string();
        let by = waive.as_deref().map(|reason| (reason, who.as_str()));
        let (planning, verdict) = self.decide(planning, (&taken_up, &mut plan), &changed, by)?;
        let waived = plan.waivers.iter().filter(|w| changed.contains(&w.meeting));
        let waived: Vec<(MeetingId, OwnRule)> = waived.map(|w| (w.meeting, w.rule)).collect();
        let after = json!({ "edits": edits, "waived": waived, "reason": waive });
        let kept = plan.clone();
        let changed = self.save_change(&mut tx, actor, &planning, (plan, before), (verdict, after)).await?;
        tx.commit().await?;
        if changed.published.is_none() {
            self.keep_plan(&Plan { head: changed.plan.clone(), ..kept });
        }
        Ok(Changed { waived, ..changed })
    }

    /// Takes what the checker finds: a change that breaks nothing, or nothing that may not be waived and is.
    fn decide(
        &self,
        planning: Arc<Planning>,
        (before, plan): (&BTreeMap<MeetingId, Place>, &mut Plan),
        changed: &BTreeSet<MeetingId>,
        by: Option<(&str, &str)>,
    ) -> Result<(Arc<Planning>, Verdict), Error> {
        let found = self.consequences(&planning, (before, plan), changed, by.unwrap_or_default())?;
        let Some(waived) = found.waived else { return Ok((planning, found.verdict)) };
        if by.is_none() || !waived.left.is_empty() {
            return Err(refusal(&found.broken, |breach| !waived.left.contains(breach)));
        }
        plan.waivers.clone_from(&waived.planning.facts.waivers);
        Ok((Arc::new(waived.planning), waived.verdict))
    }

    /// Asks the checker; where it finds what was not wrong `before`, tries what waiving the organiser's own rules would do.
    fn consequences(
        &self,
        planning: &Planning,
        (before, plan): (&BTreeMap<MeetingId, Place>, &Plan),
        changed: &BTreeSet<MeetingId>,
        (reason, who): (&str, &str),
    ) -> Result<Consequences, Error> {
        let verdict = planning.judge(&plan.placements, &plan.unplaced)?;
        let known = if verdict.broken.is_empty() { Vec::new() } else { planning.judge(before, &[])?.broken };
        let caused = |verdict: &Verdict| newly_broken((before, &known), (&plan.placements, &verdict.broken));
        let broken = caused(&verdict);
        if broken.is_empty() {
            return Ok(Consequences { verdict, broken, waived: None });
        }
        let because = Because { reason, who, at: self.now() };
        let waivers = planning.waivers_for(&broken, changed, &plan.placements, &because);
        let mut facts = planning.facts.clone();
        facts.waivers.retain(|w| !waivers.iter().any(|new| (new.meeting, new.rule) == (w.meeting, w.rule)));
        facts.waivers.extend(waivers);
        let planning = Planning::new(facts, true);
        let after = planning.judge(&plan.placements, &plan.unplaced)?;
        let left = caused(&after);
        Ok(Consequences { verdict, broken, waived: Some(Waived { planning, verdict: after, left }) })
    }

    /// Stores a changed plan that the checker has passed: a draft as it is, a published one as the next version.
    pub(super) async fn save_change(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        planning: &Planning,
        (mut plan, before): (Plan, BTreeMap<MeetingId, Place>),
        (verdict, after): (Verdict, Value),
    ) -> Result<Changed, Error> {
        let (id, event, version) = (plan.head.id, plan.head.event, plan.head.version);
        match plan.head.state {
            PlanState::Draft => {
                // Nothing is proven about what a hand made.
                (plan.head.bounds, plan.head.status) = (Score::default(), PlanStatus::Feasible);
                plan.head.score = verdict.score;
                self.revise(tx, &plan, &before, version).await?;
                plan.head.version = version + 1;
                tx.record(self.entry(actor, "plan.edited", Kind::Plan, id).of(event).after(after));
                Ok(Changed { plan: plan.head, published: None, waived: Vec::new() })
            }
            PlanState::Published => {
                Self::in_phase(planning, Action::Publish)?;
                let base = Some(id);
                plan.head = PlanHead { base, ..self.new_head(event, PlanOrigin::Edit, verdict.score) };
                self.store_draft(tx, &plan).await?;
                let published = self.make_public(tx, actor, planning, (&plan, 1)).await?;
                tx.record(self.entry(actor, "plan.edited", Kind::Plan, plan.head.id).of(event).after(after));
                Ok(Changed { plan: plan.head, published: Some(published), waived: Vec::new() })
            }
            PlanState::Superseded | PlanState::Discarded => Err(Refusal::NotADraft.into()),
        }
    }
}

/// What the checker says of a changed plan.
struct Consequences {
    verdict: Verdict,
    /// What the change breaks.
    broken: Vec<BrokenRule>,
    /// How it would be with the organiser's own rules waived, where something is broken.
    waived: Option<Waived>,
}

struct Waived {
    planning: Planning,
    verdict: Verdict,
    /// What stays broken.
    left: Vec<BrokenRule>,
}

impl Consequences {
    fn broken_with_waivable(&self) -> Vec<(BrokenRule, bool)> {
        let left = |breach: &BrokenRule| self.waived.as_ref().is_some_and(|w| w.left.contains(breach));
        self.broken.iter().map(|breach| (breach.clone(), !left(breach))).collect()
    }
}

/// Does all changes, and yields the meetings that they are about.
fn apply(planning: &Planning, plan: &mut Plan, edits: &[Edit]) -> Result<BTreeSet<MeetingId>, Error> {
    if edits.len() > EDITS_MOST {
        return Err(Fault::new("edits", FaultCode::TooMany).with("most", EDITS_MOST).into());
    }
    let mut faults = Faults::new();
    if edits.is_empty() {
        faults.push(Fault::new("edits", FaultCode::Required));
    }
    for (i, edit) in edits.iter().enumerate() {
        let path = format!("edits[{i}]");
        if edit.meetings().iter().any(|meeting| !planning.knows(*meeting)) {
            faults.push(Fault::new(format!("{path}.meeting"), FaultCode::UnknownReference));
            continue;
        }
        if let Edit::Place { meeting, room, table, lineup, .. } = *edit {
            let path = format!("{path}.");
            planning.check_seat(&path, (meeting, Some(room)), (table, lineup), &mut faults);
        }
        faults.take(edit.apply(&path, &mut plan.placements, |slot| planning.overlapping(slot)));
    }
    faults.check()?;
    Engine::fit(plan, planning);
    Ok(edits.iter().flat_map(Edit::meetings).collect())
}
