//! The laws of merging, over random histories of several copies: every copy is
//! compared with a model that keeps plain sets of writes, and all copies end up the
//! same however their files travel.

use kapocs::cluster::School;
use kapocs::selfie::{Group, Subject};
use kapocs::survey::{Mean, Score, Scores, SurveyResult};
use kapocs::workspace::bundle::{self, Bundle, Contents};
use kapocs::workspace::{
    Book, BundleError, Deletion, Field, FieldId, History, Kind, ReplicaId, Stamp, Who, Workspace, record,
};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

const SCHOOLS: [&str; 2] = ["s1", "s2"];
const FIELDS: [&str; 3] = ["name", "location", "contact"];

#[derive(Clone, Debug)]
enum Step {
    Write {
        school: usize,
        field: usize,
        value: u8,
    },
    Delete {
        school: usize,
    },
    /// Results of a survey are read in.
    Import {
        school: usize,
        value: u8,
    },
    Merge {
        from: usize,
        keep: Option<Keep>,
    },
    Settle {
        value: u8,
    },
    Undo,
    Redo,
    Copy {
        from: usize,
    },
}

/// What stays as it is here at a merge: a record, or one field of it.
#[derive(Clone, Debug)]
struct Keep {
    school: usize,
    field: Option<usize>,
}

impl Keep {
    fn place(&self) -> FieldId {
        let field = self.field.map(|field| FIELDS[field].to_owned());
        FieldId { kind: Kind::Schools, id: SCHOOLS[self.school].to_owned(), field }
    }
}

fn keep() -> impl Strategy<Value = Option<Keep>> {
    let some = (0..2usize, prop::option::of(0..3usize)).prop_map(|(school, field)| Some(Keep { school, field }));
    prop_oneof![4 => Just(None), 1 => some]
}

fn steps() -> impl Strategy<Value = (usize, Vec<(usize, Step)>)> {
    let step = prop_oneof![
        6 => (0..2usize, 0..3usize, 0..4u8).prop_map(|(school, field, value)| Step::Write { school, field, value }),
        1 => (0..2usize).prop_map(|school| Step::Delete { school }),
        1 => (0..2usize, 0..4u8).prop_map(|(school, value)| Step::Import { school, value }),
        4 => (0..5usize, keep()).prop_map(|(from, keep)| Step::Merge { from, keep }),
        1 => (0..4u8).prop_map(|value| Step::Settle { value }),
        1 => Just(Step::Undo),
        1 => Just(Step::Redo),
        1 => (0..5usize).prop_map(|from| Step::Copy { from }),
    ];
    (2..=5usize, prop::collection::vec((0..5usize, step), 1..40))
}

fn file(book: &Book) -> Bundle {
    bundle::read(bundle::write(book, Contents::Everything, 0).as_bytes()).expect("our own file")
}

fn set(school: &mut School, field: usize, value: String) {
    match FIELDS[field] {
        "name" => school.name = value,
        "location" => school.location = value,
        _ => school.contact = value,
    }
}

fn survey(value: u8) -> SurveyResult {
    let mean = Mean::new(1.0 + f64::from(value), 1).unwrap();
    let score = Score { mean, n: Some(20), spread: None };
    let scores = Scores::from_iter([("A1".parse::<Subject>().unwrap(), score)]);
    SurveyResult { scores: BTreeMap::from([(Group::Teachers, scores)]), ..SurveyResult::default() }
}

fn begin() -> Workspace {
    let mut workspace = Workspace { id: "w".into(), ..Workspace::default() };
    record(&mut workspace.schools, SCHOOLS[0]).name = "first".into();
    workspace
}

/// Copies that began from the same file.
fn copies(count: usize) -> Vec<Book> {
    let first = Book::new(begin(), ReplicaId(100), 0);
    (0..count).map(|place| Book::open(file(&first), ReplicaId(place as u64 + 1))).collect()
}

/// Does one step; ids of replicas that came into being are counted on from `fresh`.
fn take(books: &mut [Book], who: usize, step: &Step, at: i64, fresh: &mut u64) {
    let count = books.len();
    let who = who % count;
    *fresh += 1;
    match *step {
        Step::Write { school, field, value } => {
            books[who].edit(at, |workspace| {
                set(record(&mut workspace.schools, SCHOOLS[school]), field, format!("{value}"));
            });
        }
        Step::Delete { school } => {
            books[who].edit(at, |workspace| {
                workspace.schools.remove(SCHOOLS[school]);
            });
        }
        Step::Import { school, value } => {
            let key = format!("{}/primary/r", SCHOOLS[school]);
            books[who].edit(at, |workspace| drop(workspace.surveys.insert(key, Arc::new(survey(value)))));
        }
        Step::Merge { from, ref keep } => {
            let theirs = file(&books[from % count]);
            let keep = keep.iter().map(Keep::place).collect();
            books[who].merge_but(&theirs, &keep, ReplicaId(1_000 + *fresh), at);
        }
        Step::Settle { value } => {
            if let Some(conflict) = books[who].history().conflicts().first() {
                books[who].settle(&conflict.at, format!("{value}").into(), at);
            }
        }
        Step::Undo => {
            books[who].undo(at);
        }
        Step::Redo => {
            books[who].redo(at);
        }
        Step::Copy { from } => books[who] = Book::open(file(&books[from % count]), ReplicaId(1_000 + *fresh)),
    }
}

type Writer = (ReplicaId, bool);

/// A history without what differs between equal copies: the numbers of replicas.
type Canonical =
    (BTreeSet<String>, BTreeMap<(String, String, String), BTreeSet<String>>, Vec<(Writer, String, String, i64)>);

fn canonical(book: &Book) -> (Arc<Workspace>, Canonical) {
    let history = book.history();
    let writer = |number: u32| -> Writer {
        let row = &history.replicas()[number as usize];
        (row.id, row.personal)
    };
    let dots = |text: String| -> BTreeSet<String> {
        let piece = |piece: &str| {
            let (replica, numbers) = piece.split_once('.').unwrap();
            format!("{:?}.{numbers}", writer(replica.parse().unwrap()))
        };
        text.split(' ').filter(|p| !p.is_empty()).map(piece).collect()
    };
    let write = |stamp: Stamp| format!("{:?}.{}@{}", writer(stamp.dot.replica), stamp.dot.counter, stamp.at);
    let mut fields: BTreeMap<(String, String, String), BTreeSet<String>> = BTreeMap::new();
    for kind in Kind::ALL {
        for (id, record) in history.all(kind) {
            let key = |name: &str| (kind.word().to_owned(), id.clone(), name.to_owned());
            for (name, field) in &record.fields {
                let writes = match field {
                    Field::Here(stamp) => BTreeSet::from([write(*stamp)]),
                    Field::Kept(kept) => kept.iter().map(|k| format!("{}={}", write(k.stamp), k.value)).collect(),
                };
                fields.insert(key(name), writes);
            }
            for (stamp, deletion) in &record.deleted {
                let said = match deletion {
                    Deletion::Deleted { saw } => format!("{:?}", dots(saw.to_string())),
                    Deletion::Restored => "restored".to_owned(),
                };
                fields.entry(key("deleted")).or_default().insert(format!("{} {said}", write(*stamp)));
            }
        }
    }
    let rows = history.replicas().iter();
    let mut rows: Vec<_> =
        rows.map(|row| ((row.id, row.personal), row.school.clone(), row.name.clone(), row.since)).collect();
    rows.sort();
    (book.workspace().clone(), (dots(history.seen().to_string()), fields, rows))
}

fn merged(a: &Book, b: &Book) -> Book {
    let mut both = a.clone();
    both.merge(&file(b), &BTreeSet::new(), ReplicaId(9_999), 0);
    both
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn merging_is_commutative_associative_and_idempotent((count, steps) in steps()) {
        let mut books = copies(count.max(3));
        let mut fresh = 0;
        for (at, (who, step)) in steps.iter().enumerate() {
            take(&mut books, *who, step, at as i64, &mut fresh);
        }
        let [a, b, c] = [&books[0], &books[1], &books[2]];
        prop_assert_eq!(canonical(&merged(a, b)), canonical(&merged(b, a)));
        prop_assert_eq!(canonical(&merged(&merged(a, b), c)), canonical(&merged(a, &merged(b, c))));
        let both = merged(a, b);
        prop_assert_eq!(canonical(&merged(&both, a)), canonical(&both));
        prop_assert_eq!(canonical(&merged(&both, &both)), canonical(&both));
    }

    #[test]
    fn copies_that_exchange_files_in_any_order_are_equal((count, steps) in steps(), order in prop::collection::vec((0..5usize, 0..5usize), 0..12)) {
        let mut books = copies(count);
        let mut fresh = 0;
        for (at, (who, step)) in steps.iter().enumerate() {
            take(&mut books, *who, step, at as i64, &mut fresh);
        }
        let around = (0..count).chain(0..count).map(|place| (place + 1, place));
        for (to, from) in order.into_iter().chain(around) {
            let theirs = file(&books[from % count]);
            books[to % count].merge(&theirs, &BTreeSet::new(), ReplicaId(9_999), 0);
        }
        let all: Vec<_> = books.iter().map(canonical).collect();
        for other in &all[1..] {
            prop_assert_eq!(other, &all[0]);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]

    #[test]
    fn one_undo_takes_a_merge_back_and_it_can_come_again((count, steps) in steps(), edited: bool) {
        let mut books = copies(count);
        let mut fresh = 0;
        for (at, (who, step)) in steps.iter().enumerate() {
            take(&mut books, *who, step, at as i64, &mut fresh);
        }
        let before = all_said(&books[0]);
        let theirs = file(&books[1]);
        if books[0].merge(&theirs, &BTreeSet::new(), ReplicaId(9_999), 100) {
            let merged = all_said(&books[0]);
            prop_assert!(books[0].undo(101));
            prop_assert_eq!(all_said(&books[0]), before.clone());
            prop_assert!(books[0].redo(102));
            prop_assert_eq!(all_said(&books[0]), merged.clone());
            // Undone and forgotten, it comes with its file once more.
            prop_assert!(books[0].undo(103));
            if edited {
                books[0].edit(104, |workspace| Arc::make_mut(&mut workspace.cluster).goals = "other".into());
            }
            let planned = books[0].incoming(&theirs);
            prop_assert!(!planned.is_empty() || planned.merged == *books[0].workspace());
            prop_assert!(!books[0].clone().merge(&theirs, &BTreeSet::new(), ReplicaId(9_999), 105));
            prop_assert!(books[0].import(&theirs, &BTreeSet::new(), ReplicaId(9_999), 105));
            prop_assert_eq!(&planned.merged, books[0].workspace());
            prop_assert_eq!(all_said(&books[0]), merged);
        }
    }

    /// Also of conflicts: what was open is open again with the same values, and nothing else is.
    #[test]
    fn undo_and_redo_say_what_was_said((count, steps) in steps()) {
        let mut books = copies(count);
        let mut fresh = 0;
        let mut states = vec![all_said(&books[0])];
        for (at, (who, step)) in steps.iter().enumerate() {
            if matches!(step, Step::Undo | Step::Redo | Step::Copy { .. }) && who % count == 0 {
                continue;
            }
            let (undo, shown) = (books[0].can_undo(), books[0].clone());
            take(&mut books, *who, step, at as i64, &mut fresh);
            if who % count == 0 && (canonical(&shown) != canonical(&books[0]) || undo != books[0].can_undo()) {
                states.push(all_said(&books[0]));
            }
        }
        for state in states.iter().rev().skip(1) {
            prop_assert!(books[0].undo(100));
            prop_assert_eq!(&all_said(&books[0]), state);
        }
        prop_assert!(!books[0].can_undo());
        for state in states.iter().skip(1) {
            prop_assert!(books[0].redo(101));
            prop_assert_eq!(&all_said(&books[0]), state);
        }
    }
}

/// What a copy says of each school, and its results.
type AllSaid = (Vec<(bool, bool, Vec<BTreeSet<String>>)>, Vec<(String, Vec<String>)>);

fn all_said(book: &Book) -> AllSaid {
    let schools = (0..SCHOOLS.len()).map(|school| said(book.history(), book.workspace(), school)).collect();
    let result = |(id, result): (&String, &Arc<SurveyResult>)| {
        let place = FieldId { kind: Kind::Surveys, id: id.clone(), field: Some("whole".into()) };
        let open = book.history().conflicts().into_iter().find(|conflict| conflict.at == place);
        let values = open.into_iter().flat_map(|open| open.values).map(|kept| kept.value.to_string());
        let mut values: Vec<String> = values.collect();
        values.sort();
        values.push(serde_json::to_string(result.as_ref()).unwrap());
        (id.clone(), values)
    };
    (schools, book.workspace().surveys.iter().map(result).collect())
}

// ---------------------------------------------------------------- a copied profile

/// A write of one of two copies with the same id: which copy, and of its own fields which.
fn twin_steps() -> impl Strategy<Value = Vec<(usize, usize, u8)>> {
    prop::collection::vec((0..2usize, 0..3usize, 0..200u8), 1..12)
}

/// A browser that wrote this.
fn profile(before: &[u8]) -> Book {
    let mut one = Book::open(file(&Book::new(begin(), ReplicaId(100), 0)), ReplicaId(7));
    for (at, value) in (1..).zip(before) {
        one.edit(at, |w| set(record(&mut w.schools, SCHOOLS[at as usize % 2]), 0, format!("before{value}")));
    }
    one
}

/// The browser opened once more, in its own or in a copied profile.
fn opened_again(profile: &Book, sitting: u64, replica: ReplicaId) -> Book {
    let mut book = Book::open(file(profile), ReplicaId(sitting));
    book.set_replica(replica);
    book
}

/// Two copies of one profile that write on, each into fields of its own, as far as can be in
/// the same sitting: nothing but what was written tells them apart.
fn twins(before: &[u8], steps: &[(usize, usize, u8)]) -> [Book; 2] {
    let one = profile(before);
    let mut books = [one.clone(), one];
    for (at, (who, field, value)) in (20..).zip(steps) {
        books[*who].edit(at, |w| {
            let school = record(&mut w.schools, SCHOOLS[*who]);
            set(school, *field, format!("by{who}: {value}"));
        });
    }
    books
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

    #[test]
    fn copies_of_one_profile_lose_nothing(
        before in prop::collection::vec(any::<u8>(), 0..4),
        steps in twin_steps(),
        later in twin_steps(),
    ) {
        let books = twins(&before, &steps);
        let [a, b] = &books;
        let both = merged(a, b);
        prop_assert_eq!(canonical(&both), canonical(&merged(b, a)));
        for file_again in [a, b, &both] {
            prop_assert_eq!(canonical(&merged(&both, file_again)), canonical(&both));
            prop_assert_eq!(canonical(&merged(file_again, &both)), canonical(&both));
        }
        keeps_all(&both, a, 0)?;
        keeps_all(&both, b, 1)?;
        // They go on, having heard of each other or not, and hear of each other twice.
        let mut books = books.clone();
        for (round, (at, (who, field, value))) in (100..).zip(&later).enumerate() {
            books[*who].edit(at, |w| set(record(&mut w.schools, SCHOOLS[*who]), *field, format!("by{who}: {value}")));
            if round % 4 == 3 {
                let theirs = file(&books[1 - who]);
                books[*who].merge(&theirs, &BTreeSet::new(), ReplicaId(200 + round as u64), at);
            }
        }
        let [a, b] = &books;
        let both = merged(a, b);
        prop_assert_eq!(canonical(&both), canonical(&merged(b, a)));
        prop_assert_eq!(canonical(&merged(&both, a)), canonical(&both));
        keeps_all(&both, a, 0)?;
        keeps_all(&both, b, 1)?;
    }

    /// Whoever's file travels where: all end up the same.
    #[test]
    fn copies_of_one_profile_end_up_equal(
        before in prop::collection::vec(any::<u8>(), 0..4),
        steps in twin_steps(),
        third in prop::collection::vec((0..2usize, 0..3usize, 0..200u8), 0..6),
        order in prop::collection::vec((0..3usize, 0..3usize), 0..8),
    ) {
        let [a, b] = twins(&before, &steps);
        let mut books = [a, b, Book::open(file(&Book::new(begin(), ReplicaId(100), 0)), ReplicaId(9))];
        for (at, (school, field, value)) in (200..).zip(third) {
            books[2].edit(at, |w| set(record(&mut w.schools, SCHOOLS[school]), field, format!("by2: {value}")));
        }
        let around = (0..3usize).chain(0..3).map(|place| (place + 1, place));
        for (to, from) in order.into_iter().chain(around) {
            let theirs = file(&books[from]);
            books[to % 3].merge(&theirs, &BTreeSet::new(), ReplicaId(9_999), 0);
        }
        let all: Vec<_> = books.iter().map(canonical).collect();
        for other in &all[1..] {
            prop_assert_eq!(other, &all[0]);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    /// Copies of one profile that are opened again are like two browsers, whatever each writes.
    #[test]
    fn a_copied_profile_is_as_good_as_two_browsers(
        before in prop::collection::vec(any::<u8>(), 0..4),
        open_while_copied: bool,
        steps in prop::collection::vec((0..2usize, 0..2usize, 0..3usize, 0..4u8), 1..14),
        sittings in prop::collection::vec((0..14usize, 0..2usize), 0..6),
    ) {
        let after = |replicas: [u64; 2]| {
            let one = profile(&before);
            let again = |sitting, replica| opened_again(&one, sitting, ReplicaId(replica));
            let first = if open_while_copied { one.clone() } else { again(21, replicas[0]) };
            let mut books = [first, again(22, replicas[1])];
            for (place, (who, school, field, value)) in steps.iter().enumerate() {
                for (again, _) in sittings.iter().filter(|(when, by)| *when == place && by == who) {
                    books[*who] = opened_again(&books[*who], 30 + 2 * *again as u64 + *who as u64, ReplicaId(replicas[*who]));
                }
                books[*who].edit(20 + place as i64, |w| {
                    set(record(&mut w.schools, SCHOOLS[*school]), *field, format!("{value}"));
                });
            }
            books
        };
        let [a, b] = after([7, 7]);
        let [one, other] = after([7, 8]);
        let both = merged(&a, &b);
        prop_assert_eq!(all_said(&both), all_said(&merged(&one, &other)));
        prop_assert_eq!(canonical(&both), canonical(&merged(&b, &a)));
        for again in [&a, &b, &both] {
            prop_assert_eq!(canonical(&merged(&both, again)), canonical(&both));
            prop_assert_eq!(canonical(&merged(again, &both)), canonical(&both));
        }
        // A colleague hears of them one after the other.
        let colleague = |first: &Book, second: &Book| {
            let book = Book::open(file(&Book::new(begin(), ReplicaId(100), 0)), ReplicaId(9));
            merged(&merged(&book, first), second)
        };
        prop_assert_eq!(canonical(&colleague(&a, &b)), canonical(&both));
        prop_assert_eq!(canonical(&colleague(&b, &a)), canonical(&both));
    }
}

/// What a copy wrote into its own school is shown after merging, or among what is open.
fn keeps_all(both: &Book, copy: &Book, who: usize) -> Result<(), TestCaseError> {
    let Some(school) = copy.workspace().schools.get(SCHOOLS[who]) else { return Ok(()) };
    let (here, _, values) = said(both.history(), both.workspace(), who);
    prop_assert!(here);
    for (field, values) in FIELDS.iter().zip(values) {
        let value = plain(school, field);
        prop_assert!(!value.starts_with("by") || values.contains(&value), "{} lacks {}: {:?}", field, value, values);
    }
    Ok(())
}

// ---------------------------------------------------------------- the model

/// When a write was made, and by whom.
type Times = BTreeMap<u32, (i64, u64)>;

/// A copy as plain sets: per school and field the writes that stand, and all writes
/// ever seen. A write is a number that no other write has.
#[derive(Clone, Default)]
struct Model {
    seen: BTreeSet<u32>,
    fields: BTreeMap<(usize, usize), BTreeMap<u32, String>>,
    /// What each deletion saw; `None` for "it is back".
    deleted: BTreeMap<usize, BTreeMap<u32, Option<BTreeSet<u32>>>>,
}

impl Model {
    fn stand(&self, school: usize) -> impl Iterator<Item = u32> {
        (0..FIELDS.len())
            .flat_map(move |field| self.fields.get(&(school, field)).into_iter().flatten().map(|(&w, _)| w))
    }

    fn is_gone(&self, school: usize) -> bool {
        let Some(deleted) = self.deleted.get(&school) else { return false };
        let saw: Option<Vec<&BTreeSet<u32>>> = deleted.values().map(Option::as_ref).collect();
        saw.is_some_and(|saw| self.stand(school).all(|write| saw.iter().any(|set| set.contains(&write))))
    }

    /// Who wrote most recently is shown.
    fn shown(&self, school: usize, field: usize, times: &Times) -> String {
        let writes = self.fields.get(&(school, field));
        let newest = writes.into_iter().flatten().max_by_key(|(write, _)| times[write]);
        newest.map(|(_, value)| value.clone()).unwrap_or_default()
    }

    fn merge(&mut self, other: &Model) {
        fn both<T: Clone>(
            a: &mut BTreeMap<u32, T>,
            b: &BTreeMap<u32, T>,
            seen_a: &BTreeSet<u32>,
            seen_b: &BTreeSet<u32>,
        ) {
            a.retain(|write, _| b.contains_key(write) || !seen_b.contains(write));
            let more = b.iter().filter(|(write, _)| !seen_a.contains(write));
            a.extend(more.map(|(&write, value)| (write, value.clone())));
        }
        let nothing = BTreeMap::new();
        for key in self.fields.keys().chain(other.fields.keys()).copied().collect::<BTreeSet<_>>() {
            let theirs = other.fields.get(&key).unwrap_or(&nothing);
            both(self.fields.entry(key).or_default(), theirs, &self.seen, &other.seen);
        }
        let nothing = BTreeMap::new();
        for key in self.deleted.keys().chain(other.deleted.keys()).copied().collect::<BTreeSet<_>>() {
            let theirs = other.deleted.get(&key).unwrap_or(&nothing);
            both(self.deleted.entry(key).or_default(), theirs, &self.seen, &other.seen);
        }
        self.seen.extend(&other.seen);
    }
}

/// What a copy says of a school: per field all its values, or that it is gone, and whether
/// that is disputed.
fn said(history: &History, workspace: &Workspace, school: usize) -> (bool, bool, Vec<BTreeSet<String>>) {
    let id = SCHOOLS[school];
    let here = workspace.schools.get(id);
    let disputed =
        history.conflicts().iter().any(|c| c.at.kind == Kind::Schools && c.at.id == id && c.at.field.is_none());
    let values = FIELDS.iter().map(|field| {
        let conflict = history.conflicts().into_iter().find(|c| c.at.id == id && c.at.field.as_deref() == Some(field));
        match conflict {
            Some(conflict) => conflict.values.iter().map(|k| k.value.as_str().unwrap_or_default().to_owned()).collect(),
            None => here.map(|school| plain(school, field)).into_iter().collect(),
        }
    });
    (here.is_some(), disputed, values.collect())
}

fn plain(school: &School, field: &str) -> String {
    match field {
        "name" => school.name.clone(),
        "location" => school.location.clone(),
        _ => school.contact.clone(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    /// No write is lost, and a conflict is open exactly where writes were concurrent and differ.
    #[test]
    fn copies_say_what_the_model_says((count, steps) in steps()) {
        let mut books = copies(count);
        let mut first = Model { seen: (1..=3).collect(), ..Model::default() };
        for field in 0..FIELDS.len() {
            let value = if field == 0 { "first" } else { "" };
            first.fields.insert((0, field), BTreeMap::from([(field as u32 + 1, value.to_owned())]));
        }
        let mut models = vec![first; count];
        let mut fresh = 0;
        let mut times: Times = (1..=3).map(|write| (write, (0, 100))).collect();
        let mut next = 3;
        for (at, (who, step)) in steps.iter().enumerate() {
            let (who, at) = (who % count, at as i64 + 1);
            let mut write = |model: &mut Model, times: &mut Times| {
                next += 1;
                model.seen.insert(next);
                times.insert(next, (at, who as u64 + 1));
                next
            };
            match *step {
                Step::Write { school, field, value } => {
                    let value = format!("{value}");
                    let model = &mut models[who];
                    let missing = model.is_gone(school) || model.stand(school).next().is_none();
                    if missing {
                        // A record that is written anew comes back empty, with this field.
                        for each in 0..FIELDS.len() {
                            let new = if each == field { value.clone() } else { String::new() };
                            let kept = model.fields.get(&(school, each)).filter(|w| w.len() == 1 && w.values().all(|v| *v == new));
                            if kept.is_none() {
                                let write = write(model, &mut times);
                                model.fields.insert((school, each), BTreeMap::from([(write, new)]));
                            }
                        }
                        if model.deleted.contains_key(&school) {
                            let write = write(model, &mut times);
                            model.deleted.insert(school, BTreeMap::from([(write, None)]));
                        }
                    } else if model.shown(school, field, &times) != value {
                        let write = write(model, &mut times);
                        model.fields.insert((school, field), BTreeMap::from([(write, value)]));
                    }
                }
                Step::Delete { school } => {
                    let model = &mut models[who];
                    if !model.is_gone(school) && model.stand(school).next().is_some() {
                        let saw = model.stand(school).collect();
                        let write = write(model, &mut times);
                        model.deleted.insert(school, BTreeMap::from([(write, Some(saw))]));
                    }
                }
                Step::Merge { from, .. } => {
                    let other = models[from % count].clone();
                    models[who].merge(&other);
                }
                Step::Settle { value } => {
                    let Some(open) = books[who].history().conflicts().into_iter().next() else { continue };
                    let school = SCHOOLS.iter().position(|id| *id == open.at.id).unwrap();
                    let model = &mut models[who];
                    let write = write(model, &mut times);
                    match FIELDS.iter().position(|field| open.at.field.as_deref() == Some(field)) {
                        Some(field) => drop(model.fields.insert((school, field), BTreeMap::from([(write, value.to_string())]))),
                        None => drop(model.deleted.insert(school, BTreeMap::from([(write, None)]))),
                    }
                }
                Step::Copy { from } => models[who] = models[from % count].clone(),
                // What these do, undo_and_redo_say_what_was_said and the laws look at.
                Step::Undo | Step::Redo | Step::Import { .. } => continue,
            }
            let step = match step {
                Step::Merge { from, .. } => &Step::Merge { from: *from, keep: None },
                step => step,
            };
            fresh += 100;
            take(&mut books, who, step, at, &mut fresh);
            let model = &models[who];
            for school in 0..SCHOOLS.len() {
                let known = model.stand(school).next().is_some();
                let here = known && !model.is_gone(school);
                let disputed = here && model.deleted.get(&school).is_some_and(|d| d.values().any(Option::is_some));
                let values = (0..FIELDS.len()).map(|field| {
                    let writes = model.fields.get(&(school, field)).filter(|_| here);
                    writes.into_iter().flatten().map(|(_, value)| value.clone()).collect()
                });
                let expected = (here, disputed, values.collect::<Vec<BTreeSet<String>>>());
                prop_assert_eq!(said(books[who].history(), books[who].workspace(), school), expected, "{:?}", step);
            }
        }
    }
}

#[test]
fn a_file_does_not_grow_with_the_number_of_edits() {
    let mut book = Book::new(begin(), ReplicaId(1), 0);
    let size = |book: &Book| bundle::write(book, Contents::Everything, 1_700_000_000).len();
    let edit = |book: &mut Book, number: u32| {
        book.edit(1_700_000_000, |w| record(&mut w.schools, SCHOOLS[0]).name = format!("name {number:06}"))
    };
    edit(&mut book, 100_000);
    let early = size(&book);
    for number in 0..100_000 {
        assert!(edit(&mut book, number));
    }
    // Only the digits of the newest number are more.
    assert!(size(&book) - early <= 12, "{} and then {}", early, size(&book));
}

#[test]
fn keeping_ours_is_an_edit_that_the_other_side_sees() {
    let mut books = copies(2);
    books[0].edit(1, |w| record(&mut w.schools, SCHOOLS[0]).name = "ours".into());
    books[1].edit(2, |w| record(&mut w.schools, SCHOOLS[0]).name = "theirs".into());
    let keep = BTreeSet::from([(Kind::Schools, SCHOOLS[0].to_owned())]);
    let theirs = file(&books[1]);
    assert!(books[0].merge(&theirs, &keep, ReplicaId(9), 3));
    assert_eq!(books[0].workspace().schools[SCHOOLS[0]].name, "ours");
    assert!(books[0].history().conflicts().is_empty());
    let ours = file(&books[0]);
    assert!(books[1].merge(&ours, &BTreeSet::new(), ReplicaId(9), 4));
    assert_eq!(books[1].workspace().schools[SCHOOLS[0]].name, "ours");
    assert!(books[1].history().conflicts().is_empty());
}

#[test]
fn a_value_that_the_field_cannot_hold_decides_nothing() {
    let mut books = copies(2);
    books[0].edit(1, |w| record(&mut w.schools, SCHOOLS[0]).students = Some(400));
    books[1].edit(2, |w| record(&mut w.schools, SCHOOLS[0]).students = Some(401));
    let theirs = file(&books[1]);
    books[0].merge(&theirs, &BTreeSet::new(), ReplicaId(9), 3);
    let open = books[0].history().conflicts();
    assert!(!books[0].settle(&open[0].at, "many".into(), 4));
    assert_eq!(books[0].history().conflicts(), open);
    assert!(books[0].settle(&open[0].at, 402.into(), 5));
    assert_eq!(books[0].workspace().schools[SCHOOLS[0]].students, Some(402));
    assert!(books[0].history().conflicts().is_empty());
}

#[test]
fn sessions_keep_their_numbers_in_every_copy() {
    let at = |day| jiff::civil::date(2022, 3, day).at(15, 0, 0, 0);
    let mut workspace = begin();
    record(&mut workspace.pairings, "s1/p1").sessions = [at(2), at(9)].into();
    let first = Book::new(workspace, ReplicaId(100), 0);
    let mut books = [1, 2].map(|replica| Book::open(file(&first), ReplicaId(replica)));
    let change = |book: &mut Book, from: Option<i8>, to: Option<i8>, when| {
        book.edit(when, |w| record(&mut w.pairings, "s1/p1").move_session(from.map(at), to.map(at)));
    };
    let numbers = |book: &Book| {
        let pairing = book.workspace().pairings["s1/p1"].clone();
        pairing.numbered_sessions().map(|(at, number)| (at.day(), number)).collect::<Vec<_>>()
    };
    // Both move one within its order: that is one thing to decide, and no number changes.
    change(&mut books[0], Some(9), Some(16), 1);
    change(&mut books[1], Some(9), Some(23), 2);
    let both = [merged(&books[0], &books[1]), merged(&books[1], &books[0])];
    assert_eq!(both.each_ref().map(|book| book.history().conflicts().len()), [1, 1]);
    assert_eq!(numbers(&both[0]), numbers(&both[1]));
    assert_eq!(numbers(&both[0]).iter().map(|(_, number)| *number).collect::<Vec<_>>(), [1, 2]);
    // What one takes out and brings back keeps its numbers in the other copy as well.
    let [mut ours, mut theirs] = books;
    theirs.undo(3);
    change(&mut ours, Some(2), None, 4);
    theirs = merged(&theirs, &ours);
    assert_eq!(numbers(&theirs), [(16, 2)]);
    change(&mut theirs, None, Some(1), 5);
    assert_eq!(numbers(&theirs), [(1, 3), (16, 2)]);
    change(&mut theirs, Some(1), None, 6);
    change(&mut theirs, Some(16), None, 7);
    change(&mut theirs, None, Some(30), 8);
    ours = merged(&ours, &theirs);
    assert!(ours.history().conflicts().is_empty());
    assert_eq!((numbers(&ours), file(&ours).workspace.pairings["s1/p1"].session_numbers.len()), (vec![(30, 1)], 0));
}

#[test]
fn an_older_file_brings_nothing_new() {
    let mut books = copies(2);
    let old = file(&books[0]);
    books[0].edit(1, |w| record(&mut w.schools, SCHOOLS[0]).name = "newer".into());
    assert!(!books[0].merge(&old, &BTreeSet::new(), ReplicaId(9), 2));
    assert!(!books[0].can_redo());
    assert_eq!(books[0].workspace().schools[SCHOOLS[0]].name, "newer");
}

/// Whose clock is right does not matter: who has seen the other's value and writes another,
/// replaces it.
#[test]
fn a_clock_set_back_a_year_loses_nothing() {
    const YEAR: i64 = 365 * 86_400;
    let mut books = copies(2);
    books[0].edit(YEAR, |w| record(&mut w.schools, SCHOOLS[0]).name = "first".into());
    let known = file(&books[0]);
    books[1].merge(&known, &BTreeSet::new(), ReplicaId(9), 10);
    books[1].edit(11, |w| record(&mut w.schools, SCHOOLS[0]).name = "second".into());
    books[1].edit(12, |w| record(&mut w.schools, SCHOOLS[1]).name = "other".into());
    // Its own clock goes back too.
    books[1].edit(5, |w| record(&mut w.schools, SCHOOLS[0]).location = "there".into());
    let answer = file(&books[1]);
    assert!(books[0].merge(&answer, &BTreeSet::new(), ReplicaId(9), YEAR + 1));
    let schools = &books[0].workspace().schools;
    assert_eq!((schools[SCHOOLS[0]].name.as_str(), schools[SCHOOLS[0]].location.as_str()), ("second", "there"));
    assert_eq!(schools[SCHOOLS[1]].name, "other");
    assert!(books[0].history().conflicts().is_empty());
    assert_eq!(canonical(&books[0]), canonical(&merged(&books[1], &books[0])));
}

#[test]
fn a_file_without_names_takes_no_name_away() {
    let mut books = copies(2);
    books[0].edit(1, |w| record(&mut w.schools, SCHOOLS[0]).contact = "anna@example.org".into());
    let known = file(&books[0]);
    books[1].merge(&known, &BTreeSet::new(), ReplicaId(9), 2);
    books[1].edit(3, |w| record(&mut w.schools, SCHOOLS[0]).location = "Ár utca".into());
    let part = bundle::write(&books[1], Contents::WithoutNames, 4);
    assert!(!part.contains("anna@"));
    let part = bundle::read(part.as_bytes()).unwrap();
    assert!(books[0].merge(&part, &BTreeSet::new(), ReplicaId(9), 5));
    let school = &books[0].workspace().schools[SCHOOLS[0]];
    assert_eq!((school.contact.as_str(), school.location.as_str()), ("anna@example.org", "Ár utca"));
}

#[test]
fn one_field_is_kept_and_the_rest_taken() {
    let mut books = copies(2);
    books[0].edit(1, |w| record(&mut w.schools, SCHOOLS[0]).name = "ours".into());
    books[1].edit(2, |w| {
        let school = record(&mut w.schools, SCHOOLS[0]);
        (school.name, school.location, school.contact) = ("theirs".into(), "there".into(), "them".into());
    });
    let theirs = file(&books[1]);
    let keep = ["name", "contact"].map(|field| FieldId {
        kind: Kind::Schools,
        id: SCHOOLS[0].into(),
        field: Some(field.into()),
    });
    assert!(books[0].merge_but(&theirs, &keep.into(), ReplicaId(9), 3));
    let school = &books[0].workspace().schools[SCHOOLS[0]];
    assert_eq!((school.name.as_str(), school.location.as_str(), school.contact.as_str()), ("ours", "there", ""));
    assert!(books[0].history().conflicts().is_empty());
    let ours = file(&books[0]);
    assert!(books[1].merge(&ours, &BTreeSet::new(), ReplicaId(9), 4));
    assert_eq!(books[1].workspace(), books[0].workspace());
    assert!(books[0].undo(5));
    assert_eq!(books[0].workspace().schools[SCHOOLS[0]].name, "ours");
    assert_eq!(books[0].workspace().schools[SCHOOLS[0]].location, "");
}

/// A name that is given late stands beside what was written before, and nobody's name beside
/// another's work.
#[test]
fn who_somebody_is_holds_for_what_they_wrote_without_a_name() {
    let mut book = Book::open(file(&Book::new(begin(), ReplicaId(100), 0)), ReplicaId(7));
    book.edit(1, |w| record(&mut w.schools, SCHOOLS[0]).name = "anna's".into());
    let who = |name: &str| Who { school: SCHOOLS[0].into(), name: name.into() };
    book.set_who(who("Anna"));
    let writer = |book: &Book, field: &str| {
        let record = book.history().of(Kind::Schools, SCHOOLS[0]).unwrap();
        let stamp = record.fields[field].stamps().next().unwrap();
        book.history().writer(stamp).unwrap().name.clone()
    };
    let colleague = Book::open(file(&book), ReplicaId(8));
    assert_eq!(writer(&colleague, "name"), "Anna");
    book.set_who(who("Béla"));
    book.edit(2, |w| record(&mut w.schools, SCHOOLS[0]).location = "béla's".into());
    book.set_who(who("Anna"));
    book.edit(3, |w| record(&mut w.schools, SCHOOLS[0]).contact = "anna's".into());
    let colleague = merged(&colleague, &book);
    assert_eq!(["name", "location", "contact"].map(|field| writer(&colleague, field)), ["Anna", "Béla", "Anna"]);
    assert_eq!(book.author().replica, ReplicaId(7));
}

/// Both copies write under an id of their own after they have met, whichever file comes first.
#[test]
fn a_copied_profile_with_other_fields_written_keeps_both_writes() {
    let one = Book::open(file(&Book::new(begin(), ReplicaId(100), 0)), ReplicaId(7));
    let mut books = [one.clone(), one];
    books[0].edit(1, |w| record(&mut w.schools, SCHOOLS[0]).location = "1 Elm Street".into());
    books[1].edit(2, |w| record(&mut w.schools, SCHOOLS[0]).name = "Oak".into());
    let before = books.clone();
    let files = [file(&books[0]), file(&books[1])];
    for place in [0, 1] {
        assert!(!books[place].incoming(&files[1 - place]).is_empty());
        assert!(books[place].merge(&files[1 - place], &BTreeSet::new(), ReplicaId(20 + place as u64), 3));
        let school = &books[place].workspace().schools[SCHOOLS[0]];
        assert_eq!((school.location.as_str(), school.name.as_str()), ("1 Elm Street", "Oak"));
        assert!(books[place].history().conflicts().is_empty());
        assert_eq!(books[place].author().replica, ReplicaId(20 + place as u64));
    }
    assert_eq!(canonical(&books[0]), canonical(&books[1]));
    // Also who is sent only what a third has put together.
    let mut late = before[1].clone();
    assert!(late.merge(&file(&books[0]), &BTreeSet::new(), ReplicaId(30), 4));
    assert_eq!(late.author().replica, ReplicaId(30));
}

/// As [`a_copied_profile_with_other_fields_written_keeps_both_writes`], where nothing shows that
/// a number was given twice but that nothing would be left.
#[test]
fn what_neither_copy_would_keep_is_kept_by_both() {
    let one = Book::open(file(&Book::new(begin(), ReplicaId(100), 0)), ReplicaId(7));
    let mut books = [one.clone(), one];
    for place in ["one street", "another street"] {
        books[0].edit(1, |w| record(&mut w.schools, SCHOOLS[0]).location = place.into());
    }
    books[1].edit(2, |w| record(&mut w.schools, SCHOOLS[0]).name = "Oak".into());
    let both = merged(&books[0], &books[1]);
    assert_eq!(canonical(&both), canonical(&merged(&books[1], &books[0])));
    assert_eq!(both.workspace().schools[SCHOOLS[0]].location, "another street");
    let open = both.history().conflicts();
    assert_eq!(open.len(), 1);
    assert_eq!(open[0].values.iter().map(|kept| kept.value.as_str().unwrap()).collect::<Vec<_>>(), ["Oak", "first"]);
}

/// One copy of a profile wrote a field once, the other twice: no number tells them apart, and to
/// whoever counts only numbers the first has been overwritten.
#[test]
fn a_write_is_not_taken_for_one_that_another_browser_replaced() {
    let profile = profile(&[1, 2]);
    let mut books = [21, 22].map(|sitting| opened_again(&profile, sitting, ReplicaId(7)));
    let place = |book: &mut Book, place: &str, at| {
        book.edit(at, |w| record(&mut w.schools, SCHOOLS[0]).location = place.into());
    };
    place(&mut books[0], "ours", 10);
    place(&mut books[1], "a slip", 11);
    place(&mut books[1], "theirs", 12);
    let files = [file(&books[0]), file(&books[1])];
    let colleague = Book::open(files[1].clone(), ReplicaId(9));
    for (book, theirs, shown) in [(&books[0], 1, "theirs"), (&books[1], 0, "theirs"), (&colleague, 0, "theirs")] {
        let mut book = book.clone();
        assert!(!book.incoming(&files[theirs]).is_empty());
        assert!(book.merge(&files[theirs], &BTreeSet::new(), ReplicaId(30), 13));
        assert_eq!(book.workspace().schools[SCHOOLS[0]].location, shown);
        let open = book.history().conflicts();
        let values: Vec<_> = open[0].values.iter().map(|kept| kept.value.as_str().unwrap()).collect();
        assert_eq!((open.len(), values), (1, vec!["theirs", "ours"]));
        assert_eq!(book.author().replica, ReplicaId(if theirs == 0 && book.author().replica.0 == 9 { 9 } else { 30 }));
    }
}

/// A browser that wrote nothing but the name of the first of two schools.
fn hardly_used() -> Book {
    let mut begun = begin();
    record(&mut begun.schools, SCHOOLS[1]).name = "second".into();
    let mut one = opened_again(&Book::new(begun, ReplicaId(100), 0), 20, ReplicaId(7));
    one.edit(1, |w| record(&mut w.schools, SCHOOLS[0]).name = "before".into());
    one
}

/// What is written as `other` beside 7 is kept through parts as well, whether these are two ids
/// or one of a copied profile.
fn kept_beside(other: u64, story: impl Fn(&mut Book, &mut Book) -> Book) -> BTreeSet<String> {
    // One was open while it was copied.
    let mut a = hardly_used();
    let mut b = opened_again(&a, 22, ReplicaId(other));
    let both = story(&mut a, &mut b);
    both.history().conflicts().into_iter().flat_map(|open| open.values).map(|kept| kept.value.to_string()).collect()
}

fn move_to(book: &mut Book, school: usize, place: &str, at: i64) {
    book.edit(at, |w| record(&mut w.schools, SCHOOLS[school]).location = place.into());
}

fn part(book: &Book, contents: Contents) -> Bundle {
    bundle::read(bundle::write(book, contents, 0).as_bytes()).expect("our own part")
}

fn take_in(book: &mut Book, theirs: &Bundle, at: i64) {
    book.merge(theirs, &BTreeSet::new(), ReplicaId(5_000 + at.unsigned_abs()), at);
}

/// A colleague deletes what one browser wrote, and their part comes to the other.
#[test]
fn a_deletion_in_a_part_takes_nothing_that_it_did_not_see() {
    for contents in [Contents::School(SCHOOLS[0].into()), Contents::NationalOffice, Contents::WithoutNames] {
        let story = |a: &mut Book, b: &mut Book| {
            move_to(a, 1, "A's street", 10);
            move_to(b, 1, "B's street", 11);
            let mut colleague = Book::open(file(b), ReplicaId(10));
            colleague.edit(12, |w| drop(w.schools.remove(SCHOOLS[1])));
            take_in(a, &part(&colleague, contents.clone()), 13);
            assert!(a.workspace().schools.contains_key(SCHOOLS[1]));
            a.clone()
        };
        let kept = kept_beside(7, story);
        assert!(kept.is_superset(&kept_beside(8, story)) && kept.contains("null"), "{contents:?}: {kept:?}");
    }
}

/// A deletion that comes with a part asks nobody who has not written there since.
#[test]
fn a_deletion_in_a_part_is_no_question() {
    for contents in [Contents::School(SCHOOLS[0].into()), Contents::NationalOffice, Contents::WithoutNames] {
        let mut theirs = hardly_used();
        let mut ours = Book::open(file(&theirs), ReplicaId(8));
        move_to(&mut theirs, 1, "a street", 10);
        theirs.edit(11, |w| drop(w.schools.remove(SCHOOLS[1])));
        let untouched = ours.clone();
        take_in(&mut ours, &part(&theirs, contents.clone()), 12);
        assert!(
            ours.history().conflicts().is_empty() && !ours.workspace().schools.contains_key(SCHOOLS[1]),
            "{contents:?}"
        );
        // Who wrote there meanwhile is asked, and the values are all there to come back to.
        let mut meanwhile = untouched;
        meanwhile.edit(11, |w| record(&mut w.schools, SCHOOLS[1]).website = "ours.hu".into());
        take_in(&mut meanwhile, &part(&theirs, contents), 12);
        assert_eq!(meanwhile.history().conflicts().len(), 1);
        assert_eq!(meanwhile.workspace().schools[SCHOOLS[1]].website, "ours.hu");
        take_in(&mut ours, &file(&theirs), 13);
        assert_eq!(canonical(&ours), canonical(&merged(&Book::open(file(&theirs), ReplicaId(9)), &ours)));
    }
}

/// That a replica is known to be double goes with a part, too.
#[test]
fn a_part_says_which_replicas_are_double() {
    let story = |a: &mut Book, b: &mut Book| {
        a.edit(10, |w| record(&mut w.schools, SCHOOLS[0]).website = "a.hu".into());
        move_to(b, 1, "b1", 11);
        move_to(b, 1, "b2", 12);
        take_in(b, &file(a), 13);
        move_to(b, 1, "b3", 14);
        move_to(b, 0, "B's street", 15);
        move_to(a, 0, "A's street", 16);
        take_in(a, &part(b, Contents::School(SCHOOLS[0].into())), 30);
        a.clone()
    };
    let streets = BTreeSet::from(["\"A's street\"".to_owned(), "\"B's street\"".to_owned()]);
    assert_eq!((kept_beside(7, story), kept_beside(8, story)), (streets.clone(), streets));
}

/// Whoever only has a part knows from its records how far a browser has written.
#[test]
fn a_part_hides_no_double() {
    let profile = hardly_used();
    for other in [7, 8] {
        // This one was open while it was copied.
        let (mut a, mut b) = (profile.clone(), opened_again(&profile, 22, ReplicaId(other)));
        let pages = |book: &mut Book, count: usize| {
            for page in 0..count {
                book.edit(10, |w| record(&mut w.schools, SCHOOLS[1]).website = format!("page {count}/{page}"));
            }
        };
        pages(&mut b, 3);
        move_to(&mut b, 0, "B's street", 20);
        // What this one wrote, a colleague wrote over.
        move_to(&mut a, 0, "A's street", 11);
        pages(&mut a, 5);
        let mut colleague = Book::open(file(&a), ReplicaId(30));
        move_to(&mut colleague, 0, "C's street", 13);
        pages(&mut colleague, 1);
        take_in(&mut a, &file(&colleague), 14);
        let mut staff = Book::open(part(&a, Contents::School(SCHOOLS[0].into())), ReplicaId(40));
        take_in(&mut staff, &file(&b), 50);
        let open = staff.history().conflicts();
        let said: BTreeSet<_> = open.iter().flat_map(|open| &open.values).map(|kept| kept.value.to_string()).collect();
        assert!(said.contains("\"B's street\"") && said.contains("\"C's street\""), "{other}: {said:?}");
    }
}

/// A tab that only hears from another tab of a double leaves its id as well.
#[test]
fn a_tab_hears_from_another_that_it_is_double() {
    let profile = profile(&[1, 2]);
    let [mut first, mut theirs] = [21, 22].map(|sitting| opened_again(&profile, sitting, ReplicaId(7)));
    move_to(&mut first, 0, "ours", 10);
    move_to(&mut theirs, 1, "theirs", 11);
    let mut second = opened_again(&first, 23, ReplicaId(70));
    take_in(&mut second, &file(&theirs), 12);
    assert_eq!(second.author().replica, ReplicaId(70));
    first.catch_up(Book::open(file(&second), ReplicaId(24)), ReplicaId(71));
    assert_eq!(first.author().replica, ReplicaId(71));
    assert!(!first.is_double() && opened_again(&second, 25, ReplicaId(7)).is_double());
    // So nobody is asked about what it writes from now on.
    let mut colleague = Book::open(file(&first), ReplicaId(50));
    for at in 20..23 {
        move_to(&mut first, 0, &format!("street {at}"), at);
        take_in(&mut colleague, &file(&first), at);
        assert!(colleague.history().conflicts().is_empty());
    }
}

/// A linked file that says the same numbers is not for that the same.
#[test]
fn a_doubles_file_is_not_taken_for_our_own() {
    let profile = profile(&[1, 2]);
    let [mut ours, mut theirs] = [21, 22].map(|sitting| opened_again(&profile, sitting, ReplicaId(7)));
    move_to(&mut ours, 0, "ours", 10);
    move_to(&mut theirs, 0, "theirs", 10);
    let [ours, theirs] = [ours, theirs].map(|book| file(&book).history);
    assert!(ours.has_seen_just(ours.replicas(), ours.seen()));
    assert!(!ours.has_seen_just(theirs.replicas(), theirs.seen()));
    assert!(!ours.has_seen_all(theirs.replicas(), theirs.seen()));
}

/// The preview says who wrote what a double brings, though it has our own id; and how records
/// were called that would be gone.
#[test]
fn what_a_file_brings_has_a_name_and_a_writer() {
    let profile = profile(&[1, 2]);
    let [ours, mut theirs] = [21, 22].map(|sitting| opened_again(&profile, sitting, ReplicaId(7)));
    theirs.edit(10, |w| drop(w.schools.remove(SCHOOLS[1])));
    let incoming = ours.incoming(&file(&theirs));
    let school = SCHOOLS[1].to_owned();
    let news = &incoming.news[&Some(school.clone())][0];
    assert_eq!(news.writer.as_ref().map(|(row, at)| (row.id, *at)), Some((ReplicaId(7), 10)));
    let called = ours.workspace().school_called(&school);
    assert_eq!((incoming.named(news).school_called(&school), incoming.school_called(&school)), (called, called));
    assert!(!called.is_empty());
}

/// Two files that can be read make none together that cannot.
#[test]
fn what_would_be_too_much_together_is_refused() {
    let rows = |from: usize| {
        let rows: Vec<String> = (from..from + 8_000).map(|id| format!("{{\"id\": \"{id:016x}\"}}")).collect();
        let text = r#"{"format": "kapocs-workspace", "version": 1, "workspace": {"id": "w"}, "history": {"replicas": [ROWS]}}"#;
        bundle::read(text.replace("ROWS", &rows.join(",")).as_bytes()).unwrap()
    };
    let book = Book::open(rows(1), ReplicaId(7));
    assert!(book.room_for(&rows(1)).is_ok());
    assert!(matches!(book.room_for(&rows(5_000)), Err(BundleError::Invalid { .. })));
}

/// Of a replica that a file says to have written beyond measure, nobody goes on counting.
#[test]
fn no_number_is_given_beyond_what_can_be_read() {
    let first = profile(&[1, 2]);
    let text = bundle::write(&first, Contents::Everything, 0);
    let seen = first.history().seen().to_string();
    let poisoned = text.replace(&format!("\"{seen}\""), &format!("\"{seen} 2.4503599627370495\""));
    let theirs = bundle::read(poisoned.as_bytes()).unwrap();
    assert!(theirs.history.replicas()[2].id == ReplicaId(7) && theirs.history.seen() != first.history().seen());
    let mut tabs = [opened_again(&first, 21, ReplicaId(7)), opened_again(&first, 22, ReplicaId(70))];
    take_in(&mut tabs[1], &theirs, 10);
    let saved = Book::open(file(&tabs[1]), ReplicaId(24));
    tabs[0].catch_up(saved, ReplicaId(71));
    for book in &mut tabs {
        move_to(book, 0, "written", 20);
        assert_eq!(file(book).workspace.schools[SCHOOLS[0]].location, "written");
    }
    // Nor does who opens it as that replica.
    let mut book = Book::open(theirs, ReplicaId(7));
    move_to(&mut book, 0, "written", 20);
    assert_eq!(file(&book).workspace.schools[SCHOOLS[0]].location, "written");
}

/// The other copy was in use for so long that nobody remembers its first sittings: the browser
/// itself knows that it did not write all that.
#[test]
fn a_browser_knows_what_it_did_not_write() {
    let profile = profile(&[1, 2]);
    let mut ours = opened_again(&profile, 21, ReplicaId(7));
    let mut theirs = opened_again(&profile, 1_000, ReplicaId(7));
    ours.edit(10, |w| record(&mut w.schools, SCHOOLS[0]).location = "ours".into());
    for sitting in 1..200 {
        theirs.edit(10 + sitting, |w| record(&mut w.schools, SCHOOLS[0]).location = format!("street {sitting}"));
        theirs = opened_again(&theirs, 1_000 + sitting as u64, ReplicaId(7));
    }
    assert!(ours.merge(&file(&theirs), &BTreeSet::new(), ReplicaId(30), 1_000));
    let open = ours.history().conflicts();
    let values: Vec<_> = open[0].values.iter().map(|kept| kept.value.as_str().unwrap()).collect();
    assert_eq!((open.len(), values), (1, vec!["street 199", "ours"]));
    // And then the other hears of it.
    assert!(theirs.merge(&file(&ours), &BTreeSet::new(), ReplicaId(31), 1_001));
    assert_eq!(theirs.history().conflicts().len(), 1);
}

/// However often a browser is opened, no more is known of it.
#[test]
fn a_thousand_sittings_take_no_more_room_than_a_hundred() {
    let mut book = profile(&[]);
    let mut sizes = Vec::new();
    for sitting in 1_001..=2_000 {
        book = opened_again(&book, sitting, ReplicaId(7));
        book.edit(100_000, |w| record(&mut w.schools, SCHOOLS[0]).location = format!("street {sitting}"));
        sizes.push(bundle::write(&book, Contents::Everything, 0).len());
    }
    let grown = sizes[999].abs_diff(sizes[99]);
    assert!(grown < 200, "{} and {}", sizes[99], sizes[999]);
}

/// A decision that is undone is open again as it was: the same values, by the same people.
#[test]
fn a_decision_can_be_undone() {
    let mut books = copies(2);
    let name = |name: &str| Who { school: String::new(), name: name.into() };
    books[0].set_who(name("Anna"));
    books[1].set_who(name("Béla"));
    books[0].edit(1, |w| record(&mut w.schools, SCHOOLS[0]).name = "ours".into());
    books[1].edit(2, |w| record(&mut w.schools, SCHOOLS[0]).name = "theirs".into());
    let theirs = file(&books[1]);
    let book = &mut books[0];
    book.merge(&theirs, &BTreeSet::new(), ReplicaId(9), 3);
    let open = |book: &Book| -> Vec<(String, String, i64)> {
        let writes = book.history().conflicts().into_iter().flat_map(|conflict| conflict.values);
        let told = |kept: kapocs::workspace::Kept| {
            let writer = book.history().writer(kept.stamp).unwrap().name.clone();
            (kept.value.as_str().unwrap().to_owned(), writer, kept.stamp.at)
        };
        writes.map(told).collect()
    };
    let before = open(book);
    assert_eq!(before, [("theirs".into(), "Béla".into(), 2), ("ours".into(), "Anna".into(), 1)]);
    let at = book.history().conflicts()[0].at.clone();
    for choice in ["theirs", "ours", "a third"] {
        assert!(book.settle(&at, choice.into(), 4));
        assert_eq!((open(book), book.workspace().schools[SCHOOLS[0]].name.as_str()), (vec![], choice));
        assert!(book.undo(5));
        assert_eq!((&open(book), book.workspace().schools[SCHOOLS[0]].name.as_str()), (&before, "theirs"));
        assert!(book.redo(6));
        assert_eq!((open(book), book.workspace().schools[SCHOOLS[0]].name.as_str()), (vec![], choice));
        assert!(book.undo(7));
    }
    // So it is with a decision that nobody called one: writing over what is open.
    book.edit(8, |w| record(&mut w.schools, SCHOOLS[0]).name = "typed".into());
    assert!(open(book).is_empty() && book.undo(9));
    assert_eq!(open(book), before);
    // And a colleague finds it open as well.
    let colleague = merged(&books[1], &books[0]);
    assert_eq!(open(&colleague), before);
}

/// Two browsers that were given the same profile write under the same id.
#[test]
fn a_copied_profile_is_a_conflict_and_gets_an_id_of_its_own() {
    let first = Book::new(begin(), ReplicaId(100), 0);
    let mut one = Book::open(file(&first), ReplicaId(7));
    let mut other = one.clone();
    one.edit(1, |w| record(&mut w.schools, SCHOOLS[0]).name = "one".into());
    other.edit(1, |w| record(&mut w.schools, SCHOOLS[0]).name = "other".into());
    one.merge(&file(&other), &BTreeSet::new(), ReplicaId(8), 2);
    let open = one.history().conflicts();
    assert_eq!(open.len(), 1);
    assert_eq!(open[0].values.len(), 2);
    other.edit(3, |w| record(&mut w.schools, SCHOOLS[0]).location = "new".into());
    one.merge(&file(&other), &BTreeSet::new(), ReplicaId(8), 4);
    assert_eq!(one.author().replica, ReplicaId(8));
}
