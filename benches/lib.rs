//! The events that are measured, and plans with something left to do.
//!
//! What is measured with them stands in the two programs beside this file, `solve.rs` and `table.rs`.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use carnet_solver::format::{InstanceFile, Plan, Reason, Score, Status, Unplaced};
use carnet_solver::generate::{Recipe, generate};
use carnet_solver::{Instance, check};

/// Where the published events are when `CARNET_B2BSP` does not say: beside the repository.
const B2BSP: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/instances/b2bsp");

/// What to say where the published events are missing.
pub const NO_B2BSP: &str = "the published events are not here: set CARNET_B2BSP to the folder that holds them and their \
                            published.json (docs/benchmarks.md says which)";

/// The event of `instances/NAME.recipe.json`.
pub fn recipe(name: &str) -> Result<InstanceFile> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../instances");
    let path = folder.join(format!("{name}.recipe.json"));
    let recipe: Recipe = serde_json::from_str(&read(&path)?).with_context(|| path.display().to_string())?;
    Ok(generate(&recipe))
}

/// The folder of the published events, where there is one.
pub fn b2bsp() -> Option<PathBuf> {
    let folder = std::env::var_os("CARNET_B2BSP").map_or_else(|| PathBuf::from(B2BSP), PathBuf::from);
    folder.join("published.json").is_file().then_some(folder)
}

/// Reads and prepares an instance file.
pub fn load(path: &Path) -> Result<Instance> {
    Instance::read(&read(path)?).with_context(|| path.display().to_string())
}

/// The text of a file.
pub fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))
}

/// The event before its last requests arrived.
#[must_use]
pub fn without_last(file: &InstanceFile, n_late: usize) -> InstanceFile {
    let mut smaller = file.clone();
    let late = smaller.meetings.split_off(smaller.meetings.len().saturating_sub(n_late));
    for meeting in &mut smaller.meetings {
        meeting.after.retain(|id| late.iter().all(|other| other.id != *id));
    }
    smaller
}

/// The plan without one of its meetings, which is as if it had not been tried yet.
#[must_use]
pub fn without_one(file: &InstanceFile, plan: &Plan, meeting: &str) -> Plan {
    let mut smaller = plan.clone();
    smaller.assignments.retain(|assignment| assignment.meeting != meeting);
    let left = Unplaced { meeting: meeting.to_owned(), reason: Reason::NotReached, detail: None };
    smaller.unplaced.push(left);
    smaller.score = check(file, &smaller).score;
    smaller.bounds = Score::default();
    smaller.status = Status::Feasible;
    smaller
}

/// Meetings of the plan that nobody pinned, spread over it: candidates for [`without_one`].
#[must_use]
pub fn movable(file: &InstanceFile, plan: &Plan, n_wanted: usize) -> Vec<String> {
    let pinned = |id: &str| file.meetings.iter().any(|meeting| meeting.id == id && meeting.pinned.is_some());
    let step = (plan.assignments.len() / n_wanted.max(1)).max(1);
    let spread = plan.assignments.iter().step_by(step).map(|assignment| assignment.meeting.clone());
    spread.filter(|id| !pinned(id)).take(n_wanted).collect()
}
