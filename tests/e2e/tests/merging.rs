//! Two people work in copies of one workspace and mail each other files.

use kapocs_e2e::{Look, Page, Result, dist, ensure, story};
use std::path::PathBuf;

/// Types into the field of the one school there is.
async fn write(page: &Page, field: &str, text: &str) -> Result<()> {
    page.go("#/cluster").await?;
    if !page.has("textbox", field).await? {
        page.click("Oak: all details").await?;
    }
    page.fill(field, text).await?;
    page.see("Saved").await
}

/// The file that the page would mail; it stays where the browser put it.
async fn file(page: &Page) -> Result<(tempfile::TempDir, PathBuf)> {
    page.click("Share…").await?;
    page.click("Save the workspace file").await?;
    page.download(".kapocs.json").await?.keep()
}

async fn open(page: &Page, path: &PathBuf) -> Result<()> {
    page.go("#/").await?;
    page.give_files("Choose the file", std::slice::from_ref(path)).await
}

async fn cluster_of_one_school(page: &Page) -> Result<()> {
    page.fill("Name of the cluster", "Hill schools").await?;
    page.click("Start").await?;
    page.click("Add a school").await?;
    page.fill("What you call it", "Oak").await?;
    page.see("Saved").await
}

/// A colleague who opened our file and wrote an address into it, and the file that came back.
async fn colleague_with_an_address(page: &Page) -> Result<(Page, (tempfile::TempDir, PathBuf))> {
    cluster_of_one_school(page).await?;
    let (_mailed, path) = file(page).await?;
    let colleague = Page::of(&dist(), Look::default()).await?;
    open(&colleague, &path).await?;
    colleague.find("heading", "The cluster").await?;
    write(&colleague, "Address", "1 Elm Street").await?;
    let answer = file(&colleague).await?;
    Ok((colleague, answer))
}

#[test]
fn a_colleagues_file_brings_both_peoples_work_together() -> Result<()> {
    story("a_colleagues_file").run(async |page| {
        cluster_of_one_school(page).await?;
        let (_mailed, path) = file(page).await?;
        let colleague = Page::of(&dist(), Look::default()).await?;
        open(&colleague, &path).await?;
        colleague.find("heading", "The cluster").await?;
        colleague.click("Share…").await?;
        colleague.fill("Your name (if you like)", "Anna").await?;
        colleague.click("Close").await?;
        write(&colleague, "Address", "1 Elm Street").await?;
        let (_answered, answer) = file(&colleague).await?;

        write(page, "Students", "420").await?;
        open(page, &answer).await?;
        page.find("dialog", "What this file brings").await?;
        page.see("Written by Anna").await?;
        page.see("Address: (empty) → 1 Elm Street").await?;
        page.click("Take it in").await?;
        page.see("Both copies are together now.").await?;
        page.find("cell", "1 Elm Street").await?;
        page.find("cell", "420").await?;
        page.click("Oak: all details").await?;
        page.click("Who changed what").await?;
        page.see("Anna").await?;
        // One step back takes the whole file back; ours stays.
        page.press("Control+z").await?;
        page.see_no("1 Elm Street").await?;
        page.find("cell", "420").await?;
        page.press("Control+Shift+z").await?;
        page.see("1 Elm Street").await?;
        open(page, &answer).await?;
        page.see("Nothing new").await?;
        // What was taken back comes with its file once more.
        page.press("Control+z").await?;
        page.see_no("1 Elm Street").await?;
        open(page, &answer).await?;
        page.see("Address: (empty) → 1 Elm Street").await?;
        page.click("Take it in").await?;
        page.find("cell", "1 Elm Street").await?;
        page.find("cell", "420").await?;
        colleague.close().await
    })
}

/// One laptop's disk is copied to another: the browser there takes itself for this one. Counted
/// by its numbers, what one of them wrote was overwritten by the other.
#[test]
fn a_copied_profile_loses_nobodys_work() -> Result<()> {
    story("a_copied_profile").run(async |page| {
        cluster_of_one_school(page).await?;
        write(page, "Address", "Oak Hill").await?;
        let kept = page.js("return JSON.stringify(localStorage)").await?;
        let mut copy = Page::of(&dist(), Look::default()).await?;
        let put =
            "for (const [key, value] of Object.entries(JSON.parse(arguments[0]))) localStorage.setItem(key, value)";
        copy.js_with(put, vec![kept]).await?;
        copy.reload().await?;
        page.reload().await?;
        write(page, "Address", "1 Elm Street").await?;
        for text in ["A slip", "Another", "A third", "2 Ash Road"] {
            write(&copy, "Address", text).await?;
        }
        let (_ours, ours) = file(page).await?;
        let (_theirs, theirs) = file(&copy).await?;
        for (page, answer) in [(&*page, &theirs), (&copy, &ours)] {
            open(page, answer).await?;
            page.see("both stay for now").await?;
            page.click("Take it in").await?;
            page.click("⇄ 1 to decide").await?;
            page.see("1 Elm Street").await?;
            page.see("2 Ash Road").await?;
        }
        copy.close().await
    })
}

#[test]
fn what_two_people_changed_is_kept_twice_until_somebody_decides() -> Result<()> {
    story("what_two_people_changed").run(async |page| {
        let (colleague, (_answered, answer)) = colleague_with_an_address(page).await?;

        write(page, "Address", "2 Ash Road").await?;
        open(page, &answer).await?;
        page.see("both stay for now").await?;
        page.click("Take it in").await?;
        page.click("⇄ 1 to decide").await?;
        page.find("heading", "To decide").await?;
        page.see("1 Elm Street").await?;
        page.see("2 Ash Road").await?;
        page.reload().await?;
        page.see("1 Elm Street").await?;
        page.fill("Or write another", "3 Oak Lane").await?;
        page.click("Use what I wrote").await?;
        page.see("Nothing is waiting for a decision.").await?;
        // A decision that is taken back is open again, with both versions.
        page.press("Control+z").await?;
        page.see("1 Elm Street").await?;
        page.see("2 Ash Road").await?;
        page.press("Control+Shift+z").await?;
        page.see("Nothing is waiting for a decision.").await?;
        page.go("#/cluster").await?;
        page.see("3 Oak Lane").await?;

        // The decision travels too.
        let (_decided, decision) = file(page).await?;
        open(&colleague, &decision).await?;
        colleague.click("Take it in").await?;
        colleague.see("3 Oak Lane").await?;
        ensure!(!colleague.text().await?.contains("to decide"), "a decision is a decision everywhere");
        colleague.close().await
    })
}

#[test]
fn keeping_ours_is_seen_by_the_other_side() -> Result<()> {
    story("keeping_ours").run(async |page| {
        let (colleague, (_answered, answer)) = colleague_with_an_address(page).await?;
        open(page, &answer).await?;
        page.click("Keep ours: School data").await?;
        page.click("Take it in").await?;
        page.see_no("1 Elm Street").await?;
        let (_kept, kept) = file(page).await?;
        open(&colleague, &kept).await?;
        colleague.see("Address: 1 Elm Street → (empty)").await?;
        colleague.click("Take it in").await?;
        colleague.see_no("1 Elm Street").await?;
        colleague.close().await
    })
}

#[test]
fn several_files_are_brought_in_one_after_the_other() -> Result<()> {
    story("several_files").run(async |page| {
        let (colleague, (_answered, answer)) = colleague_with_an_address(page).await?;
        write(&colleague, "Students", "412").await?;
        let (_later, later) = file(&colleague).await?;
        // A name of its own, as browsers number downloads.
        let here = tempfile::tempdir()?;
        let first = here.path().join("monday.kapocs.json");
        std::fs::copy(&answer, &first)?;
        let cut = here.path().join("cut.kapocs.json");
        let text = std::fs::read_to_string(&answer)?;
        std::fs::write(&cut, &text[..text.len() / 2])?;

        page.go("#/").await?;
        page.give_files("Choose the file", &[first, cut, later]).await?;
        page.see("Address: (empty) → 1 Elm Street").await?;
        page.click("Take it in").await?;
        page.see("Students: (empty) → 412").await?;
        page.click("Take it in").await?;
        // What could not be opened is still said, with its name.
        page.see("cut.kapocs.json: ").await?;
        page.go("#/cluster").await?;
        page.find("cell", "1 Elm Street").await?;
        page.find("cell", "412").await?;
        colleague.close().await
    })
}
