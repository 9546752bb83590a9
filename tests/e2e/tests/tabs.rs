//! One browser, two windows on the same workspace.

use kapocs_e2e::{Page, Result, ensure, story};
use serde_json::json;
use thirtyfour::WindowHandle;

async fn cluster_of_one_school(page: &Page) -> Result<()> {
    page.fill("Name of the cluster", "Hill schools").await?;
    page.click("Start").await?;
    page.click("Add a school").await?;
    page.fill("What you call it", "Oak").await?;
    page.see("Saved").await
}

/// A second window with the details of the one school; both are returned.
async fn two_windows(page: &mut Page) -> Result<[WindowHandle; 2]> {
    let first = page.driver().window().await?;
    let second = page.driver().new_window().await?;
    page.driver().switch_to_window(second.clone()).await?;
    page.driver().goto(page.site.url()).await?;
    page.ready().await?;
    page.go("#/cluster").await?;
    page.click("Oak: all details").await?;
    page.driver().switch_to_window(first.clone()).await?;
    if !page.has("textbox", "Address").await? {
        page.click("Oak: all details").await?;
    }
    Ok([first, second])
}

/// Has the window write into a field at a moment, in milliseconds since 1970.
async fn write_at(page: &Page, field: &str, text: &str, moment: u64) -> Result<()> {
    let script = "const [field, text, moment] = arguments;
        setTimeout(() => {
            field.value = text;
            field.dispatchEvent(new Event('input', { bubbles: true }));
            field.dispatchEvent(new Event('change', { bubbles: true }));
        }, moment - Date.now());";
    page.js_with(script, vec![page.field(field).await?.to_json()?, json!(text), json!(moment)]).await?;
    Ok(())
}

/// Has each window write into its field at the same moment.
async fn write_at_once(page: &Page, windows: &[WindowHandle; 2], fields: [(&str, &str); 2]) -> Result<()> {
    const SOON: u64 = 700;
    let moment = page.js("return Date.now()").await?.as_u64().unwrap_or_default() + SOON;
    for (window, (field, text)) in windows.iter().zip(fields) {
        page.driver().switch_to_window(window.clone()).await?;
        write_at(page, field, text, moment).await?;
    }
    Ok(())
}

async fn holds(page: &Page, field: &str, text: &str) -> Result<()> {
    page.until(async || Ok(page.value(field).await? == text)).await
}

#[test]
fn two_windows_write_at_once_and_both_see_both() -> Result<()> {
    story("two_windows").run(async |page| {
        cluster_of_one_school(page).await?;
        let windows = two_windows(page).await?;
        for turn in 1..=5 {
            let (street, town) = (format!("{turn} Elm Street"), format!("Oak School {turn}"));
            write_at_once(page, &windows, [("Address", &street), ("Official name", &town)]).await?;
            for window in &windows {
                page.driver().switch_to_window(window.clone()).await?;
                holds(page, "Address", &street).await?;
                holds(page, "Official name", &town).await?;
                page.see("Saved").await?;
            }
        }
        ensure!(!page.text().await?.contains("to decide"), "nobody wrote the same field");
        // Undo takes back what this window wrote, and the other sees it.
        let [first, second] = &windows;
        page.driver().switch_to_window(second.clone()).await?;
        page.press("Control+z").await?;
        holds(page, "Official name", "Oak School 4").await?;
        holds(page, "Address", "5 Elm Street").await?;
        page.driver().switch_to_window(first.clone()).await?;
        holds(page, "Official name", "Oak School 4").await?;
        page.reload().await?;
        page.click("Oak: all details").await?;
        holds(page, "Official name", "Oak School 4").await?;
        holds(page, "Address", "5 Elm Street").await
    })
}

#[test]
fn two_windows_that_write_the_same_field_at_once_are_asked() -> Result<()> {
    story("same_field_at_once").run(async |page| {
        cluster_of_one_school(page).await?;
        let windows = two_windows(page).await?;
        write_at_once(page, &windows, [("Address", "1 Elm Street"), ("Address", "2 Ash Street")]).await?;
        for window in &windows {
            page.driver().switch_to_window(window.clone()).await?;
            page.see("1 to decide").await?;
        }
        page.click("⇄ 1 to decide").await?;
        page.click("Choose this: 2 Ash Street").await?;
        page.driver().switch_to_window(windows[0].clone()).await?;
        holds(page, "Address", "2 Ash Street").await?;
        page.see_no("1 to decide").await
    })
}

#[test]
fn a_store_cleared_by_another_window_is_filled_again() -> Result<()> {
    story("cleared_store").run(async |page| {
        cluster_of_one_school(page).await?;
        let [first, second] = two_windows(page).await?;
        page.driver().switch_to_window(first).await?;
        page.js("localStorage.clear()").await?;
        page.driver().switch_to_window(second).await?;
        page.see("This browser’s storage was cleared.").await?;
        page.see("Saved").await?;
        page.until(async || {
            Ok(page.js("return Object.keys(localStorage).some(key => key.startsWith('kapocs/w/'))").await? == true)
        })
        .await?;
        page.reload().await?;
        page.go("#/").await?;
        page.see("Hill schools").await
    })
}
