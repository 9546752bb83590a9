//! A workspace in step with a file. Only a person can use the browser's own file picker, so
//! the stories put a file of the page's private file system in its place: the same kind of
//! handle, read and written in the same way.

use kapocs_e2e::{Look, Page, Result, dist, ensure, story};
use serde_json::json;

const PICKED: &str = "
    const folder = () => navigator.storage.getDirectory();
    window.showSaveFilePicker = async () => (await folder()).getFileHandle('shared.kapocs.json', { create: true });
    window.showOpenFilePicker = async () => [await (await folder()).getFileHandle('shared.kapocs.json')];";

async fn cluster_of_one_school(page: &Page) -> Result<()> {
    page.fill("Name of the cluster", "Hill schools").await?;
    page.click("Start").await?;
    page.click("Add a school").await?;
    page.fill("What you call it", "Oak").await?;
    page.see("Saved").await
}

async fn read(page: &Page) -> Result<String> {
    let script = "const done = arguments[0];
        navigator.storage.getDirectory().then(folder => folder.getFileHandle('shared.kapocs.json'))
            .then(handle => handle.getFile()).then(file => file.text()).then(done, error => done('' + error));";
    let text = page.driver().execute_async(script, Vec::new()).await?;
    Ok(text.json().as_str().unwrap_or_default().to_owned())
}

/// As a program that keeps the folder in step would.
async fn replace(page: &Page, text: &str) -> Result<()> {
    let script = "const [text, done] = arguments;
        navigator.storage.getDirectory().then(folder => folder.getFileHandle('shared.kapocs.json', { create: true }))
            .then(async handle => { const file = await handle.createWritable(); await file.write(text); await file.close(); })
            .then(() => done(null), error => done('' + error));";
    let answer = page.driver().execute_async(script, vec![json!(text)]).await?;
    ensure!(answer.json().is_null(), "{}", answer.json());
    Ok(())
}

async fn comes_back(page: &Page) -> Result<()> {
    page.js("window.dispatchEvent(new Event('focus'))").await?;
    Ok(())
}

async fn link(page: &Page, how: &str) -> Result<()> {
    page.js(PICKED).await?;
    page.click("Share…").await?;
    page.click(how).await?;
    page.see("in step").await?;
    page.click("Close").await
}

#[test]
fn what_others_saved_in_the_folder_comes_in_and_ours_goes_out() -> Result<()> {
    story("linked_file").run(async |page| {
        cluster_of_one_school(page).await?;
        link(page, "Make a new file there…").await?;
        page.until(async || Ok(read(page).await?.contains("Hill schools"))).await?;

        // A colleague opens the same file elsewhere and links it too.
        let colleague = Page::of(&dist(), Look::default()).await?;
        replace(&colleague, &read(page).await?).await?;
        let file = tempfile::tempdir()?;
        let path = file.path().join("shared.kapocs.json");
        std::fs::write(&path, read(page).await?)?;
        colleague.give_files("Choose the file", std::slice::from_ref(&path)).await?;
        colleague.find("heading", "The cluster").await?;
        link(&colleague, "Link to a file that is there…").await?;
        colleague.click("Oak: all details").await?;
        colleague.fill("Address", "1 Elm Street").await?;
        colleague.until(async || Ok(read(&colleague).await?.contains("1 Elm Street"))).await?;

        // The folder's program brings it here, while we have written something else.
        if !page.has("textbox", "Official name").await? {
            page.click("Oak: all details").await?;
        }
        page.fill("Official name", "Oak School").await?;
        replace(page, &read(&colleague).await?).await?;
        comes_back(page).await?;
        page.see("Others’ work came in").await?;
        page.until(async || Ok(page.value("Address").await? == "1 Elm Street")).await?;
        page.until(async || {
            let text = read(page).await?;
            Ok(text.contains("1 Elm Street") && text.contains("Oak School"))
        })
        .await?;
        // And back again.
        replace(&colleague, &read(page).await?).await?;
        comes_back(&colleague).await?;
        colleague.until(async || Ok(colleague.value("Official name").await? == "Oak School")).await?;
        colleague.close().await
    })
}

#[test]
fn a_linked_file_that_cannot_be_used_is_left_alone() -> Result<()> {
    story("linked_file_faults").run(async |page| {
        cluster_of_one_school(page).await?;
        link(page, "Make a new file there…").await?;
        page.until(async || Ok(read(page).await?.contains("Hill schools"))).await?;
        let whole = read(page).await?;

        // Half a file: a folder that is still being synced.
        let half: String = whole.chars().take(whole.len() / 2).collect();
        replace(page, &half).await?;
        comes_back(page).await?;
        page.see("needs you").await?;
        page.click("Share…").await?;
        page.see("The file was left as it is.").await?;
        page.click("Close").await?;
        ensure!(read(page).await? == half, "the torn file was touched");

        // It is whole again: in step without a word.
        replace(page, &whole).await?;
        comes_back(page).await?;
        page.see("in step").await?;

        // Another cluster's file is never mixed in.
        let other = whole.replacen("\"id\": \"", "\"id\": \"x", 1);
        replace(page, &other).await?;
        comes_back(page).await?;
        page.see("needs you").await?;
        page.click("Share…").await?;
        page.see("The file holds another cluster: Hill schools.").await?;
        ensure!(read(page).await? == other, "the other cluster's file was touched");
        page.click("End the link").await?;
        page.see("Link to a file that is there…").await
    })
}

#[test]
fn the_installed_app_opens_a_file_by_double_click() -> Result<()> {
    story("double_click").run(async |page| {
        cluster_of_one_school(page).await?;
        link(page, "Make a new file there…").await?;
        page.until(async || Ok(read(page).await?.contains("Hill schools"))).await?;
        let text = read(page).await?;
        // What the system hands to an installed app, in another browser.
        let mut other = Page::of(&dist(), Look::default()).await?;
        replace(&other, &text).await?;
        let queue = "Object.defineProperty(window, 'launchQueue', { value: { setConsumer(consumer) {
            navigator.storage.getDirectory().then(folder => folder.getFileHandle('shared.kapocs.json'))
                .then(handle => consumer({ files: [handle] })); } } });";
        other.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": queue })).await?;
        other.reload().await?;
        other.find("heading", "The cluster").await?;
        other.see("Oak").await?;
        other.close().await
    })
}

#[test]
fn a_file_goes_to_the_devices_own_sheet_or_comes_with_a_letter() -> Result<()> {
    story("sending").run(async |page| {
        cluster_of_one_school(page).await?;
        page.js("navigator.canShare = data => data.files.length === 1;
            navigator.share = async data => { window.given = data.files[0].name + ' ' + (await data.files[0].text()).length; }")
            .await?;
        page.click("Share…").await?;
        page.click("Send it…").await?;
        page.until(async || Ok(page.js("return window.given ?? ''").await?.as_str().unwrap_or_default().contains(".kapocs.json ")))
            .await?;

        page.js("navigator.canShare = () => false").await?;
        page.click("Send it…").await?;
        let file = page.download(".kapocs.json").await?;
        ensure!(file.text()?.contains("Hill schools"));
        page.see("is among your downloads").await?;
        let letter = page.value("Letter").await?;
        ensure!(letter.contains(&file.name) && letter.contains(page.site.url().trim_end_matches('/')), "{letter}");
        let mail = page.find("link", "Open in the mail program").await?.prop("href").await?.unwrap_or_default();
        ensure!(mail.starts_with("mailto:?subject=Hill%20schools"), "{mail}");
        Ok(())
    })
}
