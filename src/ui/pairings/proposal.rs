//! A timetable for what has no date yet: proposed, explained, and taken as one edit.

use super::{Pairs, called};
use crate::cluster::PairKey;
use crate::i18n::Lang;
use crate::matching::{Bound, Timetable, waiting};
use crate::ui::keeping::this_minute;
use crate::workspace::Workspace;
use leptos::prelude::*;

#[component]
pub fn Proposal(pairs: Pairs) -> impl IntoView {
    let app = pairs.app;
    let asked = RwSignal::new(false);
    // Whether dates that are over are used as well; nobody has said: if there are no others.
    let past = RwSignal::new(None::<bool>);
    let over = app.read(|w| w.match_rule().slots.iter().filter(|at| **at < this_minute()).count());
    let ahead = app.read(|w| w.match_rule().slots.iter().any(|at| *at >= this_minute()));
    let use_past = Memo::new(move |_| past.get().unwrap_or(!ahead.get()));
    let waits = app.read(|w| !waiting(w).is_empty());
    let proposed = Memo::new(move |_| {
        let from = (!use_past.get()).then(this_minute);
        (asked.get() && waits.get()).then(|| Timetable::of(&app.workspace(), from))
    });
    let take = move |_| {
        if let Some(table) = proposed.get_untracked() {
            asked.set(false);
            let words = app.lang_untracked().plan_taken(table.sessions.len());
            app.edit_and_tell(words, |w| table.write(w));
        }
    };
    let takes_none = move || proposed.with(|table| table.as_ref().is_none_or(|table| table.sessions.is_empty()));
    view! {
        <Show when=move || waits.get()>
            <div class="row no-print">
                <button class="btn primary" type="button" aria-expanded=move || asked.get().to_string() on:click=move |_| asked.set(true)>
                    {move || app.lang().plan_make()}
                </button>
                <Show when=move || over.get() != 0>
                    <label class="check">
                        <input type="checkbox" prop:checked=move || use_past.get() on:change=move |event| past.set(Some(event_target_checked(&event)))/>
                        {move || app.lang().plan_past()}
                    </label>
                </Show>
            </div>
            <div role="status">
                <Show when=move || proposed.with(Option::is_some)>
                    <section class="sheet pad stack proposal no-print" aria-labelledby="proposal">
                        <h3 id="proposal">{move || app.lang().plan_title()}</h3>
                        {move || proposed.with(|table| table.as_ref().map(|table| explained(table, &app.workspace(), app.lang())))}
                        <div class="row">
                            <button class="btn primary" type="button" disabled=takes_none on:click=take>{move || app.lang().plan_take()}</button>
                            <button class="btn" type="button" on:click=move |_| asked.set(false)>{move || app.lang().cancel()}</button>
                        </div>
                    </section>
                </Show>
            </div>
        </Show>
    }
}

/// How many sessions and dates, why no fewer, which ones, and what is left over.
fn explained(table: &Timetable, workspace: &Workspace, lang: Lang) -> AnyView {
    let called = |key: &PairKey| called::pairing(workspace, key, lang);
    let sizes = match table.sessions.len() {
        0 if workspace.match_rule().slots.is_empty() => lang.plan_no_dates().to_owned(),
        0 => lang.plan_nothing().to_owned(),
        sessions => lang.plan_sessions(sessions, lang.plan_dates(table.dates)),
    };
    let why = (table.dates > 1 && table.unplaced.is_empty()).then(|| why_no_fewer(table, workspace, lang));
    let rows = table.sessions.iter().map(|session| {
        view! { <tr><th scope="row">{lang.moment(session.at)}</th><td>{called(&session.key)}</td></tr> }
    });
    let left = (!table.unplaced.is_empty()).then(|| {
        let perhaps = (!table.no_more).then(|| view! { <p>{lang.plan_perhaps_more()}</p> });
        let names = table.unplaced.iter().map(|key| view! { <li>{called(key)}</li> }).collect_view();
        view! { <div class="warn"><p>{lang.plan_unplaced(table.unplaced.len())}</p><ul>{names}</ul>{perhaps}</div> }
    });
    view! {
        <p><strong>{sizes}</strong>" "{why}</p>
        {(!table.sessions.is_empty()).then(|| view! { <table class="cards" aria-label=lang.plan_title()><tbody>{rows.collect_view()}</tbody></table> })}
        {left}
    }
    .into_any()
}

fn why_no_fewer(table: &Timetable, workspace: &Workspace, lang: Lang) -> String {
    let school =
        |place: &usize| table.schools.get(*place).map(|id| called::school(workspace, id, lang)).unwrap_or_default();
    if !table.no_fewer {
        return lang.plan_perhaps().to_owned();
    }
    if table.dates > table.fewest.count {
        return lang.plan_blocked(lang.count(table.fewest.count));
    }
    match &table.fewest.bound {
        Bound::Busiest(place) => lang.plan_busiest(school(place), table.fewest.count),
        Bound::Among(places) => lang.plan_among(places.iter().map(school).collect::<Vec<_>>().join(", ")),
        Bound::Tried | Bound::Open => lang.plan_tried().to_owned(),
    }
}
