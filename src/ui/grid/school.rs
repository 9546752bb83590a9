//! A school in words: strengths, needs and differences on one sheet to print and to
//! take along; without a school in the address, the way to every school's sheet.

use super::choices::Choices;
use super::rule::RuleInWords;
use super::shown::Shown;
use super::{GridEmpty, GridTabs, ScopeChoice};
use crate::analysis::{Findings, Found, Portrait, RowState, Scope};
use crate::cluster::{CellKey, SchoolId, SurveyKey};
use crate::documents::{self, Page};
use crate::i18n::Lang;
use crate::selfie::Subject;
use crate::ui::App;
use crate::ui::parts::SavePage;
use crate::ui::route::Route;
use leptos::prelude::*;

#[component]
pub fn SchoolPage() -> impl IntoView {
    let app = App::expect();
    let choices = Choices::expect();
    let school = Memo::new(move |_| match app.route() {
        Route::School(id) => id,
        _ => SchoolId::new(),
    });
    move || {
        let id = school.get();
        let known = choices.shown().with(|shown| shown.grid.school_place(&id).is_some());
        match (id.is_empty(), known) {
            (true, _) => all_schools(app, choices).into_any(),
            (false, false) => {
                view! { <h1>{app.lang().school_all()}</h1> <GridTabs/> <p>{app.lang().school_unknown()}</p> }.into_any()
            }
            (false, true) => sheet(app, choices, id).into_any(),
        }
    }
}

/// The way to every school's sheet.
fn all_schools(app: App, choices: Choices) -> impl IntoView {
    let schools = move || {
        let lang = app.lang();
        let ids = choices.axes().with(|axes| axes.schools());
        choices.shown().with(|shown| {
            ids.iter()
                .map(|id| {
                    let href = Route::School(id.clone()).href();
                    view! {
                        <li><a class="sheet" href=href>
                            <strong>{shown.school_name(id)}</strong>
                            <span class="small muted">{in_short(shown, id, lang)}</span>
                        </a></li>
                    }
                })
                .collect::<Vec<_>>()
        })
    };
    view! {
        <div class="head"><div>
            <h1>{move || app.lang().school_choose()}</h1>
            <p class="muted">{move || choices.scope_in_words(app.lang())}</p>
        </div></div>
        <GridTabs/>
        <Show when=move || choices.shown().with(|shown| !shown.is_empty()) fallback=GridEmpty>
            <p class="lead">{move || app.lang().school_choose_lead()}</p>
            <div class="bar"><ScopeChoice/></div>
            <ul class="school-list">{schools}</ul>
        </Show>
    }
}

/// Its strengths and needs, counted in areas.
fn in_short(shown: &Shown, id: &SchoolId, lang: Lang) -> String {
    let place = shown.grid.school_place(id).unwrap_or_default();
    if shown.grid.state(place) == RowState::NoResult {
        return shown.school_head(id, lang).1;
    }
    let portrait = Portrait::of(&shown.grid, &shown.readings, &shown.rule, place);
    let strengths = lang.school_strengths_count(portrait.strengths.areas.len());
    format!("{strengths} · {}", lang.school_needs_count(portrait.needs.areas.len()))
}

fn sheet(app: App, choices: Choices, id: SchoolId) -> impl IntoView {
    let school = StoredValue::new(id.clone());
    let full_name = app.read({
        let id = id.clone();
        move |workspace| workspace.schools.get(&id).map(|school| school.name.clone()).unwrap_or_default()
    });
    let body = move || {
        let lang = app.lang();
        choices.shown().with(|shown| {
            school.with_value(|id| {
                let place = shown.grid.school_place(id).unwrap_or_default();
                match shown.grid.state(place) {
                    RowState::Here => portrait(shown, place, lang).into_any(),
                    RowState::NoResult => view! { <p>{lang.school_no_result()}</p> }.into_any(),
                    RowState::OtherEdition => view! {
                        <p class="warn">{lang.school_other_edition()}</p>
                        {portrait(shown, place, lang)}
                    }
                    .into_any(),
                }
            })
        })
    };
    view! {
        <div class="no-print"><GridTabs/></div>
        <div class="bar no-print">
            <a href=Route::School(SchoolId::new()).href()>{move || app.lang().school_all()}</a>
            <ScopeChoice/>
            <super::export::PrintButton/>
            <SavePage page=Signal::derive(move || {
                let key = school.with_value(|id| choices.result_of(id))?;
                let scope = Scope { level: key.level, round: key.round };
                Some(Page::School { school: key.school, scope })
            })/>
        </div>
        <article class="sheet portrait">
            <h1>{move || choices.shown().with(|shown| school.with_value(|id| shown.school_name(id)))}</h1>
            <p class="muted">{move || full_name.get()}</p>
            <p class="muted">{move || choices.round_and_level(app.lang())} " · " {move || school.with_value(|id| answered(app, choices, id))}</p>
            {body}
            {move || school.with_value(|id| notes(app, choices, id))}
            <section>
                <h2>{move || app.lang().school_rule()}</h2>
                <RuleInWords rule=choices.rule()/>
            </section>
        </article>
    }
}

/// How many of each group answered, of how many asked.
fn answered(app: App, choices: Choices, id: &SchoolId) -> Option<String> {
    let lang = app.lang();
    let result = app.workspace().survey(&choices.result_of(id)?)?.clone();
    documents::school::answered(&result, lang)
}

fn portrait(shown: &Shown, place: usize, lang: Lang) -> impl IntoView + use<> {
    let portrait = Portrait::of(&shown.grid, &shown.readings, &shown.rule, place);
    let undecided: Vec<String> = portrait.undecided.iter().map(|found| named(shown, found, lang)).collect();
    let undecided = (!undecided.is_empty()).then(|| {
        view! {
            <section>
                <h2>{lang.school_undecided()}</h2>
                <p>{lang.school_undecided_why()}{undecided.join(", ")}"."</p>
            </section>
        }
    });
    let gaps: Vec<_> = portrait
        .gaps
        .iter()
        .map(|gap| {
            let title = shown.subject_of(gap).map(|subject| shown.called(subject, lang));
            view! { <li><strong>{title}</strong>": "{lang.gap_in_words(gap)}</li> }
        })
        .collect();
    let gaps = match gaps.is_empty() {
        true => view! { <p>{lang.school_no_gap()}</p> }.into_any(),
        false => view! { <ul>{gaps}</ul> }.into_any(),
    };
    view! {
        <section>
            <h2><span class="c strength sign" aria-hidden="true"></span>{lang.school_strengths()}</h2>
            {findings(shown, &portrait.strengths, lang.school_no_strength(), lang)}
        </section>
        <section>
            <h2><span class="c need sign" aria-hidden="true"></span>{lang.school_needs()}</h2>
            {findings(shown, &portrait.needs, lang.school_no_need(), lang)}
        </section>
        {undecided}
        <section><h2>{lang.school_gaps()}</h2>{gaps}</section>
    }
}

fn findings(shown: &Shown, findings: &Findings, none: &'static str, lang: Lang) -> AnyView {
    if findings.is_empty() {
        return view! { <p>{none}</p> }.into_any();
    }
    let list = |items: &[Found]| items.iter().map(|item| named(shown, item, lang)).collect::<Vec<_>>().join(", ");
    let areas: Vec<_> = findings
        .areas
        .iter()
        .map(|found| {
            let items = (!found.items.is_empty()).then(|| format!("{}{}.", lang.school_in_it(), list(&found.items)));
            view! { <li><strong>{named(shown, &found.area, lang)}</strong>". "{items}</li> }
        })
        .collect();
    let beside =
        (!findings.items.is_empty()).then(|| view! { <li>{lang.school_beside()}{list(&findings.items)}"."</li> });
    view! { <ul>{areas}{beside}</ul> }.into_any()
}

/// Code, title and value.
fn named(shown: &Shown, found: &Found, lang: Lang) -> String {
    let title = shown.grid.subjects.get(found.subject).map(|subject| shown.called(subject, lang)).unwrap_or_default();
    format!("{title} ({})", lang.decimal(found.value, 1))
}

/// The notes on this school's cells.
fn notes(app: App, choices: Choices, id: &SchoolId) -> Option<impl IntoView + use<>> {
    let lang = app.lang();
    let workspace = app.workspace();
    let survey: SurveyKey = choices.result_of(id)?;
    let of_school: Vec<(Subject, String)> = workspace
        .cell_notes
        .iter()
        .filter_map(|(key, note)| Some((CellKey::from_id(key)?, note)))
        .filter(|(key, note)| key.survey == survey && !note.text.trim().is_empty())
        .map(|(key, note)| (key.subject, note.text.clone()))
        .collect();
    let entries: Vec<_> = choices.shown().with(|shown| {
        of_school
            .into_iter()
            .map(|(subject, text)| view! { <li><strong>{shown.called(&subject, lang)}</strong>": "{text}</li> })
            .collect()
    });
    (!entries.is_empty()).then(|| view! { <section><h2>{lang.school_notes()}</h2><ul>{entries}</ul></section> })
}
