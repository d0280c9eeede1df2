//! What-if: an event as it might be. Only facts in memory change; nothing of it is stored but what came of it.

use super::{Attendee, Facts, ParticipantFact, SlotFact};
use crate::{
    Error, Fault, FaultCode, Faults,
    ids::{ParticipantId, RoomId, SessionId},
};
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use uuid::Uuid;

/// What might be.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Scenario {
    /// More tables.
    pub tables: Vec<ExtraTables>,
    /// Longer sessions.
    pub sessions: Vec<LongerSession>,
    /// More people, each as good as one who is there.
    pub participants: Vec<ExtraParticipant>,
    /// Rooms that are not there.
    pub without_rooms: Vec<RoomId>,
    /// Other quotas.
    pub quotas: Vec<(ParticipantId, i64)>,
}

/// More tables in a room; fewer where the number is negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExtraTables {
    /// The room.
    pub room: RoomId,
    /// How many.
    pub tables: i64,
}

/// A session with more slots at its end, as long as its last one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LongerSession {
    /// The session.
    pub session: SessionId,
    /// How many more slots.
    pub slots: i64,
}

/// Somebody who could take every meeting of another, with the same times and quota.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExtraParticipant {
    /// Whom the new one is like.
    pub like: ParticipantId,
}

/// The most slots or tables that may be added at once.
const MOST: i64 = 200;

impl Scenario {
    /// The event as it might be. Identities of what is new are handed in.
    pub fn apply(&self, facts: &mut Facts, mut new_id: impl FnMut() -> Uuid) -> Result<(), Error> {
        let mut faults = Faults::new();
        for (i, extra) in self.tables.iter().enumerate() {
            faults.take(more_tables(facts, extra, &format!("tables[{i}]")));
        }
        for (i, longer) in self.sessions.iter().enumerate() {
            faults.take(more_slots(facts, longer, &format!("sessions[{i}]"), &mut new_id));
        }
        for (i, extra) in self.participants.iter().enumerate() {
            faults.take(another(facts, extra, &format!("participants[{i}]"), new_id().into()));
        }
        for (i, room) in self.without_rooms.iter().enumerate() {
            let known = facts.rooms.len();
            facts.rooms.retain(|r| r.id != *room);
            if facts.rooms.len() == known {
                faults.push(unknown(format!("without_rooms[{i}]")));
            }
        }
        let rooms: BTreeSet<RoomId> = facts.rooms.iter().map(|r| r.id).collect();
        facts.pins.retain(|pin| pin.room.is_none_or(|room| rooms.contains(&room)));
        for (i, (participant, most)) in self.quotas.iter().enumerate() {
            match facts.participants.iter_mut().find(|p| p.id == *participant) {
                Some(known) if (0..=MOST).contains(most) => known.max_meetings = Some(*most),
                Some(_) => faults.push(out_of_range(format!("quotas[{i}][1]"), 0)),
                None => faults.push(unknown(format!("quotas[{i}][0]"))),
            }
        }
        faults.check()
    }
}

fn unknown(path: impl Into<String>) -> Fault {
    Fault::new(path, FaultCode::UnknownReference)
}

fn out_of_range(path: impl Into<String>, least: i64) -> Fault {
    Fault::new(path, FaultCode::OutOfRange).with("least", least).with("most", MOST)
}

fn more_tables(facts: &mut Facts, extra: &ExtraTables, path: &str) -> Result<(), Fault> {
    let room = facts.rooms.iter_mut().find(|r| r.id == extra.room);
    let room = room.ok_or_else(|| unknown(format!("{path}.room")))?;
    if extra.tables > MOST || room.n_tables + extra.tables < 0 {
        return Err(out_of_range(format!("{path}.tables"), -room.n_tables));
    }
    room.n_tables += extra.tables;
    Ok(())
}

fn more_slots(
    facts: &mut Facts,
    longer: &LongerSession,
    path: &str,
    new_id: &mut impl FnMut() -> Uuid,
) -> Result<(), Fault> {
    if !(1..=MOST).contains(&longer.slots) {
        return Err(out_of_range(format!("{path}.slots"), 1));
    }
    let mut own: Vec<SlotFact> =
        facts.slots.iter().filter(|s| s.session == longer.session).copied().collect();
    own.sort_by_key(|s| s.starts_at);
    let last = *own.last().ok_or_else(|| unknown(format!("{path}.session")))?;
    let pause = match own.as_slice() {
        [.., before, last] => last.starts_at - before.ends_at,
        _ => TimeDelta::zero(),
    };
    let length = last.ends_at - last.starts_at;
    let mut starts_at = last.ends_at + pause;
    for _ in 0..longer.slots {
        let ends_at = starts_at + length;
        facts.slots.push(SlotFact { id: new_id().into(), session: longer.session, starts_at, ends_at });
        starts_at = ends_at + pause;
    }
    Ok(())
}

fn another(facts: &mut Facts, extra: &ExtraParticipant, path: &str, id: ParticipantId) -> Result<(), Fault> {
    let like = facts.participants.iter().find(|p| p.id == extra.like);
    let like = like.ok_or_else(|| unknown(format!("{path}.like")))?;
    facts.participants.push(ParticipantFact { id, promised: Some(0), absent_since: None, ..like.clone() });
    let times: Vec<_> = facts.unavailable.iter().filter(|(p, ..)| *p == extra.like).copied().collect();
    facts.unavailable.extend(times.into_iter().map(|(_, from, to)| (id, from, to)));
    let first: Vec<Attendee> = facts.attendees.iter().filter(|a| a.lineup == 0).copied().collect();
    for meeting in first.iter().filter(|a| a.participant == extra.like).map(|a| a.meeting) {
        let lineups = facts.attendees.iter().filter(|a| a.meeting == meeting).map(|a| a.lineup);
        let lineup = lineups.max().unwrap_or(0) + 1;
        let swapped = first.iter().filter(|a| a.meeting == meeting).map(|a| Attendee {
            participant: if a.participant == extra.like { id } else { a.participant },
            lineup,
            ..*a
        });
        facts.attendees.extend(swapped);
    }
    Ok(())
}
