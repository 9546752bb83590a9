//! Any scores, written in any shape, delimiter, decimal mark and encoding, read back;
//! and no bytes whatever make the reader fall over.

use encoding_rs::{WINDOWS_1250, WINDOWS_1252};
use kapocs::reading::{self, Choices};
use kapocs::selfie::{Catalogue, Group, ItemCode};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// Item → mean in tenths and n, for each group.
type Table = BTreeMap<ItemCode, BTreeMap<Group, (u8, u32)>>;

#[derive(Clone, Copy, Debug)]
enum Layout {
    ItemsDown,
    ItemsAcross,
    Tidy,
}

#[derive(Clone, Copy, Debug)]
enum Bytes {
    Utf8,
    Utf8Mark,
    Utf16Le,
    Utf16Be,
    Windows1250,
    Windows1252,
}

const GROUPS: [Group; 3] = [Group::Leaders, Group::Teachers, Group::Students];

fn tables() -> impl Strategy<Value = Table> {
    let codes: Vec<ItemCode> = Catalogue::shipped().items.keys().copied().collect();
    let scores = prop::collection::btree_map(prop::sample::select(GROUPS.to_vec()), (11u8..=49, 10u32..400), 1..=3);
    prop::collection::btree_map(prop::sample::select(codes), scores, 3..30)
}

fn heading(group: Group, hungarian: bool) -> &'static str {
    match (group, hungarian) {
        (Group::Leaders, false) => "School leaders",
        (Group::Teachers, false) => "Teachers",
        (_, false) => "Students",
        (Group::Leaders, true) => "Iskolavezetők",
        (Group::Teachers, true) => "Tanárok",
        (_, true) => "Diákok",
    }
}

fn written(table: &Table, layout: Layout, delimiter: char, comma: bool, hungarian: bool) -> String {
    let mean = |tenths: u8| {
        let text = format!("{}.{}", tenths / 10, tenths % 10);
        let text = if comma { text.replace('.', ",") } else { text };
        if text.contains(delimiter) { format!("\"{text}\"") } else { text }
    };
    let d = delimiter;
    let mut text = String::new();
    match layout {
        Layout::ItemsDown => {
            text += if hungarian { "Kód" } else { "Code" };
            for group in GROUPS {
                text += &format!("{d}{}", heading(group, hungarian));
            }
            for group in GROUPS {
                text += &format!("{d}n {}", heading(group, hungarian));
            }
            for (code, scores) in table {
                text += &format!("\n{code}");
                for group in GROUPS {
                    text += &format!("{d}{}", scores.get(&group).map_or("–".to_owned(), |(m, _)| mean(*m)));
                }
                for group in GROUPS {
                    text += &format!("{d}{}", scores.get(&group).map_or(String::new(), |(_, n)| n.to_string()));
                }
            }
        }
        Layout::ItemsAcross => {
            text += if hungarian { "Csoport" } else { "Group" };
            for code in table.keys() {
                text += &format!("{d}{code}");
            }
            for group in GROUPS {
                text += &format!("\n{}", heading(group, hungarian));
                for scores in table.values() {
                    text += &format!("{d}{}", scores.get(&group).map_or(String::new(), |(m, _)| mean(*m)));
                }
            }
        }
        Layout::Tidy => {
            text += &["school", "level", "round", "group", "item", "mean", "n"].join(&d.to_string());
            for (code, scores) in table {
                for (group, (m, n)) in scores {
                    text += &format!("\nTölgyfő{d}primary{d}2021 ősz{d}{}{d}{code}{d}{}{d}{n}", group.word(), mean(*m));
                }
            }
        }
    }
    text + "\n"
}

/// `None` where the encoding has no such letters.
fn encoded(text: &str, bytes: Bytes) -> Option<Vec<u8>> {
    let wide = |text: &str, big: bool| {
        format!("\u{feff}{text}")
            .encode_utf16()
            .flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() })
            .collect()
    };
    match bytes {
        Bytes::Utf8 => Some(text.as_bytes().to_vec()),
        Bytes::Utf8Mark => Some(format!("\u{feff}{text}").into_bytes()),
        Bytes::Utf16Le => Some(wide(text, false)),
        Bytes::Utf16Be => Some(wide(text, true)),
        Bytes::Windows1250 | Bytes::Windows1252 => {
            let codec = if matches!(bytes, Bytes::Windows1250) { WINDOWS_1250 } else { WINDOWS_1252 };
            let (encoded, _, lossy) = codec.encode(text);
            (!lossy).then(|| encoded.into_owned())
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_table_in_any_dress_reads_back(
        table in tables(),
        layout in prop::sample::select(vec![Layout::ItemsDown, Layout::ItemsAcross, Layout::Tidy]),
        delimiter in prop::sample::select(vec![';', ',', '\t', '|']),
        comma in any::<bool>(),
        hungarian in any::<bool>(),
        bytes in prop::sample::select(vec![Bytes::Utf8, Bytes::Utf8Mark, Bytes::Utf16Le, Bytes::Utf16Be, Bytes::Windows1250, Bytes::Windows1252]),
    ) {
        let text = written(&table, layout, delimiter, comma, hungarian);
        let Some(file) = encoded(&text, bytes) else { return Ok(()) };
        let choices = Choices::default();
        let reading = reading::open(&file, &choices).read(&choices, &mut |_| true).unwrap();
        let mut back = Table::new();
        for read in reading.scores() {
            let kapocs::selfie::Subject::Item(code) = read.subject else { panic!("{:?}\n{text}", read.subject) };
            let tenths = (read.score.mean.value() * 10.0).round() as u8;
            let n = match layout {
                Layout::ItemsAcross => table[code][&read.group.unwrap()].1,
                _ => read.score.n.unwrap_or_default(),
            };
            back.entry(*code).or_default().insert(read.group.unwrap(), (tenths, n));
        }
        prop_assert_eq!(&back, &table, "{}", text);
    }

    #[test]
    fn no_bytes_make_it_fall_over(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        let choices = Choices::default();
        let _ = reading::open(&bytes, &choices).read(&choices, &mut |_| true);
    }

    #[test]
    fn no_table_of_odd_cells_makes_it_fall_over(
        cells in prop::collection::vec(
            prop::sample::select(vec!["A1", "B", "Teachers", "n", "3,4", "3.4", "39", "-", "Átlag", "\"", "1", "2", "3", "4", "5", "%", "", "\n", "\n", ";", ";", ";", ",", "ősz 2021", "school", "Group", "(n=4)", "'", "=1", "0"]),
            0..120,
        )
    ) {
        let text: String = cells.concat();
        let choices = Choices::default();
        let reading = reading::open(text.as_bytes(), &choices).read(&choices, &mut |_| true);
        if let Some(reading) = reading {
            for read in reading.scores() {
                prop_assert!((1.0..=5.0).contains(&read.score.mean.value()));
            }
            let _ = reading.results();
        }
    }
}
