//! What schools offer each other: the catalogue with hints and wishes, a practice's
//! sheet, and the TeachMeet view.

use crate::ui::route::Route;
use leptos::prelude::*;

/// The page of an address of the practices'.
pub fn page(_route: &Route) -> AnyView {
    ().into_any()
}
