//! One pairing: who helps whom with what, how far it is, and all that is kept of it.

use super::moment::{MomentForm, MoveChoice, a_week_after, move_session};
use super::{Pairs, called};
use crate::cluster::{Helped, PairKey, Pairing, PairingState, SurveyKey, link};
use crate::i18n::Lang;
use crate::selfie::Edition;
use crate::ui::decide::Changes;
use crate::ui::keeping::today;
use crate::ui::parts::{Choice, TextArea, TextField};
use crate::ui::practices::told;
use crate::ui::route::Route;
use crate::workspace::{Kind, Workspace};
use jiff::civil::DateTime;
use leptos::prelude::*;
use std::sync::Arc;

/// A card's pairing and where it is kept.
#[derive(Clone, Copy)]
struct Card {
    pairs: Pairs,
    key: StoredValue<PairKey>,
    id: StoredValue<String>,
    pairing: Memo<Arc<Pairing>>,
}

impl Card {
    fn new(pairs: Pairs, key: PairKey) -> Card {
        let id = StoredValue::new(key.to_string());
        let pairing = pairs.app.read(move |w| id.with_value(|id| w.pairings.get(id).cloned()).unwrap_or_default());
        Card { pairs, key: StoredValue::new(key), id, pairing }
    }

    fn called(self) -> String {
        self.key.with_value(|key| self.pairs.called(key))
    }

    fn change(self, change: impl FnOnce(&mut Pairing)) {
        self.key.with_value(|key| self.pairs.change(key, change));
    }

    fn state(self) -> PairingState {
        self.pairing.with(|pairing| pairing.state)
    }

    fn open_hint(self, field: &str) -> Option<String> {
        self.id.with_value(|id| self.pairs.app.open_hint(Kind::Pairings, id, field))
    }
}

#[component]
pub fn PairingCard(pairs: Pairs, key: PairKey) -> impl IntoView {
    let app = pairs.app;
    let card = Card::new(pairs, key);
    let is_open = Memo::new(move |_| pairs.opened.with(|opened| card.id.with_value(|id| opened.as_ref() == Some(id))));
    let toggle = move |_| pairs.opened.set((!is_open.get_untracked()).then(|| card.id.get_value()));
    view! {
        <li class="pairing" class:dropped=move || card.state() == PairingState::Dropped>
            {who(card)}
            <div class="pairing-state"><StateChoice card=card/></div>
            <div class="pairing-about">{about(card)}</div>
            <Show when=move || card.state() == PairingState::Done><HelpedChoice card=card/></Show>
            <p class="row small no-print">
                <button class="btn small" type="button" aria-expanded=move || is_open.get().to_string()
                    aria-label=move || app.lang().pairing_details_of(card.called()) on:click=toggle>{move || app.lang().pairing_details()}</button>
                {move || card.id.with_value(|id| app.open_mark(Kind::Pairings, id))}
            </p>
            <Show when=move || is_open.get()><Details card=card/></Show>
        </li>
    }
    .into_any()
}

fn who(card: Card) -> impl IntoView {
    let app = card.pairs.app;
    let schools = move || {
        let (workspace, lang) = (app.workspace(), app.lang());
        let key = card.key.get_value();
        (called::giver(&workspace, &key, lang), called::school(&workspace, &key.school, lang))
    };
    view! {
        <h3>
            {move || schools().0}
            <span class="arrow" aria-hidden="true">"→"</span><span class="unseen">" "{move || app.lang().pairing_helps()}" "</span>
            {move || schools().1}
        </h3>
    }
}

/// The practice, the need that it serves, dates and place.
fn about(card: Card) -> impl IntoView {
    let app = card.pairs.app;
    let practice = move || {
        let (workspace, lang) = (app.workspace(), app.lang());
        let key = card.key.get_value();
        let title = called::practice(&workspace, &key, lang);
        match workspace.practices.get(&key.practice) {
            Some(practice) => view! {
                <a class="pairing-practice" href=Route::Practice(key.practice.clone()).href()>{title}</a>
                " "<span class="muted small">{told::form(practice, lang)}</span>
            }
            .into_any(),
            None => view! { <em>{title}</em> }.into_any(),
        }
    };
    view! {
        <p>{practice}</p>
        <p class="small muted">{move || facts(card).join(" · ")}</p>
        {move || card.pairing.with(|pairing| place(&pairing.place, app.lang()))}
        {move || card.pairing.with(|pairing| (!pairing.effect.is_empty()).then(|| view! { <p class="small">{pairing.effect.clone()}</p> }))}
    }
}

fn facts(card: Card) -> Vec<String> {
    let app = card.pairs.app;
    let (workspace, lang, pairing) = (app.workspace(), app.lang(), card.pairing.get());
    let mut facts = Vec::new();
    facts.push(card.key.with_value(|key| served(&workspace, key, &pairing, lang)));
    facts.extend(pairing.begins.map(|day| lang.pairing_since(lang.date(day))));
    facts.extend(pairing.ends.map(|day| lang.pairing_until(lang.date(day))));
    if !pairing.sessions.is_empty() {
        let moments: Vec<String> = pairing.sessions.iter().map(|at| lang.moment(*at)).collect();
        facts.push(format!("{}: {}", lang.dates_used(moments.len()), moments.join("; ")));
    }
    facts
}

/// The need that a pairing serves, and in which round it showed.
fn served(workspace: &Workspace, key: &PairKey, pairing: &Pairing, lang: Lang) -> String {
    let Some(need) = &pairing.need else { return lang.pairing_no_need().to_owned() };
    let survey =
        pairing.level.map(|level| SurveyKey { school: key.school.clone(), level, round: pairing.round.clone() });
    let result = survey.and_then(|survey| workspace.survey(&survey));
    let edition = result.map_or(Edition::From2020, |result| result.edition);
    let called = workspace.subject_called(edition, need, lang);
    if pairing.round.is_empty() {
        lang.pairing_served(called)
    } else {
        lang.pairing_served_in(called, workspace.round_called(&pairing.round))
    }
}

/// A place as text, or as a link if it is a safe one.
pub fn place(place: &str, lang: Lang) -> Option<AnyView> {
    let text = place.trim();
    if text.is_empty() {
        return None;
    }
    let shown = match link::safe(text) {
        Some(safe) => {
            let href = safe.to_owned();
            view! {
                <a class="no-print" href=href rel="noopener noreferrer" target="_blank">{lang.pairing_open_link()}</a>
                <span class="print-only">{text.to_owned()}</span>
            }
            .into_any()
        }
        None => text.to_owned().into_any(),
    };
    Some(view! { <p class="small meeting-place">{shown}</p> }.into_any())
}

#[component]
fn StateChoice(card: Card) -> impl IntoView {
    let app = card.pairs.app;
    let options = Signal::derive(move || {
        PairingState::ALL.map(|state| (state.word().to_owned(), app.lang().pairing_state(state).to_owned())).to_vec()
    });
    let turned = move |word: String| {
        let Some(state) = PairingState::from_word(&word) else { return };
        let (lang, what) = (app.lang_untracked(), untrack(|| card.called()));
        card.change(|pairing| pairing.turn(state, today()));
        app.tell_with_undo(lang.pairing_turned(what, lang.pairing_state(state)), true);
    };
    view! {
        <Choice label=Signal::derive(move || app.lang().pairing_state_of(card.called())) bare=true options=options
            value=Signal::derive(move || card.state().word().to_owned())
            note=MaybeProp::derive(move || card.open_hint("state")) on_choose=turned/>
    }
}

#[component]
fn HelpedChoice(card: Card) -> impl IntoView {
    let app = card.pairs.app;
    let button = move |helped: Helped| {
        let pressed = move || card.pairing.with(|pairing| pairing.helped == Some(helped));
        view! {
            <button type="button" aria-pressed=move || pressed().to_string()
                on:click=move |_| card.change(|pairing| pairing.helped = (pairing.helped != Some(helped)).then_some(helped))>
                {move || app.lang().helped(helped)}
            </button>
        }
    };
    view! {
        <div class="row small pairing-helped">
            <span>{move || app.lang().pairing_helped()}</span>
            <div class="seg" role="group" aria-label=move || app.lang().pairing_helped_of(card.called())>
                {Helped::ALL.map(button)}
            </div>
            <span class="muted">{move || card.open_hint("helped")}</span>
        </div>
    }
}

/// All that is kept of a pairing, edited in place.
#[component]
fn Details(card: Card) -> impl IntoView {
    let app = card.pairs.app;
    let words = move |text: fn(Lang) -> &'static str| Signal::derive(move || text(app.lang()).to_owned());
    let value = move |read: fn(&Pairing) -> String| Signal::derive(move || card.pairing.with(|pairing| read(pairing)));
    let hint = move |field: &'static str, text: Option<fn(Lang) -> &'static str>| {
        MaybeProp::derive(move || card.open_hint(field).or_else(|| text.map(|text| text(app.lang()).to_owned())))
    };
    let done = move || card.pairing.with(|pairing| pairing.state == PairingState::Done || !pairing.effect.is_empty());
    let withdraw = move |_| {
        let words = app.lang_untracked().pairing_withdrawn(untrack(|| card.called()));
        let id = card.id.get_value();
        app.edit_and_tell(words, |w| drop(w.pairings.remove(&id)));
    };
    view! {
        <div class="pairing-details stack no-print">
            <div class="fields">
                <TextField kind="date" label=words(Lang::pairing_begins) hint=hint("begins", None)
                    value=value(|p| p.begins.map(|day| day.to_string()).unwrap_or_default())
                    on_keep=move |text: String| card.change(|p| p.begins = text.parse().ok())/>
                <TextField kind="date" label=words(Lang::pairing_ends) hint=hint("ends", None)
                    value=value(|p| p.ends.map(|day| day.to_string()).unwrap_or_default())
                    on_keep=move |text: String| card.change(|p| p.ends = text.parse().ok())/>
                <TextField label=words(Lang::pairing_place) hint=hint("place", Some(Lang::pairing_place_hint))
                    value=value(|p| p.place.clone()) on_keep=move |text: String| card.change(|p| p.place = text.trim().to_owned())/>
            </div>
            <OwnSessions card=card/>
            <Show when=done>
                <TextArea rows=2 label=words(Lang::pairing_effect) hint=hint("effect", Some(Lang::pairing_effect_hint))
                    value=value(|p| p.effect.clone()) on_keep=move |text: String| card.change(|p| p.effect = text.trim().to_owned())/>
            </Show>
            <TextArea rows=3 label=words(Lang::pairing_notes) hint=hint("notes", None)
                value=value(|p| p.notes.clone()) on_keep=move |text: String| card.change(|p| p.notes = text.trim().to_owned())/>
            <div class="row">
                <button class="btn danger" type="button" on:click=withdraw>{move || app.lang().pairing_withdraw()}</button>
            </div>
            <Changes kind=Kind::Pairings id=card.id/>
        </div>
    }
    .into_any()
}

/// The pairing's own sessions: also at times that are none of the cluster's dates.
#[component]
fn OwnSessions(card: Card) -> impl IntoView {
    let app = card.pairs.app;
    let sessions =
        Memo::new(move |_| card.pairing.with(|pairing| pairing.sessions.iter().copied().collect::<Vec<_>>()));
    let add = move |at: DateTime| card.key.with_value(|key| move_session(card.pairs, key, None, Some(at)));
    let start = sessions.get_untracked().last().map(|last| a_week_after(*last));
    let row = move |at: DateTime| {
        let remove = move |_| {
            let lang = app.lang_untracked();
            card.change(|pairing| pairing.move_session(Some(at), None));
            app.tell_with_undo(lang.sessions_removed(lang.moment(at)), true);
        };
        view! {
            <li>
                <span>{move || app.lang().moment(at)}</span>
                <button class="btn small" type="button" aria-label=move || app.lang().sessions_remove(app.lang().moment(at))
                    on:click=remove>{move || app.lang().delete()}</button>
            </li>
        }
    };
    view! {
        <fieldset class="own-sessions">
            <legend class="label small">{move || app.lang().sessions_title()}</legend>
            <p class="hint small">{move || card.open_hint("sessions")}</p>
            <ul><For each=move || sessions.get() key=|at| *at children=row/></ul>
            <MomentForm label=Lang::sessions_another button=Lang::sessions_add start=start on_add=add/>
        </fieldset>
    }
}

/// Who meets in a session, for a line of the timetable.
pub fn meeting(pairs: Pairs, key: PairKey, from: Option<DateTime>) -> impl IntoView {
    let card = Card::new(pairs, key.clone());
    let app = pairs.app;
    let title = move || card.key.with_value(|key| called::practice(&app.workspace(), key, app.lang()));
    view! {
        <div class="meeting-who">{who(card)}<p>{title}</p>{move || card.pairing.with(|pairing| place(&pairing.place, app.lang()))}</div>
        <div class="meeting-move no-print"><MoveChoice pairs=pairs key=key from=from/></div>
    }
}
