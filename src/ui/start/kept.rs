//! The workspaces that this browser keeps, and what could not be read.

use crate::storage::{Entry, EntryState};
use crate::ui::App;
use crate::ui::keeping::day_of;
use crate::ui::parts::Dialog;
use crate::ui::route::Route;
use crate::workspace::bundle::Contents;
use leptos::prelude::*;

#[component]
pub fn KeptList() -> impl IntoView {
    let app = App::expect();
    let changed = RwSignal::new(());
    let entries = Memo::new(move |_| {
        changed.track();
        app.workspace();
        app.entries()
    });
    let asides = Memo::new(move |_| {
        changed.track();
        app.aside()
    });
    let removing = RwSignal::new(None::<(String, String)>);
    view! {
        <Show when=move || entries.with(|e| !e.is_empty())>
            <section>
                <h2>{move || app.lang().start_kept()}</h2>
                <table class="sheet cards">
                    <thead><tr>
                        <th scope="col">{move || app.lang().start_kept_name()}</th>
                        <th scope="col">{move || app.lang().start_kept_saved()}</th>
                        <th scope="col" class="num">{move || app.lang().start_kept_size()}</th>
                        <th scope="col">{move || app.lang().start_kept_state()}</th>
                        <th scope="col"><span class="unseen">{move || app.lang().start_open_it()}</span></th>
                    </tr></thead>
                    <tbody>{move || entries.get().into_iter().map(|entry| row(app, entry, removing)).collect_view()}</tbody>
                </table>
            </section>
        </Show>
        {move || asides.get().into_iter().map(|aside| {
            let date = app.lang().date(day_of(aside.at));
            view! {
                <p class="row small">{app.lang().aside_kept(date)}
                    <button class="btn small" type="button" on:click=move |_| app.download_aside(&aside)>{app.lang().aside_download()}</button>
                </p>
            }
        }).collect_view()}
        <RemoveDialog removing=removing changed=changed/>
    }
}

fn row(app: App, entry: Entry, removing: RwSignal<Option<(String, String)>>) -> impl IntoView {
    let lang = app.lang();
    let name = if entry.name.is_empty() { lang.start_no_name().to_owned() } else { entry.name.clone() };
    let open = app.is_open() && app.workspace().id == entry.id;
    let readable = matches!(entry.state, EntryState::Sound | EntryState::OneSlot);
    let kb = lang.size_kb(lang.count((entry.size * 2).div_ceil(1000)));
    let id = StoredValue::new(entry.id.clone());
    let open_it = move |_| {
        let go = move || app.go(&Route::Cluster);
        if open { go() } else { id.with_value(|id| app.open_kept(id, go)) }
    };
    let remove = {
        let name = name.clone();
        move |_| removing.set(Some((id.get_value(), name.clone())))
    };
    view! {
        <tr>
            <th scope="row">{name.clone()}{open.then(|| view! { <span class="small muted">" · "{lang.start_is_open()}</span> })}</th>
            <td data-label=lang.start_kept_saved()>{entry.saved_at.map(|at| lang.date(day_of(at)))}</td>
            <td class="num" data-label=lang.start_kept_size()>{kb}</td>
            <td data-label=lang.start_kept_state()>{lang.entry_state(entry.state)}</td>
            <td><div class="row">
                <button class="btn small" type="button" disabled=!readable aria-label=lang.start_open_of(&name) on:click=open_it>{lang.start_open_it()}</button>
                <button class="btn small quiet" type="button" aria-label=lang.start_remove_of(&name) on:click=remove>{lang.start_remove()}</button>
            </div></td>
        </tr>
    }
}

/// Removing cannot be undone, so it asks, and offers the file first.
#[component]
fn RemoveDialog(removing: RwSignal<Option<(String, String)>>, changed: RwSignal<()>) -> impl IntoView {
    let app = App::expect();
    let open = RwSignal::new(false);
    Effect::new(move || {
        let asked = removing.with(Option::is_some);
        if open.get_untracked() != asked {
            open.set(asked);
        }
    });
    Effect::new(move || {
        if !open.get() && removing.with_untracked(Option::is_some) {
            removing.set(None);
        }
    });
    let title =
        move || removing.with(|r| r.as_ref().map(|(_, name)| app.lang().start_remove_title(name)).unwrap_or_default());
    let save_first = move |_| {
        let Some((id, _)) = removing.get_untracked() else { return };
        let save = move || app.download_workspace(Contents::Everything);
        if app.workspace_untracked().id == id { save() } else { app.open_kept(&id, save) }
    };
    let remove = move |_| {
        if let Some((id, _)) = removing.get_untracked() {
            app.remove_kept(&id);
            app.forget_versions(id);
            changed.notify();
        }
        open.set(false);
    };
    view! {
        <Dialog open=open title=Signal::derive(title)>
            <p>{move || app.lang().start_remove_words()}</p>
            <div class="foot">
                <button class="btn" type="button" on:click=save_first>{move || app.lang().start_save_file_first()}</button>
                <button class="btn danger" type="button" on:click=remove>{move || app.lang().start_remove_now()}</button>
                <button class="btn" type="button" on:click=move |_| open.set(false)>{move || app.lang().cancel()}</button>
            </div>
        </Dialog>
    }
}
