//! Throttling: attempts are counted per account and per address of origin, what people and programs may do often up to a
//! limit of its own. Counts stand in the database, so all nodes count together.

use super::tokens::{hex, secret_hash};
use crate::{
    Actor, ApiTokenId, Engine, Error,
    store::{Tx, throttle},
};
use chrono::{DateTime, TimeDelta, Utc};
use std::{
    collections::{BTreeSet, HashMap},
    fmt::Debug,
    net::Ipv6Addr,
    sync::{Mutex, PoisonError},
};

/// Into how many lumps the calls of a minute are cut.
const LUMPS: i64 = 30;

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

/// What may be done often, by one who is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Use {
    /// Writing a message.
    Message,
    /// Calling by a token.
    Call,
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
            keys.push((key(attempt, "origin", &network(origin)), throttling.per_origin));
        }
        for (key, most) in keys {
            self.count(tx, &key, (1, most), throttling.window).await?;
        }
        Ok(())
    }

    /// Forgets what led to a success: the attempts on the account, and this one of its origin. Many people share an address, at a
    /// fair all of them, and those who know their password keep nobody out.
    pub(crate) async fn forget_attempt(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        attempt: Attempt,
        account: &str,
    ) -> Result<(), Error> {
        throttle::clear(tx, &account_key(attempt, account)).await?;
        if let Some(origin) = &actor.origin.0 {
            throttle::give_back(tx, &key(attempt, "origin", &network(origin))).await?;
        }
        Ok(())
    }

    /// Counts a message that somebody writes. Who is no account writes for the installation, which nobody counts.
    pub(crate) async fn count_message(&self, tx: &mut Tx, actor: &Actor) -> Result<(), Error> {
        let Some(account) = actor.account_id() else { return Ok(()) };
        let throttling = self.settings().throttling;
        let key = key(Use::Message, "account", &account.to_string());
        self.count(tx, &key, (1, throttling.messages), throttling.window).await?;
        Ok(())
    }

    /// Counts a call by a token. A node takes several at once from the database, so that reading does not always write.
    pub(crate) async fn count_call(&self, token: ApiTokenId) -> Result<(), Error> {
        if self.kept().calls.take(token, self.now()) {
            return Ok(());
        }
        let (most, minute) = (self.settings().throttling.calls_per_minute, TimeDelta::minutes(1));
        let lump = (most / LUMPS).max(1);
        let mut tx = self.write().await?;
        let key = key(Use::Call, "token", &token.to_string());
        let until = self.count(&mut tx, &key, (lump, most), minute).await?;
        tx.commit().await?;
        self.kept().calls.add(token, lump - 1, until, self.now());
        Ok(())
    }

    /// Counts some more of a key, up to the most within a window: when the window ends.
    async fn count(
        &self,
        tx: &mut Tx,
        key: &str,
        (n, most): (i64, i64),
        window: TimeDelta,
    ) -> Result<DateTime<Utc>, Error> {
        let now = self.now();
        let (n_attempts, since) = throttle::count(tx, key, n, (now, now - window)).await?;
        let until = since + window;
        if n_attempts > most {
            return Err(Error::Throttled { retry_after_seconds: (until - now).num_seconds() + 1 });
        }
        Ok(until)
    }
}

/// Calls that this node took from the database and has not let through yet.
#[derive(Default)]
pub(crate) struct Lumps(Mutex<HashMap<ApiTokenId, Lump>>);

struct Lump {
    n_left: i64,
    until: DateTime<Utc>,
}

impl Lumps {
    /// Takes one call of a token; false where none is left.
    fn take(&self, token: ApiTokenId, now: DateTime<Utc>) -> bool {
        let mut lumps = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let lump = lumps.get_mut(&token).filter(|lump| lump.until > now && lump.n_left > 0);
        lump.map(|lump| lump.n_left -= 1).is_some()
    }

    /// Adds calls that were taken, and forgets those that are no longer good.
    fn add(&self, token: ApiTokenId, n: i64, until: DateTime<Utc>, now: DateTime<Utc>) {
        let mut lumps = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        lumps.retain(|_, lump| lump.until > now);
        lumps.entry(token).or_insert(Lump { n_left: 0, until }).n_left += n;
    }
}

/// The network of an address: of IPv6, whoever has one address has a whole network, and could come from another each time.
fn network(origin: &str) -> String {
    let Ok(address) = origin.parse::<Ipv6Addr>() else { return origin.to_owned() };
    let [a, b, c, d, ..] = address.segments();
    Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).to_string()
}

/// The key of an account's attempts.
pub(crate) fn account_key(attempt: Attempt, account: &str) -> String {
    key(attempt, "account", account)
}

/// Hashed, so that no address stands in the table.
fn key(what: impl Debug, of: &str, whose: &str) -> String {
    hex(&secret_hash(&format!("{what:?}:{of}:{whose}"))[..16])
}
