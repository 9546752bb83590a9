//! The grid by the agreed rule as rows of text, one per school and area or item.
//!
//! Columns: `school,level,round,groups,rule,item,title,value,low,high,verdict`. `groups` are
//! those whose answers make the value, joined by `+`; `rule` is `agreed` or `tried`. The band
//! is empty where it is not known, value and band where there is no data.

use super::tidy::guarded;
use crate::analysis::{Grid, Lens, Readings, Scope, Verdict};
use crate::selfie::{Group, Subject};
use crate::workspace::Workspace;

const COLUMNS: [&str; 11] =
    ["school", "level", "round", "groups", "rule", "item", "title", "value", "low", "high", "verdict"];

/// The grid as it is looked at now.
pub fn of_grid(
    workspace: &Workspace,
    scope: &Scope,
    grid: &Grid,
    readings: &Readings,
    lens: &Lens,
    title: &dyn Fn(&Subject) -> String,
) -> String {
    let mut rows = csv::Writer::from_writer(Vec::new());
    // Into memory, and every row as wide as the first: nothing to fail.
    let _ = rows.write_record(COLUMNS);
    let round = guarded(workspace.rounds.get(&scope.round).map_or(&scope.round, |round| &round.name));
    let groups = lens.groups().into_iter().map(Group::word).collect::<Vec<_>>().join("+");
    let rule = if lens.tried { "tried" } else { "agreed" };
    for (school, id) in grid.schools.iter().enumerate() {
        for (place, subject) in grid.subjects.iter().enumerate() {
            let reading = readings.reading(school, place);
            let number = |value: Option<f64>| value.map(|value| format!("{value:.2}")).unwrap_or_default();
            let band = reading.and_then(|reading| reading.band);
            let _ = rows.write_record([
                guarded(workspace.school_called(id)).as_str(),
                scope.level.word(),
                &round,
                &groups,
                rule,
                &guarded(&subject.to_string()),
                &guarded(&title(subject)),
                &number(reading.map(|reading| reading.value)),
                &number(band.map(|(low, _)| low)),
                &number(band.map(|(_, high)| high)),
                word(readings.verdict(school, place, &lens.rule)),
            ]);
        }
    }
    rows.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

fn word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::DeepNeed => "deep-need",
        Verdict::Need => "need",
        Verdict::Undecided => "undecided",
        Verdict::Fine => "fine",
        Verdict::Strength => "strength",
        Verdict::NoData => "no-data",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;
    use crate::workspace::record;

    #[test]
    fn every_school_and_subject_has_a_row_and_no_text_is_a_formula() {
        let mut workspace = Workspace::example(Lang::En, "x".into());
        let first = workspace.schools.keys().next().cloned().unwrap();
        let school: &mut crate::cluster::School = record(&mut workspace.schools, &first);
        school.short_name = "=1+1".into();
        let scope = Scope::of(&workspace, None, None).unwrap();
        let grid = Grid::of(&workspace, &scope);
        let lens = Lens { tried: true, ..Lens::agreed(&workspace) };
        let readings = grid.read(&lens.groups(), lens.rule.certainty);
        let text = of_grid(&workspace, &scope, &grid, &readings, &lens, &|subject| format!("@{subject}"));
        let rows: Vec<csv::StringRecord> =
            csv::Reader::from_reader(text.as_bytes()).records().map(Result::unwrap).collect();
        assert_eq!(rows.len(), grid.schools.len() * grid.subjects.len());
        assert_eq!((&rows[0][0], &rows[0][1], &rows[0][5], &rows[0][6]), ("'=1+1", "primary", "A", "'@A"));
        assert_eq!((&rows[0][3], &rows[0][4]), ("leaders+teachers", "tried"));
        for row in &rows {
            let value: Option<f64> = row[7].parse().ok();
            assert_eq!(value.is_none(), &row[10] == "no-data");
        }
    }
}
