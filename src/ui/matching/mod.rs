//! Who helps whom: the suggested plan with its reasons, and its balance.

use crate::i18n::Lang;
use crate::ui::App;
use crate::ui::route::Route;
use leptos::prelude::*;

/// The page of an address of the matching's.
pub fn page(_route: &Route) -> AnyView {
    view! { <MatchingTabs/> }.into_any()
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
