//! How much a file may hold that is sent in to be planned: its bytes say little of the room that it takes once everything in
//! it is related to everything else.

use crate::{Error, Fault, FaultCode, Faults};
use carnet_solver::format::InstanceFile;

/// The most slots of all line-ups together.
const MOST_PLACES: usize = 20_000_000;

/// Whether a file holds no more than the largest event does by far: five days for 15,000.
pub(crate) fn check(file: &InstanceFile) -> Result<(), Error> {
    let meetings = &file.meetings;
    let listed = |list: &Option<Vec<String>>| list.as_ref().map_or(0, Vec::len);
    let n_lineups = meetings.len() + meetings.iter().map(|meeting| meeting.alternatives.len()).sum::<usize>();
    let lineups =
        meetings.iter().flat_map(|meeting| [&meeting.attendees].into_iter().chain(&meeting.alternatives));
    let counts = [
        ("sites", file.sites.len(), 200),
        ("travel", file.travel.len(), 20_000),
        ("sessions", file.sessions.len(), 2_000),
        ("slots", file.slots.len(), 2_000),
        ("rooms", file.rooms.len(), 500),
        ("rooms.tables", file.rooms.iter().map(|room| room.tables as usize).sum(), 20_000),
        ("rooms.closed", file.rooms.iter().map(|room| room.closed.len()).sum(), 100_000),
        ("participants", file.participants.len(), 20_000),
        (
            "participants.unavailable",
            file.participants.iter().map(|who| who.unavailable.len()).sum(),
            200_000,
        ),
        ("busy", file.busy.len(), 5_000),
        ("busy.participants", file.busy.iter().map(|busy| busy.participants.len()).sum(), 200_000),
        ("meetings", meetings.len(), 40_000),
        ("meetings.attendees", lineups.map(Vec::len).max().unwrap_or(0), 200),
        ("meetings.alternatives", n_lineups - meetings.len(), 100_000),
        ("meetings.sessions", meetings.iter().map(|meeting| listed(&meeting.sessions)).sum(), 200_000),
        ("meetings.slots", meetings.iter().map(|meeting| listed(&meeting.slots)).sum(), 200_000),
        ("meetings.rooms", meetings.iter().map(|meeting| listed(&meeting.rooms)).sum(), 200_000),
        ("meetings.after", meetings.iter().map(|meeting| meeting.after.len()).sum(), 100_000),
        ("meetings.pinned", meetings.iter().filter(|meeting| meeting.pinned.is_some()).count(), 5_000),
        ("previous", file.previous.len(), 40_000),
    ];
    let mut faults = Faults::new();
    for (list, n, most) in counts {
        if n > most {
            faults.push(Fault::new(format!("instance.{list}"), FaultCode::TooMany).with("most", most));
        }
    }
    faults.check()?;
    let most = MOST_PLACES / file.slots.len().max(1);
    if n_lineups > most {
        return Err(Fault::new("instance.meetings", FaultCode::TooMany).with("most", most).into());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use carnet_solver::format::{Meeting, Participant, Room, Slot, read_instance};

    /// The lists of which there is too much, after a change.
    fn too_many(change: impl FnOnce(&mut InstanceFile)) -> Vec<String> {
        let text = r#"{"format":"carnet-instance/1","name":"x","sites":[],"sessions":[],"slots":[],"rooms":[],
            "participants":[],"meetings":[]}"#;
        let mut file = read_instance(text).expect("a file");
        change(&mut file);
        let Err(Error::Invalid(faults)) = check(&file) else { return Vec::new() };
        assert!(faults.as_slice().iter().all(|fault| fault.code == FaultCode::TooMany), "{faults}");
        faults.as_slice().iter().map(|fault| fault.path.clone()).collect()
    }

    fn meetings(n: usize, of: &Meeting) -> Vec<Meeting> {
        vec![of.clone(); n]
    }

    #[test]
    fn a_file_of_the_largest_event_is_let_in_and_one_beyond_it_is_not() {
        let event = |n: usize, n_slots: usize| {
            move |file: &mut InstanceFile| {
                file.participants =
                    vec![Participant { unavailable: vec![(0, 60); 8], ..Participant::default() }; n];
                file.slots = vec![Slot::default(); n_slots];
                file.meetings = meetings(2 * n, &Meeting::default());
            }
        };
        assert!(too_many(event(15_000, 400)).is_empty());
        assert_eq!(too_many(event(15_000, 2_001)), ["instance.slots"]);
        assert_eq!(
            too_many(event(15_000, 2_000)),
            ["instance.meetings"],
            "too many line-ups for so many slots"
        );
        let all = ["instance.participants", "instance.participants.unavailable", "instance.meetings"];
        assert_eq!(too_many(event(30_000, 100)), all);
    }

    #[test]
    fn what_stands_in_lists_of_lists_is_counted_too() {
        let closed = vec![String::new(); 100_001];
        let rooms = vec![Room { tables: 20_001, closed, ..Room::default() }];
        assert_eq!(too_many(|file| file.rooms = rooms), ["instance.rooms.tables", "instance.rooms.closed"]);
        let crowd = Meeting { attendees: vec![String::new(); 201], ..Meeting::default() };
        assert_eq!(too_many(|file| file.meetings = meetings(1, &crowd)), ["instance.meetings.attendees"]);
        let open = Meeting { alternatives: vec![Vec::new(); 250], ..Meeting::default() };
        assert_eq!(too_many(|file| file.meetings = meetings(500, &open)), ["instance.meetings.alternatives"]);
        let picky = Meeting { slots: Some(vec![String::new(); 1000]), ..Meeting::default() };
        assert_eq!(too_many(|file| file.meetings = meetings(201, &picky)), ["instance.meetings.slots"]);
        let pinned = Meeting { pinned: Some(carnet_solver::format::Pin::default()), ..Meeting::default() };
        assert_eq!(too_many(|file| file.meetings = meetings(5_001, &pinned)), ["instance.meetings.pinned"]);
    }
}
