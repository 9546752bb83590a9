//! When to remind of saving a file: the only copy that outlives this browser.
//!
//! A reminder is due when there is work that is in no file yet, and the last file is
//! [`DAYS`] days old, or at least from an earlier day and [`MANY`] entries behind. A
//! workspace that was never saved counts from its beginning, so that the example says
//! nothing until somebody works in it. Who puts it off is left in peace for that day.

use crate::workspace::{History, Kind};
use jiff::civil::Date;

/// So old is the last file when any work since is reason enough.
pub const DAYS: i32 = 7;
/// So many fields written since are reason enough on the next day.
pub const MANY: usize = 100;

/// What was written since the last file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Work {
    /// The time of the last file, or of the first write that is left if there is none;
    /// in seconds since 1970 (UTC).
    pub since: i64,
    /// How many fields and deletions; a survey result is one.
    pub entries: usize,
}

impl Work {
    /// `file` and `now` are seconds since 1970 (UTC). Writes of the future, by another's
    /// wrong clock, do not count. `None` where nothing was ever written.
    pub fn since_file(history: &History, file: Option<i64>, now: i64) -> Option<Work> {
        let records = Kind::ALL.into_iter().flat_map(|kind| history.all(kind));
        let times: Vec<i64> = records.flat_map(|(_, record)| record.stamps()).map(|stamp| stamp.at).collect();
        let since = file.or_else(|| times.iter().copied().min())?;
        Some(Work { since, entries: times.iter().filter(|&&at| since < at && at <= now).count() })
    }

    /// `since` and `today` are days where the person is, `later` the day on which the
    /// reminder was last put off.
    pub fn is_reason(self, since: Date, today: Date, later: Option<Date>) -> bool {
        let age = (today - since).get_days();
        let reason = self.entries > 0 && age >= DAYS || self.entries >= MANY && age >= 1;
        reason && later != Some(today)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cluster::School;
    use crate::i18n::Lang;
    use crate::workspace::{Book, ReplicaId, Workspace, record};
    use jiff::civil::date;

    #[test]
    fn a_reminder_is_due_by_age_or_by_amount_and_once_a_day() {
        let today = date(2022, 3, 20);
        let cases = [
            // entries, day of the last file, put off on, due
            (0, date(2021, 1, 1), None, false),
            (1, date(2022, 3, 20), None, false),
            (1, date(2022, 3, 14), None, false),
            (1, date(2022, 3, 13), None, true),
            (1, date(2021, 1, 1), None, true),
            (99, date(2022, 3, 14), None, false),
            (100, date(2022, 3, 20), None, false),
            (100, date(2022, 3, 19), None, true),
            (100, date(2022, 3, 19), Some(today), false),
            (1, date(2022, 3, 13), Some(today), false),
            (1, date(2022, 3, 13), Some(date(2022, 3, 19)), true),
            // The clock was put back.
            (100, date(2022, 3, 25), None, false),
        ];
        for (entries, since, later, due) in cases {
            let work = Work { since: 0, entries };
            assert_eq!(work.is_reason(since, today, later), due, "{entries} since {since}, put off on {later:?}");
        }
    }

    #[test]
    fn work_is_what_was_written_after_the_last_file() {
        let mut book = Book::new(Workspace::example(Lang::En, "e".into()), ReplicaId(1), 100);
        let work = |book: &Book, file, now| Work::since_file(book.history(), file, now);
        assert_eq!(work(&book, None, 1000), Some(Work { since: 100, entries: 0 }), "the untouched example");
        for (at, name) in [(200, "Kőris"), (300, "Bükk")] {
            book.edit(at, |w| record::<School>(&mut w.schools, at.to_string().as_str()).name = name.into());
        }
        let added = work(&book, None, 1000).unwrap().entries;
        assert!(added >= 2, "{added}");
        assert_eq!(work(&book, Some(250), 1000), Some(Work { since: 250, entries: added / 2 }));
        assert_eq!(work(&book, Some(300), 1000), Some(Work { since: 300, entries: 0 }));
        assert_eq!(work(&book, Some(250), 299), Some(Work { since: 250, entries: 0 }), "a clock that is ahead");
        book.edit(400, |w| drop(w.schools.remove("300")));
        assert_eq!(work(&book, Some(300), 1000), Some(Work { since: 300, entries: 1 }), "a deletion is work");
        assert_eq!(Work::since_file(&History::default(), None, 1000), None);
    }
}
