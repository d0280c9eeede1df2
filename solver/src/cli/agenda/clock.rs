//! Minutes of an event as times and dates.

const DAY: u32 = 24 * 60;

/// The days of an event, dated where the date of minute 0 is known.
pub(super) struct Calendar {
    /// Days from 1970-01-01 to minute 0.
    origin: Option<i64>,
}

impl Calendar {
    /// `origin` is an ISO date; one that is none is as good as missing, since it is for display only.
    pub(super) fn new(origin: Option<&str>) -> Self {
        Self { origin: origin.and_then(days_from_epoch) }
    }

    /// `Thursday 2026-03-12 (day 1)`, or `Day 1` without origin.
    pub(super) fn date(&self, minute: u32) -> String {
        const NAMES: [&str; 7] =
            ["Thursday", "Friday", "Saturday", "Sunday", "Monday", "Tuesday", "Wednesday"];
        let day = day(minute);
        let Some(origin) = self.origin else { return format!("Day {}", day + 1) };
        let days = origin + i64::from(day);
        let (year, month, date) = civil(days);
        let name = NAMES[days.rem_euclid(7) as usize]; // 1970-01-01 was a Thursday
        format!("{name} {year:04}-{month:02}-{date:02} (day {})", day + 1)
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

/// Days from 1970-01-01 to an ISO date of the years 1 to 9999.
fn days_from_epoch(date: &str) -> Option<i64> {
    let parts: Vec<&str> = date.split('-').collect();
    let [year, month, day] = parts.as_slice() else { return None };
    if (year.len(), month.len(), day.len()) != (4, 2, 2) {
        return None;
    }
    let (year, month, day): (i64, i64, i64) = (year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    let days = days_before(year, month)? + day - 1;
    // A day that its month does not have comes back as another.
    (civil(days) == (year, month, day)).then_some(days)
}

/// Days from 1970-01-01 to the first of a month, in years that begin in March so that leap days come last.
fn days_before(year: i64, month: i64) -> Option<i64> {
    if !(1..=12).contains(&month) {
        return None;
    }
    let year = if month < 3 { year - 1 } else { year };
    let in_year = (153 * ((month + 9) % 12) + 2) / 5;
    Some(365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + in_year - 719_468)
}

/// Year, month and day of a number of days from 1970-01-01.
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468; // from 0000-03-01
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let (month, next) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
    (era * 400 + year_of_era + next, month, day)
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
    fn an_origin_that_is_no_date_only_numbers_the_days() {
        for origin in [None, Some("soon"), Some("2023-02-29"), Some("2023-13-01"), Some("2023-1-1"), Some("")]
        {
            assert_eq!(Calendar::new(origin).date(DAY), "Day 2", "{origin:?}");
        }
    }

    #[test]
    fn times_are_those_of_the_day() {
        assert_eq!(interval(560, 580), "09:20-09:40");
        assert_eq!(interval(DAY + 1430, 2 * DAY), "23:50-24:00");
        assert_eq!(interval(1430, DAY + 10), "23:50-00:10");
    }
}
