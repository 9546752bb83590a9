//! The work of the page's thread: the processor's time that it took, for styles, layout and
//! drawing too, as the browser itself counts it. Without what it does for a screen reader:
//! the stories find things as one does, and the browser keeps a second tree from then on.

use anyhow::{Context, Result};
use kapocs_e2e::Page;
use serde_json::json;
use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

/// After this long nothing is left to do for an action.
pub const SETTLED: Duration = Duration::from_millis(900);

/// Has the browser count, and no longer work for those who find things as a screen reader does.
pub async fn count_work(page: &Page) -> Result<()> {
    page.cdp("Accessibility.enable", json!({})).await?;
    page.cdp("Accessibility.disable", json!({})).await?;
    page.cdp("Performance.enable", json!({ "timeDomain": "timeTicks" })).await.map(drop)
}

/// The work that an action makes until nothing is left to do, in milliseconds. With
/// `KAPOCS_PROFILES=DIR`, where the time went is written there, for a browser's tools to show.
pub async fn work_of(page: &Page, act: impl AsyncFnOnce() -> Result<()>) -> Result<f64> {
    let profiles = std::env::var_os("KAPOCS_PROFILES");
    if profiles.is_some() {
        page.cdp("Profiler.enable", json!({})).await?;
        page.cdp("Profiler.setSamplingInterval", json!({ "interval": 200 })).await?;
        page.cdp("Profiler.start", json!({})).await?;
    }
    let before = counted(page).await?;
    act().await?;
    tokio::time::sleep(SETTLED).await;
    let after = counted(page).await?;
    let since = |name: &str| Some(after.get(name)? - before.get(name)?);
    if let Some(folder) = profiles {
        let stopped = page.cdp("Profiler.stop", json!({})).await?;
        let number = std::fs::read_dir(&folder)?.count();
        let file = std::path::Path::new(&folder).join(format!("{number:03}.cpuprofile"));
        std::fs::write(&file, stopped["profile"].to_string())?;
        let told = ["ThreadTime", "TaskDuration", "ScriptDuration", "RecalcStyleDuration", "LayoutDuration"]
            .map(|name| format!("{name} {:.0}", since(name).unwrap_or_default() * 1000.0));
        let layouts = since("LayoutCount").unwrap_or_default();
        eprintln!("{}: {} ms, layouts {layouts}", file.display(), told.join(", "));
    }
    since("ThreadTime").map(|seconds| seconds * 1000.0).context("the browser does not count its work")
}

/// The work of being asked itself, which no hand at the page makes: the least of a few times.
pub async fn work_of_asking(page: &Page) -> Result<f64> {
    let mut least = f64::INFINITY;
    for _ in 0..3 {
        least = least.min(work_of(page, async || page.js("return null").await.map(drop)).await?);
    }
    Ok(least)
}

/// What the browser has counted of its page so far, in seconds and times.
async fn counted(page: &Page) -> Result<BTreeMap<String, f64>> {
    let metrics = page.cdp("Performance.getMetrics", json!({})).await?;
    let metrics = metrics["metrics"].as_array().context("the browser counts nothing")?;
    let named =
        metrics.iter().filter_map(|metric| Some((metric["name"].as_str()?.to_owned(), metric["value"].as_f64()?)));
    Ok(named.collect())
}

/// What several runs of the same took, in milliseconds.
pub struct Runs {
    pub median: f64,
    least: f64,
    most: f64,
}

impl Runs {
    /// At least one.
    pub fn of(mut runs: Vec<f64>) -> Runs {
        runs.sort_by(f64::total_cmp);
        Runs { median: runs[runs.len() / 2], least: runs[0], most: runs[runs.len() - 1] }
    }
}

impl fmt::Display for Runs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:>5.0} ms of work ({:.0}–{:.0})", self.median, self.least, self.most)
    }
}
