//! All records of a cluster, and the one door through which they are edited.
//!
//! [`Workspace`] is plain data that the rest of the house reads. A [`Book`] holds
//! one with its history: every change goes through [`Book::edit`], which stamps
//! what changed and can be undone.

use crate::cluster::{
    Agreement, Ban, CellKey, CellNote, Cluster, ItemWording, MATCH_RULE_ID, MatchRule, PairKey, Pairing, Practice,
    PracticeId, Round, RoundId, School, SchoolId, SurveyKey, Wish,
};
use crate::selfie::Level;
use crate::survey::SurveyResult;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

mod book;
pub mod bundle;
mod compare;
mod dots;
mod doubles;
mod example;
mod history;
mod incoming;
mod kinds;
mod meet;
mod merge;
mod offers;
mod records;
mod restore;
mod sittings;
mod wording;

pub use book::{Book, StepNumber};
pub use bundle::{Bundle, BundleError};
pub use compare::{Comparison, Difference, FieldChange, compare};
pub use dots::{Dot, Dots, ReplicaNumber, Stamp};
pub use history::{
    Author, BY_HAND, Deletion, Field, History, Kept, MOST_REPLICAS, RecordHistory, Replica, ReplicaId, Unsound, Who,
    is_dated,
};
pub use incoming::{Incoming, RecordNews};
pub use kinds::{Fields, Kind};
pub use merge::{Conflict, FieldId};
pub use offers::{Demand, Sought, Wishes};
pub use records::Records;
pub use wording::{TextOf, Wording};

/// Everything a cluster keeps, without what was deleted.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Workspace {
    /// Tells this cluster's files from another's; never changes.
    pub id: String,
    pub cluster: Arc<Cluster>,
    pub schools: Records<School>,
    pub rounds: Records<Round>,
    /// By [`SurveyKey`].
    pub surveys: Records<SurveyResult>,
    /// By version, written with leading zeros, so that the last is the current one.
    pub agreements: Records<Agreement>,
    /// By [`CellKey`].
    pub cell_notes: Records<CellNote>,
    /// By item code.
    pub item_wordings: Records<ItemWording>,
    pub practices: Records<Practice>,
    /// By [`PairKey`], as pairings and bans are.
    pub wishes: Records<Wish>,
    pub pairings: Records<Pairing>,
    pub bans: Records<Ban>,
    /// One, under [`MATCH_RULE_ID`].
    pub match_rules: Records<MatchRule>,
}

/// What stands for a name that nobody has written yet.
const NAMELESS: &str = "…";

/// A text of several lines is recognised by its first words.
fn beginning(text: &str) -> &str {
    const ENOUGH: usize = 48;
    let line = text.trim().lines().next().unwrap_or_default();
    let Some((end, _)) = line.char_indices().nth(ENOUGH) else { return line };
    let cut = line.get(..end).unwrap_or(line);
    cut.rsplit_once(' ').map_or(cut, |(words, _)| words)
}

impl Workspace {
    /// The rule in force: the newest decision, or the default before any.
    pub fn agreement(&self) -> Arc<Agreement> {
        self.agreements.values().max_by_key(|a| a.version).cloned().unwrap_or_default()
    }

    /// Writes a decision on top of the history: it gets the next version and is in force.
    pub fn agree(&mut self, mut agreement: Agreement) {
        agreement.version = self.agreement().version.saturating_add(1);
        self.agreements.insert(format!("{:04}", agreement.version), Arc::new(agreement));
    }

    /// How the cluster matches; the default before anybody said.
    pub fn match_rule(&self) -> Arc<MatchRule> {
        self.match_rules.get(MATCH_RULE_ID).cloned().unwrap_or_default()
    }

    pub fn survey(&self, key: &SurveyKey) -> Option<&Arc<SurveyResult>> {
        self.surveys.get(&key.to_string())
    }

    /// All results with their keys, ordered by school id, level word and round id.
    pub fn surveys(&self) -> impl Iterator<Item = (SurveyKey, &Arc<SurveyResult>)> {
        self.surveys.iter().filter_map(|(id, result)| Some((SurveyKey::from_id(id)?, result)))
    }

    /// Rounds in the order in which they were held; those without a date by name, last.
    pub fn rounds_in_order(&self) -> Vec<(&RoundId, &Arc<Round>)> {
        let mut rounds: Vec<_> = self.rounds.iter().collect();
        rounds.sort_by(|(a_id, a), (b_id, b)| {
            (a.held.is_none(), a.held, &a.name, a_id).cmp(&(b.held.is_none(), b.held, &b.name, b_id))
        });
        rounds
    }

    /// Levels that have a result in any school, in order.
    pub fn levels_surveyed(&self) -> Vec<Level> {
        let mut levels: Vec<Level> = self.surveys().map(|(key, _)| key.level).collect();
        levels.sort_unstable();
        levels.dedup();
        levels
    }

    pub fn note(&self, key: &CellKey) -> Option<&str> {
        self.cell_notes.get(&key.to_string()).map(|note| note.text.as_str())
    }

    /// What to call a round; its id if it has no record.
    pub fn round_called<'a>(&'a self, id: &'a RoundId) -> &'a str {
        self.rounds.get(id).map(|round| round.name.trim()).filter(|name| !name.is_empty()).unwrap_or(id)
    }

    /// The school that a record belongs to; `None` for the cluster's own.
    pub fn school_of(&self, kind: Kind, id: &str) -> Option<SchoolId> {
        match kind {
            Kind::Practices => self.practices.get(id).map(|p| p.school.clone()).filter(|school| !school.is_empty()),
            _ => kind.school_of(id),
        }
    }

    /// What to call a practice: its title; while it has none, how it begins.
    pub fn practice_called(&self, id: &PracticeId) -> &str {
        let practice = self.practices.get(id);
        let names = practice.map(|practice| [practice.title.trim(), beginning(&practice.about)]);
        names.and_then(|names| names.into_iter().find(|name| !name.is_empty())).unwrap_or(NAMELESS)
    }

    /// All accepted pairings with their keys, ordered by receiving school and practice.
    pub fn pairings(&self) -> impl Iterator<Item = (PairKey, &Arc<Pairing>)> {
        self.pairings.iter().filter_map(|(id, pairing)| Some((PairKey::from_id(id)?, pairing)))
    }

    /// Takes out a school with all that belongs to it alone: results, notes, practices, wishes,
    /// pairings and bans, also what others wish for or have agreed on with its practices.
    pub fn remove_school(&mut self, id: &SchoolId) {
        self.schools.remove(id);
        self.surveys.retain(|key, _| SurveyKey::from_id(key).is_none_or(|key| key.school != *id));
        self.cell_notes.retain(|key, _| CellKey::from_id(key).is_none_or(|key| key.survey.school != *id));
        let offered = |practice: &Practice| practice.school == *id;
        let gone: Vec<PracticeId> =
            self.practices.iter().filter(|(_, practice)| offered(practice)).map(|(id, _)| id.clone()).collect();
        gone.iter().for_each(|practice| self.remove_practice(practice));
        self.remove_pairs(&|key| key.school == *id);
    }

    /// Takes out a practice with its wishes, pairings and bans.
    pub fn remove_practice(&mut self, id: &PracticeId) {
        self.practices.remove(id);
        self.remove_pairs(&|key| key.practice == *id);
    }

    fn remove_pairs(&mut self, of: &dyn Fn(&PairKey) -> bool) {
        let keep = |id: &String| PairKey::from_id(id).is_none_or(|key| !of(&key));
        self.wishes.retain(|id, _| keep(id));
        self.pairings.retain(|id, _| keep(id));
        self.bans.retain(|id, _| keep(id));
    }

    /// What to call a school.
    pub fn school_called(&self, id: &SchoolId) -> &str {
        self.schools.get(id).map(|school| school.called()).filter(|name| !name.is_empty()).unwrap_or(NAMELESS)
    }
}

/// Takes a record out of its map to change it, putting a new one there first if
/// there is none.
pub fn record<'a, T: Clone + Default>(records: &'a mut Records<T>, id: &str) -> &'a mut T {
    Arc::make_mut(records.entry(id.to_owned()).or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_agreement_stands_on_the_old_ones() {
        let mut workspace = Workspace::default();
        for reason in ["first", "second"] {
            workspace.agree(Agreement { reason: reason.into(), ..Agreement::default() });
        }
        assert_eq!(workspace.agreement().version, 2);
        assert_eq!(workspace.agreement().reason, "second");
        assert_eq!(workspace.agreements.keys().collect::<Vec<_>>(), ["0001", "0002"]);
    }
}
