//! What people may want to add before they match, beside the catalogue.

use super::looking::Looking;
use super::told;
use crate::analysis::Scope;
use crate::cluster::{PracticeId, SchoolId};
use crate::i18n::Lang;
use crate::matching::{Hints, NobodyOffers, Strength};
use crate::selfie::Subject;
use crate::ui::App;
use crate::ui::grid::Choices;
use crate::ui::route::Route;
use crate::workspace::Workspace;
use leptos::prelude::*;
use std::sync::Arc;

/// So many of a kind are shown before the rest is asked for.
const FIRST: usize = 3;

/// Nothing where there is nothing to say.
#[component]
pub fn HintsAside() -> impl IntoView {
    let app = App::expect();
    let choices = Choices::expect();
    let inputs = Memo::new_with_compare(move |_| app.workspace(), |old, new| !same_inputs(old, new));
    let hints = Memo::new(move |_| {
        let scope = Scope { level: choices.level()?, round: choices.round()? };
        let workspace = inputs.get();
        let hints = Hints::of(&workspace, &scope, workspace.match_rule().per);
        Some(hints).filter(|hints| *hints != Hints::default())
    });
    view! {
        <aside class="no-print hints" aria-label=move || app.lang().hints_title()>
            {move || hints.get().map(|hints| view! {
                {strengths(app, hints.strengths)}
                {nobody(app, hints.nobody)}
                {similar(app, hints.similar)}
                <p class="small muted">
                    <a href=Route::Grid.href()>{app.lang().hints_source(choices.round_and_level(app.lang()))}</a>
                </p>
            })}
        </aside>
    }
}

/// Hints are made from the same: what people call things and wish for plays no part.
fn same_inputs(old: Option<&Arc<Workspace>>, new: Option<&Arc<Workspace>>) -> bool {
    let (Some(old), Some(new)) = (old, new) else { return false };
    old.surveys.same(&new.surveys)
        && old.agreements.same(&new.agreements)
        && old.practices.same(&new.practices)
        && old.match_rules.same(&new.match_rules)
        && old.schools.keys().eq(new.schools.keys())
        && old.item_wordings.keys().eq(new.item_wordings.keys())
}

/// A quiet box with the first few of its lines; the rest opens.
fn part(app: App, heading: fn(Lang) -> &'static str, mut lines: Vec<AnyView>) -> Option<impl IntoView> {
    let rest = lines.split_off(lines.len().min(FIRST));
    let left = rest.len();
    (!lines.is_empty()).then(|| {
        let more = (left > 0).then(|| {
            view! { <details><summary class="small">{move || app.lang().hints_more(left)}</summary><ul class="lines">{rest}</ul></details> }
        });
        view! { <section class="sheet pad stack"><h2>{move || heading(app.lang())}</h2><ul class="lines">{lines}</ul>{more}</section> }
    })
}

fn strengths(app: App, strengths: Vec<Strength>) -> impl IntoView {
    let line = |strength: Strength| {
        let Strength { school, subject, value, needed_by } = strength;
        let (workspace, lang) = (app.workspace(), app.lang());
        let name = workspace.school_called(&school);
        let words = lang.hints_strong(name, told::subject(&subject, lang), lang.decimal(value, 1));
        let needed = (needed_by > 0).then(|| lang.hints_needed_by(needed_by));
        let label = lang.hints_offer_from(name);
        view! { <li>{words}" "<span class="muted">{needed}</span>{offer(label, school, subject)}</li> }.into_any()
    };
    part(app, Lang::hints_strengths, strengths.into_iter().map(line).collect())
}

fn nobody(app: App, nobody: Vec<NobodyOffers>) -> impl IntoView {
    let line = |NobodyOffers { subject, schools }: NobodyOffers| {
        let (workspace, lang) = (app.workspace(), app.lang());
        let called = told::subject(&subject, lang);
        let needed = if schools.len() > FIRST {
            lang.hints_needed(schools.len())
        } else {
            lang.hints_need_of(lang.list(schools.iter().map(|id| workspace.school_called(id).to_owned())))
        };
        let label = lang.hints_offer_in(subject.to_string());
        let here = app.school_here();
        view! { <li><strong>{called}</strong><br/><span class="muted">{needed}</span>{offer(label, here, subject)}</li> }.into_any()
    };
    part(app, Lang::hints_nobody, nobody.into_iter().map(line).collect())
}

fn similar(app: App, similar: Vec<(PracticeId, PracticeId)>) -> impl IntoView {
    let line = |(one, other): (PracticeId, PracticeId)| {
        let (workspace, lang) = (app.workspace(), app.lang());
        let link = |id: &PracticeId| {
            let practice = workspace.practices.get(id)?;
            let school = told::school(practice, &workspace, lang);
            Some(
                view! { <div><a href=Route::Practice(id.clone()).href()>{told::title(practice, lang)}</a>" · "{school}</div> },
            )
        };
        view! { <li>{link(&one)}{link(&other)}<span class="muted">{lang.hints_similar_why()}</span></li> }.into_any()
    };
    part(app, Lang::hints_similar, similar.into_iter().map(line).collect())
}

/// Begins a practice with what the hint says already.
fn offer(label: String, school: SchoolId, subject: Subject) -> impl IntoView {
    let looking = Looking::expect();
    view! {
        <div><button class="btn small" type="button" on:click=move |_| looking.begin(&school, Some(subject.clone()))>{label}</button></div>
    }
}
