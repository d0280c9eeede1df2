//! Notices: what is owed, sending it, and what organisers see of that.

use crate::{
    Actor, Engine, Error, EventId, Kind, NoticeId, ParticipantId, Refusal,
    domain::{
        access::UseCase,
        notice::{Notice, NoticeKind},
        outbox::{Claimed, Delivery, Failure, LEASE, OutboxPage},
    },
    store::{Tx, notices, participants, registration_setup},
};

/// The most notices at once.
const MOST: i64 = 10_000;
/// The most lines of a page of the outbox.
const LINES_MOST: i64 = 200;

impl Engine {
    /// The notices that are due, the oldest first.
    pub async fn list_owed_notices(&self, actor: &Actor, most: i64) -> Result<Vec<Notice>, Error> {
        let mut tx = self.read().await?;
        self.permit(&mut tx, actor, UseCase::SendNotices, None).await?;
        Ok(notices::list_owed(&mut tx, self.now(), most.clamp(0, MOST)).await?)
    }

    /// Claims some of what is due, to send it: no other node gets the same until this one was silent for ten minutes.
    pub async fn claim_notices(&self, actor: &Actor, worker: &str, most: i64) -> Result<Vec<Claimed>, Error> {
        let mut tx = self.write().await?;
        self.permit(&mut tx, actor, UseCase::SendNotices, None).await?;
        let now = self.now();
        let mut claimed = notices::claim(&mut tx, (worker, most.clamp(0, MOST)), (now, now + LEASE)).await?;
        for one in &mut claimed {
            if one.notice.by_sms {
                one.phone = phone_of(&mut tx, &one.notice).await?;
            } else if let (NoticeKind::Reminder, Some(event)) = (one.notice.kind, one.notice.event) {
                one.stop = Some(self.stop_secret(one.notice.recipient, event)?);
            }
        }
        tx.commit().await?;
        Ok(claimed)
    }

    /// Remembers that a notice was sent in an attempt; its secret is forgotten. A conflict where it is another node's by now.
    pub async fn mark_notice_sent(&self, actor: &Actor, id: NoticeId, attempt: i64) -> Result<(), Error> {
        let mut tx = self.write().await?;
        self.permit(&mut tx, actor, UseCase::SendNotices, None).await?;
        if !notices::mark_sent(&mut tx, (id, attempt), self.now()).await? {
            return Err(Error::Conflict);
        }
        Ok(tx.commit().await?)
    }

    /// Remembers why an attempt failed. It is repeated after a pause that grows, and given up after the last one, or at once
    /// where repeating is no use. A conflict where the notice is another node's by now.
    pub async fn mark_notice_failed(
        &self,
        actor: &Actor,
        (id, attempt): (NoticeId, i64),
        failure: &Failure,
    ) -> Result<(), Error> {
        let mut tx = self.write().await?;
        self.permit(&mut tx, actor, UseCase::SendNotices, None).await?;
        let now = self.now();
        let outcome = (failure.line(), failure.next_attempt(attempt, now));
        if !notices::mark_failed(&mut tx, (id, attempt), (&outcome.0, outcome.1), now).await? {
            return Err(Error::Conflict);
        }
        Ok(tx.commit().await?)
    }

    /// The outbox of an event, the newest first: what follows `after`, in a state or in all.
    pub async fn list_notices(
        &self,
        actor: &Actor,
        event: EventId,
        (after, delivery): (Option<NoticeId>, Option<Delivery>),
        most: i64,
    ) -> Result<OutboxPage, Error> {
        let mut tx = self.read().await?;
        self.permit_outbox(&mut tx, actor, UseCase::ReadOutbox, event).await?;
        let most = most.clamp(0, LINES_MOST);
        let mut lines = notices::list(&mut tx, event, (after, delivery), most + 1).await?;
        let is_more = lines.len() as i64 > most;
        lines.truncate(most as usize);
        let next = lines.last().filter(|_| is_more).map(|line| line.id);
        let n_by_state = notices::count_by_delivery(&mut tx, event).await?;
        Ok(OutboxPage { lines, next, n_by_state })
    }

    /// Makes a notice that was not sent due now, also one that was given up. A conflict while it is being sent, and after.
    pub async fn retry_notice(&self, actor: &Actor, event: EventId, id: NoticeId) -> Result<(), Error> {
        let mut tx = self.write().await?;
        self.permit_outbox(&mut tx, actor, UseCase::RetryNotice, event).await?;
        if !notices::retry(&mut tx, (id, event), self.now()).await? {
            let there = notices::is_there(&mut tx, id, event).await?;
            return Err(if there { Error::Conflict } else { Error::not_found(Kind::Notice) });
        }
        tx.record(self.entry(actor, "notice.retried", Kind::Notice, id).of(event));
        Ok(tx.commit().await?)
    }

    /// Whether the actor may see to whom messages go: only who reaches everybody, since they go to everybody.
    async fn permit_outbox(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        use_case: UseCase,
        event: EventId,
    ) -> Result<(), Error> {
        let permit = self.permit(tx, actor, use_case, Some(event)).await?;
        if permit.reaches_everybody() { Ok(()) } else { Err(Refusal::NotAllowed.into()) }
    }
}

/// The telephone number of whom a notice is for, as their registration has it now.
async fn phone_of(tx: &mut Tx, notice: &Notice) -> Result<Option<String>, Error> {
    let participant = notice.data["participant"].as_str().and_then(|id| id.parse::<ParticipantId>().ok());
    let (Some(event), Some(participant)) = (notice.event, participant) else { return Ok(None) };
    phone_of_participant(tx, event, participant).await
}

/// The telephone number of a participant, if the form asks for one and it was given.
pub(super) async fn phone_of_participant(
    tx: &mut Tx,
    event: EventId,
    id: ParticipantId,
) -> Result<Option<String>, Error> {
    let Some(person) = participants::find(tx, event, id).await? else { return Ok(None) };
    Ok(registration_setup::form(tx, event).await?.phone(person.category, &person.answers))
}
