//! The tidy form: one score per row. It reads back without loss, and loads as it is
//! into DuckDB, R or pandas.
//!
//! | column | holds |
//! |---|---|
//! | `school`, `round` | as the cluster calls them |
//! | `level`, `group` | our words for them, such as `lower-secondary`, `teachers` |
//! | `item` | an item's code, an area's letter, or an own question's words |
//! | `mean` | 1–5, with a decimal point and the source's decimals |
//! | `n` | how many answered; empty where the source does not say |
//! | `sd` | the standard deviation of the answers, where it is known |
//! | `na` | how many answered N/A, where the answers are known |
//! | `invited`, `answered` | of the whole group, the same in all its rows |
//! | `edition` | `2018` or `2020` |
//! | `answers_1` … `answers_5` | how many chose each step, where the answers are known |
//!
//! The first seven are always there; of the others only those that hold anything. A
//! group that took part without a score has one row without item and mean. A text that
//! a spreadsheet would take for a formula gets an apostrophe in front, which reading
//! takes away again. Reading takes one edition per file: export a workspace of both
//! editions result by result.

use crate::analysis::sample_deviation;
use crate::cluster::SurveyKey;
use crate::i18n::Lang;
use crate::selfie::{Edition, Group, Subject};
use crate::survey::{Participation, Score, Spread, SurveyResult};
use crate::workspace::Workspace;

/// All columns, in order.
pub const COLUMNS: [&str; 17] = [
    "school",
    "level",
    "round",
    "group",
    "item",
    "mean",
    "n",
    "sd",
    "na",
    "invited",
    "answered",
    "edition",
    "answers_1",
    "answers_2",
    "answers_3",
    "answers_4",
    "answers_5",
];

/// How many of them are always there.
pub const ALWAYS: usize = 7;

/// One row; empty cells are what nobody knows.
pub type Row = [String; COLUMNS.len()];

/// All scores of a workspace.
pub fn of_workspace(workspace: &Workspace) -> String {
    written(workspace.surveys().flat_map(|(key, result)| rows(workspace, &key, result)))
}

/// The scores of one result; only the header if there is none.
pub fn of_result(workspace: &Workspace, key: &SurveyKey) -> String {
    written(workspace.survey(key).into_iter().flat_map(|result| rows(workspace, key, result)))
}

/// What the file of one result is called: whose it is, in words.
pub fn file_name(workspace: &Workspace, key: &SurveyKey, lang: Lang) -> String {
    let school = workspace.school_called(&key.school);
    let title = format!("{school} - {} - {}", lang.level(key.level), workspace.round_called(&key.round));
    super::file_name(&title, "csv")
}

/// A text that never becomes a formula.
pub fn guarded(text: &str) -> String {
    let is_formula = text.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r']);
    if is_formula { format!("'{text}") } else { text.to_owned() }
}

/// The rows of a result, by group and subject, not yet guarded against formulas.
pub fn rows(workspace: &Workspace, key: &SurveyKey, result: &SurveyResult) -> Vec<Row> {
    // A name that is missing would put two schools into one.
    let school = workspace.schools.get(&key.school).map(|school| school.called()).filter(|name| !name.is_empty());
    let school = school.unwrap_or(&key.school);
    let round = workspace.rounds.get(&key.round).map_or(&key.round, |round| &round.name);
    let mut rows = Vec::new();
    for group in Group::ALL {
        let participation = result.participation.get(&group).copied().unwrap_or_default();
        let scores = result.scores.get(&group).filter(|scores| !scores.is_empty());
        let scored = scores.into_iter().flatten().map(|(subject, score)| Some((subject, score)));
        let alone = (scores.is_none() && participation != Participation::default()).then_some(None);
        for score in scored.chain(alone) {
            rows.push(row([school, key.level.word(), round, group.word()], score, participation, result.edition));
        }
    }
    rows
}

fn row(whose: [&str; 4], score: Option<(&Subject, &Score)>, participation: Participation, edition: Edition) -> Row {
    let number = |n: Option<u32>| n.map(|n| n.to_string()).unwrap_or_default();
    let (mut sd, mut na, mut answers) = Default::default();
    match score.and_then(|(_, score)| score.spread.as_deref()) {
        Some(Spread::Deviation(deviation)) => sd = exact(*deviation),
        Some(Spread::Answers { counts, not_applicable }) => {
            sd = sample_deviation(counts).map(|sd| format!("{sd:.2}")).unwrap_or_default();
            na = not_applicable.to_string();
            answers = counts.map(|count| count.to_string());
        }
        None => {}
    }
    let [school, level, round, group] = whose.map(str::to_owned);
    let [one, two, three, four, five] = answers;
    [
        school,
        level,
        round,
        group,
        score.map(|(subject, _)| subject.to_string()).unwrap_or_default(),
        score.map(|(_, score)| score.mean.to_string()).unwrap_or_default(),
        number(score.and_then(|(_, score)| score.n)),
        sd,
        na,
        number(participation.invited),
        number(participation.answered),
        edition.word().to_owned(),
        one,
        two,
        three,
        four,
        five,
    ]
}

/// With as many decimals as it has, at most twelve: more are no measurement.
fn exact(value: f64) -> String {
    let text = format!("{value:.12}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Which columns hold anything, the first seven anyway. The edition is told only where it
/// is not the usual one.
pub fn columns_in_use(rows: &[Row]) -> Vec<usize> {
    let usual = Edition::default().word();
    (0..COLUMNS.len())
        .filter(|&column| {
            let told = |row: &Row| !row[column].is_empty() && row[column] != usual;
            let holds = |row: &Row| !row[column].is_empty();
            let edition = COLUMNS[column] == "edition";
            column < ALWAYS || rows.iter().any(|row| if edition { told(row) } else { holds(row) })
        })
        .collect()
}

fn written(rows: impl Iterator<Item = Row>) -> String {
    let rows: Vec<Row> = rows.collect();
    let columns = columns_in_use(&rows);
    let mut csv = csv::Writer::from_writer(Vec::new());
    // Into memory, and every row as wide as the first: nothing to fail.
    let _ = csv.write_record(columns.iter().map(|&column| COLUMNS[column]));
    for row in &rows {
        let _ = csv.write_record(columns.iter().map(|&column| guarded(&row[column])));
    }
    csv.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cluster::School;
    use crate::reading::{self, Choices};
    use crate::survey::Mean;
    use proptest::prelude::*;
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
    fn a_file_is_named_in_words_that_every_system_takes() {
        let mut workspace = Workspace::default();
        let school = School { name: "Tölgyfő: \"Felső\" Iskola".into(), ..School::default() };
        workspace.schools.insert("s1".into(), Arc::new(school));
        crate::workspace::record::<crate::cluster::Round>(&mut workspace.rounds, "r").name = "2021/22. ősz".into();
        let key = SurveyKey::from_id("s1/primary/r").unwrap();
        assert_eq!(file_name(&workspace, &key, Lang::En), "Tölgyfő Felső Iskola - Primary - 202122. ősz.csv");
        assert!(super::super::file_name(&"x".repeat(300), "csv").len() < 110);
    }

    fn read_back(text: &str) -> Vec<reading::ReadResult> {
        let choices = Choices::default();
        reading::open(text.as_bytes(), &choices).read(&choices, &mut |_| true).unwrap().results()
    }

    #[test]
    fn only_columns_that_hold_anything_are_there() {
        let workspace = Workspace::default();
        assert_eq!(of_workspace(&workspace), "school,level,round,group,item,mean,n\n");
        let text = of_workspace(&Workspace::example(crate::i18n::Lang::Hu, "x".into()));
        let header = text.lines().next().unwrap();
        assert!(
            header.starts_with("school,level,round,group,item,mean,n,sd,na,invited,answered,answers_1"),
            "{header}"
        );
    }

    #[test]
    fn the_whole_example_reads_back() {
        let workspace = Workspace::example(crate::i18n::Lang::Hu, "x".into());
        let results = read_back(&of_workspace(&workspace));
        assert_eq!(results.len(), workspace.surveys.len());
        for (key, result) in workspace.surveys() {
            let name = workspace.school_called(&key.school);
            let round = &workspace.rounds[&key.round].name;
            let same = |read: &&reading::ReadResult| {
                read.school.as_deref() == Some(name)
                    && read.round.as_ref() == Some(round)
                    && read.level == Some(key.level)
            };
            let read = results.iter().find(same).unwrap();
            assert_eq!(read.scores, result.scores);
            assert_eq!(read.participation, result.participation);
        }
    }

    #[test]
    fn the_older_edition_is_told() {
        let mut workspace = Workspace::default();
        let mut result = SurveyResult { edition: Edition::Of2018, ..SurveyResult::default() };
        let score = Score { mean: Mean::new(3.6, 1).unwrap(), n: None, spread: None };
        result.scores.entry(Group::Teachers).or_default().insert("B".parse().unwrap(), score);
        workspace.surveys.insert("s1/primary/r".into(), Arc::new(result));
        let text = of_workspace(&workspace);
        assert_eq!(text, "school,level,round,group,item,mean,n,edition\ns1,primary,r,teachers,B,3.6,,2018\n");
        let choices = Choices::default();
        let reading = reading::open(text.as_bytes(), &choices).read(&choices, &mut |_| true).unwrap();
        assert_eq!(reading.edition.value, Edition::Of2018);
        assert!(reading.doubts.listed.is_empty(), "{:?}", reading.doubts.listed);
    }

    fn any_score() -> impl Strategy<Value = Score> {
        let answers = (prop::array::uniform5(0u32..200), 0u32..30).prop_filter_map("answers", |(counts, na)| {
            let n = counts.iter().sum();
            let spread = Some(Box::new(Spread::Answers { counts, not_applicable: na }));
            Some(Score { mean: Mean::of_answers(&counts)?, n: Some(n), spread })
        });
        let told = (1.0f64..=5.0, 0u8..=4, prop::option::of(1u32..900), prop::option::of(0u32..2000)).prop_filter_map(
            "mean",
            |(mean, decimals, n, sd)| {
                let spread = sd.map(|sd| Box::new(Spread::Deviation(f64::from(sd) / 1000.0)));
                Some(Score { mean: Mean::new(mean, decimals)?, n, spread })
            },
        );
        prop_oneof![answers, told]
    }

    /// Words that nobody would take for a total, a group or a missing value.
    const NAME: &str = "[=+@'\\-]{0,2}Kék (tó|rét)( [a-zőű][a-zőű,;\"|=]{0,6}){0,2}[!?]?";

    proptest! {
        #[test]
        fn whatever_was_measured_reads_back(
            school in NAME,
            round in NAME,
            groups in prop::collection::btree_map(
                (0usize..4).prop_map(|place| Group::ALL[place]),
                (
                    prop::collection::btree_map(
                        prop_oneof!["[A-H][1-9]", "[A-H]", NAME].prop_map(|w| w.parse::<Subject>().unwrap()),
                        any_score(),
                        0..6
                    ),
                    prop::option::of(0u32..900),
                    prop::option::of(0u32..900)
                ),
                1..4
            )
        ) {
            let mut workspace = Workspace::default();
            workspace.schools.insert("s1".into(), Arc::new(School { name: school.clone(), ..School::default() }));
            let named = Arc::new(crate::cluster::Round { name: round.clone(), held: None });
            workspace.rounds.insert("r".into(), named);
            let mut result = SurveyResult::default();
            for (group, (scores, invited, answered)) in groups {
                if !scores.is_empty() {
                    result.scores.insert(group, scores.into_iter().collect());
                }
                if invited.is_some() || answered.is_some() {
                    result.participation.insert(group, Participation { invited, answered });
                }
            }
            workspace.surveys.insert("s1/primary/r".into(), Arc::new(result.clone()));
            let text = of_workspace(&workspace);
            for line in text.lines().skip(1) {
                prop_assert!(!line.starts_with(['=', '+', '-', '@']));
            }
            let read = read_back(&text);
            if result.scores.is_empty() && result.participation.is_empty() {
                prop_assert!(read.is_empty());
                return Ok(());
            }
            prop_assert_eq!(read.len(), 1, "{}", text);
            prop_assert_eq!(read[0].school.as_deref(), Some(school.as_str()));
            prop_assert_eq!(read[0].round.as_deref(), Some(round.as_str()));
            prop_assert_eq!(&read[0].scores, &result.scores, "{}", text);
            prop_assert_eq!(&read[0].participation, &result.participation, "{}", text);
        }
    }
}
