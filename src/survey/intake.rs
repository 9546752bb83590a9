//! Taking what was read into the workspace: which result it becomes, and what that
//! would do to a result that is there already.

use super::{Source, SurveyResult};
use crate::cluster::{Round, RoundId, School, SchoolId, SurveyKey, round_id};
use crate::reading::{ReadResult, fold};
use crate::selfie::{Edition, Group};
use crate::workspace::{Workspace, record};
use std::collections::BTreeMap;
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

/// What taking it would do. Values are scores, and for each group who took part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// There is no result of this school, level and round yet.
    New,
    /// All of it is there already.
    Nothing,
    /// It fills what is empty, by so many values, and overwrites nothing.
    Adds { values: usize },
    /// Values are there already with another value, or the edition differs.
    Overwrites(Clash),
}

/// A result that is there and one that says something else, in numbers of values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Clash {
    pub here: usize,
    pub incoming: usize,
    /// In both, with another value.
    pub differ: usize,
    /// Only in the result that is there: gone if it is replaced as a whole.
    pub only_here: usize,
    /// Codes of one edition mean something else in the other, so that values never mix.
    pub other_edition: bool,
}

impl Clash {
    /// Both together.
    pub fn and(self, other: Clash) -> Clash {
        Clash {
            here: self.here + other.here,
            incoming: self.incoming + other.incoming,
            differ: self.differ + other.differ,
            only_here: self.only_here + other.only_here,
            other_edition: self.other_edition || other.other_edition,
        }
    }
}

/// What to do where a result is there already and would be overwritten.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnClash {
    /// Values of the file are taken over; what only the present result has stays.
    Update,
    /// The file's result stands in for the whole of the present one.
    Replace,
    /// Keep both: this one under a round of its own.
    KeepBoth,
}

/// Calls the round of the second, third… result of one school, level and round.
pub type NextRound<'a> = &'a dyn Fn(&str, usize) -> String;

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
    match workspace.survey(&incoming.key()) {
        Some(ours) => effect_on(ours, &incoming.result),
        None => Effect::New,
    }
}

fn effect_on(ours: &SurveyResult, theirs: &SurveyResult) -> Effect {
    let (mut differ, mut same, mut new) = (0, 0, 0);
    let mut compare = |known: Option<bool>| match known {
        Some(true) => same += 1,
        Some(false) => differ += 1,
        None => new += 1,
    };
    for (group, scores) in &theirs.scores {
        for (subject, score) in scores {
            compare(file_score(ours, *group, subject).map(|present| present == score));
        }
    }
    for (group, participation) in &theirs.participation {
        compare(ours.participation.get(group).map(|present| present == participation));
    }
    let other_edition = ours.edition != theirs.edition && !ours.scores.is_empty() && !theirs.scores.is_empty();
    match (differ, new) {
        (0, 0) if !other_edition => Effect::Nothing,
        (0, values) if !other_edition => Effect::Adds { values },
        _ => {
            let here = values_of(ours);
            let incoming = differ + same + new;
            Effect::Overwrites(Clash {
                here,
                incoming,
                differ,
                only_here: here.saturating_sub(differ + same),
                other_edition,
            })
        }
    }
}

/// How many values a result has: scores, and for each group who took part.
pub fn values_of(result: &SurveyResult) -> usize {
    result.scores.values().map(|scores| scores.len()).sum::<usize>() + result.participation.len()
}

/// What taking these one after the other would do: two that go to one place meet there.
pub fn effects(workspace: &Workspace, incoming: &[Incoming]) -> Vec<Effect> {
    let mut met: BTreeMap<String, SurveyResult> = BTreeMap::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for one in incoming {
        *places.entry(one.key().to_string()).or_default() += 1;
    }
    let effect_of = |one: &Incoming| {
        let place = one.key().to_string();
        let effect = match met.get(&place) {
            Some(ours) => effect_on(ours, &one.result),
            None => effect(workspace, one),
        };
        if places.get(&place).is_some_and(|count| *count > 1) {
            let present = || workspace.survey(&one.key()).map(|ours| (**ours).clone()).unwrap_or_default();
            take_over(met.entry(place).or_insert_with(present), one.result.clone());
        }
        effect
    };
    incoming.iter().map(effect_of).collect()
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

/// Takes it, and says what that did. The whole of an import goes through one edit of the
/// workspace.
pub fn take(workspace: &mut Workspace, mut incoming: Incoming, on_clash: OnClash, next_round: NextRound<'_>) -> Effect {
    let mut effect = effect(workspace, &incoming);
    if let Effect::Overwrites(clash) = effect
        && (on_clash == OnClash::KeepBoth || on_clash == OnClash::Update && clash.other_edition)
    {
        (incoming.round, effect) = own_round(workspace, &incoming, next_round);
    }
    if effect == Effect::Nothing {
        return effect;
    }
    let key = incoming.key();
    make_place(workspace, &incoming, &key);
    let id = key.to_string();
    match (effect, on_clash) {
        (Effect::Adds { .. }, _) | (Effect::Overwrites(_), OnClash::Update) => {
            take_over(record(&mut workspace.surveys, &id), incoming.result);
        }
        _ => drop(workspace.surveys.insert(id, Arc::new(incoming.result))),
    }
    effect
}

/// The first round where nothing of it would be overwritten or mixed with another file.
pub fn own_round(workspace: &Workspace, incoming: &Incoming, next_round: NextRound<'_>) -> (String, Effect) {
    let mut tried = incoming.clone();
    let mut number = 2;
    loop {
        tried.round = next_round(&incoming.round, number);
        // Whatever names are given: each is another one in the end.
        if number > MOST_OF_ONE_ROUND {
            tried.round += &format!(" ({number})");
        }
        match effect(workspace, &tried) {
            effect @ (Effect::New | Effect::Nothing) => return (tried.round, effect),
            Effect::Adds { .. } | Effect::Overwrites(_) => number += 1,
        }
    }
}

/// Nobody keeps more files of one school, level and round beside each other.
const MOST_OF_ONE_ROUND: usize = 1000;

/// Adds the school, its level and the round where they are not there yet.
fn make_place(workspace: &mut Workspace, incoming: &Incoming, key: &SurveyKey) {
    if let ToSchool::New(id, name) = &incoming.school {
        workspace
            .schools
            .entry(id.clone())
            .or_insert_with(|| Arc::new(School { name: name.clone(), ..School::default() }));
    }
    if !workspace.rounds.contains_key(&key.round) {
        record::<Round>(&mut workspace.rounds, &key.round).name = incoming.round.trim().to_owned();
    }
    if let Some(school) = workspace.schools.get_mut(&key.school)
        && !school.levels.contains(&key.level)
    {
        Arc::make_mut(school).levels.insert(key.level);
    }
}

/// Puts what the file says into a result; what only the result has stays, with where it
/// came from.
fn take_over(ours: &mut SurveyResult, theirs: SurveyResult) {
    if ours.scores.is_empty() {
        ours.edition = theirs.edition;
    }
    let nothing_stays = matches!(effect_on(ours, &theirs), Effect::Overwrites(clash) if clash.only_here == 0 && clash.differ == clash.here);
    if nothing_stays {
        ours.sources.clear();
    }
    for (group, scores) in theirs.scores {
        for (subject, score) in scores {
            // What was put right by hand stays as long as the file says the same as before.
            if file_score(ours, group, &subject) != Some(&score) {
                if let Some(corrections) = ours.corrections.get_mut(&group) {
                    corrections.remove(&subject);
                }
                ours.scores.entry(group).or_default().insert(subject, score);
            }
        }
    }
    ours.corrections.retain(|_, corrections| !corrections.is_empty());
    ours.participation.extend(theirs.participation);
    let known: Vec<String> = ours.sources.iter().map(|s| s.hash.clone()).collect();
    ours.sources.extend(theirs.sources.into_iter().filter(|s| !known.contains(&s.hash)));
}

/// Takes what several files give, each with what a person decided. A file that would
/// overwrite something that nobody decided about, perhaps of the file before it, is left:
/// its place in what comes back is `None`, else there are the effects of its results.
pub fn take_files(
    workspace: &mut Workspace,
    files: Vec<(Vec<Incoming>, Option<OnClash>)>,
    next_round: NextRound<'_>,
) -> Vec<Option<Vec<Effect>>> {
    let mut take_file = |(incoming, on_clash): (Vec<Incoming>, Option<OnClash>)| {
        let clashes = |effect: &Effect| matches!(effect, Effect::Overwrites(_));
        if on_clash.is_none() && effects(workspace, &incoming).iter().any(clashes) {
            return None;
        }
        let on_clash = on_clash.unwrap_or(OnClash::KeepBoth);
        Some(incoming.into_iter().map(|one| take(workspace, one, on_clash, next_round)).collect())
    };
    files.into_iter().map(&mut take_file).collect()
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

    fn file_number(round: &str, number: usize) -> String {
        format!("{round}, file {number}")
    }

    fn took(workspace: &mut Workspace, file: &Incoming, on_clash: OnClash) -> Effect {
        take(workspace, file.clone(), on_clash, &file_number)
    }

    fn from(hash: &str, mut file: Incoming) -> Incoming {
        let source = Source { name: hash.into(), size: 1, hash: hash.into(), read_at: 0, notes: Vec::new() };
        file.result.sources.push(source);
        file
    }

    fn sources(result: &SurveyResult) -> Vec<&str> {
        result.sources.iter().map(|source| source.hash.as_str()).collect()
    }

    fn mean(workspace: &Workspace, round: &str, item: &str) -> Option<String> {
        let result = workspace.surveys.get(&format!("s1/primary/{round}"))?;
        Some(result.score(Group::Teachers, &item.parse().unwrap())?.mean.to_string())
    }

    #[test]
    fn the_same_twice_changes_nothing() {
        let mut workspace = Workspace::default();
        let file = incoming(&[(Group::Teachers, "A1", 3.4)]);
        assert_eq!(took(&mut workspace, &file, OnClash::Replace), Effect::New);
        let once = workspace.clone();
        assert_eq!(effect(&workspace, &file), Effect::Nothing);
        assert_eq!(took(&mut workspace, &file, OnClash::Replace), Effect::Nothing);
        assert_eq!(workspace, once);
        assert_eq!(workspace.rounds["2021-autumn"].name, "2021 autumn");
        assert!(workspace.schools["s1"].levels.contains(&Level::Primary));
    }

    #[test]
    fn one_file_per_group_fills_one_result() {
        let mut workspace = Workspace::default();
        took(&mut workspace, &incoming(&[(Group::Teachers, "A1", 3.4)]), OnClash::Replace);
        let students = incoming(&[(Group::Students, "B2", 2.9)]);
        assert_eq!(effect(&workspace, &students), Effect::Adds { values: 1 });
        took(&mut workspace, &students, OnClash::Replace);
        assert_eq!(workspace.surveys["s1/primary/2021-autumn"].scores.len(), 2);
    }

    #[test]
    fn what_was_taken_out_by_hand_stays_out() {
        let mut workspace = Workspace::default();
        let file = incoming(&[(Group::Teachers, "A1", 3.4)]);
        took(&mut workspace, &file, OnClash::Replace);
        let result: &mut SurveyResult = record(&mut workspace.surveys, "s1/primary/2021-autumn");
        result.correct(Group::Teachers, &"A1".parse().unwrap(), None, 0);
        assert_eq!(effect(&workspace, &file), Effect::Nothing);
        let more = incoming(&[(Group::Teachers, "A1", 3.4), (Group::Teachers, "A2", 3.9)]);
        assert_eq!(effect(&workspace, &more), Effect::Adds { values: 1 });
        took(&mut workspace, &more, OnClash::Update);
        let scores = &workspace.surveys["s1/primary/2021-autumn"].scores[&Group::Teachers];
        assert_eq!(scores.keys().map(Subject::to_string).collect::<Vec<_>>(), ["A2"]);
    }

    #[test]
    fn a_clash_tells_how_much_would_be_gone() {
        let mut workspace = Workspace::default();
        let all = [(Group::Teachers, "A1", 3.4), (Group::Teachers, "A2", 3.1), (Group::Students, "A1", 2.8)];
        took(&mut workspace, &from("first", incoming(&all)), OnClash::Replace);
        let part = from("part", incoming(&[(Group::Teachers, "A1", 3.9), (Group::Teachers, "A3", 4.0)]));
        let clash = Clash { here: 3, incoming: 2, differ: 1, only_here: 2, other_edition: false };
        assert_eq!(effect(&workspace, &part), Effect::Overwrites(clash));

        let mut updated = workspace.clone();
        took(&mut updated, &part, OnClash::Update);
        let result = &updated.surveys["s1/primary/2021-autumn"];
        assert_eq!(values_of(result), 4);
        assert_eq!(sources(result), ["first", "part"]);
        assert_eq!(mean(&updated, "2021-autumn", "A1").as_deref(), Some("3.9"));
        assert_eq!(mean(&updated, "2021-autumn", "A2").as_deref(), Some("3.1"));

        took(&mut workspace, &part, OnClash::Replace);
        let result = &workspace.surveys["s1/primary/2021-autumn"];
        assert_eq!((values_of(result), sources(result)), (2, vec!["part"]));
    }

    #[test]
    fn a_source_of_which_nothing_stays_is_no_source_any_more() {
        let mut workspace = Workspace::default();
        took(&mut workspace, &from("first", incoming(&[(Group::Teachers, "A1", 3.4)])), OnClash::Replace);
        let other = from("other", incoming(&[(Group::Teachers, "A1", 3.9), (Group::Teachers, "A2", 3.0)]));
        took(&mut workspace, &other, OnClash::Update);
        assert_eq!(sources(&workspace.surveys["s1/primary/2021-autumn"]), ["other"]);
    }

    #[test]
    fn what_was_put_right_by_hand_stays_until_a_file_says_something_new() {
        let mut workspace = Workspace::default();
        let first = incoming(&[(Group::Teachers, "A1", 3.4), (Group::Teachers, "A2", 3.0)]);
        took(&mut workspace, &first, OnClash::Replace);
        let a1: Subject = "A1".parse().unwrap();
        let result = record(&mut workspace.surveys, "s1/primary/2021-autumn");
        let original = result.score(Group::Teachers, &a1).cloned();
        let correction = super::super::Correction { original, at: 0, reason: String::new() };
        result.corrections.entry(Group::Teachers).or_default().insert(a1.clone(), correction);
        let right = Score { mean: Mean::new(3.5, 1).unwrap(), n: None, spread: None };
        result.scores.entry(Group::Teachers).or_default().insert(a1, right);

        let same = incoming(&[(Group::Teachers, "A1", 3.4), (Group::Teachers, "A2", 2.0)]);
        took(&mut workspace, &same, OnClash::Update);
        assert_eq!(mean(&workspace, "2021-autumn", "A1").as_deref(), Some("3.5"));
        let new = incoming(&[(Group::Teachers, "A1", 3.7)]);
        took(&mut workspace, &new, OnClash::Update);
        assert_eq!(mean(&workspace, "2021-autumn", "A1").as_deref(), Some("3.7"));
        assert!(workspace.surveys["s1/primary/2021-autumn"].corrections.is_empty());
    }

    #[test]
    fn kept_beside_nothing_is_ever_overwritten() {
        let mut workspace = Workspace::default();
        for value in [3.4, 3.9, 4.1] {
            took(&mut workspace, &incoming(&[(Group::Teachers, "A1", value)]), OnClash::KeepBoth);
        }
        // It would fit beside the second file's value, but is no part of that file.
        let fourth = incoming(&[(Group::Teachers, "A1", 2.0), (Group::Teachers, "A2", 2.0)]);
        took(&mut workspace, &fourth, OnClash::KeepBoth);
        let values = ["2021-autumn", "2021-autumn-file-2", "2021-autumn-file-3", "2021-autumn-file-4"]
            .map(|round| mean(&workspace, round, "A1").unwrap_or_default());
        assert_eq!(values, ["3.4", "3.9", "4.1", "2.0"]);
        let before = workspace.clone();
        assert_eq!(took(&mut workspace, &fourth, OnClash::KeepBoth), Effect::Nothing);
        assert_eq!(workspace, before);
    }

    #[test]
    fn a_round_that_is_always_called_the_same_ends_in_another() {
        let mut workspace = Workspace::default();
        for value in [3.4, 3.9, 4.1] {
            let file = incoming(&[(Group::Teachers, "A1", value)]);
            take(&mut workspace, file, OnClash::KeepBoth, &|_, _| "again".into());
        }
        assert_eq!(workspace.surveys.len(), 3);
    }

    #[test]
    fn editions_never_mix() {
        let mut workspace = Workspace::default();
        took(&mut workspace, &incoming(&[(Group::Teachers, "A1", 3.4)]), OnClash::Replace);
        let mut old = incoming(&[(Group::Teachers, "A2", 3.0)]);
        old.result.edition = Edition::Of2018;
        assert!(matches!(effect(&workspace, &old), Effect::Overwrites(Clash { other_edition: true, .. })));
        took(&mut workspace, &old, OnClash::Update);
        assert_eq!(mean(&workspace, "2021-autumn", "A2"), None);
        assert_eq!(mean(&workspace, "2021-autumn-file-2", "A2").as_deref(), Some("3.0"));
    }

    #[test]
    fn files_that_clash_with_each_other_wait_for_a_decision() {
        let mut workspace = Workspace::default();
        let [one, other] = [3.4, 3.9].map(|mean| vec![incoming(&[(Group::Teachers, "A1", mean)])]);
        let taken = take_files(&mut workspace, vec![(one.clone(), None), (other.clone(), None)], &file_number);
        assert_eq!(taken, [Some(vec![Effect::New]), None]);
        assert_eq!(mean(&workspace, "2021-autumn", "A1").as_deref(), Some("3.4"));
        // So do two results of one file that go to one place.
        let both = [one, other].concat();
        assert!(matches!(effects(&Workspace::default(), &both)[..], [Effect::New, Effect::Overwrites(_)]));
        assert_eq!(take_files(&mut Workspace::default(), vec![(both, None)], &file_number), [None]);
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
