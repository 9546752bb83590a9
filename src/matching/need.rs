//! What schools need, by the agreed rule.

use crate::analysis::{DEEP, Grid, Readings};
use crate::cluster::{Agreement, Pairing, PairingState, Per, Wanted};
use crate::selfie::{Area, Subject};
use crate::workspace::Workspace;

use super::plan::Accepted;
use crate::analysis::Scope;

/// A school's area or item that the agreed rule calls a need; what is undecided is none.
#[derive(Clone, Debug, PartialEq)]
pub struct Need {
    /// The school's place.
    pub school: usize,
    pub subject: Subject,
    /// As everybody sees it: with one decimal.
    pub value: f64,
    /// How many of the groups that count answered; `None` where none of them says.
    pub n: Option<u32>,
    /// Between which values it could lie; see [`Reading`](crate::analysis::Reading).
    pub band: Option<(f64, f64)>,
    /// How far the value is below the line, in hundredths of a point; at least 1.
    pub severity: u32,
    /// The accepted pairing that serves it already, by its place.
    pub met_by: Option<usize>,
}

impl Need {
    /// Far below the line, as the grid marks it.
    pub fn is_deep(&self, rule: &Agreement) -> bool {
        self.value <= rule.need_below.value() - DEEP + 1e-9
    }
}

/// What a wish adds to the severity of the need that its practice would serve, in
/// hundredths: half of what makes a need deep, or all of it.
pub fn worth(wanted: Wanted) -> u32 {
    match wanted {
        Wanted::Somewhat => 25,
        Wanted::Much => 50,
    }
}

/// The needs of all schools, in the order of schools and areas. By items, an area of which a
/// school's file tells no items stands for itself; own questions are never needs.
pub(super) fn needs(grid: &Grid, readings: &Readings, rule: &Agreement, per: Per) -> Vec<Need> {
    let mut needs = Vec::new();
    for school in 0..grid.schools.len() {
        for &area in grid.edition.areas() {
            needs.extend(places(grid, readings, school, area, per).into_iter().filter_map(|subject| {
                let is_need = readings.verdict(school, subject, rule).is_need();
                let reading = readings.reading(school, subject).filter(|_| is_need)?;
                let below = (rule.need_below.value() - reading.value) * 100.0;
                let counts = grid.values(school, subject).filter(|(group, _)| rule.groups.contains(group));
                let n: Vec<u32> = counts.filter_map(|(_, value)| value.n).collect();
                Some(Need {
                    school,
                    subject: grid.subjects.get(subject)?.clone(),
                    value: reading.shown(),
                    n: (!n.is_empty()).then(|| n.iter().sum()),
                    band: reading.band,
                    severity: below.round().max(1.0) as u32,
                    met_by: None,
                })
            }));
        }
    }
    needs
}

fn places(grid: &Grid, readings: &Readings, school: usize, area: Area, per: Per) -> Vec<usize> {
    let items = grid.items_of(area).iter().copied().filter(|item| readings.reading(school, *item).is_some());
    let items: Vec<usize> = if per == Per::Item { items.collect() } else { Vec::new() };
    if items.is_empty() { grid.subject_place(&Subject::Area(area)).into_iter().collect() } else { items }
}

/// Whether an accepted pairing counts in this round: it takes people's time and a place. What
/// was done in another round is history.
pub(super) fn counts(pairing: &Pairing, scope: &Scope) -> bool {
    match pairing.state {
        PairingState::Agreed | PairingState::UnderWay => true,
        PairingState::Done => pairing.round == scope.round,
        PairingState::Dropped => false,
    }
}

/// Marks what accepted pairings serve: the need of the same name; if the pairing was made for
/// the area and needs are counted by items, the most severe of its items that the practice
/// helps with, or the other way round the item's area. What has not helped leaves its need open.
pub(super) fn mark_met(needs: &mut [Need], accepted: &[Accepted], workspace: &Workspace, scope: &Scope) {
    for (place, accepted) in accepted.iter().enumerate() {
        let Some(subject) = accepted.need.as_ref().filter(|_| accepted.serves) else { continue };
        if accepted.level.is_some_and(|level| level != scope.level) {
            continue;
        }
        let helps = |need: &Need| {
            workspace.practices.get(&accepted.key.practice).is_none_or(|practice| practice.helps(&need.subject))
        };
        let fits = |need: &Need| {
            let same = need.subject == *subject;
            let related = need.subject.area().is_some() && need.subject.area() == subject.area();
            let coarser = matches!(need.subject, Subject::Area(_)) || matches!(subject, Subject::Area(_));
            same || (related && coarser && helps(need))
        };
        let open = needs.iter_mut().filter(|need| need.school == accepted.school && need.met_by.is_none());
        let served = open.filter(|need| fits(need)).max_by_key(|need| (need.subject == *subject, need.severity));
        if let Some(need) = served {
            need.met_by = Some(place);
        }
    }
}
