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
use std::collections::{BTreeMap, BTreeSet};
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

/// The texts of both slots.
type Texts = [Option<String>; 2];

/// What stands in a slot.
#[derive(Debug, PartialEq)]
pub(super) enum Slot {
    Empty,
    Torn,
    Newer { version: u32 },
    Head(Box<Head>),
}

impl Slot {
    fn read(text: &Option<String>) -> Slot {
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

    /// Whether a key is a chunk's that this head lists.
    fn is_listed(&self, key: &str, head: &Head) -> bool {
        let chunk = key.strip_prefix(&self.prefix).and_then(|rest| rest.strip_prefix("c/")?.split_once('-'));
        chunk.is_some_and(|(bucket, sum)| {
            bucket.parse().is_ok_and(|bucket: u32| head.chunks.get(&bucket).is_some_and(|chunk| chunk.sum == sum))
        })
    }

    /// What stands in both slots.
    fn texts(&self, store: &impl KeyValue) -> Result<Texts, StoreError> {
        Ok([store.get(&self.slot(0))?, store.get(&self.slot(1))?])
    }

    /// Both slots, as they stand.
    pub fn slots(&self, store: &impl KeyValue) -> Result<[Slot; 2], StoreError> {
        Ok(self.texts(store)?.each_ref().map(Slot::read))
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
    head: Arc<Head>,
    /// The slot that `head` stands in.
    which: usize,
    /// The newest slot's, which is not `head` if its chunks were not whole.
    newest: Arc<Head>,
    texts: Texts,
    /// What stands there. Held, so that no later record can lie where one of these lies.
    workspace: Arc<Workspace>,
    history: History,
    /// Into which chunks that goes; not yet told where it was only read.
    dealt: BTreeMap<Kind, Arc<Dealt>>,
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
    let texts = place.texts(store)?;
    let slots = texts.each_ref().map(Slot::read);
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
                let known = Known::of(&book, Arc::new(head.clone()), which, Arc::new(newest), texts.clone());
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
    let mut texts = place.texts(store)?;
    let known = known_still(&texts, known)?;
    let buckets = bucket_count(book.history());
    let changed = known.and_then(|known| known.changed_buckets(book, buckets));
    if let (Some(known), Some(changed)) = (known, &changed)
        && changed.is_empty()
        && known.head.seen == *book.history().seen()
    {
        return Ok(known.clone());
    }
    let keys = place.keys(store)?;
    let reused = known.filter(|known| changed.is_some() && known.is_whole(&keys, place));
    let wanted = changed.filter(|_| reused.is_some()).unwrap_or_else(|| (0..buckets).collect());
    let dealt = deal(book, buckets, known);
    let chunks = chunk_texts(book, &wanted, &dealt);
    let mut listed = reused.map(|known| known.head.chunks.clone()).unwrap_or_default();
    listed.extend(chunks.iter().map(|(&bucket, text)| (bucket, Chunk { sum: sum(text), bytes: text.len() })));
    let head = Head {
        version: VERSION,
        sequence: known.map_or(0, |known| known.newest.sequence) + 1,
        id: book.workspace().id.clone(),
        name: book.workspace().cluster.name.clone(),
        saved_at: at,
        replicas: book.history().replicas().to_vec(),
        seen: book.history().seen().clone(),
        chunks: listed,
    };
    // Made anew and yet the same, as after catching up with another tab: to write it would
    // only have that tab catch up in turn.
    let same = |known: &&Known| {
        let Head { sequence, saved_at, .. } = *known.head;
        *known.head == Head { sequence, saved_at, ..head.clone() }
    };
    if let Some(known) = reused.filter(same) {
        return Ok(Known { dealt, ..Known::of(book, known.head.clone(), known.which, known.newest.clone(), texts) });
    }
    let which = known.map_or(0, |known| known.which + 1) % 2;
    let previous = known.map(|known| &*known.head);
    let text = head.text();
    let saving = Saving { store, place, head: &head, text: &text, which, previous, chunks };
    match saving.run() {
        // Room may be had: the slot to be replaced and what only it lists.
        Err(SaveError::Store(StoreError::Full)) if previous.is_some() => {
            store.remove(&place.slot(which))?;
            saving.sweep([previous, None], &place.keys(store)?)?;
            saving.run()?;
        }
        other => other?,
    }
    // What could not be removed takes room and is removed next time.
    let _ = saving.sweep([Some(&head), previous], &keys);
    texts[which] = Some(text);
    let head = Arc::new(head);
    Ok(Known { dealt, ..Known::of(book, head.clone(), which, head, texts) })
}

/// What is known of what stands there; `None` where nothing does.
fn known_still<'a>(texts: &Texts, known: Option<&'a Known>) -> Result<Option<&'a Known>, SaveError> {
    if let Some(known) = known.filter(|known| known.texts == *texts) {
        return Ok(Some(known));
    }
    let slots = texts.each_ref().map(Slot::read);
    if slots.iter().any(|slot| matches!(slot, Slot::Newer { .. })) {
        return Err(SaveError::Newer);
    }
    match (newest_first(&slots).first(), known) {
        (Some((_, newest)), Some(known)) if **newest == *known.newest => Ok(Some(known)),
        // Begun here, or cleared by somebody: everything is written anew.
        (None, _) if slots == [Slot::Empty, Slot::Empty] => Ok(None),
        _ => Err(SaveError::ChangedElsewhere),
    }
}

struct Saving<'a, S> {
    store: &'a S,
    place: &'a Place,
    head: &'a Head,
    /// The head as it is to stand there.
    text: &'a str,
    which: usize,
    /// What the other slot says: it stays as it is.
    previous: Option<&'a Head>,
    chunks: BTreeMap<u32, String>,
}

impl<S: KeyValue> Saving<'_, S> {
    fn run(&self) -> Result<(), SaveError> {
        let result = self.write_all();
        if result.is_err() {
            let older = Slot::read(&self.store.get(&self.place.slot(self.which)).unwrap_or_default());
            let _ = self.sweep([self.previous, older.head()], &self.place.keys(self.store).unwrap_or_default());
        }
        result
    }

    fn write_all(&self) -> Result<(), SaveError> {
        for (&bucket, text) in &self.chunks {
            let Some(chunk) = self.head.chunks.get(&bucket) else { continue };
            let (key, packed) = (self.place.chunk(bucket, chunk), pack(text));
            // What stands there already is not touched: another slot may need it.
            if self.store.get(&key)?.as_deref() != Some(packed.as_str()) {
                self.write_one(&key, &packed)?;
            }
        }
        self.write_one(&self.place.slot(self.which), self.text)
    }

    /// Writes and reads back.
    fn write_one(&self, key: &str, value: &str) -> Result<(), SaveError> {
        self.store.set(key, value)?;
        if self.store.get(key)?.as_deref() == Some(value) { Ok(()) } else { Err(SaveError::NotKept) }
    }

    /// Removes those of these keys' chunks that none of these heads lists.
    fn sweep(&self, heads: [Option<&Head>; 2], keys: &[String]) -> Result<(), StoreError> {
        let chunks = format!("{}c/", self.place.prefix);
        for key in keys {
            let listed = || heads.into_iter().flatten().any(|head| self.place.is_listed(key, head));
            if key.starts_with(&chunks) && !listed() {
                self.store.remove(key)?;
            }
        }
        Ok(())
    }
}

impl Known {
    fn of(book: &Book, head: Arc<Head>, which: usize, newest: Arc<Head>, texts: Texts) -> Known {
        let (workspace, history) = (book.workspace().clone(), book.history().clone());
        Known { head, which, newest, texts, workspace, history, dealt: BTreeMap::new() }
    }

    pub fn head(&self) -> &Head {
        &self.head
    }

    /// Whether all its chunks still stand there.
    fn is_whole(&self, keys: &[String], place: &Place) -> bool {
        keys.iter().filter(|key| place.is_listed(key, &self.head)).count() == self.head.chunks.len()
    }

    /// The chunks in which a record or its stamps are not what stands there, told by where
    /// they lie: an edit makes a new record and shares the rest. `None` if the records are
    /// dealt among more chunks now, or fewer.
    fn changed_buckets(&self, book: &Book, buckets: usize) -> Option<BTreeSet<usize>> {
        if bucket_count(&self.history) != buckets {
            return None;
        }
        let (before, now) = (&self.workspace, book.workspace());
        let (stamps_before, stamps_now) = (&self.history, book.history());
        let mut changed = BTreeSet::new();
        for kind in Kind::ALL {
            let mut found = Vec::new();
            if before.place_of(kind) != now.place_of(kind) {
                found.extend(differing(records_lying(before, kind), records_lying(now, kind)));
            }
            if stamps_before.place_of(kind) != stamps_now.place_of(kind) {
                found.extend(differing(stamps_lying(stamps_before, kind), stamps_lying(stamps_now, kind)));
            }
            changed.extend(found.into_iter().map(bucket_of(kind, buckets)));
        }
        Some(changed)
    }
}

/// An id and where what it names lies.
type Lying<'a> = (&'a str, *const ());

fn records_lying(workspace: &Workspace, kind: Kind) -> Vec<Lying<'_>> {
    workspace.records(kind).into_iter().map(|record| (record.id, record.place)).collect()
}

fn stamps_lying(history: &History, kind: Kind) -> Vec<Lying<'_>> {
    history.all(kind).map(|(id, stamps)| (id.as_str(), Arc::as_ptr(stamps).cast())).collect()
}

/// The ids that are new, gone or lie elsewhere; both lists are ordered by id.
fn differing<'a>(before: Vec<Lying<'a>>, now: Vec<Lying<'a>>) -> Vec<&'a str> {
    let (mut before, mut now) = (before.into_iter().peekable(), now.into_iter().peekable());
    let mut found = Vec::new();
    while let Some(id) = [before.peek(), now.peek()].into_iter().flatten().map(|&(id, _)| id).min() {
        let [was, is] = [&mut before, &mut now].map(|list| list.next_if(|&(other, _)| other == id));
        if was != is {
            found.push(id);
        }
    }
    found
}

fn bucket_count(history: &History) -> usize {
    history.count().div_ceil(CHUNK).next_power_of_two().min(MOST_CHUNKS)
}

/// Into which chunk a record of this kind goes, by its id (FNV-1a): the same everywhere and always.
fn bucket_of(kind: Kind, buckets: usize) -> impl Fn(&str) -> usize {
    let fnv = |hash: u64, text: &str| {
        text.bytes().fold(hash, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3))
    };
    let begun = fnv(fnv(0xcbf2_9ce4_8422_2325, kind.word()), "/");
    move |id| {
        let hash = fnv(begun, id);
        ((hash ^ hash >> 32) as usize) & (buckets - 1)
    }
}

/// Into which chunks the records of a kind go, in their order, and into which their stamps.
type Dealt = [Vec<u16>; 2];

/// Deals all records. What was dealt before is not dealt again, since an edit changes one of
/// thousands.
fn deal(book: &Book, buckets: usize, known: Option<&Known>) -> BTreeMap<Kind, Arc<Dealt>> {
    let known = known.filter(|known| bucket_count(&known.history) == buckets);
    let deal = |kind| {
        let before = known.and_then(|known| Some((known, known.dealt.get(&kind)?)));
        if let Some((known, dealt)) = before
            && known.workspace.place_of(kind) == book.workspace().place_of(kind)
            && known.history.place_of(kind) == book.history().place_of(kind)
        {
            return (kind, dealt.clone());
        }
        let none = (Vec::new(), &[][..]);
        let [records, stamps] = before.map_or([none.clone(), none], |(known, dealt)| {
            let [records, stamps] = &**dealt;
            [(records_lying(&known.workspace, kind), records), (stamps_lying(&known.history, kind), stamps)]
        });
        let bucket = bucket_of(kind, buckets);
        let dealt = [
            deal_on(records, records_lying(book.workspace(), kind), &bucket),
            deal_on(stamps, stamps_lying(book.history(), kind), &bucket),
        ];
        (kind, Arc::new(dealt))
    };
    Kind::ALL.into_iter().map(deal).collect()
}

/// Where these ids go; both lists are ordered by id.
fn deal_on(before: (Vec<Lying<'_>>, &[u16]), now: Vec<Lying<'_>>, bucket: impl Fn(&str) -> usize) -> Vec<u16> {
    let mut before = before.0.into_iter().map(|(id, _)| id).zip(before.1).peekable();
    let place = |(id, _): Lying<'_>| {
        while before.next_if(|(other, _)| *other < id).is_some() {}
        before.next_if(|(other, _)| *other == id).map_or_else(|| bucket(id) as u16, |(_, dealt)| *dealt)
    };
    now.into_iter().map(place).collect()
}

/// The texts of these chunks.
fn chunk_texts(book: &Book, wanted: &BTreeSet<usize>, dealt: &BTreeMap<Kind, Arc<Dealt>>) -> BTreeMap<u32, String> {
    let mut parts: BTreeMap<usize, [Map<String, Value>; 2]> =
        wanted.iter().map(|&bucket| (bucket, Default::default())).collect();
    for (&kind, dealt) in dealt {
        let [of_records, of_stamps] = &**dealt;
        let mut put = |bucket: u16, which: usize, id: &str, value: &dyn Fn() -> Value| {
            let Some(part) = parts.get_mut(&usize::from(bucket)) else { return };
            let part = &mut part[which];
            if kind == Kind::Cluster {
                part.insert(kind.word().to_owned(), value());
            } else if let Value::Object(records) = part.entry(kind.word()).or_insert_with(|| json!({})) {
                records.insert(id.to_owned(), value());
            }
        };
        for (record, &bucket) in book.workspace().records(kind).into_iter().zip(of_records) {
            put(bucket, 0, record.id, &|| record.record.value());
        }
        for ((id, stamps), &bucket) in book.history().all(kind).zip(of_stamps) {
            put(bucket, 1, id, &|| json!(stamps));
        }
    }
    let text = |(bucket, part)| Some((bucket as u32, serde_json::to_string::<[_; 2]>(&part).ok()?));
    parts.into_iter().filter_map(text).collect()
}
