//! What goes wrong in real browsers: each time a word that says what to do, and nothing lost.

use kapocs_e2e::{Page, Result, ensure, story};
use serde_json::json;
use std::time::Duration;

async fn start(page: &Page) -> Result<()> {
    page.fill("Name of the cluster", "Hill schools").await?;
    page.click("Start").await?;
    page.find("heading", "The cluster").await.map(drop)
}

/// Runs a script in every document before the page's own.
async fn before_each_document(page: &mut Page, script: &str) -> Result<()> {
    page.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": script })).await?;
    page.reload().await
}

#[test]
fn a_full_store_is_told_and_typing_goes_on() -> Result<()> {
    story("full_store").run(async |page| {
        start(page).await?;
        page.see("Saved").await?;
        // Somebody else's page on the same host takes all the room.
        let fill = "let size = 1 << 20, number = 0;
            while (size > 0) {
                try { localStorage.setItem('junk' + number++, 'x'.repeat(size)); } catch { size >>= 1; }
            }";
        page.js(fill).await?;
        page.fill("Goals", &"One hour of digital learning for everybody, every day. ".repeat(40)).await?;
        page.see("This browser’s storage is full").await?;
        // It stays in sight wherever one reads.
        page.js("document.body.style.minHeight = '300vh'; scrollTo(0, document.body.scrollHeight)").await?;
        let way_out = page.find("button", "Download the workspace file").await?;
        let in_sight = "const box = arguments[0].getBoundingClientRect(); return scrollY > 0 && box.top >= 0 && box.bottom <= innerHeight";
        ensure!(page.js_with(in_sight, vec![way_out.to_json()?]).await? == true, "what is not kept is out of sight");
        page.js("scrollTo(0, 0)").await?;
        page.fill("Pilot school year", "2021/22").await?;
        page.click("Download the workspace file").await?;
        let file = page.download(".kapocs.json").await?;
        ensure!(file.text()?.contains("2021/22") && file.text()?.contains("every day"), "the file lacks what was typed");

        // The last edit is tried once more, in vain; what makes room comes after that.
        tokio::time::sleep(Duration::from_secs(1)).await;
        page.js("Object.keys(localStorage).filter(key => key.startsWith('junk')).forEach(key => localStorage.removeItem(key))")
            .await?;
        page.click("Try again").await?;
        page.see_no("This browser’s storage is full").await?;
        page.reload().await?;
        page.until(async || Ok(page.value("Pilot school year").await? == "2021/22")).await
    })
}

#[test]
fn a_browser_that_keeps_nothing_can_be_worked_in() -> Result<()> {
    story("no_store").run(async |page| {
        let forbid = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })";
        before_each_document(page, forbid).await?;
        start(page).await?;
        page.see("This browser does not let Kapocs keep anything").await?;
        page.fill("Pilot school year", "2021/22").await?;
        page.click("Download the workspace file").await?;
        ensure!(page.download(".kapocs.json").await?.text()?.contains("2021/22"), "the file lacks what was typed");
        Ok(())
    })
}

#[test]
fn a_file_of_200_megabytes_is_refused_at_once() -> Result<()> {
    story("huge_file").run(async |page| {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("huge.kapocs.json");
        let mut text = b"{\"format\": \"kapocs-workspace\", \"version\": 1, \"workspace\": \"".to_vec();
        text.resize(200 << 20, b'x');
        std::fs::write(&path, text)?;
        page.give_files("Choose the file", &[path]).await?;
        page.see("The file has 200 MB.").await?;
        start(page).await
    })
}

#[test]
fn a_tab_that_is_killed_has_saved_what_was_typed_before() -> Result<()> {
    story("killed_tab").run(async |page| {
        start(page).await?;
        let first = page.driver().window().await?;
        page.fill("Pilot school year", "2021/22").await?;
        page.press("Tab").await?;
        page.see("Saved").await?;
        let second = page.driver().new_window().await?;
        // The browser takes the process away: no event tells the page.
        page.allow_in_console("crash");
        let _ = page.cdp("Page.crash", json!({})).await;
        page.driver().switch_to_window(first).await?;
        page.driver().close_window().await?;
        page.driver().switch_to_window(second).await?;
        page.driver().goto(page.site.url()).await?;
        page.ready().await?;
        page.go("#/cluster").await?;
        page.until(async || Ok(page.value("Pilot school year").await? == "2021/22")).await
    })
}
