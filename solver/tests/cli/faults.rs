use crate::support::{EVENT, PLAN, folder, run, run_with};

#[test]
fn every_fault_of_an_instance_is_one_line() {
    let folder = folder();
    let event = EVENT
        .replace("\"attendees\": [\"ada\", \"c3\"]", "\"attendees\": [\"ada\", \"zoe\"]")
        .replace("\"tables\": 2", "\"tables\": 0");
    let ran = run_with(folder.path(), &["solve", "-"], event.as_bytes());
    let errors = ran.errors();
    assert_eq!(errors.len(), 2, "{}", ran.stderr);
    assert!(errors[0].starts_with("standard input: rooms[0].tables: "), "{}", ran.stderr);
    assert!(errors[1].starts_with("standard input: meetings[1].attendees[1]: \"zoe\""), "{}", ran.stderr);
    assert_eq!(ran.stdout, "");
}

#[test]
fn faults_of_both_files_are_told_at_once() {
    let folder = folder();
    let ran = run(folder.path(), &["check", "missing.json", "gone.json"]);
    let errors = ran.errors();
    assert_eq!(errors.len(), 2);
    assert!(errors[0].starts_with("cannot read missing.json: "), "{}", ran.stderr);
    assert!(errors[1].starts_with("cannot read gone.json: "), "{}", ran.stderr);
}

#[test]
fn unknown_identifiers_are_answered_with_near_ones() {
    let folder = folder();
    for command in ["explain", "insert"] {
        let ran = run(folder.path(), &[command, "event.json", "plan.json", "M-2"]);
        assert_eq!(
            ran.errors(),
            ["meeting \"M-2\" does not exist in the instance; did you mean \"m2\" or \"m1\" or \"m3\"?"]
        );
    }
    let ran = run(folder.path(), &["agenda", "event.json", "plan.json", "bensol"]);
    assert_eq!(
        ran.errors(),
        ["participant \"bensol\" does not exist in the instance; did you mean \"ben\" (Bensol)?"]
    );
    let ran = run(folder.path(), &["agenda", "event.json", "plan.json", "somebody else"]);
    assert_eq!(ran.errors(), ["participant \"somebody else\" does not exist in the instance"]);
}

#[test]
fn usage_errors_end_with_2() {
    let folder = folder();
    let cases: [&[&str]; 17] = [
        &[],
        &["plan"],
        &["solve"],
        &["solve", "event.json", "--max-changes", "2"],
        &["solve", "event.json", "--seconds", "soon"],
        &["solve", "event.json", "--seconds", "NaN"],
        &["solve", "event.json", "--seconds=-1"],
        &["solve", "event.json", "--seconds", "1e300"],
        &["solve", "event.json", "--seconds", "1", "--work-limit", "5"],
        &["solve", "event.json", "--threads", "0"],
        &["solve", "event.json", "--threads", "1000000"],
        &["solve", "-", "--keep", "-"],
        &["check", "-", "-"],
        &["agenda", "event.json", "plan.json"],
        &["convert", "pdf", "event.json"],
        &["generate", "--load", "nan"],
        &["generate", "--skew", "inf"],
    ];
    for args in cases {
        let ran = run(folder.path(), args);
        assert_eq!((ran.status, ran.stdout.as_str()), (2, ""), "{args:?}: {}", ran.stderr);
        assert!(!ran.stderr.is_empty(), "{args:?}");
    }
}

#[test]
fn garbage_is_refused_with_a_message_by_every_command() {
    let folder = folder();
    let deep = "[".repeat(100_000);
    let garbage: [&[u8]; 12] = [
        b"",
        b"\n",
        b"null",
        b"[]",
        b"{}",
        b"{\"format\": \"carnet-instance/1\"",
        b"{\"format\": \"carnet-instance/2\", \"name\": 3}",
        b"\xff\xfe\x00garbage",
        b"\0\0\0\0",
        b"nBusiness = ;",
        b"1e999",
        deep.as_bytes(),
    ];
    let commands: [&[&str]; 8] = [
        &["solve", "-"],
        &["solve", "event.json", "--keep", "-"],
        &["check", "-", "plan.json"],
        &["check", "event.json", "-"],
        &["explain", "event.json", "-", "m1"],
        &["agenda", "event.json", "-", "--all"],
        &["convert", "b2bsp", "-"],
        &["generate", "--people", "1", "--recipe", "-"],
    ];
    for input in garbage {
        for args in commands {
            let ran = run_with(folder.path(), args, input);
            let shown = String::from_utf8_lossy(&input[..input.len().min(40)]);
            assert_eq!((ran.status, ran.stdout.as_str()), (2, ""), "{args:?} {shown}: {}", ran.stderr);
            assert!(!ran.errors().is_empty(), "{args:?} {shown}");
        }
    }
}

#[test]
fn wrong_word_is_answered_with_the_right_ones() {
    let folder = folder();
    let event = EVENT.replace("carnet-instance/1", "carnet-instance/2");
    let ran = run_with(folder.path(), &["solve", "-"], event.as_bytes());
    assert_eq!(
        ran.errors(),
        ["standard input: format: \"carnet-instance/2\" is unknown; it must be \"carnet-instance/1\""]
    );
    let plan = PLAN.replace("\"unplaced\": 1", "\"luck\": 1").replace("not_reached", "bad_luck");
    let ran = run_with(folder.path(), &["check", "event.json", "-"], plan.as_bytes());
    let errors = ran.errors();
    assert_eq!(errors.len(), 2, "{}", ran.stderr);
    let starts = [
        "score.luck: this field is unknown; ",
        "unplaced[0].reason: \"bad_luck\" is unknown; it must be one of ",
    ];
    for (error, start) in errors.iter().zip(starts) {
        assert!(error.starts_with(&format!("standard input: {start}")), "{error}");
    }
}

#[test]
fn plan_of_another_event_is_refused_with_both_names() {
    let folder = folder();
    std::fs::write(folder.path().join("other.json"), PLAN.replace("\"small\"", "\"large\"")).unwrap();
    let cases: [&[&str]; 5] = [
        &["explain", "event.json", "other.json", "m1"],
        &["insert", "event.json", "other.json", "m1"],
        &["agenda", "event.json", "other.json", "--all"],
        &["solve", "event.json", "--keep", "other.json"],
        &["solve", "event.json", "--keep", "other.json", "--max-changes", "1"],
    ];
    for args in cases {
        let ran = run(folder.path(), args);
        let errors = ran.errors();
        let start =
            "other.json: instance: the plan is for the event \"large\", and this event is \"small\"; ";
        assert!(errors.len() == 1 && errors[0].starts_with(start), "{args:?}: {}", ran.stderr);
        assert_eq!(ran.stdout, "");
    }
}

#[test]
fn plan_to_keep_that_holds_a_meeting_twice_is_refused_at_the_second() {
    let folder = folder();
    let plan = PLAN.replace("\"meeting\": \"m2\"", "\"meeting\": \"m1\"");
    for rest in [&[][..], &["--max-changes", "1"]] {
        let args = [&["solve", "event.json", "--keep", "-"], rest].concat();
        let ran = run_with(folder.path(), &args, plan.as_bytes());
        assert_eq!(
            ran.errors(),
            ["standard input: assignments[1].meeting: \"m1\" stands in assignments[0] already; \
              a plan holds each meeting once: drop one of the entries"]
        );
    }
}

#[test]
fn plan_to_keep_against_a_pin_is_a_fault_of_the_instance() {
    let folder = folder();
    let event = EVENT.replace("\"id\": \"m4\",", "\"id\": \"m4\", \"pinned\": {\"slot\": \"t1\"},");
    std::fs::write(folder.path().join("pinned.json"), event).unwrap();
    let ran = run(folder.path(), &["solve", "pinned.json", "--keep", "plan.json"]);
    let errors = ran.errors();
    assert!(
        errors.len() == 1 && errors[0].starts_with("pinned.json: meetings[3].pinned: "),
        "{}",
        ran.stderr
    );
}
