//! What a colleague's file would bring, before it is taken in.

use super::compare::{Difference, compare, school_in};
use super::history::{History, RecordHistory, Replica};
use super::kinds::Kind;
use super::merge::Conflict;
use super::{Book, Bundle, Dots, Workspace};
use crate::cluster::SchoolId;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What would be different here after merging a file.
#[derive(Clone, Debug, Default)]
pub struct Incoming {
    /// The workspace as it is.
    pub before: Arc<Workspace>,
    /// The workspace as it would be.
    pub merged: Arc<Workspace>,
    /// By school; `None` is what belongs to the whole cluster.
    pub news: BTreeMap<Option<SchoolId>, Vec<RecordNews>>,
    /// Whether taking it in would write anything: what was not known here, or what was taken
    /// in and undone.
    pub is_newer: bool,
}

/// One record that the file changes, or over which the two copies differ.
#[derive(Clone, Debug)]
pub struct RecordNews {
    pub kind: Kind,
    pub id: String,
    /// `None` where only something is to be decided, and nothing looks different yet.
    pub difference: Option<Difference>,
    /// What is to be decided, and was not before.
    pub conflicts: Vec<Conflict>,
    /// Who wrote the newest of what is new, and when (seconds since 1970, UTC).
    pub writer: Option<(Replica, i64)>,
}

impl Incoming {
    /// Counts of new, changed, removed and conflicting records.
    pub fn counts(&self) -> [usize; 4] {
        self.news.values().flatten().fold([0; 4], |mut counts, news| {
            match news.difference {
                Some(Difference::New { .. }) => counts[0] += 1,
                Some(Difference::Changed { .. }) => counts[1] += 1,
                Some(Difference::Removed { .. }) => counts[2] += 1,
                None => {}
            }
            counts[3] += usize::from(!news.conflicts.is_empty());
            counts
        })
    }

    /// Where a record has its name: what would be gone has it only before.
    pub fn named(&self, news: &RecordNews) -> &Workspace {
        if matches!(news.difference, Some(Difference::Removed { .. })) { &self.before } else { &self.merged }
    }

    /// What to call a school, also one that would be gone.
    pub fn school_called(&self, id: &SchoolId) -> &str {
        let named = if self.merged.schools.contains_key(id) { &self.merged } else { &self.before };
        named.school_called(id)
    }

    /// Whether nothing would look different.
    pub fn is_empty(&self) -> bool {
        self.news.is_empty()
    }
}

impl Book {
    /// What merging with a file would bring.
    pub fn incoming(&self, theirs: &Bundle) -> Incoming {
        let (merged, history, again) = self.preview(theirs);
        let known = self.history().conflicts();
        let mut conflicts: BTreeMap<(Kind, String), Vec<Conflict>> = BTreeMap::new();
        for conflict in history.conflicts().into_iter().filter(|conflict| !known.contains(conflict)) {
            conflicts.entry((conflict.at.kind, conflict.at.id.clone())).or_default().push(conflict);
        }
        let mut news: BTreeMap<Option<SchoolId>, Vec<RecordNews>> = BTreeMap::new();
        let mut add = |kind: Kind, id: String, difference: Option<Difference>, conflicts: Vec<Conflict>| {
            let writer = history.of(kind, &id).and_then(|record| newest(record, self.history().seen(), &history));
            // What was undone here and comes back is written by whoever takes it in.
            let writer = writer.filter(|_| !again);
            let record = RecordNews { kind, id, difference, conflicts, writer };
            let school = school_in([&merged, self.workspace()], kind, &record.id);
            news.entry(school).or_default().push(record);
        };
        let comparison = compare(self.workspace(), &merged);
        let schools = comparison.schools.into_values().flatten();
        for (kind, differences) in comparison.cluster.into_iter().chain(schools) {
            for difference in differences {
                let id = difference.id().to_owned();
                let conflicts = conflicts.remove(&(kind, id.clone())).unwrap_or_default();
                add(kind, id, Some(difference), conflicts);
            }
        }
        for ((kind, id), conflicts) in conflicts {
            add(kind, id, None, conflicts);
        }
        let is_newer = history.seen() != self.history().seen();
        Incoming { before: self.workspace().clone(), merged, news, is_newer }
    }
}

/// Who made the newest write of a record that was not known before.
fn newest(record: &RecordHistory, known: &Dots, history: &History) -> Option<(Replica, i64)> {
    let unknown = record.stamps().filter(|stamp| !known.contains(stamp.dot));
    let newest = unknown.max_by_key(|stamp| (stamp.at, stamp.dot))?;
    Some((history.writer(newest)?.clone(), newest.at))
}
