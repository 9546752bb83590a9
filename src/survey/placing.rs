//! Where the results of a file belong: school, level and round, as the file tells them, as
//! something else suggests, or as a person says. What a file tells is a guess, too: each
//! can be said otherwise.

use super::intake::{self, OnClash, ToSchool};
use crate::cluster::{SchoolId, round_id};
use crate::reading::preview::{Hints, Preview};
use crate::reading::{ReadResult, fold};
use crate::selfie::Level;
use crate::workspace::Workspace;
use std::collections::BTreeMap;

/// How a pick came about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Why {
    #[default]
    Nobody,
    /// The table says so.
    File,
    /// The lines above the table say so.
    Above,
    FileName,
    /// The other results of the workspace are so.
    Others,
    /// A file that is read in the same go is so.
    OtherFile,
    Person,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pick<T> {
    pub value: Option<T>,
    pub why: Why,
}

impl<T> Default for Pick<T> {
    fn default() -> Pick<T> {
        Pick { value: None, why: Why::Nobody }
    }
}

impl<T> Pick<T> {
    fn new(value: T, why: Why) -> Pick<T> {
        Pick { value: Some(value), why }
    }

    pub fn said(value: Option<T>) -> Pick<T> {
        Pick { value, why: Why::Person }
    }

    /// Something that other files may follow: not itself taken from another one.
    fn leads(&self) -> bool {
        self.value.is_some() && matches!(self.why, Why::Person | Why::File | Why::Above)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SchoolPick {
    Existing(SchoolId),
    New { id: SchoolId, name: String },
}

/// What a file tells of the place of one result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    pub school: Option<String>,
    pub level: Option<Level>,
    pub round: Option<String>,
}

impl Told {
    pub fn by_preview(preview: &Preview) -> Vec<Told> {
        let told = preview.results.iter();
        told.map(|r| Told { school: r.school.clone(), level: r.level, round: r.round.clone() }).collect()
    }

    pub fn by_results(results: &[ReadResult]) -> Vec<Told> {
        let told = results.iter();
        told.map(|r| Told { school: r.school.clone(), level: r.level, round: r.round.clone() }).collect()
    }
}

/// What is known besides the file's own table.
pub struct Around<'a> {
    pub workspace: &'a Workspace,
    pub file_name: &'a str,
    pub hints: &'a Hints,
    /// Where the other files on the table go.
    pub other_files: &'a [Placing],
    pub fresh_school: &'a dyn Fn() -> SchoolId,
}

/// What is missing before results have a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    School,
    Level,
    Round,
}

/// By what the file tells (`None` where it tells nothing): where that goes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Placing {
    pub schools: BTreeMap<Option<String>, Pick<SchoolPick>>,
    pub levels: BTreeMap<Option<Level>, Pick<Level>>,
    pub rounds: BTreeMap<Option<String>, Pick<String>>,
    pub on_clash: Option<OnClash>,
}

impl Placing {
    /// Offers a place for all that the file tells, where no person has said one.
    pub fn offer(&mut self, told: &[Told], around: &Around<'_>) {
        fill(&mut self.schools, told.iter().map(|t| t.school.clone()), |name, now| around.school(name, now));
        fill(&mut self.levels, told.iter().map(|t| t.level), |level, _| around.level(*level));
        fill(&mut self.rounds, told.iter().map(|t| t.round.clone()), |round, _| around.round(round));
    }

    /// A person says it. What was answered about other places holds for those no more.
    pub fn say(&mut self, change: impl FnOnce(&mut Placing)) {
        self.on_clash = None;
        change(self);
    }

    pub fn lacks(&self) -> Option<Missing> {
        let named = |pick: &Pick<SchoolPick>| match &pick.value {
            Some(SchoolPick::Existing(_)) => true,
            Some(SchoolPick::New { name, .. }) => !name.trim().is_empty(),
            None => false,
        };
        if !self.schools.values().all(named) {
            Some(Missing::School)
        } else if !self.levels.values().all(|pick| pick.value.is_some()) {
            Some(Missing::Level)
        } else if !self.rounds.values().all(|pick| pick.value.as_deref().is_some_and(is_round)) {
            Some(Missing::Round)
        } else {
            None
        }
    }

    /// Where a result goes, as far as it is said.
    pub fn place(&self, read: &ReadResult) -> Option<(ToSchool, Level, String)> {
        let school = match self.schools.get(&read.school)?.value.as_ref()? {
            SchoolPick::Existing(id) => ToSchool::Existing(id.clone()),
            SchoolPick::New { id, name } if !name.trim().is_empty() => {
                ToSchool::New(id.clone(), name.trim().to_owned())
            }
            SchoolPick::New { .. } => return None,
        };
        let level = self.levels.get(&read.level)?.value?;
        let round = self.rounds.get(&read.round)?.value.clone().filter(|round| is_round(round))?;
        Some((school, level, round))
    }
}

fn is_round(name: &str) -> bool {
    !round_id(name).is_empty()
}

/// Gives each key its pick; those that a person made stay, those of keys that are gone go.
fn fill<K: Ord + Clone, T>(
    picks: &mut BTreeMap<K, Pick<T>>,
    keys: impl Iterator<Item = K>,
    offer: impl Fn(&K, Option<&T>) -> Pick<T>,
) {
    let mut before = std::mem::take(picks);
    for key in keys {
        if picks.contains_key(&key) {
            continue;
        }
        let pick = match before.remove(&key) {
            Some(said) if said.why == Why::Person => said,
            earlier => offer(&key, earlier.as_ref().and_then(|pick| pick.value.as_ref())),
        };
        picks.insert(key, pick);
    }
}

impl Around<'_> {
    fn school(&self, told: &Option<String>, now: Option<&SchoolPick>) -> Pick<SchoolPick> {
        let Some(name) = told else {
            let stem = self.file_name.rsplit_once('.').map_or(self.file_name, |(stem, _)| stem);
            let meant = intake::school_meant(self.workspace, &stem.replace(['_', '-'], " "));
            return meant.map(|id| Pick::new(SchoolPick::Existing(id), Why::FileName)).unwrap_or_default();
        };
        if let Some(id) = intake::school_meant(self.workspace, name) {
            return Pick::new(SchoolPick::Existing(id), Why::File);
        }
        // A school that several files bring is one school.
        let same =
            |pick: &&SchoolPick| matches!(pick, SchoolPick::New { name: other, .. } if fold(other) == fold(name));
        let others = self.other_files.iter().flat_map(|file| file.schools.values()).filter_map(|p| p.value.as_ref());
        let new = now.filter(same).or_else(|| others.into_iter().find(same)).cloned();
        let fresh = || SchoolPick::New { id: (self.fresh_school)(), name: name.clone() };
        Pick::new(new.unwrap_or_else(fresh), Why::File)
    }

    fn level(&self, told: Option<Level>) -> Pick<Level> {
        if let Some(level) = told {
            return Pick::new(level, Why::File);
        }
        if let Some(level) = self.hints.level {
            return Pick::new(level, Why::Above);
        }
        if let Some(level) = self.led(|file| &file.levels) {
            return Pick::new(level, Why::OtherFile);
        }
        match self.workspace.levels_surveyed().as_slice() {
            [only] => Pick::new(*only, Why::Others),
            _ => Pick::default(),
        }
    }

    fn round(&self, told: &Option<String>) -> Pick<String> {
        if let Some(round) = told {
            return Pick::new(round.clone(), Why::File);
        }
        let led = self.led(|file| &file.rounds);
        let Some(hint) = &self.hints.round else {
            return led.map(|round| Pick::new(round, Why::OtherFile)).unwrap_or_default();
        };
        let known = intake::round_meant(self.workspace, hint).and_then(|id| self.workspace.rounds.get(&id));
        match known {
            Some(round) => Pick::new(round.name.clone(), Why::Above),
            None => match led.filter(|round| round_id(round) == round_id(hint)) {
                Some(round) => Pick::new(round, Why::OtherFile),
                None => Pick::default(),
            },
        }
    }

    /// What the other files agree on: as a person said last, else as a file tells.
    fn led<K: Ord, T: Clone>(&self, picks: impl Fn(&Placing) -> &BTreeMap<K, Pick<T>>) -> Option<T> {
        let single = |file: &'_ Placing| {
            let mut all = picks(file).values();
            all.next().filter(|pick| all.next().is_none() && pick.leads()).map(|pick| (pick.why, pick.value.clone()))
        };
        let mut led: Vec<(Why, Option<T>)> = self.other_files.iter().filter_map(single).collect();
        led.sort_by_key(|(why, _)| *why == Why::Person);
        led.pop().and_then(|(_, value)| value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cluster::{Round, School};
    use std::sync::Arc;

    fn workspace() -> Workspace {
        let mut workspace = Workspace::default();
        let oak = School { name: "Oak".into(), ..School::default() };
        workspace.schools.insert("oak".into(), Arc::new(oak));
        let round = Round { name: "2021. ősz".into(), ..Round::default() };
        workspace.rounds.insert(round_id("2021. ősz"), Arc::new(round));
        workspace
    }

    fn told(school: Option<&str>, level: Option<Level>, round: Option<&str>) -> Vec<Told> {
        vec![Told { school: school.map(Into::into), level, round: round.map(Into::into) }]
    }

    fn offered(told: &[Told], name: &str, hints: Hints, others: &[Placing]) -> Placing {
        let mut placing = Placing::default();
        let workspace = workspace();
        let fresh_school = || "fresh".to_owned();
        let around = Around {
            workspace: &workspace,
            file_name: name,
            hints: &hints,
            other_files: others,
            fresh_school: &fresh_school,
        };
        placing.offer(told, &around);
        placing
    }

    #[test]
    fn what_a_file_tells_is_offered_and_can_be_said_otherwise() {
        let told = told(Some("Elm"), Some(Level::Primary), Some("2022"));
        let mut placing = offered(&told, "x.csv", Hints::default(), &[]);
        assert_eq!(placing.lacks(), None);
        let read = ReadResult {
            school: Some("Elm".into()),
            level: Some(Level::Primary),
            round: Some("2022".into()),
            ..ReadResult::default()
        };
        let elm = ToSchool::New("fresh".into(), "Elm".into());
        assert_eq!(placing.place(&read), Some((elm, Level::Primary, "2022".into())));
        placing.say(|p| {
            p.schools.insert(Some("Elm".into()), Pick::said(Some(SchoolPick::Existing("oak".into()))));
            p.levels.insert(Some(Level::Primary), Pick::said(Some(Level::Vocational)));
            p.rounds.insert(Some("2022".into()), Pick::said(Some("2021. ősz".into())));
        });
        let oak = ToSchool::Existing("oak".into());
        assert_eq!(placing.place(&read), Some((oak, Level::Vocational, "2021. ősz".into())));
        // Reading again changes nothing of it.
        let before = placing.clone();
        let workspace = workspace();
        let fresh_school = || "other".to_owned();
        let hints = Hints::default();
        placing.offer(
            &told,
            &Around {
                workspace: &workspace,
                file_name: "",
                hints: &hints,
                other_files: &[],
                fresh_school: &fresh_school,
            },
        );
        assert_eq!(placing, before);
    }

    #[test]
    fn a_file_that_tells_nothing_is_placed_by_its_name_and_the_lines_above() {
        let hints = Hints { level: Some(Level::Primary), round: Some("2021 ősz".into()) };
        let placing = offered(&told(None, None, None), "oak_results.csv", hints, &[]);
        assert_eq!(placing.schools[&None], Pick::new(SchoolPick::Existing("oak".into()), Why::FileName));
        assert_eq!(placing.levels[&None], Pick::new(Level::Primary, Why::Above));
        assert_eq!(placing.rounds[&None], Pick::new("2021. ősz".into(), Why::Above));
        let nothing = offered(&told(None, None, None), "x.csv", Hints::default(), &[]);
        assert_eq!(nothing.lacks(), Some(Missing::School));
    }

    #[test]
    fn files_of_one_go_follow_what_was_said_of_another() {
        let mut first = offered(&told(None, None, None), "x.csv", Hints::default(), &[]);
        first.say(|p| {
            p.levels.insert(None, Pick::said(Some(Level::Primary)));
            p.rounds.insert(None, Pick::said(Some("2023 spring".into())));
        });
        let next = offered(&told(None, None, None), "y.csv", Hints::default(), std::slice::from_ref(&first));
        assert_eq!(next.levels[&None], Pick::new(Level::Primary, Why::OtherFile));
        assert_eq!(next.rounds[&None], Pick::new("2023 spring".into(), Why::OtherFile));
        // Lines above the table that say something else are not passed over.
        let hints = Hints { round: Some("2024".into()), ..Hints::default() };
        let other = offered(&told(None, None, None), "z.csv", hints, &[next, first]);
        assert_eq!(other.rounds[&None], Pick::default());
    }

    #[test]
    fn a_new_school_of_several_files_is_one() {
        let first = offered(&told(Some("Elm"), None, None), "x.csv", Hints::default(), &[]);
        let mut workspace = workspace();
        let hints = Hints::default();
        let fresh_school = || "other".to_owned();
        let others = [first];
        let mut next = Placing::default();
        let mut offer = |workspace: &Workspace| {
            let around =
                Around { workspace, file_name: "", hints: &hints, other_files: &others, fresh_school: &fresh_school };
            next.offer(&told(Some("ELM"), None, None), &around);
            next.schools.values().next().and_then(|pick| pick.value.clone())
        };
        assert!(matches!(offer(&workspace), Some(SchoolPick::New { id, .. }) if id == "fresh"));
        // Once it is taken, it is a school of the cluster.
        workspace.schools.insert("fresh".into(), Arc::new(School { name: "Elm".into(), ..School::default() }));
        assert_eq!(offer(&workspace), Some(SchoolPick::Existing("fresh".into())));
    }

    #[test]
    fn an_answer_about_one_place_is_none_about_another() {
        let mut placing = Placing { on_clash: Some(OnClash::Replace), ..Placing::default() };
        placing.say(|p| {
            p.levels.insert(None, Pick::said(Some(Level::Primary)));
        });
        assert_eq!(placing.on_clash, None);
    }
}
