//! What becomes of requests when people leave the event.

use super::{MeetingRequest, RequestState, Side};
use crate::{Refusal, ids::ParticipantId};
use std::collections::{BTreeMap, BTreeSet};

/// What a request loses when people leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Loss {
    /// Nothing: it is not about them, or others of their company can come.
    Nothing,
    /// The place of its meeting, to which somebody else has to come.
    Place,
    /// Everything: without those who leave on this side there is nobody to meet.
    Everything(Side),
}

/// The people of a request's meeting, as far as leaving asks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Seats {
    /// Who sits at it, by line-up; those of people who left before are none any more.
    pub(crate) lineups: BTreeMap<i64, Vec<ParticipantId>>,
    /// The line-up with which it is pinned or published.
    pub(crate) held: Option<i64>,
}

/// What an open request loses. `colleagues` says whether anybody stays who could come for the asked company.
pub(crate) fn loss(
    request: &MeetingRequest,
    gone: &BTreeSet<ParticipantId>,
    colleagues: bool,
    seats: Option<&Seats>,
) -> Loss {
    let side = if gone.contains(&request.from) { Side::Asking } else { Side::Asked };
    if let Some(seats) = seats {
        let left = |lineup: &Vec<ParticipantId>| !lineup.iter().any(|person| gone.contains(person));
        return match seats.held.and_then(|held| seats.lineups.get(&held)) {
            _ if !seats.lineups.values().any(left) => Loss::Everything(side),
            Some(held) if !left(held) => Loss::Place,
            _ => Loss::Nothing,
        };
    }
    let comes = request.attending.or(request.to_participant);
    let ends = side == Side::Asking || comes.map_or(!colleagues, |person| gone.contains(&person));
    if ends { Loss::Everything(side) } else { Loss::Nothing }
}

impl MeetingRequest {
    /// A side leaves the event: what waits is taken back or declined, what was accepted or agreed is cancelled.
    pub(crate) fn leave(self, side: Side) -> Result<Self, Refusal> {
        let end = match (self.state, side) {
            (RequestState::Pending | RequestState::Accepted, Side::Asking) => RequestState::Withdrawn,
            (RequestState::Pending, Side::Asked) => RequestState::Declined,
            (RequestState::Accepted, Side::Asked) | (RequestState::Confirmed, _) => RequestState::Cancelled,
            _ => return Err(Refusal::RequestClosed),
        };
        Ok(self.end(end, None))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{event_rules::Rules, request::Ask};
    use uuid::Uuid;

    fn person(n: u128) -> ParticipantId {
        Uuid::from_u128(n).into()
    }

    fn request(to: Option<u128>, attending: Option<u128>) -> MeetingRequest {
        let ask = Ask {
            from: person(1),
            from_registration: Uuid::from_u128(10).into(),
            to_registration: Uuid::from_u128(20).into(),
            to_participant: to.map(person),
            slot: None,
            message: String::new(),
        };
        let now = "2027-03-01T08:00:00Z".parse().unwrap();
        let new = ask.request(Uuid::nil().into(), Uuid::nil().into(), false, &Rules::default(), (1, now));
        MeetingRequest { attending: attending.map(person), ..new }
    }

    #[test]
    fn request_without_a_meeting_ends_where_nobody_is_left_who_could_come() {
        use Side::{Asked, Asking};
        let table = [
            (request(None, None), 1, true, Loss::Everything(Asking)),
            (request(None, None), 2, true, Loss::Nothing),
            (request(None, None), 2, false, Loss::Everything(Asked)),
            (request(Some(2), None), 2, true, Loss::Everything(Asked)),
            (request(Some(3), None), 2, false, Loss::Nothing),
            (request(None, Some(2)), 2, true, Loss::Everything(Asked)),
            (request(None, Some(3)), 2, true, Loss::Nothing),
        ];
        for (request, gone, colleagues, expected) in table {
            let found = loss(&request, &BTreeSet::from([person(gone)]), colleagues, None);
            assert_eq!(found, expected, "{gone} leaves {request:?}");
        }
    }

    #[test]
    fn meeting_stays_while_a_line_up_is_whole_and_keeps_its_place_while_the_held_one_is() {
        use Side::{Asked, Asking};
        let lineups = |all: &[[u128; 2]]| -> BTreeMap<i64, Vec<ParticipantId>> {
            (0..).zip(all.iter().map(|two| two.map(person).to_vec())).collect()
        };
        let table = [
            (lineups(&[[1, 2]]), None, 2, Loss::Everything(Asked)),
            (lineups(&[[1, 2], [1, 3]]), None, 1, Loss::Everything(Asking)),
            (lineups(&[[1, 2], [1, 3]]), None, 2, Loss::Nothing),
            (lineups(&[[1, 2], [1, 3]]), Some(1), 2, Loss::Nothing),
            (lineups(&[[1, 2], [1, 3]]), Some(0), 2, Loss::Place),
        ];
        for (lineups, held, gone, expected) in table {
            let seats = Seats { lineups, held };
            let found = loss(&request(None, None), &BTreeSet::from([person(gone)]), true, Some(&seats));
            assert_eq!(found, expected, "{gone} leaves {seats:?}");
        }
    }

    #[test]
    fn leaving_takes_back_declines_or_cancels() {
        use RequestState::{Accepted, Cancelled, Confirmed, Declined, Pending, Withdrawn};
        for (state, by_asking, by_asked) in [
            (Pending, Withdrawn, Declined),
            (Accepted, Withdrawn, Cancelled),
            (Confirmed, Cancelled, Cancelled),
        ] {
            let request = || MeetingRequest { state, ..request(None, None) };
            assert_eq!(request().leave(Side::Asking).map(|next| next.state), Ok(by_asking), "{state}");
            assert_eq!(request().leave(Side::Asked).map(|next| next.state), Ok(by_asked), "{state}");
        }
        let over = MeetingRequest { state: Declined, ..request(None, None) };
        assert_eq!(over.leave(Side::Asked), Err(Refusal::RequestClosed));
    }
}
