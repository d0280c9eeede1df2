//! Requests, looked at.

use super::{NO_REQUEST, sides};
use crate::{
    Actor, Engine, Error, EventId, MeetingId, MeetingRequestId, ParticipantId,
    domain::{
        access::UseCase,
        placeability::Answer,
        request::{self, MeetingRequest, RequestState, Side},
    },
    store::{meetings, request_lists},
};

pub use crate::store::request_lists::RequestView;

/// Which requests to list.
#[derive(Clone, Copy, Debug, Default)]
pub struct RequestFilter {
    /// Those of one participant, on either side.
    pub of: Option<ParticipantId>,
    /// Those in one state.
    pub state: Option<RequestState>,
    /// Those that arrived before this rank: the last one of the page before.
    pub before: Option<i64>,
    /// How many at most.
    pub most: i64,
}

impl Engine {
    /// A request with its meeting and whether it could still be placed, for those who take part and for administrators.
    pub async fn show_request(
        &self,
        actor: &Actor,
        id: MeetingRequestId,
    ) -> Result<(MeetingRequest, Option<MeetingId>, Answer), Error> {
        let mut tx = self.read().await?;
        let request = crate::store::requests::find(&mut tx, id).await?;
        let event = request.as_ref().map(|request| request.event);
        let permit = self.permit(&mut tx, actor, UseCase::ListRequests, event).await?;
        let request = request.ok_or(NO_REQUEST)?;
        let sides = sides(&mut tx, &request).await?;
        if !sides.covered(&permit, Side::Asking) && !sides.covered(&permit, Side::Asked) {
            return Err(NO_REQUEST);
        }
        let answer = self.placeable(&mut tx, &sides, request.slot).await?;
        let meeting = meetings::of_request(&mut tx, id).await?;
        Ok((request, meeting, answer))
    }

    /// Requests, the latest first: one's own, or those within an administrator's reach.
    pub async fn list_requests(
        &self,
        actor: &Actor,
        event: EventId,
        filter: &RequestFilter,
    ) -> Result<Vec<RequestView>, Error> {
        let mut tx = self.read().await?;
        let permit = self.permit(&mut tx, actor, UseCase::ListRequests, Some(event)).await?;
        let most = filter.most.clamp(1, 500) as usize;
        let mut found: Vec<RequestView> = Vec::new();
        // No more than is asked for, where the actor reaches all; larger pages where much is out of reach.
        let (mut before, mut size) = (filter.before, most as i64);
        loop {
            let page = request_lists::list(&mut tx, event, (filter.of, filter.state), (before, size)).await?;
            let Some(last) = page.last().map(|view| view.arrival) else { break };
            for view in page {
                let asking = permit.covers(&view.asking.subject());
                // A company's request is for each of its people.
                if asking || permit.covers(&request::subject(&view.asked)) {
                    found.push(view);
                }
                if found.len() == most {
                    return Ok(found);
                }
            }
            (before, size) = (Some(last), 500);
        }
        Ok(found)
    }
}
