//! Where the groups of a school see the same thing differently.

use super::grid::{Grid, Value};
use super::uncertainty::Uncertainty;
use crate::cluster::{Agreement, Certainty};
use crate::selfie::{Group, Subject};

/// The two groups of a school that are furthest apart on one subject. In an area
/// only the items that both were asked are compared: students answer fewer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gap {
    /// Places in the grid.
    pub school: usize,
    pub subject: usize,
    pub higher: (Group, Value),
    pub lower: (Group, Value),
    /// How far apart, in points; never negative.
    pub points: f64,
    /// Lowest and highest difference of the 95 % band; `None` without counts.
    pub band: Option<(f64, f64)>,
    /// Whether the band leaves out zero and the gap is one that matters in practice.
    /// `None` without counts: then nobody can tell.
    pub clear: Option<bool>,
}

impl Gap {
    /// `None` where no two groups were asked, or all say the same.
    pub fn of(grid: &Grid, school: usize, subject: usize, rule: &Agreement) -> Option<Gap> {
        let widest = match grid.subjects.get(subject)? {
            Subject::Area(_) => grid.widest_in_area(school, subject),
            Subject::Item(_) | Subject::Own(_) => {
                let by_mean = |a: &(Group, Value), b: &(Group, Value)| a.1.mean.total_cmp(&b.1.mean);
                let higher = grid.values(school, subject).max_by(by_mean)?;
                grid.values(school, subject).min_by(by_mean).map(|lower| (higher, lower))
            }
        };
        let gap = widest.map(|(a, b)| Gap::between(school, subject, a, b, rule))?;
        (gap.points > 0.0).then_some(gap)
    }

    fn between(school: usize, subject: usize, a: (Group, Value), b: (Group, Value), rule: &Agreement) -> Gap {
        let (higher, lower) = if a.1.mean >= b.1.mean { (a, b) } else { (b, a) };
        let points = higher.1.mean - lower.1.mean;
        let uncertainty = match (higher.1.uncertainty, lower.1.uncertainty) {
            (Some(a), Some(b)) => Uncertainty::together(&[a, b]),
            _ => None,
        };
        let half = uncertainty.map(|uncertainty| uncertainty.half_band(Certainty::Band95));
        Gap {
            school,
            subject,
            higher,
            lower,
            points,
            band: half.map(|half| (points - half, points + half)),
            clear: half.map(|half| points > half && points >= rule.practical_change - 1e-9),
        }
    }
}

impl Grid {
    /// What two groups of a school say, so that it can be compared.
    fn comparable(&self, school: usize, subject: usize, a: Group, b: Group) -> Option<(Value, Value)> {
        let value = |place: usize, group: Group| self.values(school, place).find(|(g, _)| *g == group).map(|(_, v)| v);
        let Subject::Area(area) = self.subjects.get(subject)? else {
            return Some((value(subject, a)?, value(subject, b)?));
        };
        let items = self.items_of(*area);
        let (of_a, of_b): (Vec<Value>, Vec<Value>) =
            items.iter().filter_map(|&place| Some((value(place, a)?, value(place, b)?))).unzip();
        match (Value::of_values(&of_a), Value::of_values(&of_b)) {
            (Some(of_a), Some(of_b)) => Some((of_a, of_b)),
            _ if items.iter().any(|place| value(*place, a).or(value(*place, b)).is_some()) => None,
            _ => Some((value(subject, a)?, value(subject, b)?)),
        }
    }

    /// The two groups that are furthest apart in an area.
    fn widest_in_area(&self, school: usize, subject: usize) -> Option<((Group, Value), (Group, Value))> {
        let groups: Vec<Group> = self.values(school, subject).map(|(group, _)| group).collect();
        let pairs = groups.iter().enumerate().flat_map(|(place, &a)| groups[place + 1..].iter().map(move |&b| (a, b)));
        pairs
            .filter_map(|(a, b)| {
                let (of_a, of_b) = self.comparable(school, subject, a, b)?;
                Some(((a, of_a), (b, of_b)))
            })
            .max_by(|x, y| {
                let apart = |(a, b): &((Group, Value), (Group, Value))| (a.1.mean - b.1.mean).abs();
                apart(x).total_cmp(&apart(y))
            })
    }

    /// All gaps of all schools in the subjects that are wanted, the largest first.
    pub fn gaps(&self, rule: &Agreement, wanted: &dyn Fn(&Subject) -> bool) -> Vec<Gap> {
        let subjects = self.subjects.iter().enumerate().filter(|(_, subject)| wanted(subject));
        let subjects: Vec<usize> = subjects.map(|(place, _)| place).collect();
        let of_school =
            |school: usize| subjects.iter().filter_map(move |&subject| Gap::of(self, school, subject, rule));
        let mut gaps: Vec<Gap> = (0..self.schools.len()).flat_map(of_school).collect();
        gaps.sort_by(|a, b| b.points.total_cmp(&a.points));
        gaps
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Scope;
    use crate::cluster::School;
    use crate::selfie::Level;
    use crate::survey::{Mean, Score, SurveyResult};
    use crate::workspace::Workspace;
    use std::sync::Arc;

    fn gaps(scores: &[(Group, &str, f64, Option<u32>)]) -> Vec<(String, Gap)> {
        let mut result = SurveyResult::default();
        for (group, subject, mean, n) in scores {
            let score = Score { mean: Mean::new(*mean, 1).unwrap(), n: *n, spread: None };
            result.scores.entry(*group).or_default().insert(subject.parse().unwrap(), score);
        }
        let mut workspace = Workspace::default();
        workspace.surveys.insert("s/primary/r".into(), Arc::new(result));
        workspace.schools.insert("s".into(), Arc::new(School::default()));
        let grid = Grid::of(&workspace, &Scope { level: Level::Primary, round: "r".into() });
        let gaps = grid.gaps(&Agreement::default(), &|_| true);
        gaps.into_iter().map(|gap| (grid.subjects[gap.subject].to_string(), gap)).collect()
    }

    #[test]
    fn the_largest_comes_first_and_names_who_sees_it_higher() {
        use Group::{Leaders, Students, Teachers};
        let n = Some(40);
        let found = gaps(&[
            (Leaders, "B2", 4.5, n),
            (Teachers, "B2", 4.0, n),
            (Students, "B2", 3.0, n),
            (Leaders, "A1", 4.0, n),
            (Teachers, "A1", 3.8, n),
            (Teachers, "A2", 3.8, n),
        ]);
        let words: Vec<&str> = found.iter().map(|(word, _)| word.as_str()).collect();
        assert_eq!(words, ["B", "B2", "A", "A1"]);
        let largest = found[0].1;
        assert_eq!((largest.higher.0, largest.lower.0), (Leaders, Students));
        assert!((largest.points - 1.5).abs() < 1e-9);
    }

    #[test]
    fn in_an_area_only_what_both_were_asked_is_compared() {
        let n = Some(40);
        let found =
            gaps(&[(Group::Leaders, "B1", 2.0, n), (Group::Leaders, "B2", 4.0, n), (Group::Students, "B2", 3.8, n)]);
        let (word, area) = &found[0];
        assert_eq!((word.as_str(), area.higher.0), ("B", Group::Leaders));
        assert!((area.points - 0.2).abs() < 1e-9);
    }

    #[test]
    fn clear_needs_answers_enough_and_a_difference_that_matters() {
        let clear = |high, low, n| gaps(&[(Group::Leaders, "A1", high, n), (Group::Teachers, "A1", low, n)])[0].1.clear;
        assert_eq!(clear(4.5, 3.5, Some(200)), Some(true));
        assert_eq!(clear(4.5, 3.5, Some(3)), Some(false));
        assert_eq!(clear(4.1, 4.0, Some(5000)), Some(false), "0.1 does not matter in practice");
        assert_eq!(clear(4.5, 3.5, None), None);
    }
}
