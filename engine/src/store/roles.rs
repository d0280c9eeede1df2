//! `event_role`, and what an actor is.

use super::{StoreError, Tx, column, fetch_all, fetch_optional};
use crate::{
    Actor, EventId,
    domain::{
        access::Standing,
        role::{DataScope, Function, Role, RoleKind},
    },
};
use sqlx::types::Json;
use std::collections::BTreeSet;

const STANDING: &str = "
    SELECT administrator, factor_confirmed_at IS NOT NULL AS second_factor
      FROM account
     WHERE id = $1";
const OF_ACCOUNT: &str = "
    SELECT kind, functions, scope
      FROM event_role
     WHERE event_id = $1 AND account_id = $2 AND withdrawn_at IS NULL";

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

/// What an actor is at this moment: of the installation, and in an event.
pub(crate) async fn standing(
    tx: &mut Tx,
    actor: &Actor,
    event: Option<EventId>,
) -> Result<Standing, StoreError> {
    let mut standing =
        Standing { who: actor.who, administrator: false, second_factor: false, roles: Vec::new() };
    let Some(account) = actor.account_id() else { return Ok(standing) };
    let Some((administrator, second_factor)) = fetch_optional!(tx, (bool, bool), STANDING, account)? else {
        // An account that is gone is nobody.
        return Ok(Standing { who: crate::Who::Anonymous, ..standing });
    };
    (standing.administrator, standing.second_factor) = (administrator, second_factor);
    if let Some(event) = event {
        let rows = fetch_all!(tx, RoleRow, OF_ACCOUNT, event, account)?;
        standing.roles = rows.into_iter().map(Role::try_from).collect::<Result<_, _>>()?;
    }
    Ok(standing)
}
