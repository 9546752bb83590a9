//! Cells → scores, by the layout. Every value that is not taken leaves a doubt.

use super::bytes::Certainty;
use super::choices::{Choices, RowMeaning, Shares};
use super::doubt::{Doubts, Place, Reason};
use super::layout::{self, About, Block, Column, Measure, Shape};
use super::numbers::{self, Cell, DecimalMark, Spoilt};
use super::table::Table;
use super::titles::{self, Section};
use super::{codes, words};
use crate::selfie::{Catalogue, Edition, Group, ItemCode, Level, Subject};
use crate::survey::{Mean, Participation, Score, Spread};
use foldhash::{HashMap, HashMapExt as _, HashSet};
use std::collections::BTreeMap;

/// Called now and then with how much is done (0–1); `false` stops.
pub type Progress<'a> = &'a mut dyn FnMut(f32) -> bool;

/// For so many rows room is made before they are read.
const MOST_EXPECTED: usize = 1 << 20;

/// So many rows tell of which kind the values of a block are.
const SAMPLE: usize = 1_000;

/// No scale, and no number of people in a school, goes so far; a date of a spreadsheet does.
const NO_SCALE: f64 = 10_000.0;

/// A person stopped the reading.
#[derive(Debug)]
pub struct Stopped;

/// Whose value it is, in numbers of [`Names`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    /// 0 where the file does not say.
    pub school: u32,
    pub level: Option<Level>,
    pub round: u32,
    pub group: Option<Group>,
    pub subject: u32,
}

/// A score and where it stands.
#[derive(Clone, Debug)]
pub struct Found {
    pub key: Key,
    pub score: Score,
    pub row: u32,
    /// It stands twice with different values: neither is taken.
    pub disputed: bool,
}

/// Texts that repeat, once each.
#[derive(Clone, Debug)]
pub struct Names<T> {
    pub all: Vec<T>,
    numbers: HashMap<String, u32>,
}

impl<T> Default for Names<T> {
    fn default() -> Names<T> {
        Names { all: Vec::new(), numbers: HashMap::new() }
    }
}

impl<T> Names<T> {
    fn number(&mut self, text: &str, make: impl FnOnce() -> T) -> u32 {
        if let Some(&number) = self.numbers.get(text) {
            return number;
        }
        let number = self.all.len() as u32;
        self.all.push(make());
        self.numbers.insert(text.to_owned(), number);
        number
    }
}

/// Everything that the blocks hold.
#[derive(Clone, Debug, Default)]
pub struct Gathered {
    /// The first is "the file does not say".
    pub schools: Names<Option<String>>,
    pub rounds: Names<Option<String>>,
    pub subjects: Names<Subject>,
    pub found: Vec<Found>,
    places: Places,
    pub participation: BTreeMap<(u32, Option<Level>, u32, Group), Participation>,
    pub doubts: Doubts,
    /// Titles, footnotes, comments: no data, but part of the source.
    pub notes: Vec<(u32, String)>,
    /// Rows that are totals, notes or sections, by block and number.
    pub passed_rows: Vec<(usize, u32)>,
}

/// Which keys have a score, and where in [`Gathered::found`] it stands. Most files go
/// through each result in one order: as long as they do, nothing stands twice and
/// nothing needs to be looked up.
#[derive(Clone, Debug, Default)]
struct Places {
    /// The results so far.
    results: HashSet<(u32, Option<Level>, u32)>,
    last: Option<Key>,
    /// Whether the last result has gone item by item, or group by group.
    by_item: bool,
    by_group: bool,
    /// Of all keys, once the order is broken.
    all: Option<HashMap<Key, u32>>,
}

impl Places {
    /// Where the key's earlier score stands; if there is none, its score is the next.
    fn earlier(&mut self, key: Key, found: &[Found]) -> Option<u32> {
        use std::collections::hash_map::Entry;
        if self.all.is_none() && self.goes_on(key) {
            return None;
        }
        let number = |(place, found): (usize, &Found)| (found.key, place as u32);
        let all = self.all.get_or_insert_with(|| found.iter().enumerate().map(number).collect());
        match all.entry(key) {
            Entry::Occupied(taken) => Some(*taken.get()),
            Entry::Vacant(free) => {
                free.insert(found.len() as u32);
                None
            }
        }
    }

    fn goes_on(&mut self, key: Key) -> bool {
        let result = |key: Key| (key.school, key.level, key.round);
        match self.last.replace(key).filter(|last| result(*last) == result(key)) {
            Some(last) => {
                self.by_item &= (last.subject, last.group) < (key.subject, key.group);
                self.by_group &= (last.group, last.subject) < (key.group, key.subject);
                self.by_item || self.by_group
            }
            None => {
                (self.by_item, self.by_group) = (true, true);
                self.results.insert(result(key))
            }
        }
    }
}

/// What holds for the whole file.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'a> {
    pub edition: Edition,
    /// `None`: the file uses both; nothing with decimals is read.
    pub mark: Option<DecimalMark>,
    pub choices: &'a Choices,
    /// Give every whole number this many decimals (typed means); tidy files keep each
    /// value's own.
    pub decimals: Option<u8>,
}

pub fn gather(
    tables: &[Table],
    blocks: &[Block],
    rules: Rules<'_>,
    progress: Progress<'_>,
) -> Result<Gathered, Stopped> {
    let mut gathered = Gathered::default();
    gathered.schools.number("", || None);
    gathered.rounds.number("", || None);
    let total: usize = blocks.iter().map(|b| b.body.len()).sum::<usize>().max(1);
    let mut done = 0;
    for (number, block) in blocks.iter().enumerate() {
        let mut reader = BlockReader::new(&tables[block.table], block, number, rules, &mut gathered);
        reader.notes_above();
        reader.expect(block.body.len().min(MOST_EXPECTED));
        for row in block.body.clone() {
            reader.row(row);
            done += 1;
            if done % 4096 == 0 && !progress(done as f32 / total as f32) {
                return Err(Stopped);
            }
        }
        reader.finish();
    }
    gathered.places = Places::default();
    Ok(gathered)
}

struct BlockReader<'a> {
    table: &'a Table,
    block: &'a Block,
    number: usize,
    rules: Rules<'a>,
    out: &'a mut Gathered,
    /// What the last rows that head others say of those below.
    running: Running,
    /// The kinds of such rows in the order in which they came: what heads more comes first.
    kinds: Vec<Kind>,
    /// Do names that stand alone tell apart rows of the same keys? Known once it was asked.
    names_are_schools: Option<bool>,
    /// What a row of counts says, per column of values, and a row of who was invited.
    counted: Vec<Option<u32>>,
    invited: Vec<Option<u32>>,
    /// How many scores there were before this block's.
    first_found: usize,
    /// Key columns, in order.
    keys: Vec<(usize, &'a Column)>,
    values: Vec<(usize, Measure, &'a About)>,
    /// What the columns of the values say by themselves.
    told: Vec<Told>,
    /// Of each key column the last cell and what it meant, and all cells whose meaning is
    /// known: rows repeat their keys.
    known: Vec<(&'a str, KeyValue, HashMap<&'a str, KeyValue>)>,
    /// The column that says what the values of each row are, what its rows said so far of
    /// each score, and what keys of merged cells hold on.
    measures: Option<usize>,
    pieces: Vec<(Key, Pieces)>,
    /// What each key column of the row says.
    row_keys: Vec<KeyValue>,
    /// A key column of the row says nothing.
    row_blanks: bool,
    carried: Vec<Carried>,
    /// The last row that tells its respondent, and in which column.
    respondents: Option<(usize, usize)>,
    /// So many columns have a heading; `None` where cells beyond them say nothing of a shift.
    headed: Option<usize>,
    /// The columns of codes and titles, where both stand beside each other.
    titled: Option<(usize, usize)>,
    /// Some rows are shifted.
    shifted: bool,
    /// Its values are no means of the scale.
    refused: bool,
    /// Counts of 1–5 and of N/A.
    answers: HashMap<Key, ([u32; 5], u32)>,
    answers_in_order: Vec<Key>,
    percentages: bool,
    /// Rows wider than the header, full of whole numbers.
    broken_rows: usize,
    choosy: bool,
    /// Whether columns tell how many were invited or answered.
    tells_participation: bool,
    /// Whether columns hold the answers behind the means.
    tells_answers: bool,
}

/// What a column of values says of them, in numbers of [`Names`], and what stands beside.
#[derive(Clone, Copy, Debug)]
struct Told {
    school: Option<u32>,
    round: Option<u32>,
    subject: Option<u32>,
    /// The columns of the counts and the deviations that belong to these means.
    count: Option<usize>,
    deviation: Option<usize>,
    /// The count that the heading tells for all rows.
    n: Option<u32>,
}

/// What rows that hold one measure each say of a score together.
#[derive(Clone, Debug, Default)]
struct Pieces {
    row: usize,
    column: usize,
    mean: Option<Mean>,
    n: Option<u32>,
    deviation: Option<f64>,
    /// How many, and which share, gave each of 1–5 and N/A.
    counts: [Option<u32>; 6],
    shares: [Option<f64>; 6],
    /// A part of it was not understood or stands twice.
    spoilt: bool,
}

/// What the last filled cell of a key column said, which merged cells leave open below it.
#[derive(Clone, Copy, Debug, Default)]
struct Carried {
    /// Nothing, where the cell was not understood or its row was left out.
    value: Option<KeyValue>,
    /// A cell was filled since the keys to its left changed.
    told: bool,
    /// Two rows in turn have said the same: cells are not merged, and open ones are open.
    repeats: bool,
}

impl Carried {
    /// A cell is filled again, in a row whose keys to its left have `moved` or not. Whether
    /// it says the same as before.
    fn renew(&mut self, given: KeyValue, moved: bool) -> bool {
        let same = self.told && self.value == Some(given);
        self.repeats |= same && !moved && given != KeyValue::default();
        (self.value, self.told) = (Some(given), true);
        same
    }
}

/// What rows that stand above others, alone in their row, say of them.
#[derive(Clone, Copy, Debug, Default)]
struct Running {
    school: Option<u32>,
    level: Option<Level>,
    round: Option<u32>,
    group: Option<Group>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    School,
    Level,
    Round,
    Group,
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct KeyValue {
    school: Option<u32>,
    level: Option<Level>,
    round: Option<u32>,
    group: Option<Group>,
    subject: Option<u32>,
    total: bool,
}

impl<'a> BlockReader<'a> {
    fn new(
        table: &'a Table,
        block: &'a Block,
        number: usize,
        rules: Rules<'a>,
        out: &'a mut Gathered,
    ) -> BlockReader<'a> {
        let mut keys: Vec<(usize, &Column)> = Vec::new();
        let mut values = Vec::new();
        for (column, meaning) in block.columns.iter().enumerate() {
            match meaning {
                Column::Value { measure, about } => values.push((column, *measure, about)),
                Column::Code | Column::Title | Column::School | Column::Level | Column::Round | Column::Group => {
                    keys.push((column, meaning))
                }
                Column::Respondent | Column::Measure | Column::Unknown | Column::Ignored => {}
            }
        }
        let tells = |wanted: fn(&Measure) -> bool| values.iter().any(|(_, measure, _)| wanted(measure));
        let tells_participation = tells(|m| matches!(m, Measure::Invited | Measure::Answered));
        let tells_answers = tells(|m| matches!(m, Measure::Answers(_)));
        let told = (0..values.len()).map(|index| Told::of(&values, index, block, out)).collect();
        let choosy = !rules.choices.cells.is_empty() || !rules.choices.rows.is_empty();
        let mut reader = BlockReader {
            table,
            block,
            number,
            rules,
            running: Running { group: block.context.group, ..Running::default() },
            kinds: Vec::new(),
            names_are_schools: None,
            counted: vec![None; values.len()],
            invited: vec![None; values.len()],
            first_found: out.found.len(),
            known: vec![Default::default(); keys.len()],
            measures: block.columns.iter().position(|column| *column == Column::Measure),
            pieces: Vec::new(),
            row_keys: vec![KeyValue::default(); keys.len()],
            row_blanks: false,
            carried: vec![Carried::default(); keys.len()],
            respondents: None,
            headed: None,
            titled: key_column(&keys, Column::Code).zip(key_column(&keys, Column::Title)),
            shifted: false,
            refused: false,
            keys,
            values,
            told,
            answers: HashMap::new(),
            answers_in_order: Vec::new(),
            percentages: false,
            broken_rows: 0,
            choosy,
            tells_participation,
            tells_answers,
            out,
        };
        reader.percentages = block.shape == Shape::Distribution && reader.are_percentages();
        reader.respondents = reader.last_respondent();
        reader.headed = reader.headed_columns();
        reader.unknown_columns();
        reader.own_columns();
        reader.check_scale();
        reader
    }

    /// Makes room for the scores of so many rows.
    fn expect(&mut self, rows: usize) {
        if self.block.shape != Shape::Respondents {
            self.out.found.reserve(rows);
        }
    }

    fn place(&self, row: usize, column: usize) -> Place {
        Place {
            block: self.number,
            sheet: self.table.sheet.clone(),
            row: self.table.number(row),
            column: column + 1,
            heading: self.block.headings.get(column).cloned().unwrap_or_default(),
        }
    }

    fn row_place(&self, row: usize) -> Place {
        Place { column: 0, heading: String::new(), ..self.place(row, 0) }
    }

    fn doubt(&mut self, row: usize, column: usize, reason: Reason) {
        if self.out.doubts.count_only() {
            return;
        }
        let place = self.place(row, column);
        self.out.doubts.add(place, self.table.cell(row, column), reason);
    }

    fn notes_above(&mut self) {
        for row in self.block.titles.clone() {
            self.note(row);
        }
    }

    fn note(&mut self, row: usize) {
        if self.out.notes.len() < 200 {
            let text: Vec<&str> = self.table.cells(row).filter(|c| !c.is_empty()).collect();
            self.out.notes.push((self.table.number(row), text.join(" ").chars().take(300).collect()));
        }
    }

    fn unknown_columns(&mut self) {
        let header = self.block.header.end.saturating_sub(1).max(self.block.header.start);
        for column in 0..self.block.columns.len() {
            if self.block.columns[column] == Column::Unknown {
                let place = Place { column: column + 1, ..self.place(header, column) };
                let heading = self.block.headings[column].clone();
                self.out.doubts.add(place, &heading, Reason::UnknownColumn);
            }
        }
        for (column, reason) in &self.block.left_out {
            if self.block.certainty[*column] != Certainty::Chosen {
                let place = self.place(header, *column);
                self.out.doubts.add(place, &self.block.headings[*column], reason.clone());
            }
        }
    }

    /// Questions of the school's own that stand across.
    fn own_columns(&mut self) {
        let header = self.block.header.end.saturating_sub(1).max(self.block.header.start);
        for index in 0..self.values.len() {
            if let (column, _, About { subject: Some(Subject::Own(title)), .. }) = self.values[index] {
                let place = self.place(header, column);
                self.out.doubts.add(place, title, Reason::OwnQuestion);
            }
        }
    }

    /// Refuses the means of a block whose values are counts or of another scale: those that
    /// happen to lie between 1 and 5 would be read wrongly.
    fn check_scale(&mut self) {
        let chosen = self.block.certainty.contains(&Certainty::Chosen);
        let other = matches!(self.block.shape, Shape::Respondents | Shape::Distribution | Shape::Participation);
        if other || chosen || self.measures.is_some() {
            return;
        }
        if let Some(reason) = self.other_scale() {
            self.refused = true;
            let header = self.block.header.start;
            let place = self.row_place(header);
            self.out.doubts.add(place, "", reason);
        }
    }

    /// What else than means of the scale the values of items and areas seem to be.
    fn other_scale(&self) -> Option<Reason> {
        let means: Vec<usize> = self.values.iter().filter(|(_, m, _)| *m == Measure::Mean).map(|v| v.0).collect();
        let mut numbers: Vec<(usize, f64, bool)> = Vec::new();
        let named = |row: &usize| self.names_subject() || self.is_about_item(*row);
        let sound = |row: &usize| !self.is_broken(*row) && !self.is_shifted(*row) && !self.is_left_out(*row);
        for row in self.block.body.clone().take(SAMPLE).filter(named).filter(sound) {
            numbers.extend(means.iter().filter_map(|&column| match numbers::cell(self.text(row, column)?) {
                Cell::Number(n) if !n.percent && n.value > 0.0 && n.value < NO_SCALE => {
                    Some((column, n.value, n.value.fract() == 0.0))
                }
                _ => None,
            }));
        }
        let kept = numbers.iter().filter(|(_, value, _)| (1.0..=5.0).contains(value)).count();
        if kept == 0 {
            return None;
        }
        let above = |column: usize| {
            let mut own = numbers.iter().filter(|number| number.0 == column).peekable();
            own.peek().is_some() && own.all(|number| number.1 > 5.0)
        };
        if numbers.iter().all(|number| number.2) && means.iter().any(|&column| above(column)) {
            return Some(Reason::PerhapsCounts);
        }
        // Where others have decimals, 39 is rather 3.9 than of another scale.
        let broken = numbers.iter().any(|(_, value, whole)| !whole && *value <= 5.0);
        let slip = |value: f64, whole: bool| broken && whole && (10.0..=50.0).contains(&value);
        let strange = numbers.iter().filter(|(_, value, whole)| *value > 5.0 && !slip(*value, *whole)).count();
        let near = numbers.iter().filter(|(_, value, _)| *value > 5.0 && *value <= 10.0).count();
        let many = strange > 1 && strange * 2 >= numbers.len() || near > 1 && near * 4 >= numbers.len();
        many.then_some(Reason::OtherScale)
    }

    fn is_left_out(&self, row: usize) -> bool {
        self.choosy && self.rules.choices.row(self.number, self.table.number(row)) == Some(&RowMeaning::LeaveOut)
    }

    fn is_about_item(&self, row: usize) -> bool {
        self.keys.iter().any(|&(column, meaning)| {
            matches!(meaning, Column::Code | Column::Title)
                && codes::named(self.table.cell(row, column), self.rules.edition).is_some()
        })
    }

    fn last_respondent(&self) -> Option<(usize, usize)> {
        if self.block.shape != Shape::Respondents {
            return None;
        }
        let column = self.block.columns.iter().position(|column| *column == Column::Respondent)?;
        let last = self.block.body.clone().rev().find(|&row| !self.table.cell(row, column).is_empty())?;
        Some((last, column))
    }

    /// How many columns have a heading, where a number beyond them tells of a shifted row:
    /// not where most rows have one, nor in a workbook, whose cells stay where they are.
    fn headed_columns(&self) -> Option<usize> {
        let last = self.block.headings.iter().rposition(|heading| !heading.is_empty())?;
        if self.table.sheet.is_some() || self.block.header.is_empty() {
            return None;
        }
        let rows = self.block.body.clone().take(SAMPLE);
        let beyond = rows.clone().filter(|&row| self.has_number_beyond(row, last + 1)).count();
        (beyond * 2 <= rows.len()).then_some(last + 1)
    }

    fn has_number_beyond(&self, row: usize, width: usize) -> bool {
        (width..self.table.width(row)).any(|c| matches!(numbers::cell(self.table.cell(row, c)), Cell::Number(_)))
    }

    /// The cell's text, or what a person said that it is; `None` leaves it out.
    fn text(&self, row: usize, column: usize) -> Option<&'a str> {
        if self.choosy
            && let Some(said) = self.rules.choices.cell(self.number, self.table.number(row), column)
        {
            return said;
        }
        Some(self.table.cell(row, column))
    }

    fn row(&mut self, row: usize) {
        let chosen =
            if self.choosy { self.rules.choices.row(self.number, self.table.number(row)).cloned() } else { None };
        if chosen == Some(RowMeaning::LeaveOut) {
            self.out.passed_rows.push((self.number, self.table.number(row)));
            return;
        }
        if !self.is_valued(row) {
            self.hold(row);
            if !self.is_spoilt_row(row) {
                self.row_without_values(row);
            }
            return;
        }
        if self.table.is_torn(row) && !self.is_mended(row) {
            self.end_merged(row);
            return;
        }
        if chosen.is_none() && self.is_aside(row) {
            return;
        }
        self.row_blanks = false;
        for key in 0..self.keys.len() {
            let value = match self.key(row, key) {
                Ok(value) => value,
                Err(reason) => {
                    self.end_merged(row);
                    let column = self.keys[key].0;
                    // `Invited` in the first column of a table whose columns are groups.
                    let counts = reason == Reason::UnknownGroup
                        && self.block.shape != Shape::Respondents
                        && self.measures.is_none()
                        && self.names_none(row)
                        && self.is_count_row(row, self.table.cell(row, column));
                    if !counts {
                        self.doubt(row, column, reason);
                    }
                    return;
                }
            };
            if value.total && chosen.is_none() {
                self.end_merged(row);
                self.total(row);
                return;
            }
            self.row_keys[key] = value;
        }
        if self.is_shifted(row) {
            self.end_merged(row);
            self.shifted = true;
            let place = self.row_place(row);
            self.out.doubts.add(place, "", Reason::ShiftedRow);
            return;
        }
        let open = match self.block.shape {
            Shape::Respondents => None,
            _ if self.row_blanks => self.carry(row),
            _ => {
                self.renew();
                None
            }
        };
        let mut about = KeyValue::default();
        for value in &self.row_keys {
            about.school = about.school.or(value.school);
            about.level = about.level.or(value.level);
            about.round = about.round.or(value.round);
            about.group = about.group.or(value.group);
            about.subject = about.subject.or(value.subject);
        }
        if let Some(column) = self.block.item_numbers
            && let Err(reason) = self.numbered_item(row, column, &mut about)
        {
            self.doubt(row, column, reason);
            return;
        }
        if self.block.shape != Shape::Respondents
            && self.measures.is_none()
            && chosen.is_none()
            && let Some(title) = self.own_title(&about)
            && (self.is_count_row(row, &title) || self.is_statistic(row, &title) || self.is_label(row, &title))
        {
            return;
        }
        if let Some(RowMeaning::About(subject)) = &chosen {
            about.subject = Some(self.out.subjects.number(&subject.to_string(), || subject.clone()));
        }
        if self.is_broken(row) {
            self.broken_rows += 1;
            return;
        }
        if let Some(column) = open.filter(|_| chosen.is_none() && self.is_about_something(row, &about)) {
            self.doubt(row, column, Reason::OpenKey);
            return;
        }
        if let Some(column) = self.measures {
            self.piece(row, &about, column);
            return;
        }
        match self.block.shape {
            Shape::Distribution => self.distribution(row, &about),
            Shape::Respondents => self.respondent(row, &about),
            Shape::Participation => self.participation(row, &about),
            _ => self.scores(row, &about, chosen.is_some()),
        }
    }

    /// Doubts a cell that a spreadsheet program spoilt; whether it is one.
    fn is_spoilt(&mut self, row: usize, column: usize, text: &str) -> bool {
        let reason = if text.is_empty() { None } else { spoilt(text, self.rules.mark) };
        let spoilt = reason.is_some();
        if let Some(reason) = reason {
            self.doubt(row, column, reason);
        }
        spoilt
    }

    /// Doubts the cells of a row in which every value was spoilt; whether it is one.
    fn is_spoilt_row(&mut self, row: usize) -> bool {
        let mut spoilt = false;
        for index in 0..self.values.len() {
            let column = self.values[index].0;
            let text = self.text(row, column).unwrap_or_default();
            spoilt |= self.is_spoilt(row, column, text);
        }
        spoilt
    }

    /// Tells of a quotation mark that stands alone; whether the row's cells are still those
    /// under the headings.
    fn is_mended(&mut self, row: usize) -> bool {
        let whole = |row: &usize| !self.table.is_torn(*row);
        let width = self.block.header.clone().next_back().or_else(|| self.block.body.clone().find(whole));
        let mended = width.is_some_and(|other| self.table.width(other) == self.table.width(row));
        let reason = if mended { Reason::OpenQuote } else { Reason::TornRow };
        let place = self.row_place(row);
        let text = self.table.cells(row).find(|cell| cell.contains('"')).unwrap_or_default();
        self.out.doubts.add(place, text, reason);
        mended
    }

    fn is_valued(&self, row: usize) -> bool {
        self.values.iter().any(|&(column, measure, _)| {
            (!matches!(measure, Measure::Rate) || self.measures.is_some())
                && !matches!(numbers::cell(self.table.cell(row, column)), Cell::Missing)
        })
    }

    /// Is there a value that something is told of, or a count of people?
    fn is_about_something(&self, row: usize, about: &KeyValue) -> bool {
        let told = about.subject.is_some() || self.names_subject();
        told && self.is_scored(row) || self.block.shape == Shape::Participation || self.measures.is_some()
    }

    fn is_scored(&self, row: usize) -> bool {
        self.values.iter().any(|&(column, measure, _)| {
            matches!(measure, Measure::Mean | Measure::Answers(_))
                && !matches!(numbers::cell(self.table.cell(row, column)), Cell::Missing)
        })
    }

    fn is_blank(&self, row: usize, key: usize) -> bool {
        self.table.cell(row, self.keys[key].0).is_empty()
    }

    fn is_subject(&self, key: usize) -> bool {
        matches!(self.keys[key].1, Column::Code | Column::Title)
    }

    /// Cells merged downwards stand in their first row only: what is open below them holds on
    /// until it, or a key to its left, changes, in rows that go on with a key to its right.
    /// Gives the column of a key that is open although it cannot be known whether what stands
    /// above holds.
    fn carry(&mut self, row: usize) -> Option<usize> {
        let (mut open, mut moved, mut other_subject) = (None, false, false);
        let last = (0..self.keys.len()).rev().find(|&key| !self.is_blank(row, key)).unwrap_or(0);
        for key in 0..self.keys.len() {
            let (given, is_subject) = (self.row_keys[key], self.is_subject(key));
            let blank = self.is_blank(row, key) && (!is_subject || self.names_none(row));
            let mut held = self.carried[key];
            if !blank {
                let same = held.renew(given, moved || other_subject);
                moved |= !same && !is_subject;
                other_subject |= !same && is_subject;
                self.carried[key] = held;
                continue;
            }
            if !held.told {
                continue;
            }
            let goes_on = self.measures.is_some() || key < last;
            match held.value.filter(|_| !held.repeats && !moved && !other_subject && goes_on) {
                Some(value) if !is_subject || self.measures.is_some() || self.is_scored(row) => {
                    self.row_keys[key] = value;
                }
                Some(_) => {}
                // What is told of another school, such as its level, tells nothing of this one.
                None if moved && *self.keys[key].1 != Column::School => {
                    self.carried[key] = Carried { value: None, told: false, ..held };
                }
                None if is_subject || self.is_told_across(key) => {}
                None => open = open.or(Some(self.keys[key].0)),
            }
        }
        open
    }

    /// As [`carry`](Self::carry), where all keys are told.
    fn renew(&mut self) {
        let mut moved = false;
        for (held, given) in self.carried.iter_mut().zip(&self.row_keys) {
            moved |= !held.renew(*given, moved);
        }
    }

    /// Are the cells that tell the item all blank?
    fn names_none(&self, row: usize) -> bool {
        (0..self.keys.len()).all(|key| !self.is_subject(key) || self.is_blank(row, key))
    }

    /// Do the columns of values, or rows that stand above others, say what the key would?
    fn is_told_across(&self, key: usize) -> bool {
        let across = |told: fn(&About) -> bool| self.values.iter().any(|(_, _, about)| told(about));
        match self.keys[key].1 {
            Column::School => self.running.school.is_some() || across(|about| about.school.is_some()),
            Column::Level => self.running.level.is_some() || across(|about| about.level.is_some()),
            Column::Round => self.running.round.is_some() || across(|about| about.round.is_some()),
            Column::Group => self.running.group.is_some() || across(|about| about.group.is_some()),
            _ => true,
        }
    }

    /// A row has no values: whose it would be holds on below it, its item does not.
    fn hold(&mut self, row: usize) {
        if self.block.shape == Shape::Respondents {
            return;
        }
        for key in 0..self.keys.len() {
            let value = if self.is_subject(key) { None } else { self.key(row, key).ok() };
            self.row_keys[key] = value.filter(|value| !value.total).unwrap_or_default();
        }
        self.carry(row);
        for key in 0..self.keys.len() {
            let unknown = self.carried[key].value == Some(KeyValue::default());
            if !self.is_blank(row, key) && (self.is_subject(key) || unknown) {
                self.carried[key].value = None;
            }
        }
    }

    /// A row is left out: what it says does not hold for those below, nor what stood above it.
    fn end_merged(&mut self, row: usize) {
        for key in 0..self.keys.len() {
            if !self.is_blank(row, key) {
                (self.carried[key].value, self.carried[key].told) = (None, true);
            }
        }
    }

    /// Is the row of a respondents' file an average or a count of the others? It stands where
    /// the respondent is told, or tells none.
    fn is_aside(&mut self, row: usize) -> bool {
        if self.block.shape != Shape::Respondents {
            return false;
        }
        let column = self.respondents.map_or(0, |(_, column)| column);
        if self.block.columns.get(column).is_none_or(|meaning| meaning.measure().is_some()) {
            return false;
        }
        let cell = self.table.cell(row, column);
        let lacks_group = || {
            let group = self.block.columns.iter().position(|meaning| *meaning == Column::Group);
            group.is_none_or(|group| self.table.cell(row, group).is_empty())
        };
        if cell.is_empty() {
            let below = self.respondents.is_some_and(|(last, _)| row > last);
            if !below || !lacks_group() {
                return false;
            }
            let place = self.row_place(row);
            self.out.doubts.add(place, "", Reason::NoRespondent);
            return true;
        }
        // Most respondents have a number.
        if !cell.starts_with(char::is_alphabetic) || cell.len() > 60 || !lacks_group() {
            return false;
        }
        // A letter may be somebody's initial.
        let ends = row + 1 == self.block.body.end || cell.chars().count() > 1;
        if words::is_total(cell) || ends && (is_count(cell) || words::is_statistic(cell)) {
            self.total(row);
            return true;
        }
        false
    }

    fn has_key(&self, wanted: &Column) -> bool {
        self.keys.iter().any(|(_, meaning)| *meaning == wanted)
    }

    fn own_title(&self, about: &KeyValue) -> Option<String> {
        match &self.out.subjects.all[about.subject? as usize] {
            Subject::Own(title) => Some(title.clone()),
            _ => None,
        }
    }

    /// A row that says how many were invited or answered: it goes with the means of all rows.
    fn is_count_row(&mut self, row: usize, title: &str) -> bool {
        let said = words::said(title);
        let only = |wanted: fn(&words::Term) -> bool| {
            said.rest.is_empty() && said.groups.is_empty() && !said.terms.is_empty() && said.terms.iter().all(wanted)
        };
        let filled = || {
            let cells = self.values.iter().map(|(column, _, _)| self.table.cell(row, *column));
            cells.filter(|cell| !words::is_missing(cell))
        };
        // An item may be about these too, and has means.
        let on_scale =
            |cell: &str| matches!(numbers::cell(cell), Cell::Number(n) if !n.percent && (1.0..=5.0).contains(&n.value));
        let rate = only(|term| matches!(term, words::Term::Rate)) && !filled().all(on_scale);
        let invited = only(|term| matches!(term, words::Term::Invited | words::Term::Count))
            && said.terms.contains(&words::Term::Invited)
            && filled().all(|cell| numbers::count(cell).is_some());
        let counts = only(|term| matches!(term, words::Term::Count | words::Term::Answered));
        if !(rate || invited || counts) {
            return false;
        }
        for index in 0..self.values.len() {
            let count = numbers::count(self.table.cell(row, self.values[index].0));
            if invited {
                self.invited[index] = count;
            } else if counts {
                self.counted[index] = count;
            }
        }
        self.out.passed_rows.push((self.number, self.table.number(row)));
        true
    }

    /// A row of deviations, highest values or an earlier survey among those of items.
    fn is_statistic(&mut self, row: usize, title: &str) -> bool {
        let is = words::is_statistic(title);
        if is {
            self.out.passed_rows.push((self.number, self.table.number(row)));
            let place = self.row_place(row);
            self.out.doubts.add(place, title, Reason::Statistic);
        }
        is
    }

    /// `School:` and a name beside it, in the column of the items: whose the rows below are.
    fn is_label(&mut self, row: usize, title: &str) -> bool {
        if !title.ends_with(':') {
            return false;
        }
        let told = match layout::labelled(self.table, row, self.rules.edition) {
            Some((words::Term::Group, group)) => {
                self.begin(Kind::Group);
                self.running.group = words::group(&words::fold(group));
                true
            }
            Some(_) => self.head(row),
            None => false,
        };
        if told {
            self.end_merged(row);
            self.out.passed_rows.push((self.number, self.table.number(row)));
        }
        told
    }

    /// Rows of who was invited, and who answered, laid under the groups are participation.
    fn spread_participation(&mut self) {
        let alone = self.out.found.len() == self.first_found;
        let counts = self.invited.iter().chain(&self.counted);
        if self.invited.iter().all(Option::is_none) && !(alone && counts.flatten().next().is_some()) {
            return;
        }
        for index in 0..self.values.len() {
            let (invited, answered) = (self.invited[index], self.counted[index]);
            let Some(key) = self.key_of(&KeyValue::default(), index, Some(0)) else { continue };
            let Some(group) = key.group.filter(|_| invited.or(answered).is_some()) else { continue };
            let entry = self.out.participation.entry((key.school, key.level, key.round, group)).or_default();
            entry.invited = entry.invited.or(invited);
            entry.answered = entry.answered.or(answered);
        }
    }

    /// Gives the means that have no count those of the row of counts.
    fn spread_counts(&mut self) {
        if self.counted.iter().all(Option::is_none) {
            return;
        }
        for found in &mut self.out.found[self.first_found..] {
            let key = found.key;
            let column = (0..self.values.len()).find(|&index| {
                let (_, measure, about) = self.values[index];
                let told = &self.told[index];
                measure == Measure::Mean
                    && about.group.or(key.group) == key.group
                    && told.school.unwrap_or(key.school) == key.school
                    && told.round.unwrap_or(key.round) == key.round
            });
            found.score.n = found.score.n.or(column.and_then(|index| self.counted[index]));
        }
    }

    /// Decimal commas in a comma-separated file leave more cells than headings, all whole.
    fn is_broken(&self, row: usize) -> bool {
        let width = self.block.columns.iter().rposition(|c| *c != Column::Ignored).map_or(0, |last| last + 1);
        let heads = self.block.headings.iter().rposition(|h| !h.is_empty()).map_or(width, |last| last + 1);
        if self.block.header.is_empty() || self.table.width(row) <= heads {
            return false;
        }
        let beyond = (heads..self.table.width(row))
            .filter(|&c| matches!(numbers::cell(self.table.cell(row, c)), Cell::Number(_)))
            .count();
        let whole = self
            .values
            .iter()
            .all(|&(c, _, _)| !matches!(numbers::cell(self.table.cell(row, c)), Cell::Number(n) if n.mark.is_some()));
        beyond > 0 && whole
    }

    /// Are the values not under their headings? Then a number stands beyond them, or, in a
    /// row that is short, where the item's title should.
    fn is_shifted(&self, row: usize) -> bool {
        let Some(headed) = self.headed else { return false };
        if self.table.width(row) > headed && self.has_number_beyond(row, headed) {
            // All whole and all beyond: decimal commas have broken them.
            return !self.is_broken(row);
        }
        let Some((code, title)) = self.titled else { return false };
        let title = self.table.cell(row, title);
        title.starts_with(|c: char| c.is_ascii_digit())
            && matches!(numbers::cell(title), Cell::Number(n) if n.mark.is_some() || self.table.width(row) < headed)
            && codes::named(self.table.cell(row, code), self.rules.edition).is_some()
    }

    fn row_without_values(&mut self, row: usize) {
        self.out.passed_rows.push((self.number, self.table.number(row)));
        if let Some(group) = layout::lone_group(self.table, row) {
            self.begin(Kind::Group);
            self.running.group = Some(group);
            return;
        }
        if self.heads_rows(row) && self.head(row) {
            return;
        }
        let named = self.table.cells(row).any(|cell| codes::named(cell, self.rules.edition).is_some());
        let known = named
            || self.keys.iter().any(|&(column, meaning)| {
                *meaning != Column::Title && !self.table.cell(row, column).is_empty() && self.table.filled(row) > 1
            });
        if !known {
            self.note(row);
        }
    }

    /// Does the row stand alone above rows with values, where names of items stand?
    fn heads_rows(&self, row: usize) -> bool {
        let first = self.keys.first().map_or(0, |(column, _)| *column);
        let place = self.table.cells(row).position(|cell| !cell.is_empty());
        let ends = self.block.shape == Shape::Respondents || self.table.filled(row) > 2;
        let next = || (row + 1..self.block.body.end).find(|&below| self.table.filled(below) > 1);
        !ends && place.is_some_and(|place| place <= first) && next().is_some_and(|next| self.is_valued(next))
    }

    /// Takes what a row says of those below it: a level, a round, a school. What may be a
    /// school or the title of some items leaves a doubt.
    fn head(&mut self, row: usize) -> bool {
        let about = match titles::section(self.table, row, self.rules.edition) {
            Some(Section::Sure(about)) => about,
            Some(Section::Name(name)) => {
                let across = self.values.iter().any(|(_, _, about)| about.school.is_some());
                if across || self.has_key(&Column::School) {
                    return false;
                }
                if !self.names_are_schools() {
                    let place = self.row_place(row);
                    self.out.doubts.add(place, &name, Reason::PerhapsSchool);
                    return false;
                }
                About { school: Some(name), ..About::default() }
            }
            None => return false,
        };
        if let Some(name) = about.school {
            self.begin(Kind::School);
            self.running.school = Some(self.out.schools.number(&name, || Some(name.clone())));
        }
        if let Some(level) = about.level {
            self.begin(Kind::Level);
            self.running.level = Some(level);
        }
        if let Some(name) = about.round {
            self.begin(Kind::Round);
            self.running.round = Some(self.out.rounds.number(&name, || Some(name.clone())));
        }
        true
    }

    /// What came below a row of this kind before ends where the next one begins.
    fn begin(&mut self, kind: Kind) {
        let place = self.kinds.iter().position(|other| *other == kind);
        let place = place.unwrap_or_else(|| {
            self.kinds.push(kind);
            self.kinds.len() - 1
        });
        for inner in &self.kinds[place + 1..] {
            match inner {
                Kind::School => self.running.school = None,
                Kind::Level => self.running.level = None,
                Kind::Round => self.running.round = None,
                Kind::Group => self.running.group = self.block.context.group,
            }
        }
    }

    /// Do rows of the same keys stand below different names? Then these tell them apart.
    fn names_are_schools(&mut self) -> bool {
        if let Some(known) = self.names_are_schools {
            return known;
        }
        let mut names: HashMap<Vec<&str>, String> = HashMap::new();
        let (mut name, mut apart) = (None, false);
        for row in self.block.body.clone() {
            if self.is_valued(row) {
                let Some(name) = &name else { continue };
                let keys = self.keys.iter().map(|(column, _)| self.table.cell(row, *column)).collect();
                apart |= names.entry(keys).or_insert_with(|| String::clone(name)) != name;
            } else if self.heads_rows(row)
                && let Some(Section::Name(other)) = titles::section(self.table, row, self.rules.edition)
            {
                name = Some(other);
            }
        }
        self.names_are_schools = Some(apart);
        apart
    }

    fn total(&mut self, row: usize) {
        self.out.passed_rows.push((self.number, self.table.number(row)));
        let place = self.row_place(row);
        let text = self.table.cells(row).find(|c| !c.is_empty()).unwrap_or_default();
        self.out.doubts.add(place, text, Reason::Total);
    }

    /// What the key cell of a row means. Rows repeat their keys.
    fn key(&mut self, row: usize, key: usize) -> Result<KeyValue, Reason> {
        let (column, meaning) = self.keys[key];
        let cell = self.text(row, column).unwrap_or_default();
        self.row_blanks |= cell.is_empty();
        let (last, value, known) = &mut self.known[key];
        if *last == cell && !cell.is_empty() {
            return Ok(*value);
        }
        if let Some(&found) = known.get(cell) {
            (*last, *value) = (cell, found);
            return Ok(found);
        }
        if self.table.is_native(row, column) && numbers::spoilt(cell) == Some(Spoilt::Formula) {
            return Err(Reason::NoResult);
        }
        let value = self.key_value(cell, meaning, row)?;
        // A title counts only where there is no code beside it.
        if *meaning != Column::Title {
            self.known[key].2.insert(cell, value);
        }
        Ok(value)
    }

    fn key_value(&mut self, cell: &str, meaning: &Column, row: usize) -> Result<KeyValue, Reason> {
        let mut value = KeyValue::default();
        let cell = unguarded(cell);
        if cell.is_empty() {
            return Ok(value);
        }
        match meaning {
            Column::Code => self.code(cell, row, &mut value),
            Column::Title => {
                value.total = words::is_total(cell);
                let code = self
                    .keys
                    .iter()
                    .find(|(_, m)| **m == Column::Code)
                    .map(|(c, _)| self.table.cell(row, *c))
                    .unwrap_or_default();
                if code.is_empty() && !value.total {
                    self.title(cell, &mut value);
                } else if !code.is_empty() {
                    value.total = false;
                }
            }
            Column::School => {
                value.total = words::is_total(cell);
                let said = words::said(cell);
                let grouped = self.keys.iter().any(|(_, other)| **other == Column::Group);
                let name = match said.groups.as_slice() {
                    [group] if !grouped && !said.rest.is_empty() && !said.terms.contains(&words::Term::School) => {
                        value.group = Some(*group);
                        said.rest.join(" ")
                    }
                    _ => cell.to_owned(),
                };
                value.school = Some(self.out.schools.number(&name, || Some(name.clone())));
            }
            Column::Round => value.round = Some(self.out.rounds.number(cell, || Some(cell.to_owned()))),
            Column::Level => {
                value.level = words::level(&words::fold(cell)).or_else(|| words::said(cell).level);
                if value.level.is_none() && !words::is_missing(cell) {
                    return Err(Reason::UnknownLevel);
                }
            }
            Column::Group => {
                let said = words::said(cell);
                value.group = words::group(&words::fold(cell)).or(match said.groups.as_slice() {
                    [group] => Some(*group),
                    _ => None,
                });
                value.total = value.group.is_none() && words::is_total(cell);
                if value.group.is_none() && !value.total && !words::is_missing(cell) {
                    return Err(Reason::UnknownGroup);
                }
            }
            _ => {}
        }
        Ok(value)
    }

    fn code(&mut self, cell: &str, row: usize, value: &mut KeyValue) {
        if words::is_total(cell) {
            value.total = true;
            return;
        }
        if let Some(named) = self.named(cell) {
            if let Subject::Item(code) = &named.subject
                && self.rules.edition == Edition::From2020
                && !Catalogue::shipped().items.contains_key(code)
            {
                let place = self.row_place(row);
                self.out.doubts.add(place, cell, Reason::UnknownCode);
            }
            value.subject = Some(self.out.subjects.number(&named.subject.to_string(), || named.subject.clone()));
            return;
        }
        if codes::foreign_code(cell) {
            let title = self
                .keys
                .iter()
                .find(|(_, m)| **m == Column::Title)
                .map(|(c, _)| self.table.cell(row, *c))
                .unwrap_or_default();
            if !title.is_empty() && self.out.notes.len() < 200 {
                self.out.notes.push((self.table.number(row), format!("{cell}: {title}")));
            }
        }
        self.title(cell, value);
    }

    /// The item that a number in a column of its own makes of the row's area.
    fn numbered_item(&mut self, row: usize, column: usize, about: &mut KeyValue) -> Result<(), Reason> {
        let cell = self.text(row, column).unwrap_or_default();
        let Some(Subject::Area(area)) = about.subject.map(|s| &self.out.subjects.all[s as usize]) else {
            return Ok(());
        };
        if words::is_missing(cell) {
            return Ok(());
        }
        let code = cell.trim_end_matches('.').parse().ok().and_then(|number| ItemCode::new(*area, number));
        let subject = Subject::Item(code.ok_or(Reason::NoSubject)?);
        about.subject = Some(self.out.subjects.number(&subject.to_string(), || subject.clone()));
        Ok(())
    }

    /// What a cell names; between items, a name that an area shares with one is the item's.
    fn named(&self, cell: &str) -> Option<codes::Named> {
        let item = self.block.rows_are_items.then(|| codes::item_titled(cell, self.rules.edition)).flatten();
        item.or_else(|| codes::named(cell, self.rules.edition))
    }

    fn title(&mut self, cell: &str, value: &mut KeyValue) {
        let subject = match self.named(cell) {
            Some(named) => named.subject,
            None => Subject::Own(cell.split_whitespace().collect::<Vec<_>>().join(" ")),
        };
        value.subject = Some(self.out.subjects.number(&subject.to_string(), || subject.clone()));
    }

    fn own_question(&mut self, row: usize, subject: u32) {
        if let Subject::Own(title) = self.out.subjects.all[subject as usize].clone() {
            let place = self.row_place(row);
            self.out.doubts.add(place, &title, Reason::OwnQuestion);
        }
    }

    fn key_of(&self, row: &KeyValue, index: usize, subject: Option<u32>) -> Option<Key> {
        let (about, told) = (self.values[index].2, &self.told[index]);
        Some(Key {
            school: told.school.or(row.school).or(self.running.school).unwrap_or(0),
            level: about.level.or(row.level).or(self.running.level),
            round: told.round.or(row.round).or(self.running.round).unwrap_or(0),
            group: about.group.or(row.group).or(self.running.group).or(self.rules.choices.group),
            subject: subject?,
        })
    }

    /// Whose score it is that the row has in a column of values.
    fn score_key(&self, row: &KeyValue, index: usize) -> Option<Key> {
        self.key_of(row, index, self.told[index].subject.or(row.subject))
    }

    fn names_subject(&self) -> bool {
        self.told.iter().any(|told| told.subject.is_some())
    }

    fn scores(&mut self, row: usize, about: &KeyValue, kept: bool) {
        let lacks_subject = about.subject.is_none() && !self.names_subject();
        if lacks_subject && about.group.is_some() && !self.on_scale(row) && self.took_part(row, about) {
            return;
        }
        if lacks_subject || self.is_remark(row, about, kept) {
            if lacks_subject && self.table.cells(row).any(|c| c.chars().any(char::is_alphabetic)) && !self.on_scale(row)
            {
                self.note(row);
            } else if lacks_subject {
                let place = self.row_place(row);
                let text = self.table.cells(row).find(|c| !c.is_empty()).unwrap_or_default();
                self.out.doubts.add(place, text, Reason::NoSubject);
            } else {
                self.note(row);
            }
            self.out.passed_rows.push((self.number, self.table.number(row)));
            return;
        }
        if self.refused {
            self.took_part(row, about);
            return;
        }
        if let Some(subject) = about.subject {
            self.own_question(row, subject);
        }
        for index in 0..self.values.len() {
            let (column, measure, _) = self.values[index];
            if measure != Measure::Mean {
                continue;
            }
            let Some(key) = self.score_key(about, index) else { continue };
            let Some((mean, inline)) = self.mean(row, column) else { continue };
            if self.is_of_other_group(row, about, index) {
                continue;
            }
            let n = inline.or_else(|| self.count_beside(row, index)).or(self.told[index].n);
            let spread = self.spread(row, index).map(Box::new);
            if let Some(n) = n
                && is_unlikely(mean, n)
            {
                self.doubt(row, column, Reason::UnlikelyMean { n });
            }
            if n == Some(0) {
                self.doubt(row, column, Reason::NoAnswers);
                continue;
            }
            self.take(key, Score { mean, n, spread }, row, column);
        }
        self.took_part(row, about);
    }

    /// The tidy form may tell how many of a group were invited and answered. Whether it did.
    fn took_part(&mut self, row: usize, about: &KeyValue) -> bool {
        let mut told = false;
        if !self.tells_participation {
            return told;
        }
        for index in 0..self.values.len() {
            let (column, measure, _) = self.values[index];
            if !matches!(measure, Measure::Invited | Measure::Answered) {
                continue;
            }
            let Some(count) = numbers::count(self.table.cell(row, column)) else { continue };
            let Some(key) = self.key_of(about, index, Some(0)) else { continue };
            let Some(group) = key.group else { continue };
            let entry = self.out.participation.entry((key.school, key.level, key.round, group)).or_default();
            match measure {
                Measure::Invited => entry.invited = Some(count),
                _ => entry.answered = Some(count),
            }
            told = true;
        }
        told
    }

    /// Do the row and the column name different groups? Then nobody knows whose value it is.
    fn is_of_other_group(&mut self, row: usize, about: &KeyValue, index: usize) -> bool {
        let (column, _, told) = self.values[index];
        let other = matches!((about.group, told.group), (Some(one), Some(other)) if one != other);
        if other {
            self.doubt(row, column, Reason::OtherGroup);
        }
        other
    }

    fn on_scale(&self, row: usize) -> bool {
        self.values.iter().any(|&(c, m, _)| {
            m == Measure::Mean
                && matches!(numbers::cell(self.table.cell(row, c)), Cell::Number(n) if (1.0..=5.0).contains(&n.value))
        })
    }

    /// "Source: SELFIE, 2021" below a table: no item, and no value on the scale, nor values
    /// under most headings as a question on another scale has.
    fn is_remark(&self, row: usize, about: &KeyValue, kept: bool) -> bool {
        let own = about.subject.is_some_and(|s| matches!(self.out.subjects.all[s as usize], Subject::Own(_)));
        let coded = self.block.body.start != row;
        own && !kept && coded && !self.on_scale(row) && !self.is_full(row)
    }

    /// Do most of several columns of means hold a number, other than a year?
    fn is_full(&self, row: usize) -> bool {
        let means = || self.values.iter().filter(|(_, measure, _)| *measure == Measure::Mean).map(|value| value.0);
        let numbers = means().map(|column| self.table.cell(row, column)).filter(|cell| {
            matches!(numbers::cell(cell), Cell::Number(number) if !number.percent) && !words::is_round(cell)
        });
        let numbers = numbers.count();
        numbers > 1 && numbers * 2 > means().count()
    }

    /// A mean and the count that may stand behind it, or a doubt.
    fn mean(&mut self, row: usize, column: usize) -> Option<(Mean, Option<u32>)> {
        let text = self.text(row, column)?;
        let number = match numbers::cell(text) {
            Cell::Missing => {
                self.is_spoilt(row, column, text);
                return None;
            }
            Cell::Text => {
                if !self.is_spoilt(row, column, text) {
                    self.doubt(row, column, Reason::NotANumber);
                }
                return None;
            }
            Cell::Number(number) => number,
        };
        let native = self.table.is_native(row, column);
        if !native && let Some(mark) = number.mark {
            match self.rules.mark {
                Some(agreed) if agreed == mark => {}
                Some(_) => {
                    self.doubt(row, column, Reason::OtherMark);
                    return None;
                }
                None => return None,
            }
        }
        if number.percent {
            self.doubt(row, column, Reason::Percentage);
            return None;
        }
        if number.value == 0.0 {
            self.doubt(row, column, Reason::Zero);
            return None;
        }
        let decimals = self.rules.decimals.map_or(number.decimals, |d| d.max(number.decimals));
        match Mean::new(number.value, decimals).filter(|_| (1.0..=5.0).contains(&number.value)) {
            Some(mean) => Some((mean, number.n)),
            None => {
                let mark = self.rules.mark;
                let reason = match numbers::day_told(number.value) {
                    Some((day, month)) => Reason::BecameDate { perhaps: numbers::before_dated(day, month, mark) },
                    None => Reason::OutOfRange { suggestion: suggestion(number.value, mark) },
                };
                self.doubt(row, column, reason);
                None
            }
        }
    }

    fn count_beside(&mut self, row: usize, index: usize) -> Option<u32> {
        let column = self.told[index].count?;
        let text = self.text(row, column)?;
        let count = numbers::count(text);
        if count.is_none() && !self.is_spoilt(row, column, text) && !words::is_missing(text) {
            self.doubt(row, column, Reason::NotACount);
        }
        count
    }

    /// The answers behind a mean, or the deviation that the file gives.
    fn spread(&mut self, row: usize, index: usize) -> Option<Spread> {
        if self.tells_answers
            && let Some(answers) = self.own_answers(row)
        {
            return Some(answers);
        }
        let column = self.told[index].deviation?;
        match numbers::cell(self.text(row, column)?) {
            Cell::Number(n) if (0.0..=2.5).contains(&n.value) => Some(Spread::Deviation(n.value)),
            Cell::Missing => None,
            _ => {
                self.doubt(row, column, Reason::NotANumber);
                None
            }
        }
    }

    fn own_answers(&self, row: usize) -> Option<Spread> {
        let mut counts = [None; 5];
        for (column, step, _) in self.step_columns() {
            *counts.get_mut(usize::from(step).checked_sub(1)?)? = numbers::count(self.text(row, column)?);
        }
        let counts = counts.iter().any(Option::is_some).then(|| counts.map(Option::unwrap_or_default))?;
        let not_applicable = self.beside(row, Measure::NotApplicable, &About::default()).unwrap_or(0);
        Some(Spread::Answers { counts, not_applicable })
    }

    fn take(&mut self, key: Key, score: Score, row: usize, column: usize) {
        let number = self.table.number(row);
        let Some(place) = self.out.places.earlier(key, &self.out.found) else {
            self.out.found.push(Found { key, score, row: number, disputed: false });
            return;
        };
        let earlier = &mut self.out.found[place as usize];
        if earlier.score.mean == score.mean
            && (earlier.score.n == score.n || earlier.score.n.is_none() || score.n.is_none())
        {
            earlier.score.n = earlier.score.n.or(score.n);
            return;
        }
        earlier.disputed = true;
        let (other_row, mut other_text) = (earlier.row, earlier.score.mean.to_string());
        if let Some(n) = earlier.score.n.filter(|_| earlier.score.mean.value() == score.mean.value()) {
            other_text += &format!(" (n={n})");
        }
        self.doubt(row, column, Reason::Twice { other_row, other_text });
    }

    // Distributions

    fn step_columns(&self) -> impl Iterator<Item = (usize, u8, &'a About)> + '_ {
        self.values.iter().filter_map(|&(column, measure, about)| match measure {
            Measure::Answers(step) => Some((column, step, about)),
            _ => None,
        })
    }

    /// Do the answers of (nearly) every row add up to a hundred, or carry a per cent sign?
    fn are_percentages(&mut self) -> bool {
        if let Some(shares) = self.rules.choices.shares {
            return shares == Shares::Percentages;
        }
        let (mut hundred, mut rows, mut signs) = (0, 0, 0);
        let columns: Vec<usize> = self
            .values
            .iter()
            .filter(|(_, m, _)| matches!(m, Measure::Answers(_) | Measure::NotApplicable))
            .map(|v| v.0)
            .collect();
        for row in self.block.body.clone().take(200) {
            let mut sum = 0.0;
            for &column in &columns {
                if let Cell::Number(n) = numbers::cell(self.table.cell(row, column)) {
                    sum += n.value;
                    signs += usize::from(n.percent);
                }
            }
            rows += usize::from(sum > 0.0);
            hundred += usize::from(is_hundred(sum));
        }
        let counted = self.values.iter().any(|(_, m, _)| *m == Measure::Count);
        let all = rows > 0 && hundred * 10 >= rows * 9;
        if all && signs == 0 && !counted && rows < 3 {
            // The mean is the same either way; how many answered is not.
            let row = self.block.body.start;
            self.doubt(row, columns.first().copied().unwrap_or_default(), Reason::SharesUnclear);
        }
        signs > 0 || all
    }

    fn distribution(&mut self, row: usize, about: &KeyValue) {
        let Some(subject) = about.subject else {
            let place = self.row_place(row);
            let text = self.table.cells(row).find(|c| !c.is_empty()).unwrap_or_default().to_owned();
            self.out.doubts.add(place, &text, Reason::NoSubject);
            return;
        };
        self.own_question(row, subject);
        // Groups may stand side by side: one set of five columns each.
        let mut sets: Vec<(&About, [Option<usize>; 5])> = Vec::new();
        for (column, step, value_about) in self.step_columns().collect::<Vec<_>>() {
            let place =
                match sets.iter().position(|(a, steps)| *a == value_about && steps[usize::from(step) - 1].is_none()) {
                    Some(place) => place,
                    None => {
                        sets.push((value_about, [None; 5]));
                        sets.len() - 1
                    }
                };
            sets[place].1[usize::from(step) - 1] = Some(column);
        }
        for (value_about, steps) in sets {
            let Some(column) = steps.iter().flatten().next().copied() else { continue };
            let score = if self.percentages {
                self.shares(row, &steps, value_about)
            } else {
                self.counts(row, &steps, value_about)
            };
            let index = self.values.iter().position(|(c, _, _)| *c == column);
            if let Some((score, key)) = score.zip(index.and_then(|index| self.key_of(about, index, about.subject))) {
                self.take(key, score, row, column);
            }
        }
    }

    fn counts(&mut self, row: usize, steps: &[Option<usize>; 5], about: &About) -> Option<Score> {
        let mut counts = [0u32; 5];
        for (step, column) in steps.iter().enumerate() {
            let Some(column) = *column else { continue };
            let text = self.text(row, column)?;
            if words::is_missing(text) {
                if self.is_spoilt(row, column, text) {
                    return None;
                }
                continue;
            }
            match numbers::count(text) {
                Some(count) => counts[step] = count,
                None => {
                    self.doubt(row, column, Reason::NotACount);
                    return None;
                }
            }
        }
        let not_applicable = self.beside(row, Measure::NotApplicable, about).unwrap_or(0);
        let mean = Mean::of_answers(&counts)?;
        let n = counts.iter().try_fold(0u32, |n, c| n.checked_add(*c));
        if let (Some(sum), Some(column)) = (n, self.column_beside(Measure::Count, about))
            && let Some(told) = numbers::count(self.table.cell(row, column))
            && told != sum
            && Some(told) != sum.checked_add(not_applicable)
        {
            self.doubt(row, column, Reason::OtherSum { sum });
        }
        Some(Score { mean, n, spread: Some(Box::new(Spread::Answers { counts, not_applicable })) })
    }

    fn shares(&mut self, row: usize, steps: &[Option<usize>; 5], about: &About) -> Option<Score> {
        let (mut sum, mut weighted) = (0.0, 0.0);
        for (step, column) in steps.iter().enumerate() {
            let Some(column) = *column else { continue };
            let text = self.text(row, column)?;
            match numbers::cell(text) {
                Cell::Missing if self.is_spoilt(row, column, text) => return None,
                Cell::Missing => {}
                Cell::Number(n)
                    if n.value >= 0.0
                        && (n.mark.is_none() || self.table.is_native(row, column) || n.mark == self.rules.mark) =>
                {
                    sum += n.value;
                    weighted += n.value * (step + 1) as f64;
                }
                _ => {
                    self.doubt(row, column, Reason::NotANumber);
                    return None;
                }
            }
        }
        let column = steps.iter().flatten().next().copied().unwrap_or_default();
        if sum <= 0.0 {
            return None;
        }
        if sum > 101.5 {
            self.doubt(row, column, Reason::NotAHundred);
            return None;
        }
        if !is_hundred(sum) && self.column_beside(Measure::NotApplicable, about).is_none() {
            self.doubt(row, column, Reason::LessThanAHundred);
        }
        let n = self.beside(row, Measure::Count, about).map(|n| self.of_scale(n, sum, row, about));
        Some(Score { mean: Mean::new(weighted / sum, 4)?, n, spread: None })
    }

    /// How many of `n` answered on the scale, where the share of N/A makes up the hundred
    /// with the five shares, whose sum is `shares`.
    fn of_scale(&self, n: u32, shares: f64, row: usize, about: &About) -> u32 {
        let not_applicable = match self.column_beside(Measure::NotApplicable, about) {
            Some(column) => numbers::cell(self.table.cell(row, column)),
            None => return n,
        };
        match not_applicable {
            Cell::Number(share) if share.value > 0.0 => {
                let all = shares + share.value;
                if is_hundred(all) { (f64::from(n) * shares / all).round() as u32 } else { n }
            }
            _ => n,
        }
    }

    fn beside(&self, row: usize, wanted: Measure, about: &About) -> Option<u32> {
        numbers::count(self.table.cell(row, self.column_beside(wanted, about)?))
    }

    fn column_beside(&self, wanted: Measure, about: &About) -> Option<usize> {
        let columns = self.values.iter().filter(|(_, measure, _)| *measure == wanted);
        let column = columns
            .clone()
            .find(|(_, _, a)| *a == about)
            .or_else(|| columns.clone().find(|(_, _, a)| a.group.is_none()))?
            .0;
        Some(column)
    }

    // Measures below each other

    /// What a row says of scores: a mean, a count, or how many gave one answer.
    fn piece(&mut self, row: usize, about: &KeyValue, told: usize) {
        let cell = self.text(row, told).unwrap_or_default();
        let measure = if cell.is_empty() { None } else { layout::measure_told(cell) };
        if measure.is_none() {
            let off_scale = matches!(numbers::cell(cell), Cell::Number(_));
            self.doubt(row, told, if off_scale { Reason::OutOfRange { suggestion: None } } else { Reason::NotANumber });
        } else if about.subject.is_none() {
            self.doubt(row, told, Reason::NoSubject);
        }
        for index in 0..self.values.len() {
            let (column, kind, _) = self.values[index];
            let Some(key) = self.score_key(about, index) else { continue };
            if !matches!(kind, Measure::Mean | Measure::Count | Measure::Answered | Measure::Rate) {
                continue;
            }
            let place = self.pieces.iter().rposition(|(other, _)| *other == key).unwrap_or_else(|| {
                self.pieces.push((key, Pieces { row, column, ..Pieces::default() }));
                self.pieces.len() - 1
            });
            let mut pieces = std::mem::take(&mut self.pieces[place].1);
            let taken = measure.map_or(Some(()), |measure| self.put(&mut pieces, measure, kind, row, column));
            pieces.spoilt |= measure.is_none() || taken.is_none();
            self.pieces[place].1 = pieces;
        }
    }

    /// `None` where the cell cannot be taken; then there is a doubt.
    fn put(&mut self, pieces: &mut Pieces, measure: Measure, kind: Measure, row: usize, column: usize) -> Option<()> {
        let text = self.text(row, column)?;
        let share = kind == Measure::Rate;
        if self.is_spoilt(row, column, text) {
            return None;
        }
        if words::is_missing(text) || share && !matches!(measure, Measure::Answers(_) | Measure::NotApplicable) {
            return Some(());
        }
        let step = match measure {
            Measure::Answers(step) => usize::from(step) - 1,
            _ => 5,
        };
        let twice = match measure {
            Measure::Mean => pieces.mean.replace(self.mean(row, column)?.0).is_some(),
            Measure::Deviation => pieces.deviation.replace(self.figure(row, column)?).is_some(),
            Measure::Count => pieces.n.replace(self.people(row, column)?).is_some(),
            _ if share => pieces.shares[step].replace(self.figure(row, column)?).is_some(),
            _ => pieces.counts[step].replace(self.people(row, column)?).is_some(),
        };
        if twice {
            let (other_row, other_text) =
                (self.table.number(pieces.row), self.table.cell(pieces.row, column).to_owned());
            self.doubt(row, column, Reason::Twice { other_row, other_text });
        }
        (!twice).then_some(())
    }

    /// A number in the file's decimal mark, or a doubt.
    fn figure(&mut self, row: usize, column: usize) -> Option<f64> {
        match numbers::cell(self.text(row, column)?) {
            Cell::Number(n)
                if n.value >= 0.0
                    && (n.mark.is_none() || self.table.is_native(row, column) || n.mark == self.rules.mark) =>
            {
                Some(n.value)
            }
            _ => {
                self.doubt(row, column, Reason::NotANumber);
                None
            }
        }
    }

    fn people(&mut self, row: usize, column: usize) -> Option<u32> {
        let count = numbers::count(self.text(row, column)?);
        if count.is_none() {
            self.doubt(row, column, Reason::NotACount);
        }
        count
    }

    /// Pieces become scores.
    fn finish_pieces(&mut self) {
        let mut all = std::mem::take(&mut self.pieces);
        // The number of all who answered, repeated beside each answer, tells of no answer.
        let repeated = all.iter().all(|(_, pieces)| {
            let counts: Vec<u32> = pieces.counts[..5].iter().flatten().copied().collect();
            counts.iter().all(|count| *count == counts[0])
        }) && all.iter().any(|(_, pieces)| pieces.counts[..5].iter().flatten().count() > 2);
        let sum = |pieces: &Pieces| pieces.counts.iter().flatten().sum::<u32>();
        let mut sums = all.iter().map(|(_, pieces)| sum(pieces)).filter(|sum| *sum > 0).peekable();
        let hundreds = sums.peek().is_some() && sums.all(|sum| sum == 100);
        if let Some((_, first)) = all.first().filter(|_| hundreds && !repeated) {
            self.doubt(first.row, first.column, Reason::SharesUnclear);
        }
        for (key, pieces) in &mut all {
            if repeated {
                let n = pieces.counts[..5].iter().flatten().next().copied();
                let shared = pieces.shares.iter().any(Option::is_some);
                pieces.n = pieces.n.or(n);
                pieces.counts = [None; 6];
                pieces.spoilt |= !shared;
                if !shared && n.is_some() {
                    self.doubt(pieces.row, pieces.column, Reason::SharesUnclear);
                }
            } else if hundreds {
                pieces.shares = pieces.counts.map(|count| count.map(f64::from));
                pieces.counts = [None; 6];
            }
            if pieces.spoilt {
                continue;
            }
            if let Some(score) = self.put_together(pieces) {
                self.take(*key, score, pieces.row, pieces.column);
            }
        }
    }

    fn put_together(&mut self, pieces: &Pieces) -> Option<Score> {
        if let Some(mean) = pieces.mean {
            let spread =
                pieces.deviation.filter(|sd| (0.0..=2.5).contains(sd)).map(|sd| Box::new(Spread::Deviation(sd)));
            return (pieces.n != Some(0)).then_some(Score { mean, n: pieces.n, spread });
        }
        if pieces.counts[..5].iter().any(Option::is_some) {
            let [one, two, three, four, five, not_applicable] = pieces.counts.map(Option::unwrap_or_default);
            let counts = [one, two, three, four, five];
            let n = counts.iter().try_fold(0u32, |n, count| n.checked_add(*count));
            let spread = Some(Box::new(Spread::Answers { counts, not_applicable }));
            return Some(Score { mean: Mean::of_answers(&counts)?, n, spread });
        }
        let shares = pieces.shares.map(Option::unwrap_or_default);
        let sum: f64 = shares[..5].iter().sum();
        if sum <= 0.0 {
            return None;
        }
        let all = if is_hundred(sum + shares[5]) { sum + shares[5] } else { sum };
        if !is_hundred(all) {
            self.doubt(pieces.row, pieces.column, Reason::NotAHundred);
            return None;
        }
        let weighted: f64 = (1..).zip(&shares[..5]).map(|(step, share)| f64::from(step) * share).sum();
        let n = pieces.n.map(|n| (f64::from(n) * sum / all).round() as u32);
        Some(Score { mean: Mean::new(weighted / sum, 4)?, n, spread: None })
    }

    // Respondents

    fn respondent(&mut self, row: usize, about: &KeyValue) {
        for index in 0..self.values.len() {
            let (column, measure, _) = self.values[index];
            let lacks_subject = about.subject.is_none() && self.told[index].subject.is_none();
            if !matches!(measure, Measure::Mean | Measure::Answer) || lacks_subject {
                continue;
            }
            let Some(text) = self.text(row, column) else { continue };
            let answer = match answer(text) {
                Ok(answer) => answer,
                Err(reason) => {
                    self.doubt(row, column, reason);
                    continue;
                }
            };
            if answer.is_some() && self.is_of_other_group(row, about, index) {
                continue;
            }
            let Some(key) = self.score_key(about, index) else { continue };
            let entry = self.answers.entry(key).or_insert_with(|| {
                self.answers_in_order.push(key);
                ([0; 5], 0)
            });
            match answer {
                Some(step) => entry.0[usize::from(step) - 1] += 1,
                None if !text.is_empty() => entry.1 += 1,
                None => {}
            }
        }
    }

    /// Respondents' answers become scores, in the order of items, and are forgotten.
    fn finish(&mut self) {
        self.spread_counts();
        self.finish_pieces();
        self.spread_participation();
        if let Some(headed) = self.headed.filter(|_| self.shifted) {
            // What stands beyond the headings is no column.
            let beyond = |place: &Place| place.block == self.number && place.column > headed;
            self.out.doubts.listed.retain(|d| d.reason != Reason::UnknownColumn || !beyond(&d.place));
        }
        if self.broken_rows > 0 {
            // Columns without a heading are what the numbers were broken into.
            let listed = &mut self.out.doubts.listed;
            listed.retain(|d| d.place.block != self.number || d.reason != Reason::UnknownColumn || !d.text.is_empty());
            let place = Place { column: 0, row: 0, ..self.place(self.block.body.start, 0) };
            self.out.doubts.add(place, "", Reason::BrokenRows { rows: self.broken_rows });
        }
        let first = self.table.number(self.block.body.start);
        let mut keys = std::mem::take(&mut self.answers_in_order);
        let order: HashMap<u32, usize> =
            self.told.iter().enumerate().filter_map(|(place, told)| Some((told.subject?, place))).collect();
        keys.sort_by_key(|key| {
            (key.school, key.round, key.level, order.get(&key.subject).copied(), key.subject, key.group)
        });
        for key in keys {
            let Some((counts, not_applicable)) = self.answers.remove(&key) else { continue };
            let Some(mean) = Mean::of_answers(&counts) else { continue };
            let n = Some(counts.iter().sum());
            let score = Score { mean, n, spread: Some(Box::new(Spread::Answers { counts, not_applicable })) };
            self.out.places.earlier(key, &self.out.found);
            self.out.found.push(Found { key, score, row: first, disputed: false });
        }
    }

    // Participation

    fn participation(&mut self, row: usize, about: &KeyValue) {
        for index in 0..self.values.len() {
            let (column, measure, _) = self.values[index];
            if !matches!(measure, Measure::Invited | Measure::Answered | Measure::Count) {
                continue;
            }
            let text = self.table.cell(row, column);
            if self.is_spoilt(row, column, text) || words::is_missing(text) {
                continue;
            }
            let Some(count) = numbers::count(text) else {
                self.doubt(row, column, Reason::NotACount);
                continue;
            };
            let key = self.key_of(about, index, Some(0));
            let Some((key, group)) = key.and_then(|k| Some((k, k.group?))) else {
                self.doubt(row, column, Reason::NoGroup);
                continue;
            };
            let entry = self.out.participation.entry((key.school, key.level, key.round, group)).or_default();
            match measure {
                Measure::Invited => entry.invited = Some(count),
                _ => entry.answered = Some(count),
            }
        }
    }
}

fn key_column(keys: &[(usize, &Column)], wanted: Column) -> Option<usize> {
    keys.iter().find(|(_, meaning)| **meaning == wanted).map(|(column, _)| *column)
}

impl Told {
    fn of(values: &[(usize, Measure, &About)], index: usize, block: &Block, out: &mut Gathered) -> Told {
        let (column, _, about) = values[index];
        Told {
            school: about.school.as_ref().map(|name| out.schools.number(name, || Some(name.clone()))),
            round: about.round.as_ref().map(|name| out.rounds.number(name, || Some(name.clone()))),
            subject: about.subject.as_ref().map(|s| out.subjects.number(&s.to_string(), || s.clone())),
            count: beside_mean(values, index, Measure::Count),
            deviation: beside_mean(values, index, Measure::Deviation),
            n: block.headings.get(column).and_then(|heading| layout::count_told(heading)),
        }
    }
}

/// The count (or deviation) column that belongs to a mean: the one about the same, else
/// the only one that says nothing of its own, else the one to the right of each mean.
fn beside_mean(values: &[(usize, Measure, &About)], index: usize, measure: Measure) -> Option<usize> {
    let about = values[index].2;
    let alike = || {
        values.iter().filter(|(_, m, a)| {
            let bare = About { subject: about.subject.clone(), ..(*a).clone() };
            *m == measure && bare == *about && (a.subject.is_none() || a.subject == about.subject)
        })
    };
    // Counts that say the same belong to what stands before them.
    let lone = || alike().next().filter(|_| alike().count() == 1);
    let same = alike().find(|(_, _, a)| a.subject.is_some()).or_else(lone);
    let all = |wanted: Measure| values.iter().filter(|(_, m, _)| *m == wanted).count();
    let only_mean = all(Measure::Mean) == 1;
    let general = || {
        values.iter().find(|(_, m, a)| {
            *m == measure && a.school == about.school && a.group.is_none() && a.round.is_none() && only_mean
        })
    };
    let next = || {
        let (column, m, a) = values.get(index + 1)?;
        let bare = *m == measure && *column == values[index].0 + 1 && **a == About::default();
        (bare && all(measure) == all(Measure::Mean)).then_some(&values[index + 1])
    };
    same.or_else(general).or_else(next).map(|(column, _, _)| *column)
}

/// Takes away the apostrophe that guards text which a spreadsheet would take for a
/// formula (see [`guarded`](crate::documents::tidy::guarded)).
fn unguarded(cell: &str) -> &str {
    let is_formula = |rest: &&str| rest.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r']);
    cell.strip_prefix('\'').filter(is_formula).unwrap_or(cell)
}

/// One respondent's answer: 1–5, `4 - agree`, or nothing.
fn answer(text: &str) -> Result<Option<u8>, Reason> {
    if let [digit @ b'1'..=b'5'] = text.as_bytes() {
        return Ok(Some(digit - b'0'));
    }
    match numbers::cell(text) {
        Cell::Missing if !text.is_empty() => spoilt(text, None).map_or(Ok(None), Err),
        Cell::Missing => Ok(None),
        Cell::Number(n) if n.value == 0.0 => Err(Reason::Zero),
        Cell::Number(n) if n.value.fract() == 0.0 && (1.0..=5.0).contains(&n.value) => Ok(Some(n.value as u8)),
        Cell::Number(_) => Err(Reason::OutOfRange { suggestion: None }),
        Cell::Text => {
            let said = words::said(text);
            let in_words = said.terms.iter().find_map(|t| match t {
                words::Term::Answer(step) => Some(*step),
                _ => None,
            });
            let mut behind = text.chars();
            let leading =
                behind.next().filter(|c| ('1'..='5').contains(c)).and_then(|c| c.to_digit(10)).map(|d| d as u8);
            let apart = behind.as_str().is_empty()
                || behind.as_str().starts_with(|c: char| !c.is_ascii_digit() && c != ',' && c != '.');
            match leading.filter(|_| apart).or(in_words) {
                Some(step) => Ok(Some(step)),
                None if said.terms.contains(&words::Term::NotApplicable) => Ok(None),
                None => Err(spoilt(text, None).unwrap_or(Reason::NotANumber)),
            }
        }
    }
}

/// Do shares make up a hundred, or one?
fn is_hundred(sum: f64) -> bool {
    (98.5..=101.5).contains(&sum) || (0.985..=1.015).contains(&sum)
}

/// Does a text say nothing but how many answered?
fn is_count(text: &str) -> bool {
    let said = words::said(text);
    let counts = said.terms.iter().all(|term| matches!(term, words::Term::Count | words::Term::Answered));
    said.rest.is_empty() && said.groups.is_empty() && !said.terms.is_empty() && counts
}

/// How a spreadsheet program spoilt a cell, if it did.
fn spoilt(text: &str, mark: Option<DecimalMark>) -> Option<Reason> {
    Some(match numbers::spoilt(text)? {
        Spoilt::Error => Reason::FailedFormula,
        Spoilt::TooNarrow => Reason::TooNarrow,
        Spoilt::Formula => Reason::NoResult,
        Spoilt::Date { day, month } => Reason::BecameDate { perhaps: numbers::before_dated(day, month, mark) },
    })
}

/// `39` was perhaps 3.9.
fn suggestion(value: f64, mark: Option<DecimalMark>) -> Option<String> {
    let tenth = value / 10.0;
    let fits = value.fract() == 0.0 && (1.0..=5.0).contains(&tenth);
    fits.then(|| match mark {
        Some(DecimalMark::Comma) => format!("{tenth:.1}").replace('.', ","),
        _ => format!("{tenth:.1}"),
    })
}

/// In a group under 10, no whole sum of answers gives this mean with its rounding.
fn is_unlikely(mean: Mean, n: u32) -> bool {
    if n == 0 || n >= 10 {
        return false;
    }
    let half = 0.5 / 10f64.powi(i32::from(mean.decimals())) + 1e-9;
    let n = f64::from(n);
    ((mean.value() - half) * n).ceil() > ((mean.value() + half) * n).floor()
}

/// The file's decimal mark: the one that its values use.
pub fn decimal_mark(
    tables: &[Table],
    blocks: &[Block],
    choices: &Choices,
) -> (Option<DecimalMark>, Certainty, usize, usize, u8) {
    let (mut commas, mut points, mut decimals) = (0, 0, 0u8);
    for block in blocks {
        let table = &tables[block.table];
        let mut names = ["?"; 3];
        let mut is_total = false;
        for row in block.body.clone() {
            // An average row may have more decimals than the survey's own means. Rows
            // repeat their names.
            let here = [0, 1, 2].map(|column| match block.columns.get(column) {
                Some(Column::Measure) => "",
                _ => table.cell(row, column),
            });
            if here != names {
                is_total = here.iter().zip(names).any(|(cell, before)| *cell != before && words::is_total(cell))
                    || is_total && here.iter().any(|cell| words::is_total(cell));
                names = here;
            }
            if is_total {
                continue;
            }
            for (column, meaning) in block.columns.iter().enumerate() {
                let measured =
                    matches!(meaning.measure(), Some(Measure::Mean | Measure::Deviation | Measure::Answers(_)));
                let below = || meaning.measure().is_some() && block.columns.contains(&Column::Measure);
                if !measured && !below() {
                    continue;
                }
                let Cell::Number(number) = numbers::cell(table.cell(row, column)) else { continue };
                if (1.0..=5.0).contains(&number.value) {
                    decimals = decimals.max(number.decimals);
                }
                if table.is_native(row, column) {
                    continue;
                }
                commas += usize::from(number.mark == Some(DecimalMark::Comma));
                points += usize::from(number.mark == Some(DecimalMark::Point));
            }
        }
    }
    let decimals = decimals.min(4);
    if let Some(chosen) = choices.decimal {
        return (Some(chosen), Certainty::Chosen, commas, points, decimals);
    }
    match (commas, points) {
        (0, 0) => (Some(DecimalMark::Point), Certainty::Likely, 0, 0, decimals),
        (_, 0) => (Some(DecimalMark::Comma), Certainty::Sure, commas, 0, decimals),
        (0, _) => (Some(DecimalMark::Point), Certainty::Sure, 0, points, decimals),
        _ => (None, Certainty::Ask, commas, points, decimals),
    }
}
