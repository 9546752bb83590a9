//! Matches made-up networks (`DIR/*.row`) in the browser's matcher, and opens the page of
//! the largest (`DIR/1000-3000-area.kapocs.json`) while it is at work.

use crate::Wanted;
use anyhow::{Context, Result, ensure};
use kapocs_e2e::{Look, Page};
use serde_json::Value;
use std::time::Duration;

/// What is matched, and in how many milliseconds at most.
const NETWORKS: [(&str, f64); 4] =
    [("5-12-area", 10.0), ("5-12-item", 10.0), ("120-300-area", 1_000.0), ("1000-3000-area", 10_000.0)];

/// Hands a row to the matcher and gives what it took, in milliseconds, from its first word.
const MATCH: &str = "
    const [numbers, done] = arguments;
    const address = document.querySelector('meta[name=kapocs-matcher]').content;
    const matcher = new Worker(address, { type: 'module' });
    let begun;
    matcher.onmessage = event => {
        if (event.data === null) {
            begun = performance.now();
            matcher.postMessage(Uint32Array.from(numbers));
        } else if (event.data instanceof Uint32Array) {
            const took = performance.now() - begun;
            matcher.terminate();
            done([took, event.data.filter(practice => practice !== 0xffffffff).length]);
        }
    };
    matcher.onerror = () => done([-1, 0]);";

pub async fn measure_matching(wanted: &Wanted) -> Result<()> {
    let mut page = Page::of(&wanted.dist, Look::default()).await?;
    let measured = all(&mut page, wanted).await;
    page.close().await?;
    measured
}

async fn all(page: &mut Page, wanted: &Wanted) -> Result<()> {
    let mut over = Vec::new();
    for (name, budget) in NETWORKS {
        let file = wanted.with.join(format!("{name}.row"));
        let row: Value = serde_json::from_str(&std::fs::read_to_string(&file).context(file.display().to_string())?)?;
        let mut runs = Vec::new();
        // The first run waits for the program's compilation, too.
        for run in 0..=wanted.runs {
            let answer = page.driver().execute_async(MATCH, vec![row["numbers"].clone()]).await?;
            let [took, pairings] = answer.json().as_array().context("no answer")?.as_slice() else { continue };
            ensure!(*pairings == row["pairings"], "{name}: {pairings} pairings, not {}", row["pairings"]);
            if run > 0 {
                runs.push(took.as_f64().context("no time")?);
            }
        }
        runs.sort_by(f64::total_cmp);
        let median = runs.get(runs.len() / 2).copied().context("nothing was measured")?;
        println!("  {name:<20} {median:>8.1} ms, budget {budget:.0}");
        if median > budget {
            over.push(name);
        }
    }
    page_at_work(page, wanted).await?;
    ensure!(over.is_empty(), "over budget: {}", over.join(", "));
    Ok(())
}

/// The longest tasks of the page while it opens the suggestions of the largest network.
async fn page_at_work(page: &mut Page, wanted: &Wanted) -> Result<()> {
    page.give_files("Choose the file", &[wanted.with.join("1000-3000-area.kapocs.json")]).await?;
    page.find("heading", "The cluster").await?;
    page.see("Saved").await?;
    let begin = "window.longest = 0;
        const watch = list => { for (const task of list.getEntries()) window.longest = Math.max(window.longest, task.duration); };
        new PerformanceObserver(watch).observe({ type: 'longtask' });
        window.begun = performance.now();
        location.hash = '#/matching'";
    page.js(begin).await?;
    let found = "return document.querySelector('.reached') === null ? 0 : performance.now() - window.begun";
    let mut took = 0.0;
    while took == 0.0 {
        tokio::time::sleep(Duration::from_millis(50)).await;
        took = page.js(found).await?.as_f64().unwrap_or_default();
    }
    tokio::time::sleep(Duration::from_secs(1)).await;
    let longest = page.js("return window.longest").await?.as_f64().unwrap_or_default();
    println!("  the page of 1,000 schools: plan in sight after {took:.0} ms, longest task {longest:.0} ms");
    Ok(())
}
