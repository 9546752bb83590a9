//! Opens `DIR/network.kapocs.json`, 1,000 schools with two rounds each, and measures
//! the work of the page's thread for each thing that people do with its grid.

use crate::Wanted;
use crate::work::{Runs, SETTLED, count_work, work_of, work_of_asking};
use anyhow::{Context, Result, ensure};
use kapocs_e2e::{Look, Page};

/// What one action may cost, in milliseconds.
const BUDGET: f64 = 100.0;
/// What browsers keep for a page, in UTF-16 units.
const STORE: u64 = 5_000_000;

/// What is done, after what has made it ready.
struct Action {
    name: &'static str,
    before: &'static str,
    script: &'static str,
}

const ACTIONS: [Action; 5] = [
    Action {
        name: "open, from the agreement",
        before: "location.hash = '#/agreement'",
        script: "location.hash = '#/grid'",
    },
    Action { name: "needs only", before: "needs(false)", script: "needs(true)" },
    Action { name: "all areas", before: "needs(true)", script: "needs(false)" },
    Action { name: "recolour: draw the line elsewhere", before: "line(40)", script: "line(38)" },
    Action { name: "scroll down by a screen", before: "frame().scrollTop = 0", script: "frame().scrollTop = 600" },
];

/// Where the actions' hands are.
const HANDS: &str = "
    window.needs = on => { const box = [...document.querySelectorAll('input[type=checkbox]')]
        .find(box => box.labels[0]?.innerText.includes('Needs only')); if (box.checked !== on) box.click(); };
    window.line = tenths => { const slider = document.querySelector('input[type=range]');
        slider.value = tenths; slider.dispatchEvent(new Event('input', { bubbles: true })); };
    window.frame = () => document.querySelector('[role=grid]').parentElement;";

pub async fn measure_grid(wanted: &Wanted) -> Result<()> {
    let page = Page::of(&wanted.dist, Look::default()).await?;
    let measured = all(&page, wanted).await;
    page.close().await?;
    measured
}

async fn all(page: &Page, wanted: &Wanted) -> Result<()> {
    page.give_files("Choose the file", &[wanted.with.join("network.kapocs.json")]).await?;
    page.find("heading", "The cluster").await?;
    page.see("Saved").await?;
    let kept =
        page.js("return Object.entries(localStorage).reduce((sum, [k, v]) => sum + k.length + v.length, 0)").await?;
    let kept = kept.as_u64().context("the store cannot be measured")?;
    println!("1,000 schools with two rounds: {kept} of {STORE} characters of local storage");
    page.go("#/grid").await?;
    page.click("Try another rule…").await?;
    page.js(HANDS).await?;
    count_work(page).await?;
    let asking = work_of_asking(page).await?;
    let mut slowest: f64 = 0.0;
    for action in &ACTIONS {
        let mut runs = Vec::new();
        for _ in 0..wanted.runs {
            runs.push(work(page, action).await? - asking);
        }
        let runs = Runs::of(runs);
        println!("  {:<36} {runs}", action.name);
        slowest = slowest.max(runs.median);
    }
    ensure!(kept < STORE, "the workspace does not fit");
    ensure!(slowest < BUDGET, "an action costs {slowest:.0} ms of the page's thread");
    Ok(())
}

/// The work of the page's thread for an action, in milliseconds.
async fn work(page: &Page, action: &Action) -> Result<f64> {
    page.js(action.before).await?;
    tokio::time::sleep(SETTLED).await;
    work_of(page, async || page.js(action.script).await.map(drop)).await
}
