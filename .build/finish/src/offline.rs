//! The list by which the service worker keeps the app: every file with the hash of
//! its content. `public/sw.js` says what is done with it.

use crate::{digest, short_name};
use std::io;
use std::path::{Path, PathBuf};

const SERVICE_WORKER: &str = "sw.js";

/// What lies in the folder for readers and programs, not for the page.
const NOT_NEEDED: [&str; 2] = [".md", ".schema.json"];

/// Writes the list of the folder's files and the name of this version into the
/// service worker. May be done again after a change of the folder.
///
/// # Errors
///
/// When the folder cannot be read, or its service worker has no place for the list.
pub fn list(dist: &Path) -> io::Result<()> {
    let file = dist.join(SERVICE_WORKER);
    let script = std::fs::read_to_string(&file)?;
    let mut entries = Vec::new();
    for path in files(dist)? {
        let bytes = std::fs::read(dist.join(&path))?;
        let address = if path == "index.html" { "./" } else { &path };
        entries.push(format!("  [\"{address}\", \"{}\"],\n", digest(&bytes)));
    }
    let files = format!("const FILES = [\n{}];", entries.concat());
    let script = set(&script, "const FILES = [", "];", &files)?;
    // The version is what the files and this script are.
    let unnamed = set(&script, "const VERSION = \"", "\";", "const VERSION = \"\";")?;
    let version = format!("const VERSION = \"{}\";", short_name(unnamed.as_bytes()));
    std::fs::write(&file, set(&unnamed, "const VERSION = \"", "\";", &version)?)
}

/// Takes the service worker out of a folder that is not for a host.
///
/// # Errors
///
/// When the file is there and cannot be removed.
pub fn leave_out(dist: &Path) -> io::Result<()> {
    match std::fs::remove_file(dist.join(SERVICE_WORKER)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

/// All files below `dist` that the page needs, as addresses, sorted.
fn files(dist: &Path) -> io::Result<Vec<String>> {
    let mut found = Vec::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(dist.join(&folder))? {
            let entry = entry?;
            let path = folder.join(entry.file_name());
            if entry.file_type()?.is_dir() {
                folders.push(path);
            } else {
                found.push(path.to_string_lossy().replace('\\', "/"));
            }
        }
    }
    found.retain(|path| path != SERVICE_WORKER && !NOT_NEEDED.iter().any(|end| path.ends_with(end)));
    found.sort();
    Ok(found)
}

/// Replaces the first statement that begins and ends so.
fn set(script: &str, begin: &str, end: &str, by: &str) -> io::Result<String> {
    let missing = || io::Error::other(format!("{SERVICE_WORKER} has no `{begin}`"));
    let start = script.find(begin).ok_or_else(missing)?;
    let inside = start + begin.len();
    let length = script[inside..].find(end).ok_or_else(missing)?;
    Ok(format!("{}{by}{}", &script[..start], &script[inside + length + end.len()..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_file_makes_another_version() {
        let dist = std::env::temp_dir().join(format!("finish-{}", std::process::id()));
        std::fs::create_dir_all(dist.join("worker")).unwrap();
        std::fs::write(dist.join("index.html"), "page").unwrap();
        std::fs::write(dist.join("worker/a.js"), "one").unwrap();
        std::fs::write(dist.join(SERVICE_WORKER), "const VERSION = \"\";\nconst FILES = [];\nrest();\n").unwrap();
        let listed = || {
            list(&dist).unwrap();
            std::fs::read_to_string(dist.join(SERVICE_WORKER)).unwrap()
        };
        let (first, again) = (listed(), listed());
        assert_eq!(first, again);
        assert!(first.contains(&format!("[\"./\", \"{}\"]", digest(b"page"))));
        assert!(first.contains("[\"worker/a.js\"") && first.ends_with("rest();\n"));
        std::fs::write(dist.join("worker/a.js"), "two").unwrap();
        assert_ne!(listed().lines().next(), first.lines().next());
        std::fs::remove_dir_all(&dist).unwrap();
    }
}
