//! What leaves the page: paper, files, the workshop's screen.

use super::choices::Choices;
use crate::analysis::Scope;
use crate::documents::{Page, grid_rows, tidy};
use crate::selfie::Subject;
use crate::ui::App;
use crate::ui::parts::SavePage;
use crate::ui::route::Route;
use crate::ui::worker::Helper;
use crate::work::{Answer, Request};
use leptos::html;
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
        if let Some(Scope { level, round }) = choices.scope_untracked() {
            let workspace = Box::new(app.workspace_untracked().as_ref().clone());
            let lens = Box::new(choices.shown().with_untracked(|shown| shown.lens.clone()));
            helper.ask(&Request::Workbook { workspace, level, round, lens, lang: app.lang_untracked() }, None);
        }
    };
    let csv = move |_| {
        let workspace = app.workspace_untracked();
        let name = app.lang_untracked().scores_file(&workspace.cluster.name);
        app.hand_over(&name, "text/csv", tidy::of_workspace(&workspace).as_bytes());
    };
    let grid_csv = move |_| {
        let workspace = app.workspace_untracked();
        let lang = app.lang_untracked();
        let (Some(scope), shown) = (choices.scope_untracked(), choices.shown().get_untracked()) else { return };
        let title = |subject: &Subject| shown.title(subject, lang);
        let rows = grid_rows::of_grid(&workspace, &scope, &shown.grid, &shown.readings, &shown.lens, &title);
        app.hand_over(&lang.grid_file(&workspace.cluster.name), "text/csv", rows.as_bytes());
    };
    let menu = NodeRef::<html::Details>::new();
    let close = move |_| {
        if let Some(menu) = menu.get_untracked() {
            menu.set_open(false);
        }
    };
    let leave = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Escape"
            && let Some(menu) = menu.get_untracked()
        {
            menu.set_open(false);
        }
    };
    view! {
        <div class="tools">
            <a class="btn" href=Route::Present.href()>{move || app.lang().grid_present()}</a>
            <PrintButton/>
            <details class="menu" node_ref=menu on:keydown=leave>
                <summary class="btn">{move || app.lang().export_more()}</summary>
                <div class="sheet" on:click=close>
                    <SavePage page=Signal::derive(move || {
                        let scope = Scope { level: choices.level()?, round: choices.round()? };
                        let lens = Box::new(choices.shown().with(|shown| shown.lens.clone()));
                        Some(Page::Grid { scope, items: choices.open_areas.with(|open| !open.is_empty()), lens })
                    })/>
                    <button class="btn" type="button" on:click=excel>{move || app.lang().export_excel()}</button>
                    <button class="btn" type="button" on:click=grid_csv>{move || app.lang().export_grid_csv()}</button>
                    <button class="btn" type="button" on:click=csv>{move || app.lang().export_csv()}</button>
                </div>
            </details>
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
