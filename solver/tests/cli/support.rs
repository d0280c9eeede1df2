//! Running the binary, and a small event with a plan.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// What a run of the binary left.
pub(crate) struct Ran {
    pub(crate) status: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Ran {
    fn new(output: Output) -> Self {
        let ran = Self {
            status: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        };
        assert!(!ran.stderr.contains("panicked"), "{}", ran.stderr);
        ran
    }

    /// The messages of a run that could not do its work; nothing else stands on standard error.
    pub(crate) fn errors(&self) -> Vec<&str> {
        assert_eq!(self.status, 2, "{}", self.stderr);
        self.stderr.lines().map(|line| line.strip_prefix("error: ").unwrap()).collect()
    }
}

/// The binary, to be started in a folder.
pub(crate) fn command(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_carnet-solver"));
    command.current_dir(folder).args(args);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Runs the binary in a folder without input.
pub(crate) fn run(folder: &Path, args: &[&str]) -> Ran {
    run_with(folder, args, b"")
}

/// Runs the binary in a folder with an input.
pub(crate) fn run_with(folder: &Path, args: &[&str], input: &[u8]) -> Ran {
    let mut child = command(folder, args).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // A run that fails early reads nothing, and writing to it fails.
    let _ = stdin.write_all(input);
    drop(stdin);
    Ran::new(child.wait_with_output().unwrap())
}

/// A folder with `event.json` and `plan.json`.
pub(crate) fn folder() -> TempDir {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("event.json"), EVENT).unwrap();
    std::fs::write(folder.path().join("plan.json"), PLAN).unwrap();
    folder
}

/// The names of the files in a folder, sorted.
pub(crate) fn listing(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

/// Three people, two days, a conference.
pub(crate) const EVENT: &str = r#"{
  "format": "carnet-instance/1", "name": "small", "origin": "2027-03-18",
  "sites": [{"id": "palais", "name": "Palais"}, {"id": "port"}],
  "sessions": [{"id": "am", "name": "Morning", "site": "palais"}, {"id": "next", "site": "port"}],
  "slots": [
    {"id": "t1", "session": "am", "start": 540, "end": 560}, {"id": "t2", "session": "am", "start": 560, "end": 580},
    {"id": "t3", "session": "am", "start": 580, "end": 600}, {"id": "t4", "session": "am", "start": 600, "end": 620},
    {"id": "u1", "session": "next", "start": 2040, "end": 2070}
  ],
  "rooms": [{"id": "hall", "name": "Hall A", "site": "palais", "tables": 2}, {"id": "quay", "site": "port", "tables": 1}],
  "participants": [{"id": "ada", "name": "Ada's Oak"}, {"id": "ben", "name": "Bensol"}, {"id": "c3"}],
  "busy": [{"id": "talk", "name": "Opening", "site": "palais", "start": 500, "end": 530, "participants": ["ada"]}],
  "meetings": [
    {"id": "m1", "attendees": ["ada", "ben"]}, {"id": "m2", "attendees": ["ada", "c3"]},
    {"id": "m3", "attendees": ["ben", "c3"], "sessions": ["next"]}, {"id": "m4", "attendees": ["ada", "ben", "c3"]}
  ]
}
"#;

/// A valid plan of it, with a break of two slots for ada.
pub(crate) const PLAN: &str = r#"{
  "format": "carnet-plan/1", "instance": "small",
  "assignments": [
    {"meeting": "m1", "slot": "t1", "room": "hall", "table": 1}, {"meeting": "m2", "slot": "t4", "room": "hall", "table": 1},
    {"meeting": "m3", "slot": "u1", "room": "quay", "table": 1}
  ],
  "score": {"unplaced": 1, "shortfall": 0, "order": 1, "changes": 0, "idle": 2, "breaks": 1, "max_idle": 2, "moves": 0,
    "alternates": 0},
  "status": "feasible",
  "unplaced": [{"meeting": "m4", "reason": "not_reached"}]
}
"#;
