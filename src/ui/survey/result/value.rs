//! One value, put right where it stands. What the file said stays beside it.

use super::Shown;
use crate::analysis::AreaMean;
use crate::i18n::Lang;
use crate::selfie::{Group, Subject};
use crate::storage::browser::now;
use crate::survey::{Correction, Mean, Score};
use crate::ui::App;
use crate::ui::parts::field_ids;
use crate::workspace::record;
use leptos::html;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast as _;
use std::time::Duration;

/// Which value is being put right.
pub type Editing = RwSignal<Option<(Group, Subject)>>;

/// A field that was left closes after the click that left it has reached its aim: closing
/// moves what is below.
const CLICK: Duration = Duration::from_millis(250);

/// What stands in a cell.
#[derive(Clone, Debug, Default, PartialEq)]
struct Held {
    score: Option<Score>,
    correction: Option<Correction>,
    computed: Option<AreaMean>,
}

impl Held {
    /// The value that can be put right, as it is shown.
    fn value(&self, lang: Lang) -> Option<String> {
        let mean = self.score.as_ref()?.mean;
        Some(if self.correction.is_some() { lang.mean_by_hand(mean) } else { lang.mean(mean) })
    }

    /// That it is computed, and how many answered.
    fn about(&self, lang: Lang) -> Vec<String> {
        let (n, computed) = match (&self.score, self.computed) {
            (Some(score), _) => (score.n, None),
            (None, Some(computed)) => (computed.n, Some(lang.result_computed().to_owned())),
            (None, None) => (None, None),
        };
        computed.into_iter().chain(n.map(|n| lang.result_n(lang.count(n as usize)))).collect()
    }

    fn computed(&self, lang: Lang) -> Option<String> {
        self.computed.map(|computed| lang.mean(computed.mean))
    }

    /// What the file said where somebody put it right.
    fn origin(&self, lang: Lang) -> Option<String> {
        self.correction.as_ref().map(|correction| match &correction.original {
            Some(original) => lang.result_file_says(lang.mean(original.mean)),
            None => lang.result_corrected_new().to_owned(),
        })
    }

    /// All of it in a line.
    fn words(&self, lang: Lang) -> String {
        let value =
            self.value(lang).or_else(|| self.computed(lang)).unwrap_or_else(|| lang.result_no_value().to_owned());
        let parts: Vec<String> = [value].into_iter().chain(self.about(lang)).chain(self.origin(lang)).collect();
        parts.join(", ")
    }
}

#[component]
pub fn ValueCell(
    id: StoredValue<String>,
    result: Shown,
    computed: Memo<Option<AreaMean>>,
    group: Group,
    subject: StoredValue<Subject>,
    editing: Editing,
) -> impl IntoView {
    let app = App::expect();
    let held = Memo::new(move |_| {
        result
            .with(|result| {
                let result = result.as_ref()?;
                subject.with_value(|subject| {
                    Some(Held {
                        score: result.score(group, subject).cloned(),
                        correction: result.correction(group, subject).cloned(),
                        computed: computed.get(),
                    })
                })
            })
            .unwrap_or_default()
    });
    let is_open = Memo::new(move |_| {
        editing.with(|editing| {
            editing.as_ref().is_some_and(|(g, s)| *g == group && subject.with_value(|subject| s == subject))
        })
    });
    let label = Signal::derive(move || {
        subject.with_value(|subject| app.lang().result_correct_of(subject, app.lang().group(group)))
    });
    let cell = NodeRef::<html::Td>::new();
    let close = move |with_keyboard: bool| {
        if is_open.get_untracked() {
            editing.set(None);
        }
        if with_keyboard {
            focus_in(cell, "button");
        }
    };
    let write = move |mean: Option<Mean>| {
        let subject = subject.get_value();
        app.edit(|w| id.with_value(|id| record(&mut w.surveys, id)).correct(group, &subject, mean, now()));
    };
    let take_back = move |()| {
        let subject = subject.get_value();
        app.edit(|w| id.with_value(|id| record(&mut w.surveys, id)).take_back(group, &subject));
        close(true);
    };
    view! {
        <td class="num" node_ref=cell>
            {move || if is_open.get() {
                focus_in(cell, "input");
                view! { <ValueField label=label held=held on_write=write on_back=take_back on_close=close/> }.into_any()
            } else {
                view! {
                    <button type="button" class="value" aria-label=move || format!("{} {}", label.get(), held.with(|held| held.words(app.lang())))
                        on:click=move |_| editing.set(Some((group, subject.get_value())))>
                        {move || held.with(|held| drawn(held, app.lang()))}
                    </button>
                }.into_any()
            }}
        </td>
    }
}

fn drawn(held: &Held, lang: Lang) -> impl IntoView + use<> {
    let value = match (held.value(lang), held.computed(lang)) {
        (Some(value), _) => view! { <strong>{value}</strong> }.into_any(),
        (None, Some(computed)) => view! { <span>{computed}</span> }.into_any(),
        (None, None) => view! { <span class="muted">"–"</span> }.into_any(),
    };
    view! {
        {value}
        {held.about(lang).into_iter().map(|about| view! { <span class="small muted">{about}</span> }).collect_view()}
        {held.origin(lang).map(|origin| view! { <span class="small by-hand">{origin}</span> })}
    }
}

/// Enter keeps what is typed, and so does leaving; Escape does not. What is no mean is said
/// below and stays to be put right.
#[component]
fn ValueField(
    label: Signal<String>,
    held: Memo<Held>,
    #[prop(into)] on_write: Callback<Option<Mean>>,
    #[prop(into)] on_back: Callback<()>,
    /// `true` if the keyboard stays with the value.
    #[prop(into)]
    on_close: Callback<bool>,
) -> impl IntoView {
    let app = App::expect();
    let before = held.with_untracked(|held| held.value(app.lang_untracked())).unwrap_or_default();
    let text = RwSignal::new(before.clone());
    let before = StoredValue::new(before);
    let refused = RwSignal::new(false);
    let done = StoredValue::new(false);
    let is_changed = move || text.with(|text| before.with_value(|before| text.trim() != before));
    // Whether the field is done with.
    let keep = move || {
        let typed = text.get_untracked();
        let mean = Mean::typed(&typed);
        refused.set(untrack(is_changed) && mean.is_none() && !typed.trim().is_empty());
        if refused.get_untracked() {
            return false;
        }
        done.set_value(true);
        if untrack(is_changed) {
            on_write.run(mean);
        }
        true
    };
    let key = move |event: web_sys::KeyboardEvent| match event.key().as_str() {
        "Enter" if !event.is_composing() => {
            event.prevent_default();
            if keep() {
                on_close.run(true);
            }
        }
        "Escape" => {
            done.set_value(true);
            on_close.run(true);
        }
        _ => {}
    };
    let left = move |event: web_sys::FocusEvent| {
        if !done.try_get_value().unwrap_or(true) && !stays_within(&event) && keep() {
            set_timeout(
                move || {
                    let _ = on_close.try_run(false);
                },
                CLICK,
            );
        }
    };
    let back = move |_| {
        done.set_value(true);
        on_back.run(());
    };
    let can_go_back = move || held.with(|held| held.correction.as_ref().is_some_and(|c| c.original.is_some()));
    let (id, hint) = field_ids();
    view! {
        <div class="value-field" on:focusout=left>
            <label for=id.clone() class="unseen">{move || label.get()}</label>
            <input id=id type="text" inputmode="decimal" autocomplete="off" aria-describedby=hint.clone()
                aria-invalid=move || refused.get().to_string() data-typing=move || is_changed().then_some("")
                prop:value=move || text.get() on:input=move |event| text.set(event_target_value(&event)) on:keydown=key/>
            <span class="small missing" id=hint role="status">{move || refused.get().then(|| app.lang().result_not_on_scale())}</span>
            <Show when=can_go_back>
                // The field keeps the keyboard until the button is clicked.
                <button class="btn small" type="button" on:mousedown=|event| event.prevent_default() on:click=back>
                    {move || app.lang().result_back_to_file()}
                </button>
                <span class="small by-hand">{move || held.with(|held| held.origin(app.lang()))}</span>
            </Show>
        </div>
    }
}

/// Whether the keyboard only moved on inside of what it left.
fn stays_within(event: &web_sys::FocusEvent) -> bool {
    let target =
        |target: Option<web_sys::EventTarget>| target.and_then(|target| target.dyn_into::<web_sys::Node>().ok());
    let field = target(event.current_target());
    field.is_some_and(|field| field.contains(target(event.related_target()).as_ref()))
}

/// Gives the keyboard to the first such thing in a cell that is just being drawn.
fn focus_in(cell: NodeRef<html::Td>, what: &'static str) {
    request_animation_frame(move || {
        let Some(Ok(Some(found))) = cell.try_get_untracked().flatten().map(|cell| cell.query_selector(what)) else {
            return;
        };
        let Ok(found) = found.dyn_into::<web_sys::HtmlElement>() else { return };
        let _ = found.focus();
        if let Some(field) = found.dyn_ref::<web_sys::HtmlInputElement>() {
            field.select();
        }
    });
}
