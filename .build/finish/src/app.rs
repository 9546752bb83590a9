//! The app in parts. Trunk gives it as one program; the functions that are marked in
//! it become programs of their own, which arrive when they are first needed. All of
//! them lie in one folder that is named after their content, so that parts of two
//! versions never meet.

use crate::short_name;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

const NAME: &str = "kapocs-app";

/// Splits the program that cargo has built (`built`), puts its parts in place of
/// what trunk has made of it, and tells the page.
///
/// # Errors
///
/// When the program is not there, cannot be split, or the page does not start it.
pub fn split(page: &str, dist: &Path, built: &Path) -> io::Result<String> {
    let whole = std::fs::read(built).map_err(|e| about(built, &e))?;
    let parts = dist.join("app");
    let main = dist.join(format!("{NAME}.wasm"));
    let module = format!("./{NAME}.js");
    let mut options = wasm_split_cli_support::Options::new(&whole);
    options.output_dir = &parts;
    options.main_out_path = &main;
    options.main_module = &module;
    wasm_split_cli_support::transform(options).map_err(|e| about(built, &e))?;
    bind(&main, &parts)?;
    std::fs::remove_file(&main)?;
    for file in files(&parts)?.iter().filter(|file| file.extension().is_some_and(|e| e == "wasm")) {
        let program = std::fs::read(file)?;
        std::fs::write(file, without_names(&program).map_err(|e| about(file, &e))?)?;
    }

    let folder = format!("app-{}", short_name(&content(&parts)?));
    std::fs::rename(&parts, dist.join(&folder))?;
    let mut page = page.to_owned();
    for (ending, new) in [("_bg.wasm", format!("{folder}/{NAME}_bg.wasm")), (".js", format!("{folder}/{NAME}.js"))] {
        let old = trunks(dist, ending)?;
        if !page.contains(&old) {
            return Err(io::Error::other(format!("index.html does not start {old}")));
        }
        page = page.replace(&old, &new);
        std::fs::remove_file(dist.join(old))?;
    }
    Ok(page)
}

/// Makes the main part a module that the page can start.
fn bind(main: &Path, out: &Path) -> io::Result<()> {
    let outcome = Command::new("wasm-bindgen")
        .arg(main)
        .arg("--out-dir")
        .arg(out)
        .args(["--out-name", NAME, "--target", "web", "--no-typescript"])
        // The parts share the main one's memory and table.
        .args(["--keep-lld-exports", "--remove-name-section", "--remove-producers-section"])
        .status()?;
    if outcome.success() { Ok(()) } else { Err(io::Error::other("wasm-bindgen failed")) }
}

/// The file that trunk has named after its content.
fn trunks(dist: &Path, ending: &str) -> io::Result<String> {
    let names =
        std::fs::read_dir(dist)?.filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()));
    let mut found = names.filter(|name| name.starts_with(&format!("{NAME}-")) && name.ends_with(ending));
    found.next().ok_or_else(|| io::Error::other(format!("{NAME}-….{ending} is missing")))
}

/// The program without what only a person would read in it: names and producers.
fn without_names(program: &[u8]) -> wasmparser::Result<Vec<u8>> {
    let mut module = wasm_encoder::Module::new();
    for payload in wasmparser::Parser::new(0).parse_all(program) {
        match payload?.as_section() {
            Some((id, range)) if id != wasm_encoder::SectionId::Custom as u8 => {
                module.section(&wasm_encoder::RawSection {
                    id,
                    data: &program[range.start as usize..range.end as usize],
                });
            }
            _ => {}
        }
    }
    Ok(module.finish())
}

fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries: io::Result<Vec<PathBuf>> =
        std::fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect();
    let mut files = entries?;
    files.sort();
    Ok(files)
}

/// The bytes of all files of a folder.
fn content(folder: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    for file in files(folder)? {
        bytes.extend(std::fs::read(file)?);
    }
    Ok(bytes)
}

fn about(file: &Path, error: &dyn std::fmt::Display) -> io::Error {
    io::Error::other(format!("{}: {error}", file.display()))
}
