//! Workspace files: what is written reads back, what is damaged is refused or
//! noticed, and what somebody changed by hand is taken as their edit.

use kapocs::cluster::{
    Agreement, Ban, CellNote, Helped, MATCH_RULE_ID, MatchRule, Pairing, PairingState, Per, Practice, School,
    StrengthRule, Threshold, Wanted, Wish,
};
use kapocs::i18n::Lang;
use kapocs::selfie::{Edition, Group, Subject};
use kapocs::survey::{Correction, Mean, Participation, Score, Source, Spread, SurveyResult};
use kapocs::workspace::bundle::{
    Checksum, Contents, Expected, Found, LARGEST, OtherFormat, Place, Problem, file_name, read, write,
};
use kapocs::workspace::{
    Book, Bundle, BundleError, Deletion, Dot, Field, History, Kind, Replica, ReplicaId, Stamp, Who, Workspace,
    is_dated, record,
};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::sync::Arc;

const US: ReplicaId = ReplicaId(0x0123_4567_89ab_cdef);
const THEM: ReplicaId = ReplicaId(2);
const AT: i64 = 1_637_051_000;

fn survey(seed: u32) -> SurveyResult {
    let score = |n: u32| Score {
        mean: Mean::new(1.0 + f64::from((seed * 7 + n * 13) % 41) / 10.0, 1).unwrap(),
        n: Some(18 + seed % 40),
        spread: n.is_multiple_of(5).then(|| Box::new(Spread::Answers { counts: [1, 2, 3, 4, 5], not_applicable: n })),
    };
    let subject = |n: u32| -> Subject { format!("{}{}", char::from(b'A' + (n % 8) as u8), n / 8 + 1).parse().unwrap() };
    let mut result = SurveyResult { edition: Edition::From2020, ..SurveyResult::default() };
    for group in [Group::Leaders, Group::Teachers, Group::Students] {
        result.scores.insert(group, (0..48).map(|n| (subject(n), score(n))).collect());
        result.participation.insert(group, Participation { invited: Some(60), answered: Some(50) });
    }
    result
        .corrections
        .entry(Group::Leaders)
        .or_default()
        .insert(subject(1), Correction { original: Some(score(2)), at: AT, reason: "elgépelés".into() });
    result.sources.push(Source {
        name: "tölgyfő.csv".into(),
        size: 1234,
        hash: "ab".repeat(32),
        read_at: AT,
        notes: vec!["Lábjegyzet".into()],
    });
    result
}

/// A cluster with something of everything.
fn example() -> Book {
    let mut book = Book::new(Workspace { id: "018f-3a".into(), ..Workspace::default() }, US, AT);
    book.set_who(Who { school: "s1".into(), name: "Kiss Anna".into() });
    book.edit(AT + 1, |w| {
        Arc::make_mut(&mut w.cluster).name = "Hármashatár iskolakör".into();
        for (id, name) in [("s1", "Tölgyfő"), ("s2", "Bükkszél")] {
            let school = record(&mut w.schools, id);
            school.name = format!("{name} Általános Iskola");
            school.coordinator = format!("{name} Koordinátor");
            school.contact = format!("{id}@example.org");
            school.students = Some(400);
        }
        record(&mut w.rounds, "2021-ősz").name = "2021 ősz".into();
        w.surveys.insert("s1/primary/2021-ősz".into(), Arc::new(survey(1)));
        w.surveys.insert("s2/primary/2021-ősz".into(), Arc::new(survey(2)));
        record(&mut w.cell_notes, "s1/primary/2021-ősz/A1").text = "Ez miért ilyen?".into();
        record(&mut w.item_wordings, "A1").title_hu = "Stratégia".into();
        let decided = Agreement {
            strength: StrengthRule::WithinOfBest(0.3),
            need_below: Threshold::from_tenths(38).unwrap(),
            decided_by: "Kiss Anna".into(),
            decided_on: Some(jiff::civil::date(2021, 11, 16)),
            version: 1,
            ..Agreement::default()
        };
        w.agreements.insert("000001".into(), Arc::new(decided));
        let time = jiff::civil::date(2022, 3, 14).at(15, 0, 0, 0);
        let practice = Practice {
            school: "s1".into(),
            title: "Óramegbeszélő körök".into(),
            helps_with: ["D".parse().unwrap(), "G2".parse().unwrap()].into(),
            capacity: 2,
            ..Practice::default()
        };
        w.practices.insert("p1".into(), Arc::new(practice));
        w.wishes.insert("s2/p1".into(), Arc::new(Wish { wanted: Wanted::Much, note: String::new() }));
        let pairing = Pairing {
            need: "D".parse().ok(),
            state: PairingState::Done,
            begins: Some(time.date()),
            sessions: [time].into(),
            helped: Some(Helped::Partly),
            ..Pairing::default()
        };
        w.pairings.insert("s2/p1".into(), Arc::new(pairing));
        w.bans.insert("s1/p1".into(), Arc::new(Ban { reason: "a miénk".into() }));
        let rule = MatchRule { per: Per::Item, slots: [time].into(), ..MatchRule::default() };
        w.match_rules.insert(MATCH_RULE_ID.into(), Arc::new(rule));
    });
    book.edit(AT + 2, |w| {
        w.schools.insert("s3".into(), Arc::new(School { name: "Törölt".into(), ..School::default() }));
    });
    book.edit(AT + 3, |w| {
        w.schools.remove("s3");
    });
    book
}

fn text(book: &Book) -> String {
    write(book, Contents::Everything, AT + 10)
}

fn read_text(text: &str) -> Bundle {
    read(text.as_bytes()).unwrap_or_else(|error| panic!("{error:?}"))
}

fn stamp(history: &History, kind: Kind, id: &str, field: &str) -> Stamp {
    match &history.of(kind, id).unwrap().fields[field] {
        Field::Here(stamp) => *stamp,
        other => panic!("{other:?}"),
    }
}

fn writer(history: &History, stamp: Stamp) -> &Replica {
    &history.replicas()[stamp.dot.replica as usize]
}

#[test]
fn what_is_written_reads_back() {
    let book = example();
    let bundle = read_text(&text(&book));
    assert_eq!(&bundle.workspace, book.workspace());
    assert_eq!(&bundle.history, book.history());
    assert_eq!((bundle.checksum, bundle.by_hand), (Checksum::Right, 0));
    assert_eq!(bundle.written.by.name, "Kiss Anna");
    let again = Book::open(bundle, THEM);
    assert_eq!(again.workspace(), book.workspace());
    // The same again, byte for byte, whoever writes it.
    let mut same = again.clone();
    same.set_who(book.author().who.clone());
    assert_eq!(text(&same), text(&book));
}

#[test]
fn a_file_is_one_line_per_record() {
    insta::assert_snapshot!(text(&{
        let mut book = Book::new(Workspace { id: "018f".into(), ..Workspace::default() }, US, AT);
        book.set_who(Who { school: "s1".into(), name: String::new() });
        book.edit(AT + 5, |w| {
            record(&mut w.schools, "s1").name = "Tölgyfő".into();
            record(&mut w.rounds, "r").name = "Ősz".into();
            record(&mut w.cell_notes, "s1/primary/r/A1").text = "x".into();
        });
        book.edit(AT + 6, |w| {
            w.cell_notes.clear();
        });
        book
    }));
}

#[test]
fn every_change_gets_a_fresh_dot_and_the_rest_keep_theirs() {
    let mut book = example();
    let before = book.history().clone();
    assert!(book.edit(AT + 20, |w| record(&mut w.schools, "s1").website = "https://example.org".into()));
    assert!(!book.edit(AT + 21, |w| record(&mut w.schools, "s1").website = "https://example.org".into()));
    let after = book.history();
    let written = stamp(after, Kind::Schools, "s1", "website");
    assert!(!before.seen().contains(written.dot));
    assert_eq!(written.at, AT + 20);
    for field in ["name", "coordinator", "students"] {
        assert_eq!(stamp(after, Kind::Schools, "s1", field), stamp(&before, Kind::Schools, "s1", field));
    }
    assert_eq!(after.of(Kind::Schools, "s2"), before.of(Kind::Schools, "s2"));
    // Fields that name people are counted apart.
    assert!(writer(after, stamp(after, Kind::Schools, "s1", "contact")).personal);
    assert!(!writer(after, written).personal);
}

#[test]
fn a_deleted_record_keeps_its_values_and_comes_back_with_its_stamps() {
    let mut book = example();
    let before = book.history().clone();
    book.edit(AT + 20, |w| {
        w.schools.remove("s1");
    });
    let trash = book.history().of(Kind::Schools, "s1").unwrap().clone();
    let [(_, Deletion::Deleted { saw })] = trash.deleted.as_slice() else { panic!() };
    for stamp in before.of(Kind::Schools, "s1").unwrap().stamps() {
        assert!(saw.contains(stamp.dot));
    }
    let Field::Kept(kept) = &trash.fields["name"] else { panic!() };
    assert_eq!(kept[0].value, "Tölgyfő Általános Iskola");
    assert!(book.undo(AT + 21));
    let back = book.history().of(Kind::Schools, "s1").unwrap();
    assert_eq!(back.fields, before.of(Kind::Schools, "s1").unwrap().fields);
    assert!(matches!(back.deleted.as_slice(), [(_, Deletion::Restored)]));
    assert!(!back.is_deleted());
}

#[test]
fn metadata_does_not_grow_with_the_number_of_edits() {
    let mut book = Book::new(Workspace { id: "w".into(), ..Workspace::default() }, US, AT);
    let mut size_after = |edits: u32| {
        for n in 0..edits {
            book.edit(AT, |w| Arc::make_mut(&mut w.cluster).goals = format!("{}", n % 7 + 1));
        }
        text(&book).len()
    };
    let early = size_after(1_000);
    let late = size_after(99_000);
    assert!(late <= early + 10, "{early} → {late}");
}

#[test]
fn a_file_cut_at_any_kilobyte_is_refused() {
    let whole = text(&example());
    let end = whole.trim_end().len();
    for cut in (0..end).step_by(1024).chain(end - 64..end) {
        let error = read(&whole.as_bytes()[..cut]).unwrap_err();
        match (cut, &error) {
            (0, BundleError::Empty) => {}
            (_, BundleError::CutShort { line }) => {
                assert_eq!(*line, whole.as_bytes()[..cut].iter().filter(|&&b| b == b'\n').count() + 1);
            }
            _ => panic!("{cut}: {error:?}"),
        }
    }
}

/// Texts that cost much less to write than to read without care. Each is refused for its own
/// reason: without what is wrong with it, the same file opens.
#[test]
fn hostile_files_are_refused_before_they_cost_anything() {
    let file = |schools: &str, replicas: &str, seen: &str| {
        format!(
            r#"{{"format": "kapocs-workspace", "version": 1, "workspace": {{"id": "w", "schools": {schools}}}, "history": {{"replicas": [{replicas}], "seen": "{seen}"}}}}"#
        )
    };
    let row = |number: usize| format!("{{\"id\": \"{number:016x}\"}}");
    let rows = |count: usize| (0..count).map(row).collect::<Vec<_>>().join(",");
    let many = |count: usize, of: &str| {
        format!("{{{}}}", (0..count).map(|n| format!("\"s{n}\": {of}")).collect::<Vec<_>>().join(","))
    };
    let opens = [
        file("{\"s\": {\"students\": 99}}", &row(0), "0.1-4503599627370495"),
        file("{}", &rows(10_000), "9999.1"),
        file(&many(2_000, "{}"), "", ""),
    ];
    for text in &opens {
        read_text(text);
    }
    let deep = format!("{}1{}", "[".repeat(1 << 20), "]".repeat(1 << 20));
    let invalid = |place: &[&str], problem: Problem| BundleError::Invalid {
        place: Place(place.iter().map(|name| (*name).to_owned()).collect()),
        problem,
    };
    let wrong = |expected, found| Problem::Wrong { expected, found };
    let number = |number: &str| Found::Number(number.into());
    let students = ["workspace", "schools", "s", "students"];
    let seen = ["history", "seen"];
    let twice = |name: &str| BundleError::Twice { name: name.into(), line: 1 };
    let hostile = [
        (deep.clone(), BundleError::TooDeep { line: 1 }),
        (file(&deep, "", ""), BundleError::TooDeep { line: 1 }),
        (file("{}, \"schools\": {}", "", ""), twice("schools")),
        (file("{\"s\": {}, \"s\": {}}", "", ""), twice("s")),
        (
            file("{\"s\": {\"students\": 99999999999}}", "", ""),
            invalid(&students, wrong(Expected::WholeNumber, number("99999999999"))),
        ),
        (
            file("{\"s\": {\"students\": 1e25}}", "", ""),
            invalid(&students, wrong(Expected::WholeNumber, number("1e+25"))),
        ),
        (
            file("{}", &row(0), "0.1-4503599627370496"),
            invalid(&["history", "replicas", "0000000000000000"], Problem::NumberTooLarge),
        ),
        (
            file("{}", &row(0), "0.1-18446744073709551615"),
            invalid(&seen, wrong(Expected::Stamp, Found::Text("0.1-18446744073709551615".into()))),
        ),
        (file("{}", &row(0), &"4294967295.1 ".repeat(1 << 16)), invalid(&seen, Problem::UnknownReplica)),
        (
            file(&many(1 << 16, "0"), "", ""),
            invalid(&["workspace", "schools", "s0"], wrong(Expected::Record, number("0"))),
        ),
        (
            file("{}", &[rows(5_000), rows(1)].join(","), ""),
            invalid(&["history", "replicas", "0000000000000000"], Problem::ReplicaTwice),
        ),
        (file("{}", &rows(10_001), ""), invalid(&["history", "replicas"], Problem::TooMany { most: 10_000 })),
        (file(&many(200_001, "{}"), "", ""), invalid(&["workspace"], Problem::TooMany { most: 200_000 })),
        (
            file("{}", "", "").replace("\"seen\"", "\"records\": {}, \"seen\""),
            invalid(&["history"], Problem::UnknownField("records".into())),
        ),
        ("x".repeat(LARGEST as usize + 1), BundleError::TooLarge { bytes: LARGEST + 1 }),
    ];
    for (text, expected) in &hostile {
        let error = read(text.as_bytes()).unwrap_err();
        assert_eq!(error, *expected);
        let words = [Lang::En.bundle_error(&error), Lang::Hu.bundle_error(&error)];
        assert!(words.iter().all(|words| !words.is_empty() && words.len() < 1_000), "{words:?}");
    }
    let endless = read(file("{\"s\": {\"students\": 1e999}}", "", "").as_bytes());
    assert!(matches!(endless, Err(BundleError::Broken { line: 1, .. })), "{endless:?}");
}

/// As many copies as are read meet as many others: every row is looked up, none searched for.
#[test]
fn copies_with_thousands_of_replicas_meet() {
    let file = |from: usize| {
        let rows = (from..from + 10_000).map(|n| format!("{{\"id\": \"{n:016x}\"}}")).collect::<Vec<_>>().join(",");
        let seen = (0..10_000).map(|n| format!("{n}.1")).collect::<Vec<_>>().join(" ");
        read_text(&format!(
            r#"{{"format": "kapocs-workspace", "version": 1, "workspace": {{"id": "w"}}, "history": {{"replicas": [{rows}], "seen": "{seen}"}}}}"#
        ))
    };
    let mut book = Book::open(file(1), US);
    assert!(merge(&mut book, &file(5_001), AT));
    assert_eq!(book.history().replicas().len(), 15_000);
    let theirs = file(5_001).history;
    assert!(book.history().has_seen_all(theirs.replicas(), theirs.seen()));
    assert!(!book.history().has_seen_just(theirs.replicas(), theirs.seen()));
}

/// Written by the first version and kept as it was: what people have on their
/// disks must open for ever.
#[test]
fn a_file_of_the_first_version_opens() {
    let bundle = read(&std::fs::read("tests/samples/workspaces/version-1.kapocs.json").unwrap()).unwrap();
    assert_eq!((bundle.version, bundle.checksum, bundle.by_hand), (1, Checksum::Right, 0));
    let workspace = &bundle.workspace;
    assert_eq!(workspace.cluster.name, "Hármashatár iskolakör");
    assert_eq!((workspace.schools.len(), workspace.surveys.len(), workspace.cell_notes.len()), (2, 2, 1));
    assert_eq!(workspace.surveys["s1/primary/2021-ősz"], Arc::new(survey(1)));
    assert!(bundle.history.of(Kind::Schools, "s3").unwrap().is_deleted());
}

#[test]
fn a_newer_file_is_refused() {
    let newer = text(&example()).replacen("\"version\": 1", "\"version\": 2", 1);
    assert_eq!(read(newer.as_bytes()), Err(BundleError::Newer { version: 2 }));
    for version in ["0", "-1", "1.5", "\"1\"", "null"] {
        let odd = text(&example()).replacen("\"version\": 1", &format!("\"version\": {version}"), 1);
        assert!(matches!(read(odd.as_bytes()), Err(BundleError::Invalid { .. })), "{version}");
    }
}

#[test]
fn other_json_is_recognised() {
    for other in ["{}", "[1, 2]", "{\"format\": \"geojson\"}", "{\"format\": 1}"] {
        assert_eq!(read(other.as_bytes()), Err(BundleError::Other(OtherFormat::Json)));
    }
}

#[test]
fn a_mark_at_the_beginning_of_the_file_does_not_matter() {
    let marked = format!("\u{feff}{}", text(&example()));
    assert_eq!(read_text(&marked).checksum, Checksum::Right);
}

#[test]
fn errors_tell_the_place_in_both_languages() {
    let whole = text(&example());
    let replaced = |from: &str, to: &str| {
        assert!(whole.contains(from), "{from}");
        let error = read(whole.replacen(from, to, 1).as_bytes()).unwrap_err();
        [Lang::En.bundle_error(&error), Lang::Hu.bundle_error(&error)].join("\n")
    };
    let all = [
        replaced("\"students\": 400", "\"students\": \"sok\""),
        replaced("\"students\": 400", "\"students\": -4"),
        replaced("\"students\": 400", "\"pupils\": 400"),
        replaced("\"role\": \"partner\"", "\"role\": \"boss\""),
        replaced("\"decided_on\": \"2021-11-16\"", "\"decided_on\": \"tegnap\""),
        replaced("\"need_below\": 3.8", "\"need_below\": 9"),
        replaced("\"leaders\": \"A1 ", "\"leaders\": \"A1 x "),
        replaced("\"s1/primary/2021-ősz\": {\"edition\"", "\"s1/2021-ősz\": {\"edition\""),
        replaced("\"seen\": \"0.1", "\"seen\": \"7.1"),
        replaced("\"name\": \"0.", "\"name\": \"77."),
        replaced("\"name\": \"0.", "\"name\": \"zero."),
        replaced("\"students\": 400", "\"students\": 400, \"students\": 401"),
        replaced("\"students\": 400", "\"students\": 400,, "),
        replaced("\"schools\": {", "\"schools\": ["),
        replaced("\"form\": \"other\"", "\"form\": \"talk\""),
        replaced("\"sessions\": [\"2022-03-14T15:00:00\"]", "\"sessions\": [\"soon\"]"),
        replaced("\"begins\": \"2022-03-14\"", "\"begins\": \"March\""),
        replaced("\"s2/p1\": {\"wanted\"", "\"s2\": {\"wanted\""),
        replaced("\"match_rules\": {\n   \"rule\"", "\"match_rules\": {\n   \"other\""),
        replaced("\"seen\": \"", "\"records\": {}, \"seen\": \""),
    ];
    insta::assert_snapshot!(all.join("\n\n"));
}

#[test]
fn a_field_changed_by_hand_is_an_edit_of_that_field_alone() {
    let book = example();
    let mended = text(&book).replacen("\"students\": 400", "\"students\": 401", 1);
    let bundle = read_text(&mended);
    assert_eq!((bundle.checksum, bundle.by_hand), (Checksum::Wrong, 1));
    assert_eq!(bundle.workspace.schools["s1"].students, Some(401));
    let by_hand = stamp(&bundle.history, Kind::Schools, "s1", "students");
    assert!(!book.history().seen().contains(by_hand.dot));
    assert!(bundle.history.seen().contains(by_hand.dot));
    assert_eq!(stamp(&bundle.history, Kind::Schools, "s1", "name"), stamp(book.history(), Kind::Schools, "s1", "name"));
    // Read elsewhere, it is the same edit.
    assert_eq!(read_text(&mended).history, bundle.history);
    assert!(Lang::En.bundle_notices(&bundle)[0].contains("1 change"));
    // Another hand edit is another.
    let other = read_text(&text(&book).replacen("\"students\": 400", "\"students\": 402", 1));
    assert_ne!(writer(&other.history, by_hand).id, writer(&bundle.history, by_hand).id);
}

/// The file as a person with an editor leaves it.
fn by_hand(book: &Book, change: impl FnOnce(&mut serde_json::Value)) -> Bundle {
    let mut file = serde_json::from_str(&text(book)).unwrap();
    change(&mut file);
    read_text(&serde_json::to_string(&file).unwrap())
}

#[test]
fn records_added_and_removed_by_hand_are_edits() {
    let book = example();
    let untouched = by_hand(&book, |_| {});
    assert_eq!((untouched.checksum, untouched.by_hand), (Checksum::Right, 0), "another layout is no change");

    let added = by_hand(&book, |file| file["workspace"]["schools"]["s9"] = serde_json::json!({"name": "Új"}));
    assert_eq!(added.workspace.schools["s9"].name, "Új");
    let new = stamp(&added.history, Kind::Schools, "s9", "name");
    assert!(!book.history().replicas().contains(writer(&added.history, new)));

    let removed = by_hand(&book, |file| file["workspace"]["rounds"] = serde_json::json!({}));
    assert_eq!(removed.by_hand, 1);
    assert!(removed.workspace.rounds.is_empty());
    assert!(removed.history.of(Kind::Rounds, "2021-ősz").unwrap().is_deleted());
    assert_eq!(removed.stray_records().len(), 3);

    // Out of the trash, with another name.
    let back = by_hand(&book, |file| file["workspace"]["schools"]["s3"] = serde_json::json!({"name": "Mégis"}));
    assert!(!back.history.of(Kind::Schools, "s3").unwrap().is_deleted());
    let opened = Book::open(back, THEM);
    assert_eq!(read_text(&text(&opened)).by_hand, 0);

    let unoffered = by_hand(&book, |file| file["workspace"]["practices"] = serde_json::json!({}));
    let strays: Vec<_> = unoffered.stray_records().into_iter().map(|(kind, _)| kind).collect();
    assert_eq!(strays, [Kind::Wishes, Kind::Pairings, Kind::Bans]);
    let homeless = by_hand(&book, |file| file["workspace"]["practices"]["p1"]["school"] = "s7".into());
    assert_eq!(homeless.stray_records(), [(Kind::Practices, "p1".to_owned())]);

    let no_history = by_hand(&book, |file| {
        file.as_object_mut().unwrap().remove("history");
    });
    assert_eq!(&no_history.workspace, book.workspace());
    assert!(no_history.history.of(Kind::Surveys, "s1/primary/2021-ősz").is_some());
}

#[test]
fn another_program_can_write_a_plain_file() {
    let plain = r#"{
        "format": "kapocs-workspace", "version": 1,
        "workspace": {"id": "x", "schools": {"s1": {"name": "Tölgyfő", "students": 12}}}
    }"#;
    let bundle = read_text(plain);
    assert_eq!(bundle.checksum, Checksum::Missing);
    assert_eq!(bundle.workspace.schools["s1"].students, Some(12));
    let book = Book::open(bundle, US);
    assert_eq!(&read_text(&text(&book)).workspace, book.workspace());
    assert!(book.history().of(Kind::Schools, "s1").unwrap().fields.contains_key("students"));
    assert!(matches!(read(plain.replace("\"x\"", "\"\"").as_bytes()), Err(BundleError::Invalid { .. })));
}

/// What it leaves out it says nothing of, neither empty nor full.
#[test]
fn a_plain_file_of_another_program_brings_only_what_stands_in_it() {
    let plain = r#"{
        "format": "kapocs-workspace", "version": 1,
        "workspace": {"id": "018f-3a", "schools": {"s1": {"website": "https://example.org"}, "s9": {}}}
    }"#;
    let bundle = read_text(plain);
    assert!(bundle.history.of(Kind::Cluster, "").is_none());
    let fields: Vec<&String> = bundle.history.of(Kind::Schools, "s1").unwrap().fields.keys().collect();
    assert_eq!(fields, ["website"]);
    let mut book = example();
    book.edit(AT + 20, |w| record(&mut w.schools, "s1").website = "https://school.example".into());
    let before = book.workspace().clone();
    assert!(merge(&mut book, &bundle, AT + 30));
    let open: Vec<_> = book.history().conflicts().into_iter().map(|open| (open.at.id, open.at.field)).collect();
    assert_eq!(open, [("s1".to_owned(), Some("website".to_owned()))]);
    let mut expected = Workspace::clone(&before);
    expected.schools.insert("s9".into(), Arc::default());
    assert_eq!(**book.workspace(), expected);
    // Nobody knows when that was written.
    let by_hand = stamp(&bundle.history, Kind::Schools, "s1", "website");
    assert!(!is_dated(by_hand.at) && is_dated(AT) && !is_dated(i64::MAX));
}

#[test]
fn without_names_nothing_names_anybody() {
    let mut book = example();
    book.edit(AT + 20, |w| {
        w.schools.remove("s2");
    });
    let without = write(&book, Contents::WithoutNames, AT + 30);
    for name in ["Kiss", "Koordinátor", "@example.org"] {
        assert!(text(&book).contains(name));
        assert!(!without.contains(name), "{name}");
    }
    let bundle = read_text(&without);
    assert_eq!((bundle.checksum, bundle.by_hand), (Checksum::Right, 0));
    // What it left out it does not claim to have seen.
    let personal = stamp(book.history(), Kind::Schools, "s1", "coordinator");
    assert!(book.history().seen().contains(personal.dot));
    assert!(!bundle.history.seen().contains(personal.dot));
    assert!(bundle.history.seen().contains(stamp(book.history(), Kind::Schools, "s1", "name").dot));

    // Merged into the original, it changes nothing.
    let mut original = book.clone();
    assert!(!merge(&mut original, &bundle, AT + 40));
    assert_eq!(original.workspace(), book.workspace());
    assert_eq!(stamp(original.history(), Kind::Schools, "s1", "coordinator"), personal);
}

fn merge(book: &mut Book, file: &Bundle, at: i64) -> bool {
    book.merge(file, &BTreeSet::new(), ReplicaId(0xf), at)
}

#[test]
fn a_newer_file_brings_its_stamps_along() {
    let ours = example();
    let mut theirs = Book::open(read_text(&text(&ours)), THEM);
    theirs.edit(AT + 50, |w| record(&mut w.schools, "s1").name = "Tölgyfő Iskola".into());
    theirs.edit(AT + 51, |w| {
        w.cell_notes.clear();
    });
    let file = read_text(&text(&theirs));

    // We did nothing since: afterwards we hold exactly their stamps.
    let mut newer = ours.clone();
    let planned = newer.incoming(&file);
    assert_eq!(planned.counts(), [0, 1, 1, 0]);
    assert!(merge(&mut newer, &file, AT + 60));
    assert_eq!((newer.workspace(), &planned.merged), (theirs.workspace(), theirs.workspace()));
    let name = stamp(newer.history(), Kind::Schools, "s1", "name");
    assert_eq!((writer(newer.history(), name).id, name.at), (THEM, AT + 50));
    assert!(newer.history().of(Kind::CellNotes, "s1/primary/2021-ősz/A1").unwrap().is_deleted());
    assert!(!merge(&mut newer, &file, AT + 61));
    assert!(newer.undo(AT + 62));
    assert_eq!(newer.workspace(), ours.workspace());
    assert_eq!(&read_text(&text(&newer)).history, newer.history());

    // We edited the same field: both values stay, and travel.
    let mut parallel = ours.clone();
    parallel.edit(AT + 55, |w| record(&mut w.schools, "s1").name = "Tölgyfői Iskola".into());
    assert_eq!(parallel.incoming(&file).counts(), [0, 0, 1, 1]);
    merge(&mut parallel, &file, AT + 60);
    let read = read_text(&text(&parallel));
    assert_eq!((&read.history, read.by_hand), (parallel.history(), 0));
    let open = read.history.conflicts();
    assert_eq!(open.len(), 1);
    assert_eq!(
        open[0].values.iter().map(|k| k.value.as_str()).collect::<Vec<_>>(),
        [Some("Tölgyfői Iskola"), Some("Tölgyfő Iskola")]
    );
}

/// The writers of the values of a field that would survive a merge: of each side,
/// those that the other has as well or has not seen.
fn survivors(a: &History, b: &History, kind: Kind, id: &str, field: &str) -> Vec<ReplicaId> {
    let named = |history: &History, stamp: Stamp| {
        let row = writer(history, stamp);
        (row.id, row.personal, stamp.dot.counter)
    };
    let dots = |history: &History| -> Vec<(ReplicaId, bool, u64)> {
        let stamps: Option<Vec<Stamp>> =
            history.of(kind, id).and_then(|record| record.fields.get(field)).map(|f| f.stamps().collect());
        stamps.unwrap_or_default().into_iter().map(|stamp| named(history, stamp)).collect()
    };
    let seen = |history: &History, (writer, personal, counter): (ReplicaId, bool, u64)| {
        let row = history.replicas().iter().position(|r| (r.id, r.personal) == (writer, personal));
        row.is_some_and(|row| history.seen().contains(Dot { replica: row as u32, counter }))
    };
    let (ours, theirs) = (dots(a), dots(b));
    let keep = |mine: &[(ReplicaId, bool, u64)], other: &[(ReplicaId, bool, u64)], history: &History| {
        mine.iter().copied().filter(|dot| other.contains(dot) || !seen(history, *dot)).collect::<Vec<_>>()
    };
    let mut all = keep(&ours, &theirs, b);
    all.extend(keep(&theirs, &ours, a));
    all.sort_unstable();
    all.dedup();
    all.into_iter().map(|(writer, ..)| writer).collect()
}

#[test]
fn the_history_tells_what_a_merge_needs() {
    let first = example();
    let file = text(&first);
    let (mut anna, mut bela) =
        (Book::open(read_text(&file), ReplicaId(0xa)), Book::open(read_text(&file), ReplicaId(0xb)));
    anna.edit(AT + 20, |w| {
        record(&mut w.schools, "s1").name = "A".into();
        record(&mut w.schools, "s1").contact = "a@example.org".into();
    });
    bela.edit(AT + 21, |w| {
        record(&mut w.schools, "s1").name = "B".into();
        record(&mut w.schools, "s1").website = "https://b.example.org".into();
    });
    let school = |a: &History, b: &History, field| survivors(a, b, Kind::Schools, "s1", field);
    let (a, b) = (anna.history(), bela.history());
    assert_eq!(school(a, b, "name"), [ReplicaId(0xa), ReplicaId(0xb)], "both wrote: a conflict");
    assert_eq!(school(a, b, "website"), [ReplicaId(0xb)]);
    assert_eq!(school(a, b, "contact"), [ReplicaId(0xa)]);
    assert_eq!(school(a, b, "location"), [US]);
    assert_eq!(school(a, first.history(), "name"), [ReplicaId(0xa)], "an older file has nothing new");

    // A file without names takes nothing away that it left out, on whichever side.
    let without = read_text(&write(&anna, Contents::WithoutNames, AT + 30)).history;
    assert_eq!(school(b, &without, "contact"), [US]);
    assert_eq!(school(a, &without, "contact"), [ReplicaId(0xa)]);
    assert_eq!(school(b, &without, "name"), [ReplicaId(0xa), ReplicaId(0xb)]);

    // A copy that was opened again from an older file writes under a new id.
    let mut later = Book::open(read_text(&file), ReplicaId(0xc));
    later.edit(AT + 40, |w| record(&mut w.schools, "s1").name = "C".into());
    assert_eq!(school(a, later.history(), "name"), [ReplicaId(0xa), ReplicaId(0xc)]);
}

#[test]
fn the_file_name_tells_cluster_and_day() {
    let name = file_name(example().workspace(), jiff::civil::date(2021, 11, 16));
    assert_eq!(name, "harmashatar-iskolakor-2021-11-16.kapocs.json");
}

fn schema() -> jsonschema::Validator {
    let text = std::fs::read_to_string("public/kapocs-workspace.schema.json").unwrap();
    jsonschema::validator_for(&serde_json::from_str(&text).unwrap()).unwrap()
}

#[test]
fn the_published_schema_describes_real_files() {
    let schema = schema();
    let school = Contents::School("s1".into());
    for contents in
        [Contents::Everything, Contents::WithoutNames, school, Contents::NationalOffice, Contents::AreasOnly]
    {
        let file = serde_json::from_str(&write(&example(), contents, AT)).unwrap();
        if let Err(error) = schema.validate(&file) {
            panic!("{error} at {}", error.instance_path());
        }
    }
    let mut file: serde_json::Value = serde_json::from_str(&text(&example())).unwrap();
    file["workspace"]["pairings"]["s2/p1"]["session_numbers"] = serde_json::json!([2, 1]);
    assert!(schema.is_valid(&file));
    // And nothing else.
    let wrong = |change: &dyn Fn(&mut serde_json::Value)| {
        let mut file = serde_json::from_str(&text(&example())).unwrap();
        change(&mut file);
        assert!(!schema.is_valid(&file));
    };
    wrong(&|file| file["version"] = 2.into());
    wrong(&|file| file["workspace"]["schools"]["s1"]["students"] = "many".into());
    wrong(&|file| file["workspace"]["schools"]["s1"]["pupils"] = 1.into());
    wrong(&|file| file["workspace"]["surveys"]["s1"] = serde_json::json!({}));
    wrong(&|file| file["workspace"]["practices"]["p1"]["form"] = "talk".into());
    wrong(&|file| file["workspace"]["wishes"]["p1"] = serde_json::json!({}));
    wrong(&|file| file["workspace"]["pairings"]["s2/p1"]["sessions"] = serde_json::json!(["soon"]));
    wrong(&|file| file["workspace"]["pairings"]["s2/p1"]["session_numbers"] = serde_json::json!(["first"]));
    wrong(&|file| file["workspace"]["match_rules"]["mine"] = serde_json::json!({}));
    wrong(&|file| file["history"]["seen"] = "all".into());
    wrong(&|file| file["history"]["schools"]["s1"]["name"] = "yesterday".into());
}

/// One step of somebody's work on a small workspace.
#[derive(Clone, Debug)]
enum Step {
    Name(u8, String),
    Students(u8, Option<u32>),
    Contact(u8, String),
    Drop(u8),
    Survey(u8, u32),
    Note(u8, String),
    Threshold(u8),
    Undo,
    Redo,
}

fn step() -> impl Strategy<Value = Step> {
    let words = "\\PC{0,8}";
    prop_oneof![
        (0u8..4, words).prop_map(|(n, text)| Step::Name(n, text)),
        (0u8..4, any::<Option<u32>>()).prop_map(|(n, count)| Step::Students(n, count)),
        (0u8..4, words).prop_map(|(n, text)| Step::Contact(n, text)),
        (0u8..4).prop_map(Step::Drop),
        (0u8..4, 0u32..50).prop_map(|(n, seed)| Step::Survey(n, seed)),
        (0u8..4, words).prop_map(|(n, text)| Step::Note(n, text)),
        (10u8..=50).prop_map(Step::Threshold),
        Just(Step::Undo),
        Just(Step::Redo),
    ]
}

fn take(book: &mut Book, step: &Step, at: i64) -> bool {
    let school = |n: &u8| format!("s{n}");
    match step {
        Step::Undo => book.undo(at),
        Step::Redo => book.redo(at),
        edit => book.edit(at, |w| match edit {
            Step::Name(n, text) => record(&mut w.schools, &school(n)).name.clone_from(text),
            Step::Students(n, count) => record(&mut w.schools, &school(n)).students = *count,
            Step::Contact(n, text) => record(&mut w.schools, &school(n)).contact.clone_from(text),
            Step::Drop(n) => {
                w.schools.remove(&school(n));
                w.surveys.remove(&format!("s{n}/primary/r"));
            }
            Step::Survey(n, seed) => {
                w.surveys.insert(format!("s{n}/primary/r"), Arc::new(survey(*seed)));
            }
            Step::Note(n, text) => {
                w.cell_notes.insert(format!("s{n}/primary/r/A1"), Arc::new(CellNote { text: text.clone() }));
            }
            Step::Threshold(tenths) => {
                record(&mut w.agreements, "000001").need_below = Threshold::from_tenths(*tenths).unwrap();
            }
            Step::Undo | Step::Redo => {}
        }),
    }
}

fn worked(steps: &[Step]) -> Book {
    let mut book = Book::new(Workspace { id: "w".into(), ..Workspace::default() }, US, AT);
    for (at, step) in (AT..).zip(steps) {
        take(&mut book, step, at);
    }
    book
}

fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

#[test]
fn a_practice_that_two_schools_changed_merges_as_any_record() {
    let ours = example();
    let mut theirs = Book::open(read_text(&text(&ours)), THEM);
    let mut here = ours.clone();
    here.edit(AT + 20, |w| record(&mut w.practices, "p1").capacity = 3);
    here.edit(AT + 21, |w| record(&mut w.pairings, "s2/p1").notes = "két alkalom".into());
    theirs.edit(AT + 22, |w| record(&mut w.practices, "p1").about = "Hárman terveznek egy órát.".into());
    theirs.edit(AT + 23, |w| record(&mut w.pairings, "s2/p1").notes = "három alkalom".into());
    assert!(merge(&mut here, &read_text(&text(&theirs)), AT + 30));
    let practice = &here.workspace().practices["p1"];
    assert_eq!((practice.capacity, practice.about.as_str()), (3, "Hárman terveznek egy órát."));
    let open = here.history().conflicts();
    assert_eq!(open.len(), 1);
    assert_eq!((open[0].at.kind, open[0].at.field.as_deref()), (Kind::Pairings, Some("notes")));
    assert_eq!(
        Lang::Hu.record_place(Kind::Pairings, "s2/p1", here.workspace()),
        "Bükkszél Általános Iskola – Párosítás – Óramegbeszélő körök"
    );
}

#[test]
fn a_school_goes_with_all_that_is_its_own() {
    let mut book = example();
    book.edit(AT + 20, |w| w.remove_school(&"s1".to_owned()));
    let workspace = book.workspace();
    assert!(workspace.practices.is_empty() && workspace.pairings.is_empty() && workspace.wishes.is_empty());
    assert_eq!(workspace.surveys.len(), 1);
    assert_eq!(read_text(&text(&book)).stray_records(), []);
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn any_work_reads_back(steps in prop::collection::vec(step(), 0..25)) {
        let book = worked(&steps);
        let bundle = read_text(&text(&book));
        prop_assert_eq!(&bundle.workspace, book.workspace());
        prop_assert_eq!(&bundle.history, book.history());
        prop_assert_eq!((bundle.checksum, bundle.by_hand), (Checksum::Right, 0));
    }

    #[test]
    fn stamps_follow_the_changes(steps in prop::collection::vec(step(), 1..25)) {
        let mut book = worked(&[]);
        for (at, step) in (AT + 1..).zip(&steps) {
            let (before, history) = (book.workspace().clone(), book.history().clone());
            take(&mut book, step, at);
            let (after, now) = (book.workspace(), book.history());
            // A value that is another than before has a dot that nobody has seen.
            for (id, school) in &after.schools {
                let old = before.schools.get(id);
                if old.map(|s| &s.name) == Some(&school.name) {
                    prop_assert_eq!(stamp(now, Kind::Schools, id, "name"), stamp(&history, Kind::Schools, id, "name"));
                } else if old.is_some() {
                    prop_assert!(!history.seen().contains(stamp(now, Kind::Schools, id, "name").dot));
                }
            }
            // Living records and no others have their values in the plain part.
            for kind in Kind::ALL {
                for (id, record) in now.all(kind) {
                    let kept = record.fields.values().all(|field| matches!(field, Field::Kept(_)));
                    prop_assert_eq!(kept, record.is_deleted(), "{:?} {}", kind, id);
                    for stamp in record.stamps() {
                        prop_assert!(now.seen().contains(stamp.dot));
                    }
                }
            }
        }
    }

    #[test]
    fn undo_and_redo_go_all_the_way(steps in prop::collection::vec(step(), 1..20)) {
        let mut book = worked(&[]);
        let mut states = vec![book.workspace().clone()];
        for step in steps.iter().filter(|step| !matches!(step, Step::Undo | Step::Redo)) {
            if take(&mut book, step, AT) {
                states.push(book.workspace().clone());
            }
        }
        for state in states.iter().rev().skip(1) {
            prop_assert!(book.undo(AT));
            prop_assert_eq!(book.workspace(), state);
        }
        prop_assert!(!book.can_undo());
        for state in states.iter().skip(1) {
            prop_assert!(book.redo(AT));
            prop_assert_eq!(book.workspace(), state);
        }
        prop_assert!(!book.can_redo());
    }

    #[test]
    fn a_merged_workspace_is_a_sound_file_and_can_be_undone(
        first in prop::collection::vec(step(), 0..12),
        ours in prop::collection::vec(step(), 0..8),
        theirs in prop::collection::vec(step(), 0..8),
    ) {
        let mut here = worked(&first);
        let mut there = Book::open(read_text(&text(&here)), THEM);
        ours.iter().for_each(|step| { take(&mut here, step, AT + 100); });
        theirs.iter().for_each(|step| { take(&mut there, step, AT + 200); });
        let before = here.workspace().clone();
        let file = read_text(&text(&there));
        let planned = here.incoming(&file);
        let changed = merge(&mut here, &file, AT + 300);
        prop_assert_eq!(here.workspace(), &planned.merged);
        prop_assert_eq!(changed, planned.is_newer);
        let bundle = read_text(&text(&here));
        prop_assert_eq!(bundle.by_hand, 0);
        prop_assert_eq!(&bundle.history, here.history());
        prop_assert_eq!(&bundle.workspace, here.workspace());
        prop_assert!(!merge(&mut here, &file, AT + 301));
        if changed {
            prop_assert!(here.undo(AT + 302));
            prop_assert_eq!(here.workspace(), &before);
        }
    }
}

proptest! {
    #![proptest_config(cases(2_000))]

    #[test]
    fn a_flipped_bit_is_refused_or_noticed(place: prop::sample::Index, bit in 0u8..8) {
        let mut book = Book::new(Workspace { id: "w".into(), ..Workspace::default() }, US, AT);
        book.edit(AT, |w| {
            record(&mut w.schools, "s1").name = "Tölgyfő\u{1f}".into();
            w.surveys.insert("s1/primary/r".into(), Arc::new(survey(3)));
        });
        let whole = text(&book);
        let mut bytes = whole.trim_end().as_bytes().to_vec();
        let place = place.index(bytes.len());
        bytes[place] ^= 1 << bit;
        if let Ok(bundle) = read(&bytes) {
            let same = &bundle.workspace == book.workspace() && &bundle.history == book.history();
            prop_assert!(same || bundle.is_hand_edited(), "{}", String::from_utf8_lossy(&bytes));
        }
    }

    #[test]
    fn any_bytes_are_refused_in_peace(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        if let Err(error) = read(&bytes) {
            let _ = Lang::Hu.bundle_error(&error);
        }
    }

    #[test]
    fn any_json_in_our_clothes_is_read_or_refused(
        workspace in "[\\[{\"a-z:, 0-9}\\]]{0,30}",
        history in "[\\[{\"a-z:, 0-9.@}\\]]{0,30}",
    ) {
        let file = format!(
            r#"{{"format": "kapocs-workspace", "version": 1, "workspace": {{"id": "x", {workspace}}}, "history": {{{history}}}}}"#
        );
        let _ = read(file.as_bytes());
    }
}
