//! What of a result may leave the school: no group that is too small to hide one
//! person's answer, and, if wanted, areas only.

use super::{Mean, Score, Scores, SurveyResult};
use crate::selfie::{Area, Edition, Group, ItemCode, Subject};

/// Where an extract's numbers end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    Items,
    Areas,
}

impl SurveyResult {
    /// The result without groups of fewer than `minimum` answers (a group of unknown size
    /// counts as small), and without what was noted about its making: sources, corrections.
    /// `counts` says which items count in their area's mean.
    pub fn extract(&self, minimum: u32, depth: Depth, counts: impl Fn(ItemCode) -> bool) -> SurveyResult {
        let large = |group: &Group| self.answered(*group).is_some_and(|answered| answered >= minimum);
        let shown = |score: &Score| score.n.is_none_or(|n| n >= minimum);
        let scores = self.scores.iter().filter(|(group, _)| large(group)).map(|(&group, scores)| {
            let scores = match depth {
                Depth::Items => scores.clone(),
                Depth::Areas => areas(scores, self.edition, &counts),
            };
            (group, scores.into_iter().filter(|(_, score)| shown(score)).collect::<Scores>())
        });
        let scores = scores.filter(|(_, scores)| !scores.is_empty()).collect();
        let participation = self.participation.iter().filter(|(group, _)| large(group)).map(|(&g, &p)| (g, p));
        SurveyResult {
            edition: self.edition,
            scores,
            participation: participation.collect(),
            ..SurveyResult::default()
        }
    }

    /// How many of a group answered: as participation tells, else the most of any item.
    pub fn answered(&self, group: Group) -> Option<u32> {
        let told = self.participation.get(&group).and_then(|participation| participation.answered);
        told.or_else(|| self.scores.get(&group)?.values().filter_map(|score| score.n).max())
    }
}

/// The areas of a group: as the file gives them, else the mean of the items' means, each
/// with the same weight, and how many answered an item on average.
fn areas(scores: &Scores, edition: Edition, counts: impl Fn(ItemCode) -> bool) -> Scores {
    let area = |&area: &Area| {
        let items: Vec<&Score> = scores
            .iter()
            .filter(|(subject, _)| matches!(subject, Subject::Item(code) if code.area() == area && counts(*code)))
            .map(|(_, score)| score)
            .collect();
        let answers: Vec<u32> = items.iter().filter_map(|score| score.n).collect();
        let n = average(answers.iter().map(|&n| f64::from(n))).map(|n| n.round() as u32);
        let score = match scores.get(&Subject::Area(area)) {
            Some(given) => Score { mean: given.mean, n: given.n.or(n), spread: None },
            None => {
                Score { mean: Mean::new(average(items.iter().map(|score| score.mean.value()))?, 4)?, n, spread: None }
            }
        };
        Some((Subject::Area(area), score))
    };
    edition.areas().iter().filter_map(area).collect()
}

fn average(numbers: impl ExactSizeIterator<Item = f64>) -> Option<f64> {
    let count = numbers.len();
    (count > 0).then(|| numbers.sum::<f64>() / count as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::survey::{Correction, Participation, Source};
    use std::collections::BTreeMap;

    fn score(mean: f64, n: Option<u32>) -> Score {
        Score { mean: Mean::new(mean, 1).unwrap(), n, spread: None }
    }

    fn result(groups: [(Group, Scores); 2]) -> SurveyResult {
        SurveyResult { scores: BTreeMap::from(groups), ..SurveyResult::default() }
    }

    fn scores(list: &[(&str, f64, Option<u32>)]) -> Scores {
        list.iter().map(|&(subject, mean, n)| (subject.parse().unwrap(), score(mean, n))).collect()
    }

    #[test]
    fn small_groups_and_groups_of_unknown_size_stay_in_the_school() {
        let mut result = result([
            (Group::Leaders, scores(&[("A1", 3.0, Some(4))])),
            (Group::Teachers, scores(&[("A1", 3.0, Some(20)), ("A2", 4.0, Some(3))])),
        ]);
        result.scores.insert(Group::Students, scores(&[("A1", 3.5, None)]));
        let invited = Participation { invited: Some(9), answered: Some(4) };
        result.participation.insert(Group::Leaders, invited);
        let extract = result.extract(5, Depth::Items, |_| true);
        assert_eq!(extract.scores, BTreeMap::from([(Group::Teachers, scores(&[("A1", 3.0, Some(20))]))]));
        assert!(extract.participation.is_empty());
        // As many as asked for are enough, and participation tells where items do not.
        let told = Participation { invited: None, answered: Some(5) };
        result.participation = BTreeMap::from([(Group::Leaders, told), (Group::Students, told)]);
        let groups: Vec<Group> = result.extract(5, Depth::Items, |_| true).scores.into_keys().collect();
        assert_eq!(groups, [Group::Teachers, Group::Students]);
    }

    #[test]
    fn areas_are_means_of_the_items_that_count() {
        let teachers = [
            ("A1", 3.0, Some(20)),
            ("A2", 4.0, Some(10)),
            ("A9", 1.0, Some(20)),
            ("B", 2.0, None),
            ("Wifi?", 5.0, Some(20)),
        ];
        let result = result([(Group::Teachers, scores(&teachers)), (Group::Leaders, Scores::new())]);
        let extract = result.extract(5, Depth::Areas, |code| code.number() < 9);
        let teachers = &extract.scores[&Group::Teachers];
        assert_eq!(teachers.keys().map(Subject::to_string).collect::<Vec<_>>(), ["A", "B"]);
        let area = &teachers[&Subject::Area(Area::A)];
        assert_eq!((area.mean.value(), area.n), (3.5, Some(15)));
    }

    #[test]
    fn what_was_noted_about_its_making_is_left_out() {
        let mut result = result([(Group::Teachers, scores(&[("A1", 3.0, Some(20))])), (Group::Leaders, Scores::new())]);
        let correction = Correction { original: None, at: 0, reason: "Anna".into() };
        result.corrections.entry(Group::Teachers).or_default().insert("A1".parse().unwrap(), correction);
        result.sources.push(Source {
            name: "anna.csv".into(),
            size: 1,
            hash: String::new(),
            read_at: 0,
            notes: Vec::new(),
        });
        let extract = result.extract(5, Depth::Items, |_| true);
        assert!(extract.corrections.is_empty() && extract.sources.is_empty());
    }
}
