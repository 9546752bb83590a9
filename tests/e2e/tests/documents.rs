//! What is handed out: files that leave the page, written by the worker.

use kapocs_e2e::{Page, Result, ensure, story};

async fn example(page: &Page) -> Result<()> {
    page.click("Try the example").await?;
    page.find("heading", "Strengths and needs").await?;
    Ok(())
}

#[test]
fn pages_are_saved_that_open_without_the_app() -> Result<()> {
    story("pages_are_saved").run(async |page| {
        example(page).await?;
        for (route, title) in [
            ("#/grid", "Forest cluster (example): strengths and needs"),
            ("#/school/s2-bukkszel", "Strengths and needs: Bükkszél"),
            ("#/items/sheet/students", "Before you answer: Students"),
        ] {
            page.go(route).await?;
            if route == "#/grid" {
                page.click("Save as…").await?;
            }
            page.click("Save as a page").await?;
            let saved = page.download(".html").await?;
            let html = String::from_utf8(saved.bytes)?;
            ensure!(html.contains(&format!("<h1>{title}</h1>")), "{title}: {:.400}", html);
            ensure!(!html.contains("<script") && !html.contains("src="), "{title} loads something");
        }
        Ok(())
    })
}

#[test]
fn a_page_says_whose_answers_and_which_rule_it_shows() -> Result<()> {
    story("a_page_says_whose_answers").run(async |page| {
        example(page).await?;
        page.click("Leaders").await?;
        page.click("Try another rule…").await?;
        let line = page.field("Below this mean it is a need").await?;
        line.send_keys("\u{e011}").await?;
        page.see("A mean of 3.0 or more is not a need.").await?;
        page.click("Save as…").await?;
        page.click("Save as a page").await?;
        let file = page.download(".html").await?;
        let html = file.text()?;
        ensure!(html.contains("This rule is only being tried"), "{html:.3000}");
        ensure!(html.contains("Only the answers of leaders are shown."), "{html:.3000}");
        Ok(())
    })
}

#[test]
fn in_company_trainers_have_a_sheet_too() -> Result<()> {
    story("trainers_have_a_sheet").run(async |page| {
        example(page).await?;
        page.go("#/items").await?;
        page.click("In-company trainers").await?;
        page.find("heading", "Before you answer: In-company trainers").await?;
        page.see("These are the teachers’ questions").await?;
        page.see("Digital strategy").await?;
        Ok(())
    })
}
