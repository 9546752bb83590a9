//! What a person said about a file. Everything else is guessed.

use super::bytes::Encoding;
use super::layout::{Column, Measure};
use super::numbers::DecimalMark;
use super::table::Delimiter;
use crate::selfie::{Edition, Group, Subject};
use serde::{Deserialize, Serialize};

/// Corrections of what was guessed; each holds from its step of the pipeline on.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Choices {
    pub encoding: Option<Encoding>,
    pub delimiter: Option<Delimiter>,
    pub decimal: Option<DecimalMark>,
    pub edition: Option<Edition>,
    /// The group of scores whose group the file does not tell.
    pub group: Option<Group>,
    /// What the cells of a distribution are.
    pub shares: Option<Shares>,
    pub columns: Vec<ColumnChoice>,
    pub rows: Vec<RowChoice>,
    pub cells: Vec<CellChoice>,
}

/// Are the answers of a distribution counted, or shares of a hundred?
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shares {
    Counts,
    Percentages,
}

/// What a column is. Columns are counted from 0.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ColumnChoice {
    pub block: usize,
    pub column: usize,
    pub meaning: Column,
}

/// What a row is, by its number in the file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RowChoice {
    pub block: usize,
    pub row: u32,
    pub meaning: RowMeaning,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RowMeaning {
    LeaveOut,
    About(Subject),
    /// Read it, although it looks like a total or a note.
    Keep,
}

/// What a single cell says. `None` leaves it out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CellChoice {
    pub block: usize,
    pub row: u32,
    pub column: usize,
    pub value: Option<String>,
}

impl Choices {
    pub fn column(&self, block: usize, column: usize) -> Option<&Column> {
        self.columns.iter().rev().find(|c| c.block == block && c.column == column).map(|c| &c.meaning)
    }

    pub fn row(&self, block: usize, row: u32) -> Option<&RowMeaning> {
        self.rows.iter().rev().find(|c| c.block == block && c.row == row).map(|c| &c.meaning)
    }

    /// `Some(None)`: leave the cell out.
    pub fn cell(&self, block: usize, row: u32, column: usize) -> Option<Option<&str>> {
        let found = self.cells.iter().rev().find(|c| c.block == block && c.row == row && c.column == column);
        found.map(|c| c.value.as_deref())
    }
}

impl Measure {
    /// Does a cell of it hold a count of people?
    pub fn is_count(self) -> bool {
        matches!(self, Measure::Count | Measure::NotApplicable | Measure::Invited | Measure::Answered)
    }
}
