//! The sign that says whether the work is kept, and what to do when it is not.

texts! {
    keep_saved => "Saved" | "Mentve";
    keep_saved_here => "Saved in this browser" | "Mentve ebben a böngészőben";
    keep_waiting => "Saving…" | "Mentés…";
    keep_not_saved => "Not saved" | "Nincs mentve";
    keep_full => "This browser's storage is full, so the last changes are not saved. Nothing is lost while this page stays open: download the workspace file now, then remove a workspace that you no longer need from the start page."
        | "Betelt a böngésző tárhelye, ezért az utolsó módosítások nincsenek elmentve. Amíg ez az oldal nyitva van, semmi sem vész el: töltse le most a munkafájlt, azután a kezdőlapon töröljön egy olyan munkafüzetet, amelyre már nincs szükség.";
    keep_disabled => "This browser does not let Kapocs keep anything (private window, or storage switched off). You can work, but download the workspace file before you close the page."
        | "Ez a böngésző nem engedi, hogy a Kapocs bármit megőrizzen (privát ablak vagy kikapcsolt tárhely). Dolgozni lehet, de az oldal bezárása előtt töltse le a munkafájlt.";
    keep_elsewhere => "This workspace was changed in another tab or window since it was opened here. To lose neither, download what is on this page; then open the newer state."
        | "Ezt a munkafüzetet időközben egy másik lapon vagy ablakban is módosították. Hogy semmi ne vesszen el, töltse le az itt látható állapotot, azután nyissa meg az újabbat.";
    keep_failed => "The browser could not save the last changes. Nothing is lost while this page stays open: download the workspace file now."
        | "A böngésző nem tudta elmenteni az utolsó módosításokat. Amíg ez az oldal nyitva van, semmi sem vész el: töltse le most a munkafájlt.";
    keep_download => "Download the workspace file" | "A munkafájl letöltése";
    keep_try_again => "Try again" | "Újrapróbálás";
    keep_open_newer => "Open the newer state" | "Az újabb állapot megnyitása";
}
