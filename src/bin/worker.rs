//! The heavy half, in a web worker: survey files in, scores out.

#[cfg(target_arch = "wasm32")]
fn main() {
    use js_sys::{Array, Uint8Array};
    use kapocs::work::{Answer, Desk, Request};
    use wasm_bindgen::prelude::*;
    use web_sys::{Blob, DedicatedWorkerGlobalScope, FileReaderSync, MessageEvent};

    console_error_panic_hook::set_once();
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let answers = scope.clone();
    let mut desk = Desk::default();
    // A message is [request as JSON, file number, blob] or [request as JSON].
    let serve = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let message: Array = event.data().unchecked_into();
        let Some(request) = message.get(0).as_string().and_then(|text| serde_json::from_str::<Request>(&text).ok())
        else {
            return;
        };
        if let (Request::Read { file, .. }, Ok(blob)) = (&request, message.get(1).dyn_into::<Blob>()) {
            let bytes = FileReaderSync::new().and_then(|reader| reader.read_as_array_buffer(&blob));
            let bytes = bytes.map(|buffer| Uint8Array::new(&buffer).to_vec()).unwrap_or_default();
            desk.put(*file, bytes);
        }
        desk.serve(request, &mut |answer: Answer| {
            let Ok(text) = serde_json::to_string(&answer) else { return };
            let message = Array::of1(&text.into());
            if let Answer::Workbook { bytes: Some(bytes) } = &answer {
                message.push(&Uint8Array::from(&bytes[..]));
            }
            let _ = answers.post_message(&message);
        });
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
