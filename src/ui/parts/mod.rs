//! What pages share.

mod choice;
mod dialog;
mod field;
mod save_page;

pub use choice::Choice;
pub use dialog::Dialog;
pub use field::{TextArea, TextField, field_ids};
pub use save_page::SavePage;
