//! One result, area by area: the area's means as the grid takes them, its items, and what
//! is missing among them.

use super::grid::{Value, area_value, stands_apart};
use crate::selfie::{Area, Catalogue, Edition, Group, ItemCode, Subject};
use crate::survey::{Mean, Scores, SurveyResult};
use crate::workspace::Workspace;
use std::collections::{BTreeMap, BTreeSet};

/// What a result holds, in the order in which it is read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ByArea {
    /// The groups that said anything, or did so before somebody took it out by hand.
    pub groups: Vec<Group>,
    /// All areas of the edition.
    pub areas: Vec<OneArea>,
    /// What counts in no area: own questions, and codes that nobody knows.
    pub apart: Vec<Subject>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct OneArea {
    pub area: Area,
    /// The means that no file gives, of the groups that answered its items.
    pub computed: BTreeMap<Group, AreaMean>,
    pub items: Vec<Subject>,
    /// What a group that answered otherwise was asked by the survey and has no mean of.
    pub missing: BTreeMap<Group, Vec<ItemCode>>,
}

/// A mean over an area's items.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AreaMean {
    /// With as many decimals as the finest of the items has, and at least one.
    pub mean: Mean,
    /// How many answered an item, on average.
    pub n: Option<u32>,
}

impl ByArea {
    pub fn of(workspace: &Workspace, result: &SurveyResult) -> ByArea {
        let known = |code: ItemCode| workspace.counts_in_its_area(result.edition, code);
        let scored = result.scores.values().flat_map(|scores| scores.keys());
        let subjects: BTreeSet<&Subject> =
            scored.chain(result.corrections.values().flat_map(|corrections| corrections.keys())).collect();
        let (apart, within): (BTreeSet<Subject>, BTreeSet<Subject>) =
            subjects.into_iter().cloned().partition(|subject| stands_apart(subject, result.edition, &known));
        let groups: BTreeSet<Group> = result.scores.keys().chain(result.corrections.keys()).copied().collect();
        let areas = result.edition.areas().iter().map(|&area| OneArea {
            area,
            computed: of_groups(result, |_, scores| computed(area, scores, &apart)),
            items: within
                .iter()
                .filter(|subject| matches!(subject, Subject::Item(code) if code.area() == area))
                .cloned()
                .collect(),
            missing: of_groups(result, |group, scores| missing(area, result.edition, group, scores)),
        });
        let areas = areas.collect();
        ByArea { groups: groups.into_iter().collect(), areas, apart: apart.into_iter().collect() }
    }

    pub fn area(&self, area: Area) -> Option<&OneArea> {
        self.areas.iter().find(|one| one.area == area)
    }

    /// The usual groups that said nothing.
    pub fn missing_groups(&self) -> Vec<Group> {
        let usual = [Group::Leaders, Group::Teachers, Group::Students];
        usual.into_iter().filter(|group| !self.groups.contains(group)).collect()
    }
}

fn of_groups<T>(result: &SurveyResult, find: impl Fn(Group, &Scores) -> Option<T>) -> BTreeMap<Group, T> {
    result.scores.iter().filter_map(|(&group, scores)| Some((group, find(group, scores)?))).collect()
}

/// As the grid has it where no file gives the area.
fn computed(area: Area, scores: &Scores, apart: &BTreeSet<Subject>) -> Option<AreaMean> {
    if scores.contains_key(&Subject::Area(area)) {
        return None;
    }
    let Value { mean, n, .. } = area_value(area, scores, apart)?;
    let decimals = scores
        .iter()
        .filter(|(subject, _)| matches!(subject, Subject::Item(_)) && subject.area() == Some(area))
        .map(|(_, score)| score.mean.decimals())
        .max()?;
    Some(AreaMean { mean: Mean::new(mean, decimals.max(1))?, n })
}

/// What schools cannot leave out. The items of 2018 are in no catalogue; and who has an
/// area's mean alone was given no items.
fn missing(area: Area, edition: Edition, group: Group, scores: &Scores) -> Option<Vec<ItemCode>> {
    let told_whole = scores.contains_key(&Subject::Area(area))
        && !scores.keys().any(|subject| matches!(subject, Subject::Item(code) if code.area() == area));
    if edition == Edition::Of2018 || told_whole {
        return None;
    }
    let asked = Catalogue::shipped()
        .items
        .iter()
        .filter(|(code, item)| code.area() == area && !item.optional && item.groups.contains(&group));
    let missing: Vec<ItemCode> =
        asked.map(|(code, _)| *code).filter(|code| !scores.contains_key(&Subject::Item(*code))).collect();
    (!missing.is_empty()).then_some(missing)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{Grid, Scope};
    use crate::cluster::School;
    use crate::selfie::Level;
    use crate::survey::Score;
    use std::sync::Arc;

    fn scores(scores: &[(&str, &str, Option<u32>)]) -> Scores {
        let score = |mean, n| Score { mean: Mean::typed(mean).unwrap(), n, spread: None };
        scores.iter().map(|&(subject, mean, n)| (subject.parse().unwrap(), score(mean, n))).collect()
    }

    fn result() -> SurveyResult {
        let teachers = [
            ("A1", "3.6", Some(58)),
            ("A2", "3.85", Some(56)),
            ("A99", "1.0", Some(58)),
            ("B", "3.1", Some(58)),
            ("Wifi?", "4.0", Some(58)),
        ];
        let groups = [(Group::Teachers, scores(&teachers)), (Group::Students, scores(&[("B2", "2.9", None)]))];
        SurveyResult { scores: groups.into(), ..SurveyResult::default() }
    }

    fn codes(area: &OneArea, group: Group) -> Vec<String> {
        area.missing.get(&group).into_iter().flatten().map(ItemCode::to_string).collect()
    }

    #[test]
    fn an_area_that_no_file_gives_is_computed_as_in_the_grid() {
        let mut workspace = Workspace::default();
        workspace.schools.insert("s".into(), Arc::new(School::default()));
        workspace.surveys.insert("s/primary/r".into(), Arc::new(result()));
        let by_area = ByArea::of(&workspace, &result());
        let a = by_area.area(Area::A).unwrap();
        let mean = a.computed[&Group::Teachers];
        assert_eq!((mean.mean.to_string().as_str(), mean.n), ("3.73", Some(57)));
        let grid = Grid::of(&workspace, &Scope { level: Level::Primary, round: "r".into() });
        let place = grid.subject_place(&Subject::Area(Area::A)).unwrap();
        let in_grid = grid.values(0, place).map(|(_, value)| Mean::new(value.mean, 2));
        assert_eq!(in_grid.collect::<Vec<_>>(), [Some(mean.mean)]);
        let b = by_area.area(Area::B).unwrap();
        assert_eq!(b.computed.keys().collect::<Vec<_>>(), [&Group::Students], "the file gives that of teachers");
        assert_eq!(by_area.apart.iter().map(Subject::to_string).collect::<Vec<_>>(), ["A99", "Wifi?"]);
        assert_eq!(by_area.missing_groups(), [Group::Leaders]);
    }

    #[test]
    fn what_is_missing_is_named_group_by_group() {
        let by_area = ByArea::of(&Workspace::default(), &result());
        let [a, b] = [Area::A, Area::B].map(|area| by_area.area(area).unwrap());
        // A4 and A5 are the school's to choose, and students are not asked about A.
        assert_eq!((codes(a, Group::Teachers), codes(a, Group::Students)), (vec!["A3".to_owned()], vec![]));
        // Of B teachers have the mean alone.
        assert!(codes(b, Group::Teachers).is_empty() && codes(b, Group::Students).is_empty());
        let old = SurveyResult { edition: Edition::Of2018, ..result() };
        assert!(ByArea::of(&Workspace::default(), &old).areas.iter().all(|area| area.missing.is_empty()));
    }

    #[test]
    fn what_was_taken_out_by_hand_keeps_its_place() {
        let mut result = result();
        result.correct(Group::Students, &"B2".parse().unwrap(), None, 0);
        let by_area = ByArea::of(&Workspace::default(), &result);
        assert_eq!(by_area.groups, [Group::Teachers, Group::Students]);
        assert_eq!(by_area.area(Area::B).unwrap().items, ["B2".parse().unwrap()]);
    }
}
