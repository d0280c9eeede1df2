//! Random events: small, valid, and with everything that `docs/formats.md` allows.

use carnet_solver::Instance;
use carnet_solver::format::{
    Busy, Criterion, InstanceFile, InstanceFormat, Limits, Meeting, Participant, Pin, Previous, Room,
    Session, Site, Slot, Travel,
};
use proptest::option::weighted;
use proptest::prelude::*;
use proptest::sample::{Index, subsequence};

use crate::sizes::Sizes;

/// Identifiers of everything that the parts of an event refer to.
#[derive(Clone, Debug)]
struct Ids {
    sites: Vec<String>,
    sessions: Vec<String>,
    slots: Vec<String>,
    rooms: Vec<String>,
    people: Vec<String>,
    meetings: Vec<String>,
}

/// Valid events of these sizes.
pub(crate) fn events(how_many: Sizes) -> impl Strategy<Value = InstanceFile> {
    let lengths = prop::collection::vec(how_many.slots_of_session.clone(), how_many.sessions.clone());
    (1..=3_usize, lengths, how_many.rooms.clone(), how_many.people.clone(), how_many.meetings.clone())
        .prop_map(|(sites, lengths, rooms, people, meetings)| {
            let ids = Ids {
                sites: numbered("site", sites),
                sessions: numbered("session", lengths.len()),
                slots: numbered("slot", lengths.iter().sum()),
                rooms: numbered("room", rooms),
                people: numbered("person", people),
                meetings: numbered("meeting", meetings),
            };
            (ids, lengths)
        })
        .prop_flat_map(move |(ids, lengths)| {
            (places(&ids, &lengths, &how_many), people(&ids), meetings(&ids), rest())
        })
        .prop_map(|(places, (participants, busy), (meetings, previous), rest)| {
            let (sites, travel, (sessions, slots), rooms) = places;
            let (max_break_spread, blocked_slots_are_idle, criteria) = rest;
            keep_possible_pins(InstanceFile {
                format: InstanceFormat::V1,
                name: "random".to_owned(),
                origin: None,
                timezone: None,
                limits: Limits { max_break_spread },
                sites,
                travel,
                sessions,
                slots,
                rooms,
                participants,
                busy,
                meetings,
                previous,
                blocked_slots_are_idle,
                criteria,
            })
        })
}

fn numbered(list: &str, count: usize) -> Vec<String> {
    (0..count).map(|i| format!("{list}-{i}")).collect()
}

fn pick(from: &[String]) -> impl Strategy<Value = String> + use<> {
    prop::sample::select(from.to_vec())
}

/// Any of the list, or none, in any order.
fn some(from: &[String]) -> impl Strategy<Value = Vec<String>> + use<> {
    subsequence(from.to_vec(), 0..=from.len()).prop_shuffle()
}

fn interval() -> impl Strategy<Value = (u32, u32)> {
    (0..100_u32, 1..40_u32).prop_map(|(start, length)| (start, start + length))
}

type Places = (Vec<Site>, Vec<Travel>, (Vec<Session>, Vec<Slot>), Vec<Room>);

fn places(ids: &Ids, lengths: &[usize], how_many: &Sizes) -> impl Strategy<Value = Places> + use<> {
    let sites: Vec<Site> = ids.sites.iter().map(|id| Site { id: id.clone(), name: None }).collect();
    let leg = (pick(&ids.sites), pick(&ids.sites), 0..25_u32);
    let leg = leg.prop_map(|(from, to, minutes)| Travel { from, to, minutes });
    let room = (pick(&ids.sites), how_many.tables.clone(), weighted(0.2, some(&ids.slots)));
    let rooms =
        prop::collection::vec(room, ids.rooms.len()).prop_map({
            let ids = ids.rooms.clone();
            move |rooms| {
                let room = |(id, (site, tables, closed)): (&String, (String, u32, Option<Vec<String>>))| {
                    Room { id: id.clone(), name: None, site, tables, closed: closed.unwrap_or_default() }
                };
                ids.iter().zip(rooms).map(room).collect::<Vec<_>>()
            }
        });
    (Just(sites), prop::collection::vec(leg, 0..=3), sessions(ids, lengths), rooms)
}

/// Sessions may overlap; their slots have one length and at times pauses between them. Slots stand in any order.
fn sessions(ids: &Ids, lengths: &[usize]) -> impl Strategy<Value = (Vec<Session>, Vec<Slot>)> + use<> {
    let session = (pick(&ids.sites), 0..60_u32, 5..20_u32, prop_oneof![3 => Just(0), 1 => 1..10_u32]);
    let (ids, lengths) = (ids.clone(), lengths.to_vec());
    prop::collection::vec(session, lengths.len())
        .prop_map(move |drawn| {
            let mut names = ids.slots.iter();
            let (mut sessions, mut slots) = (Vec::new(), Vec::new());
            for ((id, (site, first, length, pause)), &count) in ids.sessions.iter().zip(drawn).zip(&lengths) {
                sessions.push(Session { id: id.clone(), name: None, site });
                for (i, name) in names.by_ref().take(count).enumerate() {
                    let start = first + i as u32 * (length + pause);
                    let (id, session) = (name.clone(), id.clone());
                    slots.push(Slot { id, name: None, session, start, end: start + length });
                }
            }
            (sessions, slots)
        })
        .prop_flat_map(|(sessions, slots)| (Just(sessions), Just(slots).prop_shuffle()))
}

fn people(ids: &Ids) -> impl Strategy<Value = (Vec<Participant>, Vec<Busy>)> + use<> {
    let person =
        (prop::collection::vec(interval(), 0..=1), weighted(0.3, 0..=3_u32), prop_oneof![Just(1), 0..=3_u32]);
    let person = person.prop_map(|(unavailable, max_meetings, min_meetings)| Participant {
        unavailable,
        max_meetings,
        min_meetings,
        ..Participant::default()
    });
    let block = (pick(&ids.sites), interval(), some(&ids.people));
    let block = block.prop_map(|(site, (start, end), participants)| Busy {
        id: String::new(),
        name: Some("a talk".to_owned()),
        site,
        start,
        end,
        participants,
    });
    let named = ids.people.clone();
    let people = prop::collection::vec(person, named.len()).prop_map(move |mut people| {
        people.iter_mut().zip(&named).for_each(|(person, id)| person.id.clone_from(id));
        people
    });
    let busy = prop::collection::vec(block, 0..=2).prop_map(|mut busy| {
        busy.iter_mut().enumerate().for_each(|(i, block)| block.id = format!("busy-{i}"));
        busy
    });
    (people, busy)
}

fn meetings(ids: &Ids) -> impl Strategy<Value = (Vec<Meeting>, Vec<Previous>)> + use<> {
    let meetings: Vec<_> = (0..ids.meetings.len()).map(|i| meeting(ids, i)).collect();
    let entry = (any::<Index>(), pick(&ids.slots), pick(&ids.rooms), weighted(0.5, 1..=3_u32));
    let ids = ids.meetings.clone();
    let previous = prop::collection::vec(entry, 0..=4).prop_map(move |entries| {
        let entry = |(i, slot, room, table): (Index, String, String, Option<u32>)| Previous {
            meeting: ids[i.index(ids.len())].clone(),
            slot,
            room,
            table,
            lineup: None,
        };
        let mut entries: Vec<Previous> =
            if ids.is_empty() { Vec::new() } else { entries.into_iter().map(entry).collect() };
        entries.sort_by(|a, b| a.meeting.cmp(&b.meeting));
        entries.dedup_by(|a, b| a.meeting == b.meeting);
        entries
    });
    (meetings, previous)
}

fn meeting(ids: &Ids, i: usize) -> impl Strategy<Value = Meeting> + use<> {
    let lineup = subsequence(ids.people.clone(), 2..=ids.people.len().min(3)).prop_shuffle();
    let alternatives = prop_oneof![3 => Just(Vec::new()), 1 => prop::collection::vec(lineup.clone(), 1..=2)];
    let pin = (pick(&ids.slots), weighted(0.5, pick(&ids.rooms)), weighted(0.3, 0..=1_u32));
    let pin = pin.prop_map(|(slot, room, lineup)| Pin { slot, room, lineup });
    let allowed = (
        weighted(0.15, some(&ids.sessions)),
        weighted(0.25, some(&ids.slots)),
        weighted(0.15, some(&ids.rooms)),
    );
    let after =
        prop_oneof![3 => Just(Vec::new()), 1 => subsequence(ids.meetings[..i].to_vec(), 0..=i.min(2))];
    let rank = (prop_oneof![2 => Just(1), 1 => 1..=4_u32], weighted(0.3, 0..=5_u32));
    let id = ids.meetings[i].clone();
    (lineup, alternatives, allowed, after, rank, weighted(0.2, pin)).prop_map(
        move |(attendees, alternatives, (sessions, slots, rooms), after, (priority, order), pinned)| {
            Meeting {
                id: id.clone(),
                name: None,
                attendees,
                alternatives,
                priority,
                order,
                sessions,
                slots,
                rooms,
                after,
                pinned,
            }
        },
    )
}

fn rest() -> impl Strategy<Value = (Option<u32>, bool, Vec<Criterion>)> {
    let all = Criterion::ALL.to_vec();
    let criteria = prop_oneof![
        1 => Just(all.clone()),
        3 => subsequence(all, 1..=Criterion::ALL.len()).prop_shuffle(),
    ];
    (weighted(0.25, 0..=2_u32), any::<bool>(), criteria)
}

/// Drops the pins that no plan can contain, so that the event is valid.
fn keep_possible_pins(mut file: InstanceFile) -> InstanceFile {
    let pins: Vec<Option<Pin>> = file.meetings.iter_mut().map(|m| m.pinned.take()).collect();
    if let Err(faults) = Instance::new(file.clone()) {
        panic!("events are valid apart from their pins:\n{faults}");
    }
    for (i, pin) in pins.into_iter().enumerate().filter(|(_, pin)| pin.is_some()) {
        file.meetings[i].pinned = pin;
        if Instance::new(file.clone()).is_err() {
            file.meetings[i].pinned = None;
        }
    }
    file
}
