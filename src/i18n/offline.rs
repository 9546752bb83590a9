//! The offer of a new version.

texts! {
    update_ready => "A new version is ready. Your work is kept." | "Elkészült egy új változat. A munkája megmarad.";
    update_use => "Use it now" | "Használatba veszem";
    update_later => "Later" | "Később";
    part_coming => "Just a moment…" | "Egy pillanat…";
    part_missing => "This part of Kapocs did not arrive: the network gave no answer. Nothing of your work is lost. Try again when the connection is back."
        | "Kapocs ezen része nem érkezett meg: a hálózat nem válaszolt. A munkájából semmi sem veszett el. Próbálja újra, ha helyreállt a kapcsolat.";
}
