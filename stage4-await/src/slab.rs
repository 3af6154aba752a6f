//! A slab: values in one vector, each named by a small key that is cheap to copy and never
//! mistaken for another's.

/// The name of a value: where it is, and the how-manieth value of its slab it is.
///
/// A place is used again once its value is removed. The serial number tells the values apart that
/// have lived there, so that an old key finds nothing instead of a stranger. (It counts to 2³² and
/// then starts again.)
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Key {
    pub(crate) serial: u32,
    pub(crate) index: u32,
}

#[derive(Debug)]
pub(crate) struct Slab<T> {
    entries: Vec<Entry<T>>,
    /// The places in `entries` without a value.
    vacant: Vec<u32>,
    /// How many values were ever inserted.
    serial: u32,
}

#[derive(Debug)]
struct Entry<T> {
    serial: u32,
    value: Option<T>,
}

impl<T> Slab<T> {
    pub(crate) const fn new() -> Self {
        Self { entries: Vec::new(), vacant: Vec::new(), serial: 0 }
    }

    pub(crate) fn len(&self) -> usize {
        self.entries.len() - self.vacant.len()
    }

    pub(crate) fn insert(&mut self, value: T) -> Key {
        self.serial = self.serial.wrapping_add(1);
        let entry = Entry { serial: self.serial, value: Some(value) };
        let index = if let Some(index) = self.vacant.pop() {
            self.entries[index as usize] = entry;
            index
        } else {
            self.entries.push(entry);
            u32::try_from(self.entries.len() - 1).expect("memory ends before 2³² values do")
        };
        Key { serial: self.serial, index }
    }

    pub(crate) fn get(&self, key: Key) -> Option<&T> {
        let entry = self.entries.get(key.index as usize)?;
        entry.value.as_ref().filter(|_| entry.serial == key.serial)
    }

    pub(crate) fn get_mut(&mut self, key: Key) -> Option<&mut T> {
        let entry = self.entries.get_mut(key.index as usize)?;
        entry.value.as_mut().filter(|_| entry.serial == key.serial)
    }

    /// Takes the value out. The last one to go takes the slab's memory with it.
    pub(crate) fn remove(&mut self, key: Key) -> Option<T> {
        let entry = self.entries.get_mut(key.index as usize)?;
        let value = entry.value.take_if(|_| entry.serial == key.serial)?;
        self.vacant.push(key.index);
        if self.len() == 0 {
            *self = Self { serial: self.serial, ..Self::new() };
        }
        Some(value)
    }

    /// The keys of all values, in the order in which they were inserted.
    pub(crate) fn keys(&self) -> Vec<Key> {
        let occupied = self.entries.iter().zip(0..).filter(|(entry, _)| entry.value.is_some());
        let mut keys: Vec<Key> =
            occupied.map(|(entry, index)| Key { serial: entry.serial, index }).collect();
        // By age: the serial number may have started again since.
        keys.sort_unstable_by_key(|key| key.serial.wrapping_sub(self.serial).wrapping_sub(1));
        keys
    }
}
