//! A workspace with its past: the one door for edits, and undo.

use super::bundle::Bundle;
use super::doubles::tell_apart;
use super::history::{Author, History, Open, ReplicaId, Who};
use super::kinds::{Kind, RecordChange, changes, everything};
use super::meet::Partings;
use super::merge::{Conflict, FieldId, Theirs, merge};
use super::{Dots, Workspace};
use serde_json::Value;
use std::collections::BTreeSet;
use std::sync::Arc;

/// How many edits can be undone.
const REMEMBERED: usize = 200;

/// How many imports are known that were undone and not done again.
const UNDONE: usize = 20;

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
    /// Imports that were undone before something else was edited.
    undone: Vec<Step>,
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
    open: Opened,
    /// The file that it took in.
    file: Option<FileId>,
}

/// What an edit did to that which waits for a decision.
#[derive(Clone, Debug, Default)]
struct Opened {
    /// The conflicts that it brought: undone, they are decided as it was before.
    opened: Vec<Open>,
    /// Those that it decided: undone, they are open again.
    closed: Vec<Open>,
}

impl Opened {
    fn between(before: Vec<Conflict>, after: Vec<Conflict>, history: &History) -> Opened {
        let only = |these: &[Conflict], others: &[Conflict]| {
            let alone = these.iter().filter(|conflict| !others.contains(conflict));
            alone.map(|conflict| Open::of(conflict.clone(), history)).collect()
        };
        Opened { opened: only(&after, &before), closed: only(&before, &after) }
    }
}

/// Tells a file from others of the cluster: what it has seen, as it says so.
#[derive(Clone, Debug, PartialEq, Eq)]
struct FileId {
    replicas: Vec<ReplicaId>,
    seen: Dots,
}

impl FileId {
    fn of(bundle: &Bundle) -> FileId {
        let replicas = bundle.history.replicas().iter().map(|row| row.id).collect();
        FileId { replicas, seen: bundle.history.seen().clone() }
    }
}

impl Book {
    /// A workspace begun here; all that it holds is stamped as written now.
    /// `at` is the time in seconds since 1970 (UTC), here and below.
    pub fn new(workspace: Workspace, replica: ReplicaId, at: i64) -> Book {
        let author = Author::new(replica);
        let mut history = History::default();
        history.stamp(everything(&workspace), &author, at);
        Book::with(Arc::new(workspace), history, author)
    }

    /// A workspace from a file. `replica` must be new, also if this browser wrote
    /// the file: what was written since would otherwise get the same dots again.
    pub fn open(bundle: Bundle, replica: ReplicaId) -> Book {
        Book::with(bundle.workspace, bundle.history, Author::new(replica))
    }

    fn with(now: Arc<Workspace>, history: History, author: Author) -> Book {
        Book { now, history, author, undo: Vec::new(), redo: Vec::new(), made: 0, undone: Vec::new() }
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

    /// Says who edits from now on, and did so far if nobody has said it yet.
    pub fn set_who(&mut self, who: Who) {
        self.author.who = who;
        self.history.introduce(&self.author);
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
        let places: Vec<(Kind, String)> = changes.iter().map(|change| (change.kind, change.id.clone())).collect();
        let open = |book: &Book| -> Vec<Conflict> {
            places.iter().flat_map(|(kind, id)| book.history.conflicts_of(*kind, id)).collect()
        };
        let open_before = open(self);
        let before = self.step_to(Arc::new(next), changes, at);
        let open = Opened::between(open_before, open(self), &self.history);
        self.remember(before, open, None);
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
    pub fn catch_up(&mut self, mut saved: Book, replica: ReplicaId) {
        let (replaced, own) = (self.history.extracts(), self.own());
        let found = self.history.partings(&saved.history, &own);
        let next = saved.merged(&self.now, &self.history, found);
        let before = std::mem::replace(&mut self.history, saved.history);
        self.leave(&own, &before, replica);
        self.forget_extracts(replaced, &next);
        self.now = if next == *saved.now { saved.now } else { Arc::new(next) };
    }

    /// Writes under another id from now on, in the same sitting.
    pub fn set_replica(&mut self, replica: ReplicaId) {
        self.author.replica = replica;
    }

    /// As [`Book::merge_but`]; records in `keep` stay as they are here.
    pub fn merge(&mut self, theirs: &Bundle, keep: &BTreeSet<(Kind, String)>, replica: ReplicaId, at: i64) -> bool {
        self.merge_but(theirs, &keep.iter().map(FieldId::whole).collect(), replica, at)
    }

    /// Takes in what another copy of this cluster holds, as one step; fields, or whole records,
    /// whose changes are not wanted (`keep`) are written anew as they were here, which the
    /// other side will see. `replica` is taken if the other copy writes under our own id (a
    /// copied browser profile). `false` if nothing is different after.
    pub fn merge_but(&mut self, theirs: &Bundle, keep: &BTreeSet<FieldId>, replica: ReplicaId, at: i64) -> bool {
        self.bring(theirs, keep, replica, at, |_| false)
    }

    /// As [`Book::merge_but`], for a person who opens a file: one that was taken in and undone
    /// is taken in once more, as an edit.
    pub fn import(&mut self, theirs: &Bundle, keep: &BTreeSet<FieldId>, replica: ReplicaId, at: i64) -> bool {
        self.bring(theirs, keep, replica, at, |book| book.take_again(theirs, at))
    }

    fn bring(
        &mut self,
        theirs: &Bundle,
        keep: &BTreeSet<FieldId>,
        replica: ReplicaId,
        at: i64,
        without_news: impl FnOnce(&mut Book) -> bool,
    ) -> bool {
        let mut before = self.now.clone();
        let (before_seen, open) = (self.history.seen.clone(), self.history.conflicts());
        let (next, replaced) = self.take_in(&theirs.workspace, &theirs.history, replica);
        for (kind, id) in replaced {
            Arc::make_mut(&mut before).put(kind, &id, next.fields(kind, &id));
        }
        let news = self.history.seen != before_seen || next != *before;
        self.now = Arc::new(next);
        if !news && !without_news(self) {
            return false;
        }
        self.keep_ours(&before, keep, at);
        let open = Opened::between(open, self.history.conflicts(), &self.history);
        self.remember(before, open, Some(FileId::of(theirs)));
        true
    }

    /// Whether this file was taken in here and undone, so that it is known and yet not here.
    fn undone_import(&self, theirs: &Bundle) -> Option<&Step> {
        let file = FileId::of(theirs);
        self.redo.iter().chain(&self.undone).rev().find(|step| step.file.as_ref() == Some(&file))
    }

    /// Writes what an import brought that was undone. `false` if there was none.
    fn take_again(&mut self, theirs: &Bundle, at: i64) -> bool {
        let Some(step) = self.undone_import(theirs).cloned() else { return false };
        self.step_on(&step, at);
        let file = step.file;
        self.redo.retain(|step| step.file != file);
        self.undone.retain(|step| step.file != file);
        true
    }

    /// What this copy would hold after merging with another, and what would be open then; and
    /// whether it is what was taken in before and undone.
    pub(super) fn preview(&self, theirs: &Bundle) -> (Arc<Workspace>, History, bool) {
        let mut copy = self.clone();
        let found = copy.history.partings(&theirs.history, &copy.own());
        copy.now = Arc::new(copy.merged(&theirs.workspace, &theirs.history, found));
        let again = copy.history.seen == self.history.seen
            && copy.now == self.now
            && copy.take_again(theirs, theirs.written.when);
        (copy.now, copy.history, again)
    }

    /// Merges; returns also the records that took the place of an extract.
    fn take_in(
        &mut self,
        workspace: &Workspace,
        history: &History,
        replica: ReplicaId,
    ) -> (Workspace, BTreeSet<(Kind, String)>) {
        let (before, extracts, own) = (self.history.clone(), self.history.extracts(), self.own());
        let found = self.history.partings(history, &own);
        let next = self.merged(workspace, history, found);
        self.leave(&own, &before, replica);
        let replaced = self.forget_extracts(extracts, &next);
        (next, replaced)
    }

    /// The replicas as which nobody else should write.
    fn own(&self) -> [ReplicaId; 2] {
        [self.author.replica, self.history.writes_as(&self.author)]
    }

    /// Writes as `replica` from now on if somebody else is found to have written as we did.
    fn leave(&mut self, own: &[ReplicaId], before: &History, replica: ReplicaId) {
        if own.iter().any(|id| self.history.knows_more_of(*id, before) || self.history.is_double(*id)) {
            self.author.replica = replica;
        }
    }

    /// Whether somebody else is known to have written as this one does.
    pub fn is_double(&self) -> bool {
        self.own().iter().any(|id| self.history.is_double(*id))
    }

    fn merged(&mut self, workspace: &Workspace, history: &History, found: Partings) -> Workspace {
        let mut before_seen = self.history.seen.clone();
        let mut theirs = self.history.meet(history);
        tell_apart(&self.now, &mut self.history, &mut before_seen, workspace, &mut theirs, found);
        let mut next = Workspace::clone(&self.now);
        merge(&mut next, &mut self.history, &before_seen, &Theirs { workspace, history: &theirs });
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
            let steps = self.undo.iter_mut().chain(&mut self.redo).chain(&mut self.undone);
            for known in steps.flat_map(|step| [&mut step.before, &mut step.after]) {
                Arc::make_mut(known).put(*kind, id, next.fields(*kind, id));
            }
        }
        extracts
    }

    /// Writes these fields and records anew as they were before.
    fn keep_ours(&mut self, before: &Workspace, keep: &BTreeSet<FieldId>, at: i64) {
        for FieldId { kind, id, field } in keep {
            let kept = |conflict: &Conflict| field.is_none() || conflict.at.field == *field;
            for conflict in self.history.conflicts_of(*kind, id).into_iter().filter(kept) {
                self.decide(&conflict.at, before, at);
            }
        }
        let mut next = Workspace::clone(&self.now);
        for FieldId { kind, id, field } in keep {
            let ours = before.fields(*kind, id);
            match (field, ours, next.fields(*kind, id)) {
                (None, ours, _) => drop(next.put(*kind, id, ours)),
                (Some(field), Some(mut ours), Some(mut theirs)) => {
                    theirs.insert(field.clone(), ours.remove(field).unwrap_or_default());
                    next.put(*kind, id, Some(theirs));
                }
                // Where there is no such record, a field of it is nothing to keep.
                (Some(_), _, _) => {}
            }
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
        let Some(open) = self.history.conflict_at(conflict) else { return false };
        let closed = vec![Open::of(open, &self.history)];
        let before = self.now.clone();
        match &conflict.field {
            Some(_) if !self.write_field(conflict, value, at) => return false,
            Some(_) => {}
            None => self.history.restore(conflict.kind, &conflict.id, &self.author, at),
        }
        self.remember(before, Opened { closed, ..Opened::default() }, None);
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
        let Step { before, after, open, .. } = &step;
        self.walk([after, before], [&open.opened, &open.closed], at);
        self.redo.push(step);
        true
    }

    /// Writes what the last undo took back.
    pub fn redo(&mut self, at: i64) -> bool {
        let Some(step) = self.redo.pop() else { return false };
        self.step_on(&step, at);
        self.undo.push(step);
        true
    }

    fn step_on(&mut self, step: &Step, at: i64) {
        let Step { before, after, open, .. } = step;
        self.walk([before, after], [&open.closed, &open.opened], at);
    }

    /// Does here what leads from one workspace to another: what was open only there is
    /// decided as it is shown here, and what is open only here is open again.
    fn walk(&mut self, [from, to]: [&Arc<Workspace>; 2], [closes, opens]: [&[Open]; 2], at: i64) {
        let field_of = |workspace: &Workspace, FieldId { kind, id, field }: &FieldId| {
            let fields = workspace.fields(*kind, id);
            fields.map(|mut fields| field.as_ref().and_then(|field| fields.remove(field)))
        };
        // Where somebody else has written since, their value stands.
        let opens: Vec<&Open> =
            opens.iter().filter(|open| field_of(&self.now, &open.at) == field_of(from, &open.at)).collect();
        let closes: Vec<&FieldId> =
            closes.iter().map(|open| &open.at).filter(|at| self.history.conflict_at(at).is_some()).collect();
        // Stamped here, written below with all that is different.
        for FieldId { kind, id, field } in closes {
            match field {
                Some(field) => self.history.write_field(*kind, id, field, &self.author, at),
                None => self.history.restore(*kind, id, &self.author, at),
            }
        }
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
        for open in opens.into_iter().filter(|open| field_of(&self.now, &open.at) == field_of(to, &open.at)) {
            if field_of(&self.now, &open.at).is_some() {
                self.history.reopen(open, &self.author);
            }
        }
    }

    fn step_to(&mut self, next: Arc<Workspace>, changes: Vec<RecordChange>, at: i64) -> Arc<Workspace> {
        self.history.stamp(changes, &self.author, at);
        std::mem::replace(&mut self.now, next)
    }

    fn remember(&mut self, before: Arc<Workspace>, open: Opened, file: Option<FileId>) {
        self.made += 1;
        self.undo.push(Step { number: StepNumber(self.made), before, after: self.now.clone(), open, file });
        if self.undo.len() > REMEMBERED {
            self.undo.remove(0);
        }
        self.undone.extend(self.redo.drain(..).filter(|step| step.file.is_some()));
        let many = self.undone.len().saturating_sub(UNDONE);
        self.undone.drain(..many);
    }
}
