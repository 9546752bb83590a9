//! Workspace files: any bytes are refused in words, or read to a workspace that
//! can be edited, written and read again.
//!
//! A good start for the corpus is `tests/samples/workspaces/version-1.kapocs.json`.

#![no_main]

use kapocs::i18n::Lang;
use kapocs::workspace::bundle::{Checksum, Contents, read, write};
use kapocs::workspace::{Book, ReplicaId};
use libfuzzer_sys::fuzz_target;
use std::sync::Arc;

fuzz_target!(|bytes: &[u8]| {
    let bundle = match read(bytes) {
        Ok(bundle) => bundle,
        Err(error) => {
            assert!(!Lang::Hu.bundle_error(&error).is_empty());
            return;
        }
    };
    let mut book = Book::open(bundle, ReplicaId(0xf022));
    book.edit(1, |w| Arc::make_mut(&mut w.cluster).goals.push('x'));
    let again = read(write(&book, Contents::Everything, 2).as_bytes()).expect("what we write, we read");
    assert_eq!((again.checksum, again.by_hand), (Checksum::Right, 0));
    assert_eq!(&again.workspace, book.workspace());
    assert_eq!(&again.history, book.history());
});
