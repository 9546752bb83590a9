//! The sheet on which results are typed in: areas and items down, groups across. It keeps
//! what was typed with the steps that led there, and gives it as a table that is read as
//! any other file.

use crate::i18n::Lang;
use crate::selfie::{Area, Catalogue, Group, ItemCode};
use std::collections::VecDeque;

/// A mean per group, then a count per group.
pub const COLUMNS: usize = 2 * Group::ALL.len();
/// So many steps can be taken back.
const MOST_STEPS: usize = 200;

/// What a row is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// An area as a whole: all that many schools hold.
    Area(Area),
    Item(ItemCode),
}

impl Row {
    pub fn code(self) -> String {
        match self {
            Row::Area(area) => area.letter().to_string(),
            Row::Item(code) => code.to_string(),
        }
    }
}

/// A cell by its row and column.
pub type Cell = (usize, usize);

#[derive(Clone, Debug, PartialEq)]
struct Change {
    cell: Cell,
    before: String,
    after: String,
}

/// What is taken back at once.
#[derive(Clone, Debug, Default)]
struct Step {
    changes: Vec<Change>,
    /// Typing into the same cell goes on with this step.
    open: bool,
}

/// Where a key leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    Up,
    Down,
    Left,
    Right,
    RowStart,
    RowEnd,
    SheetStart,
    SheetEnd,
}

#[derive(Clone, Debug)]
pub struct Sheet {
    rows: Vec<Row>,
    texts: Vec<String>,
    done: VecDeque<Step>,
    undone: Vec<Step>,
}

impl Default for Sheet {
    /// All areas with their items.
    fn default() -> Sheet {
        let items: Vec<ItemCode> = Catalogue::shipped().items.keys().copied().collect();
        let of = |area: Area| items.iter().copied().filter(move |item| item.area() == area).map(Row::Item);
        let rows: Vec<Row> =
            Area::ALL.into_iter().flat_map(|area| std::iter::once(Row::Area(area)).chain(of(area))).collect();
        let texts = vec![String::new(); rows.len() * COLUMNS];
        Sheet { rows, texts, done: VecDeque::new(), undone: Vec::new() }
    }
}

impl Sheet {
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    pub fn text(&self, cell: Cell) -> &str {
        self.place(cell).and_then(|place| self.texts.get(place)).map_or("", String::as_str)
    }

    fn place(&self, (row, column): Cell) -> Option<usize> {
        (row < self.rows.len() && column < COLUMNS).then_some(row * COLUMNS + column)
    }

    pub fn is_empty(&self) -> bool {
        self.texts.iter().all(|text| text.trim().is_empty())
    }

    /// Keystroke by keystroke: all of them in one cell are one step.
    pub fn type_in(&mut self, cell: Cell, text: &str) {
        let before = self.text(cell).to_owned();
        let Some(place) = self.place(cell).filter(|_| before != text) else { return };
        text.clone_into(&mut self.texts[place]);
        self.undone.clear();
        if let Some(Step { changes, open: true }) = self.done.back_mut()
            && let Some(change) = changes.first_mut().filter(|change| change.cell == cell)
        {
            text.clone_into(&mut change.after);
            return;
        }
        let change = Change { cell, before, after: text.to_owned() };
        self.add_step(Step { changes: vec![change], open: true });
    }

    /// What is typed from now on is a step of its own.
    pub fn seal(&mut self) {
        if let Some(step) = self.done.back_mut() {
            step.open = false;
        }
    }

    pub fn clear(&mut self, cell: Cell) {
        self.seal();
        self.type_in(cell, "");
        self.seal();
    }

    /// Puts a copied block into the sheet, from a cell on to the right and down, and gives
    /// the cells that are different now.
    pub fn fill(&mut self, (row, column): Cell, block: &str) -> Vec<Cell> {
        let mut changes = Vec::new();
        for (down, line) in block.lines().enumerate() {
            for (right, text) in line.split('\t').enumerate() {
                let (cell, after) = ((row + down, column + right), text.trim().to_owned());
                if let Some(place) = self.place(cell)
                    && self.texts[place] != after
                {
                    changes.push(Change {
                        cell,
                        before: std::mem::replace(&mut self.texts[place], after.clone()),
                        after,
                    });
                }
            }
        }
        let changed = changes.iter().map(|change| change.cell).collect();
        if !changes.is_empty() {
            self.undone.clear();
            self.add_step(Step { changes, open: false });
        }
        changed
    }

    fn add_step(&mut self, step: Step) {
        if self.done.len() == MOST_STEPS {
            self.done.pop_front();
        }
        self.done.push_back(step);
    }

    /// Takes the last step back; the cells that are different now.
    pub fn undo(&mut self) -> Vec<Cell> {
        let Some(mut step) = self.done.pop_back() else { return Vec::new() };
        step.open = false;
        let changed = self.put(&step, |change| &change.before);
        self.undone.push(step);
        self.seal();
        changed
    }

    /// Does again what was taken back.
    pub fn redo(&mut self) -> Vec<Cell> {
        let Some(step) = self.undone.pop() else { return Vec::new() };
        let changed = self.put(&step, |change| &change.after);
        self.add_step(step);
        changed
    }

    fn put(&mut self, step: &Step, text: fn(&Change) -> &String) -> Vec<Cell> {
        for change in &step.changes {
            if let Some(place) = self.place(change.cell) {
                self.texts[place].clone_from(text(change));
            }
        }
        step.changes.iter().map(|change| change.cell).collect()
    }

    /// The cell that a move leads to; `None` beyond the edge.
    pub fn go(&self, (row, column): Cell, to: Move) -> Option<Cell> {
        let last = self.rows.len().checked_sub(1)?;
        let cell = match to {
            Move::Up => (row.checked_sub(1)?, column),
            Move::Down => (row + 1, column),
            Move::Left => (row, column.checked_sub(1)?),
            Move::Right => (row, column + 1),
            Move::RowStart => (row, 0),
            Move::RowEnd => (row, COLUMNS - 1),
            Move::SheetStart => (0, 0),
            Move::SheetEnd => (last, COLUMNS - 1),
        };
        self.place(cell).map(|_| cell)
    }

    /// The sheet as a table of text, rows and columns with anything in them.
    pub fn table(&self) -> String {
        let filled = |cell: Cell| !self.text(cell).trim().is_empty();
        let rows: Vec<usize> = (0..self.rows.len()).filter(|row| (0..COLUMNS).any(|c| filled((*row, c)))).collect();
        let columns: Vec<usize> =
            (0..COLUMNS).filter(|column| rows.iter().any(|row| filled((*row, *column)))).collect();
        let mut table = "Code".to_owned();
        for column in &columns {
            let group = Lang::En.group(group_of(*column));
            table += &if is_mean(*column) { format!("\t{group}") } else { format!("\tn {group}") };
        }
        table.push('\n');
        for row in rows {
            table += &self.rows[row].code();
            for column in &columns {
                table.push('\t');
                table += &self.text((row, *column)).replace(['\t', '\n', '\r'], " ");
            }
            table.push('\n');
        }
        table
    }
}

pub fn group_of(column: usize) -> Group {
    Group::ALL[column % Group::ALL.len()]
}

pub fn is_mean(column: usize) -> bool {
    column < Group::ALL.len()
}

/// Is it certainly no value of its column? Marked at once; reading says why.
pub fn is_wrong(text: &str, column: usize) -> bool {
    let text = text.trim();
    if text.is_empty() {
        false
    } else if is_mean(column) {
        !text.replace(',', ".").parse::<f64>().is_ok_and(|mean| (1.0..=5.0).contains(&mean))
    } else {
        text.parse::<u32>().is_err()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::{self, Choices};

    const TRAINERS: usize = 3;

    #[test]
    fn typing_into_a_cell_is_one_step() {
        let mut sheet = Sheet::default();
        for text in ["3", "3,", "3,4"] {
            sheet.type_in((0, 0), text);
        }
        sheet.seal();
        sheet.type_in((0, 0), "3,45");
        assert_eq!(sheet.undo(), [(0, 0)]);
        assert_eq!(sheet.text((0, 0)), "3,4");
        assert_eq!(sheet.undo(), [(0, 0)]);
        assert!(sheet.is_empty());
        assert!(sheet.undo().is_empty());
        sheet.redo();
        sheet.redo();
        assert_eq!(sheet.text((0, 0)), "3,45");
    }

    #[test]
    fn what_was_deleted_or_pasted_over_comes_back() {
        let mut sheet = Sheet::default();
        sheet.type_in((1, 0), "3,4");
        sheet.clear((1, 0));
        assert_eq!(sheet.text((1, 0)), "");
        sheet.undo();
        assert_eq!(sheet.text((1, 0)), "3,4");
        let changed = sheet.fill((1, 0), "4,1\t3,6\n3,9\t3,8\n");
        assert_eq!(changed.len(), 4);
        assert!(sheet.redo().is_empty());
        assert_eq!(sheet.undo(), changed);
        assert_eq!((sheet.text((1, 0)), sheet.text((2, 1))), ("3,4", ""));
    }

    #[test]
    fn a_block_beyond_the_edge_is_cut() {
        let mut sheet = Sheet::default();
        let last = (sheet.rows().len() - 1, COLUMNS - 1);
        assert_eq!(sheet.fill(last, "1\t2\n3\t4"), [last]);
    }

    #[test]
    fn moves_stay_in_the_sheet() {
        let sheet = Sheet::default();
        assert_eq!(sheet.go((0, 0), Move::Up), None);
        assert_eq!(sheet.go((0, COLUMNS - 1), Move::Right), None);
        assert_eq!(sheet.go((4, 3), Move::RowStart), Some((4, 0)));
        let end = sheet.go((4, 3), Move::SheetEnd);
        assert_eq!(end.and_then(|end| sheet.go(end, Move::Down)), None);
        assert_eq!(end.and_then(|end| sheet.go(end, Move::SheetStart)), Some((0, 0)));
    }

    #[test]
    fn what_is_typed_reads_back() {
        let mut sheet = Sheet::default();
        let row_of = |wanted: &str| sheet.rows().iter().position(|row| row.code() == wanted).unwrap();
        let (area, item) = (row_of("B"), row_of("A1"));
        sheet.type_in((area, 1), "3,4");
        sheet.type_in((item, TRAINERS), "4,2");
        sheet.type_in((item, TRAINERS + Group::ALL.len()), "7");
        let choices = Choices::default();
        let read = reading::open(sheet.table().as_bytes(), &choices).read(&choices, &mut |_| true).unwrap();
        let scores: Vec<String> = read
            .scores()
            .map(|s| format!("{} {} {} {:?}", s.group.unwrap().word(), s.subject, s.score.mean, s.score.n))
            .collect();
        assert_eq!(scores, ["trainers A1 4.2 Some(7)", "teachers B 3.4 None"], "{:?}", read.doubts);
    }
}
