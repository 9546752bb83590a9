//! Two copies of a workspace become one that holds what both wrote.
//!
//! Field by field, a write stays if both copies hold it, or if one holds it and the
//! other has never seen it; a write that the other has seen and no longer holds was
//! replaced there. Two different values that stay are a conflict: both are kept, every
//! copy shows the same one, and a person decides. Merging is commutative, associative
//! and idempotent: copies that exchange files in any order end up the same. (State-based
//! CRDT over dotted version vectors: Preguiça et al. 2010, Almeida et al. 2016.)

use super::Workspace;
use super::dots::{Dots, Stamp};
use super::doubles::NAMES;
use super::history::{Deletion, Field, History, Kept, RecordHistory, Replica};
use super::kinds::{Fields, Kind, RecordRef};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A field in which copies say different things, or a record that one copy deleted
/// and another went on writing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FieldId {
    pub kind: Kind,
    pub id: String,
    /// The field's name in bundles; `None` asks whether the record is there at all.
    pub field: Option<String>,
}

impl FieldId {
    /// A record as a whole.
    pub fn whole((kind, id): &(Kind, String)) -> FieldId {
        FieldId { kind: *kind, id: id.clone(), field: None }
    }
}

/// What copies say differently, to choose from.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    pub at: FieldId,
    /// Different values, the one that is shown first. For a record that was deleted in
    /// one copy and written in another: the deletions.
    pub values: Vec<Kept>,
}

/// Their side: records, and their history in our numbers of replicas.
pub(super) struct Theirs<'a> {
    pub workspace: &'a Workspace,
    pub history: &'a History,
}

/// Merges their records and stamps into ours; `ours_seen` is what we had seen before.
pub(super) fn merge(ours: &mut Workspace, history: &mut History, ours_seen: &Dots, theirs: &Theirs<'_>) {
    let rows = history.replicas.clone();
    for kind in Kind::ALL {
        let their_places = places(theirs.workspace.records(kind));
        let our_places = places(ours.records(kind));
        let mut results: Vec<(String, Arc<RecordHistory>, Option<Fields>)> = Vec::new();
        let mut taken: Vec<String> = Vec::new();
        let mut our_records = history.records.remove(&kind).unwrap_or_default();
        for (id, their_record) in theirs.history.all(kind) {
            let plain = their_places.get(id.as_str());
            let b = their_record;
            let Some(a) = our_records.get(id) else {
                our_records.insert(id.clone(), b.clone());
                if plain.is_some() {
                    taken.push(id.clone());
                }
                continue;
            };
            let our_plain = our_places.get(id.as_str());
            if a.extract.is_some() || b.extract.is_some() {
                let said = |plain: Option<&RecordRef<'_>>| plain.map(|record| record.record.value().to_string());
                let taken = match (a.extract, b.extract) {
                    (Some(ours), Some(theirs)) => (theirs, said(plain)) > (ours, said(our_plain)),
                    (ours, theirs) => ours.is_some() && theirs.is_none(),
                };
                if taken {
                    results.push((id.clone(), b.clone(), plain.map(|record| record.fields(kind))));
                }
                continue;
            }
            let same = match (our_plain, plain) {
                (Some(ours), Some(theirs)) => ours.equals(theirs),
                (ours, theirs) => ours.is_none() && theirs.is_none(),
            };
            if same && (Arc::ptr_eq(a, b) || a == b) {
                continue;
            }
            let a = Held { history: a, plain: our_plain.map(|r| r.fields(kind)), seen: [ours_seen, &a.seen] };
            let their_seen = [&theirs.history.seen, &b.seen];
            let b = Held { history: b, plain: plain.map(|r| r.fields(kind)), seen: their_seen };
            let (merged, plain) = both(&a, &b, &rows);
            results.push((id.clone(), Arc::new(merged), plain));
        }
        drop((their_places, our_places));
        for id in taken {
            ours.take(kind, &id, theirs.workspace);
        }
        for (id, merged, plain) in results {
            our_records.insert(id.clone(), merged);
            ours.put(kind, &id, plain);
        }
        for record in our_records.values_mut().filter(|record| !record.seen.is_empty()) {
            if history.seen.covers(&record.seen) {
                Arc::make_mut(record).seen = Dots::default();
            }
        }
        if !our_records.is_empty() {
            history.records.insert(kind, our_records);
        }
    }
}

pub(super) fn places(records: Vec<RecordRef<'_>>) -> BTreeMap<&str, RecordRef<'_>> {
    records.into_iter().map(|record| (record.id, record)).collect()
}

/// A record as one copy holds it.
struct Held<'a> {
    history: &'a RecordHistory,
    plain: Option<Fields>,
    seen: Seen<'a>,
}

/// What a copy has seen: of everything, and of this record beyond that.
type Seen<'a> = [&'a Dots; 2];

/// Everything that a field may be, with its writes.
pub(super) fn values(history: &RecordHistory, plain: Option<&Fields>, name: &str) -> Option<Vec<Kept>> {
    Some(match history.fields.get(name)? {
        Field::Kept(kept) => kept.clone(),
        Field::Here(stamp) => {
            let value = plain.and_then(|plain| plain.get(name)).cloned().unwrap_or_default();
            vec![Kept { stamp: *stamp, value }]
        }
    })
}

impl Held<'_> {
    fn values(&self, name: &str) -> Option<Vec<Kept>> {
        values(self.history, self.plain.as_ref(), name)
    }
}

/// One record out of two.
fn both(a: &Held<'_>, b: &Held<'_>, rows: &[Replica]) -> (RecordHistory, Option<Fields>) {
    let names: BTreeSet<&String> = a.history.fields.keys().chain(b.history.fields.keys()).collect();
    let mut values: BTreeMap<&String, Vec<Kept>> = BTreeMap::new();
    for name in names {
        let stays = match (a.values(name), b.values(name)) {
            (Some(ours), Some(theirs)) => surviving(ours, a.seen, theirs, b.seen, |k| k.stamp, rows),
            // What a file leaves out it says nothing of.
            (ours, theirs) => ours.or(theirs).unwrap_or_default(),
        };
        values.insert(name, stays);
    }
    let deleted = match (a.history.deleted.clone(), b.history.deleted.clone()) {
        (ours, theirs) if theirs.is_empty() => ours,
        (ours, theirs) if ours.is_empty() => theirs,
        (ours, theirs) => surviving(ours, a.seen, theirs, b.seen, |d| d.0, rows),
    };
    let mut seen = a.history.seen.clone();
    seen.extend(&b.history.seen, |replica| replica);
    let mut merged = RecordHistory { fields: BTreeMap::new(), deleted, seen, extract: None };
    for (name, kept) in &values {
        merged.fields.insert((*name).clone(), Field::Kept(kept.clone()));
    }
    if merged.is_gone() {
        return (merged, None);
    }
    // What was never written is as it was.
    let mut plain = a.plain.clone().or_else(|| b.plain.clone()).unwrap_or_default();
    for (name, mut kept) in values {
        if let Some(shown) = kept.first() {
            plain.insert(name.clone(), shown.value.clone());
        }
        if kept.len() == 1 {
            let only = kept.remove(0).stamp;
            merged.fields.insert(name.clone(), Field::Here(only));
        }
    }
    (merged, Some(plain))
}

/// The writes of both that nobody has replaced; the one that is shown comes first.
fn surviving<T: Ranked>(
    ours: Vec<T>,
    ours_seen: Seen<'_>,
    theirs: Vec<T>,
    theirs_seen: Seen<'_>,
    stamp: impl Fn(&T) -> Stamp,
    rows: &[Replica],
) -> Vec<T> {
    let holds = |list: &[T], write: &T| list.iter().any(|other| stamp(other).dot == stamp(write).dot);
    let stays = |write: &T, other: &[T], seen: Seen<'_>| {
        holds(other, write) || !seen.iter().any(|seen| seen.contains(stamp(write).dot))
    };
    let (kept_ours, kept_theirs): (Vec<bool>, Vec<bool>) = (
        ours.iter().map(|write| stays(write, &theirs, theirs_seen)).collect(),
        theirs.iter().map(|write| stays(write, &ours, ours_seen)).collect(),
    );
    let mut all: Vec<T> = Vec::new();
    let both = ours.into_iter().zip(kept_ours).chain(theirs.into_iter().zip(kept_theirs));
    for write in both.filter(|(_, stays)| *stays).map(|(write, _)| write) {
        let same = |other: &&mut T| stamp(other).dot == stamp(&write).dot && other.said() == write.said();
        match all.iter_mut().find(same) {
            Some(other) => other.join(&write),
            None => all.push(write),
        }
    }
    let rank = |write: &T| {
        let stamp = stamp(write);
        let row = rows.get(stamp.dot.replica as usize);
        (stamp.at, row.map(|row| (row.id, row.personal)), stamp.dot.counter, write.said())
    };
    all.sort_by_cached_key(|write| std::cmp::Reverse(rank(write)));
    all
}

/// What can be put in an order that is the same in every copy.
pub(super) trait Ranked {
    /// What was written, as text.
    fn said(&self) -> String;

    /// Takes over what another copy knows of the same write.
    fn join(&mut self, _other: &Self) {}
}

impl Ranked for Kept {
    fn said(&self) -> String {
        self.value.to_string()
    }
}

impl Ranked for (Stamp, Deletion) {
    fn said(&self) -> String {
        // What a deletion saw is the same in every copy, though its numbers are not.
        match &self.1 {
            Deletion::Deleted { .. } => "deleted".to_owned(),
            Deletion::Restored => "restored".to_owned(),
        }
    }

    fn join(&mut self, other: &Self) {
        if let (Deletion::Deleted { saw }, Deletion::Deleted { saw: others }) = (&mut self.1, &other.1) {
            // A part says more than the deletion saw; names of double writes, not all copies know.
            *saw = saw.narrowed(others, NAMES);
        }
    }
}

impl RecordHistory {
    /// Whether the record is in the trash: everybody who said so last deleted it, and
    /// nobody wrote to it unseen by them.
    pub fn is_gone(&self) -> bool {
        let saw = |stamp: Stamp| {
            self.deleted.iter().any(|(_, deletion)| match deletion {
                Deletion::Deleted { saw } => saw.contains(stamp.dot),
                Deletion::Restored => false,
            })
        };
        let all = self.deleted.iter().all(|(_, deletion)| matches!(deletion, Deletion::Deleted { .. }));
        !self.deleted.is_empty() && all && self.fields.values().flat_map(Field::stamps).all(saw)
    }

    /// Whether there can be anything to decide: most records were written one after the other.
    fn may_ask(&self) -> bool {
        !self.deleted.is_empty() || self.fields.values().any(|field| matches!(field, Field::Kept(_)))
    }

    /// What is to be decided in this record.
    fn conflicts(&self) -> impl Iterator<Item = (Option<&String>, Vec<Kept>)> {
        let open = self.is_deleted() && !self.is_gone();
        let deletions = self.deleted.iter().filter(|(_, deletion)| matches!(deletion, Deletion::Deleted { .. }));
        let asked: Vec<Kept> =
            deletions.filter(|_| open).map(|(stamp, _)| Kept { stamp: *stamp, value: Value::Null }).collect();
        let fields = self.fields.iter().filter(|_| !self.is_gone()).filter_map(|(name, field)| match field {
            Field::Kept(kept) => Some((Some(name), different(kept))).filter(|(_, values)| values.len() > 1),
            Field::Here(_) => None,
        });
        (!asked.is_empty()).then_some((None, asked)).into_iter().chain(fields)
    }
}

/// The first write of each value.
fn different(kept: &[Kept]) -> Vec<Kept> {
    let mut found: Vec<Kept> = Vec::new();
    for write in kept {
        if !found.iter().any(|other| other.value == write.value) {
            found.push(write.clone());
        }
    }
    found
}

impl History {
    /// Everything that people still have to decide, in the order of the records.
    pub fn conflicts(&self) -> Vec<Conflict> {
        let mut found = Vec::new();
        for (&kind, records) in &self.records {
            for (id, record) in records.iter().filter(|(_, record)| record.may_ask()) {
                found.extend(record.conflicts().map(|(field, values)| Conflict {
                    at: FieldId { kind, id: id.clone(), field: field.cloned() },
                    values,
                }));
            }
        }
        found
    }

    /// What is to be decided in a record.
    pub(super) fn conflicts_of(&self, kind: Kind, id: &str) -> Vec<Conflict> {
        let record = self.of(kind, id).filter(|record| record.may_ask());
        let found = record.into_iter().flat_map(|record| record.conflicts());
        let at = |field: Option<&String>| FieldId { kind, id: id.to_owned(), field: field.cloned() };
        found.map(|(field, values)| Conflict { at: at(field), values }).collect()
    }

    /// What is to be decided at a place, if anything.
    pub(super) fn conflict_at(&self, at: &FieldId) -> Option<Conflict> {
        self.conflicts_of(at.kind, &at.id).into_iter().find(|conflict| conflict.at == *at)
    }

    /// The row of the table that a stamp refers to: who wrote.
    pub fn writer(&self, stamp: Stamp) -> Option<&Replica> {
        let row = self.replicas.get(stamp.dot.replica as usize)?;
        if !row.personal {
            return Some(row);
        }
        // Who somebody is stands in the row of their plain fields.
        self.replicas.iter().find(|other| other.id == row.id && !other.personal).or(Some(row))
    }
}
