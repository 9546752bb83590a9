//! Needs and strengths by the agreed rule, and gaps between groups.

mod lines;
mod scope;

pub use lines::{AreaOrder, Arrangement, Axes, Line, topics};
pub use scope::Scope;
