//! The first page, opening files, and sharing.

texts! {
    start_lead => "Your cluster’s survey results become one agreed grid: who is strong in what, and who needs what. Read the files that you have, agree on the rule together, and print what each school should know."
        | "Az iskolakör felmérési eredményeiből közösen elfogadott rács lesz: ki miben erős, kinek mire van szüksége. Olvassa be a meglévő fájlokat, állapodjanak meg a szabályban, és nyomtassa ki, amit az iskoláknak tudniuk kell.";
    start_private => "Everything stays in this browser. To work together, you mail each other the workspace file."
        | "Minden ebben a böngészőben marad. Az együttműködéshez a munkafájlt küldik el egymásnak.";
    start_new => "Start a cluster" | "Új iskolakör";
    start_new_button => "Start" | "Indítás";
    start_open => "Open a workspace file" | "Munkafájl megnyitása";
    start_open_words => "A file that a colleague sent, or your own backup. Its name ends with .kapocs.json, or with .kapocs.age if a passphrase protects it; you can drop it anywhere on this page."
        | "Egy kollégától kapott fájl vagy a saját biztonsági mentése. A neve .kapocs.json végű, jelmondattal védve .kapocs.age; bárhová ráhúzhatja erre az oldalra.";
    start_choose => "Choose the file" | "A fájl kiválasztása";
    start_example => "Look around first" | "Előbb körülnézek";
    start_example_words => "A made-up cluster of five schools with two rounds. You can change everything in it." | "Kitalált, öt iskolából álló iskolakör két fordulóval. Bármit módosíthat benne.";
    start_kept => "Kept in this browser" | "Ebben a böngészőben";
    start_kept_name => "Cluster" | "Iskolakör";
    start_kept_saved => "Last saved" | "Utolsó mentés";
    start_kept_size => "Size" | "Méret";
    start_kept_state => "State" | "Állapot";
    start_open_it => "Open" | "Megnyitás";
    start_open_of(name) => "Open {name}" | "{name} megnyitása";
    start_is_open => "open now" | "nyitva";
    start_remove => "Remove…" | "Eltávolítás…";
    start_remove_of(name) => "Remove {name}" | "{name} eltávolítása";
    start_remove_title(name) => "Remove “{name}” from this browser?" | "Eltávolítja ebből a böngészőből: „{name}”?";
    start_remove_words => "This cannot be undone, and its earlier versions in this browser go with it. Save its file first if you may need it again."
        | "Ez nem vonható vissza, és az ebben a böngészőben őrzött korábbi változatai is törlődnek. Mentse el előbb a munkafájlt, ha még szükség lehet rá.";
    start_remove_now => "Remove it" | "Eltávolítás";
    start_save_file_first => "Save its file first" | "Előbb a munkafájl mentése";
    start_no_name => "Without a name" | "Név nélkül";
    size_kb(kb) => "{kb} KB" | "{kb} KB";

    open_failed => "The browser could not read this file. Try again, or save it to this device first." | "A böngésző nem tudta beolvasni ezt a fájlt. Próbálja újra, vagy mentse előbb erre az eszközre.";
    open_cluster_wide => "The whole cluster" | "Az egész iskolakör";
    open_copy => "Open it beside, as a copy" | "Megnyitás mellette, másolatként";
    open_refused(file, why) => "{file}: {why}" | "{file}: {why}";
    open_copied => "The file is open as a workspace of its own." | "A fájl külön munkafüzetként van nyitva.";
    open_opened(name) => "{name} is open." | "Megnyitva: {name}.";

    share => "Share…" | "Megosztás…";
    share_title => "Share and keep" | "Megosztás és megőrzés";
    share_words => "Mail the workspace file, or put it on a shared drive; your colleagues open it with Kapocs."
        | "Küldje el a munkafájlt e-mailben, vagy tegye közös meghajtóra; a kollégák a Kapoccsal nyitják meg.";
    share_save => "Save the workspace file" | "A munkafájl mentése";
    share_all => "All workspaces, or another file" | "Minden munkafüzet vagy másik fájl";
    share_theme => "Light or dark" | "Világos vagy sötét";
    theme_device => "as the device" | "ahogy az eszköz";
    theme_light => "light" | "világos";
    theme_dark => "dark" | "sötét";
}
