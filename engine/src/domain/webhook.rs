//! Webhooks: what happens in an event is told to programs, by a short message that says what to fetch anew.

use crate::{
    Error, EventId, Fault, FaultCode, Faults,
    domain::{audit::Entry, words},
    ids::{DeliveryId, WebhookId},
};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use uuid::{Builder, Uuid};

words! {
    /// What is told.
    pub enum Happening {
        /// A registration was handed in.
        RegistrationReceived = "registration.received",
        /// A company was validated.
        RegistrationValidated = "registration.validated",
        /// A company was refused.
        RegistrationRefused = "registration.refused",
        /// A registration was given up.
        RegistrationCancelled = "registration.cancelled",
        /// Somebody was asked for a meeting.
        RequestReceived = "request.received",
        /// A request was accepted, and has to be confirmed.
        RequestAccepted = "request.accepted",
        /// A request was declined.
        RequestDeclined = "request.declined",
        /// A request was taken back, or cancelled before both sides had agreed.
        RequestWithdrawn = "request.withdrawn",
        /// A request was not answered in time.
        RequestExpired = "request.expired",
        /// Both sides agreed on a meeting.
        MeetingAgreed = "meeting.agreed",
        /// A meeting that was agreed was cancelled; the object is its request.
        MeetingCancelled = "meeting.cancelled",
        /// Somebody signed up for an activity.
        SignUpCreated = "sign-up.created",
        /// A sign-up was cancelled.
        SignUpCancelled = "sign-up.cancelled",
        /// An activity was changed, postponed, opened, closed or cancelled.
        ActivityChanged = "activity.changed",
        /// A run of the planner ended.
        RunEnded = "run.ended",
        /// Another version of the plan is public.
        PlanPublished = "plan.published",
        /// An organiser tries the webhook out.
        WebhookTest = "webhook.test",
    }
}

impl Happening {
    /// Those that a webhook may ask for.
    pub fn choices() -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(|kind| *kind != Self::WebhookTest)
    }

    /// What an entry of the audit is told as.
    pub(crate) fn of(entry: &Entry) -> Option<Self> {
        let before = entry.before.as_ref().and_then(|before| before["state"].as_str());
        Some(match entry.action {
            "registration.submitted" => Self::RegistrationReceived,
            "registration.validated" => Self::RegistrationValidated,
            "registration.refused" => Self::RegistrationRefused,
            "registration.cancelled" => Self::RegistrationCancelled,
            "request.asked" => Self::RequestReceived,
            "request.accepted" => Self::RequestAccepted,
            "request.declined" => Self::RequestDeclined,
            "request.cancelled" if before == Some("confirmed") => Self::MeetingCancelled,
            "request.withdrawn" | "request.cancelled" => Self::RequestWithdrawn,
            "request.expired" => Self::RequestExpired,
            "meeting.agreed" => Self::MeetingAgreed,
            "sign-up.created" => Self::SignUpCreated,
            "sign-up.cancelled" => Self::SignUpCancelled,
            "activity.changed" | "activity.postponed" | "activity.state-changed" => Self::ActivityChanged,
            "run.ended" => Self::RunEnded,
            "plan.published" => Self::PlanPublished,
            _ => return None,
        })
    }
}

words! {
    /// How a delivery stands.
    pub enum DeliveryState {
        /// It is tried until it succeeds.
        Owed = "owed",
        /// The program took it.
        Delivered = "delivered",
        /// Nobody tries any more.
        GivenUp = "given-up",
    }
}

/// A webhook that somebody asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewWebhook {
    /// Where to send what happens.
    pub url: String,
    /// What to tell.
    pub kinds: BTreeSet<Happening>,
}

/// A webhook, without its secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Webhook {
    /// Its identity.
    pub id: WebhookId,
    /// The event.
    pub event: EventId,
    /// Where what happens is sent.
    pub url: String,
    /// What is told.
    pub kinds: BTreeSet<Happening>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When its program said that it is gone for good; nothing is told since.
    pub gone_at: Option<DateTime<Utc>>,
    /// Since when it rests: what happens waits until it is taken up again.
    pub paused_at: Option<DateTime<Utc>>,
}

/// The most characters of an address.
const URL_MOST: usize = 1_000;

impl NewWebhook {
    /// Every fault of it.
    pub(crate) fn check(&self) -> Result<(), Error> {
        let mut faults = Faults::new();
        if !is_address(&self.url) {
            let fault = Fault::new("url", FaultCode::WrongFormat);
            faults.push(fault.with("example", "https://example.org/carnet"));
        }
        if self.url.chars().count() > URL_MOST {
            faults.push(Fault::new("url", FaultCode::TooLong).with("most", URL_MOST));
        }
        if self.kinds.is_empty() {
            faults.push(Fault::new("kinds", FaultCode::Required));
        }
        if self.kinds.contains(&Happening::WebhookTest) {
            faults.push(Fault::new("kinds", FaultCode::UnknownChoice));
        }
        faults.check()
    }
}

/// Whether a text is an address of HTTP with a host and without a name or a password in it.
fn is_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let authority = rest.and_then(|rest| rest.split(['/', '?', '#']).next()).unwrap_or_default();
    let host = authority.rsplit_once(':').map_or(authority, |(host, _)| host);
    !host.is_empty()
        && !authority.contains('@')
        && !text.contains(|c: char| c.is_control() || c.is_whitespace())
}

/// The message of a delivery: thin, so that whoever reads it fetches the rest by what a token opens.
pub(crate) fn payload(kind: Happening, slug: &str, entry: &Entry) -> String {
    message(kind, slug, entry.at, Some((entry.kind.as_str(), entry.object)))
}

/// The message by which an organiser tries a webhook out.
pub(crate) fn test_payload(slug: &str, at: DateTime<Utc>) -> String {
    message(Happening::WebhookTest, slug, at, None)
}

fn message(kind: Happening, slug: &str, at: DateTime<Utc>, object: Option<(&str, Uuid)>) -> String {
    let mut data = json!({ "event": slug });
    if let Some((kind, id)) = object {
        data["kind"] = Value::from(kind);
        data["id"] = json!(id);
    }
    json!({ "type": kind, "timestamp": at, "data": data }).to_string()
}

/// The identity of the delivery of an entry to a webhook: the same entry is never told twice under two.
pub(crate) fn delivery_id(webhook: WebhookId, chain: Uuid, position: i64) -> DeliveryId {
    let mut hasher = Sha256::new();
    hasher.update(Uuid::from(webhook).as_bytes());
    hasher.update(chain.as_bytes());
    hasher.update(position.to_be_bytes());
    let hash = hasher.finalize();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash[..16]);
    Builder::from_custom_bytes(bytes).into_uuid().into()
}

/// How long a program is given to come back.
const PATIENCE: TimeDelta = TimeDelta::days(3);
/// The longest pause between two attempts.
const LONGEST_PAUSE: TimeDelta = TimeDelta::hours(12);

/// When to try again after so many attempts, or never. The program is given time from `since` on.
pub(crate) fn next_attempt(
    since: DateTime<Utc>,
    n_attempts: i64,
    now: DateTime<Utc>,
) -> Option<DateTime<Utc>> {
    // 30 seconds, 2 minutes, 8 minutes, half an hour, 2 hours, 8 hours, 12 hours, …
    let factor = 4_i32.saturating_pow(u32::try_from(n_attempts - 1).unwrap_or(0).min(12));
    let pause = (TimeDelta::seconds(30) * factor).min(LONGEST_PAUSE);
    Some(now + pause).filter(|next| *next <= since + PATIENCE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_http_with_a_host_are_taken() {
        for (url, taken) in [
            ("https://example.org/hook?a=b", true),
            ("http://localhost:9000", true),
            ("https://[2001:db8::1]/x", true),
            ("ftp://example.org/", false),
            ("https:///path", false),
            ("https://:80/", false),
            ("https://user:word@example.org/", false),
            ("https://example.org/a b", false),
            ("javascript:alert(1)", false),
            ("", false),
        ] {
            assert_eq!(is_address(url), taken, "{url}");
        }
    }

    #[test]
    fn attempts_become_rarer_and_end_after_three_days() {
        let at = |minutes| DateTime::UNIX_EPOCH + TimeDelta::minutes(minutes);
        let (mut now, mut n, mut pauses) = (at(0), 1, Vec::new());
        while let Some(next) = next_attempt(at(0), n, now) {
            pauses.push((next - now).num_seconds());
            (now, n) = (next, n + 1);
        }
        assert_eq!(pauses[..5], [30, 120, 480, 1920, 7680]);
        assert!(pauses.iter().all(|pause| *pause <= 12 * 3600) && now <= at(3 * 24 * 60));
        assert!(now > at(2 * 24 * 60), "{now}");
    }
}
