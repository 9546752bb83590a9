//! A menu with its label, and a word about how the present choice came about.

use super::field::field_ids;
use leptos::prelude::*;

/// Options are (value, words). `value` must be among them to be shown as chosen.
#[component]
pub fn Choice(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] options: Signal<Vec<(String, String)>>,
    #[prop(into)] value: Signal<String>,
    #[prop(into)] on_choose: Callback<String>,
    #[prop(into, optional)] note: MaybeProp<String>,
    /// Nobody knows yet: stands out.
    #[prop(into, optional)]
    ask: Signal<bool>,
    /// Hides the label from view; it stays for screen readers.
    #[prop(optional)]
    bare: bool,
) -> impl IntoView {
    let (id, hint_id) = field_ids();
    view! {
        <div class="field choice" class:ask=move || ask.get()>
            <label for=id.clone() class=if bare { "unseen" } else { "label" }>{move || label.get()}</label>
            <select id=id aria-describedby=hint_id.clone() on:change=move |event| on_choose.run(event_target_value(&event)) prop:value=move || value.get()>
                {move || {
                    let chosen = value.get();
                    options.get().into_iter().map(|(value, words)| {
                        let selected = value == chosen;
                        view! { <option value=value selected=selected>{words}</option> }
                    }).collect_view()
                }}
            </select>
            <span class="hint" id=hint_id>{move || note.get()}</span>
        </div>
    }
}
