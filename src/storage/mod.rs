//! What the browser keeps: workspaces in slots that survive a torn write, the
//! device's settings, files.
//!
//! Everything that decides is plain code over [`KeyValue`], a store of texts by
//! key, or over what is in [`snapshots`]; only `browser`, `files` and `idb` know the
//! browser.

#[cfg(target_arch = "wasm32")]
pub mod browser;
#[cfg(target_arch = "wasm32")]
pub mod files;
#[cfg(target_arch = "wasm32")]
pub mod idb;
#[cfg(target_arch = "wasm32")]
pub mod linked;
#[cfg(target_arch = "wasm32")]
pub mod locks;
mod packing;
pub mod reminder;
pub mod settings;
mod shelf;
mod slots;
pub mod snapshots;

pub use shelf::{Aside, Entry, EntryState, LoadError, Loaded, Saved, Shelf, USUAL_LIMIT, Usage};
pub use slots::SaveError;

/// Why the store did not do what it was asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// There is none, or the browser does not let the page use it.
    #[error("the browser's storage is switched off")]
    Disabled,
    /// What was to be written does not fit.
    #[error("the browser's storage is full")]
    Full,
    /// Anything else, in the store's own words.
    #[error("the browser's storage failed: {0}")]
    Failed(String),
}

/// A store of texts by key, as the browser has one. A failed write leaves the
/// earlier value or, at worst, a torn one: nothing above relies on more.
pub trait KeyValue {
    fn get(&self, key: &str) -> Result<Option<String>, StoreError>;
    fn set(&self, key: &str, value: &str) -> Result<(), StoreError>;
    fn remove(&self, key: &str) -> Result<(), StoreError>;
    fn keys(&self) -> Result<Vec<String>, StoreError>;

    /// The length of a value in UTF-16 code units, by which browsers measure;
    /// 0 where there is none.
    fn size(&self, key: &str) -> Result<usize, StoreError> {
        Ok(self.get(key)?.map_or(0, |value| value.encode_utf16().count()))
    }
}
