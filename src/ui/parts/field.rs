//! Fields that are edited in place and kept at once: a quarter of a second after the last
//! keystroke, on leaving the field, and when the page is hidden.

use leptos::html;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

const PAUSE: Duration = Duration::from_millis(250);

/// What is typed but not yet kept.
#[derive(Clone, Copy)]
struct Draft {
    text: RwSignal<Option<String>>,
    timer: StoredValue<Option<TimeoutHandle>>,
    keep: Callback<String>,
}

impl Draft {
    fn new(keep: Callback<String>) -> Draft {
        let draft = Draft { text: RwSignal::new(None), timer: StoredValue::new(None), keep };
        on_cleanup(move || draft.commit());
        draft
    }

    fn typed(self, text: String) {
        self.text.set(Some(text));
        self.stop_timer();
        self.timer.set_value(set_timeout_with_handle(move || self.commit(), PAUSE).ok());
    }

    fn commit(self) {
        self.stop_timer();
        if let Some(Some(text)) = self.text.try_update(Option::take) {
            self.keep.run(text);
        }
    }

    fn stop_timer(self) {
        if let Some(Some(timer)) = self.timer.try_update_value(Option::take) {
            timer.clear();
        }
    }

    fn shown(self, value: Signal<String>) -> String {
        self.text.get().unwrap_or_else(|| value.get())
    }

    /// Marks the field while it holds more than is kept (see `App::on_key`).
    fn mark(self) -> Option<&'static str> {
        self.text.with(Option::is_some).then_some("")
    }
}

/// Ids for a field and for the sentence below it, not used by any other.
pub fn field_ids() -> (String, String) {
    static NEXT: AtomicU32 = AtomicU32::new(1);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    (format!("field-{number}"), format!("hint-{number}"))
}

/// One line of text with its label.
#[component]
pub fn TextField(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] value: Signal<String>,
    #[prop(into)] on_keep: Callback<String>,
    /// A sentence below the field.
    #[prop(into, optional)]
    hint: MaybeProp<String>,
    #[prop(default = "text")] kind: &'static str,
    #[prop(default = "off")] autocomplete: &'static str,
    /// Which keys a phone offers.
    #[prop(optional)]
    inputmode: Option<&'static str>,
    /// What is typed cannot be kept, as the sentence below says, then also aloud.
    #[prop(into, optional)]
    wrong: Option<Signal<bool>>,
    /// Hides the label from view (tables have headings); it stays for screen readers.
    #[prop(optional)]
    bare: bool,
    #[prop(optional)] node_ref: NodeRef<html::Input>,
) -> impl IntoView {
    let draft = Draft::new(on_keep);
    let (id, hint_id) = field_ids();
    view! {
        <div class="field">
            <label for=id.clone() class=if bare { "unseen" } else { "label" }>{move || label.get()}</label>
            <input id=id aria-describedby=hint_id.clone() type=kind inputmode=inputmode autocomplete=autocomplete node_ref=node_ref data-typing=move || draft.mark()
                aria-invalid=move || wrong.map(|wrong| wrong.get().to_string())
                prop:value=move || draft.shown(value)
                on:input=move |event| draft.typed(event_target_value(&event))
                on:change=move |_| draft.commit()
                on:blur=move |_| draft.commit()/>
            {(kind == "text").then(|| view! { <span class="on-paper" aria-hidden="true">{move || draft.shown(value)}</span> })}
            <span class="hint" id=hint_id role=wrong.map(|_| "status")>{move || hint.get()}</span>
        </div>
    }
}

/// Several lines of text with their label.
#[component]
pub fn TextArea(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] value: Signal<String>,
    #[prop(into)] on_keep: Callback<String>,
    #[prop(into, optional)] hint: MaybeProp<String>,
    #[prop(default = 4)] rows: u32,
) -> impl IntoView {
    let draft = Draft::new(on_keep);
    let (id, hint_id) = field_ids();
    view! {
        <div class="field">
            <label for=id.clone() class="label">{move || label.get()}</label>
            <textarea id=id aria-describedby=hint_id.clone() rows=rows data-typing=move || draft.mark()
                prop:value=move || draft.shown(value)
                on:input=move |event| draft.typed(event_target_value(&event))
                on:change=move |_| draft.commit()
                on:blur=move |_| draft.commit()></textarea>
            <span class="on-paper" aria-hidden="true">{move || draft.shown(value)}</span>
            <span class="hint" id=hint_id>{move || hint.get()}</span>
        </div>
    }
}
