//! A workspace with its past: the one door for edits, and undo.

use super::Workspace;
use super::bundle::Bundle;
use super::history::{Author, History, ReplicaId, Who};
use super::kinds::{RecordChange, changes, everything};
use std::sync::Arc;

/// How many edits can be undone.
const REMEMBERED: usize = 200;

/// A workspace that is being edited. Every change is stamped with who and when,
/// so that copies can be merged, and can be undone.
#[derive(Clone, Debug)]
pub struct Book {
    now: Arc<Workspace>,
    history: History,
    author: Author,
    undo: Vec<Arc<Workspace>>,
    redo: Vec<Arc<Workspace>>,
}

impl Book {
    /// A workspace begun here; all that it holds is stamped as written now.
    /// `at` is the time in seconds since 1970 (UTC), here and below.
    pub fn new(workspace: Workspace, replica: ReplicaId, at: i64) -> Book {
        let author = Author { replica, who: Who::default() };
        let mut history = History::default();
        history.stamp(everything(&workspace), &author, at);
        Book::with(Arc::new(workspace), history, author)
    }

    /// A workspace from a file. `replica` must be new, also if this browser wrote
    /// the file: what was written since would otherwise get the same dots again.
    pub fn open(bundle: Bundle, replica: ReplicaId) -> Book {
        Book::with(bundle.workspace, bundle.history, Author { replica, who: Who::default() })
    }

    fn with(now: Arc<Workspace>, history: History, author: Author) -> Book {
        Book { now, history, author, undo: Vec::new(), redo: Vec::new() }
    }

    pub fn workspace(&self) -> &Arc<Workspace> {
        &self.now
    }

    pub fn history(&self) -> &History {
        &self.history
    }

    pub fn author(&self) -> &Author {
        &self.author
    }

    /// Says who edits from now on.
    pub fn set_who(&mut self, who: Who) {
        self.author.who = who;
    }

    /// Changes the workspace as one step. `false` if nothing is different after.
    pub fn edit(&mut self, at: i64, change: impl FnOnce(&mut Workspace)) -> bool {
        let mut next = Workspace::clone(&self.now);
        change(&mut next);
        next.id.clone_from(&self.now.id);
        let changes = changes(&self.now, &next);
        if changes.is_empty() {
            return false;
        }
        let before = self.step_to(Arc::new(next), changes, at);
        self.remember(before);
        true
    }

    /// Replaces everything by what a file of this cluster holds, as one step.
    /// Names that the file leaves out stay. `false` if nothing is different after.
    pub fn replace(&mut self, theirs: Bundle, at: i64) -> bool {
        let next = self.with_our_names(&theirs);
        let before_history = self.history.clone();
        let meeting = self.history.meet(&theirs.history);
        let changes = changes(&self.now, &next);
        let changed = !changes.is_empty();
        let before = self.step_to(next, changes, at);
        meeting.adopt(&mut self.history, &before_history, &theirs.history);
        if changed {
            self.remember(before);
        }
        changed
    }

    /// Their workspace as it would be here: with our id, and with our names if
    /// they left them out.
    pub fn with_our_names(&self, theirs: &Bundle) -> Arc<Workspace> {
        let mut next = Workspace::clone(&theirs.workspace);
        next.id.clone_from(&self.now.id);
        if theirs.written.without_names {
            for (id, school) in &mut next.schools {
                if let Some(ours) = self.now.schools.get(id) {
                    let school = Arc::make_mut(school);
                    school.coordinator.clone_from(&ours.coordinator);
                    school.contact.clone_from(&ours.contact);
                }
            }
            for (id, agreement) in &mut next.agreements {
                if let Some(ours) = self.now.agreements.get(id) {
                    Arc::make_mut(agreement).decided_by.clone_from(&ours.decided_by);
                }
            }
        }
        Arc::new(next)
    }

    pub fn can_undo(&self) -> bool {
        !self.undo.is_empty()
    }

    pub fn can_redo(&self) -> bool {
        !self.redo.is_empty()
    }

    /// Writes the values from before the last edit, as an edit of its own.
    pub fn undo(&mut self, at: i64) -> bool {
        let Some(before) = self.undo.pop() else { return false };
        let changes = changes(&self.now, &before);
        let after = self.step_to(before, changes, at);
        self.redo.push(after);
        true
    }

    /// Writes what the last undo took back.
    pub fn redo(&mut self, at: i64) -> bool {
        let Some(after) = self.redo.pop() else { return false };
        let changes = changes(&self.now, &after);
        let before = self.step_to(after, changes, at);
        self.undo.push(before);
        true
    }

    fn step_to(&mut self, next: Arc<Workspace>, changes: Vec<RecordChange>, at: i64) -> Arc<Workspace> {
        self.history.stamp(changes, &self.author, at);
        std::mem::replace(&mut self.now, next)
    }

    fn remember(&mut self, before: Arc<Workspace>) {
        self.undo.push(before);
        if self.undo.len() > REMEMBERED {
            self.undo.remove(0);
        }
        self.redo.clear();
    }
}
