//! `event_role`, and what an actor is.

use super::{StoreError, Tx, column, execute, fetch_all};
use crate::{
    Actor, EventId,
    domain::{
        access::Standing,
        role::{DataScope, Function, Role, RoleKind},
    },
    ids::{AccountId, OrganisationId, RoleId},
};
use chrono::{DateTime, Utc};
use sqlx::types::Json;
use std::collections::BTreeSet;

/// A row for each role in the event, or one without.
const STANDING: &str = "
    SELECT a.administrator, a.factor_confirmed_at IS NOT NULL AS second_factor, r.kind, r.functions, r.scope
      FROM account a
      LEFT JOIN event_role r ON r.account_id = a.id AND r.event_id = $2 AND r.withdrawn_at IS NULL
     WHERE a.id = $1";
const LIST: &str = "
    SELECT r.id, r.account_id, a.name, a.email, r.organisation_id, r.kind, r.functions, r.scope, r.version
      FROM event_role r
      JOIN account a ON a.id = r.account_id
     WHERE r.event_id = $1 AND r.withdrawn_at IS NULL AND r.kind IN ('principal', 'secondary', 'check-in-desk')
     ORDER BY r.id";
const INSERT: &str = "
    INSERT INTO event_role (id, event_id, account_id, organisation_id, kind, functions, scope, version, created_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, 1, $8)
        ON CONFLICT (event_id, account_id, kind) WHERE withdrawn_at IS NULL DO NOTHING";
const UPDATE: &str = "
    UPDATE event_role
       SET functions = $3, scope = $4, version = version + 1
     WHERE id = $1 AND version = $2 AND kind = 'secondary' AND withdrawn_at IS NULL";
const WITHDRAW: &str = "UPDATE event_role SET withdrawn_at = $2 WHERE id = $1 AND withdrawn_at IS NULL";
const WITHDRAW_PART: &str = "
    UPDATE event_role
       SET withdrawn_at = $3
     WHERE event_id = $1 AND account_id = $2 AND kind IN ('expert', 'participant') AND withdrawn_at IS NULL";
/// Writes to every principal's row, so that two of them cannot withdraw each other at once.
const LOCK_PRINCIPALS: &str = "
    UPDATE event_role
       SET version = version
     WHERE event_id = $1 AND kind = 'principal' AND withdrawn_at IS NULL";

/// A role that somebody has in an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleRecord {
    /// Its identity.
    pub id: RoleId,
    /// Whose it is.
    pub account: AccountId,
    /// The person's name.
    pub name: String,
    /// The person's address.
    pub email: String,
    /// The host organisation for which the person acts.
    pub organisation: Option<OrganisationId>,
    /// The role.
    pub role: Role,
    /// How often it was changed, from 1; a change names the version that it saw.
    pub version: i64,
}

#[derive(sqlx::FromRow)]
struct RecordRow {
    id: RoleId,
    account_id: AccountId,
    name: String,
    email: String,
    organisation_id: Option<OrganisationId>,
    #[sqlx(flatten)]
    role: RoleRow,
    version: i64,
}

impl TryFrom<RecordRow> for RoleRecord {
    type Error = StoreError;

    fn try_from(row: RecordRow) -> Result<Self, StoreError> {
        let RecordRow { id, account_id: account, name, email, organisation_id: organisation, role, version } =
            row;
        Ok(Self { id, account, name, email, organisation, role: role.try_into()?, version })
    }
}

#[derive(sqlx::FromRow)]
struct RoleRow {
    kind: String,
    functions: Json<BTreeSet<Function>>,
    scope: Json<DataScope>,
}

impl TryFrom<RoleRow> for Role {
    type Error = StoreError;

    fn try_from(row: RoleRow) -> Result<Self, StoreError> {
        Ok(match column("event_role", "kind", RoleKind::parse(&row.kind))? {
            RoleKind::Principal => Self::Principal,
            RoleKind::Secondary => Self::Secondary { functions: row.functions.0, scope: row.scope.0 },
            RoleKind::CheckInDesk => Self::CheckInDesk,
            RoleKind::Expert => Self::Expert,
            RoleKind::Participant => Self::Participant,
        })
    }
}

type StandingRow = (bool, bool, Option<String>, Option<Json<BTreeSet<Function>>>, Option<Json<DataScope>>);

/// What an actor is at this moment: of the installation, and in an event.
pub(crate) async fn standing(
    tx: &mut Tx,
    actor: &Actor,
    event: Option<EventId>,
) -> Result<Standing, StoreError> {
    let mut standing = Standing::outside(actor.who);
    let Some(account) = actor.account_id() else { return Ok(standing) };
    let rows = fetch_all!(tx, StandingRow, STANDING, account, event)?;
    let Some((administrator, second_factor, ..)) = rows.first() else {
        // An account that is gone is nobody.
        return Ok(Standing::outside(crate::Who::Anonymous));
    };
    (standing.administrator, standing.second_factor) = (*administrator, *second_factor);
    for (_, _, kind, functions, scope) in rows {
        if let (Some(kind), Some(functions), Some(scope)) = (kind, functions, scope) {
            standing.roles.push(RoleRow { kind, functions, scope }.try_into()?);
        }
    }
    Ok(standing)
}

/// The administrators and desks of an event.
pub(crate) async fn list_by_event(tx: &mut Tx, event: EventId) -> Result<Vec<RoleRecord>, StoreError> {
    fetch_all!(tx, RecordRow, LIST, event)?.into_iter().map(RoleRecord::try_from).collect()
}

/// Gives somebody a role; false where they have one of that kind.
pub(crate) async fn insert(
    tx: &mut Tx,
    (id, event): (RoleId, EventId),
    account: AccountId,
    (role, organisation): (&Role, Option<OrganisationId>),
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let (functions, scope) = opened(role);
    let kind = role.kind().as_str();
    Ok(execute!(tx, INSERT, id, event, account, organisation, kind, Json(functions), Json(scope), now)? == 1)
}

/// Changes what is opened to a secondary administrator; false where somebody was faster.
pub(crate) async fn update(tx: &mut Tx, id: RoleId, version: i64, role: &Role) -> Result<bool, StoreError> {
    let (functions, scope) = opened(role);
    Ok(execute!(tx, UPDATE, id, version, Json(functions), Json(scope))? == 1)
}

/// Ends a role; false where it had ended.
pub(crate) async fn withdraw(tx: &mut Tx, id: RoleId, now: DateTime<Utc>) -> Result<bool, StoreError> {
    Ok(execute!(tx, WITHDRAW, id, now)? == 1)
}

/// Ends what an account is as a participant or expert.
pub(crate) async fn withdraw_part(
    tx: &mut Tx,
    event: EventId,
    account: AccountId,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    execute!(tx, WITHDRAW_PART, event, account, now)?;
    Ok(())
}

/// How many principal administrators an event has; their rows stay locked until the transaction ends.
pub(crate) async fn lock_principals(tx: &mut Tx, event: EventId) -> Result<u64, StoreError> {
    execute!(tx, LOCK_PRINCIPALS, event)
}

/// What a role opens: nothing, where it is not a secondary administrator's.
fn opened(role: &Role) -> (BTreeSet<Function>, DataScope) {
    match role {
        Role::Secondary { functions, scope } => (functions.clone(), scope.clone()),
        _ => (BTreeSet::new(), DataScope::default()),
    }
}
