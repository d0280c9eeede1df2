//! Categories of participants, and who may ask whom.

use crate::{
    CategoryId, Error, Fault, FaultCode, Faults,
    domain::{
        event_rules::within,
        places::identity,
        text::{TextKind, Texts},
        words,
    },
};
use serde::Serialize;
use std::collections::BTreeSet;
use uuid::Uuid;

const NAME_MOST: usize = 200;
const MEETINGS_MOST: i64 = 10_000;

words! {
    /// What kind of participants a category is for.
    pub enum CategoryKind {
        /// Companies that offer.
        Company = "company",
        /// Visitors.
        Visitor = "visitor",
        /// Experts, who never meet each other.
        Expert = "expert",
    }
}

/// A category of participants.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Category {
    /// Its identity.
    pub id: CategoryId,
    /// Its name.
    pub names: Texts,
    /// For whom it is.
    pub kind: CategoryKind,
    /// The most meetings of each participant, unless it is said otherwise for one.
    pub max_meetings: Option<i64>,
    /// The meetings that each participant is promised, unless it is said otherwise for one.
    pub promised: Option<i64>,
}

/// The categories of an event, and who may ask whom.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Categories {
    /// The categories, in order.
    pub list: Vec<Category>,
    /// Pairs: the first may ask the second.
    pub may_ask: BTreeSet<(CategoryId, CategoryId)>,
}

impl Categories {
    /// Whether somebody of one category may ask somebody of another.
    pub fn may_ask(&self, from: CategoryId, to: CategoryId) -> bool {
        self.may_ask.contains(&(from, to))
    }

    /// A category.
    pub fn find(&self, id: CategoryId) -> Option<&Category> {
        self.list.iter().find(|category| category.id == id)
    }
}

/// What is needed for a category. In the list, what has an identity is kept and changed, what is left out is deleted.
#[derive(Clone, Debug)]
pub struct NewCategory {
    /// The category that is changed, or none for a new one.
    pub id: Option<CategoryId>,
    /// Its name.
    pub names: Texts,
    /// For whom it is.
    pub kind: CategoryKind,
    /// The most meetings of each participant.
    pub max_meetings: Option<i64>,
    /// The meetings that each participant is promised.
    pub promised: Option<i64>,
    /// Whom its participants may ask: positions in the list, from 0.
    pub may_ask: Vec<usize>,
}

/// The categories, or every fault of the input. Categories that somebody is in may not be deleted.
pub fn check_categories(
    list: &[NewCategory],
    present: &Categories,
    used: &BTreeSet<CategoryId>,
    new_id: &mut dyn FnMut() -> Uuid,
) -> Result<Categories, Error> {
    let mut faults = Faults::new();
    if list.is_empty() {
        faults.push(Fault::new("categories", FaultCode::Required));
    }
    let mut seen = BTreeSet::new();
    let mut checked = Vec::new();
    for (i, category) in list.iter().enumerate() {
        let path = format!("categories[{i}]");
        if let Some(id) = category.id {
            identity(format!("{path}.id"), present.find(id).is_some(), seen.insert(id), &mut faults);
        }
        checked.extend(category.check(&path, new_id, &mut faults));
        check_matrix(category, &path, list, &mut faults);
    }
    for category in &present.list {
        if used.contains(&category.id) && !list.iter().any(|kept| kept.id == Some(category.id)) {
            faults.push(Fault::new("categories", FaultCode::InUse).with("id", category.id.to_string()));
        }
    }
    faults.check()?;
    let pairs = list.iter().enumerate().flat_map(|(i, from)| from.may_ask.iter().map(move |to| (i, *to)));
    let may_ask = pairs.map(|(from, to)| (checked[from].id, checked[to].id)).collect();
    Ok(Categories { list: checked, may_ask })
}

fn check_matrix(category: &NewCategory, path: &str, list: &[NewCategory], faults: &mut Faults) {
    for (j, to) in category.may_ask.iter().enumerate() {
        let path = format!("{path}.may_ask[{j}]");
        match list.get(*to) {
            None => faults.push(Fault::new(path, FaultCode::UnknownChoice)),
            Some(asked) if (category.kind, asked.kind) == (CategoryKind::Expert, CategoryKind::Expert) => {
                faults.push(Fault::new(path, FaultCode::ExpertsMeetExperts));
            }
            Some(_) => {}
        }
    }
}

impl NewCategory {
    fn check(&self, path: &str, new_id: &mut dyn FnMut() -> Uuid, faults: &mut Faults) -> Option<Category> {
        let names = self.names.check(&format!("{path}.names"), TextKind::Line, NAME_MOST, faults);
        within(&format!("{path}.max_meetings"), self.max_meetings, (0, MEETINGS_MOST), faults);
        // More than the quota cannot be promised.
        let most = self.max_meetings.unwrap_or(MEETINGS_MOST).max(0);
        within(&format!("{path}.promised"), self.promised, (0, most), faults);
        Some(Category {
            id: self.id.unwrap_or_else(|| new_id().into()),
            names: names?,
            kind: self.kind,
            max_meetings: self.max_meetings,
            promised: self.promised,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn category(kind: CategoryKind, may_ask: &[usize]) -> NewCategory {
        let names = Texts::new("Nom", "Name");
        NewCategory { id: None, names, kind, max_meetings: None, promised: None, may_ask: may_ask.to_vec() }
    }

    fn checked(list: &[NewCategory]) -> Result<Categories, Error> {
        let mut n = 0;
        let mut new_id = || {
            n += 1;
            Uuid::from_u128(n)
        };
        check_categories(list, &Categories::default(), &BTreeSet::new(), &mut new_id)
    }

    #[test]
    fn matrix_says_who_may_ask_whom_and_not_the_other_way_round() {
        let list = [category(CategoryKind::Company, &[1]), category(CategoryKind::Expert, &[])];
        let categories = checked(&list).unwrap();
        let (company, expert) = (categories.list[0].id, categories.list[1].id);
        assert!(categories.may_ask(company, expert));
        assert!(!categories.may_ask(expert, company));
    }

    #[test]
    fn experts_never_ask_experts_whatever_their_category() {
        let list = [category(CategoryKind::Expert, &[1, 0]), category(CategoryKind::Expert, &[7])];
        let Err(Error::Invalid(faults)) = checked(&list) else { panic!("faults") };
        let found: Vec<_> = faults.as_slice().iter().map(|fault| (fault.path.as_str(), fault.code)).collect();
        assert_eq!(
            found,
            [
                ("categories[0].may_ask[0]", FaultCode::ExpertsMeetExperts),
                ("categories[0].may_ask[1]", FaultCode::ExpertsMeetExperts),
                ("categories[1].may_ask[0]", FaultCode::UnknownChoice),
            ]
        );
    }

    #[test]
    fn no_more_is_promised_than_the_quota_allows() {
        let wrong =
            NewCategory { max_meetings: Some(3), promised: Some(4), ..category(CategoryKind::Company, &[0]) };
        let Err(Error::Invalid(faults)) = checked(&[wrong]) else { panic!("faults") };
        assert_eq!(faults.as_slice()[0].path, "categories[0].promised");
    }
}
