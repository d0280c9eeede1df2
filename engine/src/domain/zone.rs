//! Local times and instants. Instants are stored; people speak of local times.

use chrono::{DateTime, Days, LocalResult, NaiveDate, NaiveDateTime, TimeDelta, TimeZone, Timelike, Utc};
use chrono_tz::Tz;
use std::ops::RangeInclusive;

/// Which of two instants a local time means that occurs twice, in the night in which clocks go back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Twice {
    /// The earlier one: something begins.
    Earlier,
    /// The later one: something ends.
    Later,
}

/// The days on which anything can take place, 1 January 2000 to 31 December 2099: near enough that a year with a slip in it is
/// a fault, and what both databases keep and sort alike.
pub(crate) const DAYS: RangeInclusive<NaiveDate> = day(2000, 1, 1)..=day(2099, 12, 31);

const fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    match NaiveDate::from_ymd_opt(year, month, day) {
        Some(day) => day,
        None => NaiveDate::MIN,
    }
}

/// The instant of a local time, in whole seconds; none where clocks skip it, or outside of the years 2000 to 2099.
pub fn instant(zone: Tz, local: NaiveDateTime, twice: Twice) -> Option<DateTime<Utc>> {
    let local = local.with_nanosecond(0).filter(|local| DAYS.contains(&local.date()))?;
    match (zone.from_local_datetime(&local), twice) {
        (LocalResult::Single(at), _)
        | (LocalResult::Ambiguous(at, _), Twice::Earlier)
        | (LocalResult::Ambiguous(_, at), Twice::Later) => Some(at.to_utc()),
        (LocalResult::None, _) => None,
    }
}

/// The local day of an instant.
pub fn day_of(zone: Tz, at: DateTime<Utc>) -> NaiveDate {
    at.with_timezone(&zone).date_naive()
}

/// The same local time so many days later (or earlier), or the next one that exists.
pub fn shifted(zone: Tz, at: DateTime<Utc>, days: i64) -> DateTime<Utc> {
    let local = at.with_timezone(&zone).naive_local();
    let moved = if days >= 0 {
        local.checked_add_days(Days::new(days.unsigned_abs()))
    } else {
        local.checked_sub_days(Days::new(days.unsigned_abs()))
    };
    // Where clocks skip the time, an hour later exists.
    moved
        .and_then(|local| {
            instant(zone, local, Twice::Earlier)
                .or_else(|| instant(zone, local + TimeDelta::hours(1), Twice::Earlier))
        })
        .unwrap_or(at + TimeDelta::days(days))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono_tz::Europe::Paris;

    fn local(text: &str) -> NaiveDateTime {
        text.parse().unwrap()
    }

    fn utc(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn a_skipped_time_has_no_instant_and_one_that_occurs_twice_has_two() {
        assert_eq!(instant(Paris, local("2027-03-28T02:30:00"), Twice::Earlier), None);
        let twice = local("2027-10-31T02:30:00");
        assert_eq!(instant(Paris, twice, Twice::Earlier), Some(utc("2027-10-31T00:30:00Z")));
        assert_eq!(instant(Paris, twice, Twice::Later), Some(utc("2027-10-31T01:30:00Z")));
    }

    #[test]
    fn instants_are_whole_seconds_of_years_that_somebody_may_plan() {
        let at = |text: &str| instant(Paris, local(text), Twice::Later);
        assert_eq!(at("2027-01-31T12:00:00.123456789"), Some(utc("2027-01-31T11:00:00Z")));
        assert_eq!(at("2027-01-31T23:59:60.5"), Some(utc("2027-01-31T22:59:59Z")));
        assert_eq!(at("2099-12-31T23:59:59"), Some(utc("2099-12-31T22:59:59Z")));
        for text in [
            "1999-12-31T12:00:00",
            "2100-01-01T00:00:00",
            "3000-01-01T00:00:00",
            "+10000-01-01T00:00:00",
            "-0001-01-01T00:00:00",
        ] {
            assert_eq!(at(text), None, "{text}");
        }
        for local in [NaiveDateTime::MIN, NaiveDateTime::MAX] {
            assert_eq!(instant(Paris, local, Twice::Earlier), None);
        }
    }

    #[test]
    fn a_shift_keeps_the_local_time_across_a_change_of_clocks() {
        // Nine o'clock in winter and in summer.
        assert_eq!(shifted(Paris, utc("2027-03-18T08:00:00Z"), 14), utc("2027-04-01T07:00:00Z"));
        assert_eq!(shifted(Paris, utc("2027-04-01T07:00:00Z"), -14), utc("2027-03-18T08:00:00Z"));
        // Half past two does not exist on the 28th.
        assert_eq!(shifted(Paris, utc("2027-03-27T01:30:00Z"), 1), utc("2027-03-28T01:30:00Z"));
    }
}
