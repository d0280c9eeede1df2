//! Passwords: set by a link, recovered, changed. Hashes are computed beside the transaction, which would wait for them.

use super::throttling::{Attempt, account_key};
use super::tokens::secret_hash;
use crate::{
    AccountId, Actor, Engine, Error, Fault, FaultCode, Faults, Kind, Refusal,
    domain::{
        access::UseCase,
        account::{EmailAddress, Purpose},
        notice::NoticeKind,
    },
    store::{Tx, accounts, api_tokens, sign_ins, throttle, tokens},
};
use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use serde_json::json;

impl Engine {
    /// Sets a password by a link that was sent, which also verifies the address. Every sign-in of the account ends.
    pub async fn set_password(&self, actor: &Actor, secret: &str, new: &str) -> Result<(), Error> {
        self.settings().password_policy.check("password", new)?;
        let mut tx = self.read().await?;
        self.permit(&mut tx, actor, UseCase::SetPassword, None).await?;
        // Looked at first, or whoever has no link could make the machine hash.
        let found = tokens::find(&mut tx, &secret_hash(secret), Purpose::SetPassword, self.now()).await?;
        drop(tx);
        found.ok_or(Refusal::TokenNotValid)?;
        let hash = self.hash_password(new).await?;

        let mut tx = self.write().await?;
        let (account, _) = self.consume_token(&mut tx, secret, Purpose::SetPassword).await?;
        self.store_password(&mut tx, actor, account, &hash).await?;
        // Whoever recovers an account may have lost it: what calls for it must not outlive that.
        api_tokens::withdraw_all(&mut tx, account, self.now()).await?;
        Ok(tx.commit().await?)
    }

    /// Asks for a link to set a new password. The answer is the same whether the address has an account or not.
    pub async fn recover_password(&self, actor: &Actor, email: &str) -> Result<(), Error> {
        let email = EmailAddress::parse("email", email)?;
        let mut tx = self.write().await?;
        self.permit(&mut tx, actor, UseCase::RecoverPassword, None).await?;
        self.count_attempt(&mut tx, actor, Attempt::Link, email.as_str()).await?;
        if let Some(owner) = accounts::find_by_email(&mut tx, &email).await? {
            let link = self.issue_token(&mut tx, owner.id, Purpose::SetPassword).await?;
            let notice = self.notice(NoticeKind::PasswordRecovery, &owner);
            tx.owe(notice.data(json!({ "name": owner.name })).secret(link));
            tx.record(self.entry(actor, "account.password-recovery-asked", Kind::Account, owner.id));
        }
        Ok(tx.commit().await?)
    }

    /// Changes the own password. Every sign-in of the account ends, so one signs in anew.
    pub async fn change_password(&self, actor: &Actor, old: &str, new: &str) -> Result<(), Error> {
        let mut tx = self.write().await?;
        self.permit(&mut tx, actor, UseCase::ChangePassword, None).await?;
        let account = self.own_account(&mut tx, actor).await?;
        self.count_attempt(&mut tx, actor, Attempt::SignIn, account.email.as_str()).await?;
        let found = accounts::find_password(&mut tx, account.email.as_str()).await?;
        tx.commit().await?;

        let mut faults = Faults::new();
        let known = found.and_then(|(_, hash)| hash);
        if !self.verify_password(known.clone(), old).await? {
            faults.push(Fault::new("old", FaultCode::WrongPassword));
        }
        faults.take(self.settings().password_policy.check("new", new));
        faults.check()?;
        let hash = self.hash_password(new).await?;

        let mut tx = self.write().await?;
        let present = accounts::find_password(&mut tx, account.email.as_str()).await?;
        if present.and_then(|(_, hash)| hash) != known {
            return Err(Error::Conflict);
        }
        self.store_password(&mut tx, actor, account.id, &hash).await?;
        Ok(tx.commit().await?)
    }

    /// Stores a password: old links and sign-ins end, attempts are forgotten, the owner is told.
    async fn store_password(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        id: AccountId,
        hash: &str,
    ) -> Result<(), Error> {
        let now = self.now();
        accounts::set_password(tx, id, hash, now).await?;
        tokens::consume_all(tx, id, now).await?;
        sign_ins::end_all(tx, id, now).await?;
        let account = accounts::find(tx, id).await?.ok_or(Error::not_found(Kind::Account))?;
        throttle::clear(tx, &account_key(Attempt::SignIn, account.email.as_str())).await?;
        tx.owe(self.notice(NoticeKind::PasswordChanged, &account).data(json!({ "name": account.name })));
        tx.record(self.entry(actor, "account.password-set", Kind::Account, id));
        Ok(())
    }

    /// The hash of a password, computed on a thread that may block.
    pub(crate) async fn hash_password(&self, password: &str) -> Result<String, Error> {
        let (hasher, password) = (self.hasher()?, password.to_owned());
        let turn = self.hashing().await?;
        let outcome = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            let hash = hasher.hash_password(password.as_bytes());
            hash.map(|hash| hash.to_string())
        });
        outcome.await.ok().and_then(Result::ok).ok_or(Error::Internal("the password could not be hashed"))
    }

    /// Whether a password is right. Without a hash it takes as long, so that time tells nothing about accounts.
    pub(crate) async fn verify_password(&self, hash: Option<String>, password: &str) -> Result<bool, Error> {
        let (hasher, password) = (self.hasher()?, password.to_owned());
        let turn = self.hashing().await?;
        let verified = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            let Some(hash) = hash else {
                // The work counts, not its result.
                drop(hasher.hash_password(password.as_bytes()));
                return false;
            };
            PasswordHash::new(&hash)
                .is_ok_and(|hash| hasher.verify_password(password.as_bytes(), &hash).is_ok())
        });
        verified.await.map_err(|_| Error::Internal("the password could not be checked"))
    }

    fn hasher(&self) -> Result<Argon2<'static>, Error> {
        let cost = self.settings().password_cost;
        let params = Params::new(cost.memory_kib, cost.passes, 1, None)
            .map_err(|_| Error::Internal("the cost of passwords is out of range"))?;
        Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
    }
}
