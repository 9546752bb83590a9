//! Files that hold a part of the workspace, and files that a passphrase protects.

use kapocs_e2e::{Look, Page, Result, dist, ensure, sample, story};
use std::path::PathBuf;

const PHRASE: &str = "három zöld alma az asztalon";

async fn example(page: &Page) -> Result<()> {
    page.click("Try the example").await?;
    page.find("heading", "Strengths and needs").await?;
    page.see("Saved").await
}

/// The file with this choice of contents; it stays where the browser put it.
async fn part(page: &Page, choice: &str) -> Result<(tempfile::TempDir, PathBuf)> {
    page.click("Share…").await?;
    page.click(choice).await?;
    page.click("Save the workspace file").await?;
    page.download(".kapocs.json").await?.keep()
}

async fn open(page: &Page, path: &PathBuf) -> Result<()> {
    page.go("#/").await?;
    page.give_files("Choose the file", std::slice::from_ref(path)).await
}

#[test]
fn a_passphrase_protects_a_file() -> Result<()> {
    story("a_passphrase_protects_a_file").run(async |page| {
        example(page).await?;
        page.click("Share…").await?;
        page.click("Protect with a passphrase").await?;
        page.fill("Passphrase", "short").await?;
        page.click("Save the workspace file").await?;
        page.see("The passphrase needs at least 10 characters.").await?;
        page.fill("Passphrase", PHRASE).await?;
        page.click("Show it").await?;
        ensure!(page.value("Passphrase").await? == PHRASE, "what is shown is what was typed");
        page.click("Save the workspace file").await?;
        let locked = page.download(".kapocs.age").await?;
        ensure!(locked.bytes.starts_with(b"age-encryption.org/v1\n-> scrypt "));
        let (_folder, path) = locked.keep()?;

        let colleague = Page::of(&dist(), Look::default()).await?;
        open(&colleague, &path).await?;
        colleague.find("dialog", "This file is protected").await?;
        colleague.fill("Passphrase", "harom zold alma az asztalon").await?;
        colleague.click("Open the file").await?;
        colleague.see("That is not this file’s passphrase.").await?;
        colleague.fill("Passphrase", PHRASE).await?;
        colleague.press("Enter").await?;
        colleague.find("heading", "The cluster").await?;
        colleague.see("Tölgyfő").await?;
        // Here it is known: nothing new. And who has no passphrase goes on without.
        open(page, &path).await?;
        page.fill("Passphrase", PHRASE).await?;
        page.click("Open the file").await?;
        page.see("Nothing new").await?;
        open(page, &path).await?;
        page.click("Cancel").await?;
        page.see_no("This file is protected").await?;
        colleague.close().await
    })
}

#[test]
fn a_file_of_the_age_tool_opens() -> Result<()> {
    story("a_file_of_the_age_tool_opens").run(async |page| {
        for name in ["locked-by-age.kapocs.age", "locked-by-age-as-text.kapocs.age"] {
            open(page, &sample("workspaces").join(name)).await?;
            page.fill("Passphrase", "correct horse battery staple").await?;
            page.click("Open the file").await?;
            page.find("heading", "The cluster").await?;
        }
        let folder = tempfile::tempdir()?;
        let torn = folder.path().join("torn.kapocs.age");
        std::fs::write(&torn, &std::fs::read(sample("workspaces").join("locked-by-age.kapocs.age"))?[..9_000])?;
        open(page, &torn).await?;
        page.fill("Passphrase", "correct horse battery staple").await?;
        page.click("Open the file").await?;
        page.see("The file is damaged").await
    })
}

#[test]
fn a_part_tells_only_what_it_should_and_merges_back() -> Result<()> {
    story("a_part_tells_only_what_it_should").run(async |page| {
        example(page).await?;
        let choices = ["Without names and notes", "One school", "For the national office", "Areas only"];
        for choice in choices {
            let (_folder, path) = part(page, choice).await?;
            let text = std::fs::read_to_string(&path)?;
            for name in ["Minta", "tolgyfo@example.org"] {
                // The first school's part is for its own people.
                ensure!(text.contains(name) == (choice == "One school"), "{choice}: {name}");
            }
            ensure!(!text.contains("Péter"), "{choice} names another school’s coordinator");
            ensure!(text.contains(",A2 ") == (choice != "Areas only"), "{choice}: items");
            ensure!(text.contains("s2-bukkszel/primary") == (choice != "One school"), "{choice}: results of others");
            open(page, &path).await?;
            page.see("Nothing new").await?;
        }
        Ok(())
    })
}

#[test]
fn a_schools_staff_sends_back_what_it_put_right() -> Result<()> {
    story("a_schools_staff_sends_back").run(async |page| {
        example(page).await?;
        page.click("Share…").await?;
        page.click("One school").await?;
        page.choose("Which school", "Bükkszél").await?;
        page.click("Save the workspace file").await?;
        let (_folder, path) = page.download(".kapocs.json").await?.keep()?;

        let staff = Page::of(&dist(), Look::default()).await?;
        open(&staff, &path).await?;
        staff.find("heading", "The cluster").await?;
        staff.see("The file is the part for one school (Bükkszél).").await?;
        staff.click("Bükkszél: all details").await?;
        staff.fill("Address", "9991 Bükkszél, Új utca 1.").await?;
        staff.see("Saved").await?;
        let (_back, answer) = part(&staff, "Everything").await?;

        open(page, &answer).await?;
        page.find("dialog", "What this file brings").await?;
        page.see("New: 0. Changed: 1. Removed: 0.").await?;
        page.click("Take it in").await?;
        page.see("9991 Bükkszél, Új utca 1.").await?;
        staff.close().await
    })
}

#[test]
fn an_extract_opens_beside_and_stays_one() -> Result<()> {
    story("an_extract_opens_beside").run(async |page| {
        example(page).await?;
        let (_folder, path) = part(page, "Areas only").await?;
        let mut office = Page::of(&dist(), Look::default()).await?;
        open(&office, &path).await?;
        office.see("The file is an extract for looking at").await?;
        office.go("#/grid").await?;
        office.find("gridcell", "3.6 need").await?;
        office.reload().await?;
        office.find("gridcell", "3.6 need").await?;
        let (_back, back) = part(&office, "Everything").await?;
        open(page, &back).await?;
        page.see("Nothing new").await?;
        office.close().await
    })
}
