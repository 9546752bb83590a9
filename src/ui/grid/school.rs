//! A school in words: strengths, needs and differences on one sheet to print and to
//! take along; without a school in the address, the way to every school's sheet.

use super::choices::Choices;
use super::shown::Shown;
use super::{GridEmpty, GridTabs, ScopeChoice};
use crate::analysis::{RowState, Scope, Verdict};
use crate::cluster::{SchoolId, SurveyKey};
use crate::documents::{Page, html};
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
    let areas = shown.areas().iter().filter_map(|area| shown.grid.subject_place(&Subject::Area(*area)));
    let (mut strengths, mut needs) = (0, 0);
    for area in areas {
        match shown.readings.verdict(place, area, &shown.lens.rule) {
            Verdict::Strength => strengths += 1,
            Verdict::DeepNeed | Verdict::Need => needs += 1,
            Verdict::Undecided | Verdict::Fine | Verdict::NoData => {}
        }
    }
    format!("{} · {}", lang.school_strengths_count(strengths), lang.school_needs_count(needs))
}

/// The school's sheet, as it is also saved and printed: by the rule in force.
fn sheet(app: App, choices: Choices, id: SchoolId) -> impl IntoView {
    let school = StoredValue::new(id);
    let page = Memo::new(move |_| {
        let SurveyKey { school, level, round } = school.with_value(|id| choices.result_of(id))?;
        Some(Page::School { school, scope: Scope { level, round } })
    });
    let content = Memo::new(move |_| {
        let document = page.get()?.document(&app.workspace(), app.lang())?;
        Some(html::content(&document))
    });
    view! {
        <div class="no-print"><GridTabs/></div>
        <div class="bar no-print">
            <a href=Route::School(SchoolId::new()).href()>{move || app.lang().school_all()}</a>
            <ScopeChoice/>
            <super::export::PrintButton/>
            <SavePage page=page/>
        </div>
        // Written by our own renderer, which escapes whatever people wrote.
        <article class="sheet portrait" inner_html=move || content.get().unwrap_or_default()></article>
    }
}
