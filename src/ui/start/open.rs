//! Opening workspace files: another cluster's opens beside; one of a cluster that is here
//! already is shown first and then taken in, so that both people's work is together.

use crate::locking::is_locked;
use crate::storage::browser::{BrowserStore, fresh_id, fresh_replica, now};
use crate::storage::files;
use crate::storage::settings::Settings;
use crate::ui::App;
use crate::ui::arrival::{self, Missing};
use crate::ui::keeping::written_on;
use crate::ui::parts::Dialog;
use crate::ui::route::Route;
use crate::ui::start::locked::{Locked, locked_view};
use crate::workspace::bundle::{self, LARGEST};
use crate::workspace::{Book, Bundle, BundleError, FieldId, Incoming, RecordNews, Workspace};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;
use web_sys::File;

/// Files on their way in, one after the other. It belongs to the whole app, as a file may lead
/// to another page while others wait.
#[derive(Clone, Copy)]
pub struct Opening {
    app: App,
    /// The name of the file that is being opened.
    name: StoredValue<String>,
    /// Files of this going that were not opened, by their names.
    refused: RwSignal<Vec<(String, Refused)>>,
    /// What became of the others; see [`Opened`].
    opened: StoredValue<Vec<Opened>>,
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

type Keep = RwSignal<BTreeSet<FieldId>>;

/// What became of a file, in words.
#[derive(Clone, Debug)]
struct Opened {
    words: String,
    /// One undo takes it back.
    undo: bool,
}

struct Asked {
    bundle: Bundle,
    incoming: Incoming,
    /// Records and fields that are to stay as they are here.
    keep: Keep,
    /// What arrives with reading files, as the first page needs none of it.
    draw: fn(App, &Asked) -> AnyView,
    take: fn(App, &Asked) -> bool,
    copy: fn(App, &Asked),
}

impl Opening {
    /// Puts it into context, for all pages.
    pub fn provide() {
        provide_context(Opening {
            app: App::expect(),
            name: StoredValue::default(),
            refused: RwSignal::default(),
            opened: StoredValue::default(),
            asked: RwSignal::new(None),
            locked: RwSignal::new(None),
            waiting: RwSignal::new(VecDeque::new()),
        });
    }

    pub fn expect() -> Opening {
        expect_context()
    }

    /// Which of the last files were not opened, and why; tracks.
    pub fn refused(self) -> Vec<String> {
        let lang = self.app.lang();
        let words = |(name, refused): &(String, Refused)| {
            let why = match refused {
                Refused::Unread => lang.open_failed().to_owned(),
                Refused::File(error) => lang.bundle_error(error),
            };
            if name.is_empty() { why } else { lang.open_refused(name, why) }
        };
        self.refused.with(|refused| refused.iter().map(words).collect())
    }

    /// Reads these files, one after the other; each may ask.
    pub fn read(self, files: impl IntoIterator<Item = File>) {
        self.refused.set(Vec::new());
        self.waiting.update(|waiting| waiting.extend(files));
        self.go_on();
    }

    /// Reads what the app was started with; of some files there may be nothing to read.
    pub fn read_launched(self, files: Vec<File>, lost: usize) {
        self.read(files);
        if lost > 0 {
            self.refused.update(|refused| refused.push((String::new(), Refused::Unread)));
        }
    }

    fn refuse(self, why: Refused) {
        self.refused.update(|refused| refused.push((self.name.get_value(), why)));
    }

    fn done(self, words: String, undo: bool) {
        self.opened.update_value(|opened| opened.push(Opened { words, undo }));
    }

    /// Reads the next file unless this one waits for somebody; after the last, says what
    /// became of all.
    fn go_on(self) {
        if self.asked.with_untracked(Option::is_some) || self.locked.with_untracked(Option::is_some) {
            return;
        }
        let Some(file) = self.waiting.try_update(VecDeque::pop_front).flatten() else { return self.finish() };
        self.name.set_value(file.name());
        spawn_local(async move {
            match files::read(&file, LARGEST).await {
                Ok(Some(bytes)) => {
                    if let Err(Missing) = arrival::open_file(self, bytes).await {
                        self.app.tell(self.app.lang_untracked().part_missing().to_owned());
                    }
                }
                Ok(None) => self.refuse(Refused::File(BundleError::TooLarge { bytes: file.size() as u64 })),
                Err(_) => self.refuse(Refused::Unread),
            }
            self.go_on();
        });
    }

    /// Goes to what was opened, or stays where it is said what was not.
    fn finish(self) {
        let opened = self.opened.try_update_value(std::mem::take).unwrap_or_default();
        if self.refused.with_untracked(|refused| !refused.is_empty()) {
            self.app.go(&Route::Start);
        } else if !opened.is_empty() {
            self.app.go(&Route::Cluster);
        }
        match opened.as_slice() {
            [] => {}
            [Opened { words, undo }] => self.app.tell_with_undo(words.clone(), *undo),
            several => {
                let words: Vec<&str> = several.iter().map(|opened| opened.words.as_str()).collect();
                self.app.tell(words.join(" "));
            }
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
            Err(error) => return self.refuse(Refused::File(error)),
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
            return self.done(app.lang_untracked().load_error(&error), false);
        }
        if let Some(Err(error)) = app.with_open_book(|book| book.room_for(&bundle)) {
            return self.refuse(Refused::File(error));
        }
        let Some(incoming) = app.with_open_book(|book| book.incoming(&bundle)) else { return };
        if incoming.is_empty() {
            // What others have written since and taken back is still good to know.
            app.merge(&bundle, &BTreeSet::new());
            let nothing = app.lang_untracked().merge_nothing(self.name.get_value());
            return self.done(nothing, false);
        }
        let keep = RwSignal::new(BTreeSet::new());
        self.asked.set(Some(Arc::new(Asked { bundle, incoming, keep, draw: news_view, take, copy })));
    }

    fn open_beside(self, bundle: Bundle) {
        let app = self.app;
        let lang = app.lang_untracked();
        let name = bundle.workspace.cluster.name.trim();
        let name = if name.is_empty() { lang.app_name() } else { name };
        let mut words = vec![lang.open_opened(name)];
        words.extend(lang.bundle_notices(&bundle));
        Settings(&BrowserStore).set_backed_up_at(&bundle.workspace.id, bundle.written.when.min(now()));
        app.start(Book::open(bundle, fresh_replica()));
        self.done(words.join(" "), false);
    }

    fn take_in(self) {
        let Some(asked) = self.asked.get_untracked() else { return };
        self.asked.set(None);
        let changed = (asked.take)(self.app, &asked);
        self.done(self.app.lang_untracked().merge_taken().to_owned(), changed);
        self.go_on();
    }

    /// Under an id of its own, as a workspace begun here.
    fn copy(self) {
        let Some(asked) = self.asked.get_untracked() else { return };
        self.asked.set(None);
        (asked.copy)(self.app, &asked);
        self.done(self.app.lang_untracked().open_copied().to_owned(), false);
        self.go_on();
    }
}

/// Asks about the file that waits, on whatever page.
#[component]
pub fn OpeningDialog() -> impl IntoView {
    let (app, opening) = (App::expect(), Opening::expect());
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
            opening.go_on();
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
            Some(school) => asked.incoming.school_called(school).to_owned(),
        };
        let records = records.iter().map(|news| record_view(app, news, &asked.incoming, keep));
        view! { <h3>{title}</h3><ul class="differences">{records.collect_view()}</ul> }
    });
    view! {
        <p tabindex="-1" autofocus>{lang.merge_written(who, written_on(lang, written.when))}</p>
        <p>{lang.merge_counts(lang.count(new), lang.count(changed), lang.count(removed))}</p>
        {(open > 0).then(|| view! { <p>{lang.merge_open(open)}</p> })}
        {lang.bundle_notices(&asked.bundle).into_iter().map(|notice| view! { <p class="small muted">{notice}</p> }).collect_view()}
        <p class="small muted">{lang.merge_keep_words()}</p>
        <div class="comparison">{parts.collect_view()}</div>
    }
    .into_any()
}

fn record_view(app: App, news: &RecordNews, incoming: &Incoming, keep: Keep) -> impl IntoView + use<> {
    let lang = app.lang();
    let merged = &incoming.merged;
    let name = lang.record_name(news.kind, &news.id, incoming.named(news));
    let by = news.writer.as_ref().map(|(replica, at)| {
        let by = lang.merge_by(lang.writer(replica, merged), written_on(lang, *at));
        view! { <span class="small muted">{by}</span> }
    });
    let record = FieldId::whole(&(news.kind, news.id.clone()));
    let told = lang.news_told(news, merged);
    // A field can stay alone where others of its record come in.
    let several = told.iter().filter(|(field, _)| field.is_some()).count() > 1;
    let lines = told.into_iter().map(|(field, words)| {
        let alone = field.filter(|_| several).map(|field| {
            let label = lang.merge_keep_field_of(&name, lang.field(&field));
            keep_box(app, keep, FieldId { field: Some(field), ..record.clone() }, Some(record.clone()), label)
        });
        view! { <div class="row"><span>{words}</span>{alone}</div> }
    });
    let lines = lines.collect_view();
    view! {
        <li>
            <div class="row"><b>{name.clone()}</b>{by}{keep_box(app, keep, record.clone(), None, lang.merge_keep_of(&name))}</div>
            {lines}
        </li>
    }
}

/// "Keep ours": of a record, or of one of its fields, which stays with its record.
fn keep_box(app: App, keep: Keep, at: FieldId, record: Option<FieldId>, label: String) -> impl IntoView {
    let at = StoredValue::new(at);
    let with_record = Memo::new(move |_| record.as_ref().is_some_and(|record| keep.with(|keep| keep.contains(record))));
    let kept = move || with_record.get() || keep.with(|keep| at.with_value(|at| keep.contains(at)));
    let mark = move |event: web_sys::Event| {
        let on = event_target_checked(&event);
        keep.update(|keep| {
            let at = at.get_value();
            if on {
                keep.insert(at)
            } else {
                keep.remove(&at)
            };
        });
    };
    view! {
        <label class="check small">
            <input type="checkbox" aria-label=label disabled=move || with_record.get() prop:checked=kept on:change=mark/>
            {app.lang().merge_keep()}
        </label>
    }
}
