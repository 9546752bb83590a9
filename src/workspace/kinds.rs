//! The kinds of records, and walking over all of them alike.
//!
//! Stamps, comparison, bundle and storage treat every record the same way: as a
//! kind, an id and fields with JSON values. A new kind of record is entered here,
//! in [`Kind`] and in the walks of [`Workspace`] below, and nowhere else in this room.

use super::{FieldId, Records, Workspace};
use crate::cluster::{
    Agreement, Ban, CellKey, CellNote, Cluster, ItemWording, MatchRule, PairKey, Pairing, Practice, Round, School,
    SchoolId, SurveyKey, Wish,
};
use crate::survey::SurveyResult;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::any::Any;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A kind of record; its name is the workspace's field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    Cluster,
    Schools,
    Rounds,
    Surveys,
    Agreements,
    CellNotes,
    ItemWordings,
    Practices,
    Wishes,
    Pairings,
    Bans,
    MatchRules,
}

/// A record's fields by name, as JSON.
pub type Fields = BTreeMap<String, Value>;

/// The one field of a record that is replaced as a whole.
const WHOLE: &str = "whole";

impl Kind {
    pub const ALL: [Kind; 12] = [
        Kind::Cluster,
        Kind::Schools,
        Kind::Rounds,
        Kind::Surveys,
        Kind::Agreements,
        Kind::CellNotes,
        Kind::ItemWordings,
        Kind::Practices,
        Kind::Wishes,
        Kind::Pairings,
        Kind::Bans,
        Kind::MatchRules,
    ];

    /// The word in bundles.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Cluster => "cluster",
            Kind::Schools => "schools",
            Kind::Rounds => "rounds",
            Kind::Surveys => "surveys",
            Kind::Agreements => "agreements",
            Kind::CellNotes => "cell_notes",
            Kind::ItemWordings => "item_wordings",
            Kind::Practices => "practices",
            Kind::Wishes => "wishes",
            Kind::Pairings => "pairings",
            Kind::Bans => "bans",
            Kind::MatchRules => "match_rules",
        }
    }

    pub fn from_word(word: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// Whether a record of this kind is one value: a survey report is replaced
    /// whole, never mixed from two.
    pub fn is_whole(self) -> bool {
        self == Kind::Surveys
    }

    /// Whether a field names a person or how to reach one, or is a note, so that a part
    /// can leave it out.
    pub fn is_personal(self, field: &str) -> bool {
        self.is_private()
            || matches!(
                (self, field),
                (Kind::Schools, "coordinator" | "contact")
                    | (Kind::Agreements, "decided_by")
                    | (Kind::Wishes, "note")
                    | (Kind::Pairings, "place" | "notes" | "effect")
                    | (Kind::Bans, "reason")
            )
    }

    /// Whether nothing of such a record is for everybody, so that a part can leave it
    /// out whole, with its deletion.
    pub fn is_private(self) -> bool {
        self == Kind::CellNotes
    }

    /// The school that a record belongs to by its id; `None` for the cluster's own, and for
    /// practices, which say themselves who offers them ([`Workspace::school_of`]).
    pub fn school_of(self, id: &str) -> Option<SchoolId> {
        match self {
            Kind::Schools => Some(id.to_owned()),
            Kind::Surveys => SurveyKey::from_id(id).map(|key| key.school),
            Kind::CellNotes => CellKey::from_id(id).map(|key| key.survey.school),
            Kind::Wishes | Kind::Pairings | Kind::Bans => PairKey::from_id(id).map(|key| key.school),
            Kind::Cluster | Kind::Rounds | Kind::Agreements | Kind::ItemWordings => None,
            Kind::Practices | Kind::MatchRules => None,
        }
    }

    /// The fields of a record of this kind from its JSON.
    pub(crate) fn fields(self, record: Value) -> Fields {
        match record {
            Value::Object(map) if !self.is_whole() => map.into_iter().collect(),
            whole => Fields::from([(WHOLE.to_owned(), whole)]),
        }
    }

    /// The parts of a record to compare: of one that is replaced whole, what it
    /// consists of.
    pub(crate) fn parts(self, mut fields: Fields) -> Fields {
        match fields.remove(WHOLE) {
            Some(Value::Object(map)) if self.is_whole() => map.into_iter().collect(),
            _ => fields,
        }
    }

    /// The fields of a record that nobody has filled in.
    pub(crate) fn default_fields(self) -> Fields {
        fn of<T: Default + Serialize + PartialEq + 'static>() -> Value {
            T::default().value()
        }
        self.fields(match self {
            Kind::Cluster => of::<Cluster>(),
            Kind::Schools => of::<School>(),
            Kind::Rounds => of::<Round>(),
            Kind::Surveys => of::<SurveyResult>(),
            Kind::Agreements => of::<Agreement>(),
            Kind::CellNotes => of::<CellNote>(),
            Kind::ItemWordings => of::<ItemWording>(),
            Kind::Practices => of::<Practice>(),
            Kind::Wishes => of::<Wish>(),
            Kind::Pairings => of::<Pairing>(),
            Kind::Bans => of::<Ban>(),
            Kind::MatchRules => of::<MatchRule>(),
        })
    }
}

/// A record of any kind.
pub(crate) trait AnyRecord {
    fn value(&self) -> Value;
    fn as_any(&self) -> &dyn Any;
    fn equals(&self, other: &dyn Any) -> bool;
}

impl<T: Serialize + PartialEq + 'static> AnyRecord for T {
    /// Records hold nothing that JSON cannot.
    fn value(&self) -> Value {
        serde_json::to_value(self).unwrap_or_default()
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn equals(&self, other: &dyn Any) -> bool {
        other.downcast_ref() == Some(self)
    }
}

/// A record where it lies in a workspace.
pub(crate) struct RecordRef<'a> {
    pub id: &'a str,
    pub record: &'a dyn AnyRecord,
    /// Equal places of two living workspaces hold the same record.
    pub place: *const (),
}

impl RecordRef<'_> {
    pub fn equals(&self, other: &RecordRef<'_>) -> bool {
        self.place == other.place || self.record.equals(other.record.as_any())
    }

    pub fn fields(&self, kind: Kind) -> Fields {
        kind.fields(self.record.value())
    }
}

/// The cluster's record has no id of its own.
pub(crate) const CLUSTER_ID: &str = "";

fn refer<'a, T: Serialize + PartialEq + 'static>(id: &'a str, record: &'a Arc<T>) -> RecordRef<'a> {
    RecordRef { id, record: record.as_ref(), place: Arc::as_ptr(record).cast() }
}

fn refer_all<T: Serialize + PartialEq + 'static>(records: &Records<T>) -> Vec<RecordRef<'_>> {
    records.iter().map(|(id, record)| refer(id, record)).collect()
}

impl Workspace {
    /// The records of a kind, ordered by id.
    pub(crate) fn records(&self, kind: Kind) -> Vec<RecordRef<'_>> {
        match kind {
            Kind::Cluster => vec![refer(CLUSTER_ID, &self.cluster)],
            Kind::Schools => refer_all(&self.schools),
            Kind::Rounds => refer_all(&self.rounds),
            Kind::Surveys => refer_all(&self.surveys),
            Kind::Agreements => refer_all(&self.agreements),
            Kind::CellNotes => refer_all(&self.cell_notes),
            Kind::ItemWordings => refer_all(&self.item_wordings),
            Kind::Practices => refer_all(&self.practices),
            Kind::Wishes => refer_all(&self.wishes),
            Kind::Pairings => refer_all(&self.pairings),
            Kind::Bans => refer_all(&self.bans),
            Kind::MatchRules => refer_all(&self.match_rules),
        }
    }
}

impl Workspace {
    /// Where the records of a kind lie: equal places of two living workspaces hold the same.
    pub(crate) fn place_of(&self, kind: Kind) -> *const () {
        match kind {
            Kind::Cluster => Arc::as_ptr(&self.cluster).cast(),
            Kind::Schools => self.schools.place(),
            Kind::Rounds => self.rounds.place(),
            Kind::Surveys => self.surveys.place(),
            Kind::Agreements => self.agreements.place(),
            Kind::CellNotes => self.cell_notes.place(),
            Kind::ItemWordings => self.item_wordings.place(),
            Kind::Practices => self.practices.place(),
            Kind::Wishes => self.wishes.place(),
            Kind::Pairings => self.pairings.place(),
            Kind::Bans => self.bans.place(),
            Kind::MatchRules => self.match_rules.place(),
        }
    }
}

/// Puts a record made of these fields into its place, or takes it out. `false` if they
/// make no record.
fn put<T: DeserializeOwned>(records: &mut Records<T>, id: &str, fields: Option<Value>) -> bool {
    match fields.map(serde_json::from_value) {
        Some(Ok(record)) => {
            records.insert(id.to_owned(), Arc::new(record));
            true
        }
        Some(Err(_)) => false,
        None => {
            records.remove(id);
            true
        }
    }
}

fn take<T>(records: &mut Records<T>, id: &str, from: &Records<T>) {
    if let Some(record) = from.get(id) {
        records.insert(id.to_owned(), record.clone());
    }
}

impl Workspace {
    /// A record's fields.
    pub(crate) fn fields(&self, kind: Kind, id: &str) -> Option<Fields> {
        fn of<T: Serialize + PartialEq + 'static>(records: &Records<T>, id: &str) -> Option<Value> {
            records.get(id).map(|record| record.as_ref().value())
        }
        let record = match kind {
            Kind::Cluster => Some(self.cluster.as_ref().value()),
            Kind::Schools => of(&self.schools, id),
            Kind::Rounds => of(&self.rounds, id),
            Kind::Surveys => of(&self.surveys, id),
            Kind::Agreements => of(&self.agreements, id),
            Kind::CellNotes => of(&self.cell_notes, id),
            Kind::ItemWordings => of(&self.item_wordings, id),
            Kind::Practices => of(&self.practices, id),
            Kind::Wishes => of(&self.wishes, id),
            Kind::Pairings => of(&self.pairings, id),
            Kind::Bans => of(&self.bans, id),
            Kind::MatchRules => of(&self.match_rules, id),
        };
        record.map(|record| kind.fields(record))
    }

    /// Makes a record what these fields say; `None` takes it out. `false` if they make no
    /// record, which cannot be where they come from records of this kind.
    pub(crate) fn put(&mut self, kind: Kind, id: &str, fields: Option<Fields>) -> bool {
        let fields = fields.map(|mut fields| match fields.remove(WHOLE) {
            Some(whole) if kind.is_whole() => whole,
            // What a record leaves out is as nobody had filled it in.
            _ => fields.into_iter().filter(|(_, value)| !value.is_null()).collect(),
        });
        match kind {
            Kind::Cluster => match fields.map(serde_json::from_value) {
                Some(Ok(cluster)) => {
                    self.cluster = Arc::new(cluster);
                    true
                }
                Some(Err(_)) | None => false,
            },
            Kind::Schools => put(&mut self.schools, id, fields),
            Kind::Rounds => put(&mut self.rounds, id, fields),
            Kind::Surveys => put(&mut self.surveys, id, fields),
            Kind::Agreements => put(&mut self.agreements, id, fields),
            Kind::CellNotes => put(&mut self.cell_notes, id, fields),
            Kind::ItemWordings => put(&mut self.item_wordings, id, fields),
            Kind::Practices => put(&mut self.practices, id, fields),
            Kind::Wishes => put(&mut self.wishes, id, fields),
            Kind::Pairings => put(&mut self.pairings, id, fields),
            Kind::Bans => put(&mut self.bans, id, fields),
            Kind::MatchRules => put(&mut self.match_rules, id, fields),
        }
    }

    /// Whether a field could hold this value.
    pub fn takes(&self, at: &FieldId, value: &Value) -> bool {
        let (Some(field), Some(mut fields)) = (&at.field, self.fields(at.kind, &at.id)) else { return false };
        fields.insert(field.clone(), value.clone());
        self.clone().put(at.kind, &at.id, Some(fields))
    }

    /// Takes a record out; the cluster's own stays.
    pub fn remove(&mut self, kind: Kind, id: &str) {
        self.put(kind, id, None);
    }

    /// Does a change that was made to a like workspace. Fields that it left as they were
    /// stay as they are here, and so does a record that is gone here.
    pub(crate) fn apply(&mut self, RecordChange { kind, id, before, after }: RecordChange) {
        let fields = match (before, after, self.fields(kind, &id)) {
            (Some(before), Some(after), Some(mut here)) => {
                here.extend(after.into_iter().filter(|(name, value)| before.get(name) != Some(value)));
                Some(here)
            }
            (Some(_), Some(_), None) => return,
            (_, after, _) => after,
        };
        self.put(kind, &id, fields);
    }

    /// Takes over the records of another piece of the same workspace; only one piece has
    /// the cluster's own.
    pub(crate) fn join(&mut self, piece: Workspace) {
        if *piece.cluster != Cluster::default() {
            self.cluster = piece.cluster;
        }
        self.schools.extend(piece.schools);
        self.rounds.extend(piece.rounds);
        self.surveys.extend(piece.surveys);
        self.agreements.extend(piece.agreements);
        self.cell_notes.extend(piece.cell_notes);
        self.item_wordings.extend(piece.item_wordings);
        self.practices.extend(piece.practices);
        self.wishes.extend(piece.wishes);
        self.pairings.extend(piece.pairings);
        self.bans.extend(piece.bans);
        self.match_rules.extend(piece.match_rules);
    }

    /// Takes over another workspace's record.
    pub(crate) fn take(&mut self, kind: Kind, id: &str, from: &Workspace) {
        match kind {
            Kind::Cluster => self.cluster.clone_from(&from.cluster),
            Kind::Schools => take(&mut self.schools, id, &from.schools),
            Kind::Rounds => take(&mut self.rounds, id, &from.rounds),
            Kind::Surveys => take(&mut self.surveys, id, &from.surveys),
            Kind::Agreements => take(&mut self.agreements, id, &from.agreements),
            Kind::CellNotes => take(&mut self.cell_notes, id, &from.cell_notes),
            Kind::ItemWordings => take(&mut self.item_wordings, id, &from.item_wordings),
            Kind::Practices => take(&mut self.practices, id, &from.practices),
            Kind::Wishes => take(&mut self.wishes, id, &from.wishes),
            Kind::Pairings => take(&mut self.pairings, id, &from.pairings),
            Kind::Bans => take(&mut self.bans, id, &from.bans),
            Kind::MatchRules => take(&mut self.match_rules, id, &from.match_rules),
        }
    }
}

/// A record that is new, different or gone.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct RecordChange {
    pub kind: Kind,
    pub id: String,
    pub before: Option<Fields>,
    pub after: Option<Fields>,
}

/// What is different between two workspaces, by kind and id. Records that both
/// share cost nothing.
pub(crate) fn changes(before: &Workspace, after: &Workspace) -> Vec<RecordChange> {
    let mut found = Vec::new();
    for kind in Kind::ALL.into_iter().filter(|kind| before.place_of(*kind) != after.place_of(*kind)) {
        let (mut old, mut new) =
            (before.records(kind).into_iter().peekable(), after.records(kind).into_iter().peekable());
        loop {
            let (a, b) = match (old.peek(), new.peek()) {
                (None, None) => break,
                (Some(_), None) => (old.next(), None),
                (None, Some(_)) => (None, new.next()),
                (Some(a), Some(b)) => match a.id.cmp(b.id) {
                    std::cmp::Ordering::Less => (old.next(), None),
                    std::cmp::Ordering::Greater => (None, new.next()),
                    std::cmp::Ordering::Equal => (old.next(), new.next()),
                },
            };
            if let (Some(a), Some(b)) = (&a, &b)
                && a.place == b.place
            {
                continue;
            }
            let Some(id) = a.as_ref().or(b.as_ref()).map(|r| r.id.to_owned()) else { continue };
            let (before, after) = (a.map(|r| r.fields(kind)), b.map(|r| r.fields(kind)));
            if before != after {
                found.push(RecordChange { kind, id, before, after });
            }
        }
    }
    found
}

/// Every record of a workspace, as if it were new.
pub(crate) fn everything(workspace: &Workspace) -> Vec<RecordChange> {
    let mut found = Vec::new();
    for kind in Kind::ALL {
        for record in workspace.records(kind) {
            found.push(RecordChange { kind, id: record.id.to_owned(), before: None, after: Some(record.fields(kind)) });
        }
    }
    found
}
