//! The browser's half: its clock and its chance.

use crate::workspace::ReplicaId;

/// The time, in seconds since 1970 (UTC).
pub fn now() -> i64 {
    (js_sys::Date::now() / 1000.0) as i64
}

/// An id that no other copy has, from the browser's own source of chance.
pub fn fresh_replica() -> ReplicaId {
    let random = uuid::Uuid::now_v7().as_u64_pair().1;
    ReplicaId(random)
}
