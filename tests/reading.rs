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

/// A workbook of sheets: name, `visible` or `hidden`, and rows of cells as `<c>` elements.
/// Style 1 is a date.
fn workbook(sheets: &[(&str, &str, &[&str])]) -> Vec<u8> {
    use std::io::Write;
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const DOCUMENT: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let mut part = |name: &str, text: String| {
        archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    };
    let (mut list, mut links) = (String::new(), String::new());
    for (number, (name, state, rows)) in (1..).zip(sheets) {
        list += &format!(r#"<sheet name="{name}" sheetId="{number}" state="{state}" r:id="rId{number}"/>"#);
        links += &format!(
            r#"<Relationship Id="rId{number}" Type="{DOCUMENT}/worksheet" Target="worksheets/sheet{number}.xml"/>"#
        );
        let rows: String = rows.iter().map(|cells| format!("<row>{cells}</row>")).collect();
        part(
            &format!("xl/worksheets/sheet{number}.xml"),
            format!(r#"<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>"#),
        );
    }
    links += &format!(r#"<Relationship Id="rIdS" Type="{DOCUMENT}/styles" Target="styles.xml"/>"#);
    let document = format!(r#"<Relationship Id="rId1" Type="{DOCUMENT}/officeDocument" Target="xl/workbook.xml"/>"#);
    part("_rels/.rels", format!(r#"<Relationships xmlns="{PACKAGE}">{document}</Relationships>"#));
    part("xl/_rels/workbook.xml.rels", format!(r#"<Relationships xmlns="{PACKAGE}">{links}</Relationships>"#));
    part(
        "xl/workbook.xml",
        format!(r#"<workbook xmlns="{MAIN}" xmlns:r="{DOCUMENT}"><sheets>{list}</sheets></workbook>"#),
    );
    part(
        "xl/styles.xml",
        format!(
            r#"<styleSheet xmlns="{MAIN}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#
        ),
    );
    archive.finish().unwrap().into_inner()
}

/// The cells of a row: a number, a date as `@45385`, a formula without its result as `=A1`,
/// an error or a text.
fn cells(row: &str) -> String {
    let cell = |text: &str| match text.as_bytes() {
        [] => "<c/>".to_owned(),
        [b'@', ..] => format!(r#"<c s="1"><v>{}</v></c>"#, &text[1..]),
        [b'=', ..] => format!("<c><f>{}</f><v></v></c>", &text[1..]),
        [b'#', ..] => format!(r#"<c t="e"><v>{text}</v></c>"#),
        _ if text.parse::<f64>().is_ok() => format!("<c><v>{text}</v></c>"),
        _ => format!(r#"<c t="str"><v>{text}</v></c>"#),
    };
    row.split(';').map(cell).collect()
}

fn read_sheets(sheets: &[(&str, &str, &[&str])]) -> (String, String) {
    let rows: Vec<Vec<String>> =
        sheets.iter().map(|(_, _, rows)| rows.iter().map(|row| cells(row)).collect()).collect();
    let rows: Vec<Vec<&str>> = rows.iter().map(|rows| rows.iter().map(String::as_str).collect()).collect();
    let sheets: Vec<(&str, &str, &[&str])> =
        sheets.iter().zip(&rows).map(|((name, state, _), rows)| (*name, *state, rows.as_slice())).collect();
    let reading = read(&workbook(&sheets));
    (tidy(&reading).lines().skip(1).collect::<Vec<_>>().join("\n"), doubts(&reading, Lang::En))
}

#[test]
fn only_names_of_schools_become_schools() {
    let one = |name| (name, "visible", &["Kód;Vezetők", "A1;3.4"] as &[&str]);
    let other = |name| (name, "visible", &["Kód;Vezetők", "B1;3.5"] as &[&str]);
    let again = |name| (name, "visible", &["Kód;Vezetők", "A1;4.1"] as &[&str]);
    assert_eq!(
        read_sheets(&[one("Tölgyfő"), again("Bükkszél")]).0,
        "Tölgyfő,,,leaders,A1,3.4,\nBükkszél,,,leaders,A1,4.1,"
    );
    for (a, b) in [("Munka1", "Munka2"), ("Sheet1", "Sheet1 (2)"), ("A Vezetés", "B Együttműködés és hálózatépíté")]
    {
        assert_eq!(
            read_sheets(&[one(a), other(b)]),
            (",,,leaders,A1,3.4,\n,,,leaders,B1,3.5,".into(), String::new()),
            "{a}"
        );
    }
    for total in ["Összesítés", "Átlag", "Summary"] {
        let (scores, doubts) = read_sheets(&[one("Tölgyfő"), again(total)]);
        assert_eq!(scores, "Tölgyfő,,,leaders,A1,3.4,");
        assert_eq!(doubts, format!("0:0 “{total}” {}\n", Lang::En.doubt(&reading::Reason::TotalSheet)));
    }
    assert_eq!(read_sheets(&[one("Összesítés")]).0, ",,,leaders,A1,3.4,");
    let (scores, doubts) = read_sheets(&[one("Tölgyfő"), ("Régi", "hidden", again("").2)]);
    assert_eq!(scores, ",,,leaders,A1,3.4,");
    assert_eq!(doubts, format!("0:0 “Régi” {}\n", Lang::En.doubt(&reading::Reason::HiddenSheet)));
}

#[test]
fn what_a_workbook_does_not_hold_as_a_value_is_doubted() {
    let say = |row, column, text: &str, reason| format!("{row}:{column} “{text}” {}\n", Lang::En.doubt(&reason));
    let rows = &["Kód;Vezetők;Tanárok", "A1;=17/5;#DIV/0!", "A2;@45385;3.7", "A3;4.1;@45538"];
    let (scores, doubts) = read_sheets(&[("Adatok", "visible", rows)]);
    assert_eq!(scores, ",,,teachers,A2,3.7,\n,,,leaders,A3,4.1,");
    let became =
        |perhaps: &[&str]| reading::Reason::BecameDate { perhaps: perhaps.iter().map(|p| (*p).into()).collect() };
    let expected = [
        say(2, 2, "=17/5", reading::Reason::NoResult),
        say(2, 3, "#DIV/0!", reading::Reason::FailedFormula),
        say(3, 2, "2024-04-03", became(&["3.4", "4.3"])),
        say(4, 3, "2024-09-03", became(&["3.9"])),
    ];
    assert_eq!(doubts, expected.concat());
    let rows = &["Kód;Tölgyfő;Bükkszél", "A1;@45385;3.9", "A2;=B1;3.7", "A3;@45538;3.1"];
    let (scores, doubts) = read_sheets(&[("Tanárok", "visible", rows)]);
    assert_eq!(scores, "Bükkszél,,,teachers,A1,3.9,\nBükkszél,,,teachers,A2,3.7,\nBükkszél,,,teachers,A3,3.1,");
    assert_eq!(doubts.lines().count(), 3);
}

#[test]
fn a_date_names_a_round_as_a_date() {
    let rows = &["Iskola;Felmérés;Csoport;Kód;Átlag", "Tölgyfő;@44470;tanárok;A1;3.4"];
    let (scores, doubts) = read_sheets(&[("Adatok", "visible", rows)]);
    assert_eq!((scores.as_str(), doubts.as_str()), ("Tölgyfő,,2021-10-01,teachers,A1,3.4,", ""));
}

#[test]
fn a_damaged_character_is_told_at_its_place() {
    let reading = read(b"K\xc3\xb3d;Vezet\xc5\x91k;Tan\xc3\xa1rok\nA1;3,4;3,9\n\xd6ko;3,1;3,2\n");
    assert_eq!(reading.count(), 4);
    assert_eq!(
        doubts(&reading, Lang::En).lines().next(),
        Some(format!("3:1 “\u{fffd}ko” {}", Lang::En.doubt(&reading::Reason::BrokenCharacter)).as_str())
    );
}

#[test]
fn ends_of_lines_and_of_texts_of_old_programs_are_understood() {
    for file in ["Code;Leaders\rA1;3,4\rA2;4,1\n", "Code;Leaders\r\nA1;3,4\r\nA2;4,1\r\n\u{1a}"] {
        let reading = read(file.as_bytes());
        assert_eq!((reading.count(), reading.doubts.len()), (2, 0), "{file:?}");
    }
}
