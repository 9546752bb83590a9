//! The page as a person has it: seeing, finding by role and label, clicking,
//! typing, giving files, taking downloads.

use crate::chromium::{Chromium, Look};
use crate::site::Site;
use anyhow::{Context, Result, bail, ensure};
use base64::Engine;
use serde_json::{Value, json};
use std::future::Future;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use tempfile::TempDir;
use thirtyfour::prelude::*;

/// How long a person would wait before saying that it does not work.
const PATIENCE: Duration = Duration::from_secs(15);
const GLANCE: Duration = Duration::from_millis(50);

/// What can be clicked, by the browser's own role names.
const CLICKABLE: &[&str] = &[
    "button",
    "link",
    "checkbox",
    "radio",
    "switch",
    "tab",
    "menuitem",
    "option",
    "DisclosureTriangle",
    "gridcell",
    "cell",
];

/// What holds a value that people give.
const FIELDS: &[&str] = &["textbox", "searchbox", "spinbutton", "combobox", "listbox", "slider", "Date", "DateTime"];

pub struct Page {
    pub site: Site,
    chromium: Chromium,
    look: Look,
    /// What a part of the story allows to be said in the console.
    allowed: Vec<String>,
    /// The console's messages so far: reading the browser's log empties it.
    console: Vec<String>,
}

/// Something in the page's accessibility tree.
#[derive(Clone, Debug)]
struct Thing {
    role: String,
    name: String,
    node: Value,
}

impl Page {
    pub(crate) async fn open(site: Site, look: Look) -> Result<Page> {
        let chromium = Chromium::start(look).await?;
        let page = Page { site, chromium, look, allowed: Vec::new(), console: Vec::new() };
        // The browser's own start page has asked for things already.
        page.requests().await?;
        match page.driver().goto(page.site.url()).await {
            Ok(()) => Ok(page),
            Err(error) => {
                page.close().await?;
                Err(error.into())
            }
        }
    }

    /// Opens a page outside of a story, for tools.
    pub async fn of(dist: &Path, look: Look) -> Result<Page> {
        let mut page = Page::open(Site::of(dist)?, look).await?;
        match page.ready().await {
            Ok(()) => Ok(page),
            Err(error) => {
                page.close().await?;
                Err(error)
            }
        }
    }

    /// Waits until the app stands in the page.
    pub async fn ready(&mut self) -> Result<()> {
        let shown = "return document.readyState === 'complete' && document.querySelector('main') !== null";
        if self.until(async || Ok(self.js(shown).await? == true)).await.is_err() {
            self.read_console().await?;
            bail!("the app does not start; the console says:\n{}", self.console.join("\n"));
        }
        Ok(())
    }

    pub fn driver(&self) -> &WebDriver {
        &self.chromium.driver
    }

    /// Sends a command of the browser's own protocol.
    pub async fn cdp(&self, method: &str, parameters: Value) -> Result<Value> {
        self.chromium.cdp(method, parameters).await
    }

    // ---- going

    /// Goes to a place of the app, as a link would: `#/grid`.
    pub async fn go(&self, hash: &str) -> Result<()> {
        self.js_with("location.hash = arguments[0]", vec![json!(hash)]).await?;
        self.calm().await
    }

    /// Loads the page again and waits for the app.
    pub async fn reload(&mut self) -> Result<()> {
        self.driver().refresh().await?;
        self.ready().await
    }

    /// Another size, colour scheme or (with the next load) nothing else.
    pub async fn look(&mut self, change: impl FnOnce(&mut Look)) -> Result<()> {
        change(&mut self.look);
        self.chromium.take_on(self.look).await?;
        self.calm().await
    }

    /// Waits until what was just asked for has been drawn.
    pub async fn calm(&self) -> Result<()> {
        let frames =
            "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 50)))";
        self.driver().execute_async(frames, Vec::new()).await?;
        Ok(())
    }

    // ---- seeing

    /// The visible text, with runs of white space as one space.
    pub async fn text(&self) -> Result<String> {
        let text = self.js("return document.body.innerText").await?;
        Ok(plain(text.as_str().unwrap_or_default()))
    }

    /// Waits until the text is visible somewhere.
    pub async fn see(&self, text: &str) -> Result<()> {
        let wanted = plain(text);
        if self.until(async || Ok(self.text().await?.contains(&wanted))).await.is_err() {
            bail!("“{text}” is not on the page, which says:\n{}", self.text().await?);
        }
        Ok(())
    }

    /// Waits until the text is not visible anywhere.
    pub async fn see_no(&self, text: &str) -> Result<()> {
        let unwanted = plain(text);
        let gone = self.until(async || Ok(!self.text().await?.contains(&unwanted))).await;
        gone.with_context(|| format!("“{text}” is still on the page"))
    }

    // ---- finding

    /// Waits for the first thing of this role with exactly this label.
    pub async fn find(&self, role: &str, label: &str) -> Result<WebElement> {
        self.first(None, &[role], label).await
    }

    /// As [`Page::find`], inside of `part`.
    pub async fn find_in(&self, part: &WebElement, role: &str, label: &str) -> Result<WebElement> {
        self.first(Some(part), &[role], label).await
    }

    /// The field with this label.
    pub async fn field(&self, label: &str) -> Result<WebElement> {
        self.first(None, FIELDS, label).await
    }

    /// The labels of all things of a role that are there now, in reading order.
    pub async fn labels(&self, role: &str) -> Result<Vec<String>> {
        Ok(self.things(None, &[role]).await?.into_iter().map(|thing| thing.name).collect())
    }

    /// Whether such a thing is there now.
    pub async fn has(&self, role: &str, label: &str) -> Result<bool> {
        let label = plain(label);
        Ok(self.things(None, &[role]).await?.iter().any(|thing| thing.name == label))
    }

    /// Waits until a table's rows read like this: cells of one row joined by ` | `.
    pub async fn rows(&self, table: &str) -> Result<Vec<String>> {
        let table = self.find("table", table).await?;
        let script = "return [...arguments[0].rows].map(row => [...row.cells].map(cell => cell.innerText).join(' | '))";
        let rows = self.js_with(script, vec![table.to_json()?]).await?;
        Ok(rows.as_array().into_iter().flatten().map(|row| plain(row.as_str().unwrap_or_default())).collect())
    }

    async fn first(&self, part: Option<&WebElement>, roles: &[&str], label: &str) -> Result<WebElement> {
        let wanted = plain(label);
        let start = Instant::now();
        loop {
            let things = self.things(part, roles).await?;
            // A cell is called as the button in it is: what is named first among the roles counts.
            let place = |thing: &&Thing| roles.iter().position(|role| *role == thing.role);
            if let Some(thing) = things.iter().filter(|thing| thing.name == wanted).min_by_key(place)
                && let Some(element) = self.element(thing).await?
            {
                return Ok(element);
            }
            if start.elapsed() > PATIENCE {
                let there: Vec<String> = things.iter().map(|t| format!("{} “{}”", t.role, t.name)).collect();
                bail!("there is no {} “{label}”; there is: {}", roles.join(" or "), there.join(", "));
            }
            tokio::time::sleep(GLANCE).await;
        }
    }

    /// All things of these roles, as assistive technology is told of them.
    async fn things(&self, part: Option<&WebElement>, roles: &[&str]) -> Result<Vec<Thing>> {
        let root = match part {
            Some(part) => json!(part.cdp_remote_object_id().await?),
            None => {
                self.cdp("Runtime.evaluate", json!({ "expression": "document" })).await?["result"]["objectId"].take()
            }
        };
        let mut query = json!({ "objectId": root });
        if let [role] = roles {
            query["role"] = json!(role);
        }
        let mut answer = self.cdp("Accessibility.queryAXTree", query).await?;
        let nodes = answer["nodes"].as_array_mut().map(std::mem::take).unwrap_or_default();
        let things = nodes.into_iter().filter(|node| node["ignored"] != true).map(|mut node| Thing {
            role: node["role"]["value"].as_str().unwrap_or_default().to_owned(),
            name: plain(node["name"]["value"].as_str().unwrap_or_default()),
            node: node["backendDOMNodeId"].take(),
        });
        Ok(things.filter(|thing| roles.contains(&thing.role.as_str())).collect())
    }

    /// The element behind a thing; none if it has just gone.
    async fn element(&self, thing: &Thing) -> Result<Option<WebElement>> {
        let Ok(node) = self.cdp("DOM.resolveNode", json!({ "backendNodeId": thing.node })).await else {
            return Ok(None);
        };
        let keep = json!({
            "objectId": node["object"]["objectId"],
            "functionDeclaration": "function () { window.kapocsFound = this }",
        });
        self.cdp("Runtime.callFunctionOn", keep).await?;
        let take = "const found = window.kapocsFound; delete window.kapocsFound; return found";
        Ok(self.driver().execute(take, Vec::new()).await?.element().ok())
    }

    // ---- doing

    /// Clicks the button, link, box or tab with this label.
    pub async fn click(&self, label: &str) -> Result<()> {
        self.click_on(None, label).await
    }

    /// As [`Page::click`], inside of `part`.
    pub async fn click_in(&self, part: &WebElement, label: &str) -> Result<()> {
        self.click_on(Some(part), label).await
    }

    async fn click_on(&self, part: Option<&WebElement>, label: &str) -> Result<()> {
        let start = Instant::now();
        loop {
            // A page that is being redrawn may swap the element under the hand.
            let clicked = self.first(part, CLICKABLE, label).await?.click().await;
            match clicked {
                Ok(()) => return self.calm().await,
                Err(error) if start.elapsed() > PATIENCE => {
                    return Err(error).with_context(|| format!("“{label}” cannot be clicked"));
                }
                Err(_) => tokio::time::sleep(GLANCE).await,
            }
        }
    }

    /// Types into the field with this label, in place of what is in it.
    pub async fn fill(&self, label: &str, text: &str) -> Result<()> {
        let field = self.field(label).await?;
        field.click().await?;
        field.send_keys(Key::Control + "a").await?;
        field.send_keys(Key::Backspace + "").await?;
        field.send_keys(text).await?;
        self.calm().await
    }

    /// What is in the field with this label.
    pub async fn value(&self, label: &str) -> Result<String> {
        Ok(self.field(label).await?.prop("value").await?.unwrap_or_default())
    }

    /// Chooses from the menu with this label, by the words of the choice.
    pub async fn choose(&self, label: &str, choice: &str) -> Result<()> {
        let field = self.field(label).await?;
        let script = "const [menu, words] = arguments;
            const choice = [...menu.options].find(o => o.label.replace(/\\s+/g, ' ').trim() === words);
            if (!choice) return [...menu.options].map(o => o.label).join(', ');
            menu.value = choice.value;
            menu.dispatchEvent(new Event('input', { bubbles: true }));
            menu.dispatchEvent(new Event('change', { bubbles: true }));
            return null";
        let others = self.js_with(script, vec![field.to_json()?, json!(plain(choice))]).await?;
        ensure!(others.is_null(), "“{label}” has no choice “{choice}”, but {others}");
        self.calm().await
    }

    /// Presses keys where the focus is: `"Control+z"`, `"ArrowDown"`, `"a"`.
    pub async fn press(&self, keys: &str) -> Result<()> {
        let (held, last) = keys.rsplit_once('+').filter(|(_, last)| !last.is_empty()).unwrap_or(("", keys));
        let held: Vec<Key> = held.split('+').filter(|key| !key.is_empty()).map(key).collect::<Result<_>>()?;
        let mut actions = self.driver().action_chain();
        for one in &held {
            actions = actions.key_down(one.clone());
        }
        actions = match last.chars().count() {
            1 => actions.send_keys(last),
            _ => actions.send_keys(key(last)?),
        };
        for one in held.iter().rev() {
            actions = actions.key_up(one.clone());
        }
        actions.perform().await?;
        self.calm().await
    }

    /// Types where the focus is.
    pub async fn type_text(&self, text: &str) -> Result<()> {
        self.driver().action_chain().send_keys(text).perform().await?;
        self.calm().await
    }

    /// Gives files to the file field whose label is this one; where the page has
    /// only one file field, hidden behind a button, any label will do.
    pub async fn give_files(&self, label: &str, files: &[PathBuf]) -> Result<()> {
        let script = "const fields = [...document.querySelectorAll('input[type=file]')];
            const words = field => [field.ariaLabel, ...[...field.labels].map(l => l.innerText)].join(' ');
            return fields.find(field => words(field).includes(arguments[0])) ?? (fields.length === 1 ? fields[0] : null)";
        let start = Instant::now();
        let field = loop {
            if let Ok(field) = self.driver().execute(script, vec![json!(label)]).await?.element() {
                break field;
            }
            if start.elapsed() > PATIENCE {
                bail!("there is no file field “{label}” at {}", self.js("return location.hash").await?);
            }
            tokio::time::sleep(GLANCE).await;
        };
        field.send_keys(paths(files)?).await?;
        self.calm().await
    }

    /// Drops files onto an element.
    pub async fn drop_files(&self, target: &WebElement, files: &[PathBuf]) -> Result<()> {
        let make = "const field = document.createElement('input');
            field.type = 'file'; field.multiple = true; document.body.append(field); return field";
        let field = self.driver().execute(make, Vec::new()).await?.element()?;
        field.send_keys(paths(files)?).await?;
        let drop = "const [field, target] = arguments;
            const dataTransfer = new DataTransfer();
            for (const file of field.files) dataTransfer.items.add(file);
            field.remove();
            for (const type of ['dragenter', 'dragover', 'drop'])
                target.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }))";
        self.js_with(drop, vec![field.to_json()?, target.to_json()?]).await?;
        self.calm().await
    }

    /// Pastes text where the focus is, as from a spreadsheet.
    pub async fn paste(&self, text: &str) -> Result<()> {
        let script = "const clipboardData = new DataTransfer();
            clipboardData.setData('text/plain', arguments[0]);
            document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))";
        self.js_with(script, vec![json!(text)]).await?;
        self.calm().await
    }

    /// Waits for a finished download whose name ends so, and takes it out of the
    /// folder of downloads. Until a file is complete, the browser holds its place with an
    /// empty one of the same name.
    pub async fn download(&self, ending: &str) -> Result<Download> {
        let start = Instant::now();
        loop {
            for entry in std::fs::read_dir(&self.chromium.downloads)?.flatten() {
                let name = entry.file_name().to_string_lossy().into_owned();
                if name.ends_with(ending) && entry.metadata()?.len() > 0 {
                    let bytes = std::fs::read(entry.path())?;
                    std::fs::remove_file(entry.path())?;
                    return Ok(Download { name, bytes });
                }
            }
            ensure!(start.elapsed() < PATIENCE, "no download ends with “{ending}”");
            tokio::time::sleep(GLANCE).await;
        }
    }

    // ---- looking behind

    /// Runs a script in the page; `return` gives a value back.
    pub async fn js(&self, script: &str) -> Result<Value> {
        self.js_with(script, Vec::new()).await
    }

    pub async fn js_with(&self, script: &str, arguments: Vec<Value>) -> Result<Value> {
        Ok(self.driver().execute(script, arguments).await?.json().clone())
    }

    /// Waits until a condition holds.
    pub async fn until<F: Future<Output = Result<bool>>>(&self, holds: impl Fn() -> F) -> Result<()> {
        let start = Instant::now();
        while !holds().await? {
            ensure!(start.elapsed() < PATIENCE, "waited {} seconds in vain", PATIENCE.as_secs());
            tokio::time::sleep(GLANCE).await;
        }
        Ok(())
    }

    /// The page as a PNG: all of it, or what the window shows.
    pub async fn screenshot(&self, whole: bool) -> Result<Vec<u8>> {
        let mut how = json!({ "format": "png" });
        if whole {
            let mut sizes = self.cdp("Page.getLayoutMetrics", json!({})).await?;
            let mut clip = sizes["cssContentSize"].take();
            clip["scale"] = json!(1);
            how["clip"] = clip;
            how["captureBeyondViewport"] = json!(true);
        }
        let answer = self.cdp("Page.captureScreenshot", how).await?;
        let text = answer["data"].as_str().context("the browser drew nothing")?;
        Ok(base64::prelude::BASE64_STANDARD.decode(text)?)
    }

    /// From here on, console messages that contain this are no failure.
    pub fn allow_in_console(&mut self, part: &str) {
        self.allowed.push(part.to_owned());
    }

    /// What the console said so far.
    pub async fn console(&mut self) -> Result<&[String]> {
        self.read_console().await?;
        Ok(&self.console)
    }

    async fn read_console(&mut self) -> Result<()> {
        let entries = self.driver().browser_log().await?;
        self.console.extend(entries.into_iter().map(|entry| format!("{} {}", entry.level, entry.message)));
        Ok(())
    }

    /// Checks that the console holds no error or warning, and that nothing was
    /// asked of another origin.
    pub async fn check_quiet(&mut self) -> Result<()> {
        self.read_console().await?;
        let loud = self.console.iter().filter(|line| line.starts_with("SEVERE") || line.starts_with("WARNING"));
        let bad: Vec<&String> = loud.filter(|line| !self.allowed.iter().any(|part| line.contains(part))).collect();
        ensure!(bad.is_empty(), "the console complains:\n{bad:#?}");
        let foreign: Vec<String> = self.requests().await?.into_iter().filter(|url| !self.is_ours(url)).collect();
        ensure!(foreign.is_empty(), "asked of other origins: {foreign:#?}");
        Ok(())
    }

    fn is_ours(&self, url: &str) -> bool {
        url.starts_with(&self.site.url()) || ["blob:", "data:", "chrome:"].iter().any(|own| url.starts_with(own))
    }

    /// The addresses of all requests of the page since this was last asked.
    pub async fn requests(&self) -> Result<Vec<String>> {
        let log = self.driver().get_log("performance").await?;
        let events = log.iter().filter_map(|entry| serde_json::from_str::<Value>(&entry.message).ok());
        let sent = events.filter(|event| event["message"]["method"] == "Network.requestWillBeSent");
        let url = |event: Value| event["message"]["params"]["request"]["url"].as_str().map(str::to_owned);
        Ok(sent.filter_map(url).collect())
    }

    pub(crate) async fn leave_traces(&mut self, folder: &Path) -> Result<()> {
        std::fs::create_dir_all(folder)?;
        self.read_console().await?;
        std::fs::write(folder.join("console.txt"), self.console.join("\n"))?;
        std::fs::write(folder.join("server.txt"), self.site.asked().join("\n"))?;
        std::fs::write(folder.join("text.txt"), self.text().await?)?;
        std::fs::write(folder.join("page.png"), self.screenshot(true).await?)?;
        Ok(())
    }

    /// Closes the browser.
    pub async fn close(self) -> Result<()> {
        self.chromium.close().await
    }
}

/// A file that the page has given.
#[derive(Clone, Debug)]
pub struct Download {
    pub name: String,
    pub bytes: Vec<u8>,
}

impl Download {
    /// Puts the file into a folder of its own, which goes with the first of the two.
    pub fn keep(&self) -> Result<(TempDir, PathBuf)> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join(&self.name);
        std::fs::write(&path, &self.bytes)?;
        Ok((folder, path))
    }
}

impl Download {
    /// Its text; an error if it is not UTF-8.
    pub fn text(&self) -> Result<&str> {
        Ok(std::str::from_utf8(&self.bytes)?)
    }
}

/// One space for every run of white space, so that line breaks do not matter.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn paths(files: &[PathBuf]) -> Result<String> {
    let absolute = files.iter().map(|file| {
        let path = file.canonicalize().with_context(|| format!("there is no {}", file.display()))?;
        Ok(path.display().to_string())
    });
    Ok(absolute.collect::<Result<Vec<_>>>()?.join("\n"))
}

fn key(name: &str) -> Result<Key> {
    Ok(match name {
        "Control" => Key::Control,
        "Shift" => Key::Shift,
        "Alt" => Key::Alt,
        "Enter" => Key::Enter,
        "Escape" => Key::Escape,
        "Tab" => Key::Tab,
        "Space" => Key::Space,
        "Backspace" => Key::Backspace,
        "Delete" => Key::Delete,
        "Home" => Key::Home,
        "End" => Key::End,
        "PageUp" => Key::PageUp,
        "PageDown" => Key::PageDown,
        "ArrowUp" => Key::Up,
        "ArrowDown" => Key::Down,
        "ArrowLeft" => Key::Left,
        "ArrowRight" => Key::Right,
        "F2" => Key::F2,
        _ => bail!("the tests know no key “{name}”"),
    })
}
