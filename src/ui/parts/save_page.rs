//! A button that writes what is on the page into a file that opens anywhere.

use crate::documents::Page;
use crate::ui::App;
use crate::ui::worker::Helper;
use crate::work::{Answer, Request};
use leptos::prelude::*;

#[component]
pub fn SavePage(#[prop(into)] page: Signal<Option<Page>>) -> impl IntoView {
    let app = App::expect();
    let failed = move || app.tell(app.lang_untracked().page_failed().to_owned());
    let written = move |answer| match answer {
        Answer::Page { title, html } => app.hand_over(&file_name(&title), "text/html", html.as_bytes()),
        _ => failed(),
    };
    let helper = Helper::new(Callback::new(written), Callback::new(move |()| failed()));
    let save = move |_| {
        if let Some(page) = page.get_untracked() {
            let workspace = Box::new(app.workspace_untracked().as_ref().clone());
            helper.ask(&Request::Page { workspace, page, lang: app.lang_untracked() }, None);
        }
    };
    view! {
        <button class="btn" type="button" disabled=move || page.with(Option::is_none) on:click=save>
            {move || app.lang().page_save()}
        </button>
    }
}

/// A title as a file's name: without what some systems do not take.
fn file_name(title: &str) -> String {
    let plain: String = title.chars().filter(|c| !c.is_control() && !"/\\:*?\"<>|".contains(*c)).collect();
    format!("{}.html", plain.trim_matches(['.', ' ']))
}
