//! Matches a large network in a web worker: row of numbers in, row of numbers out.

#[cfg(target_arch = "wasm32")]
fn main() {
    use js_sys::{Array, Uint32Array};
    use kapocs::matching::{Instance, assignment_numbers};
    use wasm_bindgen::prelude::*;
    use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

    /// So many pairings from one word about progress to the next.
    const TOLD_EVERY: usize = 16;

    console_error_panic_hook::set_once();
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let answers = scope.clone();
    // A message is an instance in numbers; answers are [found, at most], then the assignment.
    let serve = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let row = event.data().dyn_into::<Uint32Array>().map(|row| row.to_vec());
        let Some(instance) = row.ok().and_then(|row| Instance::from_numbers(&row)) else { return };
        let assignment = instance.solve(&mut |found, most| {
            if found.is_multiple_of(TOLD_EVERY) {
                let _ = answers.post_message(&Array::of2(&(found as f64).into(), &(most as f64).into()));
            }
            true
        });
        let row = assignment_numbers(&assignment.unwrap_or_default());
        let _ = answers.post_message(&Uint32Array::from(&row[..]));
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
