//! The results of one school, at one level, in one round.

use crate::selfie::{Edition, Group, Subject};
use litemap::LiteMap;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// A mean on the survey's scale, from 1 to 5, exact to four decimals, that
/// remembers how many decimals its source gave (`3.60` stays `3.60`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Mean {
    ten_thousandths: u16,
    decimals: u8,
}

impl Mean {
    /// `None` outside 1–5. `decimals` beyond 4 count as 4; the value is rounded
    /// to that many.
    pub fn new(value: f64, decimals: u8) -> Option<Mean> {
        let decimals = decimals.min(4);
        let step = 10f64.powi(i32::from(decimals));
        let rounded = (value * step + 1e-9).round() / step;
        let ten_thousandths = (rounded * 10_000.0).round();
        (10_000.0..=50_000.0)
            .contains(&ten_thousandths)
            .then_some(Mean { ten_thousandths: ten_thousandths as u16, decimals })
    }

    /// The mean of answers counted per step of the scale; `None` without answers.
    pub fn of_answers(counts: &[u32; 5]) -> Option<Mean> {
        let n: u64 = counts.iter().map(|&c| u64::from(c)).sum();
        let sum: u64 = counts.iter().zip(1u64..).map(|(&c, step)| u64::from(c) * step).sum();
        if n == 0 { None } else { Mean::new(sum as f64 / n as f64, 4) }
    }

    /// The mean that these digits write, as `3.60`; `None` for anything else.
    pub(crate) fn from_digits(text: &str) -> Option<Mean> {
        let (step, decimals) = match text.as_bytes() {
            [step @ b'1'..=b'5'] => (step, [].as_slice()),
            [step @ b'1'..=b'5', b'.', decimals @ ..] if decimals.len() <= 4 => (step, decimals),
            _ => return None,
        };
        if !decimals.iter().all(u8::is_ascii_digit) {
            return None;
        }
        let digits = [step].into_iter().chain(decimals).map(|byte| u16::from(byte - b'0'));
        let ten_thousandths = digits.chain([0; 4]).take(5).fold(0, |sum, digit| sum * 10 + digit);
        (ten_thousandths <= 50_000).then_some(Mean { ten_thousandths, decimals: decimals.len() as u8 })
    }

    /// A mean as people type it, with a comma or a point; remembers the decimals, and
    /// rounds to four.
    pub fn typed(text: &str) -> Option<Mean> {
        let number = text.trim().replace(',', ".");
        if !number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
            return None;
        }
        let decimals = number.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        Mean::new(number.parse().ok()?, u8::try_from(decimals).unwrap_or(u8::MAX))
    }

    /// What [`Mean::from_digits`] reads, added to a text.
    pub(crate) fn write_digits(self, text: &mut String) {
        let digit = |unit: u16| char::from(b'0' + (self.ten_thousandths / unit % 10) as u8);
        text.push(digit(10_000));
        if self.decimals > 0 {
            text.push('.');
        }
        text.extend([1_000, 100, 10, 1].into_iter().take(usize::from(self.decimals)).map(digit));
    }

    pub fn value(self) -> f64 {
        f64::from(self.ten_thousandths) / 10_000.0
    }

    /// How many decimals the source gave, 0–4.
    pub fn decimals(self) -> u8 {
        self.decimals
    }
}

/// With a decimal point and the source's decimals: the tidy form's way.
impl fmt::Display for Mean {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut digits = String::new();
        self.write_digits(&mut digits);
        f.write_str(&digits)
    }
}

/// How the answers were spread, where the file tells.
#[derive(Clone, Debug, PartialEq)]
pub enum Spread {
    /// How many chose 1, 2, 3, 4, 5, and how many answered N/A.
    Answers { counts: [u32; 5], not_applicable: u32 },
    /// The standard deviation that the file gives.
    Deviation(f64),
}

/// One mean with all that is known about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Score {
    pub mean: Mean,
    /// How many answered; `None` where the file does not say.
    pub n: Option<u32>,
    /// Apart, since most files tell nothing of it and there are hundreds of thousands of scores.
    pub spread: Option<Box<Spread>>,
}

/// How many of a group were asked and answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Participation {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invited: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered: Option<u32>,
}

impl Participation {
    /// Share of the invited who answered, 0–1 (more if a file says so).
    pub fn rate(self) -> Option<f64> {
        match (self.invited, self.answered) {
            (Some(invited), Some(answered)) if invited > 0 => Some(f64::from(answered) / f64::from(invited)),
            _ => None,
        }
    }

    /// Whether more answered than were invited: one of the numbers must be wrong.
    pub fn is_too_many(self) -> bool {
        self.rate().is_some_and(|rate| rate > 1.0) || (self.invited == Some(0) && self.answered > Some(0))
    }
}

/// Where scores came from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// The file's name, or what was done instead ("typed", "pasted").
    pub name: String,
    /// In bytes.
    pub size: u64,
    /// SHA-256 of the bytes, in hexadecimal.
    pub hash: String,
    /// When it was read, in seconds since 1970 (UTC).
    pub read_at: i64,
    /// What of the file was no data but belongs to it: titles, footnotes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

/// A single value put right by hand, or taken out: the original stays visible.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    /// What the file said; `None` where it said nothing.
    pub original: Option<Score>,
    /// In seconds since 1970 (UTC).
    pub at: i64,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// All scores of a group: what is asked → its score.
pub type Scores = LiteMap<Subject, Score>;

/// Everything that is known of one school, at one level, in one round.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SurveyResult {
    pub edition: Edition,
    #[serde(with = "compact", default)]
    pub scores: BTreeMap<Group, Scores>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub participation: BTreeMap<Group, Participation>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub corrections: BTreeMap<Group, BTreeMap<Subject, Correction>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Source>,
}

impl SurveyResult {
    pub fn score(&self, group: Group, subject: &Subject) -> Option<&Score> {
        self.scores.get(&group)?.get(subject)
    }
}

/// The cells that are not the same in both.
pub fn differing(one: &BTreeMap<Group, Scores>, other: &BTreeMap<Group, Scores>) -> Vec<(Group, Subject)> {
    let none = Scores::default();
    let mut cells = Vec::new();
    for group in Group::ALL {
        let (one, other) = (one.get(&group).unwrap_or(&none), other.get(&group).unwrap_or(&none));
        let mut subjects: Vec<&Subject> = one.keys().chain(other.keys()).collect();
        subjects.sort();
        subjects.dedup();
        let differs = |subject: &&&Subject| one.get(**subject) != other.get(**subject);
        cells.extend(subjects.iter().filter(differs).map(|subject| (group, Subject::clone(subject))));
    }
    cells
}

pub(crate) mod compact;
mod correct;
pub mod extract;
pub mod intake;
pub mod placing;
pub mod sheet;
