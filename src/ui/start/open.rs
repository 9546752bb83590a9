//! Opening a workspace file: another cluster's opens beside; one of a cluster that is
//! here already is compared first.

use crate::i18n::Lang;
use crate::storage::browser::{fresh_id, fresh_replica, now};
use crate::storage::files;
use crate::ui::App;
use crate::ui::arrival::{self, Missing};
use crate::ui::parts::Dialog;
use crate::ui::route::Route;
use crate::workspace::bundle::{self, LARGEST};
use crate::workspace::{Book, Bundle, BundleError, Comparison, Difference, Kind, Workspace, compare};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;
use web_sys::File;

/// A file on its way in.
#[derive(Clone, Copy)]
pub struct Opening {
    app: App,
    refused: RwSignal<Option<Refused>>,
    /// Waits for a decision, with what would be different.
    asked: RwSignal<Option<Arc<Asked>>>,
}

#[derive(Clone, Debug, PartialEq)]
enum Refused {
    /// The browser did not give the file.
    Unread,
    File(BundleError),
}

struct Asked {
    bundle: Bundle,
    theirs: Arc<Workspace>,
    comparison: Comparison,
    /// What arrives with reading files, as the first page needs none of it.
    draw: fn(App, &Asked) -> AnyView,
}

impl Opening {
    pub fn new(app: App) -> Opening {
        Opening { app, refused: RwSignal::new(None), asked: RwSignal::new(None) }
    }

    /// Why the last file was not opened; tracks.
    pub fn refused(self) -> Option<String> {
        self.refused.get().map(|refused| match refused {
            Refused::Unread => self.app.lang().open_failed().to_owned(),
            Refused::File(error) => self.app.lang().bundle_error(&error),
        })
    }

    pub fn read(self, file: File) {
        self.refused.set(None);
        spawn_local(async move {
            match files::read(&file, LARGEST).await {
                Ok(Some(bytes)) => {
                    if let Err(Missing) = arrival::open_file(self, bytes).await {
                        self.app.tell(self.app.lang_untracked().part_missing().to_owned());
                    }
                }
                Ok(None) => self.refused.set(Some(Refused::File(BundleError::TooLarge { bytes: file.size() as u64 }))),
                Err(_) => self.refused.set(Some(Refused::Unread)),
            }
        });
    }

    /// Opens what a file holds, or asks.
    pub fn opened(self, bytes: &[u8]) {
        let bundle = match bundle::read(bytes) {
            Ok(bundle) => bundle,
            Err(error) => return self.refused.set(Some(Refused::File(error))),
        };
        let app = self.app;
        let id = bundle.workspace.id.clone();
        let kept = app.entries().iter().any(|entry| entry.id == id);
        if !kept && app.workspace_untracked().id != id {
            return self.open_beside(bundle);
        }
        if app.workspace_untracked().id != id
            && let Err(error) = app.load_kept(&id)
        {
            return app.tell(app.lang_untracked().load_error(&error));
        }
        let Some((ours, theirs)) = app.with_open_book(|book| (book.workspace().clone(), book.with_our_names(&bundle)))
        else {
            return;
        };
        let comparison = compare(&ours, &theirs);
        if comparison.is_empty() {
            app.tell(app.lang_untracked().open_same().to_owned());
            return app.go(&Route::Cluster);
        }
        self.asked.set(Some(Arc::new(Asked { bundle, theirs, comparison, draw: comparison_view })));
    }

    fn open_beside(self, bundle: Bundle) {
        let app = self.app;
        let lang = app.lang_untracked();
        let mut words = vec![lang.open_opened(&bundle.workspace.cluster.name)];
        words.extend(lang.bundle_notices(&bundle));
        app.start(Book::open(bundle, fresh_replica()));
        app.go(&Route::Cluster);
        app.tell(words.join(" "));
    }

    fn replace(self) {
        let Some(asked) = self.asked.get_untracked() else { return };
        self.asked.set(None);
        let changed = self.app.replace(asked.bundle.clone());
        self.app.tell_with_undo(self.app.lang_untracked().open_replaced().to_owned(), changed);
        self.app.go(&Route::Cluster);
    }

    /// Under an id of its own, as a workspace begun here.
    fn copy(self) {
        let Some(asked) = self.asked.get_untracked() else { return };
        self.asked.set(None);
        let mut copy = Workspace::clone(&asked.bundle.workspace);
        copy.id = fresh_id();
        self.app.start(Book::new(copy, fresh_replica(), now()));
        self.app.go(&Route::Cluster);
    }
}

#[component]
pub fn OpeningDialog(opening: Opening) -> impl IntoView {
    let app = App::expect();
    let open = RwSignal::new(false);
    Effect::new(move || {
        let asked = opening.asked.with(Option::is_some);
        if open.get_untracked() != asked {
            open.set(asked);
        }
    });
    Effect::new(move || {
        if !open.get() && opening.asked.with_untracked(Option::is_some) {
            opening.asked.set(None);
        }
    });
    view! {
        <Dialog open=open title=Signal::derive(move || app.lang().open_title().to_owned())>
            {move || opening.asked.get().map(|asked| (asked.draw)(app, &asked))}
            <div class="foot">
                <button class="btn primary" type="button" on:click=move |_| opening.replace()>{move || app.lang().open_replace()}</button>
                <button class="btn" type="button" on:click=move |_| opening.copy()>{move || app.lang().open_copy()}</button>
                <button class="btn quiet" type="button" on:click=move |_| open.set(false)>{move || app.lang().cancel()}</button>
            </div>
        </Dialog>
    }
}

fn comparison_view(app: App, asked: &Asked) -> AnyView {
    let lang = app.lang();
    let ours = app.workspace();
    let [new, changed, removed] = asked.comparison.counts().map(|n| lang.count(n));
    let called = |school: &String| {
        let from = if ours.schools.contains_key(school) { &ours } else { &asked.theirs };
        from.school_called(school).to_owned()
    };
    let wide = (!asked.comparison.cluster.is_empty())
        .then(|| (lang.open_cluster_wide().to_owned(), &asked.comparison.cluster));
    let schools = asked.comparison.schools.iter().map(|(id, kinds)| (called(id), kinds));
    let parts = wide.into_iter().chain(schools).map(|(title, kinds)| {
        let lines = kinds.iter().flat_map(|(kind, differences)| differences.iter().flat_map(move |d| lines(lang, *kind, d)));
        view! { <h3>{title}</h3><ul class="differences">{lines.map(|line| view! { <li>{line}</li> }).collect_view()}</ul> }
    });
    view! {
        <p>{lang.open_counts(new, changed, removed)}</p>
        {lang.bundle_notices(&asked.bundle).into_iter().map(|notice| view! { <p class="small muted">{notice}</p> }).collect_view()}
        <div class="comparison">{parts.collect_view()}</div>
    }
    .into_any()
}

fn lines(lang: Lang, kind: Kind, difference: &Difference) -> Vec<String> {
    let name = lang.kind(kind);
    match difference {
        Difference::New { .. } => vec![format!("{name}: {}", lang.open_new())],
        Difference::Removed { .. } => vec![format!("{name}: {}", lang.open_removed())],
        Difference::Changed { fields, .. } => fields
            .iter()
            .map(|change| {
                let value = |v| lang.field_value(kind, &change.field, v);
                let field = format!("{name}, {}", lang.field(&change.field));
                lang.open_before_after(field, value(&change.before), value(&change.after))
            })
            .collect(),
    }
}
