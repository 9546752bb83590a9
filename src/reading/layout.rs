//! How a table is laid out: where its headers are, what each column holds.
//!
//! All shapes of survey files are one: a cell with a value is about a school, a level,
//! a round, a group and an item, and each of these stands in the cell's row, in its
//! column's heading, or above the table. A file's *shape* is where they stand.

use super::bytes::Certainty;
use super::choices::{Choices, HeaderChoice};
use super::codes;
use super::doubt::Reason;
use super::numbers::{self, Cell};
use super::table::Table;
use super::words::{self, Said, Term};
use crate::selfie::{Edition, Group, Level, Subject};
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// The heading under which our own tidy form tells the edition.
pub const EDITION: &str = "edition";

/// What stands in a heading between the rows of a header.
const HEADER_ROWS: &str = " · ";

/// What the values of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Measure {
    Mean,
    Count,
    Deviation,
    NotApplicable,
    Invited,
    Answered,
    /// Per cent of the invited, or anything else in per cent: shown, not kept.
    Rate,
    /// How many chose this step of the scale, 1–5.
    Answers(u8),
    /// The answer of one respondent.
    Answer,
}

/// What a value is about, as far as its column or the table's head says.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct About {
    pub school: Option<String>,
    pub level: Option<Level>,
    pub round: Option<String>,
    pub group: Option<Group>,
    pub subject: Option<Subject>,
}

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Column {
    Code,
    Title,
    School,
    Level,
    Round,
    Group,
    Respondent,
    /// What the values of the row are: a mean, a count, how many gave one answer.
    Measure,
    Value {
        measure: Measure,
        about: About,
    },
    /// Nobody can tell from here.
    Unknown,
    /// Not about the survey's means: comments, differences, averages over groups.
    Ignored,
}

impl Column {
    pub fn measure(&self) -> Option<Measure> {
        match self {
            Column::Value { measure, .. } => Some(*measure),
            _ => None,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shape {
    /// Items down, groups across.
    Items,
    /// Areas down, groups across.
    Areas,
    /// Schools beside each other.
    ClusterGrid,
    /// One value per row with everything that it is about.
    Tidy,
    /// How many chose each step of the scale.
    Distribution,
    /// One row per respondent.
    Respondents,
    /// Who was asked and who answered.
    Participation,
}

impl Shape {
    pub const ALL: [Shape; 7] = [
        Shape::Items,
        Shape::Areas,
        Shape::ClusterGrid,
        Shape::Tidy,
        Shape::Distribution,
        Shape::Respondents,
        Shape::Participation,
    ];
}

/// A piece of a table with one header.
#[derive(Clone, Debug)]
pub struct Block {
    /// Which table (sheet) of the file.
    pub table: usize,
    /// Rows above the header that belong to it.
    pub titles: Range<usize>,
    pub header: Range<usize>,
    pub body: Range<usize>,
    pub columns: Vec<Column>,
    pub headings: Vec<String>,
    pub certainty: Vec<Certainty>,
    pub shape: Shape,
    /// What the title lines and the sheet's name say of all values; only the group
    /// is taken, the rest is offered.
    pub context: About,
    /// Columns whose values are not taken, and what is to be said of it.
    pub left_out: Vec<(usize, Reason)>,
    /// The rows are items: a name that an area and an item share is the item's.
    pub rows_are_items: bool,
    /// The column that numbers the items within the areas of the code column.
    pub item_numbers: Option<usize>,
}

impl Block {
    /// Nothing of the block is read.
    pub fn leave_out(&mut self) {
        self.columns.fill(Column::Ignored);
        self.certainty.fill(Certainty::Likely);
    }

    /// Has a person said what a column holds?
    pub fn is_chosen(&self) -> bool {
        self.certainty.contains(&Certainty::Chosen)
    }
}

/// Finds the blocks of a table.
pub fn blocks(table: &Table, index: usize, first_block: usize, edition: Edition, choices: &Choices) -> Vec<Block> {
    let mut found = Vec::new();
    let mut from = 0;
    let mut carried = None;
    while from < table.len() {
        let Some(guessed) = next_header(table, from, found.is_empty(), edition) else { break };
        let number = first_block + found.len();
        let said = choices.header(number).and_then(|said| header_said(table, from, said));
        let header = said.unwrap_or_else(|| guessed.clone());
        let inside = header.end.max(guessed.end);
        // Below items side by side, 1 to 5 in a row are somebody's answers.
        let items_across = header.clone().any(|row| subjects(table, row, edition).len() >= 2);
        let answered = |row: usize| {
            (items_across || names_item(table, row)) && has_answers_in_words(table, row)
                || items_across && has_scale(table, row)
        };
        let ends =
            |row: &usize| is_header(table, *row, edition, true) && !answered(*row) || labels_next(table, *row, edition);
        let end = (inside..table.len()).find(ends).unwrap_or(table.len());
        let body = header.end..end;
        let mut block = lay_out(table, index, from..header.start, header, body, edition);
        block.context.group = block.context.group.or(carried.take());
        for column in 0..block.columns.len() {
            if let Some(meaning) = choices.column(number, column) {
                block.columns[column] = meaning.clone();
                block.certainty[column] = Certainty::Chosen;
            }
        }
        block.shape = choices.shape(number).unwrap_or_else(|| shape(table, &block));
        // A lone group word at the end of a block heads the next one.
        carried = block.body.clone().next_back().and_then(|row| lone_group(table, row));
        from = end;
        found.push(block);
    }
    found
}

/// The header that a person chose, if it lies behind what was read before.
fn header_said(table: &Table, from: usize, said: HeaderChoice) -> Option<Range<usize>> {
    let first = (from..table.len()).find(|row| table.number(*row) == said.first)?;
    Some(first..first.saturating_add(said.rows).min(table.len()))
}

/// The group of a row that says nothing but a group.
pub fn lone_group(table: &Table, row: usize) -> Option<Group> {
    if filled(table, row) != 1 {
        return None;
    }
    let cell = table.cells(row).find(|cell| !words::is_missing(cell)).filter(|cell| !is_catalogued(cell))?;
    let said = words::said(cell);
    (said.groups.len() == 1 && said.rest.len() <= 1).then(|| said.groups[0])
}

fn filled(table: &Table, row: usize) -> usize {
    table.cells(row).filter(|cell| !words::is_missing(cell)).count()
}

/// Does the row hold a number, other than the year of a round? Numbers mostly stand at
/// the end.
fn has_numeral(table: &Table, row: usize) -> bool {
    table.cells(row).rev().any(|cell| matches!(numbers::cell(cell), Cell::Number(_)) && !words::is_round(cell))
}

/// Does the row hold a value, even one that a spreadsheet program spoilt?
fn has_value(table: &Table, row: usize) -> bool {
    has_numeral(table, row) || table.has_native(row) || table.cells(row).any(|cell| numbers::spoilt(cell).is_some())
}

/// What a line says in two cells of all that is below it: `School:`, `Oak`. Without a colon
/// it is one if a header comes below it, so that it is no header itself.
pub fn labelled(table: &Table, row: usize, edition: Edition) -> Option<(Term, &str)> {
    let (label, told) = two_cells(table, row)?;
    let term = label_term(label).filter(|term| is_told(*term, told, edition))?;
    let heads = || below_labels(table, row).is_some_and(|below| filled(table, below) >= 2 && !has_value(table, below));
    (label.ends_with(':') || heads()).then_some((term, told))
}

/// The first row below a label that is none itself.
fn below_labels(table: &Table, row: usize) -> Option<usize> {
    const MOST_LABELS: usize = 8;
    let is_label = |row: &usize| two_cells(table, *row).is_some_and(|(label, _)| label_term(label).is_some());
    (row + 1..table.len()).take(MOST_LABELS).find(|row| !is_label(row) && filled(table, *row) > 0)
}

/// Is the row a label of the table that begins below it?
fn labels_next(table: &Table, row: usize, edition: Edition) -> bool {
    !ends_in_number(table, row)
        && labelled(table, row, edition).is_some()
        && below_labels(table, row).is_some_and(|below| is_header(table, below, edition, true))
}

/// The row's only two cells that hold anything.
fn two_cells(table: &Table, row: usize) -> Option<(&str, &str)> {
    let mut cells = table.cells(row).filter(|cell| !cell.is_empty());
    let two = (cells.next()?, cells.next()?);
    cells.next().is_none().then_some(two)
}

fn label_term(label: &str) -> Option<Term> {
    words::term(&words::fold(label))
        .filter(|term| matches!(term, Term::School | Term::Level | Term::Round | Term::Group))
}

/// May the text be a school, a level, a round or a group, as its label says?
fn is_told(label: Term, text: &str, edition: Edition) -> bool {
    let said = words::said(text);
    match label {
        Term::School => {
            said.groups.is_empty()
                && said.terms.iter().all(|term| *term == Term::School)
                && words::name_in(text, true).0.is_some()
                && !matches!(numbers::cell(text), Cell::Number(_))
                && codes::named(text, edition).is_none()
        }
        Term::Level => said.level.is_some() && said.terms.is_empty() && said.groups.is_empty(),
        Term::Round => words::is_round(text) || round_in(text).is_some(),
        _ => words::group(&words::fold(text)).is_some(),
    }
}

/// The steps of the scale side by side: `1;2;3;4;5`.
fn has_scale(table: &Table, row: usize) -> bool {
    let side_by_side = table.cells(row).try_fold(0, |steps, cell| match step_of(cell) {
        // The steps so far are as many as the last one says.
        Some(step) if steps + 1 == step => {
            if steps == 4 {
                None
            } else {
                Some(steps + 1)
            }
        }
        Some(1) => Some(1),
        _ => Some(0),
    });
    side_by_side.is_none() && !names_item(table, row) && !is_numbered(table, row)
}

/// The steps of the scale from the top: `5;4;3;2;1`, with nothing but words beside them.
fn has_falling_scale(table: &Table, row: usize) -> bool {
    let mut next = 5;
    for cell in table.cells(row) {
        match step_of(cell) {
            Some(step) if step == next && next > 0 => next -= 1,
            Some(5) if next == 0 => next = 4,
            None if (next == 5 || next == 0) && !matches!(numbers::cell(cell), Cell::Number(_)) => {}
            _ => return false,
        }
    }
    next == 0 && !names_item(table, row)
}

/// A step of the scale as a heading writes it: `4`, `4-es`.
fn step_of(cell: &str) -> Option<u8> {
    let (digit @ b'1'..=b'5', behind) = cell.as_bytes().split_first()? else { return None };
    let ends = [&b""[..], b"-es", b"-as", b"-os", "-ös".as_bytes()];
    ends.contains(&behind).then_some(digit - b'0')
}

/// Does a cell of the row name an item?
pub fn names_item(table: &Table, row: usize) -> bool {
    let is_item =
        |cell: &str| matches!(codes::named(cell, Edition::From2020), Some(n) if matches!(n.subject, Subject::Item(_)));
    table.cells(row).any(is_item)
}

/// `Item;1;2;3;4;5;6;7`: columns that are numbered on beyond the scale.
fn is_numbered(table: &Table, row: usize) -> bool {
    let mut cells = table.cells(row).rev().skip_while(|cell| cell.is_empty()).peekable();
    let Some(last) = cells.peek().and_then(|cell| cell.parse::<usize>().ok()).filter(|last| (6..1000).contains(last))
    else {
        return false;
    };
    (1..=last).rev().all(|number| cells.next().is_some_and(|cell| cell.parse() == Ok(number)))
        && cells.all(|cell| matches!(numbers::cell(cell), Cell::Text | Cell::Missing))
        && !names_item(table, row)
}

/// Do numbers in the row name columns?
fn has_numbered_columns(table: &Table, row: usize) -> bool {
    has_scale(table, row) || is_numbered(table, row)
}

/// Does the row hold answers in words, such as "4 - agree"?
fn has_answers_in_words(table: &Table, row: usize) -> bool {
    table.cells(row).any(|cell| is_answer_in_words(&words::said(cell)))
}

fn is_answer_in_words(said: &Said) -> bool {
    said.terms.iter().any(|term| matches!(term, Term::Answer(_)))
}

/// The items and areas that a row names.
fn subjects(table: &Table, row: usize, edition: Edition) -> HashSet<Subject> {
    table.cells(row).filter_map(|cell| codes::named(cell, edition)).map(|named| named.subject).collect()
}

/// Nearly every row does.
fn ends_in_value(table: &Table, row: usize) -> bool {
    table.cells(row).next_back().is_some_and(numbers::is_value)
}

/// Rows that name columns. `strict` asks for a word that only headers have.
fn is_header(table: &Table, row: usize, edition: Edition, strict: bool) -> bool {
    if ends_in_value(table, row) && !is_numbered(table, row) {
        return false;
    }
    // Further down, answers may be counted that fall from row to row.
    let scale = has_numbered_columns(table, row) || !strict && has_falling_scale(table, row);
    if !scale && has_numeral(table, row) {
        return false;
    }
    let full = filled(table, row);
    if full < 2 || full == 2 && labelled(table, row, edition).is_some() {
        return false;
    }
    let mut subjects = HashSet::new();
    let mut groups = HashSet::new();
    let mut terms = 0;
    for cell in table.cells(row).filter(|cell| !cell.is_empty() && !numbers::is_error(cell)) {
        if let Some(named) = codes::named(cell, edition) {
            subjects.insert(named.subject);
            continue;
        }
        let said = words::said(cell);
        groups.extend(said.groups.iter().copied());
        terms += usize::from(!said.terms.is_empty() && said.rest.len() <= 2);
    }
    if words::is_total(table.cell(row, 0)) && subjects.is_empty() && groups.is_empty() && terms <= 1 && strict {
        return false;
    }
    if strict {
        return scale
            || terms * 2 >= full
            || terms >= 1 && (groups.len() >= 2 || subjects.len() >= 2)
            || terms >= 1 && groups.len() + terms >= full;
    }
    scale || terms > 0 || groups.len() >= 2 || subjects.len() >= 2 || (groups.len() == 1 && subjects.is_empty())
}

/// `Respondents:`, `61`: a line above a table that says how many there were.
fn is_count_line(table: &Table, row: usize, edition: Edition) -> bool {
    two_cells(table, row).is_some_and(|(label, _)| {
        let said = words::said(label);
        let worded = said.rest.is_empty() && said.groups.is_empty() && !said.terms.is_empty();
        (label.ends_with(':') || worded) && codes::named(label, edition).is_none()
    })
}

/// A row with a value: something named, and a number.
fn is_data(table: &Table, row: usize, edition: Edition) -> bool {
    has_numeral(table, row)
        && !is_count_line(table, row, edition)
        && !has_numbered_columns(table, row)
        && table.cells(row).any(|cell| {
            matches!(numbers::cell(cell), Cell::Text)
                && (codes::named(cell, edition).is_some() || filled(table, row) >= 2)
        })
}

/// Does the row end in a number, other than the year of a round?
fn ends_in_number(table: &Table, row: usize) -> bool {
    let is_number = |cell: &str| matches!(numbers::cell(cell), Cell::Number(_)) && !words::is_round(cell);
    table.cells(row).next_back().is_some_and(is_number)
}

fn next_header(table: &Table, from: usize, first: bool, edition: Edition) -> Option<Range<usize>> {
    for row in from..table.len() {
        if is_header(table, row, edition, !first)
            && (row + 1..(row + 6).min(table.len())).any(|r| has_value(table, r) || r + 1 == table.len())
            || (is_header(table, row, edition, !first) && row + 1 >= table.len())
        {
            return Some(widen(table, row, from, edition));
        }
        if first && is_data(table, row, edition) {
            let above = row > from
                && table.number(row - 1) + 1 == table.number(row)
                && filled(table, row - 1) >= 2
                && !has_numeral(table, row - 1)
                && labelled(table, row - 1, edition).is_none();
            return Some(if above { row - 1..row } else { row..row });
        }
    }
    None
}

/// Takes in the header rows directly above and below.
fn widen(table: &Table, row: usize, from: usize, edition: Edition) -> Range<usize> {
    let names =
        |row: usize| filled(table, row) >= 2 && !has_numeral(table, row) && labelled(table, row, edition).is_none();
    let falls = |row: usize| table.cell(row, 0).is_empty() && has_falling_scale(table, row);
    let mut start = row;
    if row > from && names(row - 1) && table.number(row - 1) + 1 == table.number(row) {
        start = row - 1;
    }
    let mut end = row + 1;
    while end < table.len()
        && end < row + 3
        && (filled(table, end) >= 2 && (!has_numeral(table, end) || has_numbered_columns(table, end) || falls(end)))
    {
        let subjects = subjects(table, end, edition);
        let key = table.cell(end, 0);
        if subjects.len() == 1 && !has_only_groups(table, end)
            || labelled(table, end, edition).is_some()
            || !key.is_empty() && codes::named(key, edition).is_some()
            || table.number(end) != table.number(end - 1) + 1
        {
            break;
        }
        // A row of values that are all missing has a name in front; header rows that go on leave it open.
        if !key.is_empty()
            && words::term(&words::fold(key)).is_none()
            && !has_numbered_columns(table, end)
            && subjects.len() < 2
            && start == row
        {
            break;
        }
        end += 1;
    }
    start..end
}

/// `;V;T;D`: below what is merged, groups stand with their words or letters.
fn has_only_groups(table: &Table, row: usize) -> bool {
    let says_group = |cell: &str| {
        let folded = words::fold(cell);
        folded.len() == 1 || words::group(&folded).is_some()
    };
    table.cell(row, 0).is_empty() && table.cells(row).filter(|cell| !cell.is_empty()).all(says_group)
}

fn lay_out(
    table: &Table,
    index: usize,
    titles: Range<usize>,
    header: Range<usize>,
    body: Range<usize>,
    edition: Edition,
) -> Block {
    let sample = body.start..body.end.min(body.start + 300);
    let sound = header.clone().chain(sample.clone()).filter(|&row| !table.is_torn(row));
    let width = sound.map(|row| table.width(row)).max().unwrap_or(0);
    let contents: Vec<Content> = (0..width).map(|column| Content::of(table, sample.clone(), column, edition)).collect();
    let headings: Vec<Vec<String>> =
        (0..width).map(|column| heading(table, header.clone(), column, &contents)).collect();
    let scale = header.clone().any(|row| has_scale(table, row) || has_falling_scale(table, row));
    let guesses = |scale| -> Vec<Guess> {
        headings.iter().zip(&contents).map(|(parts, content)| guess(parts, content, scale, edition)).collect()
    };
    let mut columns = guesses(scale);
    if scale && !answers_go_together(&columns) {
        columns = guesses(false);
    }
    let headings: Vec<String> = headings.iter().map(|parts| parts.join(HEADER_ROWS)).collect();
    if let Some(told) = headings.iter().position(|heading| heading == EDITION) {
        columns[told].column = Column::Ignored;
        columns[told].certainty = Certainty::Sure;
    }
    let item_numbers = settle(table, sample.clone(), &mut columns, &contents, &headings);
    let context = context(table, titles.clone(), edition);
    let left_out = left_out(&columns, &contents, &headings);
    let rows_are_items = rows_are_items(table, sample, &columns, edition);
    Block {
        table: index,
        titles,
        header,
        body,
        headings,
        certainty: columns.iter().map(|c| c.certainty).collect(),
        columns: columns.into_iter().map(|c| c.column).collect(),
        shape: Shape::Items,
        context,
        left_out,
        rows_are_items,
        item_numbers,
    }
}

/// What is to be said of columns whose values are not taken.
fn left_out(columns: &[Guess], contents: &[Content], headings: &[String]) -> Vec<(usize, Reason)> {
    let about = |guess: &Guess| match &guess.column {
        Column::Value { measure, about } => Some((*measure, about.clone())),
        _ => None,
    };
    let is_score = |measure: Measure| matches!(measure, Measure::Mean | Measure::Answers(_) | Measure::Answer);
    let scored: Vec<About> =
        columns.iter().filter_map(about).filter(|(m, _)| is_score(*m)).map(|(_, about)| about).collect();
    let rows_named = columns.iter().any(|guess| matches!(guess.column, Column::Code | Column::Title));
    let told = rows_named && !columns.iter().any(|guess| guess.column == Column::Measure);
    let reason = |i: usize| {
        let (guess, content) = (&columns[i], &contents[i]);
        match &guess.column {
            _ if content.numbers + content.texts == 0 => None,
            Column::Ignored | Column::Respondent if guess.personal => Some(Reason::Personal),
            Column::Ignored if content.holds_means() => Some(Reason::ColumnLeftOut),
            Column::Value { measure: Measure::Rate, about } if told => {
                let beside = if about.group.is_some() { scored.contains(about) } else { !scored.is_empty() };
                (!beside).then_some(Reason::Percentage)
            }
            Column::Value { measure: Measure::Count, about } if told && about.group.is_some() => {
                let beside = scored.iter().any(|scored| scored.group == about.group || scored.group.is_none());
                (!beside).then_some(Reason::UnknownColumn)
            }
            _ => None,
        }
    };
    (0..columns.len()).filter(|&i| headings[i] != EDITION).filter_map(|i| Some((i, reason(i)?))).collect()
}

/// Are the rows items? Then a name that an area and an item share (`Infrastructure`) is the
/// item's, unless the area is missing between the others.
fn rows_are_items(table: &Table, rows: Range<usize>, columns: &[Guess], edition: Edition) -> bool {
    let Some(key) = columns
        .iter()
        .position(|guess| guess.column == Column::Code)
        .or_else(|| columns.iter().position(|guess| guess.column == Column::Title))
    else {
        return false;
    };
    let (mut items, mut areas, mut shared) = (false, HashSet::new(), None);
    for row in rows {
        let cell = table.cell(row, key);
        match codes::named(cell, edition).map(|named| named.subject) {
            Some(Subject::Area(area)) if words::item_titled(&words::fold(cell)).is_some() => shared = Some(area),
            Some(Subject::Area(area)) => {
                areas.insert(area);
            }
            Some(Subject::Item(_)) => items = true,
            _ => {}
        }
    }
    items && shared.is_some_and(|area| areas.is_empty() || areas.contains(&area))
}

/// A column's heading, top to bottom. A cell that was merged over several columns
/// stands only in the first of them.
fn heading(table: &Table, header: Range<usize>, column: usize, contents: &[Content]) -> Vec<String> {
    let last = header.end.saturating_sub(1);
    let mut parts = Vec::new();
    for row in header {
        let mut cell = table.cell(row, column);
        if cell.is_empty() && row != last && contents[column].numbers > 0 {
            let left = (0..column).rev().find(|&c| !table.cell(row, c).is_empty());
            cell = left
                .map(|c| table.cell(row, c))
                .filter(|text| {
                    words::said(text).terms.iter().all(|t| !is_key(*t))
                        || words::said(text).rest.len() + words::said(text).groups.len() > 0
                })
                .unwrap_or("");
        }
        if !cell.is_empty() {
            parts.push(cell.to_owned());
        }
    }
    parts
}

fn is_key(term: Term) -> bool {
    matches!(term, Term::Code | Term::Title | Term::School | Term::Level | Term::Round | Term::Group | Term::Respondent)
}

/// What the cells of a column look like.
#[derive(Clone, Debug, Default)]
pub struct Content {
    numbers: usize,
    on_scale: usize,
    percent: usize,
    texts: usize,
    subjects: usize,
    items: usize,
    groups: usize,
    levels: usize,
    distinct: usize,
    /// Numbers that count on from 1.
    running: usize,
    /// Numbers with a decimal mark.
    broken: usize,
    /// Numbers of the scale that are no whole answers, nor thousands (`1.200`).
    means: usize,
    /// Cells that name a round.
    rounds: usize,
    /// Cells that say what the values of their row are.
    measures: usize,
    /// Texts that name a total or another statistic.
    totals: usize,
}

impl Content {
    fn of(table: &Table, rows: Range<usize>, column: usize, edition: Edition) -> Content {
        let mut content = Content::default();
        let mut seen = HashSet::new();
        for row in rows {
            let cell = table.cell(row, column);
            let value = numbers::cell(cell);
            let figure = matches!(value, Cell::Number(_)) && cell.len() > 1;
            content.measures += usize::from(!figure && !cell.is_empty() && measure_told(cell).is_some());
            match value {
                Cell::Missing => continue,
                Cell::Number(number) => {
                    content.numbers += 1;
                    content.running += usize::from(number.value == content.numbers as f64);
                    content.on_scale += usize::from((1.0..=5.0).contains(&number.value));
                    content.percent += usize::from(number.percent);
                    content.broken += usize::from(number.mark.is_some());
                    let fraction = number.value.fract() != 0.0 && number.decimals != 3;
                    content.means += usize::from(fraction && (1.0..=5.0).contains(&number.value));
                    content.rounds += usize::from(figure && words::is_round(cell));
                    continue;
                }
                // A date or a formula that stands for a number.
                Cell::Text if numbers::count(cell).is_some() || table.is_native(row, column) => {
                    content.numbers += 1;
                    continue;
                }
                Cell::Text if is_answer_in_words(&words::said(cell)) => {
                    content.numbers += 1;
                    content.on_scale += 1;
                    continue;
                }
                Cell::Text => content.texts += 1,
            }
            content.totals += usize::from(words::is_total(cell) || words::is_statistic(cell));
            seen.insert(cell);
            if let Some(named) = codes::named(cell, edition) {
                content.subjects += 1;
                content.items += usize::from(matches!(named.subject, Subject::Item(_)));
            }
            content.rounds += usize::from(words::is_round(cell));
            let folded = words::fold(cell);
            content.groups += usize::from(words::group(&folded).is_some());
            content.levels += usize::from(words::level(&folded).is_some());
        }
        content.distinct = seen.len();
        content
    }

    fn mostly(&self, some: usize) -> bool {
        some > 0 && some * 10 >= (self.texts + self.numbers) * 6
    }

    /// 1, 2, 3…: the rows are numbered, but for those of averages.
    fn is_running(&self) -> bool {
        self.numbers > 2 && self.texts == self.totals && self.running == self.numbers
    }

    /// Nothing but numbers of the scale.
    fn is_on_scale(&self) -> bool {
        self.numbers > 0 && self.texts == self.totals && self.on_scale == self.numbers && self.percent == 0
    }

    fn is_numeric(&self) -> bool {
        self.numbers > 0 && self.numbers * 2 >= self.texts
    }

    /// Years, or texts that name rounds.
    fn is_round(&self) -> bool {
        self.mostly(self.rounds)
    }

    /// Numbers between 1 and 5 with decimals: whatever the heading says, these count nobody.
    fn holds_means(&self) -> bool {
        self.means > 0 && self.on_scale * 10 >= self.numbers * 9
    }
}

struct Guess {
    column: Column,
    certainty: Certainty,
    /// Words of the heading that are none of ours: perhaps a school's name.
    name: Option<String>,
    /// A mean over everything, if there are means per group beside it.
    overall: bool,
    /// The heading has a word for a mean.
    averaged: bool,
    /// The heading has a word for a count.
    counted: bool,
    /// What people say of themselves: never kept.
    personal: bool,
}

fn guess(parts: &[String], content: &Content, scale: bool, edition: Edition) -> Guess {
    let mut about = About::default();
    let mut terms = Vec::new();
    let mut name = Vec::new();
    let mut percent = false;
    for part in parts {
        let part = without_count(part);
        percent |= part.contains('%');
        if let Some(step) = step_of(&part).filter(|_| scale) {
            terms.push(Term::Answer(step));
            continue;
        }
        let step = leading_step(&part);
        if let Some(named) = codes::named(&part, edition).filter(|_| content.is_numeric() || content.texts == 0) {
            let said = words::said(&named.title);
            about.group = about.group.or_else(|| group_beside(&named.title));
            terms.extend(said.terms.iter().copied().filter(|t| !is_key(*t)));
            about.subject = Some(named.subject);
            continue;
        }
        if words::is_round(&part) {
            about.round = Some(part);
            continue;
        }
        if let Some(step) = own_answers(&part) {
            terms.push(Term::Answer(step));
            continue;
        }
        if let Some(step) = numbered_answer(&part) {
            terms.push(Term::Answer(step));
            continue;
        }
        let part = match round_told(&part, content) {
            Some((round, rest)) => {
                about.round = Some(round);
                rest
            }
            None => part,
        };
        let said = words::said(&part);
        let (named, level) = words::name_in(&part, content.numbers > 0 && content.texts == 0);
        about.group = about.group.or(one(&said));
        about.level = about.level.or(level);
        match measured_item(&said, edition) {
            Some(item) => about.subject = Some(item),
            None => name.extend(named),
        }
        match step.filter(|_| said.terms.iter().any(|t| matches!(t, Term::Answer(_)))) {
            Some(step) => terms.push(Term::Answer(step)),
            None => terms.extend(&said.terms),
        }
    }
    let name = (!name.is_empty()).then(|| name.join(" "));
    // A heading may be a round's ("kör") or an age's ("kor"): the cells tell.
    let personal = !content.is_round() && parts.last().is_some_and(|part| words::is_personal(part));
    let (column, certainty) = if personal {
        (Column::Ignored, Certainty::Sure)
    } else {
        meaning(&terms, about, name.is_some(), percent, content)
    };
    let overall = matches!(&column, Column::Value { measure: Measure::Mean, about } if about.group.is_none() && about.subject.is_none())
        && name.is_none()
        && terms.iter().any(|t| matches!(t, Term::Mean | Term::Total));
    let counted = terms.iter().any(|t| matches!(t, Term::Count | Term::Answered));
    Guess { column, certainty, name, overall, averaged: terms.contains(&Term::Mean), counted, personal }
}

/// The round that a heading names, and the rest of it: `Teachers 2022`, `Teachers pre`,
/// `1. forduló tanárok`.
fn round_told(part: &str, content: &Content) -> Option<(String, String)> {
    if let Some(round) = round_in(part) {
        let mut rest = part.replacen(&round, "", 1);
        let mut name = without_ending(&round).to_owned();
        // "2021/22 I. félév"
        if let Some(place) = words::counted_round(&rest) {
            name = format!("{name} {}", &rest[place.clone()]);
            rest.replace_range(place, "");
        }
        return Some((name, rest));
    }
    let is_known = |rest: &str| {
        let said = words::said(rest);
        said.rest.is_empty() && !(said.groups.is_empty() && said.terms.is_empty())
    };
    if let Some(place) = words::counted_round(part) {
        let rest = format!("{}{}", &part[..place.start], &part[place.end..]);
        let bare = !rest.contains(char::is_alphanumeric);
        // "R1" alone over whole numbers may be whoever answered.
        if bare && (place.len() > 2 || content.holds_means()) || is_known(&rest) {
            return Some((part[place].to_owned(), rest));
        }
    }
    let (before, last) = part.rsplit_once(' ')?;
    let (first, after) = part.split_once(' ')?;
    let ends = [(last, before), (first, after)];
    let names = |word: &str| words::is_round(word) || words::is_worded_ordinal(&words::fold(word));
    let (round, rest) = ends.into_iter().find(|(word, rest)| names(word) && is_known(rest))?;
    Some((round.trim_matches(|c: char| !c.is_alphanumeric()).to_owned(), rest.to_owned()))
}

/// `2021/22` of `2021/22-es` and of `2021/22.`.
fn without_ending(round: &str) -> &str {
    let round = round.trim_end_matches('.');
    let ended = round.rsplit_once('-').filter(|(year, ending)| {
        year.ends_with(|c: char| c.is_ascii_digit()) && matches!(*ending, "es" | "as" | "os" | "ös")
    });
    ended.map_or(round, |(year, _)| year)
}

/// `N A1`: the item that a measure in a heading is of.
fn measured_item(said: &Said, edition: Edition) -> Option<Subject> {
    let [code] = said.rest.as_slice() else { return None };
    let measured = said.terms.iter().any(|term| matches!(term, Term::Mean | Term::Count | Term::Deviation));
    codes::named(code, edition).map(|named| named.subject).filter(|_| measured)
}

/// What a cell says that the values of its row are: `mean`, `n`, or one of the answers.
pub fn measure_told(cell: &str) -> Option<Measure> {
    if let [step @ b'1'..=b'5'] = cell.as_bytes() {
        return Some(Measure::Answers(step - b'0'));
    }
    let said = words::said(cell);
    let plain = said.groups.is_empty()
        && said.rest.iter().all(|word| leading_step(cell).is_some_and(|step| word.parse() == Ok(step)));
    match said.terms.as_slice() {
        [Term::Answer(step)] => Some(Measure::Answers(*step)),
        [Term::NotApplicable] => Some(Measure::NotApplicable),
        [Term::Mean] => Some(Measure::Mean),
        [Term::Count | Term::Answered | Term::Total] => Some(Measure::Count),
        [Term::Deviation] => Some(Measure::Deviation),
        _ => None,
    }
    .filter(|_| plain)
}

/// Do the five answers that stand side by side tell of the same? Else they are numbers.
fn answers_go_together(columns: &[Guess]) -> bool {
    columns.windows(2).all(|two| match (&two[0].column, &two[1].column) {
        (
            Column::Value { measure: Measure::Answers(step), about },
            Column::Value { measure: Measure::Answers(next), about: other },
        ) => step + 1 != *next || about == other,
        _ => true,
    })
}

/// `answers_4`: how our own tidy form heads the answers, which go with the mean there
/// and do not stand for it.
fn own_answers(heading: &str) -> Option<u8> {
    heading.strip_prefix("answers_")?.parse().ok().filter(|step| (1..=5).contains(step))
}

fn has_own_answers(headings: &[String]) -> bool {
    headings.iter().any(|heading| own_answers(heading).is_some())
}

/// `Answer 4` in a heading, in any language that we know: the step of the scale.
fn numbered_answer(part: &str) -> Option<u8> {
    let folded = words::fold(part);
    let (word, step) = folded.split_once(' ')?;
    let known = ["answer", "answers", "valasz", "respuesta", "resposta", "risposta", "odgovor", "antwort"];
    step.parse().ok().filter(|step| (1..=5).contains(step) && known.contains(&word))
}

/// `4 - agree` in a heading: the step of the scale.
fn leading_step(part: &str) -> Option<u8> {
    let (digit, rest) = part.split_at_checked(1)?;
    let step = digit.parse().ok().filter(|s| (1..=5).contains(s))?;
    rest.starts_with(|c: char| !c.is_alphanumeric()).then_some(step)
}

fn one(said: &Said) -> Option<Group> {
    match said.groups.as_slice() {
        [group] => Some(*group),
        _ => None,
    }
}

/// The group that stands beside an item or area in a heading: `A1_T`, `A1 Digital strategy
/// (teachers)`. A group within a title is what the item asks about, not who answered.
fn group_beside(title: &str) -> Option<Group> {
    if is_catalogued(title) {
        return None;
    }
    let alone = |part: &str| one(&words::said(part)).filter(|_| words::said(part).rest.is_empty());
    let behind = || title.trim_end_matches([')', ']']).rsplit_once(['(', '[', '_', '/', '|', ':', '–', '—']);
    let dashed = || title.rsplit_once(" - ");
    alone(title).or_else(|| behind().or_else(dashed).and_then(|(_, last)| alone(last)))
}

/// Is it the title of an item or the name of an area?
fn is_catalogued(title: &str) -> bool {
    let folded = words::fold(title);
    words::item_titled(&folded).is_some() || words::is_area_name(&folded)
}

/// A heading without `(n=45)` and without `(max. 5)`.
fn without_count(part: &str) -> String {
    let part = &without_scale(part);
    let Some(told) = around_count(part) else { return part.clone() };
    let after = told.after.trim_start_matches([')', ']', ' ']);
    format!("{} {after}", told.before.trim_end_matches(['(', '[', ' ', ',', ';', '–', '-'])).trim().to_owned()
}

/// The count in a heading such as `Teachers (n=61)`.
pub fn count_told(heading: &str) -> Option<u32> {
    around_count(heading).map(|told| told.count)
}

/// A count in a heading, and what stands before and after it.
struct CountTold<'a> {
    before: &'a str,
    count: u32,
    after: &'a str,
}

/// Finds `n=61`, `N: 1 234` and `58 fő` in a heading.
fn around_count(heading: &str) -> Option<CountTold<'_>> {
    let marked = heading.match_indices(['=', ':']).find_map(|(at, _)| {
        let before = heading[..at].trim_end().strip_suffix(['n', 'N'])?;
        let apart = before.is_empty() || before.ends_with([' ', '(', '[', ',', ';', '\u{a0}']);
        let (count, after) = leading_count(heading[at + 1..].trim_start())?;
        apart.then_some(CountTold { before, count, after })
    });
    marked.or_else(|| {
        heading.char_indices().filter(|(_, c)| c.is_ascii_digit()).find_map(|(at, _)| {
            let before = &heading[..at];
            let (count, behind) = leading_count(&heading[at..])?;
            let behind = behind.trim_start();
            let word = behind.find(|c: char| !c.is_alphanumeric()).unwrap_or(behind.len());
            let counts = matches!(
                words::fold(&behind[..word]).as_str(),
                "fo" | "fovel"
                    | "people"
                    | "persons"
                    | "respondents"
                    | "responses"
                    | "answers"
                    | "valaszado"
                    | "valasz"
                    | "kitolto"
            );
            let apart = before.is_empty() || before.ends_with([' ', '(', '[', ',', '\u{a0}']);
            (apart && counts).then_some(CountTold { before, count, after: &behind[word..] })
        })
    })
}

/// The number that a text begins with, thousands apart or not, and the rest.
fn leading_count(text: &str) -> Option<(u32, &str)> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let mut end = digits(text);
    let mut figure = text[..end].to_owned();
    let apart = (1..=3).contains(&end);
    let is_between = |c: &char| apart && matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '.' | ',');
    while let Some(mark) = text[end..].chars().next().filter(is_between) {
        let next = end + mark.len_utf8();
        if digits(&text[next..]) != 3 {
            break;
        }
        figure.push_str(&text[next..next + 3]);
        end = next + 3;
    }
    figure.parse().ok().map(|count| (count, &text[end..]))
}

/// A heading without what it says of the scale: `(1–5)`, `(max. 5)`.
fn without_scale(part: &str) -> String {
    let tells_scale = |inside: &str| {
        let folded = words::fold(inside);
        let known = |word: &str| {
            matches!(
                word,
                "1" | "5" | "max" | "maximum" | "min" | "of" | "out" | "to" | "scale" | "skala" | "pont" | "points"
            )
        };
        folded.split(' ').all(known) && folded.split(' ').any(|word| word == "5")
    };
    for (open, close) in [('(', ')'), ('[', ']')] {
        if let Some((before, behind)) = part.split_once(open)
            && let Some((inside, after)) = behind.split_once(close)
            && tells_scale(inside)
        {
            return format!("{} {}", before.trim_end(), after.trim_start()).trim().to_owned();
        }
    }
    part.to_owned()
}

fn meaning(terms: &[Term], about: About, named: bool, percent: bool, content: &Content) -> (Column, Certainty) {
    use Certainty::{Ask, Likely, Sure};
    let has = |term: Term| terms.contains(&term);
    let value = |measure| (Column::Value { measure, about: about.clone() }, Sure);
    if content.mostly(content.groups) && about.group.is_none() {
        return (Column::Group, Sure);
    }
    if !content.is_numeric() && content.mostly(content.levels) && (has(Term::Level) || !named) {
        return (Column::Level, Sure);
    }
    if let Some(Term::Answer(step)) = terms.iter().find(|t| matches!(t, Term::Answer(_))) {
        return value(Measure::Answers(*step));
    }
    for (term, measure) in [
        (Term::Invited, Measure::Invited),
        (Term::Rate, Measure::Rate),
        (Term::NotApplicable, Measure::NotApplicable),
        (Term::Deviation, Measure::Deviation),
    ] {
        if has(term) && !(term == Term::Deviation && has(Term::Mean)) {
            return value(measure);
        }
    }
    if has(Term::Other) && about.subject.is_none() {
        return (Column::Ignored, Likely);
    }
    let numeric = content.is_numeric() || content.texts == 0;
    if percent || content.percent * 2 > content.numbers {
        return value(Measure::Rate);
    }
    let counts = numeric && !content.holds_means();
    if has(Term::Answered) && counts {
        return value(Measure::Answered);
    }
    if has(Term::Count) && !has(Term::Mean) && counts && !(has(Term::Code) && content.texts > 0) {
        return value(Measure::Count);
    }
    if about.subject.is_some()
        || about.group.is_some()
            && (numeric || !named && terms.iter().all(|t| matches!(t, Term::Mean | Term::Deviation)))
        || about.round.is_some() && numeric
    {
        return value(Measure::Mean);
    }
    // A heading of two rows names the keys of both: the cells tell which one is below it.
    let outer = [Term::Group, Term::School, Term::Level, Term::Round].into_iter().any(has);
    if outer && content.mostly(content.subjects) && (has(Term::Code) || has(Term::Title)) {
        return (Column::Code, Sure);
    }
    if !named || !numeric {
        for (term, column) in [
            (Term::Group, Column::Group),
            (Term::School, Column::School),
            (Term::Level, Column::Level),
            (Term::Round, Column::Round),
            (Term::Respondent, Column::Respondent),
            (Term::Code, Column::Code),
            (Term::Title, Column::Title),
        ] {
            // Decimals name no round.
            if has(term) && !(term == Term::Round && content.broken > 0) {
                return (column, Sure);
            }
        }
    }
    if numeric && (has(Term::Mean) || has(Term::Total)) {
        return value(Measure::Mean);
    }
    if content.mostly(content.subjects) {
        return (Column::Code, Likely);
    }
    if content.texts > content.numbers {
        return (Column::Title, Likely);
    }
    if content.numbers == 0 {
        return (Column::Ignored, Likely);
    }
    (Column::Unknown, Ask)
}

/// Decides what only the columns together can tell.
/// The column that numbers items within areas, if there is one.
fn settle(
    table: &Table,
    rows: Range<usize>,
    columns: &mut [Guess],
    contents: &[Content],
    headings: &[String],
) -> Option<usize> {
    let own_answers = has_own_answers(headings);
    if !own_answers {
        lone_answers(columns, contents);
    }
    number_rows(columns, contents);
    across_or_down(columns, contents, headings);
    let item_numbers = item_numbers(table, rows.clone(), columns, contents);
    one_code(columns, contents);
    left_over_groups(columns, contents);
    tables_beside(table, rows.clone(), columns, headings);
    measures_down(table, rows.clone(), columns, contents);
    let has = |columns: &[Guess], wanted: fn(&Column) -> bool| columns.iter().any(|c| wanted(&c.column));
    let subject_rows = has(columns, |c| matches!(c, Column::Code | Column::Title));
    let subject_columns = has(columns, |c| matches!(c, Column::Value { about: About { subject: Some(_), .. }, .. }));
    let answers = !own_answers && has(columns, |c| matches!(c.measure(), Some(Measure::Answers(_))));
    if subject_columns && !has(columns, |c| matches!(c, Column::Code)) {
        rows_are_schools(columns, contents, headings);
    } else if subject_rows {
        respondents_across(columns, contents, headings);
        if !has(columns, |c| matches!(c, Column::School | Column::Respondent)) {
            schools_across(columns, headings);
        }
        if !answers {
            lone_values(columns, contents);
        }
    }
    let counted = (subject_rows || answers) && !has(columns, |c| c.measure() == Some(Measure::Count));
    let grouped = has(
        columns,
        |c| matches!(c, Column::Value { measure: Measure::Mean, about } if about.group.is_some() || about.school.is_some() || about.subject.is_some()),
    );
    for guess in columns.iter_mut() {
        if let Column::Value { measure, about } = &mut guess.column {
            if *measure == Measure::Answered && counted {
                *measure = Measure::Count;
            }
            if answers && matches!(measure, Measure::Mean | Measure::Count) && about.school.is_some() {
                // A word beside the answers that is none of ours.
                guess.column = Column::Unknown;
                guess.certainty = Certainty::Ask;
                continue;
            }
            if *measure == Measure::Mean && answers {
                // "Total" or "Mean" beside the answers.
                *measure = Measure::Count;
                if guess.averaged || guess.overall {
                    guess.column = Column::Ignored;
                }
                continue;
            }
            if guess.overall && grouped && about.group.is_none() && about.school.is_none() {
                guess.column = Column::Ignored;
            }
        }
    }
    if answers {
        // "n" and "Total" beside the answers are how many answered.
        for (guess, content) in columns.iter_mut().zip(contents) {
            if guess.overall && !guess.averaged && content.numbers > 0 {
                guess.column = Column::Value { measure: Measure::Count, about: About::default() };
            }
        }
    }
    if !subject_rows && !subject_columns {
        heads(table, rows, columns);
    }
    item_numbers.filter(|_| has(columns, |c| matches!(c, Column::Code)))
}

/// Where the means of other groups are headed as counts ("Teacher responses"), so are those of a
/// group whose means happen to be whole (`3,0`).
fn left_over_groups(columns: &mut [Guess], contents: &[Content]) {
    let about = |guess: &Guess, wanted: Measure| match &guess.column {
        Column::Value { measure, about } if *measure == wanted => Some(about.clone()),
        _ => None,
    };
    let means: Vec<About> = columns.iter().filter_map(|guess| about(guess, Measure::Mean)).collect();
    let named_so =
        columns.iter().any(|guess| guess.counted && !guess.averaged && about(guess, Measure::Mean).is_some());
    for (guess, content) in columns.iter_mut().zip(contents) {
        let alone = about(guess, Measure::Count).is_some_and(|told| {
            named_so && told.group.is_some() && means.iter().all(|mean| mean.group.is_some() && *mean != told)
        });
        if alone
            && content.broken == content.numbers
            && content.on_scale == content.numbers
            && content.numbers > 0
            && let Column::Value { measure, .. } = &mut guess.column
        {
            *measure = Measure::Mean;
        }
    }
}

/// How many there are ("Létszám") beside how many answered: as many were invited.
fn heads(table: &Table, rows: Range<usize>, columns: &mut [Guess]) {
    let only = |wanted: Measure| {
        let mut found = (0..columns.len()).filter(|&i| columns[i].column.measure() == Some(wanted));
        found.next().filter(|_| found.next().is_none())
    };
    let (Some(all), Some(answered), None) = (only(Measure::Count), only(Measure::Answered), only(Measure::Invited))
    else {
        return;
    };
    let fits = |row: usize| match (numbers::count(table.cell(row, all)), numbers::count(table.cell(row, answered))) {
        (Some(all), Some(answered)) => all >= answered,
        _ => true,
    };
    if rows.clone().all(fits)
        && let Column::Value { measure, .. } = &mut columns[all].column
    {
        *measure = Measure::Invited;
    }
}

/// Items stand across or down, not both: letters and class names beside columns of items
/// (`F`, `A`, `B1`) are no codes, and a lone letter over a table of items is no area.
fn across_or_down(columns: &mut [Guess], contents: &[Content], headings: &[String]) {
    let across = |guess: &Guess| match &guess.column {
        Column::Value { about, .. } => about.subject.clone(),
        _ => None,
    };
    let items_across = columns.iter().filter_map(across).any(|subject| matches!(subject, Subject::Item(_)));
    let says_code = |heading: &str| words::said(heading).terms.iter().any(|t| matches!(t, Term::Code | Term::Title));
    for (i, guess) in columns.iter_mut().enumerate().filter(|(_, guess)| guess.column == Column::Code) {
        let (content, named) = (&contents[i], says_code(&headings[i]));
        if items_across && content.subjects > 0 && (content.items == 0 || !named) {
            guess.column = Column::Ignored;
            guess.certainty = Certainty::Likely;
        }
    }
    let letters_down = columns
        .iter()
        .zip(contents)
        .any(|(guess, content)| matches!(guess.column, Column::Code | Column::Title) && content.subjects > 0);
    if !letters_down {
        return;
    }
    for (i, guess) in columns.iter_mut().enumerate() {
        let last = headings[i].rsplit(HEADER_ROWS).next().unwrap_or_default();
        let is_letter = last.chars().filter(|c| c.is_alphanumeric()).count() == 1;
        if is_letter && matches!(across(guess), Some(Subject::Area(_))) {
            guess.column = Column::Unknown;
            guess.certainty = Certainty::Ask;
            // The letter goes on what a merged heading above it says.
            let above = guess.name.take().map_or(String::new(), |above| above + " ");
            guess.name = Some(above + last);
        }
    }
}

/// `B;1` in two columns: item B1. The column of the numbers, if they start again in each
/// area and never stand twice in one.
fn item_numbers(table: &Table, rows: Range<usize>, columns: &mut [Guess], contents: &[Content]) -> Option<usize> {
    let coded: Vec<usize> = (0..columns.len()).filter(|&i| columns[i].column == Column::Code).collect();
    let [area, number] = *coded.as_slice() else { return None };
    let (letters, figures) = (&contents[area], &contents[number]);
    let fit = letters.items == 0
        && letters.subjects == letters.texts
        && letters.numbers == 0
        && letters.distinct < letters.texts
        && figures.numbers > 1
        && figures.texts + figures.broken + figures.percent == 0
        && !figures.is_running();
    let mut seen = HashSet::new();
    let apart = rows.into_iter().all(|row| {
        let pair = (table.cell(row, area), table.cell(row, number));
        pair.0.is_empty() || pair.1.is_empty() || seen.insert(pair)
    });
    if !(fit && apart) {
        return None;
    }
    columns[number].column = Column::Ignored;
    Some(number)
}

/// "% agree" or "disagree" and "agree" alone are no distribution.
fn lone_answers(columns: &mut [Guess], contents: &[Content]) {
    let step = |guess: &Guess| match guess.column.measure() {
        Some(Measure::Answers(step)) => Some(step),
        _ => None,
    };
    let steps: HashSet<u8> = columns.iter().filter_map(step).collect();
    for (guess, content) in columns.iter_mut().zip(contents).filter(|_| steps.len() < 4) {
        if let Column::Value { measure: measure @ Measure::Answers(_), .. } = &mut guess.column {
            if content.percent > 0 {
                *measure = Measure::Rate;
            } else {
                guess.column = Column::Unknown;
                guess.certainty = Certainty::Ask;
            }
        }
    }
}

/// Columns of single answers that only a number or their order tells apart are respondents.
fn respondents_across(columns: &mut [Guess], contents: &[Content], headings: &[String]) {
    let group = |guess: &Guess| match &guess.column {
        Column::Unknown | Column::Respondent => Some(None),
        Column::Value { measure: Measure::Mean, about } if !guess.overall => {
            let bare = About { group: about.group, ..About::default() };
            (*about == bare).then_some(about.group)
        }
        _ => None,
    };
    let across: Vec<usize> =
        (0..columns.len()).filter(|&i| contents[i].texts == 0 && group(&columns[i]).is_some()).collect();
    let single = |i: &usize| {
        let content = &contents[*i];
        content.broken == 0 && content.percent == 0 && content.on_scale * 2 >= content.numbers
    };
    let serial = |i: &usize| {
        let name = columns[*i].name.as_deref().unwrap_or_default();
        words::fold(name).replace(|c: char| c.is_ascii_digit() || c == ' ', "")
    };
    let names: HashSet<String> = across.iter().map(serial).collect();
    let named = names.iter().any(|name| words::term(name) == Some(Term::School));
    let groups: Vec<Option<Group>> = across.iter().filter_map(|&i| group(&columns[i])).collect();
    let grouped: HashSet<Option<Group>> = groups.iter().copied().collect();
    let numbered = across.iter().all(|&i| headings[i].contains(|c: char| c.is_ascii_digit()));
    let repeated = !grouped.contains(&None) && grouped.len() < across.len();
    let whole = across.len() > 2 && across.iter().all(single) && across.iter().any(|&i| contents[i].numbers > 0);
    // Schools over groups, each over several answers.
    let who: HashSet<(String, Option<Group>)> = across.iter().map(serial).zip(groups.iter().copied()).collect();
    let schools = names.len() > 1;
    let several = !schools || !grouped.contains(&None) && who.len() * 2 <= across.len();
    if !whole || !several || named && !schools || !numbered && !repeated {
        return;
    }
    for guess in columns.iter_mut() {
        // Means beside the answers that they are of.
        if guess.column.measure() == Some(Measure::Mean) {
            guess.column = Column::Ignored;
        }
    }
    for (i, group) in across.into_iter().zip(groups) {
        let school = columns[i].name.take().filter(|_| schools);
        let about = About { group, school, ..About::default() };
        columns[i].column = Column::Value { measure: Measure::Answer, about };
    }
}

/// A column that says what the values of its row are: `mean` and `n` below each other, or
/// the answers 1–5, each with how many gave it.
fn measures_down(table: &Table, rows: Range<usize>, columns: &mut [Guess], contents: &[Content]) {
    let is_key = |c: &Column| {
        matches!(c, Column::Code | Column::Title | Column::School | Column::Level | Column::Round | Column::Group)
    };
    let has = |wanted: fn(&Column) -> bool| columns.iter().any(|guess| wanted(&guess.column));
    if has(|c| matches!(c, Column::Respondent))
        || has(|c| matches!(c.measure(), Some(Measure::Answers(_) | Measure::Answer)))
    {
        return;
    }
    let told = |column: usize| {
        let (content, guess) = (&contents[column], &columns[column].column);
        let cells = content.numbers + content.texts;
        let keys: Vec<usize> = (0..columns.len()).filter(|&i| i != column && is_key(&columns[i].column)).collect();
        let subject = keys.iter().any(|&i| matches!(columns[i].column, Column::Code | Column::Title));
        let free = matches!(guess, Column::Title | Column::Unknown | Column::Ignored)
            || matches!(guess, Column::Value { measure: Measure::Mean, about } if *about == About::default());
        let values = (0..columns.len()).any(|i| i != column && !keys.contains(&i) && contents[i].numbers > 0);
        // An answer that is none must not hide what the column is.
        free && subject
            && values
            && content.measures > 1
            && content.measures * 10 >= cells * 8
            && tells_apart(table, rows.clone(), &keys, column, if columns[column].averaged { 5 } else { 3 })
    };
    let Some(column) = (0..columns.len()).find(|&column| told(column)) else { return };
    columns[column].column = Column::Measure;
    let is_value = |guess: &Guess| guess.column == Column::Unknown || guess.column.measure().is_some();
    let values: Vec<usize> = (0..columns.len()).filter(|&i| is_value(&columns[i])).collect();
    if let [only] = values.as_slice()
        && columns[*only].column == Column::Unknown
    {
        let measure = match (contents[*only].broken, contents[column].texts) {
            (0, _) => Measure::Count,
            (_, 0) => Measure::Rate,
            _ => Measure::Mean,
        };
        columns[*only].column = Column::Value { measure, about: About::default() };
        columns[*only].name = None;
    }
}

/// Do rows of the same keys differ in what a column says, and go through so many steps of
/// the scale or have words for what they are?
fn tells_apart(table: &Table, rows: Range<usize>, keys: &[usize], column: usize, steps: usize) -> bool {
    let mut last = vec![""; keys.len()];
    let mut seen: HashMap<Vec<&str>, HashSet<Measure>> = HashMap::new();
    let (mut told, mut again) = (0, 0);
    for row in rows {
        let Some(measure) = measure_told(table.cell(row, column)) else { continue };
        for (place, &key) in keys.iter().enumerate() {
            if !table.cell(row, key).is_empty() {
                last[place] = table.cell(row, key);
            }
        }
        told += 1;
        again += usize::from(!seen.entry(last.clone()).or_default().insert(measure));
    }
    let is_worded = |m: &Measure| !matches!(m, Measure::Answers(_));
    let goes =
        |measures: &HashSet<Measure>| measures.len() >= steps || measures.len() > 1 && measures.iter().any(is_worded);
    again * 2 < told && seen.values().any(goes)
}

/// `No` over 1, 2, 3… beside items that stand across numbers the respondents.
fn number_rows(columns: &mut [Guess], contents: &[Content]) {
    let across = |c: &Guess| matches!(&c.column, Column::Value { about, .. } if about.subject.is_some());
    if columns.iter().any(across) {
        for (guess, _) in columns.iter_mut().zip(contents).filter(|(_, content)| content.is_running()) {
            if guess.column == Column::Code {
                guess.column = Column::Respondent;
            }
        }
    }
}

/// Several columns may look like codes (an area's beside an item's): the one with
/// the most items is it.
fn one_code(columns: &mut [Guess], contents: &[Content]) {
    let candidates: Vec<usize> =
        (0..columns.len()).filter(|&i| matches!(columns[i].column, Column::Code | Column::Title)).collect();
    let weight = |i: usize| {
        (contents[i].items, contents[i].subjects, usize::from(columns[i].column == Column::Code), contents[i].texts)
    };
    let Some(best) = candidates.iter().copied().max_by_key(|&i| (weight(i), std::cmp::Reverse(i))) else { return };
    let coded = contents[best].subjects > 0;
    for i in candidates {
        if i == best {
            columns[i].column = if coded || columns[i].column == Column::Code { Column::Code } else { Column::Title };
        } else if columns[i].column == Column::Code {
            columns[i].column =
                if contents[i].texts > 0 && contents[i].distinct > 1 && contents[i].subjects * 2 < contents[i].texts {
                    Column::Title
                } else {
                    Column::Ignored
                };
        }
    }
}

/// Another table beside the first, with items of its own: what stands behind them is not
/// about the first's.
fn tables_beside(table: &Table, rows: Range<usize>, columns: &mut [Guess], headings: &[String]) {
    let Some(code) = columns.iter().position(|c| c.column == Column::Code) else { return };
    let differs = |column: usize| rows.clone().any(|row| table.cell(row, column) != table.cell(row, code));
    let beside = (code + 1..columns.len()).find(|&i| headings[i] == headings[code] && differs(i));
    for guess in columns.iter_mut().skip(beside.map_or(usize::MAX, |beside| beside + 1)) {
        if guess.column.measure().is_some() {
            guess.column = Column::Unknown;
            guess.certainty = Certainty::Ask;
            guess.name = None;
        }
    }
}

/// Items stand across: the rows are schools, groups or respondents.
fn rows_are_schools(columns: &mut [Guess], contents: &[Content], headings: &[String]) {
    for (guess, _) in columns.iter_mut().zip(contents).filter(|(_, content)| content.is_running()) {
        let bare = |about: &About| about.subject.is_none() && about.group.is_none();
        if matches!(&guess.column, Column::Value { about, .. } if bare(about)) {
            guess.column = Column::Respondent;
        }
    }
    let of_items = |c: &Guess| matches!(&c.column, Column::Value { about, .. } if about.subject.is_some());
    let means = columns.iter().zip(contents).any(|(guess, content)| of_items(guess) && content.means > 0);
    // What people say of themselves (gender, subject) names no school.
    let people = !means && columns.iter().any(|c| c.personal || matches!(c.column, Column::Respondent));
    let mut taken = people || columns.iter().any(|c| matches!(c.column, Column::School | Column::Respondent));
    for ((guess, content), heading) in columns.iter_mut().zip(contents).zip(headings) {
        match guess.column {
            Column::Ignored if guess.personal && !means => guess.column = Column::Respondent,
            Column::Title if people && words::is_bare_name(heading) => {
                guess.column = Column::Respondent;
                guess.personal = true;
            }
            Column::Title if !taken && content.texts > 0 && !means && !heading.is_empty() => {
                guess.column = Column::Unknown;
                guess.certainty = Certainty::Ask;
                taken = true;
            }
            Column::Title if !taken && content.texts > 0 => {
                guess.column = Column::School;
                guess.certainty = Certainty::Likely;
                taken = true;
            }
            Column::Title => guess.column = Column::Ignored,
            // A question of the school's own beside the items.
            Column::Unknown if content.is_on_scale() && asks(heading) => {
                let subject = Some(Subject::Own(heading.split_whitespace().collect::<Vec<_>>().join(" ")));
                let about = About { subject, ..About::default() };
                guess.column = Column::Value { measure: Measure::Mean, about };
                guess.certainty = Certainty::Likely;
            }
            // Something that may be one.
            Column::Unknown if content.is_on_scale() && !heading.is_empty() => {}
            Column::Unknown => guess.column = Column::Ignored,
            _ => {}
        }
    }
}

/// Does a heading ask a question of the school's own: `X1`, `Own question: tablets`, or a
/// question mark?
fn asks(heading: &str) -> bool {
    let folded = words::fold(heading);
    let own = ["sajat kerdes", "own question", "school question", "pregunta propia", "domanda propria"];
    heading.ends_with('?') || codes::foreign_code(heading) || own.iter().any(|words| folded.starts_with(words))
}

/// Columns with names of their own over numbers are schools, if all of them are.
fn schools_across(columns: &mut [Guess], headings: &[String]) {
    let is_candidate = |g: &Guess| {
        g.name.is_some()
            && match &g.column {
                Column::Unknown => true,
                Column::Value { measure, about } => {
                    about.subject.is_none() && matches!(measure, Measure::Mean | Measure::Count | Measure::Deviation)
                }
                _ => false,
            }
    };
    let candidates: Vec<usize> = (0..columns.len()).filter(|&i| is_candidate(&columns[i])).collect();
    let plain = columns
        .iter()
        .filter(|g| {
            g.name.is_none()
                && matches!(&g.column, Column::Value { measure: Measure::Mean, about } if about.group.is_some())
        })
        .count();
    let names: HashSet<String> =
        candidates.iter().filter_map(|&i| columns[i].name.as_deref().map(words::fold)).collect();
    let groups: HashSet<Option<Group>> = candidates
        .iter()
        .filter_map(|&i| match &columns[i].column {
            Column::Value { about, .. } => Some(about.group),
            _ => None,
        })
        .collect();
    // The same word over every group is a way of speaking ("Teachers' view"), no school; so
    // are words in small letters that each group has one of ("tanári kar").
    let small = |i: &usize| columns[*i].name.as_deref().is_some_and(|name| name.starts_with(char::is_lowercase));
    let one_each = groups.len() == candidates.len() && !groups.contains(&None) && candidates.iter().all(small);
    let way_of_speaking = (names.len() == 1 || one_each) && groups.len() > 1;
    let nameless = |i: usize| columns[i].column == Column::Unknown && columns[i].name.is_none();
    if way_of_speaking || (0..columns.len()).any(|i| nameless(i) && !headings[i].is_empty()) {
        return;
    }
    // "V", "Isk.", "Tölgyfő Tan.": cut short, they may stand for a group.
    let is_cut = |name: &str, heading: &str| {
        let dotted =
            |word: &str| word.chars().count() <= 4 && heading.contains(&format!("{}.", word.trim_end_matches('.')));
        let (front, last) = name.rsplit_once(' ').unwrap_or(("", name));
        let beside = || names.contains(&words::fold(front));
        match last.chars().count() {
            1 => front.is_empty() || beside(),
            _ => dotted(last) && (front.is_empty() || beside()),
        }
    };
    let cut: HashSet<usize> = candidates
        .iter()
        .copied()
        .filter(|&i| columns[i].name.as_deref().is_some_and(|name| is_cut(name, &headings[i])))
        .collect();
    let few = candidates.len() < 2;
    let averaged = candidates.iter().filter(|&&i| columns[i].averaged).count();
    let is_mean = |i: usize| matches!(columns[i].column.measure(), None | Some(Measure::Mean));
    let means = candidates.iter().filter(|&&i| is_mean(i)).count();
    for i in candidates {
        // A word beside groups, or a mean beside schools, that may be anything.
        let grouped = matches!(&columns[i].column, Column::Value { about, .. } if about.group.is_some());
        if !grouped && (plain > 0 || cut.contains(&i)) || columns[i].averaged && averaged < means {
            columns[i].column = Column::Unknown;
            columns[i].certainty = Certainty::Ask;
            continue;
        }
        if plain > 0 && few {
            continue;
        }
        let school = columns[i].name.take();
        match &mut columns[i].column {
            Column::Value { about, .. } => about.school = school,
            column => *column = Column::Value { measure: Measure::Mean, about: About { school, ..About::default() } },
        }
        columns[i].certainty = Certainty::Likely;
        columns[i].overall = false;
    }
}

/// One column of numbers that nobody named, beside items, holds the means.
fn lone_values(columns: &mut [Guess], contents: &[Content]) {
    let means = columns.iter().filter(|g| g.column.measure() == Some(Measure::Mean)).count();
    let unknown: Vec<usize> = (0..columns.len()).filter(|&i| columns[i].column == Column::Unknown).collect();
    if let ([only], 0) = (unknown.as_slice(), means)
        && contents[*only].on_scale > 0
    {
        columns[*only].column = Column::Value { measure: Measure::Mean, about: About::default() };
        columns[*only].certainty = Certainty::Likely;
    }
}

/// What the lines above a table say.
fn context(table: &Table, titles: Range<usize>, edition: Edition) -> About {
    let mut about = About::default();
    let sheet = table.sheet.clone().unwrap_or_default();
    let lines = titles.flat_map(|row| table.cells(row).map(str::to_owned).collect::<Vec<_>>());
    for line in lines.chain([sheet]).filter(|line| !line.is_empty()) {
        let said = words::said(&line);
        about.group = about.group.or_else(|| match codes::named(&line, edition) {
            Some(named) => group_beside(&named.title),
            None => one(&said),
        });
        about.level = about.level.or(said.level);
        about.round = about.round.or_else(|| round_in(&line));
    }
    about
}

/// `2021. ősz` in `SELFIE eredmények – 2021. ősz`: the longest run of words that
/// names a round.
pub fn round_in(line: &str) -> Option<String> {
    let words: Vec<&str> = line.split([' ', '_', '\u{a0}']).filter(|w| !w.is_empty()).collect();
    (0..words.len())
        .flat_map(|from| (from + 1..=words.len().min(from + 3)).map(move |to| (from, to)))
        .map(|(from, to)| words[from..to].join(" "))
        .map(|phrase| phrase.trim_matches(|c: char| !c.is_alphanumeric() && c != '.').to_owned())
        .filter(|phrase| words::is_round(without_ending(phrase)) && phrase.chars().any(|c| c.is_ascii_digit()))
        .max_by_key(|phrase| phrase.chars().count())
}

fn shape(table: &Table, block: &Block) -> Shape {
    let measures = |wanted: fn(Measure) -> bool| block.columns.iter().any(|c| c.measure().is_some_and(wanted));
    let has = |wanted: &Column| block.columns.contains(wanted);
    let abouts = || {
        block.columns.iter().filter_map(|c| match c {
            Column::Value { measure: Measure::Mean, about } => Some(about),
            _ => None,
        })
    };
    if measures(|m| matches!(m, Measure::Answers(_))) && !has_own_answers(&block.headings) {
        return Shape::Distribution;
    }
    if measures_told(table, block).any(|measure| matches!(measure, Measure::Answers(_))) {
        return Shape::Distribution;
    }
    let subject_rows = has(&Column::Code) || has(&Column::Title);
    let one_answer_a_row = || has(&Column::Respondent) && subject_rows && !are_means(table, block);
    if measures(|m| m == Measure::Answer) || one_answer_a_row() && abouts().count() == 1 {
        return Shape::Respondents;
    }
    if abouts().any(|a| a.subject.is_some()) && !subject_rows {
        return if keys_repeat(table, block) && !are_means(table, block) {
            Shape::Respondents
        } else {
            Shape::ClusterGrid
        };
    }
    if !subject_rows && measures(|m| matches!(m, Measure::Invited | Measure::Answered | Measure::Count | Measure::Rate))
    {
        return Shape::Participation;
    }
    if abouts().any(|a| a.school.is_some()) {
        return Shape::ClusterGrid;
    }
    if has(&Column::Group) || has(&Column::School) {
        return Shape::Tidy;
    }
    let items = block.body.clone().take(200).any(|row| {
        block.columns.iter().position(|c| *c == Column::Code).is_some_and(|column| {
            codes::named(table.cell(row, column), Edition::From2020)
                .is_some_and(|n| matches!(n.subject, Subject::Item(_)))
        })
    });
    if items || !has(&Column::Code) { Shape::Items } else { Shape::Areas }
}

/// What the first rows say that their values are.
fn measures_told(table: &Table, block: &Block) -> impl Iterator<Item = Measure> {
    let column = block.columns.iter().position(|column| *column == Column::Measure);
    let rows = block.body.clone().take(200);
    column.into_iter().flat_map(move |column| rows.clone().filter_map(move |row| measure_told(table.cell(row, column))))
}

/// Do most values have decimals? Then they are no single answers.
fn are_means(table: &Table, block: &Block) -> bool {
    let (mut whole, mut broken) = (0, 0);
    for row in block.body.clone().take(200) {
        for column in (0..block.columns.len()).filter(|&c| block.columns[c].measure() == Some(Measure::Mean)) {
            if let Cell::Number(number) = numbers::cell(table.cell(row, column)) {
                *if number.value.fract() != 0.0 { &mut broken } else { &mut whole } += 1;
            }
        }
    }
    broken > whole
}

/// Do two rows speak of the same school and group? Then they are respondents.
fn keys_repeat(table: &Table, block: &Block) -> bool {
    if block.columns.contains(&Column::Respondent) {
        return true;
    }
    let keys: Vec<usize> = (0..block.columns.len())
        .filter(|&i| matches!(block.columns[i], Column::School | Column::Group | Column::Level | Column::Round))
        .collect();
    let mut seen = HashSet::new();
    block
        .body
        .clone()
        .filter(|&row| has_numeral(table, row) || has_answers_in_words(table, row))
        .any(|row| !seen.insert(keys.iter().map(|&k| table.cell(row, k)).collect::<Vec<_>>()))
}
