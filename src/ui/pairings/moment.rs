//! Entering a day and time, and choosing one of the cluster's.

use super::{Pairs, called};
use crate::cluster::PairKey;
use crate::i18n::Lang;
use crate::ui::parts::{Choice, field_ids};
use jiff::ToSpan as _;
use jiff::civil::DateTime;
use leptos::prelude::*;
use web_sys::HtmlElement;
use web_sys::wasm_bindgen::JsCast as _;

/// A field for a day and time with a button that adds it. The field goes on to the same
/// time a week later.
#[component]
pub fn MomentForm(
    label: fn(Lang) -> &'static str,
    button: fn(Lang) -> &'static str,
    /// What the field begins with.
    start: Option<DateTime>,
    #[prop(into)] on_add: Callback<DateTime>,
) -> impl IntoView {
    let app = crate::ui::App::expect();
    let text = RwSignal::new(start.map(written).unwrap_or_default());
    let moment = move || text.get().parse::<DateTime>().ok();
    let add = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if let Some(at) = untrack(moment) {
            on_add.run(at);
            text.set(written(a_week_after(at)));
        }
    };
    let (id, _) = field_ids();
    view! {
        <form class="moment-form no-print" on:submit=add>
            <div class="field">
                <label class="label" for=id.clone()>{move || label(app.lang())}</label>
                <input id=id type="datetime-local" required bind:value=text/>
            </div>
            <button class="btn" type="submit">{move || button(app.lang())}</button>
        </form>
    }
}

/// People tend to meet on the same day of the week.
pub fn a_week_after(at: DateTime) -> DateTime {
    at.saturating_add(7.days())
}

/// As the field writes it.
fn written(at: DateTime) -> String {
    format!("{}T{:02}:{:02}", at.date(), at.hour(), at.minute())
}

/// A menu of the cluster's dates for a session; without `from` for a pairing that has none.
/// Says at which of them one of the schools is in another session.
#[component]
pub fn MoveChoice(pairs: Pairs, key: PairKey, from: Option<DateTime>) -> impl IntoView {
    let app = pairs.app;
    let key = StoredValue::new(key);
    let rule = app.read(|w| w.match_rule());
    let label = Signal::derive(move || {
        let (lang, what) = (app.lang(), key.with_value(|key| pairs.called(key)));
        from.map_or_else(|| lang.sessions_date_for(&what), |from| lang.sessions_move(&what, lang.moment(from)))
    });
    let options = Signal::derive(move || {
        let (lang, workspace) = (app.lang(), app.workspace());
        let none = if from.is_some() { lang.sessions_take_out() } else { lang.sessions_no_date() };
        let mut moments: Vec<DateTime> = rule.with(|rule| rule.slots.iter().copied().chain(from).collect());
        moments.sort();
        moments.dedup();
        let words = |at: DateTime| {
            let busy = key.with_value(|key| {
                let giver = workspace.practices.get(&key.practice).map(|practice| &practice.school);
                let mut schools = giver.into_iter().chain([&key.school]);
                pairs.diary.with(|diary| schools.find(|school| diary.is_busy(school, at, Some(key))).cloned())
            });
            match busy.filter(|_| from != Some(at)) {
                Some(school) => lang.sessions_busy(lang.moment(at), called::school(&workspace, &school, lang)),
                None => lang.moment(at),
            }
        };
        let moments = moments.into_iter().map(|at| (at.to_string(), words(at)));
        [(String::new(), none.to_owned())].into_iter().chain(moments).collect::<Vec<_>>()
    });
    let value = Signal::stored(from.map(|at| at.to_string()).unwrap_or_default());
    let moved = move |chosen: String| {
        let to = chosen.parse::<DateTime>().ok();
        key.with_value(|key| move_session(pairs, key, from, to));
    };
    view! { <Choice label=label options=options value=value on_choose=moved bare=true/> }
}

/// Puts a session elsewhere and says so; the keyboard goes with it.
pub fn move_session(pairs: Pairs, key: &PairKey, from: Option<DateTime>, to: Option<DateTime>) {
    let (app, lang) = (pairs.app, pairs.app.lang_untracked());
    let what = untrack(|| pairs.called(key));
    let said = to.map_or_else(|| lang.sessions_moved_out(&what), |to| lang.sessions_moved(&what, lang.moment(to)));
    if pairs.change(key, |pairing| pairing.move_session(from, to)) {
        app.tell_with_undo(said, true);
        let place = session_place(key, to);
        request_animation_frame(move || focus_menu(&place));
    }
}

/// The id of the element that shows a session; without a time of what waits for one.
pub fn session_place(key: &PairKey, at: Option<DateTime>) -> String {
    format!("session-{key}-{}", at.map(|at| at.to_string()).unwrap_or_default())
}

fn focus_menu(place: &str) {
    let menu = document().get_element_by_id(place).and_then(|place| place.query_selector("select").ok().flatten());
    if let Some(menu) = menu.and_then(|menu| menu.dyn_into::<HtmlElement>().ok()) {
        let _ = menu.focus();
    }
}
