//! The questions explained, and the sheet to print before a survey.

texts! {
    items_title => "The questions explained" | "A kérdések magyarázata";
    items_intro => "What each question means, in plain words. Change a text where your cluster says it better; the original stays and can be restored."
        | "Mit jelent az egyes kérdések tartalma, egyszerű szavakkal. Ahol az iskolakör jobban tudja mondani, írja át; az eredeti megmarad és visszaállítható.";
    items_sheets => "Sheets to print: before you answer" | "Nyomtatható lapok: kitöltés előtt";
    items_for_students => "For students" | "Tanulóknak";
    items_for_adults => "For teachers and leaders" | "Pedagógusoknak és vezetőknek";
    items_asked(groups) => "asked: {groups}" | "kiket kérdez: {groups}";
    items_optional => "chosen by the school" | "az iskola választja";
    items_recalled => "code and title from memory: compare with your own survey" | "a kód és a cím emlékezetből: vesse össze a saját felméréssel";
    items_change => "Change the texts" | "A szövegek módosítása";
    items_change_of(code) => "Change the texts of {code}" | "{code} szövegeinek módosítása";
    items_own_words => "your cluster’s words" | "az iskolakör szövege";
    items_restore => "Restore the original" | "Az eredeti visszaállítása";
    items_restored(code) => "The original texts of {code} are back." | "{code} eredeti szövegei visszaálltak.";
    items_title_of => "Title" | "Cím";
    items_find => "Find a question" | "Kérdés keresése";
    items_found(n # count) => "{n} question" / "{n} questions" | "{n} kérdés";

    sheet_for(group) => "Before you answer: {group}" | "Kitöltés előtt: {group}";
    sheet_back => "All questions" | "Minden kérdés";
    sheet_why_students => "Soon you will answer some questions about computers, tablets and the internet at our school. There are no right or wrong answers: say how it really is. Nobody will know who wrote what."
        | "Hamarosan kérdésekre válaszolsz arról, hogyan használjuk az iskolában a számítógépet, a táblagépet és az internetet. Nincs jó vagy rossz válasz: azt írd, ahogy valójában van. Senki sem tudja meg, ki mit írt.";
    sheet_why_adults => "The survey asks how our school uses digital technology in teaching and learning. It does not judge anybody and is not compared with other schools. Answers are anonymous; it takes about 20 to 40 minutes."
        | "A felmérés arra kíváncsi, hogyan használja iskolánk a digitális technológiát a tanításban és a tanulásban. Senkit sem minősít, és nem hasonlítja össze az iskolákat. A válaszok névtelenek; a kitöltés körülbelül 20–40 perc.";
    sheet_scale_title => "What the numbers mean" | "Mit jelentenek a számok?";
    sheet_scale_1 => "not true at all" | "egyáltalán nem igaz";
    sheet_scale_2 => "rather not true" | "inkább nem igaz";
    sheet_scale_3 => "true to some extent (already a small yes, not the middle)" | "valamennyire igaz (ez már egy kis igen, nem a közép)";
    sheet_scale_4 => "true" | "igaz";
    sheet_scale_5 => "completely true" | "teljesen igaz";
    sheet_scale_na_students => "If you do not know, or it does not concern you, choose “not applicable”. That is fine too."
        | "Ha nem tudod, vagy nem rád vonatkozik, válaszd azt, hogy „nem releváns”. Az is rendben van.";
    sheet_scale_na_adults => "Where a question does not concern you or you cannot know, choose “not applicable” rather than a number."
        | "Ha egy kérdés nem Önre vonatkozik, vagy nem tudhatja a választ, szám helyett a „nem releváns” lehetőséget válassza.";
    sheet_trainers => "In-company trainers are asked in the work-based edition only, and what they are asked is not published. These are the teachers’ questions: leave out those that have nothing to do with your workplace."
        | "A céges oktatókat csak a munkaalapú képzés változata kérdezi, és kérdéseik nem nyilvánosak. Ezek a pedagógusok kérdései: hagyja ki azokat, amelyeknek nincs köze az Ön munkahelyéhez.";
    sheet_questions_title => "What the questions are about" | "Miről szólnak a kérdések?";
}
