//! Tells stories about the built Kapocs in a real browser, and checks that they
//! come true.
//!
//! Every story has its own server, its own chromedriver and its own empty browser
//! profile, and sees the page as people do: things are found by their role and
//! their visible label, never by class or id. A story is one test:
//!
//! ```no_run
//! use kapocs_e2e::{Result, story};
//!
//! #[test]
//! fn a_school_can_be_added() -> Result<()> {
//!     story("a_school_can_be_added").run(async |page| {
//!         page.click("Start a cluster").await?;
//!         page.fill("Name of the cluster", "Hill schools").await?;
//!         page.see("Saved").await
//!     })
//! }
//! ```
//!
//! When the story has ended well, two more things are checked for every one:
//! the console holds no error, and nothing was asked of any other origin. When it
//! has not, `tests/artifacts/<story>/` gets a screenshot, the console's log, the
//! server's log and the page's text.
//!
//! Stories are told about `dist/` (or the folder in `KAPOCS_DIST`), which is served
//! from a sub-folder, as a school's own web space would do it. Files for
//! uploading are in `tests/samples/`; see [`sample`].

mod chromium;
mod page;
mod site;
mod story;

pub use anyhow::{Context, Result, bail, ensure};
pub use chromium::{Look, Theme};
pub use page::Page;
pub use site::{Site, copy_folder};
pub use story::{Story, artifacts, story};

use std::path::{Path, PathBuf};

/// The top folder of the repository.
pub fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A file of `tests/samples/`.
pub fn sample(name: &str) -> PathBuf {
    repository().join("tests/samples").join(name)
}

/// The built app that stories are told about.
pub fn dist() -> PathBuf {
    std::env::var_os("KAPOCS_DIST").map_or_else(|| repository().join("dist"), PathBuf::from)
}
