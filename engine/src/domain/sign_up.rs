//! Signing up for activities: places, waiting lists, clashes.

use crate::{
    ActivityId, EventId, ParticipantId, Refusal, SignUpId, SiteId,
    domain::{
        activity::{Activity, ActivityState, Audience, WhenFull},
        places::Places,
        words,
    },
};
use chrono::{DateTime, TimeDelta, Utc};

words! {
    /// How somebody's sign-up stands.
    pub enum SignUpState {
        /// There is a place.
        Confirmed = "confirmed",
        /// On the waiting list.
        Waiting = "waiting",
        /// Over.
        Cancelled = "cancelled",
    }
}

/// Somebody's place in an activity, or in its waiting list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignUp {
    /// Its identity.
    pub id: SignUpId,
    /// For which activity.
    pub activity: ActivityId,
    /// Of which event.
    pub event: EventId,
    /// Who.
    pub participant: ParticipantId,
    /// How it stands.
    pub state: SignUpState,
    /// The rank of arrival: the order of the waiting list.
    pub arrival: i64,
    /// How often it was changed, from 1.
    pub version: i64,
    /// Since when.
    pub created_at: DateTime<Utc>,
}

/// Where somebody is at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Engagement {
    /// Where.
    pub site: SiteId,
    /// From when.
    pub starts_at: DateTime<Utc>,
    /// Until when.
    pub ends_at: DateTime<Utc>,
}

impl Engagement {
    /// Whether nobody can do both: they overlap, or there is not the time for the way.
    pub fn clashes(&self, other: &Self, places: &Places) -> bool {
        let way = TimeDelta::minutes(places.minutes_between(self.site, other.site));
        self.starts_at < other.ends_at + way && other.starts_at < self.ends_at + way
    }
}

/// Whether a new sign-up gets a place or waits, or why there is neither.
///
/// `n_before` counts those who have a place and those who wait: nobody passes the waiting list.
pub fn admit(activity: &Activity, by_administrator: bool, n_before: i64) -> Result<SignUpState, Refusal> {
    let details = &activity.details;
    // At the desk somebody is let in after closing, but not into what does not take place.
    let open = match activity.state {
        ActivityState::Open => true,
        ActivityState::Closed => by_administrator,
        ActivityState::Draft | ActivityState::Postponed | ActivityState::Cancelled => false,
    };
    if !open {
        return Err(Refusal::ActivityNotOpen);
    }
    match details.audience {
        Audience::Everybody => return Err(Refusal::SignUpNotNeeded),
        Audience::Invited if !by_administrator => return Err(Refusal::InvitationNeeded),
        Audience::Open | Audience::Invited => {}
    }
    match (details.capacity, details.when_full) {
        (Some(capacity), WhenFull::Close) if n_before >= capacity => Err(Refusal::ActivityFull),
        (Some(capacity), WhenFull::Wait) if n_before >= capacity => Ok(SignUpState::Waiting),
        _ => Ok(SignUpState::Confirmed),
    }
}

/// How many may move up from the waiting list.
pub fn n_free(activity: &Activity, n_confirmed: i64) -> i64 {
    if !activity.state.takes_place() {
        return 0;
    }
    activity.details.capacity.map_or(i64::MAX, |capacity| (capacity - n_confirmed).max(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        activity::{ActivityDetails, ActivityKind, Times},
        places::Travel,
        text::Texts,
    };
    use uuid::Uuid;

    fn at(minutes: i64) -> DateTime<Utc> {
        "2027-03-18T08:00:00Z".parse::<DateTime<Utc>>().expect("a time") + TimeDelta::minutes(minutes)
    }

    fn engagement(site: u128, from: i64, to: i64) -> Engagement {
        Engagement { site: Uuid::from_u128(site).into(), starts_at: at(from), ends_at: at(to) }
    }

    fn activity(
        state: ActivityState,
        audience: Audience,
        capacity: Option<i64>,
        when_full: WhenFull,
    ) -> Activity {
        let details = ActivityDetails {
            kind: ActivityKind::Workshop,
            reference: None,
            names: Texts::new("Atelier", "Workshop"),
            texts: None,
            site: Uuid::from_u128(1).into(),
            room: None,
            times: Times { starts_at: at(0), ends_at: at(60) },
            audience,
            capacity,
            when_full,
            in_charge: None,
            blocks_meetings: true,
            speakers: Vec::new(),
        };
        Activity {
            id: Uuid::from_u128(2).into(),
            event: Uuid::from_u128(3).into(),
            state,
            state_reason: None,
            details,
            version: 1,
            created_at: at(0),
        }
    }

    #[test]
    fn engagements_clash_where_they_overlap_or_the_way_is_too_long() {
        let travel = Travel { from: Uuid::from_u128(1).into(), to: Uuid::from_u128(2).into(), minutes: 15 };
        let places = Places { sites: Vec::new(), travel: vec![travel] };
        let first = engagement(1, 0, 60);
        for (other, clashes) in [
            (engagement(1, 60, 90), false),
            (engagement(1, 59, 90), true),
            (engagement(2, 60, 90), true),
            (engagement(2, 74, 90), true),
            (engagement(2, 75, 90), false),
            (engagement(3, 60, 90), false),
        ] {
            assert_eq!(first.clashes(&other, &places), clashes, "{other:?}");
            assert_eq!(other.clashes(&first, &places), clashes, "{other:?}");
        }
    }

    #[test]
    fn whoever_arrives_gets_a_place_waits_or_is_refused() {
        use ActivityState::{Cancelled, Closed, Open};
        use WhenFull::{Close, Wait};
        let some = Audience::Open;
        let table = [
            (activity(Open, some, None, Close), false, 1000, Ok(SignUpState::Confirmed)),
            (activity(Open, some, Some(3), Close), false, 2, Ok(SignUpState::Confirmed)),
            (activity(Open, some, Some(3), Close), false, 3, Err(Refusal::ActivityFull)),
            (activity(Open, some, Some(3), Wait), false, 3, Ok(SignUpState::Waiting)),
            (activity(Open, some, Some(0), Wait), false, 0, Ok(SignUpState::Waiting)),
            (activity(Closed, some, None, Wait), false, 0, Err(Refusal::ActivityNotOpen)),
            (activity(Closed, some, None, Wait), true, 0, Ok(SignUpState::Confirmed)),
            (activity(Cancelled, some, None, Wait), true, 0, Err(Refusal::ActivityNotOpen)),
            (activity(Open, Audience::Invited, None, Wait), false, 0, Err(Refusal::InvitationNeeded)),
            (activity(Open, Audience::Invited, None, Wait), true, 0, Ok(SignUpState::Confirmed)),
            (activity(Open, Audience::Everybody, None, Wait), true, 0, Err(Refusal::SignUpNotNeeded)),
        ];
        for (activity, by_administrator, n_before, expected) in table {
            assert_eq!(admit(&activity, by_administrator, n_before), expected, "{activity:?}");
        }
    }
}
