//! A workspace of 1,000 schools with two rounds each (`DIR/ours.kapocs.json`, over 5 MB):
//! opening it, one edit in it with its saving, and taking in a colleague's copy
//! (`DIR/theirs.kapocs.json`) that differs in a tenth.

use crate::Wanted;
use crate::work::{Runs, count_work, work_of};
use anyhow::{Result, ensure};
use kapocs_e2e::{Look, Page};
use serde_json::json;

/// In milliseconds of the page's thread.
const OPEN: f64 = 300.0;
const EDIT: f64 = 20.0;
const MERGE: f64 = 1_000.0;

pub async fn measure_workspace(wanted: &Wanted) -> Result<()> {
    let (mut opened, mut edited, mut merged) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..wanted.runs {
        let mut page = Page::of(&wanted.dist, Look::default()).await?;
        let measured = once(&mut page, wanted).await;
        page.close().await?;
        let [open, edit, merge] = measured?;
        opened.push(open);
        edited.push(edit);
        merged.push(merge);
    }
    println!("1,000 schools with two rounds:");
    let rows = [
        ("open it", opened, OPEN),
        ("one edit, saved", edited, EDIT),
        ("merge a copy, a tenth changed", merged, MERGE),
    ];
    let mut over = Vec::new();
    for (name, runs, budget) in rows {
        let runs = Runs::of(runs);
        println!("  {name:<36} {runs}, budget {budget:.0}");
        if runs.median > budget {
            over.push(name);
        }
    }
    ensure!(over.is_empty(), "over budget: {}", over.join(", "));
    Ok(())
}

async fn once(page: &mut Page, wanted: &Wanted) -> Result<[f64; 3]> {
    page.give_files("Choose the file", &[wanted.with.join("ours.kapocs.json")]).await?;
    page.find("heading", "The cluster").await?;
    page.see("Saved").await?;
    // From what the browser keeps, as each morning; here with all parts of the app arrived.
    page.js("localStorage.setItem('kapocs/set/open', '')").await?;
    page.reload().await?;
    page.go("#/").await?;
    tokio::time::sleep(std::time::Duration::from_secs(5)).await;
    count_work(page).await?;
    let open = work_of(page, async || {
        page.js("[...document.querySelectorAll('main table button')].find(b => b.innerText === 'Open').click()")
            .await?;
        page.until(async || Ok(page.js("return location.hash").await? == "#/cluster")).await
    })
    .await?;

    let goals = page.field("Goals").await?.to_json()?;
    let write = async |text: &str| {
        let type_it = "const [field, text] = arguments; field.value = text;
            field.dispatchEvent(new Event('input', { bubbles: true }));
            field.dispatchEvent(new Event('change', { bubbles: true }));";
        page.js_with(type_it, vec![goals.clone(), json!(text)]).await.map(drop)
    };
    // The day's first edit keeps a version besides.
    let first = work_of(page, async || write("Every pupil").await).await?;
    tokio::time::sleep(std::time::Duration::from_secs(3)).await;
    let edit = work_of(page, async || write("Every pupil, every day").await).await?;
    println!("  (the day's first edit, with a version kept: {first:.0} ms)");

    page.go("#/").await?;
    page.give_files("Choose the file", &[wanted.with.join("theirs.kapocs.json")]).await?;
    page.find("dialog", "What this file brings").await?;
    let take = "[...document.querySelectorAll('dialog[open] button')].find(b => b.innerText === 'Take it in').click()";
    let merge = work_of(page, async || page.js(take).await.map(drop)).await?;
    Ok([open, edit, merge])
}
