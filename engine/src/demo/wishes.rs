//! Who wants to meet whom, and what comes of it: decided before anybody asks, so that numbers come out as the recipe says.

use super::{
    Member, Recipe,
    setting::Setting,
    story::{Story, of_kind},
};
use crate::{ParticipantId, RegistrationId, SlotId, domain::category::CategoryKind};
use std::collections::{BTreeMap, BTreeSet};

/// The days on which people ask.
pub(super) const DAYS: i64 = 16;
/// No more meetings than this for anybody, below every quota.
const MEETINGS_MOST: usize = 8;
/// No more consultations than this with an expert, of whom some come for seven slots.
const CONSULTATIONS_MOST: usize = 6;

/// What becomes of a wish.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// Accepted and confirmed; an expert's at once.
    Agreed,
    /// Accepted, and confirmed by silence.
    AgreedBySilence,
    /// Accepted by asking back, and confirmed.
    AskedBack,
    /// Declined.
    Declined,
    /// Taken back.
    Withdrawn,
    /// Nobody answers.
    Unanswered,
    /// Accepted when all is over, and not confirmed yet.
    Accepted,
}

impl Fate {
    /// Whether a meeting comes of it.
    pub(super) fn is_agreed(self) -> bool {
        matches!(self, Self::Agreed | Self::AgreedBySilence | Self::AskedBack)
    }
}

/// What becomes of wishes, in turn: six of ten are agreed. Wishes of the last days that nobody answers are pending when the
/// story ends, earlier ones have expired.
const FATES: [Fate; 20] = [
    Fate::Agreed,
    Fate::Agreed,
    Fate::Declined,
    Fate::Agreed,
    Fate::AgreedBySilence,
    Fate::Unanswered,
    Fate::Agreed,
    Fate::AskedBack,
    Fate::Agreed,
    Fate::Unanswered,
    Fate::Agreed,
    Fate::Withdrawn,
    Fate::Agreed,
    Fate::Agreed,
    Fate::Unanswered,
    Fate::AgreedBySilence,
    Fate::Declined,
    Fate::Agreed,
    Fate::Agreed,
    Fate::Accepted,
];

/// Somebody's wish to meet somebody.
#[derive(Clone, Debug)]
pub(super) struct Wish {
    /// Who asks.
    pub(super) from: Member,
    /// Who is asked.
    pub(super) to: Member,
    /// Whether the whole company is asked rather than the person.
    pub(super) of_company: bool,
    /// The slot, where one is asked for.
    pub(super) slot: Option<SlotId>,
    /// What becomes of it.
    pub(super) fate: Fate,
    /// The day on which it is asked, from 0.
    pub(super) day: i64,
    /// How many days the other side thinks.
    pub(super) thinks: i64,
}

/// Who met whom so far.
#[derive(Default)]
struct Ledger {
    pairs: BTreeSet<(RegistrationId, RegistrationId)>,
    consulted: BTreeSet<(RegistrationId, ParticipantId)>,
    n_meetings: BTreeMap<ParticipantId, usize>,
}

impl Ledger {
    fn is_new(&self, from: &Member, to: &Member) -> bool {
        let (a, b) = (from.registration, to.registration);
        let met = self.pairs.contains(&(a.min(b), a.max(b)));
        let is_known =
            if to.kind == CategoryKind::Expert { self.consulted.contains(&(a, to.id)) } else { met };
        let full = |member: &Member| {
            let is_expert = member.kind == CategoryKind::Expert;
            let most = if is_expert { CONSULTATIONS_MOST } else { MEETINGS_MOST };
            self.n_meetings.get(&member.id).is_some_and(|n| *n >= most)
        };
        a != b && !is_known && !full(from) && !full(to)
    }

    fn note(&mut self, from: &Member, to: &Member, n_meetings: usize) {
        let (a, b) = (from.registration, to.registration);
        if to.kind == CategoryKind::Expert {
            self.consulted.insert((a, to.id));
        } else {
            self.pairs.insert((a.min(b), a.max(b)));
        }
        for member in [from, to] {
            *self.n_meetings.entry(member.id).or_default() += n_meetings;
        }
    }
}

impl Recipe {
    /// Meetings that are cancelled after the plan was published.
    pub(super) fn n_cancelled(&self) -> usize {
        (self.n_meetings / 50).clamp(2, 30)
    }
}

impl Story {
    /// The wishes, in the order in which they are asked. `busy` people are not asked for a slot of theirs.
    pub(super) fn wishes(
        &mut self,
        setting: &Setting,
        members: &[Member],
        busy: &BTreeSet<ParticipantId>,
    ) -> Vec<Wish> {
        let exhibitors = of_kind(members, CategoryKind::Company);
        let visitors = of_kind(members, CategoryKind::Visitor);
        let experts = of_kind(members, CategoryKind::Expert);
        let n_agreed_most = self.recipe.n_meetings + self.recipe.n_cancelled();
        let (mut wishes, mut ledger, mut n_agreed, mut n_vain) = (Vec::new(), Ledger::default(), 0, 0);
        // Where all have met all, there are fewer meetings.
        while n_agreed < n_agreed_most && n_vain < 10_000 {
            let n = wishes.len();
            let from = if self.chance.usize(..5) < 2 { self.pick(&visitors) } else { self.pick(&exhibitors) };
            // Where all experts are full, companies are asked.
            let with_expert = n % 12 == 5 && n_vain < 200 && !experts.is_empty();
            let to = if with_expert { self.pick(&experts) } else { self.popular(&exhibitors) };
            if !ledger.is_new(from, to) {
                n_vain += 1;
                continue;
            }
            n_vain = 0;
            let fate = if with_expert { Fate::Agreed } else { FATES[n % FATES.len()] };
            let of_company = !with_expert && fate != Fate::AskedBack && self.chance.bool();
            let can_name_slot = !of_company && !busy.contains(&from.id) && !busy.contains(&to.id);
            let slot = (can_name_slot && fate == Fate::Agreed && !with_expert && n % 6 == 0)
                .then(|| *self.pick(&setting.slots));
            ledger.note(from, to, usize::from(fate.is_agreed()));
            n_agreed += usize::from(fate.is_agreed());
            let (from, to) = ((*from).clone(), (*to).clone());
            wishes.push(Wish { from, to, of_company, slot, fate, day: 0, thinks: 1 + n as i64 % 3 });
        }
        let n_wishes = wishes.len().max(1) as i64;
        for (n, wish) in (0_i64..).zip(&mut wishes) {
            wish.day = n * DAYS / n_wishes;
        }
        wishes
    }

    /// One of some people, those at the beginning more often: some companies everybody wants to meet.
    fn popular<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        let (one, other) = (self.chance.usize(..all.len()), self.chance.usize(..all.len()));
        &all[one.min(other)]
    }
}
