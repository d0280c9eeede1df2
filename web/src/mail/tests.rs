//! Every kind of notice as a letter, in both languages.

use super::*;
use carnet_engine::domain::{
    account::Language,
    mail_template::{Part, parts},
    notice::NoticeKind,
    outbox::{Claimed, EventOfNotice},
    text::Texts,
};
use chrono::{DateTime, Utc};

fn now() -> DateTime<Utc> {
    "2027-06-16T08:10:00Z".parse().unwrap()
}

fn writer() -> Writer {
    Writer {
        from: "Carnet <carnet@carnet.example>".parse().unwrap(),
        public_url: "https://carnet.example".into(),
    }
}

fn example(kind: NoticeKind, language: Language) -> (Claimed, Around) {
    let names = Texts::new("Rencontres d’été", "Summer <Meetings>");
    let time_zone = chrono_tz::Europe::Paris;
    let (mut claimed, around) =
        example::of(kind, language, EventOfNotice { slug: "summer".into(), names, time_zone }, now());
    if !kind.is_of_event() {
        claimed.event = None;
    }
    (claimed, around)
}

#[test]
fn every_kind_is_whole_in_both_languages() {
    for kind in NoticeKind::ALL {
        for language in Language::ALL {
            let (claimed, around) = example(*kind, *language);
            let template = text::default_template(Words(*language), *kind);
            // Nothing of the default text is left out, since the example has something to say everywhere.
            let values = values(&claimed, &around, "https://carnet.example");
            for part in [parts(&template.subject), parts(&template.body)].concat() {
                if let Part::Named(name) = part {
                    assert!(
                        values.get(name).is_some_and(|value| !value.is_empty()),
                        "{kind} {language}: {name}"
                    );
                }
            }
            let filled = writer().fill(&claimed, &around).unwrap();
            let all = format!("{}\n{}", filled.subject, filled.text);
            assert!(!all.contains(['{', '}']), "{all}");
            assert!(!all.contains("mail-") && !all.contains("phase-"), "a text has no words: {all}");
            assert!(filled.text.contains("https://carnet.example"), "{kind}: it leads on");
            assert!(filled.html.contains("<a href=\"https://carnet.example"), "{kind}");
            assert!(!filled.html.contains("<Meetings>"), "{kind}: names are escaped");
            writer().write(&claimed, &around, now()).unwrap();
        }
    }
}

#[test]
fn the_default_texts_pass_the_check_that_an_organisers_text_passes() {
    for kind in NoticeKind::ALL.iter().filter(|kind| kind.is_of_event()) {
        for language in Language::ALL {
            let template = text::default_template(Words(*language), *kind);
            assert_eq!(template.check(*kind).unwrap(), template, "{kind} {language}");
        }
    }
}

#[test]
fn a_link_with_a_secret_leads_to_where_it_is_used() {
    for (kind, page) in [
        (NoticeKind::AccountCreated, "/account/password?link=S3CRET"),
        (NoticeKind::RegistrationReceived, "/account/password?link=S3CRET"),
        (NoticeKind::EmailToConfirm, "/account/email?link=S3CRET"),
    ] {
        let (mut claimed, around) = example(kind, Language::English);
        claimed.notice.secret = Some("S3CRET".into());
        let filled = writer().fill(&claimed, &around).unwrap();
        assert!(filled.text.contains(&format!("https://carnet.example{page}\n")), "{}", filled.text);
    }
}

#[test]
fn a_link_leads_to_the_page_where_one_goes_on() {
    for (kind, page) in [
        (NoticeKind::PasswordChanged, "/account/forgotten"),
        (NoticeKind::MessageReceived, "/messages"),
        (NoticeKind::RegistrationReceived, "/registration"),
        (NoticeKind::RegistrationValidated, "/me"),
        (NoticeKind::RegistrationCameIn, "/desk/participants"),
        (NoticeKind::AgendaPublished, "/agenda"),
    ] {
        let (mut claimed, around) = example(kind, Language::English);
        claimed.notice.secret = None;
        let filled = writer().fill(&claimed, &around).unwrap();
        assert!(filled.text.contains(&format!("{page}\n")), "{kind}: {}", filled.text);
    }
    let (mut claimed, around) = example(NoticeKind::MessageReceived, Language::English);
    claimed.notice.data["for_organisers"] = true.into();
    assert!(writer().fill(&claimed, &around).unwrap().text.contains("/desk/messages\n"));
}

/// The headers of a letter and of its parts, unfolded.
fn headers(kind: NoticeKind) -> String {
    let (claimed, around) = example(kind, Language::French);
    let letter = writer().write(&claimed, &around, now()).unwrap().formatted();
    String::from_utf8(letter).unwrap().replace("\r\n ", " ").replace("\r\n\t", " ")
}

#[test]
fn what_concerns_one_meeting_is_an_invitation_or_its_end() {
    for (kind, method) in [
        (NoticeKind::MeetingAgreed, "REQUEST"),
        (NoticeKind::SlotGiven, "REQUEST"),
        (NoticeKind::MeetingCancelled, "CANCEL"),
        (NoticeKind::RescheduleAsked, "CANCEL"),
    ] {
        let letter = headers(kind);
        let parts =
            letter.matches(&format!("Content-Type: text/calendar; method={method}; charset=utf-8")).count();
        assert_eq!(parts, 2, "to act on, and as a file: {letter}");
        assert!(letter.contains("filename=\"invitation.ics\""), "{letter}");
    }
}

#[test]
fn an_agenda_is_a_file_and_a_mail_without_times_has_none() {
    for kind in [NoticeKind::AgendaPublished, NoticeKind::AgendaChanged] {
        let letter = headers(kind);
        assert_eq!(letter.matches("text/calendar; method=PUBLISH").count(), 1, "{letter}");
        assert!(letter.contains("filename=\"agenda.ics\""), "{letter}");
    }
    assert!(!headers(NoticeKind::RequestReceived).contains("text/calendar"));
}

#[test]
fn a_letter_keeps_its_message_id_and_is_from_the_event() {
    let letter = headers(NoticeKind::Reminder);
    assert!(letter.contains("Message-ID: <00000000-0000-0000-0000-000000000000@carnet.example>"), "{letter}");
    assert!(letter.contains("<carnet@carnet.example>"), "{letter}");
    assert!(letter.contains("Auto-Submitted: auto-generated"), "{letter}");
}

#[test]
fn a_reminder_says_how_to_stop_them_and_nothing_else_does() {
    let (mut claimed, around) = example(NoticeKind::Reminder, Language::English);
    claimed.stop = Some("S3CRET".into());
    let letter = String::from_utf8(writer().write(&claimed, &around, now()).unwrap().formatted()).unwrap();
    let address = "https://carnet.example/reminders/stop/S3CRET";
    assert!(letter.contains(&format!("List-Unsubscribe: <{address}>\r\n")), "{letter}");
    assert!(letter.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"), "{letter}");
    assert!(writer().fill(&claimed, &around).unwrap().text.contains(address));
    assert!(!headers(NoticeKind::MeetingAgreed).contains("List-Unsubscribe"));
}

#[test]
fn a_copy_says_so_and_has_no_link_of_whom_it_was_for() {
    let (mut claimed, around) = example(NoticeKind::RegistrationReceived, Language::English);
    claimed.notice.data["copy_of"] = "Ada Verrier".into();
    let filled = writer().fill(&claimed, &around).unwrap();
    assert!(filled.subject.starts_with("Copy: Summer <Meetings>"), "{}", filled.subject);
    assert!(filled.text.starts_with("Hello Ada Verrier,"), "{}", filled.text);
    assert!(filled.text.contains("https://carnet.example/events/summer/desk"), "{}", filled.text);
    assert!(!filled.text.contains("person@example.org"), "{}", filled.text);
}

#[test]
fn a_text_message_is_one_short_line() {
    for language in Language::ALL {
        let (claimed, around) = example(NoticeKind::Reminder, *language);
        let text = writer().short(&claimed, &around);
        assert!(text.contains("12") && text.contains("Brise & Marée"), "{text}");
        assert!(!text.contains(['\n', '{']) && text.chars().count() < 200, "{text}");
    }
}
