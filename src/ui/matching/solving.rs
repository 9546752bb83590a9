//! Finds the plan for what is chosen now, in one place, and keeps it for every page that
//! shows it. It is found anew when what it is made from changes, and only while one of
//! these pages is open.

use crate::analysis::Scope;
use crate::matching::{
    Alternative, Assignment, Effect as Difference, Instance, Plan, Setting, Suggestion, WhatIf, Why,
};
use crate::ui::App;
use crate::ui::errand::BrokeDown;
use crate::ui::grid::Choices;
use crate::ui::matcher;
use crate::ui::route::Route;
use crate::workspace::Workspace;
use js_sys::Promise;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;
use std::time::Duration;
use wasm_bindgen_futures::JsFuture;

/// Up to so many needs × practices a plan is found within one turn of the page.
const AT_ONCE: usize = 20_000;
/// Up to so many, the reasons of every suggestion are found without being asked for; each
/// takes about as many solutions as there are alternatives.
const REASONS_AT_ONCE: usize = 4_000;

/// A plan and what it was made from.
#[derive(Debug, PartialEq)]
pub struct Solved {
    pub setting: Arc<Setting>,
    pub plan: Plan,
    /// What would come of it if everybody took its favourites.
    pub favourites: Plan,
}

impl Solved {
    /// Whether the reasons of all suggestions can be found without being asked for.
    pub fn is_small(&self) -> bool {
        size(self.setting.instance()) <= REASONS_AT_ONCE
    }
}

fn size(instance: &Instance) -> usize {
    instance.needs.len() * instance.offers.len()
}

/// How far the search for a plan is.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Solving {
    /// There are no results to match by.
    #[default]
    Nothing,
    /// So many pairings are found, of so many that there can be at most.
    Going {
        done: usize,
        of: usize,
    },
    Here,
    Stopped,
}

#[derive(Clone, Copy)]
pub struct Solver {
    setting: Memo<Option<Arc<Setting>>>,
    state: RwSignal<Solving>,
    /// The last plan that was found; it stays in sight while the next is looked for.
    solved: RwSignal<Option<Arc<Solved>>>,
    /// What was last asked for, and the how many-th time that was.
    asked: StoredValue<(u32, Option<Arc<Setting>>)>,
}

impl Solver {
    /// Puts it into context, for all pages.
    pub fn provide() {
        let app = App::expect();
        let choices = Choices::expect();
        let inputs = Memo::new_with_compare(move |_| app.workspace(), |old, new| !same_inputs(old, new));
        let setting = Memo::new(move |_| {
            let scope = Scope { level: choices.level()?, round: choices.round()? };
            let workspace = inputs.get();
            let rule = workspace.match_rule();
            Some(Arc::new(choices.grid().with(|grid| Setting::in_grid(grid, &workspace, &scope, &rule))))
        });
        let solver = Solver {
            setting,
            state: RwSignal::default(),
            solved: RwSignal::default(),
            asked: StoredValue::new((0, None)),
        };
        let looked_at = Memo::new(move |_| matches!(app.route(), Route::Matching | Route::Balance));
        Effect::new(move || {
            if looked_at.get() {
                solver.find(setting.get());
            }
        });
        provide_context(solver);
    }

    pub fn expect() -> Solver {
        expect_context()
    }

    /// How far it is; reading it tracks.
    pub fn state(self) -> Solving {
        self.state.get()
    }

    /// The plan, once there is one; reading it tracks.
    pub fn solved(self) -> Option<Arc<Solved>> {
        self.solved.get()
    }

    pub fn solved_untracked(self) -> Option<Arc<Solved>> {
        self.solved.get_untracked()
    }

    /// Whether this is still the plan that is shown.
    pub fn shows(self, solved: &Arc<Solved>) -> bool {
        self.solved
            .try_with_untracked(|now| now.as_ref().is_some_and(|now| Arc::ptr_eq(now, solved)))
            .unwrap_or_default()
    }

    /// Ends a search that takes too long.
    pub fn stop(self) {
        self.asked.update_value(|(run, _)| *run += 1);
        self.state.set(Solving::Stopped);
    }

    /// Searches again after a stop.
    pub fn again(self) {
        self.asked.update_value(|(_, setting)| *setting = None);
        self.find(self.setting.get_untracked());
    }

    fn find(self, setting: Option<Arc<Setting>>) {
        let same = self.asked.with_value(|(_, asked)| match (asked, &setting) {
            (Some(asked), Some(setting)) => Arc::ptr_eq(asked, setting),
            _ => false,
        });
        if same {
            return;
        }
        self.asked.update_value(|(run, asked)| {
            *run += 1;
            asked.clone_from(&setting);
        });
        // Another cluster's plan is none of ours.
        let schools = |solved: &Option<Arc<Solved>>| solved.as_ref().map(|solved| solved.setting.schools.clone());
        if self.solved.with_untracked(schools) != setting.as_ref().map(|setting| setting.schools.clone()) {
            self.solved.set(None);
        }
        let Some(setting) = setting else {
            self.state.set(Solving::Nothing);
            return;
        };
        if size(setting.instance()) <= AT_ONCE {
            let plan = setting.solve(&mut |_, _| true);
            self.found(setting, plan);
            return;
        }
        self.state.set(Solving::Going { done: 0, of: 0 });
        let progress = Progress { solver: self, run: self.asked.with_value(|(run, _)| *run) };
        spawn_local(async move {
            let assignment = solve(setting.instance(), move |done, of| progress.tell(done, of)).await;
            if progress.goes_on() {
                let plan = assignment.ok().flatten().map(|assignment| setting.plan(&assignment));
                self.found(setting, plan);
            }
        });
    }

    fn found(self, setting: Arc<Setting>, plan: Option<Plan>) {
        let Some(plan) = plan else {
            self.state.set(Solving::Stopped);
            return;
        };
        let favourites = setting.favourites();
        self.solved.set(Some(Arc::new(Solved { setting, plan, favourites })));
        self.state.set(Solving::Here);
    }
}

/// Tells how far one search is, and whether it is still wanted.
#[derive(Clone, Copy)]
struct Progress {
    solver: Solver,
    run: u32,
}

impl Progress {
    fn goes_on(self) -> bool {
        self.solver.asked.with_value(|(run, _)| *run == self.run)
    }

    fn tell(self, done: usize, of: usize) -> bool {
        let goes_on = self.goes_on();
        if goes_on {
            self.solver.state.set(Solving::Going { done, of });
        }
        goes_on
    }
}

/// The best assignment of an instance: in the page if that is soon done, else by the matcher.
/// `Ok(None)` if nobody waits for it any more.
async fn solve(
    instance: &Instance,
    go_on: impl FnMut(usize, usize) -> bool + 'static,
) -> Result<Option<Assignment>, BrokeDown> {
    if size(instance) <= AT_ONCE {
        breathe().await;
        return Ok(instance.solve(&mut |_, _| true));
    }
    matcher::solve(instance, go_on).await
}

/// Why a pairing is suggested; `None` if nobody waits for it any more, or it cannot be found.
pub async fn why(solved: &Solved, suggestion: Suggestion, wanted: impl Fn() -> bool + Clone + 'static) -> Option<Why> {
    if !solved.plan.suggestions.contains(&suggestion) {
        return None;
    }
    let Solved { setting, plan, .. } = solved;
    let mut alternatives = Alternative::of(setting, plan, suggestion);
    alternatives.truncate(most_alternatives(setting));
    let mut tried = Vec::new();
    for alternative in alternatives {
        let instance = setting.instance_under(&alternative.conditions(suggestion));
        let go_on = wanted.clone();
        let assignment = solve(&instance, move |_, _| go_on()).await.ok()??;
        if !wanted() {
            return None;
        }
        tried.push((alternative, setting.plan(&assignment)));
    }
    Some(Why::told(setting, plan, suggestion, tried))
}

/// Each alternative is a search of its own, so in a large network only some are tried.
fn most_alternatives(setting: &Setting) -> usize {
    match size(setting.instance()) {
        size if size <= AT_ONCE => usize::MAX,
        size if size <= 50 * AT_ONCE => 8,
        _ => 1,
    }
}

/// Whether the reasons compare every other choice.
pub fn tries_all(solved: &Solved) -> bool {
    most_alternatives(&solved.setting) == usize::MAX
}

/// What would be different; `None` if nobody waits for it any more, or it cannot be found.
pub async fn difference(
    solved: &Solved,
    workspace: &Workspace,
    what_if: &WhatIf,
    wanted: impl Fn() -> bool + 'static,
) -> Option<Difference> {
    breathe().await;
    let other = what_if.setting(&solved.setting, workspace);
    let assignment = solve(other.instance(), move |_, _| wanted()).await.ok()??;
    let after = other.plan(&assignment);
    Some(Difference::between((&solved.setting, &solved.plan), (&other, &after)))
}

/// Lets the page draw and listen before the next piece of work.
async fn breathe() {
    let later = Promise::new(&mut |resolve, _| {
        set_timeout(move || drop(resolve.call0(&wasm_bindgen::JsValue::UNDEFINED)), Duration::ZERO);
    });
    let _ = JsFuture::from(later).await;
}

/// Whether a plan is made from the same: what people call things plays no part.
fn same_inputs(old: Option<&Arc<Workspace>>, new: Option<&Arc<Workspace>>) -> bool {
    let (Some(old), Some(new)) = (old, new) else { return false };
    old.surveys.same(&new.surveys)
        && old.agreements.same(&new.agreements)
        && old.practices.same(&new.practices)
        && old.wishes.same(&new.wishes)
        && old.pairings.same(&new.pairings)
        && old.bans.same(&new.bans)
        && old.match_rules.same(&new.match_rules)
        && old.schools.keys().eq(new.schools.keys())
        && old.rounds.keys().eq(new.rounds.keys())
        && old.item_wordings.keys().eq(new.item_wordings.keys())
}
