//! Getting to know another copy's history: its replicas get numbers here, and what it
//! has seen counts as seen.

use super::dots::{Dot, Dots, ReplicaNumber, Stamp};
use super::history::{Deletion, Field, History, Kept, RecordHistory, Replica, ReplicaId};
use super::records::Records;
use std::collections::{BTreeMap, HashMap};
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
pub(super) type RowKey = (ReplicaId, bool);

/// Replicas as which two browsers wrote, and from which write on.
pub(super) type Partings = Vec<(RowKey, u64)>;

/// The largest number known of each replica.
type Lasts = BTreeMap<ReplicaNumber, u64>;

pub(super) fn numbers_of(rows: &[Replica]) -> HashMap<RowKey, ReplicaNumber> {
    (0..).zip(rows).map(|(number, row)| ((row.id, row.personal), number)).collect()
}

impl History {
    /// Lists their replicas and marks their writes as seen. Returns their history in our
    /// numbers.
    pub(super) fn meet(&mut self, theirs: &History) -> History {
        let mut known = numbers_of(&self.replicas);
        let mut number = |row: &Replica| {
            let number = *known.entry((row.id, row.personal)).or_insert(self.replicas.len() as ReplicaNumber);
            self.list_at(number as usize, row)
        };
        let numbers = Numbers(theirs.replicas.iter().map(&mut number).collect());
        let seen = numbers.dots(&theirs.seen);
        self.seen.extend(&seen, |number| number);
        let records = theirs.records.iter().map(|(kind, records)| (*kind, numbers.records(records))).collect();
        History { replicas: Vec::new(), seen, records }
    }

    /// Which replicas two browsers were, by the sittings that this copy and another list, and
    /// from which write on. `own` are those as which nobody should write but whoever holds this
    /// copy: what the other has seen of them beyond it, another browser wrote.
    pub(super) fn partings(&self, theirs: &History, own: &[ReplicaId]) -> Partings {
        self.partings_from(&theirs.replicas, &theirs.lasts(), own)
    }

    fn partings_from(&self, replicas: &[Replica], their_lasts: &Lasts, own: &[ReplicaId]) -> Partings {
        let (known, doubtful, lasts) = (numbers_of(&self.replicas), self.doubtful(), self.lasts());
        let parting = |(their_number, row): (ReplicaNumber, &Replica)| {
            let key = (row.id, row.personal);
            let number = *known.get(&key)?;
            let ours = &self.replicas.get(number as usize)?.sittings;
            let last = |lasts: &Lasts, number| lasts.get(&number).copied().unwrap_or_default();
            let (last, their_last) = (last(&lasts, number), last(their_lasts, their_number));
            let others_write = their_last > last && own.contains(&row.id);
            let alone = || ours.first_alone(&row.sittings).filter(|_| others_write);
            let from = ours.parting(last, &row.sittings, their_last).or_else(alone)?;
            // From where two are known to have written, our list is forgotten.
            doubtful.get(&number).is_none_or(|known| from < *known).then_some((key, from))
        };
        (0..).zip(replicas).filter_map(parting).collect()
    }

    /// Whether a replica is known to have written more than `before` knew.
    pub(super) fn knows_more_of(&self, replica: ReplicaId, before: &History) -> bool {
        let last = |history: &History, personal: bool| {
            let number = numbers_of(&history.replicas).get(&(replica, personal)).copied()?;
            history.lasts().get(&number).copied()
        };
        [false, true].into_iter().any(|personal| last(self, personal) > last(before, personal))
    }

    /// The largest number of each replica that is known to this copy, if only by a part.
    pub(super) fn lasts(&self) -> Lasts {
        let records = self.records.values().flat_map(|records| records.values());
        let seen = std::iter::once(&self.seen).chain(records.map(|record| &record.seen));
        let mut lasts = Lasts::new();
        for Dot { replica, counter } in seen.flat_map(Dots::lasts) {
            lasts.entry(replica).and_modify(|last| *last = counter.max(*last)).or_insert(counter);
        }
        lasts
    }

    /// How many rows this table and another have together.
    pub(super) fn replicas_with(&self, replicas: &[Replica]) -> usize {
        let known = numbers_of(&self.replicas);
        self.replicas.len() + replicas.iter().filter(|row| !known.contains_key(&(row.id, row.personal))).count()
    }

    /// Whether another copy, which lists `replicas`, has seen just what this one has.
    pub fn has_seen_just(&self, replicas: &[Replica], seen: &Dots) -> bool {
        self.in_our_numbers(replicas, seen) == self.seen && self.wrote_as_one(replicas, seen)
    }

    /// Whether this copy has seen all that another has, which lists `replicas`.
    pub fn has_seen_all(&self, replicas: &[Replica], seen: &Dots) -> bool {
        self.seen.covers(&self.in_our_numbers(replicas, seen)) && self.wrote_as_one(replicas, seen)
    }

    /// Whether the same numbers are the same writes, as far as sittings tell.
    fn wrote_as_one(&self, replicas: &[Replica], seen: &Dots) -> bool {
        let lasts = seen.lasts().map(|dot| (dot.replica, dot.counter)).collect();
        self.partings_from(replicas, &lasts, &[]).is_empty()
    }

    fn in_our_numbers(&self, replicas: &[Replica], seen: &Dots) -> Dots {
        let known = numbers_of(&self.replicas);
        // A replica that is not listed here has a number that none has here.
        let unlisted = |theirs: ReplicaNumber| theirs.saturating_add(self.replicas.len() as ReplicaNumber);
        seen.renumbered(|theirs| {
            let row = replicas.get(theirs as usize);
            let ours = row.and_then(|row| known.get(&(row.id, row.personal)));
            ours.map_or_else(|| unlisted(theirs), |ours| *ours)
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
