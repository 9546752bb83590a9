//! A file on the disk that a workspace is linked to (File System Access): its handle, kept in
//! the database `kapocs-links`, and reading and writing what it points at.

use super::files::FileError;
use idb::{Database, DatabaseEvent as _, Factory, ObjectStoreParams, TransactionMode};
use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::{Closure, wasm_bindgen};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{DomException, File};

const DATABASE: &str = "kapocs-links";
const HANDLES: &str = "handles";

#[wasm_bindgen]
extern "C" {
    /// Points at a file that the person chose; the browser may ask them again.
    #[derive(Clone, Debug)]
    #[wasm_bindgen(js_name = FileSystemFileHandle)]
    pub type FileHandle;

    #[wasm_bindgen(method, getter)]
    pub fn name(this: &FileHandle) -> String;

    #[wasm_bindgen(method, catch, js_name = getFile)]
    fn get_file(this: &FileHandle) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch, js_name = createWritable)]
    fn create_writable(this: &FileHandle) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch, js_name = queryPermission)]
    fn query_permission(this: &FileHandle, mode: &JsValue) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch, js_name = requestPermission)]
    fn request_permission(this: &FileHandle, mode: &JsValue) -> Result<Promise, JsValue>;

    type Writable;

    #[wasm_bindgen(method, catch)]
    fn write(this: &Writable, bytes: &Uint8Array) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn close(this: &Writable) -> Result<Promise, JsValue>;
}

/// Which file a person is to choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// One that is there.
    There,
    /// One that the browser makes, or empties.
    New,
}

/// Whether the browser can link files at all.
pub fn can_link() -> bool {
    picker(Which::There).is_some() && picker(Which::New).is_some()
}

fn picker(which: Which) -> Option<Function> {
    let name = match which {
        Which::There => "showOpenFilePicker",
        Which::New => "showSaveFilePicker",
    };
    let window = web_sys::window()?;
    Reflect::get(&window, &name.into()).ok()?.dyn_into().ok()
}

/// Lets the person choose; `None` if they would not.
pub async fn choose(which: Which, suggested: &str) -> Result<Option<FileHandle>, FileError> {
    let (Some(picker), Some(window)) = (picker(which), web_sys::window()) else { return Ok(None) };
    let options = Object::new();
    if which == Which::New {
        Reflect::set(&options, &"suggestedName".into(), &suggested.into())?;
    }
    let chosen: Promise = picker.call1(&window, &options)?.unchecked_into();
    match JsFuture::from(chosen).await {
        Ok(chosen) if Array::is_array(&chosen) => Ok(Some(Array::from(&chosen).get(0).unchecked_into())),
        Ok(chosen) => Ok(Some(chosen.unchecked_into())),
        Err(error) if is(&error, "AbortError") => Ok(None),
        Err(error) => Err(error.into()),
    }
}

fn is(error: &JsValue, name: &str) -> bool {
    error.dyn_ref::<DomException>().is_some_and(|error| error.name() == name)
}

/// Why a linked file could not be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreached {
    /// Moved, renamed or deleted.
    Gone,
    /// The person has to allow it again.
    NotAllowed,
    /// Anything else: a disk that is full, a folder that is being synced.
    Failed,
}

impl From<JsValue> for Unreached {
    fn from(error: JsValue) -> Unreached {
        match () {
            () if is(&error, "NotFoundError") => Unreached::Gone,
            () if is(&error, "NotAllowedError") || is(&error, "SecurityError") => Unreached::NotAllowed,
            () => Unreached::Failed,
        }
    }
}

impl FileHandle {
    /// Whether the page may write; with `ask`, which only a click may do, the person is asked.
    pub async fn is_allowed(&self, ask: bool) -> bool {
        let mode = Object::new();
        let _ = Reflect::set(&mode, &"mode".into(), &"readwrite".into());
        let answer = if ask { self.request_permission(&mode) } else { self.query_permission(&mode) };
        let Ok(answer) = answer else { return false };
        JsFuture::from(answer).await.is_ok_and(|state| state.as_string().as_deref() == Some("granted"))
    }

    pub async fn file(&self) -> Result<File, Unreached> {
        Ok(JsFuture::from(self.get_file()?).await?.unchecked_into())
    }

    /// Replaces the file's content, all or nothing.
    pub async fn replace(&self, bytes: &[u8]) -> Result<(), Unreached> {
        let writable: Writable = JsFuture::from(self.create_writable()?).await?.unchecked_into();
        JsFuture::from(writable.write(&Uint8Array::from(bytes))?).await?;
        JsFuture::from(writable.close()?).await?;
        Ok(())
    }
}

/// Files by which the installed app was started, by a double click, say; where the browser
/// tells of them. Takes also how many of them could not be had.
pub fn on_launch(take: impl Fn(Vec<File>, usize) + Clone + 'static) {
    let queue = web_sys::window().and_then(|window| Reflect::get(&window, &"launchQueue".into()).ok());
    let Some(set) = queue.as_ref().and_then(|queue| Reflect::get(queue, &"setConsumer".into()).ok()) else { return };
    let (Some(queue), Ok(set)) = (queue, set.dyn_into::<Function>()) else { return };
    let consumer = Closure::<dyn Fn(JsValue)>::new(move |launch: JsValue| {
        let handles = Reflect::get(&launch, &"files".into()).map(|files| Array::from(&files)).unwrap_or_default();
        let take = take.clone();
        spawn_local(async move {
            let (mut files, mut lost) = (Vec::new(), 0);
            for handle in handles {
                match handle.unchecked_into::<FileHandle>().file().await {
                    Ok(file) => files.push(file),
                    Err(_) => lost += 1,
                }
            }
            take(files, lost);
        });
    });
    // The queue keeps it as long as the page lives.
    let _ = set.call1(&queue, &consumer.into_js_value());
}

async fn database() -> Result<Database, idb::Error> {
    let mut request = Factory::new()?.open(DATABASE, Some(1))?;
    request.on_upgrade_needed(|event| {
        if let Ok(database) = event.database() {
            let _ = database.create_object_store(HANDLES, ObjectStoreParams::new());
        }
    });
    request.await
}

/// The file that a workspace is linked to here.
pub async fn handle_of(workspace: &str) -> Option<FileHandle> {
    let database = database().await.ok()?;
    let reading = database.transaction(&[HANDLES], TransactionMode::ReadOnly).ok()?;
    let found = reading.object_store(HANDLES).ok()?.get(JsValue::from_str(workspace)).ok()?.await;
    database.close();
    found.ok().flatten().map(JsValue::unchecked_into)
}

/// Remembers the file of a workspace, or forgets it. `false` if the browser does not keep it.
pub async fn remember(workspace: &str, handle: Option<&FileHandle>) -> bool {
    async fn write(workspace: &str, handle: Option<&FileHandle>) -> Result<bool, idb::Error> {
        let database = database().await?;
        let writing = database.transaction(&[HANDLES], TransactionMode::ReadWrite)?;
        let (store, key) = (writing.object_store(HANDLES)?, JsValue::from_str(workspace));
        match handle {
            Some(handle) => {
                store.put(handle, Some(&key))?;
            }
            None => {
                store.delete(key)?;
            }
        }
        let done = writing.await?.is_committed();
        database.close();
        Ok(done)
    }
    write(workspace, handle).await.unwrap_or_default()
}
