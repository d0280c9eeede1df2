//! Minutes of an event as times and dates.

use chrono::{Days, NaiveDate};

const DAY: u32 = 24 * 60;

/// The days of an event, dated where the date of minute 0 is known.
pub(super) struct Calendar {
    /// The day of minute 0.
    origin: Option<NaiveDate>,
}

impl Calendar {
    /// `origin` is a date as a valid instance has it.
    pub(super) fn new(origin: Option<&str>) -> Self {
        Self { origin: origin.and_then(|date| date.parse().ok()) }
    }

    /// `Thursday 2026-03-12 (day 1)`, or `Day 1` without origin.
    pub(super) fn date(&self, minute: u32) -> String {
        let day = day(minute);
        match self.origin.and_then(|origin| origin.checked_add_days(Days::new(day.into()))) {
            Some(date) => format!("{} (day {})", date.format("%A %Y-%m-%d"), day + 1),
            None => format!("Day {}", day + 1),
        }
    }
}

/// Which day the minute is in, from 0.
pub(super) fn day(minute: u32) -> u32 {
    minute / DAY
}

/// `09:20-09:40`; an end at midnight is 24:00.
pub(super) fn interval(start: u32, end: u32) -> String {
    let end = if end.is_multiple_of(DAY) && start < end { DAY } else { end % DAY };
    format!("{}-{}", time(start % DAY), time(end))
}

fn time(minute: u32) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_follow_the_origin() {
        let calendar = Calendar::new(Some("2024-02-28"));
        assert_eq!(calendar.date(9 * 60), "Wednesday 2024-02-28 (day 1)");
        assert_eq!(calendar.date(DAY), "Thursday 2024-02-29 (day 2)");
        assert_eq!(calendar.date(2 * DAY), "Friday 2024-03-01 (day 3)");
        assert_eq!(Calendar::new(Some("1999-12-31")).date(DAY), "Saturday 2000-01-01 (day 2)");
    }

    #[test]
    fn without_origin_the_days_are_only_numbered() {
        assert_eq!(Calendar::new(None).date(DAY), "Day 2");
    }

    #[test]
    fn times_are_those_of_the_day() {
        assert_eq!(interval(560, 580), "09:20-09:40");
        assert_eq!(interval(DAY + 1430, 2 * DAY), "23:50-24:00");
        assert_eq!(interval(1430, DAY + 10), "23:50-00:10");
    }
}
