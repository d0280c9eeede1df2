//! The tables, each measured and printed by one function.

use std::collections::BTreeMap;
use std::time::Instant;

use anyhow::{Context, Result};
use carnet_benches as events;
use carnet_solver::format::{Criterion, InstanceFile};
use carnet_solver::{Budget, Config, Instance, Mode, insert};
use serde_json::Value;

use super::measure::{Pace, Run, Setting, median, peak_memory, run, seconds, table};

/// A table and how it is made.
pub(crate) struct Section {
    pub(crate) name: &'static str,
    pub(crate) run: fn(&Setting) -> Result<String>,
}

/// Every section, in the order of the page.
pub(crate) const ALL: [Section; 8] = [
    Section { name: "b2bsp", run: b2bsp },
    Section { name: "oversubscribed", run: oversubscribed },
    Section { name: "three-days", run: three_days },
    Section { name: "placeable", run: placeable },
    Section { name: "large", run: large },
    Section { name: "keep", run: keep },
    Section { name: "insert", run: one_more },
    Section { name: "threads", run: threads },
];

/// How long a published event may take.
const PROOF_SECONDS: f64 = 60.0;
/// How many requests come late.
const N_LATE: usize = 20;
/// Work of the runs that must give the same plan on any number of threads.
const SAME_WORK: u64 = 2_000;

/// The published events: the best numbers of breaks, and what it takes to prove them.
fn b2bsp(setting: &Setting) -> Result<String> {
    let heads = ["event", "meetings", "all placed, s", "breaks", "published optimum", "proven", "s"];
    let Some(folder) = events::b2bsp() else {
        return Ok(format!("### Published events\n\nNot measured: {}.\n", events::NO_B2BSP));
    };
    let text = events::read(&folder.join("published.json"))?;
    let published: BTreeMap<String, Value> = serde_json::from_str(&text).context("published.json")?;
    let (mut rows, mut n_reached, mut n_proven, mut total) = (Vec::new(), 0, 0, 0.0);
    for (name, facts) in published.iter().take(setting.times(published.len())) {
        let instance = events::load(&folder.join(format!("{name}.json")))?;
        let run = setting.run(&instance, setting.seconds(PROOF_SECONDS), Mode::Free)?;
        let optimum = facts["breaks"].as_i64();
        let is_proven =
            instance.criteria().iter().all(|&c| run.value(c).is_some() && run.bound(c) == run.value(c));
        n_reached +=
            usize::from(run.value(Criterion::Unplaced) == Some(0) && run.value(Criterion::Breaks) == optimum);
        n_proven += usize::from(is_proven);
        total += run.seconds;
        rows.push(vec![
            name.clone(),
            instance.file().meetings.len().to_string(),
            seconds(run.seconds_to_all()),
            run.cell(Criterion::Breaks),
            optimum.map_or_else(|| "–".to_owned(), |breaks| breaks.to_string()),
            if is_proven { "yes" } else { "no" }.to_owned(),
            seconds(Some(run.seconds)),
        ]);
    }
    let sum =
        format!("{n_reached} of {} at the optimum, {n_proven} proven, {total:.0} s in all.\n", rows.len());
    let head = format!("### Published events, at most {PROOF_SECONDS} s each\n\n");
    Ok(head + &table(&heads, &rows) + "\n" + &sum)
}

/// More demand than there is time.
fn oversubscribed(setting: &Setting) -> Result<String> {
    at_two_and_ten("oversubscribed-1500", setting)
}

/// Three days, two sites, everything that the format knows.
fn three_days(setting: &Setting) -> Result<String> {
    at_two_and_ten("three-days-1500", setting)
}

fn at_two_and_ten(name: &str, setting: &Setting) -> Result<String> {
    let instance = Instance::new(setting.event(name)?)?;
    let mut rows = Vec::new();
    for after in [2.0, 10.0] {
        let run = setting.run(&instance, setting.seconds(after), Mode::Free)?;
        rows.push(every_criterion(&instance, after, &run));
    }
    Ok(title(&instance) + &table(&criteria_heads(&instance), &rows) + &memory())
}

/// Fifteen thousand people.
fn large(setting: &Setting) -> Result<String> {
    const SECONDS: f64 = 60.0;
    let instance = Instance::new(setting.event("large-15000")?)?;
    let run = setting.run(&instance, setting.seconds(SECONDS), Mode::Free)?;
    let rows = [every_criterion(&instance, SECONDS, &run)];
    Ok(title(&instance) + &table(&criteria_heads(&instance), &rows) + &memory())
}

fn criteria_heads(instance: &Instance) -> Vec<&'static str> {
    let criteria = instance.criteria().iter().map(|criterion| criterion.name());
    ["budget, s", "took, s", "placed", "gap of unplaced"].into_iter().chain(criteria).collect()
}

fn every_criterion(instance: &Instance, budget: f64, run: &Run) -> Vec<String> {
    let demand: i64 = instance.file().meetings.iter().map(|meeting| i64::from(meeting.priority)).sum();
    let gap = run
        .value(Criterion::Unplaced)
        .zip(run.bound(Criterion::Unplaced))
        .map(|(value, bound)| value - bound);
    let gap =
        gap.map(|gap| format!("{gap} ({:.2} % of the demand)", 100.0 * gap as f64 / demand.max(1) as f64));
    let first = [
        format!("{budget}"),
        seconds(Some(run.seconds)),
        run.outcome.plan.assignments.len().to_string(),
        gap.unwrap_or_else(|| "–".to_owned()),
    ];
    first.into_iter().chain(instance.criteria().iter().map(|&criterion| run.cell(criterion))).collect()
}

/// Everything can be placed, and breaks are hard to avoid.
fn placeable(setting: &Setting) -> Result<String> {
    const SECONDS: f64 = 30.0;
    let name = "placeable-1500";
    let criteria = vec![Criterion::Unplaced, Criterion::Breaks];
    let instance = Instance::new(InstanceFile { criteria, ..setting.event(name)? })?;
    let run = setting.run(&instance, setting.seconds(SECONDS), Mode::Free)?;
    let heads = ["budget, s", "took, s", "all placed, s", "unplaced", "breaks"];
    let row = vec![
        format!("{SECONDS}"),
        seconds(Some(run.seconds)),
        seconds(run.seconds_to_all()),
        run.cell(Criterion::Unplaced),
        run.cell(Criterion::Breaks),
    ];
    Ok(title(&instance) + &table(&heads, &[row]) + &memory())
}

/// Late requests in a plan that stays as it is.
fn keep(setting: &Setting) -> Result<String> {
    let heads = ["event", "new meetings", "placed of them", "best, ms", "finished, ms"];
    let mut rows = Vec::new();
    for name in ["placeable-1500", "three-days-1500"] {
        let file = setting.event(name)?;
        let smaller = Instance::new(events::without_last(&file, N_LATE))?;
        let known = setting.run(&smaller, setting.seconds(5.0), Mode::Free)?.outcome.plan;
        let instance = Instance::new(file)?;
        let (mut bests, mut wholes, mut n_placed) = (Vec::new(), Vec::new(), 0);
        for _ in 0..setting.times(5) {
            let run = setting.run(&instance, setting.seconds(10.0), Mode::Keep(known.clone()))?;
            n_placed = late_placed(&instance, &run);
            bests.push(run.seconds_to_best() * 1000.0);
            wholes.push(run.seconds * 1000.0);
        }
        rows.push(vec![
            name.to_owned(),
            N_LATE.to_string(),
            n_placed.to_string(),
            format!("{:.1}", median(bests)),
            format!("{:.1}", median(wholes)),
        ]);
    }
    Ok("### Twenty late requests in a plan that stays as it is (medians)\n\n".to_owned()
        + &table(&heads, &rows))
}

/// How many of the last requests have a place.
fn late_placed(instance: &Instance, run: &Run) -> usize {
    let meetings = &instance.file().meetings;
    let late = &meetings[meetings.len().saturating_sub(N_LATE)..];
    let placed =
        |id: &String| run.outcome.plan.assignments.iter().any(|assignment| assignment.meeting == *id);
    late.iter().filter(|meeting| placed(&meeting.id)).count()
}

/// One more meeting, answered while somebody waits at the desk.
fn one_more(setting: &Setting) -> Result<String> {
    let heads = ["event", "meetings in the plan", "tried", "median, ms", "slowest, ms"];
    let mut rows = Vec::new();
    for name in ["placeable-1500", "three-days-1500"] {
        let instance = Instance::new(setting.event(name)?)?;
        let full = setting.run(&instance, setting.seconds(5.0), Mode::Free)?.outcome.plan;
        let mut times = Vec::new();
        for meeting in events::movable(instance.file(), &full, setting.times(21)) {
            let plan = events::without_one(instance.file(), &full, &meeting);
            let start = Instant::now();
            let _answer = insert(&instance, &plan, &meeting)?;
            times.push(start.elapsed().as_secs_f64() * 1000.0);
        }
        rows.push(vec![
            name.to_owned(),
            full.assignments.len().to_string(),
            times.len().to_string(),
            format!("{:.1}", median(times.clone())),
            format!("{:.1}", times.iter().copied().fold(0.0, f64::max)),
        ]);
    }
    Ok("### One more meeting in a full plan\n\n".to_owned() + &table(&heads, &rows))
}

/// The same work gives the same plan on any number of threads.
fn threads(setting: &Setting) -> Result<String> {
    let work = if setting.pace == Pace::Smoke { 5 } else { SAME_WORK };
    let mut rows = Vec::new();
    for name in ["oversubscribed-1500", "three-days-1500"] {
        let instance = Instance::new(setting.event(name)?)?;
        let runs = [1, 2]
            .map(|n| run(&instance, Config { budget: Budget::Work(work), threads: n, ..Config::default() }));
        let [one, two] = runs;
        let (one, two) = (one?, two?);
        let same = if one.outcome.plan == two.outcome.plan { "yes" } else { "NO" };
        let times = [seconds(Some(one.seconds)), seconds(Some(two.seconds))];
        rows.push([vec![name.to_owned(), work.to_string()], times.to_vec(), vec![same.to_owned()]].concat());
    }
    let heads = ["event", "units of work", "1 thread, s", "2 threads, s", "same plan"];
    Ok("### The same plan on one thread and on two\n\n".to_owned() + &table(&heads, &rows))
}

fn title(instance: &Instance) -> String {
    let file = instance.file();
    let (people, meetings) = (file.participants.len(), file.meetings.len());
    format!("### {}: {people} people, {meetings} meetings, {} slots\n\n", file.name, file.slots.len())
}

fn memory() -> String {
    format!("\nMost memory used: {} MiB.\n", peak_memory())
}
