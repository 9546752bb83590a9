//! The grid and the pages around it, on the example cluster.

use kapocs_e2e::{Page, Result, ensure, story};
use serde_json::json;

/// Opens the example at its grid.
async fn example(page: &Page) -> Result<()> {
    page.click("Try the example").await?;
    page.find("heading", "Strengths and needs").await?;
    page.find("gridcell", "3.6 need").await?;
    Ok(())
}

/// The grid's rows as they are read out, cells of one row joined by ` | `.
async fn rows(page: &Page) -> Result<Vec<String>> {
    let script = "return [...document.querySelector('[role=grid]').rows]
        .map(row => [...row.cells].map(cell => (cell.ariaLabel ?? cell.innerText).replace(/\\s+/g, ' ').trim()).join(' | '))";
    let rows = page.js(script).await?;
    Ok(rows.as_array().into_iter().flatten().filter_map(|row| row.as_str()).map(str::to_owned).collect())
}

/// Row and column of the cell that has the keyboard.
async fn place(page: &Page) -> Result<(i64, i64)> {
    let script = "const cell = document.activeElement.closest('td, th');
        return cell ? [cell.parentElement.ariaRowIndex ?? cell.parentElement.getAttribute('aria-rowindex'), cell.cellIndex] : [0, 0]";
    let place = page.js(script).await?;
    let number =
        |value: &serde_json::Value| value.as_i64().or_else(|| value.as_str()?.parse().ok()).unwrap_or_default();
    Ok((number(&place[0]), number(&place[1])))
}

/// How many pages come out on paper, and whether the first lies on its side.
async fn printed(page: &Page) -> Result<(usize, bool)> {
    let answer = page.cdp("Page.printToPDF", json!({ "preferCSSPageSize": true, "printBackground": true })).await?;
    let script = "const text = atob(arguments[0]);
        const box = text.match(/\\/MediaBox\\s*\\[\\s*0 0 ([\\d.]+) ([\\d.]+)/);
        return [(text.match(/\\/Type\\s*\\/Page[^s]/g) ?? []).length, Number(box?.[1]) > Number(box?.[2])]";
    let seen = page.js_with(script, vec![answer["data"].clone()]).await?;
    Ok((seen[0].as_u64().unwrap_or_default() as usize, seen[1] == true))
}

#[test]
fn the_grid_shows_every_verdict_with_a_word() -> Result<()> {
    story("the_grid_shows_every_verdict").run(async |page| {
        example(page).await?;
        let all = rows(page).await?.join("\n");
        for word in [" need |", "need, 0.5 or more below", "undecided", "fine", "strength"] {
            ensure!(all.contains(word), "no “{word}” in\n{all}");
        }
        let heads = rows(page).await?.first().cloned().unwrap_or_default();
        ensure!(heads.contains("Tölgyfő n 63"), "leaders and teachers count: {heads}");
        page.click("Leaders").await?;
        let heads = rows(page).await?.first().cloned().unwrap_or_default();
        ensure!(heads.contains("Tölgyfő n 5"), "leaders alone: {heads}");
        page.click("Students").await?;
        let leadership = rows(page).await?.into_iter().find(|row| row.contains("Leadership")).unwrap_or_default();
        ensure!(leadership.ends_with("– no data"), "students are not asked about leadership: {leadership}");
        page.click("Distance to the best").await?;
        page.see("0.5 or more below the best").await
    })
}

#[test]
fn a_distance_stands_beside_the_value_and_says_whose_the_best_is() -> Result<()> {
    story("a_distance_beside_the_value").run(async |page| {
        example(page).await?;
        page.click("3.6 need").await?;
        page.see("0.9 below the cluster’s best (Hárságy).").await?;
        page.click("Distance to the best").await?;
        let all = rows(page).await?.join("\n");
        ensure!(all.contains("from the best (3.6)") && all.contains("0.0 the best of the cluster ("), "{all}");
        Ok(())
    })
}

#[test]
fn all_pages_list_schools_in_the_clusters_order() -> Result<()> {
    story("the_clusters_order").run(async |page| {
        example(page).await?;
        let names = ["Tölgyfő", "Bükkszél", "Kőrishely", "Fűzvölgye", "Hárságy"];
        for (route, script) in [
            (
                "#/cluster",
                "return [...document.querySelectorAll('.composition tbody th')].map(head => head.innerText).join()",
            ),
            (
                "#/survey",
                "return [...document.querySelectorAll('.overview tbody th')].map(head => head.innerText).join()",
            ),
            (
                "#/grid",
                "return [...document.querySelectorAll('[role=grid] thead th')].map(head => head.innerText).join()",
            ),
        ] {
            page.go(route).await?;
            let heads = page.js(script).await?;
            let heads = heads.as_str().unwrap_or_default();
            let order = names.map(|name| heads.find(name));
            ensure!(order.is_sorted() && order[0].is_some(), "{route}: {heads}");
        }
        Ok(())
    })
}

#[test]
fn areas_open_into_items_and_own_questions_stand_apart() -> Result<()> {
    story("areas_open").run(async |page| {
        example(page).await?;
        let closed = rows(page).await?.len();
        page.click("D Continuing Professional Development").await?;
        ensure!(rows(page).await?.len() == closed + 3);
        page.click("Close all areas").await?;
        page.click("Open all areas").await?;
        let all = rows(page).await?;
        ensure!(all.len() > closed + 30);
        ensure!(all.last().is_some_and(|row| row.starts_with("I know whom to ask")), "{:?}", all.last());
        Ok(())
    })
}

#[test]
fn needs_only_leaves_needs_and_finds_nothing_to_rank() -> Result<()> {
    story("needs_only").run(async |page| {
        example(page).await?;
        page.click("Needs only").await?;
        let all = rows(page).await?.join("\n");
        ensure!(all.contains("need") && !all.contains("4.6"), "{all}");
        page.choose("Areas", "most needs first").await?;
        let all = rows(page).await?;
        ensure!(all.get(1).is_some_and(|row| row.starts_with("G")), "{all:?}");
        page.choose("Schools", "by name").await?;
        let heads = rows(page).await?.first().cloned().unwrap_or_default();
        let order = ["Bükkszél", "Fűzvölgye", "Hárságy", "Kőrishely", "Tölgyfő"].map(|name| heads.find(name));
        ensure!(order.is_sorted() && order[0].is_some(), "{heads}");
        Ok(())
    })
}

#[test]
fn the_keyboard_moves_as_in_a_spreadsheet() -> Result<()> {
    story("the_keyboard_moves").run(async |page| {
        example(page).await?;
        page.click("3.6 need").await?;
        let start = place(page).await?;
        ensure!(start == (2, 1), "{start:?}");
        for (keys, there) in [
            ("ArrowDown", (3, 1)),
            ("ArrowRight", (3, 2)),
            ("End", (3, 5)),
            ("Home", (3, 1)),
            ("Control+End", (10, 5)),
            ("Control+Home", (2, 1)),
            ("PageDown", (10, 1)),
            ("PageUp", (2, 1)),
            ("ArrowLeft", (2, 0)),
        ] {
            page.press(keys).await?;
            let arrived = page.until(async || Ok(place(page).await? == there)).await;
            ensure!(arrived.is_ok(), "{keys} leads to {:?}, not {there:?}", place(page).await?);
        }
        // The first column holds the areas' buttons: the space bar opens one.
        page.press(" ").await?;
        page.see("A1 Digital strategy").await?;
        page.press("ArrowRight").await?;
        page.press("Enter").await?;
        let heading = page.find("heading", "Tölgyfő · A Leadership").await?;
        let reached = page.js_with("return document.activeElement === arguments[0]", vec![heading.to_json()?]).await?;
        ensure!(reached == true, "Enter leads behind the cell");
        page.press("Escape").await?;
        page.until(async || Ok(place(page).await? == (2, 1))).await
    })
}

#[test]
fn a_note_on_a_cell_is_kept() -> Result<()> {
    story("a_note_is_kept").run(async |page| {
        example(page).await?;
        page.click("3.6 need").await?;
        page.fill("Note on this cell", "New headteacher since August.").await?;
        page.find("gridcell", "3.6 need, has a note").await?;
        page.see("Saved").await?;
        page.reload().await?;
        page.go("#/grid").await?;
        page.click("3.6 need, has a note").await?;
        ensure!(page.value("Note on this cell").await? == "New headteacher since August.");
        Ok(())
    })
}

#[test]
fn another_rule_recolours_at_once_and_is_agreed_or_dropped() -> Result<()> {
    story("another_rule").run(async |page| {
        example(page).await?;
        page.click("Try another rule…").await?;
        let line = page.field("Below this mean it is a need").await?;
        line.send_keys("\u{e010}").await?;
        page.see("A mean of 4.5 or more is not a need.").await?;
        page.see("A strength from 4.4 on would reach below the line for needs, 4.5.").await?;
        page.find("gridcell", "3.6 need, 0.5 or more below the line").await?;
        page.click("Back to what we agreed").await?;
        page.find("gridcell", "3.6 need").await?;

        page.go("#/agreement").await?;
        page.click("The value alone decides").await?;
        page.click("Agree on this…").await?;
        page.click("Agree").await?;
        page.see("Write who decided: names, schools or the meeting.").await?;
        page.see("Write why, so that those who were not there understand it.").await?;
        page.fill("Who decided? (required)", "the five heads").await?;
        page.fill("Why this line? (required)", "It is easier to explain.").await?;
        page.click("Agree").await?;
        page.see("The new rule is agreed.").await?;
        page.see("Agreement 2").await?;
        page.see("by the five heads. “It is easier to explain.”").await?;
        page.go("#/grid").await?;
        let all = rows(page).await?.join("\n");
        ensure!(!all.contains("undecided"), "{all}");
        page.press("Control+z").await?;
        page.until(async || Ok(rows(page).await?.join("\n").contains("undecided"))).await
    })
}

#[test]
fn a_number_of_the_rule_is_written_as_the_language_writes_it() -> Result<()> {
    story("rule_number").hungarian().run(async |page| {
        page.click("A példa kipróbálása").await?;
        page.see("Erdei iskolakör (példa)").await?;
        page.go("#/agreement").await?;
        let label = "Ettől az átlagtól";
        let line = page.find("textbox", label).await?;
        ensure!(page.value(label).await? == "4,4", "{}", page.value(label).await?);
        line.clear().await?;
        line.send_keys("9\u{e004}").await?;
        page.see("3,0 és 5,0 közötti számot írjon ide.").await?;
        line.clear().await?;
        line.send_keys("4.25\u{e004}").await?;
        page.see("Erősség, ha az átlag legalább 4,3.").await?;
        page.see_no("közötti számot").await?;
        ensure!(page.value(label).await? == "4,3", "{}", page.value(label).await?);
        Ok(())
    })
}

#[test]
fn differences_come_largest_first_with_their_numbers() -> Result<()> {
    story("differences_come_largest_first").run(async |page| {
        example(page).await?;
        page.click("Differences").await?;
        page.find("heading", "Where groups see it differently").await?;
        page.click("As a table").await?;
        let script = "return [...document.querySelectorAll('tbody tr')].map(row => Number(row.cells[5].innerText))";
        let sizes: Vec<f64> =
            page.js(script).await?.as_array().into_iter().flatten().filter_map(|n| n.as_f64()).collect();
        ensure!(sizes.len() == 20 && sizes.is_sorted_by(|a, b| a >= b), "{sizes:?}");
        page.choose("School", "Bükkszél").await?;
        let schools = page
            .js("return [...new Set([...document.querySelectorAll('tbody tr')].map(row => row.cells[1].innerText))]")
            .await?;
        ensure!(schools == json!(["Bükkszél"]), "{schools}");
        Ok(())
    })
}

#[test]
fn a_schools_page_says_it_in_words() -> Result<()> {
    story("a_schools_page").run(async |page| {
        example(page).await?;
        page.click("Bükkszél").await?;
        page.find("heading", "What is strong").await?;
        page.find("heading", "What needs work").await?;
        page.see("G Assessment Practices").await?;
        let (pages, _) = printed(page).await?;
        ensure!(pages == 1, "{pages} pages");
        Ok(())
    })
}

#[test]
fn the_grid_prints_on_one_sheet_across() -> Result<()> {
    story("the_grid_prints").run(async |page| {
        example(page).await?;
        ensure!(printed(page).await? == (1, true), "{:?}", printed(page).await?);
        page.click("Open all areas").await?;
        ensure!(printed(page).await? == (1, true), "all open: {:?}", printed(page).await?);
        Ok(())
    })
}

#[test]
fn what_is_agreed_and_asked_prints_on_few_sheets() -> Result<()> {
    story("few_sheets").run(async |page| {
        example(page).await?;
        for (route, most) in [("#/agreement", 2), ("#/items/sheet/students", 2), ("#/cluster", 2), ("#/survey", 1)] {
            page.go(route).await?;
            let (pages, _) = printed(page).await?;
            ensure!(pages <= most, "{route}: {pages} pages");
        }
        Ok(())
    })
}

#[test]
fn a_presentation_walks_through_the_areas() -> Result<()> {
    story("a_presentation_walks").run(async |page| {
        example(page).await?;
        page.click("Present").await?;
        page.see("1 of 9").await?;
        page.press("ArrowRight").await?;
        page.find("heading", "A Leadership").await?;
        page.press("End").await?;
        page.find("heading", "H Student Digital Competence").await?;
        page.press("Escape").await?;
        page.find("heading", "Strengths and needs").await?;
        page.find("checkbox", "Needs only").await?;
        Ok(())
    })
}

#[test]
fn no_page_is_wider_than_a_phone() -> Result<()> {
    story("no_page_is_wider").phone().run(async |page| {
        example(page).await?;
        let around_the_grid = ["#/grid", "#/agreement", "#/differences", "#/school", "#/present"];
        let before = ["#/", "#/cluster", "#/survey", "#/survey/read", "#/items"];
        let after = ["#/practices", "#/practices/teachmeet", "#/matching", "#/balance", "#/pairings", "#/versions"];
        for route in before.into_iter().chain(around_the_grid).chain(after) {
            page.go(route).await?;
            let wide = page.js("return document.documentElement.scrollWidth > 390").await?;
            ensure!(wide == false, "{route} is wider than the phone");
        }
        Ok(())
    })
}

#[test]
fn the_grid_and_its_scores_leave_as_files() -> Result<()> {
    story("the_grid_leaves_as_files").run(async |page| {
        example(page).await?;
        page.click("Save as…").await?;
        page.click("Grid (CSV)").await?;
        let grid = page.download("grid.csv").await?;
        let text = grid.text()?;
        ensure!(text.starts_with("school,level,round,groups,rule,item,title,value,low,high,verdict\n"), "{text}");
        ensure!(text.contains("Tölgyfő,primary,2022 spring,leaders+teachers,agreed,A,Leadership,3.6"), "{text}");
        page.click("Save as…").await?;
        page.click("Survey data (CSV)").await?;
        let scores = page.download("scores.csv").await?;
        ensure!(scores.text()?.starts_with("school,level,round,group,item,mean,n,"), "{}", scores.text()?);
        page.click("Save as…").await?;
        page.click("Grid and data as a workbook (Excel)").await?;
        let book = page.download(".xlsx").await?;
        ensure!(book.bytes.starts_with(b"PK"), "{} is no workbook", book.name);
        Ok(())
    })
}
