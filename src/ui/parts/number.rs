//! Numbers: within bounds, written as the language writes them; and how many of something.

use super::{TextField, field_ids};
use crate::i18n::Lang;
use crate::ui::App;
use leptos::prelude::*;

/// Keeps what is typed when the field is left; what is no number within the bounds is said
/// below the field and changes nothing.
#[component]
pub fn NumberField(
    label: fn(Lang) -> &'static str,
    min: f64,
    max: f64,
    /// How many decimals are kept.
    #[prop(optional)]
    decimals: usize,
    #[prop(into)] value: Signal<f64>,
    #[prop(into)] on_value: Callback<f64>,
) -> impl IntoView {
    let app = App::expect();
    // What was typed and cannot be kept.
    let refused = RwSignal::new(None::<String>);
    let written = move |number: f64| app.lang().decimal(number, decimals);
    let typed = move |event: web_sys::Event| {
        let text = event_target_value(&event);
        let precision = 10f64.powi(decimals as i32);
        match Lang::typed_number(&text).map(|number| (number * precision).round() / precision) {
            Some(number) if (min..=max).contains(&number) => {
                // The field then shows the number as it was kept.
                refused.set(Some(text));
                refused.set(None);
                on_value.run(number);
            }
            _ => refused.set(Some(text)),
        }
    };
    let (id, hint) = field_ids();
    view! {
        <div class="field">
            <label for=id.clone() class="label">{move || label(app.lang())}</label>
            <input id=id class="short" type="text" inputmode=if decimals == 0 { "numeric" } else { "decimal" } autocomplete="off"
                aria-describedby=hint.clone() aria-invalid=move || refused.with(Option::is_some).to_string()
                prop:value=move || refused.get().unwrap_or_else(|| written(value.get()))
                on:change=typed/>
            <span class="hint" id=hint role="status">
                {move || refused.with(Option::is_some).then(|| app.lang().number_between(written(min), written(max)))}
            </span>
        </div>
    }
}

/// How many, or nothing. What is no whole number stays in the field with a word about it and
/// changes nothing.
#[component]
pub fn CountField(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] value: Signal<Option<u32>>,
    #[prop(into)] on_value: Callback<Option<u32>>,
    /// As in [`TextField`].
    #[prop(optional)]
    bare: bool,
) -> impl IntoView {
    let app = App::expect();
    let refused = RwSignal::new(None::<String>);
    let shown = Signal::derive(move || {
        refused.get().unwrap_or_else(|| value.get().map(|number| number.to_string()).unwrap_or_default())
    });
    let keep = move |text: String| match (text.trim().is_empty(), Lang::typed_count(&text)) {
        (false, None) => refused.set(Some(text)),
        (_, number) => {
            refused.set(None);
            on_value.run(number);
        }
    };
    let hint = MaybeProp::derive(move || refused.get().map(|text| app.lang().not_a_count(text)));
    let is_refused = Signal::derive(move || refused.with(Option::is_some));
    view! { <TextField label=label value=shown on_keep=keep hint=hint wrong=is_refused inputmode="numeric" bare=bare/> }
}
