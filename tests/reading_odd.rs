//! Odd but realistic files: what each gives and what it leaves in doubt.
//!
//! The cases are texts in `tests/odd`: after `=== name` (and perhaps `@encoding`) the
//! file, after `---` the scores in the tidy form without its heading, after `--- doubts`
//! what asks for a decision, as `row:column Reason`. Remarks are not listed.

use kapocs::reading::{self, Choices, Reading};
use kapocs::selfie::{Group, Level};

const CASES: [&str; 13] = [
    include_str!("odd/headings.txt"),
    include_str!("odd/cluster.txt"),
    include_str!("odd/names.txt"),
    include_str!("odd/stacked.txt"),
    include_str!("odd/tidy.txt"),
    include_str!("odd/distribution.txt"),
    include_str!("odd/respondents.txt"),
    include_str!("odd/cells.txt"),
    include_str!("odd/answers.txt"),
    include_str!("odd/exports.txt"),
    include_str!("odd/rows.txt"),
    include_str!("odd/vocabulary.txt"),
    include_str!("odd/quoted.txt"),
];

struct Case {
    name: String,
    bytes: Vec<u8>,
    scores: String,
    doubts: String,
}

fn cases() -> Vec<Case> {
    CASES.iter().flat_map(|file| file.split("\n=== ")).map(case).collect()
}

fn case(text: &str) -> Case {
    let (name, rest) = text.trim_start_matches("=== ").split_once('\n').unwrap();
    let (file, rest) = rest.split_once("\n---").unwrap();
    let (scores, doubts) = rest.split_once("--- doubts").unwrap_or((rest, ""));
    let (file, encoding) = match file.strip_prefix('@') {
        Some(tagged) => {
            let (encoding, file) = tagged.split_once('\n').unwrap();
            (file, encoding)
        }
        None => (file, "utf-8"),
    };
    let codec = encoding_rs::Encoding::for_label(encoding.as_bytes()).unwrap();
    let lines = |text: &str| text.lines().filter(|l| !l.trim().is_empty()).fold(String::new(), |all, l| all + l + "\n");
    Case {
        name: name.to_owned(),
        bytes: codec.encode(&format!("{file}\n")).0.into_owned(),
        scores: lines(scores),
        doubts: lines(doubts),
    }
}

fn read(bytes: &[u8]) -> Reading {
    let choices = Choices::default();
    reading::open(bytes, &choices).read(&choices, &mut |_| true).expect("nobody stops it")
}

fn scores(reading: &Reading) -> String {
    let lines = reading.scores().map(|score| {
        format!(
            "{},{},{},{},{},{},{}\n",
            score.school.unwrap_or_default(),
            score.level.map_or("", Level::word),
            score.round.unwrap_or_default(),
            score.group.map_or("", Group::word),
            score.subject,
            score.score.mean,
            score.score.n.map(|n| n.to_string()).unwrap_or_default()
        )
    });
    lines.collect()
}

fn doubts(reading: &Reading) -> String {
    let open = reading.doubts.listed.iter().filter(|d| !d.reason.is_remark());
    open.map(|doubt| {
        let reason = format!("{:?}", doubt.reason);
        let name = reason.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        format!("{}:{} {name}\n", doubt.place.row, doubt.place.column)
    })
    .collect()
}

#[test]
fn odd_files_are_read_or_doubted_rightly() {
    let mut wrong = String::new();
    let only = std::env::var("CASE").unwrap_or_default();
    let cases = cases();
    let mut right = 0;
    for case in cases.iter().filter(|c| c.name.contains(&only)) {
        let reading = read(&case.bytes);
        let (scores, doubts) = (scores(&reading), doubts(&reading));
        if scores == case.scores && doubts == case.doubts {
            right += 1;
            continue;
        }
        wrong += &format!("=== {}\n{}\n", case.name, String::from_utf8_lossy(&case.bytes));
        for block in &reading.blocks {
            wrong += &format!(
                "{:?} titles {:?} header {:?} body {:?} context {:?}\n",
                block.shape, block.titles, block.header, block.body, block.context
            );
            for (column, heading) in block.columns.iter().zip(&block.headings) {
                wrong += &format!("   {heading:?}: {column:?}\n");
            }
        }
        if scores != case.scores {
            wrong += &format!("- gives\n{scores}- and not\n{}", case.scores);
        }
        if doubts != case.doubts {
            wrong += &format!("- doubts\n{doubts}- and not\n{}", case.doubts);
        }
    }
    assert!(wrong.is_empty(), "{wrong}\n{right} of {} right", cases.len());
}
