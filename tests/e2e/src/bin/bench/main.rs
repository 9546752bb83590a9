//! Measures the built app in a real browser.
//!
//!     bench reading --dist dist --with DIR [--runs 5]
//!     bench grid --dist dist --with DIR [--runs 5]
//!     bench workspace --dist dist --with DIR [--runs 5]
//!     bench matching --dist dist --with DIR [--runs 5]
//!
//! `DIR` holds what `cargo run --example network DIR` writes, for `reading` Papa Parse as
//! well; for `matching`, what `cargo run --example instances DIR` does. See [`reading`],
//! [`grid`], [`workspace`] and [`matching`].

mod grid;
mod matching;
mod reading;
mod work;
mod workspace;

use anyhow::{Result, bail};
use kapocs_e2e::dist;
use lexopt::prelude::*;
use std::path::PathBuf;

/// Longer tasks on the page's thread are felt while typing, in milliseconds.
const FELT: f64 = 50.0;

struct Wanted {
    dist: PathBuf,
    with: PathBuf,
    runs: usize,
}

fn main() -> Result<()> {
    let mut wanted = Wanted { dist: dist(), with: PathBuf::new(), runs: 5 };
    let mut what = None;
    let mut parser = lexopt::Parser::from_env();
    while let Some(argument) = parser.next()? {
        match argument {
            Long("dist") => wanted.dist = parser.value()?.into(),
            Long("with") => wanted.with = parser.value()?.into(),
            Long("runs") => wanted.runs = parser.value()?.parse()?,
            Value(name) if what.is_none() => what = Some(name.string()?),
            other => return Err(other.unexpected().into()),
        }
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    match what.as_deref() {
        Some("reading") => runtime.block_on(reading::measure_reading(&wanted)),
        Some("grid") => runtime.block_on(grid::measure_grid(&wanted)),
        Some("workspace") => runtime.block_on(workspace::measure_workspace(&wanted)),
        Some("matching") => runtime.block_on(matching::measure_matching(&wanted)),
        _ => bail!("bench reading, grid, workspace or matching: see the top of bench/main.rs"),
    }
}
