//! What was not understood, with its place and the reason. The words for people
//! are in `i18n`.

use super::bytes::Kind;
use serde::{Deserialize, Serialize};

/// One thing to look at.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Doubt {
    pub place: Place,
    /// The cell's or row's text.
    pub text: String,
    pub reason: Reason,
}

/// Where it stands in the file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Place {
    pub block: usize,
    /// The workbook's sheet.
    pub sheet: Option<String>,
    /// As a spreadsheet counts, from 1; 0 where it is about the whole file.
    pub row: u32,
    /// From 1; 0 where it is about the whole row.
    pub column: usize,
    /// The column's heading.
    pub heading: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "why")]
pub enum Reason {
    /// A mean outside 1–5. Perhaps a mark was lost: 39 for 3.9.
    OutOfRange { suggestion: Option<String> },
    /// 0 is no answer of the scale; it counts as missing.
    Zero,
    /// Neither a number nor a mark for "missing".
    NotANumber,
    /// A formula that failed: `#DIV/0!`.
    FailedFormula,
    /// `####`: the column was too narrow when the file was saved.
    TooNarrow,
    /// A formula whose result no program has written into the file.
    NoResult,
    /// A spreadsheet program made a date of a number: `3-Apr` of 3.4 or 4.3.
    BecameDate { perhaps: Vec<String> },
    /// A percentage where a mean is expected.
    Percentage,
    /// A count that is no whole number of people.
    NotACount,
    /// The number uses the other decimal mark than the file.
    OtherMark,
    /// The file uses both decimal marks; nothing with decimals is read until a
    /// person says which.
    MixedMarks { commas: usize, points: usize },
    /// The same thing stands twice with different values.
    Twice { other_row: u32, other_text: String },
    /// No item of the catalogue has this code.
    UnknownCode,
    /// A question of the school's own.
    OwnQuestion,
    /// Mean times n is far from whole.
    UnlikelyMean { n: u32 },
    /// The row is a total or an average.
    Total,
    /// The row is another statistic of the rows around it.
    Statistic,
    /// The sheet holds totals or averages of the others.
    TotalSheet,
    /// The sheet is hidden in the workbook.
    HiddenSheet,
    /// A group that is none of the survey's.
    UnknownGroup,
    /// A level that is none of the survey's.
    UnknownLevel,
    /// The column's meaning is not clear.
    UnknownColumn,
    /// What people say of themselves: left out and never kept.
    Personal,
    /// The column has values of the scale that are no group's means.
    ColumnLeftOut,
    /// The file does not say whose answers these are.
    NoGroup,
    /// The row has values but nothing says what they are about.
    NoSubject,
    /// The row has a value and nothing tells whose: perhaps an average of the answers.
    NoRespondent,
    /// A key is open below cells that may be merged or may repeat it.
    OpenKey,
    /// A row names something that may be a school, above rows with values.
    PerhapsSchool,
    /// The row's values are not under their headings: more cells, or fewer, than these.
    ShiftedRow,
    /// Whole numbers above the scale: perhaps people were counted.
    PerhapsCounts,
    /// Many values lie above 5: perhaps another scale.
    OtherScale,
    /// A mean of no answers.
    NoAnswers,
    /// The row and the column name different groups.
    OtherGroup,
    /// The answers add up to another number than the file gives beside them.
    OtherSum { sum: u32 },
    /// More cells than the header: decimal commas in a comma-separated file?
    BrokenRows { rows: usize },
    /// A quotation mark stands alone in the row, which has as many cells as the others.
    OpenQuote,
    /// A quotation mark stands alone in the row, and its values are not under their
    /// headings.
    TornRow,
    /// Characters that do not fit the encoding.
    BrokenCharacters { count: usize },
    /// A character of the cell does not fit the encoding.
    BrokenCharacter,
    /// The percentages of the answers do not add up to a hundred.
    NotAHundred,
    /// They add up to less, and nothing tells of the rest.
    LessThanAHundred,
    /// It cannot be told whether the answers are counts or percentages.
    SharesUnclear,
    /// The file holds no scores.
    NoScores,
    /// Not a table at all.
    NotATable { looks_like: Kind },
    /// A workbook that is damaged or protected by a password.
    DamagedWorkbook,
    /// More than any survey holds.
    TooLarge,
}

impl Reason {
    /// Something to know, not to decide.
    pub fn is_remark(&self) -> bool {
        matches!(
            self,
            Reason::Zero
                | Reason::UnknownCode
                | Reason::OwnQuestion
                | Reason::UnlikelyMean { .. }
                | Reason::Total
                | Reason::Statistic
                | Reason::TotalSheet
                | Reason::HiddenSheet
                | Reason::OpenQuote
                | Reason::Personal
                | Reason::ColumnLeftOut
        )
    }
}

/// The doubts of one file. After many, only their number is kept.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Doubts {
    pub listed: Vec<Doubt>,
    /// How many more there were.
    pub more: usize,
}

impl Doubts {
    const LISTED: usize = 1_000;

    /// Is the list full? Then one more is counted.
    pub fn count_only(&mut self) -> bool {
        let full = self.listed.len() >= Doubts::LISTED;
        self.more += usize::from(full);
        full
    }

    pub fn add(&mut self, place: Place, text: &str, reason: Reason) {
        if self.count_only() {
            return;
        }
        let text: String = text.chars().take(200).collect();
        self.listed.push(Doubt { place, text, reason });
    }

    pub fn whole_file(&mut self, reason: Reason) {
        self.add(Place::default(), "", reason);
    }

    pub fn len(&self) -> usize {
        self.listed.len() + self.more
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many ask for a decision.
    pub fn open(&self) -> usize {
        self.listed.iter().filter(|d| !d.reason.is_remark()).count() + self.more
    }
}
