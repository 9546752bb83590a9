//! All practices: what schools offer, found by area, school and form, with wishes.

use super::hints::HintsAside;
use super::list::PracticeList;
use super::looking::{Looking, Shape};
use super::told;
use super::wishes::{OwnWish, WishTable, WishingChoice};
use crate::cluster::{DevelopmentForm, Practice, PracticeId};
use crate::i18n::Lang;
use crate::selfie::{Area, Subject};
use crate::ui::App;
use crate::ui::collation;
use crate::ui::grid::Choices;
use crate::ui::parts::{AT_ONCE, Choice, More};
use crate::ui::route::Route;
use crate::workspace::{Kind, Sought};
use leptos::prelude::*;

#[component]
pub fn CataloguePage() -> impl IntoView {
    let app = App::expect();
    let looking = Looking::expect();
    let any = app.read(|workspace| !workspace.practices.is_empty());
    let found = Memo::new(move |_| looking.found());
    let begin = move |_| looking.begin_here();
    view! {
        <div class="practices-page" class:across=move || looking.shape.get() != Shape::InFull>
            <div class="head">
                <div>
                    <h1>{move || app.lang().practices_title()}</h1>
                    <p class="muted no-print">{move || app.lang().practices_lead()}</p>
                </div>
                <div class="tools">
                    <Show when=move || any.get()>
                        <a class="btn" href=Route::Teachmeet.href()>{move || app.lang().teachmeet_title()}</a>
                        <button class="btn" type="button" on:click=move |_| { let _ = window().print(); }>{move || app.lang().print()}</button>
                    </Show>
                    <button class="btn primary" type="button" on:click=begin>{move || app.lang().practices_offer()}</button>
                </div>
            </div>
            <div class="split">
                <div>
                    <Show when=move || any.get() fallback=Empty>
                        <Filters found=found/>
                        {move || match looking.shape.get() {
                            Shape::InFull => view! { <InFull found=found/> }.into_any(),
                            Shape::List => view! { <PracticeList found=found/> }.into_any(),
                            Shape::Wishes => view! { <WishTable found=found/> }.into_any(),
                        }}
                    </Show>
                </div>
                <HintsAside/>
            </div>
        </div>
    }
}

/// What will be here, and the first step.
#[component]
fn Empty() -> impl IntoView {
    let app = App::expect();
    let looking = Looking::expect();
    view! {
        <div class="sheet empty">
            <h2>{move || app.lang().practices_empty_title()}</h2>
            <p>{move || app.lang().practices_empty()}</p>
            <button class="btn primary" type="button" on:click=move |_| looking.begin_here()>{move || app.lang().practices_offer()}</button>
        </div>
    }
}

/// What is looked for, whose wishes are marked, and how much of it there is.
#[component]
fn Filters(found: Memo<Vec<PracticeId>>) -> impl IntoView {
    let app = App::expect();
    let looking = Looking::expect();
    let all = app.read(|workspace| workspace.practices.len());
    let sought = looking.sought;
    let words = move |text: fn(Lang) -> &'static str| Signal::derive(move || text(app.lang()).to_owned());
    let shape = move |shape: Shape, label: fn(Lang) -> &'static str| {
        view! {
            <button type="button" aria-pressed=move || (looking.shape.get() == shape).to_string()
                on:click=move |_| looking.shape.set(shape)>{move || label(app.lang())}</button>
        }
    };
    let count = move || {
        let (found, all, lang) = (found.with(Vec::len), all.get(), app.lang());
        if found == all { lang.practices_count(all) } else { lang.practices_found(lang.count(found), lang.count(all)) }
    };
    view! {
        <div class="finding no-print">
            <Choice label=words(Lang::grid_school) options=Signal::derive(move || with_none(app.lang().gaps_all_schools(), school_options(app)))
                value=Signal::derive(move || sought.with(|s| s.school.clone().unwrap_or_default()))
                on_choose=move |id: String| sought.update(|s| s.school = Some(id).filter(|id| !id.is_empty()))/>
            <Choice label=words(Lang::grid_area) options=Signal::derive(move || area_options(app.lang()))
                value=Signal::derive(move || sought.with(|s| s.area.map(|area| area.letter().to_string()).unwrap_or_default()))
                on_choose=move |word: String| sought.update(|s| s.area = word.chars().next().and_then(Area::from_letter))/>
            <Choice label=words(Lang::field_form) options=Signal::derive(move || form_options(app))
                value=Signal::derive(move || sought.with(|s| s.form.map(|form| form.word().to_owned()).unwrap_or_default()))
                on_choose=move |word: String| sought.update(|s| s.form = DevelopmentForm::from_word(&word))/>
            <WishingChoice/>
        </div>
        <div class="bar no-print">
            <div class="seg" role="group" aria-label=move || app.lang().practices_view()>
                {shape(Shape::InFull, Lang::practices_in_full)}{shape(Shape::List, Lang::practices_as_table)}{shape(Shape::Wishes, Lang::practices_wishes)}
            </div>
            {move || looking.wishing_school().map(|school| only_wished(app, looking, school))}
            <span class="muted" role="status">{count}</span>
        </div>
    }
}

/// Only what the school wishes for whose wishes are marked.
fn only_wished(app: App, looking: Looking, school: String) -> impl IntoView {
    let wanted = StoredValue::new(school);
    view! {
        <label>
            <input type="checkbox" prop:checked=move || looking.sought.with(|s| s.wished_by.is_some())
                on:change=move |event| {
                    let on = event_target_checked(&event);
                    looking.sought.update(|s| s.wished_by = on.then(|| wanted.get_value()));
                }/>
            {move || wanted.with_value(|school| app.lang().wishes_only(app.workspace().school_called(school)))}
        </label>
    }
}

/// The choice of none, before the others.
pub fn with_none(none: &str, options: Vec<(String, String)>) -> Vec<(String, String)> {
    std::iter::once((String::new(), none.to_owned())).chain(options).collect()
}

/// Schools to choose from.
pub fn school_options(app: App) -> Vec<(String, String)> {
    let (workspace, lang) = (app.workspace(), app.lang());
    let schools = collation::schools_in_order(&workspace, lang);
    schools.into_iter().map(|id| (id.clone(), workspace.school_called(&id).to_owned())).collect()
}

fn area_options(lang: Lang) -> Vec<(String, String)> {
    let areas = Choices::expect().shown().with(|shown| shown.areas());
    let called = areas.iter().map(|area| (area.letter().to_string(), told::subject(&Subject::Area(*area), lang)));
    with_none(lang.gaps_all_areas(), called.collect())
}

/// The forms that somebody offers.
fn form_options(app: App) -> Vec<(String, String)> {
    let (workspace, lang) = (app.workspace(), app.lang());
    let offered = |form: &DevelopmentForm| workspace.practices.values().any(|practice| practice.form == *form);
    let forms = DevelopmentForm::ALL.into_iter().filter(offered);
    let named = forms.map(|form| (form.word().to_owned(), lang.development_form(form).to_owned()));
    with_none(lang.practices_all_forms(), named.collect())
}

/// One below the other, with all that matters for wishing.
#[component]
fn InFull(found: Memo<Vec<PracticeId>>) -> impl IntoView {
    let shown = RwSignal::new(AT_ONCE);
    let here = Memo::new(move |_| found.with(|found| found.iter().take(shown.get()).cloned().collect::<Vec<_>>()));
    let left = move || found.with(|found| found.len().saturating_sub(shown.get()));
    view! {
        <Show when=move || found.with(|found| !found.is_empty()) fallback=NoneFound>
            <ul class="sheet practices">
                <For each=move || here.get() key=|id| id.clone() let:id><Entry id=id/></For>
            </ul>
            <More left=Signal::derive(left) limit=shown/>
        </Show>
    }
}

/// Nothing fits, and the way back to everything.
#[component]
pub fn NoneFound() -> impl IntoView {
    let app = App::expect();
    let looking = Looking::expect();
    view! {
        <div class="sheet empty">
            <p>{move || app.lang().practices_none_found()}</p>
            <button class="btn" type="button" on:click=move |_| looking.sought.set(Sought::default())>{move || app.lang().practices_show_all()}</button>
        </div>
    }
}

#[component]
fn Entry(id: PracticeId) -> impl IntoView {
    let app = App::expect();
    let id = StoredValue::new(id);
    let looking = Looking::expect();
    let practice = app.read(move |w| id.with_value(|id| w.practices.get(id).cloned()).unwrap_or_default());
    let wished = move || {
        let workspace = app.workspace();
        looking.wishes().with(|wishes| id.with_value(|id| told::wished_by(id, wishes, &workspace, app.lang())))
    };
    view! {
        <li class="keep">
            <article>{move || practice.with(|practice| id.with_value(|id| entry(app, id, practice)))}</article>
            <div class="wish"><p class="small">{wished}</p><OwnWish id=id/></div>
        </li>
    }
}

fn entry(app: App, id: &PracticeId, practice: &Practice) -> impl IntoView + use<> {
    let (workspace, lang) = (app.workspace(), app.lang());
    let effect = practice.effect.trim().to_owned();
    view! {
        <h2><a href=Route::Practice(id.clone()).href()>{told::title(practice, lang)}</a></h2>
        <p class="small"><strong>{told::school(practice, &workspace, lang)}</strong>" · "{told::facts(practice, lang)}
            " "{told::state(practice, lang)}" "{app.open_mark(Kind::Practices, id)}</p>
        <p class="written">{practice.about.trim().to_owned()}</p>
        {(!effect.is_empty()).then(|| view! { <p class="written"><span class="muted">{lang.practices_changed()}</span>{effect}</p> })}
        {told::helps_with(practice, lang)}
    }
}
