//! Workbooks → tables, one per sheet.

use super::table::{MAX_COLUMNS, Table};
use calamine::{Data, DataRef, Reader as _, Xlsx};
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

/// All sheets that hold anything, in the workbook's order.
pub fn sheets(bytes: &[u8]) -> Result<Vec<Table>, Unreadable> {
    check_size(bytes)?;
    let mut workbook: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).map_err(|_| Unreadable::Damaged)?;
    let mut tables = Vec::new();
    for name in workbook.sheet_names() {
        let Some(table) = sheet(&mut workbook, &name)? else { continue };
        tables.push(table);
    }
    Ok(tables)
}

/// `None` for an empty sheet or one that is no table (a chart).
fn sheet(workbook: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<Option<Table>, Unreadable> {
    let Ok(mut cells) = workbook.worksheet_cells_reader(name) else { return Ok(None) };
    let mut table = Table::of_sheet(name);
    let mut at: Option<(u32, u32)> = None;
    while let Some(cell) = cells.next_cell().map_err(|_| Unreadable::Damaged)? {
        let (row, column) = cell.get_position();
        let value = cell.get_value();
        if column as usize >= MAX_COLUMNS || matches!(value, DataRef::Empty) {
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
        push(&mut table, value);
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
        other => table.push_cell(&Data::from(other.clone()).to_string()),
    }
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
        assert_eq!(sheets(b"PK\x03\x04xl/workbook.xml").map(|t| t.len()), Err(Unreadable::Damaged));
        assert_eq!(sheets(b"").map(|t| t.len()), Err(Unreadable::Damaged));
    }
}
