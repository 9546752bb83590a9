//! The tidy form: one score per row. It reads back without loss, and loads as it is
//! into DuckDB, R or pandas.
//!
//! Columns: `school,level,round,group,item,mean,n,sd,na,invited`. A text that a
//! spreadsheet would take for a formula gets an apostrophe in front, which reading
//! takes away again.

use crate::cluster::SurveyKey;
use crate::selfie::Group;
use crate::survey::{Spread, SurveyResult};
use crate::workspace::Workspace;

const COLUMNS: [&str; 10] = ["school", "level", "round", "group", "item", "mean", "n", "sd", "na", "invited"];

/// All scores of a workspace.
pub fn of_workspace(workspace: &Workspace) -> String {
    let mut rows = Rows::start();
    for (key, result) in workspace.surveys() {
        rows.result(workspace, &key, result);
    }
    rows.end()
}

/// The scores of one result; only the header if there is none.
pub fn of_result(workspace: &Workspace, key: &SurveyKey) -> String {
    let mut rows = Rows::start();
    if let Some(result) = workspace.survey(key) {
        rows.result(workspace, key, result);
    }
    rows.end()
}

/// A text that never becomes a formula.
pub fn guarded(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

struct Rows(csv::Writer<Vec<u8>>);

impl Rows {
    fn start() -> Rows {
        let mut rows = Rows(csv::Writer::from_writer(Vec::new()));
        rows.row(COLUMNS.map(str::to_owned));
        rows
    }

    fn row(&mut self, cells: [String; 10]) {
        // Into memory, and every row as wide as the first: nothing to fail.
        let _ = self.0.write_record(&cells);
    }

    fn result(&mut self, workspace: &Workspace, key: &SurveyKey, result: &SurveyResult) {
        let school = guarded(workspace.school_called(&key.school));
        let round = guarded(workspace.rounds.get(&key.round).map_or(&key.round, |r| &r.name));
        for (group, scores) in &result.scores {
            let invited = result.participation.get(group).and_then(|p| p.invited);
            for (subject, score) in scores {
                let (sd, na) = match &score.spread {
                    Some(Spread::Deviation(sd)) => (sd.to_string(), String::new()),
                    Some(Spread::Answers { counts, not_applicable }) => (deviation(counts), not_applicable.to_string()),
                    None => Default::default(),
                };
                let number = |n: Option<u32>| n.map(|n| n.to_string()).unwrap_or_default();
                self.row([
                    school.clone(),
                    key.level.word().to_owned(),
                    round.clone(),
                    Group::word(*group).to_owned(),
                    guarded(&subject.to_string()),
                    score.mean.to_string(),
                    number(score.n),
                    sd,
                    na,
                    number(invited),
                ]);
            }
        }
    }

    fn end(self) -> String {
        self.0.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
    }
}

/// The sample standard deviation of answers, with two decimals; empty for fewer
/// than two.
fn deviation(counts: &[u32; 5]) -> String {
    let n: f64 = counts.iter().map(|c| f64::from(*c)).sum();
    if n < 2.0 {
        return String::new();
    }
    let steps = || counts.iter().zip(1..).map(|(count, step)| (f64::from(*count), f64::from(step)));
    let mean = steps().map(|(count, step)| count * step).sum::<f64>() / n;
    let squares: f64 = steps().map(|(count, step)| count * (step - mean).powi(2)).sum();
    format!("{:.2}", (squares / (n - 1.0)).sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cluster::School;
    use crate::reading::{self, Choices};
    use crate::survey::{Mean, Score};
    use std::sync::Arc;

    #[test]
    fn what_is_exported_reads_back() {
        let mut workspace = Workspace::default();
        let school = School { name: "=1+1 Iskola".into(), ..School::default() };
        workspace.schools.insert("s1".into(), Arc::new(school));
        let mut result = SurveyResult::default();
        let scores = result.scores.entry(Group::Teachers).or_default();
        for (item, mean, decimals) in [("A1", 3.6, 2), ("B", 4.0, 1), ("-own, \"quoted\"", 2.123, 4)] {
            let score = Score { mean: Mean::new(mean, decimals).unwrap(), n: Some(18), spread: None };
            scores.insert(item.parse().unwrap(), score);
        }
        workspace.surveys.insert("s1/primary/2021-ősz".into(), Arc::new(result.clone()));
        let text = of_workspace(&workspace);
        assert!(text.contains("'=1+1 Iskola"));
        let choices = Choices::default();
        let reading = reading::open(text.as_bytes(), &choices).read(&choices, &mut |_| true).unwrap();
        let results = reading.results();
        assert_eq!(results.len(), 1);
        assert_eq!(results[0].school.as_deref(), Some("=1+1 Iskola"));
        assert_eq!(results[0].round.as_deref(), Some("2021-ősz"));
        assert_eq!(results[0].scores, result.scores);
    }

    #[test]
    fn deviations_are_those_of_a_sample() {
        assert_eq!(deviation(&[1, 0, 0, 0, 1]), "2.83");
        assert_eq!(deviation(&[0, 0, 1, 0, 0]), "");
    }
}
