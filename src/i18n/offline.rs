//! The offer of a new version.

texts! {
    update_ready => "A new version is ready. Your work is kept." | "Elkészült egy új változat. A munkája megmarad.";
    update_use => "Use it now" | "Használatba veszem";
    update_later => "Later" | "Később";
}
