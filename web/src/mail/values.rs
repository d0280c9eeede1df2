//! What placeholders stand for: the data of a notice in words.

mod lists;

use crate::{
    calendar::{meeting_with, place},
    format,
    words::Words,
};
use carnet_engine::domain::{
    account::Language,
    agenda::{Agenda, AgendaEntry, What},
    event::EventSetup,
    mail_template::Placeholder,
    notice::NoticeKind,
    outbox::Claimed,
    text::Texts,
};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde_json::Value;
use std::{collections::BTreeMap, sync::Arc};
use uuid::Uuid;

/// Values by placeholder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Values(BTreeMap<&'static str, String>);

impl Values {
    pub(crate) fn get(&self, name: &str) -> Option<String> {
        self.0.get(name).cloned()
    }

    pub(crate) fn set(&mut self, placeholder: Placeholder, value: impl Into<String>) {
        self.0.insert(placeholder.as_str(), value.into());
    }
}

/// What a letter needs beside its notice.
#[derive(Clone, Debug, Default)]
pub(crate) struct Around {
    /// The agenda of whom it is for, where it is about that.
    pub(crate) agenda: Option<Agenda>,
    /// How the event is set up, where something takes place in it.
    pub(crate) setup: Option<Arc<EventSetup>>,
}

/// A notice that is put into words.
pub(super) struct Telling<'a> {
    pub(super) words: Words,
    pub(super) claimed: &'a Claimed,
    pub(super) around: &'a Around,
    /// What people type to come here.
    pub(super) public_url: &'a str,
}

/// What the placeholders of a notice stand for.
pub(crate) fn values(claimed: &Claimed, around: &Around, public_url: &str) -> Values {
    let words = Words(claimed.notice.language);
    let telling = Telling { words, claimed, around, public_url };
    let mut values = Values::default();
    for placeholder in claimed.notice.kind.placeholders() {
        if let Some(value) = telling.value(*placeholder) {
            values.set(*placeholder, value);
        }
    }
    values
}

impl Telling<'_> {
    fn value(&self, placeholder: Placeholder) -> Option<String> {
        let key = |prefix: &str, word: &str| self.words.t(&format!("{prefix}-{word}"));
        match placeholder {
            Placeholder::Name => Some(self.copy_of().unwrap_or(&self.claimed.name).to_owned()),
            // Whoever gets a copy signs in with another.
            Placeholder::Email if self.copy_of().is_some() => None,
            Placeholder::Email => Some(self.claimed.email.as_str().to_owned()),
            Placeholder::Event => Some(self.event_name().to_owned()),
            Placeholder::Link => Some(self.link()),
            Placeholder::Company => self.text("company"),
            Placeholder::State => self.text("state").map(|state| match self.claimed.notice.kind {
                NoticeKind::SignUpTransferred => key("mail-sign-up", &state),
                _ => key("mail-registration", &state),
            }),
            Placeholder::Role => self.text("role").map(|role| key("mail-role", &role)),
            Placeholder::Phase => self.text("phase").map(|phase| key("phase", &phase)),
            Placeholder::Change => {
                let enrolled = self.data("enrolled").as_bool()?;
                Some(key("mail-factor", if enrolled { "enrolled" } else { "removed" }))
            }
            Placeholder::Reason => self.text("reason"),
            Placeholder::People => {
                let people = self.data("people").as_array()?;
                Some(people.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", "))
            }
            Placeholder::Lost => Some(self.lost()),
            Placeholder::Activity => self.names("activity"),
            Placeholder::Before => self.names("from"),
            Placeholder::When => self.when(),
            Placeholder::Place => self.place(),
            Placeholder::With => self.with(),
            Placeholder::Message => self.text("message"),
            Placeholder::Subject => self.subject(),
            Placeholder::Agenda => Some(self.agenda_lines()),
        }
    }

    pub(super) fn data(&self, name: &str) -> &Value {
        &self.claimed.notice.data[name]
    }

    /// To whom the message went of which this is a copy.
    fn copy_of(&self) -> Option<&str> {
        self.data("copy_of").as_str()
    }

    fn text(&self, name: &str) -> Option<String> {
        self.data(name).as_str().filter(|text| !text.is_empty()).map(str::to_owned)
    }

    fn names(&self, name: &str) -> Option<String> {
        let texts: Texts = serde_json::from_value(self.data(name).clone()).ok()?;
        Some(texts.get(self.language()).to_owned())
    }

    pub(super) fn language(&self) -> Language {
        self.words.0
    }

    pub(super) fn zone(&self) -> Tz {
        self.claimed.event.as_ref().map_or(Tz::UTC, |event| event.time_zone)
    }

    fn event_name(&self) -> &str {
        self.claimed.event.as_ref().map_or("", |event| event.names.get(self.language()))
    }

    /// Where to go on: by the link with a secret where there is one, or to the page that the notice is about.
    fn link(&self) -> String {
        let base = self.public_url.trim_end_matches('/');
        if let Some(secret) = &self.claimed.notice.secret {
            let page = match self.claimed.notice.kind {
                NoticeKind::EmailToConfirm => "email",
                _ => "password",
            };
            return format!("{base}/account/{page}?link={secret}");
        }
        let Some(event) = &self.claimed.event else {
            // Whoever has not changed the password asks for a new one at once.
            let forgotten = self.claimed.notice.kind == NoticeKind::PasswordChanged;
            return format!("{base}/account{}", if forgotten { "/forgotten" } else { "" });
        };
        let organises = self.data("for_organisers").as_bool() == Some(true) || self.copy_of().is_some();
        format!("{base}/events/{}{}", event.slug, page(self.claimed.notice.kind, organises))
    }

    /// The entry of the agenda that the notice is about.
    pub(super) fn entry(&self) -> Option<&AgendaEntry> {
        let data = &self.claimed.notice.data;
        let about = [&data["place"]["meeting"], &data["about"]].into_iter().find_map(Value::as_str)?;
        let about: Uuid = about.parse().ok()?;
        self.around.agenda.as_ref()?.entries.iter().find(|entry| id(entry) == about)
    }

    fn when(&self) -> Option<String> {
        let data = &self.claimed.notice.data;
        if data["takes_place"].as_bool() == Some(false) {
            return None;
        }
        if let Some(entry) = self.entry() {
            return Some(self.span(entry.starts_at, entry.ends_at));
        }
        let times = if data["place"].is_object() { &data["place"] } else { data };
        let starts_at = moment(&times["starts_at"])?;
        match moment(&times["ends_at"]) {
            Some(ends_at) => Some(self.span(starts_at, ends_at)),
            None => Some(self.start(starts_at)),
        }
    }

    /// A day and its times.
    pub(super) fn span(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> String {
        format!("{}–{}", self.start(from), format::time(self.zone(), to))
    }

    fn start(&self, at: DateTime<Utc>) -> String {
        let day = at.with_timezone(&self.zone()).date_naive();
        format!("{}, {}", format::day(self.language(), day), format::time(self.zone(), at))
    }

    fn place(&self) -> Option<String> {
        let data = &self.claimed.notice.data;
        if let Some(entry) = self.entry() {
            return Some(self.place_of(entry));
        }
        if data["place"].is_object() {
            let room = data["place"]["room_name"].as_str();
            return Some(place(self.words, "", room, data["place"]["table"].as_i64()));
        }
        let setup = self.around.setup.as_ref()?;
        let is = |id: Uuid, name: &str| data[name].as_str().is_some_and(|text| text == id.to_string());
        let site = setup.places.sites.iter().find(|site| is(site.id.into(), "site"))?;
        let room = site.rooms.iter().find(|room| is(room.id.into(), "room"));
        Some(place(self.words, site.names.get(self.language()), room.map(|room| room.name.as_str()), None))
    }

    pub(super) fn place_of(&self, entry: &AgendaEntry) -> String {
        let table = match &entry.what {
            What::Meeting { table, .. } => Some(*table),
            What::Activity { .. } => None,
        };
        place(self.words, entry.site.get(self.language()), entry.room_name.as_deref(), table)
    }

    /// Who else it is about.
    fn with(&self) -> Option<String> {
        let data = &self.claimed.notice.data;
        if data["from_organisers"].as_bool() == Some(true) {
            return Some(self.words.t("mail-organisers"));
        }
        let party = |party: &Value| {
            let (name, company) = (party[0].as_str()?, party[1].as_str()?);
            Some(format!("{company} ({name})"))
        };
        if let (Some(asking), Some(asked)) = (party(&data["asking"]), party(&data["asked"])) {
            return Some(format!("{asking} – {asked}"));
        }
        match (self.text("company"), self.text("name")) {
            (Some(company), Some(name)) => Some(format!("{company} ({name})")),
            (company, name) => company.or(name),
        }
    }

    /// What one is reminded of.
    fn subject(&self) -> Option<String> {
        match self.data("anchor").as_str()? {
            "event" => Some(self.event_name().to_owned()),
            "day" => Some(self.words.t("mail-reminder-day")),
            _ => Some(self.entry().map_or_else(|| self.event_name().to_owned(), |entry| self.title(entry))),
        }
    }

    pub(super) fn title(&self, entry: &AgendaEntry) -> String {
        match &entry.what {
            What::Meeting { meeting, .. } => meeting_with(self.words, &meeting.with),
            What::Activity { names, .. } => names.get(self.language()).to_owned(),
        }
    }

    fn lost(&self) -> String {
        let count = |name: &str, key: &str| {
            let n = self.data(name).as_i64().filter(|n| *n > 0)?;
            Some(self.words.n(key, n))
        };
        let all = [count("n_meetings", "mail-lost-meetings"), count("n_sign_ups", "mail-lost-sign-ups")];
        all.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}

/// The page of an event that a notice is about.
fn page(kind: NoticeKind, for_organisers: bool) -> &'static str {
    match kind {
        NoticeKind::RoleGranted | NoticeKind::PhaseChanged | NoticeKind::ParticipantsLeft => "/desk",
        NoticeKind::RegistrationCameIn => "/desk/participants",
        NoticeKind::MessageReceived if for_organisers => "/desk/messages",
        // A copy of what went to somebody else, too.
        _ if for_organisers => "/desk",
        NoticeKind::MessageReceived => "/messages",
        NoticeKind::RegistrationReceived | NoticeKind::RegistrationRefused => "/registration",
        NoticeKind::RegistrationValidated => "/me",
        NoticeKind::SignUpConfirmed
        | NoticeKind::SignUpWaiting
        | NoticeKind::SignUpMovedUp
        | NoticeKind::SignUpCancelled
        | NoticeKind::SignUpTransferred
        | NoticeKind::ActivityChanged
        | NoticeKind::ActivityPostponed
        | NoticeKind::ActivityCancelled => "/programme",
        NoticeKind::RequestReceived
        | NoticeKind::RequestAccepted
        | NoticeKind::RequestWithdrawn
        | NoticeKind::RequestExpired
        | NoticeKind::RescheduleAsked => "/requests",
        NoticeKind::RequestDeclined => "/catalogue",
        NoticeKind::MeetingAgreed
        | NoticeKind::MeetingCancelled
        | NoticeKind::SlotGiven
        | NoticeKind::Reminder
        | NoticeKind::AgendaPublished
        | NoticeKind::AgendaChanged => "/agenda",
        _ => "",
    }
}

/// What an entry is of.
pub(super) fn id(entry: &AgendaEntry) -> Uuid {
    match &entry.what {
        What::Meeting { meeting, .. } => meeting.id.into(),
        What::Activity { activity, .. } => (*activity).into(),
    }
}

/// A moment in the data of a notice.
pub(super) fn moment(value: &Value) -> Option<DateTime<Utc>> {
    value.as_str()?.parse().ok()
}
