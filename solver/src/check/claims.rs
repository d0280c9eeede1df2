//! What the plan says about itself: its instance, its score, its bounds, its status.

use super::event::Event;
use super::{Rule, Violations};
use crate::format::{Plan, Score, Status};

/// Holds the claims of the plan against its true score.
pub(super) fn check(event: &Event<'_>, plan: &Plan, score: &Score, violations: &mut Violations) {
    if plan.instance != event.file.name {
        violations.add_claim(Rule::Instance, "", format!("the plan is for {:?}", plan.instance));
    }
    stated_score(plan, score, violations);
    bounds(plan, score, violations);
    let status = status(event, plan, score);
    if plan.status != status {
        let problem = format!("{}, by score and bounds it is {status}", plan.status);
        violations.add_claim(Rule::Status, "", problem);
    }
}

fn stated_score(plan: &Plan, score: &Score, violations: &mut Violations) {
    for (&criterion, &value) in &score.0 {
        match plan.score.get(criterion) {
            None => {
                violations.add_claim(
                    Rule::Score,
                    criterion.name(),
                    format!("is {value}, the plan is silent"),
                );
            }
            Some(stated) if stated != value => {
                violations.add_claim(
                    Rule::Score,
                    criterion.name(),
                    format!("is {value}, the plan says {stated}"),
                );
            }
            Some(_) => {}
        }
    }
    for criterion in plan.score.0.keys().filter(|c| !score.0.contains_key(c)) {
        violations.add_claim(Rule::Score, criterion.name(), "is no criterion of the instance");
    }
}

fn bounds(plan: &Plan, score: &Score, violations: &mut Violations) {
    for (&criterion, &bound) in &plan.bounds.0 {
        let problem = match score.get(criterion) {
            None => "is no criterion of the instance".to_owned(),
            Some(value) if bound > value => format!("cannot be below {bound}, the plan has {value}"),
            Some(_) => continue,
        };
        violations.add_claim(Rule::Bounds, criterion.name(), problem);
    }
}

fn status(event: &Event<'_>, plan: &Plan, score: &Score) -> Status {
    let mut proven = event.file.criteria.iter().map(|&c| plan.bounds.get(c) == score.get(c));
    match (proven.next(), proven.all(|is_proven| is_proven)) {
        (Some(true), true) => Status::Optimal,
        (Some(true), false) => Status::FirstOptimal,
        _ => Status::Feasible,
    }
}

#[cfg(test)]
mod tests {
    use crate::format::{Criterion, InstanceFile, Plan, Score, Status};
    use crate::testing::{EventBuilder, breaches, plan};

    /// One meeting that is left out; `unplaced` is 1 and `alternates` is 0.
    fn case() -> (InstanceFile, Plan) {
        let event = EventBuilder::one_hall(1, 1, 2).meeting(&["p1", "p2"]);
        let event =
            event.with(|file| file.criteria = vec![Criterion::Unplaced, Criterion::Alternates]).build();
        let plan = plan(&event, &[]);
        (event, plan)
    }

    #[test]
    fn the_plan_names_its_instance() {
        let (event, mut plan) = case();
        plan.instance = "another".to_owned();
        assert_eq!(breaches(&event, &plan), ["instance: the plan is for \"another\""]);
    }

    #[test]
    fn the_stated_score_has_the_true_value_of_exactly_the_criteria() {
        let (event, mut plan) = case();
        plan.score = Score::from_iter([(Criterion::Unplaced, 2), (Criterion::Idle, 0)]);
        let problems = [
            "score unplaced: is 1, the plan says 2",
            "score alternates: is 0, the plan is silent",
            "score idle: is no criterion of the instance",
        ];
        assert_eq!(breaches(&event, &plan), problems);
    }

    #[test]
    fn a_bound_is_of_a_criterion_and_not_above_the_value() {
        let (event, mut plan) = case();
        plan.bounds = Score::from_iter([(Criterion::Unplaced, 2), (Criterion::Moves, 0)]);
        let problems = [
            "bounds unplaced: cannot be below 2, the plan has 1",
            "bounds moves: is no criterion of the instance",
        ];
        assert_eq!(breaches(&event, &plan), problems);
    }

    #[test]
    fn the_status_is_what_score_and_bounds_give() {
        let (event, mut plan) = case();
        let cases = [
            (vec![], Status::Feasible),
            (vec![(Criterion::Alternates, 0)], Status::Feasible),
            (vec![(Criterion::Unplaced, 0), (Criterion::Alternates, 0)], Status::Feasible),
            (vec![(Criterion::Unplaced, 1)], Status::FirstOptimal),
            (vec![(Criterion::Unplaced, 1), (Criterion::Alternates, -1)], Status::FirstOptimal),
            (vec![(Criterion::Unplaced, 1), (Criterion::Alternates, 0)], Status::Optimal),
        ];
        for (bounds, right) in cases {
            plan.bounds = bounds.into_iter().collect();
            for status in [Status::Feasible, Status::FirstOptimal, Status::Optimal] {
                plan.status = status;
                let problem = format!("status: {status}, by score and bounds it is {right}");
                let problems = if status == right { vec![] } else { vec![problem] };
                assert_eq!(breaches(&event, &plan), problems);
            }
        }
    }
}
