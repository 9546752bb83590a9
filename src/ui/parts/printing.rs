//! What paper shows that the screen leaves out.

use leptos::ev;
use leptos::prelude::*;

/// Whether the page is being printed: paper shows all rows.
pub fn printing() -> RwSignal<bool> {
    let printing = RwSignal::new(false);
    let on = |name: &'static str, now: bool| {
        window_event_listener(ev::Custom::<web_sys::Event>::new(name), move |_| printing.set(now))
    };
    let (before, after) = (on("beforeprint", true), on("afterprint", false));
    on_cleanup(move || {
        before.remove();
        after.remove();
    });
    printing
}
