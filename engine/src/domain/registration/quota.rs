//! How many meetings a person may have and is promised.

use crate::{Error, Faults, domain::event_rules::within};

/// The most meetings that anybody may be given.
pub(crate) const MEETINGS_MOST: i64 = 1_000;

/// How many meetings a person may have and is promised; what is left open is the category's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MeetingQuota {
    /// The most meetings.
    pub max_meetings: Option<i64>,
    /// The meetings that the planner tries to give before others get more.
    pub promised: Option<i64>,
}

impl MeetingQuota {
    /// Whether both are in range, and no more is promised than may be; `of_category` is the category's most.
    pub fn check(self, of_category: Option<i64>) -> Result<(), Error> {
        let mut faults = Faults::new();
        within("max_meetings", self.max_meetings, (0, MEETINGS_MOST), &mut faults);
        let most = self.max_meetings.or(of_category).unwrap_or(MEETINGS_MOST);
        within("promised", self.promised, (0, most), &mut faults);
        faults.check()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_promised_more_meetings_than_they_may_have() {
        for (max_meetings, promised, of_category, fields) in [
            (None, None, None, vec![]),
            (Some(3), Some(3), Some(2), vec![]),
            (Some(3), Some(4), Some(9), vec!["promised"]),
            (None, Some(4), Some(3), vec!["promised"]),
            (Some(-1), None, None, vec!["max_meetings"]),
            (Some(MEETINGS_MOST + 1), Some(-1), None, vec!["max_meetings", "promised"]),
        ] {
            let checked = MeetingQuota { max_meetings, promised }.check(of_category);
            let told: Vec<String> = match checked {
                Ok(()) => Vec::new(),
                Err(Error::Invalid(faults)) => faults.as_slice().iter().map(|f| f.path.clone()).collect(),
                Err(error) => panic!("{error}"),
            };
            assert_eq!(told, fields, "{max_meetings:?} {promised:?}");
        }
    }
}
