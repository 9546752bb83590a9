//! The core by itself, natively: what takes long when there is much of it.

mod made_up;

use divan::Bencher;
use divan::counter::BytesCount;
use kapocs::analysis::{Grid, Scope};
use kapocs::cluster::{MatchRule, Per};
use kapocs::matching::{Setting, fewest_slots};
use kapocs::reading::{Choices, open};
use kapocs::workspace::bundle::{self, Contents};
use kapocs::workspace::{Book, ReplicaId};

fn main() {
    divan::main();
}

/// From the bytes of a file to its scores.
#[divan::bench(args = [1_000_000, 10_000_000])]
fn read_tidy(bencher: Bencher, bytes: usize) {
    let text = made_up::tidy(bytes);
    bencher.counter(BytesCount::new(text.len())).bench_local(|| {
        let choices = Choices::default();
        open(text.as_bytes(), &choices).read(&choices, &mut |_| true)
    });
}

/// From a workspace to the grid's values, then to readings by the agreed rule.
#[divan::bench(args = [5, 100, 1_000])]
fn grid_of(bencher: Bencher, schools: usize) {
    let workspace = made_up::workspace(schools);
    let rule = workspace.agreement();
    bencher.bench_local(|| {
        let scope = Scope::of(&workspace, None, None)?;
        let grid = Grid::of(&workspace, &scope);
        Some(grid.read(&rule.groups, rule.certainty))
    });
}

#[divan::bench(args = [5, 1_000])]
fn write_bundle(bencher: Bencher, schools: usize) {
    let book = Book::new(made_up::workspace(schools), ReplicaId(1), 0);
    bencher.bench_local(|| bundle::write(&book, Contents::Everything, 0));
}

#[divan::bench(args = [5, 1_000])]
fn read_bundle(bencher: Bencher, schools: usize) {
    let book = Book::new(made_up::workspace(schools), ReplicaId(1), 0);
    let text = bundle::write(&book, Contents::Everything, 0);
    bencher.counter(BytesCount::new(text.len())).bench_local(|| bundle::read(text.as_bytes()));
}

/// Who helps whom, from the workspace on: schools, and practices on offer. `made_up` gives
/// every school three areas' worth of needs or more.
#[divan::bench(args = [(5, 12), (120, 300), (1_000, 3_000)])]
fn match_by_area(bencher: Bencher, (schools, practices): (usize, usize)) {
    bench_match(bencher, schools, practices, Per::Area);
}

#[divan::bench(args = [(5, 12), (120, 300), (1_000, 3_000)])]
fn match_by_item(bencher: Bencher, (schools, practices): (usize, usize)) {
    bench_match(bencher, schools, practices, Per::Item);
}

fn bench_match(bencher: Bencher, schools: usize, practices: usize, per: Per) {
    let workspace = made_up::offering(schools, practices);
    let rule = MatchRule { per, ..MatchRule::default() };
    bencher.bench_local(|| {
        let scope = Scope::of(&workspace, None, None)?;
        Setting::of(&workspace, &scope, &rule).solve(&mut |_, _| true)
    });
}

/// Sessions of a network in which every school gives two and receives two.
#[divan::bench(args = [5, 120, 1_000])]
fn fewest_slots_of(bencher: Bencher, schools: usize) {
    let lines: Vec<(usize, usize)> = (0..schools)
        .flat_map(|school| [(school, (school + 1) % schools), (school, (school + schools / 2) % schools)])
        .collect();
    bencher.bench_local(|| fewest_slots(&lines));
}

/// Two copies that have each changed a tenth of their records.
#[divan::bench(args = [5, 1_000])]
fn merge_copies(bencher: Bencher, schools: usize) {
    let first = Book::new(made_up::workspace(schools), ReplicaId(1), 0);
    let (ours, theirs) = (made_up::tenth_changed(&first, 2, 0), made_up::tenth_changed(&first, 3, 5));
    let theirs = bundle::read(bundle::write(&theirs, Contents::Everything, 0).as_bytes()).expect("our own file");
    let merged = |mut ours: Book| ours.merge(&theirs, &std::collections::BTreeSet::new(), ReplicaId(4), 2);
    bencher.with_inputs(|| ours.clone()).bench_local_values(merged);
}
