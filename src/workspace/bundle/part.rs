//! Parts of a workspace, for people who should not have all of it, that merge back
//! without harming what they leave out.
//!
//! A part carries a record whole, or without what names people (which is counted
//! apart), or not at all. So it knows everything about the records that it carries
//! and nothing about the others, and says so: a file without names and notes leaves
//! the counts of these out of what it has `seen`; a smaller part has `seen` only what
//! it holds, and each of its records what the whole workspace had seen.
//!
//! Survey results that show less than people wrote are *extracts*: they have no
//! stamps, are for looking at, and change nothing where the results themselves are.
//!
//! | | cluster, rounds | schools | surveys | agreements | notes | wordings, practices, rule of matching | wishes | pairings | bans |
//! |---|---|---|---|---|---|---|---|---|---|
//! | without names and notes | all | without names | all | without names | – | all | without notes | without notes | without reasons |
//! | a school | all | its own; others without names | its own | without names | its own | all | its own; others without notes | its own; others without notes | its own |
//! | national office | all | without names | extracts | without names | – | all | – | without notes | – |
//! | areas only | all | without names | extracts of areas | without names | – | – | – | – | – |
//!
//! Names of those who edited stay in a school's part where they are of that school.

use crate::cluster::SchoolId;
use crate::survey::extract::Depth;
use crate::workspace::dots::{Dots, ReplicaNumber};
use crate::workspace::history::{Deletion, History, RecordHistory, Who};
use crate::workspace::kinds::{AnyRecord as _, Fields, Kind};
use crate::workspace::{Book, Workspace};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::sync::Arc;

/// What a file holds of a workspace.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Contents {
    #[default]
    Everything,
    /// Without coordinators' names and contacts, without the names of those who decided
    /// and edited, and without the notes on the grid.
    WithoutNames,
    /// For one school's staff: its data, results and notes, and what is the cluster's.
    School(SchoolId),
    /// Who is in the cluster, what was agreed, and the results without small groups.
    NationalOffice,
    /// As for the national office, with means of areas and no items.
    AreasOnly,
}

/// How much of a record a part carries.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Carried {
    Whole,
    /// All but its personal fields.
    Unnamed,
    Extract(Depth),
    Nothing,
}

impl Contents {
    pub fn is_everything(&self) -> bool {
        *self == Contents::Everything
    }

    fn carried(&self, kind: Kind, id: &str) -> Carried {
        let own = || matches!(self, Contents::School(school) if kind.school_of(id).as_ref() == Some(school));
        match (kind, self) {
            (_, Contents::Everything) => Carried::Whole,
            (Kind::Cluster | Kind::Rounds, _) => Carried::Whole,
            (Kind::Schools | Kind::Surveys | Kind::CellNotes, Contents::School(_)) if own() => Carried::Whole,
            (Kind::Schools | Kind::Agreements, _) => Carried::Unnamed,
            (Kind::Surveys, Contents::WithoutNames) => Carried::Whole,
            (Kind::Surveys, Contents::NationalOffice) => Carried::Extract(Depth::Items),
            (Kind::Surveys, Contents::AreasOnly) => Carried::Extract(Depth::Areas),
            (Kind::Surveys | Kind::CellNotes, _) => Carried::Nothing,
            (Kind::ItemWordings | Kind::Practices | Kind::MatchRules, Contents::AreasOnly) => Carried::Nothing,
            (Kind::ItemWordings | Kind::Practices | Kind::MatchRules, _) => Carried::Whole,
            (Kind::Wishes | Kind::Pairings | Kind::Bans, Contents::School(_)) if own() => Carried::Whole,
            (Kind::Wishes | Kind::Pairings, Contents::WithoutNames | Contents::School(_)) => Carried::Unnamed,
            (Kind::Pairings, Contents::NationalOffice) | (Kind::Bans, Contents::WithoutNames) => Carried::Unnamed,
            (Kind::Wishes | Kind::Pairings | Kind::Bans, _) => Carried::Nothing,
        }
    }

    /// Who somebody is, as far as the part tells.
    pub(super) fn names(&self, who: &Who) -> Who {
        let told = match self {
            Contents::Everything => true,
            Contents::School(school) => who.school == *school,
            Contents::WithoutNames | Contents::NationalOffice | Contents::AreasOnly => false,
        };
        Who { name: if told { who.name.clone() } else { String::new() }, ..who.clone() }
    }
}

/// The part of a book's records and stamps. `at` is when its extracts were made, in
/// seconds since 1970 (UTC).
pub(super) fn part(book: &Book, contents: &Contents, at: i64) -> (Workspace, History) {
    let (mut workspace, mut history) = (Workspace::clone(book.workspace()), book.history().clone());
    let context = Context::of(&history);
    let mut left_out = Vec::new();
    for kind in Kind::ALL {
        let ids: BTreeSet<String> = workspace.records(kind).iter().map(|record| record.id.to_owned()).collect();
        let ids = ids.into_iter().chain(history.all(kind).map(|(id, _)| id.clone())).collect::<BTreeSet<_>>();
        for id in ids {
            let carried = contents.carried(kind, &id);
            if carried != Carried::Whole {
                workspace.put(kind, &id, shown(book.workspace(), kind, &id, carried));
            }
            let Some(records) = history.records.get_mut(&kind) else { continue };
            let Some(record) = records.remove(&id) else { continue };
            if carried == Carried::Nothing {
                left_out.extend(record.stamps().map(|stamp| stamp.dot));
                continue;
            }
            let mut record = Arc::unwrap_or_clone(record);
            context.cut(&mut record, kind, carried, contents, at);
            // Also where only what is left out had kept it alive.
            if record.is_gone() {
                record.keep_values(workspace.fields(kind, &id).unwrap_or_default());
                workspace.remove(kind, &id);
            }
            records.insert(id, Arc::new(record));
        }
    }
    history.seen = match contents {
        Contents::Everything => context.all,
        Contents::WithoutNames => left_out.into_iter().fold(context.unnamed, |mut seen, dot| {
            seen.remove(dot);
            seen
        }),
        Contents::School(_) | Contents::NationalOffice | Contents::AreasOnly => history.live_dots().collect(),
    };
    // That two browsers wrote as one is to be known wherever their writes are.
    book.history().marks().for_each(|(_, mark)| history.seen.insert(mark));
    for row in &mut history.replicas {
        let told = contents.names(&Who { school: row.school.clone(), name: row.name.clone() });
        if told.name != row.name {
            // Said at no time, so that it replaces no name.
            (row.name, row.since) = (told.name, 0);
        }
    }
    (workspace, history)
}

/// The fields of a record as the part has them; `None` where it leaves the record out.
fn shown(workspace: &Workspace, kind: Kind, id: &str, carried: Carried) -> Option<Fields> {
    match carried {
        Carried::Whole => workspace.fields(kind, id),
        Carried::Unnamed => {
            let fields = workspace.fields(kind, id)?;
            Some(fields.into_iter().filter(|(name, _)| !kind.is_personal(name)).collect())
        }
        Carried::Extract(depth) => {
            let result = workspace.surveys.get(id)?;
            let minimum = workspace.agreement().minimum_group;
            let counts = |code| workspace.counts_in_its_area(result.edition, code);
            Some(kind.fields(result.extract(minimum, depth, counts).value()))
        }
        Carried::Nothing => None,
    }
}

/// What the whole workspace had seen.
struct Context {
    all: Dots,
    /// Without writes that name people or are notes.
    unnamed: Dots,
    personal: Vec<ReplicaNumber>,
}

impl Context {
    fn of(history: &History) -> Context {
        let rows = history.replicas.iter().enumerate().filter(|(_, row)| row.personal);
        let personal: Vec<ReplicaNumber> = rows.map(|(number, _)| number as ReplicaNumber).collect();
        let mut unnamed = history.seen.clone();
        personal.iter().for_each(|&number| unnamed.forget(number));
        Context { all: history.seen.clone(), unnamed, personal }
    }

    /// Leaves of a record's stamps what the part carries.
    fn cut(&self, record: &mut RecordHistory, kind: Kind, carried: Carried, contents: &Contents, at: i64) {
        let gone = record.is_gone();
        match carried {
            Carried::Whole => {}
            Carried::Unnamed => {
                record.fields.retain(|name, _| !kind.is_personal(name));
                self.personal.iter().for_each(|&number| record.seen.forget(number));
            }
            // That it was deleted is told, and what it was is not.
            Carried::Extract(_) if gone => {}
            Carried::Extract(_) => {
                *record = RecordHistory { extract: record.extract.or(Some(at)), ..RecordHistory::default() };
            }
            Carried::Nothing => return,
        }
        if gone && carried != Carried::Whole {
            // What was there before its last values is gone with them.
            for (_, deletion) in &mut record.deleted {
                if let Deletion::Deleted { saw } = deletion {
                    saw.extend(&self.all, |number| number);
                }
            }
        }
        if *contents == Contents::WithoutNames || record.extract.is_some() {
            return;
        }
        if record.is_gone() && carried != Carried::Whole {
            // Without its last values, it cannot know what became of earlier ones.
            record.fields.clear();
            record.seen = Dots::default();
        } else {
            let seen = if carried == Carried::Whole { &self.all } else { &self.unnamed };
            record.seen.extend(seen, |number| number);
        }
    }
}
