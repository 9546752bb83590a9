//! Writes matching instances into the folder that is named: `SCHOOLS-PRACTICES-PER.json`
//! with what the solver makes of it, for `matching.py`; the same as a `.row` of numbers and
//! as a workspace file, for the benchmark in the browser.

#[allow(dead_code, reason = "other benchmarks need the rest")]
mod made_up;

use kapocs::analysis::Scope;
use kapocs::cluster::{MatchRule, Per};
use kapocs::matching::Setting;
use kapocs::workspace::bundle::{Contents, write};
use kapocs::workspace::{Book, ReplicaId};
use serde_json::json;
use std::path::PathBuf;
use std::time::Instant;

const SIZES: [(usize, usize, Per); 5] =
    [(5, 12, Per::Area), (5, 12, Per::Item), (30, 80, Per::Area), (120, 300, Per::Area), (1_000, 3_000, Per::Area)];

fn main() -> std::io::Result<()> {
    let Some(folder) = std::env::args_os().nth(1).map(PathBuf::from) else {
        eprintln!("usage: instances FOLDER");
        std::process::exit(2);
    };
    std::fs::create_dir_all(&folder)?;
    for (schools, practices, per) in SIZES {
        let workspace = made_up::offering(schools, practices);
        let Some(scope) = Scope::of(&workspace, None, None) else { continue };
        let setting = Setting::of(&workspace, &scope, &MatchRule { per, ..MatchRule::default() });
        let begun = Instant::now();
        let plan = setting.solve(&mut |_, _| true).unwrap_or_default();
        let seconds = begun.elapsed().as_secs_f64();
        let name = format!("{schools}-{practices}-{}", per.word());
        let text = json!({ "instance": setting.instance().json(), "objective": plan.objective, "seconds": seconds });
        std::fs::write(folder.join(format!("{name}.json")), text.to_string())?;
        // The same for the matcher in a browser, and how many pairings it must find.
        let row = json!({ "numbers": setting.instance().numbers(), "pairings": plan.suggestions.len() });
        std::fs::write(folder.join(format!("{name}.row")), row.to_string())?;
        let book = Book::new(workspace, ReplicaId(1), 0);
        std::fs::write(folder.join(format!("{name}.kapocs.json")), write(&book, Contents::Everything, 0))?;
    }
    Ok(())
}
