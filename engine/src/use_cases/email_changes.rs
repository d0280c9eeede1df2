//! Another address for an account: proven by a link that is sent to it, told to the address before.

use super::throttling::Attempt;
use crate::{
    Actor, Engine, Error, Fault, FaultCode, Kind, Refusal,
    domain::{
        access::UseCase,
        account::{EmailAddress, Purpose},
        notice::NoticeKind,
    },
    store::{StoreError, accounts, participants, sign_ins, tokens},
};
use serde_json::json;

impl Engine {
    /// Asks for another address for the own account, by the password. A link is sent there; until it is used, nothing changes.
    ///
    /// Whether the address has an account, nobody learns but its owner.
    pub async fn ask_email_change(&self, actor: &Actor, password: &str, email: &str) -> Result<(), Error> {
        let email = EmailAddress::parse("email", email)?;
        let mut tx = self.write().await?;
        self.permit(&mut tx, actor, UseCase::AskEmailChange, None).await?;
        let account = self.own_account(&mut tx, actor).await?;
        self.count_attempt(&mut tx, actor, Attempt::SignIn, account.email.as_str()).await?;
        let found = accounts::find_password(&mut tx, account.email.as_str()).await?;
        tx.commit().await?;
        if !self.verify_password(found.and_then(|(_, hash)| hash), password).await? {
            return Err(Fault::new("password", FaultCode::WrongPassword).into());
        }

        if email == account.email {
            return Err(Fault::new("email", FaultCode::Duplicate).into());
        }
        let mut tx = self.write().await?;
        self.count_attempt(&mut tx, actor, Attempt::Link, email.as_str()).await?;
        if let Some(owner) = accounts::find_by_email(&mut tx, &email).await? {
            tx.owe(self.notice(NoticeKind::EmailInUse, &owner).data(json!({ "name": owner.name })));
        } else {
            let link = self.issue_email_token(&mut tx, account.id, email.clone()).await?;
            let notice = self.notice(NoticeKind::EmailToConfirm, &account).to(email);
            tx.owe(notice.data(json!({ "name": account.name })).secret(link));
        }
        tx.record(self.entry(actor, "account.email-change-asked", Kind::Account, account.id));
        Ok(tx.commit().await?)
    }

    /// Takes the address to which a link was sent for the account. All other links and every sign-in of the account end; the
    /// address before is told.
    pub async fn change_email(&self, actor: &Actor, secret: &str) -> Result<(), Error> {
        let mut tx = self.write().await?;
        self.permit(&mut tx, actor, UseCase::ChangeEmail, None).await?;
        let (id, email) = self.consume_token(&mut tx, secret, Purpose::ChangeEmail).await?;
        let email = email.ok_or(Refusal::TokenNotValid)?;
        let before = accounts::find(&mut tx, id).await?.ok_or(Refusal::TokenNotValid)?;
        let now = self.now();
        accounts::set_email(&mut tx, id, &email, now).await.map_err(taken)?;
        participants::set_email(&mut tx, id, email.as_str()).await?;
        tokens::consume_all(&mut tx, id, now).await?;
        sign_ins::end_all(&mut tx, id, now).await?;
        let notice = self.notice(NoticeKind::EmailChanged, &before).to(before.email.clone());
        tx.owe(notice.data(json!({ "name": before.name })));
        // No address is in the audit, which outlives the account.
        tx.record(self.entry(actor, "account.email-changed", Kind::Account, id));
        Ok(tx.commit().await?)
    }
}

/// Whoever uses the link has the address, so it is no secret that there is an account for it.
fn taken(error: StoreError) -> Error {
    if error.is_duplicate() { Refusal::AddressTaken.into() } else { error.into() }
}
