//! The history beside the plain records: who wrote which field when, and what
//! was deleted.
//!
//! It is what makes copies of a workspace mergeable, by the rules of a state-based
//! CRDT: a field keeps the stamp of its last write; the whole workspace keeps the
//! set of all dots that this copy has ever seen. A dot that a copy has seen but no
//! longer holds was replaced there. The size is bounded by the living fields and
//! the number of replicas, not by the number of edits.

use super::dots::{Dot, Dots, NotAStamp, ReplicaNumber, Stamp};
use super::kinds::{CLUSTER_ID, Kind, RecordChange};
use super::merge::{Conflict, FieldId};
use super::records::Records;
use super::sittings::{SittingId, Sittings};
use crate::cluster::SchoolId;
use crate::text::Text;
use serde::de::{self, MapAccess, Visitor};
use serde::ser::{SerializeMap as _, SerializeSeq as _};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

/// A copy of a workspace that is written to: 64 random bits. Every entry of a
/// workspace into a browser (begun there, or opened from a file) takes a new one,
/// so that no two writes ever get the same dot. Written as 16 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReplicaId(pub u64);

/// Whether a time (seconds since 1970, UTC) can be when somebody wrote: other programs may
/// leave it out, and clocks may be far off.
pub fn is_dated(at: i64) -> bool {
    const YEAR_2000: i64 = 946_684_800;
    const YEAR_2200: i64 = 7_258_118_400;
    (YEAR_2000..YEAR_2200).contains(&at)
}

/// A hash that is the same in every program, of texts one after the other (FNV-1a, mixed).
pub(super) fn hash(texts: &[&str]) -> u64 {
    let bytes = texts.iter().flat_map(|text| text.bytes().chain([0xff]));
    let hash = bytes
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    let hash = (hash ^ hash >> 32).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    hash ^ hash >> 29
}

impl ReplicaId {
    /// The id of a replica that stands for this one in some way, the same in every copy.
    pub(super) fn derived(self, way: &str) -> ReplicaId {
        ReplicaId(hash(&[way, &self.to_string()]))
    }
}

impl fmt::Display for ReplicaId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl FromStr for ReplicaId {
    type Err = NotAStamp;

    fn from_str(text: &str) -> Result<ReplicaId, NotAStamp> {
        let plain = text.len() == 16 && text.bytes().all(|b| b.is_ascii_hexdigit());
        let id = u64::from_str_radix(text, 16).ok().filter(|_| plain);
        id.map(ReplicaId).ok_or_else(|| NotAStamp(text.to_owned()))
    }
}

impl Serialize for ReplicaId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ReplicaId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<ReplicaId, D::Error> {
        read_text(deserializer)
    }
}

/// Who sits at a copy.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Who {
    /// The school they work for; empty if they did not say.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub school: SchoolId,
    /// Their name, if they want it to be seen; else empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
}

/// The name of whoever changed a file with something else than Kapocs.
pub const BY_HAND: &str = "(by hand)";

/// Who writes, and into which copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Author {
    pub replica: ReplicaId,
    /// Which opening of the workspace this is: no other has the same, whatever it writes as.
    pub sitting: SittingId,
    pub who: Who,
}

impl Author {
    /// Somebody who opens a workspace, for which this id was drawn.
    pub fn new(fresh: ReplicaId) -> Author {
        Author { replica: fresh, sitting: SittingId::of(fresh), who: Who::default() }
    }
}

/// One row of the table that stamps refer to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Replica {
    pub id: ReplicaId,
    /// Writes of fields that name a person and of notes are counted apart, so that a
    /// file without them can say exactly what it covers.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub personal: bool,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub school: SchoolId,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// When school and name were said, in seconds since 1970 (UTC): the later wins.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub since: i64,
    #[serde(default, skip_serializing_if = "Sittings::is_empty")]
    pub sittings: Sittings,
}

impl Replica {
    /// A row of which nothing is known yet.
    pub(super) fn new(id: ReplicaId, personal: bool) -> Replica {
        let (school, name, sittings) = Default::default();
        Replica { id, personal, school, name, since: 0, sittings }
    }

    /// Whether nobody else said here who they are.
    fn is_of(&self, who: &Who) -> bool {
        let fits = |said: &str, now: &str| said.is_empty() || said == now;
        fits(&self.school, &who.school) && fits(&self.name, &who.name)
    }
}

fn is_zero(number: &i64) -> bool {
    *number == 0
}

/// A value that the plain record does not show: of a deleted record, or one of
/// several that were written at the same time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kept {
    pub stamp: Stamp,
    pub value: Value,
}

/// What is known of a field's last write.
#[derive(Clone, Debug, PartialEq)]
pub enum Field {
    /// The value is the plain record's.
    Here(Stamp),
    /// The values are kept here: one of a deleted record, or several to choose from.
    Kept(Vec<Kept>),
}

impl Field {
    pub fn stamps(&self) -> impl Iterator<Item = Stamp> {
        let (here, kept) = match self {
            Field::Here(stamp) => (Some(*stamp), [].as_slice()),
            Field::Kept(kept) => (None, kept.as_slice()),
        };
        here.into_iter().chain(kept.iter().map(|k| k.stamp))
    }
}

/// Whether a record was last deleted or brought back.
#[derive(Clone, Debug, PartialEq)]
pub enum Deletion {
    /// Deleted by somebody who saw these writes of it; a write beyond them means
    /// "deleted here, edited there".
    Deleted {
        saw: Dots,
    },
    Restored,
}

impl Deletion {
    /// Whether it was a deletion by somebody who saw this write.
    pub(super) fn saw(&self, dot: Dot) -> bool {
        matches!(self, Deletion::Deleted { saw } if saw.contains(dot))
    }
}

/// The stamps of one record.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RecordHistory {
    /// Fields never written have no entry and their default value.
    pub fields: BTreeMap<String, Field>,
    /// Empty unless the record was ever deleted; several after concurrent deletions.
    pub deleted: Vec<(Stamp, Deletion)>,
    /// What was seen of this record's writes beyond [`History::seen`]: a part knows
    /// everything about the records that it carries, and nothing about the others.
    pub seen: Dots,
    /// When the record was made, in seconds since 1970 (UTC), if it shows less than
    /// what people wrote: it is for looking at. It has no stamps, says nothing to
    /// copies that have the record itself, and gives way to it.
    pub extract: Option<i64>,
}

impl RecordHistory {
    pub fn is_deleted(&self) -> bool {
        self.deleted.iter().any(|(_, deletion)| matches!(deletion, Deletion::Deleted { .. }))
    }

    /// Keeps the values of a plain record that is no longer shown.
    pub(super) fn keep_values(&mut self, mut plain: BTreeMap<String, Value>) {
        for (name, field) in &mut self.fields {
            if let Field::Here(stamp) = *field {
                let value = plain.remove(name).unwrap_or_default();
                *field = Field::Kept(vec![Kept { stamp, value }]);
            }
        }
    }

    pub fn stamps(&self) -> impl Iterator<Item = Stamp> {
        self.fields.values().flat_map(Field::stamps).chain(self.deleted.iter().map(|(stamp, _)| *stamp))
    }
}

/// All stamps of a workspace.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    pub(super) replicas: Vec<Replica>,
    pub(super) seen: Dots,
    pub(super) records: BTreeMap<Kind, Records<RecordHistory>>,
}

impl History {
    /// No records yet.
    pub(crate) fn listing(replicas: Vec<Replica>, seen: Dots) -> History {
        History { replicas, seen, records: BTreeMap::new() }
    }

    /// Takes over the stamps of another piece of the same history.
    pub(crate) fn join(&mut self, piece: History) {
        for (kind, records) in piece.records {
            self.records.entry(kind).or_default().extend(records);
        }
    }

    pub fn replicas(&self) -> &[Replica] {
        &self.replicas
    }

    /// Every write that this copy knows of, also those replaced since.
    pub fn seen(&self) -> &Dots {
        &self.seen
    }

    pub fn of(&self, kind: Kind, id: &str) -> Option<&Arc<RecordHistory>> {
        self.records.get(&kind)?.get(id)
    }

    /// All records of a kind, with the deleted ones.
    pub fn all(&self, kind: Kind) -> impl Iterator<Item = (&String, &Arc<RecordHistory>)> {
        self.records.get(&kind).into_iter().flatten()
    }

    /// How many records it knows, with the deleted ones.
    pub(crate) fn count(&self) -> usize {
        self.records.values().map(|records| records.len()).sum()
    }

    /// As [`Workspace::place_of`](super::Workspace::place_of), of stamps.
    pub(crate) fn place_of(&self, kind: Kind) -> Option<*const ()> {
        self.records.get(&kind).map(Records::place)
    }

    /// The records that show less than what people wrote.
    pub(super) fn extracts(&self) -> BTreeSet<(Kind, String)> {
        let all =
            self.records.iter().flat_map(|(&kind, records)| records.iter().map(move |(id, record)| (kind, id, record)));
        all.filter(|(_, _, record)| record.extract.is_some()).map(|(kind, id, _)| (kind, id.clone())).collect()
    }

    /// Stamps what somebody changed, with one new dot per field written.
    pub(crate) fn stamp(&mut self, changes: Vec<RecordChange>, author: &Author, at: i64) {
        if changes.is_empty() {
            return;
        }
        let numbers = [self.number(author, false, at), self.number(author, true, at)];
        for change in changes {
            let History { replicas, seen, records } = self;
            let entry = records.entry(change.kind).or_default().entry(change.id.clone()).or_default();
            if entry.extract.is_some() {
                Arc::make_mut(entry).extract = Some(at);
                continue;
            }
            let mut pen = Pen { replicas, seen, numbers, sitting: author.sitting, kind: change.kind, at };
            pen.write(Arc::make_mut(entry), change);
        }
    }

    /// A stamp for deleting or bringing back a record of this kind.
    pub(super) fn fresh(&mut self, kind: Kind, author: &Author, at: i64) -> Stamp {
        let number = self.number(author, kind.is_private(), at);
        Stamp { dot: next(&mut self.replicas, &mut self.seen, number, author.sitting), at, mark: None }
    }

    /// Stamps a field as written now, whatever it says.
    pub(super) fn write_field(&mut self, kind: Kind, id: &str, field: &str, author: &Author, at: i64) {
        let personal = kind.is_personal(field);
        let number = self.number(author, personal, at);
        let dot = next(&mut self.replicas, &mut self.seen, number, author.sitting);
        if let Some(record) = self.records.get_mut(&kind).and_then(|records| records.get_mut(id)) {
            let stamp = Stamp { dot, at, mark: None };
            Arc::make_mut(record).fields.insert(field.to_owned(), Field::Here(stamp));
        }
    }

    /// Says that a record is there, whoever deleted it.
    pub(super) fn restore(&mut self, kind: Kind, id: &str, author: &Author, at: i64) {
        let stamp = self.fresh(kind, author, at);
        if let Some(record) = self.records.get_mut(&kind).and_then(|records| records.get_mut(id)) {
            Arc::make_mut(record).deleted = vec![(stamp, Deletion::Restored)];
        }
    }

    /// The replica under which an author writes: their own, or one beside it where somebody
    /// else has said there who they are. Whoever takes over a browser is not credited with the
    /// work of the one before.
    pub(super) fn writes_as(&self, author: &Author) -> ReplicaId {
        self.writable(author.replica, |row| row.personal || row.is_of(&author.who))
    }

    /// A replica, or one beside it whose rows fit and have numbers left.
    fn writable(&self, replica: ReplicaId, fits: impl Fn(&Replica) -> bool) -> ReplicaId {
        let beside = (1..).map(|place: u32| replica.derived(&format!("beside {place}")));
        let fits = |id: &ReplicaId| {
            let mut rows = (0..).zip(&self.replicas).filter(|(_, row)| row.id == *id);
            rows.all(|(number, row)| fits(row) && self.seen.last(number) < USED_UP)
        };
        std::iter::once(replica).chain(beside).find(fits).unwrap_or(replica)
    }

    /// Shows what an author has written without a name under the one that they have given now.
    pub(super) fn introduce(&mut self, author: &Author) {
        let row = self.replicas.iter_mut().rfind(|row| row.id == author.replica && !row.personal);
        if let Some(row) = row.filter(|row| row.is_of(&author.who)) {
            row.school.clone_from(&author.who.school);
            row.name.clone_from(&author.who.name);
        }
    }

    /// The author's row in the table, with who they are now; a new row if needed.
    fn number(&mut self, author: &Author, personal: bool, at: i64) -> ReplicaNumber {
        let id = self.writes_as(author);
        let found = self.replicas.iter().rposition(|r| r.id == id && r.personal == personal);
        let number = found.unwrap_or(self.replicas.len());
        if found.is_none() {
            self.replicas.push(Replica::new(id, personal));
        }
        if let Some(row) = self.replicas.get_mut(number).filter(|_| !personal)
            && (&row.school, &row.name) != (&author.who.school, &author.who.name)
        {
            row.school.clone_from(&author.who.school);
            row.name.clone_from(&author.who.name);
            row.since = at;
        }
        number as ReplicaNumber
    }

    /// Writes anew what was open at a place, as those people wrote it, so that it is open once
    /// more. The first is what is shown there. `author` is who brings it back.
    pub(super) fn reopen(&mut self, open: &Open, author: &Author) {
        let FieldId { kind, id, field } = &open.at;
        let personal = field.as_ref().map_or(kind.is_private(), |field| kind.is_personal(field));
        let mut stamps = Vec::new();
        let latest = open.said.iter().skip(1).map(|said| said.at).max();
        for (place, said) in open.said.iter().enumerate() {
            let own = self.writable(said.by.id.derived(&format!("for {}", author.replica)), |_| true);
            let replica = self.in_the_name_of(&Replica { personal, ..said.by.clone() }, own);
            let dot = next(&mut self.replicas, &mut self.seen, replica, author.sitting);
            // Every copy is to show the first, though others were written in the same second.
            let at = latest
                .filter(|latest| place == 0 && *latest >= said.at)
                .map_or(said.at, |latest| latest.saturating_add(1));
            stamps.push(Stamp { dot, at, mark: None });
        }
        let Some(record) = self.records.get_mut(kind).and_then(|records| records.get_mut(id)) else { return };
        let record = Arc::make_mut(record);
        match field {
            Some(field) => {
                let values = open.said.iter().map(|said| said.value.clone());
                let kept = stamps.into_iter().zip(values).map(|(stamp, value)| Kept { stamp, value });
                let mut kept: Vec<Kept> = kept.collect();
                kept.sort_by_key(|kept| std::cmp::Reverse(kept.stamp.at));
                record.fields.insert(field.clone(), Field::Kept(kept));
            }
            None => {
                let deletion = |stamp| (stamp, Deletion::Deleted { saw: Dots::default() });
                record.deleted = stamps.into_iter().map(deletion).collect();
            }
        }
    }
}

/// The dot of a replica's next write, which is made in this sitting.
fn next(replicas: &mut [Replica], seen: &mut Dots, replica: ReplicaNumber, sitting: SittingId) -> Dot {
    let dot = seen.next(replica);
    seen.insert(dot);
    if let Some(row) = replicas.get_mut(replica as usize) {
        row.sittings.note(dot.counter, sitting);
    }
    dot
}

/// What was to be decided at a place, in a form that outlives the numbers of replicas.
#[derive(Clone, Debug)]
pub(super) struct Open {
    pub at: FieldId,
    said: Vec<Said>,
}

#[derive(Clone, Debug)]
struct Said {
    by: Replica,
    at: i64,
    value: Value,
}

impl Open {
    pub(super) fn of(conflict: Conflict, history: &History) -> Open {
        let said = conflict.values.into_iter().filter_map(|kept| {
            Some(Said { by: history.writer(kept.stamp)?.clone(), at: kept.stamp.at, value: kept.value })
        });
        Open { said: said.collect(), at: conflict.at }
    }
}

/// Writes stamps of one edit.
struct Pen<'a> {
    replicas: &'a mut [Replica],
    seen: &'a mut Dots,
    /// The author's numbers for plain and for personal fields.
    numbers: [ReplicaNumber; 2],
    sitting: SittingId,
    kind: Kind,
    at: i64,
}

impl Pen<'_> {
    fn fresh(&mut self, personal: bool) -> Stamp {
        let dot = next(self.replicas, self.seen, self.numbers[usize::from(personal)], self.sitting);
        Stamp { dot, at: self.at, mark: None }
    }

    fn write(&mut self, record: &mut RecordHistory, change: RecordChange) {
        match (change.before, change.after) {
            (Some(before), None) => self.delete(record, before),
            (None, Some(after)) => self.create(record, after),
            (Some(before), Some(after)) => {
                let names = before.keys().chain(after.keys().filter(|name| !before.contains_key(*name)));
                for name in names.filter(|name| before.get(*name) != after.get(*name)) {
                    let stamp = self.fresh(self.kind.is_personal(name));
                    record.fields.insert(name.clone(), Field::Here(stamp));
                }
            }
            (None, None) => {}
        }
    }

    /// A new record, or one that comes back from the trash: fields that come back
    /// unchanged keep their stamps.
    fn create(&mut self, record: &mut RecordHistory, after: BTreeMap<String, Value>) {
        for (name, value) in after {
            let stamp = match record.fields.get(&name) {
                Some(Field::Kept(kept)) if matches!(kept.as_slice(), [only] if only.value == value) => kept[0].stamp,
                _ => self.fresh(self.kind.is_personal(&name)),
            };
            record.fields.insert(name, Field::Here(stamp));
        }
        if record.is_deleted() {
            record.deleted = vec![(self.fresh(self.kind.is_private()), Deletion::Restored)];
        }
    }

    /// Into the trash: the values are kept, and what the deletion saw of them.
    fn delete(&mut self, record: &mut RecordHistory, before: BTreeMap<String, Value>) {
        record.keep_values(before);
        let saw = record.fields.values().flat_map(Field::stamps).map(|stamp| stamp.dot).collect();
        record.deleted = vec![(self.fresh(self.kind.is_private()), Deletion::Deleted { saw })];
    }
}

// ---------------------------------------------------------------- as JSON

fn read_text<'de, D: Deserializer<'de>, T: FromStr<Err = NotAStamp>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_str(Text(T::from_str))
}

impl Serialize for Stamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Stamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Stamp, D::Error> {
        read_text(deserializer)
    }
}

impl Serialize for Dots {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Dots {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Dots, D::Error> {
        read_text(deserializer)
    }
}

/// `"0.152@1637051000"`, or a list of stamps with the values kept.
impl Serialize for Field {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Field::Here(stamp) => stamp.serialize(serializer),
            Field::Kept(kept) => kept.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Field {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Field, D::Error> {
        struct EitherWay;
        impl<'de> Visitor<'de> for EitherWay {
            type Value = Field;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string or a sequence")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Field, E> {
                text.parse().map(Field::Here).map_err(E::custom)
            }

            fn visit_seq<A: de::SeqAccess<'de>>(self, list: A) -> Result<Field, A::Error> {
                Vec::deserialize(de::value::SeqAccessDeserializer::new(list)).map(Field::Kept)
            }
        }
        deserializer.deserialize_any(EitherWay)
    }
}

/// The names among a record's stamps that no field has.
const DELETED: &str = "deleted";
const EXTRACT: &str = "extract";

/// As in [`Kept`]: `{"stamp": …, "value": {"saw": …}}`, the value `false` for "restored".
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenDeletion {
    stamp: Stamp,
    value: WrittenSaw,
}

struct WrittenSaw(Option<Dots>);

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Saw {
    saw: Dots,
}

impl Serialize for WrittenSaw {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            None => serializer.serialize_bool(false),
            Some(saw) => Saw { saw: saw.clone() }.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for WrittenSaw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<WrittenSaw, D::Error> {
        struct EitherWay;
        impl<'de> Visitor<'de> for EitherWay {
            type Value = WrittenSaw;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a map or false")
            }

            fn visit_bool<E: de::Error>(self, yes: bool) -> Result<WrittenSaw, E> {
                if yes { Err(E::invalid_value(de::Unexpected::Bool(yes), &self)) } else { Ok(WrittenSaw(None)) }
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<WrittenSaw, A::Error> {
                Saw::deserialize(de::value::MapAccessDeserializer::new(map)).map(|s| WrittenSaw(Some(s.saw)))
            }
        }
        deserializer.deserialize_any(EitherWay)
    }
}

struct WrittenDeletions<'a>(&'a [(Stamp, Deletion)]);

impl Serialize for WrittenDeletions<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.0.len()))?;
        for (stamp, deletion) in self.0 {
            let saw = match deletion {
                Deletion::Deleted { saw } => Some(saw.clone()),
                Deletion::Restored => None,
            };
            list.serialize_element(&WrittenDeletion { stamp: *stamp, value: WrittenSaw(saw) })?;
        }
        list.end()
    }
}

/// Field names with their stamps, `deleted` where it was ever deleted, `seen` and
/// `extract` where it came with a part.
impl Serialize for RecordHistory {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (name, field) in &self.fields {
            map.serialize_entry(name, field)?;
        }
        if !self.deleted.is_empty() {
            map.serialize_entry(DELETED, &WrittenDeletions(&self.deleted))?;
        }
        if !self.seen.is_empty() {
            map.serialize_entry(SEEN, &self.seen)?;
        }
        if let Some(at) = self.extract {
            map.serialize_entry(EXTRACT, &at)?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for RecordHistory {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<RecordHistory, D::Error> {
        struct Stamps;
        impl<'de> Visitor<'de> for Stamps {
            type Value = RecordHistory;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a map")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<RecordHistory, A::Error> {
                let mut record = RecordHistory::default();
                while let Some(name) = map.next_key::<String>()? {
                    match name.as_str() {
                        DELETED => {
                            let written: Vec<WrittenDeletion> = map.next_value()?;
                            let deletion = |saw| match saw {
                                WrittenSaw(Some(saw)) => Deletion::Deleted { saw },
                                WrittenSaw(None) => Deletion::Restored,
                            };
                            record.deleted = written.into_iter().map(|w| (w.stamp, deletion(w.value))).collect();
                        }
                        SEEN => record.seen = map.next_value()?,
                        EXTRACT => record.extract = Some(map.next_value()?),
                        _ => {
                            record.fields.insert(name, map.next_value()?);
                        }
                    }
                }
                Ok(record)
            }
        }
        deserializer.deserialize_map(Stamps)
    }
}

const REPLICAS: &str = "replicas";
const SEEN: &str = "seen";

/// `replicas`, `seen`, then the stamps under the names that the plain records have.
impl Serialize for History {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry(REPLICAS, &self.replicas)?;
        map.serialize_entry(SEEN, &self.seen)?;
        for (kind, records) in self.records.iter().filter(|(_, records)| !records.is_empty()) {
            match kind {
                Kind::Cluster => map.serialize_entry(kind.word(), &records.get(CLUSTER_ID))?,
                _ => map.serialize_entry(kind.word(), records)?,
            }
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for History {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<History, D::Error> {
        struct Parts;
        impl<'de> Visitor<'de> for Parts {
            type Value = History;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a map")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<History, A::Error> {
                let mut history = History::default();
                while let Some(name) = map.next_key::<String>()? {
                    match (name.as_str(), Kind::from_word(&name)) {
                        (REPLICAS, _) => history.replicas = map.next_value()?,
                        (SEEN, _) => history.seen = map.next_value()?,
                        (_, Some(Kind::Cluster)) => {
                            let records = Records::from_iter([(CLUSTER_ID.to_owned(), map.next_value()?)]);
                            history.records.insert(Kind::Cluster, records);
                        }
                        (_, Some(kind)) => {
                            history.records.insert(kind, map.next_value()?);
                        }
                        (_, None) => return Err(de::Error::unknown_field(&name, &[])),
                    }
                }
                Ok(history)
            }
        }
        deserializer.deserialize_map(Parts)
    }
}

/// A history that contradicts itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unsound {
    /// A stamp of this record refers to a replica that the table does not list.
    UnknownReplica { kind: Option<Kind>, id: String },
    /// A replica is listed twice.
    ReplicaTwice(ReplicaId),
    /// More than [`MOST_REPLICAS`].
    TooManyReplicas,
    /// This replica has a number that only names of doubles have.
    NumberTooLarge(ReplicaId),
}

/// More copies than any cluster makes.
pub const MOST_REPLICAS: usize = 10_000;

/// Nobody writes so often; where a file says so, nobody goes on counting from there.
const USED_UP: u64 = 1 << 40;

impl History {
    /// What no cluster ever comes to, and no copy that takes it in should have to keep.
    pub(super) fn check_size(&self) -> Result<(), Unsound> {
        if self.replicas.len() > MOST_REPLICAS {
            return Err(Unsound::TooManyReplicas);
        }
        self.beyond_counting().map_or(Ok(()), |replica| Err(Unsound::NumberTooLarge(replica)))
    }

    /// Whether all stamps refer to listed replicas.
    pub(super) fn check(&self) -> Result<(), Unsound> {
        let mut rows = BTreeSet::new();
        if let Some(row) = self.replicas.iter().find(|row| !rows.insert((row.id, row.personal))) {
            return Err(Unsound::ReplicaTwice(row.id));
        }
        let listed = |replica: ReplicaNumber| (replica as usize) < self.replicas.len();
        if self.seen.largest_replica().is_some_and(|replica| !listed(replica)) {
            return Err(Unsound::UnknownReplica { kind: None, id: String::new() });
        }
        for (&kind, records) in &self.records {
            for (id, record) in records {
                let saw_listed = record.deleted.iter().all(|(_, deletion)| match deletion {
                    Deletion::Deleted { saw } => saw.largest_replica().is_none_or(listed),
                    Deletion::Restored => true,
                });
                let seen_listed = record.seen.largest_replica().is_none_or(listed);
                if !(saw_listed && seen_listed) || record.stamps().any(|stamp| !listed(stamp.dot.replica)) {
                    return Err(Unsound::UnknownReplica { kind: Some(kind), id: id.clone() });
                }
            }
        }
        Ok(())
    }

    /// Every dot that stands at a field.
    pub(super) fn live_dots(&self) -> impl Iterator<Item = Dot> {
        self.records
            .values()
            .flat_map(|records| records.values())
            .flat_map(|record| record.stamps())
            .map(|stamp| stamp.dot)
    }
}
