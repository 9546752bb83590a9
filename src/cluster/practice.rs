//! Good practices that schools offer, and who wishes for which.

use super::SchoolId;
use crate::selfie::{Level, Subject};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The id of a practice's record; holds no `/`.
pub type PracticeId = String;

/// The eleven forms of professional development that a mentoring report counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DevelopmentForm {
    /// A workshop or course in one room.
    Workshop,
    OnlineCourse,
    /// A few minutes on one thing.
    LearningSnack,
    /// Also a talk by an expert.
    Webinar,
    Panel,
    Teachmeet,
    /// At school, along an open online course.
    StudyGroup,
    /// An article or guide on a blog or a website.
    Article,
    OnlineMentoring,
    /// A recording of classroom practice.
    Recording,
    #[default]
    Other,
}

impl DevelopmentForm {
    pub const ALL: [DevelopmentForm; 11] = [
        DevelopmentForm::Workshop,
        DevelopmentForm::OnlineCourse,
        DevelopmentForm::LearningSnack,
        DevelopmentForm::Webinar,
        DevelopmentForm::Panel,
        DevelopmentForm::Teachmeet,
        DevelopmentForm::StudyGroup,
        DevelopmentForm::Article,
        DevelopmentForm::OnlineMentoring,
        DevelopmentForm::Recording,
        DevelopmentForm::Other,
    ];

    /// The word in bundles.
    pub fn word(self) -> &'static str {
        match self {
            DevelopmentForm::Workshop => "workshop",
            DevelopmentForm::OnlineCourse => "online-course",
            DevelopmentForm::LearningSnack => "learning-snack",
            DevelopmentForm::Webinar => "webinar",
            DevelopmentForm::Panel => "panel",
            DevelopmentForm::Teachmeet => "teachmeet",
            DevelopmentForm::StudyGroup => "study-group",
            DevelopmentForm::Article => "article",
            DevelopmentForm::OnlineMentoring => "online-mentoring",
            DevelopmentForm::Recording => "recording",
            DevelopmentForm::Other => "other",
        }
    }

    pub fn from_word(word: &str) -> Option<DevelopmentForm> {
        DevelopmentForm::ALL.into_iter().find(|form| form.word() == word)
    }
}

/// Whether a practice is to be had now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PracticeState {
    #[default]
    Offered,
    /// Not now; matching leaves it out.
    Paused,
    /// No longer; matching leaves it out.
    Withdrawn,
}

impl PracticeState {
    pub const ALL: [PracticeState; 3] = [PracticeState::Offered, PracticeState::Paused, PracticeState::Withdrawn];

    /// The word in bundles.
    pub fn word(self) -> &'static str {
        match self {
            PracticeState::Offered => "offered",
            PracticeState::Paused => "paused",
            PracticeState::Withdrawn => "withdrawn",
        }
    }

    pub fn from_word(word: &str) -> Option<PracticeState> {
        PracticeState::ALL.into_iter().find(|state| state.word() == word)
    }
}

/// Something that works at one school and that others can take over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Practice {
    /// The school that offers it.
    pub school: SchoolId,
    pub title: String,
    /// What it is.
    pub about: String,
    /// What changed by it, where it is used.
    pub effect: String,
    /// Areas and items that it helps with; an area stands for all its items.
    pub helps_with: BTreeSet<Subject>,
    /// Education levels that it is for; none: all.
    pub levels: BTreeSet<Level>,
    pub form: DevelopmentForm,
    /// Languages in which it is given, as people write them.
    pub languages: String,
    /// How many schools it can take.
    pub capacity: u32,
    /// Addresses of materials, one a line; see [`link::safe`](super::link::safe).
    pub materials: String,
    pub state: PracticeState,
}

impl Default for Practice {
    fn default() -> Practice {
        Practice {
            school: SchoolId::new(),
            title: String::new(),
            about: String::new(),
            effect: String::new(),
            helps_with: BTreeSet::new(),
            levels: BTreeSet::new(),
            form: DevelopmentForm::default(),
            languages: String::new(),
            capacity: 1,
            materials: String::new(),
            state: PracticeState::default(),
        }
    }
}

impl Practice {
    /// Whether it helps with an area or item: with an item also if it helps with the
    /// item's whole area, with an area also if it helps with one of its items.
    pub fn helps(&self, subject: &Subject) -> bool {
        let of_area = |own: &Subject| match (own, subject) {
            (Subject::Area(whole), _) => subject.area() == Some(*whole),
            (Subject::Item(code), Subject::Area(area)) => code.area() == *area,
            (Subject::Item(_) | Subject::Own(_), _) => false,
        };
        self.helps_with.contains(subject) || self.helps_with.iter().any(of_area)
    }

    /// Whether anybody has written what it is; until then there is nothing to offer.
    pub fn has_words(&self) -> bool {
        [&self.title, &self.about, &self.effect, &self.materials].iter().any(|text| !text.trim().is_empty())
    }

    /// The addresses or names of its materials.
    pub fn materials(&self) -> impl Iterator<Item = &str> {
        self.materials.lines().map(str::trim).filter(|line| !line.is_empty())
    }

    pub fn is_for(&self, level: Level) -> bool {
        self.levels.is_empty() || self.levels.contains(&level)
    }
}

/// A receiving school and a practice, written `school/practice` as a record id: of
/// wishes, pairings and bans.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PairKey {
    /// The school that receives.
    pub school: SchoolId,
    pub practice: PracticeId,
}

impl std::fmt::Display for PairKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.school, self.practice)
    }
}

impl PairKey {
    pub fn new(school: impl Into<SchoolId>, practice: impl Into<PracticeId>) -> PairKey {
        PairKey { school: school.into(), practice: practice.into() }
    }

    /// Reads what `Display` writes.
    pub fn from_id(id: &str) -> Option<PairKey> {
        let (school, practice) = id.split_once('/')?;
        let whole = !school.is_empty() && !practice.is_empty() && !practice.contains('/');
        whole.then(|| PairKey::new(school, practice))
    }
}

/// How much a school would like a practice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Wanted {
    #[default]
    Somewhat,
    Much,
}

impl Wanted {
    pub const ALL: [Wanted; 2] = [Wanted::Somewhat, Wanted::Much];

    /// The word in bundles.
    pub fn word(self) -> &'static str {
        match self {
            Wanted::Somewhat => "somewhat",
            Wanted::Much => "much",
        }
    }

    pub fn from_word(word: &str) -> Option<Wanted> {
        Wanted::ALL.into_iter().find(|wanted| wanted.word() == word)
    }
}

/// A school would like to take over a practice. By [`PairKey`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Wish {
    pub wanted: Wanted,
    pub note: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pair_key_reads_back() {
        let key = PairKey::new("s1", "p1");
        assert_eq!(PairKey::from_id(&key.to_string()), Some(key));
        for odd in ["s1", "s1/", "/p1", "s1/p1/x"] {
            assert_eq!(PairKey::from_id(odd), None, "{odd}");
        }
    }

    #[test]
    fn an_area_stands_for_its_items_and_an_item_helps_its_area() {
        let of = |word: &str| word.parse::<Subject>().unwrap();
        let practice = Practice { helps_with: [of("D"), of("G2")].into(), ..Practice::default() };
        for (subject, helps) in [("D", true), ("D3", true), ("G", true), ("G2", true), ("G1", false), ("A", false)] {
            assert_eq!(practice.helps(&of(subject)), helps, "{subject}");
        }
    }

    #[test]
    fn words_read_back_and_are_those_of_bundles() {
        for form in DevelopmentForm::ALL {
            assert_eq!(DevelopmentForm::from_word(form.word()), Some(form));
            assert_eq!(serde_json::to_value(form).unwrap(), form.word());
        }
        for state in PracticeState::ALL {
            assert_eq!(PracticeState::from_word(state.word()), Some(state));
            assert_eq!(serde_json::to_value(state).unwrap(), state.word());
        }
        for wanted in Wanted::ALL {
            assert_eq!(Wanted::from_word(wanted.word()), Some(wanted));
            assert_eq!(serde_json::to_value(wanted).unwrap(), wanted.word());
        }
    }
}
