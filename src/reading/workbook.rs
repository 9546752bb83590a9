//! Workbooks → tables, one per sheet.

use super::table::{MAX_COLUMNS, Table};
use calamine::{Data, DataRef, ExcelDateTime, Reader as _, SheetVisible, Xlsx, XlsxFormulaMetadata};
use std::io::{Cursor, Read};

/// The most bytes that a workbook may unfold to: far above any survey, far below
/// what would fill a school laptop.
const MAX_UNPACKED: u64 = 400 << 20;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// Damaged, encrypted or no workbook inside.
    Damaged,
    /// Unfolds to more than any survey holds.
    TooLarge,
}

/// The sheets that hold anything, in the workbook's order.
#[derive(Debug, Default)]
pub struct Sheets {
    pub tables: Vec<Table>,
    /// Names of those that are hidden, which nobody sees to be old or meant for something else.
    pub hidden: Vec<String>,
}

pub fn sheets(bytes: &[u8]) -> Result<Sheets, Unreadable> {
    check_size(bytes)?;
    let mut workbook: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).map_err(|_| Unreadable::Damaged)?;
    let mut sheets = Sheets::default();
    let all: Vec<(String, SheetVisible)> =
        workbook.sheets_metadata().iter().map(|sheet| (sheet.name.clone(), sheet.visible)).collect();
    for (name, visible) in all {
        let Some(table) = sheet(&mut workbook, &name)? else { continue };
        match visible {
            SheetVisible::Visible => sheets.tables.push(table),
            SheetVisible::Hidden | SheetVisible::VeryHidden => sheets.hidden.push(name),
        }
    }
    Ok(sheets)
}

/// `None` for an empty sheet or one that is no table (a chart).
fn sheet(workbook: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<Option<Table>, Unreadable> {
    let Ok(mut cells) = workbook.worksheet_cells_reader(name) else { return Ok(None) };
    let mut table = Table::of_sheet(name);
    let mut at: Option<(u32, u32)> = None;
    while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(|_| Unreadable::Damaged)? {
        let (row, column) = cell.pos;
        let without_result = cell.formula.filter(|_| matches!(cell.value, DataRef::Empty));
        if column as usize >= MAX_COLUMNS || matches!(cell.value, DataRef::Empty) && without_result.is_none() {
            continue;
        }
        let mut next = match at {
            Some((current, next)) if current == row => next,
            _ => {
                table.push_row(row + 1);
                0
            }
        };
        while next < column {
            table.push_cell("");
            next += 1;
        }
        match without_result {
            Some(formula) => table.push_number(&written(&formula)),
            None => push(&mut table, &cell.value),
        }
        at = Some((row, column + 1));
        if table.text_len() as u64 > MAX_UNPACKED {
            return Err(Unreadable::TooLarge);
        }
    }
    Ok((!table.is_empty()).then_some(table))
}

fn push(table: &mut Table, value: &DataRef<'_>) {
    match value {
        DataRef::Int(n) => table.push_number(&n.to_string()),
        DataRef::Float(x) => table.push_number(&figure(*x)),
        DataRef::DateTime(moment) if is_date(moment) => table.push_number(&date(moment)),
        other => table.push_cell(&Data::from(other.clone()).to_string()),
    }
}

/// A formula whose result no program has worked out, as a spreadsheet shows it.
fn written(formula: &XlsxFormulaMetadata) -> String {
    match formula {
        XlsxFormulaMetadata::Normal { formula } | XlsxFormulaMetadata::Shared { formula, .. } => format!("={formula}"),
        _ => "=…".to_owned(),
    }
}

/// Is it a day of our times? Cells that show a duration, or a number such as 3.4 in the
/// format of a date, hold none.
fn is_date(moment: &ExcelDateTime) -> bool {
    const DAYS_UNTIL_1954: f64 = 20_000.0;
    moment.is_datetime() && moment.as_f64() > DAYS_UNTIL_1954
}

/// `2024-04-03`, and the time where there is one.
fn date(moment: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, ..) = moment.to_ymd_hms_milli();
    let date = format!("{year}-{month:02}-{day:02}");
    if moment.as_f64().fract() == 0.0 { date } else { format!("{date} {hour:02}:{minute:02}") }
}

/// A number as people see it: the arithmetic's noise in the last digits is gone.
fn figure(value: f64) -> String {
    let text = format!("{value:.9}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text.is_empty() || text == "-" { "0".to_owned() } else { text.to_owned() }
}

/// Unfolds every part to nowhere and counts: sizes in the archive's own list may lie.
fn check_size(bytes: &[u8]) -> Result<(), Unreadable> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unreadable::Damaged)?;
    let mut left = MAX_UNPACKED;
    for part in 0..archive.len() {
        let Ok(file) = archive.by_index(part) else { continue };
        left -= std::io::copy(&mut file.take(left), &mut std::io::sink()).map_err(|_| Unreadable::Damaged)?;
        if left == 0 {
            return Err(Unreadable::TooLarge);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_lose_the_noise_of_arithmetic() {
        assert_eq!(figure(0.1 + 0.2), "0.3");
        assert_eq!(figure(4.0), "4");
        assert_eq!(figure(0.0), "0");
        assert_eq!(figure(100.0), "100");
    }

    #[test]
    fn what_is_no_workbook_is_refused() {
        assert_eq!(sheets(b"PK\x03\x04xl/workbook.xml").map(|s| s.tables.len()), Err(Unreadable::Damaged));
        assert_eq!(sheets(b"").map(|s| s.tables.len()), Err(Unreadable::Damaged));
    }

    #[test]
    fn dates_are_written_as_dates() {
        let moment = |days| ExcelDateTime::new(days, calamine::ExcelDateTimeType::DateTime, false);
        assert_eq!(date(&moment(44_470.0)), "2021-10-01");
        assert_eq!(date(&moment(44_470.5)), "2021-10-01 12:00");
        assert!(is_date(&moment(44_470.0)) && !is_date(&moment(3.4)));
    }
}
