//! What touches the browser: its storage and its files.

#![cfg(target_arch = "wasm32")]

use kapocs::cluster::School;
use kapocs::storage::browser::{BrowserStore, fresh_replica, now};
use kapocs::storage::idb;
use kapocs::storage::snapshots::{Cause, LAST, Snapshot};
use kapocs::storage::{KeyValue, SaveError, Shelf, StoreError, files};
use kapocs::workspace::{Book, ReplicaId, Workspace};
use std::sync::Arc;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

fn book(id: &str, schools: usize) -> Book {
    let mut workspace = Workspace { id: id.into(), ..Workspace::default() };
    for n in 0..schools {
        let school = School { name: format!("Őrségi Iskola {n}"), ..School::default() };
        workspace.schools.insert(format!("s{n}"), Arc::new(school));
    }
    Book::new(workspace, fresh_replica(), now())
}

#[wasm_bindgen_test]
fn the_store_keeps_texts() {
    let store = BrowserStore;
    let text = "Tölgyfő \u{801f}\u{20}\u{7fff}";
    store.set("test/a", text).unwrap();
    assert_eq!(store.get("test/a"), Ok(Some(text.into())));
    assert_eq!(store.size("test/a"), Ok(text.encode_utf16().count()));
    assert!(store.keys().unwrap().contains(&"test/a".into()));
    store.remove("test/a").unwrap();
    assert_eq!(store.get("test/a"), Ok(None));
    assert_eq!(store.size("test/a"), Ok(0));
}

#[wasm_bindgen_test]
fn a_workspace_is_kept_by_the_browser() {
    let book = book("web-kept", 100);
    let mut shelf = Shelf::open(BrowserStore).unwrap();
    shelf.save(&book, now()).unwrap();
    let loaded = Shelf::open(BrowserStore).unwrap().load("web-kept", fresh_replica(), now()).unwrap();
    assert!(!loaded.torn);
    assert_eq!(loaded.book.workspace(), book.workspace());
    assert_eq!(loaded.book.history(), book.history());
    shelf.remove("web-kept").unwrap();
    assert_eq!(shelf.list().unwrap(), []);
}

#[wasm_bindgen_test]
fn a_full_browser_is_reported_and_keeps_what_was_saved() {
    let store = BrowserStore;
    let mut book = book("web-full", 10);
    let mut shelf = Shelf::open(BrowserStore).unwrap();
    shelf.save(&book, now()).unwrap();
    let filler = "x".repeat(100_000);
    let filled = (0..200).take_while(|n| store.set(&format!("test/fill{n}"), &filler).is_ok()).count();
    assert!((20..200).contains(&filled), "{filled} × 100 000");
    assert_eq!(store.set("test/more", &filler), Err(StoreError::Full));

    book.edit(now(), |w| Arc::make_mut(&mut w.cluster).goals = "x".repeat(400_000));
    assert_eq!(shelf.save(&book, now()), Err(SaveError::Store(StoreError::Full)));
    let loaded = Shelf::open(BrowserStore).unwrap().load("web-full", ReplicaId(1), now()).unwrap();
    assert_eq!(loaded.book.workspace().cluster.goals, "");

    for n in 0..filled {
        store.remove(&format!("test/fill{n}")).unwrap();
    }
    shelf.save(&book, now()).unwrap();
    shelf.remove("web-full").unwrap();
}

#[wasm_bindgen_test]
async fn a_file_is_read_unless_it_is_too_large() {
    let parts = js_sys::Array::of1(&"Őrség".into());
    let file = web_sys::File::new_with_str_sequence(&parts, "a.kapocs.json").unwrap();
    assert_eq!(files::read(&file, 100).await.unwrap(), Some("Őrség".as_bytes().to_vec()));
    assert_eq!(files::read(&file, 3).await.unwrap(), None);
}

#[wasm_bindgen_test]
async fn earlier_versions_are_kept_and_let_go_by_the_browser() {
    let day = jiff::civil::date(2022, 1, 3);
    let version = |workspace: &str, at| Snapshot {
        workspace: workspace.into(),
        at,
        day,
        cause: Cause::File,
        size: 3,
        sum: at.to_string(),
    };
    idb::keep(Vec::new(), version("web-other", 1), b"other").await.unwrap();
    for at in 1..=15 {
        let kept = idb::list("web-versions").await.unwrap();
        idb::keep(kept, version("web-versions", at), format!("v{at}").as_bytes()).await.unwrap();
    }
    let kept = idb::list("web-versions").await.unwrap();
    // The last ones, and the first of the week.
    assert_eq!(kept.len(), LAST + 1);
    assert_eq!(kept[0], version("web-versions", 15));
    assert_eq!(idb::text(&kept[0]).await, Ok(Some(b"v15".to_vec())));
    assert_eq!(idb::text(&version("web-versions", 3)).await, Ok(None));
    idb::remove(&kept[0]).await.unwrap();
    assert_eq!(idb::list("web-versions").await.unwrap(), kept[1..]);
    idb::remove_all("web-versions").await.unwrap();
    assert_eq!(idb::list("web-versions").await, Ok(Vec::new()));
    assert_eq!(idb::text(&kept[1]).await, Ok(None));
    assert_eq!(idb::list("web-other").await.unwrap(), [version("web-other", 1)]);
    idb::remove_all("web-other").await.unwrap();
}

#[wasm_bindgen_test]
fn two_copies_never_share_an_id() {
    assert_ne!(fresh_replica(), fresh_replica());
}
