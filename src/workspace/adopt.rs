//! Taking over another copy's state with its history.
//!
//! When a person replaces the open workspace by a file, the file's stamps are kept
//! wherever its writer had already seen what is replaced: then the file is simply
//! newer, and a later merge with its writer finds nothing to ask. Everything else
//! that changes is an edit of the person who replaced.

use super::dots::{Dots, ReplicaNumber, Stamp};
use super::history::{Deletion, Field, History, Kept, RecordHistory, Replica};
use super::kinds::Kind;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Another history's numbers of replicas → ours.
struct Numbers(Vec<ReplicaNumber>);

impl Numbers {
    /// Never meets a number that is not listed: histories are checked when read.
    fn of(&self, theirs: ReplicaNumber) -> ReplicaNumber {
        self.0.get(theirs as usize).copied().unwrap_or(theirs)
    }

    fn stamp(&self, mut stamp: Stamp) -> Stamp {
        stamp.dot.replica = self.of(stamp.dot.replica);
        stamp
    }

    fn dots(&self, theirs: &Dots) -> Dots {
        let mut ours = Dots::default();
        ours.extend(theirs, |number| self.of(number));
        ours
    }

    fn field(&self, field: &Field) -> Field {
        let kept = |k: &Kept| Kept { stamp: self.stamp(k.stamp), value: k.value.clone() };
        match field {
            Field::Here(stamp) => Field::Here(self.stamp(*stamp)),
            Field::Kept(values) => Field::Kept(values.iter().map(kept).collect()),
        }
    }

    fn deleted(&self, deleted: &[(Stamp, Deletion)]) -> Vec<(Stamp, Deletion)> {
        let deletion = |deletion: &Deletion| match deletion {
            Deletion::Deleted { saw } => Deletion::Deleted { saw: self.dots(saw) },
            Deletion::Restored => Deletion::Restored,
        };
        deleted.iter().map(|(stamp, d)| (self.stamp(*stamp), deletion(d))).collect()
    }

    fn record(&self, record: &RecordHistory) -> RecordHistory {
        RecordHistory {
            fields: record.fields.iter().map(|(name, field)| (name.clone(), self.field(field))).collect(),
            deleted: self.deleted(&record.deleted),
        }
    }
}

impl History {
    /// Lists their replicas and marks their writes as seen. Returns what is needed
    /// to take over their stamps.
    pub(super) fn meet(&mut self, theirs: &History) -> Meeting {
        let numbers = Numbers(theirs.replicas.iter().map(|row| self.list(row)).collect());
        let seen = numbers.dots(&theirs.seen);
        self.seen.extend(&seen, |number| number);
        Meeting { numbers, seen }
    }

    fn list(&mut self, row: &Replica) -> ReplicaNumber {
        let known = self.replicas.iter_mut().position(|r| (r.id, r.personal) == (row.id, row.personal));
        match known.and_then(|number| self.replicas.get_mut(number)) {
            None => self.replicas.push(row.clone()),
            Some(ours) if (row.since, &row.school, &row.name) > (ours.since, &ours.school, &ours.name) => {
                ours.clone_from(row);
            }
            Some(_) => {}
        }
        known.unwrap_or(self.replicas.len() - 1) as ReplicaNumber
    }
}

/// Their history in our numbers.
pub(super) struct Meeting {
    numbers: Numbers,
    /// What they had seen.
    seen: Dots,
}

impl Meeting {
    /// Whether they had seen all these writes.
    fn saw(&self, mut stamps: impl Iterator<Item = Stamp>) -> bool {
        stamps.all(|stamp| self.seen.contains(stamp.dot))
    }

    /// Puts their stamps where they had seen what stood there in `before`. The
    /// plain records are theirs already.
    pub(super) fn adopt(&self, ours: &mut History, before: &History, theirs: &History) {
        for kind in Kind::ALL {
            for (id, record) in theirs.all(kind) {
                let old = before.of(kind, id);
                let into = ours.records.entry(kind).or_default();
                if old.is_none_or(|old| self.saw(old.stamps())) {
                    self.take_record(into, id, record);
                } else if let (Some(old), Some(entry)) = (old, into.get_mut(id))
                    && !record.is_deleted()
                {
                    self.take_fields(Arc::make_mut(entry), old, record);
                }
            }
        }
    }

    /// Takes over a record of which they had seen all; fields that their file
    /// leaves out keep our stamps.
    fn take_record(&self, into: &mut BTreeMap<String, Arc<RecordHistory>>, id: &str, theirs: &RecordHistory) {
        let mut record = self.numbers.record(theirs);
        let entry = into.entry(id.to_owned()).or_default();
        for (name, field) in &entry.fields {
            record.fields.entry(name.clone()).or_insert_with(|| field.clone());
        }
        *entry = Arc::new(record);
    }

    fn take_fields(&self, entry: &mut RecordHistory, old: &RecordHistory, theirs: &RecordHistory) {
        for (name, field) in &theirs.fields {
            if old.fields.get(name).is_none_or(|old| self.saw(old.stamps())) {
                entry.fields.insert(name.clone(), self.numbers.field(field));
            }
        }
    }
}
