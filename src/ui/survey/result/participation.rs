//! How many of each group were invited and answered.

use super::Shown;
use crate::i18n::Lang;
use crate::selfie::Group;
use crate::survey::Participation;
use crate::ui::App;
use crate::ui::parts::CountField;
use crate::workspace::record;
use leptos::prelude::*;
use std::collections::BTreeSet;

#[component]
pub fn ParticipationTable(id: StoredValue<String>, result: Shown) -> impl IntoView {
    let app = App::expect();
    let groups = Memo::new(move |_| {
        let mut groups = BTreeSet::from([Group::Leaders, Group::Teachers, Group::Students]);
        result.with(|r| r.iter().for_each(|r| groups.extend(r.scores.keys().chain(r.participation.keys()))));
        groups.into_iter().collect::<Vec<_>>()
    });
    let of = move |group: Group| {
        result.with(|r| r.as_ref().and_then(|r| r.participation.get(&group).copied()).unwrap_or_default())
    };
    let keep = move |group: Group, change: fn(&mut Participation, Option<u32>), number: Option<u32>| {
        app.edit(|w| {
            let result = id.with_value(|id| record(&mut w.surveys, id));
            change(result.participation.entry(group).or_default(), number);
            result.participation.retain(|_, p| *p != Participation::default());
        });
    };
    let number = move |group: Group,
                       heading: fn(Lang) -> &'static str,
                       read: fn(Participation) -> Option<u32>,
                       change: fn(&mut Participation, Option<u32>)| {
        let label = move || format!("{}, {}", app.lang().group(group), heading(app.lang()));
        view! {
            <td data-label=move || heading(app.lang())>
                <CountField bare=true label=Signal::derive(label) value=Signal::derive(move || read(of(group)))
                    on_value=move |number| keep(group, change, number)/>
            </td>
        }
    };
    let share = move |group: Group| of(group).rate().map(|rate| app.lang().percent(rate));
    let too_many = move |group: Group| of(group).is_too_many().then(|| app.lang().result_too_many());
    view! {
        <section>
            <h2>{move || app.lang().result_participation()}</h2>
            <table class="sheet narrow cards">
                <thead><tr>
                    <th scope="col">{move || app.lang().result_group()}</th>
                    <th scope="col">{move || app.lang().result_invited()}</th>
                    <th scope="col">{move || app.lang().result_answered()}</th>
                    <th scope="col" class="num">{move || app.lang().result_rate()}</th>
                </tr></thead>
                <tbody>
                    <For each=move || groups.get() key=|g| *g let:group>
                        <tr>
                            <th scope="row">{move || app.lang().group(group)}</th>
                            {number(group, Lang::result_invited, |p| p.invited, |p, n| p.invited = n)}
                            {number(group, Lang::result_answered, |p| p.answered, |p, n| p.answered = n)}
                            <td class="num" data-label=move || app.lang().result_rate()>
                                {move || share(group)}
                                <div class="small missing" role="status">{move || too_many(group)}</div>
                            </td>
                        </tr>
                    </For>
                </tbody>
            </table>
        </section>
    }
}
