//! Why a file was refused, so that a person knows what it is and where to look.
//! The words are in `i18n`.

use serde_json::Value;
use std::fmt;

#[derive(Clone, Debug, PartialEq)]
pub enum BundleError {
    Empty,
    /// More bytes than [`LARGEST`](super::LARGEST).
    TooLarge {
        bytes: u64,
    },
    /// A file, but not a workspace file.
    Other(OtherFormat),
    /// It ends before it should, in this line (from 1).
    CutShort {
        line: usize,
    },
    /// No JSON at this place (both from 1).
    Broken {
        line: usize,
        column: usize,
    },
    /// One name stands twice in the same object.
    Twice {
        name: String,
        line: usize,
    },
    TooDeep {
        line: usize,
    },
    /// Written by a newer program.
    Newer {
        version: u64,
    },
    /// Something at a place is not what it should be.
    Invalid {
        place: Place,
        problem: Problem,
    },
}

/// What a file looks like that is no workspace file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OtherFormat {
    /// Comma-, semicolon- or tab-separated text, or a workbook: survey results.
    Table,
    Workbook,
    WordDocument,
    Archive,
    Pdf,
    Picture,
    WebPage,
    /// JSON of something else.
    Json,
    /// Text in another encoding than UTF-8.
    Encoding,
    Text,
    Binary,
}

/// Where in a file: the names on the way to it, as they stand there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place(pub Vec<String>);

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join(" › "))
    }
}

#[derive(Clone, Debug, PartialEq)]
pub enum Problem {
    Wrong {
        expected: Expected,
        found: Found,
    },
    UnknownField(String),
    MissingField(String),
    /// A record's name that says nothing: `school/level/round` and the like.
    BadName,
    /// A stamp's replica is not in the table of replicas.
    UnknownReplica,
    /// A replica stands twice in the table.
    ReplicaTwice,
    /// A replica that has written more often than anybody does.
    NumberTooLarge,
    /// More rows or records than this.
    TooMany {
        most: usize,
    },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expected {
    WholeNumber,
    Number,
    Text,
    YesNo,
    List,
    Record,
    Date,
    DayAndTime,
    Scores,
    Threshold,
    Stamp,
    /// One of these words.
    Word(Vec<String>),
    Another,
}

/// What stands there, shortened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    Nothing,
    YesNo,
    Number(String),
    Text(String),
    List,
    Record,
}

impl Found {
    pub(super) fn of(value: &Value) -> Found {
        const LONGEST: usize = 40;
        match value {
            Value::Null => Found::Nothing,
            Value::Bool(_) => Found::YesNo,
            Value::Number(number) => Found::Number(number.to_string()),
            Value::String(text) if text.chars().count() > LONGEST => {
                Found::Text(text.chars().take(LONGEST).chain(['…']).collect())
            }
            Value::String(text) => Found::Text(text.clone()),
            Value::Array(_) => Found::List,
            Value::Object(_) => Found::Record,
        }
    }
}

impl Expected {
    /// From the words in which the record types describe themselves.
    fn from_words(words: &str, place: &Place) -> Expected {
        let listed: Vec<String> = words.split('`').skip(1).step_by(2).map(str::to_owned).collect();
        let is_date =
            place.0.last().is_some_and(|name| matches!(name.as_str(), "held" | "decided_on" | "begins" | "ends"));
        let in_list = place.0.iter().rev().nth(1);
        let is_time = in_list.is_some_and(|name| matches!(name.as_str(), "sessions" | "slots"));
        match words {
            _ if is_date => Expected::Date,
            _ if is_time => Expected::DayAndTime,
            _ if words.contains("is not a score") => Expected::Scores,
            _ if words.contains("threshold") => Expected::Threshold,
            _ if words.contains("is not a stamp") || words.contains("string or a sequence") => Expected::Stamp,
            _ if !listed.is_empty() => Expected::Word(listed),
            "a boolean" => Expected::YesNo,
            "a sequence" => Expected::List,
            "a string" | "a borrowed string" => Expected::Text,
            "f64" | "f32" | "a number" => Expected::Number,
            _ if words.starts_with("struct ") || words.contains("map") => Expected::Record,
            _ if words.starts_with(['u', 'i']) && words.ends_with(|c: char| c.is_ascii_digit()) => {
                Expected::WholeNumber
            }
            _ => Expected::Another,
        }
    }
}

impl Problem {
    /// From the message of a record type that refused `value` at `place`.
    pub(super) fn from_message(message: &str, value: &Value, place: &Place) -> Problem {
        let quoted = || message.split('`').nth(1).unwrap_or_default().to_owned();
        if message.starts_with("unknown field") {
            return Problem::UnknownField(quoted());
        }
        if message.starts_with("missing field") {
            return Problem::MissingField(quoted());
        }
        let words = match message.split_once("expected ") {
            Some((_, words)) => words,
            None => message,
        };
        let expected = Expected::from_words(words, place);
        let found = match (&expected, message.split_once('“').and_then(|(_, rest)| rest.split_once('”'))) {
            // Of a long text, the piece that is wrong.
            (Expected::Scores, Some((piece, _))) => Found::Text(piece.to_owned()),
            _ => Found::of(value),
        };
        Problem::Wrong { expected, found }
    }
}
