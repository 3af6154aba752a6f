//! How much the timers of jacobio look up, counted: their file, and those that it imports, are
//! compiled here with a slab that counts.

#![expect(dead_code, reason = "the files are compiled for a part of what they have")]

#[path = "../stage4-await/jacobio/src/engine/slab.rs"]
mod uncounted;

#[path = "../stage4-await/jacobio/src/engine"]
mod engine {
    pub(crate) mod awaiter;
    pub(crate) mod clock;
    pub(crate) mod timers;

    /// The engine's slab, but for the counter.
    pub(crate) mod slab {
        use std::cell::Cell;

        use crate::uncounted;
        pub(crate) use crate::uncounted::{KEPT, Key, Slot, fill};

        thread_local! {
            pub(crate) static LOOKUPS: Cell<usize> = const { Cell::new(0) };
        }

        #[derive(Default)]
        pub(crate) struct Slab<S, T>(uncounted::Slab<S, T>);

        impl<S: Default, T: Default> Slab<S, T> {
            pub(crate) fn len(&self) -> usize {
                self.0.len()
            }

            pub(crate) fn insert(&mut self) -> (Key, &mut Slot<S, T>) {
                self.0.insert()
            }

            pub(crate) fn get(&self, key: Key) -> Option<&Slot<S, T>> {
                LOOKUPS.set(LOOKUPS.get() + 1);
                self.0.get(key)
            }

            pub(crate) fn get_mut(&mut self, key: Key) -> Option<&mut Slot<S, T>> {
                LOOKUPS.set(LOOKUPS.get() + 1);
                self.0.get_mut(key)
            }

            pub(crate) fn remove(&mut self, key: Key) -> Option<T> {
                LOOKUPS.set(LOOKUPS.get() + 1);
                self.0.remove(key)
            }

            pub(crate) fn keys(&self) -> Vec<Key> {
                self.0.keys()
            }
        }
    }
}

use std::time::Duration;

use engine::awaiter::Awaiter;
use engine::clock::Clock;
use engine::slab::{Key, LOOKUPS};
use engine::timers::Timers;

/// So many timers of one tick. As long as fewer than half of them are cancelled, they are not
/// swept.
const TIMERS: usize = 2000;
const CANCELLED: usize = 900;

/// The lookups of a hundred parks, each of which asks for the next deadline, after the timers in
/// `cancelled` were cancelled.
fn lookups_of_a_hundred_parks(cancelled: impl Fn(&[Key]) -> &[Key]) -> usize {
    let (mut timers, clock) = (Timers::default(), Clock::default());
    let deadline = clock.now() + Duration::from_secs(3600);
    let keys: Vec<_> = (0..TIMERS).map(|_| timers.register(deadline, Awaiter::default())).collect();
    assert_eq!(timers.next_due(&clock), Some(deadline));
    for key in cancelled(&keys) {
        timers.cancel(*key);
    }
    LOOKUPS.set(0);
    for _ in 0..100 {
        assert_eq!(timers.next_due(&clock), Some(deadline));
    }
    LOOKUPS.get()
}

#[test]
fn cancelled_timers_are_not_looked_up_at_every_park() {
    assert!(lookups_of_a_hundred_parks(|keys| &keys[..CANCELLED]) <= CANCELLED + 100);
    assert!(lookups_of_a_hundred_parks(|keys| &keys[TIMERS - CANCELLED..]) <= CANCELLED + 100);
}

#[test]
fn a_timer_that_is_cancelled_while_pending_is_looked_up_a_few_times_at_the_most() {
    let (mut timers, clock) = (Timers::default(), Clock::default());
    let deadline = clock.now() + Duration::from_secs(3600);
    for _ in 0..TIMERS {
        let key = timers.register(deadline, Awaiter::default());
        timers.cancel(key);
    }
    assert_eq!(timers.next_due(&clock), None);
    assert!(LOOKUPS.get() < 3 * TIMERS, "{} lookups", LOOKUPS.get());
}
