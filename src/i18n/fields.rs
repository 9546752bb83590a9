//! The names of records' fields and short words for their values, where changes
//! are shown before they are made.

use super::Lang;
use crate::cluster::{DevelopmentForm, Helped, PairingState, Per, PracticeState, Wanted};
use crate::selfie::{Group, Level};
use crate::workspace::{Kind, Workspace};
use serde_json::Value;

texts! {
    field_name => "Name" | "Név";
    field_short_name => "Short name" | "Rövid név";
    field_role => "Part in the cluster" | "Szerep az iskolakörben";
    field_location => "Address" | "Cím";
    field_website => "Website" | "Honlap";
    field_students => "Students" | "Tanulók száma";
    field_teachers => "Teachers" | "Pedagógusok száma";
    field_levels => "Education levels" | "Képzési szintek";
    field_languages => "Languages" | "Nyelvek";
    field_coordinator => "Coordinator" | "Koordinátor";
    field_contact => "Contact" | "Elérhetőség";
    field_pilot_year => "School year" | "Tanév";
    field_priorities => "Priorities" | "Prioritások";
    field_goals => "Goals" | "Célok";
    field_held => "Held on" | "Időpont";
    field_edition => "Edition" | "Kiadás";
    field_scores => "Scores" | "Eredmények";
    field_participation => "Participation" | "Részvétel";
    field_corrections => "Corrections by hand" | "Kézi javítások";
    field_sources => "Sources" | "Források";
    field_need_below => "Need below" | "Fejlesztendő ez alatt";
    field_strength => "Strength" | "Erősség";
    field_certainty => "Certainty" | "Bizonyosság";
    field_groups => "Groups that count" | "Figyelembe vett csoportok";
    field_practical_change => "Change that matters" | "Érdemi változás";
    field_minimum_group => "Smallest group shown" | "A legkisebb megmutatott csoport";
    field_decided_on => "Decided on" | "A döntés napja";
    field_decided_by => "Decided by" | "Döntöttek";
    field_reason => "Reason" | "Indoklás";
    field_version => "Version" | "Változat";
    field_text => "Text" | "Szöveg";
    field_title_en => "Title, English" | "Cím angolul";
    field_title_hu => "Title, Hungarian" | "Cím magyarul";
    field_for_students_en => "For students, English" | "Tanulóknak, angolul";
    field_for_students_hu => "For students, Hungarian" | "Tanulóknak, magyarul";
    field_for_adults_en => "For adults, English" | "Felnőtteknek, angolul";
    field_for_adults_hu => "For adults, Hungarian" | "Felnőtteknek, magyarul";
    field_school => "Offered by" | "Aki kínálja";
    field_title => "Title" | "Cím";
    field_about => "What it is" | "Miről szól";
    field_effect => "What changed by it" | "Mi változott tőle";
    field_helps_with => "Helps with" | "Amiben segít";
    field_form => "Form" | "Forma";
    field_capacity => "Schools it can take" | "Ennyi iskolának adható át";
    field_materials => "Materials" | "Anyagok";
    field_state => "State" | "Állapot";
    field_wanted => "How much it is wanted" | "Mennyire szeretnék";
    field_note => "Note" | "Megjegyzés";
    field_need => "Need" | "Fejlesztendő";
    field_level => "Education level" | "Képzési szint";
    field_round => "Round" | "Forduló";
    field_begins => "Begins" | "Kezdete";
    field_ends => "Ends" | "Vége";
    field_sessions => "Sessions" | "Alkalmak";
    field_session_numbers => "Numbers of the sessions" | "Az alkalmak sorszáma";
    field_notes => "Notes" | "Jegyzetek";
    field_place => "Place or meeting link" | "Helyszín vagy a találkozó linkje";
    field_helped => "Did it help?" | "Segített-e?";
    field_receives => "A school receives at most" | "Egy iskola legfeljebb ennyit kap";
    field_per => "Needs are counted" | "A fejlesztendők számítása";
    field_slots => "Dates for sessions" | "Lehetséges időpontok";
    field_minutes => "Minutes of a session" | "Egy alkalom hossza percben";

    value_empty => "(empty)" | "(üres)";
    value_partner => "partner" | "partner";
    value_mentor => "mentor" | "mentor";
    value_mentee => "mentee" | "mentorált";
    value_from(line) => "from {line}" | "legalább {line}";
    value_within(points) => "at most {points} below the best" | "a legjobbtól legfeljebb {points} ponttal elmaradva";
    value_alone => "the value alone" | "csak az érték";
    value_band(percent) => "{percent}% band" | "{percent}%-os bizonytalansági sáv";
    value_scores(n # count) => "{n} score" / "{n} scores" | "{n} pontszám";
    value_entries(n # count) => "{n} entry" / "{n} entries" | "{n} bejegyzés";
}

impl Lang {
    /// A field by its name in bundles; the name itself if it is none of ours.
    pub fn field(self, field: &str) -> &str {
        match field {
            "name" => self.field_name(),
            "short_name" => self.field_short_name(),
            "role" => self.field_role(),
            "location" => self.field_location(),
            "website" => self.field_website(),
            "students" => self.field_students(),
            "teachers" => self.field_teachers(),
            "levels" => self.field_levels(),
            "languages" => self.field_languages(),
            "coordinator" => self.field_coordinator(),
            "contact" => self.field_contact(),
            "pilot_year" => self.field_pilot_year(),
            "priorities" => self.field_priorities(),
            "goals" => self.field_goals(),
            "held" => self.field_held(),
            "edition" => self.field_edition(),
            "scores" => self.field_scores(),
            "participation" => self.field_participation(),
            "corrections" => self.field_corrections(),
            "sources" => self.field_sources(),
            "need_below" => self.field_need_below(),
            "strength" => self.field_strength(),
            "certainty" => self.field_certainty(),
            "groups" => self.field_groups(),
            "practical_change" => self.field_practical_change(),
            "minimum_group" => self.field_minimum_group(),
            "decided_on" => self.field_decided_on(),
            "decided_by" => self.field_decided_by(),
            "reason" => self.field_reason(),
            "version" => self.field_version(),
            "text" => self.field_text(),
            // What is replaced as a whole: a survey result.
            "whole" => self.field_scores(),
            "title_en" => self.field_title_en(),
            "title_hu" => self.field_title_hu(),
            "for_students_en" => self.field_for_students_en(),
            "for_students_hu" => self.field_for_students_hu(),
            "for_adults_en" => self.field_for_adults_en(),
            "for_adults_hu" => self.field_for_adults_hu(),
            "school" => self.field_school(),
            "title" => self.field_title(),
            "about" => self.field_about(),
            "effect" => self.field_effect(),
            "helps_with" => self.field_helps_with(),
            "form" => self.field_form(),
            "capacity" => self.field_capacity(),
            "materials" => self.field_materials(),
            "state" => self.field_state(),
            "wanted" => self.field_wanted(),
            "note" => self.field_note(),
            "need" => self.field_need(),
            "level" => self.field_level(),
            "round" => self.field_round(),
            "begins" => self.field_begins(),
            "ends" => self.field_ends(),
            "sessions" => self.field_sessions(),
            "session_numbers" => self.field_session_numbers(),
            "notes" => self.field_notes(),
            "place" => self.field_place(),
            "helped" => self.field_helped(),
            "receives" => self.field_receives(),
            "per" => self.field_per(),
            "slots" => self.field_slots(),
            "minutes" => self.field_minutes(),
            other => other,
        }
    }

    /// A field's value in a few words; `names` knows what the records are called that it names.
    pub fn field_value(self, kind: Kind, field: &str, value: &Value, names: &Workspace) -> String {
        match value {
            Value::String(id) if field == "round" => names.round_called(id).to_owned(),
            Value::String(id) if field == "school" && !id.is_empty() => names.school_called(id).to_owned(),
            Value::Null => self.value_empty().to_owned(),
            Value::String(text) if text.trim().is_empty() => self.value_empty().to_owned(),
            Value::String(word) => self.word_value(kind, field, word),
            Value::Number(number) => self.number_value(number),
            Value::Bool(yes) => yes.to_string(),
            Value::Array(items) if items.is_empty() => self.value_empty().to_owned(),
            Value::Array(items) if field == "helps_with" => {
                items.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", ")
            }
            Value::Array(items) => {
                let words: Option<Vec<String>> = items.iter().map(|item| self.listed(field, item)).collect();
                words.map_or_else(|| self.value_entries(items.len()), |words| words.join(", "))
            }
            Value::Object(_) if field == "participation" => self.participation_told(value),
            Value::Object(entries) if field == "scores" => {
                let texts = entries.values().filter_map(Value::as_str);
                self.value_scores(texts.map(|text| text.split(',').filter(|piece| !piece.is_empty()).count()).sum())
            }
            Value::Object(entries) if field == "strength" => match entries.iter().next() {
                Some((rule, Value::Number(line))) if rule == "from" => self.value_from(self.number_value(line)),
                Some((_, Value::Number(points))) => self.value_within(self.number_value(points)),
                _ => self.value_empty().to_owned(),
            },
            Value::Object(entries) if entries.is_empty() => self.value_empty().to_owned(),
            Value::Object(entries) => self.value_entries(entries.len()),
        }
    }

    fn word_value(self, kind: Kind, field: &str, word: &str) -> String {
        match (kind, field, word) {
            (Kind::Schools, "role", "partner") => self.value_partner().to_owned(),
            (Kind::Schools, "role", "mentor") => self.value_mentor().to_owned(),
            (Kind::Schools, "role", "mentee") => self.value_mentee().to_owned(),
            (Kind::Agreements, "certainty", "value") => self.value_alone().to_owned(),
            (Kind::Agreements, "certainty", percent) => self.value_band(percent),
            (Kind::Practices | Kind::Wishes | Kind::Pairings | Kind::MatchRules, field, word) => {
                self.matching_word(field, word).unwrap_or_else(|| word.to_owned())
            }
            (_, "held" | "decided_on", date) => date.parse().map_or_else(|_| date.to_owned(), |date| self.date(date)),
            (_, _, text) => text.to_owned(),
        }
    }

    fn matching_word(self, field: &str, word: &str) -> Option<String> {
        let known = match field {
            "form" => self.development_form(DevelopmentForm::from_word(word)?),
            "state" => match PracticeState::from_word(word) {
                Some(state) => self.practice_state(state),
                None => self.pairing_state(PairingState::from_word(word)?),
            },
            "wanted" => self.wanted(Wanted::from_word(word)?),
            "helped" => self.helped(Helped::from_word(word)?),
            "per" => self.per(Per::from_word(word)?),
            "level" => self.level(Level::from_word(word)?),
            "begins" | "ends" => return word.parse().ok().map(|date| self.date(date)),
            _ => return None,
        };
        Some(known.to_owned())
    }

    fn number_value(self, number: &serde_json::Number) -> String {
        match number.as_u64() {
            Some(count) => self.count(count as usize),
            None => {
                let text = number.to_string();
                let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
                self.decimal(number.as_f64().unwrap_or_default(), decimals)
            }
        }
    }

    /// One of several values that stand in one field.
    fn listed(self, field: &str, item: &Value) -> Option<String> {
        let text = || item.as_str();
        match field {
            "sessions" | "slots" => text()?.parse().ok().map(|at| self.moment(at)),
            "sources" => Some(item.get("name")?.as_str()?.to_owned()),
            _ => {
                let word = text()?;
                let level = || Level::from_word(word).map(|level| self.level(level));
                Group::from_word(word).map(|group| self.group(group)).or_else(level).map(str::to_owned)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn every_field_has_a_name_in_both_languages() {
        for kind in Kind::ALL {
            for field in kind.parts(kind.default_fields()).keys() {
                for lang in Lang::ALL {
                    assert_ne!(lang.field(field), field, "{kind:?}");
                }
            }
        }
    }

    #[test]
    fn values_are_told_in_words() {
        let en = |kind, field, value| Lang::En.field_value(kind, field, &value, &Workspace::default());
        let hu = |kind, field, value| Lang::Hu.field_value(kind, field, &value, &Workspace::default());
        assert_eq!(en(Kind::Schools, "students", json!(null)), "(empty)");
        assert_eq!(en(Kind::Schools, "students", json!(1400)), "1,400");
        assert_eq!(hu(Kind::Agreements, "need_below", json!(3.8)), "3,8");
        assert_eq!(en(Kind::Agreements, "strength", json!({"from": 4.2})), "from 4.2");
        assert_eq!(en(Kind::Agreements, "groups", json!(["leaders", "teachers"])), "Leaders, Teachers");
        assert_eq!(hu(Kind::Rounds, "held", json!("2021-10-12")), "2021.\u{a0}október\u{a0}12.");
        assert_eq!(hu(Kind::Schools, "role", json!("mentee")), "mentorált");
        assert_eq!(
            en(Kind::Surveys, "scores", json!({"leaders": "A1 3.6 5,A2 3 5", "teachers": "A1 4 9"})),
            "3 scores"
        );
        assert_eq!(en(Kind::Surveys, "sources", json!([{"name": "a.csv"}, {"name": "b.csv"}])), "a.csv, b.csv");
        assert_eq!(
            en(Kind::Surveys, "participation", json!({"teachers": {"invited": 60, "answered": 58}})),
            "Teachers 58 of 60"
        );
        assert_eq!(en(Kind::Pairings, "place", json!("room 12")), "room 12");
        assert_eq!(en(Kind::Schools, "name", json!("Tölgyfő")), "Tölgyfő");
        assert_eq!(hu(Kind::Practices, "state", json!("paused")), "szünetel");
        assert_eq!(en(Kind::Pairings, "state", json!("under-way")), "under way");
        assert_eq!(en(Kind::Practices, "helps_with", json!(["D", "G2"])), "D, G2");
        assert_eq!(hu(Kind::Pairings, "begins", json!("2022-03-14")), "2022.\u{a0}március\u{a0}14.");
        assert_eq!(en(Kind::Pairings, "sessions", json!(["2022-03-14T15:00:00"])), "14\u{a0}March\u{a0}2022, 15:00");
    }
}
