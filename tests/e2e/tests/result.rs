//! One result: its participation; and the word at the bottom of the page about what was done.

use kapocs_e2e::{Page, Result, ensure, sample, story};
use std::time::Duration;

/// The result of one school, as its file gave it.
async fn result_of_oak(page: &Page) -> Result<()> {
    page.fill("Name of the cluster", "Hill schools").await?;
    page.click("Start").await?;
    page.find("heading", "The cluster").await?;
    page.go("#/survey/read").await?;
    page.give_files("Choose files", &[sample("s1-tolgyfo-hu-excel.csv")]).await?;
    page.choose("School", "Another school…").await?;
    page.fill("Name of the new school", "Oak").await?;
    page.choose("Level", "Primary").await?;
    page.choose("Round", "2021. ősz").await?;
    page.click("Take these 104 scores").await?;
    page.find("heading", "104 scores taken.").await?;
    page.go("#/survey").await?;
    page.click("104 scores").await?;
    page.find("heading", "Oak: results").await.map(drop)
}

/// What has the keyboard, as it is called.
async fn has_keyboard(page: &Page, role: &str, label: &str) -> Result<()> {
    let script = "return document.activeElement === arguments[0]";
    page.until(async || {
        let there = page.find(role, label).await?;
        Ok(page.js_with(script, vec![there.to_json()?]).await? == true)
    })
    .await
}

#[test]
fn a_value_is_put_right_where_it_stands() -> Result<()> {
    story("a_value_is_put_right").run(async |page| {
        result_of_oak(page).await?;
        page.see("area mean").await?;
        page.see("computed n 58").await?;
        let (as_in_file, by_hand) = ("A1, Teachers: mean 4.1, n 58", "A1, Teachers: mean 4.9, n 58, file: 4.1");
        page.click(as_in_file).await?;
        has_keyboard(page, "textbox", "A1, Teachers: mean").await?;
        page.type_text("49").await?;
        page.press("Enter").await?;
        page.see("A mean lies between 1 and 5.").await?;
        page.press("Control+a").await?;
        page.type_text("4,9").await?;
        page.press("Enter").await?;
        has_keyboard(page, "button", by_hand).await?;
        page.see("file: 4.1").await?;
        // Escape leaves it as it was.
        page.press("Enter").await?;
        has_keyboard(page, "textbox", "A1, Teachers: mean").await?;
        page.type_text("2").await?;
        page.press("Escape").await?;
        has_keyboard(page, "button", by_hand).await?;
        // Emptied, it is taken out, and comes back.
        page.press("Enter").await?;
        has_keyboard(page, "textbox", "A1, Teachers: mean").await?;
        page.press("Delete").await?;
        page.press("Enter").await?;
        page.click("A1, Teachers: mean no value, file: 4.1").await?;
        page.click("Back to the file’s value").await?;
        has_keyboard(page, "button", as_in_file).await?;
        // What was typed is kept on leaving for another value.
        page.click(as_in_file).await?;
        has_keyboard(page, "textbox", "A1, Teachers: mean").await?;
        page.type_text("4.9").await?;
        page.click("Scores as CSV").await?;
        page.find("button", by_hand).await?;
        let file = page.download(".csv").await?;
        ensure!(file.name == "Oak - Primary - 2021. ősz.csv", "{}", file.name);
        Ok(())
    })
}

#[test]
fn participation_is_typed_field_by_field() -> Result<()> {
    story("participation_is_typed").run(async |page| {
        result_of_oak(page).await?;
        page.fill("Leaders, Invited", "12").await?;
        page.press("Tab").await?;
        has_keyboard(page, "textbox", "Leaders, Answered").await?;
        page.type_text("13").await?;
        page.see("More answered than were invited").await?;
        page.fill("Leaders, Answered", "3.5").await?;
        page.see("“3.5” is not a whole number").await?;
        ensure!(page.value("Leaders, Answered").await? == "3.5" && page.value("Leaders, Invited").await? == "12");
        page.fill("Leaders, Answered", "9").await?;
        page.see("75%").await?;
        page.see_no("More answered than were invited").await
    })
}

/// As a hand does it, which takes a moment between pressing and letting go.
#[test]
fn what_is_pressed_beside_a_message_does_not_move_away() -> Result<()> {
    story("pressed_beside_a_message").run(async |page| {
        result_of_oak(page).await?;
        page.see("104 scores taken.").await?;
        let low = "return [...document.querySelectorAll('button.value')].find(value => {
                const { left, bottom } = value.getBoundingClientRect();
                return left > innerWidth * 0.7 && bottom > innerHeight - 80 && bottom < innerHeight - 10;
            })";
        let value = page.driver().execute(low, Vec::new()).await?.element()?;
        page.driver().action_chain().move_to_element_center(&value).click_and_hold().perform().await?;
        tokio::time::sleep(Duration::from_millis(200)).await;
        page.driver().action_chain().release().perform().await?;
        page.until(async || Ok(page.js("return !!document.querySelector('.value-field')").await? == true)).await
    })
}

#[test]
fn a_message_takes_back_only_what_it_tells_of_and_goes() -> Result<()> {
    story("a_message_takes_back").run(async |page| {
        result_of_oak(page).await?;
        let deleted = "Oak · 2021. ősz · Primary deleted.";
        page.click("Delete this result").await?;
        page.see(deleted).await?;
        // On the page to which deleting leads, and on the next, it can be taken back.
        tokio::time::sleep(Duration::from_secs(2)).await;
        page.go("#/cluster").await?;
        page.see(deleted).await?;
        page.fill("Pilot school year", "2022/23").await?;
        page.see_no(deleted).await?;
        page.press("Tab").await?;
        page.press("Control+z").await?;
        page.see("Undone.").await?;
        tokio::time::sleep(Duration::from_secs(2)).await;
        page.go("#/survey").await?;
        page.see_no("Undone.").await?;
        page.press("Control+z").await?;
        page.see("104 scores").await?;
        page.see("Undone.").await?;
        // Read, it goes by itself.
        page.see_no("Undone.").await
    })
}
