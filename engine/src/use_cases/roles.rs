//! Roles of an event: naming, inviting, changing, withdrawing.

use crate::{
    Actor, Engine, Error, EventId, Fault, FaultCode, Faults, Kind, OrganisationId, Refusal, RoleId,
    domain::{
        access::UseCase,
        account::{Account, NewAccount, Purpose},
        notice::NoticeKind,
        role::{DataScope, Function, Role},
    },
    store::{
        Tx, accounts, events, organisations,
        roles::{self, RoleRecord},
    },
};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Whom to invite, and to what.
#[derive(Clone, Debug)]
pub struct Invitation {
    /// The person. Where the address has an account, that one gets the role, and name and language stay.
    pub person: NewAccount,
    /// The host organisation for which the person acts.
    pub organisation: Option<OrganisationId>,
    /// A secondary administrator's functions and data, or nothing for the check-in desk.
    pub opened: Option<(BTreeSet<Function>, DataScope)>,
}

/// What is opened to a secondary administrator from now on.
#[derive(Clone, Debug)]
pub struct RoleChange {
    /// The version that was seen.
    pub version: i64,
    /// What it may do.
    pub functions: BTreeSet<Function>,
    /// To whom.
    pub scope: DataScope,
}

impl Engine {
    /// Names a principal administrator.
    pub async fn name_principal(
        &self,
        actor: &Actor,
        event: EventId,
        person: &NewAccount,
    ) -> Result<RoleId, Error> {
        let mut tx = self.write().await?;
        self.permit(&mut tx, actor, UseCase::NamePrincipal, Some(event)).await?;
        let id = self.grant(&mut tx, actor, event, (person, None), &Role::Principal).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// Invites a secondary administrator, or the check-in desk.
    pub async fn invite_administrator(
        &self,
        actor: &Actor,
        event: EventId,
        invitation: &Invitation,
    ) -> Result<RoleId, Error> {
        let mut tx = self.write().await?;
        self.permit(&mut tx, actor, UseCase::InviteAdministrator, Some(event)).await?;
        let role = match invitation.opened.clone() {
            Some((functions, scope)) => {
                Role::Secondary { functions, scope: checked_scope(&mut tx, &scope).await? }
            }
            None => Role::CheckInDesk,
        };
        if let Some(organisation) = invitation.organisation
            && organisations::find(&mut tx, organisation).await?.is_none()
        {
            return Err(Fault::new("organisation", FaultCode::UnknownChoice).into());
        }
        let person = (&invitation.person, invitation.organisation);
        let id = self.grant(&mut tx, actor, event, person, &role).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// Changes what is opened to a secondary administrator. A conflict where somebody changed it since it was seen.
    pub async fn change_role(
        &self,
        actor: &Actor,
        event: EventId,
        id: RoleId,
        change: &RoleChange,
    ) -> Result<(), Error> {
        let mut tx = self.write().await?;
        self.permit(&mut tx, actor, UseCase::ChangeRole, Some(event)).await?;
        let before = find(&mut tx, event, id).await?;
        let scope = checked_scope(&mut tx, &change.scope).await?;
        let role = Role::Secondary { functions: change.functions.clone(), scope };
        if !roles::update(&mut tx, id, change.version, &role).await? {
            return Err(Error::Conflict);
        }
        let entry = self.entry(actor, "role.changed", Kind::Role, id);
        tx.record(entry.of(event).before(shown(&before.role)).after(shown(&role)));
        Ok(tx.commit().await?)
    }

    /// Ends a role. The last principal administrator stays.
    pub async fn withdraw_role(&self, actor: &Actor, event: EventId, id: RoleId) -> Result<(), Error> {
        let mut tx = self.write().await?;
        self.permit(&mut tx, actor, UseCase::WithdrawRole, Some(event)).await?;
        let n_principals = roles::lock_principals(&mut tx, event).await?;
        let before = find(&mut tx, event, id).await?;
        if before.role == Role::Principal && n_principals < 2 {
            return Err(Refusal::LastPrincipal.into());
        }
        if !roles::withdraw(&mut tx, id, self.now()).await? {
            return Err(Error::Conflict);
        }
        tx.record(self.entry(actor, "role.withdrawn", Kind::Role, id).of(event).before(shown(&before.role)));
        Ok(tx.commit().await?)
    }

    /// The administrators and desks of an event.
    pub async fn list_roles(&self, actor: &Actor, event: EventId) -> Result<Vec<RoleRecord>, Error> {
        let mut tx = self.read().await?;
        self.permit(&mut tx, actor, UseCase::ListRoles, Some(event)).await?;
        Ok(roles::list_by_event(&mut tx, event).await?)
    }

    /// Gives a role to the account of a person, which is made if it is not there.
    async fn grant(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        event: EventId,
        (person, organisation): (&NewAccount, Option<OrganisationId>),
        role: &Role,
    ) -> Result<RoleId, Error> {
        // An administrator of the installation may name any event, also one that is not there.
        events::find(tx, event).await?.ok_or(Error::not_found(Kind::Event))?;
        let (account, link) = self.account_of(tx, actor, person).await?;
        let id: RoleId = self.id();
        if !roles::insert(tx, (id, event), account.id, (role, organisation), self.now()).await? {
            return Err(Refusal::RoleExists.into());
        }
        let mut notice = self.notice(NoticeKind::RoleGranted, &account).of(event);
        notice.secret = link;
        tx.owe(notice.data(json!({ "name": account.name, "role": role.kind() })));
        let entry = self.entry(actor, "role.granted", Kind::Role, id).of(event);
        tx.record(entry.after(json!({ "account": account.id, "role": shown(role) })));
        Ok(id)
    }

    /// The account of a person. A new one comes with a link to set its password, for the notice that is owed anyway.
    pub(crate) async fn account_of(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        person: &NewAccount,
    ) -> Result<(Account, Option<String>), Error> {
        let new = person.check(self.id(), self.now())?;
        if !accounts::insert(tx, &new).await? {
            let found = accounts::find_by_email(tx, &new.email).await?;
            return Ok((found.ok_or(Error::Conflict)?, None));
        }
        let link = self.issue_token(tx, new.id, Purpose::SetPassword).await?;
        tx.record(self.entry(actor, "account.created", Kind::Account, new.id));
        Ok((new, Some(link)))
    }
}

/// The role, if it is one of the event.
async fn find(tx: &mut Tx, event: EventId, id: RoleId) -> Result<RoleRecord, Error> {
    let all = roles::list_by_event(tx, event).await?;
    all.into_iter().find(|record| record.id == id).ok_or(Error::not_found(Kind::Role))
}

/// The scope, whose organisations must be known.
async fn checked_scope(tx: &mut Tx, scope: &DataScope) -> Result<DataScope, Error> {
    let scope = scope.check("scope")?;
    let mut faults = Faults::new();
    for (i, organisation) in scope.organisations.iter().enumerate() {
        if organisations::find(tx, *organisation).await?.is_none() {
            faults.push(Fault::new(format!("scope.organisations[{i}]"), FaultCode::UnknownChoice));
        }
    }
    faults.check()?;
    Ok(scope)
}

fn shown(role: &Role) -> Value {
    match role {
        Role::Secondary { functions, scope } => {
            json!({ "kind": role.kind(), "functions": functions, "scope": scope })
        }
        _ => json!({ "kind": role.kind() }),
    }
}
