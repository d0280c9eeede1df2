//! Signing in, staying in, signing out; the record of it.

use super::throttling::Attempt;
use super::tokens::secret_hash;
use crate::{
    AccountId, Actor, Engine, Error, Refusal, SignInId,
    domain::{
        access::{Standings, UseCase},
        account::{Account, EmailAddress, Outcome},
    },
    error::Kind,
    store::{
        Tx, accounts, registration_drafts, second_factors,
        sign_ins::{self, OpenSignIn, SignInRecord},
        throttle, tokens,
    },
};
use chrono::{DateTime, TimeDelta, Utc};

/// A sign-in is marked as used at most this often, so that reading a page does not always write.
const TOUCHED_EVERY: TimeDelta = TimeDelta::minutes(1);
/// The most records that are listed.
const RECORDS_MOST: i64 = 500;

/// A sign-in that began.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedIn {
    /// The secret by which the browser stays signed in.
    pub token: String,
    /// Who.
    pub account: AccountId,
    /// Whether the second factor is still asked for; until then the token is good for nothing else.
    pub factor_needed: bool,
}

impl Engine {
    /// Signs in with address and password.
    ///
    /// A wrong password, an unknown address and an account without a password are the same refusal, after the same time.
    pub async fn sign_in(&self, actor: &Actor, email: &str, password: &str) -> Result<SignedIn, Error> {
        let email = EmailAddress::parse("email", email).map_err(|_| Refusal::WrongCredentials)?;
        let mut tx = self.write().await?;
        self.permit(&mut tx, actor, UseCase::SignIn, None).await?;
        let found = accounts::find_password(&mut tx, email.as_str()).await?;
        let id = found.as_ref().map(|(id, _)| *id);
        let counted = self.count_attempt(&mut tx, actor, Attempt::SignIn, email.as_str()).await;
        if counted.is_err() {
            self.record_sign_in(&mut tx, actor, id, Outcome::Throttled).await?;
        }
        tx.commit().await?;
        counted?;

        let hash = found.and_then(|(_, hash)| hash);
        let outcome = if hash.is_some() { Outcome::WrongPassword } else { Outcome::Unknown };
        let right = self.verify_password(hash.clone(), password).await?;

        let mut tx = self.write().await?;
        let present = accounts::find_password(&mut tx, email.as_str()).await?;
        match (present, right) {
            // Not if the password was changed meanwhile.
            (Some((account, now)), true) if now == hash => {
                self.forget_attempt(&mut tx, actor, Attempt::SignIn, email.as_str()).await?;
                let signed_in = self.begin_sign_in(&mut tx, actor, account).await?;
                tx.commit().await?;
                Ok(signed_in)
            }
            _ => {
                self.record_sign_in(&mut tx, actor, id, outcome).await?;
                tx.commit().await?;
                Err(Refusal::WrongCredentials.into())
            }
        }
    }

    async fn begin_sign_in(&self, tx: &mut Tx, actor: &Actor, account: AccountId) -> Result<SignedIn, Error> {
        let factor = second_factors::find(tx, account).await?;
        let factor_needed = factor.is_some_and(|factor| factor.factor_confirmed_at.is_some());
        let token = self.secret_text();
        let (hash, origin) = (secret_hash(&token), actor.origin.0.as_deref());
        sign_ins::insert(tx, self.id(), account, (&hash, !factor_needed), origin, self.now()).await?;
        let outcome = if factor_needed { Outcome::FactorAsked } else { Outcome::SignedIn };
        self.record_sign_in(tx, actor, Some(account), outcome).await?;
        Ok(SignedIn { token, account, factor_needed })
    }

    /// Completes a sign-in by a code of the second factor, or by a recovery code. The token changes.
    pub async fn check_second_factor(
        &self,
        actor: &Actor,
        token: &str,
        code: &str,
    ) -> Result<SignedIn, Error> {
        let mut tx = self.write().await?;
        self.permit(&mut tx, actor, UseCase::SignIn, None).await?;
        let found = self.find_sign_in(&mut tx, token).await?;
        let sign_in = found.filter(|sign_in| !sign_in.complete).ok_or(Refusal::SignInNeeded)?;
        let account = sign_in.account_id;
        self.count_attempt(&mut tx, actor, Attempt::Factor, &account.to_string()).await?;

        if !self.factor_fits(&mut tx, account, code).await? {
            self.record_sign_in(&mut tx, actor, Some(account), Outcome::WrongCode).await?;
            tx.commit().await?;
            return Err(crate::Fault::new("code", crate::FaultCode::WrongCode).into());
        }
        let token = self.secret_text();
        if !sign_ins::complete(&mut tx, sign_in.id, &secret_hash(&token), self.now()).await? {
            return Err(Error::Conflict);
        }
        self.forget_attempt(&mut tx, actor, Attempt::Factor, &account.to_string()).await?;
        self.record_sign_in(&mut tx, actor, Some(account), Outcome::SignedIn).await?;
        tx.commit().await?;
        Ok(SignedIn { token, account, factor_needed: false })
    }

    /// Who is behind a token, as an actor for all other use cases of one request, with the account. Refused where the sign-in
    /// ended, or was not complete.
    pub async fn resume_sign_in(&self, origin: &Actor, token: &str) -> Result<(Actor, Account), Error> {
        let mut tx = self.read().await?;
        let found = self.find_sign_in(&mut tx, token).await?;
        let sign_in = found.filter(|sign_in| sign_in.complete).ok_or(Refusal::SignInNeeded)?;
        let account = accounts::find(&mut tx, sign_in.account_id).await?.ok_or(Refusal::SignInNeeded)?;
        drop(tx);
        if sign_in.last_used_at + TOUCHED_EVERY <= self.now() {
            let mut tx = self.write().await?;
            sign_ins::touch(&mut tx, sign_in.id, self.now()).await?;
            tx.commit().await?;
        }
        let actor = Actor {
            who: crate::Who::Account(account.id),
            origin: origin.origin.clone(),
            limits: None,
            standings: Standings::kept(),
        };
        Ok((actor, account))
    }

    /// Signs out.
    pub async fn sign_out(&self, actor: &Actor, token: &str) -> Result<(), Error> {
        let mut tx = self.write().await?;
        self.permit(&mut tx, actor, UseCase::SignOut, None).await?;
        sign_ins::end(&mut tx, &secret_hash(token), self.now()).await?;
        Ok(tx.commit().await?)
    }

    /// Who tried to sign in to an account, the latest first.
    pub async fn list_sign_ins(&self, actor: &Actor, account: AccountId) -> Result<Vec<SignInRecord>, Error> {
        let mut tx = self.read().await?;
        let permit = self.permit(&mut tx, actor, UseCase::ListSignIns, None).await?;
        if !permit.covers_account(account) {
            return Err(Error::not_found(Kind::Account));
        }
        Ok(sign_ins::list_records(&mut tx, account, RECORDS_MOST).await?)
    }

    /// The own sign-ins that go on, the last used first; by its token, the one that asks is told.
    pub async fn list_open_sign_ins(&self, actor: &Actor, token: &str) -> Result<Vec<OpenSignIn>, Error> {
        let mut tx = self.read().await?;
        self.permit(&mut tx, actor, UseCase::ListSignIns, None).await?;
        let account = actor.account_id().ok_or(Refusal::SignInNeeded)?;
        Ok(sign_ins::list_open(&mut tx, account, &secret_hash(token), self.sign_in_limits()).await?)
    }

    /// Ends one of the own sign-ins, wherever it goes on.
    pub async fn end_sign_in(&self, actor: &Actor, id: SignInId) -> Result<(), Error> {
        let mut tx = self.write().await?;
        self.permit(&mut tx, actor, UseCase::EndSignIn, None).await?;
        let account = actor.account_id().ok_or(Refusal::SignInNeeded)?;
        if !sign_ins::end_one(&mut tx, id, account, self.now()).await? {
            return Err(Error::not_found(Kind::SignIn));
        }
        tx.record(self.entry(actor, "account.sign-in-ended", Kind::SignIn, id));
        Ok(tx.commit().await?)
    }

    /// Deletes what is past its time: records of sign-ins after a year, sign-ins and links that ended, old counts, drafts of
    /// registrations for events that are over.
    pub async fn purge_accounts(&self, actor: &Actor) -> Result<u64, Error> {
        let mut tx = self.write().await?;
        self.permit(&mut tx, actor, UseCase::PurgeAccounts, None).await?;
        let (now, settings) = (self.now(), self.settings());
        let (kept, time_out) = (settings.sign_in_records_kept, settings.absolute_time_out);
        // In the order in which a new password ends them.
        let n_deleted = tokens::purge(&mut tx, now).await?
            + sign_ins::purge(&mut tx, now - kept, now - time_out).await?
            + registration_drafts::purge(&mut tx).await?
            + throttle::purge(&mut tx, now - settings.throttling.window).await?;
        tx.commit().await?;
        Ok(n_deleted)
    }

    async fn find_sign_in(&self, tx: &mut Tx, token: &str) -> Result<Option<sign_ins::SignIn>, Error> {
        let (begun, used) = self.sign_in_limits();
        Ok(sign_ins::find(tx, &secret_hash(token), begun, used).await?)
    }

    /// After which times a sign-in that goes on has begun, and was last used.
    fn sign_in_limits(&self) -> (DateTime<Utc>, DateTime<Utc>) {
        let (now, settings) = (self.now(), self.settings());
        (now - settings.absolute_time_out, now - settings.idle_time_out)
    }

    async fn record_sign_in(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        account: Option<AccountId>,
        outcome: Outcome,
    ) -> Result<(), Error> {
        let record = SignInRecord { outcome, origin: actor.origin.0.clone(), at: self.now() };
        Ok(sign_ins::record(tx, self.id(), account, &record).await?)
    }
}
