//! Text → cells. A table keeps all its text in one buffer, so that a file of 50 MB
//! costs little more than its size.

use super::bytes::Certainty;
use super::{codes, numbers, words};
use crate::selfie::Edition;
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Delimiter {
    Semicolon,
    Comma,
    Tab,
    Bar,
}

impl Delimiter {
    pub const ALL: [Delimiter; 4] = [Delimiter::Tab, Delimiter::Semicolon, Delimiter::Bar, Delimiter::Comma];

    pub fn byte(self) -> u8 {
        match self {
            Delimiter::Semicolon => b';',
            Delimiter::Comma => b',',
            Delimiter::Tab => b'\t',
            Delimiter::Bar => b'|',
        }
    }

    fn from_char(c: char) -> Option<Delimiter> {
        Delimiter::ALL.into_iter().find(|d| char::from(d.byte()) == c)
    }
}

/// The widest row that is still a table.
pub const MAX_COLUMNS: usize = 2_000;

/// Rows of cells. Rows know their number in the file, as a spreadsheet shows it.
#[derive(Clone, Debug, Default)]
pub struct Table {
    text: String,
    /// Where each cell ends in `text`.
    ends: Vec<u32>,
    rows: Vec<Row>,
    /// Cells that a workbook holds as numbers, dates or formulas: no decimal mark to guess.
    native: Vec<bool>,
    /// The sheet of the workbook.
    pub sheet: Option<String>,
    /// Numbers of the rows in which a quotation mark stands alone: where their cells end
    /// is a guess.
    torn: Vec<u32>,
}

#[derive(Clone, Copy, Debug)]
struct Row {
    first: u32,
    number: u32,
}

impl Table {
    pub fn of_sheet(name: &str) -> Table {
        Table { sheet: Some(name.to_owned()), ..Table::default() }
    }

    /// How many rows; wholly blank ones are not counted.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The row's number in the file, from 1.
    pub fn number(&self, row: usize) -> u32 {
        self.rows.get(row).map_or(0, |r| r.number)
    }

    /// Does a quotation mark stand alone in the row?
    pub fn is_torn(&self, row: usize) -> bool {
        !self.torn.is_empty() && self.torn.binary_search(&self.number(row)).is_ok()
    }

    pub fn width(&self, row: usize) -> usize {
        let (first, end) = self.span(row);
        end - first
    }

    /// The cell's text, trimmed; empty beyond the row's end.
    pub fn cell(&self, row: usize, column: usize) -> &str {
        let (first, end) = self.span(row);
        let at = first + column;
        if at < end { self.cell_at(at) } else { "" }
    }

    /// The text of the cell that is so many cells after the table's first.
    fn cell_at(&self, at: usize) -> &str {
        let from = if at == 0 { 0 } else { self.ends[at - 1] as usize };
        let text = &self.text[from..self.ends[at] as usize];
        if text.as_bytes().first().is_some_and(|b| *b <= b' ' || *b >= 0x80)
            || text.as_bytes().last().is_some_and(|b| *b <= b' ' || *b >= 0x80)
        {
            text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}'))
        } else {
            text
        }
    }

    /// Does a workbook hold this cell as a number, a date or a formula?
    pub fn is_native(&self, row: usize, column: usize) -> bool {
        self.native.get(self.span(row).0 + column).copied().unwrap_or(false)
    }

    /// Does a workbook hold any cell of the row so?
    pub fn has_native(&self, row: usize) -> bool {
        let (first, end) = self.span(row);
        (first..end.min(self.native.len())).any(|at| self.native[at])
    }

    pub fn cells(&self, row: usize) -> impl DoubleEndedIterator<Item = &str> {
        let (first, end) = self.span(row);
        (first..end).map(|at| self.cell_at(at))
    }

    /// How many cells of the row hold anything.
    pub fn filled(&self, row: usize) -> usize {
        self.cells(row).filter(|cell| !cell.is_empty()).count()
    }

    fn span(&self, row: usize) -> (usize, usize) {
        let first = self.rows.get(row).map_or(self.ends.len(), |r| r.first as usize);
        let end = self.rows.get(row + 1).map_or(self.ends.len(), |r| r.first as usize);
        (first, end)
    }

    /// Starts a row; its cells follow with [`Table::push_cell`].
    pub fn push_row(&mut self, number: u32) {
        self.rows.push(Row { first: self.ends.len() as u32, number });
    }

    pub fn push_cell(&mut self, text: &str) {
        self.text.push_str(text);
        self.ends.push(self.text.len() as u32);
    }

    /// As [`Table::push_cell`], for a cell that a workbook holds as a number, a date or a formula.
    pub fn push_number(&mut self, text: &str) {
        self.push_cell(text);
        self.native.resize(self.ends.len(), false);
        if let Some(last) = self.native.last_mut() {
            *last = true;
        }
    }

    /// How many bytes of text the cells hold.
    pub fn text_len(&self) -> usize {
        self.text.len()
    }
}

/// A delimited text, split.
#[derive(Clone, Debug)]
pub struct Split {
    pub table: Table,
    pub delimiter: Delimiter,
    pub certainty: Certainty,
}

/// A row of the text has more cells than any table.
#[derive(Debug)]
pub struct TooWide;

/// Splits text into rows and cells, by the chosen delimiter or the one under which
/// the most cells make sense.
pub fn split(text: &str, chosen: Option<Delimiter>) -> Result<Split, TooWide> {
    let lines = with_line_feeds(text);
    let (text, declared, skipped) = declared_delimiter(lines.as_deref().unwrap_or(text));
    let unwrapped = unwrapped(text);
    let text = unwrapped.as_deref().unwrap_or(text);
    let without = without_formulas(text);
    let text = without.as_deref().unwrap_or(text);
    let spaced = if chosen.or(declared).is_none() { spaced(text) } else { None };
    let (delimiter, certainty) = match (chosen, declared) {
        (Some(delimiter), _) => (delimiter, Certainty::Chosen),
        (None, Some(delimiter)) => (delimiter, Certainty::Sure),
        (None, None) if spaced.is_some() => (Delimiter::Tab, Certainty::Likely),
        (None, None) => guess(text),
    };
    let text = spaced.as_deref().unwrap_or(text);
    let mut table = rows(text, delimiter, skipped)?;
    if !is_even(text) || swallowed(&table, delimiter) {
        let (mended, torn) = mended(text, delimiter, skipped);
        table = rows(&mended, delimiter, skipped)?;
        table.torn = torn;
    }
    Ok(Split { table, delimiter, certainty })
}

/// A text whose lines end with CR, as those of old Macintoshes do, with LF in its place;
/// lines that other programs added may end with LF already.
fn with_line_feeds(text: &str) -> Option<String> {
    let mut end = text.len().min(1 << 15);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let sample = &text.as_bytes()[..end];
    let feeds = sample.iter().filter(|b| **b == b'\n').count();
    let returns = sample.iter().filter(|b| **b == b'\r').count();
    let pairs = sample.windows(2).filter(|two| two == b"\r\n").count();
    (returns - pairs > feeds).then(|| text.replace("\r\n", "\n").replace('\r', "\n"))
}

/// A text without the formulas by which a program keeps a value as it is written: `="3,9"`,
/// also in quotes, `"=""3,9"""`.
fn without_formulas(text: &str) -> Option<String> {
    const FORMULA: &str = "=\"";
    // Hardly a file has one.
    if !text.as_bytes().contains(&b'=') {
        return None;
    }
    let mut whole = String::with_capacity(text.len());
    let mut done = 0;
    for (at, _) in text.match_indices(FORMULA) {
        if at < done {
            continue;
        }
        let behind = &text[at + FORMULA.len()..];
        // In quotes, each of its own quotes is doubled.
        let (start, open, close) = match text[..at].ends_with('"') && behind.starts_with('"') {
            true => (at - 1, 1, "\"\"\""),
            false => (at, 0, "\""),
        };
        // Within a cell in quotes, it is what somebody wrote.
        let line = text[..start].rfind('\n').map_or(0, |end| end + 1);
        let outside = text[line..start].bytes().filter(|b| *b == b'"').count() % 2 == 0;
        let first = outside && text[..start].chars().next_back().is_none_or(is_between_cells);
        let Some(end) = behind[open..].find('"').filter(|_| first) else { continue };
        let (inside, rest) = behind[open..].split_at(end);
        let Some(after) = rest.strip_prefix(close).filter(|after| after.chars().next().is_none_or(is_between_cells))
        else {
            continue;
        };
        whole += &text[done..start];
        whole.push('"');
        whole += inside;
        whole.push('"');
        done = text.len() - after.len();
    }
    whole += &text[done..];
    (done > 0).then_some(whole)
}

fn is_between_cells(c: char) -> bool {
    matches!(c, '\n' | '\r') || Delimiter::from_char(c).is_some()
}

/// A text of lines such as `A1 Digital strategy 3,4 3,9`, whose cells only spaces keep
/// apart, with tabs before the values: else a decimal comma would be taken for a
/// delimiter. The line above the first is the header if it has a word for each column.
fn spaced(text: &str) -> Option<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut first = None;
    let mut letters: Vec<&str> = Vec::new();
    for line in text.lines() {
        if line.contains([';', '\t', '|', '"']) {
            return None;
        }
        match spaced_values(line) {
            Some((key, values)) => {
                if key.len() == 1 && letters.contains(&key) {
                    // "A 1,4" and "A 2,3": a code with a space, and a comma after it.
                    return None;
                }
                letters.push(key);
                first.get_or_insert((lines.len(), values.len()));
                lines.push(format!("{key}\t{}", values.join("\t")));
            }
            None if first.is_none() && !line.contains(|c: char| c.is_ascii_digit() || c == ',') => {
                lines.push(line.to_owned());
            }
            None if line.trim().is_empty() => lines.push(String::new()),
            None => return None,
        }
    }
    let (first, width) = first?;
    if let Some(header) = first.checked_sub(1).and_then(|above| lines.get_mut(above)) {
        let words: Vec<&str> = header.split_whitespace().collect();
        if words.len() == width + 1 {
            *header = words.join("\t");
        }
    }
    Some(lines.join("\n") + "\n")
}

/// The code at the start of a line and the numbers with a decimal mark at its end.
fn spaced_values(line: &str) -> Option<(&str, Vec<&str>)> {
    let is_value = |word: &&str| {
        matches!(numbers::cell(word), numbers::Cell::Number(n) if n.mark.is_some()) && numbers::is_value(word)
    };
    let mut values: Vec<&str> = line.split_whitespace().rev().take_while(is_value).collect();
    values.reverse();
    let from = values.first()?.as_ptr() as usize - line.as_ptr() as usize;
    let key = line[..from].trim();
    let named = codes::named(key.trim_end_matches([':', '=']), Edition::From2020).is_some();
    (named && !key.ends_with(',')).then_some((key, values))
}

/// Does every quotation mark have its other half?
fn is_even(text: &str) -> bool {
    text.bytes().filter(|byte| *byte == b'"').count() % 2 == 0
}

/// A text whose every line was saved as one cell, in quotes, taken out of them:
/// `"A1,""Strategy"",3.4"`.
fn unwrapped(text: &str) -> Option<String> {
    let line = |line: &str| -> Option<String> {
        let inner = line.trim_end().strip_prefix('"')?.strip_suffix('"')?.replace("\"\"", "\u{0}");
        (!inner.contains('"')).then(|| inner.replace('\u{0}', "\""))
    };
    let delimited = |text: &str| Delimiter::ALL.iter().any(|delimiter| text.as_bytes().contains(&delimiter.byte()));
    // Nearly every file tells in its first lines that it is not like this.
    if !text.lines().filter(|l| delimited(l)).take(5).all(|l| line(l).is_some_and(|inner| delimited(&inner))) {
        return None;
    }
    let mut whole = String::with_capacity(text.len());
    let mut found = false;
    for written in text.lines() {
        match line(written) {
            Some(inner) => {
                found |= delimited(&inner);
                whole += &inner;
            }
            None if delimited(written) => return None,
            None => whole += written,
        }
        whole.push('\n');
    }
    found.then_some(whole)
}

/// The text with the cells of the rows in quotes in which a quotation mark stands alone,
/// so that they take in no other row; and the numbers of those rows. A cell in quotes may
/// well go over several lines.
fn mended(text: &str, delimiter: Delimiter, skipped: u32) -> (String, Vec<u32>) {
    let mut whole = String::with_capacity(text.len() + 64);
    let mut torn = Vec::new();
    let width = usual_width(text, delimiter);
    let mut number = skipped;
    let mut rest = text;
    while !rest.is_empty() {
        number += 1;
        let line = first_line(rest);
        let taken = if is_even(line) { Some(line) } else { record_of_lines(rest, delimiter, width) };
        match taken {
            Some(record) => {
                whole += record;
                rest = &rest[record.len()..];
            }
            None => {
                torn.push(number);
                let delimiter = char::from(delimiter.byte());
                let cells = line.trim_end_matches(['\n', '\r']).split(delimiter);
                let cells: Vec<String> = cells.map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect();
                whole += &cells.join(&delimiter.to_string());
                whole.push('\n');
                rest = &rest[line.len()..];
            }
        }
    }
    (whole, torn)
}

/// With its end.
fn first_line(text: &str) -> &str {
    text.split_inclusive('\n').next().unwrap_or(text)
}

/// The lines at the start of a text up to the next one with an odd quotation mark, if they
/// make one record with as many cells as the others.
fn record_of_lines(text: &str, delimiter: Delimiter, width: usize) -> Option<&str> {
    const MOST_LINES: usize = 50;
    let mut lines = text.split_inclusive('\n').take(MOST_LINES);
    let first = lines.next()?.len();
    let mut end = first;
    let closing = lines.find(|line| {
        end += line.len();
        !is_even(line)
    });
    closing?;
    let record = &text[..end];
    let cells = quoted_cells(record.trim_end_matches(['\n', '\r']), delimiter)?;
    (cells.len() == width && !cells.iter().any(|cell| holds_rows(cell, delimiter))).then_some(record)
}

/// The cells of a record in which every quotation mark opens a cell, closes one or is
/// doubled within one.
fn quoted_cells(record: &str, delimiter: Delimiter) -> Option<Vec<&str>> {
    let delimiter = char::from(delimiter.byte());
    let mut cells = Vec::new();
    let mut rest = record;
    loop {
        let end = match rest.strip_prefix('"') {
            Some(inside) => {
                let mut marks = inside.match_indices('"').map(|(at, _)| at).peekable();
                loop {
                    let at = marks.next()?;
                    if marks.next_if_eq(&(at + 1)).is_none() {
                        break at + 2;
                    }
                }
            }
            None => rest.find(delimiter).unwrap_or(rest.len()),
        };
        let (cell, after) = rest.split_at(end);
        if !cell.starts_with('"') && cell.contains(['"', '\n']) {
            return None;
        }
        cells.push(cell.trim_matches('"'));
        match after.strip_prefix(delimiter) {
            Some(next) => rest = next,
            None => return after.is_empty().then_some(cells),
        }
    }
}

/// Do the lines of a cell look like rows of their own: with values or codes between
/// delimiters?
fn holds_rows(cell: &str, delimiter: Delimiter) -> bool {
    let delimiter = char::from(delimiter.byte());
    let delimited = |line: &&str| line.contains(delimiter);
    let is_value = |piece: &str| matches!(numbers::cell(piece), numbers::Cell::Number(_));
    let codes =
        |line: &str| line.split(delimiter).next().is_some_and(|piece| codes::named(piece, Edition::From2020).is_some());
    cell.contains('\n')
        && (cell.lines().filter(delimited).any(|line| line.split(delimiter).any(is_value))
            || cell.lines().skip(1).filter(delimited).any(codes))
}

/// How many cells most of the first lines have in which all quotation marks are paired.
fn usual_width(text: &str, delimiter: Delimiter) -> usize {
    let mut widths: Vec<(usize, usize)> = Vec::new();
    let lines = text.lines().filter(|line| !line.trim().is_empty()).take(200);
    for cells in lines.filter_map(|line| quoted_cells(line, delimiter)) {
        match widths.iter_mut().find(|(width, _)| *width == cells.len()) {
            Some((_, lines)) => *lines += 1,
            None => widths.push((cells.len(), 1)),
        }
    }
    widths.into_iter().max_by_key(|(width, lines)| (*lines, *width)).map_or(0, |(width, _)| width)
}

/// Excel's `sep=;` in the first line.
fn declared_delimiter(text: &str) -> (&str, Option<Delimiter>, u32) {
    let end = text.find(['\n', '\r']).unwrap_or(text.len());
    let line = text[..end].trim().trim_matches('"');
    let Some(rest) = line.get(..4).filter(|s| s.eq_ignore_ascii_case("sep=")).and_then(|_| line.get(4..)) else {
        return (text, None, 0);
    };
    let Some(delimiter) = rest.chars().next().or(Some('\t')).and_then(Delimiter::from_char) else {
        return (text, None, 0);
    };
    let after = text[end..].strip_prefix("\r\n").or_else(|| text[end..].strip_prefix(['\n', '\r'])).unwrap_or("");
    (after, Some(delimiter), 1)
}

/// Tries each delimiter on the beginning and weighs how many cells it makes sense of.
fn guess(text: &str) -> (Delimiter, Certainty) {
    let mut end = text.len().min(1 << 15);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let sample = if end < text.len() { text[..end].rfind('\n').map_or(&text[..end], |at| &text[..at]) } else { text };
    let mut best = (Delimiter::Semicolon, 0usize);
    let mut second = 0;
    for delimiter in Delimiter::ALL {
        if !sample.as_bytes().contains(&delimiter.byte()) {
            continue;
        }
        let Ok(table) = rows(sample, delimiter, 0) else { continue };
        let weight = (0..table.len().min(200)).map(|row| sense(&table, row)).sum();
        if weight > best.1 {
            second = best.1;
            best = (delimiter, weight);
        } else {
            second = second.max(weight);
        }
    }
    let certainty = if best.1 > 0 && second * 2 <= best.1 { Certainty::Sure } else { Certainty::Likely };
    (best.0, certainty)
}

/// How many cells of a row are something that a survey file holds.
fn sense(table: &Table, row: usize) -> usize {
    if table.width(row) < 2 {
        return 0;
    }
    let known = table.cells(row).filter(|cell| {
        !cell.is_empty()
            && cell.len() < 80
            && (matches!(numbers::cell(cell), numbers::Cell::Number(_))
                || words::is_missing(cell)
                || codes::named(cell, Edition::From2020).is_some()
                || {
                    let folded = words::fold(cell);
                    words::group(&folded).is_some() || words::term(&folded).is_some() || words::level(&folded).is_some()
                })
    });
    2 * known.count() + 1
}

/// Did a cell take in whole rows because a quotation mark was never closed?
fn swallowed(table: &Table, delimiter: Delimiter) -> bool {
    // Lines break inside of cells in few files.
    table.text.contains('\n')
        && (0..table.len()).any(|row| {
            table.cells(row).any(|cell| {
                let lines = cell.bytes().filter(|b| *b == b'\n').count();
                lines >= 1
                    && cell.lines().skip(1).filter(|line| line.as_bytes().contains(&delimiter.byte())).count() * 2
                        > lines
            })
        })
}

fn rows(text: &str, delimiter: Delimiter, skipped: u32) -> Result<Table, TooWide> {
    let mut reader = csv_core::ReaderBuilder::new()
        .delimiter(delimiter.byte())
        // Lines are counted by their LF; the CR before it is trimmed with the last cell.
        .terminator(csv_core::Terminator::Any(b'\n'))
        .build();
    let mut table = Table::default();
    // Cells follow each other as they do in the table, and are never longer than their source.
    let mut cells = vec![0; text.len()];
    let mut ends = vec![0; MAX_COLUMNS + 1];
    let mut written = 0;
    let mut input = text.as_bytes();
    let mut number = skipped;
    loop {
        let line = reader.line();
        let Some((length, width)) = record(&mut reader, &mut input, &mut cells[written..], &mut ends)? else { break };
        let cells = &cells[written..written + length];
        let unended = input.is_empty() && !text.ends_with('\n');
        let consumed = (reader.line() - line) as u32 + u32::from(unended);
        // Lines in the record itself; what is beyond them were blank lines before it.
        let inside = if consumed > 1 { cells.iter().filter(|b| **b == b'\n').count() as u32 } else { 0 };
        number += 1 + consumed.saturating_sub(1 + inside);
        if is_blank(cells) {
            continue;
        }
        table.push_row(number);
        table.ends.extend(ends[..width].iter().map(|end| (written + end) as u32));
        written += length;
    }
    cells.truncate(written);
    // Cells of a text in UTF-8 are UTF-8.
    table.text = String::from_utf8(cells).map_err(|_| TooWide)?;
    Ok(table)
}

/// Reads the next record: how many bytes and how many cells it has.
fn record(
    reader: &mut csv_core::Reader,
    input: &mut &[u8],
    cells: &mut [u8],
    ends: &mut [usize],
) -> Result<Option<(usize, usize)>, TooWide> {
    use csv_core::ReadRecordResult::{End, InputEmpty, OutputEndsFull, OutputFull, Record};
    let (mut length, mut width) = (0, 0);
    loop {
        let (result, taken, put, ended) = reader.read_record(input, &mut cells[length..], &mut ends[width..]);
        *input = &input[taken..];
        length += put;
        width += ended;
        match result {
            Record if width <= MAX_COLUMNS => return Ok(Some((length, width))),
            End => return Ok(None),
            InputEmpty => {}
            Record | OutputEndsFull | OutputFull => return Err(TooWide),
        }
    }
}

fn is_blank(cells: &[u8]) -> bool {
    match cells.iter().find(|byte| **byte > b' ') {
        None => true,
        Some(byte) if byte.is_ascii() => false,
        Some(_) => String::from_utf8_lossy(cells).trim().is_empty(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn delimiter(text: &str) -> Delimiter {
        split(text, None).unwrap().delimiter
    }

    #[test]
    fn the_delimiter_is_the_one_that_makes_sense() {
        assert_eq!(delimiter("Kód;Tanárok\nA1;3,4\nA2;3,9\n"), Delimiter::Semicolon);
        assert_eq!(delimiter("Code,Teachers\nA1,3.4\n"), Delimiter::Comma);
        assert_eq!(delimiter("Kód,Tanárok\nA1,\"3,4\"\n"), Delimiter::Comma);
        assert_eq!(delimiter("Kód\tTanárok\nA1\t3,4\n"), Delimiter::Tab);
        assert_eq!(delimiter("sep=|\nCode|Teachers\nA1|3.4\n"), Delimiter::Bar);
    }

    #[test]
    fn rows_have_the_number_that_a_spreadsheet_shows() {
        let table = split("Title\n\n\nCode,Teachers\n\"A1\nand more\",3.4\n\nA2,3.9", None).unwrap().table;
        let numbers: Vec<u32> = (0..table.len()).map(|r| table.number(r)).collect();
        assert_eq!(numbers, [1, 4, 5, 7]);
        let table = split("sep=;\r\n\r\na;b\r\n;;\r\nc;d\r\n", None).unwrap().table;
        assert_eq!((0..table.len()).map(|r| table.number(r)).collect::<Vec<_>>(), [3, 5]);
    }

    #[test]
    fn an_open_quote_does_not_swallow_the_rest() {
        let split = split("Code,Title,Teachers\nA1,\"Digital,3.4\nA2,Other,3.9\nA3,More,3.1\n", None).unwrap();
        assert_eq!(split.table.len(), 4);
        assert_eq!((0..4).map(|row| split.table.is_torn(row)).collect::<Vec<_>>(), [false, true, false, false]);
        assert_eq!(split.table.cell(1, 1), "\"Digital");
    }

    fn cells(text: &str) -> Vec<Vec<String>> {
        let table = split(text, None).unwrap().table;
        (0..table.len()).map(|row| table.cells(row).map(str::to_owned).collect()).collect()
    }

    #[test]
    fn a_cell_in_quotes_goes_over_lines() {
        let text = "Code,Title,Leaders\nA1,\"Digital\nstrategy, ours\",3.4\nA2,15\" monitor,4.1\n";
        let table = split(text, None).unwrap().table;
        assert_eq!(table.cell(1, 1), "Digital\nstrategy, ours");
        assert_eq!((table.cell(2, 1), table.number(2)), ("15\" monitor", 3));
        assert_eq!((0..3).map(|row| table.is_torn(row)).collect::<Vec<_>>(), [false, false, true]);
        let table = split("Code,Title,Leaders\nA1,\"Digital,3.4\nA2,Other\",3.9\nA3,More,3.1\n", None).unwrap().table;
        assert_eq!(table.len(), 4);
    }

    #[test]
    fn a_decimal_comma_between_spaces_is_no_delimiter() {
        assert_eq!(cells("A1 3,4\nA2: 4,1\n"), [["A1", "3,4"], ["A2:", "4,1"]]);
        assert_eq!(
            cells("Code Leaders\nA1 Digital strategy 3,4\n"),
            [["Code", "Leaders"], ["A1 Digital strategy", "3,4"]]
        );
        assert_eq!(cells("A 1,4\nA 2,3\n"), [["A 1", "4"], ["A 2", "3"]]);
        assert_eq!(cells("A1,3\nA2,4\n"), [["A1", "3"], ["A2", "4"]]);
    }

    #[test]
    fn a_formula_that_only_keeps_a_text_is_the_text() {
        assert_eq!(cells("Code;Teachers\nA1;=\"3,9\"\n")[1], ["A1", "3,9"]);
        assert_eq!(cells("Code,Teachers\nA1,=\"3,9\"\n")[1], ["A1", "3,9"]);
        assert_eq!(cells("Code,Teachers\nA1,\"=\"\"3,9\"\"\"\n")[1], ["A1", "3,9"]);
        assert_eq!(cells("School,Teachers\n\"A;=\"\",\",\"3,9\"\n")[1], ["A;=\",", "3,9"]);
        assert_eq!(cells("Code;Teachers\nA1;=B2&\"x\"\n")[1], ["A1", "=B2&\"x\""]);
    }

    #[test]
    fn lines_may_end_with_carriage_returns() {
        let lines = [["Code", "Teachers"], ["A1", "3,9"], ["A2", "4,1"]];
        assert_eq!(cells("Code;Teachers\rA1;3,9\rA2;4,1\n"), lines);
        assert_eq!(cells("Code;Teachers\r\r\nA1;3,9\r\r\nA2;4,1\r\r\n"), lines);
    }
}
