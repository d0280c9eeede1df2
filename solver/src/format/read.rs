//! Reading and writing the formats, and their JSON Schemas.

use jsonschema::ValidationError;
use jsonschema::error::ValidationErrorKind;
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
        Err(error) => typed(&error),
    };
    let faults = serde_json::from_str(text).map(|value| schema_faults(&value, &schema())).unwrap_or_default();
    Err(Faults(if faults.is_empty() { vec![error] } else { faults }))
}

/// Reads a value in the same way as a text.
pub(crate) fn from_value<T: DeserializeOwned>(value: &Value, schema: fn() -> Value) -> Result<T, Faults> {
    serde_path_to_error::deserialize(value).map_err(|error| {
        let faults = schema_faults(value, &schema());
        Faults(if faults.is_empty() { vec![typed(&error)] } else { faults })
    })
}

/// The one fault at which reading stopped.
fn typed(error: &serde_path_to_error::Error<serde_json::Error>) -> Fault {
    let path = error.path().to_string();
    let path = if path == "." { String::new() } else { path };
    Fault::new(path, error.inner().to_string(), "")
}

fn schema_faults(value: &Value, schema: &Value) -> Vec<Fault> {
    let Ok(validator) = jsonschema::validator_for(schema) else { return Vec::new() };
    let mut faults = Vec::new();
    for error in validator.iter_errors(value).take(MOST_FAULTS) {
        tell(&error, schema, &mut faults);
    }
    faults.sort();
    faults.truncate(MOST_FAULTS);
    faults
}

/// Puts what the validator found into words for people: where its own do not say what would be right, ours do.
fn tell(error: &ValidationError<'_>, schema: &Value, faults: &mut Vec<Fault>) {
    let path = dotted(error.instance_path().as_str());
    let part = |pointer: &str| schema.pointer(pointer);
    let place = error.schema_path().as_str();
    match error.kind() {
        // An optional object: it, or nothing. What is wrong is wrong with the object.
        ValidationErrorKind::AnyOf { context } => {
            context.iter().take(1).flatten().for_each(|error| tell(error, schema, faults));
        }
        ValidationErrorKind::OneOfNotValid { .. } => {
            let found = shortened(&error.instance().to_string());
            let remedy = format!("it must be {}", one_of(&words(part(place))));
            faults.push(Fault::new(path, format!("{found} is unknown"), remedy));
        }
        ValidationErrorKind::AdditionalProperties { unexpected } => {
            let parent = place.rsplit_once('/').map_or("", |(parent, _)| parent);
            let fields = part(parent).and_then(|object| object["properties"].as_object());
            let fields: Vec<String> =
                fields.into_iter().flatten().map(|(name, _)| format!("{name:?}")).collect();
            for name in unexpected {
                let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                let remedy = format!("the fields here are {}", listed(&fields, "and"));
                faults.push(Fault::new(path, "this field is unknown", remedy));
            }
        }
        _ => faults.push(Fault::new(path, shortened(&error.to_string()), "")),
    }
}

/// The words among which a schema lets choose.
fn words(options: Option<&Value>) -> Vec<String> {
    let options = options.and_then(Value::as_array).into_iter().flatten();
    let of = |option: &Value| match (&option["const"], &option["enum"]) {
        (_, Value::Array(words)) => words.clone(),
        (word, _) => vec![word.clone()],
    };
    options.flat_map(of).map(|word| word.to_string()).collect()
}

fn one_of(words: &[String]) -> String {
    match words {
        [only] => only.clone(),
        words => format!("one of {}", listed(words, "or")),
    }
}

fn listed(words: &[String], last: &str) -> String {
    match words {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., end] => format!("{} {last} {end}", first.join(", ")),
    }
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
                "extra",
                "meetings[0].attendees[1]",
                "meetings[0].colour",
                "participants[0].max_meetings",
                "rooms[0].tables",
                "sites[0].id"
            ]
        );
        assert!(faults[2].remedy.contains("\"attendees\", \"alternatives\""), "{}", faults[2]);
    }

    #[test]
    fn wrong_words_are_answered_with_the_right_ones() {
        let text = r#"{"format":"carnet-plan/2","instance":"x","assignments":[],"status":"superb",
            "score":{"unplaced":1e30,"luck":0},"bounds":{"idle":1.0},"unplaced":[{"meeting":"m","reason":"bah"}]}"#;
        let faults: Vec<String> = read_plan(text).unwrap_err().0.iter().map(ToString::to_string).collect();
        let starts = [
            "format: \"carnet-plan/2\" is unknown; it must be \"carnet-plan/1\"",
            "score.luck: this field is unknown; the fields here are \"",
            "score.unplaced: ",
            "status: \"superb\" is unknown; it must be one of \"optimal\", \"first_optimal\" or \"feasible\"",
            "unplaced[0].reason: \"bah\" is unknown; it must be one of \"no_common_slot\", ",
        ];
        assert_eq!(faults.len(), starts.len(), "{faults:#?}");
        for (fault, start) in faults.iter().zip(starts) {
            assert!(fault.starts_with(start), "{fault}");
        }
    }

    #[test]
    fn fault_of_a_score_names_its_criterion() {
        let text = r#"{"format":"carnet-plan/1","instance":"x","assignments":[],"status":"feasible","score":{"idle":1.0}}"#;
        assert_eq!(read_plan(text).unwrap_err().0[0].path, "score.idle");
    }

    #[test]
    fn fault_inside_an_optional_object_names_the_field_in_it() {
        let text = r#"{"format":"carnet-instance/1","name":"x","sites":[],"sessions":[],"slots":[],"rooms":[],
            "participants":[],"meetings":[{"id":"m","attendees":[],"pinned":{"slot":5,"place":"x"}}]}"#;
        let faults = read_instance(text).unwrap_err().0;
        let paths: Vec<&str> = faults.iter().map(|f| f.path.as_str()).collect();
        assert_eq!(paths, ["meetings[0].pinned.place", "meetings[0].pinned.slot"]);
    }

    #[test]
    fn text_that_is_no_json_is_one_fault_with_line_and_column() {
        let faults = read_plan("{\"format\": nonsense}").unwrap_err().0;
        assert_eq!(faults.len(), 1);
        assert!(faults[0].problem.contains("line 1 column"), "{}", faults[0]);
    }
}
