//! One workspace in the store: two slots, written in turn, over shared chunks.
//!
//! A slot is a small text: a sequence number and a list of chunks. A chunk holds
//! some dozens of records; its key contains its checksum, so a chunk never changes
//! and both slots can share it. Saving writes the chunks that are new, then
//! replaces the *older* slot, then removes chunks that neither slot lists. So at
//! every moment the newer slot and all its chunks are whole, whatever is torn; one
//! edit writes one chunk; and a workspace takes little more than its own size.

use super::packing::{is_sum_of, pack, sum, unpack};
use super::{KeyValue, StoreError};
use crate::workspace::bundle::{FORMAT, VERSION};
use crate::workspace::{Book, Bundle, BundleError, Dots, History, Kind, Replica, ReplicaId, Workspace, bundle};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use std::collections::hash_map::DefaultHasher;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{Hash as _, Hasher as _};
use std::sync::Arc;

/// Records per chunk, about.
const CHUNK: usize = 32;
const MOST_CHUNKS: usize = 256;

/// The part of a key under which replicas are kept.
pub(super) const SEATS: &str = "r";

/// What a slot says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Head {
    /// The version of the chunks' records, as of bundles.
    version: u32,
    /// Counts the saves of this workspace.
    pub sequence: u64,
    pub id: String,
    pub name: String,
    /// In seconds since 1970 (UTC).
    pub saved_at: i64,
    replicas: Vec<Replica>,
    seen: Dots,
    chunks: BTreeMap<u32, Chunk>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Chunk {
    sum: String,
    /// Before packing.
    bytes: usize,
}

#[derive(Deserialize)]
struct Versioned {
    version: u32,
}

/// What stands in a slot.
#[derive(Debug, PartialEq)]
pub(super) enum Slot {
    Empty,
    Torn,
    Newer { version: u32 },
    Head(Box<Head>),
}

impl Slot {
    fn read(text: Option<&str>) -> Slot {
        let Some(text) = text else { return Slot::Empty };
        let sealed = text.split_once(' ').filter(|(seal, body)| is_sum_of(body, seal));
        let Some((_, body)) = sealed else { return Slot::Torn };
        match serde_json::from_str::<Versioned>(body) {
            Ok(Versioned { version }) if version > VERSION => Slot::Newer { version },
            Ok(_) => serde_json::from_str(body).map_or(Slot::Torn, |head| Slot::Head(Box::new(head))),
            Err(_) => Slot::Torn,
        }
    }

    pub fn head(&self) -> Option<&Head> {
        match self {
            Slot::Head(head) => Some(head),
            _ => None,
        }
    }
}

impl Head {
    fn text(&self) -> String {
        let body = serde_json::to_string(self).unwrap_or_default();
        format!("{} {body}", sum(&body))
    }

    /// About how many code units its chunks take.
    pub fn size(&self) -> usize {
        self.chunks.values().map(|chunk| chunk.bytes * 8 / 15 + 1).sum()
    }
}

/// The keys of one workspace.
#[derive(Clone, Debug)]
pub(super) struct Place {
    /// Ends with `/`.
    pub prefix: String,
}

impl Place {
    pub fn slot(&self, which: usize) -> String {
        format!("{}{}", self.prefix, if which == 0 { 'a' } else { 'b' })
    }

    pub fn seat(&self, seat: u32) -> String {
        format!("{}{SEATS}/{seat}", self.prefix)
    }

    fn chunk(&self, bucket: u32, chunk: &Chunk) -> String {
        format!("{}c/{bucket}-{}", self.prefix, chunk.sum)
    }

    /// Both slots, as they stand.
    pub fn slots(&self, store: &impl KeyValue) -> Result<[Slot; 2], StoreError> {
        let read = |which| Ok(Slot::read(store.get(&self.slot(which))?.as_deref()));
        Ok([read(0)?, read(1)?])
    }

    pub fn keys(&self, store: &impl KeyValue) -> Result<Vec<String>, StoreError> {
        Ok(store.keys()?.into_iter().filter(|key| key.starts_with(&self.prefix)).collect())
    }
}

/// The slots that can be tried, the newest first.
pub(super) fn newest_first(slots: &[Slot; 2]) -> Vec<(usize, &Head)> {
    let mut heads: Vec<_> = slots.iter().enumerate().filter_map(|(which, slot)| Some((which, slot.head()?))).collect();
    heads.sort_by_key(|(_, head)| std::cmp::Reverse(head.sequence));
    heads
}

/// What was last read or written, so that the next save writes only what differs.
#[derive(Clone, Debug)]
pub(super) struct Known {
    head: Head,
    /// The slot that `head` stands in.
    which: usize,
    /// The newest slot's, which is not `head` if its chunks were not whole.
    newest: Head,
    prints: Vec<u64>,
    /// Held so that no later record can lie where one of these lay.
    _workspace: Arc<Workspace>,
    _history: History,
}

/// Why a workspace could not be read from its slots.
#[derive(Debug, PartialEq)]
pub(super) enum Unreadable {
    Store(StoreError),
    /// Neither slot is whole.
    Torn,
    Newer {
        version: u32,
    },
    /// The texts are whole, but not what they should be.
    Bundle(BundleError),
}

impl From<StoreError> for Unreadable {
    fn from(error: StoreError) -> Unreadable {
        Unreadable::Store(error)
    }
}

/// Reads a workspace. The flag says that a slot could not be used, perhaps the newest.
pub(super) fn read(
    store: &impl KeyValue,
    place: &Place,
    replica: ReplicaId,
) -> Result<(Book, Known, bool), Unreadable> {
    let slots = place.slots(store)?;
    if let Some(version) =
        slots.iter().find_map(|slot| if let Slot::Newer { version } = slot { Some(*version) } else { None })
    {
        return Err(Unreadable::Newer { version });
    }
    let mut problem = Unreadable::Torn;
    let torn = slots.contains(&Slot::Torn);
    for (tried, (which, head)) in newest_first(&slots).into_iter().enumerate() {
        match read_head(store, place, head) {
            Ok(bundle) => {
                let torn = torn || tried > 0;
                let book = Book::open(bundle, replica);
                let newest = newest_first(&slots).first().map_or(head, |(_, newest)| *newest).clone();
                let known = Known::of(&book, head.clone(), which, newest, prints(&book));
                return Ok((book, known, torn));
            }
            Err(Unreadable::Store(error)) => return Err(error.into()),
            Err(error) => problem = error,
        }
    }
    Err(problem)
}

fn read_head(store: &impl KeyValue, place: &Place, head: &Head) -> Result<Bundle, Unreadable> {
    let mut texts = Vec::with_capacity(head.chunks.len());
    for (&bucket, chunk) in &head.chunks {
        let packed = store.get(&place.chunk(bucket, chunk))?.ok_or(Unreadable::Torn)?;
        let text = unpack(&packed, chunk.bytes).filter(|text| is_sum_of(text, &chunk.sum)).ok_or(Unreadable::Torn)?;
        texts.push(text);
    }
    match of_this_version(head, &texts) {
        Some(bundle) => Ok(bundle),
        None => of_any_version(head, &texts),
    }
}

/// Straight from the texts to the records, as a large workspace is to be open at once. `None`
/// where that does not work; the longer way knows why.
fn of_this_version(head: &Head, texts: &[String]) -> Option<Bundle> {
    if head.version != VERSION {
        return None;
    }
    let mut workspace = Workspace { id: head.id.clone(), ..Workspace::default() };
    let mut history = History::listing(head.replicas.clone(), head.seen.clone());
    for text in texts {
        let (records, stamps) = serde_json::from_str(text).ok()?;
        workspace.join(records);
        history.join(stamps);
    }
    bundle::kept(workspace, history).ok()
}

fn of_any_version(head: &Head, texts: &[String]) -> Result<Bundle, Unreadable> {
    let mut parts = [Map::new(), Map::new()];
    for text in texts {
        let pieces: [Map<String, Value>; 2] = serde_json::from_str(text).map_err(|_| Unreadable::Torn)?;
        for (part, piece) in parts.iter_mut().zip(pieces) {
            join(part, piece);
        }
    }
    let [mut workspace, mut history] = parts;
    workspace.insert("id".into(), json!(head.id));
    history.insert("replicas".into(), json!(head.replicas));
    history.insert("seen".into(), json!(head.seen));
    let file = json!({ "format": FORMAT, "version": head.version, "workspace": workspace, "history": history });
    bundle::read_kept(file).map_err(Unreadable::Bundle)
}

/// Adds the records of a chunk, kind by kind.
fn join(part: &mut Map<String, Value>, piece: Map<String, Value>) {
    for (kind, records) in piece {
        match (part.get_mut(&kind), records) {
            (Some(Value::Object(there)), Value::Object(more)) => there.extend(more),
            (_, records) => {
                part.insert(kind, records);
            }
        }
    }
}

/// Why a save did not happen. The newer slot is whole in every case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaveError {
    Store(StoreError),
    /// The store took the text and gave back another.
    NotKept,
    /// What stands there was not read here: another tab saved.
    ChangedElsewhere,
    /// What stands there was saved by a newer program; left as it is.
    Newer,
}

impl From<StoreError> for SaveError {
    fn from(error: StoreError) -> SaveError {
        SaveError::Store(error)
    }
}

/// Writes a workspace into the older slot. `known` is what was last read or
/// written here, if anything.
pub(super) fn write(
    store: &impl KeyValue,
    place: &Place,
    book: &Book,
    known: Option<&Known>,
    at: i64,
) -> Result<Known, SaveError> {
    let slots = place.slots(store)?;
    if slots.iter().any(|slot| matches!(slot, Slot::Newer { .. })) {
        return Err(SaveError::Newer);
    }
    let newest = newest_first(&slots).first().map(|(_, head)| (*head).clone());
    let known = match (&newest, known) {
        (Some(newest), Some(known)) if *newest == known.newest => Some(known),
        // Begun here, or cleared by somebody: everything is written anew.
        (None, _) if slots == [Slot::Empty, Slot::Empty] => None,
        _ => return Err(SaveError::ChangedElsewhere),
    };
    let prints = prints(book);
    if let Some(known) = known.filter(|k| k.prints == prints && k.head.seen == *book.history().seen()) {
        return Ok(known.clone());
    }
    let reused = known.filter(|known| known.prints.len() == prints.len() && known.is_whole(store, place));
    let texts = chunk_texts(book, reused.map_or(&[], |known| known.prints.as_slice()), &prints);
    let mut chunks = reused.map(|known| known.head.chunks.clone()).unwrap_or_default();
    chunks.extend(texts.iter().map(|(&bucket, text)| (bucket, Chunk { sum: sum(text), bytes: text.len() })));
    let head = Head {
        version: VERSION,
        sequence: newest.as_ref().map_or(0, |head| head.sequence) + 1,
        id: book.workspace().id.clone(),
        name: book.workspace().cluster.name.clone(),
        saved_at: at,
        replicas: book.history().replicas().to_vec(),
        seen: book.history().seen().clone(),
        chunks,
    };
    // Made anew and yet the same, as after catching up with another tab: to write it would
    // only have that tab catch up in turn.
    let same = |known: &&Known| {
        let Head { sequence, saved_at, .. } = known.head;
        known.head == Head { sequence, saved_at, ..head.clone() }
    };
    if let Some(known) = reused.filter(same) {
        return Ok(Known::of(book, known.head.clone(), known.which, known.newest.clone(), prints));
    }
    let which = known.map_or(0, |known| known.which + 1) % 2;
    let previous = known.map(|known| &known.head);
    let saving = Saving { store, place, head: &head, which, previous, texts };
    match saving.run() {
        // Room may be had: the slot to be replaced and what only it lists.
        Err(SaveError::Store(StoreError::Full)) if previous.is_some() => {
            store.remove(&place.slot(which))?;
            saving.sweep([previous, None])?;
            saving.run()?;
        }
        other => other?,
    }
    // What could not be removed takes room and is removed next time.
    let _ = saving.sweep([Some(&head), previous]);
    Ok(Known::of(book, head.clone(), which, head, prints))
}

struct Saving<'a, S> {
    store: &'a S,
    place: &'a Place,
    head: &'a Head,
    which: usize,
    /// What the other slot says: it stays as it is.
    previous: Option<&'a Head>,
    texts: BTreeMap<u32, String>,
}

impl<S: KeyValue> Saving<'_, S> {
    fn run(&self) -> Result<(), SaveError> {
        let result = self.write_all();
        if result.is_err() {
            let older = Slot::read(self.store.get(&self.place.slot(self.which)).unwrap_or_default().as_deref());
            let _ = self.sweep([self.previous, older.head()]);
        }
        result
    }

    fn write_all(&self) -> Result<(), SaveError> {
        for (&bucket, text) in &self.texts {
            let Some(chunk) = self.head.chunks.get(&bucket) else { continue };
            let (key, packed) = (self.place.chunk(bucket, chunk), pack(text));
            // What stands there already is not touched: another slot may need it.
            if self.store.get(&key)?.as_deref() != Some(packed.as_str()) {
                self.write_one(&key, &packed)?;
            }
        }
        self.write_one(&self.place.slot(self.which), &self.head.text())
    }

    /// Writes and reads back.
    fn write_one(&self, key: &str, value: &str) -> Result<(), SaveError> {
        self.store.set(key, value)?;
        if self.store.get(key)?.as_deref() == Some(value) { Ok(()) } else { Err(SaveError::NotKept) }
    }

    /// Removes the chunks that none of these heads lists.
    fn sweep(&self, heads: [Option<&Head>; 2]) -> Result<(), StoreError> {
        let listed = heads.into_iter().flatten().flat_map(|head| &head.chunks);
        let keep: BTreeSet<String> = listed.map(|(&bucket, chunk)| self.place.chunk(bucket, chunk)).collect();
        let chunks = format!("{}c/", self.place.prefix);
        for key in self.place.keys(self.store)? {
            if key.starts_with(&chunks) && !keep.contains(&key) {
                self.store.remove(&key)?;
            }
        }
        Ok(())
    }
}

impl Known {
    fn of(book: &Book, head: Head, which: usize, newest: Head, prints: Vec<u64>) -> Known {
        let (workspace, history) = (book.workspace().clone(), book.history().clone());
        Known { head, which, newest, prints, _workspace: workspace, _history: history }
    }

    pub fn head(&self) -> &Head {
        &self.head
    }

    /// Whether all its chunks still stand there.
    fn is_whole(&self, store: &impl KeyValue, place: &Place) -> bool {
        let keys: BTreeSet<String> = place.keys(store).unwrap_or_default().into_iter().collect();
        self.head.chunks.iter().all(|(&bucket, chunk)| keys.contains(&place.chunk(bucket, chunk)))
    }
}

fn bucket_count(book: &Book) -> usize {
    let records: usize = Kind::ALL.into_iter().map(|kind| book.history().all(kind).count()).sum();
    records.div_ceil(CHUNK).next_power_of_two().min(MOST_CHUNKS)
}

/// Which chunk a record goes into: the same everywhere and always.
fn bucket(kind: Kind, id: &str, buckets: usize) -> usize {
    let fnv = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    let hash = kind.word().bytes().chain(*b"/").chain(id.bytes()).fold(0xcbf2_9ce4_8422_2325, fnv);
    ((hash ^ hash >> 32) as usize) & (buckets - 1)
}

/// A number per chunk that changes when any of its records or stamps does. Made of
/// the places where records lie: an edit makes a new record and shares the rest.
fn prints(book: &Book) -> Vec<u64> {
    let buckets = bucket_count(book);
    let mut hashers = vec![DefaultHasher::new(); buckets];
    for kind in Kind::ALL {
        let records = book.workspace().records(kind);
        let lying = records.iter().map(|record| (record.id, record.place as usize));
        let stamps = book.history().all(kind).map(|(id, stamps)| (id.as_str(), Arc::as_ptr(stamps) as usize));
        for (id, place) in lying.chain(stamps) {
            if let Some(hasher) = hashers.get_mut(bucket(kind, id, buckets)) {
                (kind, id, place).hash(hasher);
            }
        }
    }
    hashers.iter().map(DefaultHasher::finish).collect()
}

/// The texts of the chunks whose print is not as before.
fn chunk_texts(book: &Book, before: &[u64], now: &[u64]) -> BTreeMap<u32, String> {
    let same_chunks = before.len() == now.len();
    let mut parts: Vec<Option<[Map<String, Value>; 2]>> = now
        .iter()
        .enumerate()
        .map(|(place, print)| (!same_chunks || before.get(place) != Some(print)).then(Default::default))
        .collect();
    let mut put = |which: usize, kind: Kind, id: &str, value: &dyn Fn() -> Value| {
        if let Some(Some(part)) = parts.get_mut(bucket(kind, id, now.len())) {
            let part = &mut part[which];
            if kind == Kind::Cluster {
                part.insert(kind.word().to_owned(), value());
            } else if let Value::Object(records) = part.entry(kind.word()).or_insert_with(|| json!({})) {
                records.insert(id.to_owned(), value());
            }
        }
    };
    for kind in Kind::ALL {
        for record in book.workspace().records(kind) {
            put(0, kind, record.id, &|| record.record.value());
        }
        for (id, stamps) in book.history().all(kind) {
            put(1, kind, id, &|| json!(stamps));
        }
    }
    let texts = parts.into_iter().enumerate();
    texts.filter_map(|(bucket, part)| Some((bucket as u32, serde_json::to_string(&part?).ok()?))).collect()
}
