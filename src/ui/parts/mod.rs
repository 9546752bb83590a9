//! What pages share.

mod choice;
mod dialog;
mod field;

pub use choice::Choice;
pub use dialog::Dialog;
pub use field::{TextArea, TextField};
