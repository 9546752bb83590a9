//! The browser's half: its local storage, its clock and its chance.

use super::{KeyValue, StoreError};
use crate::workspace::ReplicaId;
use gloo_storage::{LocalStorage, Storage as _};
use js_sys::{JsString, Object, Reflect};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DomException, Storage};

/// The time, in seconds since 1970 (UTC).
pub fn now() -> i64 {
    (js_sys::Date::now() / 1000.0) as i64
}

/// An id that no other record has, on any machine; later ones sort after earlier ones.
pub fn fresh_id() -> String {
    uuid::Uuid::now_v7().to_string()
}

/// An id that no other copy has, from the browser's own source of chance.
pub fn fresh_replica() -> ReplicaId {
    let random = uuid::Uuid::now_v7().as_u64_pair().1;
    ReplicaId(random)
}

/// The page's local storage.
#[derive(Clone, Copy, Debug, Default)]
pub struct BrowserStore;

impl BrowserStore {
    /// Asking for it throws where the browser forbids it, so it is asked for with
    /// care before gloo, which does not expect that, takes it.
    fn raw() -> Result<Storage, StoreError> {
        let window = web_sys::window().ok_or(StoreError::Disabled)?;
        match window.local_storage() {
            Ok(Some(_)) => Ok(LocalStorage::raw()),
            _ => Err(StoreError::Disabled),
        }
    }
}

fn store_error(error: JsValue) -> StoreError {
    match error.dyn_ref::<DomException>() {
        Some(e) if matches!(e.name().as_str(), "QuotaExceededError" | "NS_ERROR_DOM_QUOTA_REACHED") => StoreError::Full,
        Some(e) if e.name() == "SecurityError" => StoreError::Disabled,
        Some(e) => StoreError::Failed(e.name()),
        None => StoreError::Failed(String::new()),
    }
}

impl KeyValue for BrowserStore {
    fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        BrowserStore::raw()?.get_item(key).map_err(store_error)
    }

    fn set(&self, key: &str, value: &str) -> Result<(), StoreError> {
        BrowserStore::raw()?.set_item(key, value).map_err(store_error)
    }

    fn remove(&self, key: &str) -> Result<(), StoreError> {
        BrowserStore::raw()?.remove_item(key).map_err(store_error)
    }

    fn keys(&self) -> Result<Vec<String>, StoreError> {
        // All in one call, as a large workspace has hundreds; no key of ours has the separator.
        let keys = Object::keys(&Object::from(BrowserStore::raw()?)).join("\0");
        Ok(String::from(keys).split('\0').filter(|key| !key.is_empty()).map(str::to_owned).collect())
    }

    /// Without copying the value out of the browser.
    fn size(&self, key: &str) -> Result<usize, StoreError> {
        let value = Reflect::get(&BrowserStore::raw()?.into(), &JsValue::from_str(key)).map_err(store_error)?;
        Ok(value.dyn_ref::<JsString>().map_or(0, |text| text.length() as usize))
    }
}

/// Asks the browser not to clear the storage by itself when the disk runs low.
/// `false` if it will not promise, which is no failure.
pub async fn ask_to_persist() -> bool {
    let Some(window) = web_sys::window() else { return false };
    let storage = window.navigator().storage();
    // Missing where the page is not served securely, as from a file.
    if JsValue::from(&storage).is_undefined() {
        return false;
    }
    let Ok(promise) = storage.persist() else { return false };
    JsFuture::from(promise).await.is_ok_and(|granted| granted.is_truthy())
}
