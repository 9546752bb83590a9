//! Getting to know another copy's history: its replicas get numbers here, and what it
//! has seen counts as seen.

use super::dots::{Dots, ReplicaNumber, Stamp};
use super::doubles::Doubtful;
use super::history::{Deletion, Field, History, Kept, RecordHistory, Replica, ReplicaId};
use super::records::Records;
use std::collections::HashMap;
use std::sync::Arc;

/// Another history's numbers of replicas → ours.
struct Numbers(Vec<ReplicaNumber>);

impl Numbers {
    /// Never meets a number that is not listed: histories are checked when read.
    fn of(&self, theirs: ReplicaNumber) -> ReplicaNumber {
        self.0.get(theirs as usize).copied().unwrap_or(theirs)
    }

    /// Whether every number is the same in both.
    fn are_same(&self) -> bool {
        self.0.iter().enumerate().all(|(theirs, ours)| theirs == *ours as usize)
    }

    fn records(&self, records: &Records<RecordHistory>) -> Records<RecordHistory> {
        if self.are_same() {
            return records.clone();
        }
        records.iter().map(|(id, record)| (id.clone(), Arc::new(self.record(record)))).collect()
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

/// A row of the table, which only one has.
type RowKey = (ReplicaId, bool);

fn places(rows: &[Replica]) -> HashMap<RowKey, usize> {
    rows.iter().enumerate().map(|(place, row)| ((row.id, row.personal), place)).collect()
}

impl History {
    /// Lists their replicas and marks their writes as seen. Returns their history in our
    /// numbers, and which replicas are found to be two browsers'. `own` are those as which only
    /// this copy writes.
    pub(super) fn meet(&mut self, theirs: &History, own: &[ReplicaId]) -> (History, Doubtful) {
        let mut known = places(&self.replicas);
        let mut doubtful = Doubtful::new();
        let mut number = |(their_number, row): (ReplicaNumber, &Replica)| {
            let place = *known.entry((row.id, row.personal)).or_insert(self.replicas.len());
            if let Some(ours) = self.replicas.get(place) {
                let (last, their_last) = (self.seen.last(place as ReplicaNumber), theirs.seen.last(their_number));
                let parting = ours.sittings.parting(last, &row.sittings, their_last);
                let others_write = their_last > last && own.contains(&row.id);
                let alone = || ours.sittings.first_alone(&row.sittings).filter(|_| others_write);
                let from = parting.or_else(alone);
                doubtful.extend(from.map(|from| (place as ReplicaNumber, from)));
            }
            self.list_at(place, row)
        };
        let numbers = Numbers((0..).zip(&theirs.replicas).map(&mut number).collect());
        let seen = numbers.dots(&theirs.seen);
        self.seen.extend(&seen, |number| number);
        let records = theirs.records.iter().map(|(kind, records)| (*kind, numbers.records(records))).collect();
        (History { replicas: Vec::new(), seen, records }, doubtful)
    }

    /// Whether another copy, which lists `replicas`, has seen just what this one has.
    pub fn has_seen_just(&self, replicas: &[Replica], seen: &Dots) -> bool {
        self.in_our_numbers(replicas, seen) == self.seen
    }

    /// Whether this copy has seen all that another has, which lists `replicas`.
    pub fn has_seen_all(&self, replicas: &[Replica], seen: &Dots) -> bool {
        self.seen.covers(&self.in_our_numbers(replicas, seen))
    }

    fn in_our_numbers(&self, replicas: &[Replica], seen: &Dots) -> Dots {
        let known = places(&self.replicas);
        // A replica that is not listed here has a number that none has here.
        let unlisted = |theirs: ReplicaNumber| theirs.saturating_add(self.replicas.len() as ReplicaNumber);
        seen.renumbered(|theirs| {
            let row = replicas.get(theirs as usize);
            let ours = row.and_then(|row| known.get(&(row.id, row.personal)));
            ours.map_or_else(|| unlisted(theirs), |ours| *ours as ReplicaNumber)
        })
    }

    /// A row's number here; it is listed if it was not, and says what was said later.
    pub(super) fn list(&mut self, row: &Replica) -> ReplicaNumber {
        let known = self.replicas.iter().rposition(|r| (r.id, r.personal) == (row.id, row.personal));
        self.list_at(known.unwrap_or(self.replicas.len()), row)
    }

    fn list_at(&mut self, place: usize, row: &Replica) -> ReplicaNumber {
        let Some(ours) = self.replicas.get_mut(place) else {
            self.replicas.push(row.clone());
            return place as ReplicaNumber;
        };
        ours.sittings.join(&row.sittings);
        if (row.since, &row.school, &row.name) > (ours.since, &ours.school, &ours.name) {
            let sittings = std::mem::take(&mut ours.sittings);
            *ours = Replica { sittings, ..row.clone() };
        }
        place as ReplicaNumber
    }
}
