//! What taking a file would do, result by result, before anybody takes it.

use super::file::{FileState, Outcome};
use crate::i18n::Lang;
use crate::survey::intake::{Effect, ToSchool};
use crate::ui::App;
use leptos::prelude::*;

/// So many results are told one by one.
const AT_ONCE: usize = 12;

#[component]
pub fn Effects(file: FileState) -> impl IntoView {
    let app = App::expect();
    move || {
        let (lang, workspace) = (app.lang(), app.workspace());
        let lines = file.outcomes.with(|outcomes| {
            let line = |outcome: &Outcome| {
                let school = match &outcome.school {
                    ToSchool::Existing(id) => workspace.school_called(id).to_owned(),
                    ToSchool::New(_, name) => name.clone(),
                };
                let place = format!("{school}, {}, {}", lang.level(outcome.level), outcome.round.trim());
                view! { <li><strong>{place}</strong>": "{effect_words(lang, outcome)}</li> }
            };
            // What changes something that is here comes first.
            let mut ordered: Vec<&Outcome> = outcomes.iter().collect();
            ordered.sort_by_key(|outcome| match outcome.effect {
                Effect::Overwrites(_) => 0,
                Effect::Adds { .. } => 1,
                Effect::New => 2,
                Effect::Nothing => 3,
            });
            ordered.into_iter().take(AT_ONCE).map(line).collect::<Vec<_>>()
        });
        let more = file.outcomes.with(Vec::len).saturating_sub(AT_ONCE);
        (!lines.is_empty()).then(|| {
            view! {
                <section class="effects">
                    <h2>{lang.read_places()}</h2>
                    <ul class="sheet notes small">
                        {lines}
                        {(more > 0).then(|| view! { <li class="muted">{lang.read_effect_more(more)}</li> })}
                    </ul>
                </section>
            }
        })
    }
}

fn effect_words(lang: Lang, outcome: &Outcome) -> String {
    match outcome.effect {
        Effect::New => lang.read_effect_new(outcome.values),
        Effect::Nothing => lang.read_effect_nothing().to_owned(),
        Effect::Adds { values } => lang.read_effect_adds(values),
        Effect::Overwrites(clash) if clash.other_edition => lang.read_effect_edition().to_owned(),
        Effect::Overwrites(clash) => lang.read_effect_differs(clash.differ),
    }
}
