//! Earlier versions that the browser keeps, and the reminder of saving a file.

use kapocs_e2e::{Look, Page, Result, dist, ensure, sample, story};
use serde_json::json;

const REMINDER: &str = "is only in this browser";

async fn cluster_of_one_school(page: &Page) -> Result<()> {
    page.fill("Name of the cluster", "Hill schools").await?;
    page.click("Start").await?;
    page.click("Add a school").await?;
    page.fill("What you call it", "Oak").await?;
    page.see("Saved").await
}

/// The versions in the list: all but its heading.
async fn versions(page: &Page, how_many: usize) -> Result<Vec<String>> {
    page.go("#/versions").await?;
    let is_read = |rows: &[String]| rows.len() == how_many + 1 && !rows.iter().any(|row| row.contains("| … |"));
    page.until(async || Ok(is_read(&page.rows("Earlier versions").await?))).await?;
    Ok(page.rows("Earlier versions").await?.split_off(1))
}

/// When the version of a row was kept, as its buttons say it.
fn when(row: &str) -> &str {
    row.split(" | ").next().unwrap_or_default()
}

/// Goes to a page and waits for what it may say of itself.
async fn at(page: &Page, hash: &str, heading: &str) -> Result<()> {
    page.go(hash).await?;
    page.find("heading", heading).await?;
    page.calm().await
}

/// As if the last file had been saved so many days ago.
async fn last_file(page: &Page, days_ago: u32) -> Result<()> {
    let script = "const open = localStorage.getItem('kapocs/set/open');
        localStorage.setItem('kapocs/set/file/' + open, Math.floor(Date.now() / 1000) - arguments[0] * 86400)";
    page.js_with(script, vec![json!(days_ago)]).await.map(drop)
}

#[test]
fn a_days_first_change_keeps_a_version_and_one_undo_takes_its_return_back() -> Result<()> {
    story("a_days_first_change").run(async |page| {
        page.click("Try the example").await?;
        page.go("#/versions").await?;
        page.see("There is no earlier version yet.").await?;
        page.go("#/cluster").await?;
        page.fill("Goals", "Everybody shows a lesson").await?;
        page.see("Saved").await?;
        page.fill("Goals", "Everybody shows two lessons").await?;
        page.see("Saved").await?;

        let kept = versions(page, 1).await?;
        ensure!(kept[0].contains("before the day’s first change"), "{kept:?}");
        page.see("New: 0. Changed: 1. Removed: 0.").await?;
        page.click(&format!("Show the changes since {}", when(&kept[0]))).await?;
        page.see("→ Everybody shows two lessons").await?;
        page.click(&format!("Restore the version from {}", when(&kept[0]))).await?;
        page.see("The workspace is as it was on").await?;
        page.see("Nothing: it is the same as now.").await?;
        page.go("#/cluster").await?;
        ensure!(!page.value("Goals").await?.contains("lesson"), "the old goals are back");
        page.press("Control+z").await?;
        page.until(async || Ok(page.value("Goals").await? == "Everybody shows two lessons")).await?;
        // What was there before going back is kept as well, for another day.
        let kept = versions(page, 2).await?;
        ensure!(kept[0].contains("before another version was restored"), "{kept:?}");
        page.reload().await?;
        versions(page, 2).await.map(drop)
    })
}

#[test]
fn a_version_is_kept_before_a_file_is_brought_in() -> Result<()> {
    story("a_version_before_a_file").run(async |page| {
        cluster_of_one_school(page).await?;
        page.click("Share…").await?;
        page.click("Save the workspace file").await?;
        let (_mailed, path) = page.download(".kapocs.json").await?.keep()?;
        let colleague = Page::of(&dist(), Look::default()).await?;
        colleague.give_files("Choose the file", &[path]).await?;
        colleague.click("Oak: all details").await?;
        colleague.fill("Address", "1 Elm Street").await?;
        colleague.see("Saved").await?;
        colleague.click("Share…").await?;
        colleague.click("Save the workspace file").await?;
        let (_answered, answer) = colleague.download(".kapocs.json").await?.keep()?;
        colleague.close().await?;

        page.go("#/").await?;
        page.give_files("Choose the file", &[answer]).await?;
        page.click("Take it in").await?;
        page.see("Both copies are together now.").await?;
        page.go("#/versions").await?;
        page.see("before a file was brought in").await?;
        let rows = page.rows("Earlier versions").await?;
        let kept = rows.iter().find(|row| row.contains("before a file")).map_or("", |row| when(row));
        page.click(&format!("Show the changes since {kept}")).await?;
        page.see("Address: (empty) → 1 Elm Street").await?;

        // A survey file is a file too.
        page.go("#/survey/read").await?;
        page.give_files("Choose files", &[sample("s1-tolgyfo-hu-excel.csv")]).await?;
        page.find("heading", "104 scores read").await?;
        page.choose("School", "Oak").await?;
        page.choose("Level", "Primary").await?;
        page.choose("Round", "2021. ősz").await?;
        page.click("Take these 104 scores").await?;
        page.find("heading", "104 scores taken.").await?;
        page.go("#/versions").await?;
        page.until(async || {
            let rows = page.rows("Earlier versions").await?;
            Ok(rows.iter().filter(|row| row.contains("before a file was brought in")).count() == 2)
        })
        .await
    })
}

#[test]
fn a_version_can_be_taken_along_and_removed() -> Result<()> {
    story("a_version_can_be_taken_along").run(async |page| {
        page.click("Try the example").await?;
        page.go("#/cluster").await?;
        page.fill("Goals", "Everybody shows a lesson").await?;
        page.see("Saved").await?;
        page.click("Share…").await?;
        page.click("Earlier versions").await?;
        let kept = versions(page, 1).await?;
        let when = when(&kept[0]);
        page.click(&format!("Download the version from {when}")).await?;
        let file = page.download(".kapocs.json").await?;
        ensure!(!file.text()?.contains("Everybody shows a lesson"), "the file is of before the change");
        page.click(&format!("Remove the version from {when}")).await?;
        let asks = page.find("dialog", &format!("Remove the version from {when}?")).await?;
        page.click_in(&asks, "Remove it").await?;
        page.see("There is no earlier version yet.").await?;

        // With the workspace go its versions.
        page.go("#/cluster").await?;
        page.reload().await?;
        page.fill("Goals", "Nobody shows anything").await?;
        page.see("Saved").await?;
        versions(page, 1).await?;
        page.click("Share…").await?;
        page.click("Save the workspace file").await?;
        let (_kept, path) = page.download(".kapocs.json").await?.keep()?;
        page.go("#/").await?;
        let remove = page.labels("button").await?.into_iter().find(|label| label.starts_with("Remove "));
        page.click(&remove.unwrap_or_default()).await?;
        page.see("its earlier versions in this browser go with it").await?;
        page.click("Remove it").await?;
        page.give_files("Choose the file", &[path]).await?;
        page.find("heading", "The cluster").await?;
        page.go("#/versions").await?;
        page.see("There is no earlier version yet.").await
    })
}

#[test]
fn old_work_is_reminded_of_calmly() -> Result<()> {
    story("old_work_is_reminded_of").run(async |page| {
        cluster_of_one_school(page).await?;
        at(page, "#/survey", "Survey results").await?;
        ensure!(!page.text().await?.contains(REMINDER), "work of today needs no reminder");
        last_file(page, 6).await?;
        at(page, "#/cluster", "The cluster").await?;
        at(page, "#/survey", "Survey results").await?;
        ensure!(!page.text().await?.contains(REMINDER), "a file of six days ago will do");
        last_file(page, 8).await?;
        page.go("#/cluster").await?;
        page.see(REMINDER).await?;
        page.click("Later").await?;
        page.see_no(REMINDER).await?;
        page.reload().await?;
        at(page, "#/cluster", "The cluster").await?;
        at(page, "#/survey", "Survey results").await?;
        ensure!(!page.text().await?.contains(REMINDER), "later is not today");

        page.js("for (const key of Object.keys(localStorage)) if (key.startsWith('kapocs/set/later/')) localStorage.setItem(key, '2021-01-01')")
            .await?;
        page.go("#/cluster").await?;
        page.see(REMINDER).await?;
        page.click("Save a file").await?;
        page.download(".kapocs.json").await?;
        page.see_no(REMINDER).await?;
        at(page, "#/survey", "Survey results").await?;
        ensure!(!page.text().await?.contains(REMINDER), "all of it is in the file");
        Ok(())
    })
}

#[test]
fn nothing_is_said_of_an_empty_workspace_or_the_untouched_example() -> Result<()> {
    story("nothing_is_said_of_an_empty_workspace").run(async |page| {
        page.fill("Name of the cluster", "Hill schools").await?;
        page.click("Start").await?;
        page.find("heading", "The cluster").await?;
        last_file(page, 400).await?;
        at(page, "#/cluster", "The cluster").await?;
        at(page, "#/survey", "Survey results").await?;
        ensure!(!page.text().await?.contains(REMINDER), "there is nothing to keep");
        page.go("#/versions").await?;
        page.see("There is no earlier version yet.").await?;

        page.go("#/").await?;
        page.click("Try the example").await?;
        page.find("heading", "Strengths and needs").await?;
        page.js("const now = Date.now; Date.now = () => now() + 30 * 86400e3").await?;
        at(page, "#/cluster", "The cluster").await?;
        ensure!(!page.text().await?.contains(REMINDER), "nobody has worked in it");
        page.fill("Goals", "Everybody shows a lesson").await?;
        page.see("Saved").await?;
        page.go("#/survey").await?;
        page.see("only in this browser so far").await
    })
}

#[test]
fn a_browser_without_a_database_says_so_and_goes_on() -> Result<()> {
    story("a_browser_without_a_database").run(async |page| {
        page.js("indexedDB.open = () => { throw new DOMException('no', 'SecurityError') }").await?;
        page.click("Try the example").await?;
        page.go("#/cluster").await?;
        page.fill("Goals", "Everybody shows a lesson").await?;
        page.see("Saved").await?;
        page.go("#/versions").await?;
        page.see("This browser keeps no earlier versions").await?;
        page.go("#/cluster").await?;
        ensure!(page.value("Goals").await? == "Everybody shows a lesson", "the work goes on");
        Ok(())
    })
}
