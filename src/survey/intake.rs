//! Taking what was read into the workspace: which result it becomes, and what that
//! would do to a result that is there already.

use super::{Source, SurveyResult};
use crate::cluster::{Round, RoundId, School, SchoolId, SurveyKey, round_id};
use crate::reading::{ReadResult, fold};
use crate::selfie::{Edition, Group};
use crate::workspace::{Workspace, record};
use std::sync::Arc;

/// A school of the cluster, or one that the import adds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ToSchool {
    Existing(SchoolId),
    /// With the id and the name that it will have.
    New(SchoolId, String),
}

impl ToSchool {
    pub fn id(&self) -> &SchoolId {
        match self {
            ToSchool::Existing(id) | ToSchool::New(id, _) => id,
        }
    }
}

/// What reading gave, with where it belongs.
#[derive(Clone, Debug)]
pub struct Incoming {
    pub school: ToSchool,
    pub level: crate::selfie::Level,
    /// As people call it; a round of the same words is the same round.
    pub round: String,
    pub result: SurveyResult,
}

impl Incoming {
    pub fn key(&self) -> SurveyKey {
        SurveyKey { school: self.school.id().clone(), level: self.level, round: round_id(&self.round) }
    }
}

/// What taking it would do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// There is no result of this school, level and round yet.
    New,
    /// All of it is there already.
    Nothing,
    /// It fills what is empty and overwrites nothing.
    Adds,
    /// So many values are there already with another value, or the edition differs.
    Overwrites { values: usize },
}

/// What to do where a result is there already and would be overwritten.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OnClash {
    Replace,
    /// Keep both: this one under another round.
    AsRound(String),
}

/// The result that one file gives for one school, level and round.
pub fn result_of(read: ReadResult, edition: Edition, group: Option<Group>, source: Source) -> SurveyResult {
    let mut result =
        SurveyResult { edition, scores: read.scores, participation: read.participation, ..SurveyResult::default() };
    if let (Some(group), false) = (group, read.ungrouped.is_empty()) {
        result.scores.entry(group).or_default().extend(read.ungrouped);
    }
    result.sources.push(source);
    result
}

/// What would happen to the workspace.
pub fn effect(workspace: &Workspace, incoming: &Incoming) -> Effect {
    let Some(ours) = workspace.survey(&incoming.key()) else { return Effect::New };
    let theirs = &incoming.result;
    let mut clashes = 0;
    let mut new = 0;
    for (group, scores) in &theirs.scores {
        for (subject, score) in scores {
            match file_score(ours, *group, subject) {
                Some(present) if present == score => {}
                Some(_) => clashes += 1,
                None => new += 1,
            }
        }
    }
    for (group, participation) in &theirs.participation {
        match ours.participation.get(group) {
            Some(present) if present == participation => {}
            Some(_) => clashes += 1,
            None => new += 1,
        }
    }
    let other_edition = ours.edition != theirs.edition && !ours.scores.is_empty() && !theirs.scores.is_empty();
    match (clashes, new) {
        _ if other_edition => Effect::Overwrites { values: clashes.max(1) },
        (0, 0) => Effect::Nothing,
        (0, _) => Effect::Adds,
        (values, _) => Effect::Overwrites { values },
    }
}

/// What the file said, if a person corrected it since.
fn file_score<'a>(
    result: &'a SurveyResult,
    group: Group,
    subject: &crate::selfie::Subject,
) -> Option<&'a super::Score> {
    let corrected = result.corrections.get(&group).and_then(|c| c.get(subject));
    corrected.and_then(|c| c.original.as_ref()).or_else(|| result.score(group, subject))
}

/// Takes it. The whole of an import goes through one edit of the workspace.
pub fn take(workspace: &mut Workspace, mut incoming: Incoming, on_clash: &OnClash) {
    let clashes = matches!(effect(workspace, &incoming), Effect::Overwrites { .. });
    if clashes && let OnClash::AsRound(name) = on_clash {
        incoming.round = name.clone();
    }
    let effect = effect(workspace, &incoming);
    if effect == Effect::Nothing {
        return;
    }
    let key = incoming.key();
    if let ToSchool::New(id, name) = &incoming.school {
        workspace
            .schools
            .entry(id.clone())
            .or_insert_with(|| Arc::new(School { name: name.clone(), ..School::default() }));
    }
    if !workspace.rounds.contains_key(&key.round) {
        record::<Round>(&mut workspace.rounds, &key.round).name = incoming.round.trim().to_owned();
    }
    let level = key.level;
    if let Some(school) = workspace.schools.get_mut(&key.school)
        && !school.levels.contains(&level)
    {
        Arc::make_mut(school).levels.insert(level);
    }
    let id = key.to_string();
    match effect {
        Effect::Adds => add(record(&mut workspace.surveys, &id), incoming.result),
        _ => drop(workspace.surveys.insert(id, Arc::new(incoming.result))),
    }
}

fn add(ours: &mut SurveyResult, theirs: SurveyResult) {
    if ours.scores.is_empty() {
        ours.edition = theirs.edition;
    }
    for (group, scores) in theirs.scores {
        // What was taken out by hand stays out.
        let by_hand = ours.corrections.get(&group);
        for (subject, score) in scores {
            if by_hand.is_none_or(|by_hand| !by_hand.contains_key(&subject)) {
                ours.scores.entry(group).or_default().entry(subject).or_insert(score);
            }
        }
    }
    ours.participation.extend(theirs.participation);
    let known: Vec<String> = ours.sources.iter().map(|s| s.hash.clone()).collect();
    ours.sources.extend(theirs.sources.into_iter().filter(|s| !known.contains(&s.hash)));
}

/// The school of the cluster that a file's words most likely mean: the same words, or
/// one name within the other.
pub fn school_meant(workspace: &Workspace, words: &str) -> Option<SchoolId> {
    let wanted = fold(words);
    if wanted.is_empty() {
        return None;
    }
    let names = |school: &School| [fold(&school.name), fold(&school.short_name)];
    let same = workspace.schools.iter().find(|(_, school)| names(school).contains(&wanted));
    let within = |name: &String| !name.is_empty() && (contains_words(name, &wanted) || contains_words(&wanted, name));
    let mut close = workspace.schools.iter().filter(|(_, school)| names(school).iter().any(within));
    same.or_else(|| close.next().filter(|_| close.next().is_none())).map(|(id, _)| id.clone())
}

fn contains_words(text: &str, words: &str) -> bool {
    format!(" {text} ").contains(&format!(" {words} "))
}

/// The round that words mean, if the workspace has it.
pub fn round_meant(workspace: &Workspace, words: &str) -> Option<RoundId> {
    let id = round_id(words);
    workspace.rounds.contains_key(&id).then_some(id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::selfie::{Level, Subject};
    use crate::survey::{Mean, Score};

    fn incoming(scores: &[(Group, &str, f64)]) -> Incoming {
        let mut result = SurveyResult::default();
        for (group, item, mean) in scores {
            let score = Score { mean: Mean::new(*mean, 1).unwrap(), n: None, spread: None };
            result.scores.entry(*group).or_default().insert(item.parse::<Subject>().unwrap(), score);
        }
        Incoming {
            school: ToSchool::New("s1".into(), "Oak".into()),
            level: Level::Primary,
            round: "2021 autumn".into(),
            result,
        }
    }

    #[test]
    fn the_same_twice_changes_nothing() {
        let mut workspace = Workspace::default();
        let file = incoming(&[(Group::Teachers, "A1", 3.4)]);
        assert_eq!(effect(&workspace, &file), Effect::New);
        take(&mut workspace, file.clone(), &OnClash::Replace);
        let once = workspace.clone();
        assert_eq!(effect(&workspace, &file), Effect::Nothing);
        take(&mut workspace, file, &OnClash::Replace);
        assert_eq!(workspace, once);
        assert_eq!(workspace.rounds["2021-autumn"].name, "2021 autumn");
        assert!(workspace.schools["s1"].levels.contains(&Level::Primary));
    }

    #[test]
    fn one_file_per_group_fills_one_result() {
        let mut workspace = Workspace::default();
        take(&mut workspace, incoming(&[(Group::Teachers, "A1", 3.4)]), &OnClash::Replace);
        let students = incoming(&[(Group::Students, "B2", 2.9)]);
        assert_eq!(effect(&workspace, &students), Effect::Adds);
        take(&mut workspace, students, &OnClash::Replace);
        assert_eq!(workspace.surveys["s1/primary/2021-autumn"].scores.len(), 2);
    }

    #[test]
    fn what_was_taken_out_by_hand_stays_out() {
        let mut workspace = Workspace::default();
        let file = incoming(&[(Group::Teachers, "A1", 3.4)]);
        take(&mut workspace, file.clone(), &OnClash::Replace);
        let result: &mut SurveyResult = record(&mut workspace.surveys, "s1/primary/2021-autumn");
        result.correct(Group::Teachers, &"A1".parse().unwrap(), None, 0);
        assert_eq!(effect(&workspace, &file), Effect::Nothing);
        let more = incoming(&[(Group::Teachers, "A1", 3.4), (Group::Teachers, "A2", 3.9)]);
        assert_eq!(effect(&workspace, &more), Effect::Adds);
        take(&mut workspace, more, &OnClash::Replace);
        let scores = &workspace.surveys["s1/primary/2021-autumn"].scores[&Group::Teachers];
        assert_eq!(scores.keys().map(Subject::to_string).collect::<Vec<_>>(), ["A2"]);
    }

    #[test]
    fn a_clash_replaces_or_becomes_another_round() {
        let mut workspace = Workspace::default();
        take(&mut workspace, incoming(&[(Group::Teachers, "A1", 3.4)]), &OnClash::Replace);
        let other = incoming(&[(Group::Teachers, "A1", 3.9)]);
        assert_eq!(effect(&workspace, &other), Effect::Overwrites { values: 1 });
        let mut both = workspace.clone();
        take(&mut both, other.clone(), &OnClash::AsRound("2021 autumn, again".into()));
        assert_eq!(both.surveys.len(), 2);
        take(&mut workspace, other, &OnClash::Replace);
        assert_eq!(workspace.surveys.len(), 1);
        let score = &workspace.surveys["s1/primary/2021-autumn"].scores[&Group::Teachers];
        assert_eq!(score.values().next().unwrap().mean.to_string(), "3.9");
    }

    #[test]
    fn a_school_is_meant_by_its_name_or_a_part_of_it() {
        let mut workspace = Workspace::default();
        for (id, name, short) in [("a", "Tölgyfő Általános Iskola", "Tölgyfő"), ("b", "Bükkszél Iskola", "")] {
            let school = School { name: name.into(), short_name: short.into(), ..School::default() };
            workspace.schools.insert(id.into(), Arc::new(school));
        }
        assert_eq!(school_meant(&workspace, "TÖLGYFŐ").as_deref(), Some("a"));
        assert_eq!(school_meant(&workspace, "Bükkszél").as_deref(), Some("b"));
        assert_eq!(school_meant(&workspace, "Iskola"), None);
        assert_eq!(school_meant(&workspace, "Hárságy"), None);
    }
}
