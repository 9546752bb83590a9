//! Writes matching instances and what the solver makes of them into the folder that is
//! named, for `matching.py`: `SCHOOLS-PRACTICES-PER.json`.

#[allow(dead_code, reason = "other benchmarks need the rest")]
mod made_up;

use kapocs::analysis::Scope;
use kapocs::cluster::{MatchRule, Per};
use kapocs::matching::Setting;
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
        let text = json!({ "instance": setting.instance().json(), "objective": plan.objective, "seconds": seconds });
        std::fs::write(folder.join(format!("{schools}-{practices}-{}.json", per.word())), text.to_string())?;
    }
    Ok(())
}
