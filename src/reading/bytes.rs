//! Bytes → text: what the file is, and in which encoding it was written.

use super::words;
use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1250, WINDOWS_1252};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Encoding {
    #[serde(rename = "utf-8")]
    Utf8,
    #[serde(rename = "utf-16le")]
    Utf16Le,
    #[serde(rename = "utf-16be")]
    Utf16Be,
    #[serde(rename = "windows-1250")]
    Windows1250,
    #[serde(rename = "windows-1252")]
    Windows1252,
}

impl Encoding {
    pub const ALL: [Encoding; 5] =
        [Encoding::Utf8, Encoding::Windows1250, Encoding::Windows1252, Encoding::Utf16Le, Encoding::Utf16Be];

    pub fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "UTF-8",
            Encoding::Utf16Le => "UTF-16 LE",
            Encoding::Utf16Be => "UTF-16 BE",
            Encoding::Windows1250 => "Windows-1250",
            Encoding::Windows1252 => "Windows-1252",
        }
    }
}

/// How sure a guess is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Certainty {
    /// The file cannot tell: a person has to say.
    Ask,
    Likely,
    Sure,
    /// A person said so.
    Chosen,
}

/// What a file is, by its first bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    Text,
    /// An Office Open XML workbook, whatever its name says.
    Workbook,
    Empty,
    Pdf,
    Image,
    /// The binary workbook of Excel 97–2003.
    OldWorkbook,
    /// A ZIP archive or a document that is one (Word, OpenDocument).
    Archive,
    Html,
    /// JSON, such as a workspace file.
    Json,
    /// Something else that is no text.
    Binary,
}

/// Looks at the first bytes; reads nothing.
pub fn kind(bytes: &[u8]) -> Kind {
    let bytes = without_end(bytes);
    let starts = |magic: &[u8]| bytes.starts_with(magic);
    if bytes.is_empty() {
        return Kind::Empty;
    }
    if starts(b"%PDF") {
        return Kind::Pdf;
    }
    if starts(b"PK\x03\x04") {
        let workbook = contains(bytes, b"xl/workbook.xml") || contains(bytes, b"xl/worksheets");
        return if workbook { Kind::Workbook } else { Kind::Archive };
    }
    if starts(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return Kind::OldWorkbook;
    }
    if starts(b"\x89PNG") || starts(b"\xff\xd8\xff") || starts(b"GIF8") || starts(b"RIFF") && contains(bytes, b"WEBP") {
        return Kind::Image;
    }
    if starts(b"\x1f\x8b") || starts(b"Rar!") || starts(b"7z\xbc\xaf") {
        return Kind::Archive;
    }
    if utf16(bytes).is_some() {
        return Kind::Text;
    }
    let head = &bytes[..bytes.len().min(4096)];
    let control = head.iter().filter(|b| matches!(b, 0..=8 | 14..=26 | 28..=31)).count();
    if head.contains(&0) || control * 50 > head.len() {
        return Kind::Binary;
    }
    let foreign = head.iter().filter(|b| **b >= 0x80).count();
    if foreign * 3 > head.len() && std::str::from_utf8(bytes).is_err() {
        return Kind::Binary;
    }
    let text = String::from_utf8_lossy(head);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let lower = text.get(..text.len().min(64)).unwrap_or(text).to_ascii_lowercase();
    if lower.starts_with("<!doctype html")
        || lower.starts_with("<html")
        || lower.starts_with("<?xml")
        || lower.starts_with("<table")
    {
        return Kind::Html;
    }
    if text.starts_with('{') && text.contains('"') && text.contains(':') {
        return Kind::Json;
    }
    Kind::Text
}

/// The bytes before the mark (Ctrl-Z) by which old programs end a text, and blanks beside it.
fn without_end(bytes: &[u8]) -> &[u8] {
    const END: u8 = 0x1a;
    let blank = |b: &u8| matches!(b, b' ' | b'\r' | b'\n');
    let end = bytes.iter().rposition(|b| !blank(b) && *b != END).map_or(0, |last| last + 1);
    if bytes[end..].contains(&END) { &bytes[..end] } else { bytes }
}

fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|w| w == needle)
}

/// Text and how it was found to be encoded.
#[derive(Clone, Debug)]
pub struct Decoded<'a> {
    pub text: Cow<'a, str>,
    pub encoding: Encoding,
    pub certainty: Certainty,
    /// Characters that could not be decoded (shown as `�`).
    pub broken: usize,
}

/// Decodes in the chosen encoding, or in the one that the bytes speak for.
pub fn decode(bytes: &[u8], chosen: Option<Encoding>) -> Decoded<'_> {
    let bytes = if utf16(bytes).is_none() { without_end(bytes) } else { bytes };
    if chosen.is_none()
        && utf16(bytes).is_none()
        && let Ok(text) = std::str::from_utf8(without_mark(bytes))
    {
        return decoded(Cow::Borrowed(text), Encoding::Utf8, Certainty::Sure);
    }
    let (encoding, certainty) = match chosen {
        Some(encoding) => (encoding, Certainty::Chosen),
        None => guess(bytes),
    };
    decoded(text_in(bytes, encoding), encoding, certainty)
}

fn decoded(text: Cow<'_, str>, encoding: Encoding, certainty: Certainty) -> Decoded<'_> {
    let broken = text.matches(char::REPLACEMENT_CHARACTER).count();
    Decoded { text, encoding, certainty, broken }
}

/// What bytes speak for that are no UTF-8.
fn guess(bytes: &[u8]) -> (Encoding, Certainty) {
    if let Some(found) = utf16(bytes) {
        return found;
    }
    if bytes.starts_with(b"\xef\xbb\xbf") {
        return (Encoding::Utf8, Certainty::Likely);
    }
    let sample = &bytes[..bytes.len().min(1 << 16)];
    if is_damaged_utf8(sample) {
        return (Encoding::Utf8, Certainty::Likely);
    }
    let (central, western) = (WINDOWS_1250.decode(sample).0, WINDOWS_1252.decode(sample).0);
    let score = |text: &str, letters: &str| {
        let said = |cell: &&str| {
            !cell.is_ascii() && (!words::said(cell).terms.is_empty() || !words::said(cell).groups.is_empty())
        };
        let words = text.split([';', ',', '\t', '|', '\n', '\r']).take(400).filter(said).count();
        words * 20 + text.chars().filter(|c| letters.contains(*c)).count()
    };
    // One byte is ő in Hungarian and õ in Portuguese, where only e, a or o goes with it.
    let tilde = western.matches("õe").count();
    let double = central.matches('ő').count() - tilde;
    let central = score(&central, "űŰŐčćđšžČĆĐŠŽąęłńśźżěřů") + double;
    let western = score(&western, "ãñèàìòùêÃÑÈÀÊßåæø") + tilde;
    match central.cmp(&western) {
        std::cmp::Ordering::Greater => (Encoding::Windows1250, Certainty::Sure),
        std::cmp::Ordering::Less => (Encoding::Windows1252, Certainty::Sure),
        // Letters that both write alike, such as á, é and ö.
        std::cmp::Ordering::Equal => (Encoding::Windows1250, Certainty::Likely),
    }
}

/// Do more letters make sense in UTF-8 than bytes do not? In a code page, hardly two
/// accented letters beside each other do.
fn is_damaged_utf8(sample: &[u8]) -> bool {
    let (mut letters, mut broken) = (0, 0);
    for chunk in sample.utf8_chunks() {
        letters += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    letters > broken
}

/// A mark at the start, or zero bytes on one side of nearly every pair.
fn utf16(bytes: &[u8]) -> Option<(Encoding, Certainty)> {
    match bytes {
        [0xff, 0xfe, ..] => return Some((Encoding::Utf16Le, Certainty::Sure)),
        [0xfe, 0xff, ..] => return Some((Encoding::Utf16Be, Certainty::Sure)),
        _ => {}
    }
    let pairs = bytes.len().min(2048) / 2;
    if pairs < 4 || bytes.len() % 2 == 1 {
        return None;
    }
    let (mut low, mut high) = (0, 0);
    for pair in bytes.chunks_exact(2).take(pairs) {
        low += usize::from(pair[0] == 0 && pair[1] != 0);
        high += usize::from(pair[1] == 0 && pair[0] != 0);
    }
    if high * 4 > pairs * 3 && low == 0 {
        Some((Encoding::Utf16Le, Certainty::Likely))
    } else if low * 4 > pairs * 3 && high == 0 {
        Some((Encoding::Utf16Be, Certainty::Likely))
    } else {
        None
    }
}

/// The bytes after the mark that UTF-8 may begin with.
fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
}

fn text_in(bytes: &[u8], encoding: Encoding) -> Cow<'_, str> {
    let codec = match encoding {
        Encoding::Utf8 => return String::from_utf8_lossy(without_mark(bytes)),
        Encoding::Utf16Le => UTF_16LE,
        Encoding::Utf16Be => UTF_16BE,
        Encoding::Windows1250 => WINDOWS_1250,
        Encoding::Windows1252 => WINDOWS_1252,
    };
    codec.decode_with_bom_removal(bytes).0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_tell_the_code_page() {
        let hungarian = WINDOWS_1250.encode("Kód;Iskolavezetők;Szűrő").0.into_owned();
        assert_eq!(decode(&hungarian, None).encoding, Encoding::Windows1250);
        let portuguese = WINDOWS_1252.encode("Código;Questão;Alunos\nnão aplicável").0.into_owned();
        assert_eq!(decode(&portuguese, None).encoding, Encoding::Windows1252);
        let croatian = WINDOWS_1250.encode("Šifra;Učenici;Nastavnici").0.into_owned();
        assert_eq!(decode(&croatian, None).text, "Šifra;Učenici;Nastavnici");
        let italian = WINDOWS_1252.encode("Attività;Però;Docenti").0.into_owned();
        assert_eq!(decode(&italian, None).encoding, Encoding::Windows1252);
    }

    #[test]
    fn unicode_is_found_with_and_without_a_mark() {
        let le: Vec<u8> = "Kód;Tanárok\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&le, None).text, "Kód;Tanárok\n");
        assert_eq!(decode("\u{feff}Kód".as_bytes(), None).text, "Kód");
    }

    #[test]
    fn files_that_are_no_text_are_named() {
        assert_eq!(kind(b""), Kind::Empty);
        assert_eq!(kind(b"%PDF-1.7 ..."), Kind::Pdf);
        assert_eq!(kind(b"\x89PNG\r\n\x1a\n\0"), Kind::Image);
        assert_eq!(kind(b"\x00\x01\x02\x03"), Kind::Binary);
        assert_eq!(kind(b"<!DOCTYPE html><html>"), Kind::Html);
        assert_eq!(kind(b"{\"a\": 1}"), Kind::Json);
        assert_eq!(kind(b"Code;Teachers"), Kind::Text);
    }

    #[test]
    fn one_bad_byte_does_not_change_the_encoding() {
        let decoded = decode(b"K\xc3\xb3d;Vezet\xc5\x91k;Tan\xe1rok\n", None);
        assert_eq!((decoded.encoding, decoded.broken), (Encoding::Utf8, 1));
        assert_eq!(decoded.text, "Kód;Vezetők;Tan\u{fffd}rok\n");
    }

    #[test]
    fn the_mark_that_ends_an_old_text_is_no_part_of_it() {
        let file = b"Code;Teachers\r\nA1;3,4\r\n\x1a";
        assert_eq!(kind(file), Kind::Text);
        assert_eq!(decode(file, None).text, "Code;Teachers\r\nA1;3,4");
        assert_eq!(kind(b"\x1a"), Kind::Empty);
    }
}
