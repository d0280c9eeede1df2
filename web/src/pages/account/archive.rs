//! Everything that is kept of the account, as one document to download.

use crate::{App, error::Error, visitor::Visitor};
use axum::{
    Json,
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use carnet_engine::{
    Archive, ArchivedEvent, ArchivedPerson, ArchivedRegistration,
    domain::{agenda::AgendaEntry, agenda::What, message::Message, registration::Dossier},
};
use serde_json::{Value, json};

pub(super) async fn take(State(app): State<App>, visitor: Visitor) -> Result<Response, Error> {
    let archive = app.engine().take_archive(&visitor.actor).await?;
    let headers = [
        (header::CONTENT_DISPOSITION, "attachment; filename=\"carnet.json\""),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, Json(document(&archive))).into_response())
}

fn document(archive: &Archive) -> Value {
    let account = &archive.account;
    let sign_in = |record: &carnet_engine::SignInRecord| json!({ "outcome": record.outcome, "from": record.origin, "at": record.at });
    json!({
        "taken_at": archive.taken_at,
        "account": {
            "name": account.name,
            "email": account.email.as_str(),
            "language": account.language,
            "verified_at": account.verified_at,
            "created_at": account.created_at,
            "second_factor": archive.second_factor,
            "administrator": account.administrator,
        },
        "sign_ins": archive.sign_ins.iter().map(sign_in).collect::<Vec<_>>(),
        "events": archive.events.iter().map(event).collect::<Vec<_>>(),
    })
}

fn event(event: &ArchivedEvent) -> Value {
    json!({
        "event": event.slug,
        "names": event.names,
        "roles": event.roles,
        "draft": event.draft,
        "registrations": event.registrations.iter().map(registration).collect::<Vec<_>>(),
        "takes_part_as": event.people.iter().map(person).collect::<Vec<_>>(),
    })
}

fn registration(of: &ArchivedRegistration) -> Value {
    let Dossier { registration, people, offerings } = &of.dossier;
    let terms = |terms: &[(String, carnet_engine::TermId)]| -> Vec<Value> {
        terms.iter().map(|(field, term)| json!({ "field": field, "term": term.to_string() })).collect()
    };
    json!({
        "company": registration.company_name,
        "country": registration.country,
        "region": registration.region,
        "state": registration.state,
        "reason": registration.state_reason,
        "listed": registration.flags.listed,
        "paid": registration.flags.paid,
        "may_book": registration.flags.may_book,
        "answers": registration.answers,
        "terms": terms(&registration.terms),
        "created_at": registration.created_at,
        "people": people.iter().map(|person| json!({
            "name": person.name,
            "email": person.email,
            "validated": person.validated,
            "answers": person.answers,
            "terms": terms(&person.terms),
        })).collect::<Vec<_>>(),
        "offerings": offerings.iter().map(|offering| json!({
            "kind": offering.kind,
            "title": offering.title,
            "text": offering.text,
            "answers": offering.answers,
            "terms": terms(&offering.terms),
        })).collect::<Vec<_>>(),
        "consents": of.consents.iter().map(|consent| json!({
            "purpose": consent.purpose,
            "version": consent.version,
            "given_at": consent.given_at,
            "withdrawn_at": consent.withdrawn_at,
        })).collect::<Vec<_>>(),
        "files": of.files.iter().map(|file| json!({
            "name": file.name,
            "media_type": file.media_type,
            "bytes": file.size,
            "created_at": file.created_at,
        })).collect::<Vec<_>>(),
    })
}

fn person(of: &ArchivedPerson) -> Value {
    let message = |message: &Message| {
        let own = message.from == Some(of.person.id);
        json!({ "own": own, "text": message.text, "sent_at": message.sent_at })
    };
    json!({
        "name": of.person.name,
        "company": of.person.company,
        "unavailable": of.unavailable,
        "requests": of.requests.iter().map(|request| json!({
            "asked_by": request.asking.company,
            "own": request.asking.id == of.person.id,
            "asked": request.asked.first().map(|asked| &asked.company),
            "message": request.message,
            "state": request.state,
            "reason": request.reason,
            "asked_at": request.asked_at,
        })).collect::<Vec<_>>(),
        "agenda": of.agenda.iter().map(entry).collect::<Vec<_>>(),
        "sign_ups": of.sign_ups.iter().map(|sign_up| json!({
            "activity": sign_up.activity.to_string(),
            "state": sign_up.state,
            "created_at": sign_up.created_at,
        })).collect::<Vec<_>>(),
        "conversations": of.conversations.iter().map(|(conversation, messages)| json!({
            "with_organisers": conversation.other.is_none(),
            "messages": messages.iter().map(message).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
    })
}

fn entry(entry: &AgendaEntry) -> Value {
    let what = match &entry.what {
        What::Meeting { meeting, table, .. } => {
            let with = meeting.with.iter().map(|other| format!("{}, {}", other.name, other.company));
            json!({ "meeting_with": with.collect::<Vec<_>>(), "table": table })
        }
        What::Activity { names, confirmed, .. } => json!({ "activity": names, "confirmed": confirmed }),
    };
    json!({ "from": entry.starts_at, "to": entry.ends_at, "room": entry.room_name, "what": what })
}
