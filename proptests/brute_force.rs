//! The best plan of a tiny event, found by trying every plan.

use carnet_solver::format::{Assignment, InstanceFile, Plan, Score};
use carnet_solver::{Rule, check};

use crate::plans::{can_grow, empty_plan, list_unplaced};

/// The best score of any valid plan; none where pins and the limit on breaks exclude every plan.
pub(crate) fn best(file: &InstanceFile) -> Option<Score> {
    let mut search = Search { file, plan: empty_plan(file), best: None };
    search.place_from(0);
    search.best
}

struct Search<'a> {
    file: &'a InstanceFile,
    plan: Plan,
    best: Option<Score>,
}

impl Search<'_> {
    /// Tries every place, and none, for each meeting from `m` on.
    fn place_from(&mut self, m: usize) {
        if m == self.file.meetings.len() {
            self.compare();
            return;
        }
        if self.file.meetings[m].pinned.is_none() {
            self.place_from(m + 1);
        }
        for assignment in places(self.file, m) {
            self.plan.assignments.push(assignment);
            if can_grow(self.file, &self.plan) {
                self.place_from(m + 1);
            }
            self.plan.assignments.pop();
        }
    }

    fn compare(&mut self) {
        list_unplaced(self.file, &mut self.plan);
        let report = check(self.file, &self.plan);
        if report.violations.iter().any(|violation| violation.rule <= Rule::H10) {
            return;
        }
        let value = |score: &Score| score.in_order(&self.file.criteria);
        if self.best.as_ref().is_none_or(|best| value(&report.score) < value(best)) {
            self.best = Some(report.score);
        }
    }
}

/// Every combination of slot, room, table and line-up.
fn places(file: &InstanceFile, m: usize) -> Vec<Assignment> {
    let meeting = &file.meetings[m];
    let mut places = Vec::new();
    for slot in &file.slots {
        for room in &file.rooms {
            for table in 1..=i64::from(room.tables) {
                for lineup in 0..=meeting.alternatives.len() as i64 {
                    let (slot, room, meeting) = (slot.id.clone(), room.id.clone(), meeting.id.clone());
                    places.push(Assignment { meeting, slot, room, table, lineup });
                }
            }
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use carnet_solver::check;
    use proptest::prelude::*;

    use super::best;
    use crate::plans::events_with_honest_plans;
    use crate::sizes::Sizes;

    proptest! {
        #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases / 4, ..ProptestConfig::default() })]

        #[test]
        fn no_valid_plan_beats_the_best((file, plan) in events_with_honest_plans(Sizes::TINY)) {
            if check(&file, &plan).is_valid() {
                let best = best(&file).map(|score| score.in_order(&file.criteria));
                prop_assert!(best.is_some_and(|best| best <= plan.score.in_order(&file.criteria)));
            }
        }
    }
}
