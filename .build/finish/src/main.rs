//! Trunk's last step: finishes the folder that trunk is about to hand over. See the
//! library for what that means.
//!
//! Trunk tells by its environment which folder, where the sources are, and whether
//! this is a release.
//! `KAPOCS_OFFLINE=1` lets a debug build work offline too, for testing that.

use finish::{Purpose, finish};
use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    let Some(dist) = std::env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from) else {
        eprintln!("This is a step of the build: run `make dist`.");
        return ExitCode::from(2);
    };
    match purpose(&dist).and_then(|purpose| finish(&dist, &built(), purpose)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("The build cannot be finished: {error}");
            ExitCode::FAILURE
        }
    }
}

fn is_release() -> bool {
    std::env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release")
}

/// The app as cargo has built it.
fn built() -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR")
        .map(PathBuf::from)
        .unwrap_or_else(|| std::env::var_os("TRUNK_SOURCE_DIR").map(PathBuf::from).unwrap_or_default().join("target"));
    let profile = if is_release() { "release" } else { "debug" };
    target.join("wasm32-unknown-unknown").join(profile).join("kapocs-app.wasm")
}

fn purpose(dist: &std::path::Path) -> std::io::Result<Purpose> {
    let page = std::fs::read_to_string(dist.join("index.html"))?;
    let offline = std::env::var("KAPOCS_OFFLINE").is_ok_and(|wish| wish == "1");
    Ok(if page.contains(".well-known/trunk/ws") {
        Purpose::Serving
    } else if is_release() || offline {
        Purpose::Host
    } else {
        Purpose::Workbench
    })
}
