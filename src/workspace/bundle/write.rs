//! Workspace → file: one record per line, so that two files can be compared line
//! by line.

use super::checksum::{checksum_text, digest, mark};
use super::part::{Contents, part};
use super::{FORMAT, VERSION, Written};
use crate::workspace::history::{Field, History};
use crate::workspace::kinds::{AnyRecord as _, Kind};
use crate::workspace::{Book, Workspace};
use serde::Serialize;
use serde_json::Value;
use serde_json::ser::{Formatter, Serializer};
use std::io::{self, Write};
use std::sync::Arc;

#[derive(Serialize)]
struct File<'a> {
    format: &'static str,
    version: u32,
    workspace: &'a Workspace,
    history: &'a History,
    written: Written,
}

/// The text of a workspace file. `at` is the time in seconds since 1970 (UTC).
pub fn write(book: &Book, contents: Contents, at: i64) -> String {
    if contents.is_everything() {
        return write_everything(book, at);
    }
    let (workspace, history) = part(book, &contents, at);
    text(&workspace, &history, Written { by: contents.names(&book.author().who), ..written(contents, at) })
}

/// As [`write`], of everything: needs nothing of what takes parts out.
pub fn write_everything(book: &Book, at: i64) -> String {
    let by = book.author().who.clone();
    text(book.workspace(), book.history(), Written { by, ..written(Contents::Everything, at) })
}

fn written(part: Contents, at: i64) -> Written {
    Written { when: at, part, app: env!("CARGO_PKG_VERSION").to_owned(), ..Written::default() }
}

fn text(workspace: &Workspace, history: &History, mut written: Written) -> String {
    let value = workspace.value();
    let history = &with_marks(&value, history);
    written.checksum = Some(checksum_text(&digest(&[&value, &history.value(), &written.value()])));
    let file = File { format: FORMAT, version: VERSION, workspace, history, written };
    let mut text = Vec::new();
    let wrote = file.serialize(&mut Serializer::with_formatter(&mut text, Lines::default()));
    debug_assert!(wrote.is_ok(), "records hold nothing that JSON cannot");
    text.push(b'\n');
    String::from_utf8(text).unwrap_or_default()
}

/// The history with a mark of each value beside its stamp, which tells later what
/// was changed by hand.
fn with_marks(workspace: &Value, history: &History) -> History {
    let mut marked = history.clone();
    for (&kind, entries) in &mut marked.records {
        let records = &workspace[kind.word()];
        for (id, entry) in entries.iter_mut() {
            let record = if kind == Kind::Cluster { records } else { &records[id] };
            for (name, field) in &mut Arc::make_mut(entry).fields {
                if let Field::Here(stamp) = field {
                    stamp.mark = Some(mark(if kind.is_whole() { record } else { &record[name] }));
                }
            }
        }
    }
    marked
}

/// JSON with a line for each of the outer three levels' entries and everything
/// deeper on that line.
#[derive(Default)]
struct Lines {
    depth: usize,
    filled: bool,
}

impl Lines {
    const LEVELS: usize = 3;

    fn begin<W: ?Sized + Write>(&mut self, out: &mut W, bracket: &[u8]) -> io::Result<()> {
        self.depth += 1;
        self.filled = false;
        out.write_all(bracket)
    }

    fn next<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        if !first {
            out.write_all(b",")?;
        }
        match (self.depth <= Lines::LEVELS, first) {
            (true, _) => self.new_line(out),
            (false, true) => Ok(()),
            (false, false) => out.write_all(b" "),
        }
    }

    fn end<W: ?Sized + Write>(&mut self, out: &mut W, bracket: &[u8]) -> io::Result<()> {
        let own_lines = self.filled && self.depth <= Lines::LEVELS;
        self.depth -= 1;
        if own_lines {
            self.new_line(out)?;
        }
        out.write_all(bracket)
    }

    fn new_line<W: ?Sized + Write>(&self, out: &mut W) -> io::Result<()> {
        out.write_all(b"\n")?;
        (0..self.depth).try_for_each(|_| out.write_all(b" "))
    }
}

impl Formatter for Lines {
    fn begin_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.begin(out, b"[")
    }

    fn end_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.end(out, b"]")
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.next(out, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.filled = true;
        Ok(())
    }

    fn begin_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.begin(out, b"{")
    }

    fn end_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.end(out, b"}")
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.next(out, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        out.write_all(b": ")
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.filled = true;
        Ok(())
    }
}
