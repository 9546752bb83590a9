//! What people may want to add before they match: strengths without an offer, needs
//! without any, and offers that are much alike.

use crate::analysis::{Grid, Scope, Verdict};
use crate::cluster::{Per, Practice, PracticeId, PracticeState, SchoolId};
use crate::selfie::Subject;
use crate::workspace::Workspace;
use std::collections::BTreeSet;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hints {
    /// A strength of a school that offers nothing there; the highest value first.
    pub strengths: Vec<Strength>,
    /// What is a need somewhere, and nobody offers anything; the most schools first.
    pub nobody: Vec<NobodyOffers>,
    /// Pairs of offers of different schools that are much alike.
    pub similar: Vec<(PracticeId, PracticeId)>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Strength {
    pub school: SchoolId,
    pub subject: Subject,
    /// With one decimal.
    pub value: f64,
    /// How many other schools have a need there.
    pub needed_by: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NobodyOffers {
    pub subject: Subject,
    pub schools: Vec<SchoolId>,
}

/// From this share on of what either helps with, two offers are alike.
const ALIKE: f64 = 0.5;

impl Hints {
    /// Of areas, or of items.
    pub fn of(workspace: &Workspace, scope: &Scope, per: Per) -> Hints {
        let grid = Grid::of(workspace, scope);
        let rule = workspace.agreement();
        let readings = grid.read(&rule.groups, rule.certainty);
        let offered: Vec<(&PracticeId, &Practice)> = workspace
            .practices
            .iter()
            .map(|(id, practice)| (id, practice.as_ref()))
            .filter(|(_, practice)| practice.state == PracticeState::Offered && practice.is_for(scope.level))
            .filter(|(_, practice)| workspace.schools.contains_key(&practice.school))
            .collect();
        let mut hints = Hints::default();
        let counted = |place: &usize| match grid.subjects.get(*place) {
            Some(subject @ Subject::Item(_)) => per == Per::Item && !grid.apart.contains(subject),
            Some(Subject::Area(_)) => per == Per::Area,
            _ => false,
        };
        for place in grid.topics(true).into_iter().filter(counted) {
            let Some(subject) = grid.subjects.get(place) else { continue };
            let verdict = |school: usize| readings.verdict(school, place, &rule);
            let schools: Vec<SchoolId> = (0..grid.schools.len())
                .filter(|school| verdict(*school).is_need())
                .filter_map(|school| grid.schools.get(school).cloned())
                .collect();
            let helping: BTreeSet<&SchoolId> =
                offered.iter().filter(|(_, p)| p.helps(subject)).map(|(_, p)| &p.school).collect();
            for (school, id) in grid.schools.iter().enumerate() {
                if verdict(school) == Verdict::Strength
                    && !helping.contains(id)
                    && let Some(reading) = readings.reading(school, place)
                {
                    let (school, subject) = (id.clone(), subject.clone());
                    hints.strengths.push(Strength {
                        school,
                        subject,
                        value: reading.shown(),
                        needed_by: schools.len(),
                    });
                }
            }
            if helping.is_empty() && !schools.is_empty() {
                hints.nobody.push(NobodyOffers { subject: subject.clone(), schools });
            }
        }
        hints.strengths.sort_by(|a, b| b.value.total_cmp(&a.value));
        hints.nobody.sort_by_key(|nobody| std::cmp::Reverse(nobody.schools.len()));
        for (place, (id, one)) in offered.iter().enumerate() {
            let alike = offered.iter().skip(place + 1).filter(|(_, other)| are_alike(one, other));
            hints.similar.extend(alike.map(|(other, _)| ((*id).clone(), (*other).clone())));
        }
        hints
    }
}

/// The same title, or most of what either helps with, both help with. A school knows itself
/// what it offers twice: only those of different schools are told.
fn are_alike(one: &Practice, other: &Practice) -> bool {
    if one.school == other.school {
        return false;
    }
    let words = |practice: &Practice| practice.title.trim().to_lowercase();
    let either: BTreeSet<&Subject> = one.helps_with.union(&other.helps_with).collect();
    let both = either.iter().filter(|subject| one.helps(subject) && other.helps(subject)).count();
    let same_title = !words(one).is_empty() && words(one) == words(other);
    same_title || (!either.is_empty() && both as f64 >= ALIKE * either.len() as f64)
}
