//! The pairings of the plan, each with its reasons and what to make of it; and what is
//! accepted already.

use super::focus;
use super::plan::OfSchool;
use super::solving::{self, Solved, Solver};
use super::telling::{Card, Tag, Telling};
use crate::cluster::{Ban, PairKey, PairingState};
use crate::i18n::Lang;
use crate::matching::{Setting, Suggestion, Why};
use crate::ui::App;
use crate::ui::parts::{AT_ONCE, More};
use crate::ui::route::Route;
use crate::workspace::Workspace;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;

#[component]
pub fn Suggested() -> impl IntoView {
    let app = App::expect();
    let solver = Solver::expect();
    let OfSchool(of_school) = expect_context();
    let limit = RwSignal::new(AT_ONCE);
    let open = Memo::new(move |_| match solver.solved() {
        Some(solved) => still_open(&solved, &app.workspace(), of_school.get()),
        None => Vec::new(),
    });
    let cards = Memo::new(move |_| {
        let Some(solved) = solver.solved() else { return Vec::new() };
        let workspace = app.workspace();
        let telling = Telling { setting: &solved.setting, workspace: &workspace, lang: app.lang() };
        open.with(|open| open.iter().take(limit.get()).filter_map(|s| telling.card(*s)).collect::<Vec<Card>>())
    });
    let nothing = move || match of_school.get() {
        Some(_) => app.lang().suggested_none_here(),
        None => solver.solved().map_or("", |solved| why_nothing(&solved.setting, app.lang())),
    };
    view! {
        <section aria-labelledby="suggested">
            <h2 id="suggested" tabindex="-1">{move || app.lang().suggested_title()}</h2>
            <div class="sheet pairs">
                <For each=move || cards.get() key=|card| card.clone() let:card><SuggestedCard card=card/></For>
                <Show when=move || open.with(Vec::is_empty)><p class="pad">{nothing}</p></Show>
                <More left=Signal::derive(move || open.with(Vec::len).saturating_sub(limit.get())) limit=limit/>
            </div>
            <Show when=move || !open.with(Vec::is_empty)><p class="small muted">{move || app.lang().suggested_key()}</p></Show>
        </section>
    }
}

/// The suggestions that nobody has decided about since the plan was found.
fn still_open(solved: &Solved, workspace: &Workspace, of_school: Option<usize>) -> Vec<Suggestion> {
    let Solved { setting, plan, .. } = solved;
    let undecided = |suggestion: &&Suggestion| {
        setting.key(suggestion.school, suggestion.practice).is_some_and(|key| {
            let id = key.to_string();
            !workspace.pairings.contains_key(&id) && !workspace.bans.contains_key(&id)
        })
    };
    let of_it = |suggestion: &&Suggestion| {
        let giver = setting.practices.get(suggestion.practice).map(|offered| offered.school);
        of_school.is_none_or(|school| suggestion.school == school || giver == Some(school))
    };
    plan.suggestions.iter().filter(of_it).filter(undecided).copied().collect()
}

/// Why there is nothing to suggest.
fn why_nothing(setting: &Setting, lang: Lang) -> &'static str {
    let mut open = (0..setting.needs.len()).filter(|need| setting.needs[*need].met_by.is_none());
    match () {
        () if setting.needs.is_empty() => lang.nothing_no_needs(),
        () if open.all(|need| setting.helping(need).next().is_none()) && !setting.accepted.is_empty() => {
            lang.nothing_all_met()
        }
        () => lang.nothing_for_open(),
    }
}

/// Giving and receiving school.
fn direction(giver: String, receiver: String, lang: Lang) -> impl IntoView {
    view! {
        <h3>{giver}<span class="arrow" aria-hidden="true">"→"</span><span class="unseen">{lang.suggested_helps()}</span>{receiver}</h3>
    }
}

/// A need with its sign; the words tell what the colour does.
pub fn need_tag(tag: Tag, lang: Lang) -> impl IntoView {
    let words = if tag.deep { lang.verdict_deep_need() } else { lang.verdict_need() };
    view! {
        <span class="need-tag" class:is-deep=tag.deep title=words><span class="unseen">{words}": "</span>{tag.words}</span>
        " "<span class="small muted">{tag.detail}</span>
    }
}

#[component]
fn SuggestedCard(card: Card) -> impl IntoView {
    let app = App::expect();
    let solver = Solver::expect();
    let card = StoredValue::new(card);
    let accept = move |_| {
        let Some(solved) = solver.solved_untracked() else { return };
        let Some((key, pairing)) = card.with_value(|card| solved.setting.accept(card.suggestion())) else { return };
        let words = card.with_value(|card| app.lang_untracked().suggested_accepted(&card.practice, &card.receiver));
        app.edit_and_tell(words, |workspace| drop(workspace.pairings.insert(key.to_string(), Arc::new(pairing))));
        focus("suggested");
    };
    let decline = move |_| {
        card.with_value(|card| ban(app, &card.key, &card.practice, &card.receiver));
        focus("suggested");
    };
    let Card { key, giver, receiver, practice, form, need, also, lang, .. } = card.get_value();
    view! {
        <article class="pair keep">
            {direction(giver, receiver.clone(), lang)}
            <div class="act no-print">
                <button class="btn small" type="button" aria-label=lang.suggested_accept_one(&practice, &receiver) on:click=accept>{lang.suggested_accept()}</button>
                <button class="btn quiet small" type="button" aria-label=lang.suggested_not_one(&practice, &receiver) on:click=decline>{lang.suggested_not()}</button>
            </div>
            <p class="what"><a href=Route::Practice(key.practice).href()>{practice}</a>" "<span class="muted small">{form}</span></p>
            <p class="serves">{need_tag(need, lang)}</p>
            {also.map(|also| view! { <p class="small muted">{also}</p> })}
            <Reasons card=card/>
        </article>
    }
}

/// Takes a pair out of what is suggested.
pub fn ban(app: App, key: &PairKey, practice: &str, school: &str) {
    let words = app.lang_untracked().bans_none_again(practice, school);
    app.edit_and_tell(words, |workspace| drop(workspace.bans.insert(key.to_string(), Arc::new(Ban::default()))));
}

/// Why this pairing: in a small cluster at once, in a large network when it is asked for.
#[component]
fn Reasons(card: StoredValue<Card>) -> impl IntoView {
    let app = App::expect();
    let solver = Solver::expect();
    let opened = RwSignal::new(false);
    let why = RwSignal::new(None::<Arc<(Arc<Solved>, Why)>>);
    Effect::new(move || {
        let Some(solved) = solver.solved() else { return };
        if !solved.is_small() && !opened.get() {
            return;
        }
        let suggestion = card.with_value(Card::suggestion);
        spawn_local(async move {
            // The card may be gone before all is found, or belong to the next plan.
            let asked = solved.clone();
            let wanted = move || solver.shows(&asked) && why.try_get_untracked().is_some();
            if let Some(found) = solving::why(&solved, suggestion, wanted).await {
                let _ = why.try_set(Some(Arc::new((solved, found))));
            }
        });
    });
    let told = move || {
        let found = why.get()?;
        let (solved, why) = &*found;
        let workspace = app.workspace();
        let telling = Telling { setting: &solved.setting, workspace: &workspace, lang: app.lang() };
        let sentence = card.with_value(|card| telling.reasons(why, card));
        Some((sentence, telling.alternatives(why), solving::tries_all(solved)))
    };
    let told = Memo::new(move |_| told());
    let node = NodeRef::<html::Details>::new();
    let toggled = move |_| opened.set(node.get_untracked().is_some_and(|details| details.open()));
    let label = move || card.with_value(|card| app.lang().suggested_reasons_of(&card.practice, &card.receiver));
    let sentence = move || told.with(|told| told.as_ref().map(|(sentence, ..)| sentence.clone()));
    let inside = move || match told.get() {
        None => view! { <p class="muted">{app.lang().why_working()}</p> }.into_any(),
        Some((_, others, true)) if others.is_empty() => view! { <p>{app.lang().why_no_choice()}</p> }.into_any(),
        Some((_, others, all)) => {
            let others: Vec<_> = others.into_iter().map(|other| view! { <li>{other}</li> }).collect();
            let some = (!all).then(|| view! { <p class="muted">{app.lang().why_some_choices()}</p> });
            view! { <ul>{others}</ul> {some} }.into_any()
        }
    };
    view! {
        <p class="why small" aria-live="off">{sentence}</p>
        <details class="others small no-print" node_ref=node on:toggle=toggled>
            <summary aria-label=label>{move || app.lang().suggested_reasons()}</summary>
            {inside}
        </details>
    }
}

/// An accepted pairing as it is read.
#[derive(Clone, PartialEq)]
struct FixedPair {
    giver: String,
    receiver: String,
    practice: String,
    id: String,
    need: Option<String>,
    state: PairingState,
}

/// What is accepted and counts in this round; it stays as it is.
#[component]
pub fn Fixed() -> impl IntoView {
    let app = App::expect();
    let solver = Solver::expect();
    let limit = RwSignal::new(AT_ONCE);
    let all = Memo::new(move |_| solver.solved().map_or(0, |solved| solved.setting.accepted.len()));
    let pairs = Memo::new(move |_| {
        let Some(solved) = solver.solved() else { return Vec::new() };
        fixed_pairs(&solved.setting, &app.workspace(), app.lang(), limit.get())
    });
    let rows = move || {
        let lang = app.lang();
        let row = |pair: FixedPair| {
            view! {
                <article class="pair keep">
                    {direction(pair.giver, pair.receiver, lang)}
                    <div class="act"><span class="state-tag">{lang.pairing_state(pair.state)}</span></div>
                    <p class="what"><a href=Route::Practice(pair.id).href()>{pair.practice}</a></p>
                    {pair.need.map(|need| view! { <p class="serves small muted">{need}</p> })}
                </article>
            }
        };
        pairs.get().into_iter().map(row).collect::<Vec<_>>()
    };
    view! {
        <Show when=move || { all.get() > 0 }>
            <section aria-labelledby="fixed">
                <h2 id="fixed" tabindex="-1">{move || app.lang().fixed_title()}</h2>
                <p class="small muted lead no-print">{move || app.lang().fixed_words()}" "<a href=Route::Pairings.href()>{move || app.lang().fixed_all()}</a></p>
                <div class="sheet pairs">
                    {rows}
                    <More left=Signal::derive(move || all.get().saturating_sub(limit.get())) limit=limit/>
                </div>
            </section>
        </Show>
    }
}

fn fixed_pairs(setting: &Setting, workspace: &Workspace, lang: Lang, limit: usize) -> Vec<FixedPair> {
    let telling = Telling { setting, workspace, lang };
    let accepted = setting.accepted.iter().take(limit);
    let pairs = accepted.map(|accepted| {
        let (practice, receiver) = telling.pair(&accepted.key);
        let need = accepted.need.as_ref();
        FixedPair {
            giver: accepted.giver.map(|giver| telling.school(giver)).unwrap_or_default(),
            receiver,
            practice,
            id: accepted.key.practice.clone(),
            need: need.map(|subject| workspace.subject_called(setting.edition, subject, lang)),
            state: workspace.pairings.get(&accepted.key.to_string()).map(|p| p.state).unwrap_or_default(),
        }
    });
    pairs.collect()
}
