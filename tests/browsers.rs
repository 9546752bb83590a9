//! Browsers with tabs, whose seats are taken again by every later tab, exchange files and parts.
//! Nobody may be taken for a copied profile, and everybody has what they would have if every
//! tab were a replica of its own for ever.

use kapocs::cluster::{CellNote, School};
use kapocs::selfie::{Group, Subject};
use kapocs::survey::{Mean, Score, Scores, SurveyResult};
use kapocs::workspace::bundle::{self, Bundle, Contents};
use kapocs::workspace::{Book, Field, Kind, ReplicaId, Workspace, record};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

const BROWSERS: usize = 3;
const TABS: usize = 2;
const SCHOOLS: [&str; 2] = ["s1", "s2"];

/// What can be written of a school.
#[derive(Clone, Copy, Debug)]
enum Place {
    Name,
    Location,
    /// Names a person.
    Contact,
    Survey,
    Note,
}

#[derive(Clone, Debug)]
enum Step {
    Write(usize, Place),
    Delete(usize, Place),
    /// The tab is closed, and another takes its seat.
    Reopen,
    /// The tab takes in what the other one of its browser saved, and saves.
    Save,
    Take {
        from: usize,
        contents: Contents,
        way: Way,
    },
    Undo,
    Redo,
}

#[derive(Clone, Copy, Debug)]
enum Way {
    Merge,
    Import,
    Sync,
}

fn step() -> impl Strategy<Value = Step> {
    let place = prop::sample::select(vec![Place::Name, Place::Location, Place::Contact, Place::Survey, Place::Note]);
    let own = |school: usize| Contents::School(SCHOOLS[school].into());
    let parts = [own(0), own(1), Contents::WithoutNames, Contents::NationalOffice, Contents::AreasOnly];
    let contents = prop_oneof![1 => Just(Contents::Everything), 3 => prop::sample::select(parts.to_vec())];
    let way = prop::sample::select(vec![Way::Merge, Way::Import, Way::Sync]);
    prop_oneof![
        8 => (0..2usize, place.clone()).prop_map(|(school, place)| Step::Write(school, place)),
        2 => (0..2usize, place).prop_map(|(school, place)| Step::Delete(school, place)),
        3 => Just(Step::Reopen),
        3 => Just(Step::Save),
        6 => (0..BROWSERS, contents, way).prop_map(|(from, contents, way)| Step::Take { from, contents, way }),
        2 => Just(Step::Undo),
        1 => Just(Step::Redo),
    ]
}

fn survey(value: u32) -> SurveyResult {
    let mean = Mean::new(1.0 + f64::from(value % 4), 1).unwrap();
    let score = Score { mean, n: Some(20 + value), spread: None };
    let scores = Scores::from_iter([("A1".parse::<Subject>().unwrap(), score)]);
    SurveyResult { scores: BTreeMap::from([(Group::Teachers, scores)]), ..SurveyResult::default() }
}

fn write(workspace: &mut Workspace, school: usize, place: Place, value: u32) {
    let id = SCHOOLS[school];
    let text = format!("v{value}");
    match place {
        Place::Name => record::<School>(&mut workspace.schools, id).name = text,
        Place::Location => record::<School>(&mut workspace.schools, id).location = text,
        Place::Contact => record::<School>(&mut workspace.schools, id).contact = text,
        Place::Survey => drop(workspace.surveys.insert(format!("{id}/primary/r"), Arc::new(survey(value)))),
        Place::Note => drop(workspace.cell_notes.insert(format!("{id}/primary/r/A1"), Arc::new(CellNote { text }))),
    }
}

fn delete(workspace: &mut Workspace, school: usize, place: Place) {
    let id = SCHOOLS[school];
    match place {
        Place::Name | Place::Location | Place::Contact => drop(workspace.schools.remove(id)),
        Place::Survey => drop(workspace.surveys.remove(&format!("{id}/primary/r"))),
        Place::Note => drop(workspace.cell_notes.remove(&format!("{id}/primary/r/A1"))),
    }
}

fn begin() -> Workspace {
    let mut workspace = Workspace { id: "w".into(), ..Workspace::default() };
    for (value, place) in (0..).zip([Place::Name, Place::Location, Place::Contact, Place::Survey]) {
        (0..SCHOOLS.len()).for_each(|school| write(&mut workspace, school, place, value));
    }
    workspace
}

fn file(book: &Book, contents: Contents) -> Bundle {
    bundle::read(bundle::write(book, contents, 0).as_bytes()).expect("our own file")
}

struct Browser {
    tabs: [Book; TABS],
    saved: Book,
}

impl Browser {
    fn save(&mut self, tab: usize) {
        self.tabs[tab].catch_up(self.saved.clone(), TAKEN_FOR_DOUBLE);
        self.saved = Book::open(file(&self.tabs[tab], Contents::Everything), ReplicaId(1));
    }
}

/// The id that nobody should ever take.
const TAKEN_FOR_DOUBLE: ReplicaId = ReplicaId(0xd0b1e);

/// What stands at each field of what is there, and what is to be decided.
type Said = BTreeMap<(Kind, String, String), BTreeSet<String>>;

fn said(book: &Book) -> Said {
    let plain = serde_json::to_value(book.workspace().as_ref()).unwrap();
    let mut said = Said::new();
    for kind in Kind::ALL.into_iter().filter(|kind| *kind != Kind::Cluster) {
        for (id, history) in book.history().all(kind) {
            let Some(record) = plain[kind.word()].get(id) else { continue };
            for (name, field) in &history.fields {
                let values = match field {
                    Field::Here(_) if name == "whole" => BTreeSet::from([record.to_string()]),
                    Field::Here(_) => BTreeSet::from([record[name].to_string()]),
                    Field::Kept(kept) => kept.iter().map(|kept| kept.value.to_string()).collect(),
                };
                said.insert((kind, id.clone(), name.clone()), values);
            }
        }
    }
    for open in book.history().conflicts().into_iter().filter(|open| open.at.field.is_none()) {
        said.insert((open.at.kind, open.at.id, "deleted there, written here".into()), BTreeSet::new());
    }
    said
}

/// Walks the same steps, where a tab in a seat writes as `seat` says; what all tabs say after each.
fn walk(
    steps: &[(usize, usize, Step)],
    mut seat: impl FnMut(usize, usize) -> ReplicaId,
) -> Result<Vec<Said>, TestCaseError> {
    let first = Book::new(begin(), ReplicaId(100), 0);
    let mut sittings = 1_000;
    let mut open = |saved: &Book, replica: ReplicaId| {
        sittings += 1;
        let mut book = Book::open(file(saved, Contents::Everything), ReplicaId(sittings));
        book.set_replica(replica);
        book
    };
    let mut browsers: Vec<Browser> = (0..BROWSERS)
        .map(|browser| Browser { tabs: [0, 1].map(|tab| open(&first, seat(browser, tab))), saved: first.clone() })
        .collect();
    let mut states = Vec::new();
    for (number, (browser, tab, step)) in (1u32..).zip(steps) {
        let at = i64::from(number) * 10;
        match step {
            Step::Write(school, place) => {
                browsers[*browser].tabs[*tab].edit(at, |w| write(w, *school, *place, 100 + number));
            }
            Step::Delete(school, place) => {
                browsers[*browser].tabs[*tab].edit(at, |w| delete(w, *school, *place));
            }
            Step::Reopen => {
                browsers[*browser].save(*tab);
                browsers[*browser].tabs[*tab] = open(&browsers[*browser].saved, seat(*browser, *tab));
            }
            Step::Save => browsers[*browser].save(*tab),
            Step::Take { from, contents, way } => {
                let theirs = file(&browsers[*from].tabs[*tab], contents.clone());
                let book = &mut browsers[*browser].tabs[*tab];
                let previewed = book.incoming(&theirs).merged;
                match way {
                    Way::Merge => drop(book.merge(&theirs, &BTreeSet::new(), TAKEN_FOR_DOUBLE, at)),
                    Way::Import => drop(book.import(&theirs, &BTreeSet::new(), TAKEN_FOR_DOUBLE, at)),
                    Way::Sync => drop(book.sync(&theirs, TAKEN_FOR_DOUBLE)),
                }
                prop_assert_eq!(&previewed, book.workspace());
            }
            Step::Undo => drop(browsers[*browser].tabs[*tab].undo(at)),
            Step::Redo => drop(browsers[*browser].tabs[*tab].redo(at)),
        }
        for book in browsers.iter().flat_map(|browser| &browser.tabs) {
            prop_assert!(book.author().replica != TAKEN_FOR_DOUBLE, "step {}", number);
            let double = book.history().replicas().iter().find(|row| book.history().is_double(row.id));
            prop_assert!(double.is_none(), "step {}: {:?}", number, double);
            states.push(said(book));
        }
    }
    Ok(states)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

    #[test]
    fn seats_that_are_taken_again_are_as_good_as_replicas_for_ever(
        steps in prop::collection::vec((0..BROWSERS, 0..TABS, step()), 1..40),
    ) {
        let again = walk(&steps, |browser, tab| ReplicaId(200 + (TABS * browser + tab) as u64))?;
        let mut fresh = 300;
        let ever_new = walk(&steps, |_, _| {
            fresh += 1;
            ReplicaId(fresh)
        })?;
        for (again, ever_new) in again.iter().zip(&ever_new) {
            prop_assert_eq!(again, ever_new);
        }
    }
}

/// What a deletion saw, a copy has not seen that knows the deletion only from a part.
#[test]
fn two_parts_one_after_the_other_make_no_double() {
    let take = |contents| (0, 0, Step::Take { from: 2, contents, way: Way::Merge });
    let steps = [
        (2, 0, Step::Write(1, Place::Name)),
        (2, 0, Step::Delete(1, Place::Name)),
        (0, 0, Step::Write(1, Place::Location)),
        take(Contents::School(SCHOOLS[0].into())),
        take(Contents::WithoutNames),
    ];
    walk(&steps, |browser, tab| ReplicaId(200 + (TABS * browser + tab) as u64)).unwrap();
}
