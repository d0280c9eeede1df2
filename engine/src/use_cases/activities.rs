//! Activities: setting up, changing, opening, closing, postponing, cancelling.

use super::sign_ups::place_and_time;
use crate::{
    ActivityId, Actor, Engine, Error, EventId, Fault, FaultCode, Faults, Kind, ParticipantId, Refusal,
    domain::{
        access::UseCase,
        activity::{
            Activity, ActivityContext, ActivityDetails, ActivityState, Audience, NewActivity, Times,
            check_room_is_free, check_times,
        },
        event::Event,
        notice::NoticeKind,
        phase::Action,
        sign_up::{Engagement, SignUpState, n_free},
    },
    store::{
        Tx, activities, agendas, events, places,
        sign_ups::{self, Person},
    },
};
use chrono::NaiveDateTime;
use serde_json::json;
use std::collections::BTreeMap;

/// An activity in a list, with how many come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActivityView {
    /// The activity.
    pub activity: Activity,
    /// How many have a place.
    pub n_confirmed: i64,
    /// How many wait for one.
    pub n_waiting: i64,
}

/// Whom a change of an activity would concern.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ActivityImpact {
    /// How many have a place and would be told.
    pub n_concerned: usize,
    /// How many would move up from the waiting list.
    pub n_moving_up: usize,
    /// Who would have another activity at the new time.
    pub with_other_activity: Vec<ParticipantId>,
    /// Who would have a planned meeting at the new time.
    pub with_meeting: Vec<ParticipantId>,
}

/// The activity that is changed, and the version that was seen.
pub type ActivityVersion = (EventId, ActivityId, i64);

impl Engine {
    /// Sets an activity up, as a draft.
    pub async fn create_activity(
        &self,
        actor: &Actor,
        event: EventId,
        new: &NewActivity,
    ) -> Result<ActivityId, Error> {
        let mut tx = self.write().await?;
        self.permit(&mut tx, actor, UseCase::CreateActivity, Some(event)).await?;
        // Rooms are given one at a time.
        let held = self.lock_event(&mut tx, event, Action::ManageActivities).await?;
        let id = self.id();
        let details = check(&mut tx, &held, id, new, 0).await?;
        let activity = Activity {
            id,
            event,
            state: ActivityState::Draft,
            state_reason: None,
            details,
            version: 1,
            created_at: self.now(),
        };
        activities::insert(&mut tx, &activity).await?;
        let entry = self.entry(actor, "activity.created", Kind::Activity, id).of(event);
        tx.record(entry.after(json!(activity.details)));
        tx.commit().await?;
        Ok(id)
    }

    /// Changes an activity: its new version. Those who signed up are told where or when it takes place; whoever waits moves up
    /// where it has grown.
    pub async fn change_activity(
        &self,
        actor: &Actor,
        (event, id, version): ActivityVersion,
        new: &NewActivity,
    ) -> Result<i64, Error> {
        let mut tx = self.write().await?;
        let case = UseCase::ChangeActivity;
        let (held, activity) = self.lock_activity(&mut tx, actor, case, (event, id, version)).await?;
        if activity.state == ActivityState::Cancelled {
            return Err(Refusal::ActivityNotInState.into());
        }
        let n_confirmed = sign_ups::count(&mut tx, id, SignUpState::Confirmed).await?;
        let details = check(&mut tx, &held, id, new, n_confirmed).await?;
        if details.audience == Audience::Everybody && n_confirmed > 0 {
            return Err(Fault::new("audience", FaultCode::InUse).into());
        }
        let next = Activity { details, ..activity.clone() };
        let tell = shifts(&activity, &next).then_some(NoticeKind::ActivityChanged);
        self.save_activity(&mut tx, actor, (&held, &activity, &next), "activity.changed", tell).await?;
        tx.commit().await?;
        Ok(next.version)
    }

    /// Whom a change of an activity would concern; by name, those within the actor's reach. Nothing is written.
    pub async fn preview_activity(
        &self,
        actor: &Actor,
        event: EventId,
        id: ActivityId,
        new: &NewActivity,
    ) -> Result<ActivityImpact, Error> {
        let mut tx = self.read().await?;
        let permit = self.permit(&mut tx, actor, UseCase::ChangeActivity, Some(event)).await?;
        let found = events::find(&mut tx, event).await?.ok_or(Error::not_found(Kind::Event))?;
        let activity = activities::find(&mut tx, event, id).await?.ok_or(Error::not_found(Kind::Activity))?;
        let list = sign_ups::list_by_activity(&mut tx, id).await?;
        let confirmed: Vec<_> = list.iter().filter(|s| s.state == SignUpState::Confirmed).collect();
        let details = check(&mut tx, &found, id, new, confirmed.len() as i64).await?;
        let next = Activity { details, ..activity };
        let n_moving_up = n_free(&next, confirmed.len() as i64).min((list.len() - confirmed.len()) as i64);
        let mut impact = ActivityImpact {
            n_concerned: confirmed.len(),
            n_moving_up: n_moving_up as usize,
            ..ActivityImpact::default()
        };
        let places = places::find(&mut tx, event).await?;
        let engagement = engagement(&next);
        for sign_up in confirmed {
            let person = sign_up.participant;
            // Everybody counts; who it is, is for those who may know them.
            let known = sign_ups::find_person(&mut tx, event, person).await?;
            if !known.is_some_and(|known| permit.covers(&known.subject)) {
                continue;
            }
            let others = sign_ups::list_activities_of(&mut tx, event, person).await?;
            if others.iter().any(|(other, e)| *other != id && e.clashes(&engagement, &places)) {
                impact.with_other_activity.push(person);
            }
            let meetings = sign_ups::list_meetings_of(&mut tx, event, person).await?;
            if next.details.blocks_meetings && meetings.iter().any(|e| e.clashes(&engagement, &places)) {
                impact.with_meeting.push(person);
            }
        }
        Ok(impact)
    }

    /// Opens, closes, cancels an activity or puts it off until nobody knows when: its new version. All but opening need a
    /// reason. Those who signed up are told what concerns them.
    pub async fn change_activity_state(
        &self,
        actor: &Actor,
        (event, id, version): ActivityVersion,
        next: ActivityState,
        reason: Option<&str>,
    ) -> Result<i64, Error> {
        let mut tx = self.write().await?;
        let case = UseCase::ChangeActivityState;
        let (held, activity) = self.lock_activity(&mut tx, actor, case, (event, id, version)).await?;
        let changed = activity.with_state(next, reason)?;
        let tell = match (activity.state, next) {
            (ActivityState::Draft, _) => None,
            (_, ActivityState::Cancelled) => Some(NoticeKind::ActivityCancelled),
            (_, ActivityState::Postponed) => Some(NoticeKind::ActivityPostponed),
            (ActivityState::Postponed, _) => Some(NoticeKind::ActivityChanged),
            _ => None,
        };
        let action = "activity.state-changed";
        self.save_activity(&mut tx, actor, (&held, &activity, &changed), action, tell).await?;
        tx.commit().await?;
        Ok(changed.version)
    }

    /// Puts an activity off to another time, with the reason: its new version. Those who signed up stay so, and are told.
    pub async fn postpone_activity(
        &self,
        actor: &Actor,
        (event, id, version): ActivityVersion,
        times: (NaiveDateTime, NaiveDateTime),
        reason: &str,
    ) -> Result<i64, Error> {
        let mut tx = self.write().await?;
        let case = UseCase::ChangeActivityState;
        let (held, activity) = self.lock_activity(&mut tx, actor, case, (event, id, version)).await?;
        let put_off = match activity.state {
            // A new time makes a postponed activity take place again.
            ActivityState::Postponed => activity.clone(),
            _ => activity.with_state(ActivityState::Postponed, Some(reason))?,
        };
        let mut faults = Faults::new();
        let checked = check_times(times, &held.details, &mut faults);
        if let (Some(times), Some(room)) = (checked, activity.details.room) {
            let others = activities::list(&mut tx, event).await?;
            check_room_is_free(id, room, times, &others, &mut faults);
        }
        faults.check()?;
        let times = checked.ok_or(Error::Internal("times without fault are there"))?;
        let state = match activity.state {
            ActivityState::Closed => ActivityState::Closed,
            _ => ActivityState::Open,
        };
        let details = ActivityDetails { times, ..activity.details.clone() };
        let next = Activity { state, details, ..put_off };
        let tell = Some(NoticeKind::ActivityPostponed);
        self.save_activity(&mut tx, actor, (&held, &activity, &next), "activity.postponed", tell).await?;
        tx.commit().await?;
        Ok(next.version)
    }

    /// The activities of an event by time: for those who manage them all, for others those that are public, without what is the
    /// organisers' own: their number, who is in charge, how to reach speakers.
    pub async fn list_activities(&self, actor: &Actor, event: EventId) -> Result<Vec<ActivityView>, Error> {
        let mut tx = self.read().await?;
        let permit = self.permit(&mut tx, actor, UseCase::ListActivities, Some(event)).await?;
        let manages = permit.all || permit.within.is_some();
        let found = events::find(&mut tx, event).await?.ok_or(Error::not_found(Kind::Event))?;
        if !manages && (!found.phase.allows(Action::SeePublic) || found.is_over(self.now())) {
            return Err(Error::not_found(Kind::Event));
        }
        let counts = sign_ups::counts(&mut tx, event).await?;
        let counts: BTreeMap<_, _> = counts.into_iter().map(|(id, state, n)| ((id, state), n)).collect();
        let mut views = Vec::new();
        for mut activity in activities::list(&mut tx, event).await? {
            if !manages && activity.state == ActivityState::Draft {
                continue;
            }
            if !manages {
                let details = &mut activity.details;
                (details.reference, details.in_charge) = (None, None);
                for speaker in &mut details.speakers {
                    speaker.contact = None;
                }
            }
            let n = |state| counts.get(&(activity.id, state)).copied().unwrap_or_default();
            let (n_confirmed, n_waiting) = (n(SignUpState::Confirmed), n(SignUpState::Waiting));
            views.push(ActivityView { activity, n_confirmed, n_waiting });
        }
        Ok(views)
    }

    /// Begins a change: permission, phase, and the version that was seen, which locks the activity.
    async fn lock_activity(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        use_case: UseCase,
        (event, id, version): ActivityVersion,
    ) -> Result<(Event, Activity), Error> {
        self.permit(tx, actor, use_case, Some(event)).await?;
        let held = self.lock_event(tx, event, Action::ManageActivities).await?;
        let first = activities::raise_version(tx, event, id, version).await?;
        let activity = activities::find(tx, event, id).await?.ok_or(Error::not_found(Kind::Activity))?;
        if first { Ok((held, activity)) } else { Err(Error::Conflict) }
    }

    /// Writes a changed activity, lets people move up, raises the agendas that show it and tells whom it concerns.
    async fn save_activity(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        (event, before, after): (&Event, &Activity, &Activity),
        action: &'static str,
        tell: Option<NoticeKind>,
    ) -> Result<(), Error> {
        activities::update(tx, after).await?;
        let entry = self.entry(actor, action, Kind::Activity, after.id).of(after.event);
        let shown =
            |a: &Activity| json!({ "state": a.state, "reason": a.state_reason, "details": a.details });
        tx.record(entry.before(shown(before)).after(shown(after)));

        let concerned = people_of(tx, after).await?;
        let mut agendas = self.move_up(tx, actor, event, after).await?;
        let mut rooms = Vec::new();
        if shifts(before, after) {
            agendas.extend(concerned.iter().map(|person| person.id));
            // Who attended so far may not any more, where it was for everybody.
            agendas.extend(people_of(tx, before).await?.iter().map(|person| person.id));
            rooms.extend(before.details.room.into_iter().chain(after.details.room));
        }
        agendas::raise(tx, after.event, &agendas, self.now()).await?;
        agendas::raise_rooms(tx, after.event, &rooms, self.now()).await?;
        if let Some(kind) = tell {
            for person in &concerned {
                self.tell_person(tx, person, kind, place_and_time(event, after)).await?;
            }
        }
        Ok(())
    }
}

/// Whether agendas look different afterwards.
fn shifts(before: &Activity, after: &Activity) -> bool {
    let shown = |a: &Activity| {
        let d = &a.details;
        (
            d.times.starts_at,
            d.times.ends_at,
            d.site,
            d.room,
            a.state.takes_place(),
            d.names.clone(),
            d.audience,
        )
    };
    shown(before) != shown(after)
}

/// Where somebody is who attends.
pub(crate) fn engagement(activity: &Activity) -> Engagement {
    let ActivityDetails { site, times: Times { starts_at, ends_at }, .. } = activity.details;
    Engagement { site, starts_at, ends_at }
}

/// Those who attend.
async fn people_of(tx: &mut Tx, activity: &Activity) -> Result<Vec<Person>, Error> {
    let everybody = sign_ups::list_people(tx, activity.event).await?;
    if activity.details.audience == Audience::Everybody {
        return Ok(everybody.into_iter().filter(|person| person.takes_part).collect());
    }
    let list = sign_ups::list_by_activity(tx, activity.id).await?;
    let comes = |person: &Person| list.iter().any(|sign_up| sign_up.participant == person.id);
    Ok(everybody.into_iter().filter(comes).collect())
}

async fn check(
    tx: &mut Tx,
    event: &Event,
    id: ActivityId,
    new: &NewActivity,
    n_confirmed: i64,
) -> Result<ActivityDetails, Error> {
    let places = places::find(tx, event.id).await?;
    let others = activities::list(tx, event.id).await?;
    let context = ActivityContext { event: &event.details, places: &places, others: &others, n_confirmed };
    new.check(id, context)
}
