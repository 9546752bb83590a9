//! What a row or a column is about, from its code, its title, or both in one cell.

use super::words;
use crate::selfie::{Area, Edition, ItemCode, Subject};

/// What a cell says that a score is about.
#[derive(Clone, Debug, PartialEq)]
pub struct Named {
    pub subject: Subject,
    /// What stands in the cell beside the code.
    pub title: String,
    /// The edition that an area's letter and name together speak for.
    pub edition: Option<Edition>,
}

impl Named {
    fn item(area: Area, number: u8, title: &str) -> Option<Named> {
        Some(Named { subject: Subject::Item(ItemCode::new(area, number)?), title: title.to_owned(), edition: None })
    }
}

/// Recognises `A1`, `a1`, `A 1`, `A.1`, `A1.`, `A1 Digital strategy`, `Digital strategy (A1)`,
/// an area by letter, by letter and name or by name, and an item by its exact title.
pub fn named(cell: &str, edition: Edition) -> Option<Named> {
    let cell = cell.trim().trim_start_matches('\'');
    if cell.is_empty() || cell.len() > 400 {
        return None;
    }
    leading(cell)
        .or_else(|| trailing(cell))
        .or_else(|| area(cell, edition))
        .or_else(|| numbered_area(cell, edition))
        .or_else(|| item_titled(cell, edition))
}

/// An item by its exact title.
pub fn item_titled(cell: &str, edition: Edition) -> Option<Named> {
    let code = words::item_titled(&words::fold(cell)).filter(|_| edition == Edition::From2020)?;
    Some(Named { subject: Subject::Item(code), title: cell.to_owned(), edition: None })
}

/// `II. Együttműködés`, `2. Collaboration`: an area's name behind its number.
fn numbered_area(cell: &str, edition: Edition) -> Option<Named> {
    let (number, name) = cell.split_once(['.', ')'])?;
    let letter = match number.trim() {
        "I" | "1" => Area::A,
        "II" | "2" => Area::B,
        "III" | "3" => Area::C,
        "IV" | "4" => Area::D,
        "V" | "5" => Area::E,
        "VI" | "6" => Area::F,
        "VII" | "7" => Area::G,
        "VIII" | "8" => Area::H,
        _ => return None,
    };
    let folded = words::fold(name);
    let named = words::area_named(&folded, edition).or(words::is_area_name(&folded).then_some(letter));
    let subject = Subject::Area(named?);
    Some(Named { subject, title: name.trim().to_owned(), edition: words::edition_of(letter, &folded) })
}

/// A code of another letter than the survey's areas: `X1`, `Q12`.
pub fn foreign_code(cell: &str) -> bool {
    let mut letters = cell.trim().chars();
    let letter = letters.next().is_some_and(|c| c.is_ascii_alphabetic());
    let digits = letters.as_str().trim_start_matches(['.', ' ', '-', '_']).trim_end_matches(['.', ':']);
    letter && (1..=3).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit())
}

fn leading(cell: &str) -> Option<Named> {
    let bare = cell.trim_start_matches(['(', '[', '"', '„', '“', '*', '•']);
    let mut letters = bare.chars();
    let letter = letters.next()?;
    let area = Area::from_letter(letter)?;
    let after = letters.as_str();
    let tail = after.trim_start_matches(['.', ' ', '-', '_', '/', '\u{a0}', '–']);
    let separated = after.len() - tail.len();
    let digits = tail.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=2).contains(&digits) || separated > 3 {
        return None;
    }
    let (number, rest) = tail.split_at(digits);
    let next = rest.chars().next();
    // "A 3 legjobb": a sentence, not a code. "A1b": another code.
    let in_words =
        after.starts_with(' ') && (letter.is_ascii_lowercase() || rest.starts_with(' ')) && !rest.trim().is_empty();
    let decimal = matches!(next, Some(',' | '.')) && rest[1..].starts_with(|c: char| c.is_ascii_digit());
    if in_words || decimal || next.is_some_and(|next| next.is_alphanumeric() || next == '/') {
        return None;
    }
    let title = rest.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '"' && c != '„').trim();
    Named::item(area, number.parse().ok()?, title)
}

/// `Digital strategy (A1)`, `Digital strategy [A1]`, `Digital strategy – A1`.
fn trailing(cell: &str) -> Option<Named> {
    let bare = cell.trim_end_matches([')', ']', '.']);
    let (title, code) = bare.rsplit_once(['(', '[', '–', '-', ' '])?;
    let closed =
        cell.ends_with([')', ']']) || title.trim_end().len() < title.len() || bare[title.len()..].starts_with('–');
    let mut letters = code.trim().chars();
    let area = letters.next().filter(char::is_ascii_uppercase).and_then(Area::from_letter)?;
    let number = letters.as_str();
    let plain = (1..=2).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
    if !plain || !closed || title.trim().is_empty() {
        return None;
    }
    Named::item(area, number.parse().ok()?, title.trim().trim_end_matches(['(', '[', '–', '-', ':']).trim())
}

fn area(cell: &str, edition: Edition) -> Option<Named> {
    let folded = words::fold(cell);
    let (first, name) = folded.split_once(' ').unwrap_or((&folded, ""));
    let lettered = |letter: &str| {
        let mut chars = letter.chars();
        let area = chars.next().and_then(Area::from_letter)?;
        chars.as_str().is_empty().then_some(area)
    };
    if let Some(letter) = lettered(first) {
        let upper =
            cell.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with(|c: char| c.is_ascii_uppercase());
        let known = words::is_area_name(name);
        let mut behind = cell.trim_start().chars();
        behind.next();
        // "E-mail" is one word.
        let hyphened = behind.as_str().strip_prefix('-').is_some_and(|word| word.starts_with(char::is_lowercase));
        let marked = behind.as_str().trim_start().starts_with(['.', ':', ')', '-', '–', '—']) && !hyphened;
        let says_area = matches!(name, "terulet" | "area" | "ambito" | "podrucje");
        // "B terület – Együttműködés"; "A terület: …" may be "the area: …" as well.
        if let Some(name) =
            name.split_once(' ').filter(|(word, _)| matches!(*word, "terulet" | "area")).map(|two| two.1)
            && words::is_area_name(name)
            && upper
        {
            let told = words::edition_of(letter, name);
            let named = words::area_named(name, edition).filter(|_| told.is_none() && letter == Area::A);
            let area = named.unwrap_or(letter);
            return Some(Named { subject: Subject::Area(area), title: cell.to_owned(), edition: told });
        }
        let whole = name.is_empty() && cell.trim().len() <= 3;
        if upper && (known || marked && name.len() <= 60 && name.starts_with(char::is_alphabetic) || says_area || whole)
        {
            return Some(Named {
                subject: Subject::Area(letter),
                title: after_letter(cell),
                edition: words::edition_of(letter, name),
            });
        }
    }
    if matches!(first, "area" | "terulet" | "ambito" | "podrucje" | "bereich")
        && let Some((letter, rest)) = name.split_once(' ').or(Some((name, "")))
        && let Some(area) = lettered(letter)
    {
        return Some(Named {
            subject: Subject::Area(area),
            title: cell.to_owned(),
            edition: words::edition_of(area, rest),
        });
    }
    // "Leadership (A)"
    if let Some((name, letter)) = folded.rsplit_once(' ')
        && let Some(area) =
            lettered(letter).filter(|_| cell.trim_end().ends_with([')', ']']) || words::is_area_name(name))
    {
        return Some(Named {
            subject: Subject::Area(area),
            title: cell.to_owned(),
            edition: words::edition_of(area, name),
        });
    }
    let area = words::area_named(&folded, edition)?;
    Some(Named { subject: Subject::Area(area), title: cell.to_owned(), edition: None })
}

fn after_letter(cell: &str) -> String {
    let bare = cell.trim_start_matches(|c: char| !c.is_alphanumeric());
    let rest: String = bare.chars().skip(1).collect();
    rest.trim_start_matches(|c: char| !c.is_alphanumeric()).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn subject(cell: &str) -> Option<String> {
        named(cell, Edition::From2020).map(|n| n.subject.to_string())
    }

    #[test]
    fn codes_in_every_spelling() {
        for cell in [
            "A1",
            "a1",
            "A 1",
            "A.1",
            "A1.",
            "A-1",
            "A01",
            "(A1)",
            "A1 Digital strategy",
            "A1: Digital strategy",
            "Digital strategy (A1)",
            "Digital strategy",
            "A1 – Digitális stratégia",
            "A1_T",
            "Digitális stratégia",
        ] {
            assert_eq!(subject(cell).as_deref(), Some("A1"), "{cell}");
        }
        assert_eq!(named("A1. Digital strategy", Edition::From2020).unwrap().title, "Digital strategy");
    }

    #[test]
    fn areas_by_letter_and_name() {
        for cell in [
            "B",
            "b)",
            "B. Együttműködés",
            "B Collaboration and Networking",
            "Collaboration and networking",
            "Area B",
            "B terület",
            "B: anything",
            "Collaboration and networking (B)",
        ] {
            let expected = if cell == "b)" { None } else { Some("B") };
            assert_eq!(subject(cell).as_deref(), expected, "{cell}");
        }
    }

    #[test]
    fn other_texts_are_no_codes() {
        for cell in [
            "A 3 legjobb iskola",
            "Átlag",
            "Tölgyfő",
            "A11x",
            "A100",
            "B.1.2",
            "",
            "*",
            "2021",
            "A nem releváns válaszok nélkül",
            "I1",
            "Dear colleagues",
        ] {
            assert_eq!(subject(cell), None, "{cell}");
        }
        assert!(foreign_code("X1") && !foreign_code("Oak 1"));
    }

    #[test]
    fn a_letter_with_its_name_tells_the_edition() {
        assert_eq!(named("B Infrastructure and Equipment", Edition::From2020).unwrap().edition, Some(Edition::Of2018));
    }
}
