use super::*;
use carnet_engine::domain::{account::Language, agenda::MeetingEntry, text::Texts};

const MEETING: Uuid = Uuid::from_u128(7);

fn frame() -> Frame<'static> {
    Frame {
        words: Words(Language::French),
        name: "Rencontres, été",
        zone: chrono_tz::Europe::Paris,
        at: "2027-06-01T08:00:00Z".parse().unwrap(),
    }
}

fn entry(what: What) -> AgendaEntry {
    AgendaEntry {
        starts_at: "2027-06-17T07:30:00Z".parse().unwrap(),
        ends_at: "2027-06-17T07:50:00Z".parse().unwrap(),
        site: Texts::new("Halle aux grains", "Corn Exchange"),
        room: None,
        room_name: Some("Salle B".into()),
        what,
    }
}

fn meeting(version: i64) -> AgendaEntry {
    let name = "Łucja Åkesson".to_owned();
    let with = vec![Attending { participant: MEETING.into(), name, company: "Brise; Fils".into() }];
    let meeting = MeetingEntry { id: MEETING.into(), version, with };
    entry(What::Meeting { meeting, slot: MEETING.into(), table: 12 })
}

fn activity(confirmed: bool) -> AgendaEntry {
    let names = Texts::new("Déjeuner", "Lunch");
    entry(What::Activity { activity: Uuid::from_u128(8).into(), version: 3, names, confirmed })
}

fn lines(text: &str) -> Vec<String> {
    assert!(text.lines().all(|line| line.len() <= 76), "long lines are folded");
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    text.replace("\r\n ", "").lines().map(str::to_owned).collect()
}

fn parties() -> Parties<'static> {
    Parties { organiser: ("Forum \"A\"", "forum@example.org"), attendee: ("Ada", "ada@example.org") }
}

#[test]
fn an_agenda_is_a_calendar_in_the_local_time_with_who_and_where() {
    let text = agenda(&frame(), &[meeting(4), activity(true), activity(false)]);
    let lines = lines(&text);
    for line in [
        "METHOD:PUBLISH",
        "X-WR-CALNAME:Rencontres\\, été",
        "DTSTART;TZID=Europe/Paris:20270617T093000",
        "DTEND;TZID=Europe/Paris:20270617T095000",
        "DTSTAMP:20270601T080000Z",
        "UID:00000000-0000-0000-0000-000000000007@carnet",
        "SEQUENCE:4",
        "SUMMARY:Rendez-vous : Brise\\; Fils (Łucja Åkesson)",
        "LOCATION:Halle aux grains\\, Salle B\\, table 12",
        "SUMMARY:Déjeuner",
        "LOCATION:Halle aux grains\\, Salle B",
    ] {
        assert!(lines.iter().any(|found| found == line), "{line}: {text}");
    }
    assert_eq!(text.matches("BEGIN:VEVENT").count(), 2, "who waits for a place is not taken");
    assert_eq!(text.matches("BEGIN:VTIMEZONE").count(), 1);
    assert_eq!(text.parse::<Calendar>().unwrap().events().count(), 2);
}

#[test]
fn an_invitation_enters_one_meeting_and_a_cancellation_takes_the_same_out() {
    let item = Item::of(frame().words, &meeting(4)).unwrap();
    let (method, text) = invitation(&frame(), &item, parties());
    assert_eq!(method, Method::Request);
    let sent = lines(&text);
    for line in
        ["METHOD:REQUEST", "STATUS:CONFIRMED", "ORGANIZER;CN=Forum A:mailto:forum@example.org", "SEQUENCE:4"]
    {
        assert!(sent.iter().any(|found| found == line), "{line}: {text}");
    }
    let attendee = sent.iter().find(|line| line.starts_with("ATTENDEE")).unwrap();
    for part in ["CN=Ada", "PARTSTAT=ACCEPTED", "RSVP=FALSE", ":mailto:ada@example.org"] {
        assert!(attendee.contains(part), "{attendee}");
    }
    let gone = Item { cancelled: true, sequence: 5, ..item };
    let (method, text) = invitation(&frame(), &gone, parties());
    assert_eq!(method, Method::Cancel);
    let uid = "UID:00000000-0000-0000-0000-000000000007@carnet";
    for line in ["METHOD:CANCEL", "STATUS:CANCELLED", "SEQUENCE:5", uid] {
        assert!(lines(&text).iter().any(|found| found == line), "{line}: {text}");
    }
}

#[test]
fn an_empty_agenda_is_a_calendar_all_the_same() {
    let text = agenda(&frame(), &[]);
    assert!(text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n") && text.ends_with("END:VCALENDAR\r\n"));
    assert!(!text.contains("VTIMEZONE"));
}
