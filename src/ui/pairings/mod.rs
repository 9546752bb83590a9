//! What was accepted: its state, and when it takes place.

use crate::ui::matching::MatchingTabs;
use leptos::prelude::*;

#[component]
pub fn PairingsPage() -> impl IntoView {
    view! { <MatchingTabs/> }
}
