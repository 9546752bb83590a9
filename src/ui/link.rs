//! A workspace in step with a file in a synced folder: on opening, on coming back to the
//! window and after edits, what others saved there is taken in and ours is written.

use super::arrival;
use super::keeping::today;
use super::state::App;
use crate::i18n::Lang;
use crate::storage::browser::{BrowserStore, now};
use crate::storage::files;
use crate::storage::linked::{self, FileHandle, Unreached, Which};
use crate::storage::locks;
use crate::storage::settings::Settings;
use crate::workspace::bundle::{self, Contents, LARGEST};
use crate::workspace::{Book, BundleError};
use leptos::ev;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;

/// After an edit, so that a sentence is one write.
const PAUSE: Duration = Duration::from_secs(2);

/// How a linked file stands.
#[derive(Clone, Debug, PartialEq)]
pub enum InStep {
    AtWork,
    Yes,
    Not(Unreached),
    OtherCluster(String),
    /// It holds a part, which is not for everybody who has the whole.
    Part,
    /// It was left as it is.
    Unread(BundleError),
}

/// The open workspace's link.
#[derive(Clone, Copy)]
pub struct Link {
    state: RwSignal<Option<InStep>>,
    timer: StoredValue<Option<TimeoutHandle>>,
}

impl Link {
    pub fn new() -> Link {
        Link { state: RwSignal::new(None), timer: StoredValue::new(None) }
    }

    /// Follows the link of the workspace that was just opened, if it has one.
    pub fn begin(self, app: App) {
        let id = app.workspace_untracked().id.clone();
        let linked = Settings(&BrowserStore).linked_file(&id).is_some();
        self.state.set(linked.then_some(InStep::AtWork));
        self.follow(app, Duration::ZERO);
    }

    /// After an edit was saved.
    pub fn edited(self, app: App) {
        self.follow(app, PAUSE);
    }

    fn follow(self, app: App, after: Duration) {
        if self.state.with_untracked(Option::is_none) {
            return;
        }
        if let Some(Some(timer)) = self.timer.try_update_value(Option::take) {
            timer.clear();
        }
        self.timer.set_value(set_timeout_with_handle(move || step_soon(app, false), after).ok());
    }

    pub fn listen(self, app: App) {
        let back = move || self.follow(app, Duration::ZERO);
        let focused = window_event_listener(ev::focus, move |_| back());
        let seen = window_event_listener(ev::visibilitychange, move |_| {
            if document().visibility_state() == web_sys::VisibilityState::Visible {
                back();
            }
        });
        on_cleanup(move || {
            focused.remove();
            seen.remove();
        });
    }
}

/// Takes in what the linked file holds and writes into it what it lacks.
/// With `ask`, which only a click may do, the person is asked whether the page may.
pub fn bring_in_step(app: App, ask: bool) {
    spawn_local(step(app, ask));
}

/// As [`bring_in_step`], from what is there from the start.
fn step_soon(app: App, ask: bool) {
    spawn_local(async move {
        // Without a network it is tried again at the next occasion.
        let _ = arrival::bring_in_step(app, ask).await;
    });
}

async fn step(app: App, ask: bool) {
    let id = app.workspace_untracked().id.clone();
    let _lock = locks::wait_for(&format!("kapocs/link/{id}")).await;
    let Some(handle) = linked::handle_of(&id).await else { return app.link().state.set(None) };
    if !handle.is_allowed(ask).await {
        return app.link().state.set(Some(InStep::Not(Unreached::NotAllowed)));
    }
    let state = exchange(app, &id, &handle).await;
    if app.workspace_untracked().id == id {
        app.link().state.set(Some(state));
    }
}

async fn exchange(app: App, id: &str, handle: &FileHandle) -> InStep {
    let file = match handle.file().await {
        Ok(file) => file,
        Err(why) => return InStep::Not(why),
    };
    let bytes = match files::read(&file, LARGEST).await {
        Ok(Some(bytes)) => bytes,
        Ok(None) => return InStep::Unread(BundleError::TooLarge { bytes: file.size() as u64 }),
        Err(_) => return InStep::Not(Unreached::Failed),
    };
    // A file that was just made is empty.
    if !bytes.is_empty() {
        let theirs = match bundle::read(&bytes) {
            Ok(theirs) => theirs,
            Err(error) => return InStep::Unread(error),
        };
        if theirs.workspace.id != id {
            return InStep::OtherCluster(theirs.workspace.cluster.name.clone());
        }
        if !theirs.written.part.is_everything() || theirs.written.without_names {
            return InStep::Part;
        }
        if app.workspace_untracked().id != id {
            return InStep::Yes;
        }
        if let Some(Err(error)) = app.with_open_book(|book| book.room_for(&theirs)) {
            return InStep::Unread(error);
        }
        if app.take_from_link(&theirs) {
            app.tell(app.lang_untracked().link_brought(handle.name()));
        }
        let holds_all = |book: &Book| book.history().has_seen_just(theirs.history.replicas(), theirs.history.seen());
        if !theirs.is_hand_edited() && app.with_open_book(holds_all).unwrap_or(true) {
            return InStep::Yes;
        }
    }
    app.before_going_out();
    let text = app.with_open_book(|book| bundle::write(book, Contents::Everything, now()));
    match handle.replace(text.unwrap_or_default().as_bytes()).await {
        Ok(()) => {
            app.backed_up(id);
            InStep::Yes
        }
        Err(why) => InStep::Not(why),
    }
}

async fn link(app: App, which: Which) {
    let workspace = app.workspace_untracked();
    let lang = app.lang_untracked();
    let suggested = bundle::file_name(&workspace, today());
    let handle = match linked::choose(which, &suggested).await {
        Ok(Some(handle)) => handle,
        Ok(None) => return,
        Err(_) => return app.tell(lang.link_not_chosen().to_owned()),
    };
    if !linked::remember(&workspace.id, Some(&handle)).await {
        return app.tell(lang.link_not_chosen().to_owned());
    }
    Settings(&BrowserStore).set_linked_file(&workspace.id, &handle.name());
    app.link().state.set(Some(InStep::AtWork));
    step_soon(app, true);
}

async fn end(app: App) {
    let id = app.workspace_untracked().id.clone();
    linked::remember(&id, None).await;
    Settings(&BrowserStore).set_linked_file(&id, "");
    app.link().state.set(None);
    app.tell(app.lang_untracked().link_ended().to_owned());
}

/// In the header: which file, and how it stands.
#[component]
pub fn LinkSign() -> impl IntoView {
    let app = App::expect();
    move || {
        let state = app.link().state.get()?;
        let lang = app.lang();
        let name = Settings(&BrowserStore).linked_file(&app.workspace().id).unwrap_or_default();
        let (mark, words) = match state {
            InStep::AtWork => ("…", lang.link_at_work()),
            InStep::Yes => ("⇄", lang.link_in_step()),
            InStep::Not(_) | InStep::OtherCluster(_) | InStep::Part | InStep::Unread(_) => ("!", lang.link_attention()),
        };
        let title = lang.link_sign(name);
        let unseen = format!("{title}: ");
        Some(view! {
            <span class="link-sign muted" role="status" title=title>
                <span aria-hidden="true">{mark}</span><span class="unseen">{unseen}</span>" "{words}
            </span>
        })
    }
}

fn trouble(state: &InStep, lang: Lang) -> Option<String> {
    Some(match state {
        InStep::AtWork | InStep::Yes => return None,
        InStep::Not(Unreached::Gone) => lang.link_gone().to_owned(),
        InStep::Not(Unreached::NotAllowed) => lang.link_not_allowed().to_owned(),
        InStep::Not(Unreached::Failed) => lang.link_failed().to_owned(),
        InStep::OtherCluster(name) => lang.link_other_cluster(name),
        InStep::Part => lang.link_part().to_owned(),
        InStep::Unread(error) => lang.link_unread(lang.bundle_error(error)),
    })
}

/// In the Share dialog: linking, and what to do when the file is out of reach.
pub fn link_section() -> AnyView {
    let app = App::expect();
    let able = linked::can_link();
    let state = app.link().state;
    let waiting = Memo::new(move |_| state.with(|state| *state == Some(InStep::Not(Unreached::NotAllowed))));
    let linked_part = move || {
        let name = Settings(&BrowserStore).linked_file(&app.workspace().id).unwrap_or_default();
        view! {
            <p><b>{move || app.lang().link_sign(&name)}</b></p>
            {move || state.get().and_then(|state| trouble(&state, app.lang())).map(|words| view! { <p class="warn">{words}</p> })}
            <div class="row">
                <button class="btn" type="button" on:click=move |_| step_soon(app, true)>
                    {move || if waiting.get() { app.lang().link_allow() } else { app.lang().link_now() }}
                </button>
                <button class="btn quiet" type="button" on:click=move |_| spawn_local(end(app))>{move || app.lang().link_end()}</button>
            </div>
        }
    };
    let unlinked_part = move || {
        view! {
            <p class="small muted">{move || app.lang().link_words()}</p>
            <div class="row">
                <button class="btn" type="button" on:click=move |_| spawn_local(link(app, Which::There))>{move || app.lang().link_there()}</button>
                <button class="btn" type="button" on:click=move |_| spawn_local(link(app, Which::New))>{move || app.lang().link_new()}</button>
            </div>
        }
    };
    let is_linked = Memo::new(move |_| state.with(Option::is_some));
    view! {
        <section class="stack" aria-labelledby="link-title">
            <h3 id="link-title">{move || app.lang().link_title()}</h3>
            {move || match (able, is_linked.get()) {
                (false, _) => view! { <p class="small muted">{move || app.lang().link_unable()}</p> }.into_any(),
                (true, true) => linked_part().into_any(),
                (true, false) => unlinked_part().into_any(),
            }}
        </section>
    }
    .into_any()
}
