//! Files: handing one to the person, and reading one that they chose.

use js_sys::{Array, Reflect, Uint8Array};
use wasm_bindgen::JsCast as _;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, DomException, File, FilePropertyBag, HtmlAnchorElement, ShareData, Url};

/// What the browser would not do, in its own words (for the console, not for people).
#[derive(Clone, Debug, thiserror::Error)]
#[error("{0}")]
pub struct FileError(String);

impl From<JsValue> for FileError {
    fn from(error: JsValue) -> FileError {
        FileError(format!("{error:?}"))
    }
}

/// Hands bytes to the person as a download. `kind` is a media type such as
/// `application/json`.
pub fn download(name: &str, kind: &str, bytes: &[u8]) -> Result<(), FileError> {
    let missing = || FileError("no document".to_owned());
    let document = web_sys::window().and_then(|window| window.document()).ok_or_else(missing)?;
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let blob = Blob::new_with_u8_array_sequence_and_options(&Array::of1(&Uint8Array::from(bytes)), &options)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement = document.create_element("a")?.dyn_into().map_err(|_| missing())?;
    link.set_href(&url);
    link.set_download(name);
    link.click();
    // The browser has taken the blob when the click returns, but Safari reads it a
    // little later.
    forget_later(url);
    Ok(())
}

/// What became of offering a file to other programs of the device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shared {
    Given,
    /// The person closed the sheet.
    NotNow,
    /// The browser has no such sheet, or not for such files.
    Unable,
}

/// Offers a file to the device's other programs, such as mail, by the system's own sheet.
pub async fn share(name: &str, kind: &str, bytes: &[u8], title: &str) -> Result<Shared, FileError> {
    let navigator = web_sys::window().ok_or_else(|| FileError("no window".to_owned()))?.navigator();
    if !Reflect::has(&navigator, &"canShare".into())? {
        return Ok(Shared::Unable);
    }
    let options = FilePropertyBag::new();
    options.set_type(kind);
    let parts = Array::of1(&Uint8Array::from(bytes));
    let file = File::new_with_u8_array_sequence_and_options(&parts, name, &options)?;
    let data = ShareData::new();
    data.set_files(&Array::of1(&file));
    data.set_title(title);
    if !navigator.can_share_with_data(&data) {
        return Ok(Shared::Unable);
    }
    match JsFuture::from(navigator.share_with_data(&data)).await {
        Ok(_) => Ok(Shared::Given),
        Err(error) if error.dyn_ref::<DomException>().is_some_and(|e| e.name() == "AbortError") => Ok(Shared::NotNow),
        Err(error) => Err(error.into()),
    }
}

/// Puts a text on the clipboard.
pub async fn copy(text: &str) -> Result<(), FileError> {
    let navigator = web_sys::window().ok_or_else(|| FileError("no window".to_owned()))?.navigator();
    if Reflect::get(&navigator, &"clipboard".into())?.is_undefined() {
        return Err(FileError("no clipboard".to_owned()));
    }
    JsFuture::from(navigator.clipboard().write_text(text)).await?;
    Ok(())
}

fn forget_later(url: String) {
    const MINUTE: i32 = 60_000;
    let forget = wasm_bindgen::closure::Closure::once_into_js(move || {
        let _ = Url::revoke_object_url(&url);
    });
    if let Some(window) = web_sys::window() {
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(forget.unchecked_ref(), MINUTE);
    }
}

/// The bytes of a file, or `None` if it has more than `largest`.
pub async fn read(file: &File, largest: u64) -> Result<Option<Vec<u8>>, FileError> {
    if file.size() > largest as f64 {
        return Ok(None);
    }
    let buffer = JsFuture::from(file.array_buffer()).await?;
    Ok(Some(Uint8Array::new(&buffer).to_vec()))
}
