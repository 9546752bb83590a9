//! Trunk's last step: finishes the folder that trunk is about to hand over. See the
//! library for what that means.
//!
//! Trunk tells by its environment which folder, and whether this is a release.
//! `KAPOCS_OFFLINE=1` lets a debug build work offline too, for testing that.

use finish::{Purpose, finish};
use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    let Some(dist) = std::env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from) else {
        eprintln!("This is a step of the build: run `make dist`.");
        return ExitCode::from(2);
    };
    match purpose(&dist).and_then(|purpose| finish(&dist, purpose)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("The build cannot be finished: {error}");
            ExitCode::FAILURE
        }
    }
}

fn purpose(dist: &std::path::Path) -> std::io::Result<Purpose> {
    let page = std::fs::read_to_string(dist.join("index.html"))?;
    let release = std::env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release");
    let offline = std::env::var("KAPOCS_OFFLINE").is_ok_and(|wish| wish == "1");
    Ok(if page.contains(".well-known/trunk/ws") {
        Purpose::Serving
    } else if release || offline {
        Purpose::Host
    } else {
        Purpose::Workbench
    })
}
