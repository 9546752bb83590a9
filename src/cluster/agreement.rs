//! What the cluster agreed to call a need and a strength.

use crate::selfie::Group;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A line on the survey's scale, in steps of 0.1: from 1.0 to 5.0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct Threshold(u8);

impl Threshold {
    /// From tenths: 40 is 4.0. `None` outside 10–50.
    pub const fn from_tenths(tenths: u8) -> Option<Threshold> {
        if tenths >= 10 && tenths <= 50 { Some(Threshold(tenths)) } else { None }
    }

    pub fn tenths(self) -> u8 {
        self.0
    }

    pub fn value(self) -> f64 {
        f64::from(self.0) / 10.0
    }
}

#[derive(Debug, thiserror::Error)]
#[error("a threshold lies between 1.0 and 5.0")]
pub struct OffTheScale;

impl TryFrom<f64> for Threshold {
    type Error = OffTheScale;

    fn try_from(value: f64) -> Result<Threshold, OffTheScale> {
        let tenths = (value * 10.0).round();
        if !(10.0..=50.0).contains(&tenths) {
            return Err(OffTheScale);
        }
        Threshold::from_tenths(tenths as u8).ok_or(OffTheScale)
    }
}

impl From<Threshold> for f64 {
    fn from(threshold: Threshold) -> f64 {
        threshold.value()
    }
}

/// From where on a value is a strength.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StrengthRule {
    /// At or above a line.
    From(Threshold),
    /// No need, and at most this far (in points) below the cluster's best.
    WithinOfBest(f64),
}

/// How sure it must be on which side of the line for needs a value lies; anything less
/// is "undecided", neither need nor strength.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Certainty {
    /// The value alone decides; nothing is undecided.
    #[serde(rename = "value")]
    ValueAlone,
    /// The 80 % band must lie on one side of the line.
    #[default]
    #[serde(rename = "80")]
    Band80,
    /// The 95 % band must lie on one side of the line.
    #[serde(rename = "95")]
    Band95,
}

/// The agreed rule. The current one is the newest record of the workspace's
/// `agreements` (see [`Workspace::agreement`](crate::workspace::Workspace::agreement));
/// the earlier ones are its history.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Agreement {
    /// A value below it is a need; at it, it is not.
    pub need_below: Threshold,
    pub strength: StrengthRule,
    pub certainty: Certainty,
    /// The groups that count in the grid's agreed reading, each with the same weight.
    pub groups: BTreeSet<Group>,
    /// The smallest change between rounds that matters in practice, in points.
    pub practical_change: f64,
    /// Groups with fewer answers are hidden from anything shared outside the school.
    pub minimum_group: u32,
    pub decided_on: Option<Date>,
    pub decided_by: String,
    pub reason: String,
    /// Place in the history: 1 for the first decision.
    pub version: u32,
}

/// Why nobody can agree on a rule as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unsound {
    NoGroupCounts,
    /// What is a need would reach the line for strengths.
    StrengthBelowNeed {
        strength: Threshold,
        need: Threshold,
    },
}

impl Agreement {
    pub fn unsound(&self) -> Option<Unsound> {
        if self.groups.is_empty() {
            return Some(Unsound::NoGroupCounts);
        }
        match self.strength {
            StrengthRule::From(strength) if strength < self.need_below => {
                Some(Unsound::StrengthBelowNeed { strength, need: self.need_below })
            }
            StrengthRule::From(_) | StrengthRule::WithinOfBest(_) => None,
        }
    }
}

impl Default for Agreement {
    fn default() -> Agreement {
        Agreement {
            need_below: Threshold(40),
            strength: StrengthRule::From(Threshold(42)),
            certainty: Certainty::default(),
            groups: BTreeSet::from([Group::Leaders, Group::Teachers]),
            practical_change: 0.3,
            minimum_group: 5,
            decided_on: None,
            decided_by: String::new(),
            reason: String::new(),
            version: 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_strength_is_no_need_and_somebody_counts() {
        let rule = Agreement::default();
        assert_eq!(rule.unsound(), None);
        let (strength, need) = (Threshold(39), rule.need_below);
        let below = Agreement { strength: StrengthRule::From(strength), ..rule.clone() };
        assert_eq!(below.unsound(), Some(Unsound::StrengthBelowNeed { strength, need }));
        let same = Agreement { strength: StrengthRule::From(need), ..rule.clone() };
        assert_eq!(same.unsound(), None, "one line for both");
        let nobody = Agreement { groups: BTreeSet::new(), ..rule };
        assert_eq!(nobody.unsound(), Some(Unsound::NoGroupCounts));
    }
}
