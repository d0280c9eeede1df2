//! Events: names, texts, dates, hosts.

use crate::{
    Error, EventId, Fault, FaultCode, Faults, OrganisationId,
    domain::{
        category::Categories,
        event_rules::Rules,
        phase::Phase,
        places::Places,
        preset::Preset,
        session::Session,
        text::{TextKind, Texts},
        words, zone,
    },
};
use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use chrono_tz::Tz;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

const NAME_MOST: usize = 200;
const TEXT_MOST: usize = 20_000;
const PITCH_MOST: usize = 5_000;
const SLUG_MOST: usize = 60;
/// The most days of an event.
const DAYS_MOST: usize = 100;
/// The longest time from the first day to the last.
const SPAN_MOST: i64 = 3 * 366;

words! {
    /// A text of an event.
    pub enum TextKey {
        /// One or two sentences.
        Summary = "summary",
        /// The first page.
        Welcome = "welcome",
        /// How to get there, when to be there.
        Practical = "practical",
        /// Whom to ask.
        Contact = "contact",
        /// The legal notice.
        LegalNotice = "legal-notice",
        /// What happens with people's data.
        Privacy = "privacy",
        /// How accessible the pages are.
        Accessibility = "accessibility",
    }
}

words! {
    /// What a host does for an event.
    pub enum HostRole {
        /// Runs it.
        Organiser = "organiser",
        /// Runs it with others.
        CoOrganiser = "co-organiser",
        /// Takes part in running it.
        Partner = "partner",
        /// Pays for it.
        Sponsor = "sponsor",
    }
}

/// The texts of an event, as far as they were written.
pub type EventTexts = BTreeMap<TextKey, Texts>;

/// An event.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Its identity.
    pub id: EventId,
    /// The organisation that runs it.
    pub organisation: OrganisationId,
    /// How it was set up at first.
    pub preset: Preset,
    /// How far it is.
    pub phase: Phase,
    /// What an administrator edits.
    pub details: Details,
    /// How meetings come about.
    pub rules: Rules,
    /// The event of which it is a copy.
    pub copied_from: Option<EventId>,
    /// How often its settings were changed, from 1; a change names the version that it saw.
    pub version: i64,
    /// Since when.
    pub created_at: DateTime<Utc>,
}

/// What an administrator edits of an event.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Details {
    /// Its name in addresses.
    pub slug: String,
    /// Its name.
    pub names: Texts,
    /// Its texts.
    pub texts: EventTexts,
    /// The time zone of its places.
    #[serde(serialize_with = "zone_name")]
    pub time_zone: Tz,
    /// Its days, in order, in one or several pieces.
    pub days: Vec<NaiveDate>,
    /// Until when people register.
    pub registration_closes_at: Option<DateTime<Utc>>,
    /// Until when its pages are there.
    pub closes_at: Option<DateTime<Utc>>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it")]
fn zone_name<S: serde::Serializer>(zone: &Tz, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(zone.name())
}

/// What is needed for the details of an event. Times are local.
#[derive(Clone, Debug)]
pub struct NewDetails {
    /// Its name in addresses.
    pub slug: String,
    /// Its name.
    pub names: Texts,
    /// Its texts.
    pub texts: EventTexts,
    /// The time zone of its places, as `Europe/Paris`.
    pub time_zone: String,
    /// Its days.
    pub days: Vec<NaiveDate>,
    /// Until when people register.
    pub registration_closes: Option<NaiveDateTime>,
    /// Until when its pages are there.
    pub closes: Option<NaiveDateTime>,
}

/// What is needed for an event; the preset fills in the rest.
#[derive(Clone, Debug)]
pub struct NewEvent {
    /// The organisation that runs it.
    pub organisation: OrganisationId,
    /// How it is set up.
    pub preset: Preset,
    /// Name, texts, dates.
    pub details: NewDetails,
}

/// What is needed for a copy of an event.
#[derive(Clone, Debug)]
pub struct CopyOfEvent {
    /// The copy's name in addresses.
    pub slug: String,
    /// Its name.
    pub names: Texts,
    /// Its first day; everything else is shifted by as many days.
    pub first_day: NaiveDate,
}

/// An organisation that holds an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Host {
    /// Which.
    pub organisation: OrganisationId,
    /// What it does for the event.
    pub role: HostRole,
    /// What it says about itself.
    pub pitch: Option<Texts>,
}

/// Everything that is set for an event.
#[derive(Clone, Debug, PartialEq)]
pub struct EventSetup {
    /// The event itself.
    pub event: Event,
    /// Who holds it, in order.
    pub hosts: Vec<Host>,
    /// Where.
    pub places: Places,
    /// For whom.
    pub categories: Categories,
    /// When meetings are held.
    pub sessions: Vec<Session>,
}

impl Details {
    /// The first day.
    pub fn first_day(&self) -> NaiveDate {
        self.days.first().copied().unwrap_or_default()
    }

    /// The last day.
    pub fn last_day(&self) -> NaiveDate {
        self.days.last().copied().unwrap_or_default()
    }
}

impl Event {
    /// Whether people may register themselves: the phase is open, and the deadline has not passed.
    pub fn takes_registrations(&self, now: DateTime<Utc>) -> bool {
        self.phase.allows(super::phase::Action::Register)
            && self.details.registration_closes_at.is_none_or(|end| now < end)
    }

    /// Whether everybody may see what its phase opens: not once the pages are over.
    pub fn shows(&self, action: super::phase::Action, now: DateTime<Utc>) -> bool {
        self.phase.allows(action) && self.details.closes_at.is_none_or(|end| now < end)
    }

    /// Whether its pages are over and only say so.
    pub fn is_over(&self, now: DateTime<Utc>) -> bool {
        self.phase == Phase::Archived || self.details.closes_at.is_some_and(|end| end <= now)
    }
}

impl NewDetails {
    /// The details, or every fault of the input.
    pub fn check(&self) -> Result<Details, Error> {
        let mut faults = Faults::new();
        let slug = faults.take(check_slug(&self.slug));
        let names = self.names.check("names", TextKind::Line, NAME_MOST, &mut faults);
        let mut texts = EventTexts::new();
        for (key, text) in &self.texts {
            let path = format!("texts.{key}");
            let kind = TextKind::Paragraphs;
            if let Some(Some(text)) = Texts::check_optional(Some(text), &path, kind, TEXT_MOST, &mut faults) {
                texts.insert(*key, text);
            }
        }
        let time_zone = faults.take(self.time_zone.trim().parse::<Tz>().map_err(|_| {
            Fault::new("time_zone", FaultCode::UnknownTimeZone).with("example", "Europe/Paris")
        }));
        let days = faults.take(check_days(&self.days));
        let mut instant = |path: &str, local: Option<NaiveDateTime>| {
            let (time_zone, local) = (time_zone?, local?);
            let at = zone::instant(time_zone, local, zone::Twice::Later);
            faults.take(at.ok_or_else(|| Fault::new(path, FaultCode::NoSuchTime)))
        };
        let registration_closes_at = instant("registration_closes", self.registration_closes);
        let closes_at = instant("closes", self.closes);
        if let (Some(days), Some(closes)) = (&days, self.closes)
            && days.last().is_some_and(|last| closes.date() < *last)
        {
            faults.push(Fault::new("closes", FaultCode::EndBeforeStart));
        }
        let details = match (slug, names, time_zone, days) {
            (Some(slug), Some(names), Some(time_zone), Some(days)) => {
                Some(Details { slug, names, texts, time_zone, days, registration_closes_at, closes_at })
            }
            _ => None,
        };
        faults.check()?;
        details.ok_or(Error::Internal("details without fault are complete"))
    }
}

/// Small letters, digits and hyphens between them.
pub(crate) fn check_slug(text: &str) -> Result<String, Fault> {
    let text = text.trim();
    let good = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if text.is_empty() {
        Err(Fault::new("slug", FaultCode::Required))
    } else if text.len() > SLUG_MOST {
        Err(Fault::new("slug", FaultCode::TooLong).with("most", SLUG_MOST))
    } else if !text.chars().all(good) || text.starts_with('-') || text.ends_with('-') || text.contains("--") {
        Err(Fault::new("slug", FaultCode::NotASlug).with("example", "forum-2027"))
    } else {
        Ok(text.to_owned())
    }
}

/// A fault of a day that is too far from now.
pub(crate) fn out_of_range(path: &str) -> Fault {
    let (least, most) = (zone::DAYS.start().to_string(), zone::DAYS.end().to_string());
    Fault::new(path, FaultCode::OutOfRange).with("least", least).with("most", most)
}

fn check_days(days: &[NaiveDate]) -> Result<Vec<NaiveDate>, Fault> {
    let sorted: BTreeSet<_> = days.iter().copied().collect();
    let (Some(first), Some(last)) = (sorted.first(), sorted.last()) else {
        return Err(Fault::new("days", FaultCode::Required));
    };
    let span = (*last - *first).num_days();
    if sorted.len() != days.len() {
        Err(Fault::new("days", FaultCode::Duplicate))
    } else if sorted.len() > DAYS_MOST {
        Err(Fault::new("days", FaultCode::OutOfRange).with("most", DAYS_MOST))
    } else if !zone::DAYS.contains(first) || !zone::DAYS.contains(last) {
        Err(out_of_range("days"))
    } else if span > SPAN_MOST {
        Err(Fault::new("days", FaultCode::OutOfRange).with("most_span", SPAN_MOST))
    } else {
        Ok(sorted.into_iter().collect())
    }
}

/// The hosts, or every fault of the input. At least one runs the event.
pub fn check_hosts(hosts: &[Host], known: &BTreeSet<OrganisationId>) -> Result<Vec<Host>, Error> {
    let mut faults = Faults::new();
    let (mut seen, mut checked) = (BTreeSet::new(), Vec::new());
    for (i, host) in hosts.iter().enumerate() {
        let path = format!("hosts[{i}].organisation");
        let first = seen.insert(host.organisation);
        super::places::identity(path, known.contains(&host.organisation), first, &mut faults);
        let (path, kind) = (format!("hosts[{i}].pitch"), TextKind::Paragraphs);
        let pitch = Texts::check_optional(host.pitch.as_ref(), &path, kind, PITCH_MOST, &mut faults);
        checked.extend(pitch.map(|pitch| Host { pitch, ..host.clone() }));
    }
    if !hosts.iter().any(|host| host.role == HostRole::Organiser) {
        faults.push(Fault::new("hosts", FaultCode::Required).with("role", HostRole::Organiser.as_str()));
    }
    faults.check()?;
    Ok(checked)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn details() -> NewDetails {
        NewDetails {
            slug: "forum-2027".into(),
            names: Texts::new("Forum", "Forum"),
            texts: EventTexts::new(),
            time_zone: "Europe/Paris".into(),
            days: vec!["2027-03-19".parse().unwrap(), "2027-03-18".parse().unwrap()],
            registration_closes: Some("2027-03-10T23:59:00".parse().unwrap()),
            closes: None,
        }
    }

    #[test]
    fn details_are_put_in_order_and_local_times_become_instants() {
        let checked = details().check().unwrap();
        assert!(checked.days.is_sorted());
        assert_eq!(checked.registration_closes_at, Some("2027-03-10T22:59:00Z".parse().unwrap()));
    }

    #[test]
    fn all_faults_of_details_are_named_at_once() {
        let wrong = NewDetails {
            slug: "Forum 2027".into(),
            names: Texts::default(),
            texts: EventTexts::from([(TextKey::Summary, Texts::new("x".repeat(TEXT_MOST + 1), ""))]),
            time_zone: "Paris".into(),
            days: Vec::new(),
            ..details()
        };
        let Err(Error::Invalid(faults)) = wrong.check() else { panic!("faults") };
        let found: Vec<_> = faults.as_slice().iter().map(|fault| (fault.path.as_str(), fault.code)).collect();
        let expected = [
            ("slug", FaultCode::NotASlug),
            ("names", FaultCode::Required),
            ("texts.summary.fr", FaultCode::TooLong),
            ("time_zone", FaultCode::UnknownTimeZone),
            ("days", FaultCode::Required),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn names_in_addresses_are_plain() {
        for good in ["forum", "forum-2027", "a"] {
            assert!(check_slug(good).is_ok(), "{good}");
        }
        for bad in ["", "Forum", "forum_1", "-forum", "forum-", "a--b", "é", "a/b"] {
            assert!(check_slug(bad).is_err(), "{bad}");
        }
    }
}
