//! A workspace with its past: the one door for edits, and undo.

use super::Workspace;
use std::sync::Arc;

/// How many edits can be undone.
const REMEMBERED: usize = 200;

/// A workspace that is being edited.
#[derive(Clone, Debug, Default)]
pub struct Book {
    now: Arc<Workspace>,
    undo: Vec<Arc<Workspace>>,
    redo: Vec<Arc<Workspace>>,
}

impl Book {
    pub fn new(workspace: Workspace) -> Book {
        Book { now: Arc::new(workspace), ..Book::default() }
    }

    pub fn workspace(&self) -> &Arc<Workspace> {
        &self.now
    }

    /// Changes the workspace as one step. `false` if nothing is different after.
    pub fn edit(&mut self, change: impl FnOnce(&mut Workspace)) -> bool {
        let mut next = Workspace::clone(&self.now);
        change(&mut next);
        if next == *self.now {
            return false;
        }
        let before = std::mem::replace(&mut self.now, Arc::new(next));
        self.undo.push(before);
        if self.undo.len() > REMEMBERED {
            self.undo.remove(0);
        }
        self.redo.clear();
        true
    }

    pub fn can_undo(&self) -> bool {
        !self.undo.is_empty()
    }

    pub fn can_redo(&self) -> bool {
        !self.redo.is_empty()
    }

    pub fn undo(&mut self) -> bool {
        let Some(before) = self.undo.pop() else { return false };
        self.redo.push(std::mem::replace(&mut self.now, before));
        true
    }

    pub fn redo(&mut self) -> bool {
        let Some(after) = self.redo.pop() else { return false };
        self.undo.push(std::mem::replace(&mut self.now, after));
        true
    }
}
