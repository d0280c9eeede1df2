use std::sync::{Arc, Mutex};

use super::*;
use crate::config::Cancel;
use crate::exact::limits::OnIncumbent;

/// Market-split rows: small, and far beyond a second of branching.
fn hard(n: usize, rows: usize) -> (Program, Vec<Var>) {
    let mut rng = fastrand::Rng::with_seed(7);
    let mut program = Program::new();
    let x: Vec<Var> = (0..n).map(|_| program.binary(0.0)).collect();
    for _ in 0..rows {
        let weights: Vec<f64> = (0..n).map(|_| rng.i32(0..100).into()).collect();
        let half = (weights.iter().sum::<f64>() / 2.0).floor();
        let (over, under) = (program.integer(0.0, 5000.0, 1.0), program.integer(0.0, 5000.0, 1.0));
        let slack = [(over, -1.0), (under, 1.0)];
        program.equal(x.iter().copied().zip(weights).chain(slack), half);
    }
    (program, x)
}

fn knapsack() -> (Program, [Var; 4]) {
    let mut program = Program::new();
    let x = [10.0, 13.0, 7.0, 8.0].map(|value: f64| program.binary(-value));
    program.at_most(x.into_iter().zip([5.0, 6.0, 4.0, 4.0]), 10.0);
    (program, x)
}

#[test]
fn knapsack_is_solved_to_the_optimum() {
    let (program, x) = knapsack();
    let solved = program.solve(&Limits::default(), None).unwrap();
    assert_eq!(solved.status, Status::Optimal);
    assert_eq!((solved.objective, solved.bound), (Some(-21.0), -21.0));
    let values = solved.values.unwrap();
    assert_eq!(x.map(|v| values[v.at()] > 0.5), [false, true, false, true]);
}

#[test]
fn changed_costs_give_another_optimum() {
    let (mut program, x) = knapsack();
    program.clear_costs();
    program.set_cost(x[0], -1.0);
    program.set_cost(x[2], -1.0);
    assert_eq!(program.solve(&Limits::default(), None).unwrap().objective, Some(-2.0));
    program.at_most([(x[0], 1.0)], 0.0);
    assert_eq!(program.solve(&Limits::default(), None).unwrap().objective, Some(-1.0));
}

#[test]
fn contradicting_rows_are_infeasible() {
    let (mut program, x) = knapsack();
    program.at_least(x.map(|v| (v, 1.0)), 4.0);
    let solved = program.solve(&Limits::default(), None).unwrap();
    assert_eq!((solved.status, solved.objective), (Status::Infeasible, None));
    assert!(solved.bound.is_infinite());
    assert!(program.relaxed(&Limits::default()).unwrap().bound.is_infinite());
}

#[test]
fn relaxation_gives_the_price_of_each_row() {
    let mut program = Program::new();
    let (x, y) = (program.continuous(0.0, 100.0, -3.0), program.binary(-1.0));
    let tight = program.at_most([(x, 1.0), (y, 1.0)], 4.0);
    let loose = program.at_least([(x, 1.0)], 1.0);
    let relaxed = program.relaxed(&Limits::default()).unwrap();
    assert!((relaxed.duals[tight.at()] + 3.0).abs() < 1e-9);
    assert!(relaxed.duals[loose.at()].abs() < 1e-9);
    assert!((relaxed.bound + 12.0).abs() < 1e-9);
}

#[test]
fn program_without_columns_has_an_answer() {
    let mut program = Program::new();
    assert_eq!(program.solve(&Limits::default(), None).unwrap().status, Status::Optimal);
    program.at_least([], 1.0);
    assert_eq!(program.solve(&Limits::default(), None).unwrap().status, Status::Infeasible);
}

#[test]
fn cancelled_solve_keeps_its_bound() {
    let (program, _) = hard(40, 5);
    let cancel = Cancel::default();
    let from_inside = cancel.clone();
    let on_bound: Arc<dyn Fn(f64) + Send + Sync> = Arc::new(move |_| from_inside.cancel());
    let limits = Limits { cancel, on_bound: Some(on_bound), seconds: Some(60.0), ..Limits::default() };
    let solved = program.solve(&limits, None).unwrap();
    assert_eq!(solved.status, Status::Stopped);
    assert!(solved.bound >= 0.0 && solved.bound.is_finite());
    assert!(program.solve(&limits, None).unwrap().bound.is_infinite());
}

#[test]
fn node_limit_stops_at_the_same_place_every_time() {
    let (program, _) = hard(40, 4);
    let limits = Limits { nodes: Some(20), seconds: Some(60.0), ..Limits::default() };
    let [first, second] = [0, 1].map(|_| program.solve(&limits, None).unwrap());
    assert_eq!(first.status, Status::Stopped);
    assert!(first.bound >= 0.0 && first.bound <= first.objective.unwrap());
    assert_eq!((first.bound, first.values), (second.bound, second.values));
}

#[test]
fn sparse_start_is_completed_to_a_solution() {
    let (mut program, x) = hard(40, 4);
    let forced = program.integer(0.0, 10.0, 0.0);
    program.equal([(forced, 1.0), (x[0], -3.0)], 2.0);
    let start: Vec<(Var, f64)> = x.iter().enumerate().map(|(i, &v)| (v, f64::from(i % 2 == 0))).collect();
    let heard = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&heard);
    let on_incumbent: OnIncumbent = Arc::new(move |_, values| log.lock().unwrap().push(values.to_vec()));
    let limits = Limits { nodes: Some(0), on_incumbent: Some(on_incumbent), ..Limits::default() };
    program.solve(&limits, Some(&start)).unwrap();
    let first = heard.lock().unwrap()[0].clone();
    assert!(start.iter().all(|&(v, value)| (first[v.at()] - value).abs() < 1e-6));
    assert!((first[forced.at()] - 5.0).abs() < 1e-6);
}

#[test]
fn good_enough_objective_ends_the_solve() {
    let (program, _) = hard(40, 4);
    let limits = Limits { stop_at: Some(400.0), seconds: Some(60.0), ..Limits::default() };
    let solved = program.solve(&limits, None).unwrap();
    assert_eq!(solved.status, Status::Stopped);
    assert!(solved.objective.unwrap() <= 400.0);
}

#[test]
fn bounds_round_up_past_the_tolerance_only() {
    assert_eq!([4.000_000_4, 4.01, 3.999_999, 0.0, -0.5].map(round_up), [4, 5, 4, 0, 0]);
}

#[test]
fn large_program_is_built_in_linear_time() {
    let mut program = Program::new();
    let x: Vec<Var> = (0..50_000).map(|_| program.binary(1.0)).collect();
    x.windows(2).for_each(|pair| {
        program.at_most(pair.iter().map(|&v| (v, 1.0)), 1.0);
    });
    program.at_most(x.iter().map(|&v| (v, 1.0)), 100.0);
    assert_eq!(program.nonzeros(), 149_998);
    assert_eq!(program.solve(&Limits::default(), None).unwrap().objective, Some(0.0));
}

#[test]
fn start_that_is_all_there_was_time_for_proves_nothing() {
    let (program, x) = hard(30, 4);
    let cancel = Cancel::default();
    let stop = cancel.clone();
    let on_incumbent: OnIncumbent = Arc::new(move |_, _| stop.cancel());
    let limits = Limits { cancel, on_incumbent: Some(on_incumbent), ..Limits::default() };
    let start: Vec<(Var, f64)> = x.iter().map(|&v| (v, 0.0)).collect();
    let solved = program.solve(&limits, Some(&start)).unwrap();
    assert_eq!(solved.status, Status::Stopped);
    assert!(solved.objective.is_some_and(|objective| solved.bound < objective), "{solved:?}");
}
