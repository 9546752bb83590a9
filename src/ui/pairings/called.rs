//! What schools, practices and pairings are called, also when one of them is gone.

use crate::cluster::{PairKey, SchoolId};
use crate::i18n::Lang;
use crate::workspace::Workspace;

pub fn school(workspace: &Workspace, id: &SchoolId, lang: Lang) -> String {
    if workspace.schools.contains_key(id) {
        workspace.school_called(id).to_owned()
    } else {
        lang.pairing_school_gone().to_owned()
    }
}

/// The giving school, as far as the practice still tells.
pub fn giver(workspace: &Workspace, key: &PairKey, lang: Lang) -> String {
    match workspace.practices.get(&key.practice) {
        Some(practice) => school(workspace, &practice.school, lang),
        None => lang.pairing_giver_gone().to_owned(),
    }
}

pub fn practice(workspace: &Workspace, key: &PairKey, lang: Lang) -> String {
    if workspace.practices.contains_key(&key.practice) {
        workspace.practice_called(&key.practice).to_owned()
    } else {
        lang.pairing_practice_gone().to_owned()
    }
}

pub fn pairing(workspace: &Workspace, key: &PairKey, lang: Lang) -> String {
    let receiver = school(workspace, &key.school, lang);
    lang.pairing_called(practice(workspace, key, lang), giver(workspace, key, lang), receiver)
}
