//! Words that every page uses.

texts! {
    app_name => "Kapocs" | "Kapocs";
    app_purpose => "Schools that help each other" | "Iskolák, amelyek segítik egymást";
    nav_year => "The year" | "A tanév útja";
    nav_cluster => "Cluster" | "Iskolakör";
    nav_survey => "Survey" | "Felmérés";
    nav_grid => "Grid" | "Rács";
    nav_gaps => "Differences" | "Eltérések";
    nav_agreement => "Agreement" | "Megállapodás";
    nav_practices => "Practices" | "Jó gyakorlatok";
    nav_matching => "Matching" | "Párosítás";
    nav_suggestions => "Suggestions" | "Javaslatok";
    nav_balance => "Balance" | "Mérleg";
    nav_pairings => "Pairings" | "Párok";
    skip_to_content => "Skip to the content" | "Ugrás a tartalomra";
    step_done => "done: " | "kész: ";
    nav_items => "The questions explained" | "A kérdések magyarázata";
    undone => "Undone." | "Visszavonva.";
    redone => "Done again." | "Újra elvégezve.";
    this_is(school) => "This is {school}" | "Itt: {school}";
    downloaded(name) => "{name} is in your downloads." | "{name} a letöltések között van.";
    download_failed => "The browser did not allow the download." | "A böngésző nem engedte a letöltést.";
    undo => "Undo" | "Visszavonás";
    redo => "Redo" | "Ismét";
    cancel => "Cancel" | "Mégse";
    close => "Close" | "Bezárás";
    show_more(n # count) => "Show {n} more" / "Show {n} more" | "Még {n} mutatása";
    number_between(low, high) => "Write a number from {low} to {high}." | "{low} és {high} közötti számot írjon ide.";
    not_a_count(text) => "“{text}” is not a whole number, so it is not kept." | "„{text}” nem egész szám, ezért nem kerül be.";
    delete => "Delete" | "Törlés";
    save => "Save" | "Mentés";
    saved => "Saved" | "Mentve";
    saving => "Saving…" | "Mentés…";
    print => "Print" | "Nyomtatás";
    language => "Language" | "Nyelv";
}
