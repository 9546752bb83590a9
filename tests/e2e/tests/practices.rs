//! Offering practices, wishing for them, and showing them.

use kapocs_e2e::{Page, Result, ensure, story};
use serde_json::json;

/// Opens the example at its practices.
async fn example(page: &Page) -> Result<()> {
    page.click("Try the example").await?;
    page.go("#/practices").await?;
    page.find("heading", "Good practices").await?;
    page.see("9 practices").await
}

/// How many pages come out on paper.
async fn printed(page: &Page) -> Result<usize> {
    let answer = page.cdp("Page.printToPDF", json!({ "preferCSSPageSize": true, "printBackground": true })).await?;
    let script = "return (atob(arguments[0]).match(/\\/Type\\s*\\/Page[^s]/g) ?? []).length";
    Ok(page.js_with(script, vec![answer["data"].clone()]).await?.as_u64().unwrap_or_default() as usize)
}

#[test]
fn a_practice_is_offered_on_a_telephone() -> Result<()> {
    story("a_practice_is_offered").phone().run(async |page| {
        page.fill("Name of the cluster", "Hill schools").await?;
        page.click("Start").await?;
        for school in ["Oak", "Beech"] {
            page.click("Add a school").await?;
            page.fill("Official name", school).await?;
            page.see("Saved").await?;
        }
        page.go("#/practices").await?;
        page.see("The catalogue of good practices appears here").await?;
        page.click("Offer a practice").await?;
        // Nothing is kept before there is a word of it.
        page.go("#/practices").await?;
        page.see("The catalogue of good practices appears here").await?;
        page.click("Offer a practice").await?;
        page.choose("Offered by", "Oak").await?;
        page.click("D Continuing Professional Development").await?;
        page.fill("Title", "Lesson circles").await?;
        page.fill("What it is", "Three teachers plan a lesson together.").await?;
        page.see("Saved").await?;
        page.click("Show the sheet").await?;
        page.find("heading", "Lesson circles").await?;
        page.see("A good practice of Oak").await?;
        page.see("for 1 school").await?;
        page.reload().await?;
        page.see("Three teachers plan a lesson together.").await?;
        page.click("All practices").await?;
        page.see("1 practice").await?;
        // One school wishes for it, marked by whoever sits here.
        page.choose("Wishes of", "Beech").await?;
        page.click("Very much").await?;
        page.fill("Why, or for whom (optional)", "for new colleagues").await?;
        page.see("1 school wishes for it: Beech").await?;
        page.click("Lesson circles").await?;
        page.see("Beech: would like it very much").await?;
        page.see("for new colleagues").await
    })
}

#[test]
fn what_is_looked_for_is_found() -> Result<()> {
    story("what_is_looked_for").run(async |page| {
        example(page).await?;
        page.choose("Area", "D Continuing Professional Development").await?;
        page.see("2 of 9 practices").await?;
        page.see_no("Coding club by post").await?;
        page.choose("School", "Hárságy").await?;
        page.see("0 of 9 practices").await?;
        page.click("Show all of them").await?;
        page.see("9 practices").await?;
        page.choose("Form", "TeachMeet").await?;
        page.see("1 of 9 practices").await?;
        page.choose("Form", "all forms").await?;
        page.choose("Wishes of", "Kőrishely").await?;
        page.click("only what Kőrishely wishes for").await?;
        page.see("2 of 9 practices").await?;
        page.click("As a list").await?;
        let rows = page.rows("Good practices: Forest cluster (example)").await?;
        ensure!(rows.len() == 3, "{rows:#?}");
        Ok(())
    })
}

#[test]
fn wishes_are_marked_by_keys() -> Result<()> {
    story("wishes_are_marked_by_keys").run(async |page| {
        example(page).await?;
        page.click("Wishes").await?;
        page.find("button", "Bükkszél, Lesson study circles: would like it very much").await?;
        page.click("Bükkszél, Lesson study circles: would like it very much").await?;
        page.find("button", "Bükkszél, Lesson study circles: no wish").await?;
        page.press("Space").await?;
        page.find("button", "Bükkszél, Lesson study circles: would like it").await?;
        page.press("ArrowRight").await?;
        page.press("Space").await?;
        page.find("button", "Fűzvölgye, Lesson study circles: would like it very much").await?;
        // Up and down within a school; its own practices are stepped over.
        page.press("ArrowUp").await?;
        let label = page.js("return document.activeElement.ariaLabel").await?;
        ensure!(label.as_str().is_some_and(|label| label.starts_with("Fűzvölgye, ")), "{label}");
        page.press("Control+z").await?;
        page.find("button", "Fűzvölgye, Lesson study circles: would like it").await?;
        let rows = page.rows("Who wishes for what").await?.join("\n");
        ensure!(rows.contains("nobody wishes for it yet") && rows.contains("schools wish for it"), "{rows}");
        Ok(())
    })
}

#[test]
fn a_sheet_is_read_printed_changed_and_deleted() -> Result<()> {
    story("a_sheet_is_read").run(async |page| {
        example(page).await?;
        page.click("Lesson study circles").await?;
        page.find("heading", "Lesson study circles").await?;
        page.find("link", "korishely.example.org/p5").await?;
        page.see("Panna Próba").await?;
        ensure!(printed(page).await? == 1, "a sheet is more than one page");
        page.click("Change it").await?;
        page.fill("What changed by it", "They go on by themselves.").await?;
        page.choose("Schools it can take", "4").await?;
        page.click("Show the sheet").await?;
        page.see("They go on by themselves.").await?;
        page.see("for up to 4 schools").await?;
        page.click("Delete this practice").await?;
        page.see("“Lesson study circles” deleted, with its wishes (3) and pairings (1).").await?;
        page.see("8 practices").await?;
        page.press("Control+z").await?;
        page.see("9 practices").await?;
        page.see("Lesson study circles").await
    })
}

#[test]
fn a_hint_begins_a_practice() -> Result<()> {
    story("a_hint_begins").run(async |page| {
        example(page).await?;
        page.see("Needed, and nobody offers anything").await?;
        page.click("Offer something for G").await?;
        page.choose("Offered by", "Bükkszél").await?;
        page.fill("Title", "Tests that teach").await?;
        page.see("Saved").await?;
        page.click("Show the sheet").await?;
        page.see("G Assessment Practices").await?;
        page.go("#/practices").await?;
        page.see("10 practices").await?;
        page.see_no("Offer something for G").await
    })
}

#[test]
fn the_teachmeet_walks_by_keys() -> Result<()> {
    story("the_teachmeet_walks").run(async |page| {
        example(page).await?;
        page.click("TeachMeet").await?;
        page.see("1 of 9").await?;
        let first = page.labels("heading").await?;
        page.press("ArrowRight").await?;
        page.see("2 of 9").await?;
        ensure!(page.labels("heading").await? != first);
        page.press("Space").await?;
        page.see("3 of 9").await?;
        page.press("ArrowLeft").await?;
        page.press("Home").await?;
        page.see("1 of 9").await?;
        ensure!(page.labels("heading").await? == first);
        page.see("3:00").await?;
        page.press("t").await?;
        page.see("2:59").await?;
        page.press("End").await?;
        page.see("9 of 9").await?;
        page.see("3:00").await?;
        page.press("Escape").await?;
        page.find("heading", "Good practices").await?;
        Ok(())
    })
}

#[test]
fn a_long_practice_stays_on_its_page_and_on_its_screen() -> Result<()> {
    story("a_long_practice").run(async |page| {
        example(page).await?;
        page.click("Lesson study circles").await?;
        page.click("Change it").await?;
        page.fill("What it is", &"Three of us plan a lesson, one holds it, two look on. ".repeat(52)).await?;
        page.fill("What changed by it", &"Colleagues ask to see each other’s lessons. ".repeat(34)).await?;
        page.click("Show the sheet").await?;
        ensure!(printed(page).await? == 1, "a long sheet is more than one page");
        page.go("#/practices/teachmeet").await?;
        for _ in 0..9 {
            if page.has("heading", "Lesson study circles").await? {
                break;
            }
            page.press("ArrowRight").await?;
        }
        page.find("heading", "Lesson study circles").await?;
        let script = "const [title, told, foot] = ['.teachmeet h1', '.told', '.teachmeet footer']
                .map(part => document.querySelector(part).getBoundingClientRect());
            return told.top >= title.bottom - 1 && told.bottom <= foot.top + 1 && foot.bottom <= innerHeight + 1";
        ensure!(page.js(script).await? == true, "the text lies over something else");
        Ok(())
    })
}

#[test]
fn practices_speak_hungarian_too() -> Result<()> {
    story("practices_speak_hungarian").hungarian().run(async |page| {
        page.click("A példa kipróbálása").await?;
        page.go("#/practices").await?;
        page.see("Óramegbeszélő körök").await?;
        page.see("9 jó gyakorlat").await?;
        page.click("Kívánságok").await?;
        page.find("button", "Bükkszél, Óramegbeszélő körök: nagyon szeretné").await?;
        page.click("EN, English").await?;
        page.find("heading", "Good practices").await?;
        page.find("button", "Bükkszél, Óramegbeszélő körök: would like it very much").await?;
        Ok(())
    })
}
