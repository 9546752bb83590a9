//! Kapocs: a cluster of schools reads its SELFIE survey, agrees on what counts
//! as a need, and helps each other.
//!
//! The rooms of the house, in the order in which data flows:
//!
//! - [`selfie`]: what the survey is (editions, areas, items, groups, levels, scale)
//! - [`survey`]: the results of one school in one round
//! - [`reading`]: bytes of a file → scores, with every doubt noted
//! - [`cluster`]: the records that people keep
//! - [`workspace`]: all records of a cluster; edits, undo, stamps, bundle
//! - [`analysis`]: needs and strengths by the agreed rule, gaps between groups
//! - [`matching`]: who helps whom, and when they meet
//! - [`documents`]: what is handed out: tables, sheets, pages
//! - [`locking`]: files that only those read who have the passphrase
//! - [`i18n`]: both languages
//! - [`message`]: a word about what just happened, and how long it stays
//! - [`work`]: what the page asks of its worker
//! - [`storage`]: what the browser keeps
//! - `ui`: the browser
//!
//! Nothing but `ui` and three files of `storage` knows about the browser.

pub mod analysis;
pub mod cluster;
pub mod documents;
pub mod i18n;
pub mod locking;
pub mod matching;
pub mod message;
pub mod reading;
pub mod selfie;
pub mod storage;
pub mod survey;
mod text;
pub mod work;
pub mod workspace;

#[cfg(all(target_arch = "wasm32", feature = "app"))]
pub mod ui;
