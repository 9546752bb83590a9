//! The page's side of the worker: started on first use, told what to do, stopped by
//! ending it.

use crate::work::{Answer, Request};
use js_sys::{Array, Uint8Array};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast as _;
use leptos::wasm_bindgen::prelude::*;
use web_sys::{Blob, MessageEvent, Worker, WorkerOptions, WorkerType};

type Listener<T> = Closure<dyn FnMut(T)>;

/// A worker that runs, with what listens to it.
struct Running {
    worker: Worker,
    /// Messages of before it listened; it says when it does.
    waiting: Option<Vec<Array>>,
    _listeners: (Listener<MessageEvent>, Listener<web_sys::Event>),
}

/// Gives work to the worker. Answers come to `on_answer`; if the worker breaks down,
/// `on_failure` is called and the next request starts a new one.
#[derive(Clone, Copy)]
pub struct Helper {
    running: StoredValue<Option<Running>, LocalStorage>,
    on_answer: Callback<Answer>,
    on_failure: Callback<()>,
}

impl Helper {
    pub fn new(on_answer: Callback<Answer>, on_failure: Callback<()>) -> Helper {
        let helper = Helper { running: StoredValue::new_local(None), on_answer, on_failure };
        on_cleanup(move || helper.stop());
        helper
    }

    /// Sends a request, with a file's bytes where it needs them.
    pub fn ask(self, request: &Request, bytes: Option<&Blob>) {
        let Ok(text) = serde_json::to_string(request) else { return };
        let message = Array::of1(&text.into());
        if let Some(bytes) = bytes {
            message.push(bytes);
        }
        if self.running.with_value(Option::is_none) {
            self.start();
        }
        self.running.update_value(|running| match running {
            Some(Running { waiting: Some(waiting), .. }) => waiting.push(message),
            Some(running) => drop(running.worker.post_message(&message)),
            None => self.on_failure.run(()),
        });
    }

    /// Ends the worker, whatever it is doing; it forgets its files.
    pub fn stop(self) {
        if let Some(Some(running)) = self.running.try_update_value(Option::take) {
            running.worker.terminate();
        }
    }

    fn start(self) {
        let Some(address) = address_of("kapocs-worker") else { return };
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let Ok(worker) = Worker::new_with_options(&address, &options) else { return };
        let heard = Closure::new(move |event: MessageEvent| self.hear(&event));
        let failed = Closure::new(move |_: web_sys::Event| {
            self.stop();
            self.on_failure.run(());
        });
        worker.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        worker.set_onerror(Some(failed.as_ref().unchecked_ref()));
        let running = Running { worker, waiting: Some(Vec::new()), _listeners: (heard, failed) };
        self.running.set_value(Some(running));
    }

    fn hear(self, event: &MessageEvent) {
        let Ok(message) = event.data().dyn_into::<Array>() else {
            // It listens now.
            self.running.update_value(|running| {
                if let Some(Running { worker, waiting, .. }) = running {
                    for message in waiting.take().unwrap_or_default() {
                        let _ = worker.post_message(&message);
                    }
                }
            });
            return;
        };
        let answer = message.get(0).as_string().and_then(|text| serde_json::from_str(&text).ok());
        match answer {
            Some(Answer::Workbook { .. }) => {
                let bytes = message.get(1).dyn_into::<Uint8Array>().ok().map(|bytes| bytes.to_vec());
                self.on_answer.run(Answer::Workbook { bytes });
            }
            Some(answer) => self.on_answer.run(answer),
            None => {}
        }
    }
}

/// Where the build put a worker of this version.
pub(super) fn address_of(worker: &str) -> Option<String> {
    document().query_selector(&format!("meta[name={worker}]")).ok()??.get_attribute("content")
}
