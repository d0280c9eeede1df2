//! Leaving an event: what people had in it ends, and everybody whom that concerns is told once.
//!
//! The event is locked by whoever calls, before the registration. Then come its plans, requests, slots, activities, agendas, each
//! by identity. Whoever asks, answers or signs up holds the event, so nobody begins anything with somebody who leaves then.

use super::about;
use crate::{
    ActivityId, Actor, Engine, Error, EventId, Kind, ParticipantId,
    domain::{
        event::Event,
        notice::NoticeKind,
        registration::{Dossier, Participant},
        sign_up::SignUp,
    },
    store::{Tx, agendas, events, plans, registration_setup::EventLine, roles, sign_ups},
    use_cases::sign_ups::{cancel, lock, who_waits},
};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// What people lost by leaving.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Lost {
    n_meetings: usize,
    n_sign_ups: usize,
}

impl Engine {
    /// Ends all that people have in an event that is locked: sign-ups, requests, meetings, and what their accounts may do as participants.
    ///
    /// They themselves are for the caller to tell, and to take out: until then they must still be read as taking part.
    pub(super) async fn leave_event(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        event: EventId,
        people: &[Participant],
    ) -> Result<Lost, Error> {
        let held = events::find(tx, event).await?.ok_or(Error::not_found(Kind::Event))?;
        // Meetings leave the published plan.
        plans::take(tx, event).await?;
        let gone: BTreeSet<ParticipantId> = people.iter().map(|person| person.id).collect();
        let left = self.left_requests(tx, event, &gone).await?;
        let mut by_activity: BTreeMap<ActivityId, Vec<SignUp>> = BTreeMap::new();
        for person in &gone {
            for sign_up in sign_ups::list_open_of(tx, event, *person).await? {
                by_activity.entry(sign_up.activity).or_default().push(sign_up);
            }
        }
        let lost = Lost {
            n_meetings: left.iter().filter(|request| request.is_lost_meeting()).count(),
            n_sign_ups: by_activity.values().map(Vec::len).sum(),
        };

        let mut touched = self.touched_by(tx, event, &left).await?;
        touched.extend(&gone);
        for activity in by_activity.keys() {
            lock(tx, event, *activity).await?;
            touched.extend(who_waits(tx, *activity).await?);
        }
        agendas::take(tx, event, &touched, self.now()).await?;

        self.end_requests(tx, actor, &gone, (&left, &held.rules)).await?;
        for (activity, all) in by_activity {
            self.end_sign_ups(tx, actor, &held, (activity, all)).await?;
        }
        for account in people.iter().filter_map(|person| person.account) {
            roles::withdraw_part(tx, event, account, self.now()).await?;
        }
        Ok(lost)
    }

    /// Cancels sign-ups for a locked activity; whoever waited longest moves up.
    async fn end_sign_ups(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        held: &Event,
        (activity, all): (ActivityId, Vec<SignUp>),
    ) -> Result<(), Error> {
        let (_, activity) = lock(tx, held.id, activity).await?;
        let mut changed = Vec::with_capacity(all.len());
        for sign_up in all {
            let cancelled = cancel(tx, sign_up).await?;
            self.record_sign_up(tx, actor, "sign-up.cancelled", &cancelled);
            changed.push(cancelled.participant);
        }
        changed.extend(self.move_up(tx, actor, held, &activity).await?);
        Ok(agendas::raise(tx, held.id, &changed, self.now()).await?)
    }

    /// Tells administrators whom it concerns that people left, and what fell away with them.
    pub(super) async fn tell_of_leaving(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        line: &EventLine,
        dossier: &Dossier,
        (people, lost): (&[Participant], Lost),
    ) -> Result<(), Error> {
        let mut data = about(line, dossier);
        data["people"] = people.iter().map(|person| json!(person.name)).collect();
        data["n_meetings"] = json!(lost.n_meetings);
        data["n_sign_ups"] = json!(lost.n_sign_ups);
        self.tell_administrators(tx, actor, dossier, NoticeKind::ParticipantsLeft, &data).await
    }
}
