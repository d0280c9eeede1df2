//! `agenda`: what one participant, or everybody, does when and where.

mod clock;
mod entries;
mod event;

use std::fmt::Write;

use carnet_solver::format::Participant;

use self::clock::{Calendar, day, interval};
use self::entries::{Entry, What};
use self::event::Event;
use super::input::{Input, instance_and_its_plan};
use super::{Exit, Failure, near, output, summary};

/// Prints a participant's agenda, day by day: meetings, conferences and breaks.
#[derive(clap::Args)]
pub(crate) struct AgendaArgs {
    /// The instance.
    instance: Input,
    /// The plan.
    plan: Input,
    /// Identifier of the participant.
    #[arg(required_unless_present = "all", conflicts_with = "all")]
    participant: Option<String>,
    /// Everybody's agenda.
    #[arg(long)]
    all: bool,
}

pub(super) fn run(args: &AgendaArgs) -> Result<Exit, Failure> {
    let (instance, plan) = instance_and_its_plan(&args.instance, &args.plan)?;
    if let Some(id) = &args.participant {
        near::require_participant(&instance, id)?;
    }
    let event = Event::new(instance.file(), &plan).map_err(|faults| Failure::faults(&args.plan, &faults))?;
    let calendar = Calendar::new(instance.file().origin.as_deref());
    let wanted = |person: &&Participant| args.participant.as_ref().is_none_or(|id| person.id == *id);
    let agendas: Vec<String> = instance
        .file()
        .participants
        .iter()
        .filter(wanted)
        .map(|person| agenda(&event, &calendar, person))
        .collect();
    output::print(&agendas.join("\n"))?;
    Ok(Exit::Done)
}

/// One participant's agenda.
fn agenda(event: &Event<'_>, calendar: &Calendar, person: &Participant) -> String {
    let entries = entries::of(event, person);
    let n_meetings = entries.iter().filter(|e| matches!(e.what, What::Meeting { .. })).count();
    let n_breaks = entries.iter().filter(|e| matches!(e.what, What::Break { .. })).count();
    let mut text = String::new();
    let name = match &person.name {
        Some(name) => format!("{name} ({})", person.id),
        None => person.id.clone(),
    };
    let _ = writeln!(text, "{name}: {}, {}", count(n_meetings, "meeting"), count(n_breaks, "break"));
    let (mut today, mut session) = (None, None);
    for entry in &entries {
        if today != Some(day(entry.start)) {
            today = Some(day(entry.start));
            session = None;
            let _ = writeln!(text, "\n{}", calendar.date(entry.start));
        }
        if let What::Meeting { session: id, .. } | What::Break { session: id } = entry.what
            && session != Some(id)
        {
            session = Some(id);
            let _ = writeln!(text, "  {}", event.session_heading(id));
        }
        line(event, entry, &mut text);
    }
    text
}

fn line(event: &Event<'_>, entry: &Entry<'_>, text: &mut String) {
    let what = match &entry.what {
        What::Meeting { room, table, with, meeting, .. } => {
            let with: Vec<&str> = with.iter().map(|id| event.person_name(id)).collect();
            format!("{}  [{}, table {table}]  {meeting}", with.join(", "), event.room_name(room))
        }
        What::Busy { busy } => {
            let name = busy.name.as_deref().unwrap_or(&busy.id);
            format!("{name}  [{}]", event.site_name(&busy.site))
        }
        What::Break { .. } => "break".to_owned(),
    };
    let _ = writeln!(text, "    {}  {what}", interval(entry.start, entry.end));
}

fn count(n: usize, what: &str) -> String {
    match n {
        0 => format!("no {what}s"),
        n => summary::count(n, what),
    }
}
