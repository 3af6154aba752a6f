//! A slab: values in one vector, each named by a small key that is cheap to copy and never
//! mistaken for another's.

use std::mem;

/// The name of a value: its place, and its serial number among all values ever inserted.
///
/// A place is used again once its value is removed. The serial number tells the values apart that
/// have lived there, so that an old key finds nothing rather than a stranger. (It counts to 2³² and
/// then starts again.)
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Key {
    pub(crate) serial: u32,
    pub(crate) index: u32,
}

/// How many places an empty slab may keep.
const LARGE: usize = 1024;

pub(crate) struct Slab<T> {
    entries: Vec<Entry<T>>,
    /// The vacant places.
    vacant: Vec<u32>,
    /// The serial number of the value inserted last.
    serial: u32,
}

struct Entry<T> {
    /// That of the value's key; of a vacant place, 0, which no key has.
    serial: u32,
    value: T,
}

impl<T: Default> Slab<T> {
    pub(crate) const fn new() -> Self {
        Self { entries: Vec::new(), vacant: Vec::new(), serial: 0 }
    }

    pub(crate) fn len(&self) -> usize {
        self.entries.len() - self.vacant.len()
    }

    pub(crate) fn insert(&mut self, value: T) -> Key {
        self.serial = self.serial.wrapping_add(1).max(1);
        let entry = Entry { serial: self.serial, value };
        let index = if let Some(index) = self.vacant.pop() {
            self.entries[index as usize] = entry;
            index
        } else {
            self.entries.push(entry);
            u32::try_from(self.entries.len() - 1).expect("memory ends before 2³² values do")
        };
        Key { serial: self.serial, index }
    }

    /// The key of the value at a place.
    pub(crate) fn key(&self, index: u32) -> Key {
        Key { serial: self.entries[index as usize].serial, index }
    }

    pub(crate) fn get(&self, key: Key) -> Option<&T> {
        let entry = self.entries.get(key.index as usize)?;
        (entry.serial == key.serial).then_some(&entry.value)
    }

    pub(crate) fn get_mut(&mut self, key: Key) -> Option<&mut T> {
        let entry = self.entries.get_mut(key.index as usize)?;
        (entry.serial == key.serial).then_some(&mut entry.value)
    }

    /// Takes the value out.
    pub(crate) fn remove(&mut self, key: Key) -> Option<T> {
        let value = mem::take(self.get_mut(key)?);
        self.vacate(key);
        Some(value)
    }

    /// Makes a place vacant whose value is not worth taking out: it is dropped when the place is
    /// used again. The last value to go takes the memory of a large slab with it.
    pub(crate) fn vacate(&mut self, key: Key) {
        self.entries[key.index as usize].serial = 0;
        self.vacant.push(key.index);
        if self.entries.len() > LARGE && self.len() == 0 {
            (self.entries, self.vacant) = (Vec::new(), Vec::new());
        }
    }

    /// All keys, in the order in which their values were inserted.
    pub(crate) fn keys(&self) -> Vec<Key> {
        let keys = self.entries.iter().zip(0..);
        let keys = keys.map(|(entry, index)| Key { serial: entry.serial, index });
        let mut keys: Vec<Key> = keys.filter(|key| key.serial != 0).collect();
        // By age, even if the serial numbers have started again since.
        keys.sort_unstable_by_key(|key| key.serial.wrapping_sub(self.serial).wrapping_sub(1));
        keys
    }
}
