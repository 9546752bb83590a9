//! One result, value by value, with where it came from.

use crate::cluster::SurveyKey;
use crate::documents::tidy;
use crate::i18n::Lang;
use crate::selfie::{Catalogue, Group, Subject};
use crate::storage::browser::now;
use crate::survey::{Correction, Mean, Participation, Score, SurveyResult};
use crate::ui::App;
use crate::ui::keeping::day_of;
use crate::ui::parts::TextField;
use crate::ui::route::Route;
use crate::workspace::{Kind, record};
use leptos::prelude::*;
use std::collections::BTreeSet;
use std::sync::Arc;

#[component]
pub fn ResultPage(key: SurveyKey) -> impl IntoView {
    let app = App::expect();
    let id = StoredValue::new(key.to_string());
    let key = StoredValue::new(key);
    let result = app.read(move |w| id.with_value(|id| w.surveys.get(id).cloned()));
    let selected = RwSignal::new(None::<(Group, Subject)>);
    let title = move || {
        let workspace = app.workspace();
        key.with_value(|k| app.lang().result_of(workspace.school_called(&k.school)))
    };
    let about = move || {
        let workspace = app.workspace();
        key.with_value(|k| {
            let round = workspace.rounds.get(&k.round).map_or(k.round.clone(), |r| r.name.clone());
            format!("{round} · {}", app.lang().level(k.level))
        })
    };
    let delete = move |_| {
        let words = app.lang_untracked().result_deleted(untrack(about));
        app.edit_and_tell(words, |w| drop(id.with_value(|id| w.surveys.remove(id))));
        app.go(&Route::Survey);
    };
    let csv = move |_| {
        let text = key.with_value(|k| tidy::of_result(&app.workspace_untracked(), k));
        let name = format!("{}.csv", id.with_value(|id| id.replace('/', "-")));
        app.hand_over(&name, "text/csv", text.as_bytes());
    };
    view! {
        <div class="head">
            <div><h1>{title}</h1><p class="muted">{about}" "{move || id.with_value(|id| app.open_mark(Kind::Surveys, id))}</p></div>
            <div class="tools">
                <a class="btn quiet" href=Route::Survey.href()>{move || app.lang().survey_title()}</a>
                <button class="btn" type="button" on:click=csv>{move || app.lang().result_csv()}</button>
                <button class="btn danger" type="button" on:click=delete>{move || app.lang().result_delete()}</button>
            </div>
        </div>
        {move || match result.get() {
            None => view! { <p class="sheet empty">{app.lang().survey_nothing_yet()}</p> }.into_any(),
            Some(_) => view! {
                <ParticipationTable id=id result=result/>
                <Scores result=result selected=selected/>
                <CorrectionField id=id result=result selected=selected/>
                <Sources result=result/>
            }.into_any(),
        }}
    }
}

type Shown = Memo<Option<Arc<SurveyResult>>>;

#[component]
fn ParticipationTable(id: StoredValue<String>, result: Shown) -> impl IntoView {
    let app = App::expect();
    let groups = Memo::new(move |_| {
        let mut groups = BTreeSet::from([Group::Leaders, Group::Teachers, Group::Students]);
        result.with(|r| r.iter().for_each(|r| groups.extend(r.scores.keys().chain(r.participation.keys()))));
        groups.into_iter().collect::<Vec<_>>()
    });
    let of = move |group: Group| {
        result.with(|r| r.as_ref().and_then(|r| r.participation.get(&group).copied()).unwrap_or_default())
    };
    let keep = move |group: Group, change: fn(&mut Participation, Option<u32>), text: String| {
        let number = text.trim().parse().ok();
        app.edit(|w| {
            let result = id.with_value(|id| record(&mut w.surveys, id));
            change(result.participation.entry(group).or_default(), number);
            result.participation.retain(|_, p| *p != Participation::default());
        });
    };
    let number = |n: Option<u32>| n.map(|n| n.to_string()).unwrap_or_default();
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
                            <td data-label=move || app.lang().result_invited()><TextField bare=true kind="number" label=Signal::derive(move || format!("{}, {}", app.lang().group(group), app.lang().result_invited()))
                                value=Signal::derive(move || number(of(group).invited)) on_keep=move |t: String| keep(group, |p, n| p.invited = n, t)/></td>
                            <td data-label=move || app.lang().result_answered()><TextField bare=true kind="number" label=Signal::derive(move || format!("{}, {}", app.lang().group(group), app.lang().result_answered()))
                                value=Signal::derive(move || number(of(group).answered)) on_keep=move |t: String| keep(group, |p, n| p.answered = n, t)/></td>
                            <td class="num" data-label=move || app.lang().result_rate()>{move || of(group).rate().map(|r| app.lang().percent(r))}</td>
                        </tr>
                    </For>
                </tbody>
            </table>
        </section>
    }
}

#[component]
fn Scores(result: Shown, selected: RwSignal<Option<(Group, Subject)>>) -> impl IntoView {
    let app = App::expect();
    move || {
        let (lang, result) = (app.lang(), result.get()?);
        let groups: Vec<Group> = result.scores.keys().copied().collect();
        let subjects: BTreeSet<&Subject> = result.scores.values().flat_map(|s| s.keys()).collect();
        let (own, asked): (Vec<&Subject>, Vec<&Subject>) =
            subjects.into_iter().partition(|s| matches!(s, Subject::Own(_)));
        let table = |subjects: Vec<&Subject>, caption: &'static str| {
            (!subjects.is_empty()).then(|| {
                let rows = subjects.into_iter().map(|subject| score_row(&result, &groups, subject, lang, selected)).collect_view();
                view! {
                    <section>
                        <h2>{caption}</h2>
                        <div class="frame"><table class="sheet scores">
                            <thead><tr><th scope="col">{lang.result_item()}</th>
                                {groups.iter().map(|g| view! { <th scope="col" class="num">{lang.group(*g)}</th> }).collect_view()}</tr></thead>
                            <tbody>{rows}</tbody>
                        </table></div>
                    </section>
                }
            })
        };
        Some(view! {
            {table(asked, lang.result_scores())}
            {table(own, lang.result_own())}
        })
    }
}

fn score_row(
    result: &SurveyResult,
    groups: &[Group],
    subject: &Subject,
    lang: Lang,
    selected: RwSignal<Option<(Group, Subject)>>,
) -> impl IntoView + use<> {
    let title = Catalogue::shipped().title(result.edition, subject, lang).unwrap_or_default().to_owned();
    let code = match subject {
        Subject::Own(_) => String::new(),
        coded => coded.to_string(),
    };
    let is_area = matches!(subject, Subject::Area(_));
    let cells = groups
        .iter()
        .map(|&group| {
            let score = result.score(group, subject).cloned();
            let corrected = result.corrections.get(&group).is_some_and(|c| c.contains_key(subject));
            let key = (group, subject.clone());
            let pressed = {
                let key = key.clone();
                move || (selected.get().as_ref() == Some(&key)).to_string()
            };
            let label = lang.result_correct_of(subject, lang.group(group));
            view! {
                <td class="num">
                    <button type="button" class="value" aria-pressed=pressed aria-label=score.as_ref().map(|s| format!("{label} {}", words(s, lang))).unwrap_or(label)
                        on:click=move |_| selected.set(Some(key.clone()))>
                        {match &score {
                            Some(score) => view! {
                                <strong>{lang.decimal(score.mean.value(), usize::from(score.mean.decimals().max(1)))}</strong>
                                {corrected.then_some("*")}
                                <span class="small muted">{score.n.map(|n| lang.result_n(lang.count(n as usize)))}</span>
                            }.into_any(),
                            None => view! { <span class="muted">"–"</span> }.into_any(),
                        }}
                    </button>
                </td>
            }
        })
        .collect_view();
    view! { <tr class:area=is_area><th scope="row"><span class="code">{code}</span>" "{title}</th>{cells}</tr> }
}

fn words(score: &Score, lang: Lang) -> String {
    let mean = lang.decimal(score.mean.value(), usize::from(score.mean.decimals().max(1)));
    match score.n {
        Some(n) => format!("{mean}, {}", lang.result_n(lang.count(n as usize))),
        None => mean,
    }
}

/// Puts the selected value right by hand; the file's value stays.
#[component]
fn CorrectionField(
    id: StoredValue<String>,
    result: Shown,
    selected: RwSignal<Option<(Group, Subject)>>,
) -> impl IntoView {
    let app = App::expect();
    let refused = RwSignal::new(false);
    move || {
        let lang = app.lang();
        let Some((group, subject)) = selected.get() else {
            return view! { <p class="small muted no-print">{lang.result_correct_hint()}</p> }.into_any();
        };
        let label = lang.result_correct_of(&subject, lang.group(group));
        let keep_subject = StoredValue::new(subject);
        let score = Memo::new(move |_| {
            result.with(|r| r.as_ref().and_then(|r| keep_subject.with_value(|s| r.score(group, s).cloned())))
        });
        let correction = Memo::new(move |_| {
            result.with(|r| {
                r.as_ref()
                    .and_then(|r| r.corrections.get(&group))
                    .and_then(|c| keep_subject.with_value(|s| c.get(s).cloned()))
            })
        });
        let value = Signal::derive(move || {
            score
                .get()
                .map(|s| app.lang().decimal(s.mean.value(), usize::from(s.mean.decimals().max(1))))
                .unwrap_or_default()
        });
        let keep = move |text: String| {
            let number = text.trim().replace(',', ".");
            let decimals = number.split_once('.').map_or(0, |(_, d)| d.len()).min(4) as u8;
            let Some(mean) = number.parse().ok().and_then(|v: f64| Mean::new(v, decimals)) else {
                refused.set(!text.trim().is_empty());
                return;
            };
            refused.set(false);
            let subject = keep_subject.get_value();
            app.edit(|w| correct(id.with_value(|id| record(&mut w.surveys, id)), group, subject, mean));
        };
        let back = move |_| {
            let subject = keep_subject.get_value();
            app.edit(|w| uncorrect(id.with_value(|id| record(&mut w.surveys, id)), group, &subject));
        };
        view! {
            <section class="sheet pad correction no-print">
                <TextField label=label value=value on_keep=keep/>
                <Show when=move || refused.get()><p class="small missing" role="alert">{move || app.lang().result_not_on_scale()}</p></Show>
                {move || correction.get().map(|c| view! {
                    <p class="small muted">{match &c.original {
                        Some(original) => app.lang().result_corrected_from(words(original, app.lang())),
                        None => app.lang().result_corrected_new().to_owned(),
                    }}</p>
                    <button class="btn small" type="button" on:click=back>{app.lang().result_back_to_file()}</button>
                })}
            </section>
        }.into_any()
    }
}

fn correct(result: &mut SurveyResult, group: Group, subject: Subject, mean: Mean) {
    let present = result.score(group, &subject).cloned();
    if present.as_ref().is_some_and(|p| p.mean == mean) {
        return;
    }
    let n = present.as_ref().and_then(|p| p.n);
    let corrections = result.corrections.entry(group).or_default();
    corrections.entry(subject.clone()).or_insert_with(|| Correction {
        original: present,
        at: now(),
        reason: String::new(),
    });
    result.scores.entry(group).or_default().insert(subject, Score { mean, n, spread: None });
}

fn uncorrect(result: &mut SurveyResult, group: Group, subject: &Subject) {
    let Some(correction) = result.corrections.get_mut(&group).and_then(|c| c.remove(subject)) else { return };
    let scores = result.scores.entry(group).or_default();
    match correction.original {
        Some(original) => drop(scores.insert(subject.clone(), original)),
        None => drop(scores.remove(subject)),
    }
    result.corrections.retain(|_, c| !c.is_empty());
}

#[component]
fn Sources(result: Shown) -> impl IntoView {
    let app = App::expect();
    move || {
        let (lang, result) = (app.lang(), result.get()?);
        let list = result.sources.iter().map(|source| {
            let date = day_of(source.read_at);
            let size = lang.file_size(source.size);
            let words = lang.result_source(&source.name, size, lang.date(date));
            let hash = source.hash.get(..12).unwrap_or(&source.hash).to_owned();
            view! {
                <li>{words}" "<span class="muted small">{lang.result_fingerprint(hash)}</span>
                    {source.notes.iter().map(|n| view! { <div class="small muted">{n.clone()}</div> }).collect_view()}
                </li>
            }
        }).collect_view();
        (!result.sources.is_empty()).then(|| {
            view! {
                <section><h2>{lang.result_sources()}</h2><ul class="sheet notes">{list}</ul></section>
            }
        })
    }
}
