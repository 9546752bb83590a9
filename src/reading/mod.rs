//! Bytes of a file → scores, with every doubt noted.
//!
//! `bytes → Decoded → Table → Block (layout) → Gathered → Reading`. Each step is a pure
//! function; each says how sure it is; [`Choices`] holds what a person corrected, and
//! reading again with it starts from the step that it concerns. No public
//! specification of SELFIE data files exists: people retype means, or save what their
//! platform gives them. So reading is tolerant, shows what it understood, and asks
//! where a file cannot tell. It never writes to a workspace.

mod bytes;
mod choices;
mod codes;
mod doubt;
mod gather;
mod layout;
mod numbers;
pub mod preview;
mod table;
mod titles;
mod words;
mod workbook;

pub use bytes::{Certainty, Encoding, Kind};
pub use choices::{CellChoice, Choices, ColumnChoice, HeaderChoice, RowChoice, RowMeaning, ShapeChoice, Shares};
pub use doubt::{Doubt, Doubts, Place, Reason};
pub use gather::Progress;
pub use layout::{About, Column, Measure, Shape};
pub use numbers::DecimalMark;
pub use table::Delimiter;
pub use words::fold;

use crate::selfie::{Area, Edition, Group, Level, Subject};
use crate::survey::{Participation, Score, Scores};
use gather::{Gathered, Rules};
use layout::Block;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use table::Table;

/// A guess and how sure it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guess<T> {
    pub value: T,
    pub certainty: Certainty,
}

/// A file's bytes, unfolded as far as corrections of the layout can build on.
pub struct Opened {
    tables: Vec<Table>,
    encoding: Option<Guess<Encoding>>,
    delimiter: Option<Guess<Delimiter>>,
    doubts: Doubts,
    /// In bytes.
    pub size: u64,
}

/// What was read from a file.
pub struct Reading {
    pub encoding: Option<Guess<Encoding>>,
    pub delimiter: Option<Guess<Delimiter>>,
    pub decimal: Guess<Option<DecimalMark>>,
    pub edition: Guess<Edition>,
    pub blocks: Vec<Block>,
    pub doubts: Doubts,
    /// What was no data but belongs to the source, with its row.
    pub notes: Vec<(u32, String)>,
    pub passed_rows: Vec<(usize, u32)>,
    gathered: Gathered,
}

/// One score as the file gives it; `None` where the file does not say.
pub struct ReadScore<'a> {
    pub school: Option<&'a str>,
    pub level: Option<Level>,
    pub round: Option<&'a str>,
    pub group: Option<Group>,
    pub subject: &'a Subject,
    pub score: &'a Score,
}

/// All that a file holds of one school, level and round.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ReadResult {
    pub school: Option<String>,
    pub level: Option<Level>,
    pub round: Option<String>,
    #[serde(with = "crate::survey::compact")]
    pub scores: BTreeMap<Group, Scores>,
    /// Scores whose group the file does not tell.
    #[serde(with = "crate::survey::compact::one")]
    pub ungrouped: Scores,
    pub participation: BTreeMap<Group, Participation>,
}

/// Tells one file's content from another's: its SHA-256, in hexadecimal.
pub fn fingerprint(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}

/// Decodes and splits a file. What is no table gives no tables and a doubt that says
/// what it looks like.
pub fn open(bytes: &[u8], choices: &Choices) -> Opened {
    let mut opened = Opened {
        tables: Vec::new(),
        encoding: None,
        delimiter: None,
        doubts: Doubts::default(),
        size: bytes.len() as u64,
    };
    match bytes::kind(bytes) {
        Kind::Workbook => match workbook::sheets(bytes) {
            Ok(sheets) => {
                opened.tables = sheets.tables;
                for name in sheets.hidden {
                    opened.doubts.add(Place::default(), &name, Reason::HiddenSheet);
                }
            }
            Err(workbook::Unreadable::Damaged) => opened.doubts.whole_file(Reason::DamagedWorkbook),
            Err(workbook::Unreadable::TooLarge) => opened.doubts.whole_file(Reason::TooLarge),
        },
        Kind::Text => open_text(bytes, choices, &mut opened),
        Kind::Empty => opened.doubts.whole_file(Reason::NoScores),
        looks_like => opened.doubts.whole_file(Reason::NotATable { looks_like }),
    }
    opened
}

fn open_text(bytes: &[u8], choices: &Choices, opened: &mut Opened) {
    let decoded = bytes::decode(bytes, choices.encoding);
    opened.encoding = Some(Guess { value: decoded.encoding, certainty: decoded.certainty });
    match table::split(&decoded.text, choices.delimiter) {
        Ok(split) => {
            opened.delimiter = Some(Guess { value: split.delimiter, certainty: split.certainty });
            if decoded.broken > 0 {
                tell_broken(&split.table, &decoded, &mut opened.doubts);
            }
            opened.tables.push(split.table);
        }
        Err(table::TooWide) => opened.doubts.whole_file(Reason::TooLarge),
    }
}

/// Names the cells with characters that do not fit the encoding, if they are few; else the
/// encoding is likely to be another.
fn tell_broken(table: &Table, decoded: &bytes::Decoded<'_>, doubts: &mut Doubts) {
    const FEW: usize = 20;
    let is_broken = |cell: &str| cell.contains(char::REPLACEMENT_CHARACTER);
    let cells =
        (0..table.len()).flat_map(|row| table.cells(row).enumerate().map(move |(column, cell)| (row, column, cell)));
    let cells: Vec<_> = cells.filter(|(_, _, cell)| is_broken(cell)).take(FEW + 1).collect();
    if decoded.certainty == Certainty::Chosen || cells.is_empty() || cells.len() > FEW {
        doubts.whole_file(Reason::BrokenCharacters { count: decoded.broken });
        return;
    }
    for (row, column, cell) in cells {
        let place = Place { row: table.number(row), column: column + 1, ..Place::default() };
        doubts.add(place, cell, Reason::BrokenCharacter);
    }
}

impl Opened {
    /// Lays out and gathers. `None` if `progress` said stop.
    pub fn read(&self, choices: &Choices, progress: Progress<'_>) -> Option<Reading> {
        let mut edition = Guess { value: choices.edition.unwrap_or_default(), certainty: Certainty::Likely };
        let mut blocks = self.blocks(edition.value, choices);
        match choices.edition {
            Some(_) => edition.certainty = Certainty::Chosen,
            None => {
                if let Some(told) = edition_told(&self.tables, &blocks) {
                    edition = Guess { value: told, certainty: Certainty::Sure };
                    if told != Edition::default() {
                        blocks = self.blocks(told, choices);
                    }
                }
            }
        }
        let totals = name_sheets(&self.tables, &mut blocks);
        titles::name_blocks(&self.tables, &mut blocks, edition.value);
        let (mark, certainty, commas, points, decimals) = gather::decimal_mark(&self.tables, &blocks, choices);
        let tidy = blocks.iter().all(|b| b.shape == Shape::Tidy) && self.delimiter.is_some();
        let rules = Rules { edition: edition.value, mark, choices, decimals: (!tidy).then_some(decimals) };
        let mut gathered = gather::gather(&self.tables, &blocks, rules, progress).ok()?;
        let mut doubts = self.doubts.clone();
        for sheet in totals {
            doubts.add(Place::default(), &sheet, Reason::TotalSheet);
        }
        if mark.is_none() {
            doubts.whole_file(Reason::MixedMarks { commas, points });
        }
        if gathered.found.iter().any(|f| f.key.group.is_none() && !f.disputed) {
            doubts.whole_file(Reason::NoGroup);
        }
        doubts.more += gathered.doubts.more;
        doubts.listed.append(&mut gathered.doubts.listed);
        gathered.found.retain(|f| !f.disputed);
        let told = doubts.listed.iter().any(|d| {
            matches!(d.reason, Reason::NotATable { .. } | Reason::DamagedWorkbook | Reason::TooLarge | Reason::NoScores)
        });
        if gathered.found.is_empty() && gathered.participation.is_empty() && !told {
            let prose = self.encoding.is_some()
                && blocks.is_empty()
                && !self.tables.iter().any(|t| {
                    (0..t.len()).any(|row| {
                        t.width(row) > 1
                            && t.filled(row) > 1
                            && t.cells(row).any(|c| matches!(numbers::cell(c), numbers::Cell::Number(_)))
                    })
                });
            let reason = if prose && self.tables.iter().all(|t| (0..t.len()).all(|row| t.width(row) <= 2)) {
                Reason::NotATable { looks_like: Kind::Text }
            } else {
                Reason::NoScores
            };
            doubts.whole_file(reason);
        }
        Some(Reading {
            encoding: self.encoding,
            delimiter: self.delimiter,
            decimal: Guess { value: mark, certainty },
            edition,
            blocks,
            doubts,
            notes: std::mem::take(&mut gathered.notes),
            passed_rows: std::mem::take(&mut gathered.passed_rows),
            gathered,
        })
    }

    pub fn tables(&self) -> &[Table] {
        &self.tables
    }

    fn blocks(&self, edition: Edition, choices: &Choices) -> Vec<Block> {
        let mut blocks = Vec::new();
        for (index, table) in self.tables.iter().enumerate() {
            let more = layout::blocks(table, index, blocks.len(), edition, choices);
            blocks.extend(more);
        }
        blocks
    }
}

/// The edition that area letters and names speak for together.
fn edition_told(tables: &[Table], blocks: &[Block]) -> Option<Edition> {
    let (mut old, mut new) = (0, 0);
    for block in blocks {
        if let Some(column) = block.headings.iter().position(|heading| heading == layout::EDITION) {
            let says =
                |year: &str| block.body.clone().filter(|row| tables[block.table].cell(*row, column) == year).count();
            let (is_old, is_new) = (says(Edition::Of2018.word()), says(Edition::From2020.word()));
            old += is_old;
            new += is_new;
            if is_old + is_new > 0 {
                continue;
            }
        }
        let rows = || block.header.clone().chain(block.body.clone().take(300));
        // Between items, such a name may head a question of the school's own.
        let has_items = rows().any(|row| layout::names_item(&tables[block.table], row));
        for row in rows() {
            let cells: Vec<&str> = tables[block.table].cells(row).take(12).collect();
            let named = cells.iter().filter_map(|cell| codes::named(cell, Edition::From2020)).filter_map(|n| n.edition);
            // A letter in one cell and the area's name in the next.
            let pair = cells.windows(2).filter_map(|two| match codes::named(two[0], Edition::From2020)?.subject {
                Subject::Area(letter) if two[0].chars().count() <= 2 => words::edition_of(letter, &fold(two[1])),
                _ => None,
            });
            let bare = cells.iter().filter(|_| !has_items).filter_map(|cell| words::edition_named(&fold(cell)));
            for told in named.chain(pair).chain(bare) {
                match told {
                    Edition::Of2018 => old += 1,
                    Edition::From2020 => new += 1,
                }
            }
        }
    }
    match (old, new) {
        (0, 0) => None,
        _ if old > new => Some(Edition::Of2018),
        _ => Some(Edition::From2020),
    }
}

/// Several sheets of one layout differ in what their names say: a round, a level, or a
/// school. Totals beside such sheets are no scores of their own: their blocks are taken
/// out, and their names told.
fn name_sheets(tables: &[Table], blocks: &mut [Block]) -> Vec<String> {
    let with_scores: Vec<usize> = (0..blocks.len())
        .filter(|&b| tables[blocks[b].table].sheet.is_some() && blocks[b].columns.iter().any(|c| c.measure().is_some()))
        .collect();
    let sheets: BTreeSet<usize> = with_scores.iter().map(|&b| blocks[b].table).collect();
    if sheets.len() < 2 {
        return Vec::new();
    }
    let of_areas = sheets_of_areas(tables, blocks, &with_scores);
    let mut totals = Vec::new();
    let mut named = false;
    for number in with_scores {
        let Some(sheet) = &tables[blocks[number].table].sheet else { continue };
        if words::is_total(sheet) && !blocks[number].is_chosen() {
            totals.push(blocks[number].table);
            continue;
        }
        let mut about = sheet_told(sheet);
        about.school = about.school.filter(|_| !of_areas.contains(&blocks[number].table));
        named |= about != About::default();
        titles::tell(&mut blocks[number], about);
    }
    totals.dedup();
    totals.retain(|_| named);
    blocks.iter_mut().filter(|block| totals.contains(&block.table)).for_each(Block::leave_out);
    totals.into_iter().filter_map(|table| tables[table].sheet.clone()).collect()
}

/// The tables of one area each, which no other sheet has, if a name says so of one of them:
/// their names are areas, however they are written.
fn sheets_of_areas(tables: &[Table], blocks: &[Block], with_scores: &[usize]) -> Vec<usize> {
    let mut found: BTreeMap<usize, BTreeSet<Area>> = BTreeMap::new();
    for &number in with_scores {
        found.entry(blocks[number].table).or_default().extend(areas(tables, &blocks[number]));
    }
    let alone: BTreeMap<usize, Area> = found
        .into_iter()
        .filter_map(|(table, areas)| Some((table, areas.first().copied().filter(|_| areas.len() == 1)?)))
        .collect();
    let distinct = alone.values().collect::<BTreeSet<_>>().len() == alone.len();
    let named = alone.iter().any(|(table, area)| {
        let name = tables[*table].sheet.as_deref().unwrap_or_default();
        codes::named(name, Edition::From2020).and_then(|named| named.subject.area()) == Some(*area)
    });
    if distinct && named { alone.into_keys().collect() } else { Vec::new() }
}

/// The areas of the items that the first rows of a block name.
fn areas(tables: &[Table], block: &Block) -> BTreeSet<Area> {
    let Some(code) = block.columns.iter().position(|column| *column == Column::Code) else { return BTreeSet::new() };
    let rows = block.body.clone().take(200);
    let named = rows.filter_map(|row| codes::named(tables[block.table].cell(row, code), Edition::From2020));
    named.filter_map(|named| named.subject.area()).collect()
}

/// What a sheet's name says of all that is in it. A name that the program gave, an area or
/// an item is no school.
fn sheet_told(sheet: &str) -> About {
    let said = words::said(sheet);
    if words::is_round(sheet) {
        About { round: Some(sheet.to_owned()), ..About::default() }
    } else if said.level.is_some() && said.rest.is_empty() {
        About { level: said.level, ..About::default() }
    } else if said.groups.is_empty()
        && said.terms.is_empty()
        && !words::is_sheet_by_default(sheet)
        && codes::named(sheet, Edition::From2020).is_none()
        && words::area_named(&fold(sheet), Edition::Of2018).is_none()
    {
        About { school: Some(sheet.to_owned()), ..About::default() }
    } else {
        About::default()
    }
}

impl Reading {
    /// Every score, in the order of the file.
    pub fn scores(&self) -> impl Iterator<Item = ReadScore<'_>> {
        let gathered = &self.gathered;
        gathered.found.iter().map(move |found| ReadScore {
            school: gathered.schools.all[found.key.school as usize].as_deref(),
            level: found.key.level,
            round: gathered.rounds.all[found.key.round as usize].as_deref(),
            group: found.key.group,
            subject: &gathered.subjects.all[found.key.subject as usize],
            score: &found.score,
        })
    }

    pub fn count(&self) -> usize {
        self.gathered.found.len()
    }

    /// Is there anything to take: scores or participation?
    pub fn is_empty(&self) -> bool {
        self.gathered.found.is_empty() && self.gathered.participation.is_empty()
    }

    pub fn has_participation(&self) -> bool {
        !self.gathered.participation.is_empty()
    }

    /// What was read, put together by school, level and round.
    pub fn results(&self) -> Vec<ReadResult> {
        let gathered = &self.gathered;
        let mut results: BTreeMap<(u32, Option<Level>, u32), ReadResult> = BTreeMap::new();
        let start = |school: u32, level: Option<Level>, round: u32| ReadResult {
            school: gathered.schools.all[school as usize].clone(),
            level,
            round: gathered.rounds.all[round as usize].clone(),
            ..ReadResult::default()
        };
        for found in &gathered.found {
            let key = found.key;
            let result = results
                .entry((key.school, key.level, key.round))
                .or_insert_with(|| start(key.school, key.level, key.round));
            let scores = match key.group {
                Some(group) => result.scores.entry(group).or_default(),
                None => &mut result.ungrouped,
            };
            scores.insert(gathered.subjects.all[key.subject as usize].clone(), found.score.clone());
        }
        for (&(school, level, round, group), participation) in &gathered.participation {
            let result = results.entry((school, level, round)).or_insert_with(|| start(school, level, round));
            result.participation.insert(group, *participation);
        }
        results.into_values().collect()
    }
}
