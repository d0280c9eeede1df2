use serde_json::{Value, json};

use crate::support::{EVENT, PLAN, folder, run, run_with};

/// What a run wrote and what it said.
fn solved(event: &str, args: &[&str]) -> (Value, String) {
    let folder = folder();
    let args = [&["solve", "-", "--work-limit", "20"], args].concat();
    let ran = run_with(folder.path(), &args, event.as_bytes());
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    (serde_json::from_str(&ran.stdout).unwrap(), ran.stderr)
}

#[test]
fn keeping_a_plan_says_whether_more_would_fit() {
    // Everybody is away in the only slots that are left.
    let full = EVENT.replace("{\"id\": \"c3\"}", "{\"id\": \"c3\", \"unavailable\": [[560, 600]]}");
    let (plan, told) = solved(&full, &["--keep", "plan.json"]);
    assert_eq!(plan["nothing_more_fits"], json!(true));
    assert_eq!(plan["changed_agendas"], json!([]));
    assert!(told.contains("\nnothing more fits beside what is kept: proven\n"), "{told}");
    // Here m4 finds a slot: there is nothing left that could fit.
    let (plan, told) = solved(EVENT, &["--keep", "plan.json"]);
    assert_eq!(plan["nothing_more_fits"], json!(true));
    assert!(!told.contains("fits"), "{told}");
}

#[test]
fn people_whose_agenda_changes_are_named() {
    let closed =
        EVENT.replace("\"tables\": 2}", "\"tables\": 2, \"closed\": [\"t1\", \"t2\", \"t3\", \"t4\"]}");
    let (plan, told) = solved(&closed, &["--keep", "plan.json", "--max-changes", "3"]);
    let ids: Vec<&str> =
        plan["changed_agendas"].as_array().unwrap().iter().map(|p| p["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["ada", "ben", "c3"]);
    assert_eq!(plan["changed_agendas"][0], json!({"id": "ada", "name": "Ada's Oak"}));
    assert!(told.contains("\nchanged agendas: 3: Ada's Oak (ada), Bensol (ben), c3\n"), "{told}");
}

#[test]
fn plan_without_one_that_was_known_says_nothing_about_changes() {
    let (plan, _) = solved(EVENT, &[]);
    assert_eq!((plan.get("changed_agendas"), plan.get("nothing_more_fits")), (None, None));
}

#[test]
fn long_list_of_changed_agendas_is_cut_on_the_terminal_and_complete_in_the_plan() {
    let folder = folder();
    let path = |name: &str| folder.path().join(name);
    let make = ["generate", "--people", "24", "--meetings", "60", "--placeable", "-o", "made.json"];
    assert_eq!(run(folder.path(), &make).status, 0);
    let plan = ["solve", "made.json", "--work-limit", "20", "-o", "made.plan.json"];
    assert_eq!(run(folder.path(), &plan).status, 0);
    // Half of the meetings are taken out of what people know: keeping it gives them back.
    let mut known: Value =
        serde_json::from_str(&std::fs::read_to_string(path("made.plan.json")).unwrap()).unwrap();
    known["assignments"].as_array_mut().unwrap().truncate(20);
    std::fs::write(path("known.json"), known.to_string()).unwrap();
    let keep = ["solve", "made.json", "--work-limit", "20", "--keep", "known.json"];
    let ran = run(folder.path(), &keep);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let plan: Value = serde_json::from_str(&ran.stdout).unwrap();
    let n = plan["changed_agendas"].as_array().unwrap().len();
    assert!(n > 10, "{n} changed");
    let line = ran.stderr.lines().find(|line| line.starts_with("changed agendas: ")).unwrap();
    assert!(line.starts_with(&format!("changed agendas: {n}: ")), "{line}");
    assert!(line.ends_with(&format!(" and {} more, all named in the plan", n - 10)), "{line}");
    assert_eq!(run_with(folder.path(), &["check", "made.json", "-"], ran.stdout.as_bytes()).status, 0);
}

#[test]
fn too_many_forced_changes_are_counted() {
    let folder = folder();
    let closed = EVENT.replace("\"tables\": 2}", "\"tables\": 2, \"closed\": [\"t1\", \"t4\"]}");
    std::fs::write(folder.path().join("plan.json"), PLAN).unwrap();
    let args = ["solve", "-", "--keep", "plan.json", "--max-changes", "1", "--work-limit", "5"];
    let ran = run_with(folder.path(), &args, closed.as_bytes());
    assert_eq!(
        ran.errors(),
        ["meetings that cannot stay where they are: 2, that may change: 1; allow at least 2"]
    );
}
