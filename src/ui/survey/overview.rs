//! Schools by rounds: what is here, and what is still missing.

use crate::cluster::{RoundId, SchoolId, SurveyKey};
use crate::i18n::Lang;
use crate::selfie::{Group, Level};
use crate::survey::SurveyResult;
use crate::ui::App;
use crate::ui::parts::{FindSchool, ManySchools, MoreSchools, TextField};
use crate::ui::route::Route;
use crate::workspace::{Kind, Workspace, record};
use leptos::prelude::*;
use std::sync::Arc;

#[component]
pub fn SurveyPage() -> impl IntoView {
    let app = App::expect();
    let any = app.read(|w| !w.surveys.is_empty());
    view! {
        <div class="head">
            <h1>{move || app.lang().survey_title()}</h1>
            <div class="tools">
                <a class="btn" href=Route::Items.href()>{move || app.lang().survey_items()}</a>
                <a class="btn primary" href=Route::Read.href()>{move || app.lang().survey_read_files()}</a>
            </div>
        </div>
        <Show when=move || any.get() fallback=move || view! {
            <div class="sheet empty">
                <p>{move || app.lang().survey_empty()}</p>
                <a class="btn primary" href=Route::Read.href()>{move || app.lang().survey_read_files()}</a>
            </div>
        }>
            <Overview/>
            <Rounds/>
        </Show>
    }
}

#[component]
fn Overview() -> impl IntoView {
    let app = App::expect();
    let ids = app.read(|workspace| workspace.schools.keys().cloned().collect::<Vec<_>>());
    let many = ManySchools::new(ids);
    let table = move || {
        let (workspace, lang) = (app.workspace(), app.lang());
        let rounds: Vec<(RoundId, String)> =
            workspace.rounds_in_order().into_iter().map(|(id, round)| (id.clone(), round.name.clone())).collect();
        let levels = workspace.levels_surveyed();
        let several = levels.len() > 1;
        let schools = many.shown(None);
        let rows = schools.iter().flat_map(|school| levels.iter().map(move |level| (school.clone(), *level)));
        let rows = rows.filter(|(school, level)| !several || has_any(&workspace, school, *level)).map(|(school, level)| {
            let name = workspace.school_called(&school).to_owned();
            let cells = rounds.iter().map(|(round, round_name)| {
                let key = SurveyKey { school: school.clone(), level, round: round.clone() };
                let cell = match workspace.survey(&key) {
                    Some(result) => present(&key, result, lang).into_any(),
                    None => view! {
                        <span class="muted">{lang.survey_nothing_yet()}</span>
                    }.into_any(),
                };
                let open = app.open_mark(Kind::Surveys, &key.to_string());
                view! { <td data-label=round_name.clone()>{cell}{open}</td> }
            }).collect_view();
            view! {
                <tr>
                    <th scope="row">{name}{several.then(|| view! { <span class="muted small">" · "{lang.level(level)}</span> })}</th>
                    {cells}
                </tr>
            }
        }).collect_view();
        view! {
            <table class="sheet overview cards">
                <thead><tr>
                    <th scope="col">{lang.survey_school()}</th>
                    {rounds.iter().map(|(_, name)| view! { <th scope="col">{name.clone()}</th> }).collect_view()}
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        }
    };
    view! { <FindSchool schools=many/>{table}<MoreSchools schools=many/> }
}

fn has_any(workspace: &Workspace, school: &SchoolId, level: Level) -> bool {
    workspace.surveys().any(|(key, _)| key.school == *school && key.level == level)
}

/// What is here of a result, and which of the usual groups are missing.
fn present(key: &SurveyKey, result: &Arc<SurveyResult>, lang: Lang) -> impl IntoView + use<> {
    let scores: usize = result.scores.values().map(|s| s.len()).sum();
    let groups: Vec<String> = result
        .scores
        .iter()
        .map(|(group, scores)| match scores.values().filter_map(|s| s.n).max() {
            Some(n) => format!("{} {}", lang.group(*group), lang.result_n(lang.count(n as usize))),
            None => lang.group(*group).to_owned(),
        })
        .collect();
    let missing: Vec<Group> = [Group::Leaders, Group::Teachers, Group::Students]
        .into_iter()
        .filter(|group| !result.scores.contains_key(group))
        .collect();
    view! {
        <a href=Route::Result(key.clone()).href()>{lang.survey_scores(scores)}</a>
        <div class="small muted">{groups.join(" · ")}</div>
        {lang.missing_groups(&missing).map(|missing| view! { <div class="small missing">{missing}</div> })}
    }
}

#[component]
fn Rounds() -> impl IntoView {
    let app = App::expect();
    let ids = app.read(|w| w.rounds_in_order().into_iter().map(|(id, _)| id.clone()).collect::<Vec<_>>());
    view! {
        <section>
            <h2>{move || app.lang().rounds_title()}</h2>
            <p class="small muted no-print">{move || app.lang().survey_delete_round_hint()}</p>
            <div class="stack">
                <For each=move || ids.get() key=|id| id.clone() let:id>
                    <RoundFields id=id/>
                </For>
            </div>
        </section>
    }
}

#[component]
fn RoundFields(id: RoundId) -> impl IntoView {
    let app = App::expect();
    let id = StoredValue::new(id);
    let round = app.read(move |w| id.with_value(|id| w.rounds.get(id).cloned()));
    let name = move || round.with(|r| r.as_ref().map(|r| r.name.clone()).unwrap_or_default());
    let held = move || round.with(|r| r.as_ref().and_then(|r| r.held).map(|d| d.to_string()).unwrap_or_default());
    let keep_name = move |text: String| {
        app.edit(|w| id.with_value(|id| record(&mut w.rounds, id).name = text.trim().to_owned()));
    };
    let keep_held = move |text: String| {
        app.edit(|w| id.with_value(|id| record(&mut w.rounds, id).held = text.parse().ok()));
    };
    let open = move |field: &'static str| {
        MaybeProp::derive(move || id.with_value(|id| app.open_hint(Kind::Rounds, id, field)))
    };
    view! {
        <div class="fields">
            <TextField label=Signal::derive(move || app.lang().round_name().to_owned()) hint=open("name") value=Signal::derive(name) on_keep=keep_name/>
            <TextField label=Signal::derive(move || app.lang().round_held().to_owned()) hint=open("held") value=Signal::derive(held) on_keep=keep_held kind="date"/>
        </div>
    }
}
