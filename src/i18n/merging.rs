//! Taking in a colleague's file, and deciding where copies differ.

use super::Lang;
use crate::workspace::{BY_HAND, Conflict, Difference, Kind, RecordNews, Replica, Who, Workspace};
use serde_json::Value;

texts! {
    merge_title => "What this file brings" | "Amit ez a fájl hoz";
    merge_nothing(file) => "Nothing new: all that {file} holds is here already." | "Nincs új: ami ebben a fájlban van, az már mind itt van: {file}.";
    merge_counts(new, changed, removed) => "New: {new}. Changed: {changed}. Removed: {removed}." | "Új: {new}. Módosult: {changed}. Törölt: {removed}.";
    merge_open(n # count) => "In {n} record both of you changed the same thing. Both versions stay until somebody decides."
        / "In {n} records both of you changed the same thing. Both versions stay until somebody decides."
        | "{n} helyen mindketten ugyanazt módosították. Mindkét változat megmarad, amíg valaki nem dönt.";
    merge_written(who, date) => "Written by {who}, {date}." | "Készítette: {who}, {date}";
    merge_by(who, date) => "{who}, {date}" | "{who}, {date}";
    date_unknown => "date unknown" | "ismeretlen időpont";
    merge_new => "new" | "új";
    merge_removed => "removed" | "törölve";
    merge_both(field, values) => "{field}: {values} (both stay for now)" | "{field}: {values} (egyelőre mindkettő megmarad)";
    merge_several(field, values) => "{field}: {values} (all stay for now)" | "{field}: {values} (egyelőre mind megmarad)";
    merge_removed_and_changed => "removed in one copy, changed in the other: it stays for now" | "az egyik példányban törölték, a másikban módosították: egyelőre megmarad";
    merge_keep_words => "Where you keep ours, that is an edit of yours: the others will see that you decided so. Something new that you leave out is removed for everybody."
        | "Ahol „a miénk marad”, az saját módosításnak számít: a többiek is látják majd ezt a döntést. Ami új, és így kimarad, az mindenkinél törlődik.";
    merge_keep => "Keep ours" | "A miénk maradjon";
    merge_keep_of(record) => "Keep ours: {record}" | "A miénk maradjon: {record}";
    merge_keep_field_of(record, field) => "Keep ours: {record}, {field}" | "A miénk maradjon: {record}, {field}";
    merge_take => "Take it in" | "Átveszem";
    merge_taken => "Both copies are together now." | "A két példány egyesült.";
    merge_before_after(field, before, after) => "{field}: {before} → {after}" | "{field}: {before} → {after}";

    decide_title => "To decide" | "Döntésre vár";
    decide_count(n # count) => "{n} to decide" / "{n} to decide" | "{n} eldöntendő";
    decide_lead => "Here two people wrote different things at the same time. Nothing is lost: choose one, or write a third. It can wait as long as you like, and it travels with the file."
        | "Itt ketten egyszerre mást írtak. Semmi sem veszett el: válasszon, vagy írjon egy harmadikat. Ráér, és a munkafájllal együtt utazik.";
    decide_none => "Nothing is waiting for a decision." | "Semmi sem vár döntésre.";
    decide_shown => "shown now" | "ez látszik";
    decide_choose => "Choose this" | "Ezt választom";
    decide_choose_of(value) => "Choose this: {value}" | "Ezt választom: {value}";
    decide_third => "Or write another" | "Vagy írjon egy harmadikat";
    decide_write => "Use what I wrote" | "Az legyen, amit írtam";
    decide_deleted => "Somebody removed it, somebody else went on writing in it." | "Valaki törölte, valaki más tovább írta.";
    decide_keep_it => "Keep it" | "Maradjon meg";
    decide_remove_it => "Remove it" | "Törlés";
    decide_unfit => "This field cannot hold that. Write it as in the versions above." | "Ez a mező ilyet nem tartalmazhat. Írja úgy, ahogy a fenti változatokban áll.";
    decide_elsewhere => "Or set it to something else on its page" | "Vagy állítsa be másként a saját oldalán";
    decide_decided => "Decided." | "Eldöntve.";
    decide_two_versions => "two versions" | "két változat";

    who_title => "Who works here" | "Ki dolgozik itt";
    who_words => "Colleagues see it beside your changes when they open your file." | "A kollégák ezt látják a módosításai mellett, amikor megnyitják a fájlját.";
    who_school => "Your school" | "Az iskolája";
    who_no_school => "none of these" | "egyik sem";
    who_name => "Your name (if you like)" | "A neve (ha szeretné)";
    who_unknown => "somebody" | "valaki";
    who_by_hand => "by hand" | "kézzel";
    who_name_of(name, school) => "{name} ({school})" | "{name} ({school})";

    terminal_other_cluster => "belongs to another cluster: nothing was written" | "másik iskolakör fájlja: semmi sem íródott ki";
    terminal_cannot_write => "cannot be written" | "nem írható";

    changes_title => "Who changed what" | "Ki mit módosított";
    changes_field => "Field" | "Mező";
    changes_who => "Who" | "Ki";
    changes_when => "When" | "Mikor";
}

impl Lang {
    /// Who wrote into a copy.
    pub fn writer(self, replica: &Replica, workspace: &Workspace) -> String {
        let who = Who { school: replica.school.clone(), name: replica.name.clone() };
        self.who_said(&who, workspace)
    }

    /// Who somebody is: the name, the school, or both; "somebody" where neither was said.
    pub fn who_said(self, who: &Who, workspace: &Workspace) -> String {
        let name = match who.name.trim() {
            BY_HAND => self.who_by_hand(),
            name => name,
        };
        let school = if who.school.is_empty() { "" } else { workspace.school_called(&who.school) };
        match (name.is_empty(), school.is_empty()) {
            (true, true) => self.who_unknown().to_owned(),
            (false, true) => name.to_owned(),
            (true, false) => school.to_owned(),
            (false, false) => self.who_name_of(name, school),
        }
    }

    /// What to call a record: its kind, and which of its kind it is.
    pub fn record_name(self, kind: Kind, id: &str, workspace: &Workspace) -> String {
        let kind_name = self.kind(kind);
        let which = match kind {
            Kind::Cluster | Kind::Schools => String::new(),
            Kind::Rounds => workspace.round_called(&id.to_owned()).to_owned(),
            Kind::Surveys => match crate::cluster::SurveyKey::from_id(id) {
                Some(key) => format!("{}, {}", self.level(key.level), workspace.round_called(&key.round)),
                None => id.to_owned(),
            },
            Kind::CellNotes => match crate::cluster::CellKey::from_id(id) {
                Some(key) => key.subject.to_string(),
                None => id.to_owned(),
            },
            Kind::Practices => workspace.practice_called(&id.to_owned()).to_owned(),
            Kind::Wishes | Kind::Pairings | Kind::Bans => match crate::cluster::PairKey::from_id(id) {
                Some(key) => workspace.practice_called(&key.practice).to_owned(),
                None => id.to_owned(),
            },
            Kind::MatchRules => String::new(),
            Kind::Agreements | Kind::ItemWordings => id.trim_start_matches('0').to_owned(),
        };
        if which.is_empty() { kind_name.to_owned() } else { format!("{kind_name} – {which}") }
    }

    /// What would be different in a record, a line each.
    pub fn news_lines(self, news: &RecordNews, names: &Workspace) -> Vec<String> {
        self.news_told(news, names).into_iter().map(|(_, words)| words).collect()
    }

    /// As [`Lang::news_lines`], with the field that a line is about, where it is about one alone.
    pub fn news_told(self, news: &RecordNews, names: &Workspace) -> Vec<(Option<String>, String)> {
        let value = |field: &str, value| self.field_value(news.kind, field, value, names);
        let open = |conflict: &Conflict| (conflict.at.field.clone(), self.conflict_line(conflict, names));
        let mut lines: Vec<(Option<String>, String)> = news.conflicts.iter().map(open).collect();
        let is_open = |field: &String| news.conflicts.iter().any(|conflict| conflict.at.field.as_ref() == Some(field));
        match &news.difference {
            Some(Difference::New { .. }) => lines.push((None, self.merge_new().to_owned())),
            Some(Difference::Removed { .. }) => lines.push((None, self.merge_removed().to_owned())),
            Some(Difference::Changed { fields, .. }) => {
                for change in fields.iter().filter(|change| !is_open(&change.field)) {
                    if news.kind.is_whole() && change.field == "scores" {
                        let cells = self.score_changes(&change.before, &change.after);
                        lines.extend(cells.into_iter().map(|cell| (None, cell)));
                        continue;
                    }
                    let (before, after) = (value(&change.field, &change.before), value(&change.field, &change.after));
                    let field = Some(change.field.clone()).filter(|_| !news.kind.is_whole());
                    lines.push((field, self.merge_before_after(self.field(&change.field), before, after)));
                }
            }
            None => {}
        }
        lines
    }

    /// What copies say differently, in one line.
    pub fn conflict_line(self, conflict: &Conflict, names: &Workspace) -> String {
        match (&conflict.at.field, conflict.values.as_slice()) {
            (Some(field), values @ [_, _, ..]) => {
                let values = (0..values.len()).map(|place| self.kept_value(conflict, place, names));
                let values: Vec<String> = values.collect();
                let (field, told) = (self.field(field), values.join(" ⇄ "));
                if values.len() > 2 { self.merge_several(field, told) } else { self.merge_both(field, told) }
            }
            _ => self.merge_removed_and_changed().to_owned(),
        }
    }

    /// One of the values of a conflict in words; of a survey result how much it holds, and what
    /// only it says.
    pub fn kept_value(self, conflict: &Conflict, place: usize, names: &Workspace) -> String {
        let kind = conflict.at.kind;
        let (Some(field), Some(kept)) = (&conflict.at.field, conflict.values.get(place)) else { return String::new() };
        match kept.value.get("scores") {
            Some(scores) if kind.is_whole() => {
                let others = conflict.values.iter().enumerate().filter(|(other, _)| *other != place);
                let others: Vec<&Value> = others.map(|(_, kept)| &kept.value).collect();
                let mut words = vec![self.field_value(kind, "scores", scores, names)];
                words.extend(self.told_apart(&kept.value, &others));
                words.extend(kept.value.get("participation").map(|value| self.participation_told(value)));
                words.extend(kept.value.get("sources").map(|value| self.field_value(kind, "sources", value, names)));
                words.retain(|words| !words.is_empty());
                words.join("; ")
            }
            _ => self.field_value(kind, field, &kept.value, names),
        }
    }

    /// Where a record belongs and which it is: `Tölgyfő – School data`.
    pub fn record_place(self, kind: Kind, id: &str, workspace: &Workspace) -> String {
        let record = self.record_name(kind, id, workspace);
        match workspace.school_of(kind, id) {
            Some(school) => format!("{} – {record}", workspace.school_called(&school)),
            None => record,
        }
    }
}
