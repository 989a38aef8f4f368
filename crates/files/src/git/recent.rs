//! Answers: was this asked for lately?
//! Invariant: no more is kept than twice a given weight; what is asked for again stays.

use std::collections::HashMap;
use std::hash::Hash;

/// Two generations: the old one goes when the young one is full.
pub(super) struct Recent<K, V> {
    young: HashMap<K, V>,
    old: HashMap<K, V>,
    weight: usize,
    most: usize,
}

impl<K: Hash + Eq + Copy, V: Clone> Recent<K, V> {
    pub fn new(most: usize) -> Self {
        Self {
            young: HashMap::new(),
            old: HashMap::new(),
            weight: 0,
            most,
        }
    }

    /// `weight` tells how much a value that is found weighs.
    pub fn find(&mut self, key: K, weight: impl Fn(&V) -> usize) -> Option<V> {
        if let Some(found) = self.young.get(&key) {
            return Some(found.clone());
        }
        let found = self.old.remove(&key)?;
        let weight = weight(&found);
        self.keep(key, found.clone(), weight);
        Some(found)
    }

    pub fn keep(&mut self, key: K, value: V, weight: usize) {
        if self.weight > self.most {
            self.old = std::mem::take(&mut self.young);
            self.weight = 0;
        }
        self.weight += weight;
        self.young.insert(key, value);
    }
}
