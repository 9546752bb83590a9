//! What leaves the page: paper, files, the workshop's screen.

use super::choices::Choices;
use crate::analysis::Scope;
use crate::documents::{Page, tidy};
use crate::ui::App;
use crate::ui::parts::SavePage;
use crate::ui::route::Route;
use crate::ui::worker::Helper;
use crate::work::{Answer, Request};
use leptos::prelude::*;

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

#[component]
pub fn Tools() -> impl IntoView {
    let app = App::expect();
    let choices = Choices::expect();
    let failed = move || app.tell(app.lang_untracked().book_failed().to_owned());
    let written = move |answer| match answer {
        Answer::Workbook { bytes: Some(bytes) } => {
            let name = app.lang_untracked().book_file(&app.workspace_untracked().cluster.name);
            app.hand_over(&name, XLSX, &bytes);
        }
        _ => failed(),
    };
    let helper = Helper::new(Callback::new(written), Callback::new(move |()| failed()));
    let excel = move |_| {
        if let (Some(level), Some(round)) = (untrack(|| choices.level()), untrack(|| choices.round())) {
            let workspace = Box::new(app.workspace_untracked().as_ref().clone());
            helper.ask(&Request::Workbook { workspace, level, round, lang: app.lang_untracked() }, None);
        }
    };
    let csv = move |_| {
        let workspace = app.workspace_untracked();
        let name = app.lang_untracked().scores_file(&workspace.cluster.name);
        app.hand_over(&name, "text/csv", tidy::of_workspace(&workspace).as_bytes());
    };
    view! {
        <div class="tools">
            <a class="btn" href=Route::Present.href()>{move || app.lang().grid_present()}</a>
            <button class="btn" type="button" on:click=excel>{move || app.lang().export_excel()}</button>
            <button class="btn" type="button" on:click=csv>{move || app.lang().export_csv()}</button>
            <SavePage page=Signal::derive(move || {
                let scope = Scope { level: choices.level()?, round: choices.round()? };
                Some(Page::Grid { scope, items: choices.open_areas.with(|open| !open.is_empty()) })
            })/>
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
