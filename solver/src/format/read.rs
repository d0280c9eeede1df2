//! Reading and writing the formats, and their JSON Schemas.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{Fault, Faults, InstanceFile, Plan};

/// How many structural faults are listed at most: a file of another kind has one at every field.
const MOST_FAULTS: usize = 100;

/// JSON Schema (2020-12) of `carnet-instance/1`.
pub fn instance_schema() -> Value {
    schemars::schema_for!(InstanceFile).to_value()
}

/// JSON Schema (2020-12) of `carnet-plan/1`.
pub fn plan_schema() -> Value {
    schemars::schema_for!(Plan).to_value()
}

/// Reads an instance file; every fault of its structure is collected.
///
/// What the values mean together is checked by [`crate::Instance::new`].
pub fn read_instance(text: &str) -> Result<InstanceFile, Faults> {
    read(text, instance_schema)
}

/// Reads a plan file; every fault of its structure is collected.
pub fn read_plan(text: &str) -> Result<Plan, Faults> {
    read(text, plan_schema)
}

/// Writes an instance or a plan as indented JSON with a final line end.
#[expect(
    clippy::missing_panics_doc,
    reason = "the formats' types have string keys only, which always serialise"
)]
pub fn write_json(value: &impl Serialize) -> String {
    #[expect(
        clippy::expect_used,
        reason = "no map with other keys than strings and no failing Serialize inside"
    )]
    let mut text = serde_json::to_string_pretty(value).expect("the formats' types serialise");
    text.push('\n');
    text
}

/// The quick way first; only a file that it refuses is held against the schema, which finds every fault.
fn read<T: DeserializeOwned>(text: &str, schema: fn() -> Value) -> Result<T, Faults> {
    let mut json = serde_json::Deserializer::from_str(text);
    let error = match serde_path_to_error::deserialize::<_, T>(&mut json) {
        Ok(value) => match json.end() {
            Ok(()) => return Ok(value),
            Err(error) => {
                Fault::new("", error.to_string(), "the file must hold one JSON object and nothing after it")
            }
        },
        Err(error) => {
            let path = error.path().to_string();
            let path = if path == "." { String::new() } else { path };
            Fault::new(path, error.inner().to_string(), "")
        }
    };
    let mut faults = schema_faults(text, &schema());
    if faults.is_empty() {
        faults.push(error);
    }
    Err(Faults(faults))
}

fn schema_faults(text: &str, schema: &Value) -> Vec<Fault> {
    let Ok(value) = serde_json::from_str::<Value>(text) else { return Vec::new() };
    let Ok(validator) = jsonschema::validator_for(schema) else { return Vec::new() };
    let mut faults: Vec<Fault> = validator
        .iter_errors(&value)
        .take(MOST_FAULTS)
        .map(|error| Fault::new(dotted(error.instance_path().as_str()), shortened(&error.to_string()), ""))
        .collect();
    faults.sort();
    faults
}

/// `/meetings/12/attendees/1` as `meetings[12].attendees[1]`.
fn dotted(pointer: &str) -> String {
    let mut path = String::new();
    for part in pointer.split('/').skip(1) {
        if part.bytes().all(|b| b.is_ascii_digit()) {
            path.push('[');
            path.push_str(part);
            path.push(']');
        } else {
            if !path.is_empty() {
                path.push('.');
            }
            path.push_str(part);
        }
    }
    path
}

/// A message may quote the whole value that it refuses: its end says what is wrong.
fn shortened(message: &str) -> String {
    const MOST: usize = 160;
    let length = message.chars().count();
    if length <= MOST {
        return message.to_owned();
    }
    format!("…{}", message.chars().skip(length - MOST).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_structural_fault_is_listed_with_its_path() {
        let text = r#"{"format":"carnet-instance/1","name":"x","sites":[{"id":1}],"sessions":[],"slots":[],
            "rooms":[{"id":"r","site":"s","tables":"many"}],"participants":[{"id":"p","max_meetings":-1}],
            "meetings":[{"id":"m","attendees":["p",7],"colour":"red"}],"extra":true}"#;
        let faults = read_instance(text).unwrap_err().0;
        let paths: Vec<&str> = faults.iter().map(|f| f.path.as_str()).collect();
        assert_eq!(
            paths,
            [
                "",
                "meetings[0]",
                "meetings[0].attendees[1]",
                "participants[0].max_meetings",
                "rooms[0].tables",
                "sites[0].id"
            ]
        );
        assert!(faults[0].problem.contains("extra"), "{}", faults[0]);
    }

    #[test]
    fn text_that_is_no_json_is_one_fault_with_line_and_column() {
        let faults = read_plan("{\"format\": nonsense}").unwrap_err().0;
        assert_eq!(faults.len(), 1);
        assert!(faults[0].problem.contains("line 1 column"), "{}", faults[0]);
    }
}
