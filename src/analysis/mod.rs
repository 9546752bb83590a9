//! Needs and strengths by the agreed rule, and gaps between groups.

mod by_area;
mod gaps;
mod grid;
mod lens;
mod lines;
mod portrait;
mod scope;
mod uncertainty;

pub use by_area::{AreaMean, ByArea, OneArea};
pub use gaps::Gap;
pub use grid::{Answers, AtLine, DEEP, Grid, Reading, Readings, RowState, Tally, Value, Verdict};
pub use lens::{Distance, Lens, Measure};
pub use lines::{AreaOrder, Arrangement, Axes, Line, topics};
pub use portrait::{Findings, Found, FoundArea, Missing, Portrait};
pub use scope::Scope;
pub use uncertainty::{Uncertainty, assumed_deviation, sample_deviation};
