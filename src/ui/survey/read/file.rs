//! One file on the table: what was read, what a person said, where it goes.

use super::target::{SchoolPick, Target};
use crate::cluster::SchoolId;
use crate::i18n::Lang;
use crate::reading::preview::Preview;
use crate::reading::{Choices, ReadResult};
use crate::selfie::Level;
use crate::storage::browser::now;
use crate::storage::snapshots::Cause;
use crate::survey::Source;
use crate::survey::intake::{self, Effect, Incoming, OnClash, ToSchool};
use crate::ui::App;
use crate::work::FileNumber;
use crate::workspace::Workspace;
use leptos::prelude::*;
use std::sync::atomic::{AtomicU32, Ordering};
use web_sys::Blob;

/// How far a file is.
#[derive(Clone, Debug, PartialEq)]
pub enum Status {
    /// 0–1.
    Working(f32),
    Read(Box<Preview>),
    Stopped,
    Failed,
    /// So many scores were taken; 0: all of it was here already.
    Taken(usize),
}

#[derive(Clone, Copy)]
pub struct FileState {
    pub number: FileNumber,
    pub name: StoredValue<String>,
    pub blob: StoredValue<Blob, LocalStorage>,
    pub status: RwSignal<Status>,
    pub choices: RwSignal<Choices>,
    pub target: RwSignal<Target>,
    /// All that was read; empty until the worker has given it.
    pub results: RwSignal<Vec<ReadResult>>,
    pub incoming_results: StoredValue<Vec<ReadResult>>,
    /// Of its bytes; there as soon as the results are.
    pub fingerprint: StoredValue<String>,
    app: App,
}

/// What still has to be said before a file can be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lacks {
    Nothing,
    Scores,
    School,
    Level,
    Round,
    Group,
    Clash,
}

impl FileState {
    pub fn new(app: App, name: String, blob: Blob) -> FileState {
        static NEXT: AtomicU32 = AtomicU32::new(1);
        FileState {
            number: NEXT.fetch_add(1, Ordering::Relaxed),
            name: StoredValue::new(name),
            blob: StoredValue::new_local(blob),
            status: RwSignal::new(Status::Working(0.0)),
            choices: RwSignal::default(),
            target: RwSignal::default(),
            results: RwSignal::default(),
            incoming_results: StoredValue::default(),
            fingerprint: StoredValue::default(),
            app,
        }
    }

    /// Offers what the file's name, title lines and the other results suggest, where
    /// nobody has said anything yet.
    pub fn offer(self, preview: &Preview) {
        let workspace = self.app.workspace_untracked();
        let name = self.name.get_value();
        self.target.update(|target| target.offer(preview, &workspace, &name));
    }

    pub fn is_done(self) -> bool {
        self.status.with(|s| matches!(s, Status::Taken(_)))
    }

    pub fn is_done_untracked(self) -> bool {
        self.status.with_untracked(|s| matches!(s, Status::Taken(_)))
    }

    pub fn is_ready(self) -> bool {
        self.lacks() == Lacks::Nothing
    }

    /// For eyes beside the file's name; the panel says it in words.
    pub fn sign(self) -> &'static str {
        self.status.with(|status| match status {
            Status::Working(_) => "…",
            Status::Read(_) if self.is_ready() => "○",
            Status::Read(_) => "?",
            Status::Stopped | Status::Failed => "✕",
            Status::Taken(_) => "✓",
        })
    }

    /// What must be said first; tracks.
    pub fn lacks(self) -> Lacks {
        let workspace = self.app.workspace();
        self.status.with(|status| {
            let Status::Read(preview) = status else { return Lacks::Scores };
            if self.results.with(Vec::is_empty) {
                return Lacks::Scores;
            }
            let lacks = self.target.with(|target| target.lacks(preview));
            let group_missing = preview.ungrouped && self.choices.with(|c| c.group.is_none());
            match lacks {
                Lacks::Nothing if group_missing => Lacks::Group,
                Lacks::Nothing if self.target.with(|t| t.on_clash.is_none()) && self.clashes(&workspace) => {
                    Lacks::Clash
                }
                lacks => lacks,
            }
        })
    }

    /// Would values be overwritten?
    pub fn clashes(self, workspace: &Workspace) -> bool {
        self.incoming().iter().any(|incoming| matches!(intake::effect(workspace, incoming), Effect::Overwrites { .. }))
    }

    /// What it would bring, as far as it is said where it goes; tracks.
    pub fn incoming(self) -> Vec<Incoming> {
        let choices = self.choices.get();
        let Some((edition, source)) = self.status.with(|status| match status {
            Status::Read(preview) => Some((preview.edition.value, self.source(preview))),
            _ => None,
        }) else {
            return Vec::new();
        };
        self.target.with(|target| {
            self.results.with(|results| {
                let placed = results.iter().filter_map(|read| {
                    let (school, level, round) = target.place(read)?;
                    let result = intake::result_of(read.clone(), edition, choices.group, source.clone());
                    Some(Incoming { school, level, round, result })
                });
                placed.collect()
            })
        })
    }

    fn source(self, preview: &Preview) -> Source {
        Source {
            name: self.name.get_value(),
            size: preview.size,
            hash: self.fingerprint.get_value(),
            read_at: now(),
            notes: preview.notes.iter().take(20).map(|(_, text)| text.clone()).collect(),
        }
    }
}

/// Takes files into the workspace, as one edit.
pub fn take(app: App, files: &[FileState]) {
    let lang = app.lang_untracked();
    let before = app.workspace_untracked();
    let mut scores = 0;
    let mut bundle: Vec<(Vec<Incoming>, OnClash)> = Vec::new();
    for file in files {
        let incoming = untrack(|| file.incoming());
        let on_clash = file.target.with_untracked(|t| t.on_clash.clone()).unwrap_or(OnClash::Replace);
        let new = incoming.iter().filter(|i| intake::effect(&before, i) != Effect::Nothing);
        let count: usize = new.map(|i| i.result.scores.values().map(|s| s.len()).sum::<usize>().max(1)).sum();
        scores += count;
        file.status.set(Status::Taken(count));
        bundle.push((incoming, on_clash));
    }
    app.before_change(Cause::File);
    let changed = app.edit(move |workspace| {
        for (incoming, on_clash) in bundle {
            for one in incoming {
                intake::take(workspace, one, &on_clash);
            }
        }
    });
    app.tell_with_undo(taken_words(lang, changed, scores), changed);
}

fn taken_words(lang: Lang, changed: bool, scores: usize) -> String {
    if changed { lang.read_taken(scores) } else { lang.read_nothing_new().to_owned() }
}

/// The id of a school that a person adds here. Schools stand in the order of their ids: those
/// added later behind those of before and of the example.
pub fn fresh_school() -> SchoolId {
    format!("school-{}", uuid::Uuid::now_v7().simple())
}

impl Target {
    /// Where a result goes, as far as it is said.
    fn place(&self, read: &ReadResult) -> Option<(ToSchool, Level, String)> {
        let school = match self.schools.get(&read.school)?.as_ref()? {
            SchoolPick::Existing(id) => ToSchool::Existing(id.clone()),
            SchoolPick::New { id, name } if !name.trim().is_empty() => {
                ToSchool::New(id.clone(), name.trim().to_owned())
            }
            SchoolPick::New { .. } => return None,
        };
        let level = read.level.or(self.level)?;
        let round = match &read.round {
            Some(round) => round.clone(),
            None => self.round.clone().filter(|r| !crate::cluster::round_id(r).is_empty())?,
        };
        Some((school, level, round))
    }
}
