//! The timers of an event loop: what awaits which deadline.
//!
//! In `waking.rs` a map from deadline to waker. Two things differ.
//!
//! *Lazy insertion*: most timers are timeouts, and most timeouts are cancelled soon. So a new timer
//! is *pending* at first: it waits in a plain list for its insertion. It goes into the map only
//! when the event loop next checks the timers. A timer that is cancelled before that never does.
//!
//! *Buckets*: the timers of one tick, a millisecond, share an entry of the map and fire together,
//! as in tokio. So a hundred thousand sleepers whose deadlines are spread over a
//! second park the thread a thousand times, and not once each.

use std::collections::BTreeMap;
use std::mem;
use std::time::Instant;

use crate::engine::slab::{KEPT, Key, Slab, fill};
use crate::engine::{awaiter::Awaiter, clock::Clock};

#[derive(Default)]
pub(crate) struct Timers {
    /// What awaits each timer. A timer that has fired or was cancelled is not in here any more, so
    /// its key is stale wherever else it still is.
    awaiters: Slab<(), Awaiter>,
    /// The pending timers, in the order of their registration.
    new: Vec<(Instant, Key)>,
    /// By the end of their tick.
    buckets: BTreeMap<Instant, Bucket>,
    /// How many timers were cancelled since the last `sweep`.
    cancelled: usize,
}

struct Bucket {
    /// The latest of its deadlines.
    latest: Instant,
    /// In the order of their insertion, which is that of their registration.
    timers: Vec<Key>,
}

impl Bucket {
    /// When its timers fire: with the latest of them, since none may be early. On a paused clock,
    /// at the `end` of their tick, as in tokio.
    fn due(&self, end: Instant, clock: &Clock) -> Instant {
        if clock.is_paused() { end } else { self.latest }
    }
}

impl Timers {
    /// Whether nothing awaits a timer: then the event loop need not read the clock.
    pub(crate) fn is_empty(&self) -> bool {
        self.awaiters.len() == 0
    }

    /// Adds a timer, which is pending at first.
    pub(crate) fn register(&mut self, deadline: Instant, awaiter: Awaiter) -> Key {
        let (key, slot) = self.awaiters.insert();
        fill(&mut slot.value, awaiter);
        self.new.push((deadline, key));
        key
    }

    /// Returns what awaited the timer, unless it has fired.
    pub(crate) fn cancel(&mut self, key: Key) -> Option<Awaiter> {
        let awaiter = self.awaiters.remove(key)?;
        self.cancelled += 1;
        // A sweep visits every timer. There is at most one per as many cancellations as there are
        // timers: amortised O(1).
        if self.cancelled > self.awaiters.len() + 64 {
            self.sweep();
        }
        Some(awaiter)
    }

    /// Exchanges what awaits a timer. Returns `false` if it has fired.
    pub(crate) fn exchange(&mut self, key: Key, awaiter: &mut Awaiter) -> bool {
        let slot = self.awaiters.get_mut(key);
        slot.map(|slot| mem::swap(&mut slot.value, awaiter)).is_some()
    }

    pub(crate) fn has_fired(&self, key: Key) -> bool {
        self.awaiters.get(key).is_none()
    }

    /// When the event loop has to fire timers next.
    pub(crate) fn next_due(&mut self, clock: &Clock) -> Option<Instant> {
        self.insert_new(clock);
        loop {
            let mut bucket = self.buckets.first_entry()?;
            // One live timer is enough, so the others need not be looked at. Those found cancelled
            // are dropped and not found again: amortised O(1).
            let timers = &mut bucket.get_mut().timers;
            while timers.pop_if(|key| self.awaiters.get(*key).is_none()).is_some() {}
            if !timers.is_empty() {
                return Some(bucket.get().due(*bucket.key(), clock));
            }
            bucket.remove();
        }
    }

    /// Removes the timers that are due and returns what awaited them.
    pub(crate) fn take_due(&mut self, clock: &Clock) -> Vec<Awaiter> {
        let now = clock.now();
        self.insert_new(clock);
        let mut due = Vec::new();
        while let Some(bucket) = self.buckets.first_entry()
            && bucket.get().due(*bucket.key(), clock) <= now
        {
            let timers = bucket.remove().timers.into_iter();
            due.extend(timers.filter_map(|key| self.awaiters.remove(key)));
        }
        due
    }

    /// Moves the pending timers into the map, but for those that were cancelled.
    fn insert_new(&mut self, clock: &Clock) {
        for (deadline, key) in self.new.drain(..) {
            if self.awaiters.get(key).is_some() {
                let bucket = self.buckets.entry(clock.round_up_to_tick(deadline));
                let bucket = bucket.or_insert(Bucket { latest: deadline, timers: Vec::new() });
                bucket.latest = bucket.latest.max(deadline);
                bucket.timers.push(key);
            }
        }
        self.new.shrink_to(KEPT);
    }

    /// Forgets the keys of all cancelled timers. Seldom called, so kept out of `cancel`.
    #[cold]
    fn sweep(&mut self) {
        self.new.retain(|(_, key)| self.awaiters.get(*key).is_some());
        self.buckets.retain(|_, bucket| {
            bucket.timers.retain(|key| self.awaiters.get(*key).is_some());
            !bucket.timers.is_empty()
        });
        self.cancelled = 0;
    }

    /// Removes all timers, as the runtime does when it is dropped, and returns what awaits them.
    pub(crate) fn close(&mut self) -> Vec<Awaiter> {
        let mut closed = mem::take(self);
        let keys = closed.awaiters.keys().into_iter();
        keys.filter_map(|key| closed.awaiters.remove(key)).collect()
    }
}
