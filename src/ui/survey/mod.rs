//! The survey: which results are here, reading files, one result.

mod overview;
mod read;
mod result;

pub use overview::SurveyPage;
pub use read::{ReadPage, fresh_school};
pub use result::ResultPage;
