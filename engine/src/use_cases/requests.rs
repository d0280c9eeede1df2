//! Requests: asking. What follows is in the modules below.

mod agreeing;
mod answering;
mod expiring;
mod leaving;
mod listing;

use crate::{
    Actor, Engine, Error, EventId, Fault, FaultCode, Kind, MeetingId, MeetingRequestId, Refusal, SlotId,
    domain::{
        access::{Permit, UseCase},
        event_rules::{ExpertMode, Rules},
        notice::{Notice, NoticeKind},
        phase::Action,
        placeability::{Answer, Placeability},
        plan::Place,
        planning::MeetingKind,
        request::{self, Ask, AskedParty, Known, MeetingRequest, NewAsk, Person, RequestState, Side},
    },
    store::{Tx, meetings, parties, plans, requests},
};
use agreeing::needs_plans;
pub use listing::{RequestFilter, RequestView};
use serde_json::{Value, json};

/// What became of asking or answering.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The request: the new one, or the other side's where asking was an answer to it.
    pub request: MeetingRequestId,
    /// Where it stands now.
    pub state: RequestState,
    /// The meeting that it became.
    pub meeting: Option<MeetingId>,
    /// Where it was placed at once: with experts who see people first come, first served, and for a slot once there is a plan.
    pub placed: Option<Place>,
    /// Whether it waits for a slot that is taken, or in which it cannot be held as things are.
    pub waiting: bool,
    /// Whether the meeting could still be placed.
    pub answer: Answer,
}

/// Both sides of a request, with the people who may act for each.
pub(super) struct Sides {
    pub(super) asking: Person,
    pub(super) asked: Vec<Person>,
}

impl Sides {
    pub(super) fn kind(&self) -> MeetingKind {
        let expert = self.asking.expert || self.asked.iter().any(|person| person.expert);
        if expert { MeetingKind::Expert } else { MeetingKind::Company }
    }

    pub(super) fn of(&self, side: Side) -> &[Person] {
        match side {
            Side::Asking => std::slice::from_ref(&self.asking),
            Side::Asked => &self.asked,
        }
    }

    pub(super) fn covered(&self, permit: &Permit, side: Side) -> bool {
        permit.covers(&request::subject(self.of(side)))
    }

    /// The side that the actor speaks for: the own one before one that is administered.
    pub(super) fn side(&self, permit: &Permit) -> Option<Side> {
        let own = |side: &Side| {
            permit.own.is_some_and(|own| self.of(*side).iter().any(|person| person.account == Some(own)))
        };
        let sides = [Side::Asking, Side::Asked];
        sides.into_iter().find(own).or_else(|| sides.into_iter().find(|side| self.covered(permit, *side)))
    }
}

impl Engine {
    /// Asks a company, a person or an expert for a meeting.
    ///
    /// Where the other side asked first and waits, asking is the answer: its request is accepted instead. Where the event
    /// accepts by itself, and with experts, the meeting is agreed at once.
    pub async fn ask(&self, actor: &Actor, event: EventId, new: &NewAsk) -> Result<Outcome, Error> {
        let mut tx = self.write().await?;
        let permit = self.permit(&mut tx, actor, UseCase::Ask, Some(event)).await?;
        // The event is held before its people are read, so that none of them leaves it meanwhile.
        let rules = self.rules_for(&mut tx, event, Action::Ask).await;
        let from = parties::person(&mut tx, new.from).await?.filter(|from| from.event == event);
        let asking = from.filter(|from| permit.covers(&from.subject())).ok_or(NO_PARTICIPANT)?;
        let sides = Sides { asked: asked(&mut tx, event, new.to).await?, asking };
        let (message, rules) = (new.check()?, rules?);
        must_be_for(&mut tx, new.slot, &sides).await?;
        request::may_ask(&sides.asking, &sides.asked, &parties::matrix(&mut tx, event).await?)?;
        let ask = Ask {
            from: sides.asking.id,
            from_registration: sides.asking.registration,
            to_registration: sides.asked[0].registration,
            to_participant: new.to.person(),
            slot: new.slot,
            message,
        };
        let pair = (ask.from_registration, ask.to_registration);
        let open = requests::take_open_between(&mut tx, event, pair).await?;
        if needs_plans(ask.slot, &sides) {
            plans::take(&mut tx, event).await?;
        }
        let outcome = match request::recognise(&ask, &open, self.now())? {
            Known::Mirrored(theirs) => self.answer_theirs(&mut tx, actor, theirs, &sides).await?,
            Known::Nothing => self.place_request(&mut tx, actor, ask, &sides, &rules).await?,
        };
        tx.commit().await?;
        Ok(outcome)
    }

    /// Asking back is accepting.
    async fn answer_theirs(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        theirs: MeetingRequestId,
        sides: &Sides,
    ) -> Result<Outcome, Error> {
        plans::take(tx, sides.asking.event).await?;
        let request = requests::take(tx, theirs).await?.ok_or(Error::Conflict)?;
        self.accept_taken(tx, actor, request, Some(sides.asking.id)).await
    }

    async fn place_request(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        ask: Ask,
        sides: &Sides,
        rules: &Rules,
    ) -> Result<Outcome, Error> {
        let now = self.now();
        self.check_quotas(tx, sides, Side::Asking, rules).await?;
        let answer = self.placeable(tx, sides, ask.slot).await?;
        let (event, slot) = (sides.asking.event, ask.slot);
        let arrival = requests::next_arrival(tx, event).await?;
        // Counted only now that no other request of the event can come in between.
        if let Some(most) = rules.max_pending_requests
            && requests::n_pending(tx, ask.from, now).await? >= most
        {
            return Err(Refusal::TooManyPending.into());
        }
        requests::take_slots(tx, event, slot.as_slice()).await?;
        let with_expert = sides.kind() == MeetingKind::Expert;
        let request = ask.request(self.id(), event, with_expert, rules, (arrival, now));
        requests::insert(tx, &request).await?;
        self.record_step(tx, actor, "request.asked", None, &request);
        self.tell_of_request(tx, NoticeKind::RequestReceived, &sides.asked, &request, &sides.asking);

        let (mut meeting, mut placed, mut waiting) = (None, None, false);
        if request.state == RequestState::Confirmed {
            let agreed = self.agree(tx, actor, &request, sides, (Side::Asking, rules)).await?;
            (meeting, placed, waiting) = (Some(agreed.meeting), agreed.placed, agreed.waiting);
        } else if let Some(slot) = slot
            && (answer.placeability == Placeability::NotToday || self.is_slot_taken(tx, sides, slot).await?)
        {
            requests::wait(tx, &request, slot, now).await?;
            waiting = true;
        }
        Ok(Outcome { request: request.id, state: request.state, meeting, placed, waiting, answer })
    }

    /// The rules of an event, if its phase allows the action. Until the transaction ends they stay, and nobody leaves the event.
    pub(super) async fn rules_for(
        &self,
        tx: &mut Tx,
        event: EventId,
        action: Action,
    ) -> Result<Rules, Error> {
        let (phase, rules) =
            parties::rules(tx, event).await?.ok_or(const { Error::not_found(Kind::Event) })?;
        phase.permits(action)?;
        Ok(rules)
    }

    /// Whether both sides may have one more meeting.
    ///
    /// An expert to whom the planner assigns may be asked by more than can be seen: the organiser decides who is.
    pub(super) async fn check_quotas(
        &self,
        tx: &mut Tx,
        sides: &Sides,
        acting: Side,
        rules: &Rules,
    ) -> Result<(), Error> {
        for side in [acting, acting.other()] {
            let mut room = false;
            for person in sides.of(side) {
                let open_ended = person.expert && rules.expert_mode == ExpertMode::PreAssigned;
                room |= match person.most_meetings {
                    Some(most) if !open_ended => meetings::n_agreed(tx, person.id).await? < most,
                    _ => true,
                };
            }
            if !room {
                return Err(
                    if side == acting { Refusal::QuotaReached } else { Refusal::OtherSideFull }.into()
                );
            }
        }
        Ok(())
    }

    /// Owes a notice to each of some people who has an account.
    pub(super) fn tell_of_request(
        &self,
        tx: &mut Tx,
        kind: NoticeKind,
        to: &[Person],
        request: &MeetingRequest,
        other: &Person,
    ) {
        self.tell_with_place(tx, kind, to, (request, other), &Value::Null);
    }

    /// The same, with the place that the meeting has.
    pub(super) fn tell_with_place(
        &self,
        tx: &mut Tx,
        kind: NoticeKind,
        to: &[Person],
        (request, other): (&MeetingRequest, &Person),
        place: &Value,
    ) {
        let data = json!({
            "request": request.id,
            "name": other.name,
            "company": other.company,
            "message": request.message,
            "reason": request.reason,
            "slot": request.slot,
            "place": place,
        });
        self.tell_parties(tx, kind, to, &data);
    }

    /// Owes a notice to each of some people who has an account.
    pub(super) fn tell_parties(&self, tx: &mut Tx, kind: NoticeKind, to: &[Person], data: &Value) {
        for person in to {
            if let (Some(account), Some(language)) = (person.account, person.language) {
                let notice = Notice::new(self.id(), kind, (account, language), self.now());
                let mut data = data.clone();
                data["participant"] = json!(person.id);
                tx.owe(notice.of(person.event).data(data));
            }
        }
    }

    /// Where a meeting is that is about to leave its place, for whoever takes it out of a calendar.
    pub(super) async fn place_left(&self, tx: &mut Tx, request: MeetingRequestId) -> Result<Value, Error> {
        let Some(left) = meetings::on_view(tx, request).await? else { return Ok(Value::Null) };
        Ok(json!({
            "meeting": left.id,
            // Leaving its place is its next change.
            "version": left.version + 1,
            "starts_at": left.starts_at,
            "ends_at": left.ends_at,
            "room_name": left.room_name,
            "table": left.table_number,
        }))
    }

    /// Records a step of a request.
    pub(super) fn record_step(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        action: &'static str,
        before: Option<RequestState>,
        after: &MeetingRequest,
    ) {
        let mut entry = self.entry(actor, action, Kind::MeetingRequest, after.id).of(after.event);
        if let Some(before) = before {
            entry = entry.before(json!({ "state": before }));
        }
        tx.record(entry.after(json!({
            "state": after.state, "from": after.from, "to_registration": after.to_registration,
            "to_participant": after.to_participant, "slot": after.slot,
        })));
    }
}

pub(super) const NO_PARTICIPANT: Error = Error::not_found(Kind::Participant);
pub(super) const NO_REQUEST: Error = Error::not_found(Kind::MeetingRequest);

/// Whether a slot that is asked for is one of the event in which the two could meet at all.
pub(super) async fn must_be_for(tx: &mut Tx, slot: Option<SlotId>, sides: &Sides) -> Result<(), Error> {
    let of = (sides.asking.event, sides.kind());
    match slot {
        Some(slot) if !requests::is_slot_for(tx, slot, of).await? => {
            Err(Fault::new("slot", FaultCode::UnknownChoice).into())
        }
        _ => Ok(()),
    }
}

/// Who can be asked, of a company or a person; not found where nobody can.
pub(super) async fn asked(tx: &mut Tx, event: EventId, to: AskedParty) -> Result<Vec<Person>, Error> {
    let (people, nobody) = match to {
        // The experts of an institution are asked one by one.
        AskedParty::Company(id) => {
            let mut people = parties::people(tx, id).await?;
            people.retain(|person| !person.expert);
            (people, const { Error::not_found(Kind::Registration) })
        }
        AskedParty::Person(id) => (parties::person(tx, id).await?.into_iter().collect(), NO_PARTICIPANT),
    };
    let can = |person: &Person| person.event == event && person.can_be_asked();
    let people: Vec<Person> = people.into_iter().filter(can).collect();
    if people.is_empty() { Err(nobody) } else { Ok(people) }
}

/// The sides of a request that exists. Whoever stands in at its meeting for the person who was asked is of the asked side too.
pub(super) async fn sides(tx: &mut Tx, request: &MeetingRequest) -> Result<Sides, Error> {
    let asking = parties::person(tx, request.from).await?.ok_or(NO_REQUEST)?;
    let asked = if let Some(id) = request.to_participant {
        let mut asked: Vec<Person> = parties::person(tx, id).await?.into_iter().collect();
        for other in meetings::at_the_table(tx, request.id).await? {
            if other != request.from && other != id {
                asked.extend(parties::person(tx, other).await?);
            }
        }
        asked
    } else {
        let mut people = parties::people(tx, request.to_registration).await?;
        people.retain(|person| !person.expert);
        people
    };
    Ok(Sides { asking, asked })
}
