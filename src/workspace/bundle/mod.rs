//! The workspace as one file that people mail: plain records that a person can
//! read and mend, the history beside them, and who wrote it when.
//!
//! The format is described for other programs in `public/workspace-format.md` and
//! `public/kapocs-workspace.schema.json`. A file that something else than Kapocs
//! changed is welcome: what differs counts as written "by hand".

mod by_hand;
mod checksum;
mod error;
mod migrate;
mod name;
mod part;
mod read;
mod size;
mod strict;
mod write;

pub use error::{BundleError, Expected, Found, OtherFormat, Place, Problem};
pub use name::{file_name, is_workspace_file, locked_file_name};
pub use part::Contents;
pub use read::{LARGEST, read};
pub(crate) use read::{kept, read_kept};
pub use write::{write, write_everything};

use super::history::{History, Who};
use super::{Kind, Workspace};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What the file says it is.
pub const FORMAT: &str = "kapocs-workspace";

/// The version that this program writes. It reads this and all earlier ones.
pub const VERSION: u32 = 1;

/// Who wrote a file, when and with what.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Written {
    /// In seconds since 1970 (UTC).
    pub when: i64,
    pub by: Who,
    /// The program's version.
    pub app: String,
    /// What of the workspace the file holds.
    #[serde(skip_serializing_if = "Contents::is_everything")]
    pub part: Contents,
    /// Fields that name people are left out: what files said before they named their part.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub without_names: bool,
    /// `sha256:` and 64 hexadecimal digits over all else in the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub checksum: Option<String>,
}

/// Whether a file is as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Checksum {
    Right,
    Missing,
    Wrong,
}

/// A workspace read from a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Bundle {
    pub workspace: Arc<Workspace>,
    pub history: History,
    pub written: Written,
    /// The version of the file, before migration.
    pub version: u32,
    pub checksum: Checksum,
    /// How many fields and records were changed by something else than Kapocs.
    pub by_hand: usize,
}

impl Bundle {
    /// Whether something else than Kapocs changed the file after it was written.
    pub fn is_hand_edited(&self) -> bool {
        self.checksum == Checksum::Wrong || self.by_hand > 0
    }

    /// Ids of records that belong to a school, a round or a practice that the file does not have.
    pub fn stray_records(&self) -> Vec<(Kind, String)> {
        let workspace = &self.workspace;
        let known = |key: &crate::cluster::SurveyKey| {
            workspace.schools.contains_key(&key.school) && workspace.rounds.contains_key(&key.round)
        };
        let surveys =
            workspace.surveys().filter(|(key, _)| !known(key)).map(|(key, _)| (Kind::Surveys, key.to_string()));
        let notes = workspace.cell_notes.keys().filter_map(|id| {
            let key = crate::cluster::CellKey::from_id(id)?;
            (!known(&key.survey)).then(|| (Kind::CellNotes, id.clone()))
        });
        let offered =
            workspace.practices.iter().filter(|(_, practice)| !workspace.schools.contains_key(&practice.school));
        let practices = offered.map(|(id, _)| (Kind::Practices, id.clone()));
        let pairs = [Kind::Wishes, Kind::Pairings, Kind::Bans].into_iter().flat_map(|kind| {
            let records = workspace.records(kind).into_iter().map(move |record| (kind, record.id.to_owned()));
            records.filter(|(_, id)| {
                crate::cluster::PairKey::from_id(id).is_some_and(|key| {
                    !workspace.schools.contains_key(&key.school) || !workspace.practices.contains_key(&key.practice)
                })
            })
        });
        surveys.chain(notes).chain(practices).chain(pairs).collect()
    }
}
