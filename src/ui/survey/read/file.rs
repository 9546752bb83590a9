//! One file on the table: what was read, what a person said, where it goes.

use crate::cluster::SchoolId;
use crate::i18n::Lang;
use crate::reading::preview::{Hints, Preview};
use crate::reading::{Choices, ReadResult};
use crate::selfie::Level;
use crate::storage::browser::now;
use crate::storage::snapshots::Cause;
use crate::survey::Source;
use crate::survey::intake::{self, Clash, Effect, Incoming, ToSchool};
use crate::survey::placing::{Around, Missing, Placing, Told};
use crate::ui::App;
use crate::work::FileNumber;
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
    pub placing: RwSignal<Placing>,
    /// All that was read; empty until the worker has given it.
    pub results: RwSignal<Vec<ReadResult>>,
    pub incoming_results: StoredValue<Vec<ReadResult>>,
    /// Of its bytes; there as soon as the results are.
    pub fingerprint: StoredValue<String>,
    /// What taking it would do.
    pub outcomes: Memo<Vec<Outcome>>,
    app: App,
}

/// What taking one result would do where it goes.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    pub school: ToSchool,
    pub level: Level,
    pub round: String,
    /// How many values the file has of it.
    pub values: usize,
    pub effect: Effect,
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
        let (status, choices) = (RwSignal::new(Status::Working(0.0)), RwSignal::default());
        let (placing, results) = (RwSignal::default(), RwSignal::default());
        let (name, fingerprint) = (StoredValue::new(name), StoredValue::default());
        let bring = move || bring(status, choices, placing, results, name, fingerprint);
        FileState {
            number: NEXT.fetch_add(1, Ordering::Relaxed),
            name,
            blob: StoredValue::new_local(blob),
            status,
            choices,
            placing,
            results,
            incoming_results: StoredValue::default(),
            fingerprint,
            outcomes: Memo::new(move |_| outcomes(app, &bring())),
            app,
        }
    }

    /// Offers what the file's name, title lines, the other files and the other results
    /// suggest, where nobody has said anything yet.
    pub fn offer(self, told: &[Told], other_files: &[Placing]) {
        let hints = self.status.with_untracked(|status| match status {
            Status::Read(preview) => preview.hints.clone(),
            _ => Hints::default(),
        });
        let (workspace, name) = (self.app.workspace_untracked(), self.name.get_value());
        let around =
            Around { workspace: &workspace, file_name: &name, hints: &hints, other_files, fresh_school: &fresh_school };
        self.placing.maybe_update(|placing| {
            let before = placing.clone();
            placing.offer(told, &around);
            *placing != before
        });
    }

    /// What the file tells of the places of its results.
    pub fn told(self) -> Vec<Told> {
        let all = self.results.with_untracked(|results| Told::by_results(results));
        if !all.is_empty() {
            return all;
        }
        self.status.with_untracked(|status| match status {
            Status::Read(preview) => Told::by_preview(preview),
            _ => Vec::new(),
        })
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
        self.status.with(|status| {
            let Status::Read(preview) = status else { return Lacks::Scores };
            if self.results.with(Vec::is_empty) {
                return Lacks::Scores;
            }
            match self.placing.with(Placing::lacks) {
                Some(Missing::School) => Lacks::School,
                Some(Missing::Level) => Lacks::Level,
                Some(Missing::Round) => Lacks::Round,
                None if preview.ungrouped && self.choices.with(|c| c.group.is_none()) => Lacks::Group,
                None if self.placing.with(|p| p.on_clash.is_none()) && self.clash().is_some() => Lacks::Clash,
                None => Lacks::Nothing,
            }
        })
    }

    /// Where results are here already and differ, all of them together; tracks.
    pub fn clash(self) -> Option<Clash> {
        let clash = |outcome: &Outcome| match outcome.effect {
            Effect::Overwrites(clash) => Some(clash),
            _ => None,
        };
        self.outcomes.with(|outcomes| outcomes.iter().filter_map(clash).reduce(Clash::and))
    }

    /// The rounds under which results that clash would be kept beside those that are here;
    /// tracks.
    pub fn kept_beside(self, next_round: intake::NextRound<'_>) -> Vec<String> {
        if self.clash().is_none() {
            return Vec::new();
        }
        let workspace = self.app.workspace();
        let clashing = |one: &Incoming| matches!(intake::effect(&workspace, one), Effect::Overwrites(_));
        let incoming = self.incoming_untracked();
        incoming
            .iter()
            .filter(|one| clashing(one))
            .map(|one| intake::own_round(&workspace, one, next_round).0)
            .collect()
    }

    /// What it would bring, as far as it is said where it goes.
    fn incoming_untracked(self) -> Vec<Incoming> {
        untrack(|| bring(self.status, self.choices, self.placing, self.results, self.name, self.fingerprint))
    }
}

/// What a file would bring, as far as it is said where it goes; tracks.
fn bring(
    status: RwSignal<Status>,
    choices: RwSignal<Choices>,
    placing: RwSignal<Placing>,
    results: RwSignal<Vec<ReadResult>>,
    name: StoredValue<String>,
    fingerprint: StoredValue<String>,
) -> Vec<Incoming> {
    let group = choices.with(|choices| choices.group);
    let read = status.with(|status| match status {
        Status::Read(preview) => {
            Some((preview.edition.value, source(preview, name.get_value(), fingerprint.get_value())))
        }
        _ => None,
    });
    let Some((edition, source)) = read else { return Vec::new() };
    placing.with(|placing| {
        results.with(|results| {
            let placed = results.iter().filter_map(|read| {
                let (school, level, round) = placing.place(read)?;
                let result = intake::result_of(read.clone(), edition, group, source.clone());
                Some(Incoming { school, level, round, result })
            });
            placed.collect()
        })
    })
}

fn source(preview: &Preview, name: String, hash: String) -> Source {
    let notes = preview.notes.iter().take(20).map(|(_, text)| text.clone()).collect();
    Source { name, size: preview.size, hash, read_at: now(), notes }
}

/// What taking these would do; tracks.
fn outcomes(app: App, incoming: &[Incoming]) -> Vec<Outcome> {
    let effects = intake::effects(&app.workspace(), incoming);
    let outcome = |(one, effect): (&Incoming, Effect)| Outcome {
        school: one.school.clone(),
        level: one.level,
        round: one.round.clone(),
        values: intake::values_of(&one.result),
        effect,
    };
    incoming.iter().zip(effects).map(outcome).collect()
}

/// Takes files into the workspace, as one edit. One that would overwrite what another of
/// them brings is left for a decision.
pub fn take(app: App, files: &[FileState]) {
    let lang = app.lang_untracked();
    let all: Vec<_> = files
        .iter()
        .map(|file| (file.incoming_untracked(), file.placing.with_untracked(|placing| placing.on_clash)))
        .collect();
    let counts: Vec<Vec<usize>> = all.iter().map(|(incoming, _)| incoming.iter().map(scores_of).collect()).collect();
    let mut taken = Vec::new();
    app.before_change(Cause::File);
    let changed = app.edit(|workspace| {
        taken = intake::take_files(workspace, all, &|round, number| lang.read_clash_round(round, number));
    });
    let (mut scores, mut left) = (0, 0);
    for ((file, effects), counts) in files.iter().zip(taken).zip(counts) {
        let Some(effects) = effects else {
            left += 1;
            continue;
        };
        let count = effects.iter().zip(counts).map(|(effect, count)| taken_of(*effect, count)).sum();
        scores += count;
        file.status.set(Status::Taken(count));
    }
    let mut words = vec![taken_words(lang, changed, scores)];
    words.extend((left > 0).then(|| lang.read_left_to_decide(left)));
    app.tell_with_undo(words.join(" "), changed);
}

/// Participation alone counts as one, so that something was taken.
fn scores_of(incoming: &Incoming) -> usize {
    incoming.result.scores.values().map(|scores| scores.len()).sum::<usize>().max(1)
}

fn taken_of(effect: Effect, scores: usize) -> usize {
    match effect {
        Effect::Nothing => 0,
        Effect::Adds { values } => values,
        Effect::New | Effect::Overwrites(_) => scores,
    }
}

fn taken_words(lang: Lang, changed: bool, scores: usize) -> String {
    if changed { lang.read_taken(scores) } else { lang.read_nothing_new().to_owned() }
}

/// The id of a school that a person adds here. Schools stand in the order of their ids: those
/// added later behind those of before and of the example.
pub fn fresh_school() -> SchoolId {
    format!("school-{}", uuid::Uuid::now_v7().simple())
}
