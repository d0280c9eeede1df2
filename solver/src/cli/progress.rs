//! How a run goes on, shown on a terminal.

use std::fmt::Write;
use std::io::IsTerminal;
use std::time::Duration;

use carnet_solver::format::Criterion;
use carnet_solver::{Budget, Observer, Phase, Progress};
use indicatif::{ProgressBar, ProgressStyle};

/// A bar on standard error where that is a terminal, else nothing.
pub(crate) struct Bar {
    bar: ProgressBar,
    criteria: Vec<Criterion>,
}

impl Bar {
    /// A bar that is full when the time is used up; without a time limit it only shows that work goes on.
    pub(crate) fn new(quiet: bool, budget: Budget, criteria: &[Criterion]) -> Self {
        let bar = match budget {
            _ if quiet || !std::io::stderr().is_terminal() => ProgressBar::hidden(),
            Budget::Time(time) => {
                ProgressBar::new(millis(time)).with_style(style("{elapsed:>4} {bar:30} {msg}"))
            }
            Budget::Work(_) => ProgressBar::new_spinner().with_style(style("{elapsed:>4} {spinner} {msg}")),
        };
        if !bar.is_hidden() {
            bar.enable_steady_tick(Duration::from_millis(200));
        }
        Self { bar, criteria: criteria.to_vec() }
    }

    /// What moves the bar.
    pub(crate) fn observer(&self) -> Observer {
        if self.bar.is_hidden() {
            return Observer::default();
        }
        let (bar, criteria) = (self.bar.clone(), self.criteria.clone());
        Observer::new(move |progress| {
            bar.set_position(millis(Duration::try_from_secs_f64(progress.seconds).unwrap_or_default()));
            bar.set_message(message(&criteria, progress));
        })
    }

    /// Takes the bar away.
    pub(crate) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}

/// What is done now, and every value of the best plan with its bound.
fn message(criteria: &[Criterion], progress: &Progress) -> String {
    let mut message = match progress.phase {
        Phase::Bound => "choosing",
        Phase::Place => "placing",
        Phase::Polish => "improving",
        Phase::Prove => "proving",
        Phase::Seat => "seating",
    }
    .to_owned();
    for &criterion in criteria {
        let Some(value) = progress.best.get(criterion) else { continue };
        let _ = write!(message, "  {criterion} {value}");
        let _ = match progress.bounds.get(criterion) {
            Some(bound) if bound < value => write!(message, " (≥ {bound})"),
            Some(_) => write!(message, " ✓"),
            None => Ok(()),
        };
    }
    message
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn message_shows_values_with_their_bounds() {
        let progress = Progress {
            phase: Phase::Polish,
            best: [(Criterion::Unplaced, 2), (Criterion::Idle, 9), (Criterion::Breaks, 4)]
                .into_iter()
                .collect(),
            bounds: [(Criterion::Unplaced, 2), (Criterion::Idle, 3)].into_iter().collect(),
            seconds: 1.0,
        };
        let criteria = [Criterion::Unplaced, Criterion::Idle, Criterion::Breaks, Criterion::Moves];
        assert_eq!(message(&criteria, &progress), "improving  unplaced 2 ✓  idle 9 (≥ 3)  breaks 4");
    }
}
