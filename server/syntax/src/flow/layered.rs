//! A map that is cheap to copy while little of it changes.

use rustc_hash::FxHashMap;
use std::sync::Arc;

/// How many entries are kept apart before they are merged into what copies share.
const MOST_APART: usize = 32;

/// A map whose copies share what neither has changed since. The names of a large file's top level are copied at each of
/// its branches and classes.
#[derive(Debug, Clone)]
pub(super) struct Layered<V> {
    shared: Arc<FxHashMap<Arc<str>, V>>,
    /// What is not as it is below; none where it was taken out.
    apart: FxHashMap<Arc<str>, Option<V>>,
}

impl<V> Default for Layered<V> {
    fn default() -> Self {
        Layered { shared: Arc::default(), apart: FxHashMap::default() }
    }
}

impl<V: Clone> Layered<V> {
    pub(super) fn get(&self, key: &str) -> Option<&V> {
        match self.apart.get(key) {
            Some(found) => found.as_ref(),
            None if self.shared.is_empty() => None,
            None => self.shared.get(key),
        }
    }

    pub(super) fn insert(&mut self, key: Arc<str>, value: V) {
        self.apart.insert(key, Some(value));
        if self.apart.len() > MOST_APART {
            self.merge();
        }
    }

    pub(super) fn remove(&mut self, key: &str) {
        if self.shared.contains_key(key) {
            self.apart.insert(key.into(), None);
        } else {
            self.apart.remove(key);
        }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&Arc<str>, &V)> {
        let below = self.shared.iter().filter(|(key, _)| !self.apart.contains_key(&***key));
        below.chain(self.apart.iter().filter_map(|(key, value)| Some((key, value.as_ref()?))))
    }

    /// Keys under which two maps may differ; none where all of both may.
    pub(super) fn differing(&self, other: &Self) -> Option<Vec<Arc<str>>> {
        Arc::ptr_eq(&self.shared, &other.shared).then(|| {
            let later = other.apart.keys().filter(|key| !self.apart.contains_key(&***key));
            self.apart.keys().chain(later).cloned().collect()
        })
    }

    /// Where nobody else shares what is below, or more lies apart than below.
    fn merge(&mut self) {
        let is_large = self.apart.len() > self.shared.len();
        let below = match Arc::get_mut(&mut self.shared) {
            Some(below) => below,
            None if is_large => Arc::make_mut(&mut self.shared),
            None => return,
        };
        for (key, value) in self.apart.drain() {
            match value {
                Some(value) => below.insert(key, value),
                None => below.remove(&key),
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_change_apart() {
        let key = |number: usize| -> Arc<str> { format!("{number}").into() };
        let mut map = Layered::default();
        (0..100).for_each(|number| map.insert(key(number), number));
        let mut copy = map.clone();
        copy.remove("7");
        copy.insert(key(8), 0);
        (200..300).for_each(|number| copy.insert(key(number), number));
        assert_eq!((map.get("7"), map.get("8"), map.get("200")), (Some(&7), Some(&8), None));
        assert_eq!((copy.get("7"), copy.get("8"), copy.get("250")), (None, Some(&0), Some(&250)));
        assert_eq!((map.iter().count(), copy.iter().count()), (100, 199));
        map.insert(key(7), 1);
        map.remove("9");
        let mut near = map.clone();
        near.insert(key(7), 2);
        let mut keys = map.differing(&near).expect("they share what is below");
        keys.sort();
        assert_eq!(
            keys.iter().filter(|key| map.get(key) != near.get(key)).map(|key| &**key).collect::<Vec<_>>(),
            ["7"]
        );
        assert_eq!(map.differing(&copy), None);
    }
}
