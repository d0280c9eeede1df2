//! `placement` and `unplaced`: what stands in a plan.

use super::{Connection, StoreError, Tx, column, execute, fetch_all};
use crate::{
    domain::plan::{Circumstances, Place, Unplaced, UnplacedReason},
    ids::{EventId, MeetingId, PlanId, RoomId, SlotId},
};
use sqlx::{AssertSqlSafe, types::Json};
use std::{collections::BTreeMap, fmt::Write};

const LIST: &str = "
    SELECT meeting_id, slot_id, room_id, table_number, lineup FROM placement WHERE plan_id = $1";
const UNPLACED: &str =
    "SELECT meeting_id, reason, detail FROM unplaced WHERE plan_id = $1 ORDER BY meeting_id";
const CLEAR: &str = "DELETE FROM unplaced WHERE plan_id = $1";
const FORGET: &str = "DELETE FROM unplaced WHERE plan_id = $1 AND meeting_id = $2";
const REMOVE: &str = "DELETE FROM placement WHERE plan_id = $1 AND meeting_id = $2";

/// Rows of one statement: SQLite takes 32,766 parameters, PostgreSQL twice as many.
const ROWS: usize = 250;

/// Where meetings are held.
pub(crate) async fn list(tx: &mut Tx, plan: PlanId) -> Result<BTreeMap<MeetingId, Place>, StoreError> {
    let rows = fetch_all!(tx, (MeetingId, SlotId, RoomId, i64, i64), LIST, plan)?.into_iter();
    Ok(rows
        .map(|(meeting, slot, room, table, lineup)| (meeting, Place { slot, room, table, lineup }))
        .collect())
}

/// Which have no place.
pub(crate) async fn unplaced(tx: &mut Tx, plan: PlanId) -> Result<Vec<Unplaced>, StoreError> {
    let rows = fetch_all!(tx, (MeetingId, String, Json<Circumstances>), UNPLACED, plan)?.into_iter();
    rows.map(|(meeting, reason, detail)| {
        let reason = column("unplaced", "reason", UnplacedReason::parse(&reason))?;
        Ok(Unplaced { meeting, reason, detail: detail.0 })
    })
    .collect()
}

/// Makes the placements of a plan `to`, which were `from`: rows that stay are not touched.
pub(crate) async fn change(
    tx: &mut Tx,
    (plan, event): (PlanId, EventId),
    from: &BTreeMap<MeetingId, Place>,
    to: &BTreeMap<MeetingId, Place>,
) -> Result<(), StoreError> {
    // All that goes first: a table may be taken over from another meeting.
    for (meeting, _) in from.iter().filter(|(meeting, place)| to.get(meeting) != Some(place)) {
        execute!(tx, REMOVE, plan, *meeting)?;
    }
    let new: Vec<(MeetingId, Place)> = to
        .iter()
        .filter(|(meeting, place)| from.get(meeting) != Some(place))
        .map(|(m, p)| (*m, *p))
        .collect();
    for rows in new.chunks(ROWS) {
        insert(tx, (plan, event), rows).await?;
    }
    Ok(())
}

/// Takes a meeting out of a plan.
pub(crate) async fn remove(tx: &mut Tx, plan: PlanId, meeting: MeetingId) -> Result<(), StoreError> {
    execute!(tx, REMOVE, plan, meeting)?;
    Ok(())
}

/// Forgets why a meeting has no place in a plan.
pub(crate) async fn forget_unplaced(tx: &mut Tx, plan: PlanId, meeting: MeetingId) -> Result<(), StoreError> {
    execute!(tx, FORGET, plan, meeting)?;
    Ok(())
}

/// Many rows by one statement.
async fn insert(
    tx: &mut Tx,
    (plan, event): (PlanId, EventId),
    rows: &[(MeetingId, Place)],
) -> Result<(), StoreError> {
    const HEAD: &str = "INSERT INTO placement (plan_id, event_id, meeting_id, slot_id, room_id, table_number, lineup) VALUES ";
    let sql = values(HEAD, 7, rows.len());
    macro_rules! run {
        ($connection:expr) => {{
            let mut query = sqlx::query(AssertSqlSafe(sql));
            for (meeting, place) in rows {
                query = query.bind(plan).bind(event).bind(*meeting);
                query = query.bind(place.slot).bind(place.room).bind(place.table).bind(place.lineup);
            }
            query.execute(&mut **$connection).await?;
        }};
    }
    match tx.connection() {
        Connection::Sqlite(c) => run!(c),
        Connection::Postgres(c) => run!(c),
    }
    Ok(())
}

/// Puts other rows in the place of those that say what is unplaced.
pub(crate) async fn set_unplaced(
    tx: &mut Tx,
    (plan, event): (PlanId, EventId),
    unplaced: &[Unplaced],
) -> Result<(), StoreError> {
    const HEAD: &str = "INSERT INTO unplaced (plan_id, event_id, meeting_id, reason, detail) VALUES ";
    execute!(tx, CLEAR, plan)?;
    for rows in unplaced.chunks(ROWS) {
        let sql = values(HEAD, 5, rows.len());
        macro_rules! run {
            ($connection:expr) => {{
                let mut query = sqlx::query(AssertSqlSafe(sql));
                for row in rows {
                    query = query.bind(plan).bind(event).bind(row.meeting);
                    query = query.bind(row.reason.as_str()).bind(Json(&row.detail));
                }
                query.execute(&mut **$connection).await?;
            }};
        }
        match tx.connection() {
            Connection::Sqlite(c) => run!(c),
            Connection::Postgres(c) => run!(c),
        }
    }
    Ok(())
}

/// `head ($1, $2), ($3, $4), …`: numbers only, nothing that anybody typed.
fn values(head: &str, n_columns: usize, n_rows: usize) -> String {
    let mut sql = head.to_owned();
    for row in 0..n_rows {
        sql.push_str(if row == 0 { "(" } else { ", (" });
        for column in 1..=n_columns {
            let comma = if column == 1 { "" } else { ", " };
            // Writing to a string does not fail.
            let _ = write!(sql, "{comma}${}", row * n_columns + column);
        }
        sql.push(')');
    }
    sql
}
