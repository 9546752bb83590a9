//! Scores as short text, so that a thousand schools fit a browser's storage.
//!
//! A group's scores are one string, `A1 3.6 58,A2 3.8 56`: subject, mean and n
//! (`-` where unknown), then, where known, the answers `1/6/6/3/0+2` (1…5 and
//! N/A) or the deviation `~0.91`. In a subject's own words `%`, `,`, space and
//! control characters are written as `%` and two hexadecimal digits.

use super::{Mean, Score, Scores, Spread};
use crate::selfie::{Group, Subject};
use crate::text::Text;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::BTreeMap;
use std::fmt::Write as _;

pub fn serialize<S: Serializer>(scores: &BTreeMap<Group, Scores>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(scores.iter().map(|(group, scores)| (group, write(scores))))
}

pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeMap<Group, Scores>, D::Error> {
    let groups = BTreeMap::<Group, OfGroup>::deserialize(deserializer)?;
    Ok(groups.into_iter().map(|(group, OfGroup(scores))| (group, scores)).collect())
}

struct OfGroup(Scores);

impl<'de> Deserialize<'de> for OfGroup {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<OfGroup, D::Error> {
        one::deserialize(deserializer).map(OfGroup)
    }
}

/// As above, for the scores of one group.
pub mod one {
    use super::*;

    pub fn serialize<S: Serializer>(scores: &Scores, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&write(scores))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Scores, D::Error> {
        deserializer.deserialize_str(Text(read))
    }
}

impl Serialize for Score {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut text = String::new();
        write_score(self, &mut text);
        serializer.serialize_str(&text)
    }
}

impl<'de> Deserialize<'de> for Score {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Score, D::Error> {
        deserializer.deserialize_str(Text(|text| read_score(text).ok_or_else(|| Unreadable(text.to_owned()))))
    }
}

/// A piece of score text that does not follow the format.
#[derive(Debug, thiserror::Error)]
#[error("“{0}” is not a score: a score looks like “A1 3.6 58”")]
struct Unreadable(String);

fn write(scores: &Scores) -> String {
    let mut text = String::with_capacity(scores.len() * 10);
    for (subject, score) in scores {
        if !text.is_empty() {
            text.push(',');
        }
        match subject {
            Subject::Area(area) => text.push(area.letter()),
            Subject::Item(code) => {
                text.push(code.area().letter());
                write_number(code.number().into(), &mut text);
            }
            Subject::Own(title) => escape(title, &mut text),
        }
        text.push(' ');
        write_score(score, &mut text);
    }
    text
}

fn write_score(score: &Score, text: &mut String) {
    score.mean.write_digits(text);
    text.push(' ');
    match score.n {
        Some(n) => write_number(n, text),
        None => text.push('-'),
    }
    let wrote = match score.spread.as_deref() {
        None => Ok(()),
        Some(Spread::Answers { counts: [a, b, c, d, e], not_applicable }) => {
            write!(text, " {a}/{b}/{c}/{d}/{e}+{not_applicable}")
        }
        Some(Spread::Deviation(sd)) => write!(text, " ~{sd}"),
    };
    debug_assert!(wrote.is_ok(), "writing to a string");
}

/// Digits without the formatting machinery, which takes most of the time of writing a
/// large network.
fn write_number(number: u32, text: &mut String) {
    if number > 9 {
        write_number(number / 10, text);
    }
    text.push(char::from(b'0' + (number % 10) as u8));
}

/// About as long as scores are at least, with their comma.
const SHORTEST: usize = 8;

fn read(text: &str) -> Result<Scores, Unreadable> {
    let mut scores = Scores::with_capacity(text.len() / SHORTEST);
    for piece in pieces(text, b',').filter(|piece| !piece.is_empty()) {
        let unreadable = || Unreadable(piece.to_owned());
        let (subject, score) = read_piece(piece).ok_or_else(unreadable)?;
        // They stand in their order; other programs may write them in another.
        if let Some((subject, score)) = scores.try_append(subject, score)
            && scores.insert(subject, score).is_some()
        {
            return Err(unreadable());
        }
    }
    Ok(scores)
}

fn read_piece(piece: &str) -> Option<(Subject, Score)> {
    let mut words = pieces(piece, b' ');
    let subject = words.next()?;
    let subject = if subject.contains('%') { unescape(subject)?.parse() } else { subject.parse() };
    Some((subject.ok()?, read_words(words)?))
}

fn read_score(text: &str) -> Option<Score> {
    read_words(pieces(text, b' '))
}

fn read_words<'a>(mut words: impl Iterator<Item = &'a str>) -> Option<Score> {
    let mean = Mean::from_digits(words.next()?)?;
    let n = match words.next()? {
        "-" => None,
        n => Some(n.parse().ok()?),
    };
    let spread = match words.next() {
        None => None,
        Some(word) => Some(Box::new(match word.strip_prefix('~') {
            Some(sd) => Spread::Deviation(sd.parse().ok().filter(|sd: &f64| sd.is_finite() && *sd >= 0.0)?),
            None => read_answers(word)?,
        })),
    };
    words.next().is_none().then_some(Score { mean, n, spread })
}

/// As [`str::split`], whose search takes longer than these short words are.
fn pieces(text: &str, between: u8) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let end = text.bytes().position(|byte| byte == between);
        rest = end.map(|end| &text[end + 1..]);
        Some(end.map_or(text, |end| &text[..end]))
    })
}

fn read_answers(word: &str) -> Option<Spread> {
    let (answers, not_applicable) = word.split_once('+')?;
    let mut counts = [0; 5];
    let mut given = answers.split('/');
    for count in &mut counts {
        *count = given.next()?.parse().ok()?;
    }
    if given.next().is_some() {
        return None;
    }
    Some(Spread::Answers { counts, not_applicable: not_applicable.parse().ok()? })
}

fn escape(title: &str, text: &mut String) {
    for c in title.chars() {
        match c {
            '%' | ',' | ' ' | '\0'..='\x1f' => write!(text, "%{:02x}", c as u32).unwrap_or_default(),
            _ => text.push(c),
        }
    }
}

fn unescape(text: &str) -> Option<String> {
    let mut plain = String::with_capacity(text.len());
    let mut pieces = text.split('%');
    plain.push_str(pieces.next()?);
    for piece in pieces {
        let code = u8::from_str_radix(piece.get(..2)?, 16).ok().filter(u8::is_ascii)?;
        plain.push(char::from(code));
        plain.push_str(&piece[2..]);
    }
    Some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn score() -> impl Strategy<Value = Score> {
        let spread = prop_oneof![
            Just(None),
            (any::<[u32; 5]>(), any::<u32>())
                .prop_map(|(counts, not_applicable)| Some(Box::new(Spread::Answers { counts, not_applicable }))),
            (0.0..3.0f64).prop_map(|sd| Some(Box::new(Spread::Deviation(sd)))),
        ];
        (1.0..=5.0f64, 0u8..=4, any::<Option<u32>>(), spread)
            .prop_filter_map("off the scale", |(mean, d, n, spread)| {
                Some(Score { mean: Mean::new(mean, d)?, n, spread })
            })
    }

    proptest! {
        #[test]
        fn scores_read_back_as_written(
            scores in prop::collection::btree_map("\\PC{1,12}|[A-H][1-9]".prop_filter_map("empty", |s: String| s.parse::<Subject>().ok()), score(), 0..9)
        ) {
            let scores = Scores::from_iter(scores);
            let text = write(&scores);
            prop_assert_eq!(read(&text).unwrap(), scores);
        }

        #[test]
        fn any_text_is_read_or_refused(text in "\\PC*") {
            let _ = read(&text);
        }
    }
}
