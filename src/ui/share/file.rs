//! Files that take some making: parts of the workspace, and locked ones.

use crate::i18n::NoFile;
use crate::locking::{Answer, Request};
use crate::storage::browser::now;
use crate::ui::App;
use crate::ui::keeping::{WorkspaceFile, today};
use crate::ui::locker;
use crate::workspace::bundle::{self, Contents};
use std::future::Future;
use std::pin::Pin;

/// A file on its way.
pub type Making = Pin<Box<dyn Future<Output = Result<WorkspaceFile, NoFile>>>>;

/// Begins with the workspace as it is now.
pub fn make(app: App, contents: Contents, phrase: Option<String>) -> Making {
    let written = app.with_open_book(|book| {
        let name = match phrase {
            Some(_) => bundle::locked_file_name(book.workspace(), today()),
            None => bundle::file_name(book.workspace(), today()),
        };
        (name, bundle::write(book, contents, now()).into_bytes())
    });
    Box::pin(async move {
        let (name, bytes) = written.ok_or(NoFile::NothingOpen)?;
        let Some(phrase) = phrase else { return Ok(WorkspaceFile { name, kind: "application/json", bytes }) };
        match locker::ask(&Request::Lock { phrase }, &bytes).await {
            Ok((Answer::Done, bytes)) => Ok(WorkspaceFile { name, kind: "application/octet-stream", bytes }),
            Ok((Answer::Refused(_), _)) | Err(locker::BrokeDown) => Err(NoFile::NotLocked),
        }
    })
}
