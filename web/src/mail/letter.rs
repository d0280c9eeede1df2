//! Letters: a notice in words, as text and HTML, with what calendars take.

use super::{
    Around,
    text::{Filled, default_template, filled, short, stop_address},
    values::{Telling, moment},
};
use crate::{
    calendar::{self, Frame, Item, Method, Parties},
    words::Words,
};
use anyhow::{Context, Result};
use carnet_engine::domain::{notice::NoticeKind, outbox::Claimed};
use chrono::{DateTime, Utc};
use lettre::{
    Address, Message,
    message::{Attachment, Mailbox, MultiPart, SinglePart, header},
};
use serde_json::Value;
use uuid::Uuid;

/// Writes letters for an installation.
#[derive(Clone, Debug)]
pub(crate) struct Writer {
    /// The address that letters come from.
    pub(crate) from: Mailbox,
    /// What people type to come to the installation.
    pub(crate) public_url: String,
}

impl Writer {
    /// The letter of a notice. Its Message-ID is the same however often it is written.
    pub(crate) fn write(&self, claimed: &Claimed, around: &Around, now: DateTime<Utc>) -> Result<Message> {
        let words = Words(claimed.notice.language);
        let filled = self.fill(claimed, around)?;
        let body = MultiPart::alternative_plain_html(filled.text, filled.html);
        let sender = self.sender(claimed);
        let (body, attached) = match self.calendar(claimed, around, &sender, now) {
            // Programs of mail look for an invitation among the ways to read a letter, and for files behind them.
            Some((method @ (Method::Request | Method::Cancel), text)) => {
                let part = SinglePart::builder().header(content_type(method)?).body(text.clone());
                (body.singlepart(part), Some(file("invitation.ics", method, text)?))
            }
            Some((method, text)) => (body, Some(file("agenda.ics", method, text)?)),
            None => (body, None),
        };
        let body = match attached {
            Some(file) => MultiPart::mixed().multipart(body).singlepart(file),
            None => body,
        };
        let to: Address = claimed.email.as_str().parse().context("an address that no mail goes to")?;
        let id = format!("<{}@{}>", claimed.notice.id, self.host());
        let mut message = Message::builder()
            .from(sender)
            .to(Mailbox::new(Some(one_line(&claimed.name)), to))
            .subject(filled.subject)
            .date(now.into())
            .message_id(Some(id))
            .raw_header(raw("Auto-Submitted", "auto-generated"))
            .raw_header(raw("Content-Language", words.code()));
        if let Some(address) = stop_address(claimed, &self.public_url) {
            message = message
                .raw_header(raw("List-Unsubscribe", &format!("<{address}>")))
                .raw_header(raw("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"));
        }
        Ok(message.multipart(body)?)
    }

    /// A notice in words: by the text of its event, or the one that comes with Carnet.
    pub(crate) fn fill(&self, claimed: &Claimed, around: &Around) -> Result<Filled, askama::Error> {
        let default = || default_template(Words(claimed.notice.language), claimed.notice.kind);
        let template = claimed.template.clone().unwrap_or_else(default);
        filled(&template, claimed, around, &self.public_url)
    }

    /// A notice in a few words, for a telephone.
    pub(crate) fn short(&self, claimed: &Claimed, around: &Around) -> String {
        let words = Words(claimed.notice.language);
        short(words, claimed, around, &self.public_url)
    }

    /// The installation's address under the name of the event.
    fn sender(&self, claimed: &Claimed) -> Mailbox {
        match &claimed.event {
            Some(event) => {
                let name = one_line(event.names.get(claimed.notice.language));
                Mailbox::new(Some(name), self.from.email.clone())
            }
            None => self.from.clone(),
        }
    }

    fn host(&self) -> &str {
        let rest = self.public_url.split_once("://").map_or("", |(_, rest)| rest);
        let host = rest.split(['/', ':']).next().unwrap_or_default();
        if host.is_empty() { "carnet" } else { host }
    }

    /// What a calendar takes of a notice: one thing as an invitation or its end, several as a calendar.
    fn calendar(
        &self,
        claimed: &Claimed,
        around: &Around,
        sender: &Mailbox,
        now: DateTime<Utc>,
    ) -> Option<(Method, String)> {
        let event = claimed.event.as_ref()?;
        let words = Words(claimed.notice.language);
        let frame = Frame { words, name: event.names.get(words.0), zone: event.time_zone, at: now };
        if let (NoticeKind::AgendaPublished, Some(agenda)) = (claimed.notice.kind, &around.agenda)
            && agenda.entries.len() > 1
        {
            return Some((Method::Publish, calendar::agenda(&frame, &agenda.entries)));
        }
        let telling = Telling { words, claimed, around, public_url: &self.public_url };
        let items = items(&telling);
        let [item] = items.as_slice() else {
            return (!items.is_empty()).then(|| (Method::Publish, calendar::published(&frame, &items)));
        };
        let parties = Parties {
            organiser: (sender.name.as_deref().unwrap_or(frame.name), sender.email.as_ref()),
            attendee: (&claimed.name, claimed.email.as_str()),
        };
        Some(calendar::invitation(&frame, item, parties))
    }
}

/// What a notice enters into a calendar, changes there, or takes out.
fn items(telling: &Telling<'_>) -> Vec<Item> {
    let agenda = telling.around.agenda.as_ref();
    let entries = agenda.map_or(&[][..], |agenda| &agenda.entries);
    match telling.claimed.notice.kind {
        NoticeKind::MeetingAgreed | NoticeKind::SlotGiven => {
            telling.entry().and_then(|entry| Item::of(telling.words, entry)).into_iter().collect()
        }
        NoticeKind::MeetingCancelled | NoticeKind::RescheduleAsked => {
            let place = telling.data("place");
            gone(telling, &place["meeting"], place).into_iter().collect()
        }
        NoticeKind::AgendaPublished => {
            entries.iter().filter_map(|entry| Item::of(telling.words, entry)).collect()
        }
        NoticeKind::AgendaChanged => {
            let changes = telling.data("changes").as_array().map_or(&[][..], Vec::as_slice);
            let item = |change: &Value| {
                let present = entries.iter().filter_map(|entry| Item::of(telling.words, entry));
                let known = present.into_iter().find(|item| change["meeting"] == item.uid.to_string());
                known.or_else(|| gone(telling, &change["meeting"], &change["was"]))
            };
            changes.iter().filter_map(item).collect()
        }
        _ => Vec::new(),
    }
}

/// A meeting that left its place: where calendars have it, and its version since.
fn gone(telling: &Telling<'_>, meeting: &Value, was: &Value) -> Option<Item> {
    Some(Item {
        uid: meeting.as_str()?.parse::<Uuid>().ok()?,
        sequence: was["version"].as_i64()?,
        starts_at: moment(&was["starts_at"])?,
        ends_at: moment(&was["ends_at"])?,
        summary: telling.words.t("calendar-gone"),
        location: String::new(),
        cancelled: true,
    })
}

fn content_type(method: Method) -> Result<header::ContentType> {
    let text = format!("text/calendar; method={method}; charset=utf-8");
    header::ContentType::parse(&text).context("a content type")
}

fn file(name: &str, method: Method, text: String) -> Result<SinglePart> {
    Ok(Attachment::new(name.to_owned()).body(text, content_type(method)?))
}

/// A header that lettre has no type for.
fn raw(name: &'static str, value: &str) -> header::HeaderValue {
    header::HeaderValue::new(header::HeaderName::new_from_ascii_str(name), value.to_owned())
}

/// A name in a header.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
