//! Hostile input: what a database could not keep, or not keep like the other, is a fault that names the field. Never a failure of
//! the storage.

mod numbers;
mod texts;
mod times;

use carnet_engine::{Error, Fault, FaultCode};
use std::fmt::Debug;

/// Asserts that an input has a fault.
fn assert_fault<T: Debug>(result: Result<T, Error>, path: &str, code: FaultCode) {
    let Err(Error::Invalid(faults)) = result else { panic!("{path} has a fault, not {result:?}") };
    let is_it = |fault: &Fault| fault.path == path && fault.code == code;
    assert!(faults.as_slice().iter().any(is_it), "{path} is {code}, not {faults}");
}
