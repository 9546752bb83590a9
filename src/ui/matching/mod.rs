//! Who helps whom: the suggested plan with its reasons, and its balance.

mod balance;
mod chart;
mod loads;
mod network;
mod plan;
mod solving;
mod suggested;
mod telling;
mod unserved;
mod what_if;

pub use solving::Solver;

use crate::i18n::Lang;
use crate::ui::App;
use crate::ui::route::Route;
use leptos::prelude::*;
use solving::Solving;

/// The page of an address of the matching's.
pub fn page(route: &Route) -> AnyView {
    match route {
        Route::Balance => balance::BalancePage().into_any(),
        _ => plan::MatchingPage().into_any(),
    }
}

/// The pages around matching.
#[component]
pub fn MatchingTabs() -> impl IntoView {
    let app = App::expect();
    let tab = move |route: Route, label: fn(Lang) -> &'static str, covers: fn(&Route) -> bool| {
        view! { <a href=route.href() aria-current=move || covers(&app.route()).then_some("page")>{move || label(app.lang())}</a> }
    };
    view! {
        <nav class="tabs" aria-label=move || app.lang().nav_matching()>
            {tab(Route::Matching, Lang::nav_suggestions, |r| matches!(r, Route::Matching))}
            {tab(Route::Balance, Lang::nav_balance, |r| matches!(r, Route::Balance))}
            {tab(Route::Pairings, Lang::nav_pairings, |r| matches!(r, Route::Pairings))}
        </nav>
    }
}

/// How far a page is that shows a plan.
#[derive(Clone, Copy, PartialEq)]
enum Stage {
    NoResults,
    NoPractices,
    NoPlan,
    Here,
}

/// A page's content once there is a plan; until then what is missing, and the first step.
fn with_plan(content: fn() -> AnyView) -> impl IntoView {
    let app = App::expect();
    let solver = Solver::expect();
    let no_practices = app.read(|workspace| workspace.practices.is_empty() && workspace.pairings.is_empty());
    let stage = Memo::new(move |_| match (solver.state(), solver.solved().is_some()) {
        (Solving::Nothing, _) => Stage::NoResults,
        (_, true) if no_practices.get() => Stage::NoPractices,
        (_, true) => Stage::Here,
        (_, false) => Stage::NoPlan,
    });
    let shown = move || match stage.get() {
        Stage::NoResults => first_step(Lang::matching_empty, Route::Read, Lang::grid_empty_step),
        Stage::NoPractices => {
            first_step(Lang::matching_empty_practices, Route::Practices, Lang::matching_empty_practices_step)
        }
        Stage::NoPlan => ().into_any(),
        Stage::Here => content(),
    };
    view! { <Search/> {shown} }
}

/// What will be here, and the way to it.
fn first_step(words: fn(Lang) -> &'static str, step: Route, label: fn(Lang) -> &'static str) -> AnyView {
    let app = App::expect();
    view! {
        <div class="sheet empty">
            <h2>{move || app.lang().matching_empty_title()}</h2>
            <p>{move || words(app.lang())}</p>
            <a class="btn primary" href=step.href()>{move || label(app.lang())}</a>
        </div>
    }
    .into_any()
}

/// How far the search for a plan is, while it goes on; nothing once it is there.
#[component]
fn Search() -> impl IntoView {
    let app = App::expect();
    let solver = Solver::expect();
    let going = Memo::new(move |_| matches!(solver.state(), Solving::Going { .. }));
    let stopped = Memo::new(move |_| solver.state() == Solving::Stopped);
    let far = move || match solver.state() {
        Solving::Going { done, of } => (done, of.max(1)),
        _ => (0, 1),
    };
    let words = move || match far() {
        (0, 1) => String::new(),
        (done, of) => app.lang().solving_progress(app.lang().count(done), app.lang().count(of)),
    };
    view! {
        <Show when=move || going.get()>
            <div class="sheet pad row search">
                <strong role="status">{move || app.lang().solving_going()}</strong>
                <progress aria-label=move || app.lang().solving_going() value=move || far().0 max=move || far().1></progress>
                <span class="muted">{words}</span>
                <button class="btn" type="button" on:click=move |_| solver.stop()>{move || app.lang().solving_stop()}</button>
            </div>
        </Show>
        <Show when=move || stopped.get()>
            <div class="sheet pad row search" role="status">
                <span>{move || app.lang().solving_stopped()}</span>
                <button class="btn" type="button" on:click=move |_| solver.again()>{move || app.lang().keep_try_again()}</button>
            </div>
        </Show>
    }
}

/// Puts the keyboard on a heading when the page is drawn, where what had it goes away.
fn focus(id: &'static str) {
    use leptos::wasm_bindgen::JsCast;
    request_animation_frame(move || {
        let element = document().get_element_by_id(id);
        if let Some(element) = element.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
            let _ = element.focus();
        }
    });
}
