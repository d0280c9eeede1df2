use crate::support::{folder, run, run_with};

#[test]
fn generated_event_can_be_solved() {
    let folder = folder();
    let args = ["generate", "--people", "30", "--meetings", "60", "--placeable", "--seed", "5"];
    let made = run(folder.path(), &args);
    assert_eq!((made.status, made.stderr.as_str()), (0, ""));
    assert_eq!(run(folder.path(), &args).stdout, made.stdout);
    let solved = run_with(folder.path(), &["solve", "-", "--work-limit", "100"], made.stdout.as_bytes());
    assert_eq!(solved.status, 0, "{}", solved.stderr);
    assert!(solved.stderr.contains(" of 60 meetings"), "{}", solved.stderr);
}

#[test]
fn options_override_a_recipe() {
    let folder = folder();
    let recipe = r#"{"name": "try", "people": 40, "meetings": 50, "tables": 7}"#;
    let args = ["generate", "--recipe", "-", "--meetings", "20", "--criteria", "unplaced,breaks"];
    let made = run_with(folder.path(), &args, recipe.as_bytes());
    assert_eq!((made.status, made.stderr.as_str()), (0, ""));
    let event: serde_json::Value = serde_json::from_str(&made.stdout).unwrap();
    assert_eq!(event["name"], "try");
    assert_eq!(event["rooms"][0]["tables"], 7);
    assert_eq!(event["meetings"].as_array().unwrap().len(), 20);
    assert_eq!(event["criteria"], serde_json::json!(["unplaced", "breaks"]));
}

#[test]
fn recipes_that_make_no_sense_are_refused() {
    let folder = folder();
    let cases = [
        (&["generate", "--people", "1", "--load", "0"][..], "options: people: 1 is out of range"),
        (
            &["generate", "--criteria", "luck"],
            "options: criteria[0]: \"luck\" is unknown; it must be one of \"unplaced\", ",
        ),
        (&["generate", "--recipe", "event.json"], "event.json: "),
    ];
    for (args, start) in cases {
        let ran = run(folder.path(), args);
        assert!(ran.errors()[0].starts_with(start), "{args:?}: {}", ran.stderr);
    }
}

#[test]
fn every_fault_of_a_recipe_is_one_line() {
    let folder = folder();
    let recipe = r#"{"people": "many", "days": -1, "colour": "red"}"#;
    let ran = run_with(folder.path(), &["generate", "--recipe", "-"], recipe.as_bytes());
    let errors = ran.errors();
    assert_eq!(errors.len(), 3, "{}", ran.stderr);
    for (error, field) in errors.iter().zip(["colour", "days", "people"]) {
        assert!(error.starts_with(&format!("standard input: {field}: ")), "{}", ran.stderr);
    }
}

#[test]
fn load_that_asks_for_more_tables_than_an_event_can_have_is_refused() {
    let folder = folder();
    let args = "generate --people 10 --meetings 10000000 --load 0.001 --days 1 --sessions-per-day 1 --slots-per-session 1";
    let ran = run(folder.path(), &args.split(' ').collect::<Vec<_>>());
    assert_eq!(
        ran.errors(),
        ["options: load: the event would need 10000000000 tables; \
          raise the load or plan more slots: an event has at most 1000000 tables"]
    );
}

#[test]
fn event_that_is_too_small_for_its_meetings_says_so() {
    let folder = folder();
    let ran = run(folder.path(), &["generate", "--people", "4", "--meetings", "100", "-o", "made.json"]);
    assert_eq!((ran.status, ran.stdout.as_str()), (0, ""));
    assert_eq!(ran.stderr, "note: 6 meetings instead of 100: no more pairs fit the recipe\n");
}

#[test]
fn benchmark_data_becomes_an_instance() {
    let folder = folder();
    let data = "nBusiness = 3; nMeetings = 2; nTables = 1; nTotalSlots = 2; nMorningSlots = 1;
        requested = [| 1, 2, 1 | 2, 3, 3 |]; forbidden = [{0}, {}, {1}];";
    std::fs::write(folder.path().join("tiny.dzn"), data).unwrap();
    let ran = run(folder.path(), &["convert", "b2bsp", "tiny.dzn", "-o", "tiny.json"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let ran = run(folder.path(), &["solve", "tiny.json", "--work-limit", "10", "-o", "tiny.plan.json"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    assert!(ran.stderr.contains("of 2 meetings"), "{}", ran.stderr);
}

#[test]
fn schemas_are_json() {
    let folder = folder();
    let both = run(folder.path(), &["schema"]);
    let both: serde_json::Value = serde_json::from_str(&both.stdout).unwrap();
    for format in ["instance", "plan"] {
        let one = run(folder.path(), &["schema", format]);
        let one: serde_json::Value = serde_json::from_str(&one.stdout).unwrap();
        assert_eq!(one, both[format]);
        assert_eq!(one["title"], format!("carnet-{format}/1"));
    }
}

#[test]
fn next_command_is_told_where_both_files_have_names() {
    let folder = folder();
    let ran = run(folder.path(), &["solve", "event.json", "--work-limit", "10", "-o", "new.json"]);
    let next = ran.stderr.lines().last().unwrap();
    assert!(next.starts_with("next: carnet-solver "), "{}", ran.stderr);
    let args: Vec<&str> = next.split(' ').skip(2).collect();
    let ran = run(folder.path(), &args);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
}
