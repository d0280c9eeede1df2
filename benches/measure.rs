//! Running the planner and keeping what it said, and what the machine is.

use std::fmt::Write;
use std::process::Command;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use carnet_benches as events;
use carnet_solver::format::{Criterion, InstanceFile};
use carnet_solver::{Budget, Config, Instance, Mode, Observer, Outcome, check, solve};

/// Whether figures are wanted or only a sign of life.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pace {
    /// The events and budgets of the documentation.
    Measured,
    /// A small event and hardly any time.
    Smoke,
}

/// What the sections share.
pub(crate) struct Setting {
    pub(crate) pace: Pace,
    pub(crate) threads: usize,
}

/// A run of the planner, as seen from outside.
pub(crate) struct Run {
    pub(crate) outcome: Outcome,
    /// From the call to the plan; reading and validating the event is not in it.
    pub(crate) seconds: f64,
    /// When `unplaced` had which value, as far as the run told.
    unplaced: Vec<(f64, i64)>,
}

impl Setting {
    pub(crate) fn new(pace: Pace) -> Self {
        Self { pace, threads: std::thread::available_parallelism().map_or(1, usize::from) }
    }

    /// The event of a recipe, or a small one.
    pub(crate) fn event(&self, name: &str) -> Result<InstanceFile> {
        events::recipe(if self.pace == Pace::Smoke { "middle" } else { name })
    }

    /// That many seconds, or hardly any.
    pub(crate) fn seconds(&self, seconds: f64) -> Budget {
        Budget::Time(Duration::from_secs_f64(if self.pace == Pace::Smoke { 0.1 } else { seconds }))
    }

    /// As many, or two.
    pub(crate) fn times(&self, n: usize) -> usize {
        if self.pace == Pace::Smoke { n.min(2) } else { n }
    }

    /// Plans with all threads.
    pub(crate) fn run(&self, instance: &Instance, budget: Budget, mode: Mode) -> Result<Run> {
        run(instance, Config { budget, mode, threads: self.threads, ..Config::default() })
    }
}

/// Plans, and asks the checker.
pub(crate) fn run(instance: &Instance, config: Config) -> Result<Run> {
    let seen: Arc<Mutex<Vec<(f64, i64)>>> = Arc::default();
    let told = Arc::clone(&seen);
    let progress = Observer::new(move |progress| {
        if let Some(unplaced) = progress.best.get(Criterion::Unplaced) {
            told.lock().unwrap_or_else(PoisonError::into_inner).push((progress.seconds, unplaced));
        }
    });
    let start = Instant::now();
    let outcome = solve(instance, &Config { progress, ..config })?;
    let seconds = start.elapsed().as_secs_f64();
    let report = check(instance.file(), &outcome.plan);
    ensure!(report.is_valid(), "the checker refuses the plan: {:?}", report.violations);
    let unplaced = seen.lock().unwrap_or_else(PoisonError::into_inner).clone();
    Ok(Run { outcome, seconds, unplaced })
}

impl Run {
    /// Seconds until the plan first had no more unplaced meetings than in the end; the whole run where it never told.
    pub(crate) fn seconds_to_best(&self) -> f64 {
        let last = self.outcome.plan.score.get(Criterion::Unplaced);
        let first = self.unplaced.iter().find(|(_, unplaced)| Some(*unplaced) == last);
        first.map_or(self.seconds, |(seconds, _)| *seconds)
    }

    /// Seconds until everything had a place, where it has.
    pub(crate) fn seconds_to_all(&self) -> Option<f64> {
        (self.outcome.plan.score.get(Criterion::Unplaced) == Some(0)).then(|| self.seconds_to_best())
    }

    /// The value of a criterion in the end.
    pub(crate) fn value(&self, criterion: Criterion) -> Option<i64> {
        self.outcome.plan.score.get(criterion)
    }

    /// What is proven about a criterion.
    pub(crate) fn bound(&self, criterion: Criterion) -> Option<i64> {
        self.outcome.plan.bounds.get(criterion)
    }

    /// `12 (≥ 7)`, `12 ✓` where 12 is proven, or `12`.
    pub(crate) fn cell(&self, criterion: Criterion) -> String {
        match (self.value(criterion), self.bound(criterion)) {
            (None, _) => "–".to_owned(),
            (Some(value), Some(bound)) if bound >= value => format!("{value} ✓"),
            (Some(value), Some(bound)) => format!("{value} (≥ {bound})"),
            (Some(value), None) => value.to_string(),
        }
    }
}

/// Seconds with as many digits as mean something.
pub(crate) fn seconds(value: Option<f64>) -> String {
    match value {
        None => "–".to_owned(),
        Some(value) if value < 1.0 => format!("{value:.2}"),
        Some(value) => format!("{value:.1}"),
    }
}

/// The middle value.
pub(crate) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}

/// The most memory that this process had, in MiB; nothing where the system does not tell.
pub(crate) fn peak_memory() -> String {
    let kib =
        field("/proc/self/status", "VmHWM").and_then(|text| text.split(' ').next()?.parse::<u64>().ok());
    kib.map_or_else(|| "–".to_owned(), |kib| format!("{}", kib / 1024))
}

/// When, where and what was measured.
pub(crate) fn header(pace: Pace) -> String {
    let cpu = field("/proc/cpuinfo", "model name").unwrap_or_else(|| "unknown processor".to_owned());
    let memory = field("/proc/meminfo", "MemTotal")
        .and_then(|text| text.split(' ').next()?.parse::<u64>().ok())
        .map_or_else(String::new, |kib| format!(", {:.0} GiB of memory", kib as f64 / f64::from(1 << 20)));
    let threads = Setting::new(pace).threads;
    let commit = said("git", &["describe", "--always", "--dirty"]).unwrap_or_else(|| "unknown".to_owned());
    let date = said("date", &["+%F"]).unwrap_or_else(|| "an unknown day".to_owned());
    let mut text = format!("Measured on {date}, commit {commit}, {cpu}, {threads} threads{memory}.\n");
    if pace == Pace::Smoke {
        text += "**Not a measurement**: small events, hardly any time.\n";
    }
    text
}

/// The value of a line `NAME : VALUE` of a file of the system.
fn field(path: &str, name: &str) -> Option<String> {
    let text = std::fs::read_to_string(path).ok()?;
    let line = text.lines().find(|line| line.starts_with(name))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}

/// What a program prints, where it can be run.
fn said(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// A Markdown table.
pub(crate) fn table(heads: &[&str], rows: &[Vec<String>]) -> String {
    let mut text = format!("| {} |\n|{}\n", heads.join(" | "), " --- |".repeat(heads.len()));
    for row in rows {
        let _ = writeln!(text, "| {} |", row.join(" | "));
    }
    text
}
