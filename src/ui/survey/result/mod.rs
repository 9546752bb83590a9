//! One result, value by value, with where it came from.

mod participation;
mod scores;
mod value;

use crate::cluster::SurveyKey;
use crate::documents::tidy;
use crate::survey::SurveyResult;
use crate::ui::App;
use crate::ui::keeping::day_of;
use crate::ui::route::Route;
use crate::workspace::Kind;
use leptos::prelude::*;
use participation::ParticipationTable;
use scores::Scores;
use std::sync::Arc;

/// The result that the page shows; `None` where it was deleted.
type Shown = Memo<Option<Arc<SurveyResult>>>;

#[component]
pub fn ResultPage(key: SurveyKey) -> impl IntoView {
    let app = App::expect();
    let id = StoredValue::new(key.to_string());
    let key = StoredValue::new(key);
    let result: Shown = app.read(move |w| id.with_value(|id| w.surveys.get(id).cloned()));
    // What is on the page stays, with the keyboard in it, while its values change.
    let is_here = Memo::new(move |_| result.with(Option::is_some));
    let school = move || {
        let workspace = app.workspace();
        key.with_value(|k| workspace.school_called(&k.school).to_owned())
    };
    let about = move || {
        let workspace = app.workspace();
        key.with_value(|k| format!("{} · {}", workspace.round_called(&k.round), app.lang().level(k.level)))
    };
    let delete = move |_| {
        let words = app.lang_untracked().result_deleted(untrack(|| format!("{} · {}", school(), about())));
        app.edit_and_tell(words, |w| drop(id.with_value(|id| w.surveys.remove(id))));
        app.go(&Route::Survey);
    };
    let csv = move |_| {
        let workspace = app.workspace_untracked();
        let (text, name) =
            key.with_value(|k| (tidy::of_result(&workspace, k), tidy::file_name(&workspace, k, app.lang_untracked())));
        app.hand_over(&name, "text/csv", text.as_bytes());
    };
    view! {
        <div class="head">
            <div><h1>{move || app.lang().result_of(school())}</h1><p class="muted">{about}" "{move || id.with_value(|id| app.open_mark(Kind::Surveys, id))}</p></div>
            <div class="tools">
                <a class="btn quiet" href=Route::Survey.href()>{move || app.lang().survey_title()}</a>
                <button class="btn" type="button" on:click=csv>{move || app.lang().result_csv()}</button>
                <button class="btn danger" type="button" on:click=delete>{move || app.lang().result_delete()}</button>
            </div>
        </div>
        <Show when=move || is_here.get() fallback=move || view! { <p class="sheet empty">{move || app.lang().survey_nothing_yet()}</p> }>
            <ParticipationTable id=id result=result/>
            <Scores id=id result=result/>
            <Sources result=result/>
        </Show>
    }
}

#[component]
fn Sources(result: Shown) -> impl IntoView {
    let app = App::expect();
    move || {
        let (lang, result) = (app.lang(), result.get()?);
        let list = result.sources.iter().map(|source| {
            let date = day_of(source.read_at);
            let size = lang.file_size(source.size);
            let words = lang.result_source(&source.name, size, lang.date(date));
            let hash = source.hash.get(..12).unwrap_or(&source.hash).to_owned();
            view! {
                <li>{words}" "<span class="muted small">{lang.result_fingerprint(hash)}</span>
                    {source.notes.iter().map(|n| view! { <div class="small muted">{n.clone()}</div> }).collect_view()}
                </li>
            }
        }).collect_view();
        (!result.sources.is_empty()).then(|| {
            view! {
                <section><h2>{lang.result_sources()}</h2><ul class="sheet notes">{list}</ul></section>
            }
        })
    }
}
