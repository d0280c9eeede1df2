//! What an installation may set; the defaults are right for most.

use crate::domain::password::PasswordPolicy;
use chrono::TimeDelta;
use std::time::Duration;

/// Settings of the installation, the same on every node.
#[derive(Clone, Debug)]
pub struct Settings {
    /// How strong a new password must be.
    pub password_policy: PasswordPolicy,
    /// How hard a password hash is to compute.
    pub password_cost: PasswordCost,
    /// How many attempts are let through.
    pub throttling: Throttling,
    /// How long a link to verify an address or set a password holds.
    pub token_lifetime: TimeDelta,
    /// How long the record of a sign-in is kept.
    pub sign_in_records_kept: TimeDelta,
    /// A sign-in ends after this long without use.
    pub idle_time_out: TimeDelta,
    /// A sign-in ends after this long in any case.
    pub absolute_time_out: TimeDelta,
    /// Whether an administrator's role counts only once a second factor is enrolled.
    pub organisers_need_second_factor: bool,
    /// How runs of the planner are worked on.
    pub planning: PlanningSettings,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            password_policy: PasswordPolicy::default(),
            password_cost: PasswordCost { memory_kib: 19 * 1024, passes: 2 },
            throttling: Throttling::default(),
            token_lifetime: TimeDelta::hours(24),
            sign_in_records_kept: TimeDelta::days(365),
            idle_time_out: TimeDelta::hours(8),
            absolute_time_out: TimeDelta::days(14),
            organisers_need_second_factor: true,
            planning: PlanningSettings::default(),
        }
    }
}

/// The cost of Argon2id.
#[derive(Clone, Copy, Debug)]
pub struct PasswordCost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over it.
    pub passes: u32,
}

/// How many attempts are let through before one has to wait.
#[derive(Clone, Copy, Debug)]
pub struct Throttling {
    /// The window in which attempts are counted.
    pub window: TimeDelta,
    /// Attempts per account.
    pub per_account: i64,
    /// Attempts per address of origin; many people may stand behind one.
    pub per_origin: i64,
    /// Messages that one person writes.
    pub messages: i64,
    /// Calls that a program makes by one token, within a minute.
    pub calls_per_minute: i64,
}

impl Default for Throttling {
    fn default() -> Self {
        Self {
            window: TimeDelta::minutes(15),
            per_account: 10,
            per_origin: 100,
            messages: 30,
            calls_per_minute: 600,
        }
    }
}

/// How runs of the planner are worked on.
#[derive(Clone, Copy, Debug)]
pub struct PlanningSettings {
    /// Threads of one run.
    pub threads: usize,
    /// How often a worker says that it is alive, and how far it is.
    pub beat: Duration,
    /// After this long without a sign the run is another worker's. Clocks of nodes may differ by less than this.
    pub silence: TimeDelta,
    /// How often an idle worker looks for a run.
    pub poll: Duration,
    /// How long the planner may think about a change on the spot.
    pub on_the_spot: Duration,
}

impl Default for PlanningSettings {
    fn default() -> Self {
        Self {
            threads: 2,
            beat: Duration::from_secs(1),
            silence: TimeDelta::seconds(20),
            poll: Duration::from_secs(1),
            on_the_spot: Duration::from_secs(2),
        }
    }
}
