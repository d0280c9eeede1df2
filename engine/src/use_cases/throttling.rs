//! Throttling: attempts are counted per account and per address of origin.

use super::tokens::{hex, secret_hash};
use crate::{
    Actor, Engine, Error,
    store::{Tx, throttle},
};
use std::collections::BTreeSet;

/// What is attempted; each has its own count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Attempt {
    /// To sign in.
    SignIn,
    /// To give a code of the second factor.
    Factor,
    /// To get a link.
    Link,
}

impl Engine {
    /// Counts an attempt, or refuses it where there were too many. The count stands only if the transaction commits.
    pub(crate) async fn count_attempt(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        attempt: Attempt,
        account: &str,
    ) -> Result<(), Error> {
        self.count_attempts(tx, actor, attempt, BTreeSet::from([account.to_owned()])).await
    }

    /// Counts an attempt that is about several accounts.
    pub(crate) async fn count_attempts(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        attempt: Attempt,
        accounts: BTreeSet<String>,
    ) -> Result<(), Error> {
        let throttling = self.settings().throttling;
        // In one order, so that no two wait for each other.
        let keys: BTreeSet<_> = accounts.iter().map(|account| account_key(attempt, account)).collect();
        let mut keys: Vec<_> = keys.into_iter().map(|key| (key, throttling.per_account)).collect();
        if let Some(origin) = &actor.origin.0 {
            keys.push((key(attempt, "origin", origin), throttling.per_origin));
        }
        let now = self.now();
        for (key, most) in keys {
            let (n_attempts, since) = throttle::count(tx, &key, now, now - throttling.window).await?;
            if n_attempts > most {
                let wait = since + throttling.window - now;
                return Err(Error::Throttled { retry_after_seconds: wait.num_seconds() + 1 });
            }
        }
        Ok(())
    }
}

/// The key of an account's attempts.
pub(crate) fn account_key(attempt: Attempt, account: &str) -> String {
    key(attempt, "account", account)
}

/// Hashed, so that no address stands in the table.
fn key(attempt: Attempt, of: &str, whose: &str) -> String {
    hex(&secret_hash(&format!("{attempt:?}:{of}:{whose}"))[..16])
}
