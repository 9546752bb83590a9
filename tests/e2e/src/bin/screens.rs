//! Draws pages of the built app, for looking at them.
//!
//!     screens --dist dist --out DIR [--hu] [--dark] [--phone] [--window] STEP…
//!
//! Steps are done in their order. A place (`#/grid`) is gone to and drawn into a
//! PNG; the others prepare it:
//!
//!     click:LABEL          clicks a button, link, box or tab
//!     fill:LABEL=TEXT      types into a field
//!     choose:LABEL=CHOICE  chooses from a menu
//!     press:KEYS           presses keys, such as Control+z or ArrowDown
//!     give:LABEL=FILE,…    gives files to a file field
//!     see:TEXT             waits for words
//!     js:SCRIPT            runs a script
//!     shot:NAME            draws what is there under this name
//!
//! `--example` first opens the example cluster. `--all` does it in both themes,
//! both sizes and both languages (labels in steps are then those of one language
//! only, so use places). Pages are drawn in full; `--window` draws the window.

use anyhow::{Context, Result, bail};
use kapocs_e2e::{Look, Page, Theme, dist};
use lexopt::prelude::*;
use std::path::{Path, PathBuf};

struct Wanted {
    dist: PathBuf,
    out: PathBuf,
    looks: Vec<Look>,
    whole: bool,
    example: bool,
    steps: Vec<String>,
}

/// What the button says that opens the example, in each language.
fn example_label(look: Look) -> &'static str {
    if look.language == "hu" { "A példa kipróbálása" } else { "Try the example" }
}

fn main() -> Result<()> {
    let wanted = wanted()?;
    std::fs::create_dir_all(&wanted.out)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        for look in &wanted.looks {
            draw(&wanted, *look).await?;
        }
        Ok(())
    })
}

fn wanted() -> Result<Wanted> {
    let mut wanted = Wanted {
        dist: dist(),
        out: "screens".into(),
        looks: Vec::new(),
        whole: true,
        example: false,
        steps: Vec::new(),
    };
    let mut look = Look::default();
    let mut all = false;
    let mut parser = lexopt::Parser::from_env();
    while let Some(argument) = parser.next()? {
        match argument {
            Long("dist") => wanted.dist = parser.value()?.into(),
            Long("out") => wanted.out = parser.value()?.into(),
            Long("hu") => look.language = "hu",
            Long("dark") => look.theme = Theme::Dark,
            Long("phone") => look.size = Look::PHONE,
            Long("all") => all = true,
            Long("window") => wanted.whole = false,
            Long("example") => wanted.example = true,
            Value(step) => wanted.steps.push(step.string()?),
            other => return Err(other.unexpected().into()),
        }
    }
    wanted.looks = if all { every_look() } else { vec![look] };
    Ok(wanted)
}

fn every_look() -> Vec<Look> {
    let mut looks = Vec::new();
    for language in ["en", "hu"] {
        for theme in [Theme::Light, Theme::Dark] {
            for size in [Look::DESK, Look::PHONE] {
                looks.push(Look { language, theme, size });
            }
        }
    }
    looks
}

async fn draw(wanted: &Wanted, look: Look) -> Result<()> {
    let mut page = Page::of(&wanted.dist, look).await?;
    let done = steps(&mut page, wanted, look).await;
    for line in page.console().await? {
        eprintln!("console: {line}");
    }
    if done.is_err() {
        std::fs::write(wanted.out.join("failed.png"), page.screenshot(true).await?)?;
    }
    page.close().await?;
    done
}

async fn steps(page: &mut Page, wanted: &Wanted, look: Look) -> Result<()> {
    if wanted.example {
        page.click(example_label(look)).await?;
    }
    for step in &wanted.steps {
        let (kind, rest) = step.split_once(':').unwrap_or(("", step));
        let pair = || rest.split_once('=').with_context(|| format!("“{step}” wants LABEL=…"));
        match kind {
            _ if step.starts_with('#') => {
                page.go(step).await?;
                shoot(page, wanted, look, &place_name(step)).await?;
            }
            "click" => page.click(rest).await?,
            "fill" => page.fill(pair()?.0, pair()?.1).await?,
            "choose" => page.choose(pair()?.0, pair()?.1).await?,
            "press" => page.press(rest).await?,
            "give" => {
                let files: Vec<PathBuf> = pair()?.1.split(',').map(PathBuf::from).collect();
                page.give_files(pair()?.0, &files).await?;
            }
            "see" => page.see(rest).await?,
            "js" => drop(page.js(rest).await?),
            "shot" => shoot(page, wanted, look, rest).await?,
            _ => bail!("“{step}” is no step; see the top of screens.rs"),
        }
    }
    Ok(())
}

fn place_name(place: &str) -> String {
    let words = place.trim_matches(['#', '/']).replace(|c: char| !c.is_alphanumeric(), "-");
    if words.is_empty() { "start".into() } else { words }
}

async fn shoot(page: &Page, wanted: &Wanted, look: Look, name: &str) -> Result<()> {
    let size = if look.size == Look::PHONE { "phone" } else { "desk" };
    let theme = if look.theme == Theme::Dark { "dark" } else { "light" };
    let file: &Path = &wanted.out.join(format!("{name}-{}-{theme}-{size}.png", look.language));
    std::fs::write(file, page.screenshot(wanted.whole).await?)?;
    println!("{}", file.display());
    Ok(())
}
