//! Keeping versions and letting them go; a browser that keeps none is no failure.

use crate::storage::browser::now;
use crate::storage::idb::{self, NoVersions};
use crate::storage::snapshots::{Cause, Snapshot};
use crate::ui::App;
use crate::ui::keeping::today;
use crate::workspace::Book;
use crate::workspace::bundle::{self, Contents};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Keeps a state as a version, if one is due.
pub fn keep(app: App, book: Book, cause: Cause) {
    spawn_local(async move {
        // The list says that there is none.
        if let Ok(true) = keep_if_due(&book, cause).await {
            app.versions().kept.notify();
        }
    });
}

async fn keep_if_due(book: &Book, cause: Cause) -> Result<bool, NoVersions> {
    let (at, workspace) = (now(), book.workspace());
    let kept = idb::list(&workspace.id).await?;
    let Some(snapshot) = Snapshot::due(&kept, workspace, cause, at, today()) else { return Ok(false) };
    let text = bundle::write(book, Contents::Everything, at);
    idb::keep(kept, Snapshot { size: text.len(), ..snapshot }, text.as_bytes()).await?;
    Ok(true)
}

/// Removes all versions of a workspace.
pub fn forget(id: String) {
    spawn_local(async move {
        // Where none are kept, none are left.
        let _ = idb::remove_all(&id).await;
    });
}
