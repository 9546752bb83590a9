//! The first page: start a cluster, open a workspace file, or try the example.

use crate::ui::App;
use leptos::prelude::*;

#[component]
pub fn StartPage() -> impl IntoView {
    let app = App::expect();
    view! { <h1>{move || app.lang().app_purpose()}</h1> }
}
