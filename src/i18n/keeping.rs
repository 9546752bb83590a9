//! The sign that says whether the work is kept, and what to do when it is not.

texts! {
    keep_saved => "Saved" | "Mentve";
    keep_saved_here => "Saved in this browser" | "Mentve ebben a böngészőben";
    keep_waiting => "Saving…" | "Mentés…";
    keep_not_saved => "Not saved" | "Nincs mentve";
    keep_full => "This browser’s storage is full, so the last changes are not saved. Nothing is lost while this page stays open: download the workspace file now, then remove a workspace that you no longer need from the start page."
        | "Betelt a böngésző tárhelye, ezért az utolsó módosítások nincsenek elmentve. Amíg ez az oldal nyitva van, semmi sem vész el: töltse le most a munkafájlt, azután a kezdőlapon töröljön egy olyan munkafüzetet, amelyre már nincs szükség.";
    keep_disabled => "This browser does not let Kapocs keep anything (private window, or storage switched off). You can work, but download the workspace file before you close the page."
        | "Ez a böngésző nem engedi, hogy a Kapocs bármit megőrizzen (privát ablak vagy kikapcsolt tárhely). Dolgozni lehet, de az oldal bezárása előtt töltse le a munkafájlt.";
    keep_elsewhere => "Another tab or window saved this workspace too, and the two could not be put together just now. Nothing is lost while this page stays open: try again, or download the workspace file."
        | "Ezt a munkafüzetet egy másik lap vagy ablak is elmentette, és a kettőt most nem sikerült összeilleszteni. Amíg ez az oldal nyitva van, semmi sem vész el: próbálja újra, vagy töltse le a munkafájlt.";
    keep_newer => "Another tab saved this workspace with a newer version of Kapocs. Download what is on this page, then reload it to get the newer version; opening the file there puts both together."
        | "Egy másik lap a Kapocs újabb változatával mentette el ezt a munkafüzetet. Töltse le az itt látható állapotot, majd töltse be újra az oldalt, hogy az újabb változatot kapja; ott a fájl megnyitása összeilleszti a kettőt.";
    keep_cleared => "This browser’s storage was cleared. The open workspace was saved again."
        | "A böngésző tárhelyét kiürítették. A megnyitott munkafüzetet a Kapocs újra elmentette.";
    keep_failed => "The browser could not save the last changes. Nothing is lost while this page stays open: download the workspace file now."
        | "A böngésző nem tudta elmenteni az utolsó módosításokat. Amíg ez az oldal nyitva van, semmi sem vész el: töltse le most a munkafájlt.";
    keep_download => "Download the workspace file" | "A munkafájl letöltése";
    keep_try_again => "Try again" | "Újrapróbálás";
}
