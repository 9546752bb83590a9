//! What the address shows. Routes live in the location's hash, so that the app
//! runs from any folder of any static host, and from a single file.

use crate::cluster::{PracticeId, SurveyKey};
use crate::selfie::Group;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Route {
    /// Start a cluster, open a file, try the example.
    #[default]
    Start,
    Cluster,
    /// Which schools have results, and what is missing.
    Survey,
    /// Reading survey files.
    Read,
    /// One result, value by value.
    Result(SurveyKey),
    /// The items, explained.
    Items,
    /// "Before you answer", for printing.
    Sheet(Group),
    Grid,
    Agreement,
    /// Where groups see the same thing differently.
    Differences,
    /// Strengths and needs of one school, in words; with an empty id, the list of schools.
    School(String),
    /// The grid for a workshop's screen.
    Present,
    /// What schools offer each other, and who wishes for what.
    Practices,
    /// One practice: its sheet, and where it is written.
    Practice(PracticeId),
    /// One practice a screen.
    Teachmeet,
    /// Who helps whom, as suggested.
    Matching,
    /// Given and received, as numbers and as a picture.
    Balance,
    /// What was accepted, and when it takes place.
    Pairings,
    /// Where copies say different things.
    Decide,
    /// Earlier versions that this browser keeps.
    Versions,
}

impl Route {
    /// The hash that leads here, with its `#`.
    pub fn href(&self) -> String {
        match self {
            Route::Start => "#/".into(),
            Route::Cluster => "#/cluster".into(),
            Route::Survey => "#/survey".into(),
            Route::Read => "#/survey/read".into(),
            Route::Result(key) => format!("#/survey/of/{}", encode(&key.to_string())),
            Route::Items => "#/items".into(),
            Route::Sheet(group) => format!("#/items/sheet/{}", group.word()),
            Route::Grid => "#/grid".into(),
            Route::Agreement => "#/agreement".into(),
            Route::Differences => "#/differences".into(),
            Route::School(id) => format!("#/school/{}", encode(id)),
            Route::Present => "#/present".into(),
            Route::Practices => "#/practices".into(),
            Route::Practice(id) => format!("#/practices/of/{}", encode(id)),
            Route::Teachmeet => "#/practices/teachmeet".into(),
            Route::Matching => "#/matching".into(),
            Route::Balance => "#/balance".into(),
            Route::Pairings => "#/pairings".into(),
            Route::Decide => "#/decide".into(),
            Route::Versions => "#/versions".into(),
        }
    }

    /// Pages for a workshop's screen, without the frame.
    pub fn fills_the_screen(&self) -> bool {
        matches!(self, Route::Present | Route::Teachmeet)
    }

    /// Anything unknown leads to the start.
    pub fn from_hash(hash: &str) -> Route {
        let path = hash.trim_start_matches('#').trim_matches('/');
        let parts: Vec<&str> = path.splitn(3, '/').collect();
        match parts.as_slice() {
            ["cluster"] => Route::Cluster,
            ["survey"] => Route::Survey,
            ["survey", "read"] => Route::Read,
            ["survey", "of", id] => SurveyKey::from_id(&decode(id)).map(Route::Result).unwrap_or(Route::Survey),
            ["items"] => Route::Items,
            ["items", "sheet", group] => Group::from_word(group).map(Route::Sheet).unwrap_or(Route::Items),
            ["grid"] => Route::Grid,
            ["agreement"] => Route::Agreement,
            ["differences"] => Route::Differences,
            ["school"] => Route::School(String::new()),
            ["school", id] => Route::School(decode(id)),
            ["present"] => Route::Present,
            ["practices"] => Route::Practices,
            ["practices", "of", id] => Route::Practice(decode(id)),
            ["practices", "teachmeet"] => Route::Teachmeet,
            ["matching"] => Route::Matching,
            ["balance"] => Route::Balance,
            ["pairings"] => Route::Pairings,
            ["decide"] => Route::Decide,
            ["versions"] => Route::Versions,
            _ => Route::Start,
        }
    }
}

fn encode(text: &str) -> String {
    String::from(js_sys::encode_uri_component(text))
}

fn decode(text: &str) -> String {
    js_sys::decode_uri_component(text).map(String::from).unwrap_or_else(|_| text.to_owned())
}
