//! A made-up cluster to try everything on: five schools that do not exist, two rounds.
//! The figures are invented, the same on every machine, and shaped like real ones: a
//! handful of leaders, dozens of teachers, hundreds of students. Every school has
//! strengths and needs. Postal codes, people and addresses belong to nobody (no Hungarian
//! postal code is above 9985; `example.org` is reserved).

use super::Workspace;
use crate::cluster::{
    Agreement, CellKey, CellNote, Cluster, DevelopmentForm, Helped, MATCH_RULE_ID, MatchRule, PairKey, Pairing,
    PairingState, Practice, Role, Round, School, StrengthRule, SurveyKey, Threshold, Wanted, Wish, round_id,
};
use crate::i18n::Lang;
use crate::selfie::{Area, Catalogue, Group, ItemCode, Level, Subject};
use crate::survey::{Correction, Mean, Participation, Score, Source, Spread, SurveyResult};
use jiff::civil::{Date, DateTime, date};
use std::collections::BTreeSet;
use std::sync::Arc;

/// What is invented about a school. Area means are those of its teachers in the first
/// round, A to H; the others follow from them.
struct Invented {
    id: &'static str,
    name: &'static str,
    short: &'static str,
    place: &'static str,
    /// The coordinator's family and given name.
    coordinator: (&'static str, &'static str),
    role: Role,
    students: u32,
    teachers: u32,
    /// Leaders, teachers and students who answered.
    answered: [u32; 3],
    areas: [f64; 8],
    /// How much higher leaders and students see it.
    leaders_above: f64,
    students_above: f64,
    /// How much each area had moved by the second round.
    moved: [f64; 8],
    /// The optional items that it asked.
    optional: &'static [&'static str],
    /// Whether its students were not asked again in the second round.
    students_missing: bool,
}

const SCHOOLS: [Invented; 5] = [
    Invented {
        id: "s1-tolgyfo",
        name: "Tölgyfői Általános Iskola és Alapfokú Művészeti Iskola",
        short: "Tölgyfő",
        place: "9990 Tölgyfő, Iskola tér 1.",
        coordinator: ("Minta", "Mária"),
        role: Role::Mentor,
        students: 887,
        teachers: 68,
        answered: [5, 58, 412],
        areas: [3.5, 3.0, 4.5, 3.9, 4.6, 3.6, 3.2, 3.7],
        leaders_above: 0.15,
        students_above: -0.3,
        moved: [0.0, 0.3, 0.0, 0.1, -0.1, 0.1, 0.1, 0.0],
        optional: &[],
        students_missing: false,
    },
    Invented {
        id: "s2-bukkszel",
        name: "Bükkszéli Általános Iskola",
        short: "Bükkszél",
        place: "9991 Bükkszél, Fő utca 12.",
        coordinator: ("Példa", "Péter"),
        role: Role::Mentee,
        students: 423,
        teachers: 39,
        answered: [4, 35, 205],
        areas: [4.1, 3.9, 4.0, 3.3, 4.1, 4.0, 2.9, 3.6],
        leaders_above: 0.5,
        students_above: 0.1,
        moved: [0.1, 0.0, -0.1, 0.5, 0.0, 0.1, 0.4, 0.1],
        optional: &["A4", "C13", "H11"],
        students_missing: false,
    },
    Invented {
        id: "s3-korishely",
        name: "Kőrishelyi Általános Iskola",
        short: "Kőrishely",
        place: "9992 Kőrishely, Kert utca 3.",
        coordinator: ("Próba", "Panna"),
        role: Role::Mentee,
        students: 235,
        teachers: 23,
        answered: [3, 21, 120],
        areas: [3.3, 4.1, 3.1, 4.5, 3.8, 3.5, 3.3, 3.9],
        leaders_above: 0.1,
        students_above: 0.4,
        moved: [0.2, 0.1, 0.3, 0.0, 0.1, 0.0, 0.0, 0.0],
        optional: &[],
        students_missing: false,
    },
    Invented {
        id: "s4-fuzvolgye",
        name: "Fűzvölgyi Általános Iskola Tagintézménye",
        short: "Fűzvölgye",
        place: "9993 Fűzvölgye, Patak sor 7.",
        coordinator: ("Vázlat", "Vilmos"),
        role: Role::Mentee,
        students: 178,
        teachers: 18,
        answered: [2, 17, 87],
        areas: [4.0, 3.2, 3.3, 3.4, 3.6, 4.6, 3.1, 3.3],
        leaders_above: 0.0,
        students_above: -0.1,
        moved: [0.0, 0.2, 0.1, 0.1, 0.2, 0.0, 0.1, 0.3],
        optional: &[],
        students_missing: true,
    },
    Invented {
        id: "s5-harsagy",
        name: "Hárságyi Általános Iskola",
        short: "Hárságy",
        place: "9994 Hárságy, Liget út 20.",
        coordinator: ("Képzelt", "Klára"),
        role: Role::Mentee,
        students: 756,
        teachers: 73,
        answered: [6, 61, 365],
        areas: [4.5, 3.8, 4.1, 3.6, 4.0, 3.8, 3.4, 4.5],
        leaders_above: 0.2,
        students_above: -0.5,
        moved: [0.0, 0.1, 0.0, 0.1, 0.0, 0.2, 0.2, 0.0],
        optional: &["B4", "H11", "H13"],
        students_missing: false,
    },
];

/// Offering school (by its place), form, what it helps with, and how many schools it can take.
const PRACTICES: [(usize, DevelopmentForm, &[&str], u32); 9] = [
    (0, DevelopmentForm::Workshop, &["C"], 2),
    (0, DevelopmentForm::Webinar, &["E", "F5"], 2),
    (1, DevelopmentForm::LearningSnack, &["B"], 3),
    (1, DevelopmentForm::Article, &["A1"], 2),
    (2, DevelopmentForm::Teachmeet, &["D", "D3"], 2),
    (2, DevelopmentForm::OnlineMentoring, &["B", "D"], 1),
    (3, DevelopmentForm::Recording, &["F"], 2),
    (4, DevelopmentForm::OnlineCourse, &["H"], 3),
    (4, DevelopmentForm::Workshop, &["A"], 2),
];

/// Which schools wish for which practices (by their places), and how much.
const WISHES: [(usize, usize, Wanted); 7] = [
    (0, 2, Wanted::Much),
    (1, 4, Wanted::Much),
    (2, 0, Wanted::Much),
    (2, 1, Wanted::Somewhat),
    (3, 4, Wanted::Somewhat),
    (3, 0, Wanted::Somewhat),
    (4, 4, Wanted::Much),
];

fn practice_id(place: usize) -> String {
    format!("p{}", place + 1)
}

impl Workspace {
    /// The example, with its words in this language, under a fresh id.
    pub fn example(lang: Lang, id: String) -> Workspace {
        let cluster = Cluster {
            name: lang.example_cluster().to_owned(),
            pilot_year: "2021/22".to_owned(),
            priorities: lang.example_priorities().to_owned(),
            goals: lang.example_goals().to_owned(),
        };
        let mut workspace = Workspace { id, cluster: Arc::new(cluster), ..Workspace::default() };
        for school in &SCHOOLS {
            workspace.schools.insert(school.id.to_owned(), Arc::new(school.record(lang)));
        }
        let rounds = [(lang.example_autumn(), date(2021, 10, 4)), (lang.example_spring(), date(2022, 5, 9))];
        for (place, (name, held)) in rounds.into_iter().enumerate() {
            workspace.add_round(name, held, place, lang);
        }
        workspace.agree(Agreement {
            decided_on: Some(date(2021, 10, 12)),
            decided_by: lang.example_decided_by().to_owned(),
            reason: lang.example_reason().to_owned(),
            strength: Threshold::from_tenths(44).map_or(Agreement::default().strength, StrengthRule::From),
            ..Agreement::default()
        });
        let noted = SurveyKey {
            school: SCHOOLS[1].id.to_owned(),
            level: Level::Primary,
            round: round_id(lang.example_spring()),
        };
        let key = CellKey { survey: noted, subject: Subject::Area(Area::D) };
        workspace.cell_notes.insert(key.to_string(), Arc::new(CellNote { text: lang.example_note().to_owned() }));
        workspace.add_practices(lang);
        workspace.add_pairings(lang);
        workspace
    }

    fn add_practices(&mut self, lang: Lang) {
        for (place, ((school, form, helps, capacity), texts)) in
            PRACTICES.into_iter().zip(lang.example_practices()).enumerate()
        {
            let [title, about, effect] = texts.map(str::to_owned);
            let practice = Practice {
                school: SCHOOLS[school].id.to_owned(),
                title,
                about,
                effect,
                helps_with: helps.iter().filter_map(|subject| subject.parse().ok()).collect(),
                form,
                languages: lang.example_language().to_owned(),
                capacity,
                materials: format!("https://{}.example.org/{}", SCHOOLS[school].web_name(), practice_id(place)),
                ..Practice::default()
            };
            self.practices.insert(practice_id(place), Arc::new(practice));
        }
        for (school, practice, wanted) in WISHES {
            let key = PairKey::new(SCHOOLS[school].id, practice_id(practice));
            let note = if wanted == Wanted::Much { lang.example_wish() } else { "" };
            self.wishes.insert(key.to_string(), Arc::new(Wish { wanted, note: note.to_owned() }));
        }
    }

    /// One under way, one done; and when the cluster can meet.
    fn add_pairings(&mut self, lang: Lang) {
        let at = |month, day| -> DateTime { date(2022, month, day).at(14, 30, 0, 0) };
        let pairing = |need| Pairing {
            need: Some(Subject::Area(need)),
            level: Some(Level::Primary),
            round: round_id(lang.example_autumn()),
            ..Pairing::default()
        };
        let under_way = Pairing {
            state: PairingState::UnderWay,
            begins: Some(date(2022, 1, 19)),
            sessions: [at(1, 19), at(2, 16), at(6, 1)].into(),
            place: "https://meet.example.org/coding-club".to_owned(),
            notes: lang.example_pairing().to_owned(),
            ..pairing(Area::H)
        };
        let done = Pairing {
            state: PairingState::Done,
            begins: Some(date(2021, 11, 24)),
            ends: Some(date(2022, 3, 9)),
            helped: Some(Helped::Partly),
            effect: lang.example_helped().to_owned(),
            ..pairing(Area::D)
        };
        for (school, practice, pairing) in [(1, 7, under_way), (4, 4, done)] {
            self.pairings
                .insert(PairKey::new(SCHOOLS[school].id, practice_id(practice)).to_string(), Arc::new(pairing));
        }
        let slots = [at(5, 18), at(6, 1), at(6, 8), at(9, 14), at(10, 12)].into();
        self.match_rules.insert(MATCH_RULE_ID.to_owned(), Arc::new(MatchRule { slots, ..MatchRule::default() }));
    }

    fn add_round(&mut self, name: &str, held: Date, place: usize, lang: Lang) {
        let round = round_id(name);
        self.rounds.insert(round.clone(), Arc::new(Round { name: name.to_owned(), held: Some(held) }));
        for school in &SCHOOLS {
            for &level in school.levels() {
                let key = SurveyKey { school: school.id.to_owned(), level, round: round.clone() };
                self.surveys.insert(key.to_string(), Arc::new(school.result(place, level, held, lang)));
            }
        }
    }
}

impl Invented {
    /// The two largest also asked their upper classes.
    fn levels(&self) -> &'static [Level] {
        if self.students > 500 { &[Level::Primary, Level::LowerSecondary] } else { &[Level::Primary] }
    }

    fn record(&self, lang: Lang) -> School {
        School {
            name: self.name.to_owned(),
            short_name: self.short.to_owned(),
            role: self.role,
            location: self.place.to_owned(),
            website: format!("https://{}.example.org", self.web_name()),
            students: Some(self.students),
            teachers: Some(self.teachers),
            levels: BTreeSet::from_iter(self.levels().iter().copied()),
            languages: lang.example_language().to_owned(),
            coordinator: lang.example_person(self.coordinator.0, self.coordinator.1),
            contact: format!("{}@example.org", self.web_name()),
        }
    }

    /// Its id without the place in the list.
    fn web_name(&self) -> &'static str {
        self.id.split_once('-').map_or(self.id, |(_, name)| name)
    }

    fn result(&self, round: usize, level: Level, held: Date, lang: Lang) -> SurveyResult {
        let mut result = SurveyResult::default();
        for (place, group) in [Group::Leaders, Group::Teachers, Group::Students].into_iter().enumerate() {
            if group == Group::Students && round > 0 && self.students_missing {
                continue;
            }
            let n = self.answered[place];
            let scores = result.scores.entry(group).or_default();
            for (code, item) in &Catalogue::shipped().items {
                if item.groups.contains(&group)
                    && (!item.optional || self.optional.contains(&code.to_string().as_str()))
                    && let Some(score) = self.score(*code, group, n, round, level)
                {
                    scores.insert(Subject::Item(*code), score);
                }
            }
            let invited = n + n / 6;
            result.participation.insert(group, Participation { invited: Some(invited), answered: Some(n) });
        }
        if self.short == "Bükkszél"
            && let Some(mean) = Mean::new(3.4, 1)
        {
            let score = Score { mean, n: Some(self.answered[1]), spread: None };
            let own = Subject::Own(lang.example_own_question().to_owned());
            result.scores.entry(Group::Teachers).or_default().insert(own, score);
        }
        let read_at = held.duration_since(date(1970, 1, 1)).as_secs();
        if self.short == "Kőrishely" && round == 0 {
            correct(&mut result, lang, read_at);
        }
        let name = lang.example_source().to_owned();
        result.sources.push(Source { name, size: 0, hash: String::new(), read_at, notes: Vec::new() });
        result
    }

    /// Leaders' answers are counted one by one, since they are so few; of the others
    /// only mean and number are known, as a report gives them.
    fn score(&self, code: ItemCode, group: Group, n: u32, round: usize, level: Level) -> Option<Score> {
        let area = code.area() as usize;
        let above = match group {
            Group::Leaders => self.leaders_above,
            Group::Students => self.students_above,
            Group::Teachers | Group::Trainers => 0.0,
        };
        let moved = if round == 0 { 0.0 } else { *self.moved.get(area)? };
        let stray = 0.25
            * (chance(&format!("{}{code}", self.id))
                + 0.4 * chance(&format!("{}{code}{group:?}{round}{level:?}", self.id)));
        let mean = (self.areas.get(area)? + above + moved + stray).clamp(1.2, 4.9);
        if group == Group::Leaders {
            let sum = (mean * f64::from(n)).round() as u32;
            let (low, higher) = (sum / n, sum % n);
            let mut counts = [0; 5];
            *counts.get_mut(low.checked_sub(1)? as usize)? += n - higher;
            if higher > 0 {
                *counts.get_mut(low as usize)? += higher;
            }
            let spread = Some(Box::new(Spread::Answers { counts, not_applicable: 0 }));
            return Some(Score { mean: Mean::of_answers(&counts)?, n: Some(n), spread });
        }
        Some(Score { mean: Mean::new(mean, 1)?, n: Some(n), spread: None })
    }
}

/// One value was typed wrongly and put right by hand.
fn correct(result: &mut SurveyResult, lang: Lang, at: i64) {
    let Some(code) = ItemCode::new(Area::C, 2).map(Subject::Item) else { return };
    let Some(score) = result.scores.get(&Group::Teachers).and_then(|scores| scores.get(&code)).cloned() else { return };
    let Some(wrong) = Mean::new(4.9, 1) else { return };
    let correction = Correction {
        original: Some(Score { mean: wrong, ..score }),
        at: at + 86_400,
        reason: lang.example_correction().to_owned(),
    };
    result.corrections.entry(Group::Teachers).or_default().insert(code, correction);
}

/// Between −1 and 1, always the same for the same words (FNV-1a).
fn chance(words: &str) -> f64 {
    let hash = words
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    // The upper bits are the well-mixed ones after one more round.
    let mixed = (hash ^ (hash >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 40;
    mixed as f64 / f64::from(1 << 23) - 1.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{Grid, Scope, Verdict};
    use std::collections::BTreeMap;

    #[test]
    fn every_verdict_and_a_clear_difference_can_be_seen() {
        let workspace = Workspace::example(Lang::En, "example".into());
        let scope = Scope::of(&workspace, None, None).unwrap();
        assert_eq!(scope.level, Level::Primary);
        let rule = workspace.agreement();
        for (round, _) in workspace.rounds_in_order() {
            let grid = Grid::of(&workspace, &Scope { round: round.clone(), ..scope });
            let readings = grid.read(&rule.groups, rule.certainty);
            let mut seen = BTreeMap::<Verdict, usize>::new();
            for school in 0..grid.schools.len() {
                let of_school = |verdict: Verdict| {
                    let areas =
                        grid.edition.areas().iter().map(|area| grid.subject_place(&Subject::Area(*area)).unwrap());
                    areas.filter(|area| readings.verdict(school, *area, &rule) == verdict).count()
                };
                for verdict in [Verdict::DeepNeed, Verdict::Need, Verdict::Undecided, Verdict::Fine, Verdict::Strength]
                {
                    *seen.entry(verdict).or_default() += of_school(verdict);
                }
                assert!(of_school(Verdict::Strength) > 0, "{round}: every school has a strength");
                assert!(of_school(Verdict::Need) + of_school(Verdict::DeepNeed) > 0, "{round}: and a need");
            }
            assert!(seen.values().all(|count| *count > 0), "{round}: {seen:?}");
            let needs = seen[&Verdict::DeepNeed] + seen[&Verdict::Need];
            assert!((13..=22).contains(&needs), "{round}: {needs} needs of 40");
            assert!(grid.gaps(&rule, &|_| true).iter().any(|gap| gap.clear == Some(true)));
        }
    }

    #[test]
    fn what_happens_in_real_files_happens_here() {
        let workspace = Workspace::example(Lang::Hu, "example".into());
        let results: Vec<_> = workspace.surveys().map(|(_, result)| result).collect();
        assert_eq!(results.iter().filter(|r| !r.scores.contains_key(&Group::Students)).count(), 1);
        assert_eq!(results.iter().filter(|r| !r.corrections.is_empty()).count(), 1);
        let optional = |subject: &Subject| match subject {
            Subject::Item(code) => Catalogue::shipped().items[code].optional,
            Subject::Area(_) | Subject::Own(_) => false,
        };
        assert!(results.iter().any(|r| r.scores.values().any(|scores| scores.keys().any(optional))));
        assert!(results.iter().any(|r| r.scores[&Group::Teachers].keys().any(|s| matches!(s, Subject::Own(_)))));
        let contacts = workspace.schools.values().map(|school| &school.contact);
        assert!(contacts.clone().all(|contact| contact.ends_with("@example.org")), "{contacts:?}");
    }

    #[test]
    fn it_is_the_same_every_time_and_in_both_languages_alike() {
        let [en, hu] = Lang::ALL.map(|lang| Workspace::example(lang, "example".into()));
        assert_eq!(en, Workspace::example(Lang::En, "example".into()));
        assert_eq!(en.surveys.len(), hu.surveys.len());
        assert_eq!(en.surveys.len(), 14);
        assert_eq!([en.practices.len(), en.wishes.len(), en.pairings.len()], [9, 7, 2]);
        assert!(en.practices.values().all(|practice| !practice.helps_with.is_empty()));
    }
}
