//! The survey: which results are here, reading files, one result.

mod overview;
mod read;
mod result;

pub use read::{Reading, fresh_school};

use super::route::Route;
use leptos::prelude::*;

/// The page of an address of the survey's.
pub fn page(route: &Route) -> AnyView {
    match route {
        Route::Read => read::ReadPage().into_any(),
        Route::Result(key) => view! { <result::ResultPage key=key.clone()/> }.into_any(),
        _ => overview::SurveyPage().into_any(),
    }
}
