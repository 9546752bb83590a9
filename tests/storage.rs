//! The shelf of workspaces under faults: torn slots, full stores, junk.

use kapocs::cluster::School;
use kapocs::storage::{EntryState, KeyValue, LoadError, SaveError, Shelf, StoreError};
use kapocs::workspace::bundle::{Contents, read, write};
use kapocs::workspace::{Book, ReplicaId, Workspace};
use proptest::prelude::*;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;

/// A store in memory that can fail at a chosen write, tear it, or be full.
#[derive(Clone, Default)]
struct Memory {
    texts: Rc<RefCell<BTreeMap<String, String>>>,
    faults: Rc<RefCell<Faults>>,
}

#[derive(Default)]
struct Faults {
    /// The write (counted from 0) that fails, and all after it.
    fail_from: Option<usize>,
    /// What a failing write leaves of the new value, in characters.
    leaves: Option<usize>,
    limit: Option<usize>,
    disabled: bool,
    writes: usize,
}

impl Memory {
    fn used(&self) -> usize {
        let length = |text: &str| text.encode_utf16().count();
        self.texts.borrow().iter().map(|(key, value)| length(key) + length(value)).sum()
    }

    fn fail_from(&self, write: usize, leaves: Option<usize>) {
        *self.faults.borrow_mut() = Faults { fail_from: Some(write), leaves, ..Faults::default() };
    }

    fn heal(&self) {
        *self.faults.borrow_mut() = Faults::default();
    }

    fn copy(&self) -> Memory {
        Memory { texts: Rc::new(RefCell::new(self.texts.borrow().clone())), faults: Rc::default() }
    }
}

impl KeyValue for Memory {
    fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        if self.faults.borrow().disabled {
            return Err(StoreError::Disabled);
        }
        Ok(self.texts.borrow().get(key).cloned())
    }

    fn set(&self, key: &str, value: &str) -> Result<(), StoreError> {
        let mut faults = self.faults.borrow_mut();
        let write = faults.writes;
        faults.writes += 1;
        if faults.disabled {
            return Err(StoreError::Disabled);
        }
        if faults.fail_from.is_some_and(|from| write >= from) {
            if let Some(length) = faults.leaves {
                self.texts.borrow_mut().insert(key.into(), value.chars().take(length).collect());
            }
            return Err(StoreError::Failed("torn".into()));
        }
        let before = self.texts.borrow_mut().insert(key.into(), value.into());
        if faults.limit.is_some_and(|limit| self.used() > limit) {
            match before {
                Some(before) => self.texts.borrow_mut().insert(key.into(), before),
                None => self.texts.borrow_mut().remove(key),
            };
            return Err(StoreError::Full);
        }
        Ok(())
    }

    fn remove(&self, key: &str) -> Result<(), StoreError> {
        self.texts.borrow_mut().remove(key);
        Ok(())
    }

    fn keys(&self) -> Result<Vec<String>, StoreError> {
        Ok(self.texts.borrow().keys().cloned().collect())
    }
}

const FRESH: ReplicaId = ReplicaId(0xffff);

fn book(schools: usize) -> Book {
    let mut workspace = Workspace { id: "018f".into(), ..Workspace::default() };
    Arc::make_mut(&mut workspace.cluster).name = "Hármashatár".into();
    for n in 0..schools {
        let school = School { name: format!("Iskola {n}"), students: Some(n as u32), ..School::default() };
        workspace.schools.insert(format!("s{n:04}"), Arc::new(school));
    }
    Book::new(workspace, ReplicaId(1), 1_637_000_000)
}

fn rename(book: &mut Book, name: &str) {
    let changed = book.edit(1_637_000_100, |w| {
        Arc::make_mut(w.schools.entry("s0000".into()).or_default()).name = name.into();
    });
    assert!(changed);
}

fn name_in(book: &Book) -> &str {
    &book.workspace().schools["s0000"].name
}

fn shelf(store: &Memory) -> Shelf<Memory> {
    Shelf::open(store.clone()).unwrap()
}

#[test]
fn a_workspace_comes_back_as_it_was() {
    let store = Memory::default();
    let mut book = book(100);
    shelf(&store).save(&book, 5).unwrap();
    let mut again = shelf(&store);
    let loaded = again.load("018f", FRESH, 6).unwrap();
    assert!(!loaded.torn);
    assert_eq!(loaded.book.workspace(), book.workspace());
    assert_eq!(loaded.book.history(), book.history());

    // Deletions are kept with their values.
    book.edit(7, |w| {
        w.schools.remove("s0003");
    });
    let mut first = shelf(&store);
    first.load("018f", FRESH, 6).unwrap();
    first.save(&book, 8).unwrap();
    let loaded = again.load("018f", FRESH, 9).unwrap();
    assert_eq!(loaded.book.history(), book.history());
    assert_eq!(again.list().unwrap()[0].saved_at, Some(8));
    assert_eq!(again.list().unwrap()[0].name, "Hármashatár");
}

#[test]
fn workspaces_lie_side_by_side() {
    let store = Memory::default();
    let mut shelf = shelf(&store);
    for id in ["b/1", "a"] {
        let workspace = Workspace { id: id.into(), ..Workspace::default() };
        shelf.save(&Book::new(workspace, ReplicaId(1), 1), 1).unwrap();
    }
    let ids: Vec<String> = shelf.list().unwrap().into_iter().map(|entry| entry.id).collect();
    assert_eq!(ids, ["a", "b/1"]);
    shelf.remove("a").unwrap();
    assert_eq!(shelf.load("a", FRESH, 1).unwrap_err(), LoadError::Missing);
    assert!(shelf.load("b/1", FRESH, 1).is_ok());
    shelf.remove("b/1").unwrap();
    assert_eq!(store.used(), 0);
}

/// A store with two saves: "first", then "second".
fn saved_twice() -> (Memory, Book) {
    let store = Memory::default();
    let mut book = book(40);
    rename(&mut book, "first");
    let mut shelf = shelf(&store);
    shelf.save(&book, 1).unwrap();
    rename(&mut book, "second");
    shelf.save(&book, 2).unwrap();
    (store, book)
}

#[test]
fn either_text_torn_at_every_place_leaves_one_of_the_saves() {
    let (store, _) = saved_twice();
    let whole = store.texts.borrow().clone();
    let shared = |key: &str| key.contains("/c/");
    for (key, text) in &whole {
        let places: Vec<usize> = text.char_indices().map(|(place, _)| place).collect();
        // Chunks are many and long; every place of the slots, every 61st of the chunks.
        for &place in places.iter().step_by(if shared(key) { 61 } else { 1 }) {
            let torn = store.copy();
            torn.texts.borrow_mut().insert(key.clone(), text[..place].to_owned());
            match shelf(&torn).load("018f", FRESH, 3) {
                Ok(loaded) => {
                    let name = name_in(&loaded.book);
                    assert!(name == "second" || name == "first" && loaded.torn, "{key} at {place}");
                }
                // A chunk that both saves share; a torn write never touches one.
                Err(LoadError::Unreadable { aside: Some(_), .. }) => assert!(shared(key), "{key} at {place}"),
                Err(error) => panic!("{error:?}"),
            }
        }
    }
}

#[test]
fn after_a_torn_slot_saving_goes_on() {
    let (store, _) = saved_twice();
    for newest_chunk in [false, true] {
        let torn = store.copy();
        let keys: Vec<String> = torn.keys().unwrap();
        for key in keys.iter().filter(|key| key.contains("/c/") == newest_chunk) {
            let torn = torn.copy();
            torn.texts.borrow_mut().insert(key.clone(), "torn".into());
            let mut shelf = shelf(&torn);
            let Ok(mut loaded) = shelf.load("018f", FRESH, 3) else { continue };
            rename(&mut loaded.book, "third");
            shelf.save(&loaded.book, 4).unwrap();
            let again = Shelf::open(torn.clone()).unwrap().load("018f", FRESH, 5).unwrap();
            assert_eq!(name_in(&again.book), "third");
            rename(&mut loaded.book, "fourth");
            shelf.save(&loaded.book, 4).unwrap();
            let again = Shelf::open(torn.clone()).unwrap().load("018f", FRESH, 5).unwrap();
            assert_eq!(name_in(&again.book), "fourth");
            assert!(!again.torn);
        }
    }
}

#[test]
fn a_failing_write_at_any_point_leaves_what_was_saved() {
    for leaves in [None, Some(0), Some(10), Some(60)] {
        for write in 0..4 {
            let (store, mut book) = saved_twice();
            let mut shelf = shelf(&store);
            shelf.load("018f", FRESH, 3).unwrap();
            rename(&mut book, "third");
            store.fail_from(write, leaves);
            let result = shelf.save(&book, 4);
            store.heal();
            let loaded = Shelf::open(store.clone()).unwrap().load("018f", FRESH, 5).unwrap();
            match result {
                Err(SaveError::Store(StoreError::Failed(_))) => assert_eq!(name_in(&loaded.book), "second"),
                Ok(_) => assert_eq!(name_in(&loaded.book), "third"),
                Err(error) => panic!("{error:?}"),
            }
            // And the next try works.
            shelf.save(&book, 6).unwrap();
            assert_eq!(name_in(&shelf.load("018f", FRESH, 7).unwrap().book), "third");
        }
    }
}

#[test]
fn a_full_store_is_reported_and_keeps_what_was_saved() {
    let (store, mut book) = saved_twice();
    let mut shelf = shelf(&store);
    shelf.load("018f", FRESH, 3).unwrap();
    book.edit(3, |w| {
        Arc::make_mut(w.schools.entry("s0001".into()).or_default()).location = "x".repeat(10_000);
    });
    store.faults.borrow_mut().limit = Some(store.used() + 1_000);
    assert_eq!(shelf.save(&book, 4), Err(SaveError::Store(StoreError::Full)));
    assert_eq!(name_in(&Shelf::open(store.clone()).unwrap().load("018f", FRESH, 5).unwrap().book), "second");
    // Typing less than the limit allows saves again.
    book.undo(5);
    shelf.save(&book, 6).unwrap();
}

#[test]
fn room_taken_by_the_older_slot_is_used_before_giving_up() {
    let store = Memory::default();
    let mut book = book(40);
    let mut shelf = shelf(&store);
    shelf.save(&book, 1).unwrap();
    let once = store.used();
    for turn in 0..4 {
        // Every record changes, so that nothing can be shared.
        book.edit(2, |w| w.schools.values_mut().for_each(|s| Arc::make_mut(s).location = format!("{turn}")));
        store.faults.borrow_mut().limit = Some(once * 5 / 2);
        shelf.save(&book, 2).unwrap();
    }
    assert_eq!(shelf.load("018f", FRESH, 3).unwrap().book.workspace(), book.workspace());
}

#[test]
fn a_newer_save_of_another_tab_is_never_overwritten() {
    let (store, mut book) = saved_twice();
    let (mut here, mut there) = (shelf(&store), shelf(&store));
    here.load("018f", FRESH, 3).unwrap();
    let mut theirs = there.load("018f", FRESH, 3).unwrap().book;
    rename(&mut theirs, "theirs");
    there.save(&theirs, 4).unwrap();
    rename(&mut book, "ours");
    assert_eq!(here.save(&book, 5), Err(SaveError::ChangedElsewhere));
    assert_eq!(name_in(&here.load("018f", FRESH, 6).unwrap().book), "theirs");
    // A book that was never loaded here replaces nothing either.
    assert_eq!(shelf(&store).save(&book, 7), Err(SaveError::ChangedElsewhere));
}

/// A tab of the browser whose store this is, in this seat.
fn tab(store: &Memory, seat: u32, own: ReplicaId) -> (Shelf<Memory>, Book) {
    let mut shelf = shelf(store);
    let mut book = shelf.load("018f", own, 3).unwrap().book;
    book.set_replica(shelf.seat("018f", seat, own));
    (shelf, book)
}

/// Saves as the page does: with what other tabs saved.
fn save_together(shelf: &mut Shelf<Memory>, book: &mut Book) {
    while shelf.save(book, 5) == Err(SaveError::ChangedElsewhere) {
        book.catch_up(shelf.load("018f", FRESH, 5).unwrap().book, FRESH);
    }
}

fn sequence(store: &Memory) -> Vec<String> {
    ["a", "b"].iter().filter_map(|slot| store.texts.borrow().get(&format!("kapocs/w/018f/{slot}")).cloned()).collect()
}

/// A copied profile: both browsers sit in the same seat of the same store, and write as one.
#[test]
fn a_copied_store_is_told_from_the_one_that_it_was_copied_from() {
    let (store, _) = saved_twice();
    let (mut shelf, mut book) = tab(&store, 0, ReplicaId(10));
    rename(&mut book, "before");
    shelf.save(&book, 5).unwrap();
    let copied = store.copy();
    let places = [(&store, vec!["ours"], 20), (&copied, vec!["a slip", "theirs"], 30)];
    let books = places.map(|(store, places, own)| {
        for (place, own) in places.into_iter().zip(own..) {
            let (mut shelf, mut book) = tab(store, 0, ReplicaId(own));
            assert_eq!(book.author().replica, ReplicaId(10));
            book.edit(6, |w| w.schools.values_mut().for_each(|s| Arc::make_mut(s).location = place.into()));
            shelf.save(&book, 7).unwrap();
        }
        tab(store, 0, ReplicaId(own + 9)).1
    });
    for place in [0, 1] {
        let mut book = books[place].clone();
        let file = write(&books[1 - place], Contents::Everything, 8);
        assert!(book.import(&read(file.as_bytes()).unwrap(), &BTreeSet::new(), ReplicaId(40), 9));
        let open = book.history().conflicts();
        let said: BTreeSet<&str> =
            open.iter().flat_map(|open| &open.values).filter_map(|kept| kept.value.as_str()).collect();
        assert_eq!(said, BTreeSet::from(["ours", "theirs"]));
        assert_eq!(book.author().replica, ReplicaId(40));
    }
}

#[test]
fn two_tabs_show_the_same_and_write_nothing_more() {
    let (store, _) = saved_twice();
    let (mut one, mut first) = tab(&store, 0, ReplicaId(10));
    let (mut two, mut second) = tab(&store, 1, ReplicaId(11));
    rename(&mut first, "first");
    second.edit(4, |w| w.schools.values_mut().for_each(|s| Arc::make_mut(s).location = "second".into()));
    save_together(&mut one, &mut first);
    assert!(two.is_newer("018f").unwrap());
    save_together(&mut two, &mut second);
    save_together(&mut one, &mut first);
    assert_eq!(first.workspace(), second.workspace());
    assert_eq!((name_in(&first), first.workspace().schools["s0000"].location.as_str()), ("first", "second"));
    assert_eq!(first.history().conflicts(), []);
    // Each has what the other has: neither saves again because the other did.
    let saved = sequence(&store);
    save_together(&mut two, &mut second);
    save_together(&mut one, &mut first);
    assert_eq!(sequence(&store), saved);
    assert!(!one.is_newer("018f").unwrap() && !two.is_newer("018f").unwrap());
}

#[test]
fn undo_takes_back_what_was_edited_in_this_tab() {
    let (store, _) = saved_twice();
    let (mut one, mut first) = tab(&store, 0, ReplicaId(10));
    let (mut two, mut second) = tab(&store, 1, ReplicaId(11));
    let before = name_in(&first).to_owned();
    rename(&mut first, "first");
    save_together(&mut one, &mut first);
    second.edit(4, |w| {
        Arc::make_mut(w.schools.get_mut("s0000").unwrap()).location = "second".into();
        Arc::make_mut(&mut w.cluster).goals = "second".into();
    });
    save_together(&mut two, &mut second);
    save_together(&mut one, &mut first);
    let school = |book: &Book| {
        let workspace = book.workspace();
        let school = &workspace.schools["s0000"];
        [school.name.clone(), school.location.clone(), workspace.cluster.goals.clone()]
    };
    assert_eq!(school(&first), ["first", "second", "second"]);
    assert!(first.undo(6));
    assert_eq!(school(&first), [before.as_str(), "second", "second"]);
    assert!(first.redo(7));
    assert_eq!(school(&first), ["first", "second", "second"]);
    assert!(!first.can_redo() && first.undo(8) && !first.can_undo());
}

#[test]
fn a_seat_keeps_its_replica_until_it_is_given_up() {
    let (store, _) = saved_twice();
    assert_eq!(tab(&store, 0, ReplicaId(10)).1.author().replica, ReplicaId(10));
    assert_eq!(tab(&store, 1, ReplicaId(11)).1.author().replica, ReplicaId(11));
    assert_eq!(tab(&store, 0, ReplicaId(12)).1.author().replica, ReplicaId(10));
    shelf(&store).reseat("018f", 0, ReplicaId(13));
    assert_eq!(tab(&store, 0, ReplicaId(14)).1.author().replica, ReplicaId(13));
    // Seats go with their workspace and are none by themselves.
    let mut shelf = shelf(&store);
    shelf.remove("018f").unwrap();
    assert_eq!(store.texts.borrow().len(), 0);
    shelf.reseat("018f", 0, ReplicaId(15));
    assert_eq!((shelf.contains("018f"), shelf.list()), (Ok(false), Ok(Vec::new())));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// Any number of tabs that edit, save and close in any order: what was saved is there,
    /// and no two tabs gave the same stamp.
    #[test]
    fn tabs_lose_nothing(steps in prop::collection::vec((0usize..3, 0u8..4), 1..40)) {
        let (store, _) = saved_twice();
        let mut tabs: Vec<Option<(Shelf<Memory>, Book)>> = (0..3).map(|_| None).collect();
        let mut expected = BTreeMap::new();
        for (turn, (number, what)) in steps.into_iter().enumerate() {
            let slot = &mut tabs[number];
            let (shelf, book) = slot.get_or_insert_with(|| tab(&store, number as u32, ReplicaId(100 + turn as u64)));
            match what {
                0 => {
                    save_together(shelf, book);
                    *slot = None;
                }
                1 => save_together(shelf, book),
                _ => {
                    // Every tab writes into schools of its own.
                    let id = format!("s{:04}", number * 10 + turn % 10);
                    book.edit(turn as i64, |w| {
                        Arc::make_mut(w.schools.entry(id.clone()).or_default()).location = format!("{turn}");
                    });
                    expected.insert(id, format!("{turn}"));
                }
            }
        }
        for (shelf, book) in tabs.iter_mut().flatten() {
            save_together(shelf, book);
        }
        let (_, book) = tab(&store, 5, FRESH);
        for (id, location) in expected {
            prop_assert_eq!(&book.workspace().schools[&id].location, &location);
        }
        prop_assert_eq!(book.history().conflicts(), []);
    }
}

#[test]
fn a_cleared_store_is_written_anew() {
    let (store, mut book) = saved_twice();
    let mut shelf = shelf(&store);
    shelf.load("018f", FRESH, 3).unwrap();
    store.texts.borrow_mut().clear();
    rename(&mut book, "third");
    shelf.save(&book, 4).unwrap();
    assert_eq!(shelf.load("018f", FRESH, 5).unwrap().book.workspace(), book.workspace());

    // Also if only chunks went missing.
    store.texts.borrow_mut().retain(|key, _| !key.contains("/c/"));
    rename(&mut book, "fourth");
    shelf.save(&book, 6).unwrap();
    assert_eq!(shelf.load("018f", FRESH, 7).unwrap().book.workspace(), book.workspace());
}

#[test]
fn what_cannot_be_read_is_kept_aside_byte_for_byte() {
    let (store, book) = saved_twice();
    for slot in ["a", "b"] {
        store.texts.borrow_mut().insert(format!("kapocs/w/018f/{slot}"), "junk\u{1}ő".into());
    }
    let mut shelf = shelf(&store);
    assert_eq!(shelf.list().unwrap()[0].state, EntryState::Unreadable);
    let before: BTreeMap<String, String> = serde_json::from_str(&shelf.raw("018f").unwrap()).unwrap();
    assert_eq!(before["a"], "junk\u{1}ő");
    let Err(LoadError::Unreadable { aside: Some(aside), .. }) = shelf.load("018f", FRESH, 77) else { panic!() };
    assert_eq!((aside.at, aside.id.as_str()), (77, "018f"));
    let after: BTreeMap<String, String> = serde_json::from_str(&shelf.raw_aside(&aside).unwrap()).unwrap();
    assert_eq!(before, after);
    // The place is free again.
    assert_eq!(shelf.list().unwrap(), []);
    shelf.save(&book, 78).unwrap();
    assert_eq!(shelf.aside().unwrap(), std::slice::from_ref(&aside));
    shelf.remove_aside(&aside).unwrap();
    assert_eq!(shelf.aside().unwrap(), []);
    assert!(shelf.load("018f", FRESH, 79).is_ok());
}

#[test]
fn without_room_to_put_it_aside_it_stays_where_it_is() {
    let (store, book) = saved_twice();
    for slot in ["a", "b"] {
        store.texts.borrow_mut().insert(format!("kapocs/w/018f/{slot}"), "junk".into());
    }
    let before = store.texts.borrow().clone();
    store.faults.borrow_mut().limit = Some(store.used() + 100);
    let mut shelf = shelf(&store);
    assert_eq!(shelf.load("018f", FRESH, 77).unwrap_err(), LoadError::Unreadable { aside: None, reason: None });
    assert_eq!(*store.texts.borrow(), before);
    assert_eq!(shelf.save(&book, 78), Err(SaveError::ChangedElsewhere));
}

#[test]
fn a_store_of_a_newer_program_is_left_alone() {
    let (store, book) = saved_twice();
    let key = "kapocs/w/018f/b".to_owned();
    let text = store.texts.borrow()[&key].clone();
    let body = text.split_once(' ').unwrap().1.replacen("\"version\":1", "\"version\":99", 1);
    let sealed = {
        use sha2::{Digest as _, Sha256};
        let seal: String = Sha256::digest(body.as_bytes()).iter().take(8).map(|b| format!("{b:02x}")).collect();
        format!("{seal} {body}")
    };
    store.texts.borrow_mut().insert(key, sealed);
    let before = store.texts.borrow().clone();
    let mut shelf = shelf(&store);
    assert_eq!(shelf.list().unwrap()[0].state, EntryState::Newer);
    assert_eq!(shelf.load("018f", FRESH, 3).unwrap_err(), LoadError::Newer { version: 99 });
    assert_eq!(shelf.save(&book, 4), Err(SaveError::Newer));
    assert_eq!(*store.texts.borrow(), before);
}

#[test]
fn a_store_that_is_switched_off_says_so() {
    let store = Memory::default();
    store.faults.borrow_mut().disabled = true;
    assert_eq!(Shelf::open(store).map(|_| ()).unwrap_err(), StoreError::Disabled);
}

#[test]
fn one_edit_writes_one_chunk_and_one_slot() {
    let store = Memory::default();
    let mut book = book(1_000);
    let mut shelf = shelf(&store);
    shelf.save(&book, 1).unwrap();
    let used = store.used();
    store.heal();
    rename(&mut book, "other");
    shelf.save(&book, 2).unwrap();
    assert_eq!(store.faults.borrow().writes, 2);
    // Nothing changed: nothing is written.
    shelf.save(&book, 3).unwrap();
    assert_eq!(store.faults.borrow().writes, 2);
    assert!(store.used() < used * 6 / 5, "{} after {used}", store.used());
    for turn in 0..50 {
        rename(&mut book, &format!("turn {turn}"));
        shelf.save(&book, 4).unwrap();
    }
    assert!(store.used() < used * 6 / 5, "chunks that nothing lists are removed");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn junk_in_the_store_never_panics(texts in prop::collection::vec(("kapocs/(w|aside)/[a-z%0-9/]{0,12}", "\\PC{0,30}"), 0..6)) {
        let store = Memory::default();
        store.texts.borrow_mut().extend(texts);
        let mut shelf = shelf(&store);
        for entry in shelf.list().unwrap() {
            let _ = shelf.load(&entry.id, FRESH, 1);
        }
        for aside in shelf.aside().unwrap() {
            shelf.raw_aside(&aside).unwrap();
        }
        shelf.usage().unwrap();
    }

    #[test]
    fn a_changed_letter_is_noticed(which: prop::sample::Index, place: prop::sample::Index, other: char) {
        let (store, book) = saved_twice();
        let key = which.get(&store.keys().unwrap()).clone();
        let mut letters: Vec<char> = store.texts.borrow()[&key].chars().collect();
        let place = place.index(letters.len());
        prop_assume!(letters[place] != other);
        letters[place] = other;
        store.texts.borrow_mut().insert(key, letters.into_iter().collect());
        match shelf(&store).load("018f", FRESH, 3) {
            Ok(loaded) if !loaded.torn => prop_assert_eq!(loaded.book.workspace(), book.workspace()),
            Ok(loaded) => prop_assert!(["first", "second"].contains(&name_in(&loaded.book))),
            Err(error) => prop_assert!(matches!(error, LoadError::Unreadable { .. }), "{:?}", error),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// However a workspace came to be what it is, edit by edit or at once: the same chunks.
    #[test]
    fn edits_saved_one_by_one_make_the_same_chunks(edits in prop::collection::vec((any::<bool>(), 0usize..90), 1..12)) {
        let (gradual, whole) = (Memory::default(), Memory::default());
        let mut kept = shelf(&gradual);
        let mut book = Book::new(Workspace { id: "018f".into(), ..Workspace::default() }, ReplicaId(1), 0);
        book.edit(0, |w| w.schools.extend((0..90).step_by(2).map(|n| (format!("s{n}"), Arc::default()))));
        kept.save(&book, 0).unwrap();
        for (turn, (stays, number)) in edits.into_iter().enumerate() {
            let id = format!("s{number}");
            book.edit(turn as i64, |w| match stays {
                true => Arc::make_mut(w.schools.entry(id).or_default()).location = turn.to_string(),
                false => drop(w.schools.remove(&id)),
            });
            kept.save(&book, 1).unwrap();
        }
        shelf(&whole).save(&book, 1).unwrap();
        let chunks = |store: &Memory| {
            let texts = store.texts.borrow().clone();
            texts.into_iter().filter(|(key, _)| key.contains("/c/")).collect::<BTreeMap<_, _>>()
        };
        let one_by_one = chunks(&gradual);
        for (key, text) in chunks(&whole) {
            prop_assert_eq!(one_by_one.get(&key), Some(&text));
        }
        let loaded = kept.load("018f", FRESH, 2).unwrap().book;
        prop_assert_eq!(loaded.workspace(), book.workspace());
    }
}

/// A national network: two rounds of a thousand schools, with n and provenance.
fn thousand_schools() -> Book {
    use kapocs::selfie::{Catalogue, Group, Subject};
    use kapocs::survey::{Mean, Participation, Score, Source, SurveyResult};

    let mut workspace = Workspace { id: "big".into(), ..Workspace::default() };
    for round in ["2021-ősz", "2022-tavasz"] {
        workspace.rounds.insert(round.into(), Arc::default());
    }
    let catalogue = Catalogue::shipped();
    for n in 0..1_000u32 {
        let id = format!("018f3a{n:06x}");
        let school = School {
            name: format!("{n}. számú Kitalált Általános Iskola és Alapfokú Művészeti Iskola"),
            short_name: format!("{n}. Kitalált"),
            location: format!("9999 Kitaláltfalva, Petőfi Sándor utca {n}."),
            website: format!("https://iskola-{n}.example.org"),
            coordinator: format!("Kitalált Koordinátor {n}"),
            contact: format!("koordinator-{n}@example.org"),
            ..School::default()
        };
        workspace.schools.insert(id.clone(), Arc::new(school));
        for (r, round) in ["2021-ősz", "2022-tavasz"].into_iter().enumerate() {
            let mut result = SurveyResult::default();
            for (code, texts) in &catalogue.items {
                for (g, &group) in texts.groups.iter().enumerate() {
                    let step = (n * 31 + code.number() as u32 * 7 + g as u32 * 13 + r as u32 * 3) % 40;
                    let mean = Mean::new(1.0 + f64::from(step) / 10.0, 1).unwrap();
                    let answered = [4, 38, 312][group as usize % 3] + (n + step) % 5;
                    let score = Score { mean, n: Some(answered), spread: None };
                    result.scores.entry(group).or_default().insert(Subject::Item(*code), score);
                }
            }
            for group in [Group::Leaders, Group::Teachers, Group::Students] {
                result.participation.insert(group, Participation { invited: Some(400), answered: Some(312) });
            }
            result.sources.push(Source {
                name: format!("kitalalt-{n}-{round}.csv"),
                size: 4_321,
                hash: format!("{n:064x}"),
                read_at: 1_637_000_000,
                notes: vec!["Általános iskola, felső tagozat".into()],
            });
            workspace.surveys.insert(format!("{id}/lower-secondary/{round}"), Arc::new(result));
        }
    }
    Book::new(workspace, ReplicaId(1), 1_637_000_000)
}

#[test]
fn a_thousand_schools_fit_a_browser_with_nothing_shared_between_the_slots() {
    let store = Memory::default();
    store.faults.borrow_mut().limit = Some(5_000_000);
    let mut book = thousand_schools();
    let mut shelf = shelf(&store);
    shelf.save(&book, 1).unwrap();
    let once = store.used();
    // A save that rewrites everything holds both states for a moment.
    assert!(2 * once < 5_000_000, "{once}");

    book.edit(2, |w| Arc::make_mut(w.schools.values_mut().next().unwrap()).students = Some(1));
    shelf.save(&book, 2).unwrap();
    assert!(store.used() < once * 51 / 50, "an edit takes little: {} after {once}", store.used());
    assert_eq!(shelf.load("big", FRESH, 4).unwrap().book.workspace(), book.workspace());
}
