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
