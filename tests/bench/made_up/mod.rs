//! A made-up network of schools, the same at every run: for measuring, never shown.

use kapocs::cluster::{Cluster, PairKey, Practice, Round, School, SurveyKey, Wanted, Wish, round_id};
use kapocs::selfie::{Area, Group, ItemCode, Level, Subject};
use kapocs::survey::{Mean, Score, Scores, SurveyResult};
use kapocs::workspace::bundle::{self, Contents};
use kapocs::workspace::{Book, ReplicaId, Workspace};
use std::fmt::Write as _;
use std::sync::Arc;

const ROUNDS: [&str; 2] = ["2021 autumn", "2022 spring"];

/// Numbers that look like chance (a linear congruential generator; constants by Knuth).
struct Chance(u64);

impl Chance {
    /// A number below `limit`.
    fn below(&mut self, limit: u32) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % u64::from(limit)) as u32
    }

    /// A mean in tenths, 2.5–4.9, as reports print it.
    fn mean_in_tenths(&mut self) -> u32 {
        25 + self.below(25)
    }
}

/// Forty items: five of each area.
fn items() -> impl Iterator<Item = ItemCode> {
    Area::ALL.into_iter().flat_map(|area| (1..=5).filter_map(move |number| ItemCode::new(area, number)))
}

/// Leadership and professional development are not asked of students.
fn groups_asked(item: ItemCode) -> &'static [Group] {
    match item.area() {
        Area::A | Area::D => &[Group::Leaders, Group::Teachers],
        _ => &[Group::Leaders, Group::Teachers, Group::Students],
    }
}

fn school_name(number: usize) -> String {
    format!("Hárshegyi {number}. Mintaiskola")
}

/// A network in one workspace, with two rounds of every school at one level.
pub fn workspace(schools: usize) -> Workspace {
    let mut chance = Chance(2022);
    let cluster = Cluster { name: "A network for measuring".into(), ..Cluster::default() };
    let mut workspace = Workspace { id: "measuring".into(), cluster: Arc::new(cluster), ..Workspace::default() };
    for name in ROUNDS {
        workspace.rounds.insert(round_id(name), Arc::new(Round { name: name.into(), held: None }));
    }
    for number in 1..=schools {
        let id = format!("s{number:04}");
        let school = School { name: school_name(number), students: Some(200 + chance.below(700)), ..School::default() };
        workspace.schools.insert(id.clone(), Arc::new(school));
        for round in ROUNDS {
            let key = SurveyKey { school: id.clone(), level: Level::LowerSecondary, round: round_id(round) };
            workspace.surveys.insert(key.to_string(), Arc::new(result(&mut chance)));
        }
    }
    workspace
}

/// A copy of a workspace's file in which somebody changed a tenth of the schools and results,
/// every tenth from `offset` on.
#[allow(dead_code, reason = "only what merges needs it")]
pub fn tenth_changed(first: &Book, replica: u64, offset: usize) -> Book {
    let file = bundle::read(bundle::write(first, Contents::Everything, 0).as_bytes()).expect("our own file");
    let mut book = Book::open(file, ReplicaId(replica));
    book.edit(1, |workspace| {
        for school in workspace.schools.values_mut().skip(offset).step_by(10) {
            Arc::make_mut(school).location = format!("{replica}");
        }
        for result in workspace.surveys.values_mut().skip(offset).step_by(10) {
            Arc::make_mut(result).participation.clear();
        }
    });
    book
}

/// The network with practices on offer, each for one to three areas and one to three
/// schools, and a wish of every school.
#[allow(dead_code, reason = "only what matches needs it")]
pub fn offering(schools: usize, practices: usize) -> Workspace {
    let mut workspace = workspace(schools);
    let mut chance = Chance(3);
    let ids: Vec<String> = workspace.schools.keys().cloned().collect();
    let school = |chance: &mut Chance| ids[chance.below(ids.len() as u32) as usize].clone();
    for number in 1..=practices {
        let areas = (0..=chance.below(3)).map(|_| Subject::Area(Area::ALL[chance.below(8) as usize]));
        let practice = Practice {
            helps_with: areas.collect(),
            school: school(&mut chance),
            capacity: 1 + chance.below(3),
            ..Practice::default()
        };
        workspace.practices.insert(format!("p{number:04}"), Arc::new(practice));
    }
    for _ in 0..schools {
        let practice = format!("p{:04}", 1 + chance.below(practices as u32));
        let key = PairKey::new(school(&mut chance), practice);
        let wish = Wish { wanted: Wanted::ALL[chance.below(2) as usize], ..Wish::default() };
        workspace.wishes.insert(key.to_string(), Arc::new(wish));
    }
    workspace
}

fn result(chance: &mut Chance) -> SurveyResult {
    let mut result = SurveyResult::default();
    for item in items() {
        for &group in groups_asked(item) {
            let Some(mean) = Mean::new(f64::from(chance.mean_in_tenths()) / 10.0, 1) else { continue };
            let score = Score { mean, n: Some(5 + chance.below(60)), spread: None };
            let scores: &mut Scores = result.scores.entry(group).or_default();
            scores.insert(Subject::Item(item), score);
        }
    }
    result
}

/// The tidy form of as many schools as fill that many bytes.
pub fn tidy(bytes: usize) -> String {
    let mut chance = Chance(50);
    let mut text = String::with_capacity(bytes + 100);
    text.push_str("school,level,round,group,item,mean,n\n");
    for number in 1.. {
        for round in ROUNDS {
            for item in items() {
                for group in groups_asked(item) {
                    let (mean, n) = (chance.mean_in_tenths(), 5 + chance.below(60));
                    // Writing to a String cannot fail.
                    let _ = writeln!(
                        text,
                        "{},lower-secondary,{round},{},{item},{}.{},{n}",
                        school_name(number),
                        group.word(),
                        mean / 10,
                        mean % 10
                    );
                    if text.len() >= bytes {
                        return text;
                    }
                }
            }
        }
    }
    text
}

/// One row per respondent, as a platform exports it: the group, then 45 answers,
/// some of them empty.
#[allow(dead_code, reason = "only the files for the browser hold it")]
pub fn respondents(rows: usize) -> String {
    let mut chance = Chance(100_000);
    let numbers = Area::ALL.into_iter().flat_map(|area| (1..=6).filter_map(move |n| ItemCode::new(area, n)));
    let items: Vec<ItemCode> = numbers.take(45).collect();
    let mut text = String::from("group");
    for item in &items {
        let _ = write!(text, ";{item}");
    }
    text.push('\n');
    for _ in 0..rows {
        let group = match chance.below(50) {
            0 => Group::Leaders,
            1..=4 => Group::Teachers,
            _ => Group::Students,
        };
        text.push_str(group.word());
        for _ in &items {
            match chance.below(12) {
                0 => text.push(';'),
                answer => {
                    let _ = write!(text, ";{}", 1 + answer % 5);
                }
            }
        }
        text.push('\n');
    }
    text
}
