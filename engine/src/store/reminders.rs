//! `reminder_rule` and `reminder`.
//!
//! A reminder is owed by whoever adds its row: a second node that comes to the same at once waits for the first, and then adds
//! nothing.

use super::{StoreError, Tx, column, execute, fetch_all, fetch_optional};
use crate::{
    domain::reminder::{self, Anchor, Audience, Channel, NewReminder, ReminderRule},
    ids::{EventId, ParticipantId, ReminderRuleId},
};
use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use std::collections::BTreeSet;
use uuid::Uuid;

const INSERT: &str = "
    INSERT INTO reminder_rule (id, event_id, anchor, minutes_before, audience, channel, version, created_at)
    VALUES ($1, $2, $3, $4, $5, $6, 1, $7)";
const WITHDRAW: &str = "
    UPDATE reminder_rule
       SET withdrawn_at = $3, version = version + 1
     WHERE id = $1 AND event_id = $2 AND withdrawn_at IS NULL";
const OF_EVENT: &str = "
    SELECT id, event_id, anchor, minutes_before, audience, channel
      FROM reminder_rule
     WHERE event_id = $1 AND withdrawn_at IS NULL
     ORDER BY created_at, id";
const ACTIVE: &str = "
    SELECT r.id, r.event_id, r.anchor, r.minutes_before, r.audience, r.channel
      FROM reminder_rule r
      JOIN event e ON e.id = r.event_id AND e.phase IN ('open', 'planning', 'live')
     WHERE r.withdrawn_at IS NULL
     ORDER BY r.id";

/// Meetings of the published plan, of those who are to come.
macro_rules! meetings {
    () => {
        "SELECT l.event_id, t.participant_id, l.meeting_id AS about_id, s.starts_at
           FROM placement l
           JOIN plan n ON n.id = l.plan_id AND n.state = 'published'
           JOIN meeting m ON m.id = l.meeting_id AND m.state = 'agreed'
           JOIN slot s ON s.id = l.slot_id
           JOIN meeting_attendee t ON t.meeting_id = l.meeting_id AND t.lineup = l.lineup"
    };
}

/// Activities that take place, of those who have a place, and of everybody where they are for everybody.
macro_rules! activities {
    () => {
        "SELECT a.event_id, g.participant_id, a.id AS about_id, a.starts_at
           FROM activity a
           JOIN sign_up g ON g.activity_id = a.id AND g.state = 'confirmed'
          WHERE a.state IN ('open', 'closed') AND a.audience <> 'everybody'
          UNION ALL
         SELECT a.event_id, q.id AS participant_id, a.id AS about_id, a.starts_at
           FROM activity a
           JOIN participant q ON q.event_id = a.event_id AND q.validated
          WHERE a.state IN ('open', 'closed') AND a.audience = 'everybody'"
    };
}

/// What falls between two moments for the audience of a rule, of some sources.
macro_rules! things {
    ($columns:literal, $($sources:expr),+) => {
        concat!(
            "SELECT ", $columns, "
               FROM reminder_rule r
               JOIN (", $($sources),+, ") AS x ON x.event_id = r.event_id
               JOIN participant p ON p.id = x.participant_id AND p.removed_at IS NULL AND p.absent_since IS NULL
               JOIN registration c ON c.id = p.registration_id AND c.state = 'validated'
              WHERE r.id = $1 AND x.starts_at > $2 AND x.starts_at <= $3
                AND (r.audience = 'everybody' OR (r.audience = 'experts' AND p.expert)
                     OR (r.audience = 'participants' AND NOT p.expert))"
        )
    };
}

/// Adds a reminder of each such thing that has none.
macro_rules! owe {
    ($source:expr) => {
        concat!(
            "INSERT INTO reminder (rule_id, participant_id, about_id, starts_at) ",
            things!("r.id, p.id, x.about_id, x.starts_at", $source),
            " ORDER BY p.id, x.about_id
                 ON CONFLICT DO NOTHING
             RETURNING participant_id, about_id, starts_at"
        )
    };
}

const MEETINGS: &str = owe!(meetings!());
const ACTIVITIES: &str = owe!(activities!());
// The event begins with its first slot or activity.
const EVENT: &str = owe!(
    "SELECT v.id AS event_id, q.id AS participant_id, v.id AS about_id, f.starts_at
       FROM event v
       JOIN (SELECT event_id, MIN(starts_at) AS starts_at
               FROM (SELECT event_id, starts_at FROM slot
                      UNION ALL
                     SELECT event_id, starts_at FROM activity WHERE state IN ('open', 'closed')) AS things
              GROUP BY event_id) AS f ON f.event_id = v.id
       JOIN participant q ON q.event_id = v.id AND q.validated"
);
const ALL_THINGS: &str = things!("p.id, x.starts_at", meetings!(), " UNION ALL ", activities!());
const OWED: &str = "SELECT participant_id, starts_at FROM reminder WHERE rule_id = $1";
const ADD: &str = "
    INSERT INTO reminder (rule_id, participant_id, about_id, starts_at)
    VALUES ($1, $2, $3, $4)
        ON CONFLICT DO NOTHING";
const ZONE: &str = "SELECT time_zone FROM event WHERE id = $1";

#[derive(sqlx::FromRow)]
struct Row {
    id: ReminderRuleId,
    event_id: EventId,
    anchor: String,
    minutes_before: i64,
    audience: String,
    channel: String,
}

impl TryFrom<Row> for ReminderRule {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id,
            event: row.event_id,
            rule: NewReminder {
                anchor: column("reminder_rule", "anchor", Anchor::parse(&row.anchor))?,
                minutes_before: row.minutes_before,
                audience: column("reminder_rule", "audience", Audience::parse(&row.audience))?,
                channel: column("reminder_rule", "channel", Channel::parse(&row.channel))?,
            },
        })
    }
}

/// Adds a rule.
pub(crate) async fn insert(tx: &mut Tx, new: &ReminderRule, now: DateTime<Utc>) -> Result<(), StoreError> {
    let rule = new.rule;
    let (anchor, audience, channel) = (rule.anchor.as_str(), rule.audience.as_str(), rule.channel.as_str());
    execute!(tx, INSERT, new.id, new.event, anchor, rule.minutes_before, audience, channel, now)?;
    Ok(())
}

/// Ends a rule; false where it had ended or is another event's.
pub(crate) async fn withdraw(
    tx: &mut Tx,
    id: ReminderRuleId,
    event: EventId,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    Ok(execute!(tx, WITHDRAW, id, event, now)? == 1)
}

/// The rules of an event.
pub(crate) async fn list(tx: &mut Tx, event: EventId) -> Result<Vec<ReminderRule>, StoreError> {
    fetch_all!(tx, Row, OF_EVENT, event)?.into_iter().map(ReminderRule::try_from).collect()
}

/// The rules of all events that go on.
pub(crate) async fn list_active(tx: &mut Tx) -> Result<Vec<ReminderRule>, StoreError> {
    fetch_all!(tx, Row, ACTIVE)?.into_iter().map(ReminderRule::try_from).collect()
}

/// A reminder that has fallen due: of whom, of what, when it begins.
pub(crate) type Due = (ParticipantId, Uuid, DateTime<Utc>);

/// Adds what has fallen due by a rule and was not added before. What has begun is not reminded of.
pub(crate) async fn add_due(
    tx: &mut Tx,
    rule: &ReminderRule,
    now: DateTime<Utc>,
) -> Result<Vec<Due>, StoreError> {
    let until = now + rule.rule.before();
    match rule.rule.anchor {
        Anchor::Meeting => fetch_all!(tx, Due, MEETINGS, rule.id, now, until),
        Anchor::Activity => fetch_all!(tx, Due, ACTIVITIES, rule.id, now, until),
        Anchor::Event => fetch_all!(tx, Due, EVENT, rule.id, now, until),
        Anchor::Day => add_due_days(tx, rule, (now, until)).await,
    }
}

/// The same for days: which day it is where the event is, no database can tell, so that is worked out of everything that
/// people have.
async fn add_due_days(
    tx: &mut Tx,
    rule: &ReminderRule,
    (now, until): (DateTime<Utc>, DateTime<Utc>),
) -> Result<Vec<Due>, StoreError> {
    type Thing = (ParticipantId, DateTime<Utc>);
    let Some((zone,)) = fetch_optional!(tx, (String,), ZONE, rule.event)? else { return Ok(Vec::new()) };
    let zone: Tz = column("event", "time_zone", zone.parse())?;
    // From so early that the beginning of a day that goes on is among them.
    let things = fetch_all!(tx, Thing, ALL_THINGS, rule.id, now - TimeDelta::hours(36), until)?;
    let owed: BTreeSet<Thing> = fetch_all!(tx, Thing, OWED, rule.id)?.into_iter().collect();
    let about = Uuid::from(rule.event);
    let mut added = Vec::new();
    for (person, starts_at) in reminder::first_of_days(zone, &things) {
        let due = starts_at > now && !owed.contains(&(person, starts_at));
        if due && execute!(tx, ADD, rule.id, person, about, starts_at)? == 1 {
            added.push((person, about, starts_at));
        }
    }
    Ok(added)
}
