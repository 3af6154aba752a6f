//! All timers of an event loop: who waits for which deadline.
//!
//! Most timers are timeouts, and most timeouts are cancelled soon. So a new timer is only noted
//! down, and not sorted in before the event loop asks for the time; one that is cancelled by then
//! never is. Those that are sorted in share a bucket with all others of their millisecond, so that
//! a hundred thousand sleepers make the thread park a thousand times and not once for each.

use std::collections::BTreeMap;
use std::mem;

use crate::slab::{Key, Slab};
use crate::task::Waiter;
use crate::time::{Clock, Instant};

pub(crate) struct Timers {
    /// Who waits for each timer. A timer that has fired or was cancelled is not in here, and its
    /// key finds nothing wherever else it still is.
    waiting: Slab<Waiter>,
    /// Registered since the event loop last asked, in that order.
    fresh: Vec<(Instant, Key)>,
    /// By the end of their millisecond.
    buckets: BTreeMap<Instant, Bucket>,
    /// How many keys are in buckets, those of cancelled timers among them.
    sorted: usize,
}

struct Bucket {
    /// When the last of its timers is due: no timer fires early.
    due: Instant,
    /// In order of registration.
    timers: Vec<Key>,
}

impl Timers {
    pub(crate) const fn new() -> Self {
        Self { waiting: Slab::new(), fresh: Vec::new(), buckets: BTreeMap::new(), sorted: 0 }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.waiting.len() == 0
    }

    pub(crate) fn register(&mut self, deadline: Instant, waiter: Waiter) -> Key {
        let key = self.waiting.insert(waiter);
        self.fresh.push((deadline, key));
        key
    }

    /// Hands out who waited, unless the timer has fired.
    pub(crate) fn cancel(&mut self, key: Key) -> Option<Waiter> {
        let waiter = self.waiting.remove(key);
        // Where no timer waits, none of the fresh ones does. Else all are swept when less than half
        // of the keys are of timers that wait: then each cancelled one has a constant share in it.
        if self.is_empty() {
            self.fresh.clear();
        } else if self.sorted + self.fresh.len() > 2 * self.waiting.len() + 64 {
            self.sweep();
        }
        waiter
    }

    pub(crate) fn has_fired(&self, key: Key) -> bool {
        self.waiting.get(key).is_none()
    }

    /// Has `waiter` wait for a timer that has not fired. Hands out the one it replaces.
    pub(crate) fn set_waiter(&mut self, key: Key, waiter: Waiter) -> Option<Waiter> {
        let place = self.waiting.get_mut(key)?;
        Some(mem::replace(place, waiter))
    }

    /// When the event loop has to come back: on a paused clock, at the end of a millisecond.
    pub(crate) fn next_due(&mut self, clock: &Clock) -> Option<Instant> {
        self.sort_in(clock);
        loop {
            let bucket = self.buckets.first_entry()?;
            if bucket.get().timers.iter().any(|key| self.waiting.get(*key).is_some()) {
                return Some(if clock.is_paused() { *bucket.key() } else { bucket.get().due });
            }
            // All cancelled: nobody waits for this one.
            self.sorted -= bucket.remove().timers.len();
        }
    }

    /// Hands out who waited for the next timers that are due.
    pub(crate) fn take_due(&mut self, now: Instant, clock: &Clock) -> Option<Vec<Waiter>> {
        self.sort_in(clock);
        let bucket = self.buckets.first_entry().filter(|bucket| bucket.get().due <= now)?.remove();
        self.sorted -= bucket.timers.len();
        Some(bucket.timers.into_iter().filter_map(|key| self.waiting.remove(key)).collect())
    }

    fn sort_in(&mut self, clock: &Clock) {
        for (deadline, key) in self.fresh.drain(..) {
            if self.waiting.get(key).is_none() {
                continue;
            }
            let end = clock.end_of_millisecond(deadline);
            let due = if clock.is_paused() { end } else { deadline };
            let bucket = self.buckets.entry(end).or_insert(Bucket { due, timers: Vec::new() });
            bucket.due = bucket.due.max(due);
            bucket.timers.push(key);
            self.sorted += 1;
        }
    }

    /// Forgets the keys of cancelled timers.
    fn sweep(&mut self) {
        self.fresh.retain(|(_, key)| self.waiting.get(*key).is_some());
        self.buckets.retain(|_, bucket| {
            bucket.timers.retain(|key| self.waiting.get(*key).is_some());
            !bucket.timers.is_empty()
        });
        self.sorted = self.buckets.values().map(|bucket| bucket.timers.len()).sum();
    }
}
