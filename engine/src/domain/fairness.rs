//! How evenly meetings fell: what each person asked for, agreed on and got, and how far people and groups are apart.

use crate::ids::{CategoryId, ParticipantId};
use std::collections::BTreeMap;

/// What one person asked for and got.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// Who.
    pub participant: ParticipantId,
    /// The person's name.
    pub name: String,
    /// The company.
    pub company: String,
    /// The category.
    pub category: CategoryId,
    /// The country of the company.
    pub country: String,
    /// Meetings that the person asked for.
    pub asked: i64,
    /// Meetings that both sides agreed on, whoever asked.
    pub agreed: i64,
    /// Of those, meetings with a place in the published plan.
    pub obtained: i64,
    /// The meetings that were promised.
    pub promised: i64,
}

impl Share {
    /// Agreed meetings that have no place.
    pub const fn waiting(&self) -> i64 {
        self.agreed - self.obtained
    }

    /// Promised meetings that are missing.
    pub fn missing(&self) -> i64 {
        (self.promised.min(self.agreed) - self.obtained).max(0)
    }
}

/// Several people taken together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sum {
    /// How many people.
    pub n_people: usize,
    /// Meetings that they asked for.
    pub asked: i64,
    /// Seats in agreed meetings.
    pub agreed: i64,
    /// Seats in meetings with a place.
    pub obtained: i64,
    /// The fewest meetings of one of them.
    pub least: i64,
    /// The most.
    pub most: i64,
    /// How unevenly meetings fell: 0 where all have as many, near 1 where one has them all.
    pub gini: f64,
}

impl Sum {
    /// The sum over people.
    pub fn of<'a>(shares: impl Iterator<Item = &'a Share>) -> Self {
        let mut sum = Self::default();
        let mut obtained = Vec::new();
        for share in shares {
            sum.asked += share.asked;
            sum.agreed += share.agreed;
            sum.obtained += share.obtained;
            obtained.push(share.obtained);
        }
        obtained.sort_unstable();
        sum.n_people = obtained.len();
        sum.least = obtained.first().copied().unwrap_or_default();
        sum.most = obtained.last().copied().unwrap_or_default();
        sum.gini = gini(&obtained);
        sum
    }

    /// The part of what was agreed that has a place, in percent; nothing where nothing was agreed.
    pub fn percent(&self) -> Option<i64> {
        (self.agreed > 0).then(|| (self.obtained * 100).div_euclid(self.agreed))
    }

    /// Meetings for each person on average.
    pub fn average(&self) -> f64 {
        if self.n_people == 0 { 0.0 } else { self.obtained as f64 / self.n_people as f64 }
    }
}

/// The coefficient of Gini of values in rising order.
fn gini(rising: &[i64]) -> f64 {
    let total: i64 = rising.iter().sum();
    if total == 0 {
        return 0.0;
    }
    let n = rising.len() as f64;
    let weighted: i64 = (1..).zip(rising).map(|(rank, value): (i64, &i64)| rank * value).sum();
    2.0 * weighted as f64 / (n * total as f64) - (n + 1.0) / n
}

/// What everybody asked for and got.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fairness {
    /// Each person who takes part; those who wait for most meetings first.
    pub shares: Vec<Share>,
    /// Everybody together.
    pub all: Sum,
    /// By category.
    pub by_category: BTreeMap<CategoryId, Sum>,
    /// By country.
    pub by_country: BTreeMap<String, Sum>,
    /// How many people have how many meetings.
    pub n_with: BTreeMap<i64, usize>,
}

impl Fairness {
    /// The whole of what people asked for and got.
    pub fn of(mut shares: Vec<Share>) -> Self {
        shares.sort_by(|a, b| (b.waiting(), &a.company, &a.name).cmp(&(a.waiting(), &b.company, &b.name)));
        let (mut categories, mut countries) = (BTreeMap::new(), BTreeMap::new());
        let mut n_with = BTreeMap::new();
        for share in &shares {
            categories.entry(share.category).or_insert_with(Vec::new).push(share);
            countries.entry(share.country.clone()).or_insert_with(Vec::new).push(share);
            *n_with.entry(share.obtained).or_default() += 1;
        }
        let sum = |shares: Vec<&Share>| Sum::of(shares.into_iter());
        Self {
            all: Sum::of(shares.iter()),
            by_category: categories.into_iter().map(|(id, own)| (id, sum(own))).collect(),
            by_country: countries.into_iter().map(|(code, own)| (code, sum(own))).collect(),
            n_with,
            shares,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn share(n: u128, country: &str, (agreed, obtained, promised): (i64, i64, i64)) -> Share {
        Share {
            participant: Uuid::from_u128(n).into(),
            name: format!("Person {n}"),
            company: "Larkmoor".into(),
            category: Uuid::from_u128(n % 2).into(),
            country: country.into(),
            asked: 1,
            agreed,
            obtained,
            promised,
        }
    }

    #[test]
    fn gini_is_nothing_among_equals_and_high_where_one_has_all() {
        for (rising, expected) in [
            (vec![], 0.0),
            (vec![0, 0], 0.0),
            (vec![3, 3, 3], 0.0),
            (vec![0, 0, 0, 4], 0.75),
            (vec![1, 3], 0.25),
        ] {
            assert!((gini(&rising) - expected).abs() < 1e-9, "{rising:?}: {}", gini(&rising));
        }
    }

    #[test]
    fn who_waits_for_most_comes_first_and_groups_sum_up() {
        let all = [share(1, "FR", (3, 3, 0)), share(2, "DE", (4, 1, 2)), share(3, "FR", (0, 0, 0))];
        let fairness = Fairness::of(all.to_vec());
        assert_eq!(fairness.shares[0].waiting(), 3);
        assert_eq!(fairness.shares[0].missing(), 1);
        assert_eq!((fairness.all.agreed, fairness.all.obtained, fairness.all.percent()), (7, 4, Some(57)));
        let french = &fairness.by_country["FR"];
        assert_eq!((french.n_people, french.least, french.most, french.percent()), (2, 0, 3, Some(100)));
        assert_eq!(fairness.by_category.len(), 2);
        assert_eq!(fairness.n_with, BTreeMap::from([(0, 1), (1, 1), (3, 1)]));
        assert_eq!(Fairness::of(Vec::new()).all.percent(), None);
    }
}
