//! Some of a list, marked one by one.

use crate::selfie::Level;
use crate::ui::App;
use leptos::prelude::*;
use std::collections::BTreeSet;

/// Options are (value, words). Says which was marked or unmarked.
#[component]
pub fn Checks(
    #[prop(into)] legend: Signal<String>,
    #[prop(into)] options: Signal<Vec<(String, String)>>,
    #[prop(into)] is_on: Callback<String, bool>,
    #[prop(into)] on_mark: Callback<(String, bool)>,
    #[prop(into, optional)] note: MaybeProp<String>,
) -> impl IntoView {
    let boxes = move || {
        let one = |(value, words): (String, String)| {
            let value = StoredValue::new(value);
            view! {
                <label class="check">
                    <input type="checkbox" prop:checked=move || is_on.run(value.get_value())
                        on:change=move |event| on_mark.run((value.get_value(), event_target_checked(&event)))/>
                    <span>{words}</span>
                </label>
            }
        };
        options.get().into_iter().map(one).collect::<Vec<_>>()
    };
    view! {
        <fieldset class="checks">
            <legend class="label small">{move || legend.get()}</legend>
            <div class="row">{boxes}</div>
            <p class="small muted">{move || note.get()}</p>
        </fieldset>
    }
}

/// Some of the education levels. Hands over all that are marked then.
#[component]
pub fn LevelChecks(
    #[prop(into)] legend: Signal<String>,
    #[prop(into)] levels: Signal<BTreeSet<Level>>,
    #[prop(into)] on_change: Callback<BTreeSet<Level>>,
    #[prop(into, optional)] note: MaybeProp<String>,
) -> impl IntoView {
    let app = App::expect();
    let options = Signal::derive(move || {
        Level::ALL.map(|level| (level.word().to_owned(), app.lang().level(level).to_owned())).to_vec()
    });
    let is_on =
        move |word: String| Level::from_word(&word).is_some_and(|level| levels.with(|all| all.contains(&level)));
    let mark = move |(word, on): (String, bool)| {
        let marked = Level::ALL
            .into_iter()
            .filter(|level| if level.word() == word { on } else { levels.with_untracked(|all| all.contains(level)) });
        on_change.run(marked.collect());
    };
    view! { <Checks legend=legend options=options is_on=is_on on_mark=mark note=note/> }
}
