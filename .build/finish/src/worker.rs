//! The worker's place. Trunk gives its files plain names; the page must start the
//! worker of its own version even while a newer one is being installed.

use crate::{html, short_name};
use std::io;
use std::path::Path;

/// What starts the worker; it imports the other two by names beside it.
const LOADER: &str = "kapocs-worker_loader.js";
const FILES: [&str; 3] = [LOADER, "kapocs-worker.js", "kapocs-worker_bg.wasm"];

/// Moves the worker's files into a folder named after their content and tells the
/// page where: `<meta name="kapocs-worker" content="…">`.
///
/// # Errors
///
/// When one of the files is not there.
pub fn settle(page: &str, dist: &Path) -> io::Result<String> {
    let mut content = Vec::new();
    for name in FILES {
        let file = dist.join(name);
        let bytes = std::fs::read(&file).map_err(|e| io::Error::other(format!("{}: {e}", file.display())))?;
        content.extend(bytes);
    }
    let folder = format!("worker-{}", short_name(&content));
    std::fs::create_dir_all(dist.join(&folder))?;
    for name in FILES {
        std::fs::rename(dist.join(name), dist.join(&folder).join(name))?;
    }
    html::add_to_head(page, &format!(r#"<meta name="kapocs-worker" content="{folder}/{LOADER}">"#))
}
