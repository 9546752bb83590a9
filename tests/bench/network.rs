//! Writes what the benchmarks in the browser measure with, into the folder that is
//! named: `network.kapocs.json`, 1,000 schools × 2 rounds; `ours.kapocs.json` and
//! `theirs.kapocs.json`, two copies of it that each changed a tenth; `large.kapocs.json`, as
//! many schools as make over 5 MB; `tidy.csv`, 50 MB; and `respondents.csv`, 100,000 people
//! with 45 answers each.

mod made_up;

use kapocs::workspace::bundle::{Contents, write};
use kapocs::workspace::{Book, ReplicaId};
use std::path::PathBuf;

const SCHOOLS: usize = 1_000;
const SCHOOLS_OF_FIVE_MB: usize = 1_600;
const TIDY_BYTES: usize = 50_000_000;
const RESPONDENTS: usize = 100_000;
/// 2022-03-01.
const WRITTEN_AT: i64 = 1_646_092_800;

fn main() -> std::io::Result<()> {
    let Some(folder) = std::env::args_os().nth(1).map(PathBuf::from) else {
        eprintln!("usage: network FOLDER");
        std::process::exit(2);
    };
    std::fs::create_dir_all(&folder)?;
    let book = Book::new(made_up::workspace(SCHOOLS), ReplicaId(1), WRITTEN_AT);
    let file = |name: &str, book: &Book| {
        std::fs::write(folder.join(format!("{name}.kapocs.json")), write(book, Contents::Everything, WRITTEN_AT))
    };
    file("network", &book)?;
    file("ours", &made_up::tenth_changed(&book, 2, 0))?;
    file("theirs", &made_up::tenth_changed(&book, 3, 5))?;
    file("large", &Book::new(made_up::workspace(SCHOOLS_OF_FIVE_MB), ReplicaId(1), WRITTEN_AT))?;
    std::fs::write(folder.join("respondents.csv"), made_up::respondents(RESPONDENTS))?;
    std::fs::write(folder.join("tidy.csv"), made_up::tidy(TIDY_BYTES))
}
