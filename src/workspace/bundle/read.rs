//! File → workspace, in steps that each refuse with a place: bytes → JSON →
//! current version → records → history that fits them.

use super::checksum::{checksum_text, digest};
use super::error::{BundleError, OtherFormat, Place, Problem};
use super::migrate::{STEPS, migrate};
use super::size::check_size;
use super::{Bundle, Checksum, FORMAT, VERSION, Written, by_hand, strict};
use crate::cluster::{CellKey, MATCH_RULE_ID, PairKey, SurveyKey};
use crate::workspace::Workspace;
use crate::workspace::history::{Author, BY_HAND, Field, History, MOST_REPLICAS, ReplicaId, Unsound, Who};
use crate::workspace::kinds::Kind;
use serde::Deserialize;
use serde_json::Value;
use serde_path_to_error::Segment;
use std::sync::Arc;

/// The largest file that is read, in bytes: ten times what a thousand schools need.
pub const LARGEST: u64 = 64 << 20;

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "format")]
    _format: String,
    #[serde(rename = "version")]
    _version: u32,
    workspace: Workspace,
    #[serde(default)]
    history: History,
    #[serde(default)]
    written: Written,
}

/// Where records come from: how far they are trusted to be as Kapocs wrote them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    File(Checksum),
    /// Storage, which has checked what it kept.
    Store,
}

impl Origin {
    fn checksum(self) -> Checksum {
        match self {
            Origin::File(checksum) => checksum,
            Origin::Store => Checksum::Right,
        }
    }
}

/// Reads a workspace file.
///
/// # Errors
/// Refuses what is no sound workspace file of this or an earlier version. What
/// was changed by hand but is well formed is accepted; [`Bundle::by_hand`] counts it.
pub fn read(bytes: &[u8]) -> Result<Bundle, BundleError> {
    let size = bytes.len() as u64;
    if size > LARGEST {
        return Err(BundleError::TooLarge { bytes: size });
    }
    read_value(strict::read_json(bytes)?, false)
}

/// Reads what storage has kept and checked itself, of this or an earlier version.
pub(crate) fn read_kept(file: Value) -> Result<Bundle, BundleError> {
    read_value(file, true)
}

/// As [`read_kept`], from records of this version.
pub(crate) fn kept(workspace: Workspace, history: History) -> Result<Bundle, BundleError> {
    sound(File { workspace, history, ..File::default() }, VERSION, [0; 32], Origin::Store, &Value::Null)
}

fn read_value(file: Value, kept: bool) -> Result<Bundle, BundleError> {
    if file.get("format").and_then(Value::as_str) != Some(FORMAT) {
        return Err(BundleError::Other(OtherFormat::Json));
    }
    let version = version(&file)?;
    let digest = if kept { [0; 32] } else { digest_of(&file) };
    let plain = migrate(file, version, STEPS)?;
    let file = records(&plain)?;
    let origin = match &file.written.checksum {
        _ if kept => Origin::Store,
        None => Origin::File(Checksum::Missing),
        Some(sum) if *sum == checksum_text(&digest) => Origin::File(Checksum::Right),
        Some(_) => Origin::File(Checksum::Wrong),
    };
    sound(file, version, digest, origin, part(&plain, "workspace"))
}

/// Records whose history fits them, as it does or as it is made to. `plain` is how they
/// stand in the file.
fn sound(file: File, version: u32, digest: [u8; 32], origin: Origin, plain: &Value) -> Result<Bundle, BundleError> {
    let File { workspace, mut history, written, .. } = file;
    check_names(&workspace)?;
    history.check().map_err(unsound)?;

    let unseen: Vec<_> = history.live_dots().filter(|dot| !history.seen.contains(*dot)).collect();
    unseen.into_iter().for_each(|dot| history.seen.insert(dot));
    // What was taken in once is never refused again.
    if origin != Origin::Store {
        check_size(&workspace, &history)?;
    }
    let replica = ReplicaId(digest.iter().take(8).fold(0, |id, &byte| id << 8 | u64::from(byte)));
    let author = Author { who: Who { name: BY_HAND.to_owned(), ..Who::default() }, ..Author::new(replica) };
    let by_hand = by_hand::accept(&workspace, plain, &mut history, origin, &author, written.when);
    if origin != Origin::Store {
        forget_marks(&mut history);
    }
    let checksum = origin.checksum();
    Ok(Bundle { workspace: Arc::new(workspace), history, written, version, checksum, by_hand })
}

/// Over all that a checksum covers: everything but itself.
fn digest_of(file: &Value) -> [u8; 32] {
    let mut written = part(file, "written").clone();
    if let Some(written) = written.as_object_mut() {
        written.remove("checksum");
    }
    digest(&[part(file, "workspace"), part(file, "history"), &written])
}

fn part<'a>(file: &'a Value, name: &str) -> &'a Value {
    file.get(name).unwrap_or(&Value::Null)
}

fn version(file: &Value) -> Result<u32, BundleError> {
    let place = || Place(vec!["version".to_owned()]);
    let found = part(file, "version");
    match found.as_u64() {
        Some(version) if version > u64::from(VERSION) => Err(BundleError::Newer { version }),
        Some(version @ 1..) => Ok(version as u32),
        _ => Err(BundleError::Invalid {
            place: place(),
            problem: Problem::from_message("expected u32", found, &place()),
        }),
    }
}

fn records(file: &Value) -> Result<File, BundleError> {
    serde_path_to_error::deserialize(file).map_err(|error| {
        let mut place = Place::default();
        let mut found = file;
        for segment in error.path() {
            let name = match segment {
                Segment::Seq { index } => {
                    found = found.get(index).unwrap_or(&Value::Null);
                    (index + 1).to_string()
                }
                Segment::Map { key } => {
                    found = part(found, key);
                    key.clone()
                }
                Segment::Enum { variant } => variant.clone(),
                Segment::Unknown => continue,
            };
            place.0.push(name);
        }
        let problem = Problem::from_message(&error.inner().to_string(), found, &place);
        // The name itself is said by the problem, where it ends the way to it.
        if matches!(&problem, Problem::UnknownField(name) if place.0.last() == Some(name)) {
            place.0.pop();
        }
        BundleError::Invalid { place, problem }
    })
}

/// Names of records that must say something, and ids that others refer to.
fn check_names(workspace: &Workspace) -> Result<(), BundleError> {
    let bad = |names: &[&str]| {
        let place = Place(names.iter().map(|name| (*name).to_owned()).collect());
        Err(BundleError::Invalid { place, problem: Problem::BadName })
    };
    const LONGEST: usize = 200;
    if workspace.id.trim().is_empty() || workspace.id.len() > LONGEST {
        return bad(&["workspace", "id"]);
    }
    let plain = |id: &str| !id.is_empty() && !id.contains('/');
    for kind in Kind::ALL {
        for record in workspace.records(kind) {
            let sound = match kind {
                Kind::Schools | Kind::Rounds | Kind::Practices => plain(record.id),
                Kind::Surveys => SurveyKey::from_id(record.id).is_some(),
                Kind::CellNotes => CellKey::from_id(record.id).is_some(),
                Kind::Agreements | Kind::ItemWordings => !record.id.is_empty(),
                Kind::Wishes | Kind::Pairings | Kind::Bans => PairKey::from_id(record.id).is_some(),
                Kind::MatchRules => record.id == MATCH_RULE_ID,
                Kind::Cluster => true,
            };
            if !sound {
                return bad(&["workspace", kind.word(), record.id]);
            }
        }
    }
    Ok(())
}

pub(super) fn unsound(unsound: Unsound) -> BundleError {
    let (names, problem) = match unsound {
        Unsound::UnknownReplica { kind: Some(kind), id } => {
            (vec!["history".to_owned(), kind.word().to_owned(), id], Problem::UnknownReplica)
        }
        Unsound::UnknownReplica { kind: None, .. } => {
            (vec!["history".to_owned(), "seen".to_owned()], Problem::UnknownReplica)
        }
        Unsound::TooManyReplicas => {
            (vec!["history".to_owned(), "replicas".to_owned()], Problem::TooMany { most: MOST_REPLICAS })
        }
        Unsound::NumberTooLarge(id) => {
            (vec!["history".to_owned(), "replicas".to_owned(), id.to_string()], Problem::NumberTooLarge)
        }
        Unsound::ReplicaTwice(id) => {
            (vec!["history".to_owned(), "replicas".to_owned(), id.to_string()], Problem::ReplicaTwice)
        }
    };
    BundleError::Invalid { place: Place(names.into_iter().filter(|name| !name.is_empty()).collect()), problem }
}

/// Marks belong to files; at work they would only grow old.
fn forget_marks(history: &mut History) {
    for record in history.records.values_mut().flat_map(|records| records.values_mut()) {
        for field in Arc::make_mut(record).fields.values_mut() {
            match field {
                Field::Here(stamp) => stamp.mark = None,
                Field::Kept(kept) => kept.iter_mut().for_each(|k| k.stamp.mark = None),
            }
        }
    }
}
