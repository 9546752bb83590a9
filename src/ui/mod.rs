//! What people see: state and pages. It decides nothing.

use leptos::prelude::*;

/// Puts the app into the page.
pub fn mount() {
    leptos::mount::mount_to_body(|| view! { <p>{crate::i18n::Lang::En.app_name()}</p> });
}
