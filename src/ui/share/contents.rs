//! What goes into the file that is shared, and who can open it.

use crate::i18n::Lang;
use crate::locking::SHORTEST;
use crate::ui::App;
use crate::ui::parts::{Choice, TextField};
use crate::workspace::bundle::Contents;
use leptos::prelude::*;

/// What was chosen in the dialog.
#[derive(Clone, Copy)]
pub struct Chosen {
    part: RwSignal<Part>,
    /// For [`Part::School`]; empty before somebody chose another than the one that is here.
    school: RwSignal<String>,
    locked: RwSignal<bool>,
    phrase: RwSignal<String>,
    /// The passphrase was asked for and is too short.
    short: RwSignal<bool>,
}

/// [`Contents`], before a school is chosen.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Everything,
    WithoutNames,
    School,
    NationalOffice,
    AreasOnly,
}

impl Chosen {
    pub fn new() -> Chosen {
        Chosen {
            part: RwSignal::new(Part::Everything),
            school: RwSignal::new(String::new()),
            locked: RwSignal::new(false),
            phrase: RwSignal::new(String::new()),
            short: RwSignal::new(false),
        }
    }

    /// Contents and passphrase; `None`, and the dialog says why, while the passphrase is too
    /// short.
    pub fn take(self) -> Option<(Contents, Option<String>)> {
        let contents = match self.part.get_untracked() {
            Part::Everything => Contents::Everything,
            Part::WithoutNames => Contents::WithoutNames,
            Part::School => Contents::School(self.school_untracked()),
            Part::NationalOffice => Contents::NationalOffice,
            Part::AreasOnly => Contents::AreasOnly,
        };
        if !self.locked.get_untracked() {
            return Some((contents, None));
        }
        let phrase = self.phrase.get_untracked();
        let short = phrase.chars().count() < SHORTEST;
        self.short.set(short);
        (!short).then_some((contents, Some(phrase)))
    }

    fn school_untracked(self) -> String {
        untrack(|| self.school())
    }

    /// The chosen school, else the one that is here, else the first.
    fn school(self) -> String {
        let app = App::expect();
        let schools = app.workspace();
        let chosen = [self.school.get(), app.school_here()].into_iter().find(|id| schools.schools.contains_key(id));
        chosen.or_else(|| schools.schools.keys().next().cloned()).unwrap_or_default()
    }
}

/// The choices; they arrive late.
pub fn contents(chosen: Chosen) -> AnyView {
    let app = App::expect();
    let option = move |part: Part, id: &'static str, name: fn(Lang) -> &'static str, why: Signal<String>| {
        view! {
            <div class="check">
                <input type="radio" name="part" id=id aria-describedby=format!("{id}-why")
                    prop:checked=move || chosen.part.get() == part on:change=move |_| chosen.part.set(part)/>
                <span>
                    <label for=id>{move || name(app.lang())}</label>
                    <small id=format!("{id}-why")>{move || why.get()}</small>
                </span>
            </div>
        }
    };
    let words = move |why: fn(Lang) -> &'static str| Signal::derive(move || why(app.lang()).to_owned());
    let schools = Signal::derive(move || {
        let workspace = app.workspace();
        let named = workspace.schools.keys().map(|id| (id.clone(), workspace.school_called(id).to_owned()));
        named.collect::<Vec<_>>()
    });
    let office = Signal::derive(move || app.lang().part_office_words(app.workspace().agreement().minimum_group));
    view! {
        <fieldset class="explained">
            <legend>{move || app.lang().part_title()}</legend>
            {option(Part::Everything, "part-everything", Lang::part_everything, words(Lang::part_everything_words))}
            {option(Part::WithoutNames, "part-without-names", Lang::part_without_names, words(Lang::part_without_names_words))}
            {move || schools.with(|schools| !schools.is_empty()).then(|| {
                option(Part::School, "part-school", Lang::part_school, words(Lang::part_school_words))
            })}
            {move || (chosen.part.get() == Part::School).then(|| view! {
                <Choice label=Signal::derive(move || app.lang().part_which_school().to_owned()) options=schools
                    value=Signal::derive(move || chosen.school()) on_choose=move |id: String| chosen.school.set(id)/>
            })}
            {option(Part::NationalOffice, "part-office", Lang::part_office, office)}
            {option(Part::AreasOnly, "part-areas", Lang::part_areas, words(Lang::part_areas_words))}
        </fieldset>
        <form class="stack" on:submit=move |event| event.prevent_default()>
            <label class="check">
                <input type="checkbox" prop:checked=move || chosen.locked.get() on:change=move |event| chosen.locked.set(event_target_checked(&event))/>
                {move || app.lang().lock_with_phrase()}
            </label>
            {move || chosen.locked.get().then(|| view! {
                <PhraseField label=Signal::derive(move || app.lang().lock_phrase().to_owned()) phrase=chosen.phrase fresh=true
                    hint=Signal::derive(move || app.lang().lock_phrase_hint(SHORTEST))/>
                {move || chosen.short.get().then(|| view! { <p class="warn" role="alert">{move || app.lang().lock_too_short(SHORTEST)}</p> })}
                <p class="small">{move || app.lang().lock_words()}</p>
            })}
        </form>
    }
    .into_any()
}

/// A passphrase, hidden from people who look over one's shoulder unless it is to be seen.
#[component]
pub fn PhraseField(
    #[prop(into)] label: Signal<String>,
    phrase: RwSignal<String>,
    /// Whether it is thought up here, rather than told by somebody.
    fresh: bool,
    #[prop(into, optional)] hint: MaybeProp<String>,
) -> impl IntoView {
    let app = App::expect();
    let seen = RwSignal::new(false);
    let autocomplete = if fresh { "new-password" } else { "current-password" };
    view! {
        {move || {
            let kind = if seen.get() { "text" } else { "password" };
            view! {
                <TextField label=label value=phrase on_keep=move |text: String| phrase.set(text) kind=kind autocomplete=autocomplete hint=hint/>
            }
        }}
        <label class="check">
            <input type="checkbox" prop:checked=move || seen.get() on:change=move |event| seen.set(event_target_checked(&event))/>
            {move || app.lang().lock_show()}
        </label>
    }
}
