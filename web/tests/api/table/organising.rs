//! The rows of those who set an event up and write to people.

use super::{ALL, NOBODY, NOTHING, PRINCIPAL, Row, get, post, row};
use axum::http::Method;
use serde_json::{Value, json};

/// Calls of setting an event up; whoever may is told of a fault, or that somebody was faster.
pub(super) fn setting_up() -> Vec<Row> {
    const OLD: &str = "?version=-1";
    let conflict = [401, 403, 403, 409];
    let put = |template, body| row(Method::PUT, template, NOBODY, OLD, body, conflict);
    let details = json!({ "slug": "", "names": {}, "time_zone": "", "days": [] });
    let new = json!({ "organisation": NOBODY, "preset": "fair", "details": details.clone() });
    let copy = json!({ "slug": "", "names": {}, "first_day": "2027-03-16" });
    let rules = json!({
        "acceptance": "needed", "criteria": [], "blocked_slots_are_idle": false, "expert_mode": "first-come",
        "messages": "never", "meeting_places": "tables",
    });
    let grid = json!({
        "names": {}, "days": [], "site": NOBODY, "rooms": [], "meeting_kind": "any", "start": "09:00:00",
        "end": "08:00:00", "slot_minutes": 0,
    });
    let session = json!({ "names": {}, "meeting_kind": "any", "rooms": [] });
    let picture = |method, body, status| {
        row(method, "/events/{event}/look/{picture}", "logo", OLD, body, [401, 403, 403, status])
    };
    vec![
        get("/organisations", "", "?kind=partner", ALL),
        get("/events/{event}/details", "", "", [401, 403, 200, 200]),
        get("/events/{event}/hosts", "", "", [401, 403, 200, 200]),
        get("/events/{event}/rules", "", "", [401, 403, 200, 200]),
        get("/events/{event}/look", "", "", ALL),
        get("/events/{event}/look/{picture}", "banner", "", NOTHING),
        post("/events", new, [401, 403, 403, 403]),
        post("/events/{event}/copies", copy, [401, 403, 403, 422]),
        put("/events/{event}/details", details),
        put("/events/{event}/phase", json!({ "phase": "live" })),
        put("/events/{event}/hosts", json!({ "hosts": [] })),
        put("/events/{event}/places", json!({ "sites": [] })),
        put("/events/{event}/categories", json!({ "categories": [] })),
        put("/events/{event}/rules", rules),
        row(Method::POST, "/events/{event}/sessions", NOBODY, OLD, grid.clone(), conflict),
        post("/events/{event}/sessions/preview", grid, [401, 403, 403, 200]),
        put("/events/{event}/sessions/{session}", session),
        row(Method::DELETE, "/events/{event}/sessions/{session}", NOBODY, OLD, Value::Null, conflict),
        put("/events/{event}/look", json!({})),
        picture(Method::PUT, json!("no picture"), 422),
        picture(Method::DELETE, Value::Null, 409),
    ]
}

/// The same of what is asked of those who register.
pub(super) fn asking() -> Vec<Row> {
    let put = |template, body| row(Method::PUT, template, NOBODY, "?version=-1", body, [401, 403, 403, 409]);
    let administrators = [401, 403, 403, 404];
    let settings = json!({
        "automatic": { "company": false, "people": false, "offerings": false }, "list_when_validated": true,
        "book_when_validated": true, "public": [], "most_people": 1, "most_offerings": 1,
        "attachments": { "kinds": [], "most_bytes": 1, "most_files": 1 },
    });
    let consent = json!({ "purpose": "", "texts": {}, "required": false });
    vec![
        get("/events/{event}/form", "", "", ALL),
        put("/events/{event}/form", json!({ "fields": [] })),
        put("/events/{event}/term-lists", json!({ "lists": [] })),
        put("/events/{event}/registration-settings", settings),
        post("/events/{event}/term-lists/{list}/terms", json!({ "terms": [] }), administrators),
        row(Method::DELETE, "/events/{event}/terms/{term}", NOBODY, "", Value::Null, administrators),
        post("/events/{event}/terms/{term}/merge", json!({ "into": NOBODY }), administrators),
        post("/events/{event}/consent-texts", consent, [401, 403, 403, 422]),
    ]
}

/// The same of what is sent to people.
pub(super) fn sending() -> Vec<Row> {
    let administrators = [401, 403, 403, 404];
    let template = |method, body, status| {
        let template = "/events/{event}/mail-templates/{kind}/{language}";
        let mut row = row(method, template, "fr", "", body, [401, 403, 403, status]);
        row.path = row.path.replace("/fr/fr", "/request-received/fr");
        row
    };
    let reminder = json!({ "anchor": "day", "minutes_before": -1, "audience": "experts", "channel": "mail" });
    vec![
        get("/events/{event}/outbox", "", "?page_size=3", PRINCIPAL),
        get("/events/{event}/reminders", "", "", PRINCIPAL),
        get("/events/{event}/mail-templates", "", "", PRINCIPAL),
        post("/events/{event}/outbox/{notice}/retry", Value::Null, administrators),
        post("/events/{event}/reminders", reminder, [401, 403, 403, 422]),
        row(Method::DELETE, "/events/{event}/reminders/{reminder}", NOBODY, "", Value::Null, administrators),
        template(Method::PUT, json!({ "subject": "", "body": "" }), 422),
        template(Method::DELETE, Value::Null, 404),
    ]
}
