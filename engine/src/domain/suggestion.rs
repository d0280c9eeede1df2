//! Suggestions: whom somebody should meet, and why, as data that a page can put into words.

use crate::{
    domain::availability::{Span, is_free},
    ids::{CategoryId, OfferingId, ParticipantId, RegistrationId, TermId},
};
use std::collections::{BTreeMap, BTreeSet};

/// A person as far as suggestions ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The participant.
    pub id: ParticipantId,
    /// The registration.
    pub registration: RegistrationId,
    /// The category.
    pub category: CategoryId,
    /// Whether the person gives consultations.
    pub expert: bool,
    /// What is offered, by term, with the offer; an expert's topics are offers without one.
    pub offers: BTreeMap<TermId, Option<OfferingId>>,
    /// What is looked for, likewise.
    pub wants: BTreeMap<TermId, Option<OfferingId>>,
    /// Key figures and sectors of the company.
    pub key_figures: BTreeSet<TermId>,
    /// When the person cannot meet anybody, merged.
    pub taken: Vec<Span>,
    /// How many more meetings there may be; nothing where there is no limit but time.
    pub left: Option<i64>,
}

/// A term that one side offers and the other looks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// The term that is looked for, or the one above that was.
    pub term: TermId,
    /// The offer.
    pub offer: Option<OfferingId>,
    /// The want.
    pub want: Option<OfferingId>,
}

/// Why somebody is suggested.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Explanation {
    /// What they offer that one looks for.
    pub they_offer: Vec<Match>,
    /// What they look for that one offers.
    pub they_want: Vec<Match>,
    /// Key figures and sectors in common.
    pub in_common: Vec<TermId>,
    /// In how many slots both are free.
    pub n_common_slots: usize,
    /// How many more meetings they may have; nothing where only time limits them.
    pub left: Option<i64>,
}

/// A suggestion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// Whom to meet.
    pub participant: ParticipantId,
    /// Of which registration.
    pub registration: RegistrationId,
    /// How much speaks for it; only to be compared with others.
    pub score: i64,
    /// What speaks for it.
    pub why: Explanation,
}

/// What matches are worth. Both ways are worth more than twice one way: then both sides want it.
const MATCH: i64 = 10;
const BOTH_WAYS: i64 = 15;
const IN_COMMON: i64 = 2;
/// More matches than this say nothing new.
const MATCHES_MOST: usize = 5;
/// Beyond this, free slots and places left make no difference.
const ROOM_MOST: i64 = 10;

/// The best people for somebody to meet: those with a match, whom one may ask, who are not full and free when one is.
///
/// `parents` are the terms with those above them; `slots` those in which the two kinds of people meet.
pub fn suggest<'a>(
    me: &Candidate,
    others: impl IntoIterator<Item = &'a Candidate>,
    may_ask: &BTreeSet<(CategoryId, CategoryId)>,
    parents: &BTreeMap<TermId, Option<TermId>>,
    slots: impl Fn(&Candidate) -> &'a [Span],
    most: usize,
) -> Vec<Suggestion> {
    if me.left.is_some_and(|left| left < 1) {
        return Vec::new();
    }
    let mut all: Vec<_> = others
        .into_iter()
        .filter(|other| other.registration != me.registration)
        .filter(|other| other.left.is_none_or(|left| 0 < left))
        .filter(|other| may_ask.contains(&(me.category, other.category)))
        .filter(|other| !(me.expert && other.expert))
        .filter_map(|other| {
            let they_offer = matches(&other.offers, &me.wants, parents);
            let they_want = matches(&me.offers, &other.wants, parents);
            if they_offer.is_empty() && they_want.is_empty() {
                return None;
            }
            let free = slots(other)
                .iter()
                .filter(|slot| is_free(**slot, &me.taken) && is_free(**slot, &other.taken));
            let why = Explanation {
                they_offer,
                they_want,
                in_common: me.key_figures.intersection(&other.key_figures).copied().collect(),
                n_common_slots: free.count(),
                left: other.left,
            };
            (0 < why.n_common_slots).then(|| Suggestion {
                participant: other.id,
                registration: other.registration,
                score: score(&why),
                why,
            })
        })
        .collect();
    all.sort_by_key(|suggestion| (-suggestion.score, suggestion.participant));
    // One person of a company is enough: the best one.
    let mut seen = BTreeSet::new();
    all.retain(|suggestion| seen.insert(suggestion.registration));
    all.truncate(most);
    all
}

/// What is offered and looked for: the same term, or one below what is looked for.
fn matches(
    offers: &BTreeMap<TermId, Option<OfferingId>>,
    wants: &BTreeMap<TermId, Option<OfferingId>>,
    parents: &BTreeMap<TermId, Option<TermId>>,
) -> Vec<Match> {
    let mut found: Vec<Match> = Vec::new();
    for (offered, offer) in offers {
        let mut at = Some(*offered);
        while let Some(term) = at {
            if let Some(want) = wants.get(&term) {
                if !found.iter().any(|known| known.term == term) {
                    found.push(Match { term, offer: *offer, want: *want });
                }
                break;
            }
            at = parents.get(&term).copied().flatten();
        }
    }
    found
}

/// Rank by what fits times the room that is left, so that not all are sent to the same few.
fn score(why: &Explanation) -> i64 {
    let n = |matches: &[Match]| matches.len().min(MATCHES_MOST) as i64;
    let both = i64::from(!why.they_offer.is_empty() && !why.they_want.is_empty());
    let fit = MATCH * (n(&why.they_offer) + n(&why.they_want))
        + BOTH_WAYS * both
        + IN_COMMON * why.in_common.len().min(MATCHES_MOST) as i64;
    let room = (why.n_common_slots as i64).min(why.left.unwrap_or(ROOM_MOST)).clamp(1, ROOM_MOST);
    fit * (ROOM_MOST + room)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::DateTime;
    use uuid::Uuid;

    fn id<I: From<Uuid>>(n: u128) -> I {
        Uuid::from_u128(n).into()
    }

    fn span(slot: i64) -> Span {
        let at = |minute| DateTime::from_timestamp(minute * 60, 0).unwrap();
        (at(slot * 20), at(slot * 20 + 20))
    }

    fn candidate(n: u128, offers: &[u128], wants: &[u128]) -> Candidate {
        let terms = |terms: &[u128]| terms.iter().map(|term| (id(*term), None)).collect();
        Candidate {
            id: id(n),
            registration: id(n + 100),
            category: id(1),
            expert: false,
            offers: terms(offers),
            wants: terms(wants),
            key_figures: BTreeSet::new(),
            taken: Vec::new(),
            left: None,
        }
    }

    fn ask(me: &Candidate, others: &[Candidate]) -> Vec<Suggestion> {
        // Term 2 is below term 1.
        let parents = BTreeMap::from([(id(1), None), (id(2), Some(id(1))), (id(3), None)]);
        let all = [span(0), span(1), span(2)];
        let slots = |_: &Candidate| all.as_slice();
        suggest(me, others, &BTreeSet::from([(id(1), id(1))]), &parents, slots, 10)
    }

    #[test]
    fn both_ways_come_before_one_way_and_each_says_why() {
        let me = candidate(1, &[3], &[1]);
        let one_way = candidate(2, &[2], &[]);
        let both_ways = candidate(3, &[2], &[3]);
        let nothing = candidate(4, &[3], &[2]);
        let found = ask(&me, &[one_way, both_ways, nothing]);
        let people: Vec<_> = found.iter().map(|suggestion| suggestion.participant).collect();
        assert_eq!(people, [id(3), id(2)]);
        let wanted = [Match { term: id(1), offer: None, want: None }];
        assert_eq!(found[0].why.they_offer, wanted, "dairy is below food, which is looked for");
        assert_eq!((found[0].why.they_want.len(), found[0].why.n_common_slots), (1, 3));
    }

    #[test]
    fn nobody_is_suggested_who_is_full_not_free_not_to_be_asked_or_of_ones_own() {
        let me = Candidate { taken: vec![span(0)], ..candidate(1, &[], &[1]) };
        let good = candidate(2, &[1], &[]);
        assert_eq!(ask(&me, std::slice::from_ref(&good)).len(), 1);
        let taken = vec![(span(1).0, span(2).1)];
        for (why, other) in [
            ("full", Candidate { left: Some(0), ..good.clone() }),
            ("not free", Candidate { taken, ..good.clone() }),
            ("not to be asked", Candidate { category: id(9), ..good.clone() }),
            ("colleague", Candidate { registration: me.registration, ..good.clone() }),
        ] {
            assert_eq!(ask(&me, &[other]), [], "{why}");
        }
        let full = Candidate { left: Some(0), ..me };
        assert_eq!(ask(&full, &[good]), []);
    }

    #[test]
    fn more_room_comes_first_where_all_else_is_equal() {
        let me = candidate(1, &[], &[1]);
        let scarce = Candidate { left: Some(1), ..candidate(2, &[1], &[]) };
        let roomy = candidate(3, &[1], &[]);
        assert_eq!(ask(&me, &[scarce, roomy])[0].participant, id(3));
    }
}
