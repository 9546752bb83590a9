//! The TeachMeet: one practice a screen, three minutes each, in type for a projector.

use super::told;
use crate::cluster::{PracticeId, PracticeState};
use crate::ui::App;
use crate::ui::collation;
use crate::ui::parts::{Walk, WalkButtons, is_command};
use crate::ui::route::Route;
use leptos::ev;
use leptos::leptos_dom::helpers::IntervalHandle;
use leptos::prelude::*;
use std::time::Duration;

const SECONDS: u32 = 180;
/// Often enough that no second is skipped.
const TICK: Duration = Duration::from_millis(250);

#[component]
pub fn TeachmeetPage() -> impl IntoView {
    let app = App::expect();
    let offered = Memo::new(move |_| {
        let workspace = app.workspace();
        let mut ids = collation::practices_in_order(&workspace, app.lang());
        let is_offered = |id: &PracticeId| workspace.practices.get(id).map(|p| p.state) == Some(PracticeState::Offered);
        ids.retain(is_offered);
        ids
    });
    let any = move || offered.with(|ids| !ids.is_empty());
    let walk = Walk::new(Signal::derive(move || offered.with(|ids| ids.len().saturating_sub(1))), Route::Practices);
    let clock = Clock::new();
    // Everybody begins with the full time.
    Effect::new(move || {
        walk.place();
        clock.stop();
    });
    view! {
        <div class="present teachmeet">
            {move || match offered.with(|ids| ids.get(walk.place()).cloned()) {
                Some(id) => screen(app, &id).into_any(),
                None => view! { <h1>{app.lang().teachmeet_title()}</h1><p class="written">{app.lang().teachmeet_none()}</p> }.into_any(),
            }}
            <footer>
                <Show when=any><ClockFace clock=clock/></Show>
                <span class="muted wide-only">{move || app.lang().teachmeet_hint()}</span>
                <div class="tools"><WalkButtons walk=walk leave=Route::Practices/></div>
            </footer>
        </div>
    }
}

fn screen(app: App, id: &PracticeId) -> impl IntoView + use<> {
    let (workspace, lang) = (app.workspace(), app.lang());
    let practice = workspace.practices.get(id).cloned().unwrap_or_default();
    // So much text is set smaller, that it fits the screen.
    let letters = practice.about.chars().count() + practice.effect.chars().count();
    let (long, longer) = (letters > 320, letters > 720);
    let part = |heading: &'static str, text: &str| {
        let text = text.trim().to_owned();
        (!text.is_empty()).then(|| view! { <section><h2>{heading}</h2><p class="written">{text}</p></section> })
    };
    view! {
        <header>
            <p class="where">{told::school(&practice, &workspace, lang)}{told::form(&practice, lang).map(|form| format!(" · {form}"))}</p>
            <h1>{told::title(&practice, lang)}</h1>
        </header>
        <div class="told" class:long=long class:longer=longer tabindex="0" role="group" aria-label=told::title(&practice, lang)>
            {part(lang.field_about(), &practice.about)}
            {part(lang.field_effect(), &practice.effect)}
            {told::helps_with(&practice, lang)}
        </div>
    }
}

/// Three minutes that somebody starts; it only shows, and never walks on by itself.
#[derive(Clone, Copy)]
struct Clock {
    /// `None` while it stands.
    left: RwSignal<Option<u32>>,
    ticking: StoredValue<Option<IntervalHandle>>,
}

impl Clock {
    /// Listens for T as long as its page is there.
    fn new() -> Clock {
        let clock = Clock { left: RwSignal::new(None), ticking: StoredValue::new(None) };
        let keys = window_event_listener(ev::keydown, move |event| {
            if !is_command(&event) && matches!(event.key().as_str(), "t" | "T") {
                clock.toggle();
            }
        });
        on_cleanup(move || {
            keys.remove();
            clock.silence();
        });
        clock
    }

    fn toggle(self) {
        if self.left.with_untracked(Option::is_some) { self.stop() } else { self.start() }
    }

    fn start(self) {
        let end = js_sys::Date::now() + f64::from(SECONDS) * 1000.0;
        self.left.set(Some(SECONDS));
        let tick = move || {
            let left = ((end - js_sys::Date::now()) / 1000.0).ceil().max(0.0) as u32;
            if self.left.get_untracked() != Some(left) {
                self.left.set(Some(left));
            }
            if left == 0 {
                self.silence();
            }
        };
        self.ticking.set_value(set_interval_with_handle(tick, TICK).ok());
    }

    fn stop(self) {
        self.silence();
        self.left.set(None);
    }

    fn silence(self) {
        if let Some(Some(ticking)) = self.ticking.try_update_value(Option::take) {
            ticking.clear();
        }
    }
}

#[component]
fn ClockFace(clock: Clock) -> impl IntoView {
    let app = App::expect();
    let left = move || clock.left.get().unwrap_or(SECONDS);
    let runs = Memo::new(move |_| clock.left.with(Option::is_some));
    let over = Memo::new(move |_| clock.left.get() == Some(0));
    view! {
        <div class="clock" class:runs=move || runs.get()>
            <button class="btn" type="button" on:click=move |_| clock.toggle()>
                {move || if runs.get() { app.lang().teachmeet_stop() } else { app.lang().teachmeet_start() }}
            </button>
            <span class="num" role="timer" aria-label=move || app.lang().teachmeet_left()>
                {move || format!("{}:{:02}", left() / 60, left() % 60)}
            </span>
            <progress max=SECONDS value=left aria-hidden="true"></progress>
            <strong role="status">{move || over.get().then(|| app.lang().teachmeet_over())}</strong>
        </div>
    }
}
