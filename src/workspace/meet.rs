//! Getting to know another copy's history: its replicas get numbers here, and what it
//! has seen counts as seen.

use super::dots::{Dots, ReplicaNumber, Stamp};
use super::history::{Deletion, Field, History, Kept, RecordHistory, Replica};

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
        theirs.renumbered(|number| self.of(number))
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
            seen: self.dots(&record.seen),
            extract: record.extract,
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

    /// Whether another copy, which lists `replicas`, has seen just what this one has.
    pub fn has_seen_just(&self, replicas: &[Replica], seen: &Dots) -> bool {
        let number = |row: &Replica| self.replicas.iter().position(|r| (r.id, r.personal) == (row.id, row.personal));
        // A replica that is not listed here has a number that none has here.
        let unlisted = |theirs: ReplicaNumber| theirs.saturating_add(self.replicas.len() as ReplicaNumber);
        let ours = seen.renumbered(|theirs| {
            let row = replicas.get(theirs as usize);
            row.and_then(number).map_or_else(|| unlisted(theirs), |ours| ours as ReplicaNumber)
        });
        ours == self.seen
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
    pub(super) seen: Dots,
}

impl Meeting {
    pub(super) fn record(&self, theirs: &RecordHistory) -> RecordHistory {
        self.numbers.record(theirs)
    }
}
