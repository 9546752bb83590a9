//! The words of the page of pairings and sessions.

texts! {}
