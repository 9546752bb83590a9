//! The page's side of the matcher, which finds the plan of one large network.

use super::errand::{self, BrokeDown, Heard};
use crate::matching::{Assignment, Instance, assignment_from_numbers};
use js_sys::{Array, Uint32Array};
use leptos::wasm_bindgen::JsCast as _;
use leptos::wasm_bindgen::prelude::*;

/// The best assignment. `go_on` is told how many pairings are found and how many there can
/// be at most; `Ok(None)` if it says to stop.
pub async fn solve(
    instance: &Instance,
    mut go_on: impl FnMut(usize, usize) -> bool + 'static,
) -> Result<Option<Assignment>, BrokeDown> {
    let message = Uint32Array::from(&instance.numbers()[..]);
    let number = |said: JsValue| said.as_f64().unwrap_or_default() as usize;
    errand::send("kapocs-matcher", message.into(), move |said| match said.dyn_into::<Uint32Array>() {
        Ok(assignment) => Heard::Answer(assignment_from_numbers(&assignment.to_vec())),
        Err(said) => {
            let far: Array = said.unchecked_into();
            if go_on(number(far.get(0)), number(far.get(1))) { Heard::More } else { Heard::Enough }
        }
    })
    .await
}
