//! The agreement: the rule in words, a draft with what it would mean, and how the
//! rule came about.

use super::choices::Choices;
use super::export::PrintButton;
use super::preview::{Bars, Lines, lines_table, small_bars};
use super::rule::{DraftFoot, RuleDraft, RuleInWords, decision};
use super::table::GridTable;
use super::{GridTabs, Legend};
use crate::cluster::Agreement;
use crate::i18n::Lang;
use crate::ui::App;
use crate::workspace::Kind;
use leptos::prelude::*;
use std::sync::Arc;

#[component]
pub fn AgreementPage() -> impl IntoView {
    let app = App::expect();
    let choices = Choices::expect();
    let empty = Memo::new(move |_| choices.shown().with(|shown| shown.is_empty()));
    let cluster = app.read(|workspace| workspace.cluster.name.clone());
    view! {
        <div class="rule-page">
            <div class="head"><div>
                <h1>{move || app.lang().agreement_title()}</h1>
                <p class="muted no-print">{move || app.lang().agreement_lead()}</p>
                <p class="paper-only">{cluster}" · "{move || choices.scope_in_words(app.lang())}</p>
                {move || app.open_mark_of(Kind::Agreements)}
            </div><div class="tools"><PrintButton/></div></div>
            <GridTabs/>
            <section aria-label=move || app.lang().agreement_draft()>
                <Show when=move || choices.shown().with(|shown| shown.lens.tried)>
                    <p class="paper-only">{move || app.lang().lens_tried()}</p>
                </Show>
                <RuleInWords rule=choices.rule()/>
            </section>
            <section class="rule-columns">
                <div class="stack no-print">
                    <h2>{move || app.lang().agreement_draft()}</h2>
                    <RuleDraft/>
                    <DraftFoot/>
                </div>
                <div class="stack">
                    <h2>{move || app.lang().agreement_preview()}</h2>
                    <Show when=move || !empty.get() fallback=move || view! { <p class="muted">{app.lang().agreement_no_data()}</p> }>
                        <Preview/>
                    </Show>
                </div>
            </section>
            <Show when=move || !empty.get()>
                <section class="sheet no-print">
                    <GridTable label=Signal::derive(move || choices.scope_in_words(app.lang()))/>
                    <Legend/>
                </section>
            </Show>
            <History/>
        </div>
    }
}

/// Needs over the possible lines, as a picture or as a table.
#[component]
fn Preview() -> impl IntoView {
    let app = App::expect();
    let choices = Choices::expect();
    let as_table = RwSignal::new(false);
    let lines = choices.lines();
    let all = Memo::new(move |_| lines.with(|lines| lines.all.clone()));
    let content = move || {
        let (lang, here) = (app.lang(), choices.rule().with(|rule| rule.need_below));
        lines.with(|lines| match as_table.get() {
            true => lines_table(&lines.schools, &lines.all, here, lang).into_any(),
            false => {
                let highest = lines.schools.iter().map(Lines::highest_needs).max().unwrap_or_default();
                let schools: Vec<_> =
                    lines.schools.iter().map(|lines| small_bars(lines.clone(), here, highest, lang)).collect();
                view! { <Bars lines=all/><div class="small-bars">{schools}</div> }.into_any()
            }
        })
    };
    view! {
        <div class="row small">
            <span class="muted">{move || app.lang().preview_areas()}</span>
            <button class="btn no-print" type="button" aria-pressed=move || as_table.get().to_string()
                on:click=move |_| as_table.update(|table| *table = !*table)>
                {move || app.lang().preview_as_table()}
            </button>
        </div>
        {content}
    }
}

/// Every agreement, the newest first.
#[component]
fn History() -> impl IntoView {
    let app = App::expect();
    let past = move || {
        let lang = app.lang();
        let workspace = app.workspace();
        let mut versions: Vec<&Arc<Agreement>> = workspace.agreements.values().collect();
        versions.sort_by_key(|agreement| agreement.version);
        if versions.is_empty() {
            return view! { <p class="muted">{lang.agreement_history_none()}</p> }.into_any();
        }
        let entries: Vec<_> = versions
            .iter()
            .enumerate()
            .rev()
            .map(|(place, agreement)| {
                let before = place.checked_sub(1).and_then(|place| versions.get(place));
                entry(agreement, before.map(|before| before.as_ref()), place + 1 == versions.len(), lang)
            })
            .collect();
        view! { <ol class="versions">{entries}</ol> }.into_any()
    };
    view! {
        <section>
            <h2>{move || app.lang().agreement_history()}</h2>
            {past}
        </section>
    }
}

fn entry(agreement: &Agreement, before: Option<&Agreement>, current: bool, lang: Lang) -> impl IntoView + use<> {
    let badge = current.then(|| view! { <span class="badge">{lang.agreement_current()}</span> });
    view! {
        <li>
            <h3>{lang.agreement_version(agreement.version)}{badge}</h3>
            <p>{changes(before, agreement, lang).join(" ")}</p>
            {decision(agreement, lang)}
        </li>
    }
}

/// What an agreement changed, in sentences; the first one tells its whole rule.
fn changes(before: Option<&Agreement>, now: &Agreement, lang: Lang) -> Vec<String> {
    let Some(old) = before else {
        return vec![lang.change_first().to_owned(), lang.rule_sentence(now), lang.rule_details(now)];
    };
    let mut words = Vec::new();
    if old.need_below != now.need_below {
        words.push(lang.change_need(lang.decimal(old.need_below.value(), 1), lang.decimal(now.need_below.value(), 1)));
    }
    if old.strength != now.strength {
        words.push(lang.strength_in_words(now.strength));
    }
    if old.groups != now.groups {
        words.push(lang.groups_that_count(now.groups.iter().copied()));
    }
    if old.certainty != now.certainty {
        words.push(lang.certainty_in_words(now.certainty));
    }
    if old.practical_change != now.practical_change {
        words.push(lang.change_practical(lang.decimal(old.practical_change, 1), lang.decimal(now.practical_change, 1)));
    }
    if old.minimum_group != now.minimum_group {
        words.push(lang.change_minimum(old.minimum_group, now.minimum_group));
    }
    if words.is_empty() {
        words.push(lang.change_none().to_owned());
    }
    words
}
