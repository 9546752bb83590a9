//! The dates on which the cluster can meet, and how long a session takes.

use super::Pairs;
use super::moment::{MomentForm, a_week_after};
use crate::cluster::{MATCH_RULE_ID, MatchRule};
use crate::i18n::Lang;
use crate::matching::overlapped;
use crate::ui::App;
use crate::ui::keeping::this_minute;
use crate::ui::parts::NumberField;
use crate::workspace::{Kind, record};
use jiff::civil::DateTime;
use leptos::prelude::*;

/// How long sessions may be, in minutes.
const LENGTHS: std::ops::RangeInclusive<u32> = 5..=600;

#[component]
pub fn Dates(pairs: Pairs) -> impl IntoView {
    let app = pairs.app;
    let slots = app.read(|w| w.match_rule().slots.iter().copied().collect::<Vec<_>>());
    let start = slots.get_untracked().last().map(|last| a_week_after(*last));
    let add = move |at: DateTime| change(app, |rule| rule.slots.extend([at]));
    let hint = move |field: &'static str| move || app.open_hint(Kind::MatchRules, MATCH_RULE_ID, field);
    view! {
        <section class="sheet pad stack dates" aria-labelledby="dates">
            <h2 id="dates">{move || app.lang().dates_title()}</h2>
            <p class="small muted">{move || app.lang().dates_lead()}</p>
            <Show when=move || slots.with(|slots| !slots.is_empty()) fallback=move || view! { <p>{move || app.lang().dates_none()}</p> }>
                <ul><For each=move || slots.get() key=|at| *at let:at><Slot pairs=pairs at=at/></For></ul>
            </Show>
            <p class="hint small">{hint("slots")}</p>
            <MomentForm label=Lang::dates_new button=Lang::dates_add start=start on_add=add/>
            <Minutes/>
            <p class="hint small">{hint("minutes")}</p>
        </section>
    }
}

fn change(app: App, change: impl FnOnce(&mut MatchRule)) {
    app.edit(|w| change(record(&mut w.match_rules, MATCH_RULE_ID)));
}

#[component]
fn Slot(pairs: Pairs, at: DateTime) -> impl IntoView {
    let app = pairs.app;
    let used = Memo::new(move |_| {
        pairs.diary.with(|diary| diary.by_time().find(|(time, _)| *time == at).map_or(0, |(_, keys)| keys.len()))
    });
    let over = at < this_minute();
    let overlapped = app.read(move |w| overlapped(&w.match_rule(), at));
    let overlap = move || {
        let lang = app.lang();
        let words = overlapped.get().map(|other| lang.dates_overlap(lang.moment(other)));
        words.map(|words| view! { <br/><span class="small clash"><span aria-hidden="true">"⚠ "</span>{words}</span> })
    };
    let about = move || {
        let lang = app.lang();
        let used = if used.get() == 0 { lang.dates_unused().to_owned() } else { lang.dates_used(used.get()) };
        let over = if over { format!(" · {}", lang.sessions_over()) } else { String::new() };
        format!("{} · {used}{over}", lang.weekday(at.weekday()))
    };
    let remove = move |_| {
        let lang = app.lang_untracked();
        app.edit_and_tell(lang.dates_removed(lang.moment(at)), |w| {
            record::<MatchRule>(&mut w.match_rules, MATCH_RULE_ID).slots.remove(&at);
        });
    };
    view! {
        <li>
            <span>{move || app.lang().moment(at)}<br/><span class="small muted">{about}</span>{overlap}</span>
            <button class="btn quiet small" type="button" aria-label=move || app.lang().dates_remove(app.lang().moment(at))
                on:click=remove><span aria-hidden="true">"✕"</span></button>
        </li>
    }
}

#[component]
fn Minutes() -> impl IntoView {
    let app = App::expect();
    let minutes = app.read(|w| w.match_rule().minutes);
    view! {
        <NumberField label=Lang::dates_minutes min=f64::from(*LENGTHS.start()) max=f64::from(*LENGTHS.end())
            value=Signal::derive(move || f64::from(minutes.get()))
            on_value=move |typed| change(app, |rule| rule.minutes = typed as u32)/>
    }
}
