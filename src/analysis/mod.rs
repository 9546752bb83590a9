//! Needs and strengths by the agreed rule, and gaps between groups.

mod lines;

pub use lines::{AreaOrder, Arrangement, Line, topics};
