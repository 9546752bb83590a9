//! Chromium and its driver: started for one story, with an empty profile, and
//! gone with it.

use anyhow::{Context, Result};
use serde_json::json;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use tempfile::TempDir;
use thirtyfour::prelude::*;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    #[default]
    Light,
    Dark,
}

/// What the browser is like, before the page is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// The browser's first language, as a BCP 47 tag.
    pub language: &'static str,
    pub theme: Theme,
    /// Width and height of the page, in CSS pixels.
    pub size: (u32, u32),
}

impl Default for Look {
    fn default() -> Look {
        Look { language: "en", theme: Theme::Light, size: Look::DESK }
    }
}

impl Look {
    pub const DESK: (u32, u32) = (1280, 800);
    pub const PHONE: (u32, u32) = (390, 844);

    fn is_phone(self) -> bool {
        self.size.0 < 600
    }
}

/// A running browser.
pub struct Chromium {
    pub driver: WebDriver,
    /// Where downloads arrive.
    pub downloads: PathBuf,
    // Dropped in this order: first the processes go, then the folders.
    process: Chromedriver,
    _folders: TempDir,
}

impl Chromium {
    pub async fn start(look: Look) -> Result<Chromium> {
        let mut process = Chromedriver::start()?;
        let folders = TempDir::with_prefix("kapocs-e2e-")?;
        let downloads = folders.path().join("downloads");
        std::fs::create_dir_all(&downloads)?;
        let capabilities = capabilities(look, &folders)?;
        let driver = WebDriver::new(&process.url, capabilities).await.context("Chromium did not start")?;
        let pid = driver.handle().capabilities().get("goog:processID").and_then(serde_json::Value::as_u64);
        process.browser = pid;
        let chromium = Chromium { driver, downloads, process, _folders: folders };
        match chromium.take_on(look).await {
            Ok(()) => Ok(chromium),
            Err(error) => {
                chromium.close().await?;
                Err(error)
            }
        }
    }

    /// Closes the browser; without this it is ended hard.
    pub async fn close(mut self) -> Result<()> {
        self.driver.quit().await?;
        self.process.browser = None;
        Ok(())
    }

    /// Sends a command of the browser's own protocol.
    pub async fn cdp(&self, method: &str, parameters: serde_json::Value) -> Result<serde_json::Value> {
        self.driver.cdp().send_raw(method, parameters).await.with_context(|| format!("the browser refused {method}"))
    }

    /// Size and colours; may change in the middle of a story.
    pub async fn take_on(&self, look: Look) -> Result<()> {
        let (width, height) = look.size;
        self.cdp(
            "Emulation.setDeviceMetricsOverride",
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": look.is_phone() }),
        )
        .await?;
        let scheme = if look.theme == Theme::Dark { "dark" } else { "light" };
        let features = json!([
            { "name": "prefers-color-scheme", "value": scheme },
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ]);
        self.cdp("Emulation.setEmulatedMedia", json!({ "features": features })).await?;
        let downloads = json!({ "behavior": "allow", "downloadPath": self.downloads });
        self.cdp("Browser.setDownloadBehavior", downloads).await?;
        Ok(())
    }
}

fn capabilities(look: Look, folders: &TempDir) -> Result<Capabilities> {
    let profile = folders.path().join("profile");
    let (width, height) = look.size;
    let arguments = [
        "--headless".to_owned(),
        "--no-sandbox".to_owned(),
        "--disable-gpu".to_owned(),
        "--disable-quic".to_owned(),
        "--disable-dev-shm-usage".to_owned(),
        "--no-first-run".to_owned(),
        "--disable-background-networking".to_owned(),
        "--disable-component-update".to_owned(),
        "--disable-sync".to_owned(),
        "--hide-scrollbars".to_owned(),
        format!("--window-size={width},{height}"),
        format!("--user-data-dir={}", profile.display()),
        // Nothing beyond this machine is reachable, not for the browser's own errands
        // either.
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1".to_owned(),
    ];
    let options = json!({
        "args": arguments,
        "prefs": {
            "intl.accept_languages": look.language,
            "profile.default_content_setting_values.automatic_downloads": 1,
        },
    });
    let mut capabilities = Capabilities::new();
    capabilities.set("browserName", "chrome")?;
    capabilities.set("goog:chromeOptions", options)?;
    capabilities.set("goog:loggingPrefs", json!({ "browser": "ALL", "performance": "ALL" }))?;
    Ok(capabilities)
}

/// The driver's process, on a port that was free.
struct Chromedriver {
    process: Child,
    url: String,
    /// The browser's process id, while it runs.
    browser: Option<u64>,
}

impl Chromedriver {
    fn start() -> Result<Chromedriver> {
        let program = std::env::var_os("CHROMEDRIVER").unwrap_or_else(|| "chromedriver".into());
        let mut process =
            Command::new(&program)
                .arg("--port=0")
                .stdout(Stdio::piped())
                .stderr(Stdio::null())
                .spawn()
                .with_context(|| format!("{} does not run: apt-get install chromium-driver", program.display()))?;
        let out = process.stdout.take().context("chromedriver says nothing")?;
        let mut lines = BufReader::new(out).lines();
        let port = lines.by_ref().map_while(Result::ok).find_map(|line| {
            let port = line.split("successfully on port ").nth(1)?;
            port.trim_end_matches('.').parse::<u16>().ok()
        });
        // What it says later must not fill the pipe.
        std::thread::spawn(move || lines.for_each(drop));
        let Some(port) = port else {
            let _ = process.kill();
            anyhow::bail!("chromedriver did not say on which port it listens");
        };
        Ok(Chromedriver { process, url: format!("http://127.0.0.1:{port}"), browser: None })
    }
}

impl Drop for Chromedriver {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        // A browser whose driver is gone would go on for ever.
        if let Some(browser) = self.browser {
            let _ = Command::new("kill").arg(browser.to_string()).status();
        }
    }
}
