//! What the plan leaves open and why: needs without help, practices that nobody takes, and
//! pairs that people do not want to be suggested.

use super::solving::{Solved, Solver};
use super::suggested::need_tag;
use super::telling::{Tag, Telling};
use super::what_if::Trial;
use crate::cluster::{Ban, PairKey, Practice, PracticeId};
use crate::i18n::Lang;
use crate::matching::{Setting, WhatIf, WhyUnmet, WhyUnused};
use crate::selfie::Subject;
use crate::ui::App;
use crate::ui::parts::{AT_ONCE, More, TextField};
use crate::ui::route::Route;
use crate::workspace::{Kind, Workspace, record};
use leptos::prelude::*;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Something to try, and what its button says.
type Idea = (WhatIf, String);

/// A need that nobody serves; or all of one kind, where nobody offers anything.
#[derive(Clone, PartialEq)]
struct UnmetRow {
    schools: String,
    tag: Tag,
    why: String,
    idea: Option<Idea>,
}

#[component]
pub fn Unmet() -> impl IntoView {
    let app = App::expect();
    let solver = Solver::expect();
    let trial = Trial::expect();
    let limit = RwSignal::new(AT_ONCE);
    let open = Memo::new(move |_| solver.solved().map(|solved| unmet_needs(&solved)).unwrap_or_default());
    let rows = Memo::new(move |_| {
        let Some(solved) = solver.solved() else { return (Vec::new(), 0) };
        open.with(|open| unmet_rows(&solved, &app.workspace(), app.lang(), open, limit.get()))
    });
    let list = move || {
        let lang = app.lang();
        let row = |row: UnmetRow| {
            view! {
                <li class="keep">
                    <p>{need_tag(row.tag, lang)}</p>
                    <p><strong>{row.schools}</strong></p>
                    <p class="muted">{row.why}</p>
                    {row.idea.map(|idea| try_button(trial, idea))}
                </li>
            }
        };
        rows.with(|(rows, _)| rows.iter().cloned().map(row).collect::<Vec<_>>())
    };
    view! {
        <section class="sheet pad" aria-labelledby="unmet">
            <h2 id="unmet">{move || app.lang().unmet_title()}</h2>
            <Show when=move || open.with(|open| !open.is_empty()) fallback=move || view! { <p class="small muted">{app.lang().unmet_none()}</p> }>
                <ul class="plain small">{list}</ul>
                <More left=Signal::derive(move || rows.with(|(_, left)| *left)) limit=limit/>
            </Show>
        </section>
    }
}

/// Whether no row above offers the same: one button for it is enough.
fn is_new<'a>(idea: &Idea, mut above: impl Iterator<Item = &'a Option<Idea>>) -> bool {
    above.all(|other| other.as_ref() != Some(idea))
}

/// Leads to the trial of an idea.
fn try_button(trial: Trial, (what_if, words): Idea) -> impl IntoView {
    view! { <button class="btn small no-print" type="button" on:click=move |_| trial.try_it(what_if.clone())>{words}</button> }
}

/// Places of the needs without help, the greatest first.
fn unmet_needs(solved: &Solved) -> Vec<usize> {
    let Solved { setting, plan, .. } = solved;
    let served: BTreeSet<usize> = plan.suggestions.iter().map(|suggestion| suggestion.need).collect();
    let mut open: Vec<usize> = (0..setting.needs.len())
        .filter(|need| setting.needs[*need].met_by.is_none() && !served.contains(need))
        .collect();
    open.sort_by_key(|need| Reverse(setting.needs[*need].severity));
    open
}

/// The first rows, and how many needs are left.
fn unmet_rows(
    solved: &Solved,
    workspace: &Workspace,
    lang: Lang,
    open: &[usize],
    limit: usize,
) -> (Vec<UnmetRow>, usize) {
    let Solved { setting, plan, .. } = solved;
    let telling = Telling { setting, workspace, lang };
    let mut rows = Vec::new();
    let mut told: BTreeSet<&Subject> = BTreeSet::new();
    let mut seen = 0;
    for &place in open {
        if rows.len() == limit {
            break;
        }
        seen += 1;
        let (Some(need), Some(tag)) = (setting.needs.get(place), telling.tag(place)) else { continue };
        let Some(why) = WhyUnmet::of(setting, plan, workspace, place) else { continue };
        let nobody = matches!(why, WhyUnmet::NobodyOffers { .. });
        // Where nobody offers anything, all schools that need it stand in one row.
        if nobody && !told.insert(&need.subject) {
            continue;
        }
        let (schools, tag) = match nobody {
            true => everybody(telling, open, &need.subject),
            false => (telling.school(need.school), tag),
        };
        let idea =
            idea_for(telling, place, &why).filter(|idea| is_new(idea, rows.iter().map(|row: &UnmetRow| &row.idea)));
        rows.push(UnmetRow { schools, tag, why: telling.unmet(&why), idea });
    }
    (rows, open.len() - seen)
}

/// All schools that need something, each with its value.
fn everybody(telling: Telling<'_>, open: &[usize], subject: &Subject) -> (String, Tag) {
    let Telling { setting, lang, .. } = telling;
    let needs: Vec<_> =
        open.iter().filter_map(|place| setting.needs.get(*place)).filter(|n| n.subject == *subject).collect();
    let named: Vec<String> =
        needs.iter().map(|need| format!("{} {}", telling.school(need.school), lang.decimal(need.value, 1))).collect();
    let words = needs.first().map(|need| telling.about(need)).unwrap_or_default();
    let deep = needs.iter().any(|need| need.is_deep(&setting.agreement));
    (named.join(", "), Tag { deep, words, detail: String::new() })
}

/// What could be tried against it.
fn idea_for(telling: Telling<'_>, place: usize, why: &WhyUnmet) -> Option<Idea> {
    let Telling { setting, lang, .. } = telling;
    let need = setting.needs.get(place)?;
    match why {
        WhyUnmet::NobodyOffers { best } => {
            let other = || (0..setting.schools.len()).find(|school| *school != need.school);
            let school = setting.schools.get(best.map(|(school, _)| school).or_else(other)?)?.clone();
            let helps_with = BTreeSet::from([need.subject.clone()]);
            let offer = Practice { school, helps_with, ..Practice::default() };
            Some((WhatIf::Offer(Box::new(offer)), lang.whatif_somebody().to_owned()))
        }
        WhyUnmet::ReceivesEnough => Some(one_more_each(setting, lang)),
        WhyUnmet::Full => {
            let open = |practice: &usize| !setting.closed.contains(&(need.school, *practice));
            let practice = setting.helping(place).find(open)?;
            let offered = setting.practices.get(practice)?;
            let more = WhatIf::Capacity(offered.id.clone(), offered.capacity.saturating_add(1));
            Some((more, lang.whatif_one_more(telling.practice(practice))))
        }
        WhyUnmet::OnlyItsOwn | WhyUnmet::Closed | WhyUnmet::GoesForAnother => None,
    }
}

fn one_more_each(setting: &Setting, lang: Lang) -> Idea {
    let receives = setting.rule.receives.saturating_add(1);
    (WhatIf::Receives(receives), lang.whatif_allow(receives as usize))
}

/// A practice that nobody takes.
#[derive(Clone, PartialEq)]
struct UnusedRow {
    id: PracticeId,
    practice: String,
    school: String,
    why: String,
    idea: Option<Idea>,
}

#[component]
pub fn UnusedList() -> impl IntoView {
    let app = App::expect();
    let solver = Solver::expect();
    let trial = Trial::expect();
    let limit = RwSignal::new(AT_ONCE);
    let rows = Memo::new(move |_| {
        let Some(solved) = solver.solved() else { return (Vec::new(), 0) };
        unused_rows(&solved, &app.workspace(), app.lang(), limit.get())
    });
    let row = move |row: UnusedRow| {
        view! {
            <li class="keep">
                <p><a href=Route::Practice(row.id).href()>{row.practice}</a>" · "{row.school}</p>
                <p class="muted">{row.why}</p>
                {row.idea.map(|idea| try_button(trial, idea))}
            </li>
        }
    };
    let list = move || rows.with(|(rows, _)| rows.iter().cloned().map(row).collect::<Vec<_>>());
    view! {
        <section class="sheet pad" aria-labelledby="unused">
            <h2 id="unused">{move || app.lang().unused_title()}</h2>
            <Show when=move || rows.with(|(rows, _)| !rows.is_empty()) fallback=move || view! { <p class="small muted">{app.lang().unused_none()}</p> }>
                <ul class="plain small">{list}</ul>
                <More left=Signal::derive(move || rows.with(|(_, left)| *left)) limit=limit/>
            </Show>
        </section>
    }
}

fn unused_rows(solved: &Solved, workspace: &Workspace, lang: Lang, limit: usize) -> (Vec<UnusedRow>, usize) {
    let Solved { setting, plan, .. } = solved;
    let mut used: BTreeSet<&PracticeId> = setting.accepted.iter().map(|accepted| &accepted.key.practice).collect();
    used.extend(plan.suggestions.iter().filter_map(|s| setting.practices.get(s.practice)).map(|offered| &offered.id));
    let mut unused = workspace.practices.iter().filter(|(id, _)| !used.contains(id));
    let mut rows = Vec::new();
    for (id, practice) in unused.by_ref().take(limit) {
        let Some(why) = WhyUnused::of(setting, plan, workspace, id) else { continue };
        let idea = match why {
            WhyUnused::TheyReceiveEnough => Some(one_more_each(setting, lang)),
            WhyUnused::NoCapacity => {
                let words = lang.whatif_one_more(workspace.practice_called(id));
                Some((WhatIf::Capacity(id.clone(), 1), words))
            }
            _ => None,
        };
        let idea = idea.filter(|idea| is_new(idea, rows.iter().map(|row: &UnusedRow| &row.idea)));
        rows.push(UnusedRow {
            id: id.clone(),
            practice: workspace.practice_called(id).to_owned(),
            school: workspace.school_called(&practice.school).to_owned(),
            why: lang.why_unused(why),
            idea,
        });
    }
    (rows, unused.count())
}

/// Pairs that are not suggested, with a word about why, and the way back.
#[component]
pub fn Bans() -> impl IntoView {
    let app = App::expect();
    let bans = app.read(|workspace| {
        let known = |key: &PairKey| {
            workspace.practices.contains_key(&key.practice) && workspace.schools.contains_key(&key.school)
        };
        let keys = workspace.bans.keys().filter_map(|id| PairKey::from_id(id)).filter(known);
        let named = keys.map(|key| {
            let names =
                (workspace.practice_called(&key.practice).to_owned(), workspace.school_called(&key.school).to_owned());
            (key.to_string(), names)
        });
        named.collect::<BTreeMap<String, (String, String)>>()
    });
    view! {
        <Show when=move || bans.with(|bans| !bans.is_empty())>
            <section class="sheet pad" aria-labelledby="bans">
                <h2 id="bans">{move || app.lang().bans_title()}</h2>
                <ul class="plain small">
                    <For each=move || bans.get() key=|ban| ban.clone() let:ban><BanRow id=ban.0 names=ban.1/></For>
                </ul>
            </section>
        </Show>
    }
}

#[component]
fn BanRow(id: String, names: (String, String)) -> impl IntoView {
    let app = App::expect();
    let (practice, school) = names.clone();
    let id = StoredValue::new(id);
    let names = StoredValue::new(names);
    let reason =
        app.read(move |w| id.with_value(|id| w.bans.get(id).map(|ban| ban.reason.clone())).unwrap_or_default());
    let say = move |words: fn(Lang, &str, &str) -> String| {
        names.with_value(|(practice, school)| words(app.lang(), practice, school))
    };
    let allow = move |_| {
        let words = names.with_value(|(practice, school)| app.lang_untracked().bans_allowed(practice, school));
        app.edit_and_tell(words, |workspace| id.with_value(|id| drop(workspace.bans.remove(id))));
        super::focus("suggested");
    };
    let keep = move |text: String| {
        app.edit(|w| id.with_value(|id| record::<Ban>(&mut w.bans, id).reason = text.trim().to_owned()));
    };
    let hint = MaybeProp::derive(move || {
        let open = id.with_value(|id| app.open_hint(Kind::Bans, id, "reason"));
        open.or_else(|| Some(app.lang().bans_reason_hint().to_owned()))
    });
    view! {
        <li class="keep">
            <p><strong>{practice}</strong>" · "{school}</p>
            <div class="no-print">
                <TextField bare=true label=Signal::derive(move || say(|lang, p, s| lang.bans_reason(p, s)))
                    hint=hint value=reason on_keep=keep/>
            </div>
            <button class="btn small no-print" type="button" aria-label=move || say(|lang, p, s| lang.bans_allow_one(p, s)) on:click=allow>
                {move || app.lang().bans_allow()}
            </button>
        </li>
    }
}
