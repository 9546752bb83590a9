//! A workspace of over 5 MB (`DIR/large.kapocs.json`): opening it, and one edit in it with its
//! saving. And one of 1,000 schools with two rounds each (`DIR/ours.kapocs.json`): taking in
//! a colleague's copy (`DIR/theirs.kapocs.json`) that differs in a tenth.

use crate::Wanted;
use crate::work::{Runs, count_work, work_of, work_of_asking};
use anyhow::{Result, ensure};
use kapocs_e2e::{Look, Page};
use std::time::Duration;

/// In milliseconds of the page's thread.
const OPEN: f64 = 300.0;
const EDIT: f64 = 20.0;
const MERGE: f64 = 1_000.0;

/// More than this is no workspace of 5 MB.
const LARGE: u64 = 5_000_000;

pub async fn measure_workspace(wanted: &Wanted) -> Result<()> {
    let large = std::fs::metadata(wanted.with.join("large.kapocs.json"))?.len();
    ensure!(large > LARGE, "large.kapocs.json has {large} bytes");
    let mut runs: [Vec<f64>; 6] = Default::default();
    for _ in 0..wanted.runs {
        let mut page = Page::of(&wanted.dist, Look::default()).await?;
        let measured = opening(&mut page, wanted).await;
        page.close().await?;
        let mut page = Page::of(&wanted.dist, Look::default()).await?;
        let merged = merging(&mut page, wanted).await;
        page.close().await?;
        for (all, one) in runs.iter_mut().zip(measured?.into_iter().chain(merged?)) {
            all.push(one);
        }
    }
    println!("{large} bytes; the merge, 1,000 schools with two rounds:");
    let rows = [
        ("open it, with its page", Some(OPEN)),
        ("the day's first edit, a version kept", None),
        ("one edit, saved", Some(EDIT)),
        ("read a copy and say what it brings", None),
        ("merge it, a tenth changed", Some(MERGE)),
        ("both", None),
    ];
    let mut over = Vec::new();
    for ((name, budget), runs) in rows.into_iter().zip(runs) {
        let runs = Runs::of(runs);
        let words = budget.map(|budget| format!(", budget {budget:.0}")).unwrap_or_default();
        println!("  {name:<36} {runs}{words}");
        if budget.is_some_and(|budget| runs.median > budget) {
            over.push(name);
        }
    }
    ensure!(over.is_empty(), "over budget: {}", over.join(", "));
    Ok(())
}

async fn opening(page: &mut Page, wanted: &Wanted) -> Result<[f64; 3]> {
    page.give_files("Choose the file", &[wanted.with.join("large.kapocs.json")]).await?;
    page.find("heading", "The cluster").await?;
    page.see("Saved").await?;
    // From what the browser keeps, as each morning; here with all parts of the app arrived.
    page.js("localStorage.setItem('kapocs/set/open', '')").await?;
    page.reload().await?;
    page.go("#/").await?;
    tokio::time::sleep(Duration::from_secs(5)).await;
    count_work(page).await?;
    let asking = work_of_asking(page).await?;
    let open = work_of(page, async || {
        page.js("[...document.querySelectorAll('main table button')].find(b => b.innerText === 'Open').click()")
            .await?;
        // To ask whether it is there would be work, too.
        tokio::time::sleep(Duration::from_secs(1)).await;
        Ok(())
    })
    .await?;
    page.find("heading", "The cluster").await?;

    let goals = page.field("Goals").await?.to_json()?;
    let hands = "const field = arguments[0];
        window.write = text => { field.value = text;
            field.dispatchEvent(new Event('input', { bubbles: true }));
            field.dispatchEvent(new Event('change', { bubbles: true })); };";
    page.js_with(hands, vec![goals]).await?;
    count_work(page).await?;
    // The day's first edit keeps a version besides.
    let first = work_of(page, async || page.js("write('Every pupil')").await.map(drop)).await?;
    tokio::time::sleep(Duration::from_secs(3)).await;
    let edit = work_of(page, async || page.js("write('Every pupil, every day')").await.map(drop)).await?;
    Ok([open, first, edit].map(|work| work - asking))
}

async fn merging(page: &mut Page, wanted: &Wanted) -> Result<[f64; 3]> {
    page.give_files("Choose the file", &[wanted.with.join("ours.kapocs.json")]).await?;
    page.find("heading", "The cluster").await?;
    page.see("Saved").await?;
    page.go("#/").await?;
    tokio::time::sleep(Duration::from_secs(4)).await;
    count_work(page).await?;
    let theirs = wanted.with.join("theirs.kapocs.json");
    let read = work_of(page, async || {
        page.give_files("Choose the file", &[theirs]).await?;
        page.until(async || Ok(page.js("return document.querySelector('dialog[open]') !== null").await? == true)).await
    })
    .await?;
    let take = "[...document.querySelectorAll('dialog[open] button')].find(b => b.innerText === 'Take it in').click()";
    let merge = work_of(page, async || page.js(take).await.map(drop)).await?;
    Ok([read, merge, read + merge])
}
