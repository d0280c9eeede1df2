//! The document of the interface (`OpenAPI` 3.1): what the handlers say of themselves, and what holds for all of them.

mod readable;

use super::{BASE, calls, idempotency};
pub(crate) use readable::{Reading, Resource, Schema, readable};
use serde_json::{Map, Value, json};
use std::sync::LazyLock;
use utoipa::openapi::{Info, OpenApi, OpenApiBuilder};

/// An area of the interface.
struct Area {
    name: &'static str,
    about: &'static str,
    /// What a token must open to read and to write there; nothing, where it is about the caller alone.
    scopes: Option<(&'static str, &'static str)>,
}

const fn area(name: &'static str, scopes: Option<(&'static str, &'static str)>, about: &'static str) -> Area {
    Area { name, about, scopes }
}

#[rustfmt::skip]
const AREAS: &[Area] = &[
    area("account", None, "The account for which a program calls."),
    area("events", Some(("events:read", "events:write")), "Events, and what is set for them."),
    area("organisations", Some(("events:read", "events:write")), "Chambers and their partners, by whom events are held."),
    area("set-up", Some(("events:read", "set-up:write")), "Setting an event up, step by step. Each step is read, changed and written back with the `version` that was seen; whoever was faster makes that a conflict."),
    area("registrations", Some(("registrations:read", "registrations:write")), "Companies that take part, with their people, offers and wants."),
    area("participants", Some(("registrations:read", "registrations:write")), "When participants are there, and whether they come."),
    area("imports", Some(("registrations:read", "registrations:write")), "Participants, offers and wants from tables, as CSV or XLSX."),
    area("catalogue", Some(("catalogue:read", "catalogue:read")), "What everybody may see of who takes part; and suggestions whom to meet."),
    area("requests", Some(("requests:read", "requests:write")), "Meeting requests: one side asks, the other accepts or declines, the first confirms."),
    area("activities", Some(("activities:read", "activities:write")), "Activities, and who signs up for them."),
    area("agendas", Some(("agendas:read", "agendas:read")), "What a person or a room has, by time."),
    area("messages", Some(("messages:read", "messages:write")), "Messages between parties, and with the organisers."),
    area("mails", Some(("mails:read", "mails:write")), "What is sent to people: the outbox, and when they are reminded."),
    area("mail-templates", Some(("mails:write", "mails:write")), "Texts of mails that an event has of its own."),
    area("webhooks", Some(("events:read", "events:write")), "What happens in an event, told to programs by a short message that says what to fetch anew."),
    area("plans", Some(("plans:read", "plans:write")), "Drafts and published versions."),
    area("runs", Some(("plans:read", "plans:write")), "Runs of the planner."),
    area("decisions", Some(("plans:read", "plans:write")), "Pins and blocks, which every run obeys."),
    area("on-the-spot", Some(("plans:read", "plans:write")), "Small changes of the published plan on the day, which leave the rest where it is."),
    area("exchange", Some(("plans:write", "plans:write")), "Files of events and plans, so that an event can be planned elsewhere and brought back."),
];

/// Calls that need no scope, since everybody may know what they tell, or since they are about the caller alone.
const OPEN: &[&str] = &["list_events", "show_form", "search_catalogue", "show_catalogue_entry"];

/// Calls that send what they ask about, and change nothing.
const READING: &[&str] = &["preview_edit"];

/// What is said of the names in addresses.
const NAMES: &[(&str, &str)] = &[
    ("event", "The event's name in addresses."),
    ("registration", "The registration."),
    ("participant", "The participant."),
    ("request", "The request."),
    ("activity", "The activity."),
    ("sign_up", "The sign-up."),
    ("room", "The room."),
    ("plan", "The plan."),
    ("run", "The run."),
    ("meeting", "The meeting."),
    ("block", "The block."),
    ("conversation", "The conversation."),
    ("webhook", "The webhook."),
    ("offering", "The offer or the want."),
    ("session", "The session."),
    ("list", "The name of the list of terms."),
    ("term", "The term."),
    ("picture", "Where the picture stands."),
    ("notice", "The notice."),
    ("reminder", "The rule."),
    ("kind", "What the notice is about."),
    ("language", "The language."),
];

const ABOUT: &str = "The interface for programs: the same use cases as the pages, as JSON.

A program calls with a token, which its owner makes on the page “Tokens for programs”: `Authorization: Bearer carnet_…`. A token \
never opens more than its owner may; its scopes only narrow that.

Times have their offset, texts in several languages are `{\"fr\": …, \"en\": …}`, lists come in pages of `count`, `next`, \
`previous` and `results`. A field that is not known is refused.

What goes wrong is told as `application/problem+json`, in the language of `Accept-Language`, with a stable `code` and, where \
something is wrong with what was sent, all `faults` at once.

A token calls only so often within a minute; then the status is 429, and `Retry-After` says after how many seconds to go on.

A call that writes may have a header `Idempotency-Key`: for 24 hours the same call under the same key is done once and \
answered alike; another call under that key is refused.";

/// The head of the document.
pub(super) fn head() -> OpenApi {
    let mut info = Info::new("Carnet", "1");
    info.description = Some(ABOUT.to_owned());
    OpenApiBuilder::new().info(info).build()
}

/// The whole document.
pub(crate) fn whole() -> &'static Value {
    static WHOLE: LazyLock<Value> = LazyLock::new(|| {
        let (_, openapi) = calls().split_for_parts();
        let mut document = serde_json::to_value(openapi).unwrap_or_default();
        complete(&mut document);
        document
    });
    &WHOLE
}

/// Adds what holds for all calls.
fn complete(document: &mut Value) {
    let tag = |area: &Area| json!({ "name": area.name, "description": area.about });
    document["tags"] = AREAS.iter().map(tag).collect();
    document["components"]["securitySchemes"] = json!({
        "token": { "type": "http", "scheme": "bearer", "description": "A token, made by its owner." },
    });
    document["components"]["schemas"]["Problem"] = schema_of::<super::problem::Problem>();
    document["components"]["schemas"]["Fault"] = schema_of::<super::problem::Fault>();
    let paths = document["paths"].as_object_mut().into_iter().flat_map(Map::values_mut);
    for item in paths.filter_map(Value::as_object_mut) {
        for (method, operation) in item.iter_mut() {
            complete_operation(method, operation);
        }
    }
}

fn schema_of<T: utoipa::PartialSchema>() -> Value {
    serde_json::to_value(T::schema()).unwrap_or_default()
}

fn complete_operation(method: &str, operation: &mut Value) {
    let parameters = operation["parameters"].as_array_mut().into_iter().flatten();
    for parameter in parameters.filter(|parameter| parameter["in"] == "path") {
        if let Some((_, about)) = NAMES.iter().find(|(name, _)| parameter["name"] == *name) {
            parameter["description"] = json!(about);
        }
    }
    if method != "get" {
        let key = json!({
            "name": "Idempotency-Key", "in": "header", "required": false, "schema": { "type": "string", "maxLength": 255 },
            "description": "The same call under the same key is done once.",
        });
        debug_assert!("Idempotency-Key".eq_ignore_ascii_case(idempotency::KEY));
        match operation["parameters"].as_array_mut() {
            Some(parameters) => parameters.push(key),
            None => operation["parameters"] = json!([key]),
        }
    }
    let scope = scope(method, operation);
    operation["security"] = json!([{ "token": scope.into_iter().collect::<Vec<_>>() }]);
    operation["responses"]["default"] = json!({
        "description": "Nothing was done.",
        "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } },
    });
}

/// What a token must open for a call.
fn scope(method: &str, operation: &Value) -> Option<&'static str> {
    if OPEN.iter().any(|open| operation["operationId"] == *open) {
        return None;
    }
    let (read, write) = AREAS.iter().find(|area| operation["tags"][0] == *area.name)?.scopes?;
    let reads = method == "get" || READING.iter().any(|call| operation["operationId"] == *call);
    Some(if reads { read } else { write })
}

/// The address of the document.
pub(crate) fn address() -> String {
    format!("{BASE}/openapi.json")
}
