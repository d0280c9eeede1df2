//! Publishing: a draft becomes the next numbered version, and those whose agenda it changes are told.

use crate::{
    Actor, Engine, Error, EventId, Kind,
    domain::{
        access::UseCase,
        notice::{Notice, NoticeKind},
        phase::Action,
        plan::{Difference, Place, Plan, PlanHead, PlanOrigin, PlanState, PlanStatus, Score, compare},
        planning::{Planning, Verdict, newly_broken, refusal},
    },
    ids::{MeetingId, MeetingRequestId, ParticipantId, PlanId, RoomId, SlotId},
    store::{
        Tx, agendas, decisions, events, lineups, meetings, placements, planning, plans, requests, sign_ups,
    },
};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// A version that was published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// The plan.
    pub plan: PlanId,
    /// Its number.
    pub number: i64,
    /// What differs from the version before.
    pub difference: Difference,
}

impl Engine {
    /// Publishes a draft. `version` is the draft that was seen, `seen` the published plan that it was compared with: where
    /// either has changed since, somebody was faster.
    pub async fn publish_plan(
        &self,
        actor: &Actor,
        event: EventId,
        (id, version): (PlanId, i64),
        seen: Option<PlanId>,
    ) -> Result<Published, Error> {
        let mut tx = self.write().await?;
        self.permit_plans(&mut tx, actor, UseCase::PublishPlan, event).await?;
        // Nobody signs up, agrees or pins beside it: what is judged here is what is published.
        events::lock(&mut tx, event).await?;
        plans::take(&mut tx, event).await?;
        self.find_draft(&mut tx, event, id).await?;
        let mut plan = self.load_plan(&mut tx, event, id).await?;
        let planning = self.planning_of(&mut tx, event, &plan).await?;
        Self::in_phase(&planning, Action::Publish)?;
        if planning.facts.published_id != seen {
            return Err(Error::Conflict);
        }
        let before = plan.placements.clone();
        Self::take_up(&mut plan, &planning);
        let verdict = judge_successor(&planning, &plan)?;
        if verdict.score != plan.head.score {
            // The event has changed since: what was proven then need not hold any more.
            (plan.head.bounds, plan.head.status) = (Score::default(), PlanStatus::Feasible);
        }
        plan.head.score = verdict.score;
        self.revise(&mut tx, &plan, &before, version).await?;
        let published = self.make_public(&mut tx, actor, &planning, (&plan, version + 1)).await?;
        tx.commit().await?;
        Ok(published)
    }

    /// Makes a draft of an earlier version, as far as its meetings are still agreed.
    pub async fn return_to_plan(&self, actor: &Actor, event: EventId, id: PlanId) -> Result<PlanId, Error> {
        let mut tx = self.write().await?;
        self.permit_plans(&mut tx, actor, UseCase::EditPlan, event).await?;
        let mut plan = self.load_plan(&mut tx, event, id).await?;
        let planning = self.planning_of(&mut tx, event, &plan).await?;
        Self::in_phase(&planning, Action::Plan)?;
        Self::take_up(&mut plan, &planning);
        let verdict = judge_successor(&planning, &plan)?;
        let base = Some(id);
        plan.head = PlanHead { base, ..self.new_head(event, PlanOrigin::Return, verdict.score) };
        self.store_draft(&mut tx, &plan).await?;
        let entry = self.entry(actor, "plan.returned-to", Kind::Plan, plan.head.id).of(event);
        tx.record(entry.after(json!({ "from": id })));
        tx.commit().await?;
        Ok(plan.head.id)
    }

    /// The head of a new draft.
    pub(super) fn new_head(&self, event: EventId, origin: PlanOrigin, score: Score) -> PlanHead {
        PlanHead {
            id: self.id(),
            event,
            state: PlanState::Draft,
            origin,
            number: None,
            base: None,
            run: None,
            score,
            bounds: Score::default(),
            status: PlanStatus::Feasible,
            created_at: self.now(),
            published_at: None,
            version: 1,
        }
    }

    /// Stores a draft.
    pub(super) async fn store_draft(&self, tx: &mut Tx, plan: &Plan) -> Result<(), Error> {
        let key = (plan.head.id, plan.head.event);
        plans::insert(tx, &plan.head).await?;
        placements::change(tx, key, &BTreeMap::new(), &plan.placements).await?;
        placements::set_unplaced(tx, key, &plan.unplaced).await?;
        Ok(decisions::waive(tx, key, &plan.waivers).await?)
    }

    /// Stores what became of a draft, unless somebody changed it since `version`.
    pub(super) async fn revise(
        &self,
        tx: &mut Tx,
        plan: &Plan,
        before: &BTreeMap<MeetingId, Place>,
        version: i64,
    ) -> Result<(), Error> {
        // First of all, since this locks the draft.
        if !plans::revise(tx, &plan.head, version).await? {
            return Err(Error::Conflict);
        }
        let key = (plan.head.id, plan.head.event);
        placements::change(tx, key, before, &plan.placements).await?;
        placements::set_unplaced(tx, key, &plan.unplaced).await?;
        Ok(decisions::waive(tx, key, &plan.waivers).await?)
    }

    /// Makes a stored draft, which the checker has passed, the published plan. The plans of the event are taken.
    pub(super) async fn make_public(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        planning: &Planning,
        (plan, version): (&Plan, i64),
    ) -> Result<Published, Error> {
        let (id, event, now) = (plan.head.id, plan.head.event, self.now());
        if let Some(known) = planning.facts.published_id
            && !plans::supersede(tx, known).await?
        {
            return Err(Error::Conflict);
        }
        let number = plans::publish(tx, id, version, now).await?.ok_or(Error::Conflict)?;
        let known = planning.published();
        let people = |meeting, lineup| planning.people(meeting, lineup);
        let difference = compare(&known, &plan.placements, people);
        self.close_reschedules(tx, actor, planning, plan).await?;
        let people: Vec<ParticipantId> = difference.people.iter().copied().collect();
        agendas::raise(tx, event, &people, now).await?;
        // Whoever signed up while the plan was looked at had the agenda first: the plan may not hold beside it.
        let facts = &planning.facts;
        if planning::busy(tx, event, &facts.participants).await? != facts.busy {
            return Err(Error::Conflict);
        }
        agendas::raise_rooms(tx, event, &rooms(&difference), now).await?;
        meetings::all_changed(tx, &difference.meetings()).await?;
        self.tell_those_concerned(tx, planning, (id, number), &difference).await?;
        let entry = self.entry(actor, "plan.published", Kind::Plan, id).of(event);
        tx.record(entry.before(json!({ "plan": planning.facts.published_id })).after(json!({
            "number": number,
            "score": plan.head.score,
            "added": difference.added.len(),
            "moved": difference.moved.len(),
            "dropped": difference.dropped.len(),
            "people": difference.people.len(),
        })));
        let dropped = difference.dropped.iter().map(|(_, place)| place.slot);
        let freed = difference.moved.iter().map(|moved| moved.from.slot).chain(dropped).collect();
        self.pass_on(tx, actor, event, (&freed, &people)).await?;
        Ok(Published { plan: id, number, difference })
    }

    /// Passes on what organisers freed in an event that is locked: slots to those who wait for them, and places in activities
    /// to those of these people who could not come for a meeting.
    pub(super) async fn pass_on(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        event: EventId,
        (slots, people): (&BTreeSet<SlotId>, &[ParticipantId]),
    ) -> Result<(), Error> {
        self.give_freed(tx, actor, event, slots).await?;
        let awaited = sign_ups::awaited_by(tx, event, people).await?;
        self.move_up_in(tx, actor, event, &awaited).await
    }

    /// Meetings whose time was given up and that have another one now wait for none any more.
    async fn close_reschedules(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        planning: &Planning,
        plan: &Plan,
    ) -> Result<(), Error> {
        let placed = planning.facts.meetings.iter().filter(|m| plan.placements.contains_key(&m.id));
        let mut waiting: Vec<MeetingRequestId> = placed.filter_map(|m| m.rescheduled).collect();
        waiting.sort_unstable();
        for request in waiting {
            if requests::rescheduled(tx, request).await? {
                let entry = self.entry(actor, "request.rescheduled", Kind::MeetingRequest, request);
                tx.record(entry.of(plan.head.event).after(json!({ "plan": plan.head.id })));
            }
        }
        Ok(())
    }

    /// A notice to each whose agenda differs, with what differs in it. Whoever had nothing in the plan before learns that the
    /// agenda is there.
    async fn tell_those_concerned(
        &self,
        tx: &mut Tx,
        planning: &Planning,
        (plan, number): (PlanId, i64),
        difference: &Difference,
    ) -> Result<(), Error> {
        let event = planning.facts.event.id;
        let known = planning.published();
        let before: BTreeSet<ParticipantId> =
            known.iter().flat_map(|(m, place)| planning.people(*m, place.lineup)).copied().collect();
        let mut versions = BTreeMap::new();
        let moved = difference.moved.iter().map(|moved| moved.meeting);
        for meeting in moved.chain(difference.dropped.iter().map(|(meeting, _)| *meeting)) {
            versions.insert(meeting, meetings::version(tx, meeting).await?);
        }
        let mut changes = changes_by_person(planning, difference, &versions);
        for (participant, reader) in lineups::readers(tx, event).await? {
            let Some(changes) = changes.remove(&participant) else { continue };
            let had_one = before.contains(&participant);
            let kind = if had_one { NoticeKind::AgendaChanged } else { NoticeKind::AgendaPublished };
            let notice = Notice::new(self.id(), kind, reader, self.now()).of(event);
            let data =
                json!({ "plan": plan, "number": number, "participant": participant, "changes": changes });
            tx.owe(notice.data(data).once(format!("{kind}:{plan}:{participant}")));
        }
        Ok(())
    }
}

/// Judges a plan that is to follow the published one. What is wrong in that too, since the event changed, is no fault of its
/// successor.
fn judge_successor(planning: &Planning, plan: &Plan) -> Result<Verdict, Error> {
    let verdict = planning.judge(&plan.placements, &plan.unplaced)?;
    if verdict.broken.is_empty() {
        return Ok(verdict);
    }
    let known = planning.published();
    let broken_before = planning.judge(&known, &[])?.broken;
    let broken = newly_broken((&known, &broken_before), (&plan.placements, &verdict.broken));
    if broken.is_empty() { Ok(verdict) } else { Err(refusal(&broken, |_| false)) }
}

/// What differs in each agenda.
fn changes_by_person(
    planning: &Planning,
    difference: &Difference,
    versions: &BTreeMap<MeetingId, i64>,
) -> BTreeMap<ParticipantId, Vec<Value>> {
    // Whoever has it in a calendar finds it there by these.
    let was = |meeting: MeetingId, from: Option<&Place>| {
        let slot = from.and_then(|from| planning.facts.slots.iter().find(|slot| slot.id == from.slot))?;
        let (starts_at, ends_at) = (slot.starts_at, slot.ends_at);
        Some(json!({ "starts_at": starts_at, "ends_at": ends_at, "version": versions.get(&meeting) }))
    };
    let mut changes: BTreeMap<ParticipantId, Vec<Value>> = BTreeMap::new();
    let mut change = |meeting: MeetingId, from: Option<&Place>, to: Option<&Place>| {
        let people =
            |place: Option<&Place>| place.map_or(&[][..], |place| planning.people(meeting, place.lineup));
        let (before, after) = (people(from), people(to));
        let everybody: BTreeSet<ParticipantId> = before.iter().chain(after).copied().collect();
        for person in everybody {
            // Who is no longer in the line-up learns that the meeting is gone, and not where it went.
            let from = from.filter(|_| before.contains(&person));
            let to = to.filter(|_| after.contains(&person));
            let all = changes.entry(person).or_default();
            all.push(json!({ "meeting": meeting, "from": from, "to": to, "was": was(meeting, from) }));
        }
    };
    for (meeting, to) in &difference.added {
        change(*meeting, None, Some(to));
    }
    for moved in &difference.moved {
        change(moved.meeting, Some(&moved.from), Some(&moved.to));
    }
    for (meeting, from) in &difference.dropped {
        change(*meeting, Some(from), None);
    }
    changes
}

/// The rooms whose agenda differs.
fn rooms(difference: &Difference) -> Vec<RoomId> {
    let added = difference.added.iter().map(|(_, place)| place.room);
    let moved = difference.moved.iter().flat_map(|m| [m.from.room, m.to.room]);
    let dropped = difference.dropped.iter().map(|(_, place)| place.room);
    added.chain(moved).chain(dropped).collect()
}
