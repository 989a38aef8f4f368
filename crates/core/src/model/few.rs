//! Answers: what does a list hold that has mostly one entry, and is kept many times?
//! Invariant: it reads as a slice; one entry needs no memory of its own.

use std::fmt;
use std::ops::Deref;

/// The parents of a commit, the files that it changed: a list, but for what it costs.
#[derive(Clone)]
pub struct Few<T>(Entries<T>);

#[derive(Clone)]
enum Entries<T> {
    None,
    One([T; 1]),
    More(Vec<T>),
}

impl<T> Few<T> {
    pub fn push(&mut self, entry: T) {
        self.0 = match std::mem::replace(&mut self.0, Entries::None) {
            Entries::None => Entries::One([entry]),
            Entries::One([first]) => Entries::More(vec![first, entry]),
            Entries::More(mut entries) => {
                entries.push(entry);
                Entries::More(entries)
            }
        };
    }
}

impl<T> Deref for Few<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        match &self.0 {
            Entries::None => &[],
            Entries::One(entry) => entry,
            Entries::More(entries) => entries,
        }
    }
}

impl<T> Default for Few<T> {
    fn default() -> Self {
        Self(Entries::None)
    }
}

impl<T> FromIterator<T> for Few<T> {
    fn from_iter<I: IntoIterator<Item = T>>(entries: I) -> Self {
        let mut few = Self::default();
        entries.into_iter().for_each(|entry| few.push(entry));
        few
    }
}

impl<'f, T> IntoIterator for &'f Few<T> {
    type Item = &'f T;
    type IntoIter = std::slice::Iter<'f, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<T: PartialEq> PartialEq for Few<T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T: Eq> Eq for Few<T> {}

impl<T: fmt::Debug> fmt::Debug for Few<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_reads_as_the_list_that_was_put_in() {
        for length in 0..5 {
            let list: Vec<u32> = (0..length).collect();
            let few: Few<u32> = list.iter().copied().collect();
            assert_eq!(*few, *list);
            assert_eq!(format!("{few:?}"), format!("{list:?}"));
            assert_eq!(few, few.clone());
        }
    }

    #[test]
    fn one_entry_needs_no_memory_of_its_own() {
        assert!(size_of::<Few<u32>>() <= size_of::<Vec<u32>>());
    }
}
