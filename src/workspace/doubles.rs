//! Writes that were given the same dot twice, as by a copied browser profile.
//!
//! A dot names one write. Where the sittings of a replica differ, or two copies hold one dot
//! at different fields or with different values, two people wrote under one replica, and what
//! a copy has "seen" of that replica from there on may be the other's. Nor is it an honest
//! history where each copy has seen the other's writes of a field without holding them, so
//! that none would stay. Such writes get new names before the copies are merged. A name is
//! made of what was written, so that it is the same in every copy; and as nobody has seen it
//! yet, nothing is dropped for a dot that it shares.
//!
//! The names are dots of the replica's *twin*, with numbers from [`NAMES`] on. A smaller
//! number among the seen dots of a twin says from which of the replica's numbers on it is
//! known to be double: somebody who has not heard of it yet may still write under it.

use super::Workspace;
use super::dots::{Dot, Dots, ReplicaNumber, Stamp};
use super::history::{Deletion, Field, History, Kept, RecordHistory, Replica, ReplicaId, hash};
use super::kinds::{Fields, Kind, RecordRef};
use super::meet::{Partings, RowKey, numbers_of};
use super::merge::{Ranked, places, values};
use super::sittings::Sittings;
use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// The way in which a twin's id comes from its replica's.
const TWIN: &str = "twin";

/// Names have numbers from here on.
pub(super) const NAMES: u64 = 1 << 52;

/// From which of its numbers on a replica is known to be double.
type Doubtful = BTreeMap<ReplicaNumber, u64>;

/// A copy that is to be merged, with numbers of replicas that both copies share.
#[derive(Clone, Copy)]
struct Side<'a> {
    workspace: &'a Workspace,
    history: &'a History,
    seen: &'a Dots,
}

/// A write that only one of two copies holds.
#[derive(Clone, Copy)]
struct Lone<'a> {
    side: usize,
    kind: Kind,
    id: &'a str,
    /// `None` for a deletion.
    field: Option<&'a str>,
    stamp: Stamp,
    /// Whether the other copy says that it has seen it.
    seen: bool,
    /// The number of its field among those whose writes would all be dropped.
    stranded: Option<usize>,
}

/// A write that needs a name of its own.
struct Double {
    kind: Kind,
    id: String,
    field: Option<String>,
    dot: Dot,
}

/// Gives new names to writes of both copies that share a dot with another write. `seen` is
/// what each had seen before they met; `found` is what their sittings told.
pub(super) fn tell_apart(
    ours: &Workspace,
    history: &mut History,
    ours_seen: &mut Dots,
    theirs: &Workspace,
    their_history: &mut History,
    found: Partings,
) {
    let sides = [
        Side { workspace: ours, history, seen: ours_seen },
        Side { workspace: theirs, history: their_history, seen: &their_history.seen },
    ];
    let mut doubtful = history.doubtful();
    let numbers = numbers_of(&history.replicas);
    let found = found.into_iter().filter_map(|(row, counter)| Some(Dot { replica: *numbers.get(&row)?, counter }));
    found.for_each(|dot| note(&mut doubtful, dot));
    let [our_doubles, their_doubles] = doubles(&sides, &mut doubtful);
    for (number, from) in &doubtful {
        history.forget_sittings(*number, *from);
    }
    let renamed = our_doubles.iter().chain(&their_doubles).map(|double| double.dot.replica);
    let replicas: BTreeSet<ReplicaNumber> = renamed.chain(doubtful.keys().copied()).collect();
    let twins = replicas.into_iter().map(|number| (number, history.twin(number))).collect();
    let our_names = rename(ours, &mut history.records, &our_doubles, &twins);
    let their_names = rename(theirs, &mut their_history.records, &their_doubles, &twins);
    let from =
        doubtful.iter().filter_map(|(number, first)| Some(Dot { replica: *twins.get(number)?, counter: *first }));
    let from: Vec<Dot> = from.collect();
    our_names.iter().chain(&from).for_each(|dot| ours_seen.insert(*dot));
    their_names.iter().chain(&from).for_each(|dot| their_history.seen.insert(*dot));
    our_names.iter().chain(&their_names).chain(&from).for_each(|dot| history.seen.insert(*dot));
}

/// The writes of each copy that need new names. What is found to be double is noted.
fn doubles(sides: &[Side<'_>; 2], doubtful: &mut Doubtful) -> [Vec<Double>; 2] {
    let lone = Search::run(sides);
    let mut times: HashMap<Dot, usize> = HashMap::with_capacity(lone.len());
    lone.iter().for_each(|write| *times.entry(write.stamp.dot).or_default() += 1);
    let is_double = |dot: &Dot| times.get(dot).is_some_and(|times| *times > 1);
    lone.iter().map(|write| write.stamp.dot).filter(is_double).for_each(|dot| note(doubtful, dot));
    // From the first double on, what was seen may be another's.
    let renamed = |write: &Lone<'_>, doubtful: &Doubtful| {
        let Dot { replica, counter } = write.stamp.dot;
        is_double(&write.stamp.dot) || write.seen && doubtful.get(&replica).is_some_and(|first| counter >= *first)
    };
    let mut stranded: BTreeMap<usize, Vec<&Lone<'_>>> = BTreeMap::new();
    for write in &lone {
        if let Some(field) = write.stranded {
            stranded.entry(field).or_default().push(write);
        }
    }
    stranded.retain(|_, writes| !writes.iter().any(|write| renamed(write, doubtful)));
    // Of a field whose writes would all be dropped, the latest was most likely not seen.
    for latest in stranded.values().filter_map(|writes| writes.iter().max_by_key(|write| write.stamp.at)) {
        note(doubtful, latest.stamp.dot);
    }
    let mut found = [Vec::new(), Vec::new()];
    for write in &lone {
        if renamed(write, doubtful) || write.stranded.is_some_and(|field| stranded.contains_key(&field)) {
            let (id, field) = (write.id.to_owned(), write.field.map(str::to_owned));
            found[write.side].push(Double { kind: write.kind, id, field, dot: write.stamp.dot });
        }
    }
    found
}

fn note(doubtful: &mut Doubtful, Dot { replica, counter }: Dot) {
    doubtful.entry(replica).and_modify(|first| *first = counter.min(*first)).or_insert(counter);
}

/// Walks over both copies for what only one of them holds.
struct Search<'a> {
    seen: [&'a Dots; 2],
    found: Vec<Lone<'a>>,
    stranded: usize,
}

impl<'a> Search<'a> {
    fn run(sides: &[Side<'a>; 2]) -> Vec<Lone<'a>> {
        let mut search = Search { seen: sides.map(|side| side.seen), found: Vec::new(), stranded: 0 };
        for kind in Kind::ALL {
            let [ours, theirs] = sides.map(|side| side.history.records.get(&kind));
            let plain = LazyCell::new(|| sides.map(|side| places(side.workspace.records(kind))));
            for (id, record) in ours.into_iter().flatten() {
                match theirs.and_then(|theirs| theirs.get(id)) {
                    None => search.whole(0, kind, id, record),
                    Some(other) if Arc::ptr_eq(record, other) => {}
                    Some(other) => {
                        let plain = plain.each_ref().map(|plain| plain.get(id.as_str()));
                        search.pair(kind, id, [record, other], plain);
                    }
                }
            }
            for (id, record) in theirs.into_iter().flatten() {
                if ours.is_none_or(|ours| !ours.contains_key(id)) {
                    search.whole(1, kind, id, record);
                }
            }
        }
        search.found
    }

    /// A record that only one copy knows.
    fn whole(&mut self, side: usize, kind: Kind, id: &'a str, record: &'a RecordHistory) {
        let fields = record.fields.iter().flat_map(|(name, field)| field.stamps().map(|s| (Some(name.as_str()), s)));
        let deleted = record.deleted.iter().map(|(stamp, _)| (None, *stamp));
        for (field, stamp) in fields.chain(deleted) {
            let seen = self.seen[1 - side].contains(stamp.dot);
            self.found.push(Lone { side, kind, id, field, stamp, seen, stranded: None });
        }
    }

    /// A record that both copies know.
    fn pair(&mut self, kind: Kind, id: &'a str, pair: [&'a RecordHistory; 2], plain: [Option<&RecordRef<'_>>; 2]) {
        if pair.iter().any(|record| record.extract.is_some()) {
            return;
        }
        let alike = LazyCell::new(|| match plain {
            [Some(ours), Some(theirs)] => ours.equals(theirs),
            [ours, theirs] => ours.is_none() && theirs.is_none(),
        });
        let fields = plain.map(|plain| LazyCell::new(move || plain.map(|record| record.fields(kind))));
        let [ours, theirs] = pair;
        let more = theirs.fields.keys().filter(|name| !ours.fields.contains_key(*name));
        for name in ours.fields.keys().chain(more) {
            let held = pair.map(|record| record.fields.get(name));
            if held[0] == held[1] && (matches!(held[0], Some(Field::Kept(_))) || *alike) {
                continue;
            }
            let stamps = held.map(|held| held.into_iter().flat_map(Field::stamps).collect::<Vec<Stamp>>());
            let shared = |stamp: &Stamp| stamps.iter().all(|list| list.iter().any(|other| other.dot == stamp.dot));
            let lone = if stamps[0].iter().any(shared) {
                let values = [0, 1].map(|side| values(pair[side], fields[side].as_ref(), name).unwrap_or_default());
                lone(&values, |write| write.stamp, |a, b| a.value == b.value)
            } else {
                stamps.clone()
            };
            self.field(kind, id, Some(name), pair, stamps.map(|list| list.len()), lone);
        }
        let deleted = [&ours.deleted, &theirs.deleted];
        let lone = lone(&deleted.map(Clone::clone), |write| write.0, |a, b| a.said() == b.said());
        self.field(kind, id, None, pair, deleted.map(Vec::len), lone);
    }

    /// Notes what of a field, or of a record's deletions, each copy holds alone.
    fn field(
        &mut self,
        kind: Kind,
        id: &'a str,
        field: Option<&'a str>,
        pair: [&'a RecordHistory; 2],
        held: [usize; 2],
        lone: [Vec<Stamp>; 2],
    ) {
        let seen = |side: usize, stamp: &Stamp| {
            self.seen[1 - side].contains(stamp.dot) || pair[1 - side].seen.contains(stamp.dot)
        };
        // A part without what a deleted record said still tells what was seen of it.
        let was_seen = |side: usize, stamp: &Stamp| {
            seen(side, stamp) || pair[1 - side].deleted.iter().any(|(_, deletion)| deletion.saw(stamp.dot))
        };
        let all_dropped =
            |side: usize| held[side] > 0 && held[side] == lone[side].len() && lone[side].iter().all(|s| seen(side, s));
        let stranded = (all_dropped(0) && all_dropped(1)).then_some(self.stranded);
        let writes = lone.iter().enumerate().flat_map(|(side, list)| list.iter().map(move |stamp| (side, stamp)));
        let found: Vec<Lone<'a>> = writes
            .map(|(side, stamp)| Lone { side, kind, id, field, stamp: *stamp, seen: was_seen(side, stamp), stranded })
            .collect();
        self.stranded += 1;
        self.found.extend(found);
    }
}

/// The writes of each list that the other does not hold just so.
fn lone<T>(lists: &[Vec<T>; 2], stamp: impl Fn(&T) -> Stamp, alike: impl Fn(&T, &T) -> bool) -> [Vec<Stamp>; 2] {
    [0, 1].map(|side| {
        let there =
            |write: &&T| lists[1 - side].iter().any(|other| stamp(other) == stamp(write) && alike(other, write));
        lists[side].iter().filter(|write| !there(write)).map(&stamp).collect()
    })
}

type Records = BTreeMap<Kind, super::Records<RecordHistory>>;

/// Gives these writes of a copy new names, in what its deletions saw as well. Returns the names.
fn rename(
    workspace: &Workspace,
    records: &mut Records,
    doubles: &[Double],
    twins: &BTreeMap<ReplicaNumber, ReplicaNumber>,
) -> Vec<Dot> {
    let mut named = Vec::new();
    for Double { kind, id, field, dot } in doubles {
        let plain: Option<Fields> = workspace.fields(*kind, id);
        let Some(record) = records.get_mut(kind).and_then(|records| records.get_mut(id)) else { continue };
        let Some(replica) = twins.get(&dot.replica).copied() else { continue };
        let name = |stamp: Stamp, said: &str| {
            let place = field.as_deref().unwrap_or_default();
            let (number, at) = (stamp.dot.counter.to_string(), stamp.at.to_string());
            let counter = NAMES + (hash(&[&number, &at, kind.word(), id, place, said]) >> 12);
            Stamp { dot: Dot { replica, counter }, ..stamp }
        };
        let new = Arc::make_mut(record).rename(field.as_deref(), *dot, plain.as_ref(), &name);
        named.extend(new);
    }
    named
}

impl RecordHistory {
    /// Renames a write, wherever its dot stands at this field. Returns the new names.
    fn rename(
        &mut self,
        field: Option<&str>,
        old: Dot,
        plain: Option<&Fields>,
        name: &dyn Fn(Stamp, &str) -> Stamp,
    ) -> Vec<Dot> {
        let Some(field) = field else {
            let writes = self.deleted.iter_mut().filter(|(stamp, _)| stamp.dot == old);
            return writes
                .map(|write| {
                    write.0 = name(write.0, &write.said());
                    write.0.dot
                })
                .collect();
        };
        let written = values(self, plain, field).unwrap_or_default();
        let mut kept: Vec<Kept> = written;
        let mut new = Vec::new();
        for write in kept.iter_mut().filter(|write| write.stamp.dot == old) {
            write.stamp = name(write.stamp, &write.said());
            new.push(write.stamp.dot);
        }
        match (self.fields.get_mut(field), kept.as_slice()) {
            (Some(Field::Here(stamp)), [only]) => *stamp = only.stamp,
            (Some(Field::Kept(list)), _) => *list = kept,
            _ => {}
        }
        for (_, deletion) in &mut self.deleted {
            if let Deletion::Deleted { saw } = deletion
                && saw.contains(old)
            {
                new.iter().for_each(|dot| saw.insert(*dot));
            }
        }
        new
    }
}

impl History {
    /// The replica that stands for writes which share dots of another's.
    fn twin(&mut self, number: ReplicaNumber) -> ReplicaNumber {
        let Some(row) = self.replicas.get(number as usize).cloned() else { return number };
        self.in_the_name_of(&row, row.id.derived(TWIN))
    }

    /// Where two browsers wrote, it says nothing in which sitting it was.
    fn forget_sittings(&mut self, number: ReplicaNumber, from: u64) {
        if let Some(row) = self.replicas.get_mut(number as usize) {
            row.sittings.cut(from);
        }
    }

    /// Which replicas are known to be double.
    pub(super) fn doubtful(&self) -> Doubtful {
        self.marks().map(|(number, mark)| (number, mark.counter)).collect()
    }

    /// The dots that say which replicas are known to be double, from which number on.
    pub(super) fn marks(&self) -> impl Iterator<Item = (ReplicaNumber, Dot)> {
        let numbers = numbers_of(&self.replicas);
        (0..).zip(&self.replicas).filter_map(move |(number, row)| {
            let twin = *numbers.get(&(row.id.derived(TWIN), row.personal))?;
            let counter = self.seen.first(twin).filter(|first| *first < NAMES)?;
            Some((number, Dot { replica: twin, counter }))
        })
    }

    /// Whether somebody else is known to have written under this replica.
    pub fn is_double(&self, replica: ReplicaId) -> bool {
        let rows = |number: ReplicaNumber| self.replicas.get(number as usize);
        self.marks().any(|(number, _)| rows(number).is_some_and(|row| row.id == replica))
    }

    /// A replica with a number that only names have, if there is one.
    pub(super) fn beyond_counting(&self) -> Option<ReplicaId> {
        let twins: BTreeSet<RowKey> = self.replicas.iter().map(|row| (row.id.derived(TWIN), row.personal)).collect();
        let beyond = self.lasts().into_iter().filter(|(_, last)| *last >= NAMES);
        let mut rows = beyond.filter_map(|(number, _)| self.replicas.get(number as usize));
        rows.find(|row| !twins.contains(&(row.id, row.personal))).map(|row| row.id)
    }

    /// Lists a replica whose writes are shown as somebody else's.
    pub(super) fn in_the_name_of(&mut self, row: &Replica, id: ReplicaId) -> ReplicaNumber {
        let who = self.replicas.iter().find(|other| other.id == row.id && !other.personal).unwrap_or(row).clone();
        let plain = self.list(&Replica { id, personal: false, sittings: Sittings::default(), ..who });
        if !row.personal {
            return plain;
        }
        self.list(&Replica::new(id, true))
    }
}
