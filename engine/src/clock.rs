//! Time and chance as parameters: nothing else in the engine reads a clock or draws at random.

use chrono::{DateTime, SubsecRound, TimeDelta, Utc};
use std::sync::{Mutex, PoisonError};
use uuid::{Builder, Uuid};

/// Says what time it is.
pub trait Clock: Send + Sync + 'static {
    /// The present, in whole microseconds: more is not kept by PostgreSQL.
    fn now(&self) -> DateTime<Utc>;
}

/// The clock of the machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> DateTime<Utc> {
        Utc::now().trunc_subsecs(6)
    }
}

/// A clock that stands until it is moved, for tests and the demo.
#[derive(Debug)]
pub struct FixedClock(Mutex<DateTime<Utc>>);

impl FixedClock {
    /// A clock that stands at `now`.
    pub fn new(now: DateTime<Utc>) -> Self {
        Self(Mutex::new(now.trunc_subsecs(6)))
    }

    /// Moves the clock forward.
    pub fn advance(&self, by: TimeDelta) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) += by;
    }

    /// Puts the clock to `now`.
    pub fn set(&self, now: DateTime<Utc>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = now.trunc_subsecs(6);
    }
}

impl Clock for FixedClock {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Where identities and secrets come from.
pub trait Source: Send + Sync + 'static {
    /// A new identity; later ones sort after earlier ones, to the millisecond.
    fn id(&self, now: DateTime<Utc>) -> Uuid;

    /// Bytes that nobody can guess.
    fn secret(&self) -> [u8; 32];
}

/// Identities and secrets from the random source of the operating system.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemSource;

impl Source for SystemSource {
    fn id(&self, now: DateTime<Utc>) -> Uuid {
        let secret = self.secret();
        build(now, &secret)
    }

    #[expect(
        clippy::expect_used,
        reason = "without random bytes no secret may be made, and nothing can go on"
    )]
    fn secret(&self) -> [u8; 32] {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).expect("the operating system has random bytes");
        bytes
    }
}

/// The same identities and "secrets" for the same seed, for tests and the demo. Never for people's real secrets.
#[derive(Debug)]
pub struct SeededSource(Mutex<fastrand::Rng>);

impl SeededSource {
    /// A source that always yields the same from the same seed.
    pub fn new(seed: u64) -> Self {
        Self(Mutex::new(fastrand::Rng::with_seed(seed)))
    }
}

impl Source for SeededSource {
    fn id(&self, now: DateTime<Utc>) -> Uuid {
        build(now, &self.secret())
    }

    fn secret(&self) -> [u8; 32] {
        let mut bytes = [0; 32];
        self.0.lock().unwrap_or_else(PoisonError::into_inner).fill(&mut bytes);
        bytes
    }
}

/// A UUID of version 7 from a time and random bytes.
fn build(now: DateTime<Utc>, random: &[u8; 32]) -> Uuid {
    let mut tail = [0; 10];
    tail.copy_from_slice(&random[..10]);
    Builder::from_unix_timestamp_millis(now.timestamp_millis().unsigned_abs(), &tail).into_uuid()
}
