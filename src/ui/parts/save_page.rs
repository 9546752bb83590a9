//! A button that writes what is on the page into a file that opens anywhere.

use crate::documents::html::html;
use crate::documents::{Page, file_name};
use crate::ui::App;
use leptos::prelude::*;

#[component]
pub fn SavePage(#[prop(into)] page: Signal<Option<Page>>) -> impl IntoView {
    let app = App::expect();
    let save = move |_| {
        let Some(page) = page.get_untracked() else { return };
        match page.document(&app.workspace_untracked(), app.lang_untracked()) {
            Some(document) => {
                app.hand_over(&file_name(&document.title, "html"), "text/html", html(&document).as_bytes())
            }
            None => app.tell(app.lang_untracked().page_failed().to_owned()),
        }
    };
    view! {
        <button class="btn" type="button" disabled=move || page.with(Option::is_none) on:click=save>
            {move || app.lang().page_save()}
        </button>
    }
}
