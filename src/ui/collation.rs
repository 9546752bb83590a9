//! Sorting as the language does, by the browser's own collation.

use crate::cluster::{PracticeId, SchoolId};
use crate::i18n::Lang;
use crate::workspace::Workspace;
use js_sys::{Array, Function, Intl, Object};
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
    let named = workspace.schools.keys().map(|id| (JsValue::from(workspace.school_called(id)), id));
    let mut schools: Vec<(JsValue, &SchoolId)> = named.collect();
    schools.sort_by(|(a_name, a), (b_name, b)| collation.order(a_name, b_name).then_with(|| a.cmp(b)));
    schools.into_iter().map(|(_, id)| id.clone()).collect()
}

/// Practices by their school, then by title.
pub fn practices_in_order(workspace: &Workspace, lang: Lang) -> Vec<PracticeId> {
    let collation = Collation::of(lang);
    let named = workspace
        .practices
        .iter()
        .map(|(id, practice)| (workspace.school_called(&practice.school), workspace.practice_called(id), id));
    let mut practices: Vec<_> = named.collect();
    practices.sort_by(|(a_school, a_title, a), (b_school, b_title, b)| {
        let by_title = || collation.compare(a_title, b_title).then_with(|| a.cmp(b));
        collation.compare(a_school, b_school).then_with(by_title)
    });
    practices.into_iter().map(|(_, _, id)| id.clone()).collect()
}
