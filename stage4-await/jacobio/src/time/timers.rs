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

#[derive(Default)]
pub(crate) struct Timers {
    /// Who waits for each timer. A timer that has fired or was cancelled is not in here, and its
    /// key finds nothing wherever else it still is.
    waiting: Slab<Waiter>,
    /// Registered since the event loop last asked, in that order.
    fresh: Vec<(Instant, Key)>,
    /// By the end of their millisecond.
    buckets: BTreeMap<Instant, Bucket>,
    /// How many were cancelled since the last `sweep`.
    cancelled: usize,
}

struct Bucket {
    /// Of all its deadlines.
    latest: Instant,
    /// In order of registration.
    timers: Vec<Key>,
}

impl Bucket {
    /// When its timers fire: with the last of them, for none may be early. On a paused clock at the
    /// `end` of their millisecond, as tokio's.
    fn due(&self, end: Instant, clock: &Clock) -> Instant {
        if clock.is_paused() { end } else { self.latest }
    }
}

impl Timers {
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
        let waiter = self.waiting.remove(key)?;
        self.cancelled += 1;
        // So seldom that each cancelled timer has a constant share in the work.
        if self.cancelled > self.waiting.len() + 64 {
            self.sweep();
        }
        Some(waiter)
    }

    /// Has `waiter` wait for a timer, and puts the one before in its place. `false` if it has fired.
    pub(crate) fn swap_waiter(&mut self, key: Key, waiter: &mut Waiter) -> bool {
        let waiting = self.waiting.get_mut(key);
        waiting.map(|before| mem::swap(before, waiter)).is_some()
    }

    pub(crate) fn has_fired(&self, key: Key) -> bool {
        self.waiting.get(key).is_none()
    }

    /// When the event loop has to come back.
    pub(crate) fn next_due(&mut self, clock: &Clock) -> Option<Instant> {
        self.sort_in(clock);
        loop {
            let bucket = self.buckets.first_entry()?;
            if bucket.get().timers.iter().any(|key| self.waiting.get(*key).is_some()) {
                return Some(bucket.get().due(*bucket.key(), clock));
            }
            // All cancelled: nobody waits for this one.
            bucket.remove();
        }
    }

    /// Hands out who waited for the timers that are due.
    pub(crate) fn take_due(&mut self, clock: &Clock) -> Vec<Waiter> {
        let now = clock.now();
        self.sort_in(clock);
        let mut due = Vec::new();
        while let Some(bucket) = self.buckets.first_entry()
            && bucket.get().due(*bucket.key(), clock) <= now
        {
            let timers = bucket.remove().timers.into_iter();
            due.extend(timers.filter_map(|key| self.waiting.remove(key)));
        }
        due
    }

    fn sort_in(&mut self, clock: &Clock) {
        for (deadline, key) in self.fresh.drain(..) {
            if self.waiting.get(key).is_some() {
                let bucket = self.buckets.entry(clock.end_of_millisecond(deadline));
                let bucket = bucket.or_insert(Bucket { latest: deadline, timers: Vec::new() });
                bucket.latest = bucket.latest.max(deadline);
                bucket.timers.push(key);
            }
        }
    }

    /// Forgets the keys of cancelled timers.
    fn sweep(&mut self) {
        self.fresh.retain(|(_, key)| self.waiting.get(*key).is_some());
        self.buckets.retain(|_, bucket| {
            bucket.timers.retain(|key| self.waiting.get(*key).is_some());
            !bucket.timers.is_empty()
        });
        self.cancelled = 0;
    }
}
