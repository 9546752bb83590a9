//! What schools offer each other: the catalogue with hints and wishes, a practice's
//! sheet, and the TeachMeet view.

mod catalogue;
mod form;
mod hints;
mod list;
mod looking;
mod sheet;
mod teachmeet;
pub mod told;
mod wishes;

pub use looking::Looking;

use crate::ui::route::Route;
use leptos::prelude::*;

/// The page of an address of the practices'.
pub fn page(route: &Route) -> AnyView {
    match route {
        Route::Practice(id) => view! { <sheet::PracticePage id=id.clone()/> }.into_any(),
        Route::Teachmeet => teachmeet::TeachmeetPage().into_any(),
        _ => catalogue::CataloguePage().into_any(),
    }
}
