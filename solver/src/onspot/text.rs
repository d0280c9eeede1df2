//! The answers in plain words.

use std::fmt;

use super::explain::{CommonSlot, Explanation, Person};
use super::insert::{Insertion, Row};
use super::wire::Place;
use crate::labels::count;

/// Lines of one kind that are shown at most.
const MOST: usize = 12;

fn title(f: &mut fmt::Formatter<'_>, id: &str, name: Option<&str>) -> fmt::Result {
    match name {
        Some(name) => write!(f, "{id} ({name})"),
        None => f.write_str(id),
    }
}

/// The first lines, and how many more there are.
fn lines<T>(
    f: &mut fmt::Formatter<'_>,
    items: &[T],
    mut line: impl FnMut(&mut fmt::Formatter<'_>, &T) -> fmt::Result,
) -> fmt::Result {
    for item in items.iter().take(MOST) {
        line(f, item)?;
    }
    if items.len() > MOST { writeln!(f, "  … and {} more", items.len() - MOST) } else { Ok(()) }
}

fn standing(f: &mut fmt::Formatter<'_>, placed: Option<&Place>) -> fmt::Result {
    match placed {
        Some(place) => writeln!(f, " stands in {place}."),
        None => writeln!(f, " has no place."),
    }
}

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        title(f, &self.meeting, self.name.as_deref())?;
        standing(f, self.placed.as_ref())?;
        if let (Some(reason), Some(detail)) = (self.reason, &self.detail) {
            writeln!(f, "Reason: {reason}: {detail}.")?;
        }
        writeln!(f, "\nWho comes:")?;
        lines(f, &self.people, |f, person| writeln!(f, "  {person}"))?;
        if self.common_slots.is_empty() {
            writeln!(f, "\nNo slot that it may be held in is shared by everybody of a line-up.")?;
        } else {
            writeln!(f, "\nSlots that everybody shares:")?;
            lines(f, &self.common_slots, |f, slot| writeln!(f, "  {slot}"))?;
        }
        if self.placed.is_some() {
            return Ok(());
        }
        if self.relaxations.is_empty() {
            return writeln!(f, "\nNo single change that was tried would let it in.");
        }
        writeln!(f, "\nIt would have a place if")?;
        lines(f, &self.relaxations, |f, relaxation| writeln!(f, "  {relaxation}"))
    }
}

impl fmt::Display for Person {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        title(f, &self.id, self.name.as_deref())?;
        write!(f, ": {}", count(self.meetings, "meeting", "meetings"))?;
        if let Some(most) = self.max_meetings {
            write!(f, " of at most {most}")?;
        }
        let n = self.free_slots.len();
        match n {
            0 => f.write_str(", no slot free"),
            _ if n <= MOST => {
                write!(f, ", {} free: {}", count(n, "slot", "slots"), self.free_slots.join(", "))
            }
            _ => write!(f, ", {n} slots free, the first: {}", self.free_slots[..MOST].join(", ")),
        }
    }
}

impl fmt::Display for CommonSlot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lineup = if self.lineup > 0 { format!(" with line-up {}", self.lineup) } else { String::new() };
        write!(f, "{}{lineup}: {}", self.slot, self.text)
    }
}

impl fmt::Display for Insertion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        title(f, &self.meeting, self.name.as_deref())?;
        standing(f, self.placed.as_ref())?;
        let Some(first) = self.places.first() else {
            if let Some(detail) = &self.detail {
                writeln!(f, "No place is free: {detail}.")?;
            }
            let tried = count(self.tried_moves, "move of another meeting", "moves of other meetings");
            return match self.tried_moves {
                _ if self.full => {
                    writeln!(f, "Every table is taken in every slot: no moves of other meetings would help.")
                }
                0 => writeln!(f, "No moves of other meetings were found that would make a place."),
                1 => writeln!(f, "No {tried} would make a place, and none of several were found that would."),
                _ => writeln!(f, "No set of up to {tried} would make a place."),
            };
        };
        if first.moves.is_empty() {
            let n = count(self.places.len(), "place is", "places are");
            let what = if self.placed.is_some() { "Without it, " } else { "" };
            writeln!(f, "{what}{n} free, the best first:")?;
        } else {
            if let Some(detail) = &self.detail {
                writeln!(f, "No place is free: {detail}.")?;
            }
            let n = count(first.moves.len(), "move of another meeting", "moves of other meetings");
            writeln!(f, "{n} would make one, the best first:")?;
        }
        lines(f, &self.places, |f, row| writeln!(f, "  {row}"))
    }
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.rise)?;
        for moved in &self.moves {
            write!(f, "\n    {moved}")?;
        }
        Ok(())
    }
}
