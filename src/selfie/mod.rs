//! What SELFIE is: its editions, areas, items, respondent groups and levels.
//!
//! Facts come from the public descriptions of the survey; what is only recalled
//! is data that people can correct (see [`catalogue`]), never a rule that
//! refuses a file.

mod catalogue;

pub use catalogue::{AreaTexts, Catalogue, Explanation, ItemTexts};

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// Who answered. Ordered as in the survey's own reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Group {
    Leaders,
    Teachers,
    Students,
    /// In-company trainers; only in the work-based edition.
    Trainers,
}

impl Group {
    pub const ALL: [Group; 4] = [Group::Leaders, Group::Teachers, Group::Students, Group::Trainers];

    /// The word of the tidy form and of bundles.
    pub fn word(self) -> &'static str {
        match self {
            Group::Leaders => "leaders",
            Group::Teachers => "teachers",
            Group::Students => "students",
            Group::Trainers => "trainers",
        }
    }

    pub fn from_word(word: &str) -> Option<Group> {
        Group::ALL.into_iter().find(|g| g.word() == word)
    }
}

/// One report is made per education level of a school.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    Primary,
    LowerSecondary,
    UpperSecondary,
    Vocational,
    WorkBased,
}

impl Level {
    pub const ALL: [Level; 5] =
        [Level::Primary, Level::LowerSecondary, Level::UpperSecondary, Level::Vocational, Level::WorkBased];

    /// The word of the tidy form and of bundles.
    pub fn word(self) -> &'static str {
        match self {
            Level::Primary => "primary",
            Level::LowerSecondary => "lower-secondary",
            Level::UpperSecondary => "upper-secondary",
            Level::Vocational => "vocational",
            Level::WorkBased => "work-based",
        }
    }

    pub fn from_word(word: &str) -> Option<Level> {
        Level::ALL.into_iter().find(|l| l.word() == word)
    }
}

/// The same area letter means another thing in the other edition.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Edition {
    /// Six areas, A–F.
    #[serde(rename = "2018")]
    Of2018,
    /// Eight areas, A–H.
    #[default]
    #[serde(rename = "2020")]
    From2020,
}

impl Edition {
    pub const ALL: [Edition; 2] = [Edition::From2020, Edition::Of2018];

    /// The word of the tidy form and of bundles: the year from which on it was used.
    pub fn word(self) -> &'static str {
        match self {
            Edition::Of2018 => "2018",
            Edition::From2020 => "2020",
        }
    }

    pub fn areas(self) -> &'static [Area] {
        match self {
            Edition::Of2018 => &Area::ALL[..6],
            Edition::From2020 => &Area::ALL,
        }
    }
}

/// An area of the survey, by its letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Area {
    A,
    B,
    C,
    D,
    E,
    F,
    G,
    H,
}

impl Area {
    pub const ALL: [Area; 8] = [Area::A, Area::B, Area::C, Area::D, Area::E, Area::F, Area::G, Area::H];

    pub fn letter(self) -> char {
        char::from(b'A' + self as u8)
    }

    /// The areas of edition `told` that speak about this area of edition `asked`. Between
    /// editions only, this map says what may be compared, with caution (it is inferred
    /// from the areas' names and contents): the letter says nothing. Empty where the other
    /// edition has nothing of the kind.
    pub fn told_by(self, asked: Edition, told: Edition) -> &'static [Area] {
        match (asked, told) {
            (Edition::Of2018, Edition::From2020) => match self {
                Area::A => &[Area::A],
                Area::B => &[Area::C],
                Area::C => &[Area::D],
                Area::D => &[Area::E, Area::F],
                Area::E => &[Area::G],
                Area::F => &[Area::H],
                Area::G | Area::H => &[],
            },
            (Edition::From2020, Edition::Of2018) => match self {
                Area::A => &[Area::A],
                Area::B => &[],
                Area::C => &[Area::B],
                Area::D => &[Area::C],
                Area::E | Area::F => &[Area::D],
                Area::G => &[Area::E],
                Area::H => &[Area::F],
            },
            (Edition::Of2018, Edition::Of2018) | (Edition::From2020, Edition::From2020) => {
                let place = self as usize;
                Area::ALL.get(place..=place).unwrap_or_default()
            }
        }
    }

    /// From a letter of either case.
    pub fn from_letter(letter: char) -> Option<Area> {
        let place = (letter.to_ascii_uppercase() as u32).checked_sub('A' as u32)?;
        Area::ALL.get(place as usize).copied()
    }
}

/// The code of a survey item: an area's letter and a number from 1 to 99.
/// The numbers have gaps, and codes outside the catalogue are possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemCode {
    area: Area,
    number: u8,
}

impl ItemCode {
    /// `None` unless 1 ≤ `number` ≤ 99.
    pub fn new(area: Area, number: u8) -> Option<ItemCode> {
        (1..=99).contains(&number).then_some(ItemCode { area, number })
    }

    pub fn area(self) -> Area {
        self.area
    }

    pub fn number(self) -> u8 {
        self.number
    }
}

impl fmt::Display for ItemCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.area.letter(), self.number)
    }
}

/// What a score is about. Ordered: areas and their items first, the school's own
/// questions last.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// A whole area, as the file gives it (not a mean that we computed).
    Area(Area),
    Item(ItemCode),
    /// A question of the school's own, or a code that is none of the survey's.
    /// Shown apart and left out of area means. Trimmed, never empty.
    Own(String),
}

impl Subject {
    /// The area it counts in; `None` for own questions.
    pub fn area(&self) -> Option<Area> {
        match self {
            Subject::Area(area) => Some(*area),
            Subject::Item(code) => Some(code.area()),
            Subject::Own(_) => None,
        }
    }
}

/// The word of the tidy form's `item` column.
impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Subject::Area(area) => write!(f, "{}", area.letter()),
            Subject::Item(code) => code.fmt(f),
            Subject::Own(title) => f.write_str(title),
        }
    }
}

/// Reads exactly what [`fmt::Display`] writes: `A`, `A1`, or any other text as an own
/// question. Tolerant reading of codes lives in `reading`.
impl FromStr for Subject {
    type Err = EmptySubject;

    fn from_str(word: &str) -> Result<Subject, EmptySubject> {
        let word = word.trim();
        let mut letters = word.chars();
        let Some(first) = letters.next() else { return Err(EmptySubject) };
        let rest = letters.as_str();
        if first.is_ascii_uppercase()
            && let Some(area) = Area::from_letter(first)
        {
            if rest.is_empty() {
                return Ok(Subject::Area(area));
            }
            let plain = rest.len() <= 2 && rest.bytes().all(|b| b.is_ascii_digit()) && !rest.starts_with('0');
            if plain
                && let Ok(number) = rest.parse()
                && let Some(code) = ItemCode::new(area, number)
            {
                return Ok(Subject::Item(code));
            }
        }
        Ok(Subject::Own(word.to_owned()))
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an item needs a code or a title")]
pub struct EmptySubject;

impl Serialize for Subject {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Subject {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Subject, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn editions_are_mapped_the_same_both_ways() {
        let [new, old] = Edition::ALL;
        for (asked, told) in [(new, old), (old, new), (new, new)] {
            for &area in asked.areas() {
                for source in area.told_by(asked, told) {
                    assert!(told.areas().contains(source));
                    assert!(source.told_by(told, asked).contains(&area), "{area:?} {source:?}");
                }
            }
        }
        assert!(Area::B.told_by(new, old).is_empty(), "collaboration was no area of its own");
    }

    #[test]
    fn a_subject_reads_back_as_written() {
        for word in ["A", "A1", "H13", "F99", "X1", "A0", "A01", "A100", "Our own question", "a1"] {
            let subject: Subject = word.parse().unwrap();
            assert_eq!(subject.to_string(), word);
        }
        assert!(matches!("B".parse(), Ok(Subject::Area(Area::B))));
        assert!(matches!("I1".parse(), Ok(Subject::Own(_))));
        assert_eq!(" ".parse::<Subject>(), Err(EmptySubject));
    }
}
