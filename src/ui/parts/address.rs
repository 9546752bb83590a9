//! An address that people wrote: a link if it is safe to open, else the text itself.

use crate::cluster::link;
use leptos::prelude::*;

pub fn address(written: &str) -> AnyView {
    match link::safe(written) {
        Some(safe) => {
            let shown = written
                .trim()
                .trim_start_matches("https://")
                .trim_start_matches("http://")
                .trim_end_matches('/')
                .to_owned();
            view! { <a href=safe.to_owned() rel="noopener noreferrer" target="_blank">{shown}</a> }.into_any()
        }
        None => written.to_owned().into_any(),
    }
}
