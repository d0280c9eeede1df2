//! What was read of an event, kept until the event changes.

use crate::EventId;
use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
};

/// Of how many events something is kept: a chamber has few that people work on at a time.
const EVENTS_MOST: usize = 8;

/// What was last read of the events that were looked at last, each with the revision `R` at which it was read.
#[derive(Debug)]
pub(crate) struct Cache<R, V>(Mutex<VecDeque<(EventId, R, Arc<V>)>>);

impl<R, V> Default for Cache<R, V> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<R: PartialEq, V> Cache<R, V> {
    /// What was read of the event at this revision.
    pub(crate) fn get(&self, event: EventId, revision: &R) -> Option<Arc<V>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let found = kept.iter().find(|(of, at, _)| *of == event && at == revision);
        found.map(|(.., value)| Arc::clone(value))
    }

    /// Keeps what was read, in place of what was kept of the event.
    pub(crate) fn put(&self, event: EventId, revision: R, value: Arc<V>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|(of, ..)| *of != event);
        kept.push_front((event, revision, value));
        kept.truncate(EVENTS_MOST);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn event(n: u128) -> EventId {
        Uuid::from_u128(n).into()
    }

    #[test]
    fn what_was_read_at_another_revision_is_not_found() {
        let cache = Cache::default();
        cache.put(event(1), 1, Arc::new("one"));
        assert_eq!(cache.get(event(1), &1).as_deref(), Some(&"one"));
        assert_eq!(cache.get(event(1), &2), None);
        assert_eq!(cache.get(event(2), &1), None);
        cache.put(event(1), 2, Arc::new("two"));
        assert_eq!(cache.get(event(1), &1), None);
    }

    #[test]
    fn the_events_that_were_read_last_are_kept() {
        let cache = Cache::default();
        for n in 0..=EVENTS_MOST as u128 {
            cache.put(event(n), 1, Arc::new(n));
        }
        assert_eq!(cache.get(event(0), &1), None);
        assert!(cache.get(event(1), &1).is_some());
    }
}
