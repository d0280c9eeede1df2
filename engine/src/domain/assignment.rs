//! Which co-organiser gets which registrations: rules as data, applied in order, again whenever asked.
//!
//! Not here: registrations. Their area hands [`rerun`] a line for each and stores the changes that come back.

use crate::{
    domain::{
        role::{Subject, same_region},
        words,
    },
    ids::{AssignmentRuleId, OrganisationId},
};

words! {
    /// What a rule looks at.
    pub enum Criterion {
        /// The country of the organisation.
        Country = "country",
        /// Its region.
        Region = "region",
        /// The organisation itself.
        Organisation = "organisation",
    }
}

/// A rule: registrations whose `criterion` is `value` go to a co-organiser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssignmentRule {
    /// Its identity.
    pub id: AssignmentRuleId,
    /// What it looks at.
    pub criterion: Criterion,
    /// What it must be: a country code, a region, an organisation's identity.
    pub value: String,
    /// The co-organiser.
    pub co_organiser: OrganisationId,
}

impl AssignmentRule {
    fn fits(&self, subject: &Subject) -> bool {
        match self.criterion {
            Criterion::Country => subject.country.as_deref() == Some(&self.value),
            Criterion::Region => {
                subject.region.as_deref().is_some_and(|region| same_region(region, &self.value))
            }
            Criterion::Organisation => subject.organisations.iter().any(|id| id.to_string() == self.value),
        }
    }
}

/// The co-organiser of somebody: the first rule that fits says it.
pub fn co_organiser(rules: &[AssignmentRule], subject: &Subject) -> Option<OrganisationId> {
    rules.iter().find(|rule| rule.fits(subject)).map(|rule| rule.co_organiser)
}

/// A registration as far as assignment asks.
#[derive(Clone, Debug)]
pub struct Assigned<R> {
    /// The registration.
    pub registration: R,
    /// Whom it is about.
    pub subject: Subject,
    /// Its co-organiser so far.
    pub co_organiser: Option<OrganisationId>,
    /// Whether somebody chose that by hand; then no rule changes it.
    pub by_hand: bool,
}

/// The registrations whose co-organiser changes, with the new one.
pub fn rerun<R: Clone>(rules: &[AssignmentRule], all: &[Assigned<R>]) -> Vec<(R, Option<OrganisationId>)> {
    all.iter()
        .filter(|line| !line.by_hand)
        .map(|line| (line, co_organiser(rules, &line.subject)))
        .filter(|(line, chosen)| line.co_organiser != *chosen)
        .map(|(line, chosen)| (line.registration.clone(), chosen))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn first_rule_that_fits_counts_and_what_was_chosen_by_hand_stays() {
        let organisation = |n| OrganisationId::from(Uuid::from_u128(n));
        let rule = |criterion, value: &str, n| AssignmentRule {
            id: Uuid::from_u128(n).into(),
            criterion,
            value: value.into(),
            co_organiser: organisation(n),
        };
        let rules = [rule(Criterion::Region, "Bretagne", 1), rule(Criterion::Country, "FR", 2)];
        let line = |registration, region: &str, by_hand| Assigned {
            registration,
            subject: Subject {
                country: Some("FR".into()),
                region: Some(region.into()),
                ..Subject::default()
            },
            co_organiser: Some(organisation(2)),
            by_hand,
        };
        let all = [line('a', "Bretagne", false), line('b', "Alsace", false), line('c', "Bretagne", true)];
        assert_eq!(rerun(&rules, &all), [('a', Some(organisation(1)))]);
        assert_eq!(rerun(&[], &all[1..2]), [('b', None)]);
    }
}
