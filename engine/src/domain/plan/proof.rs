//! What is proven of a plan that became another one.

use super::{Criterion, PlanStatus, Score};

/// What still is proven once a plan scores `now` and not `before`, by criteria in order.
///
/// A bound is proven for the values that all earlier criteria have, so the first one that changed keeps its bound, as long as
/// it is none that is beaten, and the later ones lose theirs.
pub fn still_proven(
    criteria: &[Criterion],
    bounds: &Score,
    (before, now): (&Score, &Score),
) -> (Score, PlanStatus) {
    let mut kept = Score::default();
    for &criterion in criteria {
        if let (Some(bound), Some(value)) = (bounds.get(criterion), now.get(criterion)) {
            kept.0.insert(criterion, bound.min(value));
        }
        if before.get(criterion) != now.get(criterion) {
            break;
        }
    }
    let tight = |c: &Criterion| kept.get(*c).is_some() && kept.get(*c) == now.get(*c);
    let status = if criteria.iter().all(tight) {
        PlanStatus::Optimal
    } else if criteria.first().is_some_and(tight) {
        PlanStatus::FirstOptimal
    } else {
        PlanStatus::Feasible
    };
    (kept, status)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Criterion::{Idle, Moves, Unplaced};

    #[test]
    fn bounds_hold_up_to_the_first_criterion_that_changed() {
        let criteria = [Unplaced, Idle, Moves];
        let score = |a, b, c| Score::from_iter([(Unplaced, a), (Idle, b), (Moves, c)]);
        let (before, bounds) = (score(1, 4, 7), score(1, 4, 7));
        let proven = |now: &Score| still_proven(&criteria, &bounds, (&before, now));
        assert_eq!(proven(&before), (bounds.clone(), PlanStatus::Optimal));
        let (kept, status) = proven(&score(1, 4, 9));
        assert_eq!((kept, status), (bounds.clone(), PlanStatus::FirstOptimal));
        let (kept, status) = proven(&score(2, 4, 7));
        assert_eq!((kept, status), (Score::from_iter([(Unplaced, 1)]), PlanStatus::Feasible));
    }
}
