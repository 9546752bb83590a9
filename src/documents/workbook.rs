//! The Excel workbook: the grid formatted as it looks, with real numbers; the rule;
//! the survey's scores in the tidy form. Only the worker uses it.
//!
//! Every text is written as a string, so that none becomes a formula.

use super::grid::{key, mark, notes_on_cells};
use super::{Mark, tidy};
use crate::analysis::{Axes, Distance, Grid, Lens, Measure, Readings, Scope, Verdict};
use crate::cluster::{Agreement, SchoolId, StrengthRule};
use crate::i18n::Lang;
use crate::selfie::Subject;
use crate::workspace::Workspace;
use rust_xlsxwriter::{
    Color, ExcelDateTime, Format, FormatAlign, FormatBorder, FormatPattern, Note, Workbook, Worksheet, XlsxError,
};
use std::collections::BTreeMap;

/// The sheets' paper: A4, in Excel's numbering.
const A4: u8 = 9;
const LINE: Color = Color::RGB(0x00DC_D8CF);
/// Above the grid: what it is, how it is read, and an empty row.
const ABOVE: u32 = 3;

/// The grid as it is looked at, for one level and round, areas with their items below
/// them; the rule; and all scores of the workspace.
///
/// # Errors
/// If the workbook would break a limit of the format, such as its number of rows.
pub fn workbook(workspace: &Workspace, scope: &Scope, lens: &Lens, lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let grid = Grid::of(workspace, scope);
    let readings = grid.read(&lens.groups(), lens.rule.certainty);
    let notes = notes_on_cells(workspace, scope);
    let pages = GridSheet { workspace, grid: &grid, readings: &readings, lens, notes, lang };
    pages.write(book.add_worksheet(), scope)?;
    if lens.tried {
        let undecided = Agreement { decided_on: None, decided_by: String::new(), ..lens.rule.clone() };
        let tried = Agreement { reason: lang.lens_tried().to_owned(), ..undecided };
        rule_sheet(book.add_worksheet().set_name(lang.book_tried())?, &tried, lang)?;
    }
    rule_sheet(book.add_worksheet().set_name(lang.book_rule())?, &workspace.agreement(), lang)?;
    scores_sheet(book.add_worksheet(), workspace, lang)?;
    book.save_to_buffer()
}

/// Paper colours of the page, for light backgrounds.
fn look(mark: Mark) -> Format {
    let base = Format::new().set_align(FormatAlign::Center).set_border(FormatBorder::Thin).set_border_color(LINE);
    // The sign stands in the number's format, so that the cell stays a number.
    let base = match mark.sign() {
        "" => base.set_num_format("0.0"),
        sign => base.set_num_format(format!("0.0\" {sign}\"")),
    };
    let coloured = |paper: u32, ink: u32| {
        base.clone().set_background_color(Color::RGB(paper)).set_font_color(Color::RGB(ink)).set_bold()
    };
    match mark {
        Mark::Verdict(Verdict::DeepNeed) | Mark::Distance(Distance::VeryFar) => coloured(0x00F5_C3A0, 0x007C_2E05),
        Mark::Verdict(Verdict::Need) | Mark::Distance(Distance::Far) => coloured(0x00FB_E3D3, 0x00A8_430C),
        Mark::Verdict(Verdict::Strength) | Mark::Distance(Distance::Best) => coloured(0x00D9_EAF7, 0x000F_5A94),
        Mark::Verdict(Verdict::Undecided) => {
            base.set_pattern(FormatPattern::LightUp).set_foreground_color(LINE).set_font_color(Color::RGB(0x0056_5D66))
        }
        Mark::Verdict(Verdict::Fine | Verdict::NoData) | Mark::Distance(Distance::Near) => base,
    }
}

struct GridSheet<'a> {
    workspace: &'a Workspace,
    grid: &'a Grid,
    readings: &'a Readings,
    lens: &'a Lens,
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
        sheet.write_string(1, 0, self.lang.lens_in_words(self.lens))?;
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
        let no_data = Mark::Verdict(Verdict::NoData);
        let near = Mark::Distance(Distance::Near);
        let marks = key(self.lens.measure).into_iter().chain([no_data, near]);
        let looks: Vec<(Mark, Format)> = marks.map(|mark| (mark, look(mark))).collect();
        let plain = look(no_data);
        for school in 0..self.grid.schools.len() {
            for (place, &topic) in topics.iter().enumerate() {
                let (row, column) =
                    if down { (row(school)?, column(place + 1)?) } else { (row(place)?, column(school + 1)?) };
                let mark = mark(self.readings, school, topic, self.lens);
                let format = looks.iter().find(|(of, _)| *of == mark).map_or(&plain, |(_, look)| look);
                match self.number(school, topic) {
                    Some(number) => sheet.write_number_with_format(row, column, number, format)?,
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

    /// What stands in a cell: the value, or how far it is below the best.
    fn number(&self, school: usize, topic: usize) -> Option<f64> {
        match self.lens.measure {
            Measure::ByRule => Some(free_of_dust(self.readings.reading(school, topic)?.value)),
            // Adding nothing makes minus nothing plain nothing.
            Measure::DistanceToBest => Some(-self.readings.behind_best(school, topic)? + 0.0),
        }
    }

    /// A school's name, and how many answered.
    fn school(&self, place: usize) -> String {
        let name = self.grid.schools.get(place).map(|id| self.workspace.school_called(id)).unwrap_or_default();
        let answers = self.grid.answers(place, &self.lens.groups());
        format!("{name}\n{}", self.lang.below_school(self.grid.state(place), answers))
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
        for (row, mark) in (first..).zip(key(self.lens.measure)) {
            sheet.write_string_with_format(row, 0, mark.in_words(self.lang), &look(mark))?;
        }
        Ok(())
    }
}

/// 3.95 as people and spreadsheets round it, and not 3.9499999999999997.
fn free_of_dust(value: f64) -> f64 {
    (value * 1e9).round() / 1e9
}

/// What a cell of the rule's sheet holds.
enum Said {
    Figure(f64),
    Day(jiff::civil::Date),
    Words(String),
}

/// The rule, a line each: lines and figures as numbers, the day as a date.
fn rule_sheet(sheet: &mut Worksheet, rule: &Agreement, lang: Lang) -> Result<(), XlsxError> {
    let groups: Vec<&str> = rule.groups.iter().map(|g| lang.group(*g)).collect();
    let strength = match rule.strength {
        StrengthRule::From(line) => (lang.book_strength_from(), Said::Figure(line.value())),
        StrengthRule::WithinOfBest(points) => (lang.book_strength_within(), Said::Figure(points)),
    };
    let day = rule.decided_on.map_or_else(|| Said::Words(String::new()), Said::Day);
    let rows = [
        (lang.book_need_below(), Said::Figure(rule.need_below.value())),
        strength,
        (lang.book_certainty(), Said::Words(lang.certainty_in_words(rule.certainty))),
        (lang.book_groups(), Said::Words(groups.join(", "))),
        (lang.book_decided_on(), day),
        (lang.book_decided_by(), Said::Words(rule.decided_by.clone())),
        (lang.book_reason(), Said::Words(rule.reason.clone())),
    ];
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let left = wrapped.clone().set_align(FormatAlign::Left);
    for (row, (name, said)) in (0..).zip(rows) {
        sheet.write_string_with_format(row, 0, name, &wrapped.clone().set_bold())?;
        match said {
            Said::Figure(value) => {
                sheet.write_number_with_format(row, 1, value, &left.clone().set_num_format("0.0"))?
            }
            Said::Day(date) => {
                let day = ExcelDateTime::parse_from_str(&date.to_string())?;
                sheet.write_datetime_with_format(row, 1, &day, &left.clone().set_num_format("yyyy-mm-dd"))?
            }
            Said::Words(text) => sheet.write_string_with_format(row, 1, text, &wrapped)?,
        };
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
        let bytes = workbook(&workspace, &scope, &Lens::agreed(&workspace), Lang::Hu).unwrap();
        (workspace, bytes)
    }

    #[test]
    fn the_grid_holds_real_numbers_and_no_formula() {
        let (_, bytes) = example();
        let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(&bytes[..])).unwrap();
        let grid = book.worksheet_range(Lang::Hu.book_grid()).unwrap();
        assert!(
            grid.rows()
                .skip(4)
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
    fn it_is_written_as_it_is_looked_at_and_says_so() {
        let workspace = Workspace::example(Lang::En, "x".into());
        let scope = Scope::of(&workspace, None, None).unwrap();
        let lens = Lens {
            tried: true,
            group: Some(crate::selfie::Group::Leaders),
            measure: Measure::DistanceToBest,
            ..Lens::agreed(&workspace)
        };
        let bytes = workbook(&workspace, &scope, &lens, Lang::En).unwrap();
        let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(&bytes[..])).unwrap();
        let grid = book.worksheet_range(Lang::En.book_grid()).unwrap();
        let cell = |row: u32, column: u32| grid.get_value((row, column)).cloned().unwrap_or_default();
        assert_eq!(cell(1, 0), Data::String(Lang::En.lens_in_words(&lens)));
        assert_eq!(cell(ABOVE, 1), Data::String("Tölgyfő\nn 5".into()));
        let values = (1..=5).map(|school| cell(ABOVE + 1, school).to_string().parse::<f64>().unwrap());
        assert!(values.clone().all(|value| (-4.0..=0.0).contains(&value)) && values.clone().any(|value| value == 0.0));
        let sheets = book.sheet_names();
        assert_eq!(sheets[1..3], [Lang::En.book_tried(), Lang::En.book_rule()]);
        let agreed = book.worksheet_range(Lang::En.book_rule()).unwrap();
        assert_eq!(agreed.get_value((0, 1)), Some(&Data::Float(lens.rule.need_below.value())));
        assert!(matches!(agreed.get_value((4, 1)), Some(Data::DateTime(_))), "{:?}", agreed.get_value((4, 1)));
        let tried = book.worksheet_range(Lang::En.book_tried()).unwrap();
        assert_eq!(tried.get_value((6, 1)), Some(&Data::String(Lang::En.lens_tried().into())));
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
        let heads: Vec<String> = grid.rows().skip(4).map(|row| row[0].to_string()).collect();
        assert!(heads[0].starts_with("A ") && heads[1].starts_with("A1 "), "{heads:?}");
        let mut archive = zip::ZipArchive::new(Cursor::new(&bytes[..])).unwrap();
        let mut notes = String::new();
        archive.by_name("xl/comments1.xml").unwrap().read_to_string(&mut notes).unwrap();
        assert!(notes.contains(Lang::Hu.example_note()));
        for place in 0..40 {
            workspace.schools.insert(format!("z{place:02}"), std::sync::Arc::new(School::default()));
        }
        let scope = Scope::of(&workspace, None, None).unwrap();
        let grid = open(&workbook(&workspace, &scope, &Lens::agreed(&workspace), Lang::Hu).unwrap())
            .worksheet_range(Lang::Hu.book_grid())
            .unwrap();
        assert_eq!(grid.rows().skip(4).take_while(|row| row[0] != Data::Empty).count(), 45);
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
            let bytes = workbook(&workspace, &scope, &Lens::agreed(&workspace), Lang::En).unwrap();
            let mut archive = zip::ZipArchive::new(Cursor::new(&bytes[..])).unwrap();
            for sheet in 1..=3 {
                let mut xml = String::new();
                archive.by_name(&format!("xl/worksheets/sheet{sheet}.xml")).unwrap().read_to_string(&mut xml).unwrap();
                prop_assert!(!xml.contains("<f>") && !xml.contains("<f "));
            }
        }
    }
}
