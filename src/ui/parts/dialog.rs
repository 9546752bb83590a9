//! A question that must be answered before going on: the browser's own dialog,
//! which keeps the keyboard inside and closes with Escape.

use leptos::html;
use leptos::prelude::*;

#[component]
pub fn Dialog(
    /// Shown while true; set to false when the dialog closes.
    open: RwSignal<bool>,
    #[prop(into)] title: Signal<String>,
    children: ChildrenFn,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    let children = StoredValue::new(children);
    Effect::new(move || {
        let Some(dialog) = node.get() else { return };
        match (open.get(), dialog.open()) {
            (true, false) => drop(dialog.show_modal()),
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    view! {
        <dialog node_ref=node class="dialog" aria-label=move || title.get() on:close=move |_| open.set(false)>
            <Show when=move || open.get()>
                <h2>{move || title.get()}</h2>
                {children.with_value(|children| children())}
            </Show>
        </dialog>
    }
}
