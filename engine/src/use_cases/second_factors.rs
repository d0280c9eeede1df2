//! The second factor: enrolling, confirming, removing.

use super::throttling::Attempt;
use super::tokens::secret_hash;
use crate::{
    AccountId, Actor, Engine, Error, Fault, FaultCode, Kind, Refusal,
    domain::{access::UseCase, account::Account, notice::NoticeKind, second_factor},
    store::{Tx, accounts, second_factors},
};
use serde_json::json;

/// How many recovery codes there are.
const N_CODES: usize = 10;

/// A second factor that waits for its first code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enrolment {
    /// For the picture that an authenticator application reads.
    pub url: String,
    /// To be typed instead.
    pub secret: String,
}

impl Engine {
    /// Whether the own account has a second factor that counts.
    pub async fn has_second_factor(&self, actor: &Actor) -> Result<bool, Error> {
        let mut tx = self.read().await?;
        self.permit(&mut tx, actor, UseCase::ShowAccount, None).await?;
        let account = self.own_account(&mut tx, actor).await?;
        let factor = second_factors::find(&mut tx, account.id).await?;
        Ok(factor.is_some_and(|factor| factor.factor_confirmed_at.is_some()))
    }

    /// Proposes a second factor. It counts from the first code that is right.
    pub async fn enrol_second_factor(&self, actor: &Actor) -> Result<Enrolment, Error> {
        let mut tx = self.write().await?;
        self.permit(&mut tx, actor, UseCase::EnrolSecondFactor, None).await?;
        let account = self.own_account(&mut tx, actor).await?;
        let secret = self.secret();
        let sealed = self.key().seal(account.id, &secret, self.secret())?;
        if !second_factors::propose(&mut tx, account.id, &sealed).await? {
            return Err(Refusal::SecondFactorEnrolled.into());
        }
        tx.commit().await?;
        let email = account.email.as_str();
        Ok(Enrolment {
            url: second_factor::url(&secret, email)?,
            secret: second_factor::typed(&secret, email)?,
        })
    }

    /// Confirms a second factor by its first code, and yields the recovery codes: this once only.
    pub async fn confirm_second_factor(&self, actor: &Actor, code: &str) -> Result<Vec<String>, Error> {
        let mut tx = self.write().await?;
        self.permit(&mut tx, actor, UseCase::EnrolSecondFactor, None).await?;
        let account = self.own_account(&mut tx, actor).await?;
        let factor = second_factors::find(&mut tx, account.id).await?;
        let sealed = factor.and_then(|factor| factor.factor_secret).ok_or(Refusal::NoSecondFactor)?;
        let secret = self.key().open(account.id, &sealed)?;
        let step = second_factor::step(&secret, code, self.now())?;
        let step = step.ok_or_else(|| Fault::new("code", FaultCode::WrongCode))?;
        if !second_factors::confirm(&mut tx, account.id, &sealed, self.now()).await? {
            return Err(Refusal::SecondFactorEnrolled.into());
        }
        second_factors::use_step(&mut tx, account.id, step).await?;
        let mut codes = Vec::with_capacity(N_CODES);
        for _ in 0..N_CODES {
            let code = self.secret_text()[..20].to_owned();
            second_factors::insert_code(&mut tx, account.id, &secret_hash(&code)).await?;
            codes.push(grouped(&code));
        }
        self.tell_factor_changed(&mut tx, actor, &account, "account.second-factor-enrolled");
        tx.commit().await?;
        Ok(codes)
    }

    /// Removes the own second factor, by the password.
    pub async fn remove_second_factor(&self, actor: &Actor, password: &str) -> Result<(), Error> {
        let mut tx = self.write().await?;
        self.permit(&mut tx, actor, UseCase::RemoveSecondFactor, None).await?;
        let account = self.own_account(&mut tx, actor).await?;
        self.count_attempt(&mut tx, actor, Attempt::SignIn, account.email.as_str()).await?;
        let found = accounts::find_password(&mut tx, account.email.as_str()).await?;
        tx.commit().await?;
        if !self.verify_password(found.and_then(|(_, hash)| hash), password).await? {
            return Err(Fault::new("password", FaultCode::WrongPassword).into());
        }
        let mut tx = self.write().await?;
        if !second_factors::remove(&mut tx, account.id).await? {
            return Err(Refusal::NoSecondFactor.into());
        }
        self.tell_factor_changed(&mut tx, actor, &account, "account.second-factor-removed");
        Ok(tx.commit().await?)
    }

    fn tell_factor_changed(&self, tx: &mut Tx, actor: &Actor, account: &Account, action: &'static str) {
        let enrolled = action == "account.second-factor-enrolled";
        let data = json!({ "name": account.name, "enrolled": enrolled });
        tx.owe(self.notice(NoticeKind::SecondFactorChanged, account).data(data));
        tx.record(self.entry(actor, action, Kind::Account, account.id));
    }

    /// Whether a code is right, of the application or for recovery; it is used up. Recovery needs no key, so that it helps
    /// where the key was lost.
    pub(crate) async fn factor_fits(
        &self,
        tx: &mut Tx,
        account: AccountId,
        code: &str,
    ) -> Result<bool, Error> {
        let factor = second_factors::find(tx, account).await?;
        let Some(sealed) = factor.and_then(|factor| factor.factor_secret) else { return Ok(false) };
        let spare: String = code.chars().filter(char::is_ascii_hexdigit).collect();
        if second_factors::use_code(tx, account, &secret_hash(&spare.to_lowercase()), self.now()).await? {
            return Ok(true);
        }
        let secret = self.key().open(account, &sealed)?;
        match second_factor::step(&secret, code, self.now())? {
            Some(step) => Ok(second_factors::use_step(tx, account, step).await?),
            None => Ok(false),
        }
    }
}

/// In groups of five, which are easier to copy.
fn grouped(code: &str) -> String {
    let groups: Vec<_> = code.as_bytes().chunks(5).map(String::from_utf8_lossy).collect();
    groups.join("-")
}
