//! `carnet-instance/1` on the wire.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Criterion;

/// The value of the field `format` of an instance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum InstanceFormat {
    /// The only version so far.
    #[serde(rename = "carnet-instance/1")]
    V1,
}

/// An event to plan, as read from a file. All times are whole minutes from midnight of the first day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "carnet-instance/1")]
pub struct InstanceFile {
    /// Always `carnet-instance/1`.
    pub format: InstanceFormat,
    /// Name of the event.
    pub name: String,
    /// ISO date of minute 0; for display only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
    /// IANA name of the time zone; for display only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timezone: Option<String>,
    /// The places of the event.
    pub sites: Vec<Site>,
    /// Minutes between sites, read in both directions; a pair that is not listed takes 0.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub travel: Vec<Travel>,
    /// Runs of slots in which a participant sits through.
    pub sessions: Vec<Session>,
    /// The times of meetings.
    pub slots: Vec<Slot>,
    /// Where meetings are held.
    pub rooms: Vec<Room>,
    /// Who meets.
    pub participants: Vec<Participant>,
    /// Conferences, workshops, lunches and the like.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub busy: Vec<Busy>,
    /// The agreed meetings.
    pub meetings: Vec<Meeting>,
    /// The plan that the participants already know.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub previous: Vec<Previous>,
    /// Limits on the whole plan.
    #[serde(default, skip_serializing_if = "Limits::is_default")]
    pub limits: Limits,
    /// Whether a slot in which somebody is unavailable or busy counts as idle inside a gap.
    #[serde(default, skip_serializing_if = "is_false")]
    pub blocked_slots_are_idle: bool,
    /// What plans are compared by, the first deciding.
    #[serde(default = "default_criteria")]
    pub criteria: Vec<Criterion>,
}

/// A place of the event.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Site {
    /// Identifier, unique among sites.
    pub id: String,
    /// Name for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// The way between two sites, in both directions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Travel {
    /// One site.
    pub from: String,
    /// The other site.
    pub to: String,
    /// Minutes that it takes.
    #[schemars(range(min = 0, max = 2_147_483_647))]
    pub minutes: u32,
}

/// A run of slots at one site.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Session {
    /// Identifier, unique among sessions.
    pub id: String,
    /// Name for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The site of all its slots.
    pub site: String,
}

/// One meeting's time: `[start, end)`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Slot {
    /// Identifier, unique among slots.
    pub id: String,
    /// Name for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The session that it belongs to.
    pub session: String,
    /// First minute.
    #[schemars(range(min = 0, max = 2_147_483_647))]
    pub start: u32,
    /// First minute after it.
    #[schemars(range(min = 0, max = 2_147_483_647))]
    pub end: u32,
}

/// A room with numbered tables.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Room {
    /// Identifier, unique among rooms.
    pub id: String,
    /// Name for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Where it is.
    pub site: String,
    /// How many meetings it holds at one time, at tables 1 to `tables`.
    #[schemars(range(min = 1, max = 2_147_483_647))]
    pub tables: u32,
    /// Slots in any minute of which the room cannot be used.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub closed: Vec<String>,
}

/// Somebody who meets others; an expert is one too.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Participant {
    /// Identifier, unique among participants.
    pub id: String,
    /// Name for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Intervals `[start, end)` in which the participant cannot meet.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unavailable: Vec<(u32, u32)>,
    /// Quota: never more meetings than this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0, max = 2_147_483_647))]
    pub max_meetings: Option<u32>,
    /// Promised minimum.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    #[schemars(range(min = 0, max = 2_147_483_647))]
    pub min_meetings: u32,
}

/// A conference, a workshop, a lunch that some participants attend.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Busy {
    /// Identifier, unique among busy intervals.
    pub id: String,
    /// Name for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Where it takes place.
    pub site: String,
    /// First minute.
    #[schemars(range(min = 0, max = 2_147_483_647))]
    pub start: u32,
    /// First minute after it.
    #[schemars(range(min = 0, max = 2_147_483_647))]
    pub end: u32,
    /// Who attends.
    pub participants: Vec<String>,
}

/// An agreed meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Meeting {
    /// Identifier, unique among meetings.
    pub id: String,
    /// Name for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Line-up 0: two or more participants who all take part.
    pub attendees: Vec<String>,
    /// Line-ups 1, 2, …: others that would do.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alternatives: Vec<Vec<String>>,
    /// Weight in the criterion `unplaced`.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    #[schemars(range(min = 1, max = 2_147_483_647))]
    pub priority: u32,
    /// Rank of arrival of the request; by default the position in the list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0, max = 2_147_483_647))]
    pub order: Option<u32>,
    /// Sessions in which it may be held; any when missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sessions: Option<Vec<String>>,
    /// Slots in which it may be held; any when missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slots: Option<Vec<String>>,
    /// Rooms in which it may be held; any of the slot's site when missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rooms: Option<Vec<String>>,
    /// Meetings that must end before it starts, where both are placed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub after: Vec<String>,
    /// The organiser's decision, which the plan must contain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pinned: Option<Pin>,
}

/// Where an organiser pinned a meeting.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Pin {
    /// The slot.
    pub slot: String,
    /// The room; any allowed one when missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub room: Option<String>,
    /// The line-up; any when missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0, max = 2_147_483_647))]
    pub lineup: Option<u32>,
}

/// Where a meeting stands in the plan that the participants already know.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Previous {
    /// The meeting.
    pub meeting: String,
    /// Its slot.
    pub slot: String,
    /// Its room.
    pub room: String,
    /// Its table; a wish, not counted by any criterion.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub table: Option<u32>,
    /// Its line-up; a wish, not counted by any criterion.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lineup: Option<u32>,
}

/// Limits on the whole plan.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// No two participants' numbers of breaks differ by more than this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0, max = 2_147_483_647))]
    pub max_break_spread: Option<u32>,
}

impl Limits {
    fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

/// The order of criteria of an instance that names none.
pub(crate) fn default_criteria() -> Vec<Criterion> {
    Criterion::ALL.to_vec()
}

fn one() -> u32 {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde calls")]
fn is_one(value: &u32) -> bool {
    *value == 1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde calls")]
fn is_false(value: &bool) -> bool {
    !*value
}

impl Default for Meeting {
    fn default() -> Self {
        Self {
            id: String::new(),
            name: None,
            attendees: Vec::new(),
            alternatives: Vec::new(),
            priority: 1,
            order: None,
            sessions: None,
            slots: None,
            rooms: None,
            after: Vec::new(),
            pinned: None,
        }
    }
}

impl Default for Participant {
    fn default() -> Self {
        Self { id: String::new(), name: None, unavailable: Vec::new(), max_meetings: None, min_meetings: 1 }
    }
}
