//! The survey pages: what is there, reading files, one result.

use super::Lang;
use crate::selfie::{Group, ItemCode};
use crate::survey::Mean;
use std::collections::BTreeMap;

texts! {
    survey_title => "Survey results" | "Felmérési eredmények";
    survey_empty => "Here you will see which school has results, from which round, and what is still missing. Start with the files that the schools have: CSV, Excel, or cells copied from a table."
        | "Itt látszik majd, melyik iskolának melyik fordulóból van eredménye, és mi hiányzik még. Kezdje az iskolák fájljaival: CSV, Excel vagy táblázatból kimásolt cellák.";
    survey_read_files => "Read survey files" | "Felmérési fájlok beolvasása";
    survey_items => "The questions explained" | "A kérdések magyarázata";
    survey_school => "School" | "Iskola";
    survey_round => "Round" | "Forduló";
    survey_level => "Level" | "Képzési szint";
    survey_nothing_yet => "nothing yet" | "még nincs";
    survey_scores(n # count) => "{n} score" / "{n} scores" | "{n} pontszám";
    survey_missing(what) => "missing: {what}" | "hiányzik: {what}";
    survey_delete_round_hint => "Rounds are ordered by the date on which they were held." | "A fordulók sorrendje a felvétel dátumát követi.";
    round_held => "Held about" | "Felvétel ideje";
    round_name => "Name of the round" | "A forduló neve";
    rounds_title => "Rounds" | "Fordulók";

    read_title => "Read survey files" | "Felmérési fájlok beolvasása";
    read_intro => "Kapocs shows what it understood before anything is kept. Nothing leaves this browser."
        | "A Kapocs előbb megmutatja, mit értett meg; addig semmi sem kerül a munkafüzetbe. Az adatok nem hagyják el ezt a böngészőt.";
    read_drop => "Drop files here, or" | "Húzza ide a fájlokat, vagy";
    read_choose => "Choose files" | "Fájlok kiválasztása";
    read_kinds => "CSV, text or Excel (.xlsx); several at once" | "CSV, szöveg vagy Excel (.xlsx); egyszerre több is";
    read_paste => "Or paste cells copied from a table" | "Vagy illesszen be táblázatból kimásolt cellákat";
    read_paste_read => "Read these cells" | "A cellák beolvasása";
    typing_open => "Or type them in" | "Vagy gépelje be";
    typing_hint => "Arrows, Enter and Tab move, Home and End go to the edge of a row, with Ctrl to that of the sheet. F2 edits, Escape takes back, Delete clears; Ctrl+Z undoes, Ctrl+Shift+Z does it again. A block copied from a table fills from the cell on. Comma and point are both fine, but only one of them. Areas and items without a value may stay empty."
        | "A nyilak, az Enter és a Tab léptet, a Home és az End a sor szélére visz, Ctrl billentyűvel a táblázat szélére. Az F2 szerkeszt, az Esc elveti a beírást, a Delete töröl; a Ctrl+Z visszavon, a Ctrl+Shift+Z újra végrehajt. A táblázatból másolt blokk a kijelölt cellától kerül be. Tizedesvessző és tizedespont is jó, de csak az egyik. Az érték nélküli területek és kérdések üresen maradhatnak.";
    typing_kept => "What you type stays here, also when you look at other pages, until you close this tab or open another workspace."
        | "A beírtak itt maradnak akkor is, ha közben más oldalakat néz meg, amíg be nem zárja ezt a lapot vagy meg nem nyit egy másik munkafüzetet.";
    typing_clear => "Empty the sheet" | "A táblázat kiürítése";
    typing_count_of(group) => "n, {group}" | "n, {group}";
    read_pasted_name => "pasted cells" | "beillesztett cellák";
    read_typed_name => "typed in" | "kézzel beírva";
    read_file_of(place, count) => "file {place} of {count}" | "{place}. fájl, összesen {count}";
    read_working(percent) => "Reading… {percent}" | "Beolvasás… {percent}";
    read_stop => "Stop" | "Leállítás";
    read_stopped => "Stopped. Nothing was taken from this file." | "Leállítva. Ebből a fájlból semmi sem került be.";
    read_failed => "Reading this file broke off unexpectedly. Nothing was taken. Try it again; if it happens again, save the file as CSV and read that."
        | "A fájl beolvasása váratlanul megszakadt. Semmi sem került be. Próbálja újra; ha megismétlődik, mentse a fájlt CSV-ként, és azt olvassa be.";
    read_again => "Read it again" | "Újraolvasás";
    read_leave_out_file => "Leave this file out" | "A fájl kihagyása";
    read_heading(n # count) => "{n} score read" / "{n} scores read" | "{n} pontszám beolvasva";
    read_heading_participation => "Participation read" | "Részvételi adatok beolvasva";
    read_heading_nothing => "Nothing could be read" | "Semmit sem sikerült beolvasni";
    read_to_look_at(n # count) => "{n} thing to look at" / "{n} things to look at" | "{n} megnézendő";
    read_taken(n # count) => "{n} score taken." / "{n} scores taken." | "{n} pontszám bekerült.";
    read_nothing_new => "All of this is here already. Nothing was changed." | "Mindez már megvan. Semmi sem változott.";
    read_choose_one => "Choose…" | "Válasszon…";
    read_new_school(name) => "New school: {name}" | "Új iskola: {name}";
    read_new_school_name => "Name of the new school" | "Az új iskola neve";
    read_another_school => "Another school…" | "Másik iskola…";
    read_new_round => "Another round…" | "Másik forduló…";
    read_new_round_name => "Name of the round, such as 2021 autumn" | "A forduló neve, például 2021. ősz";
    read_not_said => "The file does not say" | "A fájlból nem derül ki";
    read_above_table(words) => "“{words}” above the table?" | "„{words}” a táblázat felett?";
    read_from_name => "by the file’s name" | "a fájl neve alapján";
    read_as_others => "as in your other results" | "mint a többi eredménynél";
    read_as_other_file => "as in the other file" | "mint a másik fájlban";
    read_from_above => "as the lines above the table say" | "a táblázat feletti sorok alapján";
    read_told(what, told) => "{what}: {told}" | "{what}: {told}";
    read_shape => "Laid out as" | "Elrendezés";
    read_header => "Header" | "Fejléc";
    read_header_none => "no header" | "nincs fejléc";
    read_header_row(row, cells) => "row {row}: {cells}" | "{row}. sor: {cells}";
    read_header_rows(first, last, cells) => "rows {first}–{last}: {cells}" | "{first}–{last}. sor: {cells}";
    read_table(number) => "Table {number}" | "{number}. táblázat";
    read_in_file(words) => "“{words}” in the file" | "a fájlban: „{words}”";
    read_decimals => "Decimals" | "Tizedesjel";
    read_letters => "Letters (encoding)" | "Betűk (kódolás)";
    read_delimiter => "Cells apart by" | "Cellák elválasztása";
    read_edition => "Edition" | "Kiadás";
    read_group => "Whose answers" | "Kiknek a válaszai";
    read_column_meaning(heading) => "What column {heading} holds" | "Mit tartalmaz ez az oszlop: {heading}";
    read_row_meaning(row) => "What row {row} is" | "{row}. sor: mit tartalmaz";
    read_row_menu(row) => "Say what row {row} is" | "{row}. sor: a jelentés megadása";
    read_row_taken(row) => "Row {row} is read" | "{row}. sor: beolvasva";
    read_rows_shown(shown, all) => "The first {shown} of {all} rows" | "{all} sorból az első {shown}";
    read_more_rows => "Show more rows" | "További sorok";
    read_fewer_rows => "Show fewer rows" | "Kevesebb sor";
    read_row => "Row" | "Sor";
    read_row_of(row) => "Row {row}" | "{row}. sor";
    read_column_of(column) => "Column {column}" | "{column}. oszlop";
    read_whole_file => "Whole file" | "Az egész fájl";
    read_sheet(name) => "Sheet {name}" | "{name} munkalap";
    read_doubts => "To look at" | "Megnézendő";
    read_remarks => "Good to know" | "Jó tudni";
    read_notes => "Kept with the source" | "A forrással együtt megmarad";
    read_make_it(value) => "Make it {value}" | "Legyen {value}";
    read_leave_out => "Leave out" | "Kihagyás";
    read_leave_out_row => "Leave the row out" | "A sor kihagyása";
    read_it_is_an_item => "It is an item" | "Ez egy kérdés";
    read_row_is_right(row) => "Row {row} is right" | "{row}. sor a helyes";
    read_take(n # count) => "Take this {n} score" / "Take these {n} scores" | "{n} pontszám átvétele";
    read_take_participation => "Take the participation" | "A részvételi adatok átvétele";
    read_take_all(n # count) => "Take all {n} file" / "Take all {n} files" | "Minden fájl átvétele ({n})";
    read_undo_later => "Nothing is kept before you say so, and you can undo it afterwards." | "Semmi sem kerül be, amíg Ön nem kéri, és utána is visszavonható.";
    read_need_school => "Choose the school first." | "Előbb válassza ki az iskolát.";
    read_need_level => "Choose the level first." | "Előbb válassza ki a képzési szintet.";
    read_need_round => "Choose the round first." | "Előbb válassza ki a fordulót.";
    read_need_group => "Say first whose answers these are." | "Előbb adja meg, kiknek a válaszai ezek.";
    read_need_clash => "Say first what to do with the results that are here already." | "Előbb döntse el, mi legyen a már meglévő eredményekkel.";
    read_schools_in_file => "Schools in the file" | "A fájlban szereplő iskolák";
    read_places => "What taking it does" | "Mi történik az átvételkor";
    read_effect_new(n # count) => "new: {n} value" / "new: {n} values" | "új: {n} érték";
    read_effect_nothing => "nothing new: all of it is here already" | "semmi új: mindez már megvan";
    read_effect_adds(n # count) => "adds {n} value to what is here and changes none" / "adds {n} values to what is here and changes none" | "{n} értékkel kiegészíti a meglévőket, egyet sem módosít";
    read_effect_differs(n # count) => "{n} value is here with another number" / "{n} values are here with other numbers" | "{n} érték más számmal már megvan";
    read_effect_edition => "the result here is of the other edition" | "a meglévő eredmény a másik kiadásé";
    read_effect_more(n # count) => "and {n} result more" / "and {n} results more" | "és további {n} eredmény";
    read_clash => "Some results are here already and differ. What should happen?" | "Egyes eredmények már megvannak, és eltérnek. Mi történjen?";
    read_clash_numbers(here, incoming, differ) => "Values here now: {here}; in this file: {incoming}; in both, with another number: {differ}." | "Értékek jelenleg itt: {here}; ebben a fájlban: {incoming}; mindkettőben, de más számmal: {differ}.";
    read_clash_edition => "The result here is of the other edition, where the same codes mean something else, so values of both cannot stand together." | "A meglévő eredmény a másik kiadásé, ahol ugyanazok a kódok mást jelentenek, ezért a kettő értékei nem állhatnak együtt.";
    read_clash_update(n # count) => "Take over this file’s values; the other {n} value stays" / "Take over this file’s values; the other {n} values stay" | "Ennek a fájlnak az értékei kerüljenek be; a többi {n} érték marad";
    read_clash_replace(n # count) => "Replace the whole result by this file; {n} value that it does not have would be gone" / "Replace the whole result by this file; {n} values that it does not have would be gone"
        | "A teljes eredmény helyére ez a fájl lépjen; a fájlból hiányzó {n} érték elvész";
    read_clash_replace_all => "Replace the values that are here by this file’s" | "A meglévő értékek helyére ennek a fájlnak az értékei lépjenek";
    read_clash_both(round) => "Keep both: put this file under another round, “{round}”" | "Maradjon meg mindkettő: ez a fájl másik fordulóba kerüljön: „{round}”";
    read_clash_round(round, number) => "{round}, file {number}" | "{round}, {number}. fájl";
    read_left_to_decide(n # count) => "{n} file waits for your decision." / "{n} files wait for your decision." | "{n} fájl az Ön döntésére vár.";
    meaning_code => "Item code" | "A kérdés kódja";
    meaning_title => "Title" | "Cím";
    meaning_school => "School" | "Iskola";
    meaning_level => "Level" | "Képzési szint";
    meaning_round => "Round" | "Forduló";
    meaning_group => "Group" | "Csoport";
    meaning_respondent => "Respondent (not kept)" | "Válaszadó (nem marad meg)";
    meaning_measure => "What the row’s values are" | "Mit jelentenek a sor értékei";
    meaning_ignored => "Leave out" | "Kihagyás";
    meaning_unknown => "Choose its meaning…" | "Válassza ki a jelentését…";
    meaning_more_subject => "An item or area…" | "Egy kérdés vagy terület…";
    meaning_more_school => "Values of one school…" | "Egyetlen iskola értékei…";
    meaning_more_round => "Values of one round…" | "Egyetlen forduló értékei…";
    meaning_which_subject(heading) => "Which item or area column {heading} holds" | "Melyik kérdést vagy területet tartalmazza ez az oszlop: {heading}";
    meaning_which_school(heading) => "Which school column {heading} is of" | "Melyik iskoláé ez az oszlop: {heading}";
    meaning_which_round(heading) => "Which round column {heading} is of" | "Melyik fordulóé ez az oszlop: {heading}";
    meaning_of(who, what) => "{who}: {what}" | "{who}: {what}";
    row_as_guessed => "As it was understood" | "Ahogy a program értette";
    row_keep => "To be read: no total, no note" | "Olvasandó: nem összesítés, nem megjegyzés";
    row_out => "Left out: a total or a note" | "Kimarad: összesítés vagy megjegyzés";
    row_about(what) => "About {what}" | "Erről szól: {what}";

    result_of(school) => "{school}: results" | "{school}: eredmények";
    result_participation => "Participation" | "Részvétel";
    result_group => "Group" | "Csoport";
    result_invited => "Invited" | "Meghívottak";
    result_answered => "Answered" | "Válaszoltak";
    result_rate => "Share" | "Arány";
    result_scores => "Means by area and item" | "Átlagok területenként és kérdésenként";
    result_item => "Item" | "Kérdés";
    result_n(n) => "n {n}" | "n {n}";
    result_area_mean => "area mean" | "területi átlag";
    result_computed => "computed" | "számított";
    result_no_value => "no value" | "nincs érték";
    result_too_many => "More answered than were invited. Please check both numbers." | "Többen válaszoltak, mint ahányan meghívót kaptak. Kérjük, ellenőrizze mindkét számot.";
    result_own => "In no area: own questions and unknown codes" | "Területen kívül: saját kérdések és ismeretlen kódok";
    result_sources => "Where it came from" | "Honnan származik";
    result_source(name, size, date) => "{name}, {size}, read on {date}" | "{name}, {size}, beolvasva: {date}";
    result_fingerprint(hash) => "fingerprint {hash}" | "ujjlenyomat: {hash}";
    result_delete => "Delete this result" | "Az eredmény törlése";
    result_deleted(what) => "{what} deleted." | "{what} törölve.";
    result_correct_of(item, group) => "{item}, {group}: mean" | "{item}, {group}: átlag";
    result_file_says(original) => "file: {original}" | "fájl: {original}";
    result_corrected_new => "entered by hand" | "kézzel megadva";
    result_back_to_file => "Back to the file’s value" | "Vissza a fájl értékére";
    result_not_on_scale => "A mean lies between 1 and 5." | "Az átlag 1 és 5 közötti szám.";
    result_correct_hint => "Select a value to correct it: Enter keeps it, Escape leaves it as it was, an empty field takes it out. The file’s value stays beside it."
        | "A javításhoz válasszon ki egy értéket: az Enter megtartja, az Esc mindent úgy hagy, az üres mező kiveszi. A fájl értéke látható marad mellette.";
    result_kb(kb) => "{kb} KB" | "{kb} KB";
    result_bytes(n # count) => "{n} byte" / "{n} bytes" | "{n} bájt";
    result_csv => "Scores as CSV" | "Pontszámok CSV-ben";
}

impl super::Lang {
    /// How large a file is; a small one in bytes.
    pub fn file_size(self, bytes: u64) -> String {
        if bytes < 1000 {
            self.result_bytes(usize::try_from(bytes).unwrap_or_default())
        } else {
            self.result_kb(self.decimal(bytes as f64 / 1000.0, 1))
        }
    }
}

impl Lang {
    /// Which groups are missing; `None` if none is.
    pub fn missing_groups(self, groups: &[Group]) -> Option<String> {
        let groups: Vec<&str> = groups.iter().map(|group| self.group(*group)).collect();
        (!groups.is_empty()).then(|| self.survey_missing(groups.join(", ")))
    }

    /// Which items of which groups are missing; `None` if none is.
    pub fn missing_items(self, missing: &BTreeMap<Group, Vec<ItemCode>>) -> Option<String> {
        let of_group = |(group, codes): (&Group, &Vec<ItemCode>)| {
            let codes: Vec<String> = codes.iter().map(ItemCode::to_string).collect();
            format!("{} {}", self.group(*group), codes.join(", "))
        };
        let groups: Vec<String> = missing.iter().map(of_group).collect();
        (!groups.is_empty()).then(|| self.survey_missing(groups.join("; ")))
    }

    /// A mean of a file: more than two decimals are no measurement.
    pub fn mean(self, mean: Mean) -> String {
        let decimals = mean.decimals().clamp(1, 2);
        let rounded = Mean::new(mean.value(), decimals).unwrap_or(mean);
        self.decimal(rounded.value(), decimals.into())
    }

    /// A mean that somebody typed: as they did.
    pub fn mean_by_hand(self, mean: Mean) -> String {
        self.decimal(mean.value(), usize::from(mean.decimals().max(1)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::selfie::Area;

    #[test]
    fn means_have_the_decimals_of_their_source_and_no_false_ones() {
        let mean = |value, decimals| Mean::new(value, decimals).unwrap();
        assert_eq!(Lang::Hu.mean(mean(4.5, 4)), "4,50");
        assert_eq!(Lang::En.mean(mean(4.625, 4)), "4.63");
        assert_eq!(Lang::En.mean(mean(3.6, 1)), "3.6");
        assert_eq!(Lang::En.mean(mean(4.0, 0)), "4.0");
        assert_eq!(Lang::En.mean_by_hand(mean(4.125, 3)), "4.125");
    }

    #[test]
    fn what_is_missing_is_one_short_line() {
        let code = |number| ItemCode::new(Area::A, number).unwrap();
        let missing = [(Group::Teachers, vec![code(3), code(4)]), (Group::Leaders, vec![code(1)])].into();
        assert_eq!(Lang::En.missing_items(&missing).as_deref(), Some("missing: Leaders A1; Teachers A3, A4"));
        assert_eq!(Lang::Hu.missing_groups(&[Group::Students]).as_deref(), Some("hiányzik: Tanulók"));
        assert_eq!(Lang::En.missing_groups(&[]), None);
    }
}
