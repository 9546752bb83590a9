//! An instance and its assignment as rows of numbers, for the way to the worker and back.

use super::flow::{Assignment, Instance, Offer, OpenNeed, Seat};

/// In place of a practice: the need is not met.
const UNMET: u32 = u32::MAX;

impl Instance {
    /// All that solving needs; what is met already is not told.
    pub fn numbers(&self) -> Vec<u32> {
        let mut row = Vec::new();
        let mut block = |length: usize, numbers: &mut dyn Iterator<Item = u32>| {
            row.push(length as u32);
            row.extend(numbers);
        };
        block(self.schools.len(), &mut self.schools.iter().flat_map(|s| [s.room, s.received, s.given]));
        block(self.needs.len(), &mut self.needs.iter().flat_map(|n| [n.school, n.topic, n.severity]));
        block(self.offers.len(), &mut self.offers.iter().flat_map(|o| [o.school, o.capacity, o.used]));
        for offer in &self.offers {
            block(offer.topics.len(), &mut offer.topics.iter().copied());
        }
        block(self.banned.len(), &mut self.banned.iter().flat_map(|pair| [pair.0, pair.1]));
        block(self.pinned.len(), &mut self.pinned.iter().flat_map(|pair| [pair.0, pair.1]));
        block(self.worth.len(), &mut self.worth.iter().flat_map(|(pair, worth)| [pair.0, pair.1, *worth]));
        row
    }

    /// Reads what [`Instance::numbers`] gives; `None` for anything shorter.
    pub fn from_numbers(row: &[u32]) -> Option<Instance> {
        let mut rest = row;
        let schools = block(&mut rest)?.into_iter().map(|[room, received, given]| Seat { room, received, given });
        let needs = block(&mut rest)?.into_iter().map(|[school, topic, severity]| OpenNeed { school, topic, severity });
        let mut offers = Vec::new();
        for [school, capacity, used] in block(&mut rest)? {
            offers.push(Offer { school, capacity, used, topics: Vec::new() });
        }
        for offer in &mut offers {
            offer.topics = block(&mut rest)?.into_iter().map(|[topic]| topic).collect();
        }
        let pairs = |pairs: Vec<[u32; 2]>| pairs.into_iter().map(|[school, practice]| (school, practice)).collect();
        Some(Instance {
            schools: schools.collect(),
            needs: needs.collect(),
            offers,
            banned: pairs(block(&mut rest)?),
            pinned: pairs(block(&mut rest)?),
            worth: block(&mut rest)?.into_iter().map(|[school, practice, worth]| ((school, practice), worth)).collect(),
            met: 0,
        })
    }
}

pub fn assignment_numbers(assignment: &[Option<u32>]) -> Vec<u32> {
    assignment.iter().map(|practice| practice.unwrap_or(UNMET)).collect()
}

/// Reads what [`assignment_numbers`] gives.
pub fn assignment_from_numbers(row: &[u32]) -> Assignment {
    row.iter().map(|&practice| (practice != UNMET).then_some(practice)).collect()
}

/// Takes a block off the row: how many follow, then as many.
fn block<const WIDTH: usize>(rest: &mut &[u32]) -> Option<Vec<[u32; WIDTH]>> {
    let (&length, after) = rest.split_first()?;
    let (block, after) = after.split_at_checked((length as usize).checked_mul(WIDTH)?)?;
    *rest = after;
    Some(block.as_chunks().0.to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn small() -> Instance {
        Instance {
            schools: vec![Seat { room: 2, received: 0, given: 1 }, Seat { room: 1, received: 1, given: 0 }],
            needs: vec![OpenNeed { school: 0, topic: 3, severity: 40 }],
            offers: vec![Offer { school: 1, capacity: 2, used: 1, topics: vec![1, 3] }],
            banned: [(0, 0)].into(),
            worth: [((0, 0), 25)].into(),
            pinned: [(1, 0)].into(),
            met: 0,
        }
    }

    #[test]
    fn an_instance_reads_back() {
        assert_eq!(Instance::from_numbers(&small().numbers()), Some(small()));
    }

    #[test]
    fn an_assignment_reads_back() {
        let assignment = vec![Some(3), None, Some(0)];
        assert_eq!(assignment_from_numbers(&assignment_numbers(&assignment)), assignment);
    }

    #[test]
    fn what_is_cut_short_is_no_instance() {
        let row = small().numbers();
        for length in 0..row.len() {
            assert_eq!(Instance::from_numbers(&row[..length]), None, "{length}");
        }
        assert_eq!(Instance::from_numbers(&[u32::MAX, 1]), None);
    }
}
