//! The first page: start a cluster, open a workspace file, or try the example.

mod kept;
mod locked;
mod open;

use crate::cluster::Cluster;
use crate::storage::browser::{fresh_id, fresh_replica, now};
use crate::storage::linked;
use crate::ui::App;
use crate::ui::arrival::{self, Missing};
use crate::ui::dropping::{Dropped, listed};
use crate::ui::parts::TextField;
use crate::ui::route::Route;
use crate::workspace::{Book, Workspace};
use kept::KeptList;
use leptos::ev::SubmitEvent;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
pub use open::{Opening, OpeningDialog};
use std::sync::Arc;

#[component]
pub fn StartPage() -> impl IntoView {
    let app = App::expect();
    let opening = Opening::expect();
    let over = Dropped::expect().over;
    let chooser = NodeRef::<html::Input>::new();
    linked::on_launch(move |files, lost| opening.read_launched(files, lost));
    let chosen = move |_| {
        if let Some(input) = chooser.get() {
            opening.read(listed(input.files()));
            // So that the same file can be chosen again.
            input.set_value("");
        }
    };
    view! {
        <div class="start-lead">
            <h1>{move || app.lang().app_purpose()}</h1>
            <p>{move || app.lang().start_lead()}</p>
            <p class="muted">{move || app.lang().start_private()}</p>
        </div>
        {move || opening.refused().into_iter().map(|words| view! { <p class="warn" role="alert">{words}</p> }).collect_view()}
        <div class="ways">
            <section class="sheet pad"><h2>{move || app.lang().start_new()}</h2><NewCluster/></section>
            <section class="sheet pad" class:over=move || over.get()>
                <h2>{move || app.lang().start_open()}</h2>
                <p>{move || app.lang().start_open_words()}</p>
                <p><label class="btn chooser">{move || app.lang().start_choose()}
                    <input type="file" class="unseen" multiple accept=".json,.age,application/json" node_ref=chooser on:change=chosen/>
                </label></p>
            </section>
            <section class="sheet pad">
                <h2>{move || app.lang().start_example()}</h2>
                <p>{move || app.lang().start_example_words()}</p>
                <p><button class="btn" type="button" on:click=move |_| come(app, arrival::example(app))>{move || app.lang().example_try()}</button></p>
            </section>
        </div>
        <KeptList/>
    }
}

/// A name and a school year are enough to begin.
#[component]
fn NewCluster() -> impl IntoView {
    let app = App::expect();
    let name = RwSignal::new(String::new());
    let year = RwSignal::new(String::new());
    let start = move |event: SubmitEvent| {
        event.prevent_default();
        let cluster = Cluster {
            name: name.get_untracked().trim().to_owned(),
            pilot_year: year.get_untracked().trim().to_owned(),
            ..Cluster::default()
        };
        come(app, arrival::begin(app, cluster));
    };
    view! {
        <form class="stack" on:submit=start>
            <TextField label=Signal::derive(move || app.lang().cluster_name().to_owned()) value=name on_keep=move |t: String| name.set(t)/>
            <TextField label=Signal::derive(move || app.lang().cluster_year().to_owned()) value=year on_keep=move |t: String| year.set(t)/>
            <p><button class="btn primary" type="submit">{move || app.lang().start_new_button()}</button></p>
        </form>
    }
}

/// Waits for what has to arrive, and says if it does not.
fn come(app: App, arriving: impl Future<Output = Result<(), Missing>> + 'static) {
    spawn_local(async move {
        if let Err(Missing) = arriving.await {
            app.tell(app.lang_untracked().part_missing().to_owned());
        }
    });
}

impl App {
    /// Begins a cluster, where the pages are there already.
    pub fn begin(self, cluster: Cluster) {
        let workspace = Workspace { id: fresh_id(), cluster: Arc::new(cluster), ..Workspace::default() };
        self.start(Book::new(workspace, fresh_replica(), now()));
        self.go(&Route::Cluster);
    }

    /// Opens the made-up cluster, as a workspace of this browser, at its grid; where it is
    /// there already.
    pub fn start_example(self) {
        let example = Workspace::example(self.lang_untracked(), fresh_id());
        self.start(Book::new(example, fresh_replica(), now()));
        self.go(&Route::Grid);
    }
}
