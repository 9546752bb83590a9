//! The Excel workbook: the grid formatted as it looks, with real numbers; the rule;
//! the survey's scores. Only the worker uses it.

use crate::analysis::{Grid, Scope, Verdict};
use crate::cluster::{Agreement, StrengthRule};
use crate::i18n::Lang;
use crate::selfie::{Catalogue, Subject};
use crate::survey::Spread;
use crate::workspace::Workspace;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, FormatPattern, Workbook, Worksheet, XlsxError};

/// The grid by the agreed rule for one level and round, areas with their items, and all
/// scores of the workspace.
///
/// # Errors
/// If the workbook would break a limit of the format, such as its number of rows.
pub fn workbook(workspace: &Workspace, scope: &Scope, lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    grid_sheet(book.add_worksheet(), workspace, scope, lang)?;
    rule_sheet(book.add_worksheet(), &workspace.agreement(), lang)?;
    scores_sheet(book.add_worksheet(), workspace, lang)?;
    book.save_to_buffer()
}

/// Paper colours of the page, for light backgrounds.
fn look(verdict: Verdict) -> Format {
    let base = Format::new()
        .set_align(FormatAlign::Center)
        .set_border(FormatBorder::Thin)
        .set_border_color(Color::RGB(0x00DC_D8CF));
    // The sign stands in the number's format, so that the cell stays a number.
    let signed = |sign: &str| format!("0.0\" {sign}\"");
    match verdict {
        Verdict::DeepNeed => base
            .set_num_format(signed("▼▼"))
            .set_background_color(Color::RGB(0x00F5_C3A0))
            .set_font_color(Color::RGB(0x007C_2E05))
            .set_bold(),
        Verdict::Need => base
            .set_num_format(signed("▼"))
            .set_background_color(Color::RGB(0x00FB_E3D3))
            .set_font_color(Color::RGB(0x00A8_430C))
            .set_bold(),
        Verdict::Undecided => base
            .set_num_format(signed("?"))
            .set_pattern(FormatPattern::LightUp)
            .set_foreground_color(Color::RGB(0x00DC_D8CF))
            .set_font_color(Color::RGB(0x0056_5D66)),
        Verdict::Fine | Verdict::NoData => base.set_num_format("0.0"),
        Verdict::Strength => base
            .set_num_format(signed("▲"))
            .set_background_color(Color::RGB(0x00D9_EAF7))
            .set_font_color(Color::RGB(0x000F_5A94))
            .set_bold(),
    }
}

fn grid_sheet(sheet: &mut Worksheet, workspace: &Workspace, scope: &Scope, lang: Lang) -> Result<(), XlsxError> {
    let rule = workspace.agreement();
    let grid = Grid::of(workspace, scope);
    let readings = grid.read(&rule.groups, rule.certainty);
    let heading =
        Format::new().set_bold().set_align(FormatAlign::Center).set_text_wrap().set_border_bottom(FormatBorder::Medium);
    let area = Format::new().set_bold();
    let item = Format::new().set_indent(2);
    sheet.set_name(lang.book_grid())?;
    let round = workspace.rounds.get(&scope.round).map_or(scope.round.as_str(), |r| r.name.as_str());
    sheet.write_string_with_format(
        0,
        0,
        format!("{} · {round} · {}", workspace.cluster.name, lang.level(scope.level)),
        &area,
    )?;
    sheet.write_string_with_format(2, 0, lang.book_area(), &heading)?;
    for (place, school) in grid.schools.iter().enumerate() {
        sheet.write_string_with_format(2, column(place + 1), workspace.school_called(school), &heading)?;
    }
    let mut row = 3;
    for (place, subject) in grid.subjects.iter().enumerate() {
        let is_area = matches!(subject, Subject::Area(_));
        let title = Catalogue::shipped().title(grid.edition, subject, lang).unwrap_or_default();
        let label = match subject {
            Subject::Own(title) => title.clone(),
            coded => format!("{coded} {title}"),
        };
        sheet.write_string_with_format(row, 0, label, if is_area { &area } else { &item })?;
        for school in 0..grid.schools.len() {
            let verdict = readings.verdict(school, place, &rule);
            let format = look(verdict);
            match readings.reading(school, place) {
                Some(reading) => sheet.write_number_with_format(
                    row,
                    column(school + 1),
                    (reading.value * 100.0).round() / 100.0,
                    &format,
                )?,
                None => sheet.write_string_with_format(row, column(school + 1), "–", &format)?,
            };
        }
        row += 1;
    }
    row += 1;
    for verdict in [Verdict::DeepNeed, Verdict::Need, Verdict::Undecided, Verdict::Fine, Verdict::Strength] {
        sheet.write_blank(row, 0, &look(verdict))?;
        sheet.write_string(row, 1, verdict_words(verdict, lang))?;
        row += 1;
    }
    sheet.set_column_width(0, 44)?;
    sheet.set_freeze_panes(3, 1)?;
    sheet.set_landscape();
    sheet.set_paper_size(9);
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(2, 2)?;
    Ok(())
}

fn verdict_words(verdict: Verdict, lang: Lang) -> &'static str {
    match verdict {
        Verdict::DeepNeed => lang.verdict_deep_need(),
        Verdict::Need => lang.verdict_need(),
        Verdict::Undecided => lang.verdict_undecided(),
        Verdict::Fine => lang.verdict_fine(),
        Verdict::Strength => lang.verdict_strength(),
        Verdict::NoData => lang.verdict_no_data(),
    }
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
        (lang.book_groups(), groups.join(", ")),
        (lang.book_decided_on(), rule.decided_on.map(|d| lang.date(d)).unwrap_or_default()),
        (lang.book_decided_by(), rule.decided_by.clone()),
        (lang.book_reason(), rule.reason.clone()),
    ];
    for (row, (name, value)) in (0..).zip(rows) {
        sheet.write_string_with_format(row, 0, name, &Format::new().set_bold())?;
        sheet.write_string(row, 1, value)?;
    }
    sheet.set_column_width(0, 28)?;
    sheet.set_column_width(1, 60)?;
    Ok(())
}

fn scores_sheet(sheet: &mut Worksheet, workspace: &Workspace, lang: Lang) -> Result<(), XlsxError> {
    sheet.set_name(lang.book_scores())?;
    let bold = Format::new().set_bold();
    for (place, name) in ["school", "level", "round", "group", "item", "mean", "n", "sd"].into_iter().enumerate() {
        sheet.write_string_with_format(0, column(place), name, &bold)?;
    }
    let formats: Vec<Format> =
        ["0", "0.0", "0.00", "0.000", "0.0000"].iter().map(|f| Format::new().set_num_format(*f)).collect();
    let mut row = 1;
    for (key, result) in workspace.surveys() {
        let round = workspace.rounds.get(&key.round).map_or(&key.round, |r| &r.name);
        for (group, scores) in &result.scores {
            for (subject, score) in scores {
                sheet.write_string(row, 0, workspace.school_called(&key.school))?;
                sheet.write_string(row, 1, key.level.word())?;
                sheet.write_string(row, 2, round)?;
                sheet.write_string(row, 3, group.word())?;
                sheet.write_string(row, 4, subject.to_string())?;
                sheet.write_number_with_format(
                    row,
                    5,
                    score.mean.value(),
                    &formats[usize::from(score.mean.decimals()).min(4)],
                )?;
                if let Some(n) = score.n {
                    sheet.write_number(row, 6, f64::from(n))?;
                }
                if let Some(Spread::Deviation(sd)) = score.spread {
                    sheet.write_number(row, 7, sd)?;
                }
                row += 1;
            }
        }
    }
    sheet.set_column_width(0, 24)?;
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

/// Excel has 16,384 columns; a wider grid is refused by the writer, not cut.
fn column(place: usize) -> u16 {
    u16::try_from(place).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cluster::School;
    use crate::reading::{self, Choices};
    use crate::workspace::record;
    use calamine::{Data, Reader as _, Xlsx};
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
}
