//! `kapocs check` from a terminal.

#![cfg(not(target_arch = "wasm32"))]

use std::process::{Command, Output};

const SAMPLE: &str = "tests/samples/workspaces/version-1.kapocs.json";

fn check(files: &[&std::path::Path]) -> (i32, String, String) {
    let Output { status, stdout, stderr } =
        Command::new(env!("CARGO_BIN_EXE_kapocs")).arg("check").args(files).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (status.code().unwrap(), text(stdout), text(stderr))
}

/// The sample, changed, in a file of its own.
fn changed(name: &str, change: impl FnOnce(String) -> String) -> std::path::PathBuf {
    let file = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&file, change(std::fs::read_to_string(SAMPLE).unwrap())).unwrap();
    file
}

#[test]
fn a_sound_file_is_said_to_be_sound() {
    let (status, out, err) = check(&[SAMPLE.as_ref()]);
    assert_eq!((status, err.as_str()), (0, ""));
    assert_eq!(
        out,
        format!(
            "{SAMPLE}: Hármashatár iskolakör · 2 schools · 1 round · 2 survey results · format version 1 · checksum right\n"
        )
    );
}

#[test]
fn a_hand_edited_file_deserves_a_look() {
    let file = changed("by-hand.kapocs.json", |text| text.replacen("400", "401", 1));
    let (status, out, err) = check(&[&file, SAMPLE.as_ref()]);
    assert_eq!(status, 1);
    assert!(out.contains("changed by hand") && out.contains("checksum right"), "{out}");
    assert!(err.contains("(1 change)"), "{err}");
}

#[test]
fn an_unreadable_file_is_told_with_its_place() {
    let wrong = changed("wrong.kapocs.json", |text| text.replacen("400", "\"many\"", 1));
    let (status, out, err) = check(&[&wrong]);
    assert_eq!((status, out.as_str()), (2, ""));
    assert!(
        err.contains("workspace › schools › s1 › students: expected a whole number, found the text “many”"),
        "{err}"
    );

    let cut = changed("cut.kapocs.json", |text| text.chars().take(3000).collect());
    let (status, _, err) = check(&[SAMPLE.as_ref(), &cut]);
    assert_eq!(status, 2);
    assert!(err.contains("ends too early, in line"), "{err}");

    assert_eq!(check(&["tests/samples/none.json".as_ref()]).0, 2);
    assert!(check(&["tests/samples/s1-tolgyfo-hu-excel.csv".as_ref()]).2.contains("a table, not a workspace file"));
}

/// Runs `kapocs` and gives its exit status, output and errors.
fn kapocs(arguments: &[&str]) -> (i32, String, String) {
    let Output { status, stdout, stderr } =
        Command::new(env!("CARGO_BIN_EXE_kapocs")).args(arguments).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (status.code().unwrap(), text(stdout), text(stderr))
}

#[test]
fn files_of_one_cluster_merge_and_tell_what_is_left_to_decide() {
    let path = |file: &std::path::Path| file.to_str().unwrap().to_owned();
    let one = path(&changed("one.kapocs.json", |text| text.replacen("400", "401", 1)));
    let other = path(&changed("other.kapocs.json", |text| text.replacen("400", "402", 1)));
    let out = path(&std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("merged.kapocs.json"));
    let (status, said, err) = kapocs(&["diff", SAMPLE, &one]);
    assert_eq!((status, err.as_str()), (1, ""), "{said}");
    assert!(said.contains("Students: 400 → 401"), "{said}");
    assert_eq!(kapocs(&["diff", SAMPLE, SAMPLE]), (0, String::new(), String::new()));
    let (status, said, err) = kapocs(&["merge", &one, &other, SAMPLE, "-o", &out]);
    assert_eq!((status, err.as_str()), (1, ""), "{said}");
    assert!(said.contains("Students:") && said.contains("401") && said.contains("402"), "{said}");
    // The file is whole, and merging it again brings nothing.
    assert_eq!(check(&[out.as_ref()]).0, 0);
    assert_eq!(kapocs(&["diff", &out, &one]).0, 0);
    let elsewhere = path(&changed("elsewhere.kapocs.json", |text| text.replacen("\"id\": \"", "\"id\": \"x", 1)));
    let (status, _, err) = kapocs(&["merge", SAMPLE, &elsewhere, "-o", &out]);
    assert!(status == 2 && err.contains("belongs to another cluster"), "{err}");
}

#[test]
fn a_protected_file_is_checked_with_its_passphrase() {
    let locked = "tests/samples/workspaces/locked-by-age.kapocs.age";
    let (status, _, err) = check(&[locked.as_ref()]);
    assert_eq!(status, 2);
    assert!(err.contains("--passphrase-file"), "{err}");
    let phrase = |name: &str, text: &str| {
        let file = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        std::fs::write(&file, text).unwrap();
        check(&["--passphrase-file".as_ref(), &file, locked.as_ref()])
    };
    let (status, out, err) = phrase("phrase.txt", "correct horse battery staple\n");
    assert_eq!((status, err.as_str()), (0, ""));
    assert!(out.contains("checksum right"), "{out}");
    let (status, _, err) = phrase("wrong-phrase.txt", "correct horse\n");
    assert_eq!(status, 2);
    assert!(err.contains("not this file’s passphrase"), "{err}");
}
