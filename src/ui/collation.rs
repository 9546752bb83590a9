//! Sorting as the language does, by the browser's own collation.

use crate::cluster::{PracticeId, SchoolId};
use crate::i18n::Lang;
use crate::workspace::Workspace;
use js_sys::{Array, Function, Intl, JsString, Object};
use leptos::wasm_bindgen::JsValue;
use std::cmp::Ordering;

/// Compares texts: `ö` after `o` in Hungarian, numbers by their value.
pub struct Collation(Function);

impl Collation {
    pub fn of(lang: Lang) -> Collation {
        let options = Object::new();
        let _ = js_sys::Reflect::set(&options, &"numeric".into(), &JsValue::TRUE);
        Collation(Intl::Collator::new(&Array::of1(&lang.tag().into()), &options).compare())
    }

    pub fn compare(&self, a: &str, b: &str) -> Ordering {
        self.order(&a.into(), &b.into())
    }

    /// As [`Collation::compare`], of strings that are the browser's already.
    fn order(&self, a: &JsValue, b: &JsValue) -> Ordering {
        let order = self.0.call2(&JsValue::UNDEFINED, a, b).ok().and_then(|v| v.as_f64());
        order.and_then(|order| order.partial_cmp(&0.0)).unwrap_or(Ordering::Equal)
    }
}

/// Schools by what they are called.
pub fn schools_in_order(workspace: &Workspace, lang: Lang) -> Vec<SchoolId> {
    let collation = Collation::of(lang);
    let names = strings(workspace.schools.keys().map(|id| workspace.school_called(id)).collect());
    let mut schools: Vec<_> = names.iter().zip(workspace.schools.keys()).collect();
    schools.sort_by(|(a_name, a), (b_name, b)| collation.order(a_name, b_name).then_with(|| a.cmp(b)));
    schools.into_iter().map(|(_, id)| id.clone()).collect()
}

/// Practices by their school, then by title.
pub fn practices_in_order(workspace: &Workspace, lang: Lang) -> Vec<PracticeId> {
    let collation = Collation::of(lang);
    let practices = &workspace.practices;
    let schools = strings(practices.values().map(|practice| workspace.school_called(&practice.school)).collect());
    let titles = strings(practices.keys().map(|id| workspace.practice_called(id)).collect());
    let mut practices: Vec<_> = schools.iter().zip(&titles).zip(practices.keys()).collect();
    practices.sort_by(|((a_school, a_title), a), ((b_school, b_title), b)| {
        let by_title = || collation.order(a_title, b_title).then_with(|| a.cmp(b));
        collation.order(a_school, b_school).then_with(by_title)
    });
    practices.into_iter().map(|(_, id)| id.clone()).collect()
}

/// Texts as strings of the browser's. All go over in one, as there may be a thousand; those
/// that hold what stands between them, one by one.
fn strings(texts: Vec<&str>) -> Vec<JsValue> {
    const BETWEEN: &str = "\0";
    let all = JsString::from(texts.join(BETWEEN)).split(BETWEEN);
    if all.length() as usize == texts.len() { all.to_vec() } else { texts.into_iter().map(JsValue::from).collect() }
}
