//! Earlier versions of the workspace, kept by this browser, and the reminder of saving a
//! file. Only the watch for a day's first change is here from the start; the rest
//! arrives with the pages.

mod keep;
mod page;
mod reminder;

pub use keep::{forget, keep};
pub use page::VersionsPage;
pub use reminder::Reminder;

use super::arrival::{self, Missing};
use super::keeping::today;
use super::state::App;
use crate::storage::snapshots::Cause;
use jiff::civil::Date;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Which workspace has had its version of which day, and that more versions are kept.
#[derive(Clone, Copy)]
pub struct Versions {
    day: StoredValue<Option<(String, Date)>>,
    kept: Trigger,
}

impl Versions {
    pub fn new() -> Versions {
        Versions { day: StoredValue::new(None), kept: Trigger::new() }
    }
}

impl App {
    /// Keeps the state before a change, if one is due. To be called before the change.
    pub fn before_change(self, cause: Cause) {
        let (today, Versions { day, .. }) = (today(), self.versions());
        let before = self.with_open_book(|book| {
            let workspace = book.workspace();
            let had = day.with_value(|day| day.as_ref().is_some_and(|(id, day)| (id, *day) == (&workspace.id, today)));
            let due = !workspace.is_blank() && (cause != Cause::Day || !had);
            due.then(|| book.clone())
        });
        let Some(before) = before.flatten() else { return };
        day.set_value(Some((before.workspace().id.clone(), today)));
        spawn_local(async move {
            if let Err(Missing) = arrival::keep_version(self, before, cause).await {
                day.set_value(None);
            }
        });
    }

    /// Removes all earlier versions of a workspace from this browser.
    pub fn forget_versions(self, id: String) {
        self.versions().day.set_value(None);
        spawn_local(async move {
            if let Err(Missing) = arrival::forget_versions(id).await {
                self.tell(self.lang_untracked().part_missing().to_owned());
            }
        });
    }
}
