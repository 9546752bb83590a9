//! What pages share.

mod dialog;
mod field;

pub use dialog::Dialog;
pub use field::{TextArea, TextField};
