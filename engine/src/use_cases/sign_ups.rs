//! Signing up for activities, cancelling, moving up, being transferred.
//!
//! Locks are taken in one order: the event, activities by identity, agendas by identity. Whoever has locked an activity is
//! the only one who changes its places and its waiting list.

use super::activities::engagement;
use crate::{
    ActivityId, Actor, Engine, Error, EventId, Kind, ParticipantId, Refusal, SignUpId,
    domain::{
        access::{Permit, UseCase},
        activity::{Activity, Audience},
        event::Event,
        notice::NoticeKind,
        phase::Action,
        sign_up::{SignUp, SignUpState, admit, n_free},
    },
    store::{
        Tx, accounts, activities, agendas, events, places,
        sign_ups::{self, Person},
    },
};
use serde_json::{Value, json};
use std::collections::BTreeSet;

impl Engine {
    /// Signs somebody up: with a place, or on the waiting list.
    pub async fn sign_up(
        &self,
        actor: &Actor,
        event: EventId,
        activity: ActivityId,
        participant: ParticipantId,
    ) -> Result<SignUp, Error> {
        let mut tx = self.write().await?;
        let permit = self.permit(&mut tx, actor, UseCase::SignUp, Some(event)).await?;
        let held = self.hold_event(&mut tx, event, Action::SignUp).await?;
        let person = covered(&mut tx, &permit, event, participant).await?;
        let (arrival, activity) = lock(&mut tx, event, activity).await?;
        agendas::take(&mut tx, event, &[participant], self.now()).await?;
        let sign_up = self.take_place(&mut tx, &permit, (&activity, arrival), &person, None).await?;
        agendas::raise(&mut tx, event, &[participant], self.now()).await?;
        let kind = match sign_up.state {
            SignUpState::Confirmed => NoticeKind::SignUpConfirmed,
            _ => NoticeKind::SignUpWaiting,
        };
        self.tell_person(&mut tx, &person, kind, place_and_time(&held, &activity)).await?;
        self.record_sign_up(&mut tx, actor, "sign-up.created", &sign_up);
        tx.commit().await?;
        Ok(sign_up)
    }

    /// Cancels a sign-up. Whoever waited longest moves up.
    pub async fn cancel_sign_up(&self, actor: &Actor, event: EventId, id: SignUpId) -> Result<(), Error> {
        let mut tx = self.write().await?;
        let permit = self.permit(&mut tx, actor, UseCase::CancelSignUp, Some(event)).await?;
        let held = self.hold_event(&mut tx, event, Action::SignUp).await?;
        let (found, person) = covered_sign_up(&mut tx, &permit, event, id).await?;
        let (_, activity) = lock(&mut tx, event, found.activity).await?;
        let mut touched = who_waits(&mut tx, activity.id).await?;
        touched.push(person.id);
        agendas::take(&mut tx, event, &touched, self.now()).await?;
        let cancelled = cancel(&mut tx, found).await?;
        let mut concerned = self.move_up(&mut tx, actor, &held, &activity).await?;
        concerned.push(person.id);
        agendas::raise(&mut tx, event, &concerned, self.now()).await?;
        let kind = NoticeKind::SignUpCancelled;
        self.tell_person(&mut tx, &person, kind, place_and_time(&held, &activity)).await?;
        self.record_sign_up(&mut tx, actor, "sign-up.cancelled", &cancelled);
        tx.commit().await?;
        Ok(())
    }

    /// Moves somebody from one activity to another at once: with a place there, or on its waiting list. Where there is neither,
    /// the place in the first is kept.
    pub async fn transfer_sign_up(
        &self,
        actor: &Actor,
        event: EventId,
        id: SignUpId,
        to: ActivityId,
    ) -> Result<SignUp, Error> {
        let mut tx = self.write().await?;
        let permit = self.permit(&mut tx, actor, UseCase::TransferSignUp, Some(event)).await?;
        let held = self.hold_event(&mut tx, event, Action::SignUp).await?;
        let (found, person) = covered_sign_up(&mut tx, &permit, event, id).await?;
        if found.activity == to {
            return Err(Refusal::AlreadySignedUp.into());
        }
        let (left, (arrival, entered)) = if found.activity < to {
            let left = lock(&mut tx, event, found.activity).await?.1;
            (left, lock(&mut tx, event, to).await?)
        } else {
            let entered = lock(&mut tx, event, to).await?;
            (lock(&mut tx, event, found.activity).await?.1, entered)
        };
        let mut touched = who_waits(&mut tx, left.id).await?;
        touched.push(person.id);
        agendas::take(&mut tx, event, &touched, self.now()).await?;
        let cancelled = cancel(&mut tx, found).await?;
        let place = (&entered, arrival);
        let sign_up = self.take_place(&mut tx, &permit, place, &person, Some(left.id)).await?;
        let mut moved = self.move_up(&mut tx, actor, &held, &left).await?;
        moved.push(person.id);
        agendas::raise(&mut tx, event, &moved, self.now()).await?;
        let kind = NoticeKind::SignUpTransferred;
        let mut data = place_and_time(&held, &entered);
        data["state"] = json!(sign_up.state);
        data["from"] = json!(left.details.names);
        self.tell_person(&mut tx, &person, kind, data).await?;
        self.record_sign_up(&mut tx, actor, "sign-up.cancelled", &cancelled);
        self.record_sign_up(&mut tx, actor, "sign-up.transferred", &sign_up);
        tx.commit().await?;
        Ok(sign_up)
    }

    /// Who comes and who waits, by arrival, as far as the actor may see them.
    pub async fn list_sign_ups(
        &self,
        actor: &Actor,
        event: EventId,
        activity: ActivityId,
    ) -> Result<Vec<SignUp>, Error> {
        let mut tx = self.read().await?;
        let permit = self.permit(&mut tx, actor, UseCase::ListSignUps, Some(event)).await?;
        if activities::find(&mut tx, event, activity).await?.is_none() {
            return Err(Error::not_found(Kind::Activity));
        }
        let people = sign_ups::list_people(&mut tx, event).await?;
        let seen: BTreeSet<_> =
            people.iter().filter(|person| permit.covers(&person.subject)).map(|person| person.id).collect();
        let list = sign_ups::list_by_activity(&mut tx, activity).await?;
        Ok(list.into_iter().filter(|sign_up| seen.contains(&sign_up.participant)).collect())
    }

    /// The sign-ups of a person, the cancelled ones too.
    pub async fn list_sign_ups_of(
        &self,
        actor: &Actor,
        event: EventId,
        participant: ParticipantId,
    ) -> Result<Vec<SignUp>, Error> {
        let mut tx = self.read().await?;
        let permit = self.permit(&mut tx, actor, UseCase::ListSignUpsOf, Some(event)).await?;
        covered(&mut tx, &permit, event, participant).await?;
        Ok(sign_ups::list_by_participant(&mut tx, event, participant).await?)
    }

    /// Gives a place in a locked activity to somebody whose agenda is taken, or puts them on the waiting list.
    async fn take_place(
        &self,
        tx: &mut Tx,
        permit: &Permit,
        (activity, arrival): (&Activity, i64),
        person: &Person,
        leaves: Option<ActivityId>,
    ) -> Result<SignUp, Error> {
        if !person.takes_part {
            return Err(Refusal::NotTakingPart.into());
        }
        let by_administrator = permit.administers(&person.subject);
        if !by_administrator && activity.details.times.starts_at <= self.now() {
            return Err(Refusal::ActivityNotOpen.into());
        }
        let n_confirmed = sign_ups::count(tx, activity.id, SignUpState::Confirmed).await?;
        let n_waiting = sign_ups::count(tx, activity.id, SignUpState::Waiting).await?;
        let known = sign_ups::list_by_activity(tx, activity.id).await?;
        // Nobody signs up for what everybody attends; `admit` says so.
        if activity.details.audience != Audience::Everybody
            && known.iter().any(|s| s.participant == person.id)
        {
            return Err(Refusal::AlreadySignedUp.into());
        }
        if let Some(refusal) = clash(tx, activity, person.id, leaves).await? {
            return Err(refusal.into());
        }
        let state = admit(activity, by_administrator, n_confirmed + n_waiting)?;
        let sign_up = SignUp {
            id: self.id(),
            activity: activity.id,
            event: activity.event,
            participant: person.id,
            state,
            arrival,
            version: 1,
            created_at: self.now(),
        };
        if !sign_ups::insert(tx, &sign_up).await? {
            return Err(Refusal::AlreadySignedUp.into());
        }
        Ok(sign_up)
    }

    /// Gives the free places of a locked activity that has not begun to those who wait, by arrival, and tells them: who they
    /// are. Whoever is elsewhere at that time by now goes on waiting.
    ///
    /// The event is locked, or the agendas of all who wait are taken, so that nobody gets a meeting meanwhile; agendas are for the
    /// caller to raise, with those of all others at once.
    pub(crate) async fn move_up(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        event: &Event,
        activity: &Activity,
    ) -> Result<Vec<ParticipantId>, Error> {
        let mut moved = Vec::new();
        if activity.details.times.starts_at <= self.now() {
            return Ok(moved);
        }
        let n_confirmed = sign_ups::count(tx, activity.id, SignUpState::Confirmed).await?;
        let mut n_free = n_free(activity, n_confirmed);
        if n_free == 0 {
            return Ok(moved);
        }
        for sign_up in sign_ups::list_waiting(tx, activity.id, i64::MAX).await? {
            if n_free == 0 {
                break;
            }
            if clash(tx, activity, sign_up.participant, None).await?.is_some() {
                continue;
            }
            self.seat(tx, actor, (event, activity), sign_up.clone()).await?;
            moved.push(sign_up.participant);
            n_free -= 1;
        }
        Ok(moved)
    }

    /// Lets those move up who were passed over for a meeting that they have no longer. The activities are locked and the
    /// agendas of all who wait are taken, or the event is locked.
    pub(crate) async fn move_up_in(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        event: EventId,
        activities: &BTreeSet<ActivityId>,
    ) -> Result<(), Error> {
        if activities.is_empty() {
            return Ok(());
        }
        let held = events::find(tx, event).await?.ok_or(Error::not_found(Kind::Event))?;
        if !held.phase.allows(Action::SignUp) {
            return Ok(());
        }
        let mut moved = Vec::new();
        for &activity in activities {
            let (_, activity) = lock(tx, event, activity).await?;
            moved.extend(self.move_up(tx, actor, &held, &activity).await?);
        }
        Ok(agendas::raise(tx, event, &moved, self.now()).await?)
    }

    /// Gives somebody who waits a place.
    async fn seat(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        (event, activity): (&Event, &Activity),
        waiting: SignUp,
    ) -> Result<(), Error> {
        let sign_up = SignUp { state: SignUpState::Confirmed, ..waiting };
        if !sign_ups::set_state(tx, sign_up.id, SignUpState::Waiting, sign_up.state).await? {
            return Err(Error::Conflict);
        }
        self.record_sign_up(tx, actor, "sign-up.moved-up", &sign_up);
        if let Some(person) = sign_ups::find_person(tx, event.id, sign_up.participant).await? {
            let data = place_and_time(event, activity);
            self.tell_person(tx, &person, NoticeKind::SignUpMovedUp, data).await?;
        }
        Ok(())
    }

    /// Owes a notice to a person who has an account.
    pub(crate) async fn tell_person(
        &self,
        tx: &mut Tx,
        person: &Person,
        kind: NoticeKind,
        mut data: Value,
    ) -> Result<(), Error> {
        let Some(account) = person.account else { return Ok(()) };
        let Some(account) = accounts::find(tx, account).await? else { return Ok(()) };
        let event = serde_json::from_value::<EventId>(data["event_id"].take()).ok();
        data["name"] = json!(person.name);
        let notice = self.notice(kind, &account).data(data);
        tx.owe(match event {
            Some(event) => notice.of(event),
            None => notice,
        });
        Ok(())
    }

    pub(crate) fn record_sign_up(&self, tx: &mut Tx, actor: &Actor, action: &'static str, sign_up: &SignUp) {
        let entry = self.entry(actor, action, Kind::SignUp, sign_up.id).of(sign_up.event);
        let SignUp { activity, participant, state, .. } = sign_up;
        tx.record(entry.after(json!({ "activity": activity, "participant": participant, "state": state })));
    }
}

/// What a notice about an activity needs.
pub(crate) fn place_and_time(event: &Event, activity: &Activity) -> Value {
    let details = &activity.details;
    json!({
        "event_id": event.id,
        "event": event.details.names,
        "time_zone": event.details.time_zone.name(),
        "activity": details.names,
        "site": details.site,
        "room": details.room,
        "starts_at": details.times.starts_at,
        "ends_at": details.times.ends_at,
        "takes_place": activity.state.takes_place(),
        "reason": activity.state_reason,
    })
}

/// Locks an activity: the rank of the next arrival, and the activity as it is now.
pub(crate) async fn lock(tx: &mut Tx, event: EventId, id: ActivityId) -> Result<(i64, Activity), Error> {
    let missing = Error::not_found(Kind::Activity);
    let Some(arrival) = activities::arrive(tx, event, id).await? else { return Err(missing) };
    let activity = activities::find(tx, event, id).await?.ok_or(missing)?;
    Ok((arrival, activity))
}

/// Cancels a sign-up whose activity is locked.
pub(crate) async fn cancel(tx: &mut Tx, sign_up: SignUp) -> Result<SignUp, Error> {
    for from in [SignUpState::Confirmed, SignUpState::Waiting] {
        let state = SignUpState::Cancelled;
        if sign_ups::set_state(tx, sign_up.id, from, state).await? {
            return Ok(SignUp { state, version: sign_up.version + 1, ..sign_up });
        }
    }
    Err(Refusal::SignUpCancelled.into())
}

/// What stands in the way of somebody who would attend an activity: another one, or a meeting.
async fn clash(
    tx: &mut Tx,
    activity: &Activity,
    person: ParticipantId,
    leaves: Option<ActivityId>,
) -> Result<Option<Refusal>, Error> {
    let places = places::find(tx, activity.event).await?;
    let engagement = engagement(activity);
    for (other, at) in sign_ups::list_activities_of(tx, activity.event, person).await? {
        let stays = other != activity.id && Some(other) != leaves;
        if stays && at.clashes(&engagement, &places) {
            return Ok(Some(Refusal::ClashesWithActivity));
        }
    }
    if activity.details.blocks_meetings {
        let meetings = sign_ups::list_meetings_of(tx, activity.event, person).await?;
        if meetings.iter().any(|at| at.clashes(&engagement, &places)) {
            return Ok(Some(Refusal::ClashesWithMeeting));
        }
    }
    Ok(None)
}

/// Everybody who waits for a place in an activity that is locked.
pub(crate) async fn who_waits(tx: &mut Tx, activity: ActivityId) -> Result<Vec<ParticipantId>, Error> {
    let waiting = sign_ups::list_waiting(tx, activity, i64::MAX).await?;
    Ok(waiting.iter().map(|sign_up| sign_up.participant).collect())
}

/// The person, if the actor may act for them.
async fn covered(
    tx: &mut Tx,
    permit: &Permit,
    event: EventId,
    participant: ParticipantId,
) -> Result<Person, Error> {
    let person = sign_ups::find_person(tx, event, participant).await?;
    person.filter(|person| permit.covers(&person.subject)).ok_or(Error::not_found(Kind::Participant))
}

/// The sign-up and its person, if the actor may act for them.
async fn covered_sign_up(
    tx: &mut Tx,
    permit: &Permit,
    event: EventId,
    id: SignUpId,
) -> Result<(SignUp, Person), Error> {
    let missing = Error::not_found(Kind::SignUp);
    let Some(found) = sign_ups::find(tx, event, id).await? else { return Err(missing) };
    match covered(tx, permit, event, found.participant).await {
        Ok(person) => Ok((found, person)),
        Err(Error::NotFound { .. }) => Err(missing),
        Err(error) => Err(error),
    }
}
