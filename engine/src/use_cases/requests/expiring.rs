//! Requests whose time is over: a use case of the system.

use super::{agreeing::needs_plans, sides};
use crate::{
    Actor, Engine, Error, MeetingRequestId,
    domain::{access::UseCase, notice::NoticeKind, phase::Action, request::RequestState, request::Side},
    store::{plans, requests},
};

/// How many requests one sweep takes.
const AT_ONCE: i64 = 200;

impl Engine {
    /// Ends the requests whose time is over: unanswered ones expire, accepted ones are confirmed or expire as the event says.
    /// Yields how many. Two sweeps at once share the work.
    pub async fn expire_requests(&self, actor: &Actor) -> Result<usize, Error> {
        let mut tx = self.read().await?;
        self.permit(&mut tx, actor, UseCase::ExpireRequests, None).await?;
        let due = requests::list_due(&mut tx, self.now(), AT_ONCE).await?;
        drop(tx);
        let mut n_ended = 0;
        // One transaction each: what one of them meets with does not hold up the others.
        for id in due {
            match self.lapse_request(actor, id).await {
                Ok(true) => n_ended += 1,
                // Somebody answered, or another node was faster; or the event is over.
                Ok(false) | Err(Error::Refused(_) | Error::Conflict) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(n_ended)
    }

    async fn lapse_request(&self, actor: &Actor, id: MeetingRequestId) -> Result<bool, Error> {
        let mut tx = self.write().await?;
        let Some(found) = requests::find(&mut tx, id).await? else { return Ok(false) };
        let rules = self.rules_for(&mut tx, found.event, Action::Answer).await?;
        let sides = sides(&mut tx, &found).await?;
        if needs_plans(found.slot, &sides) {
            plans::take(&mut tx, found.event).await?;
        }
        let Some(request) = requests::take(&mut tx, id).await? else { return Ok(false) };
        let (before, mut next) = (request.state, request.clone().lapse(&rules, self.now())?);
        if next.state == RequestState::Confirmed {
            match self.check_quotas(&mut tx, &sides, Side::Asking, &rules).await {
                Err(Error::Refused(_)) => next = request.expire(),
                checked => checked?,
            }
        }
        if next.state == RequestState::Confirmed {
            self.save_request(&mut tx, actor, "request.confirmed", before, &next).await?;
            self.agree(&mut tx, actor, &next, &sides, (Side::Asking, &rules)).await?;
        } else {
            self.save_request(&mut tx, actor, "request.expired", before, &next).await?;
            requests::stop_waiting(&mut tx, id).await?;
            let asking = std::slice::from_ref(&sides.asking);
            if let Some(other) = sides.asked.first() {
                self.tell_of_request(&mut tx, NoticeKind::RequestExpired, asking, &next, other);
            }
            self.tell_of_request(&mut tx, NoticeKind::RequestExpired, &sides.asked, &next, &sides.asking);
        }
        tx.commit().await?;
        Ok(true)
    }
}
