//! Numbers as files write them. The decimal mark is one decision for a file: a
//! number written with the other mark is never taken.

use super::words;
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DecimalMark {
    Comma,
    Point,
}

/// A number in a cell, with what was written around it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number {
    pub value: f64,
    /// Digits after the mark.
    pub decimals: u8,
    /// The mark that the cell uses; `None` for whole numbers.
    pub mark: Option<DecimalMark>,
    /// A per cent sign followed.
    pub percent: bool,
    /// `(n=58)` followed.
    pub n: Option<u32>,
}

/// What a cell holds where a number is expected.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell {
    Missing,
    Number(Number),
    Text,
}

/// What stands where a value was, before a spreadsheet program lost it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spoilt {
    /// `#DIV/0!`, `#REF!`: a formula that failed.
    Error,
    /// `####`: the column was too narrow to show the value.
    TooNarrow,
    /// A formula that no program has worked out yet.
    Formula,
    /// `3-Apr`, `03.ápr`, `2024-04-03`: a number such as 3.4 that was taken for a date; its
    /// day and its month.
    Date { day: u8, month: u8 },
}

/// Did a spreadsheet program spoil the cell?
pub fn spoilt(text: &str) -> Option<Spoilt> {
    let (&first, rest) = text.as_bytes().split_first()?;
    match first {
        b'#' if is_error(text) => Some(Spoilt::Error),
        b'#' if !rest.is_empty() && rest.iter().all(|b| *b == b'#') => Some(Spoilt::TooNarrow),
        b'=' if !rest.is_empty() => Some(Spoilt::Formula),
        b'E' if is_error(text) => Some(Spoilt::Error),
        _ => date(text).map(|(day, month)| Spoilt::Date { day, month }),
    }
}

/// `#DIV/0!`, `#NÉV?`, `Err:502`. `#N/A` is what people write for "no value".
pub fn is_error(text: &str) -> bool {
    let named = || {
        let name = text.strip_prefix('#').and_then(|rest| rest.strip_suffix(['!', '?']));
        name.is_some_and(|name| !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '/'))
    };
    let numbered = || {
        let number = text.strip_prefix("Err:");
        number.is_some_and(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
    };
    named() || numbered()
}

/// The day and the month of a date: with the month in letters, or with a year of four digits.
fn date(text: &str) -> Option<(u8, u8)> {
    if text.len() > 24 || !text.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let mut parts = text.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next());
    if parts.next().is_some() {
        return None;
    }
    let short = |part: &str, most: u8| part.parse::<u8>().ok().filter(|n| part.len() <= 2 && (1..=most).contains(n));
    let year = |part: &str| {
        part.len() == 4 && (part.starts_with("19") || part.starts_with("20")) && part.parse::<u16>().is_ok()
    };
    let pair = |one: &str, other: &str| match (words::month(one), words::month(other)) {
        (None, Some(month)) => Some((short(one, 31)?, month)),
        (Some(month), None) => Some((short(other, 31)?, month)),
        _ => None,
    };
    match third {
        None => pair(first, second),
        Some(last) if year(first) => pair(second, last).or_else(|| Some((short(last, 31)?, short(second, 12)?))),
        Some(last) if year(last) => {
            let numbers = || Some((short(first, 31)?, short(second, 31)?));
            pair(first, second).or_else(|| numbers().filter(|(one, other)| *one <= 12 || *other <= 12))
        }
        Some(_) => None,
    }
}

/// The day and the month of a day's number, as spreadsheets count days: 45385. Surveys
/// have been run in this century only.
pub fn day_told(value: f64) -> Option<(u8, u8)> {
    const FIRST: f64 = 36_526.0;
    const LAST: f64 = 73_050.0;
    if value.fract() != 0.0 || !(FIRST..=LAST).contains(&value) {
        return None;
    }
    let days = jiff::Span::new().days(value as i64);
    let date = jiff::civil::date(1899, 12, 30).checked_add(days).ok()?;
    Some((u8::try_from(date.day()).ok()?, u8::try_from(date.month()).ok()?))
}

/// Which means a date may have been: day and month, in either order.
pub fn before_dated(day: u8, month: u8, mark: Option<DecimalMark>) -> Vec<String> {
    let mark = if mark == Some(DecimalMark::Comma) { ',' } else { '.' };
    let mut means: Vec<String> = [(day, month), (month, day)]
        .into_iter()
        .filter(|(whole, _)| (1..=4).contains(whole))
        .map(|(whole, part)| format!("{whole}{mark}{part}"))
        .collect();
    means.dedup();
    means
}

/// Reads a cell, whichever mark it uses.
pub fn cell(text: &str) -> Cell {
    if let Some(number) = plain(text.as_bytes()) {
        return Cell::Number(number);
    }
    let bare = text.trim_matches(is_space);
    if words::is_missing(bare) {
        return Cell::Missing;
    }
    number(bare).map_or(Cell::Text, Cell::Number)
}

/// `58`, `3.4`: a value that heads nothing, neither a step of the scale nor a year.
pub fn is_value(text: &str) -> bool {
    matches!(plain(text.as_bytes()), Some(number) if number.mark.is_some() || text.len() == 2)
}

/// `3`, `3.4`, `3,45`: nearly every cell, without a look at its characters.
fn plain(bytes: &[u8]) -> Option<Number> {
    let (&first, rest) = bytes.split_first()?;
    if !first.is_ascii_digit() || bytes.len() > 8 {
        return None;
    }
    let mut value = u32::from(first - b'0');
    let mut mark = None;
    let mut decimals = 0;
    for &byte in rest {
        match byte {
            b'0'..=b'9' => {
                value = value * 10 + u32::from(byte - b'0');
                decimals += u8::from(mark.is_some());
            }
            b',' if mark.is_none() => mark = Some(DecimalMark::Comma),
            b'.' if mark.is_none() => mark = Some(DecimalMark::Point),
            _ => return None,
        }
    }
    if mark.is_some() && decimals == 0 {
        return None;
    }
    const STEPS: [f64; 8] = [1.0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7];
    Some(Number {
        value: f64::from(value) / STEPS[usize::from(decimals.min(7))],
        decimals,
        mark,
        percent: false,
        n: None,
    })
}

fn number(text: &str) -> Option<Number> {
    let text = text.trim_start_matches(['\'', '≈', '~', '+']).trim_matches(is_space);
    let (negative, text) = match text.strip_prefix(['-', '−', '–']) {
        Some(rest) => (true, rest.trim_start_matches(is_space)),
        None => (false, text),
    };
    let digits = text.find(|c: char| !c.is_ascii_digit() && c != ',' && c != '.').unwrap_or(text.len());
    let (figure, behind) = text.split_at(digits);
    let (figure, behind) = match figure.strip_suffix(['.', ',']) {
        // "3." at the end of a line, "4." in front of a word: no decimal.
        Some(bare) if !bare.is_empty() => (bare, behind),
        _ => (figure, behind),
    };
    let marks: Vec<char> = figure.chars().filter(|c| !c.is_ascii_digit()).collect();
    let (whole, part, mark) = match marks.as_slice() {
        [] => (figure, "", None),
        [','] => figure.split_once(',').map(|(w, p)| (w, p, Some(DecimalMark::Comma)))?,
        ['.'] => figure.split_once('.').map(|(w, p)| (w, p, Some(DecimalMark::Point)))?,
        _ => return None,
    };
    if whole.is_empty() && part.is_empty() || figure.len() > 15 {
        return None;
    }
    let value: f64 =
        format!("{}.{}", if whole.is_empty() { "0" } else { whole }, if part.is_empty() { "0" } else { part })
            .parse()
            .ok()?;
    let behind = behind.trim_matches(is_space);
    let (percent, n) = match behind {
        "" | "*" | "**" | "/5" | "/ 5" => (false, None),
        "%" => (true, None),
        _ if mark.is_some() && is_deviation(behind, mark) => (false, None),
        _ => (false, Some(inline_count(behind)?)),
    };
    let decimals = part.len().min(9) as u8;
    Some(Number { value: if negative { -value } else { value }, decimals, mark, percent, n })
}

/// The deviation behind a mean: `(0,8)`, `± 0.8`, `(SD 0.8)`, with the same mark.
fn is_deviation(text: &str, mark: Option<DecimalMark>) -> bool {
    let inside = match text.strip_prefix(['±']) {
        Some(inside) => inside,
        None => match text.strip_prefix('(').and_then(|text| text.strip_suffix(')')) {
            Some(inside) => inside,
            None => return false,
        },
    };
    let figure = inside.trim_matches(is_space).trim_start_matches(['S', 'D', '±', '=', ' ']);
    plain(figure.as_bytes()).is_some_and(|number| number.mark == mark && number.value <= 2.0)
}

/// The count in `(n=58)`, `(58)`, `[N = 58]`.
fn inline_count(text: &str) -> Option<u32> {
    let inside = text.strip_prefix(['(', '['])?.strip_suffix([')', ']'])?.trim();
    let digits =
        inside.trim_start_matches(['n', 'N']).trim_start().trim_start_matches(['=', ':']).trim_matches(is_space);
    digits.trim_end_matches("fő").trim_matches(is_space).parse().ok()
}

/// A whole number of people, with thousands apart by a space, point or comma,
/// and a unit behind (`58 fő`). `None` for anything else.
pub fn count(text: &str) -> Option<u32> {
    let bare = text.trim_matches(is_space).trim_start_matches('\'');
    let end = bare.find(|c: char| !c.is_ascii_digit() && !is_space(c) && c != '.' && c != ',').unwrap_or(bare.len());
    let (figure, unit) = bare.split_at(end);
    let unit = if is_share(unit) { "" } else { unit };
    if !matches!(words::fold(unit).as_str(), "" | "fo" | "db" | "people" | "persons") || figure.is_empty() {
        return None;
    }
    let figure = figure.trim_matches(is_space);
    let mut groups = figure.split(|c: char| !c.is_ascii_digit());
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let zeros = rest.len() == 1 && rest[0].len() < 3 && rest[0].bytes().all(|b| b == b'0');
    if zeros || rest.is_empty() {
        return first.parse().ok();
    }
    let thousands = (1..=3).contains(&first.len()) && rest.iter().all(|g| g.len() == 3);
    if !thousands {
        return None;
    }
    format!("{first}{}", rest.concat()).parse().ok()
}

/// The share behind a count: `(6%)`, `(37,5 %)`.
fn is_share(text: &str) -> bool {
    let inside = text.strip_prefix('(').and_then(|text| text.strip_suffix(')'));
    let figure = inside.and_then(|inside| inside.trim_end().strip_suffix('%'));
    figure.is_some_and(|figure| plain(figure.trim_matches(is_space).as_bytes()).is_some())
}

fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{a0}' | '\u{202f}' | '\u{2009}' | '\u{feff}' | '\u{200b}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Option<(f64, u8, Option<DecimalMark>)> {
        match cell(text) {
            Cell::Number(n) => Some((n.value, n.decimals, n.mark)),
            _ => None,
        }
    }

    #[test]
    fn numbers_are_read_in_either_mark() {
        assert_eq!(value("3,9"), Some((3.9, 1, Some(DecimalMark::Comma))));
        assert_eq!(value("3.60"), Some((3.6, 2, Some(DecimalMark::Point))));
        assert_eq!(value(" 4\u{a0}"), Some((4.0, 0, None)));
        assert_eq!(value("-3"), Some((-3.0, 0, None)));
        assert_eq!(value("1.234,5"), None);
        assert_eq!(value("2021.10.01"), None);
        assert_eq!(value("A1"), None);
        assert_eq!(cell("–"), Cell::Missing);
    }

    #[test]
    fn what_stands_behind_is_understood() {
        assert_eq!(value("3,4 (0,8)"), Some((3.4, 1, Some(DecimalMark::Comma))));
        assert_eq!(value("3.4±0.8"), Some((3.4, 1, Some(DecimalMark::Point))));
        assert_eq!(value("3.4 (4.1)"), None);
        assert_eq!(value("3.4 (0,8)"), None);
        assert!(matches!(cell("3,4 (n=58)"), Cell::Number(Number { n: Some(58), .. })));
        assert!(matches!(cell("87,7%"), Cell::Number(Number { percent: true, .. })));
        assert_eq!(cell("3,4 pont"), Cell::Text);
    }

    #[test]
    fn what_a_spreadsheet_program_spoilt_is_known() {
        for text in ["#DIV/0!", "#REF!", "#NÉV?", "Err:502"] {
            assert_eq!(spoilt(text), Some(Spoilt::Error), "{text}");
        }
        assert_eq!(spoilt("####"), Some(Spoilt::TooNarrow));
        assert_eq!(spoilt("=B2/5"), Some(Spoilt::Formula));
        for text in ["3-Apr", "03.ápr", "ápr.03", "2024-04-03", "3. Apr. 2024", "2024. ápr. 3.", "03/04/2024"] {
            assert_eq!(spoilt(text), Some(Spoilt::Date { day: 3, month: 4 }), "{text}");
        }
        for text in ["", "#", "# of teachers", "#N/A", "3.4", "3/4", "2021/22", "2021. ősz", "3 pont", "=", "A1"] {
            assert_eq!(spoilt(text), None, "{text}");
        }
        assert_eq!(day_told(45_385.0), Some((3, 4)));
        assert_eq!(day_told(45_385.5), None);
        assert_eq!(before_dated(3, 4, Some(DecimalMark::Comma)), ["3,4", "4,3"]);
        assert_eq!(before_dated(3, 9, None), ["3.9"]);
        assert!(before_dated(17, 9, None).is_empty());
    }

    #[test]
    fn counts_may_have_thousands_and_units() {
        for (text, n) in
            [("58", 58), ("1\u{202f}200", 1200), ("1 150", 1150), ("1.200", 1200), ("58 fő", 58), ("58,0", 58)]
        {
            assert_eq!(count(text), Some(n), "{text}");
        }
        assert_eq!(count("1 (6%)"), Some(1));
        for text in ["", "5,8", "n", "–", "12 3", "1 (6)"] {
            assert_eq!(count(text), None, "{text}");
        }
    }
}
