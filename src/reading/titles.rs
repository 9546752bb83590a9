//! What the lines above a table say of all that is in it.

use super::codes;
use super::layout::{self, About, Block, Column, round_in};
use super::numbers::{self, Cell};
use super::table::Table;
use super::words::{self, Term};
use crate::selfie::Edition;
use std::collections::BTreeSet;

/// The longest title that may be a school's name.
const LONGEST_NAME: usize = 80;

/// Takes what is labelled above a table (`School: Oak`), and the titles that tell apart
/// tables of the same items which stand above each other.
pub fn name_blocks(tables: &[Table], blocks: &mut [Block], edition: Edition) {
    let titles: Vec<Title> = (0..blocks.len()).map(|number| Title::of(tables, blocks, number, edition)).collect();
    let repeated: Vec<bool> = (0..blocks.len())
        .map(|number| {
            (0..blocks.len()).any(|other| {
                other != number
                    && blocks[other].table == blocks[number].table
                    && titles[other].bare != titles[number].bare
                    && first_keys(tables, &blocks[other]) == first_keys(tables, &blocks[number])
            })
        })
        .collect();
    for ((number, title), repeated) in titles.into_iter().enumerate().zip(repeated) {
        let mut about = title.labelled;
        if let Some(bare) = title.bare.filter(|_| repeated) {
            about.school = about.school.or(bare.school);
            about.level = about.level.or(bare.level);
            about.round = about.round.or(bare.round);
        }
        tell(&mut blocks[number], about);
    }
}

/// Lets the values of a block be about what a title says, where its own columns say
/// nothing else.
pub fn tell(block: &mut Block, mut about: About) {
    let has = |key: Column| block.columns.contains(&key);
    about.school = about.school.filter(|_| !has(Column::School));
    about.level = about.level.filter(|_| !has(Column::Level));
    about.round = about.round.filter(|_| !has(Column::Round));
    for column in &mut block.columns {
        if let Column::Value { about: told, .. } = column {
            told.school = told.school.take().or(about.school.clone());
            told.level = told.level.or(about.level);
            told.round = told.round.take().or(about.round.clone());
        }
    }
}

/// What the lines above one block say.
#[derive(Clone, Debug, Default)]
struct Title {
    labelled: About,
    /// The last line without a label: a school, a level or a round.
    bare: Option<About>,
}

impl Title {
    fn of(tables: &[Table], blocks: &[Block], number: usize, edition: Edition) -> Title {
        let block = &blocks[number];
        let table = &tables[block.table];
        // A block goes on to the next header: its last lines are the next one's titles.
        let before = number.checked_sub(1).map(|b| &blocks[b]).filter(|b| b.table == block.table);
        let tail = before.map_or(0..0, |before| {
            let is_title = |row: &usize| table.filled(*row) <= 2 && !holds_number(table, *row);
            let from = before.body.clone().rev().take_while(is_title).last();
            from.map_or(0..0, |from| from..before.body.end)
        });
        let mut title = Title::default();
        for row in tail.chain(block.titles.clone()) {
            match layout::labelled(table, row, edition).or_else(|| labelled(table, row)) {
                Some((Term::School, name)) => title.labelled.school = Some(name.to_owned()),
                Some((Term::Level, name)) => title.labelled.level = words::said(name).level,
                Some((Term::Round, name)) => title.labelled.round = Some(name.to_owned()),
                Some(_) => {}
                None if table.filled(row) == 1 => title.bare = bare(table, row, edition).or(title.bare),
                None => {}
            }
        }
        title
    }
}

/// What a row inside a table says of the rows below it.
pub enum Section {
    /// It has a label, or names a level or a round.
    Sure(About),
    /// It may be a school's name.
    Name(String),
}

/// What a row without values heads, if it is no group, item, area or footnote.
pub fn section(table: &Table, row: usize, edition: Edition) -> Option<Section> {
    if let Some((term, name)) = labelled(table, row) {
        let about = match term {
            Term::School => About { school: Some(name.to_owned()), ..About::default() },
            Term::Level => About { level: Some(words::said(name).level?), ..About::default() },
            Term::Round => About { round: Some(name.to_owned()), ..About::default() },
            _ => return None,
        };
        return Some(Section::Sure(about));
    }
    let text = table.cells(row).find(|cell| !cell.is_empty()).filter(|_| table.filled(row) == 1)?;
    let about = bare(table, row, edition)?;
    let Some(name) = about.school else { return Some(Section::Sure(about)) };
    let is_name = text.chars().next().is_some_and(char::is_alphanumeric)
        && !text.ends_with(['.', '!', '?', ':', ';'])
        && !text.contains([':', '='])
        && text.split_whitespace().count() <= 7
        && !words::is_total(text)
        && !words::is_missing(text);
    is_name.then_some(Section::Name(name))
}

fn holds_number(table: &Table, row: usize) -> bool {
    table.cells(row).any(|cell| matches!(numbers::cell(cell), Cell::Number(_)) && !words::is_round(cell))
}

/// `School: Oak`, in one cell or two.
fn labelled(table: &Table, row: usize) -> Option<(Term, &str)> {
    let mut cells = table.cells(row).filter(|cell| !cell.is_empty());
    let (first, second) = (cells.next()?, cells.next());
    let (label, name) = match (first.split_once(':')?, second) {
        ((label, ""), Some(name)) if cells.next().is_none() => (label, name),
        ((label, name), None) => (label, name.trim()),
        _ => return None,
    };
    let term = words::term(&words::fold(label))?;
    (!name.is_empty()).then_some((term, name))
}

/// What a line without a label may name.
fn bare(table: &Table, row: usize, edition: Edition) -> Option<About> {
    let text = table.cells(row).find(|cell| !cell.is_empty())?;
    let said = words::said(text);
    if codes::named(text, edition).is_some() || words::area_named(&words::fold(text), edition).is_some() {
        return None;
    }
    if let Some(round) = round_in(text) {
        let rest = text.replacen(&round, "", 1);
        return words::name_in(&rest, false).0.is_none().then(|| About { round: Some(round), ..About::default() });
    }
    if !said.groups.is_empty() || said.terms.iter().any(|term| *term != Term::School) {
        return None;
    }
    match words::name_in(text, true) {
        (Some(_), _) if text.chars().count() <= LONGEST_NAME => {
            Some(About { school: Some(text.to_owned()), ..About::default() })
        }
        (None, Some(level)) => Some(About { level: Some(level), ..About::default() }),
        _ => None,
    }
}

/// What the first rows are about: the same in two tables of the same items.
fn first_keys<'a>(tables: &'a [Table], block: &Block) -> BTreeSet<&'a str> {
    let Some(key) = block.columns.iter().position(|c| matches!(c, Column::Code | Column::Title)) else {
        return BTreeSet::new();
    };
    let table = &tables[block.table];
    let rows = block.body.clone().filter(|&row| holds_number(table, row)).take(2);
    rows.map(|row| table.cell(row, key)).filter(|cell| !cell.is_empty()).collect()
}
