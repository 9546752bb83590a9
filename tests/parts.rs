//! The laws of parts, over random histories of two copies: merged back, a part changes
//! nothing of what it left out; what it carries arrives as from the whole file; and
//! what it should not tell stands nowhere in its text.

use kapocs::analysis::{Grid, Scope};
use kapocs::cluster::{Agreement, CellNote, School, SurveyKey};
use kapocs::i18n::Lang;
use kapocs::selfie::{Group, Subject};
use kapocs::survey::{Mean, Score, Scores, SurveyResult};
use kapocs::workspace::bundle::{self, Bundle, Contents};
use kapocs::workspace::{Book, Kind, ReplicaId, Who, Workspace, record};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

const OWN: &str = "s1";

fn parts() -> [Contents; 4] {
    [Contents::WithoutNames, Contents::School(OWN.into()), Contents::NationalOffice, Contents::AreasOnly]
}

#[derive(Clone, Debug)]
enum Step {
    Name(usize, u8),
    Contact(usize, u8),
    Drop(usize),
    Survey(usize, u8),
    DropSurvey(usize),
    Note(usize, u8),
    DropNote(usize),
    Decide(u8),
    Goals(u8),
    Wording(u8),
    Undo,
    /// Takes in the other's whole file.
    Meet,
    /// Settles the first thing that is open.
    Settle,
}

fn step() -> impl Strategy<Value = Step> {
    let school = 0..3usize;
    prop_oneof![
        3 => (school.clone(), any::<u8>()).prop_map(|(n, v)| Step::Name(n, v)),
        2 => (school.clone(), any::<u8>()).prop_map(|(n, v)| Step::Contact(n, v)),
        1 => school.clone().prop_map(Step::Drop),
        3 => (school.clone(), any::<u8>()).prop_map(|(n, v)| Step::Survey(n, v)),
        1 => school.clone().prop_map(Step::DropSurvey),
        3 => (school.clone(), any::<u8>()).prop_map(|(n, v)| Step::Note(n, v)),
        1 => school.prop_map(Step::DropNote),
        1 => any::<u8>().prop_map(Step::Decide),
        1 => any::<u8>().prop_map(Step::Goals),
        1 => any::<u8>().prop_map(Step::Wording),
        1 => Just(Step::Undo),
        2 => Just(Step::Meet),
        1 => Just(Step::Settle),
    ]
}

fn survey(value: u8) -> SurveyResult {
    let score = |n| Score { mean: Mean::new(1.0 + f64::from(value % 40) / 10.0, 1).unwrap(), n: Some(n), spread: None };
    let scores = |n| Scores::from_iter(["A1", "A2", "B1"].map(|code| (code.parse::<Subject>().unwrap(), score(n))));
    SurveyResult {
        scores: BTreeMap::from([(Group::Leaders, scores(3)), (Group::Teachers, scores(20))]),
        ..SurveyResult::default()
    }
}

fn school(place: usize) -> String {
    format!("s{}", place + 1)
}

fn survey_id(place: usize) -> String {
    format!("s{}/primary/r", place + 1)
}

fn take(books: &mut [Book; 2], who: usize, step: &Step, at: i64) {
    let other = file(&books[1 - who], Contents::Everything);
    let book = &mut books[who];
    match step {
        Step::Undo => drop(book.undo(at)),
        Step::Meet => drop(book.merge(&other, &BTreeSet::new(), ReplicaId(900), at)),
        Step::Settle => {
            if let Some(open) = book.history().conflicts().first().cloned() {
                book.settle(&open.at, open.values[0].value.clone(), at);
            }
        }
        edit => drop(book.edit(at, |w| match edit {
            Step::Name(n, v) => record(&mut w.schools, &school(*n)).name = format!("name{v}"),
            Step::Contact(n, v) => record(&mut w.schools, &school(*n)).contact = format!("contact{v}"),
            Step::Drop(n) => drop(w.schools.remove(&school(*n))),
            Step::Survey(n, v) => drop(w.surveys.insert(survey_id(*n), Arc::new(survey(*v)))),
            Step::DropSurvey(n) => drop(w.surveys.remove(&survey_id(*n))),
            Step::Note(n, v) => {
                w.cell_notes.insert(format!("{}/A1", survey_id(*n)), Arc::new(CellNote { text: format!("note{v}") }));
            }
            Step::DropNote(n) => drop(w.cell_notes.remove(&format!("{}/A1", survey_id(*n)))),
            Step::Decide(v) => {
                let agreement = record(&mut w.agreements, "0001");
                (agreement.decided_by, agreement.reason) = (format!("decider{v}"), format!("reason{v}"));
            }
            Step::Goals(v) => Arc::make_mut(&mut w.cluster).goals = format!("goals{v}"),
            Step::Wording(v) => record(&mut w.item_wordings, "A1").title_en = format!("wording{v}"),
            Step::Undo | Step::Meet | Step::Settle => {}
        })),
    }
}

fn file(book: &Book, contents: Contents) -> Bundle {
    let bundle = bundle::read(bundle::write(book, contents, 500).as_bytes()).expect("our own file");
    assert!(!bundle.is_hand_edited(), "{:?}", bundle.written.part);
    bundle
}

fn begin() -> Book {
    let mut workspace = Workspace { id: "w".into(), ..Workspace::default() };
    for place in 0..2 {
        record(&mut workspace.schools, &school(place)).name = "first".into();
    }
    workspace.surveys.insert(survey_id(1), Arc::new(survey(7)));
    Book::new(workspace, ReplicaId(100), 0)
}

/// Two copies that worked apart, and met now and then.
fn worked(steps: &[(usize, Step)]) -> [Book; 2] {
    let first = file(&begin(), Contents::Everything);
    let mut books = [1, 2].map(|id| Book::open(first.clone(), ReplicaId(id)));
    for (at, (who, step)) in (1..).zip(steps) {
        take(&mut books, *who, step, at);
    }
    books
}

fn histories() -> impl Strategy<Value = Vec<(usize, Step)>> {
    prop::collection::vec((0..2usize, step()), 1..30)
}

fn merged(book: &Book, file: &Bundle) -> Book {
    let mut both = book.clone();
    both.merge(file, &BTreeSet::new(), ReplicaId(999), 600);
    both
}

/// What a copy shows, and what is open in it.
fn shown(book: &Book) -> (Arc<Workspace>, Vec<String>) {
    let conflicts = book.history().conflicts().into_iter().map(|conflict| {
        let values: BTreeSet<String> = conflict.values.iter().map(|kept| kept.value.to_string()).collect();
        format!("{:?} {values:?}", conflict.at)
    });
    (book.workspace().clone(), conflicts.collect())
}

/// A field's value and whether it is open, as text.
fn field(book: &Book, kind: Kind, id: &str, name: &str) -> String {
    let all = serde_json::to_value(book.workspace().as_ref()).unwrap();
    let value = match kind {
        Kind::Cluster => &all["cluster"],
        kind => &all[kind.word()][id],
    };
    let value = if kind.is_whole() { value } else { &value[name] };
    let open = book
        .history()
        .conflicts()
        .into_iter()
        .find(|c| (c.at.kind, c.at.id.as_str(), c.at.field.as_deref()) == (kind, id, Some(name)));
    format!(
        "{value} {:?}",
        open.map(|open| open.values.into_iter().map(|kept| kept.value.to_string()).collect::<BTreeSet<_>>())
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn merged_back_a_part_changes_nothing(steps in histories()) {
        let [full, _] = worked(&steps);
        for contents in parts() {
            let part = file(&full, contents.clone());
            prop_assert!(full.incoming(&part).is_empty(), "{contents:?}");
            let mut copy = full.clone();
            prop_assert!(!copy.merge(&part, &BTreeSet::new(), ReplicaId(999), 600), "{contents:?}");
            prop_assert_eq!(copy.history(), full.history());
            // The other way round, the part becomes the whole.
            let grown = merged(&Book::open(part, ReplicaId(7)), &file(&full, Contents::Everything));
            prop_assert_eq!(shown(&grown), shown(&full), "{:?}", contents);
            prop_assert_eq!(shown(&merged(&full, &file(&grown, Contents::Everything))), shown(&full));
        }
    }

    #[test]
    fn what_a_part_carries_arrives_as_from_the_whole_file(steps in histories()) {
        let [full, other] = worked(&steps);
        let whole = merged(&other, &file(&full, Contents::Everything));
        for contents in parts() {
            let part = file(&full, contents.clone());
            let with_part = merged(&other, &part);
            // What it carries…
            for kind in Kind::ALL {
                for (id, carried) in part.history.all(kind) {
                    // Whether a deleted record is alive may hang on a write that the part left out.
                    if [&with_part, &whole].iter().any(|book| book.history().of(kind, id).is_some_and(|r| r.is_deleted())) {
                        continue;
                    }
                    for name in carried.fields.keys() {
                        prop_assert_eq!(field(&with_part, kind, id, name), field(&whole, kind, id, name), "{:?} {} {}", contents, id, name);
                    }
                }
            }
            // … and the rest stays as it was; results that were unknown may be looked at.
            let carried = |kind: Kind, id: &str, name: &str| {
                part.history.of(kind, id).is_some_and(|record| record.fields.contains_key(name) || record.is_deleted() || record.extract.is_some())
            };
            for kind in Kind::ALL {
                for (id, record) in other.history().all(kind) {
                    for name in record.fields.keys().filter(|name| !record.is_deleted() && !carried(kind, id, name)) {
                        prop_assert_eq!(field(&with_part, kind, id, name), field(&other, kind, id, name), "{:?} {} {}", contents, id, name);
                    }
                    if part.history.of(kind, id).is_some_and(|record| record.extract.is_some()) {
                        prop_assert_eq!(with_part.history().of(kind, id), other.history().of(kind, id));
                    }
                }
            }
            // In any order, everything is there once the whole file is.
            prop_assert_eq!(shown(&merged(&with_part, &file(&full, Contents::Everything))), shown(&whole), "{:?}", contents);
            prop_assert_eq!(shown(&merged(&whole, &part)), shown(&whole));
            let around = merged(&Book::open(part, ReplicaId(7)), &file(&other, Contents::Everything));
            prop_assert_eq!(shown(&merged(&full, &file(&around, Contents::Everything))), shown(&merged(&full, &file(&other, Contents::Everything))), "{:?}", contents);
        }
    }

    #[test]
    fn parts_of_two_copies_meet_in_any_order(steps in histories(), which in (0..4usize, 0..4usize)) {
        let [a, b] = worked(&steps);
        let (one, two) = (file(&a, parts()[which.0].clone()), file(&b, parts()[which.1].clone()));
        let left = merged(&Book::open(one.clone(), ReplicaId(7)), &two);
        let right = merged(&Book::open(two, ReplicaId(8)), &one);
        prop_assert_eq!(shown(&left), shown(&right));
        let all = merged(&a, &file(&b, Contents::Everything));
        for meeting in [&left, &right] {
            let meeting = file(meeting, Contents::Everything);
            prop_assert_eq!(shown(&merged(&merged(&a, &meeting), &file(&b, Contents::Everything))), shown(&all));
            prop_assert_eq!(shown(&merged(&merged(&b, &file(&a, Contents::Everything)), &meeting)), shown(&all));
        }
    }

    #[test]
    fn edits_in_a_copy_of_a_part_come_back(steps in histories(), more in prop::collection::vec(step(), 1..8)) {
        let [full, _] = worked(&steps);
        for contents in parts() {
            let part = file(&full, contents.clone());
            let mut pair = [Book::open(part, ReplicaId(7)), full.clone()];
            for (at, step) in (700..).zip(&more) {
                if !matches!(step, Step::Meet | Step::Settle | Step::Undo) {
                    take(&mut pair, 0, step, at);
                }
            }
            let [copy, _] = &pair;
            let back = merged(&full, &file(copy, Contents::Everything));
            for kind in Kind::ALL {
                for (id, record) in copy.history().all(kind).filter(|(_, record)| record.extract.is_none()) {
                    if record.is_deleted() || back.history().of(kind, id).is_some_and(|r| r.is_deleted()) {
                        continue;
                    }
                    for name in record.fields.keys() {
                        let ours = field(copy, kind, id, name);
                        let written = full.history().of(kind, id).is_some_and(|r| r.fields.contains_key(name))
                            && part_lacks(&full, &contents, kind, id, name);
                        // Where the part had left the value out, both stay.
                        if !written {
                            prop_assert_eq!(field(&back, kind, id, name), ours, "{:?} {} {}", contents, id, name);
                        }
                    }
                }
            }
            // A later part of the same workspace is no conflict with the earlier one.
            let again = merged(copy, &file(&back, contents.clone()));
            let theirs = merged(&back, &file(&again, Contents::Everything));
            prop_assert_eq!(shown(&theirs), shown(&back), "{:?}", contents);
        }
    }

    #[test]
    fn a_part_does_not_tell_what_it_should_not(steps in histories()) {
        let [mut full, _] = worked(&steps);
        full.set_who(Who { school: "s2".into(), name: "Editor Two".into() });
        full.edit(800, |w| record(&mut w.schools, "s2").contact = "contact-of-two".into());
        for contents in parts() {
            let text = bundle::write(&full, contents.clone(), 900);
            let all = bundle::write(&full, Contents::Everything, 900);
            prop_assert!(all.contains("Editor Two") && all.contains("contact-of-two"));
            prop_assert!(!text.contains("Editor Two") && !text.contains("contact-of-two") && !text.contains("decider"));
            match contents {
                Contents::School(_) => prop_assert!(!text.contains("s2/") && !text.contains("s3/")),
                _ => prop_assert!(!text.contains("contact") || text.matches("contact").count() == text.matches("\"contact\":").count()),
            }
            if !matches!(contents, Contents::School(_)) {
                prop_assert!(!text.contains("\"note"));
            }
            if contents == Contents::AreasOnly {
                prop_assert!(!text.contains("A1 ") && !text.contains("A2 ") && !text.contains("title_en"));
            }
            if matches!(contents, Contents::AreasOnly | Contents::NationalOffice) {
                prop_assert!(!text.contains("\"leaders\": \""));
            }
        }
    }
}

/// Whether the part did not carry this field, so that a copy of it wrote it unseen.
fn part_lacks(full: &Book, contents: &Contents, kind: Kind, id: &str, name: &str) -> bool {
    let part = file(full, contents.clone());
    part.history.of(kind, id).is_none_or(|record| !record.fields.contains_key(name))
}

fn example() -> Book {
    let mut workspace = Workspace::example(Lang::En, "x".into());
    workspace.agree(Agreement { decided_by: "Decider".into(), ..Agreement::default() });
    Book::new(workspace, ReplicaId(1), 0)
}

#[test]
fn a_school_gets_its_own_and_what_is_the_clusters() {
    let book = example();
    let own = "s2-bukkszel";
    let part = file(&book, Contents::School(own.into()));
    let (all, here) = (book.workspace(), &part.workspace);
    assert_eq!(here.schools[own], all.schools[own]);
    let other = &here.schools["s1-tolgyfo"];
    assert_eq!((other.coordinator.as_str(), other.contact.as_str()), ("", ""));
    assert_eq!(other.name, all.schools["s1-tolgyfo"].name);
    assert!(
        !here.surveys.is_empty()
            && here.surveys().all(|(key, result)| key.school == own && all.survey(&key) == Some(result))
    );
    assert_eq!(here.cell_notes, all.cell_notes);
    assert_eq!((&here.cluster, &here.rounds), (&all.cluster, &all.rounds));
    assert!(part.stray_records().is_empty());
    let stranger = file(&book, Contents::School("s1-tolgyfo".into()));
    assert!(stranger.workspace.cell_notes.is_empty());
}

/// Areas stand in the grid as before; small groups stand nowhere.
#[test]
fn areas_only_gives_the_same_grid_of_areas() {
    let book = example();
    let part = file(&book, Contents::AreasOnly);
    let scope = Scope::of(book.workspace(), None, None).unwrap();
    let (full, areas) = (Grid::of(book.workspace(), &scope), Grid::of(&part.workspace, &scope));
    let minimum = book.workspace().agreement().minimum_group;
    let (mut same, mut hidden) = (0, 0);
    for school in 0..full.schools.len() {
        let key = SurveyKey { school: full.schools[school].clone(), level: scope.level, round: scope.round.clone() };
        let Some(result) = book.workspace().survey(&key) else { continue };
        for area in full.topics(false) {
            let place = areas.subject_place(&full.subjects[area]).unwrap();
            let shown: BTreeMap<Group, _> = areas.values(school, place).collect();
            for (group, value) in full.values(school, area) {
                if result.answered(group).unwrap() < minimum {
                    assert!(!shown.contains_key(&group));
                    hidden += 1;
                } else {
                    assert!((shown[&group].mean - value.mean).abs() < 0.000_1);
                    assert_eq!(shown[&group].n, value.n);
                    same += 1;
                }
            }
        }
    }
    assert!(same > 50 && hidden > 10, "{same} {hidden}");
    assert!(areas.subjects.iter().all(|subject| matches!(subject, Subject::Area(_))));
}

#[test]
fn an_extract_gives_way_to_the_results_and_never_comes_back() {
    let full = example();
    let mut office = Book::open(file(&full, Contents::NationalOffice), ReplicaId(7));
    office.edit(1, |w| Arc::make_mut(&mut w.cluster).goals = "before".into());
    assert!(office.merge(&file(&full, Contents::Everything), &BTreeSet::new(), ReplicaId(9), 2));
    assert_eq!(office.workspace().surveys, full.workspace().surveys);
    while office.undo(3) {}
    assert_eq!(office.workspace().surveys, full.workspace().surveys);
    let back = merged(&full, &file(&office, Contents::Everything));
    assert_eq!(back.workspace().surveys, full.workspace().surveys);
    assert!(back.history().conflicts().is_empty());
}

#[test]
fn what_is_done_to_an_extract_stays_where_it_was_done() {
    let full = example();
    let mut office = Book::open(file(&full, Contents::AreasOnly), ReplicaId(7));
    let id = full.workspace().surveys.keys().next().unwrap().clone();
    assert!(office.edit(1, |w| drop(w.surveys.remove(&id))));
    assert!(!office.workspace().surveys.contains_key(&id));
    let kept = Book::open(file(&office, Contents::Everything), ReplicaId(8));
    assert!(!kept.workspace().surveys.contains_key(&id));
    assert_eq!(shown(&merged(&full, &file(&kept, Contents::Everything))), shown(&full));
    assert!(office.undo(2));
    assert!(office.workspace().surveys.contains_key(&id));
    assert_eq!(shown(&merged(&full, &file(&office, Contents::Everything))), shown(&full));
}

#[test]
fn a_newer_part_brings_newer_extracts() {
    let mut full = example();
    let mut office = Book::open(file(&full, Contents::AreasOnly), ReplicaId(7));
    let id = full.workspace().surveys.keys().next().unwrap().clone();
    full.edit(5, |w| drop(w.surveys.insert(id.clone(), Arc::new(survey(9)))));
    let text = bundle::write(&full, Contents::AreasOnly, 1_000);
    assert!(office.merge(&bundle::read(text.as_bytes()).unwrap(), &BTreeSet::new(), ReplicaId(9), 6));
    let teachers = &office.workspace().surveys[&id].scores[&Group::Teachers];
    assert_eq!(teachers.keys().map(Subject::to_string).collect::<Vec<_>>(), ["A", "B"]);
    full.edit(7, |w| drop(w.surveys.remove(&id)));
    let text = bundle::write(&full, Contents::AreasOnly, 2_000);
    assert!(office.merge(&bundle::read(text.as_bytes()).unwrap(), &BTreeSet::new(), ReplicaId(9), 8));
    assert!(!office.workspace().surveys.contains_key(&id));
}

#[test]
fn two_parts_of_a_school_taken_at_different_times_agree() {
    let mut full = example();
    let own = "s2-bukkszel";
    let early = Book::open(file(&full, Contents::School(own.into())), ReplicaId(7));
    full.edit(1, |w| {
        record(&mut w.schools, own).location = "Later street".into();
        record(&mut w.schools, own).contact = "later@example.org".into();
    });
    let late = Book::open(file(&full, Contents::School(own.into())), ReplicaId(8));
    for (one, other) in [(&early, &late), (&late, &early)] {
        let both = merged(one, &file(other, Contents::Everything));
        assert!(both.history().conflicts().is_empty());
        let School { location, contact, .. } = both.workspace().schools[own].as_ref();
        assert_eq!((location.as_str(), contact.as_str()), ("Later street", "later@example.org"));
    }
}
