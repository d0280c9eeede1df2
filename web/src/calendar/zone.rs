//! The rules of a time zone as a calendar states them. Programs that do not know the name of a zone go by these.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, Offset, TimeDelta, TimeZone, Utc};
use chrono_tz::{OffsetComponents, OffsetName, Tz};
use std::fmt::Write;

/// From when a rule holds, and what it changes.
struct Rule {
    from: NaiveDateTime,
    before: i32,
    after: i32,
    summer: bool,
    name: String,
}

/// The rules that hold in the years of two moments, as a `VTIMEZONE`.
pub(super) fn rules(zone: Tz, (first, last): (DateTime<Utc>, DateTime<Utc>)) -> String {
    let begin = new_year(first.with_timezone(&zone).year());
    let end = new_year(last.with_timezone(&zone).year() + 1);
    let mut text = format!("BEGIN:VTIMEZONE\r\nTZID:{}\r\n", zone.name());
    let mut state = at(zone, begin);
    write_rule(&mut text, &Rule { from: DateTime::UNIX_EPOCH.naive_utc(), before: state.after, ..state });
    let mut day = begin;
    while day < end {
        let next = day + TimeDelta::days(1);
        let after = at(zone, next);
        state = at(zone, day);
        if after.after != state.after {
            let moment = change_between(zone, (day, next), state.after);
            let from = moment + TimeDelta::seconds(state.after.into());
            write_rule(&mut text, &Rule { from, before: state.after, ..after });
        }
        day = next;
    }
    text + "END:VTIMEZONE\r\n"
}

fn new_year(year: i32) -> NaiveDateTime {
    NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default().into()
}

/// What holds at a moment of UTC.
fn at(zone: Tz, moment: NaiveDateTime) -> Rule {
    let offset = zone.offset_from_utc_datetime(&moment);
    Rule {
        from: moment,
        before: 0,
        after: offset.fix().local_minus_utc(),
        summer: !offset.dst_offset().is_zero(),
        name: offset.abbreviation().unwrap_or("LMT").to_owned(),
    }
}

/// The first second between two moments at which something else holds than before.
fn change_between(
    zone: Tz,
    (mut low, mut high): (NaiveDateTime, NaiveDateTime),
    before: i32,
) -> NaiveDateTime {
    while high - low > TimeDelta::seconds(1) {
        let middle = low + (high - low) / 2;
        if at(zone, middle).after == before {
            low = middle;
        } else {
            high = middle;
        }
    }
    high
}

fn write_rule(text: &mut String, rule: &Rule) {
    let part = if rule.summer { "DAYLIGHT" } else { "STANDARD" };
    // Writing to a string does not fail.
    let _ = write!(
        text,
        "BEGIN:{part}\r\nDTSTART:{}\r\nTZOFFSETFROM:{}\r\nTZOFFSETTO:{}\r\nTZNAME:{}\r\nEND:{part}\r\n",
        rule.from.format("%Y%m%dT%H%M%S"),
        offset(rule.before),
        offset(rule.after),
        rule.name,
    );
}

fn offset(seconds: i32) -> String {
    let sign = if seconds < 0 { '-' } else { '+' };
    let minutes = seconds.abs() / 60;
    format!("{sign}{:02}{:02}", minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(zone: Tz) -> String {
        let at = |text: &str| text.parse().unwrap();
        rules(zone, (at("2027-06-17T07:00:00Z"), at("2027-06-18T16:00:00Z")))
    }

    #[test]
    fn the_hour_changes_when_clocks_do() {
        let paris = of(chrono_tz::Europe::Paris);
        for part in [
            "BEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0100\r\n",
            "BEGIN:DAYLIGHT\r\nDTSTART:20270328T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nTZNAME:CEST\r\n",
            "BEGIN:STANDARD\r\nDTSTART:20271031T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nTZNAME:CET\r\n",
        ] {
            assert!(paris.contains(part), "{paris}");
        }
    }

    #[test]
    fn a_zone_without_summer_has_one_rule() {
        let reunion = of(chrono_tz::Indian::Reunion);
        assert_eq!(reunion.matches("BEGIN:").count(), 2, "{reunion}");
        assert!(reunion.contains("TZOFFSETTO:+0400"), "{reunion}");
    }
}
