//! The document as people read it: an area by itself, with what is sent and answered there.

use super::whole;
use serde_json::Value;
use std::collections::BTreeSet;

/// Text and, in every second place, code.
pub(crate) type Prose = Vec<String>;

/// The whole document, to be read.
#[derive(Debug, Default)]
pub(crate) struct Reading {
    /// What holds for all calls, by paragraph.
    pub(crate) about: Vec<Prose>,
    pub(crate) resources: Vec<Resource>,
    pub(crate) schemas: Vec<Schema>,
}

/// An area.
#[derive(Debug, Default)]
pub(crate) struct Resource {
    pub(crate) name: String,
    /// The same as people write it.
    pub(crate) title: String,
    pub(crate) about: Prose,
    pub(crate) operations: Vec<Operation>,
}

/// A call.
#[derive(Debug, Default)]
pub(crate) struct Operation {
    pub(crate) id: String,
    pub(crate) method: String,
    pub(crate) path: String,
    /// What it does, in a sentence.
    pub(crate) summary: Prose,
    /// The rest.
    pub(crate) about: Prose,
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
    pub(crate) about: Prose,
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
    pub(crate) about: Prose,
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

fn prose(value: &Value) -> Prose {
    let text = value.as_str().filter(|text| !text.is_empty());
    text.into_iter().flat_map(|text| text.split('`')).map(str::to_owned).collect()
}

impl Reading {
    /// An area with the shapes of what is sent and answered there.
    pub(crate) fn into_area(self, name: &str) -> Option<(Resource, Vec<Schema>)> {
        let area = self.resources.into_iter().find(|area| area.name == name)?;
        let shapes = area.operations.iter().flat_map(|call| {
            let parameters = call.parameters.iter().map(|parameter| &parameter.shape);
            parameters.chain(&call.body).chain(&call.answer.1)
        });
        let mut named: BTreeSet<_> = shapes.filter_map(|shape| shape.schema.clone()).collect();
        loop {
            let shown = self.schemas.iter().filter(|schema| named.contains(&schema.name));
            let within =
                shown.flat_map(|schema| &schema.fields).filter_map(|field| field.shape.schema.clone());
            let all: BTreeSet<_> = within.chain(named.iter().cloned()).collect();
            if all.len() == named.len() {
                break;
            }
            named = all;
        }
        let schemas = self.schemas.into_iter().filter(|schema| named.contains(&schema.name));
        Some((area, schemas.collect()))
    }
}

/// The document, to be read.
pub(crate) fn readable() -> Reading {
    let document = whole();
    let mut resources: Vec<_> = list(&document["tags"])
        .map(|tag| Resource {
            name: text(&tag["name"]),
            title: text(&tag["name"]).replace('-', " "),
            about: prose(&tag["description"]),
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
            .map(|paragraph| prose(&paragraph.into()))
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
        summary: prose(&found["summary"]),
        about: prose(&found["description"]),
        scope: found["security"][0]["token"][0].as_str().map(str::to_owned),
        parameters: list(&found["parameters"]).map(parameter).collect(),
        body: found.get("requestBody").and_then(body),
        answer: answer.unwrap_or_default(),
    }
}

fn parameter(found: &Value) -> Parameter {
    Parameter {
        name: text(&found["name"]),
        required: found["required"] == true,
        shape: shape(&found["schema"]),
        about: prose(&found["description"]),
    }
}

fn body(found: &Value) -> Option<Shape> {
    let (_, content) = found["content"].as_object()?.iter().next()?;
    Some(shape(&content["schema"]))
}

fn schema(name: &str, found: &Value) -> Schema {
    let mut fields = Vec::new();
    // Of a composed one, the fields of its parts are its own; of one of several kinds, those of all kinds.
    for part in list(&found["allOf"]).chain(list(&found["oneOf"])).chain([found]) {
        if let Some(included) = part["$ref"].as_str() {
            let shape = Shape { text: String::new(), schema: Some(last(included)) };
            fields.push(Parameter { name: "…".to_owned(), shape, ..Parameter::default() });
        }
        for (field, value) in part["properties"].as_object().into_iter().flatten() {
            if fields.iter().any(|known: &Parameter| known.name == *field) {
                continue;
            }
            fields.push(Parameter {
                name: field.clone(),
                required: list(&part["required"]).any(|required| required == field),
                shape: shape(value),
                about: prose(&value["description"]),
            });
        }
    }
    let words = list(&found["enum"]).chain(list(&found["oneOf"]).flat_map(|one| list(&one["enum"])));
    Schema {
        name: name.to_owned(),
        about: prose(&found["description"]),
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
