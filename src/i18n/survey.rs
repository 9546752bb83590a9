//! The survey's own words: groups and levels.

use super::Lang;
use crate::selfie::{Edition, Group, Level};

texts! {
    leaders => "Leaders" | "Vezetők";
    teachers => "Teachers" | "Pedagógusok";
    students => "Students" | "Tanulók";
    trainers => "In-company trainers" | "Céges oktatók";
    level_primary => "Primary" | "Általános iskola, alsó tagozat";
    level_lower_secondary => "Lower secondary" | "Általános iskola, felső tagozat";
    level_upper_secondary => "Upper secondary, general" | "Gimnázium";
    level_vocational => "Upper secondary, vocational" | "Szakképzés";
    level_work_based => "Work-based learning" | "Duális képzés";
    edition_2020 => "from 2020 (eight areas, A–H)" | "2020-tól (nyolc terület, A–H)";
    edition_2018 => "2018 (six areas, A–F)" | "2018-as (hat terület, A–F)";
}

impl Lang {
    pub fn group(self, group: Group) -> &'static str {
        match group {
            Group::Leaders => self.leaders(),
            Group::Teachers => self.teachers(),
            Group::Students => self.students(),
            Group::Trainers => self.trainers(),
        }
    }

    pub fn level(self, level: Level) -> &'static str {
        match level {
            Level::Primary => self.level_primary(),
            Level::LowerSecondary => self.level_lower_secondary(),
            Level::UpperSecondary => self.level_upper_secondary(),
            Level::Vocational => self.level_vocational(),
            Level::WorkBased => self.level_work_based(),
        }
    }

    pub fn edition(self, edition: Edition) -> &'static str {
        match edition {
            Edition::From2020 => self.edition_2020(),
            Edition::Of2018 => self.edition_2018(),
        }
    }
}
