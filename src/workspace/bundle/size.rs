//! How much is too much: what no cluster ever writes, and what would keep the page from
//! answering.

use super::Bundle;
use super::error::{BundleError, Place, Problem};
use super::read::unsound;
use crate::workspace::history::{History, MOST_REPLICAS};
use crate::workspace::kinds::Kind;
use crate::workspace::{Book, Workspace};
use std::collections::BTreeSet;

/// The most records that are read, and as many that were deleted: a hundred times what a
/// thousand schools write.
const MOST_RECORDS: usize = 200_000;

pub(super) fn check_size(workspace: &Workspace, history: &History) -> Result<(), BundleError> {
    let records: usize = Kind::ALL.into_iter().map(|kind| workspace.records(kind).len()).sum();
    at_most(MOST_RECORDS, records, &["workspace"])?;
    at_most(2 * MOST_RECORDS, history.count(), &["history"])?;
    history.check_size().map_err(unsound)
}

fn at_most(most: usize, count: usize, place: &[&str]) -> Result<(), BundleError> {
    let place = || Place(place.iter().map(|name| (*name).to_owned()).collect());
    if count > most { Err(BundleError::Invalid { place: place(), problem: Problem::TooMany { most } }) } else { Ok(()) }
}

impl Book {
    /// Whether what this copy and another hold together is still a file that can be read.
    ///
    /// # Errors
    /// Says of what there would be too much.
    pub fn room_for(&self, theirs: &Bundle) -> Result<(), BundleError> {
        let more = |kind: Kind| {
            let (ours, theirs) = (self.workspace().records(kind), theirs.workspace.records(kind));
            let known: BTreeSet<&str> = ours.iter().map(|record| record.id).collect();
            ours.len() + theirs.iter().filter(|record| !known.contains(record.id)).count()
        };
        at_most(MOST_RECORDS, Kind::ALL.into_iter().map(more).sum(), &["workspace"])?;
        let known = |kind, id: &str| self.history().of(kind, id).is_some();
        let more = |kind| theirs.history.all(kind).filter(|(id, _)| !known(kind, id)).count();
        let records = self.history().count() + Kind::ALL.into_iter().map(more).sum::<usize>();
        at_most(2 * MOST_RECORDS, records, &["history"])?;
        let replicas = self.history().replicas_with(theirs.history.replicas());
        // Whoever takes the file in writes as some more.
        at_most(MOST_REPLICAS - MOST_REPLICAS / 10, replicas, &["history", "replicas"])
    }
}
