//! What leaves the page: paper, files, the workshop's screen.

use crate::ui::App;
use crate::ui::route::Route;
use leptos::prelude::*;

#[component]
pub fn Tools() -> impl IntoView {
    let app = App::expect();
    view! {
        <div class="tools">
            <a class="btn" href=Route::Present.href()>{move || app.lang().grid_present()}</a>
            <PrintButton/>
        </div>
    }
}

#[component]
pub fn PrintButton() -> impl IntoView {
    let app = App::expect();
    view! {
        <button class="btn" type="button" on:click=move |_| { let _ = window().print(); }>{move || app.lang().print()}</button>
    }
}
