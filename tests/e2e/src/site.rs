//! A static host on this machine, as plain as a school's web space: files with
//! their types, from a sub-folder, nothing else. It remembers what was asked, and
//! it can go away and come back under the same address.

use anyhow::{Context, Result};
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

/// The folder of the host in which the app lives: a relative base is put to the
/// test in every story.
const FOLDER: &str = "/schools/kapocs/";

pub struct Site {
    root: PathBuf,
    address: SocketAddr,
    log: Arc<Mutex<Vec<String>>>,
    silent: Arc<Mutex<Vec<String>>>,
    serving: Option<Serving>,
}

struct Serving {
    stop: Arc<AtomicBool>,
    thread: JoinHandle<()>,
}

impl Site {
    /// Serves the folder `root` from a free port.
    pub fn of(root: &Path) -> Result<Site> {
        let index = root.join("index.html");
        anyhow::ensure!(index.is_file(), "there is no {}: build it with `make dist`", index.display());
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let address = listener.local_addr()?;
        let mut site =
            Site { root: root.to_owned(), address, log: Arc::default(), silent: Arc::default(), serving: None };
        site.serve(listener)?;
        Ok(site)
    }

    /// Where the app is, with the final slash.
    pub fn url(&self) -> String {
        format!("{}{FOLDER}", self.origin())
    }

    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The paths that were asked for so far, in their order, below the app's
    /// folder (`""` is the page itself).
    pub fn asked(&self) -> Vec<String> {
        lock(&self.log).clone()
    }

    /// From here on, who asks for this path waits and waits.
    pub fn never_answer(&self, path: &str) {
        lock(&self.silent).push(path.to_owned());
    }

    /// The network goes away.
    pub fn stop(&mut self) -> Result<()> {
        let Some(serving) = self.serving.take() else { return Ok(()) };
        serving.stop.store(true, Ordering::SeqCst);
        // Wakes the thread, which waits for a visitor.
        let _ = TcpStream::connect(self.address);
        serving.thread.join().map_err(|_| anyhow::anyhow!("the server's thread failed"))
    }

    /// The network is back, with what lies in the folder by now.
    pub fn start_again(&mut self) -> Result<()> {
        self.stop()?;
        let listener = TcpListener::bind(self.address).context("the port was taken meanwhile")?;
        self.serve(listener)
    }

    fn serve(&mut self, listener: TcpListener) -> Result<()> {
        let stop = Arc::new(AtomicBool::new(false));
        let (stopped, log, root) = (stop.clone(), self.log.clone(), self.root.clone());
        let silent = self.silent.clone();
        let thread = std::thread::spawn(move || {
            for visitor in listener.incoming().flatten() {
                if stopped.load(Ordering::SeqCst) {
                    break;
                }
                let (log, silent, root) = (log.clone(), silent.clone(), root.clone());
                std::thread::spawn(move || answer(visitor, &root, &log, &silent));
            }
        });
        self.serving = Some(Serving { stop, thread });
        Ok(())
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        let _ = self.stop();
    }
}

/// Answers one request and hangs up; a visitor who goes away early is no failure.
fn answer(mut visitor: TcpStream, root: &Path, log: &Mutex<Vec<String>>, silent: &Mutex<Vec<String>>) {
    let _ = visitor.set_read_timeout(Some(Duration::from_secs(10)));
    let Some(path) = requested(&visitor) else { return };
    let below = path.strip_prefix(FOLDER).map(decoded);
    if let Some(below) = &below {
        lock(log).push(below.clone());
        if lock(silent).contains(below) {
            // Until the visitor goes away.
            let _ = visitor.set_read_timeout(None).and_then(|()| visitor.read(&mut [0]));
            return;
        }
    }
    let file = below.as_deref().and_then(|below| file(root, below));
    let found = file.and_then(|file| Some((fs::read(&file).ok()?, media_type(&file))));
    let _ = match found {
        Some((body, media)) => write!(
            visitor,
            "HTTP/1.1 200 OK\r\nContent-Type: {media}\r\nContent-Length: {}\r\n\
             Cache-Control: max-age=600\r\nConnection: close\r\n\r\n",
            body.len()
        )
        .and_then(|()| visitor.write_all(&body)),
        None => write!(visitor, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"),
    };
}

/// The path of a request, without its query; the rest of the head is read away.
fn requested(visitor: &TcpStream) -> Option<String> {
    let mut lines = BufReader::new(visitor).lines();
    let first = lines.next()?.ok()?;
    while !lines.next()?.ok()?.is_empty() {}
    let target = first.split(' ').nth(1)?;
    target.split(['?', '#']).next().map(str::to_owned)
}

fn file(root: &Path, below: &str) -> Option<PathBuf> {
    let inside = !below.split('/').any(|part| part == "..") && !below.starts_with('/');
    let path = root.join(if below.is_empty() { "index.html" } else { below });
    (inside && path.is_file()).then_some(path)
}

fn decoded(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let hex = after.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        match hex.filter(|_| first == b'%').and_then(|two| u8::from_str_radix(two, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn media_type(file: &Path) -> &'static str {
    match file.extension().and_then(|e| e.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// Copies a folder with all that is below it.
pub fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

fn lock(log: &Mutex<Vec<String>>) -> MutexGuard<'_, Vec<String>> {
    log.lock().unwrap_or_else(PoisonError::into_inner)
}
