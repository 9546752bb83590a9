//! Earlier versions of a workspace: when one is due, and which are let go.
//!
//! The newest [`LAST`] stay; of the older ones the first of each week, over [`WEEKS`]
//! weeks, and the first of each month, over [`MONTHS`] months, counted back from the
//! newest. So there are at most 30 of a workspace, dense where people most often want to
//! go back to. The first of a week stays the first, whatever is added later: nothing that
//! was kept for its week makes room for another of the same week.

use super::packing::sum;
use crate::workspace::Workspace;
use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// How many of the newest stay, whenever they were made.
pub const LAST: usize = 10;
/// Over how many weeks one per week stays, with the newest version's own.
pub const WEEKS: i32 = 8;
/// Over how many months one per month stays, with the newest version's own.
pub const MONTHS: i32 = 12;

/// What was about to happen when a version was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Cause {
    /// A day's first change.
    Day,
    /// A file was brought in.
    File,
    /// An earlier version was restored.
    Restore,
}

/// A kept version, without its contents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    /// The workspace's id.
    pub workspace: String,
    /// In seconds since 1970 (UTC); no other version of the workspace has the same.
    pub at: i64,
    /// The day where the person was.
    pub day: Date,
    pub cause: Cause,
    /// The length of its file in bytes.
    pub size: usize,
    /// Equal for equal records.
    pub sum: String,
}

impl Snapshot {
    /// A version to be kept beside those in `kept`; `None` if none is due. Its day is
    /// `day`, its size not yet known.
    pub fn due(kept: &[Snapshot], workspace: &Workspace, cause: Cause, at: i64, day: Date) -> Option<Snapshot> {
        if workspace.is_blank() || cause == Cause::Day && kept.iter().any(|one| one.day == day) {
            return None;
        }
        let sum = sum(&serde_json::to_string(workspace).unwrap_or_default());
        let newest = kept.iter().max_by_key(|one| one.at);
        if newest.is_some_and(|newest| newest.sum == sum) {
            return None;
        }
        let free = (at..).find(|at| kept.iter().all(|one| one.at != *at))?;
        Some(Snapshot { workspace: workspace.id.clone(), at: free, day, cause, size: 0, sum })
    }
}

/// The times (`at`) of the versions that are let go.
pub fn superfluous(kept: &[Snapshot]) -> BTreeSet<i64> {
    let mut newest_first: Vec<&Snapshot> = kept.iter().collect();
    newest_first.sort_by_key(|one| std::cmp::Reverse(one.at));
    let Some(newest) = newest_first.first() else { return BTreeSet::new() };
    let mut stay: BTreeSet<i64> = newest_first.iter().take(LAST).map(|one| one.at).collect();
    stay.extend(firsts(&newest_first, week(newest.day) - WEEKS, week));
    stay.extend(firsts(&newest_first, month(newest.day) - MONTHS, month));
    kept.iter().map(|one| one.at).filter(|at| !stay.contains(at)).collect()
}

/// The oldest of each span of time after `after` that has any.
fn firsts<'a>(newest_first: &'a [&'a Snapshot], after: i32, span: fn(Date) -> i32) -> impl Iterator<Item = i64> + 'a {
    let mut seen = BTreeSet::new();
    let spans = newest_first.iter().rev().map(move |one| (span(one.day), one.at));
    spans.filter(move |&(span, _)| span > after && seen.insert(span)).map(|(_, at)| at)
}

/// Weeks, which begin on Monday, since that of 1 January 1970.
fn week(day: Date) -> i32 {
    let thursday = jiff::civil::date(1970, 1, 1);
    let monday = i32::from(Weekday::Thursday.to_monday_zero_offset());
    ((day - thursday).get_days() + monday).div_euclid(7)
}

/// Months since January of year 0.
fn month(day: Date) -> i32 {
    i32::from(day.year()) * 12 + i32::from(day.month()) - 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cluster::School;
    use crate::workspace::record;
    use jiff::ToSpan as _;
    use jiff::civil::date;
    use proptest::prelude::*;

    const DAY: i64 = 86_400;

    /// A version made so many days and seconds after Monday, 3 January 2022.
    fn version(days: i64, seconds: i64) -> Snapshot {
        Snapshot {
            workspace: "w".into(),
            at: days * DAY + seconds,
            day: date(2022, 1, 3).checked_add(days.days()).unwrap(),
            cause: Cause::Day,
            size: 1,
            sum: format!("{days} {seconds}"),
        }
    }

    /// What stays, by the day.
    fn days_left(kept: &[Snapshot]) -> Vec<i64> {
        let gone = superfluous(kept);
        kept.iter().filter(|one| !gone.contains(&one.at)).map(|one| one.at / DAY).collect()
    }

    fn named(name: &str) -> Workspace {
        let mut workspace = Workspace { id: "w".into(), ..Workspace::default() };
        record::<School>(&mut workspace.schools, "s").name = name.into();
        workspace
    }

    #[test]
    fn a_version_is_due_on_a_days_first_change_and_before_each_file() {
        let (monday, tuesday) = (date(2022, 1, 3), date(2022, 1, 4));
        let mut kept = Vec::new();
        let mut due = |name: &str, cause, at, day| {
            let due = Snapshot::due(&kept, &named(name), cause, at, day);
            kept.extend(due.clone());
            due.map(|due| due.at)
        };
        assert_eq!(due("a", Cause::Day, 10, monday), Some(10));
        assert_eq!(due("b", Cause::Day, 20, monday), None, "the day has its version");
        assert_eq!(due("b", Cause::File, 30, monday), Some(30));
        assert_eq!(due("b", Cause::File, 40, monday), None, "nothing has changed since");
        assert_eq!(due("b", Cause::Day, 50, tuesday), None, "nor overnight");
        assert_eq!(due("c", Cause::File, 60, tuesday), Some(60));
        assert_eq!(due("d", Cause::Day, 70, tuesday), None, "a file was the first change");
        assert_eq!(due("d", Cause::Restore, 60, tuesday), Some(61), "a second of its own");
    }

    #[test]
    fn nothing_is_kept_of_a_blank_workspace() {
        let blank = Workspace { id: "w".into(), ..Workspace::default() };
        for cause in [Cause::Day, Cause::File, Cause::Restore] {
            assert_eq!(Snapshot::due(&[], &blank, cause, 10, date(2022, 1, 3)), None);
        }
    }

    #[test]
    fn a_year_of_daily_work_leaves_the_last_then_weeks_then_months() {
        let mut kept = Vec::new();
        for day in 0..365 {
            kept.push(version(day, 0));
            let gone = superfluous(&kept);
            kept.retain(|one| !gone.contains(&one.at));
        }
        let days = days_left(&kept);
        // The newest is of Monday, 2 January 2023: a week and a month of its own.
        assert_eq!(days.iter().rev().take(LAST).copied().collect::<Vec<_>>(), (355..365).rev().collect::<Vec<_>>());
        let mondays = (0..WEEKS).map(|weeks| 364 - i64::from(weeks) * 7);
        for monday in mondays {
            assert!(days.contains(&monday), "{monday} of {days:?}");
        }
        let firsts = (2..=12).map(|month| i64::from((date(2022, month, 1) - date(2022, 1, 3)).get_days()));
        for first in firsts {
            assert!(days.contains(&first), "{first} of {days:?}");
        }
        assert!(!days.contains(&0), "January of the year before has its turn no more");
        assert_eq!(days.len(), 10 + 6 + 11, "{days:?}");
    }

    #[test]
    fn weeks_begin_on_monday() {
        assert_eq!(week(date(2022, 1, 3)), week(date(2022, 1, 9)));
        assert_eq!(week(date(2022, 1, 9)) + 1, week(date(2022, 1, 10)));
        assert_eq!(week(date(1969, 12, 28)) + 1, week(date(1969, 12, 29)));
        assert_eq!(week(date(1970, 1, 1)), 0);
    }

    proptest! {
        #[test]
        fn the_newest_stays_few_stay_and_once_is_enough(
            times in prop::collection::btree_set((0i64..900, 0i64..3), 0..120)
        ) {
            let mut kept: Vec<Snapshot> = times.into_iter().map(|(day, second)| version(day, second)).collect();
            let newest: Vec<i64> = kept.iter().rev().take(LAST).map(|one| one.at).collect();
            let gone = superfluous(&kept);
            prop_assert!(newest.iter().all(|at| !gone.contains(at)));
            kept.reverse();
            prop_assert_eq!(&superfluous(&kept), &gone, "whatever their order");
            kept.retain(|one| !gone.contains(&one.at));
            prop_assert!(kept.len() <= LAST + (WEEKS + MONTHS) as usize);
            prop_assert_eq!(superfluous(&kept), BTreeSet::new());
        }

        #[test]
        fn letting_go_day_by_day_keeps_one_of_each_recent_week(
            days in prop::collection::btree_set(0i64..400, 1..200)
        ) {
            let mut kept: Vec<Snapshot> = Vec::new();
            for &day in &days {
                kept.push(version(day, 0));
                let gone = superfluous(&kept);
                kept.retain(|one| !gone.contains(&one.at));
            }
            let last = days.last().copied().unwrap_or_default() / 7;
            let recent = |week: i64| week > last - i64::from(WEEKS);
            let worked: BTreeSet<i64> = days.iter().map(|day| day / 7).filter(|&week| recent(week)).collect();
            let left: BTreeSet<i64> = kept.iter().map(|one| one.at / DAY / 7).filter(|&week| recent(week)).collect();
            prop_assert_eq!(left, worked);
        }
    }
}
