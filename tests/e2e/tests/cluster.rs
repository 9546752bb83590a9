//! From an empty browser to the agreed grid, as a coordinator goes.

use kapocs_e2e::{Page, Result, ensure, sample, story};
use serde_json::{Value, json};
use std::path::PathBuf;

async fn start_cluster(page: &Page) -> Result<()> {
    page.fill("Name of the cluster", "Hill schools").await?;
    page.fill("Pilot school year", "2021/22").await?;
    page.click("Start").await?;
    page.find("heading", "The cluster").await?;
    Ok(())
}

#[test]
fn a_cluster_is_described_kept_and_found_again() -> Result<()> {
    story("a_cluster_is_described").run(async |page| {
        start_cluster(page).await?;
        page.click("Add a school").await?;
        page.fill("Official name", "Oak Primary School").await?;
        page.fill("What you call it", "Oak").await?;
        page.fill("Students", "many").await?;
        page.see("“many” is not a whole number").await?;
        page.fill("Students", "420").await?;
        page.fill("Website", "javascript:alert(1)").await?;
        page.see("Saved").await?;
        page.calm().await?;
        ensure!(!page.has("link", "javascript:alert(1)").await?, "an address that is no web address became a link");
        page.reload().await?;
        page.see("Oak Primary School").await?;
        page.see("420").await?;
        page.go("#/").await?;
        page.see("Hill schools").await?;
        page.see("Kept in this browser").await
    })
}

#[test]
fn deleting_a_school_can_be_undone() -> Result<()> {
    story("deleting_a_school_can_be_undone").run(async |page| {
        page.click("Try the example").await?;
        page.go("#/cluster").await?;
        page.click("Bükkszél: all details").await?;
        page.click("Delete this school").await?;
        page.see_no("Bükkszéli Általános Iskola").await?;
        page.press("Control+z").await?;
        page.see("Bükkszéli Általános Iskola").await?;
        page.press("Control+Shift+z").await?;
        page.see_no("Bükkszéli Általános Iskola").await
    })
}

#[test]
fn a_school_is_found_among_many() -> Result<()> {
    story("a_school_is_found_among_many").run(async |page| {
        // As another program writes a network: records alone, without stamps.
        let school = |number: usize| (format!("s{number:02}"), json!({ "name": format!("School {number:02}") }));
        let schools: serde_json::Map<String, Value> = (1..=40).map(school).collect();
        let workspace = json!({ "id": "network", "cluster": { "name": "Forty schools" }, "schools": schools });
        let folder = tempfile::tempdir()?;
        let file = folder.path().join("network.kapocs.json");
        std::fs::write(
            &file,
            json!({ "format": "kapocs-workspace", "version": 1, "workspace": workspace }).to_string(),
        )?;
        page.give_files("Choose the file", &[file]).await?;
        page.find("heading", "The cluster").await?;
        page.see("School 20").await?;
        page.see_no("School 21").await?;
        page.fill("Find a school", "school 37").await?;
        page.see("1 school").await?;
        page.see_no("School 20").await?;
        page.click("School 37: all details").await?;
        page.fill("Students", "420").await?;
        page.fill("Find a school", "").await?;
        // What is being edited stays in sight.
        page.see("School 37").await?;
        page.see_no("School 36").await?;
        page.click("Show 20 more").await?;
        page.see("School 40").await?;
        page.see("420").await
    })
}

#[test]
fn a_file_is_read_looked_at_and_taken() -> Result<()> {
    story("a_file_is_read").run(async |page| {
        start_cluster(page).await?;
        page.go("#/survey/read").await?;
        page.give_files("Choose files", &[sample("s1-tolgyfo-hu-excel.csv")]).await?;
        page.find("heading", "104 scores read").await?;
        page.see("Choose the school first.").await?;
        page.choose("School", "Another school…").await?;
        page.fill("Name of the new school", "Tölgyfő").await?;
        page.choose("Level", "Primary").await?;
        page.choose("Round", "2021. ősz").await?;
        page.see("you can undo it afterwards").await?;
        page.click("Take these 104 scores").await?;
        page.find("heading", "104 scores taken.").await?;
        page.go("#/survey").await?;
        page.click("104 scores").await?;
        page.find("heading", "Tölgyfő: results").await?;
        page.see("s1-tolgyfo-hu-excel.csv").await?;
        page.find("button", "A1, Teachers: mean 4.1, n 58").await?;
        // One import is one step back.
        page.press("Control+z").await?;
        page.see_no("s1-tolgyfo-hu-excel.csv").await
    })
}

#[test]
fn five_schools_in_one_file_become_a_grid() -> Result<()> {
    story("five_schools_in_one_file").run(async |page| {
        start_cluster(page).await?;
        page.go("#/survey/read").await?;
        page.give_files("Choose files", &[sample("s3-cluster-tidy-two-rounds.csv")]).await?;
        page.find("heading", "1,040 scores read").await?;
        page.click("Take these 1,040 scores").await?;
        page.find("heading", "1,040 scores taken.").await?;
        // The same file again changes nothing.
        page.give_files("Choose files", &[sample("s3-cluster-tidy-two-rounds.csv")]).await?;
        page.click("Take these 1,040 scores").await?;
        page.find("heading", "All of this is here already. Nothing was changed.").await?;
        page.go("#/grid").await?;
        for school in ["Tölgyfő", "Bükkszél", "Kőrishely", "Fűzvölgye", "Hárságy"] {
            page.see(school).await?;
        }
        page.see("A mean of 4.0 or more").await
    })
}

#[test]
fn doubts_are_told_with_their_place_and_answered() -> Result<()> {
    story("doubts_are_told").run(async |page| {
        start_cluster(page).await?;
        page.go("#/survey/read").await?;
        page.give_files("Choose files", &[sample("bad-out-of-range.csv")]).await?;
        page.find("heading", "6 scores read, 3 things to look at").await?;
        page.see("Row 2, Teachers").await?;
        page.see("“39” is not between 1 and 5. Was it 3.9?").await?;
        page.click("Make it 3.9").await?;
        page.find("heading", "7 scores read, 2 things to look at").await?;
        Ok(())
    })
}

#[test]
fn mixed_decimal_marks_are_asked_about() -> Result<()> {
    story("mixed_decimal_marks").run(async |page| {
        start_cluster(page).await?;
        page.go("#/survey/read").await?;
        page.give_files("Choose files", &[sample("bad-mixed-decimals.csv")]).await?;
        page.see("The file writes decimals both with a comma").await?;
        page.choose("Decimals", "3,9 (comma)").await?;
        page.see("3 scores read").await
    })
}

#[test]
fn the_workspace_travels_as_a_file() -> Result<()> {
    story("the_workspace_travels").run(async |page| {
        page.click("Try the example").await?;
        page.find("heading", "Strengths and needs").await?;
        page.click("Share…").await?;
        page.click("Without names and notes").await?;
        page.click("Save the workspace file").await?;
        let file = page.download(".kapocs.json").await?;
        let text = String::from_utf8(file.bytes.clone())?;
        ensure!(text.contains("kapocs-workspace") && !text.contains("Péter Példa"), "names were to be left out");
        page.go("#/").await?;
        page.click("Remove Forest cluster (example)").await?;
        page.click("Remove it").await?;
        page.see_no("Kept in this browser").await?;
        let (_folder, path) = file.keep()?;
        page.give_files("Choose the file", &[path]).await?;
        page.find("heading", "The cluster").await?;
        page.see("Hárságy").await
    })
}

#[test]
fn a_file_that_is_none_harms_nothing() -> Result<()> {
    story("a_file_that_is_none").run(async |page| {
        page.give_files("Choose the file", &[sample("bad-a-pdf-renamed.csv")]).await?;
        page.see("This is a PDF document, not a workspace file.").await?;
        page.find("heading", "Schools that help each other").await?;
        Ok(())
    })
}

#[test]
fn questions_are_explained_and_printed() -> Result<()> {
    story("questions_are_explained").hungarian().run(async |page| {
        page.click("A példa kipróbálása").await?;
        page.go("#/items").await?;
        page.see("Digitális stratégia").await?;
        page.go("#/items/sheet/students").await?;
        page.find("heading", "Kitöltés előtt: Tanulók").await?;
        page.see("Internet-hozzáférés").await
    })
}

#[test]
fn results_are_typed_in_as_in_a_spreadsheet() -> Result<()> {
    story("results_are_typed_in").run(async |page| {
        start_cluster(page).await?;
        page.go("#/survey/read").await?;
        page.click("Or type them in").await?;
        page.click("A1, Teachers").await?;
        page.type_text("3,4").await?;
        page.press("Enter").await?;
        page.type_text("39").await?;
        page.press("ArrowUp").await?;
        page.press("ArrowLeft").await?;
        page.paste("4,1\t3,6\n3,9\t3,8").await?;
        ensure!(page.value("A1, Leaders").await? == "4,1" && page.value("A2, Teachers").await? == "3,8");
        page.press("Delete").await?;
        ensure!(page.value("A1, Leaders").await? == "");
        // A step back in the sheet is none in the workspace.
        page.press("Control+z").await?;
        ensure!(page.value("A1, Leaders").await? == "4,1");
        page.press("Control+z").await?;
        ensure!(page.value("A1, Teachers").await? == "3,4" && page.value("A2, Teachers").await? == "39");
        page.press("Control+Shift+z").await?;
        page.press("Control+Shift+z").await?;
        ensure!(page.value("A1, Leaders").await? == "");
        page.press("Control+End").await?;
        page.press("Control+Home").await?;
        page.type_text("3,7").await?;
        ensure!(page.value("A Leadership, Leaders").await? == "3,7");
        page.press("Delete").await?;
        // What is typed is still there after a look at another page.
        page.go("#/cluster").await?;
        page.find("heading", "The cluster").await?;
        page.go("#/survey/read").await?;
        ensure!(page.value("A2, Teachers").await? == "3,8");
        page.find("button", "Read these cells").await?;
        page.click("Read these cells").await?;
        page.see("3 scores read").await
    })
}

/// Survey files as people type them, under their names.
fn files(named: &[(&str, &str)]) -> Result<(tempfile::TempDir, Vec<PathBuf>)> {
    let folder = tempfile::tempdir()?;
    let mut paths = Vec::new();
    for (name, text) in named {
        paths.push(folder.path().join(name));
        std::fs::write(&paths[paths.len() - 1], text)?;
    }
    Ok((folder, paths))
}

const HEAD: &str = "school;level;round;group;item;mean\n";

#[test]
fn a_second_file_of_a_school_says_what_it_would_do() -> Result<()> {
    story("a_second_file_of_a_school").run(async |page| {
        start_cluster(page).await?;
        page.go("#/survey/read").await?;
        let of_oak = |rows: &str| {
            let row = |row: &str| format!("Oak;primary;2021 autumn;teachers;{row}\n");
            format!("{HEAD}{}", rows.split(' ').map(row).collect::<String>())
        };
        let texts = ["A1;3.4 A2;3.1 A3;3.6", "A4;3.9", "A1;3.0", "A1;2.0"].map(of_oak);
        let names = ["first.csv", "more.csv", "other.csv", "third.csv"];
        let named: Vec<(&str, &str)> = names.into_iter().zip(texts.iter().map(String::as_str)).collect();
        let (_folder, paths) = files(&named)?;
        let give = async |file: usize| page.give_files("Choose files", &paths[file..=file]).await;
        give(0).await?;
        page.see("Oak, Primary, 2021 autumn: new: 3 values").await?;
        page.click("Take these 3 scores").await?;
        give(1).await?;
        page.see("adds 1 value to what is here and changes none").await?;
        page.click("Take this 1 score").await?;
        give(2).await?;
        page.see("Values here now: 4; in this file: 1; in both, with another number: 1.").await?;
        page.find("radio", "Replace the whole result by this file; 3 values that it does not have would be gone")
            .await?;
        page.click("Take over this file’s values; the other 3 values stay").await?;
        page.click("Take this 1 score").await?;
        page.find("heading", "1 score taken.").await?;
        give(3).await?;
        page.click("Keep both: put this file under another round, “2021 autumn, file 2”").await?;
        page.click("Take this 1 score").await?;
        // The next one beside them overwrites neither.
        give(2).await?;
        page.see("nothing new: all of it is here already").await?;
        page.click("Take this 1 score").await?;
        page.go("#/survey").await?;
        page.see("2021 autumn, file 2").await?;
        page.click("4 scores").await?;
        page.see("first.csv").await?;
        page.see("other.csv").await?;
        page.find("button", "A1, Teachers: mean 3.0").await?;
        Ok(())
    })
}

#[test]
fn files_of_one_go_follow_each_other_and_wait_for_a_decision() -> Result<()> {
    story("files_of_one_go").run(async |page| {
        start_cluster(page).await?;
        page.go("#/survey/read").await?;
        let tables = [("a.csv", "Code;Teachers\nA1;3.4\nA2;3.5\n"), ("b.csv", "Code;Teachers\nA1;3.9\nA2;3.1\n")];
        let (_folder, paths) = files(&tables)?;
        page.give_files("Choose files", &paths).await?;
        page.choose("School", "Another school…").await?;
        page.fill("Name of the new school", "Oak").await?;
        page.choose("Level", "Primary").await?;
        page.choose("Round", "Another round…").await?;
        page.fill("Name of the round, such as 2021 autumn", "2021 autumn").await?;
        // Files wait while people look at something else.
        page.go("#/cluster").await?;
        page.find("heading", "The cluster").await?;
        page.go("#/survey/read").await?;
        page.click("Take these 2 scores").await?;
        page.see("file 2 of 2").await?;
        page.see("as in the other file").await?;
        page.choose("School", "Oak").await?;
        page.see("Values here now: 2; in this file: 2; in both, with another number: 2.").await?;
        page.see("Say first what to do with the results that are here already.").await
    })
}

#[test]
fn a_file_dropped_anywhere_finds_its_page() -> Result<()> {
    story("a_file_dropped_anywhere").run(async |page| {
        start_cluster(page).await?;
        page.click("Share…").await?;
        page.click("Save the workspace file").await?;
        let (_folder, workspace) = page.download(".kapocs.json").await?.keep()?;
        page.press("Escape").await?;
        let heading = page.find("heading", "The cluster").await?;
        page.drop_files(&heading, &[sample("s1-tolgyfo-hu-excel.csv")]).await?;
        let read = page.find("heading", "104 scores read").await?;
        page.drop_files(&read, &[workspace]).await?;
        // It is this very cluster's: nothing is new, and what was being read still waits.
        page.find("heading", "The cluster").await?;
        page.go("#/survey/read").await?;
        page.find("heading", "104 scores read").await?;
        Ok(())
    })
}

#[test]
fn every_guess_about_a_table_can_be_corrected() -> Result<()> {
    story("every_guess_can_be_corrected").run(async |page| {
        start_cluster(page).await?;
        page.go("#/survey/read").await?;
        let tables =
            [("oak.csv", "School;Level;Round;A1;Question x\nOak;primary;2021;3.4;3.9\nElm;primary;2021;3.1;3.2\n")];
        let (_folder, paths) = files(&tables)?;
        page.give_files("Choose files", &paths).await?;
        page.choose("Whose answers", "Teachers").await?;
        page.choose("What column Question x holds", "An item or area…").await?;
        page.choose("Which item or area column Question x holds", "A2 Strategy development with teachers").await?;
        page.find("heading", "4 scores read").await?;
        page.click("Row 3 is read").await?;
        page.find("heading", "2 scores read").await?;
        page.click("Row 3 is read").await?;
        page.find("heading", "4 scores read").await?;
        // What the file tells of level and round can be said otherwise, too.
        page.see("“2021” in the file").await?;
        page.choose("Level", "Lower secondary").await?;
        page.choose("Round", "Another round…").await?;
        page.fill("Name of the round, such as 2021 autumn", "2021 autumn").await?;
        page.see("Oak, Lower secondary, 2021 autumn: new: 2 values").await?;
        page.choose("Header", "no header").await?;
        page.see("It is not clear what this column holds").await?;
        Ok(())
    })
}
