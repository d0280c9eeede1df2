//! What the test of placeability sees: slots, ways, who is free, what was agreed. Only read, in few queries, for two sides.

use super::{StoreError, Tx, column, fetch_all, fetch_optional};
use crate::{
    domain::{
        placeability::{AgreedView, Board, PartyView, SlotView},
        planning::MeetingKind,
        request::Person,
        session::MeetingKind as SessionUse,
    },
    ids::{EventId, MeetingId, ParticipantId, SiteId, SlotId},
};
use chrono::{DateTime, Utc};
use std::collections::{BTreeMap, BTreeSet};

const SLOTS: &str = "
    WITH used AS (
        SELECT l.slot_id, COUNT(*) AS n
          FROM plan p
          JOIN placement l ON l.plan_id = p.id
          JOIN meeting m ON m.id = l.meeting_id AND m.state = 'agreed'
         WHERE p.event_id = $1 AND p.state = 'published'
         GROUP BY l.slot_id)
    SELECT s.id, s.starts_at, s.ends_at, e.site_id, e.meeting_kind,
           CAST(COALESCE((SELECT SUM(r.tables) FROM session_room x JOIN room r ON r.id = x.room_id
                           WHERE x.session_id = e.id), 0) AS BIGINT) AS n_tables,
           COALESCE(used.n, 0) AS n_used
      FROM slot s
      JOIN session e ON e.id = s.session_id
      LEFT JOIN used ON used.slot_id = s.id
     WHERE s.event_id = $1
     ORDER BY s.starts_at, s.id";
const TRAVEL: &str = "SELECT from_site_id, to_site_id, minutes FROM travel WHERE event_id = $1";
const N_AGREED: &str = "
    SELECT kind, COUNT(*) FROM meeting WHERE event_id = $1 AND state = 'agreed' GROUP BY kind";
const PLANNED: &str = "SELECT COUNT(*) FROM plan WHERE event_id = $1 AND state = 'published'";

/// The agreed meetings of one person, each with all its line-ups and its place.
const AGREED: &str = "
    SELECT m.id, o.participant_id, o.lineup, COALESCE(n.slot_id, l.slot_id) AS slot_id, m.kind
      FROM meeting_attendee t
      JOIN meeting m ON m.id = t.meeting_id AND m.state = 'agreed'
      JOIN meeting_attendee o ON o.meeting_id = m.id
      LEFT JOIN pin n ON n.meeting_id = m.id
      LEFT JOIN plan p ON p.event_id = m.event_id AND p.state = 'published'
      LEFT JOIN placement l ON l.plan_id = p.id AND l.meeting_id = m.id
     WHERE t.participant_id = $1 AND t.lineup = 0
     ORDER BY m.id, o.lineup";
/// When one person and those whom they meet are not there: by their own word, for an activity, or blocked.
const BUSY: &str = "
    WITH people AS (
        SELECT p.id
          FROM participant p
         WHERE p.id = $1
         UNION
        SELECT o.participant_id
          FROM meeting_attendee t
          JOIN meeting m ON m.id = t.meeting_id AND m.state = 'agreed'
          JOIN meeting_attendee o ON o.meeting_id = m.id
         WHERE t.participant_id = $1)
    SELECT u.participant_id, u.starts_at, u.ends_at
      FROM unavailability u
      JOIN people ON people.id = u.participant_id
     UNION ALL
    SELECT g.participant_id, a.starts_at, a.ends_at
      FROM sign_up g
      JOIN people ON people.id = g.participant_id
      JOIN activity a ON a.id = g.activity_id
     WHERE g.state = 'confirmed' AND a.blocks_meetings AND a.state IN ('open', 'closed')
     UNION ALL
    SELECT people.id, a.starts_at, a.ends_at
      FROM people
      JOIN participant p ON p.id = people.id
      JOIN activity a ON a.event_id = p.event_id
     WHERE a.audience = 'everybody' AND a.blocks_meetings AND a.state IN ('open', 'closed')
     UNION ALL
    SELECT b.participant_id, s.starts_at, s.ends_at
      FROM block b
      JOIN people ON people.id = b.participant_id
      JOIN slot s ON s.event_id = b.event_id AND (b.slot_id IS NULL OR s.id = b.slot_id)";

#[derive(sqlx::FromRow)]
struct SlotRow {
    id: SlotId,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    site_id: SiteId,
    meeting_kind: String,
    n_tables: i64,
    n_used: i64,
}

type AgreedRow = (MeetingId, ParticipantId, i64, Option<SlotId>, String);
type BusyRow = (ParticipantId, DateTime<Utc>, DateTime<Utc>);

/// The slots of an event.
pub(crate) async fn read(tx: &mut Tx, event: EventId) -> Result<Slots, StoreError> {
    let rows = fetch_all!(tx, SlotRow, SLOTS, event)?;
    let sites: BTreeSet<SiteId> = rows.iter().map(|row| row.site_id).collect();
    let sites: Vec<SiteId> = sites.into_iter().collect();
    let place = |site: SiteId| sites.binary_search(&site).unwrap_or(0);
    let mut travel = vec![vec![0; sites.len()]; sites.len()];
    for (from, to, minutes) in fetch_all!(tx, (SiteId, SiteId, i64), TRAVEL, event)? {
        if let (Ok(a), Ok(b)) = (sites.binary_search(&from), sites.binary_search(&to)) {
            (travel[a][b], travel[b][a]) = (minutes, minutes);
        }
    }
    let mut views = Vec::with_capacity(rows.len());
    let mut uses = Vec::with_capacity(rows.len());
    for row in rows {
        uses.push(column("session", "meeting_kind", SessionUse::parse(&row.meeting_kind))?);
        views.push(SlotView {
            id: row.id,
            starts_at: row.starts_at,
            ends_at: row.ends_at,
            site: place(row.site_id),
            suits: false,
            tables: row.n_tables,
            used: row.n_used,
        });
    }
    let n_agreed = fetch_all!(tx, (String, i64), N_AGREED, event)?.into_iter().collect();
    let planned = fetch_optional!(tx, (i64,), PLANNED, event)?.is_some_and(|(n,)| n > 0);
    let index = views.iter().enumerate().map(|(i, slot)| (slot.id, i)).collect();
    Ok(Slots { views, travel, planned, n_agreed, uses, index })
}

/// The slots of an event, on which people are put and from which boards for one kind of meeting are made.
#[derive(Debug, PartialEq)]
pub(crate) struct Slots {
    /// Without what suits.
    views: Vec<SlotView>,
    travel: Vec<Vec<i64>>,
    planned: bool,
    n_agreed: BTreeMap<String, i64>,
    uses: Vec<SessionUse>,
    index: BTreeMap<SlotId, usize>,
}

impl Slots {
    /// The slots as a meeting of this kind sees them.
    pub(crate) fn board(&self, kind: MeetingKind) -> Board {
        let view = |(slot, &session): (&SlotView, &SessionUse)| SlotView {
            suits: suits(session, kind),
            ..slot.clone()
        };
        Board {
            slots: self.views.iter().zip(&self.uses).map(view).collect(),
            travel: self.travel.clone(),
            planned: self.planned,
            n_agreed: self.n_agreed.get(kind.as_str()).copied().unwrap_or(0),
        }
    }

    /// Which slot it is.
    pub(crate) fn place(&self, slot: SlotId) -> Option<usize> {
        self.index.get(&slot).copied()
    }
}

/// One person on the slots.
pub(crate) async fn party(tx: &mut Tx, slots: &Slots, person: &Person) -> Result<PartyView, StoreError> {
    let agreed = fetch_all!(tx, AgreedRow, AGREED, person.id)?;
    let busy = busy(tx, person.id).await?;
    let is_free = |id: ParticipantId, slot: &SlotView| {
        let during =
            |(from, to): &(DateTime<Utc>, DateTime<Utc>)| *from < slot.ends_at && slot.starts_at < *to;
        !busy.get(&id).is_some_and(|times| times.iter().any(during))
    };
    let free = slots.views.iter().map(|slot| is_free(person.id, slot)).collect();
    let mut meetings: BTreeMap<MeetingId, (Meeting, MeetingKind)> = BTreeMap::new();
    for (id, participant, lineup, slot, kind) in agreed {
        let kind = column("meeting", "kind", MeetingKind::parse(&kind))?;
        let (meeting, _) = meetings.entry(id).or_insert_with(|| (Meeting::default(), kind));
        meeting.lineups.entry(lineup).or_default().push(participant);
        meeting.placed = slot.and_then(|slot| slots.place(slot));
    }
    let view = |(meeting, kind): (Meeting, MeetingKind)| {
        let can = |i: &usize| {
            let slot = &slots.views[*i];
            let all = |people: &Vec<ParticipantId>| people.iter().all(|&id| is_free(id, slot));
            suits(slots.uses[*i], kind) && meeting.lineups.values().any(all)
        };
        let options = (0..slots.views.len()).filter(can).collect();
        AgreedView { options, placed: meeting.placed }
    };
    Ok(PartyView { free, agreed: meetings.into_values().map(view).collect(), most: person.most_meetings })
}

#[derive(Default)]
struct Meeting {
    lineups: BTreeMap<i64, Vec<ParticipantId>>,
    placed: Option<usize>,
}

fn suits(session: SessionUse, kind: MeetingKind) -> bool {
    match session {
        SessionUse::Any => true,
        SessionUse::Company => kind == MeetingKind::Company,
        SessionUse::Expert => kind == MeetingKind::Expert,
    }
}

type Times = BTreeMap<ParticipantId, Vec<(DateTime<Utc>, DateTime<Utc>)>>;

async fn busy(tx: &mut Tx, id: ParticipantId) -> Result<Times, StoreError> {
    let mut times = Times::new();
    for (person, from, to) in fetch_all!(tx, BusyRow, BUSY, id)? {
        times.entry(person).or_default().push((from, to));
    }
    Ok(times)
}
