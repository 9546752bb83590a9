//! Dates for people's own calendars (iCalendar, RFC 5545). Times are those on the clock
//! where it is read: a cluster meets in one country, and nobody's calendar shifts them.

use crate::cluster::{PairingState, SchoolId};
use crate::i18n::Lang;
use crate::workspace::Workspace;
use jiff::civil::DateTime;
use jiff::{Timestamp, ToSpan as _, tz};

/// One entry of a calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Always the same for the same session, also when it is moved or others come and go:
    /// taken in again, the entry is brought up to date.
    pub uid: String,
    pub begins: DateTime,
    pub minutes: u32,
    pub summary: String,
    pub description: String,
    pub place: String,
}

/// Sessions of all pairings that are not dropped, or of those that a school takes part in.
pub fn sessions(workspace: &Workspace, school: Option<&SchoolId>, lang: Lang) -> Vec<Event> {
    let mut events = Vec::new();
    let minutes = workspace.match_rule().minutes;
    for (key, pairing) in workspace.pairings().filter(|(_, pairing)| pairing.state != PairingState::Dropped) {
        let practice = workspace.practices.get(&key.practice);
        let giver = practice.map(|practice| &practice.school);
        if school.is_some_and(|school| key.school != *school && giver != Some(school)) {
            continue;
        }
        let giver = giver.map_or("", |giver| workspace.school_called(giver));
        let summary = lang.calendar_session(
            workspace.practice_called(&key.practice),
            giver,
            workspace.school_called(&key.school),
        );
        for (begins, number) in pairing.numbered_sessions() {
            events.push(Event {
                uid: format!("{}-{}-{}-{}@kapocs", workspace.id, key.school, key.practice, number),
                begins,
                minutes,
                summary: summary.clone(),
                description: practice.map(|practice| practice.about.clone()).unwrap_or_default(),
                place: pairing.place.clone(),
            });
        }
    }
    events.sort_by(|a, b| (a.begins, &a.uid).cmp(&(b.begins, &b.uid)));
    events
}

/// The text of a calendar file. `at` is when it is written, in seconds since 1970 (UTC): an
/// entry says what holds by then. So do its stamps, and its sequence, which grows with every
/// minute: programs keep the entry with the higher one, or at equal ones the later stamp.
pub fn calendar(name: &str, events: &[Event], at: i64) -> String {
    let written = tz::Offset::UTC.to_datetime(Timestamp::from_second(at).unwrap_or_default());
    let stamp = time(written) + "Z";
    let sequence = (at / 60).clamp(0, i64::from(i32::MAX)).to_string();
    let mut text = String::new();
    let mut line = |name: &str, value: &str| fold(&mut text, &format!("{name}:{value}"));
    line("BEGIN", "VCALENDAR");
    line("VERSION", "2.0");
    line("PRODID", "-//Kapocs//Kapocs//EN");
    line("X-WR-CALNAME", &escaped(name));
    for event in events {
        let ends = event.begins.saturating_add(i64::from(event.minutes).minutes());
        line("BEGIN", "VEVENT");
        line("UID", &escaped(&event.uid));
        line("DTSTAMP", &stamp);
        line("LAST-MODIFIED", &stamp);
        line("SEQUENCE", &sequence);
        line("DTSTART", &time(event.begins));
        line("DTEND", &time(ends));
        line("SUMMARY", &escaped(&event.summary));
        for (name, text) in [("DESCRIPTION", &event.description), ("LOCATION", &event.place)] {
            if !text.trim().is_empty() {
                line(name, &escaped(text));
            }
        }
        line("END", "VEVENT");
    }
    line("END", "VCALENDAR");
    text
}

fn time(time: DateTime) -> String {
    format!(
        "{:04}{:02}{:02}T{:02}{:02}{:02}",
        time.year(),
        time.month(),
        time.day(),
        time.hour(),
        time.minute(),
        time.second()
    )
}

/// Text as a value (RFC 5545, 3.3.11); control characters are left out.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.trim().chars() {
        match c {
            '\\' | ';' | ',' => escaped.extend(['\\', c]),
            '\n' => escaped.push_str("\\n"),
            c if c.is_control() => {}
            c => escaped.push(c),
        }
    }
    escaped
}

/// A content line, broken so that no line has more than 75 octets (3.1).
fn fold(text: &mut String, line: &str) {
    const LONGEST: usize = 75;
    let mut length = 0;
    for c in line.chars() {
        if length + c.len_utf8() > LONGEST {
            text.push_str("\r\n ");
            length = 1;
        }
        text.push(c);
        length += c.len_utf8();
    }
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn event(summary: &str) -> Event {
        let begins = date(2022, 3, 14).at(23, 30, 0, 0);
        Event {
            uid: "w-s1-p1-1@kapocs".into(),
            begins,
            minutes: 60,
            summary: summary.into(),
            description: String::new(),
            place: "12-es terem, földszint".into(),
        }
    }

    #[test]
    fn a_calendar_is_as_the_standard_has_it() {
        let text = calendar("Kör; 1, 2", &[event("Óra\\kör\r\nmásodik")], 1_637_051_000);
        let lines: Vec<&str> = text.split_terminator("\r\n").collect();
        assert_eq!(
            lines,
            [
                "BEGIN:VCALENDAR",
                "VERSION:2.0",
                "PRODID:-//Kapocs//Kapocs//EN",
                "X-WR-CALNAME:Kör\\; 1\\, 2",
                "BEGIN:VEVENT",
                "UID:w-s1-p1-1@kapocs",
                "DTSTAMP:20211116T082320Z",
                "LAST-MODIFIED:20211116T082320Z",
                "SEQUENCE:27284183",
                "DTSTART:20220314T233000",
                "DTEND:20220315T003000",
                "SUMMARY:Óra\\\\kör\\nmásodik",
                "LOCATION:12-es terem\\, földszint",
                "END:VEVENT",
                "END:VCALENDAR",
            ]
        );
    }

    #[test]
    fn long_lines_are_folded_between_letters_and_read_back() {
        let long = "árvíztűrő tükörfúrógép ".repeat(20);
        let text = calendar("x", &[event(&long)], 0);
        assert!(text.split("\r\n").all(|line| line.len() <= 75));
        assert!(text.replace("\r\n ", "").contains(&format!("SUMMARY:{}\r\n", long.trim())));
        assert!(!text.replace("\r\n", "").contains(['\r', '\n']));
    }

    #[test]
    fn a_school_gets_its_own_sessions_with_identifiers_that_stay() {
        let mut workspace = Workspace::example(Lang::En, "example".into());
        let all = sessions(&workspace, None, Lang::En);
        assert_eq!(all.len(), 3);
        assert_eq!(all[0].summary, "Coding club by post: Hárságy → Bükkszél");
        assert_eq!(sessions(&workspace, Some(&"s5-harsagy".to_owned()), Lang::En), all);
        assert!(sessions(&workspace, Some(&"s1-tolgyfo".to_owned()), Lang::En).is_empty());
        let pairing = crate::workspace::record(&mut workspace.pairings, "s2-bukkszel/p8");
        let moved = date(2022, 2, 17).at(9, 0, 0, 0);
        pairing.move_session(Some(all[1].begins), Some(moved));
        let later = sessions(&workspace, None, Lang::Hu);
        assert_eq!((&later[1].uid, later[1].begins), (&all[1].uid, moved));
        // What comes, goes or overtakes changes no other's.
        let pairing = crate::workspace::record(&mut workspace.pairings, "s2-bukkszel/p8");
        let (earlier, last) = (date(2022, 1, 5).at(9, 0, 0, 0), date(2022, 7, 1).at(9, 0, 0, 0));
        pairing.move_session(None, Some(earlier));
        pairing.move_session(Some(all[0].begins), None);
        pairing.move_session(Some(moved), Some(last));
        let later = sessions(&workspace, None, Lang::En);
        let told: Vec<_> = later[1..].iter().map(|event| (event.uid.as_str(), event.begins)).collect();
        assert_eq!(told, [(all[2].uid.as_str(), all[2].begins), (all[1].uid.as_str(), last)]);
        assert!(later[0].begins == earlier && all.iter().all(|event| event.uid != later[0].uid));
        crate::workspace::record(&mut workspace.pairings, "s2-bukkszel/p8").state = PairingState::Dropped;
        assert!(sessions(&workspace, None, Lang::En).is_empty());
    }
}
