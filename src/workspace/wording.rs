//! An item's texts as a cluster sees them: its own words where it has them, else
//! those that ship.

use super::Workspace;
use crate::cluster::{ItemWording, wording_id};
use crate::i18n::Lang;
use crate::selfie::{Catalogue, Edition, Explanation, Group, ItemCode, Subject};

impl Workspace {
    /// Whether an item belongs to its letter's area: the catalogue or the cluster's own
    /// wordings know it. The items of 2018 are in no catalogue.
    pub fn counts_in_its_area(&self, edition: Edition, code: ItemCode) -> bool {
        edition == Edition::Of2018
            || Catalogue::shipped().items.contains_key(&code)
            || self.item_wordings.contains_key(&wording_id(code))
    }
}

/// What an item is called and how it is explained, in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wording {
    pub title: String,
    /// Empty where students are not asked.
    pub for_students: String,
    pub for_adults: String,
    /// The cluster changed one of these texts.
    pub changed: bool,
}

/// Which of an item's texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextOf {
    Title,
    Students,
    Adults,
}

impl Wording {
    pub fn of(workspace: &Workspace, code: ItemCode, lang: Lang) -> Wording {
        let shipped = Catalogue::shipped().items.get(&code);
        let explained = Explanation::shipped().get(&code);
        let own = workspace.item_wordings.get(&wording_id(code));
        let mut changed = false;
        let mut text = |which: TextOf| {
            let ours = own.map(|own| own.text(which, lang)).unwrap_or_default();
            if !ours.is_empty() {
                changed = true;
                return ours.to_owned();
            }
            let text = match which {
                TextOf::Title => shipped.map(|item| lang.pick(&item.title)),
                TextOf::Students => explained.map(|texts| lang.pick(&texts.for_students)),
                TextOf::Adults => explained.map(|texts| lang.pick(&texts.for_adults)),
            };
            text.unwrap_or_default().to_owned()
        };
        let (title, for_students, for_adults) = (text(TextOf::Title), text(TextOf::Students), text(TextOf::Adults));
        Wording { title, for_students, for_adults, changed }
    }

    /// The explanation for a respondent group.
    pub fn for_group(&self, group: Group) -> &str {
        match group {
            Group::Students => &self.for_students,
            Group::Leaders | Group::Teachers | Group::Trainers => &self.for_adults,
        }
    }
}

impl Workspace {
    /// What an item is called; empty where nobody knows.
    fn item_title(&self, code: ItemCode, lang: Lang) -> &str {
        let own = self.item_wordings.get(&wording_id(code)).map(|own| own.text(TextOf::Title, lang));
        let shipped = || Catalogue::shipped().items.get(&code).map(|item| lang.pick(&item.title));
        own.filter(|title| !title.is_empty()).or_else(shipped).unwrap_or_default()
    }

    /// Code and title of what a score is about, in the cluster's words where it has some;
    /// the code alone where nobody knows a title.
    pub fn subject_called(&self, edition: Edition, subject: &Subject, lang: Lang) -> String {
        let title = match (subject, edition) {
            (Subject::Item(code), Edition::From2020) => self.item_title(*code, lang),
            _ => Catalogue::shipped().title(edition, subject, lang).unwrap_or_default(),
        };
        match subject {
            Subject::Own(title) => title.clone(),
            Subject::Area(_) | Subject::Item(_) if title.is_empty() => subject.to_string(),
            Subject::Area(_) | Subject::Item(_) => format!("{subject} {title}"),
        }
    }
}

impl ItemWording {
    pub fn text(&self, which: TextOf, lang: Lang) -> &str {
        match (which, lang) {
            (TextOf::Title, Lang::En) => &self.title_en,
            (TextOf::Title, Lang::Hu) => &self.title_hu,
            (TextOf::Students, Lang::En) => &self.for_students_en,
            (TextOf::Students, Lang::Hu) => &self.for_students_hu,
            (TextOf::Adults, Lang::En) => &self.for_adults_en,
            (TextOf::Adults, Lang::Hu) => &self.for_adults_hu,
        }
    }

    pub fn text_mut(&mut self, which: TextOf, lang: Lang) -> &mut String {
        match (which, lang) {
            (TextOf::Title, Lang::En) => &mut self.title_en,
            (TextOf::Title, Lang::Hu) => &mut self.title_hu,
            (TextOf::Students, Lang::En) => &mut self.for_students_en,
            (TextOf::Students, Lang::Hu) => &mut self.for_students_hu,
            (TextOf::Adults, Lang::En) => &mut self.for_adults_en,
            (TextOf::Adults, Lang::Hu) => &mut self.for_adults_hu,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::selfie::Area;
    use crate::workspace::record;

    #[test]
    fn the_clusters_words_come_first_and_only_in_their_language() {
        let mut workspace = Workspace::default();
        let code = ItemCode::new(Area::B, 2).unwrap();
        let shipped = Wording::of(&workspace, code, Lang::Hu);
        assert!(!shipped.changed && !shipped.for_students.is_empty());
        let own: &mut ItemWording = record(&mut workspace.item_wordings, "B2");
        *own.text_mut(TextOf::Students, Lang::Hu) = "Szoktunk erről beszélgetni?".into();
        let wording = Wording::of(&workspace, code, Lang::Hu);
        assert_eq!((wording.for_students.as_str(), wording.changed), ("Szoktunk erről beszélgetni?", true));
        assert_eq!(wording.title, shipped.title);
        assert!(!Wording::of(&workspace, code, Lang::En).changed);
    }
}
