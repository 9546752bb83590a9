//! What something else than Kapocs changed in a file becomes edits of "by hand".
//!
//! The stamps of a file carry a mark of each value. Where value and mark differ,
//! where a record has no stamps, or where stamps have no record, somebody changed
//! the file. Their replica's id comes from the file's content, so that the same
//! file, read in two places, gives the same edits.

use super::Checksum;
use super::checksum::mark;
use super::read::Origin;
use crate::workspace::Workspace;
use crate::workspace::history::{Author, Deletion, Field, History, RecordHistory};
use crate::workspace::kinds::{Fields, Kind, RecordChange};
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

/// Brings a file's history up to its records. Returns how many fields and records
/// differed. Marks are compared only where nothing else says that the file is as it was
/// written; in what storage kept, only whether records and stamps belong together. `plain` is
/// how the records stand in the file: of a record without stamps, what it leaves out was
/// written by nobody.
pub(super) fn accept(
    workspace: &Workspace,
    plain: &Value,
    history: &mut History,
    origin: Origin,
    author: &Author,
    at: i64,
) -> usize {
    let edited = edited_records(workspace, plain, history, origin);
    let removed = removed_records(workspace, history);
    let count = edited.iter().map(|(_, fields)| fields).sum::<usize>() + removed.len();
    for (kind, id) in removed {
        let stamp = history.fresh(kind, author, at);
        let Some(record) = history.records.get_mut(&kind).and_then(|records| records.get_mut(&id)) else { continue };
        let record = Arc::make_mut(record);
        let saw = record.fields.values().flat_map(Field::stamps).map(|stamp| stamp.dot).collect();
        record.fields.retain(|_, field| matches!(field, Field::Kept(_)));
        record.deleted = vec![(stamp, Deletion::Deleted { saw })];
    }
    history.stamp(edited.into_iter().map(|(change, _)| change).collect(), author, at);
    count
}

fn edited_records(
    workspace: &Workspace,
    plain: &Value,
    history: &History,
    origin: Origin,
) -> Vec<(RecordChange, usize)> {
    let trusted = matches!(origin, Origin::Store | Origin::File(Checksum::Right));
    let mut edited = Vec::new();
    for kind in Kind::ALL {
        let empty = kind.default_fields();
        for record in workspace.records(kind) {
            let stamps = history.of(kind, record.id).filter(|stamps| !stamps.is_gone());
            // A whole record has one field, so that its stamp says all.
            let believed = |stamps: &Arc<RecordHistory>| {
                let whole = kind.is_whole() && stamps.fields.values().any(|field| matches!(field, Field::Here(_)));
                stamps.extract.is_some() || origin == Origin::Store || trusted && whole
            };
            if stamps.is_some_and(believed) {
                continue;
            }
            let mut after = record.fields(kind);
            if history.of(kind, record.id).is_none() {
                let said = said(plain, kind, record.id);
                if kind == Kind::Cluster && said.is_some_and(Map::is_empty) {
                    continue;
                }
                after.retain(|name, _| kind.is_whole() || said.is_none_or(|said| said.contains_key(name)));
            }
            let before = match stamps {
                None => None,
                Some(stamps) => {
                    let differs = |name: &String, value: &Value| match stamps.fields.get(name) {
                        Some(Field::Here(stamp)) => !trusted && stamp.mark.is_some_and(|m| m != mark(value)),
                        Some(Field::Kept(kept)) => !kept.iter().any(|k| k.value == *value),
                        None => empty.get(name) != Some(value) || kind.is_whole(),
                    };
                    let same: Fields = after.iter().filter(|(name, value)| !differs(name, value)).map(clone).collect();
                    if same.len() == after.len() {
                        continue;
                    }
                    Some(same)
                }
            };
            let fields = after.len() - before.as_ref().map_or(0, Fields::len);
            edited.push((RecordChange { kind, id: record.id.to_owned(), before, after: Some(after) }, fields));
        }
    }
    edited
}

/// A record as it stands in a file; `None` where there is no file.
fn said<'a>(plain: &'a Value, kind: Kind, id: &str) -> Option<&'a Map<String, Value>> {
    static NOTHING: LazyLock<Map<String, Value>> = LazyLock::new(Map::new);
    let records = plain.as_object()?.get(kind.word());
    let record = if kind == Kind::Cluster { records } else { records.and_then(|records| records.get(id)) };
    Some(record.and_then(Value::as_object).unwrap_or(&NOTHING))
}

fn clone((name, value): (&String, &Value)) -> (String, Value) {
    (name.clone(), value.clone())
}

/// Records with stamps that are neither among the records nor properly in the trash.
fn removed_records(workspace: &Workspace, history: &History) -> Vec<(Kind, String)> {
    let mut removed = Vec::new();
    for kind in Kind::ALL {
        let present: BTreeSet<&str> = workspace.records(kind).iter().map(|record| record.id).collect();
        let gone = history
            .all(kind)
            .filter(|(id, stamps)| !present.contains(id.as_str()) && !stamps.is_gone() && stamps.extract.is_none());
        removed.extend(gone.map(|(id, _)| (kind, id.clone())));
    }
    removed
}
