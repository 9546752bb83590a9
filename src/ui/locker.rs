//! The page's side of the locker: a worker that locks or opens one file and ends, so
//! that the memory it took is free again.

use super::worker::address_of;
use crate::locking::{Answer, Request};
use js_sys::{Array, Promise, Uint8Array};
use leptos::wasm_bindgen::JsCast as _;
use leptos::wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{MessageEvent, Worker, WorkerOptions, WorkerType};

/// The worker did not start or broke down: the device has too little memory, or the
/// network did not give it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BrokeDown;

/// Has these bytes locked or opened.
pub async fn ask(request: &Request, bytes: &[u8]) -> Result<(Answer, Vec<u8>), BrokeDown> {
    let text = serde_json::to_string(request).map_err(|_| BrokeDown)?;
    let message = Array::of2(&text.into(), &Uint8Array::from(bytes));
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    let address = address_of("kapocs-locker").ok_or(BrokeDown)?;
    let worker = Worker::new_with_options(&address, &options).map_err(|_| BrokeDown)?;
    let mut listeners = None;
    let answered = Promise::new(&mut |resolve, reject| {
        let (asked, message) = (worker.clone(), message.clone());
        let heard = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            let _ = match event.data().dyn_into::<Array>() {
                Ok(answer) => resolve.call1(&JsValue::NULL, &answer),
                // It listens now.
                Err(_) => asked.post_message(&message).map(|()| JsValue::NULL),
            };
        });
        let failed = Closure::<dyn FnMut(web_sys::Event)>::new(move |_: web_sys::Event| {
            let _ = reject.call0(&JsValue::NULL);
        });
        worker.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        worker.set_onerror(Some(failed.as_ref().unchecked_ref()));
        listeners = Some((heard, failed));
    });
    let answer = JsFuture::from(answered).await;
    worker.terminate();
    let answer: Array = answer.ok().and_then(|answer| answer.dyn_into().ok()).ok_or(BrokeDown)?;
    let said = answer.get(0).as_string().and_then(|text| serde_json::from_str(&text).ok()).ok_or(BrokeDown)?;
    let bytes = answer.get(1).dyn_into::<Uint8Array>().map_err(|_| BrokeDown)?;
    Ok((said, bytes.to_vec()))
}
