//! One test: a site, a browser, what a person does, and what must hold after it.

use crate::chromium::{Look, Theme};
use crate::{Page, Site, dist, repository};
use anyhow::{Context, Result, anyhow};
use futures_util::FutureExt;
use std::panic::AssertUnwindSafe;
use std::path::{Path, PathBuf};

/// Begins a story; its name is also the folder of what a failure leaves behind.
pub fn story(name: &str) -> Story {
    Story { name: name.to_owned(), look: Look::default(), dist: dist() }
}

/// Where a failed story leaves its traces.
pub fn artifacts(name: &str) -> PathBuf {
    repository().join("tests/artifacts").join(name)
}

pub struct Story {
    name: String,
    look: Look,
    dist: PathBuf,
}

impl Story {
    pub fn hungarian(mut self) -> Story {
        self.look.language = "hu";
        self
    }

    pub fn dark(mut self) -> Story {
        self.look.theme = Theme::Dark;
        self
    }

    pub fn phone(mut self) -> Story {
        self.look.size = Look::PHONE;
        self
    }

    /// Tells it about another build than `dist/`.
    pub fn about(mut self, dist: &Path) -> Story {
        self.dist = dist.to_owned();
        self
    }

    /// Opens the page, lets `tell` happen, and checks that the console stayed clean
    /// and that nothing was asked of another origin.
    pub fn run(self, tell: impl AsyncFnOnce(&mut Page) -> Result<()>) -> Result<()> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        runtime.block_on(async {
            let site = Site::of(&self.dist)?;
            let mut page = Page::open(site, self.look).await?;
            let outcome = match AssertUnwindSafe(told(&mut page, tell)).catch_unwind().await {
                Ok(Ok(())) => page.check_quiet().await,
                Ok(Err(error)) => Err(error),
                Err(panic) => Err(anyhow!("{}", words(&*panic))),
            };
            let folder = artifacts(&self.name);
            let _ = std::fs::remove_dir_all(&folder);
            if outcome.is_err()
                && let Err(error) = page.leave_traces(&folder).await
            {
                eprintln!("the traces of the failure could not be kept: {error:#}");
            }
            page.close().await?;
            outcome.with_context(|| format!("{} (traces in {})", self.name, folder.display()))
        })
    }
}

async fn told(page: &mut Page, tell: impl AsyncFnOnce(&mut Page) -> Result<()>) -> Result<()> {
    page.ready().await?;
    tell(page).await
}

fn words(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().cloned();
    text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned())).unwrap_or_else(|| "panicked".into())
}
