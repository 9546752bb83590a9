//! What pages share.

mod address;
mod checks;
mod choice;
mod dialog;
mod field;
mod many;
mod number;
mod printing;
mod save_page;
mod walk;

pub use address::address;
pub use checks::{Checks, LevelChecks};
pub use choice::Choice;
pub use dialog::Dialog;
pub use field::{TextArea, TextField, field_ids};
pub use many::{AT_ONCE, FindSchool, ManySchools, More, MoreSchools};
pub use number::{CountField, NumberField};
pub use printing::printing;
pub use save_page::SavePage;
pub use walk::{Walk, WalkButtons, is_command};
