//! What there is to say about one school: its strengths and needs, area by area with
//! the items behind them, what is undecided, and where its groups differ most.

use super::{Gap, Grid, Readings, Verdict};
use crate::cluster::Agreement;
use crate::selfie::{Area, Group, Subject};

/// Items named with an area, and beside the areas.
const ITEMS_IN_AREA: usize = 3;
const ITEMS_BESIDE: usize = 5;
const GAPS: usize = 4;

/// Something with its value, by its place in the grid.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Found {
    pub subject: usize,
    /// With one decimal, as everybody sees it.
    pub value: f64,
    pub verdict: Verdict,
}

/// An area, and its items of the same kind.
#[derive(Clone, Debug, PartialEq)]
pub struct FoundArea {
    pub area: Found,
    pub items: Vec<Found>,
}

/// Areas of one kind (needs, or strengths), and items of that kind in other areas.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Findings {
    pub areas: Vec<FoundArea>,
    pub items: Vec<Found>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Portrait {
    /// The lowest first.
    pub needs: Findings,
    /// The highest first.
    pub strengths: Findings,
    /// Areas that are too close to the line, in the survey's order.
    pub undecided: Vec<Found>,
    /// Clear differences between groups on single items, the largest first.
    pub gaps: Vec<Gap>,
    /// What nobody can tell yet.
    pub missing: Missing,
}

/// What a school has no data about.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Missing {
    /// Groups that count in the rule, or that other schools have, without any value.
    pub groups: Vec<Group>,
    /// Areas without a value of the groups that are read.
    pub areas: Vec<Area>,
}

impl Portrait {
    pub fn of(grid: &Grid, readings: &Readings, rule: &Agreement, school: usize) -> Portrait {
        let found = |subject: usize| {
            let value = readings.reading(school, subject)?.shown();
            Some(Found { subject, value, verdict: readings.verdict(school, subject, rule) })
        };
        let mut gaps: Vec<Gap> = (0..grid.subjects.len())
            .filter(|&subject| matches!(grid.subjects.get(subject), Some(Subject::Item(_))))
            .filter_map(|subject| Gap::of(grid, school, subject, rule))
            .filter(|gap| gap.clear == Some(true))
            .collect();
        gaps.sort_by(|a, b| b.points.total_cmp(&a.points));
        gaps.truncate(GAPS);
        let areas = || grid.edition.areas().iter().filter_map(|area| grid.subject_place(&Subject::Area(*area)));
        Portrait {
            needs: Findings::of(grid, &found, &Verdict::is_need, &|a, b| a.value.total_cmp(&b.value)),
            strengths: Findings::of(grid, &found, &|v| v == Verdict::Strength, &|a, b| b.value.total_cmp(&a.value)),
            undecided: areas().filter_map(found).filter(|found| found.verdict == Verdict::Undecided).collect(),
            gaps,
            missing: Missing::of(grid, readings, rule, school),
        }
    }
}

impl Missing {
    fn of(grid: &Grid, readings: &Readings, rule: &Agreement, school: usize) -> Missing {
        let expected = grid.groups();
        let has = |group: Group| {
            (0..grid.subjects.len()).any(|subject| grid.values(school, subject).any(|(given, _)| given == group))
        };
        let groups = Group::ALL.into_iter().filter(|group| rule.groups.contains(group) || expected.contains(group));
        let areas = grid.edition.areas().iter().copied().filter(|area| {
            let place = grid.subject_place(&Subject::Area(*area));
            place.is_none_or(|place| readings.reading(school, place).is_none())
        });
        Missing { groups: groups.filter(|group| !has(*group)).collect(), areas: areas.collect() }
    }
}

type Order<'a> = &'a dyn Fn(&Found, &Found) -> std::cmp::Ordering;

impl Findings {
    fn of(
        grid: &Grid,
        found: &dyn Fn(usize) -> Option<Found>,
        wanted: &dyn Fn(Verdict) -> bool,
        order: Order,
    ) -> Findings {
        let mut findings = Findings::default();
        for &area in grid.edition.areas() {
            let kind = |place: usize| found(place).filter(|found| wanted(found.verdict));
            let mut items: Vec<Found> = grid.items_of(area).iter().filter_map(|&place| kind(place)).collect();
            items.sort_by(order);
            match grid.subject_place(&Subject::Area(area)).and_then(kind) {
                Some(area) => {
                    items.truncate(ITEMS_IN_AREA);
                    findings.areas.push(FoundArea { area, items });
                }
                None => findings.items.extend(items),
            }
        }
        findings.areas.sort_by(|a, b| order(&a.area, &b.area));
        findings.items.sort_by(order);
        findings.items.truncate(ITEMS_BESIDE);
        findings
    }

    pub fn is_empty(&self) -> bool {
        self.areas.is_empty() && self.items.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Scope;
    use crate::i18n::Lang;
    use crate::workspace::Workspace;

    #[test]
    fn what_is_missing_is_named() {
        let mut workspace = Workspace::example(Lang::En, "x".into());
        let scope = Scope::of(&workspace, None, None).unwrap();
        let school = workspace.schools.keys().next().unwrap().clone();
        let key = crate::cluster::SurveyKey { school, level: scope.level, round: scope.round.clone() };
        let result = crate::workspace::record(&mut workspace.surveys, &key.to_string());
        result.scores.remove(&Group::Leaders);
        if let Some(teachers) = result.scores.get_mut(&Group::Teachers) {
            teachers.retain(|subject, _| subject.area() != Some(Area::B));
        }
        let grid = Grid::of(&workspace, &scope);
        let rule = workspace.agreement();
        let portrait = Portrait::of(&grid, &grid.read(&rule.groups, rule.certainty), &rule, 0);
        assert_eq!(portrait.missing, Missing { groups: vec![Group::Leaders], areas: vec![Area::B] });
    }

    #[test]
    fn a_portrait_names_the_worst_first_and_every_need_of_the_areas() {
        let workspace = Workspace::example(Lang::En, "x".into());
        let grid = Grid::of(&workspace, &Scope::of(&workspace, None, None).unwrap());
        let rule = workspace.agreement();
        let readings = grid.read(&rule.groups, rule.certainty);
        for school in 0..grid.schools.len() {
            let portrait = Portrait::of(&grid, &readings, &rule, school);
            let values: Vec<f64> = portrait.needs.areas.iter().map(|found| found.area.value).collect();
            assert!(values.is_sorted());
            let needs = grid.edition.areas().iter().filter(|area| {
                let place = grid.subject_place(&Subject::Area(**area)).unwrap();
                readings.verdict(school, place, &rule).is_need()
            });
            assert_eq!(needs.count(), portrait.needs.areas.len());
            assert!(portrait.gaps.len() <= GAPS);
            assert!(portrait.missing.areas.is_empty());
            for found in &portrait.needs.areas {
                assert!(found.items.len() <= ITEMS_IN_AREA);
                assert!(
                    found
                        .items
                        .iter()
                        .all(|item| grid.subjects[item.subject].area() == grid.subjects[found.area.subject].area())
                );
            }
        }
    }
}
