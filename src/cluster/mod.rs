//! The records that the people of a cluster keep. Every record lives in a map of
//! the [`Workspace`](crate::workspace::Workspace) under a stable id.
//!
//! Records are plain: every field may be empty while people are still typing.

use crate::selfie::{ItemCode, Level, Subject};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

mod agreement;
pub mod link;
mod pairing;
mod practice;

pub use agreement::{Agreement, Certainty, StrengthRule, Threshold, Unsound};
pub use pairing::{Ban, Helped, MATCH_RULE_ID, MatchRule, Pairing, PairingState, Per};
pub use practice::{DevelopmentForm, PairKey, Practice, PracticeId, PracticeState, Wanted, Wish};

/// The cluster itself; there is one in a workspace.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Cluster {
    pub name: String,
    /// The school year, as people write it: `2021/22`.
    pub pilot_year: String,
    pub priorities: String,
    pub goals: String,
}

/// The part a school has in the cluster's composition table. Who gives and who
/// receives is decided per practice, never by this.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    #[default]
    Partner,
    Mentor,
    Mentee,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct School {
    /// The full, official name.
    pub name: String,
    /// What the cluster calls it; headings use it. Empty: the full name.
    pub short_name: String,
    pub role: Role,
    /// Postal address.
    pub location: String,
    pub website: String,
    pub students: Option<u32>,
    pub teachers: Option<u32>,
    /// Education levels it teaches at.
    pub levels: BTreeSet<Level>,
    /// Languages it works in, as people write them.
    pub languages: String,
    /// The coordinator's name; can be left out of exports.
    pub coordinator: String,
    /// The coordinator's e-mail or telephone; can be left out of exports.
    pub contact: String,
}

impl School {
    /// What headings call it.
    pub fn called(&self) -> &str {
        let short = self.short_name.trim();
        if short.is_empty() { self.name.trim() } else { short }
    }
}

/// One run of the survey in the cluster.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Round {
    /// As people call it: `2021 autumn`.
    pub name: String,
    /// About when it was held; rounds are ordered by it, then by name.
    pub held: Option<Date>,
}

/// Whose result: school × level × round. Written `school/level/round` as a record id.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SurveyKey {
    pub school: SchoolId,
    pub level: Level,
    pub round: RoundId,
}

/// The id of a school's record.
pub type SchoolId = String;
/// The id of a round's record: made from its name (see [`round_id`]), so that two
/// schools that enter the same round apart mean the same.
pub type RoundId = String;

impl std::fmt::Display for SurveyKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}/{}", self.school, self.level.word(), self.round)
    }
}

impl SurveyKey {
    /// Reads what `Display` writes; ids hold no `/`.
    pub fn from_id(id: &str) -> Option<SurveyKey> {
        let mut parts = id.split('/');
        let (school, level, round) = (parts.next()?, parts.next()?, parts.next()?);
        let whole = parts.next().is_none() && !school.is_empty() && !round.is_empty();
        let level = Level::from_word(level)?;
        whole.then(|| SurveyKey { school: school.to_owned(), level, round: round.to_owned() })
    }
}

/// `2021 Ősz` and `2021-ősz` are the same round: lower case, runs of anything but
/// letters and digits become one `-`. Empty for a name without letters and digits.
pub fn round_id(name: &str) -> RoundId {
    let lower = name.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    words.join("-")
}

/// What somebody noted on a cell of the grid.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CellNote {
    pub text: String,
}

/// Whose cell a note is on, written `school/level/round/subject` as a record id.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CellKey {
    pub survey: SurveyKey,
    pub subject: Subject,
}

impl std::fmt::Display for CellKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.survey, self.subject)
    }
}

impl CellKey {
    /// Reads what `Display` writes; the subject may hold a `/`.
    pub fn from_id(id: &str) -> Option<CellKey> {
        let subject_at = id.match_indices('/').nth(2)?.0;
        let survey = SurveyKey::from_id(id.get(..subject_at)?)?;
        let subject = id.get(subject_at + 1..)?.parse().ok()?;
        Some(CellKey { survey, subject })
    }
}

/// The cluster's own wording of an item; empty fields leave the shipped text.
/// Its record id is the item's code.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ItemWording {
    pub title_en: String,
    pub title_hu: String,
    pub for_students_en: String,
    pub for_students_hu: String,
    pub for_adults_en: String,
    pub for_adults_hu: String,
}

/// The record id of an item's wording.
pub fn wording_id(code: ItemCode) -> String {
    code.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounds_with_the_same_words_are_the_same() {
        assert_eq!(round_id("2021 Ősz"), "2021-ősz");
        assert_eq!(round_id(" 2021 – ősz "), "2021-ősz");
        assert_eq!(round_id("–"), "");
    }

    #[test]
    fn a_survey_key_reads_back() {
        let key = SurveyKey { school: "s1".into(), level: Level::Primary, round: "2021-ősz".into() };
        assert_eq!(SurveyKey::from_id(&key.to_string()), Some(key));
        assert_eq!(SurveyKey::from_id("s1/primary"), None);
        assert_eq!(SurveyKey::from_id("s1/primary/r/x"), None);
        let cell = CellKey { survey: SurveyKey::from_id("s1/primary/r").unwrap(), subject: "Yes/no?".parse().unwrap() };
        assert_eq!(CellKey::from_id(&cell.to_string()), Some(cell));
        assert_eq!(CellKey::from_id("s1/primary/r"), None);
    }
}
