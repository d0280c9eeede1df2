//! `category` and `request_rule`.

use super::{StoreError, Tx, column, execute, fetch_all};
use crate::{
    domain::{
        category::{Categories, Category, CategoryKind},
        text::Texts,
    },
    ids::{CategoryId, EventId},
};
use sqlx::types::Json;
use std::collections::BTreeSet;

const LIST: &str = "
    SELECT id, names, kind, max_meetings, promised
      FROM category
     WHERE event_id = $1
     ORDER BY position";
const MATRIX: &str = "SELECT from_category_id, to_category_id FROM request_rule WHERE event_id = $1";
const SAVE: &str = "
    INSERT INTO category (id, event_id, names, kind, max_meetings, promised, position)
    VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (id) DO UPDATE
       SET names = $3, kind = $4, max_meetings = $5, promised = $6, position = $7";
const SAVE_RULE: &str =
    "INSERT INTO request_rule (event_id, from_category_id, to_category_id) VALUES ($1, $2, $3)";
const IN_USE: &str = "
    SELECT category_id FROM registration WHERE event_id = $1
     UNION
    SELECT category_id FROM participant WHERE event_id = $1
     UNION
    SELECT category_id FROM form_field WHERE event_id = $1 AND category_id IS NOT NULL";

#[derive(sqlx::FromRow)]
struct Row {
    id: CategoryId,
    names: Json<Texts>,
    kind: String,
    max_meetings: Option<i64>,
    promised: Option<i64>,
}

impl TryFrom<Row> for Category {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let Row { id, names, kind, max_meetings, promised } = row;
        let kind = column("category", "kind", CategoryKind::parse(&kind))?;
        Ok(Self { id, names: names.0, kind, max_meetings, promised })
    }
}

/// The categories of an event, and who may ask whom.
pub(crate) async fn find(tx: &mut Tx, event: EventId) -> Result<Categories, StoreError> {
    let list = fetch_all!(tx, Row, LIST, event)?;
    let list = list.into_iter().map(Category::try_from).collect::<Result<_, _>>()?;
    let may_ask = fetch_all!(tx, (CategoryId, CategoryId), MATRIX, event)?.into_iter().collect();
    Ok(Categories { list, may_ask })
}

/// Makes the categories of an event what they are to be: `present` is what they were.
pub(crate) async fn save(
    tx: &mut Tx,
    event: EventId,
    present: &Categories,
    next: &Categories,
) -> Result<(), StoreError> {
    execute!(tx, "DELETE FROM request_rule WHERE event_id = $1", event)?;
    for (position, new) in (0_i64..).zip(&next.list) {
        let kind = new.kind.as_str();
        execute!(tx, SAVE, new.id, event, Json(&new.names), kind, new.max_meetings, new.promised, position)?;
    }
    for category in present.list.iter().filter(|category| next.find(category.id).is_none()) {
        execute!(tx, "DELETE FROM category WHERE id = $1", category.id)?;
    }
    for (from, to) in &next.may_ask {
        execute!(tx, SAVE_RULE, event, *from, *to)?;
    }
    Ok(())
}

/// The categories that somebody is in, or that have form fields of their own.
pub(crate) async fn in_use(tx: &mut Tx, event: EventId) -> Result<BTreeSet<CategoryId>, StoreError> {
    Ok(fetch_all!(tx, (CategoryId,), IN_USE, event)?.into_iter().map(|(id,)| id).collect())
}
