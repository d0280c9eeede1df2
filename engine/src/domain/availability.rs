//! Availability: painted on slots, kept as times, so that it survives another grid.

use chrono::{DateTime, Utc};

/// From when until when.
pub type Span = (DateTime<Utc>, DateTime<Utc>);

/// The same times with those that touch or overlap made one, in order.
pub fn merge(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let mut merged: Vec<Span> = Vec::with_capacity(spans.len());
    for (start, end) in spans {
        match merged.last_mut() {
            Some(last) if start <= last.1 => last.1 = last.1.max(end),
            _ => merged.push((start, end)),
        }
    }
    merged
}

/// Whether nothing of `span` is in any of the times, which are merged.
pub fn is_free(span: Span, taken: &[Span]) -> bool {
    let i = taken.partition_point(|other| other.1 <= span.0);
    taken.get(i).is_none_or(|other| span.1 <= other.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn painted_slots_become_times_and_slots_again() {
        let at = |minute: i64| DateTime::from_timestamp(minute * 60, 0).unwrap();
        let span = |a, b| (at(a), at(b));
        let taken = merge(vec![span(40, 60), span(0, 20), span(20, 30), span(50, 55)]);
        assert_eq!(taken, [span(0, 30), span(40, 60)]);
        for (slot, free) in
            [(span(30, 40), true), (span(29, 31), false), (span(60, 80), true), (span(35, 41), false)]
        {
            assert_eq!(is_free(slot, &taken), free, "{slot:?}");
        }
        assert!(is_free(span(0, 10), &[]));
    }
}
