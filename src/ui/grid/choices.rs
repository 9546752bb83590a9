//! What the reader chose to see, kept while walking between the grid's pages, and
//! what follows from it: the scores of one level and round, by the rule in force or
//! the one that is being tried.

use super::preview::PerLine;
use super::shown::{Names, Shown};
use crate::analysis::{AreaOrder, Arrangement, Axes, Grid, Lens, Line, Measure, Scope, topics};
use crate::cluster::{Agreement, CellKey, RoundId, SchoolId, SurveyKey};
use crate::i18n::Lang;
use crate::selfie::{Area, Group, Level, Subject};
use crate::ui::App;
use crate::ui::collation::Collation;
use crate::workspace::Workspace;
use leptos::prelude::*;
use std::collections::BTreeSet;
use std::sync::Arc;

/// In which order schools stand. There is none by result: the grid ranks nobody.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SchoolOrder {
    #[default]
    AsInCluster,
    ByName,
}

#[derive(Clone, Copy)]
pub struct Choices {
    app: App,
    /// `None`: the level with most results.
    pub level: RwSignal<Option<Level>>,
    /// `None`: the newest round with results.
    pub round: RwSignal<Option<RoundId>>,
    /// `None`: the groups that the cluster agreed on.
    pub group: RwSignal<Option<Group>>,
    pub measure: RwSignal<Measure>,
    pub needs_only: RwSignal<bool>,
    pub school_order: RwSignal<SchoolOrder>,
    pub area_order: RwSignal<AreaOrder>,
    /// A part of the names of the schools to show.
    pub looked_for: RwSignal<String>,
    pub open_areas: RwSignal<BTreeSet<Area>>,
    pub own_open: RwSignal<bool>,
    /// A rule that is being tried, seen only in this browser.
    pub draft: RwSignal<Option<Agreement>>,
    /// The cell whose details are shown.
    pub chosen: RwSignal<Option<(SchoolId, Subject)>>,
    levels: Memo<Vec<Level>>,
    scope: Memo<Option<Scope>>,
    grid: Memo<Arc<Grid>>,
    rule: Memo<Agreement>,
    shown: Memo<Shown>,
    axes: Memo<Axes>,
    lines: Memo<PerLine>,
}

impl Choices {
    /// Puts the choices into context, for all pages.
    pub fn provide() {
        let app = App::expect();
        let level = RwSignal::new(None);
        let round = RwSignal::new(None);
        let group = RwSignal::new(None);
        let measure = RwSignal::new(Measure::default());
        let needs_only = RwSignal::new(false);
        let school_order = RwSignal::new(SchoolOrder::default());
        let area_order = RwSignal::new(AreaOrder::default());
        let looked_for = RwSignal::new(String::new());
        let open_areas = RwSignal::new(BTreeSet::new());
        let own_open = RwSignal::new(false);
        let draft = RwSignal::new(None::<Agreement>);
        let scope = app.read(move |workspace| Scope::of(workspace, level.get(), round.get()));
        let agreed = app.read(|workspace| (*workspace.agreement()).clone());
        let rule = Memo::new(move |_| draft.get().unwrap_or_else(|| agreed.get()));
        // What is costly is computed when its own inputs change, and compared by its
        // inputs, never value by value.
        let surveys = Memo::new_with_compare(move |_| app.workspace(), |old, new| !same_results(old, new));
        let levels = Memo::new(move |_| surveys.with(|workspace| workspace.levels_surveyed()));
        let grid = Memo::new_with_compare(
            move |_| {
                let workspace = surveys.get();
                Arc::new(scope.get().map(|scope| Grid::of(&workspace, &scope)).unwrap_or_default())
            },
            differs,
        );
        let lens = Memo::new(move |_| Lens {
            rule: rule.get(),
            tried: draft.with(|draft| draft.as_ref().is_some_and(|draft| agreed.with(|agreed| draft != agreed))),
            group: group.get(),
            measure: measure.get(),
        });
        let counting = Memo::new(move |_| lens.with(Lens::groups));
        let certainty = Memo::new(move |_| rule.with(|rule| rule.certainty));
        let readings = Memo::new_with_compare(
            move |_| grid.with(|grid| counting.with(|groups| Arc::new(grid.read(groups, certainty.get())))),
            differs,
        );
        let names = app.read(|workspace| Names {
            schools: workspace.schools.keys().map(|id| (id.clone(), workspace.school_called(id).to_owned())).collect(),
            wordings: workspace.item_wordings.clone(),
        });
        let names = Memo::new_with_compare(move |_| Arc::new(names.get()), differs);
        let notes = app.read(move |workspace| scope.with(|scope| noted(workspace, scope.as_ref())));
        let notes = Memo::new_with_compare(move |_| Arc::new(notes.get()), differs);
        let shown = Memo::new(move |_| Shown {
            grid: grid.get(),
            readings: readings.get(),
            lens: lens.get(),
            needs_only: needs_only.get(),
            names: names.get(),
            notes: notes.get(),
        });
        let schools = Memo::new(move |_| {
            let wanted = looked_for.with(|text| text.trim().to_lowercase());
            names.with(|names| {
                let mut schools: Vec<SchoolId> = grid.with(|g| g.schools.clone());
                schools.retain(|id| names.schools.get(id).is_some_and(|name| name.to_lowercase().contains(&wanted)));
                if school_order.get() == SchoolOrder::ByName {
                    let collation = Collation::of(app.lang());
                    schools.sort_by(|a, b| match (names.schools.get(a), names.schools.get(b)) {
                        (Some(a), Some(b)) => collation.compare(a, b),
                        (a, b) => a.cmp(&b),
                    });
                }
                schools
            })
        });
        let axes = Memo::new(move |_| {
            let arrangement = Arrangement {
                open: open_areas.get(),
                own_open: own_open.get(),
                needs_only: needs_only.get(),
                order: area_order.get(),
            };
            shown.with(|shown| {
                let needs = |subject: &Subject| shown.needs(subject);
                let topics = topics(shown.areas(), &shown.grid.subjects, &shown.grid.apart, &needs, &arrangement);
                schools.with(|schools| Axes::new(schools.clone(), topics, Axes::go_down(shown.grid.schools.len())))
            })
        });
        let chosen = RwSignal::new(None);
        let choices = Choices {
            app,
            level,
            round,
            group,
            measure,
            needs_only,
            school_order,
            area_order,
            looked_for,
            open_areas,
            own_open,
            draft,
            chosen,
            levels,
            scope,
            grid,
            rule,
            shown,
            axes,
            lines: Memo::new(move |_| shown.with(Shown::lines)),
        };
        provide_context(choices);
        // Another workspace begins without what was chosen in the last one.
        let open = app.read(|workspace| workspace.id.clone());
        Effect::new(move |before: Option<String>| {
            let now = open.get();
            if before.is_some_and(|before| before != now) {
                choices.forget();
            }
            now
        });
    }

    /// Forgets what only makes sense in one workspace.
    fn forget(self) {
        self.draft.set(None);
        self.chosen.set(None);
        self.level.set(None);
        self.round.set(None);
        self.group.set(None);
        self.looked_for.set(String::new());
    }

    pub fn expect() -> Choices {
        expect_context()
    }

    /// The levels that have results.
    pub fn levels(self) -> Memo<Vec<Level>> {
        self.levels
    }

    /// The scores of the chosen level and round.
    pub fn grid(self) -> Memo<Arc<Grid>> {
        self.grid
    }

    /// The rule that colours the grid: the one being tried, else the one in force.
    pub fn rule(self) -> Memo<Agreement> {
        self.rule
    }

    pub fn shown(self) -> Memo<Shown> {
        self.shown
    }

    pub fn axes(self) -> Memo<Axes> {
        self.axes
    }

    /// Needs for every line that could be drawn.
    pub fn lines(self) -> Memo<PerLine> {
        self.lines
    }

    pub fn scope_untracked(self) -> Option<Scope> {
        self.scope.get_untracked()
    }

    pub fn level(self) -> Option<Level> {
        self.scope.with(|scope| scope.as_ref().map(|scope| scope.level))
    }

    pub fn round(self) -> Option<RoundId> {
        self.scope.with(|scope| scope.as_ref().map(|scope| scope.round.clone()))
    }

    /// How many lines the table has, for paper.
    pub fn line_count(self) -> usize {
        self.axes.with(|axes| if axes.schools_down { 0 } else { axes.rows.len() })
    }

    /// Round and level.
    pub fn round_and_level(self, lang: Lang) -> String {
        let Some(scope) = self.scope.get() else { return String::new() };
        let workspace = self.app.workspace();
        let round = workspace.rounds.get(&scope.round).map_or(scope.round.as_str(), |round| round.name.as_str());
        format!("{round} · {}", lang.level(scope.level))
    }

    /// Round, level, schools and the answers that are shown, as a line below a heading.
    pub fn scope_in_words(self, lang: Lang) -> String {
        let groups = self.shown.with(|shown| shown.lens.groups());
        self.scope_of_groups(&groups, lang)
    }

    /// The same where all groups are shown, whoever counts.
    pub fn scope_of_all(self, lang: Lang) -> String {
        self.scope_of_groups(&Group::ALL.into(), lang)
    }

    fn scope_of_groups(self, groups: &BTreeSet<Group>, lang: Lang) -> String {
        if self.scope.with(Option::is_none) {
            return String::new();
        }
        let (schools, answers) = self.shown.with(|shown| shown.size(groups));
        let size = lang.grid_about(lang.grid_schools(schools), lang.grid_answers(answers));
        format!("{} · {size}", self.round_and_level(lang))
    }

    /// Where a school's result of the chosen level and round is kept.
    pub fn result_of(self, school: &SchoolId) -> Option<SurveyKey> {
        let Scope { level, round } = self.scope.get()?;
        Some(SurveyKey { school: school.clone(), level, round })
    }

    /// Starts trying a rule: the one in force, to be changed.
    pub fn try_rule(self) {
        self.draft.set(Some(self.rule.get_untracked()));
    }

    /// Changes the rule that is being tried, from the one in force if there is none yet.
    pub fn change_draft(self, change: impl FnOnce(&mut Agreement)) {
        let mut draft = self.rule.get_untracked();
        change(&mut draft);
        self.draft.set(Some(draft));
    }

    pub fn toggle_area(self, area: Area) {
        self.open_areas.update(|open| {
            if !open.remove(&area) {
                open.insert(area);
            }
        });
    }

    /// Chooses the cell where two lines cross; heads choose nothing.
    pub fn choose(self, row: &Line, column: &Line) {
        let chosen = match (row, column) {
            (Line::School(school), topic) | (topic, Line::School(school)) => {
                topic.subject().map(|s| (school.clone(), s))
            }
            _ => None,
        };
        if chosen.is_some() && chosen != self.chosen.get_untracked() {
            self.chosen.set(chosen);
        }
    }

    /// The result behind the chosen cell, and what the cell is about.
    pub fn chosen_result(self) -> Option<(SurveyKey, Subject)> {
        let (school, subject) = self.chosen.get()?;
        Some((self.result_of(&school)?, subject))
    }
}

/// Whether two shared values are not the same one.
fn differs<T>(old: Option<&Arc<T>>, new: Option<&Arc<T>>) -> bool {
    match (old, new) {
        (Some(old), Some(new)) => !Arc::ptr_eq(old, new),
        _ => true,
    }
}

/// Whether two workspaces hold the same schools and results, as far as the grid is concerned.
fn same_results(old: Option<&Arc<Workspace>>, new: Option<&Arc<Workspace>>) -> bool {
    let (Some(old), Some(new)) = (old, new) else { return false };
    old.surveys.same(&new.surveys)
        && old.schools.keys().eq(new.schools.keys())
        && old.item_wordings.keys().eq(new.item_wordings.keys())
}

/// The cells of the level and round that have a note.
fn noted(workspace: &Workspace, scope: Option<&Scope>) -> BTreeSet<(SchoolId, Subject)> {
    let keys = workspace.cell_notes.keys().filter_map(|id| CellKey::from_id(id));
    let here = |key: &CellKey| scope.is_some_and(|s| s.level == key.survey.level && s.round == key.survey.round);
    keys.filter(here).map(|key| (key.survey.school, key.subject)).collect()
}
