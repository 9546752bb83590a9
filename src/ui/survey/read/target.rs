//! The menus for where a file's results go: school, level, round; and what to do where they
//! clash. They stay when the file tells it, as what a file tells is a guess, too.

use super::Reading;
use super::file::{FileState, Outcome, fresh_school};
use crate::i18n::Lang;
use crate::reading::preview::Preview;
use crate::selfie::Level;
use crate::survey::intake::{self, Effect, OnClash};
use crate::survey::placing::{Pick, SchoolPick, Why};
use crate::ui::parts::{Choice, TextField};
use crate::ui::{App, collation};
use leptos::prelude::*;

/// So many schools of one file have a menu of their own.
const MOST_SCHOOLS: usize = 400;

const NEW: &str = "+";

/// The menus for school, level and round.
#[component]
pub fn TargetMenus(reading: Reading, file: FileState, preview: StoredValue<Preview>) -> impl IntoView {
    let app = App::expect();
    let schools = Memo::new(move |_| file.placing.with(|p| keys(p.schools.keys())));
    let levels = Memo::new(move |_| file.placing.with(|p| keys(p.levels.keys())));
    let rounds = Memo::new(move |_| file.placing.with(|p| keys(p.rounds.keys())));
    view! {
        {move || {
            let names = schools.get();
            let single = names.len() == 1;
            let menus = names.into_iter().take(MOST_SCHOOLS)
                .map(|name| view! { <SchoolMenu reading=reading file=file name=name single=single/> }).collect_view();
            if single {
                menus.into_any()
            } else {
                view! { <fieldset class="schools-in-file"><legend>{app.lang().read_schools_in_file()}</legend>{menus}</fieldset> }.into_any()
            }
        }}
        {move || {
            let all = levels.get();
            let single = all.len() == 1;
            all.into_iter().map(|told| view! { <LevelMenu reading=reading file=file told=told single=single/> }).collect_view()
        }}
        {move || {
            let all = rounds.get();
            let single = all.len() == 1;
            all.into_iter().map(|told| view! { <RoundMenu reading=reading file=file preview=preview told=told single=single/> }).collect_view()
        }}
    }
}

fn keys<'a, K: Clone + 'a>(keys: impl Iterator<Item = &'a K>) -> Vec<K> {
    keys.cloned().collect()
}

/// What is chosen, and of what in the file if that has several.
fn label(lang: Lang, what: &str, told: Option<String>, single: bool) -> String {
    match told {
        Some(told) if !single => lang.read_told(what, told),
        _ => what.to_owned(),
    }
}

/// How a pick came about.
fn why_words(lang: Lang, why: Why, told: Option<String>) -> Option<String> {
    match why {
        Why::Nobody => None,
        Why::File => told.map(|told| lang.read_in_file(told)),
        Why::Above => Some(lang.read_from_above().to_owned()),
        Why::FileName => Some(lang.read_from_name().to_owned()),
        Why::Others => Some(lang.read_as_others().to_owned()),
        Why::OtherFile => Some(lang.read_as_other_file().to_owned()),
        Why::Person => Some(lang.you_said().to_owned()),
    }
}

#[component]
fn SchoolMenu(reading: Reading, file: FileState, name: Option<String>, single: bool) -> impl IntoView {
    let app = App::expect();
    let key = StoredValue::new(name.clone());
    let pick = Memo::new(move |_| file.placing.with(|p| p.schools.get(&key.get_value()).cloned().unwrap_or_default()));
    let label = Signal::derive(move || match name.clone().filter(|_| !single) {
        Some(name) => name,
        None => app.lang().survey_school().to_owned(),
    });
    let set = move |value: Option<SchoolPick>| {
        file.placing.update(|p| p.say(|p| drop(p.schools.insert(key.get_value(), Pick::said(value)))));
        reading.offer_others(file);
    };
    let options = Signal::derive(move || {
        let (workspace, lang) = (app.workspace(), app.lang());
        let mut options = vec![(String::new(), lang.read_choose_one().to_owned())];
        options.extend(collation::schools_in_order(&workspace, lang).into_iter().map(|id| {
            let called = workspace.school_called(&id).to_owned();
            (id, called)
        }));
        let new = key.get_value().map(|name| lang.read_new_school(name));
        options.push((NEW.to_owned(), new.unwrap_or_else(|| lang.read_another_school().to_owned())));
        options
    });
    let value = Signal::derive(move || match pick.get().value {
        None => String::new(),
        Some(SchoolPick::Existing(id)) => id,
        Some(SchoolPick::New { .. }) => NEW.to_owned(),
    });
    let choose = move |chosen: String| {
        set(match chosen.as_str() {
            "" => None,
            NEW => Some(SchoolPick::New { id: fresh_school(), name: key.get_value().unwrap_or_default() }),
            id => Some(SchoolPick::Existing(id.to_owned())),
        });
    };
    let note = move || {
        let (lang, pick) = (app.lang(), pick.get());
        match (&pick.value, key.get_value()) {
            (None, None) => Some(lang.read_not_said().to_owned()),
            (_, told) => why_words(lang, pick.why, told.filter(|_| single)),
        }
    };
    let new_name = move || match pick.get().value {
        Some(SchoolPick::New { name, .. }) => name,
        _ => String::new(),
    };
    let rename = move |name: String| {
        if let Some(SchoolPick::New { id, .. }) = pick.get_untracked().value {
            set(Some(SchoolPick::New { id, name }));
        }
    };
    view! {
        <Choice label=label options=options value=value on_choose=choose note=MaybeProp::derive(note)
            ask=Signal::derive(move || pick.get().value.is_none())/>
        <Show when=move || matches!(pick.get().value, Some(SchoolPick::New { .. }))>
            <TextField label=Signal::derive(move || app.lang().read_new_school_name().to_owned())
                value=Signal::derive(new_name) on_keep=rename/>
        </Show>
    }
}

#[component]
fn LevelMenu(reading: Reading, file: FileState, told: Option<Level>, single: bool) -> impl IntoView {
    let app = App::expect();
    let pick = Memo::new(move |_| file.placing.with(|p| p.levels.get(&told).cloned().unwrap_or_default()));
    let told_words = move || told.map(|level| app.lang().level(level).to_owned());
    let options = Signal::derive(move || {
        let lang = app.lang();
        let levels = Level::ALL.into_iter().map(|l| (l.word().to_owned(), lang.level(l).to_owned()));
        std::iter::once((String::new(), lang.read_choose_one().to_owned())).chain(levels).collect::<Vec<_>>()
    });
    let note = move || match pick.get() {
        Pick { value: None, .. } => Some(app.lang().read_not_said().to_owned()),
        Pick { why, .. } => why_words(app.lang(), why, told_words()),
    };
    let choose = move |word: String| {
        file.placing.update(|p| {
            p.say(|p| {
                p.levels.insert(told, Pick::said(Level::from_word(&word)));
            });
        });
        reading.offer_others(file);
    };
    view! {
        <Choice label=Signal::derive(move || label(app.lang(), app.lang().survey_level(), told_words(), single)) options=options
            value=Signal::derive(move || pick.get().value.map_or("", Level::word).to_owned())
            on_choose=choose note=MaybeProp::derive(note) ask=Signal::derive(move || pick.get().value.is_none())/>
    }
}

#[component]
fn RoundMenu(
    reading: Reading,
    file: FileState,
    preview: StoredValue<Preview>,
    told: Option<String>,
    single: bool,
) -> impl IntoView {
    let app = App::expect();
    // What lies above the table says something of a round that the table does not tell.
    let hint = preview.with_value(|p| p.hints.round.clone()).filter(|_| told.is_none());
    let (told, hint) = (StoredValue::new(told), StoredValue::new(hint));
    let pick = Memo::new(move |_| file.placing.with(|p| p.rounds.get(&told.get_value()).cloned().unwrap_or_default()));
    let round = move || pick.get().value;
    let writing = RwSignal::new(false);
    let options = Signal::derive(move || {
        let (workspace, lang) = (app.workspace(), app.lang());
        let mut names: Vec<String> = workspace.rounds_in_order().into_iter().map(|(_, r)| r.name.clone()).collect();
        let unknown = |words: &String| intake::round_meant(&workspace, words).is_none();
        names.extend([hint.get_value(), told.get_value()].into_iter().flatten().filter(unknown));
        let chosen = round().filter(|r| !names.contains(r) && !writing.get());
        names.extend(chosen);
        let mut options = vec![(String::new(), lang.read_choose_one().to_owned())];
        options.extend(names.into_iter().map(|n| (n.clone(), n)));
        options.push((NEW.to_owned(), lang.read_new_round().to_owned()));
        options
    });
    let set = move |value: Option<String>| {
        file.placing.update(|p| p.say(|p| drop(p.rounds.insert(told.get_value(), Pick::said(value)))));
        reading.offer_others(file);
    };
    let choose = move |chosen: String| {
        writing.set(chosen == NEW);
        set(Some(chosen).filter(|c| !c.is_empty() && c != NEW));
    };
    let note = move || match (pick.get(), hint.get_value()) {
        (Pick { value: None, .. }, Some(words)) => Some(app.lang().read_above_table(words)),
        (Pick { value: None, .. }, None) => Some(app.lang().read_not_said().to_owned()),
        (Pick { why, .. }, _) => why_words(app.lang(), why, told.get_value()),
    };
    view! {
        <Choice label=Signal::derive(move || label(app.lang(), app.lang().survey_round(), told.get_value(), single)) options=options
            value=Signal::derive(move || if writing.get() { NEW.to_owned() } else { round().unwrap_or_default() })
            on_choose=choose note=MaybeProp::derive(note) ask=Signal::derive(move || round().is_none())/>
        <Show when=move || writing.get()>
            <TextField label=Signal::derive(move || app.lang().read_new_round_name().to_owned())
                value=Signal::derive(move || round().unwrap_or_default())
                on_keep=move |name: String| set(Some(name).filter(|n| !n.trim().is_empty()))/>
        </Show>
    }
}

/// Where results are here already and differ: take over values, replace, or keep both.
#[component]
pub fn ClashQuestion(file: FileState) -> impl IntoView {
    let app = App::expect();
    let clash = Memo::new(move |_| file.clash());
    let choice = Memo::new(move |_| file.placing.with(|placing| placing.on_clash));
    // Results that clash within the file itself are told by no round of the workspace.
    let round = Memo::new(move |_| {
        let clashes = |outcome: &&Outcome| matches!(outcome.effect, Effect::Overwrites(_));
        file.outcomes.with(|all| all.iter().find(clashes).map(|outcome| outcome.round.clone())).unwrap_or_default()
    });
    let both = Memo::new(move |_| {
        let rounds = file.kept_beside(&|round, number| app.lang().read_clash_round(round, number));
        rounds.first().cloned()
    });
    move || {
        let (clash, lang) = (clash.get()?, app.lang());
        let option = move |answer: OnClash, words: String| {
            view! {
                <label class="check"><input type="radio" name="clash" prop:checked=move || choice.get() == Some(answer)
                    on:change=move |_| file.placing.update(|placing| placing.on_clash = Some(answer))/>{words}</label>
            }
        };
        let (here, incoming, differ) = (lang.count(clash.here), lang.count(clash.incoming), lang.count(clash.differ));
        let partial = clash.only_here > 0;
        let replace =
            if partial { lang.read_clash_replace(clash.only_here) } else { lang.read_clash_replace_all().to_owned() };
        Some(view! {
            <fieldset class="warn stack clash">
                <legend><strong>{lang.read_clash()}</strong></legend>
                <p class="small">{lang.read_clash_numbers(here, incoming, differ)}</p>
                {clash.other_edition.then(|| view! { <p class="small">{lang.read_clash_edition()}</p> })}
                {(partial && !clash.other_edition).then(|| option(OnClash::Update, lang.read_clash_update(clash.only_here)))}
                {option(OnClash::Replace, replace)}
                {option(OnClash::KeepBoth, lang.read_clash_both(both.get().unwrap_or_else(|| lang.read_clash_round(round.get(), 2))))}
            </fieldset>
        })
    }
}
