use crate::ui::App;
use leptos::prelude::*;

#[component]
pub fn GridPage() -> impl IntoView {
    let app = App::expect();
    view! { <h1>{move || app.lang().nav_grid()}</h1> }
}
