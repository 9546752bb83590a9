//! The list of earlier versions: what changed since each, going back to one, and taking
//! one along as a file.

use crate::storage::idb::{self, NoVersions};
use crate::storage::snapshots::Snapshot;
use crate::ui::App;
use crate::ui::arrival;
use crate::ui::keeping::day_of;
use crate::ui::parts::Dialog;
use crate::workspace::{Comparison, Difference, RecordNews, Workspace, bundle, compare};
use leptos::ev::Event;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::collections::HashMap;
use std::sync::Arc;
use web_sys::HtmlDetailsElement;

/// What is known of a version's contents.
#[derive(Clone, Debug)]
enum Contents {
    Read(Arc<Workspace>),
    Damaged,
}

/// The versions of the open workspace.
#[derive(Clone, Copy)]
struct List {
    app: App,
    kept: RwSignal<Option<Result<Vec<Snapshot>, NoVersions>>>,
    /// By the time of the version; read one after the other.
    contents: RwSignal<HashMap<i64, Contents>>,
    removing: RwSignal<Option<Snapshot>>,
}

#[component]
pub fn VersionsPage() -> impl IntoView {
    let app = App::expect();
    let list = List { app, kept: RwSignal::new(None), contents: RwSignal::default(), removing: RwSignal::new(None) };
    let id = app.read(|w| w.id.clone());
    Effect::new(move || {
        app.versions().kept.track();
        list.load(id.get());
    });
    view! {
        <div class="head"><h1>{move || app.lang().versions_title()}</h1></div>
        <p>{move || app.lang().versions_lead()}</p>
        {move || match list.kept.get() {
            None => view! { <p class="muted">{app.lang().versions_coming()}</p> }.into_any(),
            Some(Err(NoVersions)) => view! { <p class="sheet empty">{app.lang().versions_unavailable()}</p> }.into_any(),
            Some(Ok(kept)) if kept.is_empty() => view! { <p class="sheet empty">{app.lang().versions_none()}</p> }.into_any(),
            Some(Ok(kept)) => table(list, kept).into_any(),
        }}
        <RemoveDialog list=list/>
    }
}

impl List {
    fn load(self, id: String) {
        spawn_local(async move {
            let kept = idb::list(&id).await;
            let snapshots = kept.clone().unwrap_or_default();
            // Left in the meantime: nobody waits for it.
            if self.kept.try_set(Some(kept)).is_some() {
                return;
            }
            for snapshot in snapshots {
                let known = self.contents.try_with_untracked(|contents| contents.contains_key(&snapshot.at));
                match known {
                    Some(true) => {}
                    Some(false) => self.read(snapshot).await,
                    None => return,
                }
            }
        });
    }

    async fn read(self, snapshot: Snapshot) {
        let Ok(Some(text)) = idb::text(&snapshot).await else { return };
        let contents = match arrival::read_version(text).await {
            Ok(Ok(bundle)) => Contents::Read(bundle.workspace),
            Ok(Err(_)) => Contents::Damaged,
            // Asked for again with the next visit.
            Err(arrival::Missing) => return,
        };
        self.contents.try_update(|all| all.insert(snapshot.at, contents));
    }

    fn restore(self, at: i64) {
        let Some(Contents::Read(earlier)) = self.contents.with_untracked(|all| all.get(&at).cloned()) else { return };
        let app = self.app;
        if app.restore(&earlier) {
            let (lang, when) = (app.lang_untracked(), untrack(|| when(app, at)));
            let open = app.conflicts().with_untracked(|open| !open.is_empty());
            let words = if open { lang.versions_restored_but_open(when) } else { lang.versions_restored(when) };
            app.tell_with_undo(words, true);
        }
    }

    fn download(self, snapshot: Snapshot) {
        let app = self.app;
        spawn_local(async move {
            let Ok(Some(text)) = idb::text(&snapshot).await else {
                return app.tell(app.lang_untracked().versions_gone().to_owned());
            };
            let name = bundle::file_name(&app.workspace_untracked(), snapshot.day);
            app.hand_over(&name, "application/json", &text);
        });
    }

    fn remove(self, snapshot: Snapshot) {
        spawn_local(async move {
            if idb::remove(&snapshot).await.is_err() {
                self.app.tell(self.app.lang_untracked().versions_gone().to_owned());
            }
            self.load(snapshot.workspace);
        });
    }
}

/// The day and the time of a version, where the person is.
fn when(app: App, at: i64) -> String {
    let lang = app.lang();
    let then = js_sys::Date::new(&(at as f64 * 1000.0).into());
    let time = format!("{}:{:02}", then.get_hours(), then.get_minutes());
    lang.versions_at(lang.date(day_of(at)), time)
}

fn table(list: List, kept: Vec<Snapshot>) -> impl IntoView {
    let app = list.app;
    view! {
        <section class="earlier">
            <table class="sheet cards" aria-label=move || app.lang().versions_title()>
                <thead><tr>
                    <th scope="col">{move || app.lang().versions_when()}</th>
                    <th scope="col">{move || app.lang().versions_why()}</th>
                    <th scope="col" class="num">{move || app.lang().start_kept_size()}</th>
                    <th scope="col">{move || app.lang().versions_changed()}</th>
                    <th scope="col"><span class="unseen">{move || app.lang().versions_restore_it()}</span></th>
                </tr></thead>
                <tbody>{kept.into_iter().map(|snapshot| row(list, snapshot)).collect_view()}</tbody>
            </table>
            <p class="small muted">{move || app.lang().versions_let_go()}</p>
        </section>
    }
}

fn row(list: List, snapshot: Snapshot) -> impl IntoView {
    let app = list.app;
    let Snapshot { at, cause, size, .. } = snapshot;
    let kept = StoredValue::new(snapshot);
    let contents = Memo::new_with_compare(
        move |_| list.contents.with(|all| all.get(&at).cloned()),
        |before, now| before.map(Option::is_some) != now.map(Option::is_some),
    );
    let since = Memo::new(move |_| match contents.get() {
        Some(Contents::Read(earlier)) => Some(compare(&earlier, &app.workspace())),
        _ => None,
    });
    let when = move || when(app, at);
    let differs = Memo::new(move |_| since.with(|since| since.as_ref().is_some_and(|since| !since.is_empty())));
    view! {
        <tr>
            <th scope="row">{when}</th>
            <td data-label=move || app.lang().versions_why()>{move || app.lang().version_cause(cause)}</td>
            <td class="num" data-label=move || app.lang().start_kept_size()>{move || app.lang().size_kb(app.lang().count(size.div_ceil(1000)))}</td>
            <td data-label=move || app.lang().versions_changed()>
                {move || match contents.get() {
                    None => "…".into_any(),
                    Some(Contents::Damaged) => app.lang().versions_damaged().into_any(),
                    Some(Contents::Read(_)) if !differs.get() => app.lang().versions_same().into_any(),
                    Some(Contents::Read(earlier)) => changed(app, at, earlier, since).into_any(),
                }}
            </td>
            <td class="no-print"><div class="row">
                <button class="btn small" type="button" disabled=move || !differs.get()
                    aria-label=move || app.lang().versions_restore_of(when()) on:click=move |_| list.restore(at)>{move || app.lang().versions_restore_it()}</button>
                <button class="btn small" type="button" aria-label=move || app.lang().versions_download_of(when())
                    on:click=move |_| list.download(kept.get_value())>{move || app.lang().versions_download()}</button>
                <button class="btn small quiet" type="button" aria-label=move || app.lang().versions_remove_of(when())
                    on:click=move |_| list.removing.set(Some(kept.get_value()))>{move || app.lang().versions_remove()}</button>
            </div></td>
        </tr>
    }
}

/// How much has changed since a version, and what, for whoever wants to see it.
fn changed(app: App, at: i64, earlier: Arc<Workspace>, since: Memo<Option<Comparison>>) -> impl IntoView {
    let open = RwSignal::new(false);
    let counts = move || {
        let [new, changed, removed] = since.with(|since| since.as_ref().map(Comparison::counts)).unwrap_or_default();
        let lang = app.lang();
        lang.merge_counts(lang.count(new), lang.count(changed), lang.count(removed))
    };
    let toggled = move |event: Event| open.set(event_target::<HtmlDetailsElement>(&event).open());
    view! {
        {counts}
        <details class="changes" on:toggle=toggled>
            <summary aria-label=move || app.lang().versions_show_of(when(app, at))>{move || app.lang().versions_show()}</summary>
            {move || open.get().then(|| {
                let parts = since.with(|since| since.as_ref().map(|since| parts(app, &earlier, since)));
                view! { <div class="comparison">{parts}</div> }
            })}
        </details>
    }
}

fn parts(app: App, earlier: &Workspace, since: &Comparison) -> impl IntoView + use<> {
    let (lang, now) = (app.lang(), app.workspace());
    let cluster = (!since.cluster.is_empty()).then(|| (lang.open_cluster_wide().to_owned(), &since.cluster));
    let schools = since.schools.iter().map(|(id, kinds)| {
        let named = if now.schools.contains_key(id) { &now } else { earlier };
        (named.school_called(id).to_owned(), kinds)
    });
    let parts = cluster.into_iter().chain(schools).map(|(title, kinds)| {
        let all = kinds.iter().flat_map(|(kind, all)| all.iter().map(move |one| (*kind, one)));
        let records = all.map(|(kind, difference)| {
            // What is gone was called something then.
            let named = if matches!(difference, Difference::Removed { .. }) { earlier } else { &now };
            let (id, difference) = (difference.id().to_owned(), Some(difference.clone()));
            record_view(app, &RecordNews { kind, id, difference, conflicts: Vec::new(), writer: None }, named)
        });
        view! { <h2>{title}</h2><ul class="differences">{records.collect_view()}</ul> }
    });
    parts.collect_view()
}

fn record_view(app: App, news: &RecordNews, named: &Workspace) -> impl IntoView + use<> {
    let lang = app.lang();
    view! {
        <li>
            <b>{lang.record_name(news.kind, &news.id, named)}</b>
            {lang.news_lines(news, named).into_iter().map(|line| view! { <div>{line}</div> }).collect_view()}
        </li>
    }
}

/// Removing a version cannot be undone, so it asks.
#[component]
fn RemoveDialog(list: List) -> impl IntoView {
    let app = list.app;
    let open = RwSignal::new(false);
    Effect::new(move || {
        let asked = list.removing.with(Option::is_some);
        if open.get_untracked() != asked {
            open.set(asked);
        }
    });
    Effect::new(move || {
        if !open.get() && list.removing.with_untracked(Option::is_some) {
            list.removing.set(None);
        }
    });
    let title = move || {
        let asked = list.removing.with(|removing| removing.as_ref().map(|one| one.at));
        asked.map(|at| app.lang().versions_remove_title(when(app, at))).unwrap_or_default()
    };
    let remove = move |_| {
        if let Some(snapshot) = list.removing.get_untracked() {
            list.remove(snapshot);
        }
        open.set(false);
    };
    view! {
        <Dialog open=open title=Signal::derive(title)>
            <p>{move || app.lang().versions_remove_words()}</p>
            <div class="foot">
                <button class="btn danger" type="button" on:click=remove>{move || app.lang().start_remove_now()}</button>
                <button class="btn" type="button" on:click=move |_| open.set(false)>{move || app.lang().cancel()}</button>
            </div>
        </Dialog>
    }
}
