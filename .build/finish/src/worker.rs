//! The workers' places. Trunk gives their files plain names; the page must start the
//! workers of its own version even while a newer one is being installed.

use crate::{html, short_name};
use std::io;
use std::path::Path;

/// The workers, by what their folders are called.
const WORKERS: [&str; 3] = ["worker", "locker", "matcher"];

/// Moves each worker's files into a folder named after their content and tells the
/// page where: `<meta name="kapocs-worker" content="…">`.
///
/// # Errors
///
/// When one of the files is not there.
pub fn settle(page: &str, dist: &Path) -> io::Result<String> {
    WORKERS.iter().try_fold(page.to_owned(), |page, worker| settle_one(&page, dist, worker))
}

fn settle_one(page: &str, dist: &Path, worker: &str) -> io::Result<String> {
    // It imports the other two by names beside it.
    let loader = format!("kapocs-{worker}_loader.js");
    let files = [loader.clone(), format!("kapocs-{worker}.js"), format!("kapocs-{worker}_bg.wasm")];
    let mut content = Vec::new();
    for name in &files {
        let file = dist.join(name);
        let bytes = std::fs::read(&file).map_err(|e| io::Error::other(format!("{}: {e}", file.display())))?;
        content.extend(bytes);
    }
    let folder = format!("{worker}-{}", short_name(&content));
    std::fs::create_dir_all(dist.join(&folder))?;
    for name in &files {
        std::fs::rename(dist.join(name), dist.join(&folder).join(name))?;
    }
    html::add_to_head(page, &format!(r#"<meta name="kapocs-{worker}" content="{folder}/{loader}">"#))
}
