//! Survey files as schools hold them, and what reading them must give.

use kapocs::i18n::Lang;
use kapocs::reading::{self, Choices, Reading};
use kapocs::selfie::{Edition, Group, Level};
use std::fs;
use std::path::{Path, PathBuf};

fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples")
}

fn read(bytes: &[u8]) -> Reading {
    let choices = Choices::default();
    reading::open(bytes, &choices).read(&choices, &mut |_| true).expect("nobody stops it")
}

fn tidy(reading: &Reading) -> String {
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(["school", "level", "round", "group", "item", "mean", "n"]).unwrap();
    for score in reading.scores() {
        table
            .write_record([
                score.school.unwrap_or_default(),
                score.level.map_or("", Level::word),
                score.round.unwrap_or_default(),
                score.group.map_or("", Group::word),
                &score.subject.to_string(),
                &score.score.mean.to_string(),
                &score.score.n.map(|n| n.to_string()).unwrap_or_default(),
            ])
            .unwrap();
    }
    String::from_utf8(table.into_inner().unwrap()).unwrap()
}

fn doubts(reading: &Reading, lang: Lang) -> String {
    let lines = reading
        .doubts
        .listed
        .iter()
        .map(|d| format!("{}:{} “{}” {}\n", d.place.row, d.place.column, d.text, lang.doubt(&d.reason)));
    lines.collect()
}

#[test]
fn every_sample_gives_what_is_expected_of_it() {
    let mut tried = 0;
    for entry in fs::read_dir(samples().join("expected")).unwrap() {
        let expected = entry.unwrap().path();
        let stem = expected.file_stem().unwrap().to_str().unwrap().to_owned();
        let source = fs::read_dir(samples())
            .unwrap()
            .map(|e| e.unwrap().path())
            .find(|p| p.is_file() && p.file_stem().unwrap().to_str() == Some(&stem))
            .unwrap_or_else(|| panic!("no sample for {stem}"));
        let reading = read(&fs::read(&source).unwrap());
        assert_eq!(tidy(&reading), fs::read_to_string(&expected).unwrap(), "{stem}");
        tried += 1;
    }
    assert_eq!(tried, 8);
}

#[test]
fn the_doubts_of_every_sample_are_told_in_both_languages() {
    let mut files: Vec<PathBuf> =
        fs::read_dir(samples()).unwrap().map(|e| e.unwrap().path()).filter(|p| p.is_file()).collect();
    files.sort();
    let mut told = String::new();
    for file in files {
        let reading = read(&fs::read(&file).unwrap());
        let name = file.file_name().unwrap().to_str().unwrap();
        told += &format!(
            "# {name}: {} scores\n{}{}",
            reading.count(),
            doubts(&reading, Lang::En),
            doubts(&reading, Lang::Hu)
        );
    }
    insta::assert_snapshot!(told);
}

#[test]
fn the_older_edition_is_recognised_by_its_area_names() {
    let reading = read(&fs::read(samples().join("edition-2018-six-areas.csv")).unwrap());
    assert_eq!(reading.edition.value, Edition::Of2018);
}

#[test]
fn participation_is_read() {
    let reading = read(&fs::read(samples().join("p-harsagy-participation.csv")).unwrap());
    let results = reading.results();
    let teachers = results[0].participation[&Group::Teachers];
    assert_eq!((teachers.invited, teachers.answered), (Some(73), Some(64)));
}

#[test]
fn participation_laid_across_the_groups_is_read() {
    for text in [
        ";Leaders;Teachers\nInvited;5;73\nCompleted;4;64\n",
        "Group,Leaders,Teachers\nInvited,5,73\nAnswered,4,64\nResponse rate,80%,88%\n",
        "Kód;Vezetők;Tanárok\nMeghívottak;5;73\nVálaszoltak;4;64\nA1;3,4;3,9\n",
    ] {
        let results = read(text.as_bytes()).results();
        let leaders = results[0].participation[&Group::Leaders];
        let teachers = results[0].participation[&Group::Teachers];
        assert_eq!((leaders.invited, leaders.answered), (Some(5), Some(4)), "{text}");
        assert_eq!((teachers.invited, teachers.answered), (Some(73), Some(64)), "{text}");
    }
}

#[test]
fn a_person_settles_mixed_decimals() {
    let choices = Choices { decimal: Some(reading::DecimalMark::Comma), ..Choices::default() };
    let bytes = fs::read(samples().join("bad-mixed-decimals.csv")).unwrap();
    let reading = reading::open(&bytes, &choices).read(&choices, &mut |_| true).unwrap();
    assert_eq!(
        tidy(&reading),
        "school,level,round,group,item,mean,n\n,,,leaders,A1,3.4,\n,,,leaders,A2,4.1,\n,,,teachers,A2,3.7,\n"
    );
}

#[test]
fn reading_can_be_stopped() {
    let mut text = String::from("group,item,mean\n");
    for row in 0..20_000 {
        text += &format!("teachers,Own {row},3.4\n");
    }
    let choices = Choices::default();
    assert!(reading::open(text.as_bytes(), &choices).read(&choices, &mut |_| false).is_none());
}
