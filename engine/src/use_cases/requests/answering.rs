//! Accepting, declining, confirming, withdrawing, cancelling, asking for another time.

use super::{
    NO_REQUEST, Outcome, Sides,
    agreeing::{Agreed, Freed, needs_plans},
    sides,
};
use crate::{
    Actor, Engine, Error, Fault, FaultCode, MeetingRequestId, ParticipantId, Refusal,
    domain::{
        access::UseCase,
        event_rules::Rules,
        notice::{Notice, NoticeKind},
        phase::Action,
        request::{MeetingRequest, Person, RequestState, Side, reason},
    },
    store::{Tx, agendas, meetings, parties, placements, plans, requests, sign_ups},
    use_cases::sign_ups::{lock, who_waits},
};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// A request that was taken for a change, and who changes it.
struct Taken {
    request: MeetingRequest,
    sides: Sides,
    rules: Rules,
    side: Side,
    /// Whether the actor is of that side, rather than an administrator.
    own: bool,
}

impl Engine {
    /// Accepts a request for the asked side; of a company, `attending` says who comes. Where no confirmation is needed, the
    /// meeting is agreed.
    pub async fn accept_request(
        &self,
        actor: &Actor,
        id: MeetingRequestId,
        attending: Option<ParticipantId>,
    ) -> Result<Outcome, Error> {
        let mut tx = self.write().await?;
        let taken = self.take_request(&mut tx, actor, id, UseCase::AnswerRequest, Some(Side::Asked)).await?;
        let outcome = self.accept_taken(&mut tx, actor, taken.request, attending).await?;
        tx.commit().await?;
        Ok(outcome)
    }

    pub(super) async fn accept_taken(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        request: MeetingRequest,
        attending: Option<ParticipantId>,
    ) -> Result<Outcome, Error> {
        let sides = sides(tx, &request).await?;
        let rules = self.rules_for(tx, request.event, Action::Answer).await?;
        if attending.is_some_and(|id| !sides.asked.iter().any(|person| person.id == id)) {
            return Err(Fault::new("attending", FaultCode::UnknownChoice).into());
        }
        let before = request.state;
        let next = request.accept(&rules, attending, self.now())?;
        self.check_quotas(tx, &sides, Side::Asked, &rules).await?;
        let answer = self.placeable(tx, &sides, next.slot).await?;
        self.save_request(tx, actor, "request.accepted", before, &next).await?;
        if let Some(other) = sides.asked.first() {
            let kind = NoticeKind::RequestAccepted;
            self.tell_of_request(tx, kind, std::slice::from_ref(&sides.asking), &next, other);
        }
        let (mut meeting, mut placed, mut waiting) = (None, None, false);
        if next.state == RequestState::Confirmed {
            let agreed = self.agree(tx, actor, &next, &sides, (Side::Asked, &rules)).await?;
            (meeting, placed, waiting) = (Some(agreed.meeting), agreed.placed, agreed.waiting);
        }
        Ok(Outcome { request: next.id, state: next.state, meeting, placed, waiting, answer })
    }

    /// Declines a request for the asked side.
    pub async fn decline_request(
        &self,
        actor: &Actor,
        id: MeetingRequestId,
        why: Option<&str>,
    ) -> Result<(), Error> {
        let mut tx = self.write().await?;
        let taken = self.take_request(&mut tx, actor, id, UseCase::AnswerRequest, Some(Side::Asked)).await?;
        let before = taken.request.state;
        let next = taken.request.clone().decline(reason(why)?, self.now())?;
        self.save_request(&mut tx, actor, "request.declined", before, &next).await?;
        requests::stop_waiting(&mut tx, id).await?;
        self.tell_other(&mut tx, NoticeKind::RequestDeclined, &taken, (&next, &Value::Null));
        Ok(tx.commit().await?)
    }

    /// Confirms for the asking side what was accepted: the meeting is agreed.
    pub async fn confirm_request(&self, actor: &Actor, id: MeetingRequestId) -> Result<Outcome, Error> {
        let mut tx = self.write().await?;
        let taken =
            self.take_request(&mut tx, actor, id, UseCase::ConfirmRequest, Some(Side::Asking)).await?;
        let before = taken.request.state;
        let next = taken.request.confirm()?;
        let answer = self.placeable(&mut tx, &taken.sides, next.slot).await?;
        self.save_request(&mut tx, actor, "request.confirmed", before, &next).await?;
        let by = (Side::Asking, &taken.rules);
        let agreed = self.agree(&mut tx, actor, &next, &taken.sides, by).await?;
        tx.commit().await?;
        let Agreed { meeting, placed, waiting } = agreed;
        Ok(Outcome { request: next.id, state: next.state, meeting: Some(meeting), placed, waiting, answer })
    }

    /// Takes a request back for the asking side, as long as it is not agreed.
    pub async fn withdraw_request(&self, actor: &Actor, id: MeetingRequestId) -> Result<(), Error> {
        let mut tx = self.write().await?;
        let taken =
            self.take_request(&mut tx, actor, id, UseCase::WithdrawRequest, Some(Side::Asking)).await?;
        let before = taken.request.state;
        let next = taken.request.clone().withdraw(self.now())?;
        self.save_request(&mut tx, actor, "request.withdrawn", before, &next).await?;
        requests::stop_waiting(&mut tx, id).await?;
        self.tell_other(&mut tx, NoticeKind::RequestWithdrawn, &taken, (&next, &Value::Null));
        Ok(tx.commit().await?)
    }

    /// Cancels what was agreed, or for the asked side what it accepted. Final. The organisers are told too.
    pub async fn cancel_request(
        &self,
        actor: &Actor,
        id: MeetingRequestId,
        why: Option<&str>,
    ) -> Result<(), Error> {
        let mut tx = self.write().await?;
        let taken = self.take_request(&mut tx, actor, id, UseCase::CancelRequest, None).await?;
        let next = taken.request.clone().cancel(taken.side, reason(why)?)?;
        self.give_up_slot(&mut tx, actor, ("request.cancelled", NoticeKind::MeetingCancelled), &taken, &next)
            .await?;
        Ok(tx.commit().await?)
    }

    /// Asks for another time: the two still want to meet, and the planner looks for a new place. The organisers are told too.
    pub async fn reschedule_request(
        &self,
        actor: &Actor,
        id: MeetingRequestId,
        why: Option<&str>,
    ) -> Result<(), Error> {
        let mut tx = self.write().await?;
        let taken = self.take_request(&mut tx, actor, id, UseCase::RescheduleRequest, None).await?;
        let held = match meetings::of_request(&mut tx, id).await? {
            Some(meeting) => meetings::held_at(&mut tx, meeting).await?,
            None => None,
        };
        let next = taken.request.clone().reschedule(held, reason(why)?)?;
        self.give_up_slot(
            &mut tx,
            actor,
            ("request.reschedule-asked", NoticeKind::RescheduleAsked),
            &taken,
            &next,
        )
        .await?;
        Ok(tx.commit().await?)
    }

    /// Writes that the two hold their slot no longer; the other side and the organisers are told, and whoever acts is, too, where
    /// calendars have the meeting: nothing else would take it out of their own.
    async fn give_up_slot(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        (action, kind): (&'static str, NoticeKind),
        taken: &Taken,
        next: &MeetingRequest,
    ) -> Result<(), Error> {
        self.save_request(tx, actor, action, taken.request.state, next).await?;
        let place = self.place_left(tx, next.id).await?;
        let own = own_seats(tx, taken).await?;
        self.leave_slot(tx, actor, next, &taken.rules).await?;
        self.tell_other(tx, kind, taken, (next, &place));
        if let Some(other) = taken.sides.of(taken.side.other()).first() {
            self.tell_with_place(tx, kind, &own, (next, other), &place);
        }
        self.tell_principals(tx, kind, taken, next).await
    }

    /// Takes a request for a change. Not found unless the actor reaches the side whose decision it is.
    async fn take_request(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        id: MeetingRequestId,
        use_case: UseCase,
        side: Option<Side>,
    ) -> Result<Taken, Error> {
        let found = requests::find(tx, id).await?;
        let permit = self.permit(tx, actor, use_case, found.as_ref().map(|request| request.event)).await?;
        let found = found.ok_or(NO_REQUEST)?;
        // The event comes before what is in it, here as everywhere.
        let rules = self.rules_for(tx, found.event, Action::Answer).await;
        let sides = sides(tx, &found).await?;
        if changes_plans(use_case, &found, &sides) {
            plans::take(tx, found.event).await?;
        }
        let request = requests::take(tx, id).await?.ok_or(NO_REQUEST)?;
        let side = match side {
            Some(side) => sides.covered(&permit, side).then_some(side),
            None => sides.side(&permit),
        };
        let (side, rules) = (side.ok_or(NO_REQUEST)?, rules?);
        let own = permit.own.is_some_and(|own| sides.of(side).iter().any(|p| p.account == Some(own)));
        Ok(Taken { request, sides, rules, side, own })
    }

    pub(super) async fn save_request(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        action: &'static str,
        before: RequestState,
        next: &MeetingRequest,
    ) -> Result<(), Error> {
        if !requests::save(tx, next).await? {
            return Err(Error::Conflict);
        }
        self.record_step(tx, actor, action, Some(before), next);
        Ok(())
    }

    /// The meeting of a request leaves its slot and the published plan; whoever waits for the slot gets it. A cancelled one is
    /// over. What has begun stays as it is.
    pub(super) async fn leave_slot(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        request: &MeetingRequest,
        rules: &Rules,
    ) -> Result<(), Error> {
        let Some(meeting) = meetings::of_request(tx, request.id).await? else {
            requests::stop_waiting(tx, request.id).await?;
            return Ok(());
        };
        let (now, event) = (self.now(), request.event);
        let placed = meetings::placed(tx, meeting).await?;
        if placed.as_ref().is_some_and(|placed| placed.starts_at <= now) {
            return Err(Refusal::MeetingBegun.into());
        }
        // Until its waiting list is taken, somebody else may give the slot that was asked for.
        let slots = [request.slot, meetings::held_at(tx, meeting).await?];
        requests::take_slots(tx, event, &slots.into_iter().flatten().collect::<Vec<_>>()).await?;
        let slot = meetings::held_at(tx, meeting).await?;
        // All agendas that this may touch are taken at once, or two that cancel could wait for each other.
        let mut concerned = meetings::attendees(tx, meeting).await?;
        // Before agendas, as always: what the two wait for in vain while they meet.
        let awaited = match slot {
            Some(_) => sign_ups::awaited_by(tx, event, &concerned).await?,
            None => BTreeSet::new(),
        };
        for &activity in &awaited {
            lock(tx, event, activity).await?;
            concerned.extend(who_waits(tx, activity).await?);
        }
        if let Some(slot) = slot {
            concerned.extend(self.who_waits(tx, event, slot).await?);
        }
        agendas::take(tx, event, &concerned, now).await?;
        requests::stop_waiting(tx, request.id).await?;
        meetings::unpin(tx, meeting).await?;
        if request.state == RequestState::Cancelled {
            meetings::cancel(tx, meeting).await?;
        } else {
            meetings::changed(tx, meeting).await?;
        }
        // Only what was published is in an agenda, and only of those who were to come.
        if let Some(placed) = placed {
            let people = meetings::seated(tx, meeting, placed.lineup).await?;
            placements::remove(tx, placed.plan, meeting).await?;
            plans::changed(tx, placed.plan).await?;
            agendas::raise(tx, event, &people, now).await?;
            agendas::raise_rooms(tx, event, &[placed.room], now).await?;
        }
        if let Some(slot) = slot {
            self.give_slot(tx, actor, &Freed { event, slot, rules }).await?;
        }
        self.move_up_in(tx, actor, event, &awaited).await
    }

    /// Tells the side that did not act; both, where an administrator did.
    fn tell_other(
        &self,
        tx: &mut Tx,
        kind: NoticeKind,
        taken: &Taken,
        (next, place): (&MeetingRequest, &Value),
    ) {
        let sides = &taken.sides;
        if taken.side == Side::Asking || !taken.own {
            self.tell_with_place(tx, kind, &sides.asked, (next, &sides.asking), place);
        }
        if let Some(other) = sides.asked.first()
            && (taken.side == Side::Asked || !taken.own)
        {
            self.tell_with_place(tx, kind, std::slice::from_ref(&sides.asking), (next, other), place);
        }
    }

    async fn tell_principals(
        &self,
        tx: &mut Tx,
        kind: NoticeKind,
        taken: &Taken,
        next: &MeetingRequest,
    ) -> Result<(), Error> {
        let asked = taken.sides.asked.first().map(|person| (&person.name, &person.company));
        let asking = (&taken.sides.asking.name, &taken.sides.asking.company);
        let data = json!({
            "request": next.id, "asking": asking, "asked": asked, "side": taken.side, "reason": next.reason,
            "for_organisers": true,
        });
        for to in parties::principals(tx, next.event).await? {
            let notice = Notice::new(self.id(), kind, to, self.now());
            tx.owe(notice.of(next.event).data(data.clone()));
        }
        Ok(())
    }
}

/// Of the side that acts itself, those who have the meeting in their published agendas.
async fn own_seats(tx: &mut Tx, taken: &Taken) -> Result<Vec<Person>, Error> {
    if !taken.own {
        return Ok(Vec::new());
    }
    let Some(meeting) = meetings::of_request(tx, taken.request.id).await? else { return Ok(Vec::new()) };
    let Some(placed) = meetings::placed(tx, meeting).await? else { return Ok(Vec::new()) };
    let seated = meetings::seated(tx, meeting, placed.lineup).await?;
    let side = taken.sides.of(taken.side).iter();
    Ok(side.filter(|person| seated.contains(&person.id)).cloned().collect())
}

/// Whether a use case may change plans, which are then taken before the request.
fn changes_plans(use_case: UseCase, request: &MeetingRequest, sides: &Sides) -> bool {
    match use_case {
        UseCase::CancelRequest | UseCase::RescheduleRequest => true,
        UseCase::AnswerRequest | UseCase::ConfirmRequest => needs_plans(request.slot, sides),
        _ => false,
    }
}
