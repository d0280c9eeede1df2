//! An agreed request becomes a meeting.

use super::Sides;
use crate::{
    Actor, Engine, Error, EventId, Kind, MeetingId, ParticipantId, SlotId,
    domain::{
        event_rules::Rules,
        notice::NoticeKind,
        request::{MeetingRequest, Person, Side},
    },
    store::{Tx, agendas, meetings, requests},
};
use serde_json::json;

/// The meeting that a request became.
pub(super) struct Agreed {
    pub(super) meeting: MeetingId,
    pub(super) waiting: bool,
}

impl Engine {
    /// Makes the meeting of a request that both sides agreed to.
    ///
    /// The agendas of both are taken first, so that quotas and slots hold whatever else is agreed at once. First-come experts get
    /// their place from the planner too: `place_at_once` of the plans area is to be called where this returns.
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

        let new = meetings::NewMeeting {
            id: self.id(),
            event: request.event,
            request: Some(request.id),
            kind: sides.kind(),
            arrival: request.arrival,
            asking: sides.asking.id,
            asked: &coming,
        };
        let mut waiting = false;
        let held = match request.slot {
            Some(slot) if self.is_slot_taken(tx, sides, slot).await? => {
                requests::wait(tx, request, slot, now).await?;
                waiting = true;
                None
            }
            slot => slot,
        };
        meetings::insert(tx, &new, now).await?;
        if let Some(slot) = held {
            meetings::pin(tx, request.event, new.id, slot, now).await?;
            requests::stop_waiting(tx, request.id).await?;
        }
        let entry = self.entry(actor, "meeting.agreed", Kind::Meeting, new.id).of(request.event);
        tx.record(entry.after(json!({ "request": request.id, "kind": new.kind, "slot": held })));
        self.tell_of_request(tx, NoticeKind::MeetingAgreed, &sides.asked, request, &sides.asking);
        if let Some(other) = sides.asked.first() {
            self.tell_of_request(
                tx,
                NoticeKind::MeetingAgreed,
                std::slice::from_ref(&sides.asking),
                request,
                other,
            );
        }
        Ok(Agreed { meeting: new.id, waiting })
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
        for id in requests::list_waiting(tx, event, slot).await? {
            if let Some(request) = requests::find(tx, id).await? {
                let sides = super::sides(tx, &request).await?;
                people.extend(sides.asked.iter().map(|person| person.id).chain([sides.asking.id]));
            }
        }
        Ok(people)
    }

    /// Gives a slot that became free, with the agendas of all who wait taken, to the first on its waiting list for whom it is free.
    pub(super) async fn give_slot(&self, tx: &mut Tx, actor: &Actor, freed: &Freed) -> Result<(), Error> {
        let now = self.now();
        for id in requests::list_waiting(tx, freed.event, freed.slot).await? {
            let Some(request) = requests::find(tx, id).await? else { continue };
            let sides = super::sides(tx, &request).await?;
            if self.is_slot_taken(tx, &sides, freed.slot).await? || !requests::stop_waiting(tx, id).await? {
                continue;
            }
            if let Some(meeting) = meetings::of_request(tx, id).await? {
                meetings::pin(tx, freed.event, meeting, freed.slot, now).await?;
            }
            self.record_step(tx, actor, "request.slot-given", Some(request.state), &request);
            self.tell_of_request(tx, NoticeKind::SlotGiven, &sides.asked, &request, &sides.asking);
            if let Some(other) = sides.asked.first() {
                let asking = std::slice::from_ref(&sides.asking);
                self.tell_of_request(tx, NoticeKind::SlotGiven, asking, &request, other);
            }
            // Whoever is next may be free too, if it is about other people.
        }
        Ok(())
    }
}

/// A slot that a meeting left.
pub(super) struct Freed {
    pub(super) event: EventId,
    pub(super) slot: SlotId,
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
