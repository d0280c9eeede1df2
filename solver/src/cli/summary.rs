//! What a run or a check found, in a few lines for people.

use std::collections::BTreeMap;
use std::fmt::Write;

use carnet_solver::format::{Criterion, Reason, Score, Unplaced};
use carnet_solver::{Instance, Outcome, Resource, Stopped};

use super::input::Input;
use super::output::Output;
use super::written::{Person, changed_people, labelled};

/// How many bottlenecks are listed.
const MOST_BOTTLENECKS: usize = 5;

/// How many people with another agenda are listed.
const MOST_PEOPLE: usize = 10;

/// One line per criterion: value, bound, whether the value is proven.
pub(crate) fn score(criteria: &[Criterion], score: &Score, bounds: &Score) -> String {
    let mut text = String::new();
    for &criterion in criteria {
        let value = score.get(criterion).map_or_else(|| "?".to_owned(), |value| value.to_string());
        let proof = match (score.get(criterion), bounds.get(criterion)) {
            (Some(value), Some(bound)) if value == bound => "  proven".to_owned(),
            (_, Some(bound)) => format!("  at least {bound}"),
            (_, None) => String::new(),
        };
        let _ = writeln!(text, "  {criterion:<10} {value:>8}{proof}");
    }
    text
}

/// The whole outcome of a run.
pub(crate) fn outcome(instance: &Instance, outcome: &Outcome) -> String {
    let plan = &outcome.plan;
    let n_meetings = instance.file().meetings.len();
    let mut text = String::new();
    let stopped = match outcome.stopped {
        Stopped::Proven => "everything proven",
        Stopped::Budget => "budget used up",
        Stopped::Cancelled => "cancelled",
        Stopped::Exhausted => "nothing left to try",
    };
    let _ = writeln!(
        text,
        "placed {} of {} in {:.1} s: {} ({stopped})",
        plan.assignments.len(),
        count(n_meetings, "meeting"),
        outcome.seconds,
        plan.status
    );
    text += &score(instance.criteria(), &plan.score, &plan.bounds);
    if !plan.unplaced.is_empty() {
        let _ = writeln!(text, "unplaced: {}", reasons(&plan.unplaced));
    }
    for bottleneck in outcome.bottlenecks.iter().take(MOST_BOTTLENECKS) {
        let resource = resource(instance, &bottleneck.resource);
        let _ = writeln!(text, "bottleneck: {resource} (one more is worth {:.2})", bottleneck.value);
    }
    text += more_fits(outcome);
    text += &changed(instance, outcome);
    text
}

/// With a plan to keep and something left out: whether more could stand beside it.
fn more_fits(outcome: &Outcome) -> &'static str {
    match outcome.nothing_more_fits {
        Some(true) if !outcome.plan.unplaced.is_empty() => "nothing more fits beside what is kept: proven\n",
        Some(false) => "more may fit beside what is kept: nothing is proven\n",
        _ => "",
    }
}

/// Whose agenda is another one than they knew; a long list is cut short.
fn changed(instance: &Instance, outcome: &Outcome) -> String {
    let people = changed_people(instance, outcome);
    if people.is_empty() {
        return String::new();
    }
    let shown: Vec<String> = people.iter().take(MOST_PEOPLE).map(Person::label).collect();
    let rest = match people.len() - shown.len() {
        0 => String::new(),
        n => format!(" and {n} more, all named in the plan"),
    };
    format!("changed agendas: {}: {}{rest}\n", people.len(), shown.join(", "))
}

/// A number with its noun.
pub(crate) fn count(n: usize, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") }
}

/// What to do next, where that is not plain.
pub(crate) fn hints(instance: &Input, output: &Output, outcome: &Outcome) -> String {
    let (Input::File(instance), Output::File(plan)) = (instance, output) else { return String::new() };
    let [instance, plan] = [instance, plan].map(|path| quoted(&path.to_string_lossy()));
    match outcome.plan.unplaced.first() {
        Some(first) => {
            format!("next: carnet-solver explain {instance} {plan} {}\n", quoted(&first.meeting))
        }
        None => format!("next: carnet-solver agenda {instance} {plan} --all\n"),
    }
}

/// An argument as a shell wants it.
fn quoted(argument: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_.:/@+".contains(c);
    if !argument.is_empty() && argument.chars().all(plain) {
        argument.to_owned()
    } else {
        format!("'{}'", argument.replace('\'', r"'\''"))
    }
}

/// How many meetings each reason keeps out, the most frequent first.
fn reasons(unplaced: &[Unplaced]) -> String {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for entry in unplaced {
        *counts.entry(words(entry.reason).to_owned()).or_default() += 1;
    }
    let mut counts: Vec<(String, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    counts.iter().map(|(reason, n)| format!("{n} {reason}")).collect::<Vec<_>>().join(", ")
}

fn words(reason: Reason) -> &'static str {
    match reason {
        Reason::NoCommonSlot => "without a common slot",
        Reason::ParticipantFull => "with a full participant",
        Reason::RoomsFull => "without a free table",
        Reason::BlockedByPin => "blocked by a pin",
        Reason::Precedence => "kept out by precedence",
        Reason::BreakLimit => "kept out by the break limit",
        Reason::NotReached => "not reached in time",
    }
}

fn resource(instance: &Instance, resource: &Resource) -> String {
    let file = instance.file();
    match resource {
        Resource::Participant(id) => {
            let name = file.participants.iter().find(|p| p.id == *id).and_then(|p| p.name.as_deref());
            format!("free slots of {}", labelled(id, name))
        }
        Resource::Session(id) => {
            let name = file.sessions.iter().find(|s| s.id == *id).and_then(|s| s.name.as_deref());
            format!("tables in session {}", labelled(id, name))
        }
        Resource::Tables => "tables of the whole event".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn score_says_what_is_proven() {
        let values = [(Criterion::Unplaced, 3), (Criterion::Breaks, 12)].into_iter().collect();
        let bounds = [(Criterion::Unplaced, 3), (Criterion::Breaks, 7)].into_iter().collect();
        let text = score(&[Criterion::Unplaced, Criterion::Breaks, Criterion::Moves], &values, &bounds);
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        assert_eq!(
            lines,
            ["unplaced          3  proven", "breaks           12  at least 7", "moves             ?"]
        );
    }

    #[test]
    fn arguments_are_quoted_only_where_a_shell_needs_it() {
        assert_eq!(quoted("m12"), "m12");
        assert_eq!(quoted("l'atelier"), r"'l'\''atelier'");
    }
}
