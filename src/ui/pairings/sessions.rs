//! The timetable: which sessions are when, what clashes, what waits for a date.

use super::card::meeting;
use super::dates::Dates;
use super::moment::session_place;
use super::proposal::Proposal;
use super::{Pairs, called};
use crate::cluster::{PairKey, SchoolId};
use crate::matching::{Clash, waiting};
use crate::ui::collation;
use crate::ui::keeping::this_minute;
use jiff::ToSpan as _;
use jiff::civil::DateTime;
use leptos::prelude::*;

/// In larger clusters nobody looks for who is free in a list of names.
const SCHOOLS_TO_NAME: usize = 12;

#[component]
pub fn Sessions(pairs: Pairs) -> impl IntoView {
    let app = pairs.app;
    let times = Memo::new(move |_| {
        let (workspace, school) = (app.workspace(), pairs.asked_school());
        let ours = |key: &PairKey| school.as_ref().is_none_or(|school| takes_part(&workspace, key, school));
        pairs.diary.with(|diary| {
            let times = diary
                .by_time()
                .map(|(at, keys)| (at, keys.iter().filter(|key| ours(key)).cloned().collect::<Vec<_>>()));
            times.filter(|(_, keys)| !keys.is_empty()).collect::<Vec<_>>()
        })
    });
    view! {
        <section class="sessions" aria-labelledby="sessions">
            <h2 id="sessions">{move || app.lang().sessions_title()}</h2>
            <p class="muted">{move || app.lang().sessions_lead()}</p>
            <Clashes pairs=pairs/>
            <div class="split">
                <div class="stack">
                    <Proposal pairs=pairs/>
                    <Table pairs=pairs times=times/>
                    <Waiting pairs=pairs/>
                </div>
                <aside class="no-print"><Dates pairs=pairs/></aside>
            </div>
        </section>
    }
    .into_any()
}

fn takes_part(workspace: &crate::workspace::Workspace, key: &PairKey, school: &SchoolId) -> bool {
    key.school == *school || workspace.practices.get(&key.practice).is_some_and(|practice| practice.school == *school)
}

/// What clashes, all of it in words.
#[component]
fn Clashes(pairs: Pairs) -> impl IntoView {
    let app = pairs.app;
    let words = move |clash: &Clash| {
        let (workspace, lang) = (app.workspace(), app.lang());
        let school = called::school(&workspace, &clash.school, lang);
        let [one, other] = [&clash.one, &clash.other].map(|(key, _)| called::pairing(&workspace, key, lang));
        lang.sessions_clash_of(school, lang.moment(clash.other.1), one, other)
    };
    view! {
        <div role="alert">
            <Show when=move || pairs.clashes.with(|clashes| !clashes.is_empty())>
                <div class="warn clashes">
                    <strong><span aria-hidden="true">"⚠ "</span>{move || app.lang().sessions_clashes(pairs.clashes.with(Vec::len))}</strong>
                    <ul>{move || pairs.clashes.with(|clashes| clashes.iter().map(|clash| view! { <li>{words(clash)}</li> }).collect_view())}</ul>
                </div>
            </Show>
        </div>
    }
}

type Times = Memo<Vec<(DateTime, Vec<PairKey>)>>;

#[component]
fn Table(pairs: Pairs, times: Times) -> impl IntoView {
    let app = pairs.app;
    let names_free = app.read(|w| w.schools.len() <= SCHOOLS_TO_NAME);
    let moments = Memo::new(move |_| times.with(|times| times.iter().map(|(at, _)| *at).collect::<Vec<_>>()));
    view! {
        <Show when=move || times.with(|times| !times.is_empty()) fallback=move || view! { <p class="sheet pad muted">{move || app.lang().sessions_none()}</p> }>
            <table class="sheet cards timetable" aria-label=move || app.lang().sessions_title()>
                <thead><tr>
                    <th scope="col">{move || app.lang().sessions_when()}</th>
                    <th scope="col">{move || app.lang().sessions_who()}</th>
                    <Show when=move || names_free.get()><th scope="col">{move || app.lang().sessions_free()}</th></Show>
                </tr></thead>
                <tbody>
                    <For each=move || moments.get() key=|at| *at let:at>
                        <tr>
                            <th scope="row">{when(pairs, at)}</th>
                            <td><Meetings pairs=pairs times=times at=at/></td>
                            <Show when=move || names_free.get()>
                                <td class="small muted" data-label=move || app.lang().sessions_free()>{move || free(pairs, at)}</td>
                            </Show>
                        </tr>
                    </For>
                </tbody>
            </table>
        </Show>
    }
}

/// Day, weekday, from when to when.
fn when(pairs: Pairs, at: DateTime) -> impl IntoView {
    let app = pairs.app;
    let minutes = app.read(|w| w.match_rule().minutes);
    let hours = move || {
        let (lang, ends) = (app.lang(), at.saturating_add(i64::from(minutes.get()).minutes()));
        lang.sessions_from_to(lang.weekday(at.weekday()), lang.clock(at), lang.clock(ends))
    };
    let over = at < this_minute();
    view! {
        <span class="when-day">{move || app.lang().date(at.date())}</span>
        <span class="small muted when-hours">{hours}</span>
        {over.then(|| view! { <span class="small muted when-hours">{move || app.lang().sessions_over()}</span> })}
    }
}

#[component]
fn Meetings(pairs: Pairs, times: Times, at: DateTime) -> impl IntoView {
    let keys = move || {
        times.with(|times| times.iter().find(|(time, _)| *time == at).map(|(_, keys)| keys.clone())).unwrap_or_default()
    };
    let line = move |key: PairKey| {
        view! {
            <li id=session_place(&key, Some(at))>
                {meeting(pairs, key.clone(), Some(at))}
                <ClashSign pairs=pairs key=key.clone() at=at/>
            </li>
        }
    };
    view! { <ul class="meetings"><For each=keys key=|key| key.clone() children=line/></ul> }
}

/// Which schools cannot be here, since they are elsewhere.
#[component]
fn ClashSign(pairs: Pairs, key: PairKey, at: DateTime) -> impl IntoView {
    let app = pairs.app;
    let schools = Memo::new(move |_| {
        let mut schools: Vec<SchoolId> = pairs.clashes.with(|clashes| {
            clashes.iter().filter(|clash| clash.concerns(&key, at)).map(|clash| clash.school.clone()).collect()
        });
        schools.sort();
        schools.dedup();
        schools
    });
    move || {
        let (workspace, lang) = (app.workspace(), app.lang());
        let words =
            schools.get().into_iter().map(|school| lang.sessions_clash(called::school(&workspace, &school, lang)));
        words
            .map(|words| view! { <p class="small clash"><span aria-hidden="true">"⚠ "</span>{words}</p> })
            .collect_view()
    }
}

/// Schools that are in no session then.
fn free(pairs: Pairs, at: DateTime) -> String {
    let (workspace, lang) = (pairs.app.workspace(), pairs.app.lang());
    let schools = collation::schools_in_order(&workspace, lang);
    let free = schools.iter().filter(|school| !pairs.diary.with(|diary| diary.is_busy(school, at, None)));
    let names: Vec<&str> = free.map(|school| workspace.school_called(school)).collect();
    if names.is_empty() { lang.sessions_nobody_free().to_owned() } else { names.join(", ") }
}

/// Pairings that have no session yet.
#[component]
fn Waiting(pairs: Pairs) -> impl IntoView {
    let app = pairs.app;
    let keys = Memo::new(move |_| {
        let (workspace, school) = (app.workspace(), pairs.asked_school());
        let ours = |key: &PairKey| school.as_ref().is_none_or(|school| takes_part(&workspace, key, school));
        waiting(&workspace).into_iter().filter(ours).collect::<Vec<_>>()
    });
    let line = move |key: PairKey| {
        view! { <li id=session_place(&key, None)>{meeting(pairs, key.clone(), None)}</li> }
    };
    view! {
        <Show when=move || keys.with(|keys| !keys.is_empty()) fallback=move || view! { <p class="small muted">{move || app.lang().sessions_all_placed()}</p> }>
            <div>
                <h3>{move || app.lang().sessions_waiting()}</h3>
                <ul class="sheet meetings waiting">
                    <For each=move || keys.get() key=|key| key.clone() children=line/>
                </ul>
            </div>
        </Show>
    }
}
