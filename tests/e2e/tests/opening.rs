//! The page opens: quietly, in the browser's language, and alone.

use kapocs_e2e::{Result, dist, ensure, story};
use std::collections::HashSet;
use std::path::{Path, PathBuf};

#[test]
fn it_opens_quietly_and_relative_to_its_folder() -> Result<()> {
    story("it_opens_quietly").run(async |page| {
        page.find("button", "HU, Magyar").await?;
        ensure!(page.js("return document.documentElement.lang").await? == "en");
        let asked = page.site.asked();
        ensure!(asked.iter().any(|path| path.ends_with("_bg.wasm")), "{asked:?}");
        let styles: HashSet<&String> = asked.iter().filter(|path| path.ends_with(".css")).collect();
        ensure!(styles.len() == 1, "the first visit asks for {styles:?}");
        ensure!(page.js("return document.getElementById('first') === null").await? == true);
        Ok(())
    })
}

#[test]
fn it_speaks_the_browsers_language_and_switches_at_once() -> Result<()> {
    story("it_speaks_the_browsers_language").hungarian().run(async |page| {
        ensure!(page.js("return document.documentElement.lang").await? == "hu");
        page.find("group", "Nyelv").await?;
        page.click("EN, English").await?;
        page.find("group", "Language").await?;
        ensure!(page.js("return document.documentElement.lang").await? == "en");
        Ok(())
    })
}

#[test]
fn the_policy_lets_nothing_in_or_out() -> Result<()> {
    story("the_policy_lets_nothing_in_or_out").run(async |page| {
        page.allow_in_console("Content Security Policy");
        page.allow_in_console("Fetch API cannot load");
        let tried = "const done = arguments[0];
            const broken = [];
            document.addEventListener('securitypolicyviolation', event => broken.push(event.effectiveDirective));
            const script = document.createElement('script');
            script.textContent = 'window.cameIn = true';
            document.head.append(script);
            const style = document.createElement('p');
            style.setAttribute('style', 'color: red');
            fetch('http://127.0.0.1:9/away').catch(() => {}).then(() => setTimeout(() => done(broken.sort()), 100))";
        let broken = page.driver().execute_async(tried, Vec::new()).await?;
        let broken: Vec<String> = broken.convert()?;
        ensure!(broken == ["connect-src", "script-src-elem", "style-src-attr"], "{broken:?}");
        ensure!(page.js("return window.cameIn === undefined").await? == true);
        Ok(())
    })
}

/// A policy in a page does not rule its workers, so this looks at what they could
/// do: WebAssembly reaches the network only through the script that starts it.
#[test]
fn no_script_knows_a_way_out() -> Result<()> {
    for script in scripts(&dist())? {
        let text = std::fs::read_to_string(&script)?;
        for way in ["WebSocket", "XMLHttpRequest", "EventSource", "sendBeacon", "RTCPeerConnection"] {
            ensure!(!text.contains(way), "{} holds {way}", script.display());
        }
        // Those that are there fetch the app's own WebAssembly.
        let fetches = text.matches("fetch(").count();
        let own = text.matches(".wasm\", import.meta.url)").count().max(1);
        ensure!(fetches <= own, "{} fetches in {fetches} places", script.display());
    }
    Ok(())
}

/// The scripts of the app and of its workers.
fn scripts(dist: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(dist)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() && ["app-", "worker-", "locker-"].iter().any(|kind| name.starts_with(kind)) {
            found.extend(scripts(&path)?);
        } else if name.ends_with(".js") && name != "sw.js" {
            found.push(path);
        }
    }
    ensure!(!found.is_empty(), "{} holds no script", dist.display());
    Ok(found)
}
