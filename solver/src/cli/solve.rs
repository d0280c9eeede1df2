//! `solve`: from an instance to a plan.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::time::Duration;

use carnet_solver::format::{Fault, Faults, Plan, write_json};
use carnet_solver::{Budget, Cancel, Config, Instance, Mode, solve};

use super::input::{Input, require_plan_of};
use super::output::{self, Output};
use super::progress::Bar;
use super::written::Written;
use super::{Exit, Failure, summary};

/// Plans an event: places as many meetings as possible, in the order of the instance's criteria, and proves it.
#[derive(clap::Args)]
pub(crate) struct SolveArgs {
    /// The instance.
    instance: Input,
    /// Where the plan goes [default: standard output].
    #[arg(short, long, value_name = "PLAN")]
    output: Option<Output>,
    /// Time to plan at most; the planner stops earlier when everything is proven.
    #[arg(long, default_value = "10", value_parser = seconds)]
    seconds: Duration,
    /// Threads to use [default: all].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
    /// Seed of every random choice.
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Units of work instead of time: the same plan on any machine.
    #[arg(long, value_name = "N", conflicts_with = "seconds")]
    work_limit: Option<u64>,
    /// A plan that people know: its meetings stay where they are, others are added.
    #[arg(long, value_name = "PLAN")]
    keep: Option<Input>,
    /// With --keep: at most this many of its meetings may move or drop out.
    #[arg(long, value_name = "N", requires = "keep")]
    max_changes: Option<usize>,
    /// Neither progress nor summary.
    #[arg(short, long)]
    quiet: bool,
}

pub(super) fn run(args: &SolveArgs) -> Result<Exit, Failure> {
    let output = args.output.clone().unwrap_or_default();
    output.probe()?;
    if args.instance == Input::Standard && args.keep == Some(Input::Standard) {
        return Err(Failure::new("only one of the instance and the plan to keep can be standard input"));
    }
    let instance = args.instance.instance()?;
    let keep = args.keep.as_ref().map(|input| plan_to_keep(&instance, input)).transpose()?;
    let was_known = keep.is_some() || !instance.file().previous.is_empty();
    let budget = args.work_limit.map_or(Budget::Time(args.seconds), Budget::Work);
    let cancel = Cancel::default();
    stop_on_interrupt(cancel.clone())?;
    let bar = Bar::new(args.quiet, budget, instance.criteria());
    let config = Config {
        budget,
        threads: args.threads.map_or_else(all_threads, usize::from),
        seed: args.seed,
        mode: mode(keep, args.max_changes),
        cancel,
        progress: bar.observer(),
    };
    let solved = solve(&instance, &config);
    bar.finish();
    let outcome = solved.map_err(|error| Failure::solve(&error, &args.instance, args.keep.as_ref()))?;
    output.write(&write_json(&Written::new(&instance, &outcome, was_known)))?;
    if !args.quiet {
        output::tell(&summary::outcome(&instance, &outcome));
        output::tell(&summary::hints(&args.instance, &output, &outcome));
    }
    Ok(Exit::Done)
}

/// A plan of this event in which no meeting stands twice, whatever else is wrong with it.
fn plan_to_keep(instance: &Instance, input: &Input) -> Result<Plan, Failure> {
    let plan = input.plan()?;
    require_plan_of(instance, &plan, input)?;
    let mut first = BTreeMap::new();
    let mut faults = Vec::new();
    for (i, row) in plan.assignments.iter().enumerate() {
        let known = *first.entry(row.meeting.as_str()).or_insert(i);
        if known < i {
            let problem = format!("{:?} stands in assignments[{known}] already", row.meeting);
            let remedy = "a plan holds each meeting once: drop one of the entries";
            faults.push(Fault::new(format!("assignments[{i}].meeting"), problem, remedy));
        }
    }
    if faults.is_empty() { Ok(plan) } else { Err(Failure::faults(input, &Faults(faults))) }
}

fn mode(keep: Option<Plan>, max_changes: Option<usize>) -> Mode {
    match (keep, max_changes) {
        (None, _) => Mode::Free,
        (Some(plan), None) => Mode::Keep(plan),
        (Some(plan), Some(max_changes)) => Mode::Replan { plan, max_changes },
    }
}

fn all_threads() -> usize {
    std::thread::available_parallelism().map_or(1, NonZeroUsize::get)
}

/// The first interrupt ends the run with the best plan so far, the second ends the program.
fn stop_on_interrupt(cancel: Cancel) -> Result<(), Failure> {
    /// What shells expect of a program that an interrupt ended.
    const INTERRUPTED: i32 = 130;
    ctrlc::set_handler(move || {
        if cancel.is_cancelled() {
            std::process::exit(INTERRUPTED);
        }
        cancel.cancel();
        output::tell("\nstopping with the best plan so far; interrupt again to stop without\n");
    })
    .map_err(|error| Failure::new(format!("cannot listen for interrupts: {error}")))
}

fn seconds(text: &str) -> Result<Duration, String> {
    /// A year: more than anybody waits, and far from what clocks overflow at.
    const MOST: f64 = 31_536_000.0;
    match text.parse::<f64>() {
        Ok(number) if (0.0..=MOST).contains(&number) => Ok(Duration::from_secs_f64(number)),
        _ => Err(format!("give a number of seconds from 0 to {MOST}, such as 10 or 0.5")),
    }
}
