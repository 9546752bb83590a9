use crate::ui::App;
use leptos::prelude::*;

#[component]
pub fn ClusterPage() -> impl IntoView {
    let app = App::expect();
    view! { <h1>{move || app.lang().nav_cluster()}</h1> }
}
