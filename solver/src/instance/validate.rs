//! What an instance file must satisfy before anything is planned: references, intervals, ranges, circles.
//!
//! Faults of structure were found in reading, faults of pins are found after (see [`super::pins`]).

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};

use super::MOST_FAULTS;
use crate::format::{Fault, InstanceFile};

/// Positions by identifier, for every list that is referred to.
pub(super) struct Names<'a> {
    pub(super) sites: BTreeMap<&'a str, usize>,
    pub(super) sessions: BTreeMap<&'a str, usize>,
    pub(super) slots: BTreeMap<&'a str, usize>,
    pub(super) rooms: BTreeMap<&'a str, usize>,
    pub(super) participants: BTreeMap<&'a str, usize>,
    pub(super) meetings: BTreeMap<&'a str, usize>,
}

/// Collects every fault of the file; the names are complete only where there is none.
pub(super) fn validate<'a>(file: &'a InstanceFile, faults: &mut Vec<Fault>) -> Names<'a> {
    let mut check = Check { faults };
    let names = Names {
        sites: check.index("sites", file.sites.iter().map(|x| &x.id)),
        sessions: check.index("sessions", file.sessions.iter().map(|x| &x.id)),
        slots: check.index("slots", file.slots.iter().map(|x| &x.id)),
        rooms: check.index("rooms", file.rooms.iter().map(|x| &x.id)),
        participants: check.index("participants", file.participants.iter().map(|x| &x.id)),
        meetings: check.index("meetings", file.meetings.iter().map(|x| &x.id)),
    };
    check.index("busy", file.busy.iter().map(|x| &x.id));
    check.display(file);
    check.places(file, &names);
    check.slots(file, &names);
    check.people(file, &names);
    check.meetings(file, &names);
    check.precedence(file, &names);
    check.previous(file, &names);
    check.criteria(file);
    names
}

/// Largest whole number of the formats.
const MOST: u32 = i32::MAX as u32;

/// The most line-ups of one meeting, `attendees` included: the planner numbers them in a byte.
const MOST_LINEUPS: usize = 255;

/// Whether the text is a day of the calendar, written `YYYY-MM-DD`.
fn is_date(text: &str) -> bool {
    // Written again it must be the same, since the parser forgives signs and missing zeros.
    NaiveDate::parse_from_str(text, "%Y-%m-%d")
        .is_ok_and(|date| (1..=9999).contains(&date.year()) && date.to_string() == text)
}

struct Check<'f> {
    faults: &'f mut Vec<Fault>,
}

impl Check<'_> {
    fn fault(&mut self, path: impl Into<String>, problem: impl Into<String>, remedy: impl Into<String>) {
        if self.faults.len() < MOST_FAULTS {
            self.faults.push(Fault::new(path, problem, remedy));
        }
    }

    fn index<'a>(&mut self, list: &str, ids: impl Iterator<Item = &'a String>) -> BTreeMap<&'a str, usize> {
        let mut positions = BTreeMap::new();
        for (i, id) in ids.enumerate() {
            if let Some(first) = positions.insert(id.as_str(), i) {
                self.fault(
                    format!("{list}[{i}].id"),
                    format!("{id:?} is already the id of {list}[{first}]"),
                    format!("every id must be unique among {list}"),
                );
            }
        }
        positions
    }

    fn refer(&mut self, path: impl Fn() -> String, id: &str, list: &str, positions: &BTreeMap<&str, usize>) {
        if !positions.contains_key(id) {
            self.fault(path(), format!("{id:?} does not exist"), format!("name one of the ids in {list}"));
        }
    }

    fn refer_all(&mut self, path: &str, ids: &[String], list: &str, positions: &BTreeMap<&str, usize>) {
        for (i, id) in ids.iter().enumerate() {
            self.refer(|| format!("{path}[{i}]"), id, list, positions);
        }
    }

    fn whole(&mut self, path: impl Fn() -> String, value: u32, least: u32) {
        if value < least || value > MOST {
            self.fault(
                path(),
                format!("{value} is out of range"),
                format!("it must be a whole number from {least} to {MOST}"),
            );
        }
    }

    fn interval(&mut self, path: impl Fn() -> String, start: u32, end: u32) {
        self.whole(&path, start, 0);
        self.whole(&path, end, 0);
        if start >= end {
            self.fault(
                path(),
                format!("the interval [{start}, {end}) is empty or runs backwards"),
                "start must be before end",
            );
        }
    }

    fn display(&mut self, file: &InstanceFile) {
        if let Some(origin) = file.origin.as_ref().filter(|text| !is_date(text)) {
            let remedy = "write the date of minute 0 as YYYY-MM-DD, such as \"2027-03-18\", or leave it out";
            self.fault("origin", format!("{origin:?} is no day of the calendar"), remedy);
        }
        if let Some(zone) = file.timezone.as_ref().filter(|name| name.parse::<chrono_tz::Tz>().is_err()) {
            let remedy = "give a name of the IANA database, such as \"Europe/Paris\", or leave it out";
            self.fault("timezone", format!("{zone:?} is no known time zone"), remedy);
        }
    }

    fn places(&mut self, file: &InstanceFile, names: &Names<'_>) {
        for (i, leg) in file.travel.iter().enumerate() {
            self.refer(|| format!("travel[{i}].from"), &leg.from, "sites", &names.sites);
            self.refer(|| format!("travel[{i}].to"), &leg.to, "sites", &names.sites);
            self.whole(|| format!("travel[{i}].minutes"), leg.minutes, 0);
        }
        for (i, session) in file.sessions.iter().enumerate() {
            self.refer(|| format!("sessions[{i}].site"), &session.site, "sites", &names.sites);
        }
        for (i, room) in file.rooms.iter().enumerate() {
            self.refer(|| format!("rooms[{i}].site"), &room.site, "sites", &names.sites);
            self.whole(|| format!("rooms[{i}].tables"), room.tables, 1);
            self.refer_all(&format!("rooms[{i}].closed"), &room.closed, "slots", &names.slots);
        }
        let n_tables: u64 = file.rooms.iter().map(|room| u64::from(room.tables)).sum();
        let is_told = file.rooms.iter().any(|room| room.tables > MOST);
        if u64::from(MOST) < n_tables && !is_told {
            let remedy =
                format!("all rooms together have at most {MOST}: give each no more than can be used");
            self.fault("rooms", format!("have {n_tables} tables together"), remedy);
        }
    }

    fn slots(&mut self, file: &InstanceFile, names: &Names<'_>) {
        let mut by_session: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (i, slot) in file.slots.iter().enumerate() {
            self.refer(|| format!("slots[{i}].session"), &slot.session, "sessions", &names.sessions);
            self.interval(|| format!("slots[{i}]"), slot.start, slot.end);
            by_session.entry(&slot.session).or_default().push(i);
        }
        for (session, mut slots) in by_session {
            slots.sort_by_key(|&i| file.slots[i].start);
            for pair in slots.windows(2) {
                let (a, b) = (&file.slots[pair[0]], &file.slots[pair[1]]);
                if b.start < a.end {
                    self.fault(
                        format!("slots[{}]", pair[1]),
                        format!("overlaps slot {:?} of the same session {session:?}", a.id),
                        "slots of one session must not overlap; put it into another session or move it",
                    );
                }
            }
        }
    }

    fn people(&mut self, file: &InstanceFile, names: &Names<'_>) {
        for (i, person) in file.participants.iter().enumerate() {
            for (k, &(start, end)) in person.unavailable.iter().enumerate() {
                self.interval(|| format!("participants[{i}].unavailable[{k}]"), start, end);
            }
            if let Some(most) = person.max_meetings {
                self.whole(|| format!("participants[{i}].max_meetings"), most, 0);
            }
            self.whole(|| format!("participants[{i}].min_meetings"), person.min_meetings, 0);
        }
        for (i, busy) in file.busy.iter().enumerate() {
            self.refer(|| format!("busy[{i}].site"), &busy.site, "sites", &names.sites);
            self.interval(|| format!("busy[{i}]"), busy.start, busy.end);
            self.refer_all(
                &format!("busy[{i}].participants"),
                &busy.participants,
                "participants",
                &names.participants,
            );
        }
        if let Some(spread) = file.limits.max_break_spread {
            self.whole(|| "limits.max_break_spread".to_owned(), spread, 0);
        }
    }

    fn meetings(&mut self, file: &InstanceFile, names: &Names<'_>) {
        for (i, meeting) in file.meetings.iter().enumerate() {
            let path = format!("meetings[{i}]");
            self.lineup(&format!("{path}.attendees"), &meeting.attendees, names);
            for (k, people) in meeting.alternatives.iter().enumerate() {
                self.lineup(&format!("{path}.alternatives[{k}]"), people, names);
            }
            let n_lineups = meeting.alternatives.len() + 1;
            if MOST_LINEUPS < n_lineups {
                let most = MOST_LINEUPS - 1;
                let problem = format!("has {n_lineups} line-ups with attendees");
                let remedy =
                    format!("a meeting has at most {MOST_LINEUPS}: list at most {most} alternatives");
                self.fault(format!("{path}.alternatives"), problem, remedy);
            }
            self.whole(|| format!("{path}.priority"), meeting.priority, 1);
            if let Some(order) = meeting.order {
                self.whole(|| format!("{path}.order"), order, 0);
            }
            let lists = [
                ("sessions", &meeting.sessions, &names.sessions),
                ("slots", &meeting.slots, &names.slots),
                ("rooms", &meeting.rooms, &names.rooms),
            ];
            for (list, ids, positions) in lists {
                self.refer_all(
                    &format!("{path}.{list}"),
                    ids.as_deref().unwrap_or_default(),
                    list,
                    positions,
                );
            }
            self.refer_all(&format!("{path}.after"), &meeting.after, "meetings", &names.meetings);
            if let Some(pin) = &meeting.pinned {
                self.refer(|| format!("{path}.pinned.slot"), &pin.slot, "slots", &names.slots);
                if let Some(room) = &pin.room {
                    self.refer(|| format!("{path}.pinned.room"), room, "rooms", &names.rooms);
                }
                if pin.lineup.is_some_and(|k| k as usize >= n_lineups) {
                    self.fault(
                        format!("{path}.pinned.lineup"),
                        "this line-up does not exist",
                        format!("name a line-up from 0 to {}", n_lineups - 1),
                    );
                }
            }
        }
    }

    fn lineup(&mut self, path: &str, people: &[String], names: &Names<'_>) {
        self.refer_all(path, people, "participants", &names.participants);
        let distinct: BTreeSet<&String> = people.iter().collect();
        if distinct.len() < people.len() {
            self.fault(path, "names somebody twice", "the participants of a line-up must be distinct");
        }
        if people.len() < 2 {
            let problem = if people.is_empty() { "has no participants" } else { "has only one participant" };
            self.fault(path, problem, "a meeting needs two or more");
        }
    }

    /// Finds a circle in `after` by taking away, again and again, the meetings that wait for nobody.
    fn precedence(&mut self, file: &InstanceFile, names: &Names<'_>) {
        let n = file.meetings.len();
        let mut waits_for = vec![0; n];
        let mut followers = vec![Vec::new(); n];
        for (i, meeting) in file.meetings.iter().enumerate() {
            for &first in meeting.after.iter().filter_map(|id| names.meetings.get(id.as_str())) {
                waits_for[i] += 1;
                followers[first].push(i);
            }
        }
        let mut ready: Vec<usize> = (0..n).filter(|&i| waits_for[i] == 0).collect();
        while let Some(i) = ready.pop() {
            for &next in &followers[i] {
                waits_for[next] -= 1;
                if waits_for[next] == 0 {
                    ready.push(next);
                }
            }
        }
        let circle: Vec<&str> =
            (0..n).filter(|&i| waits_for[i] > 0).map(|i| file.meetings[i].id.as_str()).take(10).collect();
        if let Some(first) = circle.first() {
            self.fault(
                format!("meetings[{}].after", names.meetings[first]),
                format!("runs in a circle through {}", circle.join(", ")),
                "a meeting cannot be after itself: drop one entry of the circle",
            );
        }
    }

    fn previous(&mut self, file: &InstanceFile, names: &Names<'_>) {
        let mut known = BTreeMap::new();
        for (i, entry) in file.previous.iter().enumerate() {
            if let Some(first) = known.insert(entry.meeting.as_str(), i) {
                self.fault(
                    format!("previous[{i}].meeting"),
                    format!("{:?} stands in previous[{first}] already", entry.meeting),
                    "a plan holds each meeting once: drop one of the entries",
                );
            }
            self.refer(|| format!("previous[{i}].meeting"), &entry.meeting, "meetings", &names.meetings);
            self.refer(|| format!("previous[{i}].slot"), &entry.slot, "slots", &names.slots);
            self.refer(|| format!("previous[{i}].room"), &entry.room, "rooms", &names.rooms);
        }
    }

    fn criteria(&mut self, file: &InstanceFile) {
        let distinct: BTreeSet<_> = file.criteria.iter().collect();
        if file.criteria.is_empty() || distinct.len() < file.criteria.len() {
            let problem = if file.criteria.is_empty() { "is empty" } else { "names a criterion twice" };
            self.fault("criteria", problem, "name at least one criterion, each at most once");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::MOST_LINEUPS;
    use crate::Instance;
    use crate::format::InstanceFile;

    /// The faults of an event for two, after a change.
    fn faults(change: impl FnOnce(&mut InstanceFile)) -> Vec<String> {
        let text = r#"{"format":"carnet-instance/1","name":"x","sites":[{"id":"s"}],"sessions":[],"slots":[],
            "rooms":[{"id":"r","site":"s","tables":1},{"id":"q","site":"s","tables":1}],
            "participants":[{"id":"p"},{"id":"q"}],"meetings":[{"id":"m","attendees":["p","q"]}]}"#;
        let mut file = crate::format::read_instance(text).unwrap();
        change(&mut file);
        Instance::new(file)
            .map_or_else(|faults| faults.0.iter().map(ToString::to_string).collect(), |_| Vec::new())
    }

    #[test]
    fn origin_is_a_day_of_the_calendar() {
        let refused = |origin: &str| !faults(|file| file.origin = Some(origin.to_owned())).is_empty();
        assert!(!refused("2027-03-18") && !refused("2024-02-29"));
        for origin in ["2026-13-45", "2023-02-29", "2026-1-1", "+026-01-01", "0000-01-01", "soon", ""] {
            assert!(refused(origin), "{origin:?}");
        }
    }

    #[test]
    fn time_zone_is_one_that_exists() {
        let with = |zone: &str| faults(|file| file.timezone = Some(zone.to_owned()));
        assert!(with("Europe/Paris").is_empty() && with("UTC").is_empty());
        let told = with("Mars/Base");
        assert!(
            told[0].starts_with("timezone: \"Mars/Base\" is no known time zone; give a name"),
            "{told:?}"
        );
    }

    #[test]
    fn meeting_has_no_more_line_ups_than_the_planner_can_number() {
        let with = |n: usize| {
            faults(|file| file.meetings[0].alternatives = vec![vec!["q".to_owned(), "p".to_owned()]; n])
        };
        assert!(with(MOST_LINEUPS - 1).is_empty());
        let told = with(MOST_LINEUPS);
        let start = "meetings[0].alternatives: has 256 line-ups with attendees; a meeting has at most 255";
        assert!(told.len() == 1 && told[0].starts_with(start), "{told:?}");
    }

    #[test]
    fn rooms_have_no_more_tables_together_than_one_number_of_the_format_can_say() {
        let with = |tables: u32| faults(|file| file.rooms[0].tables = tables);
        assert!(with(i32::MAX as u32 - 1).is_empty());
        let told = with(i32::MAX as u32);
        assert!(told.len() == 1 && told[0].starts_with("rooms: have 2147483648 tables together"), "{told:?}");
        let told = with(u32::MAX);
        assert!(told.len() == 1 && told[0].starts_with("rooms[0].tables: "), "{told:?}");
    }
}
