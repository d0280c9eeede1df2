//! Accounts: asking for one, setting and recovering its password.

use super::throttling::Attempt;
use crate::{
    AccountId, Actor, Engine, Error, Kind, Refusal,
    domain::{
        access::UseCase,
        account::{Account, EmailAddress, Language, NewAccount, Purpose},
        notice::{Notice, NoticeKind},
    },
    store::{Tx, accounts},
};
use serde_json::json;

/// An administrator of the installation who was just named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAdministrator {
    /// The account.
    pub account: AccountId,
    /// The secret of the link by which the password is set; nothing where the account has one.
    pub link: Option<String>,
}

impl Engine {
    /// Asks for an account. Its owner gets a link by which to set a password, which also verifies the address.
    ///
    /// Nobody learns whether the address had an account before: the answer is the same, and the owner is told.
    pub async fn create_account(&self, actor: &Actor, new: &NewAccount) -> Result<(), Error> {
        let mut tx = self.write().await?;
        self.permit(&mut tx, actor, UseCase::CreateAccount, None).await?;
        let account = new.check(self.id(), self.now())?;
        self.count_attempt(&mut tx, actor, Attempt::Link, account.email.as_str()).await?;

        if accounts::insert(&mut tx, &account).await? {
            let link = self.issue_token(&mut tx, account.id, Purpose::SetPassword).await?;
            tx.owe(
                self.notice(NoticeKind::AccountCreated, &account)
                    .data(json!({ "name": account.name }))
                    .secret(link),
            );
            let entry = self.entry(actor, "account.created", Kind::Account, account.id);
            tx.record(entry.after(json!({ "language": account.language })));
        } else {
            self.tell_owner(&mut tx, &account.email).await?;
        }
        Ok(tx.commit().await?)
    }

    /// Names an administrator of the installation; the account is made if it is not there.
    ///
    /// For the command line, which shows the link: a fresh installation may have no mail yet.
    pub async fn create_administrator(
        &self,
        actor: &Actor,
        person: &NewAccount,
    ) -> Result<NewAdministrator, Error> {
        let mut tx = self.write().await?;
        self.permit(&mut tx, actor, UseCase::CreateAdministrator, None).await?;
        let (account, mut link) = self.account_of(&mut tx, actor, person).await?;
        accounts::set_administrator(&mut tx, account.id).await?;
        if let Some(link) = &link {
            let notice = self.notice(NoticeKind::AccountCreated, &account);
            tx.owe(notice.data(json!({ "name": account.name })).secret(link.clone()));
        } else {
            let found = accounts::find_password(&mut tx, account.email.as_str()).await?;
            // Whoever lost the first link, and cannot sign in without one.
            if found.is_none_or(|(_, hash)| hash.is_none()) {
                link = Some(self.issue_token(&mut tx, account.id, Purpose::SetPassword).await?);
            }
        }
        tx.record(self.entry(actor, "account.made-administrator", Kind::Account, account.id));
        tx.commit().await?;
        Ok(NewAdministrator { account: account.id, link })
    }

    /// The own account.
    pub async fn show_account(&self, actor: &Actor) -> Result<Account, Error> {
        let mut tx = self.read().await?;
        self.permit(&mut tx, actor, UseCase::ShowAccount, None).await?;
        self.own_account(&mut tx, actor).await
    }

    /// Changes the language in which one is written to.
    pub async fn change_language(&self, actor: &Actor, language: Language) -> Result<(), Error> {
        let mut tx = self.write().await?;
        self.permit(&mut tx, actor, UseCase::ChangeLanguage, None).await?;
        let account = self.own_account(&mut tx, actor).await?;
        accounts::set_language(&mut tx, account.id, language).await?;
        let entry = self.entry(actor, "account.language-changed", Kind::Account, account.id);
        tx.record(entry.before(json!(account.language)).after(json!(language)));
        Ok(tx.commit().await?)
    }

    /// The account of the actor.
    pub(crate) async fn own_account(&self, tx: &mut Tx, actor: &Actor) -> Result<Account, Error> {
        let id = actor.account_id().ok_or(Refusal::SignInNeeded)?;
        accounts::find(tx, id).await?.ok_or(Error::not_found(Kind::Account))
    }

    /// A notice to the owner of an account.
    pub(crate) fn notice(&self, kind: NoticeKind, to: &Account) -> Notice {
        Notice::new(self.id(), kind, (to.id, to.language), self.now())
    }

    /// Tells the owner of an address that somebody asked for an account with it, with a link in case it was them.
    async fn tell_owner(&self, tx: &mut Tx, email: &EmailAddress) -> Result<(), Error> {
        let Some(owner) = accounts::find_by_email(tx, email).await? else {
            return Err(Error::Conflict);
        };
        let link = self.issue_token(tx, owner.id, Purpose::SetPassword).await?;
        tx.owe(
            self.notice(NoticeKind::AccountExists, &owner).data(json!({ "name": owner.name })).secret(link),
        );
        Ok(())
    }
}
