//! Where copies say different things: all that is open, to choose or to write anew.

use super::App;
use super::keeping::written_on;
use super::parts::field_ids;
use super::route::Route;
use crate::cluster::SurveyKey;
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
    let body = match &conflict.at.field {
        Some(_) => {
            let shared = StoredValue::new(conflict.clone());
            let versions = (0..conflict.values.len()).map(|place| version(app, shared, place)).collect_view();
            view! { <ul class="versions">{versions}</ul> {third(app, &conflict)} }.into_any()
        }
        None => deletion(app, &conflict).into_any(),
    };
    view! { <section class="sheet pad decide"><h2>{title}</h2>{body}</section> }
}

/// One of the values, with who wrote it.
fn version(app: App, conflict: StoredValue<Conflict>, place: usize) -> impl IntoView {
    let said = move || conflict.with_value(|conflict| app.lang().kept_value(conflict, place, &app.workspace()));
    let label = move || app.lang().decide_choose_of(said());
    let by = move || conflict.with_value(|conflict| conflict.values.get(place).map(|kept| app.written_by(kept)));
    let choose = move |_| {
        conflict.with_value(|conflict| {
            if let Some(kept) = conflict.values.get(place) {
                app.settle(&conflict.at, kept.value.clone());
            }
        });
    };
    view! {
        <li>
            <p class="said">{said}</p>
            <p class="small muted">
                {by}{(place == 0).then(|| view! { " · "{move || app.lang().decide_shown()} })}
            </p>
            <button class="btn" type="button" aria-label=label on:click=choose>{move || app.lang().decide_choose()}</button>
        </li>
    }
}

/// A value that is none of those: written here where any words or a number will do, else with
/// the field's own menu, on its page.
fn third(app: App, conflict: &Conflict) -> AnyView {
    let at = conflict.at.clone();
    let all = |is: fn(&Value) -> bool| conflict.values.iter().all(|kept| is(&kept.value));
    let numbers = all(|value| value.is_number() || value.is_null());
    let words = all(Value::is_string) && app.workspace_untracked().takes(&at, &Value::from("?"));
    if words || numbers {
        return written(app, at, numbers).into_any();
    }
    let page = page_of(&at);
    view! { <p><a href=page.href()>{move || app.lang().decide_elsewhere()}</a></p> }.into_any()
}

/// Where a field is written.
fn page_of(at: &FieldId) -> Route {
    match at.kind {
        Kind::Cluster | Kind::Schools => Route::Cluster,
        Kind::Rounds => Route::Survey,
        Kind::Surveys => SurveyKey::from_id(&at.id).map_or(Route::Survey, Route::Result),
        Kind::Agreements => Route::Agreement,
        Kind::CellNotes => Route::Grid,
        Kind::ItemWordings => Route::Items,
        Kind::Practices => Route::Practice(at.id.clone()),
        Kind::Wishes => Route::Practices,
        Kind::Pairings => Route::Pairings,
        Kind::Bans | Kind::MatchRules => Route::Matching,
    }
}

fn written(app: App, at: FieldId, number: bool) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let field = StoredValue::new(at.clone());
    let value = Memo::new(move |_| {
        let typed = text.get();
        let value = match typed.trim() {
            "" => return None,
            typed if number => whole_or_decimal(Lang::typed_number(typed)?),
            typed => typed.into(),
        };
        field.with_value(|at| app.workspace().takes(at, &value)).then_some(value)
    });
    let wrong = move || value.with(Option::is_none) && text.with(|text| !text.trim().is_empty());
    let (id, hint) = field_ids();
    view! {
        <form class="stack" on:submit=move |event| {
            event.prevent_default();
            if let Some(value) = value.get_untracked() {
                app.settle(&at, value);
            }
        }>
            <div class="field">
                <label class="label" for=id.clone()>{move || app.lang().decide_third()}</label>
                <textarea id=id rows=if number { "1" } else { "2" } aria-describedby=hint.clone() aria-invalid=move || wrong().to_string()
                    prop:value=move || text.get() on:input=move |event| text.set(event_target_value(&event))></textarea>
                <span class="hint" id=hint role="status">{move || wrong().then(|| app.lang().decide_unfit())}</span>
            </div>
            <p><button class="btn" type="submit" disabled=move || value.with(Option::is_none)>{move || app.lang().decide_write()}</button></p>
        </form>
    }
}

fn whole_or_decimal(number: f64) -> Value {
    let whole = number.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(&number);
    if whole { Value::from(number as u64) } else { Value::from(number) }
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
        lang.merge_by(who, written_on(lang, kept.stamp.at))
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
        self.mark_where(&|at| at.kind == kind && at.id == id)
    }

    /// A way to what is open about any record of a kind.
    pub fn open_mark_of(self, kind: Kind) -> Option<impl IntoView + use<>> {
        self.mark_where(&|at| at.kind == kind)
    }

    fn mark_where(self, is: &dyn Fn(&FieldId) -> bool) -> Option<impl IntoView + use<>> {
        let open = self.conflicts().with(|open| open.iter().any(|conflict| is(&conflict.at)));
        open.then(|| {
            view! { <a class="open-sign small" href=Route::Decide.href()>"⇄ "{self.lang().decide_two_versions()}</a> }
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
            view! { <a class="open-sign" href=Route::Decide.href()>"⇄ "{move || app.lang().decide_count(count)}</a> }
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
                        <tr><th scope="row">{field}</th><td>{who}</td><td>{written_on(app.lang(), at)}</td></tr>
                    }).collect_view()}
                </tbody>
            </table>
        </details>
    }
}
