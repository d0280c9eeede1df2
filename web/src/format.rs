//! Days and times as people of a language write them, in the time zone of the event.

use carnet_engine::domain::account::Language;
use chrono::{DateTime, Locale, NaiveDate, Utc};
use chrono_tz::Tz;

const fn locale(language: Language) -> Locale {
    match language {
        Language::French => Locale::fr_FR,
        Language::English => Locale::en_GB,
    }
}

/// A day, as `Thursday 17 June 2027`.
pub(crate) fn day(language: Language, day: NaiveDate) -> String {
    day.format_localized("%A %-d %B %Y", locale(language)).to_string()
}

/// A day in a list, as `17 June`.
pub(crate) fn short_day(language: Language, day: NaiveDate) -> String {
    day.format_localized("%-d %B", locale(language)).to_string()
}

/// The first and the last day, as `17 to 18 June 2027`; the words between are the caller's.
pub(crate) fn span(language: Language, first: NaiveDate, last: NaiveDate, to: &str) -> String {
    use chrono::Datelike;
    let end = last.format_localized("%-d %B %Y", locale(language));
    if first == last {
        return end.to_string();
    }
    let pattern = match (first.year() == last.year(), first.month() == last.month()) {
        (true, true) => "%-d",
        (true, false) => "%-d %B",
        (false, _) => "%-d %B %Y",
    };
    format!("{} {to} {end}", first.format_localized(pattern, locale(language)))
}

/// A time of the day, as `09:30`.
pub(crate) fn time(zone: Tz, at: DateTime<Utc>) -> String {
    at.with_timezone(&zone).format("%H:%M").to_string()
}

/// A moment, as `17 June, 09:30`.
pub(crate) fn moment(language: Language, zone: Tz, at: DateTime<Utc>) -> String {
    let local = at.with_timezone(&zone);
    format!("{}, {}", short_day(language, local.date_naive()), local.format("%H:%M"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn days_are_written_as_each_language_does() {
        assert_eq!(day(Language::French, on(2027, 6, 17)), "jeudi 17 juin 2027");
        assert_eq!(day(Language::English, on(2027, 6, 17)), "Thursday 17 June 2027");
    }

    #[test]
    fn what_both_days_share_is_written_once() {
        let written = |first, last| span(Language::English, first, last, "to");
        assert_eq!(written(on(2027, 6, 17), on(2027, 6, 17)), "17 June 2027");
        assert_eq!(written(on(2027, 6, 17), on(2027, 6, 18)), "17 to 18 June 2027");
        assert_eq!(written(on(2027, 6, 30), on(2027, 7, 1)), "30 June to 1 July 2027");
        assert_eq!(written(on(2027, 12, 31), on(2028, 1, 1)), "31 December 2027 to 1 January 2028");
    }

    #[test]
    fn times_are_those_of_the_place() {
        let at = "2027-06-17T07:10:00Z".parse().unwrap();
        assert_eq!(time(chrono_tz::Europe::Paris, at), "09:10");
        assert_eq!(moment(Language::French, chrono_tz::Europe::Paris, at), "17 juin, 09:10");
    }
}
