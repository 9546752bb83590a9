//! Putting single values right by hand. What the file said is kept beside them, with a way
//! back to it.

use super::{Correction, Mean, Score, SurveyResult};
use crate::selfie::{Group, Subject};

impl SurveyResult {
    /// What was done to a value by hand.
    pub fn correction(&self, group: Group, subject: &Subject) -> Option<&Correction> {
        self.corrections.get(&group)?.get(subject)
    }

    /// Writes a value by hand, or takes it out. What the file said is no correction.
    /// `at` is the time in seconds since 1970 (UTC).
    pub fn correct(&mut self, group: Group, subject: &Subject, mean: Option<Mean>, at: i64) {
        let present = self.score(group, subject).cloned();
        if present.as_ref().map(|score| score.mean) == mean {
            return;
        }
        let original = match self.correction(group, subject) {
            Some(correction) => correction.original.clone(),
            None => present,
        };
        if original.as_ref().map(|score| score.mean) == mean {
            return self.take_back(group, subject);
        }
        let n = original.as_ref().and_then(|original| original.n);
        let fresh = || Correction { original, at, reason: String::new() };
        self.corrections.entry(group).or_default().entry(subject.clone()).or_insert_with(fresh);
        self.put(group, subject, mean.map(|mean| Score { mean, n, spread: None }));
    }

    /// Back to what the file said.
    pub fn take_back(&mut self, group: Group, subject: &Subject) {
        let correction = self.corrections.get_mut(&group).and_then(|corrections| corrections.remove(subject));
        if let Some(correction) = correction {
            self.corrections.retain(|_, corrections| !corrections.is_empty());
            self.put(group, subject, correction.original);
        }
    }

    fn put(&mut self, group: Group, subject: &Subject, score: Option<Score>) {
        let scores = self.scores.entry(group).or_default();
        match score {
            Some(score) => drop(scores.insert(subject.clone(), score)),
            None => drop(scores.remove(subject)),
        }
        if scores.is_empty() {
            self.scores.remove(&group);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::survey::{Participation, Scores};

    fn mean(text: &str) -> Option<Mean> {
        Mean::typed(text)
    }

    fn result() -> SurveyResult {
        let score = Score { mean: mean("3.6").unwrap(), n: Some(58), spread: None };
        let scores = Scores::from_iter([(subject(), score)]);
        SurveyResult { scores: [(Group::Teachers, scores)].into(), ..SurveyResult::default() }
    }

    fn subject() -> Subject {
        "A1".parse().unwrap()
    }

    #[test]
    fn a_value_is_put_right_and_comes_back() {
        let (file, mut result) = (result(), result());
        let shown = |result: &SurveyResult| result.score(Group::Teachers, &subject()).map(|score| score.mean);
        result.correct(Group::Teachers, &subject(), mean("4,9"), 7);
        result.correct(Group::Teachers, &subject(), mean("4.85"), 8);
        assert_eq!((shown(&result), result.score(Group::Teachers, &subject()).unwrap().n), (mean("4.85"), Some(58)));
        let correction = result.correction(Group::Teachers, &subject()).unwrap();
        assert_eq!((correction.original.as_ref().unwrap().mean.to_string(), correction.at), ("3.6".into(), 7));
        result.take_back(Group::Teachers, &subject());
        assert_eq!(result, file);
        // So does typing what the file said.
        result.correct(Group::Teachers, &subject(), mean("2"), 9);
        result.correct(Group::Teachers, &subject(), mean("3,6"), 9);
        assert_eq!(result, file);
    }

    #[test]
    fn a_value_is_taken_out_and_comes_back() {
        let (file, mut result) = (result(), result());
        result.correct(Group::Teachers, &subject(), None, 7);
        assert!(result.scores.is_empty());
        assert_eq!(
            result.correction(Group::Teachers, &subject()).unwrap().original,
            file.scores[&Group::Teachers].get(&subject()).cloned()
        );
        // Another value by hand keeps how many answered.
        result.correct(Group::Teachers, &subject(), mean("3"), 8);
        assert_eq!(result.score(Group::Teachers, &subject()).unwrap().n, Some(58));
        result.take_back(Group::Teachers, &subject());
        assert_eq!(result, file);
    }

    #[test]
    fn a_value_that_no_file_gave_can_be_taken_out_again() {
        let (file, mut result) = (result(), result());
        result.correct(Group::Students, &subject(), mean("3"), 7);
        assert_eq!(result.correction(Group::Students, &subject()).unwrap().original, None);
        result.correct(Group::Students, &subject(), None, 8);
        assert_eq!(result, file);
    }

    #[test]
    fn a_mean_is_read_as_people_type_it() {
        assert_eq!(mean(" 3,60 ").unwrap().to_string(), "3.60");
        assert_eq!(mean("3.66666").unwrap().to_string(), "3.6667");
        for wrong in ["", "x", "0.9", "5,1", "39", "-3", "3,4,5", "1e0", "+3"] {
            assert_eq!(mean(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn more_answers_than_people_are_noticed() {
        let of = |invited, answered| Participation { invited, answered }.is_too_many();
        assert!(of(Some(12), Some(13)) && of(Some(0), Some(1)));
        assert!(!of(Some(12), Some(12)) && !of(None, Some(3)) && !of(Some(0), Some(0)) && !of(Some(4), None));
    }
}
