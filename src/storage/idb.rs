//! The browser's half of keeping earlier versions: the database `kapocs`, with what is
//! known of each version in the store `snapshots` and its file in `texts`, both by
//! workspace and time.

use super::snapshots::{Snapshot, superfluous};
use idb::{Database, DatabaseEvent as _, Error, Factory, KeyRange, ObjectStoreParams, Transaction, TransactionMode};
use js_sys::{Array, JsString, Uint8Array};
use wasm_bindgen::{JsCast as _, JsValue};

const DATABASE: &str = "kapocs";
const VERSION: u32 = 1;
const SNAPSHOTS: &str = "snapshots";
const TEXTS: &str = "texts";

/// This browser keeps no earlier versions, or does not now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the browser's database does not answer")]
pub struct NoVersions;

impl From<Error> for NoVersions {
    fn from(_: Error) -> NoVersions {
        NoVersions
    }
}

/// An open database; closes when dropped, so that no other tab waits for it.
struct Open(Database);

impl Drop for Open {
    fn drop(&mut self) {
        self.0.close();
    }
}

impl Open {
    async fn new() -> Result<Open, NoVersions> {
        let mut request = Factory::new()?.open(DATABASE, Some(VERSION))?;
        request.on_upgrade_needed(|event| {
            // What is not made here is missed below, as an error of its store.
            if let Ok(database) = event.database() {
                for store in [SNAPSHOTS, TEXTS] {
                    let _ = database.create_object_store(store, ObjectStoreParams::new());
                }
            }
        });
        Ok(Open(request.await?))
    }
}

/// What is kept of a workspace, the newest first.
pub async fn list(workspace: &str) -> Result<Vec<Snapshot>, NoVersions> {
    let open = Open::new().await?;
    let reading = open.0.transaction(&[SNAPSHOTS], TransactionMode::ReadOnly)?;
    let all = reading.object_store(SNAPSHOTS)?.get_all(Some(all_of(workspace)?.into()), None)?.await?;
    let texts = all.into_iter().filter_map(|value| value.as_string());
    let mut kept: Vec<Snapshot> = texts.filter_map(|text| serde_json::from_str(&text).ok()).collect();
    kept.sort_by_key(|one| std::cmp::Reverse(one.at));
    Ok(kept)
}

/// The file of a version; `None` if it is not kept any more.
pub async fn text(snapshot: &Snapshot) -> Result<Option<Vec<u8>>, NoVersions> {
    let open = Open::new().await?;
    let reading = open.0.transaction(&[TEXTS], TransactionMode::ReadOnly)?;
    let found = reading.object_store(TEXTS)?.get(key(snapshot))?.await?;
    Ok(found.and_then(|value| value.dyn_into::<Uint8Array>().ok()).map(|bytes| bytes.to_vec()))
}

/// Keeps a version and lets go of those that have had their time: both or nothing.
pub async fn keep(kept: Vec<Snapshot>, snapshot: Snapshot, text: &[u8]) -> Result<(), NoVersions> {
    let open = Open::new().await?;
    let writing = open.0.transaction(&[SNAPSHOTS, TEXTS], TransactionMode::ReadWrite)?;
    let (snapshots, texts) = (writing.object_store(SNAPSHOTS)?, writing.object_store(TEXTS)?);
    let about = serde_json::to_string(&snapshot).map_err(|_| NoVersions)?;
    snapshots.put(&JsValue::from_str(&about), Some(&key(&snapshot)))?;
    texts.put(&Uint8Array::from(text), Some(&key(&snapshot)))?;
    let all: Vec<Snapshot> = kept.into_iter().chain([snapshot]).collect();
    let gone = superfluous(&all);
    for one in all.iter().filter(|one| gone.contains(&one.at)) {
        snapshots.delete(key(one))?;
        texts.delete(key(one))?;
    }
    written(writing).await
}

/// Removes one version for good.
pub async fn remove(snapshot: &Snapshot) -> Result<(), NoVersions> {
    let key = key(snapshot);
    remove_range(KeyRange::only(&key)?).await
}

/// Removes all versions of a workspace for good.
pub async fn remove_all(workspace: &str) -> Result<(), NoVersions> {
    remove_range(all_of(workspace)?).await
}

async fn remove_range(range: KeyRange) -> Result<(), NoVersions> {
    let open = Open::new().await?;
    let writing = open.0.transaction(&[SNAPSHOTS, TEXTS], TransactionMode::ReadWrite)?;
    for store in [SNAPSHOTS, TEXTS] {
        writing.object_store(store)?.delete(range.clone())?;
    }
    written(writing).await
}

async fn written(writing: Transaction) -> Result<(), NoVersions> {
    if writing.await?.is_committed() { Ok(()) } else { Err(NoVersions) }
}

fn key(snapshot: &Snapshot) -> JsValue {
    Array::of2(&JsString::from(snapshot.workspace.as_str()), &JsValue::from_f64(snapshot.at as f64)).into()
}

/// The keys of a workspace: an array sorts after every number.
fn all_of(workspace: &str) -> Result<KeyRange, Error> {
    let id = JsValue::from_str(workspace);
    KeyRange::bound(&Array::of1(&id), &Array::of2(&id, &Array::new()), None, None)
}
