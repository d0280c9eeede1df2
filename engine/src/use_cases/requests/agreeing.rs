//! An agreed request becomes a meeting.

use super::Sides;
use crate::{
    Actor, Engine, Error, EventId, Kind, MeetingId, ParticipantId, Refusal, SlotId,
    domain::{
        event_rules::{ExpertMode, Rules},
        notice::NoticeKind,
        phase::Action,
        placeability::Placeability,
        plan::Place,
        planning::MeetingKind,
        request::{MeetingRequest, Person, Side},
    },
    store::{Tx, agendas, meetings, parties, plans, requests},
    use_cases::plans::Granted,
};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The meeting that a request became.
pub(super) struct Agreed {
    pub(super) meeting: MeetingId,
    pub(super) placed: Option<Place>,
    pub(super) waiting: bool,
}

impl Engine {
    /// Makes the meeting of a request that both sides agreed to.
    ///
    /// The agendas of both are taken first, so that quotas and slots hold whatever else is agreed at once; and before that,
    /// by the caller, the plans of the event, where the meeting gets a place at once (see [`needs_plans`]).
    pub(super) async fn agree(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        request: &MeetingRequest,
        sides: &Sides,
        (acting, rules): (Side, &Rules),
    ) -> Result<Agreed, Error> {
        let now = self.now();
        let coming = coming(request, &sides.asked);
        let people: Vec<ParticipantId> = coming.iter().copied().chain([sides.asking.id]).collect();
        requests::take_slots(tx, request.event, request.slot.as_slice()).await?;
        agendas::take(tx, request.event, &people, now).await?;
        self.check_quotas(tx, sides, acting, rules).await?;
        // Before the meeting is there, or it would stand in its own way.
        let hopeless = match request.slot {
            Some(slot) => self.placeable(tx, sides, Some(slot)).await?.placeability == Placeability::NotToday,
            None => false,
        };

        let new = meetings::NewMeeting {
            id: self.id(),
            event: request.event,
            request: Some(request.id),
            kind: sides.kind(),
            arrival: request.arrival,
            asking: sides.asking.id,
            asked: &coming,
        };
        meetings::insert(tx, &new, now).await?;
        let hold = match request.slot {
            Some(slot) if hopeless => Hold::Waits(slot),
            _ => self.hold_slot(tx, request, sides, (new.id, rules)).await?,
        };
        let slot = match &hold {
            Hold::Waits(slot) => {
                requests::wait(tx, request, *slot, now).await?;
                None
            }
            Hold::Placed(granted) => Some(granted.place.slot),
            Hold::Pinned(slot) => Some(*slot),
            Hold::Nothing => None,
        };
        if slot.is_some() {
            requests::stop_waiting(tx, request.id).await?;
        }
        let entry = self.entry(actor, "meeting.agreed", Kind::Meeting, new.id).of(request.event);
        tx.record(entry.after(json!({ "request": request.id, "kind": new.kind, "slot": slot })));
        let place = hold.told();
        self.tell_both(tx, NoticeKind::MeetingAgreed, (request, sides), &place);
        let placed = match &hold {
            Hold::Placed(granted) => Some(granted.place),
            _ => None,
        };
        Ok(Agreed { meeting: new.id, placed, waiting: matches!(hold, Hold::Waits(_)) })
    }

    /// What a new meeting holds: a place at once, or the slot that it was agreed for, if it is free.
    async fn hold_slot(
        &self,
        tx: &mut Tx,
        request: &MeetingRequest,
        sides: &Sides,
        (meeting, rules): (MeetingId, &Rules),
    ) -> Result<Hold, Error> {
        if let Some(slot) = request.slot
            && self.is_slot_taken(tx, sides, slot).await?
        {
            return Ok(Hold::Waits(slot));
        }
        if self.is_placed_at_once(tx, request.event, (sides.kind(), request.slot, rules)).await? {
            return match (self.grant_place(tx, request.event, meeting).await?, request.slot) {
                (Some(granted), _) => Ok(Hold::Placed(granted)),
                (None, Some(slot)) => Ok(Hold::Waits(slot)),
                (None, None) => Err(Refusal::NoFreeSlot.into()),
            };
        }
        let Some(slot) = request.slot else { return Ok(Hold::Nothing) };
        meetings::pin(tx, request.event, meeting, slot, self.now()).await?;
        Ok(Hold::Pinned(slot))
    }

    /// Whether a meeting gets its place as it is agreed: with experts where those who come first are served first, and for a
    /// slot once there is a plan, in which the slot would be nobody's otherwise.
    async fn is_placed_at_once(
        &self,
        tx: &mut Tx,
        event: EventId,
        (kind, slot, rules): (MeetingKind, Option<SlotId>, &Rules),
    ) -> Result<bool, Error> {
        let first_come = kind == MeetingKind::Expert && rules.expert_mode == ExpertMode::FirstCome;
        Ok(first_come || slot.is_some() && plans::published(tx, event).await?.is_some())
    }

    /// Owes a notice to both sides of a request.
    fn tell_both(
        &self,
        tx: &mut Tx,
        kind: NoticeKind,
        (request, sides): (&MeetingRequest, &Sides),
        place: &Value,
    ) {
        self.tell_with_place(tx, kind, &sides.asked, (request, &sides.asking), place);
        if let Some(other) = sides.asked.first() {
            let asking = std::slice::from_ref(&sides.asking);
            self.tell_with_place(tx, kind, asking, (request, other), place);
        }
    }

    /// Whether one of the two has something at the time of a slot: the asking person, or everybody who could come.
    pub(super) async fn is_slot_taken(
        &self,
        tx: &mut Tx,
        sides: &Sides,
        slot: SlotId,
    ) -> Result<bool, Error> {
        if meetings::is_taken(tx, sides.asking.id, slot).await? {
            return Ok(true);
        }
        for person in &sides.asked {
            if !meetings::is_taken(tx, person.id, slot).await? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Everybody who could come to a meeting that waits for a slot.
    pub(super) async fn who_waits(
        &self,
        tx: &mut Tx,
        event: EventId,
        slot: SlotId,
    ) -> Result<Vec<ParticipantId>, Error> {
        let mut people = Vec::new();
        for (id, _) in requests::list_waiting(tx, event, slot, self.now()).await? {
            if let Some(request) = requests::find(tx, id).await? {
                let sides = super::sides(tx, &request).await?;
                people.extend(sides.asked.iter().map(|person| person.id).chain([sides.asking.id]));
            }
        }
        Ok(people)
    }

    /// Gives slots that organisers freed to those who wait for them, in an event that is locked with its plans taken: nobody
    /// asks, answers or signs up meanwhile.
    pub(crate) async fn give_freed(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        event: EventId,
        slots: &BTreeSet<SlotId>,
    ) -> Result<(), Error> {
        let (mut waited_for, mut people) = (Vec::new(), Vec::new());
        for &slot in slots {
            let waiting = self.who_waits(tx, event, slot).await?;
            if !waiting.is_empty() {
                waited_for.push(slot);
                people.extend(waiting);
            }
        }
        if waited_for.is_empty() {
            return Ok(());
        }
        let (phase, rules) = parties::rules(tx, event).await?.ok_or(Error::not_found(Kind::Event))?;
        if !phase.allows(Action::Answer) {
            return Ok(());
        }
        requests::take_slots(tx, event, &waited_for).await?;
        agendas::take(tx, event, &people, self.now()).await?;
        for slot in waited_for {
            self.give_slot(tx, actor, &Freed { event, slot, rules: &rules }).await?;
        }
        Ok(())
    }

    /// Gives a slot that became free, with the plans and the agendas of all who wait taken, to the first on its waiting list,
    /// or on that of a slot that overlaps with it, for whom it is free.
    pub(super) async fn give_slot(&self, tx: &mut Tx, actor: &Actor, freed: &Freed<'_>) -> Result<(), Error> {
        for (id, slot) in requests::list_waiting(tx, freed.event, freed.slot, self.now()).await? {
            let Some(request) = requests::find(tx, id).await? else { continue };
            let sides = super::sides(tx, &request).await?;
            if self.is_slot_taken(tx, &sides, slot).await? || !self.are_there(tx, &sides, slot).await? {
                continue;
            }
            let mut place = Value::Null;
            if let Some(meeting) = meetings::of_request(tx, id).await? {
                let how = (sides.kind(), request.slot, freed.rules);
                if self.is_placed_at_once(tx, freed.event, how).await? {
                    let Some(granted) = self.grant_place(tx, freed.event, meeting).await? else { continue };
                    place = granted.told;
                    meetings::changed(tx, meeting).await?;
                } else {
                    meetings::pin(tx, freed.event, meeting, slot, self.now()).await?;
                }
            }
            requests::stop_waiting(tx, id).await?;
            self.record_step(tx, actor, "request.slot-given", Some(request.state), &request);
            self.tell_both(tx, NoticeKind::SlotGiven, (&request, &sides), &place);
            // Whoever is next may be free too, if it is about other people.
        }
        Ok(())
    }
}

/// Whether agreeing on a request may change plans, which are then to be taken first.
pub(super) fn needs_plans(slot: Option<SlotId>, sides: &Sides) -> bool {
    slot.is_some() || sides.kind() == MeetingKind::Expert
}

/// What a meeting holds as it is agreed.
enum Hold {
    /// A place in the published plan.
    Placed(Granted),
    /// The slot that was asked for; the room is the next plan's choice.
    Pinned(SlotId),
    /// Nothing: the slot that was asked for is taken, or the two cannot meet in it as things are, and is waited for.
    Waits(SlotId),
    /// Nothing: no slot was asked for.
    Nothing,
}

impl Hold {
    fn told(&self) -> Value {
        match self {
            Self::Placed(granted) => granted.told.clone(),
            _ => Value::Null,
        }
    }
}

/// A slot that a meeting left.
pub(super) struct Freed<'r> {
    pub(super) event: EventId,
    pub(super) slot: SlotId,
    pub(super) rules: &'r Rules,
}

/// Who may come from the asked side, one line-up each: whom the answer names, or any of those who are there.
fn coming(request: &MeetingRequest, asked: &[Person]) -> Vec<ParticipantId> {
    if let Some(id) = request.attending.or(request.to_participant) {
        return vec![id];
    }
    let ids = |people: &[Person], all: bool| -> Vec<ParticipantId> {
        people.iter().filter(|person| all || person.present).map(|person| person.id).collect()
    };
    let there = ids(asked, false);
    if there.is_empty() { ids(asked, true) } else { there }
}
