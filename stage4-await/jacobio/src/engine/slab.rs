//! A generational slab: values in one vector, each found by a key that is never mistaken for
//! another value's.
//!
//! In `waking.rs` a map holds the tasks, and a number that only grows finds each. Here the key
//! says where the value lies, so a lookup is an index and a comparison. An index alone would not
//! do: wakers and handles outlive their tasks, and by then the slot may hold another task. So each
//! value gets the next number, its *generation*. A key is the slot's index and that number, and the
//! slot has the number of what it holds now: an old key no longer matches.

use std::mem;

/// Identifies a value: the slot that it is in, and its generation. Two values never have the same
/// key, unless a key is kept while 2³¹ more values are inserted.
///
/// Up to 2³¹ insertions, keys are ordered as their values were inserted: the generation is compared
/// first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Key(u64);

impl Key {
    /// The key of no value. No slab has that many slots.
    pub(crate) const NONE: Self = Self(u64::MAX);
    /// Also the key of no value: the awaiter of a task whose handle is gone (`awaiter.rs`).
    pub(crate) const DETACHED: Self = Self(u64::MAX - 1);

    /// Both halves are in one word, so that one comparison is enough.
    fn new(generation: u32, index: u32) -> Self {
        Self(u64::from(generation) << 32 | u64::from(index))
    }

    pub(crate) fn generation(self) -> u32 {
        (self.0 >> 32) as u32
    }

    #[expect(clippy::cast_possible_truncation, reason = "the lower half is the index")]
    pub(crate) fn index(self) -> u32 {
        self.0 as u32
    }

    /// For the atomic that a waker keeps its key in.
    pub(crate) fn to_bits(self) -> u64 {
        self.0
    }

    pub(crate) fn from_bits(bits: u64) -> Self {
        Self(bits)
    }
}

/// Added to the generation of a slot that is free. All generations are smaller.
const FREE: u32 = 1 << 31;

/// How much room is kept when a burst is over. The event loop's lists shrink to this. A slab with
/// more slots than this gives all its memory back when the last value leaves.
pub(crate) const KEPT: usize = 1024;

/// A value and its state. A small `S` takes no memory: there are bytes to spare beside the
/// generation.
pub(crate) struct Slot<S, T> {
    /// Of a value: its number among all that were inserted. Of a free slot: `FREE` and the index of
    /// the next free slot.
    generation: u32,
    pub(crate) state: S,
    pub(crate) value: T,
}

#[derive(Default)]
pub(crate) struct Slab<S, T> {
    slots: Vec<Slot<S, T>>,
    /// The number of slots that are not free.
    len: usize,
    /// The generation of the value that was inserted last; 0 before the first.
    generation: u32,
    /// Head of the list of free slots. The last one of them points past the end of `slots`.
    first_free: u32,
}

impl<S: Default, T: Default> Slab<S, T> {
    pub(crate) fn len(&self) -> usize {
        self.len
    }

    /// Takes a free slot for a new value. Returns the key, and the slot for the caller to `fill`:
    /// what is in it is left from an earlier value, and owns nothing.
    pub(crate) fn insert(&mut self) -> (Key, &mut Slot<S, T>) {
        let index = self.first_free;
        if index as usize == self.slots.len() {
            self.grow();
        }
        self.generation = (self.generation + 1) % FREE;
        self.len += 1;
        let slot = &mut self.slots[index as usize];
        self.first_free = slot.generation - FREE;
        slot.generation = self.generation;
        (Key::new(slot.generation, index), slot)
    }

    /// Adds a free slot, to which the list of free slots already points.
    fn grow(&mut self) {
        let next = self.first_free + 1;
        assert!(next < FREE, "a slab holds fewer than 2³¹ values");
        self.slots.push(Slot { generation: FREE + next, state: S::default(), value: T::default() });
    }

    /// The slot at an index that is not free, and the key of its value.
    pub(crate) fn at(&mut self, index: u32) -> (Key, &mut Slot<S, T>) {
        let slot = &mut self.slots[index as usize];
        (Key::new(slot.generation, index), slot)
    }

    /// The slot of a value, unless the key is stale: its value has left.
    pub(crate) fn get(&self, key: Key) -> Option<&Slot<S, T>> {
        let slot = self.slots.get(key.index() as usize)?;
        (slot.generation == key.generation()).then_some(slot)
    }

    pub(crate) fn get_mut(&mut self, key: Key) -> Option<&mut Slot<S, T>> {
        let slot = self.slots.get_mut(key.index() as usize)?;
        (slot.generation == key.generation()).then_some(slot)
    }

    /// The value at an index, if there is one.
    pub(crate) fn get_at(&mut self, index: usize) -> Option<&mut T> {
        let slot = self.slots.get_mut(index)?;
        (slot.generation < FREE).then_some(&mut slot.value)
    }

    /// Takes a value out, unless the key is stale.
    pub(crate) fn remove(&mut self, key: Key) -> Option<T> {
        let value = mem::take(&mut self.get_mut(key)?.value);
        self.free(key.index());
        Some(value)
    }

    /// Frees a slot. Its value must own nothing any more: it stays where it is, and the next
    /// `insert` overwrites it without a drop.
    pub(crate) fn free(&mut self, index: u32) {
        self.slots[index as usize].generation = FREE + self.first_free;
        self.first_free = index;
        self.len -= 1;
        if self.len == 0 && self.slots.len() > KEPT {
            self.release();
        }
    }

    /// Gives the memory back. The generations go on, so that old keys stay stale. (A slab that is
    /// closed may start anew: nothing is inserted any more.)
    #[cold]
    fn release(&mut self) {
        (self.slots, self.first_free) = (Vec::new(), 0);
    }

    /// The keys of all values, in the order of their insertion.
    pub(crate) fn keys(&self) -> Vec<Key> {
        let keys = (0..).zip(&self.slots);
        let keys = keys.map(|(index, slot)| Key::new(slot.generation, index));
        let mut keys: Vec<Key> = keys.filter(|key| key.generation() < FREE).collect();
        // Counted from the oldest generation possible: they may have started again at 0.
        keys.sort_unstable_by_key(|key| key.generation().wrapping_sub(self.generation + 1) % FREE);
        keys
    }
}

/// Fills a place that owns nothing. A plain assignment drops the old value first. The compiler
/// can't know that there is nothing to drop, and would check it field by field, on the path of each
/// poll (`Scheduler::suspend`).
pub(crate) fn fill<T>(place: &mut T, value: T) {
    mem::forget(mem::replace(place, value));
}
