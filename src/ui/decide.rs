//! Where copies say different things: all that is open, to choose or to write anew.

use super::App;
use super::keeping::day_of;
use super::parts::field_ids;
use crate::i18n::Lang;
use crate::workspace::{Conflict, FieldId, Kept, Kind};
use leptos::prelude::*;
use serde_json::Value;

#[component]
pub fn DecidePage() -> impl IntoView {
    let app = App::expect();
    let open = app.conflicts();
    view! {
        <div class="head"><h1>{move || app.lang().decide_title()}</h1></div>
        <p class="muted">{move || if open.with(Vec::is_empty) { app.lang().decide_none() } else { app.lang().decide_lead() }}</p>
        <For each=move || open.get() key=|conflict| format!("{conflict:?}") let:conflict><Card conflict=conflict/></For>
    }
}

/// One thing to decide.
#[component]
fn Card(conflict: Conflict) -> impl IntoView {
    let app = App::expect();
    let place = StoredValue::new(conflict.at.clone());
    let title = move || {
        let lang = app.lang();
        place.with_value(|at| {
            let record = lang.record_place(at.kind, &at.id, &app.workspace());
            let field = at.field.as_deref().filter(|_| !at.kind.is_whole());
            field.map_or_else(|| record.clone(), |field| format!("{record} – {}", lang.field(field)))
        })
    };
    let at = conflict.at.clone();
    let all = |is: fn(&Value) -> bool| conflict.values.iter().all(|kept| is(&kept.value));
    let numbers = all(|value| value.is_number() || value.is_null());
    let typed = at.field.is_some() && (numbers || all(Value::is_string));
    let body = match &at.field {
        Some(field) => {
            let values = conflict.values.iter().enumerate();
            let versions = values.map(|(place, kept)| version(app, &at, field, kept, place == 0)).collect_view();
            view! { <ul class="versions">{versions}</ul> {typed.then(|| third(app, at.clone(), numbers))} }.into_any()
        }
        None => deletion(app, &conflict).into_any(),
    };
    view! { <section class="sheet pad decide"><h2>{title}</h2>{body}</section> }
}

/// One of the values, with who wrote it.
fn version(app: App, at: &FieldId, field: &str, kept: &Kept, shown: bool) -> impl IntoView + use<> {
    let (kind, field) = (at.kind, field.to_owned());
    let place = StoredValue::new((at.clone(), kept.clone()));
    let said = move |lang: Lang| place.with_value(|(_, kept)| lang.kept_value(kind, &field, &kept.value));
    let words = said.clone();
    let label = move || app.lang().decide_choose_of(said(app.lang()));
    view! {
        <li>
            <p class="said">{move || words(app.lang())}</p>
            <p class="row small muted">
                {move || place.with_value(|(_, kept)| app.written_by(kept))}
                {shown.then(|| view! { <span>"· "{move || app.lang().decide_shown()}</span> })}
            </p>
            <button class="btn" type="button" aria-label=label
                on:click=move |_| place.with_value(|(at, kept)| app.settle(at, kept.value.clone()))>
                {move || app.lang().decide_choose()}
            </button>
        </li>
    }
}

/// A value that is none of those.
fn third(app: App, at: FieldId, number: bool) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let value = move || match text.get() {
        typed if number => typed.trim().parse::<u32>().ok().map(Value::from),
        typed => Some(typed.trim().into()).filter(|_| !typed.trim().is_empty()),
    };
    let (id, _) = field_ids();
    view! {
        <form class="stack" on:submit=move |event| {
            event.prevent_default();
            if let Some(value) = value() {
                app.settle(&at, value);
            }
        }>
            <div class="field">
                <label class="label" for=id.clone()>{move || app.lang().decide_third()}</label>
                <textarea id=id rows=if number { "1" } else { "2" } prop:value=move || text.get() on:input=move |event| text.set(event_target_value(&event))></textarea>
            </div>
            <p><button class="btn" type="submit" disabled=move || value().is_none()>{move || app.lang().decide_write()}</button></p>
        </form>
    }
}

/// Removed in one copy, written in another.
fn deletion(app: App, conflict: &Conflict) -> impl IntoView + use<> {
    let at = StoredValue::new(conflict.at.clone());
    let by = StoredValue::new(conflict.values.clone());
    let remove = move |_| {
        let at = at.get_value();
        app.edit_and_tell(app.lang_untracked().decide_decided().to_owned(), |workspace| {
            workspace.remove(at.kind, &at.id)
        });
    };
    view! {
        <p>{move || app.lang().decide_deleted()}</p>
        <p class="small muted">{move || by.with_value(|by| by.iter().map(|kept| app.written_by(kept)).collect::<Vec<_>>().join("; "))}</p>
        <div class="row">
            <button class="btn" type="button" on:click=move |_| at.with_value(|at| app.settle(at, Value::Null))>{move || app.lang().decide_keep_it()}</button>
            <button class="btn danger" type="button" on:click=remove>{move || app.lang().decide_remove_it()}</button>
        </div>
    }
}

impl App {
    /// Who made a write, and on which day.
    pub fn written_by(self, kept: &Kept) -> String {
        let lang = self.lang();
        let workspace = self.workspace();
        let writer = self.with_open_book(|book| book.history().writer(kept.stamp).cloned()).flatten();
        let who = writer.map_or_else(|| lang.who_unknown().to_owned(), |writer| lang.writer(&writer, &workspace));
        lang.merge_by(who, lang.date(day_of(kept.stamp.at)))
    }

    /// A word at a field of which there are two versions.
    pub fn open_hint(self, kind: Kind, id: &str, field: &str) -> Option<String> {
        let open = self.conflicts().with(|open| {
            open.iter().any(|c| c.at.kind == kind && c.at.id == id && c.at.field.as_deref() == Some(field))
        });
        open.then(|| format!("⇄ {}: {}", self.lang().decide_two_versions(), self.lang().decide_title()))
    }

    /// A way to what is open about a record; nothing while nothing is.
    pub fn open_mark(self, kind: Kind, id: &str) -> Option<impl IntoView + use<>> {
        let open = self.conflicts().with(|open| open.iter().any(|c| c.at.kind == kind && c.at.id == id));
        open.then(|| {
            view! { <a class="open-sign small" href=super::route::Route::Decide.href()>"⇄ "{self.lang().decide_two_versions()}</a> }
        })
    }
}

/// The header's way to what is open; nothing while nothing is.
#[component]
pub fn OpenSign() -> impl IntoView {
    let app = App::expect();
    let open = app.conflicts();
    move || {
        let count = open.with(Vec::len);
        (count > 0).then(|| {
            view! { <a class="open-sign" href=super::route::Route::Decide.href()>"⇄ "{move || app.lang().decide_count(count)}</a> }
        })
    }
}

/// Who wrote each field of a record last, and when; newest first.
#[component]
pub fn Changes(kind: Kind, id: StoredValue<String>) -> impl IntoView {
    let app = App::expect();
    let rows = move || {
        let lang = app.lang();
        let workspace = app.workspace();
        let newest = app.with_open_book(|book| {
            let history = book.history();
            let fields = id.with_value(|id| history.of(kind, id).cloned());
            let mut rows: Vec<(i64, String, String)> = Vec::new();
            for (name, field) in fields.iter().flat_map(|record| &record.fields) {
                if let Some(stamp) = field.stamps().max_by_key(|stamp| stamp.at) {
                    let writer = history.writer(stamp);
                    let who = writer.map_or_else(|| lang.who_unknown().to_owned(), |w| lang.writer(w, &workspace));
                    rows.push((stamp.at, lang.field(name).to_owned(), who));
                }
            }
            rows.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
            rows
        });
        newest.unwrap_or_default()
    };
    view! {
        <details class="changes">
            <summary>{move || app.lang().changes_title()}</summary>
            <table>
                <thead><tr>
                    <th scope="col">{move || app.lang().changes_field()}</th>
                    <th scope="col">{move || app.lang().changes_who()}</th>
                    <th scope="col">{move || app.lang().changes_when()}</th>
                </tr></thead>
                <tbody>
                    {move || rows().into_iter().map(|(at, field, who)| view! {
                        <tr><th scope="row">{field}</th><td>{who}</td><td>{app.lang().date(day_of(at))}</td></tr>
                    }).collect_view()}
                </tbody>
            </table>
        </details>
    }
}
