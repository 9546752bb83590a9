//! Locks between the tabs of one browser (Web Locks).

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::{Closure, wasm_bindgen};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

#[wasm_bindgen]
extern "C" {
    type LockManager;

    #[wasm_bindgen(method, catch)]
    fn request(this: &LockManager, name: &str, options: &JsValue, callback: &JsValue) -> Result<Promise, JsValue>;
}

/// A lock that no other tab has while this lives; also given back when the tab closes.
#[derive(Debug)]
pub struct Held {
    give_back: Option<Function>,
}

impl Drop for Held {
    fn drop(&mut self) {
        if let Some(give_back) = &self.give_back {
            let _ = give_back.call0(&JsValue::NULL);
        }
    }
}

/// This browser has no locks, or none for this page: it was not served securely, say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoLocks;

impl From<JsValue> for NoLocks {
    fn from(_: JsValue) -> NoLocks {
        NoLocks
    }
}

/// Takes a lock as soon as it is free.
pub async fn wait_for(name: &str) -> Result<Held, NoLocks> {
    request(name, false).await?.ok_or(NoLocks)
}

/// Takes a lock if it is free now.
pub async fn try_take(name: &str) -> Result<Option<Held>, NoLocks> {
    request(name, true).await
}

async fn request(name: &str, if_available: bool) -> Result<Option<Held>, NoLocks> {
    let navigator = web_sys::window().ok_or(NoLocks)?.navigator();
    let manager = Reflect::get(&navigator, &"locks".into())?;
    if manager.is_undefined() {
        return Err(NoLocks);
    }
    let manager: LockManager = manager.unchecked_into();
    let options = Object::new();
    Reflect::set(&options, &"ifAvailable".into(), &if_available.into())?;
    // The lock is held until this promise is kept.
    let mut give_back = None;
    let held = Promise::new(&mut |keep, _| give_back = Some(keep));
    let granted = Promise::new(&mut |granted, refused| {
        let held = held.clone();
        let on_lock = Closure::once_into_js(move |lock: JsValue| {
            let _ = granted.call1(&JsValue::NULL, &lock);
            if lock.is_null() { JsValue::NULL } else { held.into() }
        });
        let asked = manager.request(name, &options, &on_lock);
        spawn_local(async move {
            let done = match asked {
                Ok(done) => JsFuture::from(done).await,
                Err(error) => Err(error),
            };
            if let Err(error) = done {
                let _ = refused.call1(&JsValue::NULL, &error);
            }
        });
    });
    let lock = JsFuture::from(granted).await?;
    Ok((!lock.is_null()).then_some(Held { give_back }))
}
