//! Files that are dropped anywhere on the page. Without this the browser would leave the
//! app and show the file instead. Drags of other things, such as text, are left alone.

use super::App;
use super::route::Route;
use super::start::Opening;
use crate::workspace::bundle::is_workspace_file;
use leptos::ev::DragEvent;
use leptos::prelude::*;
use web_sys::{File, FileList};

/// What was dropped and waits for its page.
#[derive(Clone, Copy)]
pub struct Dropped {
    /// Files hover over the page.
    pub over: RwSignal<bool>,
    surveys: RwSignal<Vec<File>, LocalStorage>,
}

impl Dropped {
    /// Listens as long as the frame stands.
    pub fn provide(app: App) {
        let dropped = Dropped { over: RwSignal::new(false), surveys: RwSignal::new_local(Vec::new()) };
        let opening = Opening::expect();
        let drag = window_event_listener(leptos::ev::dragover, move |event: DragEvent| {
            if carries_files(&event) {
                event.prevent_default();
                dropped.over.set(true);
            }
        });
        let leave = window_event_listener(leptos::ev::dragleave, move |_| dropped.over.set(false));
        let drop = window_event_listener(leptos::ev::drop, move |event: DragEvent| {
            if carries_files(&event) {
                event.prevent_default();
                dropped.over.set(false);
                dropped.sort(app, opening, listed(event.data_transfer().and_then(|data| data.files())));
            }
        });
        on_cleanup(move || {
            drag.remove();
            leave.remove();
            drop.remove();
        });
        provide_context(dropped);
    }

    pub fn expect() -> Dropped {
        expect_context()
    }

    /// Each file goes to the page that reads it; where no workspace is open, that is the
    /// start page.
    fn sort(self, app: App, opening: Opening, files: Vec<File>) {
        let open = app.is_open_untracked();
        let (workspaces, surveys): (Vec<File>, Vec<File>) =
            files.into_iter().partition(|file| !open || is_workspace_file(&file.name()));
        let reads = !surveys.is_empty();
        self.surveys.update(|waiting| waiting.extend(surveys));
        if !workspaces.is_empty() {
            app.go(&Route::Start);
            opening.read(workspaces);
        } else if reads {
            app.go(&Route::Read);
        }
    }

    /// Survey files that nobody has read yet; tracks.
    pub fn take_surveys(self) -> Vec<File> {
        let none = self.surveys.with(Vec::is_empty);
        if none { Vec::new() } else { self.surveys.try_update(std::mem::take).unwrap_or_default() }
    }
}

fn carries_files(event: &DragEvent) -> bool {
    event.data_transfer().is_some_and(|data| data.types().includes(&"Files".into(), 0))
}

pub fn listed(files: Option<FileList>) -> Vec<File> {
    files.map(|files| (0..files.length()).filter_map(|place| files.get(place)).collect()).unwrap_or_default()
}
