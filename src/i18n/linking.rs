//! A workspace that is linked to a file in a synced folder, and handing files to others.

texts! {
    link_title => "A file in a shared folder" | "Fájl egy közös mappában";
    link_words => "If your cluster has a folder that is kept in step by Drive, OneDrive or the like, link the workspace to a file there. Kapocs then takes in what others saved in it and saves your work to it, without sending files around."
        | "Ha az iskolakörnek van olyan mappája, amelyet a Drive, a OneDrive vagy más hasonló program szinkronizál, kösse össze a munkafüzetet egy ott lévő fájllal. A Kapocs átveszi belőle, amit mások elmentettek, és oda is menti az Ön munkáját; nem kell fájlokat küldözgetni.";
    link_unable => "This browser cannot keep a file in step. The same in two clicks: save the workspace file into the folder, and open what others saved there."
        | "Ez a böngésző nem tud fájlt szinkronban tartani. Ugyanez két kattintással: mentse a munkafájlt a közös mappába, és nyissa meg, amit mások mentettek oda.";
    link_there => "Link to a file that is there…" | "Összekötés egy meglévő fájllal…";
    link_new => "Make a new file there…" | "Új fájl létrehozása ott…";
    link_now => "Bring in step now" | "Szinkronizálás most";
    link_end => "End the link" | "Kapcsolat megszüntetése";
    link_ended => "The workspace is no longer linked to the file. Both stay as they are." | "A munkafüzet már nincs összekötve a fájllal. Mindkettő marad, ahogy van.";
    link_allow => "Allow the file again" | "A fájl engedélyezése";
    link_not_chosen => "The browser could not give that file. Try another folder." | "A böngésző nem tudta megadni ezt a fájlt. Próbálja egy másik mappával.";

    link_sign(file) => "Linked to {file}" | "Összekötve: {file}";
    link_in_step => "in step" | "szinkronban";
    link_at_work => "working…" | "folyamatban…";
    link_attention => "needs you" | "teendő van";
    link_brought(file) => "Others’ work came in from {file}." | "Mások munkája átkerült innen: {file}.";

    link_gone => "The file is not where it was. Put it back, or link the workspace to another." | "A fájl nincs a helyén. Tegye vissza, vagy kösse össze a munkafüzetet egy másikkal.";
    link_not_allowed => "The browser asks you before each visit whether Kapocs may use the file." | "A böngésző minden alkalommal megkérdezi, használhatja-e a Kapocs ezt a fájlt.";
    link_failed => "The file could not be read or written just now; perhaps it is being synced. It is tried again when you come back to this window." | "A fájlt most nem lehetett olvasni vagy írni; talán épp szinkronizálódik. Amikor visszatér ehhez az ablakhoz, a Kapocs újra megpróbálja.";
    link_other_cluster(name) => "The file holds another cluster: {name}. It was left as it is. Link to another file." | "A fájl egy másik iskolaköré: {name}. Változatlan maradt. Kösse össze a munkafüzetet egy másik fájllal.";
    link_part => "The file holds only a part of the workspace, perhaps for people who should not see the rest. It was left as it is. Link to another file."
        | "A fájlban a munkafüzetnek csak egy része van, talán olyanoknak, akiknek a többit nem kell látniuk. Változatlan maradt. Kösse össze a munkafüzetet egy másik fájllal.";
    link_unread(reason) => "The file was left as it is. {reason}" | "A fájl változatlan maradt. {reason}";

    send => "Send it…" | "Küldés…";
    send_words(name) => "The file {name} is among your downloads. Attach it to this letter:" | "A fájl a letöltések között van: {name}. Csatolja ehhez a levélhez:";
    send_subject(cluster) => "{cluster}: our workspace in Kapocs" | "{cluster}: a közös munkafüzetünk a Kapocsban";
    send_body(name, address) => "Dear colleagues,\n\nattached is our workspace, {name}. Open {address}, choose “Open a workspace file”, and pick the attachment. Kapocs first shows what it brings, then puts it together with your own work; nothing of yours is lost.\n\n"
        | "Kedves Kollégák!\n\nCsatolom a közös munkafüzetünket: {name}. Nyissátok meg a {address} oldalt, és ott a „Munkafájl megnyitása” résznél válasszátok ki a mellékletet. A Kapocs előbb megmutatja, mit hoz a fájl, azután összeilleszti a saját munkátokkal; abból semmi sem vész el.\n\n";
    send_letter => "Letter" | "Levél";
    send_mail => "Open in the mail program" | "Megnyitás a levelezőben";
    send_copy => "Copy the letter" | "A levél másolása";
    send_not_copied => "The browser did not copy it. Mark the text and copy it by hand." | "A böngésző nem másolta ki. Jelölje ki a szöveget, és másolja ki kézzel.";
    send_copied => "The letter is on the clipboard." | "A levél a vágólapon van.";
}
