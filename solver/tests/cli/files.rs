use std::process::Stdio;

use crate::support::{EVENT, PLAN, command, folder, listing, run, run_with};

const SOLVE: [&str; 4] = ["solve", "event.json", "--seconds", "1"];

#[test]
fn solved_plan_is_accepted_by_check() {
    let folder = folder();
    let ran = run(folder.path(), &[&SOLVE[..], &["-o", "new.json"]].concat());
    assert_eq!((ran.status, ran.stdout.as_str()), (0, ""), "{}", ran.stderr);
    assert!(ran.stderr.starts_with("placed "), "{}", ran.stderr);
    assert_eq!(listing(folder.path()), ["event.json", "new.json", "plan.json"]);
    let ran = run(folder.path(), &["check", "event.json", "new.json"]);
    assert_eq!((ran.status, ran.stdout.lines().last()), (0, Some("valid")), "{}", ran.stdout);
}

#[test]
fn check_accepts_a_valid_plan_and_prints_its_score() {
    let folder = folder();
    let ran = run(folder.path(), &["check", "event.json", "plan.json"]);
    assert_eq!(ran.status, 0, "{}{}", ran.stdout, ran.stderr);
    assert!(ran.stdout.contains("max_idle          2\n"), "{}", ran.stdout);
}

#[test]
fn check_ends_with_1_for_an_invalid_plan() {
    let folder = folder();
    let plan = PLAN.replace("\"meeting\": \"m2\"", "\"meeting\": \"m9\"");
    let ran = run_with(folder.path(), &["check", "event.json", "-"], plan.as_bytes());
    assert_eq!((ran.status, ran.stderr.as_str()), (1, ""), "{}", ran.stdout);
    assert!(ran.stdout.contains("m9") && ran.stdout.contains("\ninvalid: "), "{}", ran.stdout);
}

#[test]
fn standard_input_and_output_stand_for_files() {
    let folder = folder();
    for output in [&[][..], &["-o", "-"]] {
        let args = [&["solve", "-", "--work-limit", "10", "--quiet"], output].concat();
        let ran = run_with(folder.path(), &args, EVENT.as_bytes());
        assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
        assert!(ran.stdout.starts_with("{\n  \"format\": \"carnet-plan/1\""), "{}", ran.stdout);
    }
    let ran = run_with(folder.path(), &["agenda", "-", "plan.json", "ada"], EVENT.as_bytes());
    assert_eq!(ran.status, 0, "{}", ran.stderr);
}

#[test]
fn plan_that_cannot_be_written_leaves_nothing_and_nobody_waits_for_it() {
    let folder = folder();
    let ran = run(folder.path(), &["solve", "event.json", "--seconds", "1000", "-o", "missing/plan.json"]);
    assert_eq!(ran.errors(), ["cannot write missing/plan.json: there is no folder missing: make it first"]);
    let ran = run(folder.path(), &["solve", "event.json", "-o", "."]);
    assert_eq!(ran.errors(), ["cannot write .: it is a folder, name a file in it"]);
    assert_eq!(listing(folder.path()), ["event.json", "plan.json"]);
}

#[test]
fn failed_run_leaves_the_old_plan_alone() {
    let folder = folder();
    std::fs::write(folder.path().join("bad.json"), "{}").unwrap();
    let ran = run(folder.path(), &["solve", "bad.json", "-o", "plan.json"]);
    assert!(!ran.errors().is_empty());
    assert_eq!(std::fs::read_to_string(folder.path().join("plan.json")).unwrap(), PLAN);
    assert_eq!(listing(folder.path()), ["bad.json", "event.json", "plan.json"]);
}

#[cfg(unix)]
#[test]
fn written_file_keeps_its_place_and_permissions() {
    use std::os::unix::fs::{PermissionsExt, symlink};

    let folder = folder();
    let path = |name: &str| folder.path().join(name);
    let mode = |name: &str| path(name).metadata().unwrap().permissions().mode() & 0o777;
    std::fs::set_permissions(path("plan.json"), std::fs::Permissions::from_mode(0o640)).unwrap();
    symlink("plan.json", path("link.json")).unwrap();
    let ran = run(folder.path(), &[&SOLVE[..], &["-q", "-o", "link.json"]].concat());
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    assert!(path("link.json").is_symlink());
    assert_ne!(std::fs::read_to_string(path("plan.json")).unwrap(), PLAN);
    assert_eq!(mode("plan.json"), 0o640);
    let ran = run(folder.path(), &[&SOLVE[..], &["-q", "-o", "new.json"]].concat());
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    assert_eq!(mode("new.json"), mode("event.json"), "a new plan has the permissions of any new file");
}

#[test]
fn reader_that_closes_the_pipe_is_no_fault() {
    let folder = folder();
    for args in [&["schema"][..], &["generate", "--people", "2000", "--meetings", "4000"]] {
        let mut child = command(folder.path(), args).stdin(Stdio::null()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
        assert!(output.status.success());
    }
}
