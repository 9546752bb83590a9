//! The first page: start a cluster, open a workspace file, or try the example.

use crate::storage::browser::{fresh_id, fresh_replica, now};
use crate::ui::App;
use crate::ui::route::Route;
use crate::workspace::{Book, Workspace};
use leptos::prelude::*;

#[component]
pub fn StartPage() -> impl IntoView {
    let app = App::expect();
    view! {
        <h1>{move || app.lang().app_purpose()}</h1>
        <p><button class="btn" type="button" on:click=move |_| start_example(app)>{move || app.lang().example_try()}</button></p>
    }
}

/// Opens the made-up cluster, as a workspace of this browser, at its grid.
fn start_example(app: App) {
    let example = Workspace::example(app.lang_untracked(), fresh_id());
    app.start(Book::new(example, fresh_replica(), now()));
    app.go(&Route::Grid);
}
