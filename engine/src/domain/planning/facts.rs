//! What the database holds of an event, as far as planning asks.

use crate::{
    domain::{
        event_rules::Rules,
        phase::Phase,
        plan::{Block, Pin, Place, Waiver},
        session::MeetingKind as SessionUse,
        words,
    },
    ids::{EventId, MeetingId, MeetingRequestId, ParticipantId, PlanId, RoomId, SessionId, SiteId, SlotId},
};
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

words! {
    /// A kind of meeting.
    pub enum MeetingKind {
        /// Between companies.
        Company = "company",
        /// With an expert.
        Expert = "expert",
    }
}

/// The event itself.
#[derive(Clone, Debug, PartialEq)]
pub struct EventFacts {
    /// Its identity.
    pub id: EventId,
    /// Its name.
    pub name: String,
    /// Where it is, in time.
    pub time_zone: Tz,
    /// Its first day.
    pub first_day: NaiveDate,
    /// Its rules.
    pub rules: Rules,
    /// How far it is.
    pub phase: Phase,
    /// The present, while the event is live: what has begun is not changed any more.
    pub live_at: Option<DateTime<Utc>>,
}

/// A room.
#[derive(Clone, Debug, PartialEq)]
pub struct RoomFact {
    /// Its identity.
    pub id: RoomId,
    /// At which site.
    pub site: SiteId,
    /// What it is called.
    pub name: String,
    /// How many tables it has.
    pub n_tables: i64,
}

/// A session.
#[derive(Clone, Debug, PartialEq)]
pub struct SessionFact {
    /// Its identity.
    pub id: SessionId,
    /// At which site.
    pub site: SiteId,
    /// Which meetings it is for.
    pub kind: SessionUse,
}

/// A slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SlotFact {
    /// Its identity.
    pub id: SlotId,
    /// Of which session.
    pub session: SessionId,
    /// From.
    pub starts_at: DateTime<Utc>,
    /// To.
    pub ends_at: DateTime<Utc>,
}

impl SlotFact {
    /// Whether the two share a minute.
    pub fn overlaps(&self, other: &Self) -> bool {
        other.starts_at < self.ends_at && self.starts_at < other.ends_at
    }
}

/// A participant.
#[derive(Clone, Debug, PartialEq)]
pub struct ParticipantFact {
    /// The identity.
    pub id: ParticipantId,
    /// The name.
    pub name: String,
    /// The company, as its registration names it.
    pub company: String,
    /// Meetings at most.
    pub max_meetings: Option<i64>,
    /// Meetings that were promised.
    pub promised: Option<i64>,
    /// Gone since.
    pub absent_since: Option<DateTime<Utc>>,
}

/// Somebody's seat in an activity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BusyFact {
    /// The activity.
    pub activity: Uuid,
    /// Where.
    pub site: SiteId,
    /// From.
    pub starts_at: DateTime<Utc>,
    /// To.
    pub ends_at: DateTime<Utc>,
    /// Who.
    pub participant: ParticipantId,
}

/// A meeting that was agreed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MeetingFact {
    /// Its identity.
    pub id: MeetingId,
    /// Its kind.
    pub kind: MeetingKind,
    /// How much it counts.
    pub priority: i64,
    /// The slot that was asked for.
    pub slot: Option<SlotId>,
    /// The slot that one side gave up: it is held anywhere but there.
    pub left: Option<SlotId>,
    /// The request that waits for another time.
    pub rescheduled: Option<MeetingRequestId>,
}

/// Somebody in a line-up of a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attendee {
    /// The meeting.
    pub meeting: MeetingId,
    /// Who.
    pub participant: ParticipantId,
    /// Whether on the asking side.
    pub asking: bool,
    /// In which line-up.
    pub lineup: i64,
}

/// What the database holds of an event.
#[derive(Clone, Debug, PartialEq)]
pub struct Facts {
    /// The event.
    pub event: EventFacts,
    /// Its sites.
    pub sites: Vec<SiteId>,
    /// Minutes between them.
    pub travel: Vec<(SiteId, SiteId, i64)>,
    /// Rooms.
    pub rooms: Vec<RoomFact>,
    /// Sessions.
    pub sessions: Vec<SessionFact>,
    /// Rooms of sessions; a session without any may use all of its site.
    pub session_rooms: Vec<(SessionId, RoomId)>,
    /// Slots, by start.
    pub slots: Vec<SlotFact>,
    /// Participants.
    pub participants: Vec<ParticipantFact>,
    /// The rooms in which exhibitors receive, for each of their people; none where meetings are held at any table.
    pub booths: Vec<(ParticipantId, RoomId)>,
    /// When they cannot meet.
    pub unavailable: Vec<(ParticipantId, DateTime<Utc>, DateTime<Utc>)>,
    /// Their activities, by activity.
    pub busy: Vec<BusyFact>,
    /// Agreed meetings, by arrival.
    pub meetings: Vec<MeetingFact>,
    /// Who takes part in them, by meeting and line-up.
    pub attendees: Vec<Attendee>,
    /// Pins.
    pub pins: Vec<Pin>,
    /// Blocks.
    pub blocks: Vec<Block>,
    /// The published plan.
    pub published_id: Option<PlanId>,
    /// Its placements.
    pub published: BTreeMap<MeetingId, Place>,
    /// Rules that are waived.
    pub waivers: Vec<Waiver>,
}

impl Facts {
    /// Slots that have begun, while the event is live.
    pub fn began(&self) -> BTreeSet<SlotId> {
        self.began_at(self.event.live_at)
    }

    /// Slots that have begun by then; none while the event is not live.
    pub fn began_at(&self, live_at: Option<DateTime<Utc>>) -> BTreeSet<SlotId> {
        let Some(now) = live_at else { return BTreeSet::new() };
        self.slots.iter().filter(|s| s.starts_at <= now).map(|s| s.id).collect()
    }

    /// The slots that share a minute with one, itself included.
    pub fn overlapping(&self, slot: SlotId) -> BTreeSet<SlotId> {
        let Some(this) = self.slots.iter().find(|s| s.id == slot) else { return BTreeSet::new() };
        self.slots.iter().filter(|other| this.overlaps(other)).map(|s| s.id).collect()
    }

    /// The same event with these meetings alone, and those who take part in them.
    #[must_use]
    pub fn about(&self, meetings: &BTreeSet<MeetingId>) -> Self {
        let attendees: Vec<Attendee> =
            self.attendees.iter().filter(|a| meetings.contains(&a.meeting)).copied().collect();
        let people: BTreeSet<ParticipantId> = attendees.iter().map(|a| a.participant).collect();
        Self {
            event: self.event.clone(),
            sites: self.sites.clone(),
            travel: self.travel.clone(),
            rooms: self.rooms.clone(),
            sessions: self.sessions.clone(),
            session_rooms: self.session_rooms.clone(),
            slots: self.slots.clone(),
            participants: self.participants.iter().filter(|p| people.contains(&p.id)).cloned().collect(),
            // Where somebody receives, nobody else meets, whoever takes part.
            booths: self.booths.clone(),
            unavailable: self.unavailable.iter().filter(|u| people.contains(&u.0)).copied().collect(),
            busy: self.busy.iter().filter(|b| people.contains(&b.participant)).copied().collect(),
            meetings: self.meetings.iter().filter(|m| meetings.contains(&m.id)).copied().collect(),
            attendees,
            pins: self.pins.iter().filter(|p| meetings.contains(&p.meeting)).copied().collect(),
            blocks: self.blocks.clone(),
            published_id: self.published_id,
            published: self
                .published
                .iter()
                .filter(|p| meetings.contains(p.0))
                .map(|(m, p)| (*m, *p))
                .collect(),
            waivers: self.waivers.iter().filter(|w| meetings.contains(&w.meeting)).cloned().collect(),
        }
    }
}
