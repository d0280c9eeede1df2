//! A demo event in two languages, built through the use cases alone: an organiser sets it up, companies register, ask each
//! other for meetings and sign up for conferences, the planner plans, and the plan is published.
//!
//! The same recipe makes the same event, to the last identity: chance comes from the seed, and the clock stands but for the
//! story. People, companies and chambers are invented; their addresses end in `.example`, where nobody gets mail.

mod companies;
mod experts;
mod forms;
mod meetings;
mod names;
mod next;
mod people;
mod planning;
mod programme;
mod setting;
mod story;
mod vocabulary;
mod wishes;

use crate::{
    AccountId, Actor, Database, Engine, Error, EventId, FixedClock, ParticipantId, PlanId, RegistrationId,
    SealingKey, Settings, domain::category::CategoryKind,
};
use chrono::NaiveDate;
pub use next::{NEXT_SLUG, announce_next};
use std::sync::Arc;
use story::Story;

/// The password of everybody in the [`Cast`].
pub const PASSWORD: &str = "Carnet de bal 9";

/// The name of the event in addresses.
pub const SLUG: &str = "rencontres-de-port-estelle";

/// How large the event is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipe {
    /// Where chance begins.
    pub seed: u64,
    /// The first of the event's two days. The story begins twelve weeks before and ends nine days before.
    pub first_day: NaiveDate,
    /// Companies that exhibit; every third of them sends two people, the others one.
    pub n_exhibitors: usize,
    /// Companies that visit, with one person each.
    pub n_visitors: usize,
    /// Experts.
    pub n_experts: usize,
    /// Meetings that are agreed at the end of the story.
    pub n_meetings: usize,
    /// Tables for meetings of companies.
    pub tables: i64,
    /// Tables for consultations.
    pub expert_tables: i64,
    /// Units of work that the planner may take.
    pub work: u64,
}

impl Recipe {
    /// 200 participants and 300 meetings.
    pub fn small() -> Self {
        Self {
            seed: 1,
            first_day: NaiveDate::from_ymd_opt(2027, 6, 17).unwrap_or_default(),
            n_exhibitors: 90,
            n_visitors: 66,
            n_experts: 14,
            n_meetings: 300,
            tables: 14,
            expert_tables: 8,
            work: 200,
        }
    }

    /// 1,500 participants and 3,000 meetings.
    pub fn large() -> Self {
        Self {
            n_exhibitors: 750,
            n_visitors: 420,
            n_experts: 80,
            n_meetings: 3_000,
            tables: 90,
            expert_tables: 40,
            work: 50,
            ..Self::small()
        }
    }
}

/// Somebody to sign in as, with [`PASSWORD`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Player {
    /// The address.
    pub email: String,
    /// The name.
    pub name: String,
    /// The account.
    pub account: AccountId,
}

impl Player {
    /// The player as who calls a use case.
    pub fn actor(&self) -> Actor {
        Actor::account(self.account)
    }
}

/// Those who have a password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cast {
    /// Runs the event.
    pub principal: Player,
    /// A secondary administrator of a co-organiser, for the participants of one country.
    pub secondary: Player,
    /// Receives people.
    pub desk: Player,
    /// Some who exhibit.
    pub exhibitors: Vec<Player>,
    /// Some who visit.
    pub visitors: Vec<Player>,
    /// Some experts.
    pub experts: Vec<Player>,
}

/// Somebody who takes part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The participant.
    pub id: ParticipantId,
    /// The registration.
    pub registration: RegistrationId,
    /// The account.
    pub account: AccountId,
    /// For whom the participant's category is.
    pub kind: CategoryKind,
    /// The person's name.
    pub name: String,
    /// The company's name.
    pub company: String,
}

impl Member {
    /// The person as who calls a use case.
    pub fn actor(&self) -> Actor {
        Actor::account(self.account)
    }
}

/// What was built, and what one needs to go on.
pub struct Demo {
    /// An engine whose clock stands where the story ended, and whose chance goes on from there.
    pub engine: Engine,
    /// Its clock.
    pub clock: Arc<FixedClock>,
    /// The event.
    pub event: EventId,
    /// The published plan.
    pub plan: PlanId,
    /// Who can sign in.
    pub cast: Cast,
    /// Everybody who takes part, by arrival.
    pub people: Vec<Member>,
}

/// Builds the demo event in a database that does not have it yet; the settings say how hard passwords are to hash.
///
/// No second factor is asked of the organisers while it is built, and none is enrolled.
pub async fn build(
    database: Database,
    settings: Settings,
    key: SealingKey,
    recipe: &Recipe,
) -> Result<Demo, Error> {
    let mut story = Story::begin(database, &settings, key, recipe);
    let setting = story.set_up().await?;
    let people = story.register_everybody(&setting).await?;
    let busy = story.fill_programme(&setting, &people).await?;
    let meetings = story.agree_on_meetings(&setting, &people, &busy).await?;
    let plan = story.plan_and_publish(&setting).await?;
    story.change_minds(&people, meetings).await?;
    Ok(story.end(setting, people, plan))
}
