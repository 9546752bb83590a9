//! From a workspace to who helps whom: what counts as a need and as an offer, what stays
//! untouched, and that every reason given is true.

#![cfg(not(target_arch = "wasm32"))]

use kapocs::analysis::Scope;
use kapocs::cluster::{
    Agreement, Ban, Certainty, Helped, MatchRule, PairKey, Pairing, PairingState, Per, Practice, PracticeState, Role,
    School, Wanted, Wish,
};
use kapocs::i18n::Lang;
use kapocs::matching::{
    Aim, Balance, Bound, Conditions, Diary, Effect, Hints, Plan, Setting, Suggestion, TRIED, Timetable, WhatIf, Why,
    WhyUnmet, WhyUnused, clashes, overlapped, waiting, worth,
};
use kapocs::selfie::{Group, Level};
use kapocs::survey::{Mean, Score, SurveyResult};
use kapocs::workspace::bundle::{Contents, write};
use kapocs::workspace::{Book, ReplicaId, Workspace, record};
use proptest::prelude::*;
use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::sync::Arc;

const AREAS: [&str; 4] = ["A", "B", "C", "D"];

fn scope() -> Scope {
    Scope { level: Level::Primary, round: "r".into() }
}

/// Schools `s0`…, each with its means of some subjects; the value alone decides.
fn cluster(schools: &[&[(&str, f64)]]) -> Workspace {
    let mut workspace = Workspace::default();
    workspace.agree(Agreement { certainty: Certainty::ValueAlone, ..Agreement::default() });
    workspace.rounds.insert("r".into(), Arc::default());
    for (place, means) in schools.iter().enumerate() {
        let id = format!("s{place}");
        let mut result = SurveyResult::default();
        let scores = result.scores.entry(Group::Teachers).or_default();
        for (subject, mean) in *means {
            let score = Score { mean: Mean::new(*mean, 1).unwrap(), n: Some(20), spread: None };
            scores.insert(subject.parse().unwrap(), score);
        }
        workspace.surveys.insert(format!("{id}/primary/r"), Arc::new(result));
        workspace.schools.insert(id, Arc::new(School::default()));
    }
    workspace
}

fn offer(workspace: &mut Workspace, id: &str, school: &str, helps: &[&str], capacity: u32) {
    let helps_with = helps.iter().map(|subject| subject.parse().unwrap()).collect();
    let practice = Practice { school: school.into(), helps_with, capacity, ..Practice::default() };
    workspace.practices.insert(id.into(), Arc::new(practice));
}

fn setting(workspace: &Workspace) -> Setting {
    Setting::of(workspace, &scope(), &workspace.match_rule())
}

fn solve(setting: &Setting) -> Plan {
    setting.solve(&mut |_, _| true).unwrap()
}

/// `school/practice: need`, in order.
fn told(setting: &Setting, plan: &Plan) -> Vec<String> {
    let told =
        |s: &Suggestion| format!("{}: {}", setting.key(s.school, s.practice).unwrap(), setting.needs[s.need].subject);
    plan.suggestions.iter().map(told).collect()
}

fn planned(workspace: &Workspace) -> Vec<String> {
    let setting = setting(workspace);
    told(&setting, &solve(&setting))
}

fn accept(workspace: &mut Workspace, setting: &Setting, suggestion: Suggestion) {
    let (key, pairing) = setting.accept(suggestion).unwrap();
    workspace.pairings.insert(key.to_string(), Arc::new(pairing));
}

/// Two schools that can help each other, and one that nobody can help.
fn three() -> Workspace {
    let mut workspace = cluster(&[&[("A", 3.0), ("B", 4.5)], &[("A", 4.5), ("B", 3.5)], &[("C", 2.0), ("A", 3.8)]]);
    offer(&mut workspace, "p0", "s0", &["B"], 1);
    offer(&mut workspace, "p1", "s1", &["A"], 1);
    workspace
}

#[test]
fn needs_meet_practices_of_others() {
    let mut workspace = three();
    assert_eq!(
        planned(&workspace),
        ["s0/p1: A", "s1/p0: B"],
        "the greater need, when everybody gives and as many receive"
    );
    record(&mut workspace.practices, "p1").capacity = 2;
    assert_eq!(planned(&workspace), ["s0/p1: A", "s1/p0: B", "s2/p1: A"]);
    // A school's part in the table plays no role.
    record(&mut workspace.schools, "s0").role = Role::Mentor;
    assert_eq!(planned(&workspace).len(), 3);
    for (state, level) in [(PracticeState::Paused, None), (PracticeState::Offered, Some(Level::Vocational))] {
        let mut without = workspace.clone();
        let practice = record(&mut without.practices, "p1");
        practice.state = state;
        practice.levels = level.into_iter().collect();
        assert_eq!(planned(&without), ["s1/p0: B"]);
    }
    workspace.bans.insert("s0/p1".into(), Arc::new(Ban::default()));
    assert_eq!(planned(&workspace), ["s1/p0: B", "s2/p1: A"]);
}

#[test]
fn a_wish_decides_between_needs_that_are_nearly_as_great() {
    let mut workspace = cluster(&[&[("A", 3.0)], &[("A", 3.2)], &[("A", 4.5)]]);
    offer(&mut workspace, "p", "s2", &["A"], 1);
    assert_eq!(planned(&workspace), ["s0/p: A"]);
    let wish = |wanted| Arc::new(Wish { wanted, note: String::new() });
    workspace.wishes.insert("s1/p".into(), wish(Wanted::Somewhat));
    assert_eq!(planned(&workspace), ["s1/p: A"]);
    workspace.wishes.insert("s0/p".into(), wish(Wanted::Much));
    assert_eq!(planned(&workspace), ["s0/p: A"]);
    let setting = setting(&workspace);
    assert_eq!(solve(&setting).objective.severity, 100 + 50);
}

#[test]
fn by_items_an_area_stands_for_its_items() {
    let means: &[(&str, f64)] = &[("A1", 3.0), ("A2", 3.4), ("A3", 4.8), ("B", 3.9)];
    let mut workspace = cluster(&[means, &[("A1", 4.5), ("A2", 4.4), ("A3", 4.8)]]);
    offer(&mut workspace, "p1", "s1", &["A2"], 1);
    offer(&mut workspace, "p2", "s1", &["A"], 1);
    offer(&mut workspace, "p3", "s1", &["B"], 1);
    assert_eq!(planned(&workspace), ["s0/p1: A", "s0/p3: B"]);
    record(&mut workspace.match_rules, "rule").per = Per::Item;
    assert_eq!(planned(&workspace), ["s0/p2: A1", "s0/p1: A2"], "an area whose items nobody told is one need");
    record(&mut workspace.match_rules, "rule").receives = 3;
    assert_eq!(planned(&workspace), ["s0/p2: A1", "s0/p1: A2", "s0/p3: B"]);
}

#[test]
fn what_was_accepted_is_taken_out_with_its_place_and_its_load() {
    let mut workspace = three();
    record(&mut workspace.practices, "p1").capacity = 2;
    record(&mut workspace.match_rules, "rule").receives = 1;
    workspace.pairings.insert("s2/p1".into(), Arc::new(Pairing { need: "A".parse().ok(), ..Pairing::default() }));
    let now = setting(&workspace);
    let plan = solve(&now);
    assert_eq!(told(&now, &plan), ["s0/p1: A", "s1/p0: B"]);
    assert_eq!((plan.objective.receiving, plan.objective.giving, plan.objective.squares), (3, 2, 5));
    assert_eq!(plan.objective.severity, 20 + 100 + 50);

    let with = |state: PairingState, helped: Option<Helped>, round: &str| {
        let mut workspace = workspace.clone();
        let pairing = record(&mut workspace.pairings, "s2/p1");
        (pairing.state, pairing.helped, pairing.round) = (state, helped, round.into());
        offer(&mut workspace, "p9", "s0", &["A"], 1);
        planned(&workspace)
    };
    let (both, three) = (["s0/p1: A", "s1/p0: B"], ["s0/p1: A", "s1/p0: B", "s2/p9: A"]);
    assert_eq!(with(PairingState::UnderWay, None, "earlier"), both);
    assert_eq!(with(PairingState::Done, Some(Helped::Yes), "r"), both);
    assert_eq!(with(PairingState::Done, Some(Helped::Yes), "earlier"), three, "the need is there again");
    assert_eq!(with(PairingState::Dropped, None, "r"), three, "not the same once more");
    // Done and of no help: the need is open, but the school has had its one.
    assert_eq!(with(PairingState::Done, Some(Helped::No), "r"), both);
    record(&mut workspace.match_rules, "rule").receives = 2;
    let pairing = record(&mut workspace.pairings, "s2/p1");
    (pairing.state, pairing.helped, pairing.round) = (PairingState::Done, Some(Helped::No), "r".into());
    offer(&mut workspace, "p9", "s0", &["A"], 1);
    assert_eq!(planned(&workspace), three);
}

#[test]
fn a_pairing_for_an_area_serves_one_of_its_items_and_one_for_an_item_its_area() {
    let mut workspace = cluster(&[&[("A1", 3.0), ("A2", 3.4)], &[]]);
    offer(&mut workspace, "p1", "s1", &["A2"], 1);
    workspace.pairings.insert("s0/p1".into(), Arc::new(Pairing { need: "A".parse().ok(), ..Pairing::default() }));
    let met = |workspace: &Workspace, per| {
        let rule = MatchRule { per, ..MatchRule::default() };
        let setting = Setting::of(workspace, &scope(), &rule);
        let met = setting.needs.iter().filter(|need| need.met_by.is_some());
        met.map(|need| need.subject.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(met(&workspace, Per::Item), ["A2"], "the one that the practice helps with");
    assert_eq!(met(&workspace, Per::Area), ["A"]);
    record(&mut workspace.pairings, "s0/p1").need = "A1".parse().ok();
    assert_eq!(met(&workspace, Per::Item), ["A1"]);
    assert_eq!(met(&workspace, Per::Area), ["A"]);
    record(&mut workspace.pairings, "s0/p1").level = Some(Level::Vocational);
    assert!(met(&workspace, Per::Area).is_empty());
}

#[test]
fn every_reason_is_the_one_that_holds() {
    let mut workspace = three();
    let unmet = |workspace: &Workspace, school: usize, subject: &str| {
        let setting = setting(workspace);
        let need = setting.needs.iter().position(|n| n.school == school && n.subject.to_string() == subject).unwrap();
        WhyUnmet::of(&setting, &solve(&setting), workspace, need)
    };
    let unused = |workspace: &Workspace, id: &str| {
        let setting = setting(workspace);
        WhyUnused::of(&setting, &solve(&setting), workspace, &id.to_owned())
    };
    assert_eq!(unmet(&workspace, 2, "A"), Some(WhyUnmet::Full));
    assert_eq!(unmet(&workspace, 0, "A"), None);
    assert_eq!(unmet(&workspace, 2, "C"), Some(WhyUnmet::NobodyOffers { best: None }));
    let mut known = cluster(&[&[("C", 3.0)], &[("C", 3.4)]]);
    assert_eq!(unmet(&known, 0, "C"), Some(WhyUnmet::NobodyOffers { best: Some((1, 3.4)) }));
    offer(&mut known, "p", "s0", &["C1"], 1);
    assert_eq!(unmet(&known, 0, "C"), Some(WhyUnmet::OnlyItsOwn));
    workspace.bans.insert("s2/p1".into(), Arc::default());
    assert_eq!(unmet(&workspace, 2, "A"), Some(WhyUnmet::Closed));
    workspace.bans.clear();

    offer(&mut workspace, "p2", "s1", &["A", "C"], 1);
    record(&mut workspace.match_rules, "rule").receives = 1;
    assert_eq!(unmet(&workspace, 2, "A"), Some(WhyUnmet::ReceivesEnough));
    record(&mut workspace.match_rules, "rule").receives = 2;
    record(&mut workspace.practices, "p1").capacity = 0;
    let why = [unmet(&workspace, 2, "A"), unmet(&workspace, 2, "C"), unmet(&workspace, 0, "A")];
    assert!(why.contains(&Some(WhyUnmet::Full)) || why.contains(&Some(WhyUnmet::GoesForAnother)), "{why:?}");
    record(&mut workspace.practices, "p2").capacity = 9;
    assert_eq!(unmet(&workspace, 2, "A"), Some(WhyUnmet::GoesForAnother));

    assert_eq!(unused(&workspace, "p1"), Some(WhyUnused::NoCapacity));
    assert_eq!(unused(&workspace, "p2"), None);
    offer(&mut workspace, "q", "s0", &["D"], 1);
    assert_eq!(unused(&workspace, "q"), Some(WhyUnused::NoNeed));
    record(&mut workspace.practices, "q").helps_with.clear();
    assert_eq!(unused(&workspace, "q"), Some(WhyUnused::HelpsWithNothing));
    record(&mut workspace.practices, "q").levels.insert(Level::Vocational);
    assert_eq!(unused(&workspace, "q"), Some(WhyUnused::OtherLevel));
    record(&mut workspace.practices, "q").state = PracticeState::Withdrawn;
    assert_eq!(unused(&workspace, "q"), Some(WhyUnused::NotOffered(PracticeState::Withdrawn)));
    offer(&mut workspace, "q", "nobody", &["A"], 1);
    assert_eq!(unused(&workspace, "q"), Some(WhyUnused::NoSchool));
    offer(&mut workspace, "q", "s0", &["B"], 1);
    assert_eq!(unused(&workspace, "q"), Some(WhyUnused::OthersServe));
    workspace.bans.insert("s1/q".into(), Arc::default());
    assert_eq!(unused(&workspace, "q"), Some(WhyUnused::Closed));
    workspace.pairings.insert("s1/p0".into(), Arc::new(Pairing { need: "B".parse().ok(), ..Pairing::default() }));
    assert_eq!(unused(&workspace, "q"), Some(WhyUnused::AllServed));
    let mut workspace = three();
    record(&mut workspace.match_rules, "rule").receives = 0;
    assert_eq!(unused(&workspace, "p0"), Some(WhyUnused::TheyReceiveEnough));
}

#[test]
fn what_would_be_otherwise_is_told() {
    let workspace = three();
    let now = setting(&workspace);
    let plan = solve(&now);
    let why = Why::of(&now, &plan, plan.suggestions[0], &mut |_, _| true).unwrap();
    assert!(why.only_offer && why.greatest_need && why.wish.is_none() && why.other_practices.is_empty());
    let without = why.without.as_ref().expect("it is always tried");
    assert_eq!((without.worse, without.left_out.as_slice()), (Some(Aim::Severity), &[0][..]));
    let [(other, otherwise)] = why.other_schools.as_slice() else { panic!("{why:?}") };
    assert_eq!((*other, otherwise.worse, otherwise.left_out.as_slice()), (2, Some(Aim::Severity), &[0][..]));
    assert_eq!(Why::of(&now, &plan, plan.suggestions[0], &mut |_, _| false), None);

    let effect = |what_if: WhatIf| Effect::of(&now, &plan, &workspace, &what_if, &mut |_, _| true).unwrap();
    let more = effect(WhatIf::Capacity("p1".into(), 2));
    assert_eq!((more.gained.as_slice(), more.lost.as_slice()), (&[PairKey::new("s2", "p1")][..], &[][..]));
    assert!(more.after > more.before);
    let practice = Practice { school: "s0".into(), helps_with: ["C".parse().unwrap()].into(), ..Practice::default() };
    let offered = effect(WhatIf::Offer(Box::new(practice)));
    assert_eq!(offered.gained, [PairKey::new("s2", TRIED)]);
    let banned = effect(WhatIf::Ban(PairKey::new("s0", "p1")));
    assert_eq!((banned.gained, banned.lost), (vec![PairKey::new("s2", "p1")], vec![PairKey::new("s0", "p1")]));
    let none = effect(WhatIf::Receives(0));
    assert_eq!((none.after.receiving, none.lost.len()), (0, 2));
    assert_eq!(workspace, three(), "nothing was done");
}

#[test]
fn what_was_done_in_other_rounds_is_told_apart() {
    let mut workspace = three();
    workspace.rounds.insert("before".into(), Arc::default());
    let past = |round: &str, state| Arc::new(Pairing { round: round.into(), state, ..Pairing::default() });
    workspace.pairings.insert("s1/p0".into(), past("before", PairingState::Done));
    workspace.pairings.insert("s2/p1".into(), past("before", PairingState::Dropped));
    workspace.pairings.insert("s0/p1".into(), past("r", PairingState::Done));
    let now = setting(&workspace);
    let given_received = |shares: &[kapocs::matching::Share]| -> Vec<(u32, u32)> {
        shares.iter().map(|share| (share.given, share.received)).collect()
    };
    assert_eq!(given_received(&now.earlier(&workspace).shares), [(1, 0), (0, 1), (0, 0)]);
    assert_eq!(given_received(&Balance::of(&now, &now.agreed()).shares), [(0, 1), (1, 0), (0, 0)]);
}

#[test]
fn favourites_alone_would_be_uneven() {
    let schools: [&[(&str, f64)]; 5] = [&[("A", 4.5)], &[("A", 3.0)], &[("A", 3.1)], &[("A", 3.2)], &[("A", 3.3)]];
    let mut workspace = cluster(&schools);
    for school in 0..3 {
        offer(&mut workspace, &format!("p{school}"), &format!("s{school}"), &["A"], 2);
    }
    for school in 1..5 {
        workspace.wishes.insert(format!("s{school}/p0"), Arc::default());
    }
    record(&mut workspace.match_rules, "rule").receives = 1;
    let now = setting(&workspace);
    let (plan, favourites) = (solve(&now), now.favourites());
    assert_eq!(told(&now, &favourites), ["s1/p0: A", "s2/p0: A", "s3/p0: A", "s4/p0: A"]);
    let (fair, uneven) = (Balance::of(&now, &plan), Balance::of(&now, &favourites));
    assert_eq!((fair.spread(), uneven.spread()), ((2, 0), (4, 0)));
    assert_eq!((fair.too_many, uneven.too_many, uneven.unused.as_slice()), (0, 2, &[1, 2][..]));
    assert_eq!(fair.shares.iter().map(|share| share.given).sum::<u32>(), 4);
    assert_eq!(fair.shares.iter().map(|share| share.received).collect::<Vec<_>>(), [0, 1, 1, 1, 1]);
}

#[test]
fn hints_say_what_is_missing_and_what_is_alike() {
    let mut workspace = three();
    offer(&mut workspace, "p2", "s2", &["A"], 1);
    let hints = Hints::of(&workspace, &scope(), Per::Area);
    let nobody: Vec<String> = hints.nobody.iter().map(|hint| format!("{} {:?}", hint.subject, hint.schools)).collect();
    assert_eq!(nobody, [r#"C ["s2"]"#]);
    assert!(hints.strengths.is_empty());
    let alike = [("p1".to_owned(), "p2".to_owned())];
    assert_eq!(hints.similar, alike);
    offer(&mut workspace, "p3", "s1", &["A"], 1);
    let hints = Hints::of(&workspace, &scope(), Per::Area);
    assert_eq!(hints.similar, [alike, [("p2".to_owned(), "p3".to_owned())]].concat(), "p1 and p3 are of one school");
    workspace.practices.remove("p3");
    record(&mut workspace.practices, "p0").state = PracticeState::Paused;
    let hints = Hints::of(&workspace, &scope(), Per::Area);
    let strengths: Vec<_> = hints.strengths.iter().map(|s| (s.school.as_str(), s.value, s.needed_by)).collect();
    assert_eq!(strengths, [("s0", 4.5, 1)], "a high score is not a practice, but worth a question");
}

#[test]
fn sessions_take_the_first_dates_that_suffice_and_clashes_are_found() {
    let mut workspace = cluster(&[&[("A", 3.0)], &[("B", 3.0)], &[("C", 3.0)], &[]]);
    for (practice, school) in [("p0", "s0"), ("p1", "s1"), ("p2", "s2")] {
        offer(&mut workspace, practice, school, &["D"], 3);
    }
    let day = |day: i8| jiff::civil::date(2022, 3, day).at(15, 0, 0, 0);
    record(&mut workspace.match_rules, "rule").slots =
        (1..=8).map(day).chain([day(1).date().at(15, 30, 0, 0)]).collect();
    for id in ["s1/p0", "s2/p1", "s0/p2"] {
        workspace.pairings.insert(id.into(), Arc::default());
    }
    let table = |workspace: &Workspace, from| Timetable::of(workspace, from);
    let first = table(&workspace, None);
    assert_eq!((first.dates, first.fewest.count, &first.fewest.bound), (3, 3, &Bound::Among(vec![0, 1, 2])));
    assert_eq!(first.sessions.iter().map(|session| session.at).collect::<Vec<_>>(), [day(1), day(2), day(3)]);
    assert!(table(&workspace, Some(day(4))).sessions.iter().all(|session| session.at >= day(4)));
    assert_eq!(table(&workspace, Some(day(7))).unplaced.len(), 1, "two dates for three");

    // A session that people have set blocks its schools, and stays.
    record(&mut workspace.pairings, "s1/p0").sessions.insert(day(1));
    let second = table(&workspace, None);
    assert_eq!(second.sessions.iter().map(|session| session.at).collect::<Vec<_>>(), [day(2), day(3)]);
    assert_eq!(waiting(&workspace).len(), 2);
    let mut taken = workspace.clone();
    second.write(&mut taken);
    assert!(waiting(&taken).is_empty() && clashes(&taken).is_empty());
    let diary = Diary::of(&taken);
    assert_eq!(diary.by_time().map(|(at, keys)| (at, keys.len())).collect::<Vec<_>>(), [1, 2, 3].map(|d| (day(d), 1)));
    assert!(diary.is_busy(&"s1".into(), day(1), None) && !diary.is_busy(&"s2".into(), day(1), None));
    assert!(
        !diary.is_busy(&"s1".into(), day(1), Some(&PairKey::new("s1", "p0"))),
        "its own session is in nobody's way"
    );
    assert!(clashes(&workspace).is_empty());
    record(&mut workspace.pairings, "s2/p1").sessions.insert(day(1).date().at(15, 59, 0, 0));
    let clash = clashes(&workspace);
    assert_eq!(clash.len(), 1);
    assert_eq!((clash[0].school.as_str(), clash[0].one.0.to_string().as_str()), ("s1", "s1/p0"));
    record(&mut workspace.pairings, "s2/p1").state = PairingState::Dropped;
    assert!(clashes(&workspace).is_empty());
}

/// Schools `s0` to `s3`, each with a practice of the same number, and pairings that are agreed on.
fn agreed(pairings: &[&str], dates: &[jiff::civil::DateTime]) -> Workspace {
    let mut workspace = cluster(&[&[], &[], &[], &[]]);
    for (practice, school) in [("p0", "s0"), ("p1", "s1"), ("p2", "s2"), ("p3", "s3")] {
        offer(&mut workspace, practice, school, &["D"], 3);
    }
    workspace.pairings = pairings.iter().map(|id| ((*id).to_owned(), Arc::default())).collect();
    record(&mut workspace.match_rules, "rule").slots = dates.iter().copied().collect();
    workspace
}

#[test]
fn sessions_wait_for_a_date_on_which_everybody_is_free() {
    let dates = [11, 18, 25].map(|day| jiff::civil::date(2027, 1, day).at(14, 0, 0, 0));
    let mut workspace = agreed(&["s0/p1", "s2/p3", "s3/p2", "s1/p0"], &dates);
    let table = |workspace: &Workspace| {
        let table = Timetable::of(workspace, None);
        assert!(table.unplaced.is_empty() && table.no_more && table.no_fewer);
        let sessions = table.sessions.iter().map(|session| (session.key.to_string(), session.at));
        (sessions.collect::<Vec<_>>(), table.dates, table.fewest.count)
    };
    let at = |id: &str, place: usize| (id.to_owned(), dates[place]);
    record(&mut workspace.pairings, "s3/p2").sessions.insert(dates[0]);
    record(&mut workspace.pairings, "s1/p0").sessions.insert(dates[2]);
    assert_eq!(table(&workspace), (vec![at("s0/p1", 1), at("s2/p3", 1)], 1, 1));
    // Now on each date somebody is elsewhere.
    record(&mut workspace.pairings, "s1/p0").sessions.insert(dates[1]);
    assert_eq!(table(&workspace), (vec![at("s0/p1", 0), at("s2/p3", 1)], 2, 1));
}

#[test]
fn as_many_sessions_as_can_be_find_a_date() {
    let at = |hour, minute| jiff::civil::date(2027, 1, 11).at(hour, minute, 0, 0);
    let mut workspace = agreed(&["s0/p1", "s2/p0", "s3/p1"], &[at(14, 0), at(14, 30)]);
    let table = Timetable::of(&workspace, None);
    let told: Vec<String> = table.sessions.iter().map(|session| session.key.to_string()).collect();
    assert_eq!(told, ["s2/p0", "s3/p1"]);
    assert_eq!((table.unplaced, table.no_more), (vec![PairKey::new("s0", "p1")], true));

    // The other date begins before the first is over.
    let rule = record(&mut workspace.match_rules, "rule");
    assert_eq!([at(14, 0), at(14, 30)].map(|date| overlapped(rule, date)), [None, Some(at(14, 0))]);
    rule.slots.insert(at(15, 0));
    assert_eq!(overlapped(rule, at(15, 0)), None, "what is left out is in nobody's way");
    rule.minutes = 30;
    assert_eq!(overlapped(rule, at(14, 30)), None);
    assert!(Timetable::of(&workspace, None).unplaced.is_empty());
}

fn any_cluster() -> impl Strategy<Value = Workspace> {
    let means = prop::collection::vec(prop::collection::vec(prop::option::of(28u32..46), AREAS.len()), 2..=5);
    let offers = prop::collection::vec((0usize..5, prop::collection::btree_set(0usize..4, 1..=2), 0u32..=3), 0..=6);
    let pairs = || prop::collection::btree_set((0usize..5, 0usize..6), 0..=4);
    (means, offers, pairs(), pairs(), 0u32..=3).prop_map(|(means, offers, wishes, bans, receives)| {
        let means: Vec<Vec<(&str, f64)>> = means
            .iter()
            .map(|means| {
                let known = AREAS.into_iter().zip(means);
                known.filter_map(|(area, tenths)| Some((area, f64::from((*tenths)?) / 10.0))).collect()
            })
            .collect();
        let schools: Vec<&[(&str, f64)]> = means.iter().map(Vec::as_slice).collect();
        let mut workspace = cluster(&schools);
        for (place, (school, areas, capacity)) in offers.into_iter().enumerate() {
            let helps: Vec<&str> = areas.into_iter().map(|area| AREAS[area]).collect();
            offer(&mut workspace, &format!("p{place}"), &format!("s{school}"), &helps, capacity);
        }
        let id = |(school, practice): (usize, usize)| format!("s{school}/p{practice}");
        workspace.wishes = wishes.into_iter().map(|pair| (id(pair), Arc::default())).collect();
        workspace.bans = bans.into_iter().map(|pair| (id(pair), Arc::default())).collect();
        record(&mut workspace.match_rules, "rule").receives = receives;
        workspace
    })
}

/// As `Setting::favourites`, with every choice written down and sorted.
fn plain_favourites(setting: &Setting) -> Vec<Suggestion> {
    let liked = |practice: usize| {
        let wishes = setting.wishes.iter().filter(|((_, wished), _)| *wished == practice);
        wishes.map(|(_, wanted)| worth(*wanted)).sum::<u32>()
    };
    let mut favourites = Vec::new();
    for school in 0..setting.schools.len() {
        let mut choices = Vec::new();
        for need in setting.needs_of(school).filter(|need| setting.needs[*need].met_by.is_none()) {
            let open = setting.helping(need).filter(|practice| !setting.closed.contains(&(school, *practice)));
            choices.extend(open.map(|practice| Suggestion { school, practice, need }));
        }
        choices.sort_by_key(|choice| {
            let wish = setting.wishes.get(&(school, choice.practice));
            (Reverse(wish), Reverse(setting.needs[choice.need].severity), Reverse(liked(choice.practice)), *choice)
        });
        let mut room = (setting.rule.receives as usize)
            .saturating_sub(setting.accepted.iter().filter(|accepted| accepted.school == school).count());
        let mut taken: Vec<Suggestion> = Vec::new();
        for choice in choices {
            if room > 0 && !taken.iter().any(|other| other.need == choice.need || other.practice == choice.practice) {
                room -= 1;
                taken.push(choice);
            }
        }
        favourites.extend(taken);
    }
    favourites.sort_by_key(|suggestion| suggestion.need);
    favourites
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    /// Accepting some suggestions changes nothing of what can be reached, and what was
    /// accepted is never suggested again.
    #[test]
    fn accepting_part_of_a_plan_leaves_the_rest_as_good(workspace in any_cluster(), accepted: [bool; 16]) {
        let now = setting(&workspace);
        let plan = solve(&now);
        let mut later = workspace.clone();
        for (suggestion, _) in plan.suggestions.iter().zip(accepted).filter(|(_, yes)| *yes) {
            accept(&mut later, &now, *suggestion);
        }
        let then = setting(&later);
        let again = solve(&then);
        prop_assert_eq!(again.objective, plan.objective);
        for suggestion in &again.suggestions {
            let key = then.key(suggestion.school, suggestion.practice).unwrap().to_string();
            prop_assert!(!later.pairings.contains_key(&key));
        }
        for school in 0..then.schools.len() {
            let received = again.of_school(school).count() + then.accepted.iter().filter(|a| a.school == school).count();
            prop_assert!(received <= then.rule.receives as usize);
        }
    }

    #[test]
    fn favourites_are_those_of_the_plain_rule(workspace in any_cluster()) {
        let now = setting(&workspace);
        prop_assert_eq!(now.favourites().suggestions, plain_favourites(&now));
    }

    /// Nothing forced is better; every need and practice left over has its reason, and the
    /// reason for a full or a busy school goes away with more room.
    #[test]
    fn reasons_are_whole(workspace in any_cluster()) {
        let now = setting(&workspace);
        let plan = solve(&now);
        for suggestion in &plan.suggestions {
            let why = Why::of(&now, &plan, *suggestion, &mut |_, _| true).unwrap();
            let without = why.without.as_ref().expect("it is always tried");
            prop_assert!(without.plan.objective <= plan.objective);
            for (_, other) in why.other_practices.iter().chain(&why.other_schools) {
                prop_assert!(other.plan.objective <= without.plan.objective);
                prop_assert_eq!(other.worse.is_none(), other.plan.objective == plan.objective);
            }
        }
        let (served, all): (BTreeSet<usize>, _) = (plan.suggestions.iter().map(|s| s.need).collect(), 0..now.needs.len());
        for need in all {
            let why = WhyUnmet::of(&now, &plan, &workspace, need);
            prop_assert_eq!(why.is_none(), served.contains(&need));
            if why == Some(WhyUnmet::ReceivesEnough) {
                let school = now.needs[need].school;
                prop_assert_eq!(plan.of_school(school).count(), now.rule.receives as usize);
            }
        }
        for id in workspace.practices.keys() {
            let used = now.practice_place(id).is_some_and(|p| plan.suggestions.iter().any(|s| s.practice == p));
            prop_assert_eq!(WhyUnused::of(&now, &plan, &workspace, id).is_none(), used);
        }
        for school in 0..now.schools.len() {
            for practice in 0..now.practices.len() {
                let pinned = [(school, practice)].into();
                let forced = now.solve_under(&Conditions { pinned, ..Conditions::default() }, &mut |_, _| true).unwrap();
                prop_assert!(forced.objective <= plan.objective);
            }
        }
    }
}

/// The example in a file, and what `kapocs` says of it.
fn kapocs(arguments: &[&str]) -> (i32, String, String) {
    let file = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("example.kapocs.json");
    let book = Book::new(Workspace::example(Lang::En, "example".into()), ReplicaId(1), 0);
    std::fs::write(&file, write(&book, Contents::Everything, 0)).unwrap();
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_kapocs"))
        .arg("match")
        .arg(&file)
        .args(arguments)
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

#[test]
fn the_example_is_matched_from_a_terminal() {
    let (status, plan, errors) = kapocs(&[]);
    assert_eq!((status, errors.as_str()), (0, ""));
    insta::assert_snapshot!(plan);
    let (_, one, _) = kapocs(&["--receives", "1", "--per", "item", "--round", "2021 Autumn", "--level", "primary"]);
    let plan: serde_json::Value = serde_json::from_str(&one).unwrap();
    assert_eq!((&plan["receives"], &plan["per"], &plan["round"]), (&1.into(), &"item".into(), &"2021-autumn".into()));
    let pairings = plan["pairings"].as_array().unwrap();
    assert!(pairings.iter().all(|pairing| pairing["need"].as_str().is_some_and(|need| need.len() > 1)));
    let (_, instance, _) = kapocs(&["--instance"]);
    let instance: serde_json::Value = serde_json::from_str(&instance).unwrap();
    assert_eq!(instance["schools"].as_array().map(Vec::len), Some(5));
    let (status, out, errors) = kapocs(&["--round", "2019", "--lang", "hu"]);
    assert_eq!((status, out.as_str()), (2, ""));
    assert!(errors.contains("nincs ilyen szintű és fordulójú"), "{errors}");
}
