//! Who helps whom: needs × practices → pairings.

mod flow;

pub use flow::{Assignment, Instance, MOST_SEVERE, Objective, Offer, OpenNeed, Seat};
