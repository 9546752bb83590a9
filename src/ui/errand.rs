//! A worker that is sent for one thing and ends, so that the memory it took is free again.

use super::worker::address_of;
use js_sys::{Function, Promise};
use leptos::wasm_bindgen::JsCast as _;
use leptos::wasm_bindgen::prelude::*;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen_futures::JsFuture;
use web_sys::{MessageEvent, Worker, WorkerOptions, WorkerType};

/// The worker did not start or broke down: the device has too little memory, or the
/// network did not give it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BrokeDown;

/// What a word of the worker's is.
pub enum Heard<T> {
    Answer(T),
    /// How far it is, say.
    More,
    /// Nobody waits for the answer any more.
    Enough,
}

/// Sends a worker with a message. What it says comes to `hear`, until one is the answer;
/// `Ok(None)` if that was enough before.
pub async fn send<T: 'static>(
    worker: &str,
    message: JsValue,
    mut hear: impl FnMut(JsValue) -> Heard<T> + 'static,
) -> Result<Option<T>, BrokeDown> {
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    let address = address_of(worker).ok_or(BrokeDown)?;
    let worker = Worker::new_with_options(&address, &options).map_err(|_| BrokeDown)?;
    let answer = Rc::new(RefCell::new(None));
    let mut ways = None;
    let over = Promise::new(&mut |resolve, reject| ways = Some((resolve, reject)));
    let (resolve, reject) = ways.ok_or(BrokeDown)?;
    let end = |way: &Function| drop(way.call0(&JsValue::NULL));
    let heard = {
        let (asked, answer) = (worker.clone(), answer.clone());
        Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            let said = event.data();
            if said.is_null() {
                // It listens now.
                let _ = asked.post_message(&message);
                return;
            }
            match hear(said) {
                Heard::More => {}
                Heard::Enough => end(&resolve),
                Heard::Answer(said) => {
                    answer.replace(Some(said));
                    end(&resolve);
                }
            }
        })
    };
    let failed = Closure::<dyn FnMut(web_sys::Event)>::new(move |_: web_sys::Event| end(&reject));
    worker.set_onmessage(Some(heard.as_ref().unchecked_ref()));
    worker.set_onerror(Some(failed.as_ref().unchecked_ref()));
    let over = JsFuture::from(over).await;
    worker.terminate();
    over.map_err(|_| BrokeDown)?;
    Ok(answer.take())
}
