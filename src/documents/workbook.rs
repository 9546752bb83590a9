//! The Excel workbook: the grid formatted as it looks, with real numbers; the rule;
//! the survey's scores in the tidy form. Only the worker uses it.
//!
//! Every text is written as a string, so that none becomes a formula.

use super::grid::notes_on_cells;
use super::tidy;
use crate::analysis::{Axes, Grid, Readings, RowState, Scope, Verdict};
use crate::cluster::{Agreement, SchoolId, StrengthRule};
use crate::i18n::Lang;
use crate::selfie::Subject;
use crate::workspace::Workspace;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, FormatPattern, Note, Workbook, Worksheet, XlsxError};
use std::collections::BTreeMap;

/// The sheets' paper: A4, in Excel's numbering.
const A4: u8 = 9;
const LINE: Color = Color::RGB(0x00DC_D8CF);
/// Above the grid: what it is, and an empty row.
const ABOVE: u32 = 2;

/// The grid by the agreed rule for one level and round, areas with their items below
/// them, and all scores of the workspace.
///
/// # Errors
/// If the workbook would break a limit of the format, such as its number of rows.
pub fn workbook(workspace: &Workspace, scope: &Scope, lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let rule = workspace.agreement();
    let grid = Grid::of(workspace, scope);
    let readings = grid.read(&rule.groups, rule.certainty);
    let notes = notes_on_cells(workspace, scope);
    let pages = GridSheet { workspace, grid: &grid, readings: &readings, rule: &rule, notes, lang };
    pages.write(book.add_worksheet(), scope)?;
    rule_sheet(book.add_worksheet(), &rule, lang)?;
    scores_sheet(book.add_worksheet(), workspace, lang)?;
    book.save_to_buffer()
}

/// Paper colours of the page, for light backgrounds.
fn look(verdict: Verdict) -> Format {
    let base = Format::new().set_align(FormatAlign::Center).set_border(FormatBorder::Thin).set_border_color(LINE);
    // The sign stands in the number's format, so that the cell stays a number.
    let base = match verdict.sign() {
        "" => base.set_num_format("0.0"),
        sign => base.set_num_format(format!("0.0\" {sign}\"")),
    };
    let coloured = |paper: u32, ink: u32| {
        base.clone().set_background_color(Color::RGB(paper)).set_font_color(Color::RGB(ink)).set_bold()
    };
    match verdict {
        Verdict::DeepNeed => coloured(0x00F5_C3A0, 0x007C_2E05),
        Verdict::Need => coloured(0x00FB_E3D3, 0x00A8_430C),
        Verdict::Strength => coloured(0x00D9_EAF7, 0x000F_5A94),
        Verdict::Undecided => {
            base.set_pattern(FormatPattern::LightUp).set_foreground_color(LINE).set_font_color(Color::RGB(0x0056_5D66))
        }
        Verdict::Fine | Verdict::NoData => base,
    }
}

struct GridSheet<'a> {
    workspace: &'a Workspace,
    grid: &'a Grid,
    readings: &'a Readings,
    rule: &'a Agreement,
    notes: BTreeMap<(SchoolId, Subject), String>,
    lang: Lang,
}

impl GridSheet<'_> {
    fn write(&self, sheet: &mut Worksheet, scope: &Scope) -> Result<(), XlsxError> {
        let topics = self.grid.topics(true);
        let down = Axes::go_down(self.grid.schools.len());
        sheet.set_name(self.lang.book_grid())?;
        let title =
            format!("{} · {}", self.workspace.cluster.name, super::grid::about(self.workspace, scope, self.lang));
        sheet.write_string_with_format(0, 0, title, &Format::new().set_bold())?;
        let heading = Format::new()
            .set_bold()
            .set_align(FormatAlign::Center)
            .set_text_wrap()
            .set_border_bottom(FormatBorder::Medium);
        let corner = if down { self.lang.grid_school() } else { self.lang.book_area() };
        sheet.write_string_with_format(ABOVE, 0, corner, &heading)?;
        // Areas, items and schools, whichever way they go.
        let (area, item) = (Format::new().set_bold(), Format::new().set_indent(2));
        for (place, &topic) in topics.iter().enumerate() {
            let Some(subject) = self.grid.subjects.get(topic) else { continue };
            let called = self.workspace.subject_called(self.grid.edition, subject, self.lang);
            let format = if matches!(subject, Subject::Area(_)) { &area } else { &item };
            match down {
                true => sheet.write_string_with_format(ABOVE, column(place + 1)?, called, &heading)?,
                false => sheet.write_string_with_format(row(place)?, 0, called, format)?,
            };
        }
        for school in 0..self.grid.schools.len() {
            match down {
                true => sheet.write_string_with_format(row(school)?, 0, self.school(school), &area)?,
                false => sheet.write_string_with_format(ABOVE, column(school + 1)?, self.school(school), &heading)?,
            };
        }
        let looks = Verdict::SHOWN.map(|verdict| (verdict, look(verdict)));
        let no_data = look(Verdict::NoData);
        for school in 0..self.grid.schools.len() {
            for (place, &topic) in topics.iter().enumerate() {
                let (row, column) =
                    if down { (row(school)?, column(place + 1)?) } else { (row(place)?, column(school + 1)?) };
                let verdict = self.readings.verdict(school, topic, self.rule);
                let format = looks.iter().find(|(of, _)| *of == verdict).map_or(&no_data, |(_, look)| look);
                match self.readings.reading(school, topic) {
                    Some(reading) => {
                        sheet.write_number_with_format(row, column, free_of_dust(reading.value), format)?
                    }
                    None => sheet.write_string_with_format(row, column, "–", format)?,
                };
                if let Some(note) = self.note(school, topic) {
                    sheet.insert_note(row, column, &Note::new(note).add_author_prefix(false))?;
                }
            }
        }
        if !down {
            self.fold(sheet, &topics)?;
        }
        let below = if down { self.grid.schools.len() } else { topics.len() };
        self.key(sheet, row(below + 1)?)?;
        sheet.set_column_width(0, if down { 28 } else { 44 })?;
        sheet.set_freeze_panes(ABOVE + 1, 1)?;
        sheet.set_landscape();
        sheet.set_paper_size(A4);
        sheet.set_print_fit_to_pages(1, 0);
        sheet.set_repeat_rows(ABOVE, ABOVE)?;
        Ok(())
    }

    /// A school's name, and how many answered.
    fn school(&self, place: usize) -> String {
        let name = self.grid.schools.get(place).map(|id| self.workspace.school_called(id)).unwrap_or_default();
        match (self.grid.state(place), self.grid.answers(place)) {
            (RowState::Here, 0) => name.to_owned(),
            (RowState::Here, answers) => format!("{name}\n{}", self.lang.grid_n(self.lang.count(answers as usize))),
            (RowState::OtherEdition, _) => format!("{name}\n{}", self.lang.grid_other_edition()),
            (RowState::NoResult, _) => format!("{name}\n{}", self.lang.verdict_no_data()),
        }
    }

    fn note(&self, school: usize, topic: usize) -> Option<&str> {
        if self.notes.is_empty() {
            return None;
        }
        let key = (self.grid.schools.get(school)?.clone(), self.grid.subjects.get(topic)?.clone());
        self.notes.get(&key).map(String::as_str)
    }

    /// Items fold into their area, as on the page.
    fn fold(&self, sheet: &mut Worksheet, topics: &[usize]) -> Result<(), XlsxError> {
        sheet.group_symbols_above(true);
        let is_area = |place: &usize| matches!(self.grid.subjects.get(*place), Some(Subject::Area(_)));
        let mut from = 0;
        while from < topics.len() {
            let items = topics[from + 1..].iter().take_while(|topic| !is_area(topic)).count();
            if items > 0 {
                sheet.group_rows(row(from + 1)?, row(from + items)?)?;
            }
            from += items + 1;
        }
        Ok(())
    }

    fn key(&self, sheet: &mut Worksheet, first: u32) -> Result<(), XlsxError> {
        for (row, verdict) in (first..).zip(Verdict::SHOWN) {
            sheet.write_string_with_format(row, 0, self.lang.verdict(verdict), &look(verdict))?;
        }
        Ok(())
    }
}

/// 3.95 as people and spreadsheets round it, and not 3.9499999999999997.
fn free_of_dust(value: f64) -> f64 {
    (value * 1e9).round() / 1e9
}

fn rule_sheet(sheet: &mut Worksheet, rule: &Agreement, lang: Lang) -> Result<(), XlsxError> {
    sheet.set_name(lang.book_rule())?;
    let groups: Vec<&str> = rule.groups.iter().map(|g| lang.group(*g)).collect();
    let strength = match rule.strength {
        StrengthRule::From(line) => lang.decimal(line.value(), 1),
        StrengthRule::WithinOfBest(points) => lang.book_within(lang.decimal(points, 1)),
    };
    let rows = [
        (lang.book_need_below(), lang.decimal(rule.need_below.value(), 1)),
        (lang.book_strength_from(), strength),
        (lang.book_certainty(), lang.certainty_in_words(rule.certainty)),
        (lang.book_groups(), groups.join(", ")),
        (lang.book_decided_on(), rule.decided_on.map(|d| lang.date(d)).unwrap_or_default()),
        (lang.book_decided_by(), rule.decided_by.clone()),
        (lang.book_reason(), rule.reason.clone()),
    ];
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    for (row, (name, value)) in (0..).zip(rows) {
        sheet.write_string_with_format(row, 0, name, &wrapped.clone().set_bold())?;
        sheet.write_string_with_format(row, 1, value, &wrapped)?;
    }
    sheet.set_column_width(0, 28)?;
    sheet.set_column_width(1, 60)?;
    sheet.set_paper_size(A4);
    Ok(())
}

/// The tidy form: texts as strings, figures as numbers, means with their own decimals.
fn scores_sheet(sheet: &mut Worksheet, workspace: &Workspace, lang: Lang) -> Result<(), XlsxError> {
    sheet.set_name(lang.book_scores())?;
    let rows: Vec<tidy::Row> =
        workspace.surveys().flat_map(|(key, result)| tidy::rows(workspace, &key, result)).collect();
    let columns = tidy::columns_in_use(&rows);
    let bold = Format::new().set_bold();
    for (place, &name) in columns.iter().enumerate() {
        sheet.write_string_with_format(0, column(place)?, tidy::COLUMNS[name], &bold)?;
    }
    let decimals = ["0", "0.0", "0.00", "0.000", "0.0000"].map(|format| Format::new().set_num_format(format));
    let mean = tidy::COLUMNS.iter().position(|name| *name == "mean").unwrap_or_default();
    for (number, cells) in (1..).zip(&rows) {
        for (place, &name) in columns.iter().enumerate() {
            let text = cells[name].as_str();
            let figure = if name < mean { None } else { text.parse::<f64>().ok() };
            match figure {
                _ if text.is_empty() => continue,
                Some(value) if name == mean => {
                    let given = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
                    sheet.write_number_with_format(number, column(place)?, value, &decimals[given.min(4)])?
                }
                Some(value) => sheet.write_number(number, column(place)?, value)?,
                None => sheet.write_string(number, column(place)?, text)?,
            };
        }
    }
    sheet.set_column_width(0, 24)?;
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

/// The row of a place below the heads.
fn row(place: usize) -> Result<u32, XlsxError> {
    u32::try_from(place).map(|place| place.saturating_add(ABOVE + 1)).map_err(|_| XlsxError::RowColumnLimitError)
}

/// Excel has 16,384 columns; a wider grid is refused, not cut.
fn column(place: usize) -> Result<u16, XlsxError> {
    u16::try_from(place).map_err(|_| XlsxError::RowColumnLimitError)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cluster::School;
    use crate::reading::{self, Choices};
    use crate::workspace::record;
    use calamine::{Data, Reader as _, Xlsx};
    use proptest::prelude::*;
    use std::io::{Cursor, Read as _};

    fn example() -> (Workspace, Vec<u8>) {
        let mut workspace = Workspace::example(Lang::Hu, "x".into());
        let first = workspace.schools.keys().next().unwrap().clone();
        let school: &mut School = record(&mut workspace.schools, &first);
        school.short_name = "=HYPERLINK(\"http://example.org\")".into();
        let scope = Scope::of(&workspace, None, None).unwrap();
        let bytes = workbook(&workspace, &scope, Lang::Hu).unwrap();
        (workspace, bytes)
    }

    #[test]
    fn the_grid_holds_real_numbers_and_no_formula() {
        let (_, bytes) = example();
        let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(&bytes[..])).unwrap();
        let grid = book.worksheet_range(Lang::Hu.book_grid()).unwrap();
        assert!(
            grid.rows()
                .skip(3)
                .take(8)
                .any(|row| row.iter().any(|cell| matches!(cell, Data::Float(x) if (1.0..=5.0).contains(x))))
        );
        let mut archive = zip::ZipArchive::new(Cursor::new(&bytes[..])).unwrap();
        for name in ["xl/worksheets/sheet1.xml", "xl/worksheets/sheet3.xml"] {
            let mut xml = String::new();
            archive.by_name(name).unwrap().read_to_string(&mut xml).unwrap();
            assert!(!xml.contains("<f>"), "{name}");
        }
    }

    #[test]
    fn the_scores_read_back() {
        let (workspace, bytes) = example();
        let choices = Choices::default();
        let reading = reading::open(&bytes, &choices).read(&choices, &mut |_| true).unwrap();
        let scores: usize = workspace.surveys.values().map(|r| r.scores.values().map(|s| s.len()).sum::<usize>()).sum();
        assert!(reading.count() >= scores, "{} of {scores}", reading.count());
    }

    #[test]
    fn a_value_is_rounded_as_on_the_page() {
        assert_eq!(free_of_dust((4.0 + 3.9) / 2.0), 3.95);
        assert_eq!(free_of_dust(3.949_96), 3.949_96, "shown as 3.9, and no 3.95");
    }

    #[test]
    fn items_stand_below_their_area_with_notes_and_many_schools_go_down() {
        let (mut workspace, bytes) = example();
        let open = |bytes: &[u8]| calamine::open_workbook_from_rs::<Xlsx<_>, _>(Cursor::new(bytes.to_vec())).unwrap();
        let grid = open(&bytes).worksheet_range(Lang::Hu.book_grid()).unwrap();
        let heads: Vec<String> = grid.rows().skip(3).map(|row| row[0].to_string()).collect();
        assert!(heads[0].starts_with("A ") && heads[1].starts_with("A1 "), "{heads:?}");
        let mut archive = zip::ZipArchive::new(Cursor::new(&bytes[..])).unwrap();
        let mut notes = String::new();
        archive.by_name("xl/comments1.xml").unwrap().read_to_string(&mut notes).unwrap();
        assert!(notes.contains(Lang::Hu.example_note()));
        for place in 0..40 {
            workspace.schools.insert(format!("z{place:02}"), std::sync::Arc::new(School::default()));
        }
        let scope = Scope::of(&workspace, None, None).unwrap();
        let grid =
            open(&workbook(&workspace, &scope, Lang::Hu).unwrap()).worksheet_range(Lang::Hu.book_grid()).unwrap();
        assert_eq!(grid.rows().skip(3).take_while(|row| row[0] != Data::Empty).count(), 45);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn no_text_becomes_a_formula(text in "[=+@\\-\t\r]\\PC{0,12}") {
            let mut workspace = Workspace::example(Lang::En, "x".into());
            let first = workspace.schools.keys().next().unwrap().clone();
            record(&mut workspace.schools, &first).short_name = text.clone();
            workspace.cluster = std::sync::Arc::new(crate::cluster::Cluster { name: text.clone(), ..Default::default() });
            let agreement = Agreement { decided_by: text.clone(), reason: text.clone(), ..Agreement::default() };
            workspace.agree(agreement);
            let wording: &mut crate::cluster::ItemWording = record(&mut workspace.item_wordings, "A1");
            wording.title_en = text.clone();
            for note in workspace.cell_notes.values_mut() {
                std::sync::Arc::make_mut(note).text = text.clone();
            }
            let key = workspace.surveys.keys().next().unwrap().clone();
            let result = record(&mut workspace.surveys, &key);
            if let (Some(scores), Ok(own)) = (result.scores.values_mut().next(), text.parse::<Subject>()) {
                let score = scores.values().next().unwrap().clone();
                scores.insert(own, score);
            }
            let scope = Scope::of(&workspace, None, None).unwrap();
            let bytes = workbook(&workspace, &scope, Lang::En).unwrap();
            let mut archive = zip::ZipArchive::new(Cursor::new(&bytes[..])).unwrap();
            for sheet in 1..=3 {
                let mut xml = String::new();
                archive.by_name(&format!("xl/worksheets/sheet{sheet}.xml")).unwrap().read_to_string(&mut xml).unwrap();
                prop_assert!(!xml.contains("<f>") && !xml.contains("<f "));
            }
        }
    }
}
