//! The page of suggestions: by which rule, what the plan reaches, and its pairings.

use super::chart::SharesAside;
use super::solving::{Solved, Solver, Solving};
use super::suggested::{Fixed, Suggested};
use super::telling::Telling;
use super::unserved::{Bans, Unmet, UnusedList};
use super::what_if::{Trial, WhatIfDialog};
use super::{MatchingTabs, focus, with_plan};
use crate::cluster::{MATCH_RULE_ID, MatchRule, Per};
use crate::i18n::Lang;
use crate::matching::Balance;
use crate::ui::App;
use crate::ui::grid::{Choices, PrintButton, ScopeChoice};
use crate::workspace::{Workspace, record};
use leptos::prelude::*;
use std::sync::Arc;

/// Schools that are named where they receive nothing.
const NAMED: usize = 4;
/// As many as the menu offers; a larger number that a file brings stays.
const MOST_RECEIVED: u32 = 6;
/// From so many schools on, the suggestions of one can be picked.
pub const MANY_SCHOOLS: usize = 9;

/// What the reader wants to see of the plan: the place of one school, or all.
#[derive(Clone, Copy)]
pub struct OfSchool(pub RwSignal<Option<usize>>);

#[component]
pub fn MatchingPage() -> impl IntoView {
    let app = App::expect();
    let choices = Choices::expect();
    let solver = Solver::expect();
    let trial = Trial::new();
    provide_context(trial);
    provide_context(OfSchool(RwSignal::new(None)));
    let about = move || {
        let lang = app.lang();
        solver.solved().map(|solved| {
            let setting = &solved.setting;
            let practices = lang.matching_practices(setting.practices.len());
            let size = lang.matching_about(practices, lang.preview_needs(setting.needs.len()));
            let each = lang.matching_each(setting.rule.receives as usize);
            format!("{} · {size} · {each}", choices.round_and_level(lang))
        })
    };
    view! {
        <div class="matching-page">
            <div class="head">
                <div>
                    <h1>{move || app.lang().matching_title()}</h1>
                    <p class="muted">{about}</p>
                </div>
                <Show when=move || solver.solved().is_some_and(|solved| !solved.setting.practices.is_empty())>
                    <div class="tools">
                        <PrintButton/>
                        <button class="btn" type="button" on:click=move |_| trial.begin()>{move || app.lang().whatif()}</button>
                        <AcceptAll/>
                    </div>
                </Show>
            </div>
            <MatchingTabs/>
            {with_plan(content)}
        </div>
    }
}

fn content() -> AnyView {
    view! {
        <RuleBar/>
        <Reached/>
        <div class="split">
            <div class="stack">
                <Suggested/>
                <Fixed/>
            </div>
            <aside>
                <SharesAside/>
                <Unmet/>
                <UnusedList/>
                <Bans/>
            </aside>
        </div>
        <WhatIfDialog/>
    }
    .into_any()
}

#[component]
fn AcceptAll() -> impl IntoView {
    let app = App::expect();
    let solver = Solver::expect();
    let count = Memo::new(move |_| match solver.state() {
        Solving::Here => solver.solved().map_or(0, |solved| solved.plan.suggestions.len()),
        _ => 0,
    });
    let accept = move |_| {
        let Some(solved) = solver.solved_untracked() else { return };
        let words = app.lang_untracked().suggested_all_accepted(solved.plan.suggestions.len());
        app.edit_and_tell(words, |workspace| {
            for (key, pairing) in solved.plan.suggestions.iter().filter_map(|s| solved.setting.accept(*s)) {
                workspace.pairings.insert(key.to_string(), Arc::new(pairing));
            }
        });
        focus("fixed");
    };
    view! {
        <Show when=move || { count.get() > 0 }>
            <button class="btn primary" type="button" on:click=accept>{move || app.lang().suggested_accept_all(count.get())}</button>
        </Show>
    }
}

/// Level, round, and how the cluster matches.
#[component]
fn RuleBar() -> impl IntoView {
    let app = App::expect();
    let rule = app.read(|workspace| MatchRule::clone(&workspace.match_rule()));
    let receives = move || {
        let now = rule.with(|rule| rule.receives);
        let mut numbers: Vec<u32> = (1..=MOST_RECEIVED).collect();
        if !numbers.contains(&now) {
            numbers.push(now);
        }
        numbers
            .into_iter()
            .map(|n| view! { <option value=n selected=n == now>{app.lang().count(n as usize)}</option> })
            .collect::<Vec<_>>()
    };
    let per = move || {
        let now = rule.with(|rule| rule.per);
        Per::ALL.map(|per| view! { <option value=per.word() selected=per == now>{app.lang().per(per)}</option> })
    };
    view! {
        <div class="bar no-print">
            <ScopeChoice/>
            <label>
                {move || app.lang().field_receives()}
                <select on:change=move |event| {
                    if let Ok(n) = event_target_value(&event).parse::<u32>() {
                        app.edit_and_tell(app.lang_untracked().matching_receives_set(n as usize), |w| let_receive(w, n));
                    }
                }>{receives}</select>
            </label>
            <label>
                {move || app.lang().field_per()}
                <select on:change=move |event| {
                    if let Some(per) = Per::from_word(&event_target_value(&event)) {
                        let lang = app.lang_untracked();
                        app.edit_and_tell(lang.matching_per_set(lang.per(per)), |w| match_rule(w).per = per);
                    }
                }>{per}</select>
            </label>
            <OfSchoolChoice/>
        </div>
    }
}

fn match_rule(workspace: &mut Workspace) -> &mut MatchRule {
    record(&mut workspace.match_rules, MATCH_RULE_ID)
}

/// How many pairings a school receives at most.
pub fn let_receive(workspace: &mut Workspace, receives: u32) {
    match_rule(workspace).receives = receives;
}

/// One school of many.
#[component]
fn OfSchoolChoice() -> impl IntoView {
    let app = App::expect();
    let solver = Solver::expect();
    let OfSchool(of_school) = expect_context();
    let names = Memo::new(move |_| {
        let solved = solver.solved()?;
        let workspace = app.workspace();
        let schools = &solved.setting.schools;
        (schools.len() >= MANY_SCHOOLS)
            .then(|| schools.iter().map(|id| workspace.school_called(id).to_owned()).collect::<Vec<_>>())
    });
    move || {
        names.get().map(|names| {
            let options: Vec<_> = names
                .into_iter()
                .enumerate()
                .map(|(place, name)| view! { <option value=place selected=of_school.get_untracked() == Some(place)>{name}</option> })
                .collect();
            view! {
                <label>
                    {move || app.lang().matching_find_school()}
                    <select on:change=move |event| of_school.set(event_target_value(&event).parse().ok())>
                        <option value="">{move || app.lang().matching_all_schools()}</option>
                        {options}
                    </select>
                </label>
            }
        })
    }
}

/// What the plan reaches, at every level that counts, in the order in which they count.
#[component]
fn Reached() -> impl IntoView {
    let app = App::expect();
    let solver = Solver::expect();
    let figures = move || {
        let solved = solver.solved()?;
        let figures = figures(&solved, &app.workspace(), app.lang());
        Some(
            figures
                .into_iter()
                .map(|(value, label, note)| {
                    view! {
                        <li><strong>{value}</strong><span class="small">{label}</span>
                            {note.map(|note| view! { <span class="small muted">{note}</span> })}</li>
                    }
                })
                .collect::<Vec<_>>(),
        )
    };
    view! {
        <section aria-label=move || app.lang().reached_title()>
            <ul class="sheet reached">{figures}</ul>
        </section>
    }
}

type Figure = (String, &'static str, Option<String>);

fn figures(solved: &Solved, workspace: &Workspace, lang: Lang) -> [Figure; 5] {
    let Solved { setting, plan, favourites } = solved;
    let telling = Telling { setting, workspace, lang };
    let reached = plan.objective;
    let balance = Balance::of(setting, plan);
    let all = setting.schools.len();
    let of = |n: usize, all: usize| lang.present_place(lang.count(n), lang.count(all));
    let places = |has: fn(&crate::matching::Share) -> u32| -> Vec<usize> {
        balance.shares.iter().enumerate().filter(|(_, share)| has(share) == 0).map(|(place, _)| place).collect()
    };
    let without = |places: Vec<usize>| {
        (!places.is_empty() && places.len() <= NAMED).then(|| lang.reached_without(telling.schools(&places)))
    };
    let met = plan.suggestions.len() + setting.needs.iter().filter(|need| need.met_by.is_some()).count();
    let points = |hundredths: u64| lang.decimal(hundredths as f64 / 100.0, 1);
    let needs = setting.needs_met(plan);
    let wishes = reached.severity.saturating_sub(needs);
    let weight = [Some(lang.reached_points(points(needs))), (wishes > 0).then(|| lang.reached_wishes(points(wishes)))];
    let weight = weight.into_iter().flatten().collect::<Vec<_>>().join("; ");
    let (most, _) = balance.spread();
    let (favourite_most, _) = Balance::of(setting, favourites).spread();
    [
        (of(reached.receiving as usize, all), lang.reached_receive(), without(places(|share| share.received))),
        (of(reached.giving as usize, all), lang.reached_give(), without(places(|share| share.given))),
        (of(met, setting.needs.len()), lang.reached_needs(), Some(weight)),
        (lang.count(most as usize), lang.reached_most(), Some(lang.reached_favourites(favourite_most as usize))),
        (of(reached.used as usize, setting.practices.len()), lang.reached_used(), None),
    ]
}
