//! The outbox: what a node gets that sends a notice, when a failed attempt is repeated, and what organisers see of it.

use crate::{
    domain::{
        account::EmailAddress,
        mail_template::MailTemplate,
        notice::{Notice, NoticeKind},
        text::Texts,
        words,
    },
    ids::NoticeId,
};
use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;

/// For how long a notice is the node's that claimed it. Longer than any mail server is waited for.
pub(crate) const LEASE: TimeDelta = TimeDelta::minutes(10);
/// How many minutes to wait after the first attempt that failed, the second and so on; after the last of them it is given up.
const PAUSES: [i64; 7] = [1, 5, 15, 60, 180, 480, 1440];
/// The most characters that are kept of why an attempt failed.
const REASON_MOST: usize = 300;

words! {
    /// How far a notice is.
    pub enum Delivery {
        /// Not tried yet.
        Waiting = "waiting",
        /// It failed, and is tried again.
        Retrying = "retrying",
        /// It failed for good.
        GivenUp = "given-up",
        /// It was sent.
        Sent = "sent",
    }
}

words! {
    /// Which messages about registrations an administrator wants.
    pub enum Copies {
        /// None.
        None = "none",
        /// News: who registered, who left.
        News = "news",
        /// News, and copies of what registrants are told.
        All = "all",
    }
}

/// A notice that a node has claimed, with what a letter needs besides.
#[derive(Clone, Debug, PartialEq)]
pub struct Claimed {
    /// The notice.
    pub notice: Notice,
    /// Which attempt this is. Whoever marks it names it, so that one who was silent for too long marks nothing.
    pub attempt: i64,
    /// Where it goes.
    pub email: EmailAddress,
    /// Whom it is for.
    pub name: String,
    /// The number that it goes to, where it goes to a telephone and one is known.
    pub phone: Option<String>,
    /// The event that it is about, where there is one.
    pub event: Option<EventOfNotice>,
    /// The text that the event has of its own for it.
    pub template: Option<MailTemplate>,
    /// The secret by which its reader stops reminders of the event; for those alone.
    pub stop: Option<String>,
}

/// The event that a notice is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventOfNotice {
    /// Its name in addresses.
    pub slug: String,
    /// Its names.
    pub names: Texts,
    /// The time zone in which it takes place.
    pub time_zone: Tz,
}

/// Why a notice could not be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// In words, of whoever refused it.
    pub reason: String,
    /// Whether it would fail again however often it is tried.
    pub lasting: bool,
}

impl Failure {
    /// When to try again after an attempt; never where that is no use.
    pub(crate) fn next_attempt(&self, attempt: i64, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let pause = PAUSES.get(usize::try_from(attempt - 1).ok()?).filter(|_| !self.lasting)?;
        Some(now + TimeDelta::minutes(*pause))
    }

    /// The reason as it is kept: one line of a length that a page can show.
    pub(crate) fn line(&self) -> String {
        let line = self.reason.split(char::is_control).collect::<Vec<_>>().join(" ");
        line.trim().chars().take(REASON_MOST).collect()
    }
}

/// A line of the outbox as organisers see it: no secret, and nothing of what the message says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutboxLine {
    /// The notice.
    pub id: NoticeId,
    /// What about.
    pub kind: NoticeKind,
    /// To whom.
    pub name: String,
    /// To which address.
    pub email: String,
    /// Whether it goes to a telephone instead.
    pub by_sms: bool,
    /// How far it is.
    pub delivery: Delivery,
    /// Not to be sent before.
    pub due_at: DateTime<Utc>,
    /// When it is tried next.
    pub attempt_at: DateTime<Utc>,
    /// How often it was tried.
    pub attempts: i64,
    /// Why the last attempt failed.
    pub failure: Option<String>,
    /// When it was sent.
    pub sent_at: Option<DateTime<Utc>>,
}

/// A page of the outbox of an event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OutboxPage {
    /// The lines, the newest first.
    pub lines: Vec<OutboxLine>,
    /// After which one the next page begins.
    pub next: Option<NoticeId>,
    /// How many there are in each state, on all pages.
    pub n_by_state: Vec<(Delivery, i64)>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failure(lasting: bool) -> Failure {
        Failure { reason: "451 try later\r\nplease\0".to_owned(), lasting }
    }

    #[test]
    fn pauses_grow_and_end() {
        let now = DateTime::UNIX_EPOCH;
        let pauses: Vec<_> =
            (1..=7).map(|attempt| failure(false).next_attempt(attempt, now).unwrap() - now).collect();
        assert!(pauses.is_sorted_by(|a, b| a < b));
        for (attempt, lasting) in [(8, false), (100, false), (0, false), (1, true)] {
            assert_eq!(failure(lasting).next_attempt(attempt, now), None, "{attempt}");
        }
    }

    #[test]
    fn a_reason_is_one_line() {
        assert_eq!(failure(false).line(), "451 try later  please");
        let long = Failure { reason: "é".repeat(1000), lasting: false };
        assert_eq!(long.line().chars().count(), REASON_MOST);
    }
}
