//! Where a file's results go: school, level, round, and what to do where they clash.

use super::file::{FileState, Lacks, fresh_school};
use crate::cluster::SchoolId;
use crate::reading::preview::Preview;
use crate::selfie::Level;
use crate::survey::intake::{self, Effect, OnClash};
use crate::ui::parts::{Choice, TextField};
use crate::ui::{App, collation};
use crate::workspace::Workspace;
use leptos::prelude::*;
use std::collections::BTreeMap;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SchoolPick {
    Existing(SchoolId),
    New { id: SchoolId, name: String },
}

/// What was said, or offered, about where results go.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Target {
    /// By the school's name in the file; `None` where the file names none.
    pub schools: BTreeMap<Option<String>, Option<SchoolPick>>,
    pub level: Option<Level>,
    pub round: Option<String>,
    pub on_clash: Option<OnClash>,
    /// The person writes a new round's name.
    pub new_round: bool,
    said_level: bool,
    said_round: bool,
}

impl Target {
    pub fn offer(&mut self, preview: &Preview, workspace: &Workspace, file_name: &str) {
        let names: Vec<Option<String>> = preview.results.iter().map(|r| r.school.clone()).collect();
        self.schools.retain(|name, _| names.contains(name));
        for name in names {
            let words = name.clone().unwrap_or_else(|| {
                file_name.rsplit_once('.').map_or(file_name, |(stem, _)| stem).replace(['_', '-'], " ")
            });
            let pick = self.schools.entry(name.clone()).or_default();
            if pick.is_none() {
                *pick = match (intake::school_meant(workspace, &words), name) {
                    (Some(id), _) => Some(SchoolPick::Existing(id)),
                    (None, Some(name)) => Some(SchoolPick::New { id: fresh_school(), name }),
                    (None, None) => None,
                };
            }
        }
        if !self.said_level {
            let levels = workspace.levels_surveyed();
            self.level = preview.hints.level.or(match levels.as_slice() {
                [only] => Some(*only),
                _ => None,
            });
        }
        if !self.said_round
            && let Some(hint) = &preview.hints.round
            && let Some(id) = intake::round_meant(workspace, hint)
        {
            self.round = workspace.rounds.get(&id).map(|r| r.name.clone());
        }
    }

    pub fn lacks(&self, preview: &Preview) -> Lacks {
        let named = |pick: &Option<SchoolPick>| match pick {
            Some(SchoolPick::Existing(_)) => true,
            Some(SchoolPick::New { name, .. }) => !name.trim().is_empty(),
            None => false,
        };
        if !self.schools.values().all(named) {
            Lacks::School
        } else if self.level.is_none() && preview.results.iter().any(|r| r.level.is_none()) {
            Lacks::Level
        } else if self.round.as_deref().map(crate::cluster::round_id).unwrap_or_default().is_empty()
            && preview.results.iter().any(|r| r.round.is_none())
        {
            Lacks::Round
        } else {
            Lacks::Nothing
        }
    }
}

const NEW: &str = "+";

/// The menus for school, level and round.
#[component]
pub fn TargetMenus(file: FileState, preview: StoredValue<Preview>) -> impl IntoView {
    let app = App::expect();
    let lacks_level = preview.with_value(|p| p.results.iter().any(|r| r.level.is_none()));
    let lacks_round = preview.with_value(|p| p.results.iter().any(|r| r.round.is_none()));
    let single = preview.with_value(|p| p.results.iter().all(|r| r.school.is_none()));
    view! {
        {single.then(|| view! { <SchoolMenu file=file name=None/> })}
        {lacks_level.then(|| view! { <LevelMenu file=file/> })}
        {lacks_round.then(|| view! { <RoundMenu file=file preview=preview/> })}
        {move || (!single).then(|| {
            let names: Vec<Option<String>> = file.target.with_untracked(|t| t.schools.keys().cloned().collect());
            view! {
                <fieldset class="schools-in-file">
                    <legend>{app.lang().read_schools_in_file()}</legend>
                    {names.into_iter().map(|name| view! { <SchoolMenu file=file name=name/> }).collect_view()}
                </fieldset>
            }
        })}
    }
}

#[component]
fn SchoolMenu(file: FileState, name: Option<String>) -> impl IntoView {
    let app = App::expect();
    let key = StoredValue::new(name.clone());
    let pick = Memo::new(move |_| file.target.with(|t| t.schools.get(&key.get_value()).cloned().flatten()));
    let label = {
        let name = name.clone();
        Signal::derive(move || name.clone().unwrap_or_else(|| app.lang().survey_school().to_owned()))
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
    let value = Signal::derive(move || match pick.get() {
        None => String::new(),
        Some(SchoolPick::Existing(id)) => id,
        Some(SchoolPick::New { .. }) => NEW.to_owned(),
    });
    let choose = move |chosen: String| {
        let pick = match chosen.as_str() {
            "" => None,
            NEW => Some(SchoolPick::New { id: fresh_school(), name: key.get_value().unwrap_or_default() }),
            id => Some(SchoolPick::Existing(id.to_owned())),
        };
        file.target.update(|t| drop(t.schools.insert(key.get_value(), pick)));
    };
    let note = move || match (&pick.get(), key.get_value()) {
        (None, None) => Some(app.lang().read_not_said().to_owned()),
        (Some(SchoolPick::Existing(_)), None) => Some(app.lang().read_from_name().to_owned()),
        _ => None,
    };
    let new_name = move || match pick.get() {
        Some(SchoolPick::New { name, .. }) => name,
        _ => String::new(),
    };
    let rename = move |name: String| {
        file.target.update(|t| {
            if let Some(Some(SchoolPick::New { name: present, .. })) = t.schools.get_mut(&key.get_value()) {
                *present = name;
            }
        });
    };
    view! {
        <Choice label=label options=options value=value on_choose=choose note=MaybeProp::derive(note)
            ask=Signal::derive(move || pick.get().is_none())/>
        <Show when=move || matches!(pick.get(), Some(SchoolPick::New { .. }))>
            <TextField label=Signal::derive(move || app.lang().read_new_school_name().to_owned())
                value=Signal::derive(new_name) on_keep=rename/>
        </Show>
    }
}

#[component]
fn LevelMenu(file: FileState) -> impl IntoView {
    let app = App::expect();
    let level = Memo::new(move |_| file.target.with(|t| t.level));
    let options = Signal::derive(move || {
        let lang = app.lang();
        let levels = Level::ALL.into_iter().map(|l| (l.word().to_owned(), lang.level(l).to_owned()));
        std::iter::once((String::new(), lang.read_choose_one().to_owned())).chain(levels).collect::<Vec<_>>()
    });
    let said = move || file.target.with(|t| t.said_level);
    let note = move || match (level.get(), said()) {
        (None, _) => Some(app.lang().read_not_said().to_owned()),
        (Some(_), false) => Some(app.lang().read_as_others().to_owned()),
        _ => None,
    };
    view! {
        <Choice label=Signal::derive(move || app.lang().survey_level().to_owned()) options=options
            value=Signal::derive(move || level.get().map_or("", Level::word).to_owned())
            on_choose=move |word: String| file.target.update(|t| {
                t.level = Level::from_word(&word);
                t.said_level = true;
            })
            note=MaybeProp::derive(note) ask=Signal::derive(move || level.get().is_none())/>
    }
}

#[component]
fn RoundMenu(file: FileState, preview: StoredValue<Preview>) -> impl IntoView {
    let app = App::expect();
    let hint = preview.with_value(|p| p.hints.round.clone());
    let round = Memo::new(move |_| file.target.with(|t| t.round.clone()));
    let writing = Memo::new(move |_| file.target.with(|t| t.new_round));
    let options = {
        let hint = hint.clone();
        Signal::derive(move || {
            let (workspace, lang) = (app.workspace(), app.lang());
            let mut names: Vec<String> = workspace.rounds_in_order().into_iter().map(|(_, r)| r.name.clone()).collect();
            names.extend(hint.clone().filter(|h| intake::round_meant(&workspace, h).is_none()));
            let chosen = round.get().filter(|r| !names.contains(r) && !writing.get());
            names.extend(chosen);
            let mut options = vec![(String::new(), lang.read_choose_one().to_owned())];
            options.extend(names.into_iter().map(|n| (n.clone(), n)));
            options.push((NEW.to_owned(), lang.read_new_round().to_owned()));
            options
        })
    };
    let choose = move |chosen: String| {
        file.target.update(|t| {
            t.said_round = true;
            t.new_round = chosen == NEW;
            t.round = Some(chosen).filter(|c| !c.is_empty() && c != NEW);
        });
    };
    let note = move || match (round.get(), &hint) {
        (None, Some(words)) => Some(app.lang().read_above_table(words)),
        (None, None) => Some(app.lang().read_not_said().to_owned()),
        _ => None,
    };
    view! {
        <Choice label=Signal::derive(move || app.lang().survey_round().to_owned()) options=options
            value=Signal::derive(move || if writing.get() { NEW.to_owned() } else { round.get().unwrap_or_default() })
            on_choose=choose note=MaybeProp::derive(note) ask=Signal::derive(move || round.get().is_none())/>
        <Show when=move || writing.get()>
            <TextField label=Signal::derive(move || app.lang().read_new_round_name().to_owned())
                value=Signal::derive(move || round.get().unwrap_or_default())
                on_keep=move |name: String| file.target.update(|t| t.round = Some(name).filter(|n| !n.trim().is_empty()))/>
        </Show>
    }
}

/// Where results are here already and differ: replace, or keep both.
#[component]
pub fn ClashQuestion(file: FileState) -> impl IntoView {
    let app = App::expect();
    let clashes = Memo::new(move |_| {
        let workspace = app.workspace();
        let found = file.incoming().into_iter().filter_map(|incoming| match intake::effect(&workspace, &incoming) {
            Effect::Overwrites { values } => Some((values, incoming.round.clone())),
            _ => None,
        });
        found.collect::<Vec<_>>()
    });
    let choice = Memo::new(move |_| file.target.with(|t| t.on_clash.clone()));
    let set = move |answer: OnClash| file.target.update(|t| t.on_clash = Some(answer));
    move || {
        let found = clashes.get();
        let (values, round) = (found.iter().map(|(v, _)| v).sum::<usize>(), found.first()?.1.clone());
        let lang = app.lang();
        let both = lang.read_clash_round(&round);
        let replace = choice.get() == Some(OnClash::Replace);
        let keep = matches!(choice.get(), Some(OnClash::AsRound(_)));
        Some(view! {
            <fieldset class="warn stack">
                <legend><strong>{lang.read_clash()}</strong></legend>
                <p class="small">{lang.read_effect_overwrites(values)}</p>
                <label class="check"><input type="radio" name="clash" prop:checked=replace
                    on:change=move |_| set(OnClash::Replace)/>{lang.read_clash_replace()}</label>
                <label class="check"><input type="radio" name="clash" prop:checked=keep
                    on:change={let both = both.clone(); move |_| set(OnClash::AsRound(both.clone()))}/>{lang.read_clash_both()}" ("{both.clone()}")"</label>
            </fieldset>
        })
    }
}
