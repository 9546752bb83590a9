//! A practice in words, as every view of it says them.

use crate::cluster::{DevelopmentForm, Practice, PracticeId, PracticeState};
use crate::i18n::Lang;
use crate::selfie::Subject;
use crate::ui::grid::Choices;
use crate::workspace::{Demand, Wishes, Workspace};
use leptos::prelude::*;

/// Up to so many schools are named; more are counted.
const NAMED: usize = 6;

pub fn title(practice: &Practice, lang: Lang) -> String {
    let title = practice.title.trim();
    if title.is_empty() { lang.practices_untitled().to_owned() } else { title.to_owned() }
}

/// So many lines fit on one printed page, in the smallest type that is used.
pub const PAGE: usize = 62;

/// How much there is to read, in lines of a printed sheet.
pub fn lines(practice: &Practice) -> usize {
    const LETTERS: usize = 90;
    let written = [&practice.about, &practice.effect, &practice.materials];
    let lines = written.into_iter().flat_map(|text| text.lines());
    let told: usize = lines.map(|line| line.chars().count().div_ceil(LETTERS).max(1)).sum();
    told + practice.helps_with.len().div_ceil(2)
}

/// The school that offers it.
pub fn school(practice: &Practice, workspace: &Workspace, lang: Lang) -> String {
    if practice.school.is_empty() {
        return lang.practices_no_school().to_owned();
    }
    workspace.school_called(&practice.school).to_owned()
}

/// Code and title of an area or item; reading it tracks.
pub fn subject(subject: &Subject, lang: Lang) -> String {
    Choices::expect().shown().with(|shown| shown.called(subject, lang))
}

/// Its form; nothing where "other" is all that is known.
pub fn form(practice: &Practice, lang: Lang) -> Option<String> {
    (practice.form != DevelopmentForm::Other).then(|| lang.development_form(practice.form).to_owned())
}

/// Form, language, level, for how many: what there is of them, in one line.
pub fn facts(practice: &Practice, lang: Lang) -> String {
    let mut facts = Vec::from_iter(form(practice, lang));
    facts.extend(Some(practice.languages.trim().to_owned()).filter(|words| !words.is_empty()));
    facts.extend(Some(levels(practice, lang)).filter(|_| !practice.levels.is_empty()));
    facts.push(lang.practices_takes(practice.capacity as usize));
    facts.join(" · ")
}

pub fn levels(practice: &Practice, lang: Lang) -> String {
    if practice.levels.is_empty() {
        return lang.practices_all_levels().to_owned();
    }
    practice.levels.iter().map(|level| lang.level(*level)).collect::<Vec<_>>().join(", ")
}

/// What it helps with, one tag each.
pub fn helps_with(practice: &Practice, lang: Lang) -> impl IntoView + use<> {
    let tags: Vec<_> = practice.helps_with.iter().map(|s| view! { <li>{subject(s, lang)}</li> }).collect();
    let none = tags.is_empty().then(|| view! { <p class="small muted">{lang.practices_helps_nothing()}</p> });
    (
        none,
        (!practice.helps_with.is_empty())
            .then(|| view! { <ul class="tags" aria-label=lang.field_helps_with()>{tags}</ul> }),
    )
}

/// Where it is not to be had now, a word about that.
pub fn state(practice: &Practice, lang: Lang) -> Option<impl IntoView + use<>> {
    let words = lang.practice_state(practice.state);
    (practice.state != PracticeState::Offered).then(|| view! { <span class="tag">{words}</span> })
}

/// Who wishes for it, or that nobody or everybody does.
pub fn wished_by(id: &PracticeId, wishes: &Wishes, workspace: &Workspace, lang: Lang) -> impl IntoView + use<> {
    let names: Vec<String> =
        wishes.for_practice(id).map(|(school, _)| workspace.school_called(school).to_owned()).collect();
    let names = (1..=NAMED).contains(&names.len()).then(|| format!(": {}", names.join(", ")));
    view! { <span class="wished">{demand(wishes.demand(id), lang)}{names}</span> }
}

/// How much it is wanted, with a sign for the two ends.
pub fn demand(demand: Demand, lang: Lang) -> impl IntoView + use<> {
    let (class, words) = match demand {
        Demand::Nobody => ("demand nobody", lang.wishes_nobody().to_owned()),
        Demand::Some(count) => ("demand", lang.wishes_count(count)),
        Demand::Everybody => ("demand everybody", lang.wishes_everybody().to_owned()),
    };
    view! { <span class=class>{words}</span> }
}
