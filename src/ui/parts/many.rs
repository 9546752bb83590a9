//! Long lists: some rows at once and more at each press, so that a thousand schools cost a
//! page no more than five.

use crate::cluster::SchoolId;
use crate::ui::App;
use leptos::prelude::*;

/// Rows that are drawn at first, and more at each press.
pub const AT_ONCE: usize = 20;

/// The button that shows more.
#[component]
pub fn More(#[prop(into)] left: Signal<usize>, limit: RwSignal<usize>) -> impl IntoView {
    let app = App::expect();
    view! {
        <Show when=move || { left.get() > 0 }>
            <p class="pad no-print"><button class="btn" type="button" on:click=move |_| limit.update(|n| *n += AT_ONCE)>
                {move || app.lang().show_more(left.get().min(AT_ONCE))}
            </button></p>
        </Show>
    }
}

/// The schools of a table, of which there may be a thousand.
#[derive(Clone, Copy)]
pub struct ManySchools {
    all: Memo<Vec<SchoolId>>,
    found: Memo<Vec<SchoolId>>,
    looked_for: RwSignal<String>,
    limit: RwSignal<usize>,
}

impl ManySchools {
    pub fn new(all: Memo<Vec<SchoolId>>) -> ManySchools {
        let app = App::expect();
        let looked_for = RwSignal::new(String::new());
        let found = Memo::new(move |_| {
            let text = looked_for.get().trim().to_lowercase();
            if text.is_empty() {
                return all.get();
            }
            let workspace = app.workspace();
            let says = |id: &SchoolId| {
                let school = workspace.schools.get(id)?;
                let words = [&school.name, &school.short_name, &school.location];
                Some(words.into_iter().any(|word| word.to_lowercase().contains(&text)))
            };
            all.with(|all| all.iter().filter(|id| says(id).unwrap_or_default()).cloned().collect())
        });
        ManySchools { all, found, looked_for, limit: RwSignal::new(AT_ONCE) }
    }

    /// The schools to draw; `also` is one of them in any case.
    pub fn shown(self, also: Option<&SchoolId>) -> Vec<SchoolId> {
        let mut shown: Vec<_> = self.found.with(|found| found.iter().take(self.limit.get()).cloned().collect());
        let also = also.filter(|id| !shown.contains(id) && self.all.with(|all| all.contains(id))).cloned();
        shown.extend(also);
        shown
    }
}

/// A field to find a school among many.
#[component]
pub fn FindSchool(schools: ManySchools) -> impl IntoView {
    let app = App::expect();
    let many = Memo::new(move |_| schools.all.with(Vec::len) > AT_ONCE);
    let found = move || schools.found.with(Vec::len);
    view! {
        <Show when=move || many.get()>
            <p class="bar no-print">
                <label>{move || app.lang().grid_find_school()}<input type="search" bind:value=schools.looked_for/></label>
                <span class="muted" role="status">{move || app.lang().grid_schools(found())}</span>
            </p>
        </Show>
    }
}

/// The button below the table.
#[component]
pub fn MoreSchools(schools: ManySchools) -> impl IntoView {
    let left = Signal::derive(move || schools.found.with(Vec::len).saturating_sub(schools.limit.get()));
    view! { <More left=left limit=schools.limit/> }
}
