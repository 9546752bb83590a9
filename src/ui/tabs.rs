//! Several tabs of one browser on the same workspace: each has a seat of its own, saves
//! under a lock, and takes in what another has saved as soon as the browser tells.

use super::arrival::{self, Missing};
use super::keeping::Kept;
use super::state::App;
use crate::storage::browser::{BrowserStore, fresh_replica, now};
use crate::storage::locks::{self, Held};
use crate::storage::settings::Settings;
use crate::storage::{LoadError, SaveError, Shelf};
use crate::workspace::Book;
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// More tabs than anybody opens.
const SEATS: u32 = 100;
/// Another tab may save again while this one takes in what it saved.
const TRIES: usize = 5;

/// This tab's place at the open workspace (see [`Shelf::seat`]).
#[derive(Debug)]
pub struct Seat {
    number: u32,
    _lock: Held,
}

/// Takes a seat at the workspace that was just opened and writes as its replica; with
/// `afresh`, as the one that the book has. Without locks, every opening is a replica.
pub fn sit_down(app: App, afresh: bool) {
    let keeping = app.keeping();
    keeping.seat().set_value(None);
    let id = app.workspace_untracked().id.clone();
    spawn_local(async move {
        let Some(seat) = free_seat(&id).await else { return };
        // What the tab saved that sat here before comes first.
        look(app).await;
        let Some(own) = app.with_open_book(|book| book.author().replica) else { return };
        if app.workspace_untracked().id != id {
            return;
        }
        let replica = keeping.with_shelf(|shelf| {
            if afresh {
                shelf.reseat(&id, seat.number, own);
            }
            shelf.seat(&id, seat.number, own)
        });
        app.write_as(replica.unwrap_or(own));
        keeping.seat().set_value(Some(seat));
        // Of a profile that was copied, while other tabs sat in its other seats.
        if app.with_open_book(Book::is_double).unwrap_or_default() {
            app.write_as(own);
            app.give_up_seat(own);
        }
    });
}

async fn free_seat(id: &str) -> Option<Seat> {
    for number in 0..SEATS {
        match locks::try_take(&format!("kapocs/seat/{id}/{number}")).await {
            Ok(Some(lock)) => return Some(Seat { number, _lock: lock }),
            Ok(None) => {}
            Err(locks::NoLocks) => return None,
        }
    }
    None
}

/// Saves the open workspace, together with what other tabs saved.
pub async fn save(app: App) {
    let keeping = app.keeping();
    let id = app.workspace_untracked().id.clone();
    let _lock = locks::wait_for(&format!("kapocs/save/{id}")).await;
    for _ in 0..TRIES {
        if app.workspace_untracked().id != id || keeping.save_here(app) != Err(SaveError::ChangedElsewhere) {
            return;
        }
        match arrival::catch_up(app).await {
            Ok(Ok(())) => {}
            Ok(Err(LoadError::Newer { .. })) => return keeping.set_kept(Kept::NotSaved(SaveError::Newer)),
            // It is kept aside, and all is saved anew.
            Ok(Err(error)) => app.tell(app.lang_untracked().load_error(&error)),
            Err(Missing) => break,
        }
    }
    keeping.set_kept(Kept::NotSaved(SaveError::ChangedElsewhere));
}

/// Takes in what another tab saved, if any did.
async fn look(app: App) {
    let id = app.workspace_untracked().id.clone();
    let newer = app.keeping().with_shelf(|shelf| shelf.is_newer(&id)).and_then(Result::ok);
    if app.is_open_untracked() && newer.unwrap_or_default() {
        save(app).await;
    }
}

/// Listens to what other tabs do.
pub fn listen(app: App) {
    let told = window_event_listener(ev::storage, move |event| match event.key() {
        _ if !app.is_open_untracked() => {}
        None => {
            app.tell(app.lang_untracked().keep_cleared().to_owned());
            app.save_now();
        }
        Some(key) => {
            let id = app.workspace_untracked().id.clone();
            if Shelf::<BrowserStore>::is_save_of(&id, &key) {
                spawn_local(look(app));
            } else if Settings::<BrowserStore>::is_of_who(&id, &key) {
                app.set_who(Settings(&BrowserStore).who(&id));
            }
        }
    });
    // A page that slept was told nothing.
    let woken = window_event_listener(ev::visibilitychange, move |_| {
        if document().visibility_state() == web_sys::VisibilityState::Visible {
            spawn_local(look(app));
        }
    });
    on_cleanup(move || {
        told.remove();
        woken.remove();
    });
}

impl App {
    /// Takes in what stands in the store, where catching up is there already.
    pub fn catch_up(self) -> Result<(), LoadError> {
        let id = self.workspace_untracked().id.clone();
        let stored = self.keeping().with_shelf(|shelf| shelf.load(&id, fresh_replica(), now()));
        match stored {
            Some(Ok(loaded)) => {
                self.catch_up_with(loaded.book);
                Ok(())
            }
            // Cleared: what is here is all there is.
            None | Some(Err(LoadError::Missing)) => Ok(()),
            Some(Err(error)) => Err(error),
        }
    }

    /// To be called before anything of the open workspace goes out as a file: stamps that the
    /// store does not know must not be given again after a reload.
    pub fn before_going_out(self) {
        if self.keeping().save_here(self).is_err() {
            self.give_up_seat(fresh_replica());
        }
    }

    /// Whoever sits here next is this replica.
    pub(super) fn give_up_seat(self, replica: crate::workspace::ReplicaId) {
        let id = self.workspace_untracked().id.clone();
        let number = self.keeping().seat().with_value(|seat| seat.as_ref().map(|seat| seat.number));
        if let Some(number) = number {
            self.keeping().with_shelf(|shelf| shelf.reseat(&id, number, replica));
        }
    }
}
