//! The header's "Share…": the workspace file, and what concerns this browser.

use crate::storage::browser::BrowserStore;
use crate::storage::settings::{Settings, Theme};
use crate::ui::App;
use crate::ui::arrival::{self, Missing};
use crate::ui::link::link_section;
use crate::ui::parts::{Choice, Dialog, TextField};
use crate::ui::route::Route;
use contents::Chosen;
use leptos::prelude::*;
use leptos::task::spawn_local;

mod contents;
mod file;
mod send;

pub use contents::PhraseField;
pub use file::{Making, make};

#[component]
pub fn ShareButton() -> impl IntoView {
    let app = App::expect();
    let open = RwSignal::new(false);
    view! {
        <button class="btn" type="button" aria-haspopup="dialog" on:click=move |_| open.set(true)>{move || app.lang().share()}</button>
        <Dialog open=open title=Signal::derive(move || app.lang().share_title().to_owned())>
            <Arriving open=open/>
        </Dialog>
    }
}

/// What is in the dialog arrives with the pages.
#[component]
fn Arriving(open: RwSignal<bool>) -> impl IntoView {
    let app = App::expect();
    let draw = RwSignal::new(None::<Result<fn(RwSignal<bool>) -> AnyView, Missing>>);
    spawn_local(async move {
        let arrived = arrival::sharing().await;
        // The dialog may be closed again.
        draw.try_set(Some(arrived));
    });
    move || match draw.get() {
        Some(Ok(draw)) => draw(open),
        Some(Err(Missing)) => view! { <p class="small muted">{move || app.lang().part_missing()}</p> }.into_any(),
        None => view! { <p class="small muted">{move || app.lang().part_coming()}</p> }.into_any(),
    }
}

/// What the dialog says and offers.
pub fn sharing(open: RwSignal<bool>) -> AnyView {
    let app = App::expect();
    let chosen = Chosen::new();
    let theme = RwSignal::new(Settings(&BrowserStore).theme());
    let save = move |_| {
        if let Some((contents, phrase)) = chosen.take() {
            app.download_file(contents, phrase);
            open.set(false);
        }
    };
    let themes = Signal::derive(move || {
        let lang = app.lang();
        let words = |theme| match theme {
            Theme::Device => lang.theme_device(),
            Theme::Light => lang.theme_light(),
            Theme::Dark => lang.theme_dark(),
        };
        Theme::ALL.map(|theme| (theme.word().to_owned(), words(theme).to_owned())).to_vec()
    });
    let choose_theme = move |word: String| {
        if let Some(chosen) = Theme::ALL.into_iter().find(|t| t.word() == word) {
            theme.set(chosen);
            app.set_theme(chosen);
        }
    };
    // Asked first until it is said once.
    let unsaid = untrack(|| app.school_here().is_empty() && app.name_here().is_empty());
    let used = app.usage().map(|usage| usage.used as f64 / usage.limit as f64);
    view! {
        <div class="stack">
            {unsaid.then(|| view! { <Who/><hr/> })}
            <p>{move || app.lang().share_words()}</p>
            {contents::contents(chosen)}
            <div class="row">
                <button class="btn primary" type="button" on:click=save>{move || app.lang().share_save()}</button>
                <a class="btn" href=Route::Start.href() on:click=move |_| open.set(false)>{move || app.lang().share_all()}</a>
                <a class="btn" href=Route::Versions.href() on:click=move |_| open.set(false)>{move || app.lang().versions_title()}</a>
            </div>
            {send::sending(chosen)}
            <hr/>
            {link_section()}
            <hr/>
            {(!unsaid).then(|| view! { <Who/><hr/> })}
            <Choice label=Signal::derive(move || app.lang().share_theme().to_owned()) options=themes
                value=Signal::derive(move || theme.get().word().to_owned()) on_choose=choose_theme/>
            {used.map(|used| view! {
                <div class="small muted">
                    <div>{move || app.lang().usage(app.lang().percent(used))}</div>
                    <meter min="0" max="1" high="0.8" prop:value=used.min(1.0) aria-label=move || app.lang().usage(app.lang().percent(used))></meter>
                </div>
            })}
            <div class="foot"><button class="btn" type="button" on:click=move |_| open.set(false)>{move || app.lang().close()}</button></div>
        </div>
    }
    .into_any()
}

/// Who works in this browser: the school, and the name of whoever wants it seen.
#[component]
fn Who() -> impl IntoView {
    let app = App::expect();
    let schools = Signal::derive(move || {
        let workspace = app.workspace();
        let none = (String::new(), app.lang().who_no_school().to_owned());
        let named = workspace.schools.keys().map(|id| (id.clone(), workspace.school_called(id).to_owned()));
        std::iter::once(none).chain(named).collect::<Vec<_>>()
    });
    view! {
        <section class="stack" aria-labelledby="who-title">
            <h3 id="who-title">{move || app.lang().who_title()}</h3>
            <p class="small muted">{move || app.lang().who_words()}</p>
            <div class="fields">
                <Choice label=Signal::derive(move || app.lang().who_school().to_owned()) options=schools
                    value=Signal::derive(move || app.school_here()) on_choose=move |id: String| app.set_school_here(id)/>
                <TextField label=Signal::derive(move || app.lang().who_name().to_owned()) autocomplete="name"
                    value=Signal::derive(move || app.name_here()) on_keep=move |name: String| app.set_name_here(name.trim().to_owned())/>
            </div>
        </section>
    }
}
