//! Reads `DIR/tidy.csv` (and, without a verdict, `DIR/respondents.csv`) in the app's
//! worker, from a file's bytes to its scores, and with Papa Parse
//! (`DIR/node_modules/papaparse`) in a worker of its own, from the same bytes to its
//! rows: in one browser, turn by turn. Neither worker's start is counted. While the
//! app reads, the page's own thread is watched.

use crate::{FELT, Wanted};
use anyhow::{Context, Result, ensure};
use kapocs_e2e::{Look, Page, copy_folder};
use serde_json::{Value as Json, json};
use std::path::Path;
use std::time::Duration;
use tempfile::TempDir;

/// How long one run may take.
const LIMIT: Duration = Duration::from_secs(90);

/// A copy of the app with what is measured beside it: of one origin, as its policy
/// wants.
fn site(wanted: &Wanted) -> Result<TempDir> {
    let folder = TempDir::with_prefix("kapocs-bench-")?;
    copy_folder(&wanted.dist, folder.path())?;
    let beside = folder.path().join("bench");
    std::fs::create_dir_all(&beside)?;
    let papa = Path::new("node_modules/papaparse/papaparse.min.js");
    for from in [papa, Path::new("tidy.csv"), Path::new("respondents.csv")] {
        let (from, name) = (wanted.with.join(from), from.file_name().unwrap_or_default());
        std::fs::copy(&from, beside.join(name)).with_context(|| format!("{} is missing", from.display()))?;
    }
    std::fs::write(beside.join("papa.js"), PAPA)?;
    Ok(folder)
}

/// Papa Parse as one would use it for this: in a worker, without its slower options.
const PAPA: &str = "importScripts('papaparse.min.js');
onmessage = ({ data }) => {
    const text = new FileReaderSync().readAsText(data);
    const { data: rows } = Papa.parse(text, { skipEmptyLines: true });
    postMessage(rows.length);
};
postMessage('ready');";

/// Fetches a file once and prepares a run of each; runs return milliseconds, what
/// was read, and the longest task of the page's thread meanwhile.
const RUNS: &str = "const [name, done] = arguments;
const address = document.querySelector('meta[name=kapocs-worker]').content;
const next = (worker, wanted) => new Promise((resolve, reject) => {
    worker.onerror = event => reject(new Error(event.message || 'the worker failed'));
    setTimeout(() => reject(new Error('the worker does not answer')), 80000);
    worker.onmessage = ({ data }) => { const found = wanted(data); if (found !== undefined) resolve(found); };
});
const run = async (worker, ready, message, wanted) => {
    await next(worker, ready);
    let longest = 0;
    const watch = new PerformanceObserver(list => { for (const task of list.getEntries()) longest = Math.max(longest, task.duration); });
    watch.observe({ type: 'longtask' });
    const answer = next(worker, wanted);
    const start = performance.now();
    worker.postMessage(message);
    const count = await answer;
    const took = performance.now() - start;
    await new Promise(resolve => setTimeout(resolve, 100));
    watch.disconnect();
    worker.terminate();
    return { took, count, longest };
};
fetch('bench/' + name).then(answer => answer.blob()).then(async file => {
    await file.arrayBuffer();
    const read = JSON.stringify({ Read: { file: 1, choices: {} } });
    window.kapocsBench = {
        bytes: file.size,
        ours: () => run(new Worker(address, { type: 'module' }), data => data === null || undefined,
            [read, file], data => JSON.parse(data[0]).Read?.preview.scores),
        papa: () => run(new Worker('bench/papa.js'), data => data === 'ready' || undefined,
            file, data => typeof data === 'number' ? data : undefined),
    };
    done({ bytes: file.size });
}).catch(error => done({ error: String(error) }));";

pub async fn measure_reading(wanted: &Wanted) -> Result<()> {
    let folder = site(wanted)?;
    let mut page = Page::of(folder.path(), Look::default()).await?;
    page.driver().set_script_timeout(LIMIT).await?;
    let measured = both_files(&page, wanted.runs).await;
    for line in page.console().await? {
        eprintln!("console: {line}");
    }
    page.close().await?;
    measured
}

async fn both_files(page: &Page, runs: usize) -> Result<()> {
    let browser = page.cdp("Browser.getVersion", json!({})).await?;
    let cores = std::thread::available_parallelism()?;
    println!("reading in {}, {cores} cores, {runs} runs each", text(&browser["product"]));
    let (ours, papa) = measure(page, "tidy.csv", runs).await?;
    let (respondents, _) = measure(page, "respondents.csv", runs).await?;
    ensure!(ours.median() <= papa.median(), "reading the tidy file is slower than Papa Parse");
    let longest = ours.longest.max(respondents.longest);
    ensure!(longest <= FELT, "the page's thread is kept busy for {longest:.0} ms");
    Ok(())
}

/// Measures both on one file, turn by turn: the app, then Papa Parse.
async fn measure(page: &Page, name: &str, runs: usize) -> Result<(Runs, Runs)> {
    let file = asynchronous(page, RUNS, vec![json!(name)]).await?;
    let bytes = file["bytes"].as_f64().with_context(|| format!("{name} did not arrive: {file}"))?;
    let (mut ours, mut papa) = (Runs::default(), Runs::default());
    for _ in 0..runs {
        ours.add(&run(page, "ours").await?)?;
        papa.add(&run(page, "papa").await?)?;
    }
    println!("{name}, {:.1} MB: median (fastest–slowest)", bytes / 1e6);
    ours.print("Kapocs, from bytes to scores", "scores");
    papa.print("Papa Parse, from bytes to rows", "rows");
    println!("  Kapocs takes {:.2} of Papa Parse's time", ours.median() / papa.median());
    let longest = if ours.longest == 0.0 { "under 50 ms".into() } else { format!("{:.0} ms", ours.longest) };
    println!("  longest task of the page's thread while Kapocs reads: {longest}");
    Ok((ours, papa))
}

async fn run(page: &Page, which: &str) -> Result<Json> {
    let script = format!(
        "const done = arguments[0]; kapocsBench.{which}().then(done, error => done({{ error: String(error) }}))"
    );
    asynchronous(page, &script, Vec::new()).await
}

async fn asynchronous(page: &Page, script: &str, arguments: Vec<Json>) -> Result<Json> {
    let answer = page.driver().execute_async(script, arguments).await?.json().clone();
    ensure!(answer["error"].is_null(), "{}", text(&answer["error"]));
    Ok(answer)
}

fn text(value: &Json) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// What several runs took.
#[derive(Default)]
struct Runs {
    milliseconds: Vec<f64>,
    count: u64,
    longest: f64,
}

impl Runs {
    fn add(&mut self, run: &Json) -> Result<()> {
        self.milliseconds.push(run["took"].as_f64().with_context(|| format!("no time in {run}"))?);
        self.milliseconds.sort_by(f64::total_cmp);
        self.count = run["count"].as_u64().with_context(|| format!("nothing read in {run}"))?;
        self.longest = self.longest.max(run["longest"].as_f64().unwrap_or_default());
        Ok(())
    }

    fn median(&self) -> f64 {
        self.milliseconds.get(self.milliseconds.len() / 2).copied().unwrap_or_default()
    }

    fn print(&self, name: &str, unit: &str) {
        let (least, most) = (self.milliseconds.first(), self.milliseconds.last());
        let range = format!("{:.0}–{:.0} ms", least.copied().unwrap_or_default(), most.copied().unwrap_or_default());
        println!("  {name:<32} {:>6.0} ms ({range}), {} {unit}", self.median(), self.count);
    }
}
