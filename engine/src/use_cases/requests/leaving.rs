//! What people who leave the event had asked for, accepted and agreed.

use super::{NO_REQUEST, Sides, sides};
use crate::{
    Actor, Engine, Error, EventId, MeetingRequestId, ParticipantId,
    domain::{
        event_rules::Rules,
        notice::NoticeKind,
        request::{Loss, MeetingRequest, Person, RequestState, Side, loss},
    },
    store::{Tx, meetings, requests},
};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// A request that people leave, as it is and as it will be.
pub(crate) struct LeftRequest {
    before: MeetingRequest,
    next: MeetingRequest,
    sides: Sides,
}

impl LeftRequest {
    /// Whether a meeting that was agreed does not take place.
    pub(crate) fn is_lost_meeting(&self) -> bool {
        self.before.state == RequestState::Confirmed && self.next.state == RequestState::Cancelled
    }
}

impl Engine {
    /// The requests that end or lose their place when people leave an event that is locked, with its plans taken, by identity.
    /// What has begun stays as it is.
    pub(crate) async fn left_requests(
        &self,
        tx: &mut Tx,
        event: EventId,
        gone: &BTreeSet<ParticipantId>,
    ) -> Result<Vec<LeftRequest>, Error> {
        let mut open: BTreeMap<MeetingRequestId, MeetingRequest> = BTreeMap::new();
        for person in gone {
            open.extend(requests::open_of(tx, event, *person).await?.into_iter().map(|r| (r.id, r)));
        }
        let mut left = Vec::new();
        for id in open.into_keys() {
            let before = requests::take(tx, id).await?.ok_or(NO_REQUEST)?;
            let sides = sides(tx, &before).await?;
            let (mut seats, mut held) = (None, None);
            if let Some(meeting) = meetings::of_request(tx, id).await? {
                let placed = meetings::placed(tx, meeting).await?;
                if placed.is_some_and(|placed| placed.starts_at <= self.now()) {
                    continue;
                }
                seats = Some(meetings::seats(tx, meeting).await?);
                held = meetings::held_at(tx, meeting).await?;
            }
            let colleagues = sides.asked.iter().any(|person| !gone.contains(&person.id));
            let next = match loss(&before, gone, colleagues, seats.as_ref()) {
                Loss::Nothing => continue,
                Loss::Place => before.clone().reschedule(held, None)?,
                Loss::Everything(side) => before.clone().leave(side)?,
            };
            left.push(LeftRequest { before, next, sides });
        }
        Ok(left)
    }

    /// Takes the slots of these requests: everybody whose agenda ending them may touch.
    pub(crate) async fn touched_by(
        &self,
        tx: &mut Tx,
        event: EventId,
        left: &[LeftRequest],
    ) -> Result<Vec<ParticipantId>, Error> {
        let mut slots = Vec::new();
        for request in left {
            slots.extend(request.before.slot);
            if let Some(meeting) = meetings::of_request(tx, request.next.id).await? {
                slots.extend(meetings::held_at(tx, meeting).await?);
            }
        }
        requests::take_slots(tx, event, &slots).await?;
        let mut people = Vec::new();
        for request in left {
            let Some(meeting) = meetings::of_request(tx, request.next.id).await? else { continue };
            people.extend(meetings::attendees(tx, meeting).await?);
            if let Some(slot) = meetings::held_at(tx, meeting).await? {
                people.extend(self.who_waits(tx, event, slot).await?);
            }
        }
        Ok(people)
    }

    /// Ends requests, with all agendas taken that this touches; those who stay are told.
    pub(crate) async fn end_requests(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        gone: &BTreeSet<ParticipantId>,
        (left, rules): (&[LeftRequest], &Rules),
    ) -> Result<(), Error> {
        // First all of them, so that no freed slot is given to one that ends too.
        for request in left {
            let action = match request.next.state {
                RequestState::Withdrawn => "request.withdrawn",
                RequestState::Declined => "request.declined",
                RequestState::Cancelled => "request.cancelled",
                _ => "request.reschedule-asked",
            };
            self.save_request(tx, actor, action, request.before.state, &request.next).await?;
            requests::stop_waiting(tx, request.next.id).await?;
        }
        for request in left {
            let place = self.place_left(tx, request.next.id).await?;
            self.leave_slot(tx, actor, &request.next, rules).await?;
            self.tell_who_stays(tx, gone, (request, &place));
        }
        Ok(())
    }

    fn tell_who_stays(
        &self,
        tx: &mut Tx,
        gone: &BTreeSet<ParticipantId>,
        (request, place): (&LeftRequest, &Value),
    ) {
        let LeftRequest { next, sides, .. } = request;
        let kind = match next.state {
            RequestState::Withdrawn => NoticeKind::RequestWithdrawn,
            RequestState::Declined => NoticeKind::RequestDeclined,
            RequestState::Cancelled => NoticeKind::MeetingCancelled,
            _ => NoticeKind::RescheduleAsked,
        };
        for side in [Side::Asking, Side::Asked] {
            let stay = |person: &&Person| !gone.contains(&person.id);
            let to: Vec<Person> = sides.of(side).iter().filter(stay).cloned().collect();
            let Some(other) = sides.of(side.other()).first() else { continue };
            let data = json!({
                "request": next.id, "name": other.name, "company": other.company, "message": next.message,
                "reason": next.reason, "slot": next.slot, "place": place, "left": true,
            });
            self.tell_parties(tx, kind, &to, &data);
        }
    }
}
