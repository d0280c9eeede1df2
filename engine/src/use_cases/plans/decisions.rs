//! Standing decisions: pins and blocks, which every run obeys.

use crate::{
    Actor, Engine, Error, EventId, Fault, FaultCode, Faults, Kind,
    domain::{
        access::UseCase,
        account::line,
        plan::{Block, Blocked, Pin, Place},
        planning::{Attendee, Facts, Planning},
    },
    ids::{BlockId, MeetingId, SlotId},
    store::{decisions, events, meetings, plans},
};
use serde_json::json;
use std::collections::BTreeSet;

const REASON_MOST: usize = 500;

impl Engine {
    /// Pins and blocks of an event.
    pub async fn list_decisions(
        &self,
        actor: &Actor,
        event: EventId,
    ) -> Result<(Vec<Pin>, Vec<Block>), Error> {
        let mut tx = self.read().await?;
        self.permit_plans(&mut tx, actor, UseCase::ReadPlans, event).await?;
        Ok((decisions::pins(&mut tx, event).await?, decisions::blocks(&mut tx, event).await?))
    }

    /// Pins a meeting, or pins it elsewhere. A pin that no plan could keep, alone or beside the others, is refused.
    pub async fn pin_meeting(&self, actor: &Actor, event: EventId, pin: &Pin) -> Result<(), Error> {
        let mut tx = self.write().await?;
        self.permit_plans(&mut tx, actor, UseCase::Decide, event).await?;
        // Two decisions that no plan could keep beside each other are not made at once.
        events::lock(&mut tx, event).await?;
        plans::take(&mut tx, event).await?;
        let known = self.known(&mut tx, event).await?;
        if !known.facts.meetings.iter().any(|m| m.id == pin.meeting) {
            return Err(Error::not_found(Kind::Meeting));
        }
        let before = known.pins.iter().find(|p| p.meeting == pin.meeting).copied();
        let mut facts = known.fixed(Some(pin.meeting));
        facts.pins.retain(|p| p.meeting != pin.meeting);
        facts.pins.push(*pin);
        let (planning, mut faults) = (Planning::new(facts, true), Faults::new());
        planning.check_seat("", (pin.meeting, pin.room), (pin.table, pin.lineup), &mut faults);
        faults.check()?;
        planning.check()?;
        decisions::set_pin(&mut tx, event, pin, self.now()).await?;
        let entry = self.entry(actor, "meeting.pinned", Kind::Pin, pin.meeting).of(event);
        tx.record(entry.before(json!(before)).after(json!(pin)));
        Ok(tx.commit().await?)
    }

    /// Lets a meeting go again. Whoever waits for its slot gets it, where no plan has the meeting there.
    pub async fn unpin_meeting(
        &self,
        actor: &Actor,
        event: EventId,
        meeting: MeetingId,
    ) -> Result<(), Error> {
        let mut tx = self.write().await?;
        self.permit_plans(&mut tx, actor, UseCase::Decide, event).await?;
        events::lock(&mut tx, event).await?;
        plans::take(&mut tx, event).await?;
        let pins = decisions::pins(&mut tx, event).await?;
        if !decisions::remove_pin(&mut tx, event, meeting).await? {
            return Err(Error::not_found(Kind::Meeting));
        }
        tx.record(self.entry(actor, "meeting.unpinned", Kind::Pin, meeting).of(event));
        let freed = pins.iter().filter(|pin| pin.meeting == meeting).map(|pin| pin.slot).collect();
        let people = meetings::attendees(&mut tx, meeting).await?;
        self.pass_on(&mut tx, actor, event, (&freed, &people)).await?;
        Ok(tx.commit().await?)
    }

    /// Keeps a person, a room or a table free, in one slot or in all. Yields the meetings of the published plan that stand in
    /// the way: they stay where they are until somebody moves them, or the next run does.
    pub async fn block(
        &self,
        actor: &Actor,
        event: EventId,
        what: Blocked,
        slot: Option<SlotId>,
        reason: &str,
    ) -> Result<(BlockId, Vec<MeetingId>), Error> {
        let mut tx = self.write().await?;
        self.permit_plans(&mut tx, actor, UseCase::Decide, event).await?;
        events::lock(&mut tx, event).await?;
        plans::take(&mut tx, event).await?;
        let known = self.known(&mut tx, event).await?;
        let block = Block { id: self.id(), what, slot, reason: reason.to_owned() };
        let block = Block { reason: check_block(&known.facts, &block)?, ..block };
        let mut facts = known.fixed(None);
        facts.blocks.push(block.clone());
        Planning::new(facts, true).check()?;
        decisions::insert_block(&mut tx, event, &block, self.now()).await?;
        let entry = self.entry(actor, "block.added", Kind::Block, block.id).of(event);
        tx.record(entry.after(json!({ "what": what, "slot": slot, "reason": block.reason })));
        tx.commit().await?;
        Ok((block.id, meetings_under(&known.facts, &block)))
    }

    /// Removes a block. Whoever waited for a slot that it closed gets it.
    pub async fn unblock(&self, actor: &Actor, event: EventId, id: BlockId) -> Result<(), Error> {
        let mut tx = self.write().await?;
        self.permit_plans(&mut tx, actor, UseCase::Decide, event).await?;
        events::lock(&mut tx, event).await?;
        plans::take(&mut tx, event).await?;
        let blocks = decisions::blocks(&mut tx, event).await?;
        if !decisions::remove_block(&mut tx, event, id).await? {
            return Err(Error::not_found(Kind::Block));
        }
        tx.record(self.entry(actor, "block.removed", Kind::Block, id).of(event));
        let freed = match blocks.iter().find(|block| block.id == id).and_then(|block| block.slot) {
            Some(slot) => BTreeSet::from([slot]),
            None => self.known(&mut tx, event).await?.facts.slots.iter().map(|slot| slot.id).collect(),
        };
        self.pass_on(&mut tx, actor, event, (&freed, &[])).await?;
        Ok(tx.commit().await?)
    }
}

/// The reason of a block, trimmed, if everything that the block names is there.
fn check_block(facts: &Facts, block: &Block) -> Result<String, Error> {
    let mut faults = Faults::new();
    let room = |id| facts.rooms.iter().find(|room| room.id == id);
    match block.what {
        Blocked::Participant(id) if !facts.participants.iter().any(|p| p.id == id) => {
            faults.push(Fault::new("participant", FaultCode::UnknownReference));
        }
        Blocked::Room(id) | Blocked::Table(id, _) if room(id).is_none() => {
            faults.push(Fault::new("room", FaultCode::UnknownReference));
        }
        Blocked::Table(id, table) => {
            let most = room(id).map_or(0, |room| room.n_tables);
            if !(1..=most).contains(&table) {
                let fault = Fault::new("table", FaultCode::OutOfRange);
                faults.push(fault.with("least", 1).with("most", most));
            }
        }
        Blocked::Participant(_) | Blocked::Room(_) => {}
    }
    if block.slot.is_some_and(|slot| !facts.slots.iter().any(|s| s.id == slot)) {
        faults.push(Fault::new("slot", FaultCode::UnknownReference));
    }
    let reason = faults.take(line("reason", &block.reason, REASON_MOST));
    faults.check()?;
    Ok(reason.unwrap_or_default())
}

/// The meetings of the published plan that a block concerns.
fn meetings_under(facts: &Facts, block: &Block) -> Vec<MeetingId> {
    let slots = block.slot.map(|slot| facts.overlapping(slot));
    let agreed: BTreeSet<MeetingId> = facts.meetings.iter().map(|m| m.id).collect();
    let own = |a: &&Attendee| block.what == Blocked::Participant(a.participant);
    let own: BTreeSet<_> = facts.attendees.iter().filter(own).map(|a| (a.meeting, a.lineup)).collect();
    let concerns = |meeting: MeetingId, place: &Place| {
        agreed.contains(&meeting)
            && slots.as_ref().is_none_or(|slots| slots.contains(&place.slot))
            && match block.what {
                Blocked::Participant(_) => own.contains(&(meeting, place.lineup)),
                Blocked::Room(room) => place.room == room,
                Blocked::Table(room, table) => (place.room, place.table) == (room, table),
            }
    };
    facts.published.iter().filter(|(m, place)| concerns(**m, place)).map(|(m, _)| *m).collect()
}
