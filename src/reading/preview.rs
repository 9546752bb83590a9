//! What the screen shows of a reading: the guesses, the table as it was understood,
//! and the doubts. Small, however large the file is.

use super::choices::HeaderChoice;
use super::gather::Found;
use super::layout::{Block, Column};
use super::table::Table;
use super::{Certainty, DecimalMark, Delimiter, Doubts, Encoding, Guess, Opened, Reading, Shape};
use crate::selfie::{Edition, Group, Level};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// How many rows of each block are shown.
pub const ROWS_SHOWN: usize = 120;
/// How many rows above and below the header may belong to it.
const HEADER_NEAR: usize = 3;
/// How many letters tell a row from its neighbours.
const BEGINNING: usize = 40;
/// How many results are listed.
const RESULTS_SHOWN: usize = 400;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Preview {
    pub size: u64,
    pub scores: usize,
    pub encoding: Option<Guess<Encoding>>,
    pub delimiter: Option<Guess<Delimiter>>,
    pub decimal: Guess<Option<DecimalMark>>,
    pub edition: Guess<Edition>,
    pub blocks: Vec<BlockPreview>,
    pub results: Vec<ResultPreview>,
    /// How many results there are, listed or not.
    pub result_count: usize,
    /// Scores whose group the file does not tell.
    pub ungrouped: bool,
    pub doubts: Doubts,
    pub notes: Vec<(u32, String)>,
    /// What title lines and sheets say of school, level and round: offered, not taken.
    pub hints: Hints,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Hints {
    pub level: Option<Level>,
    pub round: Option<String>,
}

/// A piece of the file's table with one header.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BlockPreview {
    pub sheet: Option<String>,
    pub shape: Shape,
    /// Which rows are read as its header.
    pub header: HeaderChoice,
    /// Rows that may be its header, by their numbers in the file, with how they begin.
    pub header_rows: Vec<(u32, String)>,
    pub columns: Vec<ColumnPreview>,
    pub rows: Vec<RowPreview>,
    /// How many rows there are, shown or not.
    pub row_count: usize,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ColumnPreview {
    pub heading: String,
    pub meaning: Column,
    pub certainty: Certainty,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RowPreview {
    /// In the file, from 1.
    pub number: u32,
    pub cells: Vec<String>,
    /// A total, a section or a note: no values are taken from it.
    pub passed: bool,
}

/// What the file holds of one school, level and round.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ResultPreview {
    pub school: Option<String>,
    pub level: Option<Level>,
    pub round: Option<String>,
    pub scores: usize,
    pub groups: BTreeSet<Group>,
    pub participation: bool,
}

impl Preview {
    pub fn of(opened: &Opened, reading: &Reading) -> Preview {
        let results = reading.outline();
        let hints = reading.blocks.iter().map(|b| &b.context).fold(Hints::default(), |hints, about| Hints {
            level: hints.level.or(about.level),
            round: hints.round.or_else(|| about.round.clone()),
        });
        Preview {
            size: opened.size,
            scores: reading.count(),
            encoding: reading.encoding,
            delimiter: reading.delimiter,
            decimal: reading.decimal,
            edition: reading.edition,
            blocks: (0..reading.blocks.len()).map(|number| block(opened, reading, number)).collect(),
            result_count: results.len(),
            ungrouped: reading.gathered.found.iter().any(|found| found.key.group.is_none()),
            results: results.into_iter().take(RESULTS_SHOWN).collect(),
            doubts: reading.doubts.clone(),
            notes: reading.notes.clone(),
            hints,
        }
    }
}

impl Reading {
    /// What the file holds of each school, level and round.
    fn outline(&self) -> Vec<ResultPreview> {
        let gathered = &self.gathered;
        let mut results: BTreeMap<(u32, Option<Level>, u32), ResultPreview> = BTreeMap::new();
        let mut result_of =
            |school: u32, level: Option<Level>, round: u32, count: &mut dyn FnMut(&mut ResultPreview)| {
                count(results.entry((school, level, round)).or_insert_with(|| ResultPreview {
                    school: gathered.schools.all[school as usize].clone(),
                    level,
                    round: gathered.rounds.all[round as usize].clone(),
                    scores: 0,
                    groups: BTreeSet::new(),
                    participation: false,
                }));
            };
        let same =
            |a: &Found, b: &Found| (a.key.school, a.key.level, a.key.round) == (b.key.school, b.key.level, b.key.round);
        for run in gathered.found.chunk_by(same) {
            let key = run[0].key;
            result_of(key.school, key.level, key.round, &mut |result| {
                result.scores += run.len();
                result.groups.extend(run.iter().filter_map(|found| found.key.group));
            });
        }
        for &(school, level, round, group) in gathered.participation.keys() {
            result_of(school, level, round, &mut |result| {
                result.participation = true;
                result.groups.insert(group);
            });
        }
        results.into_values().collect()
    }
}

fn header(table: &Table, block: &Block, number: usize) -> HeaderChoice {
    let first = block.header.start.min(table.len().saturating_sub(1));
    HeaderChoice { block: number, first: table.number(first), rows: block.header.len() }
}

/// The rows around the header.
fn header_rows(table: &Table, block: &Block) -> Vec<(u32, String)> {
    let from = block.titles.start.max(block.header.start.saturating_sub(HEADER_NEAR));
    (from..(block.header.end + HEADER_NEAR).min(block.body.end))
        .map(|row| (table.number(row), beginning(table, row)))
        .collect()
}

fn beginning(table: &Table, row: usize) -> String {
    let cells: Vec<&str> = table.cells(row).filter(|cell| !cell.is_empty()).take(4).collect();
    cells.join(" · ").chars().take(BEGINNING).collect()
}

fn block(opened: &Opened, reading: &Reading, number: usize) -> BlockPreview {
    let block = &reading.blocks[number];
    let table = &opened.tables()[block.table];
    let passed: BTreeSet<u32> =
        reading.passed_rows.iter().filter(|(block, _)| *block == number).map(|(_, row)| *row).collect();
    let columns = block.columns.iter().zip(&block.headings).zip(&block.certainty);
    BlockPreview {
        sheet: table.sheet.clone(),
        shape: block.shape,
        header: header(table, block, number),
        header_rows: header_rows(table, block),
        columns: columns
            .map(|((meaning, heading), certainty)| ColumnPreview {
                heading: heading.clone(),
                meaning: meaning.clone(),
                certainty: *certainty,
            })
            .collect(),
        rows: block
            .body
            .clone()
            .take(ROWS_SHOWN)
            .map(|row| RowPreview {
                number: table.number(row),
                cells: (0..block.columns.len()).map(|c| table.cell(row, c).chars().take(120).collect()).collect(),
                passed: passed.contains(&table.number(row)),
            })
            .collect(),
        row_count: block.body.len(),
    }
}
