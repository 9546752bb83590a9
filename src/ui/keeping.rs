//! Keeping the open workspace in this browser: soon after each edit, at once when
//! the page is hidden. Whatever fails is said, with a way out; typing goes on.

use super::arrival::{self, Missing};
use super::state::App;
use super::tabs::{self, Seat};
use crate::cluster::SchoolId;
use crate::i18n::{Lang, NoFile};
use crate::storage::browser::{BrowserStore, ask_to_persist, fresh_replica, now};
use crate::storage::files;
use crate::storage::settings::{Settings, Theme};
use crate::storage::{Aside, Entry, LoadError, SaveError, Shelf, StoreError, Usage};
use crate::workspace::bundle::{self, Contents};
use crate::workspace::{Book, Who, is_dated};
use leptos::ev;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsCast as _;
use std::time::Duration;

/// With the pause of a field, under half a second from the last keystroke.
const SOON: Duration = Duration::from_millis(200);

/// A file to hand over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkspaceFile {
    pub name: String,
    /// The media type.
    pub kind: &'static str,
    pub bytes: Vec<u8>,
}

/// Is the work kept?
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kept {
    Saved,
    Waiting,
    NotSaved(SaveError),
}

/// The browser's shelf and what stands open of it.
#[derive(Clone, Copy)]
pub struct Keeping {
    shelf: StoredValue<Option<Shelf<BrowserStore>>>,
    kept: RwSignal<Kept>,
    timer: StoredValue<Option<TimeoutHandle>>,
    seat: StoredValue<Option<Seat>, LocalStorage>,
    /// Writes the open workspace; arrives with what opens one.
    write: StoredValue<Option<Write>>,
}

type Write = fn(&mut Shelf<BrowserStore>, &Book) -> Result<(), SaveError>;

impl Keeping {
    pub fn new() -> Keeping {
        let (shelf, kept) = match Shelf::open(BrowserStore) {
            Ok(shelf) => (Some(shelf), Kept::Saved),
            Err(error) => (None, Kept::NotSaved(SaveError::Store(error))),
        };
        Keeping {
            shelf: StoredValue::new(shelf),
            kept: RwSignal::new(kept),
            timer: StoredValue::new(None),
            seat: StoredValue::new_local(None),
            write: StoredValue::new(None),
        }
    }

    /// Asks the shelf; `None` where this browser keeps nothing.
    pub(super) fn with_shelf<T>(self, ask: impl FnOnce(&mut Shelf<BrowserStore>) -> T) -> Option<T> {
        self.shelf.try_update_value(|shelf| shelf.as_mut().map(ask)).flatten()
    }

    pub(super) fn seat(self) -> StoredValue<Option<Seat>, LocalStorage> {
        self.seat
    }

    pub(super) fn set_kept(self, kept: Kept) {
        self.kept.set(kept);
    }

    /// To be called when a workspace is opened.
    pub(super) fn bring_writer(self) {
        self.write.set_value(Some(|shelf, book| shelf.save(book, now()).map(drop)));
    }

    /// Saves when the page is hidden or left; a field with something typed gives it up first.
    pub fn save_on_leaving(self, app: App) {
        let leave = move || {
            let focused = document().active_element().filter(|e| e.get_attribute("data-typing").is_some());
            if let Some(field) = focused.and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok()) {
                let _ = field.blur();
            }
            self.save_if_waiting(app);
        };
        let hidden = window_event_listener(ev::visibilitychange, move |_| {
            if document().visibility_state() == web_sys::VisibilityState::Hidden {
                leave();
            }
        });
        let left = window_event_listener(ev::pagehide, move |_| leave());
        on_cleanup(move || {
            hidden.remove();
            left.remove();
        });
    }

    fn save_soon(self, app: App) {
        if self.kept.get_untracked() == Kept::Saved {
            self.kept.set(Kept::Waiting);
        }
        self.stop_timer();
        self.timer.set_value(set_timeout_with_handle(move || spawn_local(tabs::save(app)), SOON).ok());
    }

    fn stop_timer(self) {
        if let Some(Some(timer)) = self.timer.try_update_value(Option::take) {
            timer.clear();
        }
    }

    /// Saves what is not saved yet before there is no time any more.
    pub(super) fn save_if_waiting(self, app: App) {
        if self.kept.get_untracked() == Kept::Waiting {
            self.stop_timer();
            if let Err(SaveError::ChangedElsewhere) = self.save_here(app) {
                spawn_local(tabs::save(app));
            }
        }
    }

    /// Saves the open workspace, without waiting for other tabs.
    pub(super) fn save_here(self, app: App) -> Result<(), SaveError> {
        let Some(write) = self.write.get_value() else { return Ok(()) };
        let outcome = app.with_open_book(|book| {
            let saved = self.with_shelf(|shelf| write(shelf, book));
            saved.unwrap_or(Err(SaveError::Store(StoreError::Disabled)))
        });
        match outcome.clone() {
            None | Some(Err(SaveError::ChangedElsewhere)) => {}
            Some(Ok(())) => {
                self.kept.set(Kept::Saved);
                app.link().edited(app);
            }
            Some(Err(error)) => self.kept.set(Kept::NotSaved(error)),
        }
        outcome.unwrap_or(Ok(()))
    }
}

impl App {
    /// Is the work kept? Reading it tracks.
    pub fn kept(self) -> Kept {
        self.keeping().kept.get()
    }

    pub fn save_soon(self) {
        self.keeping().save_soon(self);
    }

    pub fn save_now(self) {
        self.keeping().stop_timer();
        spawn_local(tabs::save(self));
    }

    /// Opens a book that is new in this browser, and keeps it.
    pub fn start(self, book: Book) {
        self.show(book);
        tabs::sit_down(self, false);
        self.link().begin(self);
        self.save_now();
        spawn_local(async {
            ask_to_persist().await;
        });
    }

    /// Opens a workspace that this browser keeps, then does the next thing; says why if it cannot.
    pub fn open_kept(self, id: &str, then: impl FnOnce() + 'static) {
        let id = id.to_owned();
        spawn_local(async move {
            let lang = self.lang_untracked();
            match arrival::load_kept(self, id).await {
                Ok(Ok(())) => then(),
                Ok(Err(error)) => self.tell(lang.load_error(&error)),
                Err(Missing) => self.tell(lang.part_missing().to_owned()),
            }
            self.is_opening().set(false);
        });
    }

    /// As [`App::open_kept`], where reading is there already.
    pub fn load_kept(self, id: &str) -> Result<(), LoadError> {
        let loaded = self.keeping().with_shelf(|shelf| shelf.load(id, fresh_replica(), now()));
        let loaded = loaded.unwrap_or(Err(LoadError::Store(StoreError::Disabled)))?;
        self.show(loaded.book);
        self.keeping().kept.set(Kept::Saved);
        tabs::sit_down(self, loaded.torn);
        self.link().begin(self);
        if loaded.torn {
            self.tell(self.lang_untracked().load_torn().to_owned());
        }
        Ok(())
    }

    /// The workspace that was open here last, if it is still kept.
    pub fn open_last(self) {
        if let Some(id) = Settings(&BrowserStore).open_workspace()
            && self.entries().iter().any(|entry| entry.id == id)
        {
            self.is_opening().set(true);
            self.open_kept(&id, || ());
        }
    }

    /// All workspaces that this browser keeps.
    pub fn entries(self) -> Vec<Entry> {
        self.keeping().with_shelf(|shelf| shelf.list().ok()).flatten().unwrap_or_default()
    }

    /// What could not be read and was put aside.
    pub fn aside(self) -> Vec<Aside> {
        self.keeping().with_shelf(|shelf| shelf.aside().ok()).flatten().unwrap_or_default()
    }

    pub fn download_aside(self, aside: &Aside) {
        if let Some(Ok(raw)) = self.keeping().with_shelf(|shelf| shelf.raw_aside(aside)) {
            self.hand_over("kapocs-damaged.json", "application/json", raw.as_bytes());
        }
    }

    pub fn usage(self) -> Option<Usage> {
        self.keeping().with_shelf(|shelf| shelf.usage().ok()).flatten()
    }

    /// Removes a workspace from this browser for good.
    pub fn remove_kept(self, id: &str) {
        if self.workspace_untracked().id == id {
            self.close();
        }
        if let Some(Err(error)) = self.keeping().with_shelf(|shelf| shelf.remove(id)) {
            self.tell(self.lang_untracked().store_error(&error).to_owned());
        }
    }

    /// Hands the open workspace over as a file.
    pub fn download_workspace(self, contents: Contents) {
        self.download_file(contents, None);
    }

    /// As [`App::download_workspace`], locked if there is a passphrase.
    pub fn download_file(self, contents: Contents, phrase: Option<String>) {
        let id = self.workspace_untracked().id.clone();
        let backup = contents.is_everything();
        spawn_local(async move {
            match self.workspace_file(contents, phrase).await {
                Ok(file) => {
                    self.hand_over(&file.name, file.kind, &file.bytes);
                    if backup {
                        self.backed_up(&id);
                    }
                }
                Err(error) => self.tell(self.lang_untracked().no_file(error).to_owned()),
            }
        });
    }

    /// A file with all of the workspace went out.
    pub fn backed_up(self, id: &str) {
        Settings(&BrowserStore).set_backed_up_at(id, now());
    }

    /// The open workspace as a file, or a part of it; locked if there is a passphrase.
    pub async fn workspace_file(self, contents: Contents, phrase: Option<String>) -> Result<WorkspaceFile, NoFile> {
        self.before_going_out();
        if contents.is_everything() && phrase.is_none() {
            // Comes with the pages: whoever has work to save needs nothing else to arrive.
            return arrival::whole_file(self).await.unwrap_or(Err(NoFile::PartMissing));
        }
        match arrival::workspace_file(self, contents, phrase).await {
            Ok(making) => making.await,
            Err(Missing) => Err(NoFile::PartMissing),
        }
    }

    /// All of the open workspace as a file, where the pages are there already.
    pub(super) fn whole_file(self) -> Result<WorkspaceFile, NoFile> {
        let file = self.with_open_book(|book| WorkspaceFile {
            name: bundle::file_name(book.workspace(), today()),
            kind: "application/json",
            bytes: bundle::write_everything(book, now()).into_bytes(),
        });
        file.ok_or(NoFile::NothingOpen)
    }

    /// Offers bytes as a download, and says so if the browser refuses.
    pub fn hand_over(self, name: &str, kind: &str, bytes: &[u8]) {
        match files::download(name, kind, bytes) {
            Ok(()) => self.tell(self.lang_untracked().downloaded(name)),
            Err(_) => self.tell(self.lang_untracked().download_failed().to_owned()),
        }
    }

    /// Says which school works in this browser; empty for none.
    pub fn set_school_here(self, school: SchoolId) {
        let id = self.workspace_untracked().id.clone();
        let who = Who { school, ..Settings(&BrowserStore).who(&id) };
        Settings(&BrowserStore).set_who(&id, &who);
        self.set_who(who);
    }

    /// Says who sits here; empty for nobody in particular.
    pub fn set_name_here(self, name: String) {
        let id = self.workspace_untracked().id.clone();
        let who = Who { name, ..Settings(&BrowserStore).who(&id) };
        Settings(&BrowserStore).set_who(&id, &who);
        self.set_who(who);
    }

    pub fn set_theme(self, theme: Theme) {
        Settings(&BrowserStore).set_theme(theme);
        show_theme(theme);
    }
}

/// Today, where the person is.
pub fn today() -> jiff::civil::Date {
    day_of(now())
}

/// The present minute, where the person is.
pub fn this_minute() -> jiff::civil::DateTime {
    let now = js_sys::Date::new_0();
    today().at(now.get_hours() as i8, now.get_minutes() as i8, 0, 0)
}

/// The day of a time in seconds since 1970 (UTC), where the person is.
pub fn day_of(at: i64) -> jiff::civil::Date {
    let then = js_sys::Date::new(&(at as f64 * 1000.0).into());
    let (year, month, day) = (then.get_full_year() as i16, then.get_month() as i8 + 1, then.get_date() as i8);
    jiff::civil::Date::new(year, month, day).unwrap_or_default()
}

/// The day on which something was written, in words.
pub fn written_on(lang: Lang, at: i64) -> String {
    if is_dated(at) { lang.date(day_of(at)) } else { lang.date_unknown().to_owned() }
}

/// Light, dark, or as the device has it.
pub fn show_theme(theme: Theme) {
    let Some(root) = document().document_element() else { return };
    let _ = match theme {
        Theme::Device => root.remove_attribute("data-theme"),
        Theme::Light | Theme::Dark => root.set_attribute("data-theme", theme.word()),
    };
}

/// "Saved", always in view.
#[component]
pub fn KeptSign() -> impl IntoView {
    let app = App::expect();
    view! {
        <span class="kept" class:not-kept=move || matches!(app.kept(), Kept::NotSaved(_))
            title=move || app.lang().keep_saved_here()>
            {move || match app.kept() {
                Kept::Saved => app.lang().keep_saved(),
                Kept::Waiting => app.lang().keep_waiting(),
                Kept::NotSaved(_) => app.lang().keep_not_saved(),
            }}
        </span>
    }
}

/// What went wrong with keeping, and the ways out.
#[component]
pub fn KeptBanner() -> impl IntoView {
    let app = App::expect();
    let words = move |error: &SaveError, lang: Lang| match error {
        SaveError::Store(StoreError::Full) => lang.keep_full(),
        SaveError::Store(StoreError::Disabled) => lang.keep_disabled(),
        SaveError::ChangedElsewhere => lang.keep_elsewhere(),
        SaveError::Newer => lang.keep_newer(),
        SaveError::Store(StoreError::Failed(_)) | SaveError::NotKept => lang.keep_failed(),
    };
    move || {
        let Kept::NotSaved(error) = app.kept() else { return None };
        app.is_open().then(|| {
            view! {
                <div class="banner" role="alert">
                    <p>{words(&error, app.lang())}</p>
                    <div class="row">
                        <button class="btn primary" type="button" on:click=move |_| app.download_workspace(Contents::Everything)>
                            {app.lang().keep_download()}
                        </button>
                        <button class="btn" type="button" on:click=move |_| app.save_now()>{app.lang().keep_try_again()}</button>
                    </div>
                </div>
            }
        })
    }
}
