//! Identifiers on the command line that do not exist.

use carnet_solver::Instance;
use carnet_solver::near::{near, question};

use super::Failure;

/// Fails when the instance has no such participant.
pub(crate) fn require_participant(instance: &Instance, wanted: &str) -> Result<(), Failure> {
    let people = || instance.file().participants.iter().map(|p| (p.id.as_str(), p.name.as_deref()));
    if people().any(|(id, _)| id == wanted) {
        return Ok(());
    }
    let offer = question(&near(wanted, people()));
    Err(Failure::new(format!("participant {wanted:?} does not exist in the instance{offer}")))
}
