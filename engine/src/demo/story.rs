//! The one who tells the story: an engine with its clock and its chance.

use super::{Cast, Demo, Member, PASSWORD, Player, Recipe, people::People, setting::Setting};
use crate::{
    Actor, Database, Engine, Error, FixedClock, PlanId, SealingKey, SeededSource, Settings,
    domain::{notice::Notice, outbox::Claimed},
};
use chrono::{NaiveTime, TimeDelta};
use std::sync::Arc;

/// The most notices that are sent in one go.
const NOTICES_MOST: i64 = 5_000;

/// A demo under way.
pub(super) struct Story {
    pub(super) engine: Engine,
    pub(super) clock: Arc<FixedClock>,
    pub(super) chance: fastrand::Rng,
    pub(super) recipe: Recipe,
    /// The installation itself.
    pub(super) system: Actor,
}

impl Story {
    /// At eight in the morning, twelve weeks before the event.
    pub(super) fn begin(database: Database, settings: &Settings, key: SealingKey, recipe: &Recipe) -> Self {
        let clock = Arc::new(FixedClock::new(recipe.first_day.and_time(NaiveTime::MIN).and_utc()));
        let source = Arc::new(SeededSource::new(recipe.seed));
        let settings = Settings { organisers_need_second_factor: false, ..settings.clone() };
        let story = Self {
            engine: Engine::with(database, settings, key, clock.clone(), source),
            clock,
            chance: fastrand::Rng::with_seed(recipe.seed),
            recipe: recipe.clone(),
            system: Actor::system(),
        };
        story.go_to(84);
        story
    }

    /// Puts the clock to eight in the morning, so many days before the event.
    pub(super) fn go_to(&self, days_before: i64) {
        let midnight = self.recipe.first_day.and_time(NaiveTime::MIN).and_utc();
        self.clock.set(midnight - TimeDelta::days(days_before) + TimeDelta::hours(8));
    }

    /// Lets some minutes pass.
    pub(super) fn wait(&self, minutes: i64) {
        self.clock.advance(TimeDelta::minutes(minutes));
    }

    /// Everything that is owed is sent: what it was.
    pub(super) async fn deliver(&self) -> Result<Vec<Notice>, Error> {
        let mut sent = Vec::new();
        loop {
            let claimed = self.engine.claim_notices(&self.system, "demo", NOTICES_MOST).await?;
            if claimed.is_empty() {
                return Ok(sent);
            }
            for Claimed { notice, attempt, .. } in claimed {
                self.engine.mark_notice_sent(&self.system, notice.id, attempt).await?;
                sent.push(notice);
            }
        }
    }

    /// Whoever was sent a link follows it and has a password from then on. Links that wait from before are sent, and lost.
    pub(super) async fn follow_link(
        &self,
        (name, email): (&str, &str),
        is_theirs: impl Fn(&Notice) -> bool,
    ) -> Result<Player, Error> {
        let mut owed = self.deliver().await?;
        owed.retain(|notice| notice.secret.is_some() && is_theirs(notice));
        // The latest comes last.
        let sent = owed.pop().and_then(|notice| Some((notice.recipient, notice.secret?)));
        let (account, link) = sent.ok_or(Error::Internal("a link was sent"))?;
        self.engine.set_password(&Actor::anonymous(), &link, PASSWORD).await?;
        Ok(Player { email: email.to_owned(), name: name.to_owned(), account })
    }

    /// One of some things.
    pub(super) fn pick<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.chance.usize(..all.len())]
    }

    /// What was built.
    pub(super) fn end(self, setting: Setting, people: People, plan: PlanId) -> Demo {
        let Setting { event, principal, secondary, desk, .. } = setting;
        let People { members, exhibitors, visitors, experts } = people;
        Demo {
            engine: self.engine,
            clock: self.clock,
            event,
            plan,
            cast: Cast { principal, secondary, desk, exhibitors, visitors, experts },
            people: members,
        }
    }
}

/// Those of a kind.
pub(super) fn of_kind(members: &[Member], kind: crate::domain::category::CategoryKind) -> Vec<&Member> {
    members.iter().filter(|member| member.kind == kind).collect()
}
