//! How a grid is looked at: by which rule, whose answers, and what its cells tell. Whatever
//! leaves the page carries it along, so that paper and files say what the screen said.

use crate::cluster::Agreement;
use crate::selfie::Group;
use crate::workspace::Workspace;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What the cells of a grid tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Measure {
    /// The value, coloured by the rule.
    #[default]
    ByRule,
    /// How far below the cluster's best it is.
    DistanceToBest,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Lens {
    pub rule: Agreement,
    /// Whether the rule is being tried and nobody has agreed on it.
    pub tried: bool,
    /// This group alone, instead of those that count in the rule.
    pub group: Option<Group>,
    pub measure: Measure,
}

impl Lens {
    /// By the rule in force, as everybody sees it.
    pub fn agreed(workspace: &Workspace) -> Lens {
        Lens { rule: (*workspace.agreement()).clone(), ..Lens::default() }
    }

    /// The groups whose answers are read.
    pub fn groups(&self) -> BTreeSet<Group> {
        match self.group {
            Some(group) => BTreeSet::from([group]),
            None => self.rule.groups.clone(),
        }
    }
}

/// How far below the cluster's best a value is, in the steps that are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Distance {
    Best,
    Near,
    Far,
    VeryFar,
}

impl Distance {
    /// Those that a key explains.
    pub const SHOWN: [Distance; 3] = [Distance::Best, Distance::Far, Distance::VeryFar];

    /// Of tenths of a point, as people see them.
    pub fn of(points: f64) -> Distance {
        match points {
            points if points < 0.05 => Distance::Best,
            points if points < 0.45 => Distance::Near,
            points if points < 0.95 => Distance::Far,
            _ => Distance::VeryFar,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_alone_stands_for_those_that_count() {
        let lens = Lens::default();
        assert_eq!(lens.groups(), BTreeSet::from([Group::Leaders, Group::Teachers]));
        let alone = Lens { group: Some(Group::Students), ..lens };
        assert_eq!(alone.groups(), BTreeSet::from([Group::Students]));
    }

    #[test]
    fn half_a_point_is_far_and_a_point_very_far() {
        let told = [0.0, 0.1, 0.4, 0.5, 0.9, 1.0].map(Distance::of);
        use Distance::{Best, Far, Near, VeryFar};
        assert_eq!(told, [Best, Near, Near, Far, Far, VeryFar]);
    }
}
