//! Times and tables.

use std::{
    fmt,
    process::Command,
    time::{Duration, Instant},
};

/// A database.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Column {
    #[default]
    Sqlite,
    Postgres,
}

/// How long something took, again and again.
#[derive(Default)]
struct Times {
    sorted: Vec<Duration>,
}

/// What was measured, in the order in which it first was.
#[derive(Default)]
pub(crate) struct Table {
    now: Column,
    rows: Vec<(String, [Times; 2])>,
}

impl Table {
    /// From now on it is about this database.
    pub(crate) fn of(&mut self, column: Column) {
        self.now = column;
    }

    /// Takes the time of something.
    pub(crate) async fn time<T>(&mut self, name: &str, work: impl Future<Output = T>) -> T {
        let (done, time) = took(work).await;
        self.note(name, time);
        done
    }

    /// Notes how long something took.
    pub(crate) fn note(&mut self, name: &str, time: Duration) {
        let known = self.rows.iter().position(|(row, _)| row == name);
        let i = known.unwrap_or_else(|| {
            self.rows.push((name.to_owned(), Default::default()));
            self.rows.len() - 1
        });
        let times = &mut self.rows[i].1[self.now as usize].sorted;
        let at = times.partition_point(|other| *other <= time);
        times.insert(at, time);
    }
}

impl Times {
    /// The time that so many of a hundred do not exceed.
    fn percentile(&self, percent: usize) -> String {
        let Some(last) = self.sorted.len().checked_sub(1) else { return "–".to_owned() };
        let i = (self.sorted.len() * percent).div_ceil(100).saturating_sub(1).min(last);
        format!("{:.1}", self.sorted[i].as_secs_f64() * 1e3)
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "| ms | times | SQLite, median | 99 % | PostgreSQL, median | 99 % |")?;
        writeln!(f, "| --- | --- | --- | --- | --- | --- |")?;
        for (name, [sqlite, postgres]) in &self.rows {
            let n = sqlite.sorted.len().max(postgres.sorted.len());
            let [a, b] =
                [sqlite, postgres].map(|times| [times.percentile(50), times.percentile(99)].join(" | "));
            writeln!(f, "| {name} | {n} | {a} | {b} |")?;
        }
        Ok(())
    }
}

/// How long something takes.
pub(crate) async fn took<T>(work: impl Future<Output = T>) -> (T, Duration) {
    let start = Instant::now();
    let done = work.await;
    (done, start.elapsed())
}

/// When, what and where was measured.
pub(crate) fn header(measured: bool) -> String {
    if !measured {
        return "Each once, on a small event: these figures mean nothing.".to_owned();
    }
    let said = |program: &str, arguments: &[&str]| {
        let output = Command::new(program).args(arguments).output().ok()?;
        let text = String::from_utf8(output.stdout).ok()?;
        Some(text.trim().to_owned()).filter(|text| !text.is_empty())
    };
    let unknown = || "unknown".to_owned();
    let day = said("date", &["+%Y-%m-%d"]).unwrap_or_else(unknown);
    let commit = said("git", &["rev-parse", "--short", "HEAD"]).unwrap_or_else(unknown);
    let processors = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = processors.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    let model = model.map_or_else(unknown, |(_, name)| name.to_owned());
    let n_threads = std::thread::available_parallelism().map_or(1, usize::from);
    format!("Measured on {day}, commit {commit}, {model}, {n_threads} threads.\n")
}
