//! Runs a HiGHS model: options, callbacks and what is read back.

#![expect(
    unsafe_code,
    reason = "bound, cancellation and sparse starts exist only in the C interface of HiGHS"
)]

use std::ffi::{c_char, c_int, c_void};

use highs::{HighsModelStatus, HighsSolutionStatus, Model, SolvedModel};
use highs_sys::{HighsCallbackDataIn, HighsCallbackDataOut, HighsInt};

use super::limits::{BackendError, Limits, Status};
use super::program::Var;

/// The same random choices on every run.
const SEED: i32 = 1;

/// What a run came to.
pub(super) struct Run {
    pub(super) status: Status,
    pub(super) values: Option<Vec<f64>>,
    pub(super) duals: Vec<f64>,
    /// Best proven lower bound of an integer program.
    pub(super) bound: f64,
}

/// What the callbacks of one run share.
struct Watch<'a> {
    limits: &'a Limits,
    /// The best lower bound that HiGHS named so far.
    bound: f64,
}

/// Solves a model on one thread; `gap` is the absolute gap at which an integer program counts as proven.
pub(super) fn run(
    mut model: Model,
    limits: &Limits,
    gap: f64,
    start: Option<&[(Var, f64)]>,
) -> Result<Run, BackendError> {
    if limits.cancel.is_cancelled() {
        return Ok(Run {
            status: Status::Stopped,
            values: None,
            duals: Vec::new(),
            bound: f64::NEG_INFINITY,
        });
    }
    set_options(&mut model, limits, gap)?;
    if let Some(start) = start {
        set_start(&mut model, start);
    }
    let mut watch = Watch { limits, bound: f64::NEG_INFINITY };
    let user_data = (&raw mut watch).cast::<c_void>();
    // SAFETY: the handle is valid while `model` and the solved model made of it live; `watch` is only reached through
    // `user_data` until the callbacks end with the call to `try_solve`, and it outlives that call.
    unsafe {
        highs_sys::Highs_setCallback(model.as_mut_ptr(), Some(on_event), user_data);
        for event in [
            highs_sys::kHighsCallbackSimplexInterrupt,
            highs_sys::kHighsCallbackIpmInterrupt,
            highs_sys::kHighsCallbackMipInterrupt,
            highs_sys::kHighsCallbackMipImprovingSolution,
            highs_sys::kHighsCallbackMipLogging,
        ] {
            highs_sys::Highs_startCallback(model.as_mut_ptr(), event);
        }
    }
    let solved = model.try_solve().map_err(|status| BackendError(format!("HiGHS ended with {status:?}")))?;
    read(&solved, watch.bound)
}

fn set_options(model: &mut Model, limits: &Limits, gap: f64) -> Result<(), BackendError> {
    let refused = |name: &'static str| move |_| BackendError(format!("HiGHS refused the option {name}"));
    model.try_set_option("threads", 1).map_err(refused("threads"))?;
    model.try_set_option("parallel", "off").map_err(refused("parallel"))?;
    model.try_set_option("random_seed", SEED).map_err(refused("random_seed"))?;
    model.try_set_option("mip_rel_gap", 0.0).map_err(refused("mip_rel_gap"))?;
    model.try_set_option("mip_abs_gap", gap).map_err(refused("mip_abs_gap"))?;
    if let Some(seconds) = limits.seconds {
        model.try_set_option("time_limit", seconds.max(0.0)).map_err(refused("time_limit"))?;
    }
    if let Some(nodes) = limits.nodes {
        let nodes = i32::try_from(nodes).unwrap_or(i32::MAX);
        model.try_set_option("mip_max_nodes", nodes).map_err(refused("mip_max_nodes"))?;
    }
    if let Some(iterations) = limits.iterations {
        let iterations = i32::try_from(iterations).unwrap_or(i32::MAX);
        let name = "simplex_iteration_limit";
        model.try_set_option(name, iterations).map_err(refused(name))?;
    }
    if let Some(target) = limits.stop_at {
        model.try_set_option("objective_target", target).map_err(refused("objective_target"))?;
    }
    Ok(())
}

/// Hands over values of some columns; HiGHS completes them if it can and forgets them if it cannot.
fn set_start(model: &mut Model, start: &[(Var, f64)]) {
    let columns: Vec<HighsInt> = start.iter().map(|(var, _)| var.at() as HighsInt).collect();
    let values: Vec<f64> = start.iter().map(|&(_, value)| value).collect();
    let length = columns.len() as HighsInt;
    // SAFETY: both arrays have `length` entries and are only read during the call.
    unsafe {
        highs_sys::Highs_setSparseSolution(model.as_mut_ptr(), length, columns.as_ptr(), values.as_ptr());
    }
}

/// Called by HiGHS at every event that [`run`] asked for.
unsafe extern "C" fn on_event(
    event: c_int,
    _message: *const c_char,
    out: *const HighsCallbackDataOut,
    answer: *mut HighsCallbackDataIn,
    user_data: *mut c_void,
) {
    // SAFETY: `user_data` is the `Watch` that `run` registered, alive and not used by anybody else during the solve;
    // HiGHS passes valid pointers, or none, for the other two.
    let (watch, out, answer) = unsafe { (&mut *user_data.cast::<Watch>(), out.as_ref(), answer.as_mut()) };
    if let Some(answer) = answer
        && (watch.limits.cancel.is_cancelled() || watch.has_worked_enough(event, out))
    {
        answer.user_interrupt = 1;
    }
    let Some(out) = out else { return };
    match event {
        highs_sys::kHighsCallbackMipInterrupt | highs_sys::kHighsCallbackMipLogging => {
            watch.hear_bound(out.mip_dual_bound);
        }
        // Not its bound: for a start that is accepted before the search, HiGHS names the start's own objective there.
        highs_sys::kHighsCallbackMipImprovingSolution => {
            if let Some(tell) = &watch.limits.on_incumbent
                && !out.mip_solution.is_null()
            {
                let length = out.mip_solution_size.max(0) as usize;
                // SAFETY: HiGHS says that `mip_solution_size` numbers stand there for the length of this call.
                tell(out.objective_function_value, unsafe {
                    std::slice::from_raw_parts(out.mip_solution, length)
                });
            }
        }
        _ => {}
    }
}

impl Watch<'_> {
    /// Whether the relaxations of an integer program took as many iterations as allowed; HiGHS limits those of one only.
    fn has_worked_enough(&self, event: c_int, out: Option<&HighsCallbackDataOut>) -> bool {
        let Some((most, out)) = self.limits.iterations.zip(out) else { return false };
        event == highs_sys::kHighsCallbackMipInterrupt && out.mip_total_lp_iterations.unsigned_abs() > most
    }

    fn hear_bound(&mut self, bound: f64) {
        if bound.is_finite() && bound > self.bound {
            self.bound = bound;
            if let Some(tell) = &self.limits.on_bound {
                tell(bound);
            }
        }
    }
}

fn read(solved: &SolvedModel, heard: f64) -> Result<Run, BackendError> {
    let status = match solved.status() {
        HighsModelStatus::Optimal => Status::Optimal,
        // No objective of ours is unbounded below, so the first is all that the second can mean.
        HighsModelStatus::Infeasible | HighsModelStatus::UnboundedOrInfeasible => Status::Infeasible,
        HighsModelStatus::ObjectiveBound
        | HighsModelStatus::ObjectiveTarget
        | HighsModelStatus::ReachedTimeLimit
        | HighsModelStatus::ReachedIterationLimit
        | HighsModelStatus::ReachedSolutionLimit
        | HighsModelStatus::ReachedInterrupt
        | HighsModelStatus::ReachedMemoryLimit => Status::Stopped,
        other => return Err(BackendError(format!("HiGHS ended with {other:?}"))),
    };
    let solution = solved.get_solution();
    let feasible = solved.primal_solution_status() == HighsSolutionStatus::Feasible;
    let bound = match solved.double_info_value(c"mip_dual_bound") {
        _ if status == Status::Infeasible => f64::INFINITY,
        // After an interruption within a restart the final bound reads infinite.
        Ok(last) if last.is_finite() => last.max(heard),
        _ => heard,
    };
    Ok(Run {
        status,
        values: feasible.then(|| solution.columns().to_vec()),
        duals: solution.dual_rows().to_vec(),
        bound,
    })
}
