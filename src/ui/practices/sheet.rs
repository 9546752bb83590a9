//! One practice: its sheet to read, to print and to hand out, and where it is written.

use super::form::PracticeForm;
use super::looking::Looking;
use super::told;
use super::wishes::{OwnWish, WishingChoice};
use crate::cluster::{Practice, PracticeId, School};
use crate::i18n::Lang;
use crate::ui::App;
use crate::ui::decide::Changes;
use crate::ui::parts::address;
use crate::ui::route::Route;
use crate::ui::shell::focus_content;
use crate::workspace::Kind;
use leptos::prelude::*;
use std::sync::Arc;

#[component]
pub fn PracticePage(id: PracticeId) -> impl IntoView {
    let app = App::expect();
    let looking = Looking::expect();
    let id = StoredValue::new(id);
    let found = Memo::new(move |_| id.with_value(|id| looking.practice(id)));
    let practice = Memo::new(move |_| found.get().unwrap_or_default());
    let there = Memo::new(move |_| found.with(Option::is_some));
    let kept = app.read(move |w| id.with_value(|id| w.practices.contains_key(id)));
    let writing = RwSignal::new(!kept.get_untracked());
    let done = move |_| {
        writing.set(false);
        focus_content();
    };
    view! {
        <Show when=move || there.get() fallback=Unknown>
            <Show when=move || writing.get() fallback=move || view! { <Reading id=id practice=practice writing=writing/> }>
                <div class="practice-writing">
                    <p class="no-print"><a href=Route::Practices.href()>{move || app.lang().practices_back()}</a></p>
                    <h1>{move || if kept.get() { practice.with(|p| told::title(p, app.lang())) } else { app.lang().practices_offer().to_owned() }}</h1>
                    <p class="muted">{move || app.lang().practices_write_new_lead()}</p>
                    <div class="sheet pad"><PracticeForm id=id practice=practice/></div>
                    <Show when=move || practice.with(|practice| told::lines(practice) > told::PAGE)>
                        <p class="small muted" role="status">{move || app.lang().practices_too_long()}</p>
                    </Show>
                    <p class="add">
                        <button class="btn primary" type="button" disabled=move || !kept.get() on:click=done>
                            {move || app.lang().practices_done()}
                        </button>
                    </p>
                </div>
            </Show>
        </Show>
    }
}

#[component]
fn Unknown() -> impl IntoView {
    let app = App::expect();
    view! {
        <div class="sheet empty">
            <p>{move || app.lang().practices_unknown()}</p>
            <a class="btn primary" href=Route::Practices.href()>{move || app.lang().practices_back()}</a>
        </div>
    }
}

#[component]
fn Reading(id: StoredValue<PracticeId>, practice: Memo<Arc<Practice>>, writing: RwSignal<bool>) -> impl IntoView {
    let app = App::expect();
    let looking = Looking::expect();
    // Much text is printed smaller, so that it stays one page.
    let size = move || match practice.with(|practice| told::lines(practice)) {
        0..=22 => "",
        23..=32 => "long",
        33..=46 => "longer",
        _ => "longest",
    };
    let write = move |_| {
        writing.set(true);
        focus_content();
    };
    view! {
        <div class="bar no-print">
            <a href=Route::Practices.href()>{move || app.lang().practices_back()}</a>
            <button class="btn" type="button" on:click=write>{move || app.lang().practices_change()}</button>
            <button class="btn" type="button" on:click=move |_| { let _ = window().print(); }>{move || app.lang().print()}</button>
            {move || id.with_value(|id| app.open_mark(Kind::Practices, id))}
        </div>
        <div class="split">
            <article class=move || format!("sheet portrait practice-sheet {}", size())>{move || practice.with(|practice| sheet(app, practice))}</article>
            <aside class="no-print">
                <section class="sheet pad stack" aria-labelledby="wished-by">
                    <h2 id="wished-by">{move || app.lang().wishes_by()}</h2>
                    {move || wishes(app, looking, id)}
                    <WishingChoice/>
                    <div class="wish"><OwnWish id=id/></div>
                </section>
                <section class="sheet pad stack">
                    <Changes kind=Kind::Practices id=id/>
                    <p><button class="btn danger" type="button" on:click=move |_| looking.delete(&id.get_value())>
                        {move || app.lang().practices_delete()}
                    </button></p>
                </section>
            </aside>
        </div>
    }
}

/// What is handed out.
fn sheet(app: App, practice: &Practice) -> impl IntoView + use<> {
    let (workspace, lang) = (app.workspace(), app.lang());
    let school = told::school(practice, &workspace, lang);
    view! {
        <p class="over">{lang.practices_sheet_of(school)}" "{told::state(practice, lang)}</p>
        <h1>{told::title(practice, lang)}</h1>
        {told::helps_with(practice, lang)}
        {part(lang.field_about(), &practice.about, lang)}
        {part(lang.field_effect(), &practice.effect, lang)}
        <dl class="facts">
            {fact(lang.field_form(), told::form(practice, lang).unwrap_or_default())}
            {fact(lang.field_levels(), told::levels(practice, lang))}
            {fact(lang.practices_languages(), practice.languages.trim().to_owned())}
            {fact(lang.practices_takes_heading(), lang.practices_takes(practice.capacity as usize))}
            {materials(practice, lang)}
            {workspace.schools.get(&practice.school).and_then(|school| whom_to_ask(school, lang))}
        </dl>
    }
}

fn part(heading: &'static str, text: &str, lang: Lang) -> impl IntoView + use<> {
    let text = text.trim().to_owned();
    let empty = text.is_empty();
    view! {
        <section class:no-print=empty>
            <h2>{heading}</h2>
            {if empty {
                view! { <p class="muted">{lang.practices_not_told()}</p> }.into_any()
            } else {
                view! { <p class="written">{text}</p> }.into_any()
            }}
        </section>
    }
}

fn fact(name: &'static str, value: String) -> Option<impl IntoView + use<>> {
    (!value.is_empty()).then(|| view! { <div><dt>{name}</dt><dd>{value}</dd></div> })
}

fn materials(practice: &Practice, lang: Lang) -> Option<impl IntoView + use<>> {
    let lines: Vec<_> = practice.materials().map(|line| view! { <li>{address(line)}</li> }).collect();
    (!lines.is_empty()).then(|| view! { <div><dt>{lang.field_materials()}</dt><dd><ul>{lines}</ul></dd></div> })
}

fn whom_to_ask(school: &School, lang: Lang) -> Option<impl IntoView + use<>> {
    let known = [&school.coordinator, &school.contact].map(|words| words.trim().to_owned());
    let words = known.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(", ");
    fact(lang.practices_ask(), words)
}

/// Every school that wishes for it, with how much and its note.
fn wishes(app: App, looking: Looking, id: StoredValue<PracticeId>) -> impl IntoView {
    let (workspace, lang) = (app.workspace(), app.lang());
    let line = |(school, wanted): (&String, _)| {
        let key = id.with_value(|id| crate::cluster::PairKey::new(school, id));
        let note = workspace.wish(&key).map(|wish| wish.note.clone()).filter(|note| !note.is_empty());
        view! {
            <li><strong>{workspace.school_called(school).to_owned()}</strong>": "{lang.wanted(wanted)}
                {note.map(|note| view! { <div class="small muted">{note}</div> })}</li>
        }
    };
    let lines: Vec<_> = looking.wishes().with(|wishes| id.with_value(|id| wishes.for_practice(id).map(line).collect()));
    let demand = looking.wishes().with(|wishes| id.with_value(|id| wishes.demand(id)));
    view! { <p class="small">{told::demand(demand, lang)}</p> <ul class="lines">{lines}</ul> }
}
