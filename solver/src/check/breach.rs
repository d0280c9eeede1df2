//! Breaches of rules as data, for callers that say them in another language.

use std::fmt;

use serde::Serialize;

/// What is wrong, with the identifiers of the instance that it is about. Its text is the English sentence.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(tag = "breach", rename_all = "kebab-case")]
#[expect(
    missing_docs,
    reason = "fields are the identifiers and numbers that the sentence of the variant names"
)]
pub enum Breach {
    /// The assigned meeting does not exist.
    NoSuchMeeting { meeting: String },
    /// The slot of the assignment does not exist.
    NoSuchSlot { meeting: String, slot: String },
    /// The room of the assignment does not exist.
    NoSuchRoom { meeting: String, room: String },
    /// The meeting has no line-up of that number.
    NoSuchLineup { meeting: String, lineup: i64 },
    /// The meeting is assigned a second time.
    AssignedTwice { meeting: String },
    /// The meeting may not be held in the slot.
    SlotNotAllowed { meeting: String, slot: String },
    /// The room is at another site than the slot.
    RoomElsewhere { meeting: String, room: String, slot: String },
    /// The meeting may not be held in the room.
    RoomNotAllowed { meeting: String, room: String, slot: String },
    /// The room is closed in the slot.
    RoomClosed { meeting: String, room: String, slot: String },
    /// Somebody of the line-up is not there in the slot.
    Unavailable { meeting: String, participant: String, slot: String },
    /// Somebody is wanted in two places at one time, or has not the time for the way.
    Clash { participant: String, one: Engaged, other: Engaged },
    /// The room has no table of that number.
    NoSuchTable { meeting: String, room: String, table: i64 },
    /// Two meetings have one table at the same time.
    TableShared { room: String, table: i64, one: String, other: String },
    /// Somebody has more meetings than the quota.
    OverQuota { participant: String, meetings: usize, most: u32 },
    /// The meeting is not where it is pinned.
    NotAsPinned { meeting: String },
    /// The meeting starts before one that it must follow has ended.
    OutOfSequence { meeting: String, after: String },
    /// What is listed as unplaced does not exist.
    UnknownUnplaced { meeting: String },
    /// The meeting is listed twice as unplaced.
    UnplacedTwice { meeting: String },
    /// The meeting is placed and listed as unplaced.
    PlacedAndUnplaced { meeting: String },
    /// The meeting is neither placed nor listed as unplaced.
    Unaccounted { meeting: String },
    /// Numbers of breaks differ by more than the limit; the participant has the most.
    BreakSpread { participant: String, spread: i64, most: u32 },
    /// The plan says something about itself that is not so.
    Claim { text: String },
}

/// What somebody is wanted at.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Engaged {
    /// A meeting, by identifier.
    Meeting(String),
    /// A busy interval, by identifier.
    Busy(String),
}

impl fmt::Display for Engaged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Self::Meeting(id) | Self::Busy(id)) = self;
        f.write_str(id)
    }
}

/// What is wrong, to be read after the subject of the violation.
impl fmt::Display for Breach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSuchMeeting { .. } => f.write_str("no such meeting"),
            Self::NoSuchSlot { slot, .. } => write!(f, "no slot {slot}"),
            Self::NoSuchRoom { room, .. } => write!(f, "no room {room}"),
            Self::NoSuchLineup { lineup, .. } => write!(f, "no line-up {lineup}"),
            Self::AssignedTwice { .. } => f.write_str("assigned twice"),
            Self::SlotNotAllowed { slot, .. } => write!(f, "slot {slot} is not allowed"),
            Self::RoomElsewhere { room, slot, .. } => {
                write!(f, "room {room} is not at the site of slot {slot}")
            }
            Self::RoomNotAllowed { room, slot, .. } => {
                write!(f, "room {room} is not allowed, here in slot {slot}")
            }
            Self::RoomClosed { room, slot, .. } => write!(f, "room {room} is closed in slot {slot}"),
            Self::Unavailable { participant, slot, .. } => {
                write!(f, "{participant} is unavailable in slot {slot}")
            }
            Self::Clash { one, other, .. } => write!(f, "{one} and {other} clash"),
            Self::NoSuchTable { room, table, .. } => write!(f, "room {room} has no table {table}"),
            Self::TableShared { table, one, other, .. } => write!(f, "{one} and {other} share table {table}"),
            Self::OverQuota { meetings, most, .. } => write!(f, "meetings: {meetings}, at most {most}"),
            Self::NotAsPinned { .. } => f.write_str("is not placed as pinned"),
            Self::OutOfSequence { after, .. } => write!(f, "starts before the end of {after}"),
            Self::UnknownUnplaced { .. } => f.write_str("is listed as unplaced and does not exist"),
            Self::UnplacedTwice { .. } => f.write_str("is listed twice as unplaced"),
            Self::PlacedAndUnplaced { .. } => f.write_str("is placed and listed as unplaced"),
            Self::Unaccounted { .. } => f.write_str("is unplaced without a reason"),
            Self::BreakSpread { spread, most, .. } => write!(f, "breaks differ by {spread}, at most {most}"),
            Self::Claim { text } => f.write_str(text),
        }
    }
}
