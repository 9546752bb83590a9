//! One screen after the other, by keys and buttons: for pages that fill a workshop's screen.

use crate::ui::App;
use crate::ui::route::Route;
use leptos::ev;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

/// Which screen is shown. Arrow keys, Page Up and Down, Space, Home and End walk; Escape
/// leaves; F fills the screen.
#[derive(Clone, Copy)]
pub struct Walk {
    place: RwSignal<usize>,
    last: Signal<usize>,
}

impl Walk {
    /// Listens to the keyboard as long as its page is there.
    pub fn new(last: Signal<usize>, leave: Route) -> Walk {
        let app = App::expect();
        let walk = Walk { place: RwSignal::new(0), last };
        let keys = window_event_listener(ev::keydown, move |event| {
            if is_command(&event) {
                return;
            }
            match event.key().as_str() {
                "ArrowRight" | "ArrowDown" | "PageDown" => walk.forward(),
                " " if !is_pressed_by_space(&event) => walk.forward(),
                "ArrowLeft" | "ArrowUp" | "PageUp" => walk.back(),
                "Home" => walk.go_to(0),
                "End" => walk.go_to(last.get_untracked()),
                "Escape" => app.go(&leave),
                "f" | "F" => full_screen(),
                _ => return,
            }
            event.prevent_default();
        });
        on_cleanup(move || {
            keys.remove();
            if document().fullscreen_element().is_some() {
                document().exit_fullscreen();
            }
        });
        walk
    }

    /// The screen that is shown, counted from 0; reading it tracks.
    pub fn place(self) -> usize {
        self.place.get().min(self.last.get())
    }

    pub fn go_to(self, place: usize) {
        self.place.set(place.min(self.last.get_untracked()));
    }

    fn forward(self) {
        self.go_to(untrack(|| self.place()) + 1);
    }

    fn back(self) {
        self.go_to(untrack(|| self.place()).saturating_sub(1));
    }
}

/// The same by buttons, and the way out.
#[component]
pub fn WalkButtons(walk: Walk, leave: Route) -> impl IntoView {
    let app = App::expect();
    view! {
        <button class="btn" type="button" disabled=move || walk.place() == 0 on:click=move |_| walk.back()>
            {move || app.lang().present_back()}
        </button>
        <span class="num" aria-live="polite">{move || app.lang().present_place(walk.place() + 1, walk.last.get() + 1)}</span>
        <button class="btn" type="button" disabled=move || walk.place() == walk.last.get() on:click=move |_| walk.forward()>
            {move || app.lang().present_next()}
        </button>
        <button class="btn" type="button" on:click=move |_| full_screen()>{move || app.lang().present_full()}</button>
        <a class="btn" href=leave.href()>{move || app.lang().present_leave()}</a>
    }
}

/// Whether a key is part of a command of the browser's.
pub fn is_command(event: &KeyboardEvent) -> bool {
    event.ctrl_key() || event.alt_key() || event.meta_key()
}

/// A button that has the keyboard takes Space for itself.
fn is_pressed_by_space(event: &KeyboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| matches!(target.tag_name().as_str(), "BUTTON" | "SUMMARY" | "SELECT" | "INPUT"))
}

/// Into full screen, or out of it.
fn full_screen() {
    let document = document();
    match (document.fullscreen_element(), document.document_element()) {
        (Some(_), _) => document.exit_fullscreen(),
        (None, Some(root)) => drop(root.request_fullscreen()),
        (None, None) => {}
    }
}
