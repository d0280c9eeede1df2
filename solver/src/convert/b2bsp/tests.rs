use super::*;
use crate::Instance;

const SMALL: &str = r"% a small event
nBusiness = 4; nMeetings = 3;
nTables = 2;   /* in
one room */
nTotalSlots = 5;
nMorningSlots = 3;
requested = [| 1, 2, 1,
             | 3, 1, 2, % in the afternoon
             | 4, 2, 3, |];
nMeetingsBusiness = [2, 2, 1, 1];
forbidden = [{0}, {2, 3}, {}, 4..5];
fixed = [0, 4, 0];
precedences = array1d(1..3, [{}, {1}, {1, 2}]);
";

fn faults(text: &str) -> Vec<String> {
    b2bsp(text, "x").unwrap_err().0.iter().map(ToString::to_string).collect()
}

#[test]
fn data_becomes_a_valid_instance() {
    let event = b2bsp(SMALL, "small").unwrap();
    assert_eq!((event.participants.len(), event.slots.len(), event.rooms[0].tables), (4, 5, 2));
    assert_eq!((event.slots[0].start, event.slots[4].end), (560, 660));
    assert_eq!(event.meetings[0].attendees, ["p1", "p2"]);
    assert_eq!(event.meetings[0].slots.as_deref().unwrap(), ["t1", "t2", "t3"]);
    assert_eq!(event.meetings[1].slots.as_deref().unwrap(), ["t4", "t5"]);
    assert_eq!(event.meetings[2].slots, None);
    assert_eq!(event.meetings[1].pinned.as_ref().unwrap().slot, "t4");
    assert_eq!(event.meetings[2].after, ["m1", "m2"]);
    let unavailable: Vec<usize> = event.participants.iter().map(|p| p.unavailable.len()).collect();
    assert_eq!(unavailable, [0, 2, 0, 2]);
    assert_eq!(event.participants[1].unavailable, [(580, 600), (600, 620)]);
    assert_eq!(event.limits.max_break_spread, Some(2));
    assert!(event.blocked_slots_are_idle);
    Instance::new(event).unwrap();
}

#[test]
fn two_dimensional_arrays_may_be_wrapped() {
    let wrapped =
        SMALL.replace("[| 1, 2, 1,", "array2d(1..3, 1..3, [1, 2, 1,").replace("|]", "])").replace("| ", "");
    assert_eq!(b2bsp(&wrapped, "small").unwrap(), b2bsp(SMALL, "small").unwrap());
}

#[test]
fn every_wrong_value_is_named_with_its_line() {
    let wrong = SMALL
        .replace("nTables = 2", "nTables = 0")
        .replace("| 3, 1, 2", "| 3, 9, 2")
        .replace("{2, 3}", "{2, 7}")
        .replace("fixed = [0, 4, 0]", "fixed = [0, 4]")
        .replace("nMorningSlots = 3;\n", "\n");
    let found = faults(&wrong);
    assert_eq!(
        found,
        [
            "line 3: nTables is no whole number from 1 to 1000000",
            "the file: nMorningSlots is missing; add a statement `nMorningSlots = ..;`",
            "line 8: an entry of requested is wrong; it must be 1 to 4",
            "line 11: 7 in forbidden is out of range; it must be 1 to 5",
            "line 12: fixed has 2 entries; it must have 3",
        ]
    );
}

#[test]
fn what_is_no_minizinc_data_is_refused_with_its_line() {
    let cases = [
        ("nBusiness = 4;\nnMeetings 3;", "line 2: found `3` where `=` should stand"),
        ("nBusiness = [1, 2", "line 1: found the end of the file where a value should stand"),
        ("a = 1;\n\na = 2;", "line 3: a stands in line 1 already"),
        ("a = 99999999999999999999;", "line 1: 99999999999999999999 is too large"),
        ("a = {1, x};", "line 1: found `x` where a whole number or `}` should stand"),
        ("a = [[1], [2]];", "line 1: an array stands in an array"),
        ("a = 1..99999999999;", "line 1: the range is too long"),
        ("{\"format\": 1}", "line 1: ':' has no meaning here"),
        ("a = \"x", "line 1: a text does not end"),
        ("/* a = 1;", "line 1: a comment does not end"),
        ("", "the file: nBusiness is missing"),
    ];
    for (text, start) in cases {
        let found = faults(text);
        assert!(found[0].starts_with(start), "{text:?}: {found:?}");
    }
    let deep = format!("a = {};", "array1d(".repeat(100_000));
    assert!(!faults(&deep).is_empty());
}

#[test]
fn no_prefix_of_a_file_makes_the_reader_panic() {
    for end in 0..SMALL.len() {
        let _ = b2bsp(&SMALL[..end], "x");
    }
}
