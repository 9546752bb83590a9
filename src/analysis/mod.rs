//! Needs and strengths by the agreed rule, and gaps between groups.
