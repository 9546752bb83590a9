//! The page's side of the locker, which locks or opens one file.

pub use super::errand::BrokeDown;
use super::errand::{self, Heard};
use crate::locking::{Answer, Request};
use js_sys::{Array, Uint8Array};
use leptos::wasm_bindgen::JsCast as _;

/// Has these bytes locked or opened.
pub async fn ask(request: &Request, bytes: &[u8]) -> Result<(Answer, Vec<u8>), BrokeDown> {
    let text = serde_json::to_string(request).map_err(|_| BrokeDown)?;
    let message = Array::of2(&text.into(), &Uint8Array::from(bytes));
    let answer = errand::send("kapocs-locker", message.into(), |said| {
        said.dyn_into::<Array>().map_or(Heard::Enough, Heard::Answer)
    });
    let answer = answer.await?.ok_or(BrokeDown)?;
    let said = answer.get(0).as_string().and_then(|text| serde_json::from_str(&text).ok()).ok_or(BrokeDown)?;
    let bytes = answer.get(1).dyn_into::<Uint8Array>().map_err(|_| BrokeDown)?;
    Ok((said, bytes.to_vec()))
}
