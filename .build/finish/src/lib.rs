//! Finishes the folder that trunk has built.
//!
//! Trunk compiles, hashes and copies. Five things remain that only the finished
//! files tell, and they are done here, in this order:
//!
//! 1. [`app`]: the app becomes parts that arrive when they are first needed;
//! 2. [`styles`]: all style sheets become one file, so that the first visit asks
//!    once;
//! 3. [`worker`]: each worker's files move into a folder named after their content,
//!    so that an app and a worker of two versions never meet;
//! 4. [`policy`]: the page gets its content security policy, with the hashes of the
//!    script that starts it;
//! 5. [`offline`]: the service worker gets the list of all files with their hashes.
//!
//! Everything works on the page's text with a small reader of tags ([`html`]), as
//! it must find the tags that trunk has written, minified or not.

pub mod app;
pub mod html;
pub mod offline;
pub mod policy;
pub mod styles;
pub mod worker;

use base64::Engine;
use sha2::{Digest, Sha256};
use std::io;
use std::path::Path;

/// For whom the folder is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// For a host: works offline.
    Host,
    /// For looking at it while building: no service worker, which would show
    /// yesterday's files.
    Workbench,
    /// For `trunk serve`, which writes a script of its own into the page.
    Serving,
}

/// Finishes the folder `dist`; `built` is the app as cargo has built it.
///
/// # Errors
///
/// When a file cannot be read or written, or the page lacks a tag that it must
/// have.
pub fn finish(dist: &Path, built: &Path, purpose: Purpose) -> io::Result<()> {
    let file = dist.join("index.html");
    let mut page = std::fs::read_to_string(&file)?;
    page = app::split(&page, dist, built)?;
    page = styles::join(&page, dist)?;
    page = worker::settle(&page, dist)?;
    if purpose == Purpose::Host {
        page = html::add_to_head(&page, r#"<meta name="kapocs-offline" content="sw.js">"#)?;
    }
    page = policy::set(&page, purpose)?;
    std::fs::write(&file, page)?;
    match purpose {
        Purpose::Host => offline::list(dist),
        Purpose::Workbench | Purpose::Serving => offline::leave_out(dist),
    }
}

/// The SHA-256 of some bytes as policies and integrity checks write it.
pub fn digest(bytes: &[u8]) -> String {
    format!("sha256-{}", base64::prelude::BASE64_STANDARD.encode(Sha256::digest(bytes)))
}

/// A short name for some bytes, for file names.
pub fn short_name(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}
