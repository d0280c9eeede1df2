//! On the spot: small changes of the published plan that leave the rest where it is.

use super::Published;
use crate::{
    Actor, Engine, Error, EventId, Fault, FaultCode, Kind, Refusal,
    domain::{
        access::UseCase,
        phase::Action,
        plan::{Block, Blocked, Pin, Place},
        planning::{Attendee, Keep, Planning, newly_broken, refusal},
    },
    ids::{MeetingId, ParticipantId},
    store::{Tx, decisions, events, lineups, participants, placements, plans},
};
use carnet_solver::{Budget, Config, Mode, SolveError, solve};
use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use tokio::task::spawn_blocking;

/// What a change on the spot did.
#[derive(Clone, Debug)]
pub struct OnSpot {
    /// The new version; none where nothing changed.
    pub published: Option<Published>,
    /// Meetings that it was about and that have a place now.
    pub placed: Vec<(MeetingId, Place)>,
    /// Meetings that it was about and that have none.
    pub left_out: Vec<MeetingId>,
}

/// Somebody comes late.
#[derive(Clone, Copy, Debug)]
pub struct Late {
    /// Who.
    pub participant: ParticipantId,
    /// Until when.
    pub until: DateTime<Utc>,
    /// How many meetings of others may move to make room.
    pub max_moves: usize,
}

/// A change on the spot, before it is known where its meetings go.
#[derive(Default)]
struct Change {
    action: &'static str,
    about: Value,
    /// Meetings that lose their place.
    affected: BTreeSet<MeetingId>,
    /// Meetings that are to get one.
    wanted: BTreeSet<MeetingId>,
    /// Meetings whose pin holds no longer, since it cannot.
    unpinned: BTreeSet<MeetingId>,
    blocks: Vec<Block>,
    /// Who is not there from now on.
    gone: Option<ParticipantId>,
    lineups: Vec<Attendee>,
    /// Whether those that get a place are pinned there.
    pins: bool,
    max_moves: usize,
}

impl Change {
    /// Whether somebody pinned one of its meetings, or let it go, since these pins were seen.
    fn repinned(&self, seen: &[Pin], now: &[Pin]) -> bool {
        let all = self.affected.iter().chain(&self.wanted).chain(&self.unpinned);
        let pin = |pins: &[Pin], meeting: &MeetingId| pins.iter().find(|p| p.meeting == *meeting).copied();
        all.into_iter().any(|meeting| pin(seen, meeting) != pin(now, meeting))
    }
}

/// What a change on the spot begins with.
struct Opened {
    planning: Planning,
    /// All pins, those that no plan can keep any more among them.
    pins: Vec<Pin>,
    tx: Tx,
}

impl Engine {
    /// Gives meetings that have no place one, where nothing else moves: a walk-in's, or, where none is named, all that a freed
    /// slot makes room for.
    pub async fn fill_gaps(
        &self,
        actor: &Actor,
        event: EventId,
        meetings: Option<&[MeetingId]>,
    ) -> Result<OnSpot, Error> {
        let Opened { planning, pins, .. } = self.open_published(actor, event).await?;
        let mut wanted = BTreeSet::new();
        for (i, &meeting) in meetings.unwrap_or_default().iter().enumerate() {
            if !planning.knows(meeting) {
                return Err(Fault::new(format!("meetings[{i}]"), FaultCode::UnknownReference).into());
            }
            wanted.insert(meeting);
        }
        if meetings.is_none() {
            wanted = planning.facts.meetings.iter().map(|m| m.id).filter(|m| planning.knows(*m)).collect();
        }
        wanted.retain(|meeting| !planning.facts.published.contains_key(meeting));
        let about = json!({ "meetings": meetings.map(|_| &wanted) });
        let change = Change { action: "plan.gaps-filled", about, wanted, ..Change::default() };
        self.change_on_spot(actor, event, (planning, &pins), change).await
    }

    /// Moves the meetings of somebody who comes late to later slots.
    pub async fn shift_late(&self, actor: &Actor, event: EventId, late: Late) -> Result<OnSpot, Error> {
        let Opened { planning, pins, .. } = self.open_published(actor, event).await?;
        let Late { participant, until, max_moves } = late;
        let began = |at: DateTime<Utc>| planning.facts.event.live_at.is_some_and(|now| at <= now);
        let missed = planning.facts.slots.iter().filter(|s| s.starts_at < until && !began(s.starts_at));
        let missed: BTreeSet<_> = missed.map(|s| s.id).collect();
        let affected = meetings_of(&planning, participant, |place| missed.contains(&place.slot))?;
        let block = |slot| Block {
            id: self.id(),
            what: Blocked::Participant(participant),
            slot: Some(slot),
            reason: "late".to_owned(),
        };
        let change = Change {
            action: "participant.late",
            about: json!({ "participant": participant, "until": until }),
            unpinned: affected.clone(),
            wanted: affected.clone(),
            affected,
            blocks: missed.iter().copied().map(block).collect(),
            max_moves,
            ..Change::default()
        };
        self.change_on_spot(actor, event, (planning, &pins), change).await
    }

    /// Notes that an expert is gone, and gives the meetings to other experts of the subject; everything else stays.
    pub async fn replace_expert(
        &self,
        actor: &Actor,
        event: EventId,
        expert: ParticipantId,
    ) -> Result<OnSpot, Error> {
        let Opened { planning, pins, mut tx } = self.open_published(actor, event).await?;
        let others = lineups::same_subject(&mut tx, event, expert).await?;
        drop(tx);
        let affected = meetings_of(&planning, expert, |place| is_ahead(&planning, place))?;
        let lineups = affected.iter().flat_map(|m| substitutes(&planning, *m, expert, &others)).collect();
        let change = Change {
            action: "expert.replaced",
            about: json!({ "expert": expert, "by": others }),
            unpinned: pinned_of(&planning, expert),
            wanted: affected.clone(),
            affected,
            gone: Some(expert),
            lineups,
            ..Change::default()
        };
        self.change_on_spot(actor, event, (planning, &pins), change).await
    }

    /// Decides whom an over-asked expert sees: the chosen meetings get a place and are pinned, the others lose theirs.
    pub async fn choose_for_expert(
        &self,
        actor: &Actor,
        event: EventId,
        expert: ParticipantId,
        chosen: &[MeetingId],
    ) -> Result<OnSpot, Error> {
        let Opened { planning, pins, .. } = self.open_published(actor, event).await?;
        let own = |m: &MeetingId| planning.lineups(*m).iter().any(|l| l.contains(&expert));
        if let Some(i) = chosen.iter().position(|m| !own(m)) {
            return Err(Fault::new(format!("chosen[{i}]"), FaultCode::UnknownReference).into());
        }
        let chosen: BTreeSet<MeetingId> = chosen.iter().copied().collect();
        let mut affected = meetings_of(&planning, expert, |place| is_ahead(&planning, place))?;
        affected.retain(|meeting| !chosen.contains(meeting));
        let change = Change {
            action: "expert.chosen-for",
            about: json!({ "expert": expert, "chosen": chosen }),
            unpinned: affected.clone(),
            affected,
            wanted: chosen,
            pins: true,
            ..Change::default()
        };
        self.change_on_spot(actor, event, (planning, &pins), change).await
    }

    async fn open_published(&self, actor: &Actor, event: EventId) -> Result<Opened, Error> {
        let mut tx = self.read().await?;
        self.permit_plans(&mut tx, actor, UseCase::EditPlan, event).await?;
        // First, so that a pin that is set while the rest is read counts as set meanwhile.
        let pins = decisions::pins(&mut tx, event).await?;
        let planning = self.load_planning(&mut tx, event).await?;
        Self::in_phase(&planning, Action::Publish)?;
        planning.facts.published_id.ok_or(Refusal::NothingPublished)?;
        Ok(Opened { planning, pins, tx })
    }

    /// Works a change out, outside of any transaction, and publishes what came of it, unless the plan changed meanwhile.
    async fn change_on_spot(
        &self,
        actor: &Actor,
        event: EventId,
        (planning, pins): (Planning, &[Pin]),
        change: Change,
    ) -> Result<OnSpot, Error> {
        let (seen, known) = (planning.facts.published_id, planning.facts.published.clone());
        let broken_before = planning.judge(&planning.published(), &[])?.broken;
        let worked_out = self.work_out(planning, &change).await?;

        let mut tx = self.write().await?;
        self.permit_plans(&mut tx, actor, UseCase::EditPlan, event).await?;
        events::lock(&mut tx, event).await?;
        plans::take(&mut tx, event).await?;
        if plans::published(&mut tx, event).await? != seen {
            return Err(Error::Conflict);
        }
        let id = seen.ok_or(Refusal::NothingPublished)?;
        // What was granted, cancelled or given up while the planner computed stays so.
        let now = placements::list(&mut tx, id).await?;
        let placements = merge(worked_out, &known, &now, &change).ok_or(Error::Conflict)?;
        if change.repinned(pins, &decisions::pins(&mut tx, event).await?) {
            return Err(Error::Conflict);
        }
        self.save_decisions(&mut tx, event, &change, &placements).await?;
        if let Some(gone) = change.gone
            && participants::set_gone(&mut tx, event, gone, self.now()).await?
        {
            let entry = self.entry(actor, "participant.gone", Kind::Participant, gone).of(event);
            tx.record(entry.after(json!(self.now())));
        }
        let planning = self.load_planning(&mut tx, event).await?;
        Self::in_phase(&planning, Action::Publish)?;
        let mut plan = self.load_plan(&mut tx, event, id).await?;
        let before = std::mem::replace(&mut plan.placements, placements);
        Self::fit(&mut plan, &planning);
        let verdict = planning.judge(&plan.placements, &plan.unplaced)?;
        let broken = newly_broken((&before, &broken_before), (&plan.placements, &verdict.broken));
        if !broken.is_empty() {
            return Err(refusal(&broken, |_| false));
        }
        let about: BTreeSet<MeetingId> = change.affected.union(&change.wanted).copied().collect();
        let place = |m: &MeetingId| Some((*m, *plan.placements.get(m)?));
        let placed: Vec<_> = about.iter().filter_map(place).collect();
        let left_out = about.iter().filter(|m| !plan.placements.contains_key(m)).copied().collect();
        let published = if plan.placements == planning.published() {
            // Nobody moved, but who may stand in for whom has changed.
            plans::changed(&mut tx, id).await?;
            tx.record(self.entry(actor, change.action, Kind::Plan, id).of(event).after(change.about));
            None
        } else {
            let after = json!({ "why": change.action, "about": change.about });
            self.save_change(&mut tx, actor, &planning, (plan, before), (verdict, after)).await?.published
        };
        tx.commit().await?;
        Ok(OnSpot { published, placed, left_out })
    }

    /// Stores the standing decisions of a change: who is blocked, who stands in, what is pinned and what no longer.
    async fn save_decisions(
        &self,
        tx: &mut Tx,
        event: EventId,
        change: &Change,
        placements: &BTreeMap<MeetingId, Place>,
    ) -> Result<(), Error> {
        for block in &change.blocks {
            decisions::insert_block(tx, event, block, self.now()).await?;
        }
        for attendee in &change.lineups {
            lineups::insert(tx, event, attendee).await?;
        }
        for &meeting in &change.unpinned {
            decisions::remove_pin(tx, event, meeting).await?;
        }
        let chosen = placements.iter().filter(|(m, _)| change.pins && change.wanted.contains(*m));
        for (&meeting, place) in chosen {
            let (room, lineup) = (Some(place.room), Some(place.lineup));
            let pin = Pin { meeting, slot: place.slot, room, table: None, lineup };
            decisions::set_pin(tx, event, &pin, self.now()).await?;
        }
        Ok(())
    }

    /// Where meetings stand after a change: those of the plan where they were, but for at most as many as may move.
    async fn work_out(
        &self,
        planning: Planning,
        change: &Change,
    ) -> Result<BTreeMap<MeetingId, Place>, Error> {
        let mut facts = planning.facts;
        facts.blocks.extend(change.blocks.iter().cloned());
        for person in facts.participants.iter_mut().filter(|p| Some(p.id) == change.gone) {
            person.absent_since.get_or_insert(self.now());
        }
        facts.attendees.extend(change.lineups.iter().copied());
        facts.published.retain(|meeting, _| !change.affected.contains(meeting));
        let kept = facts.published.clone();
        // Only what this is about may get a place: other meetings without one wait for a run, or for somebody who asks.
        let out: BTreeSet<MeetingId> = facts.meetings.iter().map(|m| m.id).collect();
        let out = out.into_iter().filter(|m| !kept.contains_key(m) && !change.wanted.contains(m));
        let out: BTreeSet<MeetingId> = out.collect();
        facts.meetings.retain(|m| !out.contains(&m.id));
        facts.pins.retain(|pin| !out.contains(&pin.meeting) && !change.unpinned.contains(&pin.meeting));
        let (planning, aside) = Planning::new(facts, true).set_aside()?;
        let instance = planning.instance()?;
        let known = planning.published();
        let score = planning.judge(&known, &[])?.score;
        let plan = planning.to_wire(&known, &[], &score);
        let mode = match change.max_moves {
            0 => Mode::Keep(plan),
            max_changes => Mode::Replan { plan, max_changes },
        };
        let settings = self.settings().planning;
        let config = Config {
            budget: Budget::Time(settings.on_the_spot),
            threads: settings.threads,
            mode,
            ..Config::default()
        };
        let outcome = compute(move || solve(&instance, &config)).await?;
        let mut placements = planning.with_known_tables(planning.placements(&outcome.plan)?, Keep::WhatStays);
        placements.extend(aside);
        Ok(placements)
    }
}

/// The meetings of the published plan in which somebody sits, at places of a kind.
fn meetings_of(
    planning: &Planning,
    person: ParticipantId,
    of: impl Fn(&Place) -> bool,
) -> Result<BTreeSet<MeetingId>, Error> {
    if !planning.facts.participants.iter().any(|p| p.id == person) {
        return Err(Fault::new("participant", FaultCode::UnknownReference).into());
    }
    let placed = planning.published();
    let sits = |m: &MeetingId, place: &Place| planning.people(*m, place.lineup).contains(&person);
    Ok(placed.iter().filter(|(m, place)| of(place) && sits(m, place)).map(|(m, _)| *m).collect())
}

/// Whether a place is not in the past.
fn is_ahead(planning: &Planning, place: &Place) -> bool {
    let Some(now) = planning.facts.event.live_at else { return true };
    planning.facts.slots.iter().any(|slot| slot.id == place.slot && slot.starts_at > now)
}

/// The meetings that are pinned with somebody in the line-up, and not in the past, whether they have a place or not.
fn pinned_of(planning: &Planning, person: ParticipantId) -> BTreeSet<MeetingId> {
    let now = planning.facts.event.live_at;
    let began =
        |slot| planning.facts.slots.iter().any(|s| s.id == slot && now.is_some_and(|now| s.starts_at <= now));
    let sits = |pin: &&Pin| planning.people(pin.meeting, pin.lineup.unwrap_or(0)).contains(&person);
    planning.facts.pins.iter().filter(sits).filter(|pin| !began(pin.slot)).map(|pin| pin.meeting).collect()
}

/// The placements that were worked out, with what others changed in the published plan meanwhile; nothing where that is
/// about the same meetings.
fn merge(
    mut worked_out: BTreeMap<MeetingId, Place>,
    known: &BTreeMap<MeetingId, Place>,
    now: &BTreeMap<MeetingId, Place>,
    change: &Change,
) -> Option<BTreeMap<MeetingId, Place>> {
    let all: BTreeSet<&MeetingId> = known.keys().chain(now.keys()).collect();
    for meeting in all {
        let place = now.get(meeting);
        if known.get(meeting) == place {
            continue;
        }
        if change.affected.contains(meeting) || change.wanted.contains(meeting) {
            return None;
        }
        match place {
            Some(place) => worked_out.insert(*meeting, *place),
            None => worked_out.remove(meeting),
        };
    }
    Some(worked_out)
}

/// Line-ups in which each of the others stands in for an expert.
fn substitutes(
    planning: &Planning,
    meeting: MeetingId,
    expert: ParticipantId,
    others: &[ParticipantId],
) -> Vec<Attendee> {
    let of_meeting: Vec<&Attendee> =
        planning.facts.attendees.iter().filter(|a| a.meeting == meeting).collect();
    let first: Vec<&&Attendee> = of_meeting.iter().filter(|a| a.lineup == 0).collect();
    let known = |other: &ParticipantId| of_meeting.iter().any(|a| a.participant == *other);
    let next = of_meeting.iter().map(|a| a.lineup).max().unwrap_or(0) + 1;
    let new = others.iter().filter(|other| !known(other)).zip(next..);
    new.flat_map(|(&other, lineup)| {
        first.iter().map(move |a| Attendee {
            participant: if a.participant == expert { other } else { a.participant },
            lineup,
            ..***a
        })
    })
    .collect()
}

/// Lets the planner compute on a thread of its own.
pub(super) async fn compute<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, SolveError> + Send + 'static,
) -> Result<T, Error> {
    let result = spawn_blocking(work).await.map_err(|_| Error::Internal("the planner panicked"))?;
    result.map_err(|error| match error {
        SolveError::UnknownMeeting { .. } => Error::not_found(Kind::Meeting),
        SolveError::TooFewChanges { .. } => Refusal::TooFewChanges.into(),
        SolveError::BreakSpread => Refusal::BreakLimitTooTight.into(),
        SolveError::Plan(faults) => crate::domain::planning::not_plannable(&faults, None),
        SolveError::Backend { .. } | SolveError::Refused(_) => Refusal::PlannerFailed.into(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn pins_of_its_meetings_that_somebody_set_meanwhile_are_a_conflict_and_others_are_not() {
        let meeting = |n| MeetingId::from(Uuid::from_u128(n));
        let pin = |n: u128, slot: u128| Pin {
            meeting: meeting(n),
            slot: Uuid::from_u128(slot).into(),
            room: None,
            table: None,
            lineup: None,
        };
        let change =
            Change { unpinned: [meeting(1)].into(), wanted: [meeting(2)].into(), ..Change::default() };
        let seen = [pin(1, 7)];
        for (now, repinned) in [
            (vec![pin(1, 7)], false),
            (vec![pin(1, 8)], true),
            (vec![], true),
            (vec![pin(1, 7), pin(2, 7)], true),
            (vec![pin(1, 7), pin(3, 7)], false),
        ] {
            assert_eq!(change.repinned(&seen, &now), repinned, "{now:?}");
        }
    }
}
