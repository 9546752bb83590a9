//! The workspaces that this browser keeps, side by side.

use super::slots::{self, Head, Known, Place, SaveError, Slot, Unreadable, newest_first};
use super::{KeyValue, StoreError};
use crate::workspace::{Book, BundleError, ReplicaId};
use std::collections::{BTreeMap, BTreeSet};

const WORKSPACES: &str = "kapocs/w/";
const ASIDE: &str = "kapocs/aside/";

/// About how many UTF-16 code units a browser gives a page.
pub const USUAL_LIMIT: usize = 5_000_000;

/// All workspaces in a store. There is no list of them that could grow old: what
/// stands in the store is what there is.
#[derive(Debug)]
pub struct Shelf<S> {
    store: S,
    known: BTreeMap<String, Known>,
}

/// A workspace on the shelf.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub id: String,
    /// The cluster's name; empty if it has none or cannot be read.
    pub name: String,
    /// In seconds since 1970 (UTC); `None` if it cannot be read.
    pub saved_at: Option<i64>,
    /// About how many UTF-16 code units it takes.
    pub size: usize,
    pub state: EntryState,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryState {
    Sound,
    /// One of its two slots is torn; the other is there.
    OneSlot,
    Unreadable,
    /// Saved by a newer program.
    Newer,
}

/// What could not be read, kept byte for byte.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aside {
    /// When it was put aside, in seconds since 1970 (UTC).
    pub at: i64,
    /// The workspace's id.
    pub id: String,
    prefix: String,
}

#[derive(Debug)]
pub struct Loaded {
    pub book: Book,
    /// One of the two slots is torn, so this may be the save before the last.
    pub torn: bool,
}

#[derive(Debug, PartialEq)]
pub enum LoadError {
    Store(StoreError),
    /// No such workspace.
    Missing,
    /// Saved by a newer program; left as it is.
    Newer {
        version: u32,
    },
    /// Neither slot can be read. Kept aside, or (`None`) where it was, if there was
    /// no room; [`Shelf::raw`] gives it out. The reason, if the texts were whole.
    Unreadable {
        aside: Option<Aside>,
        reason: Option<Box<BundleError>>,
    },
}

impl From<StoreError> for LoadError {
    fn from(error: StoreError) -> LoadError {
        LoadError::Store(error)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Saved {
    /// In seconds since 1970 (UTC).
    pub at: i64,
    /// About how many UTF-16 code units the workspace takes.
    pub size: usize,
}

/// How full the store is, in UTF-16 code units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Usage {
    pub used: usize,
    /// An estimate: browsers do not tell.
    pub limit: usize,
}

impl<S: KeyValue> Shelf<S> {
    /// # Errors
    /// If the store does not keep what is written: then nothing can be saved.
    pub fn open(store: S) -> Result<Shelf<S>, StoreError> {
        const PROBE: &str = "kapocs/probe";
        match store.set(PROBE, "kapocs") {
            Ok(()) => {
                let kept = store.get(PROBE)?;
                store.remove(PROBE)?;
                if kept.as_deref() != Some("kapocs") {
                    return Err(StoreError::Disabled);
                }
            }
            // Full is no reason not to read.
            Err(StoreError::Full) => {}
            Err(error) => return Err(error),
        }
        Ok(Shelf { store, known: BTreeMap::new() })
    }

    pub fn store(&self) -> &S {
        &self.store
    }

    /// All workspaces, by name.
    pub fn list(&self) -> Result<Vec<Entry>, StoreError> {
        let keys = self.store.keys()?;
        let ids: BTreeSet<&str> = keys
            .iter()
            .filter(|key| !is_seat(key))
            .filter_map(|key| key.strip_prefix(WORKSPACES)?.split('/').next())
            .collect();
        let mut entries = ids.into_iter().map(|id| self.entry(id)).collect::<Result<Vec<_>, _>>()?;
        entries.sort_by(|a, b| (&a.name, &a.id).cmp(&(&b.name, &b.id)));
        Ok(entries)
    }

    fn entry(&self, escaped: &str) -> Result<Entry, StoreError> {
        let slots = Place { prefix: format!("{WORKSPACES}{escaped}/") }.slots(&self.store)?;
        let head = newest_first(&slots).first().map(|(_, head)| (*head).clone());
        let newer = slots.iter().any(|slot| matches!(slot, Slot::Newer { .. }));
        let state = match &head {
            _ if newer => EntryState::Newer,
            None => EntryState::Unreadable,
            Some(_) if slots.contains(&Slot::Torn) => EntryState::OneSlot,
            Some(_) => EntryState::Sound,
        };
        Ok(Entry {
            id: unescape(escaped),
            name: head.as_ref().map(|head| head.name.clone()).unwrap_or_default(),
            saved_at: head.as_ref().map(|head| head.saved_at),
            size: head.as_ref().map_or(0, Head::size),
            state,
        })
    }

    pub fn contains(&self, id: &str) -> Result<bool, StoreError> {
        Ok(place(id).keys(&self.store)?.iter().any(|key| !is_seat(key)))
    }

    /// Reads a workspace to write in it as `replica`, which must be new until the book
    /// takes a seat. If the newest save is torn, the one before it.
    ///
    /// # Errors
    /// What cannot be read is put aside first (`at`: the time in seconds since 1970).
    pub fn load(&mut self, id: &str, replica: ReplicaId, at: i64) -> Result<Loaded, LoadError> {
        if !self.contains(id)? {
            return Err(LoadError::Missing);
        }
        let reason = match slots::read(&self.store, &place(id), replica) {
            Ok((book, known, torn)) => {
                self.known.insert(id.to_owned(), known);
                return Ok(Loaded { book, torn });
            }
            Err(Unreadable::Store(error)) => return Err(error.into()),
            Err(Unreadable::Newer { version }) => return Err(LoadError::Newer { version }),
            Err(Unreadable::Torn) => None,
            Err(Unreadable::Bundle(reason)) => Some(Box::new(reason)),
        };
        let aside = self.put_aside(id, at).ok();
        Err(LoadError::Unreadable { aside, reason })
    }

    /// Saves a book that was loaded from here, saved here before, or is new.
    ///
    /// # Errors
    /// Whatever the reason, what was saved before stays whole.
    pub fn save(&mut self, book: &Book, at: i64) -> Result<Saved, SaveError> {
        let id = &book.workspace().id;
        let known = slots::write(&self.store, &place(id), book, self.known.get(id), at)?;
        let saved = Saved { at: known.head().saved_at, size: known.head().size() };
        self.known.insert(id.clone(), known);
        Ok(saved)
    }

    /// Whether another tab saved since this one read or wrote.
    pub fn is_newer(&self, id: &str) -> Result<bool, StoreError> {
        let slots = place(id).slots(&self.store)?;
        let newest = newest_first(&slots).first().map(|(_, head)| *head);
        Ok(newest.is_some_and(|head| self.known.get(id).is_none_or(|known| known.head() != head)))
    }

    /// The replica as which the tab in this seat writes: the one that an earlier tab in the
    /// same seat was, else `own` from now on. A seat is one tab's at a time, so that no
    /// two tabs give the same stamp, and there are no more replicas than tabs at once.
    /// `own` in any case where the store does not keep it.
    pub fn seat(&self, id: &str, seat: u32, own: ReplicaId) -> ReplicaId {
        let there = self.store.get(&place(id).seat(seat)).ok().flatten().and_then(|text| text.parse().ok());
        there.unwrap_or_else(|| {
            self.reseat(id, seat, own);
            own
        })
    }

    /// Whoever sits here next writes as `replica`: needed when stamps of this tab's replica
    /// went out that the store does not know.
    pub fn reseat(&self, id: &str, seat: u32, replica: ReplicaId) {
        let _ = self.store.set(&place(id).seat(seat), &replica.to_string());
    }

    /// Whether a key of the store is one under which a save of this workspace ends.
    pub fn is_save_of(id: &str, key: &str) -> bool {
        (0..2).any(|which| place(id).slot(which) == key)
    }

    /// Removes a workspace for good.
    pub fn remove(&mut self, id: &str) -> Result<(), StoreError> {
        self.known.remove(id);
        self.remove_all(&place(id))
    }

    fn remove_all(&self, place: &Place) -> Result<(), StoreError> {
        place.keys(&self.store)?.iter().try_for_each(|key| self.store.remove(key))
    }

    /// Everything that stands in the store for a workspace, byte for byte, as one
    /// JSON text of keys and values: to be downloaded when it cannot be read.
    pub fn raw(&self, id: &str) -> Result<String, StoreError> {
        self.raw_of(&place(id))
    }

    fn raw_of(&self, place: &Place) -> Result<String, StoreError> {
        let mut texts = BTreeMap::new();
        for key in place.keys(&self.store)? {
            if let Some(text) = self.store.get(&key)? {
                texts.insert(key.strip_prefix(&place.prefix).unwrap_or(&key).to_owned(), text);
            }
        }
        Ok(serde_json::to_string(&texts).unwrap_or_default())
    }

    /// What could not be read and was put aside, the newest first.
    pub fn aside(&self) -> Result<Vec<Aside>, StoreError> {
        let keys = self.store.keys()?;
        let mut found: Vec<Aside> = keys.iter().filter_map(|key| Aside::of_key(key)).collect();
        found.sort_by(|a, b| (b.at, &a.prefix).cmp(&(a.at, &b.prefix)));
        found.dedup();
        Ok(found)
    }

    /// As [`Shelf::raw`].
    pub fn raw_aside(&self, aside: &Aside) -> Result<String, StoreError> {
        self.raw_of(&Place { prefix: aside.prefix.clone() })
    }

    pub fn remove_aside(&mut self, aside: &Aside) -> Result<(), StoreError> {
        self.remove_all(&Place { prefix: aside.prefix.clone() })
    }

    /// Moves a workspace's texts out of the way: all are copied before any is removed.
    fn put_aside(&mut self, id: &str, at: i64) -> Result<Aside, StoreError> {
        let from = place(id);
        let aside = Aside { at, id: id.to_owned(), prefix: format!("{ASIDE}{at}/{}/", escape(id)) };
        for key in from.keys(&self.store)? {
            let rest = key.strip_prefix(&from.prefix).unwrap_or(&key);
            let (text, into) = (self.store.get(&key)?.unwrap_or_default(), format!("{}{rest}", aside.prefix));
            let kept = self.store.set(&into, &text).and_then(|()| self.store.get(&into));
            if !matches!(&kept, Ok(Some(kept)) if *kept == text) {
                self.remove_all(&Place { prefix: aside.prefix.clone() })?;
                return Err(kept.err().unwrap_or(StoreError::Full));
            }
        }
        self.remove(id)?;
        Ok(aside)
    }

    /// How much of the store is taken, by all that this origin keeps.
    pub fn usage(&self) -> Result<Usage, StoreError> {
        let mut used = 0;
        for key in self.store.keys()? {
            used += key.encode_utf16().count() + self.store.size(&key)?;
        }
        Ok(Usage { used, limit: USUAL_LIMIT })
    }
}

impl Aside {
    fn of_key(key: &str) -> Option<Aside> {
        let mut parts = key.strip_prefix(ASIDE)?.split('/');
        let (at, id) = (parts.next()?, parts.next()?);
        Some(Aside { at: at.parse().ok()?, id: unescape(id), prefix: format!("{ASIDE}{at}/{id}/") })
    }
}

/// Seats alone are no workspace.
fn is_seat(key: &str) -> bool {
    key.strip_prefix(WORKSPACES).is_some_and(|rest| rest.split('/').nth(1) == Some(slots::SEATS))
}

fn place(id: &str) -> Place {
    Place { prefix: format!("{WORKSPACES}{}/", escape(id)) }
}

/// An id as part of a key: letters, digits and `-` as they are, the rest as `%` and
/// two hexadecimal digits per byte.
fn escape(id: &str) -> String {
    let mut escaped = String::new();
    for byte in id.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' => escaped.push(char::from(byte)),
            _ => escaped.push_str(&format!("%{byte:02x}")),
        }
    }
    escaped
}

fn unescape(escaped: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = escaped.bytes();
    while let Some(byte) = rest.next() {
        let hex = |b: Option<u8>| char::from(b?).to_digit(16);
        match (byte, rest.clone().next(), rest.clone().nth(1)) {
            (b'%', a @ Some(_), b @ Some(_)) => {
                if let (Some(high), Some(low)) = (hex(a), hex(b)) {
                    bytes.push((high * 16 + low) as u8);
                    rest.nth(1);
                }
            }
            _ => bytes.push(byte),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_go_into_keys_and_come_back() {
        for id in ["018f-3a", "Őrség / Űr %2f", "", "a/b"] {
            assert_eq!(unescape(&escape(id)), id);
            assert!(!escape(id).contains('/'));
        }
    }
}
