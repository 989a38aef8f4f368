//! Answers: with what do threads read packs, so that no part of the work needs a set of its own?
//! Invariant: whoever waits for others gives back what it reads with, so there are never more readers than threads.
//! Source: `docs/decisions/0026-reading-packs.md`, "Memory".

use super::objects::Packed;
use super::pack::PackReader;
use super::pack_index::Packs;
use super::repository::Repository;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// Readers of the same packs, which threads borrow.
#[derive(Default)]
pub(super) struct Readers {
    source: OnceLock<Source>,
    free: Mutex<Vec<PackReader>>,
}

/// How new readers come to the packs.
enum Source {
    /// Any object is found.
    Names(Arc<Packs>),
    /// Places are known, and names are no longer in memory.
    Places(Vec<PathBuf>),
}

/// A repository that reads with what was borrowed, as long as this lives.
pub(super) struct Lent<'l> {
    readers: &'l Readers,
    repository: &'l Repository,
}

impl Readers {
    /// With what somebody has read many objects with; few tell nothing.
    pub fn after(repository: &Repository) -> Self {
        let readers = Self::default();
        let used = repository.packed.borrow_mut().take_many();
        if let Some((packs, reader)) = used.and_then(|reader| Some((Arc::clone(reader.packs()?), reader))) {
            readers.source.get_or_init(|| Source::Names(packs));
            readers.give_back(reader);
        }
        readers
    }

    /// The packs, opened by the first that reads many objects.
    pub fn open(&self, open: impl FnOnce() -> Arc<Packs>) -> Option<&Arc<Packs>> {
        match self.source.get_or_init(|| Source::Names(open())) {
            Source::Names(packs) => Some(packs),
            Source::Places(_) => None,
        }
    }

    /// `None`: few objects were read.
    pub fn packs(&self) -> Option<&Arc<Packs>> {
        match self.source.get()? {
            Source::Names(packs) => Some(packs),
            Source::Places(_) => None,
        }
    }

    /// Makes readers for so many threads, if many objects are read: what one thread makes another cannot use the memory of.
    pub fn prepare(&mut self, threads: usize) {
        let Some(source) = self.source.get() else { return };
        let free = self.free.get_mut().unwrap_or_else(PoisonError::into_inner);
        free.resize_with(threads, || source.reader());
    }

    /// Gives back what was read with.
    pub fn rest(&mut self) {
        self.free.get_mut().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// From now on objects are read at places; a name is looked for in the files again.
    pub fn forget_names(&mut self) {
        let Some(Source::Names(packs)) = self.source.get_mut() else {
            return;
        };
        let files: Vec<PathBuf> = packs.files().map(PathBuf::from).collect();
        let free = self.free.get_mut().unwrap_or_else(PoisonError::into_inner);
        free.iter_mut().for_each(|reader| reader.forget_names(&files));
        self.source = OnceLock::from(Source::Places(files));
    }

    /// While few objects are read, the repository's own way of reading stays.
    pub fn lend<'l>(&'l self, repository: &'l Repository) -> Lent<'l> {
        if let Some(source) = self.source.get() {
            let free = self.free.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let reader = free.unwrap_or_else(|| source.reader());
            repository.packed.replace(Packed::Many(Box::new(reader)));
        }
        Lent {
            readers: self,
            repository,
        }
    }

    /// One that a repository has opened itself may number the packs in another way.
    fn is_from_here(&self, reader: &PackReader) -> bool {
        match (self.source.get(), reader.packs()) {
            (Some(Source::Names(packs)), Some(read)) => Arc::ptr_eq(packs, read),
            (Some(Source::Places(_)), None) => true,
            _ => false,
        }
    }

    fn give_back(&self, reader: PackReader) {
        self.free.lock().unwrap_or_else(PoisonError::into_inner).push(reader);
    }
}

impl Source {
    fn reader(&self) -> PackReader {
        match self {
            Self::Names(packs) => PackReader::many(Arc::clone(packs)),
            Self::Places(files) => PackReader::at_places(files),
        }
    }
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        if let Some(reader) = self.repository.packed.borrow_mut().take_many()
            && self.readers.is_from_here(&reader)
        {
            self.readers.give_back(reader);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::found;
    use super::super::objects::packs_of;
    use super::*;

    #[test]
    fn what_is_given_back_is_lent_again() {
        let folder = tempfile::tempdir().expect("a folder");
        found::create(folder.path(), "main").expect("a repository");
        let open = || Repository::open_again(&folder.path().join(".git")).expect("a repository");
        let (one, other) = (open(), open());
        let reads_many = |repository: &Repository| matches!(*repository.packed.borrow(), Packed::Many(_));
        let free = |readers: &mut Readers| readers.free.get_mut().expect("no panic").len();
        let mut readers = Readers::default();
        drop(readers.lend(&one));
        assert_eq!(free(&mut readers), 0, "few objects were read");
        readers.open(|| packs_of(&one));
        for repository in [&one, &other] {
            let lent = readers.lend(repository);
            assert!(reads_many(repository));
            drop(lent);
            assert!(!reads_many(repository));
            assert_eq!(free(&mut readers), 1);
        }
        drop((readers.lend(&one), readers.lend(&other)));
        assert_eq!(free(&mut readers), 2);
        readers.forget_names();
        assert!(readers.packs().is_none());
        drop(readers.lend(&one));
        assert_eq!(free(&mut readers), 2, "without names it is one of them too");
        readers.rest();
        readers.prepare(3);
        assert_eq!(free(&mut readers), 3);
    }

    #[test]
    fn a_reader_of_other_packs_is_not_taken() {
        let folder = tempfile::tempdir().expect("a folder");
        found::create(folder.path(), "main").expect("a repository");
        let repository = Repository::open_again(&folder.path().join(".git")).expect("a repository");
        let mut readers = Readers::default();
        readers.open(|| packs_of(&repository));
        let lent = readers.lend(&repository);
        let other = Packed::Many(Box::new(PackReader::many(packs_of(&repository))));
        repository.packed.replace(other);
        drop(lent);
        assert_eq!(readers.free.get_mut().expect("no panic").len(), 0);
    }
}
