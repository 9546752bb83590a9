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
