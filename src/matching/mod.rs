//! Who helps whom: needs × practices → pairings, and why.
//!
//! [`Setting::of`] collects what there is to match in one round at one level;
//! [`Setting::solve`] finds the best [`Plan`]; the other rooms explain it. A plan only
//! suggests: what people accept becomes a [`Pairing`](crate::cluster::Pairing), and solving
//! again leaves that as it is. A school's part in the cluster's table plays no role.

mod accepted;
mod balance;
pub mod by_hand;
mod explain;
mod flow;
mod hints;
mod json;
mod need;
mod numbers;
mod plan;
mod sessions;
mod slots;

pub use accepted::{Looked, Together, put_together};
pub use balance::{Balance, Share};
pub use explain::{Aim, Alternative, Effect, Otherwise, TRIED, WhatIf, Why, WhyUnmet, WhyUnused};
pub use flow::{Assignment, Instance, MOST_SEVERE, Objective, Offer, OpenNeed, Seat};
pub use hints::{Hints, NobodyOffers, Strength};
pub use need::{Need, worth};
pub use numbers::{assignment_from_numbers, assignment_numbers};
pub use plan::{Accepted, Conditions, Offered, Plan, Setting, Suggestion};
pub use sessions::{Clash, Diary, Proposed, Timetable, clashes, overlapped, waiting};
pub use slots::{Bound, Slots, fewest_slots};
