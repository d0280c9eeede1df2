//! The document as people read it: by area, with what is sent and answered.

use super::whole;
use serde_json::Value;

/// The whole document, to be read.
#[derive(Debug, Default)]
pub(crate) struct Reading {
    /// What holds for all calls, by paragraph: text and, in every second place, code.
    pub(crate) about: Vec<Vec<String>>,
    pub(crate) resources: Vec<Resource>,
    pub(crate) schemas: Vec<Schema>,
}

/// An area.
#[derive(Debug, Default)]
pub(crate) struct Resource {
    pub(crate) name: String,
    pub(crate) about: String,
    pub(crate) operations: Vec<Operation>,
}

/// A call.
#[derive(Debug, Default)]
pub(crate) struct Operation {
    pub(crate) id: String,
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) about: String,
    pub(crate) scope: Option<String>,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) body: Option<Shape>,
    /// The status and the body of the answer.
    pub(crate) answer: (String, Option<Shape>),
}

/// Something that a call takes, or a field.
#[derive(Debug, Default)]
pub(crate) struct Parameter {
    pub(crate) name: String,
    pub(crate) required: bool,
    pub(crate) shape: Shape,
    pub(crate) about: String,
}

/// What a value looks like.
#[derive(Clone, Debug, Default)]
pub(crate) struct Shape {
    /// In words, as `uuid` or `list of`.
    pub(crate) text: String,
    /// The name of the schema that says more.
    pub(crate) schema: Option<String>,
}

/// A named shape.
#[derive(Debug, Default)]
pub(crate) struct Schema {
    pub(crate) name: String,
    pub(crate) about: String,
    pub(crate) fields: Vec<Parameter>,
    /// The words that it is one of.
    pub(crate) words: Vec<String>,
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

/// The document, to be read.
pub(crate) fn readable() -> Reading {
    let document = whole();
    let mut resources: Vec<_> = list(&document["tags"])
        .map(|tag| Resource {
            name: text(&tag["name"]),
            about: text(&tag["description"]),
            operations: Vec::new(),
        })
        .collect();
    for (path, item) in document["paths"].as_object().into_iter().flatten() {
        for method in ["get", "post", "put", "delete"] {
            let Some(found) = item.get(method) else { continue };
            let area = resources.iter_mut().find(|area| found["tags"][0] == *area.name);
            if let Some(area) = area {
                area.operations.push(operation(method, path, found));
            }
        }
    }
    let schemas = document["components"]["schemas"].as_object().into_iter().flatten();
    Reading {
        about: text(&document["info"]["description"])
            .split("\n\n")
            .map(|paragraph| paragraph.split('`').map(str::to_owned).collect())
            .collect(),
        resources,
        schemas: schemas.map(|(name, found)| schema(name, found)).collect(),
    }
}

fn operation(method: &str, path: &str, found: &Value) -> Operation {
    let answers = found["responses"].as_object().into_iter().flatten();
    let mut answers = answers.filter(|(status, _)| *status != "default");
    let answer = answers.next().map(|(status, answer)| (status.clone(), body(answer)));
    Operation {
        id: text(&found["operationId"]),
        method: method.to_uppercase(),
        path: path.to_owned(),
        about: about(found),
        scope: found["security"][0]["token"][0].as_str().map(str::to_owned),
        parameters: list(&found["parameters"]).map(parameter).collect(),
        body: found.get("requestBody").and_then(body),
        answer: answer.unwrap_or_default(),
    }
}

/// The summary and what follows it.
fn about(found: &Value) -> String {
    let all = [text(&found["summary"]), text(&found["description"])];
    all.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

fn parameter(found: &Value) -> Parameter {
    Parameter {
        name: text(&found["name"]),
        required: found["required"] == true,
        shape: shape(&found["schema"]),
        about: text(&found["description"]),
    }
}

fn body(found: &Value) -> Option<Shape> {
    let (_, content) = found["content"].as_object()?.iter().next()?;
    Some(shape(&content["schema"]))
}

fn schema(name: &str, found: &Value) -> Schema {
    let mut fields = Vec::new();
    // Of a composed one, the fields of its parts are its own.
    for part in list(&found["allOf"]).chain([found]) {
        if let Some(included) = part["$ref"].as_str() {
            let shape = Shape { text: String::new(), schema: Some(last(included)) };
            fields.push(Parameter { name: "…".to_owned(), shape, ..Parameter::default() });
        }
        for (field, value) in part["properties"].as_object().into_iter().flatten() {
            fields.push(Parameter {
                name: field.clone(),
                required: list(&part["required"]).any(|required| required == field),
                shape: shape(value),
                about: text(&value["description"]),
            });
        }
    }
    let words = list(&found["enum"]).chain(list(&found["oneOf"]).flat_map(|one| list(&one["enum"])));
    Schema {
        name: name.to_owned(),
        about: text(&found["description"]),
        fields,
        words: words.map(text).collect(),
    }
}

fn last(address: &str) -> String {
    address.rsplit('/').next().unwrap_or_default().to_owned()
}

/// What a value looks like; what may be nothing says so by not being required.
fn shape(found: &Value) -> Shape {
    if let Some(named) = found["$ref"].as_str() {
        return Shape { text: String::new(), schema: Some(last(named)) };
    }
    let not_null = |one: &&Value| one["type"] != "null";
    if let Some(one) = list(&found["oneOf"]).chain(list(&found["anyOf"])).find(not_null) {
        return shape(one);
    }
    let kinds = match &found["type"] {
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).find(|kind| *kind != "null"),
        kind => kind.as_str(),
    };
    match (kinds, found["format"].as_str()) {
        (Some("array"), _) => {
            let item = shape(&found["items"]);
            Shape { text: format!("list of {}", item.text).trim_end().to_owned(), ..item }
        }
        (Some("string"), Some(format)) => Shape { text: format.to_owned(), schema: None },
        (Some(kind), _) => Shape { text: kind.to_owned(), schema: None },
        (None, _) => Shape { text: "any".to_owned(), schema: None },
    }
}
