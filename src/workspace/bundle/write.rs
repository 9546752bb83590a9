//! Workspace → file: one record per line, so that two files can be compared line
//! by line.

use super::checksum::{checksum_text, digest, mark};
use super::{FORMAT, VERSION, Written};
use crate::workspace::history::{Field, History};
use crate::workspace::kinds::{AnyRecord as _, Kind};
use crate::workspace::{Book, Workspace};
use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};
use std::io::{self, Write};
use std::sync::Arc;

/// What an export holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Contents {
    #[default]
    Everything,
    /// Without coordinators' names and contacts, and without the names of those
    /// who edited.
    WithoutNames,
}

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
    let (mut workspace, mut history) = (Workspace::clone(book.workspace()), book.history().clone());
    let mut by = book.author().who.clone();
    if contents == Contents::WithoutNames {
        leave_out_names(&mut workspace, &mut history);
        by.name.clear();
    }
    let marked = with_marks(&workspace, &history);
    let mut written = Written {
        when: at,
        by,
        app: env!("CARGO_PKG_VERSION").to_owned(),
        without_names: contents == Contents::WithoutNames,
        checksum: None,
    };
    written.checksum = Some(checksum_text(&digest(&[workspace.value(), marked.value(), written.value()].each_ref())));
    let file = File { format: FORMAT, version: VERSION, workspace: &workspace, history: &marked, written };
    let mut text = Vec::new();
    let wrote = file.serialize(&mut Serializer::with_formatter(&mut text, Lines::default()));
    debug_assert!(wrote.is_ok(), "records hold nothing that JSON cannot");
    text.push(b'\n');
    String::from_utf8(text).unwrap_or_default()
}

/// The history with a mark of each value beside its stamp, which tells later what
/// was changed by hand.
fn with_marks(workspace: &Workspace, history: &History) -> History {
    let mut marked = history.clone();
    for kind in Kind::ALL {
        for record in workspace.records(kind) {
            let Some(entry) = marked.records.get_mut(&kind).and_then(|records| records.get_mut(record.id)) else {
                continue;
            };
            let values = record.fields(kind);
            for (name, field) in &mut Arc::make_mut(entry).fields {
                if let Field::Here(stamp) = field {
                    stamp.mark = Some(mark(values.get(name).unwrap_or(&serde_json::Value::Null)));
                }
            }
        }
    }
    marked
}

/// Takes out what names people, and from the dots that the file claims to cover
/// those of such fields: merged elsewhere, it changes nothing that it left out.
fn leave_out_names(workspace: &mut Workspace, history: &mut History) {
    for school in workspace.schools.values_mut().map(Arc::make_mut) {
        school.coordinator.clear();
        school.contact.clear();
    }
    for agreement in workspace.agreements.values_mut().map(Arc::make_mut) {
        agreement.decided_by.clear();
    }
    for (kind, records) in &mut history.records {
        for record in records.values_mut() {
            if record.fields.keys().any(|name| kind.is_personal(name)) {
                Arc::make_mut(record).fields.retain(|name, _| !kind.is_personal(name));
            }
        }
    }
    let History { replicas, seen, .. } = history;
    for (number, replica) in replicas.iter_mut().enumerate() {
        replica.name.clear();
        if replica.personal {
            seen.forget(number as u32);
        }
    }
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
