//! Made-up notices of every kind, to look at a text before anybody gets it.

use super::Around;
use crate::words::Words;
use carnet_engine::domain::{
    account::{EmailAddress, Language},
    agenda::{Agenda, AgendaEntry, Attending, MeetingEntry, What},
    notice::{Notice, NoticeKind},
    outbox::{Claimed, EventOfNotice},
    text::Texts,
};
use chrono::{DateTime, DurationRound, TimeDelta, Utc};
use serde_json::{Value, json};
use uuid::Uuid;

const MEETING: Uuid = Uuid::from_u128(1);
const ACTIVITY: Uuid = Uuid::from_u128(2);

/// A notice of a kind in an event, as it could be owed, with what stands around it.
pub(crate) fn of(
    kind: NoticeKind,
    language: Language,
    event: EventOfNotice,
    now: DateTime<Utc>,
) -> (Claimed, Around) {
    let words = Words(language);
    // At a full hour of tomorrow.
    let begin = now.duration_trunc(TimeDelta::hours(1)).unwrap_or(now) + TimeDelta::days(1);
    let nobody = Uuid::nil();
    let notice = Notice::new(nobody.into(), kind, (nobody.into(), language), now);
    let claimed = Claimed {
        notice: notice.data(data(words, kind, begin)),
        attempt: 1,
        email: address(),
        name: words.t("mail-example-person"),
        phone: None,
        event: Some(event),
        template: None,
        stop: None,
    };
    (claimed, Around { agenda: Some(agenda(words, begin)), setup: None })
}

#[expect(clippy::expect_used, reason = "it is an address")]
fn address() -> EmailAddress {
    EmailAddress::parse("email", "person@example.org").expect("an address")
}

fn data(words: Words, kind: NoticeKind, begin: DateTime<Utc>) -> Value {
    let end = begin + TimeDelta::minutes(20);
    let about = if kind == NoticeKind::Reminder { MEETING } else { ACTIVITY };
    let state = if kind == NoticeKind::SignUpTransferred { "confirmed" } else { "submitted" };
    let was = json!({ "starts_at": begin, "ends_at": end, "version": 1 });
    let mut data = json!({
        "name": words.t("mail-example-other"),
        "company": words.t("mail-example-company"),
        "message": words.t("mail-example-message"),
        "reason": words.t("mail-example-reason"),
        "people": [words.t("mail-example-other")],
        "n_meetings": 3,
        "n_sign_ups": 1,
        "role": "secondary",
        "phase": "open",
        "enrolled": true,
        "state": state,
        "activity": Texts::only(words.0, words.t("mail-example-activity")),
        "from": Texts::only(words.0, words.t("mail-example-activity-before")),
        "about": about,
        "anchor": "meeting",
        "starts_at": begin,
        "ends_at": end,
        "changes": [
            { "meeting": MEETING, "was": was },
            { "meeting": Uuid::from_u128(3), "was": was },
        ],
    });
    let has_place = matches!(
        kind,
        NoticeKind::MeetingAgreed
            | NoticeKind::SlotGiven
            | NoticeKind::MeetingCancelled
            | NoticeKind::RescheduleAsked
    );
    if has_place {
        data["place"] = json!({
            "meeting": MEETING, "starts_at": begin, "ends_at": end, "version": 2,
            "room_name": words.t("mail-example-room"), "table": 12,
        });
    }
    data
}

fn agenda(words: Words, begin: DateTime<Utc>) -> Agenda {
    let entry = |minutes: i64, length: i64, what| AgendaEntry {
        starts_at: begin + TimeDelta::minutes(minutes),
        ends_at: begin + TimeDelta::minutes(minutes + length),
        site: Texts::only(words.0, words.t("mail-example-site")),
        room: None,
        room_name: Some(words.t("mail-example-room")),
        what,
    };
    let with = vec![Attending {
        participant: Uuid::nil().into(),
        name: words.t("mail-example-other"),
        company: words.t("mail-example-company"),
    }];
    let meeting = MeetingEntry { id: MEETING.into(), version: 2, with };
    let names = Texts::only(words.0, words.t("mail-example-activity"));
    Agenda {
        event: Uuid::nil().into(),
        version: 1,
        changed_at: None,
        entries: vec![
            entry(0, 20, What::Meeting { meeting, slot: Uuid::nil().into(), table: 12 }),
            entry(60, 45, What::Activity { activity: ACTIVITY.into(), version: 1, names, confirmed: true }),
        ],
        unplaced: Vec::new(),
    }
}
