//! The item catalogue: titles and plain-language explanations in both languages.
//!
//! It ships as data (`items.csv`, `explanations.csv`, `areas.csv`). A cluster can correct it; the
//! corrections are records of the workspace and are laid over it.

use super::{Area, Edition, Group, ItemCode, Subject};
use crate::i18n::Lang;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What is known of one item. Fields hold English and Hungarian, in this order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemTexts {
    pub title: [String; 2],
    /// The groups that are asked.
    pub groups: Vec<Group>,
    /// Optional items are chosen by the school.
    pub optional: bool,
    /// `verified`, `recalled` or `uncertain`: how sure we are of code and title.
    pub certainty: String,
}

/// What an item asks, in plain words; apart from titles, which every program needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// Empty where the item is not for students.
    pub for_students: [String; 2],
    pub for_adults: [String; 2],
}

impl Explanation {
    /// The explanations as they ship.
    pub fn shipped() -> &'static BTreeMap<ItemCode, Explanation> {
        static SHIPPED: LazyLock<BTreeMap<ItemCode, Explanation>> = LazyLock::new(Explanation::read_shipped);
        &SHIPPED
    }

    fn read_shipped() -> BTreeMap<ItemCode, Explanation> {
        let mut rows = csv::Reader::from_reader(include_str!("explanations.csv").as_bytes());
        let explained = rows.records().flatten().filter_map(|row| {
            let cell = |i: usize| row.get(i).unwrap_or_default().to_owned();
            let Ok(Subject::Item(code)) = cell(0).parse() else { return None };
            Some((code, Explanation { for_students: [cell(1), cell(2)], for_adults: [cell(3), cell(4)] }))
        });
        explained.collect()
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AreaTexts {
    pub title: [String; 2],
}

/// The items and areas of the survey.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Catalogue {
    pub items: BTreeMap<ItemCode, ItemTexts>,
    areas: BTreeMap<(Edition, Area), AreaTexts>,
}

impl Catalogue {
    /// The catalogue as it ships.
    pub fn shipped() -> &'static Catalogue {
        static SHIPPED: LazyLock<Catalogue> = LazyLock::new(Catalogue::read_shipped);
        &SHIPPED
    }

    /// The items that a group is asked, in order. Of in-company trainers nothing is published:
    /// they get what teachers are asked, and the sheet says so.
    pub fn asked(&self, group: Group) -> impl Iterator<Item = ItemCode> + '_ {
        let group = if group == Group::Trainers { Group::Teachers } else { group };
        self.items.iter().filter(move |(_, item)| item.groups.contains(&group)).map(|(code, _)| *code)
    }

    pub fn area(&self, edition: Edition, area: Area) -> Option<&AreaTexts> {
        self.areas.get(&(edition, area))
    }

    pub fn area_title(&self, edition: Edition, area: Area, lang: Lang) -> &str {
        self.area(edition, area).map_or("", |texts| lang.pick(&texts.title))
    }

    /// The title of what a score is about; a code outside the catalogue has none,
    /// an own question is its own title.
    pub fn title<'a>(&'a self, edition: Edition, subject: &'a Subject, lang: Lang) -> Option<&'a str> {
        match subject {
            Subject::Area(area) => Some(self.area_title(edition, *area, lang)),
            Subject::Item(code) => match edition {
                Edition::From2020 => self.items.get(code).map(|item| lang.pick(&item.title)),
                Edition::Of2018 => None,
            },
            Subject::Own(title) => Some(title),
        }
    }

    fn read_shipped() -> Catalogue {
        let mut items = BTreeMap::new();
        let mut rows = csv::Reader::from_reader(include_str!("items.csv").as_bytes());
        for row in rows.records().flatten() {
            let cell = |i: usize| row.get(i).unwrap_or_default().to_owned();
            let Ok(Subject::Item(code)) = cell(0).parse() else { continue };
            let asked = [(4, Group::Leaders), (5, Group::Teachers), (6, Group::Students)];
            items.insert(
                code,
                ItemTexts {
                    title: [cell(2), cell(3)],
                    groups: asked.into_iter().filter(|(i, _)| &row[*i] == "yes").map(|(_, g)| g).collect(),
                    optional: &row[7] == "optional",
                    certainty: cell(8),
                },
            );
        }
        let mut areas = BTreeMap::new();
        let mut rows = csv::Reader::from_reader(include_str!("areas.csv").as_bytes());
        for row in rows.records().flatten() {
            let cell = |i: usize| row.get(i).unwrap_or_default().to_owned();
            let edition = if &row[0] == "2018" { Edition::Of2018 } else { Edition::From2020 };
            let Some(area) = cell(1).chars().next().and_then(Area::from_letter) else { continue };
            areas.insert((edition, area), AreaTexts { title: [cell(2), cell(3)] });
        }
        Catalogue { items, areas }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_group_is_asked_something() {
        let asked = |group| Catalogue::shipped().asked(group).collect::<Vec<_>>();
        assert!(Group::ALL.into_iter().all(|group| !asked(group).is_empty()));
        assert_eq!(asked(Group::Trainers), asked(Group::Teachers));
        assert!(asked(Group::Students).len() < asked(Group::Teachers).len());
    }

    #[test]
    fn the_shipped_catalogue_is_whole() {
        let catalogue = Catalogue::shipped();
        assert_eq!(catalogue.items.len(), 53);
        assert_eq!(catalogue.areas.len(), 14);
        for (code, item) in &catalogue.items {
            let explained = &Explanation::shipped()[code];
            assert!(item.title.iter().chain(&explained.for_adults).all(|t| !t.is_empty()), "{code}");
            let students = item.groups.contains(&Group::Students);
            assert!(explained.for_students.iter().all(|t| t.is_empty() != students), "{code}");
        }
    }
}
