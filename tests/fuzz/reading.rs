//! Survey files that may be anything: reading gives scores on the scale or doubts,
//! and never falls over.

#![no_main]

use kapocs::reading::preview::Preview;
use kapocs::reading::{self, Choices};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let choices = Choices::default();
    let opened = reading::open(bytes, &choices);
    let Some(reading) = opened.read(&choices, &mut |_| true) else { return };
    for read in reading.scores() {
        assert!((1.0..=5.0).contains(&read.score.mean.value()));
    }
    assert!(!reading.is_empty() || !reading.doubts.is_empty());
    let _ = Preview::of(&opened, &reading);
});
