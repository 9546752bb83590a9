//! The heavy half, in a web worker: survey files in, scores and documents out.

fn main() {}
