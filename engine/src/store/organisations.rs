//! `organisation`.

use super::{StoreError, Tx, column, execute, fetch_all};
use crate::{
    domain::organisation::{Organisation, OrganisationKind},
    ids::OrganisationId,
};
use chrono::{DateTime, Utc};

const INSERT: &str = "
    INSERT INTO organisation (id, kind, name, country, region, created_at)
    VALUES ($1, $2, $3, $4, $5, $6)";
const LIST: &str = "
    SELECT id, kind, name, country, region, created_at
      FROM organisation
     WHERE kind = $1 AND ($2 IS NULL OR id > $2)
     ORDER BY id
     LIMIT $3";
const FIND: &str = "
    SELECT id, kind, name, country, region, created_at
      FROM organisation
     WHERE id = $1";

const NAMES: &str = "SELECT id, name FROM organisation WHERE kind <> 'company' OR $1 ORDER BY id";

#[derive(sqlx::FromRow)]
struct Row {
    id: OrganisationId,
    kind: String,
    name: String,
    country: String,
    region: Option<String>,
    created_at: DateTime<Utc>,
}

impl TryFrom<Row> for Organisation {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let Row { id, kind, name, country, region, created_at } = row;
        let kind = column("organisation", "kind", OrganisationKind::parse(&kind))?;
        Ok(Self { id, kind, name, country, region, created_at })
    }
}

/// Adds an organisation.
pub(crate) async fn insert(tx: &mut Tx, new: &Organisation) -> Result<(), StoreError> {
    execute!(tx, INSERT, new.id, new.kind.as_str(), &new.name, &new.country, &new.region, new.created_at)?;
    Ok(())
}

/// The organisation.
pub(crate) async fn find(tx: &mut Tx, id: OrganisationId) -> Result<Option<Organisation>, StoreError> {
    super::fetch_optional!(tx, Row, FIND, id)?.map(Organisation::try_from).transpose()
}

/// The organisations of a kind, a page of them after another.
pub(crate) async fn list(
    tx: &mut Tx,
    kind: OrganisationKind,
    after: Option<OrganisationId>,
    most: i64,
) -> Result<Vec<Organisation>, StoreError> {
    let rows = fetch_all!(tx, Row, LIST, kind.as_str(), after, most)?;
    rows.into_iter().map(Organisation::try_from).collect()
}

/// The names of chambers and partners, and with `companies` of all organisations.
pub(crate) async fn names(tx: &mut Tx, companies: bool) -> Result<Vec<(OrganisationId, String)>, StoreError> {
    fetch_all!(tx, (OrganisationId, String), NAMES, companies)
}
