//! "What if": a change is tried on the plan, its effect is seen, and then it is done or left.

use super::plan::let_receive;
use super::solving::{self, Solved, Solver};
use super::suggested::ban;
use super::telling::Telling;
use crate::cluster::{PairKey, Practice};
use crate::i18n::Lang;
use crate::matching::{Aim, Effect as Difference, TRIED, WhatIf};
use crate::selfie::{Area, Subject};
use crate::storage::browser::fresh_id;
use crate::ui::App;
use crate::ui::parts::{Choice, Dialog};
use crate::workspace::{Workspace, record};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;

/// More than any school could want.
const MOST: u32 = 99;

/// What came of trying.
#[derive(Clone, PartialEq)]
enum Outcome {
    NotAsked,
    Working,
    Known(Arc<Difference>),
}

/// A change that is being tried, and how far that is.
#[derive(Clone, Copy)]
pub struct Trial {
    app: App,
    solver: Solver,
    open: RwSignal<bool>,
    draft: RwSignal<WhatIf>,
    outcome: RwSignal<Outcome>,
}

impl Trial {
    pub fn new() -> Trial {
        Trial {
            app: App::expect(),
            solver: Solver::expect(),
            open: RwSignal::new(false),
            draft: RwSignal::new(WhatIf::Receives(1)),
            outcome: RwSignal::new(Outcome::NotAsked),
        }
    }

    pub fn expect() -> Trial {
        expect_context()
    }

    /// Opens the dialog with nothing tried yet.
    pub fn begin(self) {
        if let Some(solved) = self.solver.solved_untracked() {
            self.change(first_try(Sort::Receives, &solved).unwrap_or(WhatIf::Receives(1)));
            self.open.set(true);
        }
    }

    /// Opens the dialog with this change, and its effect.
    pub fn try_it(self, what_if: WhatIf) {
        self.change(what_if);
        self.open.set(true);
        self.ask();
    }

    fn change(self, what_if: WhatIf) {
        self.draft.set(what_if);
        self.outcome.set(Outcome::NotAsked);
    }

    fn ask(self) {
        let Some(solved) = self.solver.solved_untracked() else { return };
        let (workspace, what_if) = (self.app.workspace_untracked(), self.draft.get_untracked());
        self.outcome.set(Outcome::Working);
        spawn_local(async move {
            // Something else may be tried by then, or the page be left.
            let (draft, asked) = (self.draft, what_if.clone());
            let wanted = move || draft.try_with_untracked(|draft| *draft == asked) == Some(true);
            let found = solving::difference(&solved, &workspace, &what_if, wanted.clone()).await;
            if wanted() {
                self.outcome.set(found.map_or(Outcome::NotAsked, |found| Outcome::Known(Arc::new(found))));
            }
        });
    }

    /// Makes it so, as one edit that can be undone.
    fn accept(self) {
        let (app, lang) = (self.app, self.app.lang_untracked());
        self.open.set(false);
        let workspace = app.workspace_untracked();
        match self.draft.get_untracked() {
            WhatIf::Capacity(id, capacity) => {
                let words = lang.whatif_capacity_done(workspace.practice_called(&id));
                app.edit_and_tell(words, |w| record::<Practice>(&mut w.practices, &id).capacity = capacity);
            }
            WhatIf::Offer(mut offer) => {
                let edition = self.solver.solved_untracked().map(|solved| solved.setting.edition).unwrap_or_default();
                let subject = offer.helps_with.first().map(|subject| workspace.subject_called(edition, subject, lang));
                offer.title = lang.whatif_new_title(subject.unwrap_or_default());
                let words = lang.whatif_offer_done(workspace.school_called(&offer.school));
                app.edit_and_tell(words, |w| drop(w.practices.insert(fresh_id(), Arc::new(*offer))));
            }
            WhatIf::Ban(key) => {
                ban(app, &key, workspace.practice_called(&key.practice), workspace.school_called(&key.school))
            }
            WhatIf::Receives(n) => {
                app.edit_and_tell(lang.matching_receives_set(n as usize), |w| let_receive(w, n));
            }
        }
    }
}

/// What kind of change.
#[derive(Clone, Copy, PartialEq)]
enum Sort {
    Receives,
    Capacity,
    Offer,
    Ban,
}

impl Sort {
    const ALL: [Sort; 4] = [Sort::Receives, Sort::Capacity, Sort::Offer, Sort::Ban];

    fn of(what_if: &WhatIf) -> Sort {
        match what_if {
            WhatIf::Receives(_) => Sort::Receives,
            WhatIf::Capacity(..) => Sort::Capacity,
            WhatIf::Offer(_) => Sort::Offer,
            WhatIf::Ban(_) => Sort::Ban,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Sort::Receives => "receives",
            Sort::Capacity => "capacity",
            Sort::Offer => "offer",
            Sort::Ban => "ban",
        }
    }

    fn label(self, lang: Lang) -> &'static str {
        match self {
            Sort::Receives => lang.whatif_receives(),
            Sort::Capacity => lang.whatif_capacity(),
            Sort::Offer => lang.whatif_offer(),
            Sort::Ban => lang.whatif_ban(),
        }
    }
}

/// A change of this kind to begin with; `None` where there is nothing that it could be about.
fn first_try(sort: Sort, solved: &Solved) -> Option<WhatIf> {
    let setting = &solved.setting;
    Some(match sort {
        Sort::Receives => WhatIf::Receives(setting.rule.receives.saturating_add(1)),
        Sort::Capacity => {
            let offered = setting.practices.first()?;
            WhatIf::Capacity(offered.id.clone(), offered.capacity.saturating_add(1))
        }
        Sort::Offer => {
            let (school, area) = (setting.schools.first()?.clone(), *setting.edition.areas().first()?);
            let offer = Practice { school, helps_with: [Subject::Area(area)].into(), ..Practice::default() };
            WhatIf::Offer(Box::new(offer))
        }
        Sort::Ban => {
            let suggestion = solved.plan.suggestions.first()?;
            WhatIf::Ban(setting.key(suggestion.school, suggestion.practice)?)
        }
    })
}

#[component]
pub fn WhatIfDialog() -> impl IntoView {
    let app = App::expect();
    let trial = Trial::expect();
    view! {
        <Dialog open=trial.open title=Signal::derive(move || app.lang().whatif().to_owned())>
            <p class="lead">{move || app.lang().whatif_lead()}</p>
            <Draft/>
            <div class="row whatif-see">
                <button class="btn" type="button" on:click=move |_| trial.ask()>{move || app.lang().whatif_see()}</button>
            </div>
            <div aria-live="polite">{move || outcome(trial)}</div>
            <div class="foot">
                <button class="btn" type="button" on:click=move |_| trial.open.set(false)>{move || app.lang().whatif_leave()}</button>
                <button class="btn primary" type="button" disabled=move || !matches!(trial.outcome.get(), Outcome::Known(_))
                    on:click=move |_| trial.accept()>{move || app.lang().whatif_do()}</button>
            </div>
        </Dialog>
    }
}

/// What is tried, to be changed.
#[component]
fn Draft() -> impl IntoView {
    let app = App::expect();
    let trial = Trial::expect();
    let sort = Memo::new(move |_| trial.draft.with(Sort::of));
    let sorts = Signal::derive(move || {
        let solved = trial.solver.solved();
        let possible = |sort: &Sort| solved.as_ref().is_some_and(|solved| first_try(*sort, solved).is_some());
        let named = |sort: Sort| (sort.word().to_owned(), sort.label(app.lang()).to_owned());
        Sort::ALL.into_iter().filter(possible).map(named).collect::<Vec<_>>()
    });
    let choose = move |word: String| {
        let sort = Sort::ALL.into_iter().find(|sort| sort.word() == word);
        let first = sort.zip(trial.solver.solved_untracked()).and_then(|(sort, solved)| first_try(sort, &solved));
        if let Some(first) = first {
            trial.change(first);
        }
    };
    let fields = move || match sort.get() {
        Sort::Receives => number(trial, Lang::field_receives, 1).into_any(),
        Sort::Capacity => {
            let practice = menu(trial, Lang::whatif_practice, practices, |draft| match draft {
                WhatIf::Capacity(id, _) => id.clone(),
                _ => String::new(),
            });
            view! { {practice} {number(trial, Lang::field_capacity, 0)} }.into_any()
        }
        Sort::Offer => {
            let school = menu(trial, Lang::grid_school, schools, |draft| match draft {
                WhatIf::Offer(offer) => offer.school.clone(),
                _ => String::new(),
            });
            let subject = menu(trial, Lang::field_helps_with, subjects, |draft| match draft {
                WhatIf::Offer(offer) => offer.helps_with.first().map(Subject::to_string).unwrap_or_default(),
                _ => String::new(),
            });
            view! { {school} {subject} {number(trial, Lang::field_capacity, 1)} }.into_any()
        }
        Sort::Ban => menu(trial, Lang::whatif_pair, pairs, |draft| match draft {
            WhatIf::Ban(key) => key.to_string(),
            _ => String::new(),
        })
        .into_any(),
    };
    view! {
        <div class="stack">
            <Choice label=Signal::derive(move || app.lang().whatif_kind().to_owned()) options=sorts
                value=Signal::derive(move || sort.get().word().to_owned()) on_choose=choose/>
            <div class="fields">{fields}</div>
        </div>
    }
}

/// The options of a menu: what they write into the change, and their words.
type Options = fn(&Solved, &Workspace, &WhatIf, Lang) -> Vec<(String, String)>;

/// A menu for a part of the change.
fn menu(
    trial: Trial,
    label: fn(Lang) -> &'static str,
    options: Options,
    value: fn(&WhatIf) -> String,
) -> impl IntoView {
    let app = trial.app;
    let options = Memo::new(move |_| match trial.solver.solved() {
        Some(solved) => trial.draft.with(|draft| options(&solved, &app.workspace(), draft, app.lang())),
        None => Vec::new(),
    });
    let choose = move |word: String| {
        let mut draft = trial.draft.get_untracked();
        put(&mut draft, &word, trial.solver.solved_untracked().as_deref());
        trial.change(draft);
    };
    view! {
        <Choice label=Signal::derive(move || label(app.lang()).to_owned()) options=options
            value=Signal::derive(move || trial.draft.with(value)) on_choose=choose/>
    }
}

/// Writes what was chosen in a menu: an id, a subject or a pair.
fn put(draft: &mut WhatIf, word: &str, solved: Option<&Solved>) {
    let setting = solved.map(|solved| &solved.setting);
    match draft {
        WhatIf::Capacity(id, capacity) => {
            word.clone_into(id);
            let place = setting.and_then(|setting| setting.practices.get(setting.practice_place(word)?));
            *capacity = place.map_or(*capacity, |offered| offered.capacity.saturating_add(1));
        }
        WhatIf::Offer(offer) if setting.is_some_and(|setting| setting.schools.iter().any(|id| id == word)) => {
            word.clone_into(&mut offer.school);
        }
        WhatIf::Offer(offer) => offer.helps_with = word.parse().into_iter().collect(),
        WhatIf::Ban(key) => *key = PairKey::from_id(word).unwrap_or_else(|| key.clone()),
        WhatIf::Receives(_) => {}
    }
}

fn practices(solved: &Solved, workspace: &Workspace, _: &WhatIf, _: Lang) -> Vec<(String, String)> {
    let named = solved.setting.practices.iter().map(|offered| {
        let school =
            solved.setting.schools.get(offered.school).map(|id| workspace.school_called(id)).unwrap_or_default();
        (offered.id.clone(), format!("{} ({school})", workspace.practice_called(&offered.id)))
    });
    named.collect()
}

fn schools(solved: &Solved, workspace: &Workspace, _: &WhatIf, _: Lang) -> Vec<(String, String)> {
    solved.setting.schools.iter().map(|id| (id.clone(), workspace.school_called(id).to_owned())).collect()
}

fn subjects(solved: &Solved, workspace: &Workspace, draft: &WhatIf, lang: Lang) -> Vec<(String, String)> {
    let edition = solved.setting.edition;
    let area = |area: &Area| Subject::Area(*area);
    let mut subjects: Vec<Subject> = edition.areas().iter().map(area).collect();
    if let WhatIf::Offer(offer) = draft {
        let asked = offer.helps_with.iter().filter(|subject| !subjects.contains(subject)).cloned();
        let asked: Vec<Subject> = asked.collect();
        subjects.extend(asked);
    }
    subjects.iter().map(|subject| (subject.to_string(), workspace.subject_called(edition, subject, lang))).collect()
}

fn pairs(solved: &Solved, workspace: &Workspace, _: &WhatIf, lang: Lang) -> Vec<(String, String)> {
    let telling = Telling { setting: &solved.setting, workspace, lang };
    let keys = solved.plan.suggestions.iter().filter_map(|s| solved.setting.key(s.school, s.practice));
    let named = keys.map(|key| {
        let (practice, school) = telling.pair(&key);
        (key.to_string(), lang.whatif_pair_of(practice, school))
    });
    named.collect()
}

/// The number in the change: how many schools, or how many pairings.
fn number(trial: Trial, label: fn(Lang) -> &'static str, least: u32) -> impl IntoView {
    let app = trial.app;
    let value = move || {
        trial.draft.with(|draft| match draft {
            WhatIf::Capacity(_, n) | WhatIf::Receives(n) => *n,
            WhatIf::Offer(offer) => offer.capacity,
            WhatIf::Ban(_) => 0,
        })
    };
    let typed = move |event: web_sys::Event| {
        let Ok(number) = event_target_value(&event).trim().parse::<u32>() else { return };
        let number = number.clamp(least, MOST);
        let mut draft = trial.draft.get_untracked();
        match &mut draft {
            WhatIf::Capacity(_, n) | WhatIf::Receives(n) => *n = number,
            WhatIf::Offer(offer) => offer.capacity = number,
            WhatIf::Ban(_) => {}
        }
        trial.change(draft);
    };
    view! {
        <label class="field">
            <span class="label">{move || label(app.lang())}</span>
            <input type="number" min=least max=MOST inputmode="numeric" prop:value=move || value().to_string() on:input=typed/>
        </label>
    }
}

/// What would be different.
fn outcome(trial: Trial) -> AnyView {
    let lang = trial.app.lang();
    match trial.outcome.get() {
        Outcome::NotAsked => ().into_any(),
        Outcome::Working => view! { <p class="muted">{lang.whatif_working()}</p> }.into_any(),
        Outcome::Known(found) => {
            let same = found.gained.is_empty() && found.lost.is_empty() && found.before == found.after;
            if same {
                return view! { <p class="whatif-same">{lang.whatif_same()}</p> }.into_any();
            }
            view! {
                <div class="whatif-found">
                    {pair_list(trial, lang.whatif_gained(), &found.gained)}
                    {pair_list(trial, lang.whatif_lost(), &found.lost)}
                </div>
                {levels(&found, lang)}
            }
            .into_any()
        }
    }
}

fn pair_list(trial: Trial, title: &'static str, keys: &[PairKey]) -> Option<impl IntoView + use<>> {
    let workspace = trial.app.workspace();
    let solved = trial.solver.solved()?;
    let lang = trial.app.lang();
    let telling = Telling { setting: &solved.setting, workspace: &workspace, lang };
    let offering = trial.draft.with_untracked(|draft| match draft {
        WhatIf::Offer(offer) => offer.school.clone(),
        _ => String::new(),
    });
    let line = |key: &PairKey| {
        let giver = match key.practice.as_str() {
            TRIED => Some(&offering),
            _ => workspace.practices.get(&key.practice).map(|practice| &practice.school),
        };
        let (practice, school) = telling.pair(key);
        let giver = giver.map(|giver| workspace.school_called(giver)).unwrap_or_default();
        view! { <li>{lang.whatif_line(giver, school, practice)}</li> }
    };
    let lines: Vec<_> = keys.iter().map(line).collect();
    (!lines.is_empty()).then(|| view! { <div><h3>{title}</h3><ul class="small">{lines}</ul></div> })
}

/// What each aim comes to, before and after.
fn levels(found: &Difference, lang: Lang) -> impl IntoView + use<> {
    let deciding = Aim::deciding(&found.before, &found.after);
    let better = found.after > found.before;
    let rows: Vec<_> = Aim::ALL
        .into_iter()
        .map(|aim| {
            // The first level that differs decides whether the whole is better.
            let word = (deciding == Some(aim)).then(|| if better { lang.whatif_up() } else { lang.whatif_down() });
            view! {
                <tr class:here=aim.of(&found.before) != aim.of(&found.after)>
                    <th scope="row">{lang.aim(aim)}</th>
                    <td class="num">{amount(aim, &found.before, lang)}</td>
                    <td class="num">{amount(aim, &found.after, lang)}</td>
                    <td>{word}</td>
                </tr>
            }
        })
        .collect();
    view! {
        <table class="numbers">
            <thead><tr>
                <th scope="col">{lang.whatif_aim()}</th>
                <th scope="col" class="num">{lang.whatif_now()}</th>
                <th scope="col" class="num">{lang.whatif_then()}</th>
                <td></td>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

/// What a plan comes to at one level; severity in points.
pub fn amount(aim: Aim, objective: &crate::matching::Objective, lang: Lang) -> String {
    match aim {
        Aim::Severity => lang.decimal(aim.of(objective) as f64 / 100.0, 1),
        Aim::Receiving | Aim::Giving | Aim::Evenness | Aim::Used => lang.count(aim.of(objective) as usize),
    }
}
