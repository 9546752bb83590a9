//! Records of one kind, shared by all that hold them.

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, btree_map};
use std::ops::{Deref, DerefMut};
use std::sync::Arc;

type Map<T> = BTreeMap<String, Arc<T>>;

/// Records of one kind by their id. A copy costs nothing until it is changed, and then shares
/// every record that stayed: so a workspace of a thousand schools is copied at each edit, and
/// what differs between two of them is found by where it lies.
#[derive(Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Records<T>(Arc<Map<T>>);

impl<T> Records<T> {
    /// Whether these are the same shared records. Nothing is compared in them: records that
    /// were written anew are others, though they may say the same.
    pub fn same(&self, other: &Records<T>) -> bool {
        let each = || self.iter().zip(other.iter()).all(|((a, x), (b, y))| a == b && Arc::ptr_eq(x, y));
        Arc::ptr_eq(&self.0, &other.0) || self.len() == other.len() && each()
    }

    /// Equal places of two living copies hold the same records.
    pub(crate) fn place(&self) -> *const () {
        Arc::as_ptr(&self.0).cast()
    }
}

impl<T> Deref for Records<T> {
    type Target = Map<T>;

    fn deref(&self) -> &Map<T> {
        &self.0
    }
}

impl<T> DerefMut for Records<T> {
    fn deref_mut(&mut self) -> &mut Map<T> {
        Arc::make_mut(&mut self.0)
    }
}

impl<T> Default for Records<T> {
    fn default() -> Records<T> {
        Records(Arc::default())
    }
}

impl<T> Clone for Records<T> {
    fn clone(&self) -> Records<T> {
        Records(self.0.clone())
    }
}

impl<T: PartialEq> PartialEq for Records<T> {
    fn eq(&self, other: &Records<T>) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0 == other.0
    }
}

impl<T> FromIterator<(String, Arc<T>)> for Records<T> {
    fn from_iter<I: IntoIterator<Item = (String, Arc<T>)>>(records: I) -> Records<T> {
        Records(Arc::new(records.into_iter().collect()))
    }
}

impl<T> IntoIterator for Records<T> {
    type Item = (String, Arc<T>);
    type IntoIter = btree_map::IntoIter<String, Arc<T>>;

    fn into_iter(self) -> Self::IntoIter {
        Arc::unwrap_or_clone(self.0).into_iter()
    }
}

impl<'a, T> IntoIterator for &'a Records<T> {
    type Item = (&'a String, &'a Arc<T>);
    type IntoIter = btree_map::Iter<'a, String, Arc<T>>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}
