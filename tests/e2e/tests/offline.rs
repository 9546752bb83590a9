//! After the first visit the page opens without a network; a new version is taken
//! whole or not at all, and only when people say so.

use kapocs_e2e::{Context, Page, Result, copy_folder, dist, ensure, story};
use std::path::Path;
use tempfile::TempDir;

/// What marks the build that comes later.
const LATER: &str = "A later Kapocs";

#[test]
fn it_opens_without_a_network() -> Result<()> {
    story("it_opens_without_a_network").run(async |page| {
        until_kept(page).await?;
        page.site.stop()?;
        page.allow_in_console("sw.js");
        page.reload().await?;
        page.find("button", "HU, Magyar").await?;
        let worker = "const done = arguments[0];
            const place = document.querySelector('meta[name=kapocs-worker]').content;
            fetch(place).then(answer => done(answer.ok), () => done(false))";
        let kept: bool = page.driver().execute_async(worker, Vec::new()).await?.convert()?;
        ensure!(kept, "the worker is not kept");
        page.click("Try the example").await?;
        page.find("heading", "Strengths and needs").await?;
        for (place, heading) in
            [("#/cluster", "The cluster"), ("#/survey", "Survey results"), ("#/items", "The questions explained")]
        {
            page.go(place).await?;
            page.find("heading", heading).await?;
        }
        Ok(())
    })
}

#[test]
fn a_new_version_is_offered_and_then_used() -> Result<()> {
    let folder = copy_of_dist()?;
    story("a_new_version_is_offered").about(folder.path()).run(async |page| {
        until_kept(page).await?;
        publish_later_version(folder.path())?;
        page.reload().await?;
        // The page that people work on stays what it is until they say so.
        page.see("A new version is ready").await?;
        ensure!(!is_later(page).await?);
        // Something is on its way through a bad network, and holds nothing up.
        page.site.never_answer("slow");
        page.allow_in_console("slow");
        page.js("fetch('slow').catch(() => {}); return null").await?;
        page.until(async || Ok(page.site.asked().iter().any(|path| path == "slow"))).await?;
        page.click("Use it now").await?;
        page.until(async || is_later(page).await).await.context("the new version does not take over")?;
        page.ready().await?;
        ensure!(!page.has("button", "Use it now").await?);
        page.site.stop()?;
        page.allow_in_console("sw.js");
        page.reload().await?;
        ensure!(is_later(page).await?, "the new version is not kept");
        Ok(())
    })
}

#[test]
fn half_a_version_is_never_taken() -> Result<()> {
    let folder = copy_of_dist()?;
    story("half_a_version_is_never_taken").about(folder.path()).run(async |page| {
        until_kept(page).await?;
        publish_later_version(folder.path())?;
        let icon = folder.path().join("icon.svg");
        let whole = std::fs::read(&icon)?;
        std::fs::write(&icon, "half an upl")?;
        page.allow_in_console("icon.svg");
        page.allow_in_console("sw.js");
        let asked = page.site.asked().len();
        page.reload().await?;
        page.until(async || {
            let tried = page.site.asked().iter().skip(asked).any(|path| path == "icon.svg");
            let over = "return navigator.serviceWorker.getRegistration().then(r => r.installing === null)";
            Ok(tried && page.js(over).await? == true)
        })
        .await?;
        page.reload().await?;
        ensure!(!page.has("button", "Use it now").await?, "half a version is offered");
        ensure!(!is_later(page).await?);
        ensure!(caches(page).await? == 1, "half a version is kept");
        // The upload is finished: now it is offered.
        std::fs::write(&icon, whole)?;
        page.reload().await?;
        page.see("A new version is ready").await
    })
}

/// Waits until the service worker has everything and answers for this page.
async fn until_kept(page: &Page) -> Result<()> {
    let kept = "return navigator.serviceWorker.controller !== null";
    page.until(async || Ok(page.js(kept).await? == true)).await.context("the app is not kept")
}

async fn is_later(page: &Page) -> Result<bool> {
    let script = "return document.querySelector('meta[name=description]')?.content ?? ''";
    Ok(page.js(script).await?.as_str() == Some(LATER))
}

async fn caches(page: &Page) -> Result<u64> {
    Ok(page.js("return caches.keys().then(names => names.length)").await?.as_u64().unwrap_or_default())
}

fn copy_of_dist() -> Result<TempDir> {
    let folder = TempDir::with_prefix("kapocs-dist-")?;
    copy_folder(&dist(), folder.path())?;
    Ok(folder)
}

/// What the next build of a changed app would put in its place.
fn publish_later_version(dist: &Path) -> Result<()> {
    let file = dist.join("index.html");
    let page = std::fs::read_to_string(&file)?;
    let description = finish::html::tags(&page).into_iter().find(|tag| tag.attribute("name") == Some("description"));
    let place = description.map(|tag| tag.place).unwrap_or_default();
    let later = format!(r#"<meta name="description" content="{LATER}">"#);
    std::fs::write(&file, finish::html::replace(&page, &[(place, later)]))?;
    let icon = dist.join("icon.svg");
    std::fs::write(&icon, std::fs::read_to_string(&icon)? + "<!-- later -->")?;
    Ok(finish::offline::list(dist)?)
}
