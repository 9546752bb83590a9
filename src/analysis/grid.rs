//! Every school's means in one round, side by side, and what the agreed rule says
//! of them.
//!
//! It works in three steps, each cheaper than the one before, so that a rule can be
//! tried over a thousand schools while a hand is on the slider: [`Grid::of`] collects
//! each group's means and their uncertainty; [`Grid::read`] puts the groups that
//! count together, with bands; [`Readings::verdict`] compares with the rule's lines.

use super::Scope;
use super::uncertainty::{OF_AN_AREA, Uncertainty, deviation};
use crate::cluster::{Agreement, Certainty, SchoolId, StrengthRule, SurveyKey, Threshold};
use crate::selfie::{Area, Edition, Group, ItemCode, Subject};
use crate::survey::{Score, Scores, SurveyResult};
use crate::workspace::Workspace;
use std::collections::{BTreeMap, BTreeSet};

/// From so many points below the line on, a need is deep.
pub const DEEP: f64 = 0.5;
/// What computers make of tenths must not move a value over a line.
const HAIR: f64 = 1e-9;

/// One group's mean on one subject.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Value {
    pub mean: f64,
    /// How many answered; for an area, on average over its items.
    pub n: Option<u32>,
    /// `None` where n is unknown or one.
    pub uncertainty: Option<Uncertainty>,
}

impl Value {
    fn new(mean: f64, n: Option<u32>, deviation: f64, decimals: u8) -> Value {
        let uncertainty = n.and_then(|n| Uncertainty::of_mean(deviation, n, decimals));
        Value { mean, n, uncertainty }
    }

    fn of_score(score: &Score) -> Value {
        Value::new(score.mean.value(), score.n, deviation(score), score.mean.decimals())
    }

    /// An area's mean: of its items' means. The items' deviations go in on average.
    fn of_items(items: &[&Score]) -> Option<Value> {
        let average = |sum: f64, count: usize| (count > 0).then(|| sum / count as f64);
        let mean = average(items.iter().map(|score| score.mean.value()).sum(), items.len())?;
        let deviation = average(items.iter().map(|score| deviation(score)).sum(), items.len())?;
        let counts: Vec<u32> = items.iter().filter_map(|score| score.n).collect();
        let n = average(counts.iter().map(|&n| f64::from(n)).sum(), counts.len()).map(|n| n.round() as u32);
        let decimals = items.iter().map(|score| score.mean.decimals()).min().unwrap_or_default();
        Some(Value::new(mean, n, OF_AN_AREA * deviation, decimals))
    }

    /// An area's mean as the file gives it. Where the file says nothing of its spread, it
    /// is taken to be as steady as a mean over items.
    fn of_given_area(given: &Score, items: &[&Score]) -> Value {
        let n = given.n.or_else(|| Value::of_items(items)?.n);
        let spread = deviation(given) * if given.spread.is_some() { 1.0 } else { OF_AN_AREA };
        Value::new(given.mean.value(), n, spread, given.mean.decimals())
    }

    /// The mean of items' values; as [`Value::of_items`], from what is kept of them.
    pub(super) fn of_values(values: &[Value]) -> Option<Value> {
        let first = values.first()?;
        let count = values.len() as f64;
        let mean = values.iter().map(|value| value.mean).sum::<f64>() / count;
        let known: Option<Vec<Uncertainty>> = values.iter().map(|value| value.uncertainty).collect();
        let uncertainty = known.map(|known| Uncertainty {
            squared_error: OF_AN_AREA * OF_AN_AREA * known.iter().map(|u| u.squared_error).sum::<f64>() / count,
            freedom: known.iter().map(|u| u.freedom).fold(f64::INFINITY, f64::min),
        });
        Some(Value { mean, n: first.n, uncertainty })
    }

    /// Lowest and highest value of the band.
    pub fn band(&self, certainty: Certainty) -> Option<(f64, f64)> {
        let half = self.uncertainty?.half_band(certainty);
        Some(within_scale(self.mean, half))
    }
}

fn within_scale(value: f64, half: f64) -> (f64, f64) {
    ((value - half).max(1.0), (value + half).min(5.0))
}

/// Values of the four groups, in the order of [`Group::ALL`].
type Cell = [Option<Value>; 4];

/// What is known of one school in the round.
#[derive(Clone, Debug, Default, PartialEq)]
struct Row {
    /// By the place of the subject.
    cells: Vec<Cell>,
    /// In the order of [`Group::ALL`].
    answers: [Answers; 4],
    state: RowState,
}

/// How many people are behind a school's values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Answers {
    /// No value is here.
    #[default]
    Nobodys,
    /// Of at least one group it is not known how many answered.
    Unknown,
    Of(u32),
}

impl Answers {
    fn of(result: &SurveyResult, group: Group) -> Answers {
        let Some(scores) = result.scores.get(&group).filter(|scores| !scores.is_empty()) else {
            return Answers::Nobodys;
        };
        let told = result.participation.get(&group).and_then(|participation| participation.answered);
        let most = || scores.values().filter_map(|score| score.n).max();
        told.or_else(most).filter(|n| *n > 0).map_or(Answers::Unknown, Answers::Of)
    }

    /// Of two groups together.
    fn and(self, other: Answers) -> Answers {
        match (self, other) {
            (Answers::Nobodys, one) | (one, Answers::Nobodys) => one,
            (Answers::Of(a), Answers::Of(b)) => Answers::Of(a.saturating_add(b)),
            (Answers::Unknown, _) | (_, Answers::Unknown) => Answers::Unknown,
        }
    }
}

/// Whether a school's result stands in the grid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RowState {
    #[default]
    NoResult,
    /// Its survey was another edition's: the same letter means another area there. Its areas
    /// stand where they belong, to be compared with care; its items stand nowhere, and it
    /// is never the cluster's best.
    OtherEdition,
    Here,
}

/// All schools of a workspace in one round at one level.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Grid {
    /// The edition that most schools used.
    pub edition: Edition,
    /// All schools, also those without a result, in the cluster's order.
    pub schools: Vec<SchoolId>,
    /// The edition's areas, and every item and own question that has a score; in order.
    pub subjects: Vec<Subject>,
    /// Which of the subjects count in no area: own questions, and codes that nobody knows.
    pub apart: BTreeSet<Subject>,
    /// By area: the places of the items that count in it.
    items: Vec<Vec<usize>>,
    rows: Vec<Row>,
}

impl Grid {
    pub fn of(workspace: &Workspace, scope: &Scope) -> Grid {
        let results: Vec<Option<&SurveyResult>> = workspace
            .schools
            .keys()
            .map(|school| {
                let key = SurveyKey { school: school.clone(), level: scope.level, round: scope.round.clone() };
                workspace.survey(&key).map(|result| result.as_ref())
            })
            .collect();
        let used = |edition: Edition| results.iter().flatten().filter(|result| result.edition == edition).count();
        let edition = if used(Edition::Of2018) > used(Edition::From2020) { Edition::Of2018 } else { Edition::From2020 };
        let here: Vec<Option<&SurveyResult>> =
            results.iter().map(|result| result.filter(|result| result.edition == edition)).collect();
        let mut subjects: BTreeSet<&Subject> = BTreeSet::new();
        for scores in here.iter().flatten().flat_map(|result| result.scores.values()) {
            subjects.extend(scores.keys());
        }
        let mut subjects: BTreeSet<Subject> = subjects.into_iter().cloned().collect();
        subjects.extend(edition.areas().iter().copied().map(Subject::Area));
        let known = |code: ItemCode| workspace.counts_in_its_area(edition, code);
        let apart: BTreeSet<Subject> =
            subjects.iter().filter(|subject| stands_apart(subject, edition, &known)).cloned().collect();
        let subjects: Vec<Subject> = subjects.into_iter().collect();
        let rows = results
            .iter()
            .map(|result| match result {
                None => Row::default(),
                Some(result) => Row::of(result, edition, &subjects, &apart),
            })
            .collect();
        let mut items = vec![Vec::new(); Area::ALL.len()];
        for (place, subject) in subjects.iter().enumerate() {
            if let Subject::Item(code) = subject
                && !apart.contains(subject)
            {
                items[code.area() as usize].push(place);
            }
        }
        Grid { edition, schools: workspace.schools.keys().cloned().collect(), subjects, apart, items, rows }
    }

    /// Whether no school has a result here.
    pub fn is_empty(&self) -> bool {
        self.rows.iter().all(|row| row.state == RowState::NoResult)
    }

    pub fn school_place(&self, school: &SchoolId) -> Option<usize> {
        self.schools.binary_search(school).ok()
    }

    pub fn subject_place(&self, subject: &Subject) -> Option<usize> {
        self.subjects.binary_search(subject).ok()
    }

    /// The places of an area's items, in order.
    pub fn items_of(&self, area: Area) -> &[usize] {
        self.items.get(area as usize).map_or(&[], Vec::as_slice)
    }

    /// The places of all areas in order; if wanted, each followed by its items, and
    /// what counts in no area at the end.
    pub fn topics(&self, items: bool) -> Vec<usize> {
        let mut topics = Vec::new();
        for area in self.edition.areas() {
            topics.extend(self.subject_place(&Subject::Area(*area)));
            if items {
                topics.extend(self.items_of(*area));
            }
        }
        if items {
            topics.extend(self.apart.iter().filter_map(|subject| self.subject_place(subject)));
        }
        topics
    }

    pub fn state(&self, school: usize) -> RowState {
        self.rows.get(school).map(|row| row.state).unwrap_or_default()
    }

    /// How many people of these groups answered in a school.
    pub fn answers(&self, school: usize, groups: &BTreeSet<Group>) -> Answers {
        let Some(row) = self.rows.get(school) else { return Answers::Nobodys };
        let of_groups = Group::ALL.into_iter().zip(row.answers).filter(|(group, _)| groups.contains(group));
        of_groups.fold(Answers::Nobodys, |sum, (_, answers)| sum.and(answers))
    }

    /// What each group that was asked says.
    pub fn values(&self, school: usize, subject: usize) -> impl Iterator<Item = (Group, Value)> + '_ {
        let cell = self.rows.get(school).and_then(|row| row.cells.get(subject));
        Group::ALL.into_iter().zip(cell.into_iter().flatten()).filter_map(|(group, value)| Some((group, (*value)?)))
    }

    /// The groups that have a value anywhere.
    pub fn groups(&self) -> Vec<Group> {
        let has = |place: usize| self.rows.iter().any(|row| row.cells.iter().any(|cell| cell[place].is_some()));
        Group::ALL.into_iter().enumerate().filter(|(place, _)| has(*place)).map(|(_, group)| group).collect()
    }

    /// Puts these groups together, each with the same weight, with bands.
    pub fn read(&self, groups: &BTreeSet<Group>, certainty: Certainty) -> Readings {
        let width = self.subjects.len();
        let mut cells = Vec::with_capacity(self.rows.len() * width);
        for row in &self.rows {
            match row.state {
                RowState::NoResult => cells.extend((0..width).map(|_| None)),
                RowState::Here | RowState::OtherEdition => {
                    cells.extend(row.cells.iter().map(|cell| Reading::of(cell, groups, certainty)));
                }
            }
        }
        let best = (0..width)
            .map(|subject| {
                let column = cells.iter().skip(subject).step_by(width.max(1));
                let here = self.rows.iter().zip(column).filter(|(row, _)| row.state == RowState::Here);
                here.filter_map(|(_, cell)| cell.as_ref()).map(|reading| reading.value).max_by(f64::total_cmp)
            })
            .collect();
        Readings { width, cells, best }
    }
}

impl Row {
    fn of(result: &SurveyResult, edition: Edition, subjects: &[Subject], apart: &BTreeSet<Subject>) -> Row {
        let state = if result.edition == edition { RowState::Here } else { RowState::OtherEdition };
        let mut cells = vec![Cell::default(); subjects.len()];
        for (place, group) in Group::ALL.into_iter().enumerate() {
            let Some(scores) = result.scores.get(&group) else { continue };
            for (cell, subject) in cells.iter_mut().zip(subjects) {
                cell[place] = match (state, subject) {
                    (RowState::Here, Subject::Area(area)) => area_value(*area, scores, apart),
                    (RowState::Here, _) => scores.get(subject).map(Value::of_score),
                    (_, Subject::Area(area)) => area_told_elsewhere(*area, edition, result.edition, scores),
                    (_, Subject::Item(_) | Subject::Own(_)) => None,
                };
            }
        }
        Row { cells, answers: Group::ALL.map(|group| Answers::of(result, group)), state }
    }
}

/// As the file gives the area, else the mean of its items' means, each with the same
/// weight. A given mean takes n and spread from the items where it has none itself.
pub(super) fn area_value(area: Area, scores: &Scores, apart: &BTreeSet<Subject>) -> Option<Value> {
    let first = Subject::Item(ItemCode::new(area, 1)?);
    let from = scores.find_index(&first).unwrap_or_else(|place| place);
    let items: Vec<&Score> = scores.as_slice()[from..]
        .iter()
        .take_while(|(subject, _)| matches!(subject, Subject::Item(code) if code.area() == area))
        .filter(|(subject, _)| !apart.contains(subject))
        .map(|(_, score)| score)
        .collect();
    match scores.get(&Subject::Area(area)) {
        Some(given) => Some(Value::of_given_area(given, &items)),
        None => Value::of_items(&items),
    }
}

/// An area's value from a school whose survey was another edition's: from the areas
/// that spoke about the same there, never by the letter, and never item by item.
fn area_told_elsewhere(area: Area, asked: Edition, told: Edition, scores: &Scores) -> Option<Value> {
    let values: Vec<Value> =
        area.told_by(asked, told).iter().filter_map(|&source| area_value(source, scores, &BTreeSet::new())).collect();
    match values.as_slice() {
        [one] => Some(*one),
        several => Value::of_values(several),
    }
}

pub(super) fn stands_apart(subject: &Subject, edition: Edition, known: &dyn Fn(ItemCode) -> bool) -> bool {
    match subject {
        Subject::Area(area) => !edition.areas().contains(area),
        Subject::Item(code) => !edition.areas().contains(&code.area()) || !known(*code),
        Subject::Own(_) => true,
    }
}

/// The groups that count, put together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reading {
    pub value: f64,
    /// Lowest and highest value of the band. `None` where it is not known how many
    /// answered, and where the value alone decides.
    pub band: Option<(f64, f64)>,
}

impl Reading {
    fn of(cell: &Cell, groups: &BTreeSet<Group>, certainty: Certainty) -> Option<Reading> {
        let mut sum = 0.0;
        let mut count = 0;
        let mut parts = [Uncertainty::NONE; 4];
        let mut known = 0;
        for (group, value) in Group::ALL.into_iter().zip(cell) {
            if let Some(value) = value
                && groups.contains(&group)
            {
                sum += value.mean;
                count += 1;
                if let Some(uncertainty) = value.uncertainty {
                    parts[known] = uncertainty;
                    known += 1;
                }
            }
        }
        if count == 0 {
            return None;
        }
        let value = sum / f64::from(count);
        let all_known = known == usize::try_from(count).unwrap_or_default() && certainty != Certainty::ValueAlone;
        let together = if all_known { Uncertainty::together(&parts[..known]) } else { None };
        let half = together.map(|uncertainty| uncertainty.divided_by(f64::from(count)).half_band(certainty));
        Some(Reading { value, band: half.map(|half| within_scale(value, half)) })
    }

    /// The value as everybody sees it: with one decimal.
    pub fn shown(&self) -> f64 {
        shown(self.value)
    }
}

fn shown(value: f64) -> f64 {
    (value * 10.0 + HAIR).round() / 10.0
}

/// What the agreed rule says of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// [`DEEP`] or more below the line.
    DeepNeed,
    Need,
    /// The line runs through the band.
    Undecided,
    Fine,
    Strength,
    NoData,
}

impl Verdict {
    /// Those that a key explains.
    pub const SHOWN: [Verdict; 5] =
        [Verdict::DeepNeed, Verdict::Need, Verdict::Undecided, Verdict::Fine, Verdict::Strength];

    /// What stands beside the value, so that colour never tells it alone.
    pub fn sign(self) -> &'static str {
        match self {
            Verdict::DeepNeed => "▼▼",
            Verdict::Need => "▼",
            Verdict::Undecided => "?",
            Verdict::Strength => "▲",
            Verdict::Fine | Verdict::NoData => "",
        }
    }

    pub fn is_need(self) -> bool {
        matches!(self, Verdict::DeepNeed | Verdict::Need)
    }
}

/// One possible line, and what it would make of some schools' areas.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AtLine {
    pub line: Threshold,
    pub needs: usize,
    pub undecided: usize,
}

/// All schools' readings by the same groups and certainty.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Readings {
    width: usize,
    cells: Vec<Option<Reading>>,
    best: Vec<Option<f64>>,
}

impl Readings {
    pub fn reading(&self, school: usize, subject: usize) -> Option<&Reading> {
        if subject >= self.width {
            return None;
        }
        self.cells.get(school * self.width + subject)?.as_ref()
    }

    /// The highest value of any school.
    pub fn best(&self, subject: usize) -> Option<f64> {
        self.best.get(subject).copied().flatten()
    }

    /// How far a school is below the best, in points; never negative. Between the values as
    /// people see them, in tenths, so that both stand beside each other without a riddle.
    pub fn behind_best(&self, school: usize, subject: usize) -> Option<f64> {
        let behind = shown(self.best(subject)?) - self.reading(school, subject)?.shown();
        Some((behind * 10.0).round().max(0.0) / 10.0)
    }

    /// What the rule says. It reads values as people see them, with one decimal: 3.95 is
    /// shown as 4.0 and is no need below 4.0.
    ///
    /// - A need lies below the line with its whole band.
    /// - Undecided: the band (or the value) begins below the line and ends at or above it.
    /// - A strength reaches the strength line, and its whole band is at or above the line
    ///   for needs. It need not be sure to the same degree that it is a strength.
    /// - Everything else is fine. Where the band is not known, the value alone decides.
    pub fn verdict(&self, school: usize, subject: usize, rule: &Agreement) -> Verdict {
        let Some(reading) = self.reading(school, subject) else { return Verdict::NoData };
        let line = rule.need_below.value();
        let shown = reading.shown();
        let (low, high) = reading.band.unwrap_or((shown, shown));
        if shown < line - HAIR && high < line - HAIR {
            return if shown <= line - DEEP + HAIR { Verdict::DeepNeed } else { Verdict::Need };
        }
        if low < line - HAIR {
            return Verdict::Undecided;
        }
        let strong = match rule.strength {
            StrengthRule::From(from) => shown >= from.value() - HAIR,
            StrengthRule::WithinOfBest(points) => {
                self.behind_best(school, subject).is_some_and(|behind| behind <= points + HAIR)
            }
        };
        if strong { Verdict::Strength } else { Verdict::Fine }
    }

    /// In how many schools a subject is a need.
    pub fn needs(&self, subject: usize, rule: &Agreement) -> usize {
        let schools = self.cells.len().checked_div(self.width).unwrap_or_default();
        (0..schools).filter(|school| self.verdict(*school, subject, rule).is_need()).count()
    }

    /// Needs and undecided cells of one school among some subjects, for every line
    /// from `from` to `to` (tenths).
    pub fn at_lines(&self, school: usize, subjects: &[usize], rule: &Agreement, lines: &[Threshold]) -> Vec<AtLine> {
        let mut tried = rule.clone();
        lines
            .iter()
            .map(|&line| {
                tried.need_below = line;
                let mut at = AtLine { line, needs: 0, undecided: 0 };
                for &subject in subjects {
                    match self.verdict(school, subject, &tried) {
                        Verdict::DeepNeed | Verdict::Need => at.needs += 1,
                        Verdict::Undecided => at.undecided += 1,
                        Verdict::Fine | Verdict::Strength | Verdict::NoData => {}
                    }
                }
                at
            })
            .collect()
    }
}

/// How often each verdict is given for a subject.
pub type Tally = BTreeMap<Verdict, usize>;

impl Grid {
    /// The schools whose value is the highest, as people see it.
    pub fn best_schools(&self, readings: &Readings, subject: usize) -> Vec<usize> {
        let here = (0..self.schools.len()).filter(|school| self.state(*school) == RowState::Here);
        here.filter(|school| readings.behind_best(*school, subject) == Some(0.0)).collect()
    }

    /// How many schools get which verdict; with many schools, instead of their cells.
    pub fn tally(&self, readings: &Readings, subject: usize, rule: &Agreement) -> Tally {
        let mut tally = Tally::new();
        for school in 0..self.schools.len() {
            *tally.entry(readings.verdict(school, subject, rule)).or_default() += 1;
        }
        tally
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cluster::School;
    use crate::selfie::Level;
    use crate::survey::{Mean, Participation};
    use proptest::prelude::*;
    use std::sync::Arc;

    fn score(mean: f64, n: Option<u32>) -> Score {
        Score { mean: Mean::new(mean, 1).unwrap(), n, spread: None }
    }

    fn result(scores: &[(Group, &str, f64, Option<u32>)]) -> SurveyResult {
        let mut result = SurveyResult::default();
        for (group, subject, mean, n) in scores {
            result.scores.entry(*group).or_default().insert(subject.parse().unwrap(), score(*mean, *n));
        }
        result
    }

    fn grid(results: &[SurveyResult]) -> Grid {
        let mut workspace = Workspace::default();
        for (place, result) in results.iter().enumerate() {
            let id = format!("s{place}");
            workspace.surveys.insert(format!("{id}/primary/r"), Arc::new(result.clone()));
            workspace.schools.insert(id, Arc::new(School::default()));
        }
        Grid::of(&workspace, &Scope { level: Level::Primary, round: "r".into() })
    }

    fn verdict(results: &[SurveyResult], subject: &str, rule: &Agreement) -> Verdict {
        let grid = grid(results);
        let place = grid.subject_place(&subject.parse().unwrap()).unwrap();
        grid.read(&rule.groups, rule.certainty).verdict(0, place, rule)
    }

    fn value_alone() -> Agreement {
        Agreement { certainty: Certainty::ValueAlone, ..Agreement::default() }
    }

    #[test]
    fn an_area_is_the_mean_of_its_known_items() {
        use Group::Teachers;
        let n = Some(20);
        let one = result(&[
            (Teachers, "A1", 3.0, n),
            (Teachers, "A2", 4.0, n),
            (Teachers, "A99", 1.0, n),
            (Teachers, "B", 2.5, n),
            (Teachers, "C", 2.2, None),
            (Teachers, "C1", 3.0, n),
        ]);
        let grid = grid(&[one]);
        let mean = |word: &str| {
            let place = grid.subject_place(&word.parse().unwrap()).unwrap();
            grid.values(0, place).next().map(|(_, value)| value.mean)
        };
        assert_eq!(mean("A"), Some(3.5), "an unknown code is left out");
        assert_eq!(mean("B"), Some(2.5), "an area as the file gives it");
        assert_eq!(mean("C"), Some(2.2), "what the file gives goes before what its items make");
        assert_eq!(mean("D"), None);
        let given = grid.values(0, grid.subject_place(&"C".parse().unwrap()).unwrap()).next().unwrap().1;
        assert_eq!(given.n, Some(20), "a given area has its items' n");
        assert!(grid.apart.contains(&"A99".parse().unwrap()));
    }

    #[test]
    fn groups_weigh_the_same_however_many_answered() {
        let one = result(&[
            (Group::Leaders, "A1", 5.0, Some(2)),
            (Group::Teachers, "A1", 3.0, Some(70)),
            (Group::Students, "A1", 1.0, Some(800)),
        ]);
        let grid = grid(&[one]);
        let place = grid.subject_place(&"A1".parse().unwrap()).unwrap();
        let reading = *grid.read(&Agreement::default().groups, Certainty::ValueAlone).reading(0, place).unwrap();
        assert_eq!(reading.value, 4.0, "students do not count in the rule");
        let answers = |groups: &[Group]| grid.answers(0, &groups.iter().copied().collect());
        assert_eq!(grid.answers(0, &Agreement::default().groups), Answers::Of(72), "those that count");
        assert_eq!(answers(&[Group::Leaders]), Answers::Of(2));
        assert_eq!(answers(&Group::ALL), Answers::Of(872));
        assert_eq!(answers(&[Group::Trainers]), Answers::Nobodys);
    }

    #[test]
    fn at_the_line_is_no_need_and_half_a_point_below_is_deep() {
        let of = |mean| verdict(&[result(&[(Group::Teachers, "A1", mean, Some(30))])], "A1", &value_alone());
        assert_eq!(of(4.0), Verdict::Fine);
        assert_eq!(of(3.9), Verdict::Need);
        assert_eq!(of(3.6), Verdict::Need);
        assert_eq!(of(3.5), Verdict::DeepNeed);
        assert_eq!(of(4.2), Verdict::Strength);
    }

    #[test]
    fn what_looks_like_the_line_is_no_need() {
        let two = result(&[(Group::Leaders, "A1", 4.0, None), (Group::Teachers, "A1", 3.9, None)]);
        assert_eq!(verdict(&[two], "A1", &value_alone()), Verdict::Fine, "3.95 is shown as 4.0");
    }

    #[test]
    fn few_answers_leave_it_undecided_and_many_decide() {
        let of = |mean, n| verdict(&[result(&[(Group::Teachers, "A1", mean, n)])], "A1", &Agreement::default());
        assert_eq!(of(3.9, Some(18)), Verdict::Undecided);
        assert_eq!(of(3.9, Some(900)), Verdict::Need);
        assert_eq!(of(4.1, Some(18)), Verdict::Undecided);
        assert_eq!(of(3.0, Some(18)), Verdict::DeepNeed);
        assert_eq!(of(3.9, None), Verdict::Need, "without counts the value decides");
    }

    #[test]
    fn beside_the_best_of_the_cluster() {
        let rule = Agreement { strength: StrengthRule::WithinOfBest(0.3), ..value_alone() };
        let school = |mean| result(&[(Group::Teachers, "A1", mean, Some(30))]);
        assert_eq!(verdict(&[school(4.2), school(4.5)], "A1", &rule), Verdict::Strength);
        assert_eq!(verdict(&[school(4.1), school(4.5)], "A1", &rule), Verdict::Fine);
        assert_eq!(verdict(&[school(3.9), school(4.0)], "A1", &rule), Verdict::Need, "a need is no strength");
        let grid = grid(&[school(4.1), school(4.5)]);
        let place = grid.subject_place(&"A1".parse().unwrap()).unwrap();
        let behind = grid.read(&rule.groups, rule.certainty).behind_best(0, place).unwrap();
        assert!((behind - 0.4).abs() < 1e-9);
    }

    #[test]
    fn another_edition_is_no_data_and_never_matched_by_letter() {
        let new = result(&[(Group::Teachers, "B1", 3.0, Some(30))]);
        let old = SurveyResult { edition: Edition::Of2018, ..new.clone() };
        let grid = grid(&[new.clone(), old, new]);
        assert_eq!(grid.edition, Edition::From2020);
        assert_eq!([grid.state(0), grid.state(1)], [RowState::Here, RowState::OtherEdition]);
        let values = |word: &str| grid.values(1, grid.subject_place(&word.parse().unwrap()).unwrap()).count();
        assert_eq!([values("B1"), values("B"), values("C")], [0, 0, 1], "infrastructure was B and is C");
    }

    #[test]
    fn areas_of_another_edition_stand_where_they_belong_but_are_never_the_best() {
        let n = Some(30);
        let new = result(&[(Group::Teachers, "E", 3.0, n), (Group::Teachers, "F", 4.0, n)]);
        let old = SurveyResult { edition: Edition::Of2018, ..result(&[(Group::Teachers, "D", 4.5, n)]) };
        let grid_of = grid(&[new.clone(), old.clone(), new.clone()]);
        let readings = grid_of.read(&Agreement::default().groups, Certainty::ValueAlone);
        let place = |grid: &Grid, word: &str| grid.subject_place(&word.parse().unwrap()).unwrap();
        for word in ["E", "F"] {
            assert_eq!(readings.reading(1, place(&grid_of, word)).unwrap().value, 4.5);
        }
        assert_eq!(readings.best(place(&grid_of, "F")), Some(4.0));
        assert_eq!(readings.behind_best(1, place(&grid_of, "F")), Some(0.0));
        let grid_of = grid(&[old.clone(), new, old]);
        assert_eq!(grid_of.edition, Edition::Of2018);
        let readings = grid_of.read(&Agreement::default().groups, Certainty::ValueAlone);
        assert_eq!(readings.reading(1, place(&grid_of, "D")).unwrap().value, 3.5, "two areas became one");
    }

    #[test]
    fn a_higher_line_makes_more_needs() {
        let one = result(&[(Group::Teachers, "A1", 3.4, Some(30)), (Group::Teachers, "B1", 4.1, Some(30))]);
        let grid = grid(&[one]);
        let readings = grid.read(&value_alone().groups, Certainty::ValueAlone);
        let lines: Vec<Threshold> = [30, 40, 45].into_iter().filter_map(Threshold::from_tenths).collect();
        let needs = readings.at_lines(0, &[0, 1], &value_alone(), &lines);
        assert_eq!(needs.iter().map(|at| at.needs).collect::<Vec<_>>(), [0, 1, 2]);
    }

    #[test]
    fn a_strength_is_above_the_need_line_beyond_doubt() {
        let of = |mean, n| verdict(&[result(&[(Group::Teachers, "A1", mean, n)])], "A1", &Agreement::default());
        assert_eq!(of(4.3, Some(60)), Verdict::Strength);
        assert_eq!(of(4.3, Some(6)), Verdict::Undecided);
        assert_eq!(of(4.1, Some(900)), Verdict::Fine);
    }

    fn rule() -> impl Strategy<Value = Agreement> {
        let strength = prop_oneof![
            (10u8..=50).prop_filter_map("line", |tenths| Threshold::from_tenths(tenths).map(StrengthRule::From)),
            (0.0f64..2.0).prop_map(StrengthRule::WithinOfBest),
        ];
        let certainty = prop_oneof![Just(Certainty::ValueAlone), Just(Certainty::Band80), Just(Certainty::Band95)];
        let line = (10u8..=50).prop_filter_map("line", Threshold::from_tenths);
        (line, strength, certainty).prop_map(|(need_below, strength, certainty)| Agreement {
            need_below,
            strength,
            certainty,
            groups: Group::ALL.into(),
            ..Agreement::default()
        })
    }

    fn any_score() -> impl Strategy<Value = Score> {
        (1.0f64..=5.0, 0u8..=4, prop::option::of(1u32..900)).prop_filter_map("mean", |(mean, decimals, n)| {
            Some(Score { mean: Mean::new(mean, decimals)?, n, spread: None })
        })
    }

    fn of_groups(scores: Vec<(usize, Score)>) -> SurveyResult {
        let mut result = SurveyResult::default();
        for (group, score) in scores {
            result.scores.entry(Group::ALL[group]).or_default().insert("A1".parse().unwrap(), score);
        }
        result
    }

    proptest! {
        #[test]
        fn a_band_holds_its_value_and_stays_on_the_scale(
            scores in prop::collection::vec((0usize..4, any_score()), 1..6), rule in rule()
        ) {
            let grid = grid(&[of_groups(scores)]);
            let readings = grid.read(&rule.groups, rule.certainty);
            for subject in 0..grid.subjects.len() {
                if let Some(Reading { value, band: Some((low, high)) }) = readings.reading(0, subject) {
                    prop_assert!(1.0 <= *low && low <= value && value <= high && *high <= 5.0);
                }
            }
        }

        /// By the value alone: a band's width is its own and may leave a higher value undecided.
        #[test]
        fn a_higher_value_never_has_a_worse_verdict(low in 1.0f64..=5.0, high in 1.0f64..=5.0, rule in rule()) {
            let rule = Agreement { certainty: Certainty::ValueAlone, ..rule };
            let (low, high) = (low.min(high), low.max(high));
            let school = |mean| of_groups(vec![(1, score(mean, None))]);
            let grid = grid(&[school(low), school(high)]);
            let readings = grid.read(&rule.groups, rule.certainty);
            let place = grid.subject_place(&"A1".parse().unwrap()).unwrap();
            prop_assert!(readings.verdict(0, place, &rule) <= readings.verdict(1, place, &rule));
        }

        #[test]
        fn a_higher_line_never_makes_fewer_needs(
            scores in prop::collection::vec((0usize..4, any_score()), 1..6), rule in rule()
        ) {
            let grid = grid(&[of_groups(scores)]);
            let readings = grid.read(&rule.groups, rule.certainty);
            let lines: Vec<Threshold> = (10..=50).filter_map(Threshold::from_tenths).collect();
            let subjects: Vec<usize> = (0..grid.subjects.len()).collect();
            let needs: Vec<usize> = readings.at_lines(0, &subjects, &rule, &lines).iter().map(|at| at.needs).collect();
            prop_assert!(needs.is_sorted());
        }

        #[test]
        fn more_certainty_never_makes_more_needs(
            scores in prop::collection::vec((0usize..4, any_score()), 1..6), rule in rule()
        ) {
            let grid = grid(&[of_groups(scores)]);
            let needs = |certainty| {
                let readings = grid.read(&rule.groups, certainty);
                (0..grid.subjects.len()).filter(|&s| readings.verdict(0, s, &rule).is_need()).count()
            };
            prop_assert!(needs(Certainty::Band95) <= needs(Certainty::Band80));
            prop_assert!(needs(Certainty::Band80) <= needs(Certainty::ValueAlone));
        }
    }

    #[test]
    fn who_took_part_is_told_by_the_participation_where_there_is_one() {
        let mut one = result(&[(Group::Teachers, "A1", 3.4, Some(30))]);
        one.participation.insert(Group::Teachers, Participation { invited: Some(50), answered: Some(35) });
        assert_eq!(grid(&[one]).answers(0, &Group::ALL.into()), Answers::Of(35));
    }

    #[test]
    fn a_group_without_counts_leaves_the_sum_unknown() {
        let one = result(&[(Group::Leaders, "A1", 3.4, Some(3)), (Group::Teachers, "A1", 3.4, None)]);
        assert_eq!(grid(&[one]).answers(0, &Agreement::default().groups), Answers::Unknown);
    }

    #[test]
    fn a_distance_is_what_people_see_between_two_values() {
        let school = |leaders, teachers| {
            result(&[(Group::Leaders, "A1", leaders, None), (Group::Teachers, "A1", teachers, None)])
        };
        // 4.35 is shown as 4.4, 3.65 as 3.7.
        let grid = grid(&[school(4.4, 4.3), school(3.7, 3.6)]);
        let place = grid.subject_place(&"A1".parse().unwrap()).unwrap();
        let readings = grid.read(&Agreement::default().groups, Certainty::ValueAlone);
        assert_eq!(readings.behind_best(1, place), Some(0.7));
        assert_eq!(readings.behind_best(0, place), Some(0.0));
        assert_eq!(grid.best_schools(&readings, place), [0]);
    }
}
