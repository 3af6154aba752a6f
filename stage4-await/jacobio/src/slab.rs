//! A slab: values in one vector, each named by a small key that is cheap to copy and not mistaken
//! for another's.

use std::mem;

/// The name of a value: its serial number among all values ever inserted, in the upper half, and
/// its place in the lower.
///
/// A place is used again once its value is removed. The serial number tells the values apart that
/// have lived there, so that an old key finds nothing rather than a stranger. (The numbers start
/// again after 2³² - 1: a key would have to be kept for exactly that many insertions.)
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Key(pub(crate) u64);

impl Key {
    /// No value's.
    pub(crate) const NONE: Self = Self::new(u32::MAX, u32::MAX);

    const fn new(serial: u32, index: u32) -> Self {
        Self((serial as u64) << 32 | index as u64)
    }

    pub(crate) const fn serial(self) -> u32 {
        (self.0 >> 32) as u32
    }

    #[expect(clippy::cast_possible_truncation, reason = "the lower half is meant")]
    pub(crate) const fn index(self) -> u32 {
        self.0 as u32
    }
}

/// How many places an empty slab may keep.
const LARGE: usize = 1024;

#[derive(Default)]
pub(crate) struct Slab<T> {
    entries: Vec<Entry<T>>,
    len: usize,
    /// Of the value inserted last. It is never the highest there is, which marks vacant places.
    serial: u32,
    /// The place of the next value: the one vacated last, whose key tells the one before, and so
    /// on. Behind them all comes the end of `entries`.
    vacant: u32,
}

struct Entry<T> {
    key: Key,
    value: T,
}

impl<T: Default> Slab<T> {
    pub(crate) fn len(&self) -> usize {
        self.len
    }

    pub(crate) fn insert(&mut self, value: T) -> Key {
        self.serial = (self.serial + 1) % u32::MAX;
        self.len += 1;
        let key = Key::new(self.serial, self.vacant);
        if let Some(entry) = self.entries.get_mut(key.index() as usize) {
            self.vacant = entry.key.index();
            *entry = Entry { key, value };
        } else {
            self.vacant = self.vacant.checked_add(1).expect("memory ends before 2³² values do");
            self.entries.push(Entry { key, value });
        }
        key
    }

    /// The value at a place that is not vacant, and its key.
    pub(crate) fn at(&mut self, index: u32) -> (Key, &mut T) {
        let Entry { key, value } = &mut self.entries[index as usize];
        (*key, value)
    }

    pub(crate) fn get(&self, key: Key) -> Option<&T> {
        let entry = self.entries.get(key.index() as usize)?;
        (entry.key == key).then_some(&entry.value)
    }

    pub(crate) fn get_mut(&mut self, key: Key) -> Option<&mut T> {
        let entry = self.entries.get_mut(key.index() as usize)?;
        (entry.key == key).then_some(&mut entry.value)
    }

    /// Takes the value out.
    pub(crate) fn remove(&mut self, key: Key) -> Option<T> {
        let value = mem::take(self.get_mut(key)?);
        self.vacate(key);
        Some(value)
    }

    /// Makes a place vacant whose value holds nothing any more. The last value to go takes the memory
    /// of a large slab with it: of the tasks', that is `main`, so they keep theirs while it runs.
    pub(crate) fn vacate(&mut self, key: Key) {
        self.entries[key.index() as usize].key = Key::new(u32::MAX, self.vacant);
        self.vacant = key.index();
        self.len -= 1;
        if self.len == 0 && self.entries.len() > LARGE {
            (self.entries, self.vacant) = (Vec::new(), 0);
        }
    }

    /// All keys, in the order in which their values were inserted.
    pub(crate) fn keys(&self) -> Vec<Key> {
        let keys = self.entries.iter().map(|entry| entry.key);
        let mut keys: Vec<Key> = keys.filter(|key| key.serial() != u32::MAX).collect();
        // By age, even if the serial numbers have started again since.
        keys.sort_unstable_by_key(|key| key.serial().wrapping_sub(self.serial + 1));
        keys
    }
}
