//! Which rows of a long grid are in sight: only those are drawn.

use crate::analysis::Axes;
use leptos::ev;
use leptos::html;
use leptos::prelude::*;

/// Rows drawn above and below the ones in sight.
const MARGIN: usize = 6;
/// The height of a row where schools go down, in rem; as in the style sheet.
pub const ROW: f64 = 2.75;

/// Which rows are in sight of the frame.
#[derive(Clone, Copy)]
pub struct Sight {
    frame: NodeRef<html::Div>,
    /// First row in sight and how many fit.
    window: RwSignal<(usize, usize)>,
    printing: RwSignal<bool>,
}

impl Sight {
    pub fn new(frame: NodeRef<html::Div>, axes: Memo<Axes>) -> Sight {
        let sight = Sight { frame, window: RwSignal::new((0, 24)), printing: RwSignal::new(false) };
        let before =
            window_event_listener(ev::Custom::<web_sys::Event>::new("beforeprint"), move |_| sight.printing.set(true));
        let after =
            window_event_listener(ev::Custom::<web_sys::Event>::new("afterprint"), move |_| sight.printing.set(false));
        let resized = window_event_listener(ev::resize, move |_| sight.look());
        on_cleanup(move || {
            before.remove();
            after.remove();
            resized.remove();
        });
        Effect::new(move || {
            axes.track();
            request_animation_frame(move || sight.look());
        });
        sight
    }

    /// The rows to draw: all, unless many schools go down. Paper shows all.
    pub fn rows(self, axes: &Axes) -> std::ops::Range<usize> {
        let all = axes.rows.len();
        if !axes.schools_down || self.printing.get() {
            return 0..all;
        }
        let (first, fit) = self.window.get();
        let from = first.saturating_sub(MARGIN).min(all.saturating_sub(fit));
        from..(first + fit + MARGIN).clamp(from, all)
    }

    /// Reads from the frame where we are.
    pub fn look(self) {
        let Some(Some(frame)) = self.frame.try_get_untracked() else { return };
        let row = ROW * rem();
        let first = (f64::from(frame.scroll_top()) / row) as usize;
        let fit = (f64::from(frame.client_height()) / row).ceil() as usize;
        // In steps, so that a short way changes nothing.
        let first = first - first % (MARGIN / 2);
        if self.window.get_untracked() != (first, fit) {
            self.window.set((first, fit));
        }
    }

    /// Scrolls so far that row `place` (0 is the head) is drawn.
    pub fn bring(self, place: usize, axes: &Axes) {
        let Some(row) = place.checked_sub(1).filter(|_| axes.schools_down) else { return };
        let Some(frame) = self.frame.get_untracked() else { return };
        let (first, fit) = self.window.get_untracked();
        if !(first..(first + fit).saturating_sub(2)).contains(&row) {
            let top = row.saturating_sub(fit / 2) as f64 * ROW * rem();
            frame.set_scroll_top(top as i32);
            self.look();
        }
    }
}

/// One rem in pixels.
fn rem() -> f64 {
    let root = document().document_element();
    let style = root.and_then(|root| window().get_computed_style(&root).ok().flatten());
    style
        .and_then(|style| style.get_property_value("font-size").ok()?.trim_end_matches("px").parse().ok())
        .unwrap_or(16.0)
}
