//! What a person said about a file. Everything else is guessed.

use super::bytes::Encoding;
use super::layout::{Column, Measure, Shape};
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
    pub headers: Vec<HeaderChoice>,
    pub shapes: Vec<ShapeChoice>,
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

/// Which rows are a block's header.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeaderChoice {
    pub block: usize,
    /// By its number in the file; where there is no header, the first row of values.
    pub first: u32,
    pub rows: usize,
}

/// How a block is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShapeChoice {
    pub block: usize,
    pub shape: Shape,
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
    pub fn header(&self, block: usize) -> Option<HeaderChoice> {
        self.headers.iter().rev().find(|c| c.block == block).copied()
    }

    pub fn shape(&self, block: usize) -> Option<Shape> {
        self.shapes.iter().rev().find(|c| c.block == block).map(|c| c.shape)
    }

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::preview::Preview;
    use crate::reading::{self, Reading};

    fn read(text: &str, choices: &Choices) -> Reading {
        reading::open(text.as_bytes(), choices).read(choices, &mut |_| true).unwrap()
    }

    fn told(reading: &Reading) -> Vec<String> {
        reading.scores().map(|s| format!("{} {}", s.subject, s.score.mean)).collect()
    }

    const WITH_A_LINE_ABOVE: &str = "Oak;spring\nCode;Teachers\nA1;3.4\nA2;3.9\n";

    #[test]
    fn the_rows_of_the_header_can_be_said() {
        let said =
            |first, rows| Choices { headers: vec![HeaderChoice { block: 0, first, rows }], ..Choices::default() };
        let reading = read(WITH_A_LINE_ABOVE, &said(2, 1));
        assert_eq!(reading.blocks[0].headings, ["Code", "Teachers"]);
        assert_eq!(told(&reading), ["A1 3.4", "A2 3.9"]);
        let reading = read(WITH_A_LINE_ABOVE, &said(1, 2));
        assert_eq!(reading.blocks[0].headings, ["Oak · Code", "spring · Teachers"]);
        // No header at all: the columns have no names, and each row is one of values.
        let reading = read(WITH_A_LINE_ABOVE, &said(3, 0));
        assert_eq!(reading.blocks[0].headings, ["", ""]);
        assert_eq!(told(&reading), ["A1 3.4", "A2 3.9"]);
        // What lies beyond the file is no header.
        for (first, rows) in [(1, 99), (4, usize::MAX), (77, 1)] {
            read(WITH_A_LINE_ABOVE, &said(first, rows));
        }
    }

    #[test]
    fn the_preview_names_rows_that_may_be_the_header() {
        let choices = Choices::default();
        let opened = reading::open(WITH_A_LINE_ABOVE.as_bytes(), &choices);
        let preview = Preview::of(&opened, &opened.read(&choices, &mut |_| true).unwrap());
        let rows = &preview.blocks[0].header_rows;
        assert_eq!(rows[..2], [(1, "Oak · spring".to_owned()), (2, "Code · Teachers".to_owned())]);
    }

    #[test]
    fn any_layout_can_be_said_of_any_table() {
        let tables = [
            WITH_A_LINE_ABOVE,
            "Item;1;2;3;4;5\nA1;1;2;3;4;5\n",
            "Respondent;A1;A2\n1;3;4\n2;5;5\n",
            "School;Group;Item;Mean\nOak;Teachers;A1;3.4\n",
            "Group;Invited;Answered\nTeachers;20;18\n",
        ];
        for text in tables {
            for shape in Shape::ALL {
                let choices = Choices { shapes: vec![ShapeChoice { block: 0, shape }], ..Choices::default() };
                assert_eq!(read(text, &choices).blocks[0].shape, shape);
            }
        }
    }

    #[test]
    fn a_row_can_be_told_what_it_is_about() {
        let text = "Code;Teachers\nA1;3.4\nour plan;3.9\n";
        let meaning = RowMeaning::About("A2".parse().unwrap());
        let choices = Choices { rows: vec![RowChoice { block: 0, row: 3, meaning }], ..Choices::default() };
        assert_eq!(told(&read(text, &choices)), ["A1 3.4", "A2 3.9"]);
    }

    #[test]
    fn a_column_can_be_told_which_item_it_holds() {
        use crate::reading::About;
        let text = "School;A1;Question x\nOak;3.4;3.9\nElm;3.1;3.2\n";
        let about = About { group: Some(Group::Teachers), subject: "A2".parse().ok(), ..About::default() };
        let meaning = Column::Value { measure: Measure::Mean, about };
        let choices = Choices { columns: vec![ColumnChoice { block: 0, column: 2, meaning }], ..Choices::default() };
        assert!(told(&read(text, &choices)).contains(&"A2 3.9".to_owned()));
    }
}
