//! The solver refuses an instance if and only if the reference does.

use carnet_solver::Instance;
use carnet_solver::format::{Faults, InstanceFile, read_instance};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Value, json};

use crate::python::{ask, cases};
use crate::sizes::Sizes;
use crate::strategies::events;

/// One thing to spoil in an instance file, at some place of it.
#[derive(Clone, Debug)]
enum Fault {
    /// Another number in place of a number.
    Number(Index, Value),
    /// An identifier of anything else, or of nothing, in place of an identifier or reference.
    Reference(Index, Option<Index>),
    /// A field or an entry of a list less.
    Missing(Index),
    /// An entry of a list twice.
    Twice(Index),
    /// A field that does not exist.
    Unknown(Index),
    /// One meeting after another.
    After(Index, Index),
    /// A date and a time zone, for display.
    Shown(&'static str, &'static str),
    /// So many alternatives of a meeting.
    Lineups(Index, usize),
    /// As many tables in one room as the format can say.
    Tables(Index),
}

fn fault() -> impl Strategy<Value = Fault> {
    let numbers =
        vec![json!(-1), json!(0), json!(1), json!(7), json!(1.5), json!(i32::MAX), json!(1_u64 << 31)];
    let dates = vec![
        "2027-03-18",
        "2024-02-29",
        "2023-02-29",
        "2026-13-45",
        "2026-1-1",
        "0000-01-01",
        "+026-01-01",
        "20270318",
        "2027-03-18T00:00",
        "soon",
        "",
    ];
    // Whether a well-formed name is that of a time zone is not for the reference to know.
    let zones =
        vec!["Europe/Paris", "UTC", "Etc/GMT+5", "America/Argentina/Ushuaia", "Mars Base", "/Paris", ""];
    prop_oneof![
        (any::<Index>(), select(numbers)).prop_map(|(at, number)| Fault::Number(at, number)),
        (any::<Index>(), prop::option::weighted(0.8, any::<Index>()))
            .prop_map(|(at, to)| Fault::Reference(at, to)),
        any::<Index>().prop_map(Fault::Missing),
        any::<Index>().prop_map(Fault::Twice),
        any::<Index>().prop_map(Fault::Unknown),
        (any::<Index>(), any::<Index>()).prop_map(|(m, first)| Fault::After(m, first)),
        (select(dates), select(zones)).prop_map(|(origin, zone)| Fault::Shown(origin, zone)),
        (any::<Index>(), 253..=256_usize).prop_map(|(m, n)| Fault::Lineups(m, n)),
        any::<Index>().prop_map(Fault::Tables),
    ]
}

impl Fault {
    fn apply(&self, file: &mut Value) {
        let all = pointers(file);
        let of = |is: fn(&Value) -> bool| -> Vec<&String> {
            all.iter().filter(|at| file.pointer(at).is_some_and(is)).collect()
        };
        let chosen = |places: &[&String], i: &Index| -> Option<String> {
            if places.is_empty() { None } else { Some((*i.get(places)).clone()) }
        };
        match self {
            Self::Number(at, number) => put(file, chosen(&of(Value::is_number), at), number.clone()),
            Self::Reference(at, to) => {
                let texts = of(Value::is_string);
                let other = to.as_ref().and_then(|to| file.pointer(&chosen(&texts, to)?).cloned());
                put(file, chosen(&texts, at), other.unwrap_or(json!("nobody")));
            }
            Self::Missing(at) => remove(file, chosen(&all.iter().collect::<Vec<_>>(), at)),
            Self::Twice(at) => {
                let lists = of(|value| value.as_array().is_some_and(|list| !list.is_empty()));
                let list =
                    chosen(&lists, at).and_then(|at| file.pointer_mut(&at)).and_then(Value::as_array_mut);
                if let Some(list) = list {
                    list.push(at.get(list).clone());
                }
            }
            Self::Unknown(at) => {
                let place = chosen(&of(Value::is_object), at);
                if let Some(fields) =
                    place.and_then(|at| file.pointer_mut(&at)).and_then(Value::as_object_mut)
                {
                    fields.insert("colour".to_owned(), json!("red"));
                }
            }
            Self::Shown(origin, zone) => {
                file["origin"] = json!(origin);
                file["timezone"] = json!(zone);
            }
            Self::Lineups(m, n) => {
                let Some(meetings) = file["meetings"].as_array_mut().filter(|list| !list.is_empty()) else {
                    return;
                };
                let m = m.index(meetings.len());
                meetings[m]["alternatives"] = json!(vec![meetings[m]["attendees"].clone(); *n]);
            }
            Self::Tables(room) => {
                if let Some(rooms) = file["rooms"].as_array_mut().filter(|list| !list.is_empty()) {
                    let room = room.index(rooms.len());
                    rooms[room]["tables"] = json!(i32::MAX);
                }
            }
            Self::After(m, first) => {
                let Some(meetings) = file["meetings"].as_array_mut().filter(|list| !list.is_empty()) else {
                    return;
                };
                let first = first.get(meetings)["id"].clone();
                let m = m.index(meetings.len());
                let after = meetings[m].as_object_mut().map(|m| m.entry("after").or_insert(json!([])));
                if let Some(after) = after.and_then(Value::as_array_mut) {
                    after.push(first);
                }
            }
        }
    }
}

/// Places in the file that both readings look at in the same way.
///
/// `check_plan.py` looks neither at names and switches, nor at the wishes of `previous`.
fn pointers(value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![(String::new(), value)];
    while let Some((at, value)) = open.pop() {
        match value {
            Value::Array(list) => open.extend(list.iter().enumerate().map(|(i, v)| (format!("{at}/{i}"), v))),
            Value::Object(fields) => {
                let same = |key: &str| {
                    let display = ["name", "origin", "timezone", "blocked_slots_are_idle"].contains(&key);
                    let wish = ["table", "lineup"].contains(&key) && at.starts_with("/previous/");
                    !display && !wish
                };
                open.extend(
                    fields.iter().filter(|(key, _)| same(key)).map(|(k, v)| (format!("{at}/{k}"), v)),
                );
            }
            _ => {}
        }
        found.push(at);
    }
    found.sort();
    found
}

fn put(file: &mut Value, at: Option<String>, value: Value) {
    if let Some(place) = at.and_then(|at| file.pointer_mut(&at)) {
        *place = value;
    }
}

fn remove(file: &mut Value, at: Option<String>) {
    let Some(at) = at else { return };
    let Some((parent, key)) = at.rsplit_once('/') else { return };
    match file.pointer_mut(parent) {
        Some(Value::Array(list)) => drop(list.remove(key.parse().expect("entries of lists are numbered"))),
        Some(Value::Object(fields)) => drop(fields.remove(key)),
        _ => {}
    }
}

fn spoiled_events() -> impl Strategy<Value = Value> {
    (events(Sizes::SMALL), prop::collection::vec(fault(), 1..=2)).prop_map(
        |(file, faults): (InstanceFile, Vec<Fault>)| {
            let mut file = json!(file);
            for fault in &faults {
                fault.apply(&mut file);
            }
            file
        },
    )
}

/// Why we refuse a file; pins that no plan can contain are aside, as the reference does not look for them.
fn refusal(file: &Value) -> Option<Faults> {
    match read_instance(&file.to_string()).map(Instance::new) {
        Err(faults) => Some(faults),
        Ok(Err(faults)) if faults.0.iter().any(|fault| !fault.path.ends_with(".pinned")) => Some(faults),
        Ok(_) => None,
    }
}

#[test]
fn the_reference_refuses_the_same_instances() {
    let files = cases(&spoiled_events());
    let asked: Vec<Value> = files.iter().map(|file| json!({"instance": file, "plan": null})).collect();
    let mut n_refused = 0;
    let mut disagreements = Vec::new();
    for (file, answer) in files.iter().zip(ask(&asked)) {
        let ours = refusal(file);
        n_refused += usize::from(ours.is_some());
        if ours.is_some() != answer["refused"].is_string() {
            disagreements.push(format!("ours: {ours:?}\nreference: {answer}\n{file}"));
        }
    }
    crate::python::assert_agreement(&disagreements);
    assert!(
        n_refused * 5 > files.len() && n_refused * 20 < files.len() * 19,
        "{n_refused} of {} are refused",
        files.len()
    );
}
