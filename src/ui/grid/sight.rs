//! Which rows and columns of a large grid are in sight: only those are drawn.

use crate::analysis::Axes;
use crate::ui::parts::printing;
use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use std::ops::Range;

/// Rows drawn above and below the ones in sight.
const ROWS_BESIDE: usize = 2;
/// Columns drawn left and right of the ones in sight, and from how many on it matters.
const COLUMNS_BESIDE: usize = 3;
const MANY_COLUMNS: usize = 16;
/// The height of a row where schools go down, in rem; as in the style sheet.
pub const ROW: f64 = 2.75;
/// The width of a column where schools go down, in rem; as in the style sheet.
const COLUMN: f64 = 7.0;

/// The first line in sight and how many fit.
type Window = (usize, usize);

/// What is in sight of the frame.
#[derive(Clone, Copy)]
pub struct Sight {
    frame: NodeRef<html::Div>,
    rows: RwSignal<Window>,
    columns: RwSignal<Window>,
    printing: RwSignal<bool>,
}

impl Sight {
    pub fn new(frame: NodeRef<html::Div>, axes: Memo<Axes>) -> Sight {
        let sight =
            Sight { frame, rows: RwSignal::new((0, 13)), columns: RwSignal::new((0, 12)), printing: printing() };
        let resized = window_event_listener(ev::resize, move |_| sight.look());
        on_cleanup(move || resized.remove());
        Effect::new(move || {
            axes.track();
            request_animation_frame(move || sight.look());
        });
        sight
    }

    /// The rows to draw: all, unless many schools go down. Paper shows all.
    pub fn rows(self, axes: &Axes) -> Range<usize> {
        let all = axes.rows.len();
        if !axes.schools_down || self.printing.get() {
            return 0..all;
        }
        drawn(self.rows.get(), ROWS_BESIDE, all)
    }

    /// The columns to draw: all, unless many schools go down and many items stand across.
    pub fn columns(self, axes: &Axes) -> Range<usize> {
        let all = axes.columns.len();
        if !axes.schools_down || all <= MANY_COLUMNS || self.printing.get() {
            return 0..all;
        }
        drawn(self.columns.get(), COLUMNS_BESIDE, all)
    }

    /// Reads from the frame where we are.
    pub fn look(self) {
        let Some(Some(frame)) = self.frame.try_get_untracked() else { return };
        let rem = rem();
        self.rows.maybe_update(seen(frame.scroll_top(), frame.client_height(), ROW * rem, ROWS_BESIDE));
        self.columns.maybe_update(seen(frame.scroll_left(), frame.client_width(), COLUMN * rem, COLUMNS_BESIDE));
    }

    /// Scrolls so far that a place (row and column; 0 is the head) is drawn.
    pub fn bring(self, (row, column): (usize, usize), axes: &Axes) {
        if !axes.schools_down {
            return;
        }
        let Some(frame) = self.frame.get_untracked() else { return };
        if let Some(top) = row.checked_sub(1).and_then(|row| away(row, self.rows.get_untracked())) {
            frame.set_scroll_top((top as f64 * ROW * rem()) as i32);
        }
        if let Some(left) = column.checked_sub(1).and_then(|column| away(column, self.columns.get_untracked())) {
            frame.set_scroll_left((left as f64 * COLUMN * rem()) as i32);
        }
        self.look();
    }
}

/// A window with what is drawn beside it.
fn drawn((first, fit): Window, beside: usize, all: usize) -> Range<usize> {
    let from = first.saturating_sub(beside).min(all.saturating_sub(fit));
    from..(first + fit + beside).clamp(from, all)
}

/// Sets a window that really moved; in steps, so that a short way changes nothing.
fn seen(scrolled: i32, size: i32, line: f64, beside: usize) -> impl FnOnce(&mut Window) -> bool {
    let first = (f64::from(scrolled) / line) as usize;
    let step = (beside / 2).max(1);
    let fit = (f64::from(size) / line).ceil() as usize;
    let window = (first - first % step, fit.next_multiple_of(step));
    move |before| std::mem::replace(before, window) != window
}

/// Where a line that is not well in sight would stand in the middle.
fn away(line: usize, (first, fit): Window) -> Option<usize> {
    let near = first..(first + fit).saturating_sub(2);
    (!near.contains(&line)).then(|| line.saturating_sub(fit / 2))
}

/// One rem in pixels.
fn rem() -> f64 {
    let root = document().document_element();
    let style = root.and_then(|root| window().get_computed_style(&root).ok().flatten());
    style
        .and_then(|style| style.get_property_value("font-size").ok()?.trim_end_matches("px").parse().ok())
        .unwrap_or(16.0)
}
