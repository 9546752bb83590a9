//! Opening workspace files: another cluster's opens beside; one of a cluster that is here
//! already is shown first and then taken in, so that both people's work is together.

use crate::locking::is_locked;
use crate::storage::browser::{BrowserStore, fresh_id, fresh_replica, now};
use crate::storage::files;
use crate::storage::settings::Settings;
use crate::ui::App;
use crate::ui::arrival::{self, Missing};
use crate::ui::keeping::day_of;
use crate::ui::parts::Dialog;
use crate::ui::route::Route;
use crate::ui::start::locked::{Locked, locked_view};
use crate::workspace::bundle::{self, LARGEST};
use crate::workspace::{Book, Bundle, BundleError, Incoming, Kind, RecordNews, Workspace};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;
use web_sys::File;

/// A file on its way in.
#[derive(Clone, Copy)]
pub struct Opening {
    app: App,
    refused: RwSignal<Option<Refused>>,
    /// Waits for a decision, with what would be different.
    asked: RwSignal<Option<Arc<Asked>>>,
    /// Waits for its passphrase.
    locked: RwSignal<Option<Arc<Locked>>>,
    /// Files that wait for the one before them.
    waiting: RwSignal<VecDeque<File>>,
}

#[derive(Clone, Debug, PartialEq)]
enum Refused {
    /// The browser did not give the file.
    Unread,
    File(BundleError),
}

struct Asked {
    bundle: Bundle,
    incoming: Incoming,
    /// Records that are to stay as they are here.
    keep: RwSignal<BTreeSet<(Kind, String)>>,
    /// What arrives with reading files, as the first page needs none of it.
    draw: fn(App, &Asked) -> AnyView,
    take: fn(App, &Asked) -> bool,
    copy: fn(App, &Asked),
}

impl Opening {
    pub fn new(app: App) -> Opening {
        Opening {
            app,
            refused: RwSignal::new(None),
            asked: RwSignal::new(None),
            locked: RwSignal::new(None),
            waiting: RwSignal::new(VecDeque::new()),
        }
    }

    /// Why the last file was not opened; tracks.
    pub fn refused(self) -> Option<String> {
        self.refused.get().map(|refused| match refused {
            Refused::Unread => self.app.lang().open_failed().to_owned(),
            Refused::File(error) => self.app.lang().bundle_error(&error),
        })
    }

    /// Reads these files, one after the other; each may ask.
    pub fn read(self, files: impl IntoIterator<Item = File>) {
        self.refused.set(None);
        self.waiting.update(|waiting| waiting.extend(files));
        self.read_next();
    }

    /// Reads what the app was started with; of some files there may be nothing to read.
    pub fn read_launched(self, files: Vec<File>, lost: usize) {
        self.read(files);
        if lost > 0 {
            self.refused.set(Some(Refused::Unread));
        }
    }

    fn read_next(self) {
        let Some(Some(file)) = self.waiting.try_update(VecDeque::pop_front) else { return };
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
            self.go_on();
        });
    }

    /// Reads the next file unless this one waits for somebody.
    fn go_on(self) {
        if self.asked.with_untracked(Option::is_none) && self.locked.with_untracked(Option::is_none) {
            self.read_next();
        }
    }

    /// Goes on with what a locked file held; with nothing if nobody could open it.
    pub(super) fn unlocked(self, bytes: Option<&[u8]>) {
        self.locked.set(None);
        if let Some(bytes) = bytes {
            self.opened(bytes);
        }
        self.go_on();
    }

    /// Opens what a file holds, or asks.
    pub fn opened(self, bytes: &[u8]) {
        if is_locked(bytes) {
            return self.locked.set(Some(Arc::new(Locked { bytes: bytes.to_vec(), draw: locked_view })));
        }
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
        let Some(incoming) = app.with_open_book(|book| book.incoming(&bundle)) else { return };
        if incoming.is_empty() {
            // What others have written since and taken back is still good to know.
            app.merge(&bundle, &BTreeSet::new());
            app.tell(app.lang_untracked().merge_nothing().to_owned());
            return app.go(&Route::Cluster);
        }
        let keep = RwSignal::new(BTreeSet::new());
        self.asked.set(Some(Arc::new(Asked { bundle, incoming, keep, draw: news_view, take, copy })));
    }

    fn open_beside(self, bundle: Bundle) {
        let app = self.app;
        let lang = app.lang_untracked();
        let mut words = vec![lang.open_opened(&bundle.workspace.cluster.name)];
        words.extend(lang.bundle_notices(&bundle));
        Settings(&BrowserStore).set_backed_up_at(&bundle.workspace.id, bundle.written.when.min(now()));
        app.start(Book::open(bundle, fresh_replica()));
        app.go(&Route::Cluster);
        app.tell(words.join(" "));
    }

    fn take_in(self) {
        let Some(asked) = self.asked.get_untracked() else { return };
        self.asked.set(None);
        let changed = (asked.take)(self.app, &asked);
        self.app.tell_with_undo(self.app.lang_untracked().merge_taken().to_owned(), changed);
        self.app.go(&Route::Cluster);
        self.read_next();
    }

    /// Under an id of its own, as a workspace begun here.
    fn copy(self) {
        let Some(asked) = self.asked.get_untracked() else { return };
        self.asked.set(None);
        (asked.copy)(self.app, &asked);
        self.app.go(&Route::Cluster);
        self.read_next();
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
            opening.read_next();
        }
    });
    view! {
        <LockedDialog opening=opening/>
        <Dialog open=open title=Signal::derive(move || app.lang().merge_title().to_owned())>
            {move || opening.asked.get().map(|asked| (asked.draw)(app, &asked))}
            <div class="foot">
                <button class="btn primary" type="button" on:click=move |_| opening.take_in()>{move || app.lang().merge_take()}</button>
                <button class="btn" type="button" on:click=move |_| opening.copy()>{move || app.lang().open_copy()}</button>
                <button class="btn quiet" type="button" on:click=move |_| open.set(false)>{move || app.lang().cancel()}</button>
            </div>
        </Dialog>
    }
}

#[component]
fn LockedDialog(opening: Opening) -> impl IntoView {
    let app = App::expect();
    let open = RwSignal::new(false);
    Effect::new(move || {
        let locked = opening.locked.with(Option::is_some);
        if open.get_untracked() != locked {
            open.set(locked);
        }
    });
    Effect::new(move || {
        if !open.get() && opening.locked.with_untracked(Option::is_some) {
            opening.unlocked(None);
        }
    });
    view! {
        <Dialog open=open title=Signal::derive(move || app.lang().unlock_title().to_owned())>
            {move || opening.locked.get().map(|locked| (locked.draw)(opening, locked))}
        </Dialog>
    }
}

fn take(app: App, asked: &Asked) -> bool {
    app.merge(&asked.bundle, &asked.keep.get_untracked())
}

fn copy(app: App, asked: &Asked) {
    let mut copy = Workspace::clone(&asked.bundle.workspace);
    copy.id = fresh_id();
    app.start(Book::new(copy, fresh_replica(), now()));
}

fn news_view(app: App, asked: &Asked) -> AnyView {
    let lang = app.lang();
    let [new, changed, removed, open] = asked.incoming.counts();
    let written = &asked.bundle.written;
    let who = lang.who_said(&written.by, &asked.incoming.merged);
    let keep = asked.keep;
    let parts = asked.incoming.news.iter().map(|(school, records)| {
        let title = match school {
            None => lang.open_cluster_wide().to_owned(),
            Some(school) => asked.incoming.merged.school_called(school).to_owned(),
        };
        let records = records.iter().map(|news| record_view(app, news, &asked.incoming.merged, keep));
        view! { <h3>{title}</h3><ul class="differences">{records.collect_view()}</ul> }
    });
    view! {
        <p>{lang.merge_written(who, lang.date(day_of(written.when)))}</p>
        <p>{lang.merge_counts(lang.count(new), lang.count(changed), lang.count(removed))}</p>
        {(open > 0).then(|| view! { <p>{lang.merge_open(open)}</p> })}
        {lang.bundle_notices(&asked.bundle).into_iter().map(|notice| view! { <p class="small muted">{notice}</p> }).collect_view()}
        <div class="comparison">{parts.collect_view()}</div>
    }
    .into_any()
}

fn record_view(
    app: App,
    news: &RecordNews,
    merged: &Workspace,
    keep: RwSignal<BTreeSet<(Kind, String)>>,
) -> impl IntoView + use<> {
    let lang = app.lang();
    let name = lang.record_name(news.kind, &news.id, merged);
    let by = news.writer.as_ref().map(|(replica, at)| {
        let by = lang.merge_by(lang.writer(replica, merged), lang.date(day_of(*at)));
        view! { <span class="small muted">{by}</span> }
    });
    let record = StoredValue::new((news.kind, news.id.clone()));
    let label = lang.merge_keep_of(&name);
    view! {
        <li>
            <div class="row"><b>{name}</b>{by}
                <label class="check small">
                    <input type="checkbox" aria-label=label
                        prop:checked=move || keep.with(|keep| record.with_value(|r| keep.contains(r)))
                        on:change=move |event| {
                            let on = event_target_checked(&event);
                            keep.update(|keep| {
                                let record = record.get_value();
                                if on { keep.insert(record); } else { keep.remove(&record); }
                            });
                        }/>
                    {lang.merge_keep()}
                </label>
            </div>
            {lang.news_lines(news).into_iter().map(|line| view! { <div>{line}</div> }).collect_view()}
        </li>
    }
}
