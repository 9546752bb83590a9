//! Locks and opens files in a web worker: as slow as it must be, and not in the page.

#[cfg(target_arch = "wasm32")]
fn main() {
    use js_sys::{Array, Uint8Array};
    use kapocs::locking::Request;
    use wasm_bindgen::prelude::*;
    use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

    console_error_panic_hook::set_once();
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let answers = scope.clone();
    // A message is [request as JSON, bytes], and so is the answer.
    let serve = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let message: Array = event.data().unchecked_into();
        let request = message.get(0).as_string().and_then(|text| serde_json::from_str::<Request>(&text).ok());
        let (Some(request), Ok(bytes)) = (request, message.get(1).dyn_into::<Uint8Array>()) else { return };
        let (answer, bytes) = request.serve(&bytes.to_vec());
        let Ok(text) = serde_json::to_string(&answer) else { return };
        let _ = answers.post_message(&Array::of2(&text.into(), &Uint8Array::from(&bytes[..])));
    });
    scope.set_onmessage(Some(serve.as_ref().unchecked_ref()));
    serve.forget();
    // Messages sent before this moment were lost: the page waits for this one.
    let _ = scope.post_message(&JsValue::NULL);
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("This is the browser's worker. `kapocs --help` is the command.");
    std::process::exit(2);
}
