//! The state of the page: the open workspace, the language, where we are.

use super::arrival;
use super::keeping::{Keeping, show_theme};
use super::link::Link;
use super::route::Route;
use super::tabs;
use super::versions::Versions;
use crate::cluster::SchoolId;
use crate::i18n::Lang;
use crate::message::Message;
use crate::storage::browser::{BrowserStore, fresh_replica, now};
use crate::storage::settings::Settings;
use crate::storage::snapshots::Cause;
use crate::workspace::{Book, Bundle, Conflict, FieldId, ReplicaId, StepNumber, Who, Workspace};
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::Value;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

/// A way through the steps that were done here.
#[derive(Clone, Copy, Debug)]
pub enum Walk {
    Back,
    On,
}

/// The handle that every page gets with [`App::expect`].
#[derive(Clone, Copy)]
pub struct App {
    lang: RwSignal<Lang>,
    route: RwSignal<Route>,
    book: RwSignal<Option<Book>>,
    /// What the pages read: the workspace of `book`, empty when none is open.
    workspace: RwSignal<Arc<Workspace>>,
    conflicts: Memo<Vec<Conflict>>,
    message: RwSignal<Option<Message>>,
    who: RwSignal<Who>,
    /// A kept workspace is on its way.
    opening: RwSignal<bool>,
    keeping: Keeping,
    versions: Versions,
    link: Link,
}

impl App {
    /// Builds the state from what the browser remembers and puts it into context.
    pub fn provide() -> App {
        let book = RwSignal::new(None::<Book>);
        let app = App {
            lang: RwSignal::new(Settings(&BrowserStore).language().unwrap_or_else(browser_language)),
            route: RwSignal::new(Route::from_hash(&window().location().hash().unwrap_or_default())),
            book,
            conflicts: Memo::new(move |_| {
                book.with(|book| book.as_ref().map(|book| book.history().conflicts()).unwrap_or_default())
            }),
            workspace: RwSignal::new(Arc::default()),
            message: RwSignal::new(None),
            who: RwSignal::new(Who::default()),
            opening: RwSignal::new(false),
            keeping: Keeping::new(),
            versions: Versions::new(),
            link: Link::new(),
        };
        show_theme(Settings(&BrowserStore).theme());
        app.open_last();
        app.keeping.save_on_leaving(app);
        tabs::listen(app);
        app.link.listen(app);
        let hash = window_event_listener(ev::hashchange, move |_| {
            app.arrive(Route::from_hash(&window().location().hash().unwrap_or_default()));
        });
        let keys = window_event_listener(ev::keydown, move |event| app.on_key(&event));
        on_cleanup(move || {
            hash.remove();
            keys.remove();
        });
        Effect::new(move || {
            if let Some(root) = document().document_element() {
                let _ = root.set_attribute("lang", app.lang.get().tag());
            }
        });
        provide_context(app);
        app
    }

    pub fn expect() -> App {
        expect_context()
    }

    /// The language; reading it tracks.
    pub fn lang(self) -> Lang {
        self.lang.get()
    }

    pub fn lang_untracked(self) -> Lang {
        self.lang.get_untracked()
    }

    /// Switches the language here and now, and for the next visit.
    pub fn set_lang(self, lang: Lang) {
        self.lang.set(lang);
        Settings(&BrowserStore).set_language(lang);
    }

    /// What the address shows; reading it tracks.
    pub fn route(self) -> Route {
        self.route.get()
    }

    /// Goes there at once: the browser tells of the new address only when it has drawn once more.
    pub fn go(self, route: &Route) {
        if window().location().set_hash(&route.href()).is_ok() {
            self.arrive(route.clone());
        }
    }

    fn arrive(self, route: Route) {
        if self.route.with_untracked(|here| *here != route) {
            self.route.set(route);
            self.keep_message_if(|message| message.stays_after_leaving(clock()));
        }
    }

    /// Whether a kept workspace is on its way.
    pub fn is_opening(self) -> RwSignal<bool> {
        self.opening
    }

    pub fn is_open(self) -> bool {
        self.book.with(Option::is_some)
    }

    pub fn is_open_untracked(self) -> bool {
        self.book.with_untracked(Option::is_some)
    }

    /// The open workspace; reading it tracks.
    pub fn workspace(self) -> Arc<Workspace> {
        self.workspace.get()
    }

    pub fn workspace_untracked(self) -> Arc<Workspace> {
        self.workspace.get_untracked()
    }

    /// A value from the workspace that changes only when it really differs.
    pub fn read<T: PartialEq + Send + Sync + 'static>(
        self,
        read: impl Fn(&Workspace) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        Memo::new(move |_| self.workspace.with(|workspace| read(workspace)))
    }

    /// Makes a book the open one.
    pub fn show(self, mut book: Book) {
        self.keeping.bring_writer();
        self.keeping.save_if_waiting(self);
        let id = book.workspace().id.clone();
        let who = Settings(&BrowserStore).who(&id);
        book.set_who(who.clone());
        self.who.set(who);
        self.message.set(None);
        Settings(&BrowserStore).set_open_workspace(Some(&id));
        self.workspace.set(book.workspace().clone());
        self.book.set(Some(book));
    }

    /// Opens nothing any more; the workspace stays where it is kept.
    pub fn close(self) {
        self.keeping.save_if_waiting(self);
        Settings(&BrowserStore).set_open_workspace(None);
        self.message.set(None);
        self.book.set(None);
        self.workspace.set(Arc::default());
    }

    /// The school that works in this browser; empty for none. Reading it tracks.
    pub fn school_here(self) -> SchoolId {
        self.who.with(|who| who.school.clone())
    }

    /// The name of whoever sits here, if they said it. Reading it tracks.
    pub fn name_here(self) -> String {
        self.who.with(|who| who.name.clone())
    }

    pub fn set_who(self, who: Who) {
        self.book.update(|book| {
            if let Some(book) = book {
                book.set_who(who.clone());
            }
        });
        self.who.set(who);
    }

    /// Looks into the open book; `None` when none is open.
    pub fn with_open_book<T>(self, look: impl FnOnce(&Book) -> T) -> Option<T> {
        self.book.with_untracked(|book| book.as_ref().map(look))
    }

    /// The one door: changes the workspace as one undoable step. `false` if
    /// nothing is different after.
    pub fn edit(self, change: impl FnOnce(&mut Workspace)) -> bool {
        self.with_book(|book| book.edit(now(), change))
    }

    /// As [`App::edit`], with a word about it that offers to undo.
    pub fn edit_and_tell(self, text: String, change: impl FnOnce(&mut Workspace)) {
        if self.edit(change) {
            self.tell_with_undo(text, true);
        }
    }

    pub fn undo(self) {
        self.walk(Walk::Back);
    }

    pub fn redo(self) {
        self.walk(Walk::On);
    }

    fn walk(self, walk: Walk) {
        spawn_local(async move {
            if arrival::walk(self, walk).await.is_err() {
                self.tell(self.lang_untracked().part_missing().to_owned());
            }
        });
    }

    /// As [`App::undo`] and [`App::redo`], where the pages are there already.
    pub(super) fn walk_here(self, walk: Walk) {
        let lang = self.lang_untracked();
        let (walked, word) = match walk {
            Walk::Back => (self.with_book(|book| book.undo(now())), lang.undone()),
            Walk::On => (self.with_book(|book| book.redo(now())), lang.redone()),
        };
        if walked {
            self.tell(word.to_owned());
        }
    }

    pub fn can_undo(self) -> bool {
        self.book.with(|book| book.as_ref().is_some_and(Book::can_undo))
    }

    pub fn can_redo(self) -> bool {
        self.book.with(|book| book.as_ref().is_some_and(Book::can_redo))
    }

    /// As [`App::tell`]; offers to undo the last edit if there was one.
    pub fn tell_with_undo(self, text: String, undo: bool) {
        let step = if undo { self.last_step() } else { None };
        self.message.set(Some(Message::new(text, step, clock())));
    }

    pub fn tell(self, text: String) {
        self.tell_with_undo(text, false);
    }

    pub fn message(self) -> RwSignal<Option<Message>> {
        self.message
    }

    /// Takes back what the message tells of.
    pub fn undo_told(self) {
        if self.message.with_untracked(|message| message.as_ref().is_some_and(|m| m.undo().is_some())) {
            self.undo();
        }
    }

    fn last_step(self) -> Option<StepNumber> {
        self.with_open_book(Book::last_step).flatten()
    }

    /// Takes the message away if it does not stay; else nothing is drawn or said anew.
    fn keep_message_if(self, stays: impl FnOnce(&mut Message) -> bool) {
        self.message.maybe_update(|message| {
            let goes = message.as_mut().is_some_and(|message| !stays(message));
            if goes {
                *message = None;
            }
            goes
        });
    }

    fn with_book(self, change: impl FnOnce(&mut Book) -> bool) -> bool {
        self.before_change(Cause::Day);
        let changed = self.book.try_update(|book| book.as_mut().is_some_and(change)).unwrap_or_default();
        if changed {
            let last = self.last_step();
            self.keep_message_if(|message| message.stays_beside(last));
            self.show_now();
            self.save_soon();
        }
        changed
    }

    fn show_now(self) {
        if let Some(now) = self.with_open_book(|book| book.workspace().clone()) {
            self.workspace.set(now);
        }
    }

    pub fn keeping(self) -> Keeping {
        self.keeping
    }

    pub fn versions(self) -> Versions {
        self.versions
    }

    pub fn link(self) -> Link {
        self.link
    }

    /// Takes in what a file of this cluster holds; fields and whole records in `keep` stay as they
    /// are here.
    pub fn merge(self, theirs: &Bundle, keep: &BTreeSet<FieldId>) -> bool {
        self.before_change(Cause::File);
        self.with_replica_watched(|| self.with_book(|book| book.import(theirs, keep, fresh_replica(), now())))
    }

    /// Takes in what others wrote into the linked file; it is no step of ours to undo.
    /// `false` if nothing looks different after.
    pub(super) fn take_from_link(self, theirs: &Bundle) -> bool {
        let (replicas, seen) = (theirs.history.replicas(), theirs.history.seen());
        let known = self.with_open_book(|book| book.history().has_seen_all(replicas, seen)).unwrap_or_default();
        // What this tab wrote there itself is no reason for a version to go back to.
        if !known {
            self.before_change(Cause::File);
        }
        let before = self.workspace_untracked();
        let take = |book: &mut Book| book.sync(theirs, fresh_replica());
        self.with_replica_watched(|| self.with_book(take)) && before != self.workspace_untracked()
    }

    /// Takes in what another tab saved.
    pub(super) fn catch_up_with(self, saved: Book) {
        self.with_replica_watched(|| {
            self.book.update(|book| {
                if let Some(book) = book {
                    book.catch_up(saved, fresh_replica());
                }
            });
            true
        });
        self.show_now();
    }

    /// If the book takes another id, since somebody else writes under its own, so does
    /// whoever sits here next.
    fn with_replica_watched(self, change: impl FnOnce() -> bool) -> bool {
        let replica = || self.with_open_book(|book| book.author().replica);
        let before = replica();
        let changed = change();
        if let Some(now) = replica().filter(|now| before != Some(*now)) {
            self.give_up_seat(now);
        }
        changed
    }

    /// Stamps from now on as this replica.
    pub(super) fn write_as(self, replica: ReplicaId) {
        self.book.update_untracked(|book| {
            if let Some(book) = book {
                book.set_replica(replica);
            }
        });
    }

    /// Writes the values of an earlier version, as one undoable step.
    pub fn restore(self, earlier: &Workspace) -> bool {
        self.before_change(Cause::Restore);
        self.with_book(|book| book.restore(earlier, now()))
    }

    /// What people still have to decide.
    pub fn conflicts(self) -> Memo<Vec<Conflict>> {
        self.conflicts
    }

    /// Decides a conflict: this value it is.
    pub fn settle(self, conflict: &FieldId, value: Value) {
        if self.with_book(|book| book.settle(conflict, value, now())) {
            self.tell_with_undo(self.lang_untracked().decide_decided().to_owned(), true);
        } else {
            self.tell(self.lang_untracked().decide_unfit().to_owned());
        }
    }

    /// Ctrl+Z and Ctrl+Shift+Z (or Ctrl+Y) over everything; a field with
    /// something typed but not yet kept undoes its own typing first.
    fn on_key(self, event: &web_sys::KeyboardEvent) {
        if !(event.ctrl_key() || event.meta_key()) || event.alt_key() {
            return;
        }
        let typing = document().active_element().is_some_and(|e| e.get_attribute("data-typing").is_some());
        if typing {
            return;
        }
        match (event.key().to_lowercase().as_str(), event.shift_key()) {
            ("z", false) => self.undo(),
            ("z", true) | ("y", false) => self.redo(),
            _ => return,
        }
        event.prevent_default();
    }
}

/// The time, for comparing.
fn clock() -> Duration {
    Duration::from_millis(js_sys::Date::now() as u64)
}

/// Hungarian if the browser asks for it, else English.
fn browser_language() -> Lang {
    window().navigator().language().map(|tag| Lang::from_tag(&tag)).unwrap_or_default()
}
