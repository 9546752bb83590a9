//! A workspace with its past: the one door for edits, and undo.

use super::Workspace;
use super::bundle::Bundle;
use super::history::{Author, History, ReplicaId, Who};
use super::kinds::{Kind, RecordChange, changes, everything};
use super::merge::{FieldId, Theirs, merge};
use serde_json::Value;
use std::collections::BTreeSet;
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
    undo: Vec<Step>,
    redo: Vec<Step>,
    /// How many steps were made.
    made: u64,
}

/// Which edit of a book: each has its own number, which none gets again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StepNumber(u64);

/// An edit: from what to what. Neighbouring steps share their workspaces.
#[derive(Clone, Debug)]
struct Step {
    number: StepNumber,
    before: Arc<Workspace>,
    after: Arc<Workspace>,
    /// The conflicts that it brought: undone, they are decided as it was before.
    opened: Vec<FieldId>,
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
        Book { now, history, author, undo: Vec::new(), redo: Vec::new(), made: 0 }
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
        self.remember(before, Vec::new());
        true
    }

    /// Takes in what a file holds that this copy follows. It is no step of this book's: undo
    /// takes back what was edited here and leaves the rest. `replica` as in [`Book::merge`].
    /// `false` if nothing was new.
    pub fn sync(&mut self, theirs: &Bundle, replica: ReplicaId) -> bool {
        let before_seen = self.history.seen.clone();
        let (next, _) = self.take_in(&theirs.workspace, &theirs.history, replica);
        let news = self.history.seen != before_seen || next != *self.now;
        if news {
            self.now = Arc::new(next);
        }
        news
    }

    /// As [`Book::sync`], with what another tab of this browser saved. What is alike is
    /// shared with it, in its order, so that saving finds again what stands in the store.
    pub fn catch_up(&mut self, mut saved: Book) {
        let replaced = self.history.extracts();
        let next = saved.merged(&self.now, &self.history);
        self.history = saved.history;
        self.forget_extracts(replaced, &next);
        self.now = if next == *saved.now { saved.now } else { Arc::new(next) };
    }

    /// Writes under another id from now on.
    pub fn set_replica(&mut self, replica: ReplicaId) {
        self.author.replica = replica;
    }

    /// Takes in what another copy of this cluster holds, as one step; records whose
    /// changes are not wanted (`keep`) are written anew as they were here, which the other
    /// side will see. `replica` is taken if the other copy writes under our own id (a
    /// copied browser profile). `false` if nothing is different after.
    pub fn merge(&mut self, theirs: &Bundle, keep: &BTreeSet<(Kind, String)>, replica: ReplicaId, at: i64) -> bool {
        let mut before = self.now.clone();
        let (before_seen, open) = (self.history.seen.clone(), self.history.conflicts());
        let (next, replaced) = self.take_in(&theirs.workspace, &theirs.history, replica);
        for (kind, id) in replaced {
            Arc::make_mut(&mut before).put(kind, &id, next.fields(kind, &id));
        }
        let news = self.history.seen != before_seen || next != *before;
        self.now = Arc::new(next);
        if !news {
            return false;
        }
        self.keep_ours(&before, keep, at);
        let opened = self.history.conflicts().into_iter().filter(|c| !open.contains(c)).map(|c| c.at).collect();
        self.remember(before, opened);
        true
    }

    /// What this copy would hold after merging with another, and what would be open then.
    pub(super) fn preview(&self, theirs: &Bundle) -> (Workspace, History) {
        let mut copy = self.clone();
        let merged = copy.merged(&theirs.workspace, &theirs.history);
        (merged, copy.history)
    }

    /// Merges; returns also the records that took the place of an extract.
    fn take_in(
        &mut self,
        workspace: &Workspace,
        history: &History,
        replica: ReplicaId,
    ) -> (Workspace, BTreeSet<(Kind, String)>) {
        let (before_seen, extracts) = (self.history.seen.clone(), self.history.extracts());
        let next = self.merged(workspace, history);
        if self.history.knows_more_of(self.author.replica, &before_seen) {
            self.author.replica = replica;
        }
        let replaced = self.forget_extracts(extracts, &next);
        (next, replaced)
    }

    fn merged(&mut self, workspace: &Workspace, history: &History) -> Workspace {
        let before_seen = self.history.seen.clone();
        let meeting = self.history.meet(history);
        let mut next = Workspace::clone(&self.now);
        let side = Theirs { workspace, record: &|record| meeting.record(record), history, seen: &meeting.seen };
        merge(&mut next, &mut self.history, &before_seen, &side);
        next
    }

    /// Where a record took the place of an extract, no step back may write the extract over
    /// it. Returns those records.
    fn forget_extracts(
        &mut self,
        mut extracts: BTreeSet<(Kind, String)>,
        next: &Workspace,
    ) -> BTreeSet<(Kind, String)> {
        let still = self.history.extracts();
        extracts.retain(|record| !still.contains(record));
        for (kind, id) in &extracts {
            let steps = self.undo.iter_mut().chain(&mut self.redo);
            for known in steps.flat_map(|step| [&mut step.before, &mut step.after]) {
                Arc::make_mut(known).put(*kind, id, next.fields(*kind, id));
            }
        }
        extracts
    }

    /// Writes these records anew as they were before.
    fn keep_ours(&mut self, before: &Workspace, keep: &BTreeSet<(Kind, String)>, at: i64) {
        for (kind, id) in keep {
            for conflict in self.history.conflicts().into_iter().filter(|c| (c.at.kind, &c.at.id) == (*kind, id)) {
                self.decide(&conflict.at, before, at);
            }
        }
        let mut next = Workspace::clone(&self.now);
        for (kind, id) in keep {
            next.put(*kind, id, before.fields(*kind, id));
        }
        let changes = changes(&self.now, &next);
        self.step_to(Arc::new(next), changes, at);
    }

    /// Writes a field as `like` has it, also where nothing else is shown here: it is
    /// decided then.
    fn decide(&mut self, at_field: &FieldId, like: &Workspace, at: i64) {
        let FieldId { kind, id, field } = at_field;
        match (field, like.fields(*kind, id)) {
            (Some(field), Some(fields)) => {
                let value = fields.get(field).cloned().unwrap_or_default();
                self.write_field(at_field, value, at);
            }
            (None, Some(_)) => self.history.restore(*kind, id, &self.author, at),
            (_, None) => {}
        }
    }

    /// `false`, and nothing written, if the value is none that the field can have.
    fn write_field(&mut self, at_field: &FieldId, value: Value, at: i64) -> bool {
        let FieldId { kind, id, field } = at_field;
        let (Some(field), Some(mut fields)) = (field, self.now.fields(*kind, id)) else { return false };
        fields.insert(field.clone(), value);
        let mut next = Workspace::clone(&self.now);
        if !next.put(*kind, id, Some(fields)) {
            return false;
        }
        self.history.write_field(*kind, id, field, &self.author, at);
        self.now = Arc::new(next);
        true
    }

    /// Decides a conflict: this value it is, one of those offered or another. `false`, and
    /// nothing decided, if nothing is open there or the value is none that the field can have.
    pub fn settle(&mut self, conflict: &FieldId, value: Value, at: i64) -> bool {
        if !self.history.conflicts().iter().any(|open| open.at == *conflict) {
            return false;
        }
        let before = self.now.clone();
        match &conflict.field {
            Some(_) if !self.write_field(conflict, value, at) => return false,
            Some(_) => {}
            None => self.history.restore(conflict.kind, &conflict.id, &self.author, at),
        }
        self.remember(before, Vec::new());
        true
    }

    pub fn can_undo(&self) -> bool {
        !self.undo.is_empty()
    }

    /// The edit that [`Book::undo`] would take back now.
    pub fn last_step(&self) -> Option<StepNumber> {
        self.undo.last().map(|step| step.number)
    }

    pub fn can_redo(&self) -> bool {
        !self.redo.is_empty()
    }

    /// Writes the values from before the last edit, as an edit of its own. What another
    /// tab wrote since into other fields stays.
    pub fn undo(&mut self, at: i64) -> bool {
        let Some(step) = self.undo.pop() else { return false };
        let open: Vec<FieldId> = self.history.conflicts().into_iter().map(|conflict| conflict.at).collect();
        // Decided as it was: stamped here, written below with all that is different.
        for FieldId { kind, id, field } in step.opened.iter().filter(|conflict| open.contains(conflict)) {
            match field {
                Some(field) => self.history.write_field(*kind, id, field, &self.author, at),
                None => self.history.restore(*kind, id, &self.author, at),
            }
        }
        self.walk(&step.after, &step.before, at);
        self.redo.push(step);
        true
    }

    /// Writes what the last undo took back.
    pub fn redo(&mut self, at: i64) -> bool {
        let Some(step) = self.redo.pop() else { return false };
        self.walk(&step.before, &step.after, at);
        self.undo.push(step);
        true
    }

    /// Does here what leads from one workspace to another.
    fn walk(&mut self, from: &Arc<Workspace>, to: &Arc<Workspace>, at: i64) {
        let next = if Arc::ptr_eq(&self.now, from) {
            to.clone()
        } else {
            let mut next = Workspace::clone(&self.now);
            for change in changes(from, to) {
                next.apply(change);
            }
            Arc::new(next)
        };
        let changes = changes(&self.now, &next);
        self.step_to(next, changes, at);
    }

    fn step_to(&mut self, next: Arc<Workspace>, changes: Vec<RecordChange>, at: i64) -> Arc<Workspace> {
        self.history.stamp(changes, &self.author, at);
        std::mem::replace(&mut self.now, next)
    }

    fn remember(&mut self, before: Arc<Workspace>, opened: Vec<FieldId>) {
        self.made += 1;
        self.undo.push(Step { number: StepNumber(self.made), before, after: self.now.clone(), opened });
        if self.undo.len() > REMEMBERED {
            self.undo.remove(0);
        }
        self.redo.clear();
    }
}
