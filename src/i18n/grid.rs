//! The words of the grid, the agreement, the differences and the presentation.

use super::Lang;
use crate::selfie::Group;

texts! {
    grid_title => "Strengths and needs" | "Erősségek és fejlesztendők";
    grid_parts => "About the grid" | "A rács részei";
    grid_tab_agreement => "What we agreed" | "Miben állapodtunk meg";
    grid_tab_schools => "Schools in words" | "Iskolák szavakban";
    grid_about(schools, answers) => "{schools}, {answers}" | "{schools}, {answers}";
    grid_schools(n # count) => "{n} school" / "{n} schools" | "{n} iskola";
    grid_answers(n # count) => "{n} answer" / "{n} answers" | "{n} válasz";
    grid_present => "Present" | "Bemutató";
    grid_respondents => "Respondents" | "Válaszadók";
    grid_agreed_groups => "Agreed groups" | "Számító csoportok";
    grid_reading => "Reading" | "Olvasat";
    grid_by_rule => "By our rule" | "Szabályunk szerint";
    grid_by_distance => "Distance to the best" | "Távolság a legjobbtól";
    grid_needs_only => "Needs only" | "Csak a fejlesztendők";
    grid_level => "Level" | "Képzési szint";
    grid_round => "Round" | "Forduló";
    grid_school_order => "Schools" | "Iskolák";
    grid_schools_as_in_cluster => "as in the cluster" | "az iskolakör sorrendjében";
    grid_schools_by_name => "by name" | "név szerint";
    grid_area_order => "Areas" | "Területek";
    grid_areas_by_letter => "by letter" | "betű szerint";
    grid_areas_by_needs => "most needs first" | "a legtöbb fejlesztendő elöl";
    grid_find_school => "Find a school" | "Iskola keresése";
    grid_open_all => "Open all areas" | "Minden terület kinyitása";
    grid_close_all => "Close all areas" | "Minden terület becsukása";
    grid_area => "Area" | "Terület";
    grid_school => "School" | "Iskola";
    grid_own_questions => "Own questions" | "Saját kérdések";
    grid_n(n) => "n {n}" | "n {n}";
    grid_n_unknown => "n unknown" | "n ismeretlen";
    grid_other_edition => "another edition: compare with care" | "más kiadás: óvatosan vethető össze";
    grid_keys => "Arrow keys move between cells; Enter shows what is behind one; Space opens an area." | "A nyilakkal cellák között mozoghat, az Enter megmutatja a cella hátterét, a szóköz kinyitja a területet.";
    grid_legend => "Key" | "Jelmagyarázat";

    verdict_need => "need" | "fejlesztendő";
    verdict_deep_need => "need, 0.5 or more below the line" | "fejlesztendő, legalább 0,5 ponttal a vonal alatt";
    verdict_undecided => "undecided: too close to tell" | "eldöntetlen: túl közel van a vonalhoz";
    verdict_fine => "fine" | "rendben";
    verdict_strength => "strength" | "erősség";
    verdict_no_data => "no data" | "nincs adat";
    distance_best => "the best of the cluster" | "az iskolakör legjobbja";
    distance_far => "0.5 or more below the best" | "legalább 0,5 ponttal a legjobb alatt";
    distance_very_far => "1 or more below the best" | "legalább 1 ponttal a legjobb alatt";
    distance_below => "from the best" | "a legjobbtól";

    grid_empty_title => "The grid appears here" | "Itt jelenik meg a rács";
    grid_empty => "As soon as the survey results of your schools are read, this page shows every school and every area side by side, by the rule that you agree on."
        | "Amint beolvasták az iskolák felmérési eredményeit, ez az oldal egymás mellett mutatja az összes iskolát és területet, a közösen elfogadott szabály szerint.";
    grid_empty_step => "Read survey files" | "Felmérési fájlok beolvasása";
    grid_nothing_left => "By this rule no school has a need here." | "E szabály szerint itt egyik iskolának sincs fejlesztendője.";
    grid_no_such_school => "No school’s name contains these letters." | "Egyik iskola nevében sincsenek ezek a betűk.";
    grid_show_all => "Show everything" | "Minden mutatása";

    cell_nothing_chosen => "Choose a cell to see what is behind it." | "Válasszon egy cellát, és itt látja, mi van mögötte.";
    cell_title => "Behind the cell" | "A cella háttere";
    cell_band(low, high) => "{low}–{high}" | "{low}–{high}";
    cell_counts_not => "does not count in our rule" | "szabályunkban nem számít";
    cell_small(minimum) => "fewer than {minimum} answers" | "{minimum} válasznál kevesebb";
    cell_note => "Note on this cell" | "Jegyzet ehhez a cellához";
    cell_has_note => "has a note" | "jegyzet tartozik hozzá";
    cell_result => "All values of this result" | "Ennek az eredménynek minden értéke";
    cell_from(source) => "From {source}" | "Forrás: {source}";
    cell_together => "Together" | "Együtt";
    cell_behind_best(points, schools) => "{points} below the cluster’s best ({schools})." | "{points} ponttal az iskolakör legjobbja alatt ({schools}).";
    cell_behind_several(points) => "{points} below the cluster’s best." | "{points} ponttal az iskolakör legjobbja alatt.";
    cell_no_answer => "Nobody was asked this here, or the answers have not been read." | "Ezt itt nem kérdezték, vagy a válaszokat még nem olvasták be.";

    rule_heading => "What we agreed" | "Miben állapodtunk meg";
    rule_default_heading => "Our rule, to be agreed" | "A szabály – még nem döntöttek róla";
    rule_before => "A mean of " | "Ha az átlag ";
    rule_line(value) => "{value} or more" | "legalább {value}";
    rule_after => " is not a need." | ", az nem fejlesztendő.";
    rule_strength_from(value) => "From {value} on it is a strength." | "Erősség, ha az átlag legalább {value}.";
    rule_strength_within(points) => "A strength is what is no need and at most {points} below the cluster’s best."
        | "Erősség, ami nem fejlesztendő, és legfeljebb {points} ponttal marad el az iskolakör legjobbjától.";
    rule_groups(groups) => "{groups} count, each with the same weight." | "{groups} válaszai számítanak, egyenlő súllyal.";
    rule_group_alone(group) => "{group} count." | "{group} válaszai számítanak.";
    rule_no_groups => "No group counts yet: choose at least one." | "Még egyik csoport sem számít: válasszon legalább egyet.";
    rule_strength_below(strength, need) => "A strength from {strength} on would reach below the line for needs, {need}. Raise the line for strengths or lower the one for needs; then you can agree."
        | "Az erősségek {strength} vonala a fejlesztendők {need} vonala alatt van. Emelje az erősségek vonalát, vagy vigye lejjebb a fejlesztendőkét; azután lehet megállapodni.";
    rule_value_alone => "The value alone decides." | "Csak az érték dönt.";
    rule_band(percent) => "What could lie on either side of the line is undecided ({percent}% band)."
        | "Ami a vonal bármelyik oldalára eshet, az eldöntetlen ({percent}%-os sáv).";
    rule_decided(date, who) => "Decided on {date} by {who}." | "Döntés: {date} – {who}.";
    rule_decided_on(date) => "Decided on {date}." | "Döntés: {date}";
    rule_decided_by(who) => "Decided by {who}." | "Döntött: {who}.";
    rule_reason(reason) => "“{reason}”" | "„{reason}”";
    rule_not_decided => "This is where every cluster starts. Look at it together, then agree on it or on another." | "Minden iskolakör innen indul. Nézzék meg közösen, majd állapodjanak meg ebben vagy egy másikban.";
    rule_try => "Try another rule…" | "Másik szabály kipróbálása…";
    rule_trying => "Trying another rule" | "Másik szabály próbája";
    rule_trying_hint => "The grid shows this rule, only for you, until you agree on it or go back." | "A rács most ezt a szabályt mutatja, csak Önnek, amíg meg nem állapodnak benne, vagy vissza nem lép.";
    rule_agree => "Agree on this…" | "Megállapodunk ebben…";
    rule_back => "Back to what we agreed" | "Vissza a megállapodáshoz";
    rule_all => "All about the rule" | "Minden a szabályról";

    draft_line => "Below this mean it is a need" | "Ez alatt az átlag alatt fejlesztendő";
    draft_strength => "What is a strength?" | "Mi számít erősségnek?";
    draft_strength_line => "A mean from here on" | "Ettől az átlagtól";
    draft_strength_best => "Close to the cluster’s best" | "Ami közel van az iskolakör legjobbjához";
    draft_strength_points => "At most so many points below the best" | "Legfeljebb ennyi ponttal a legjobb alatt";
    draft_groups => "Whose answers count?" | "Kinek a válaszai számítanak?";
    draft_groups_hint => "Each group weighs the same, however many answered." | "Minden csoport egyformán számít, akárhányan válaszoltak.";
    draft_certainty => "How sure must it be?" | "Mennyire legyen biztos?";
    draft_value_alone => "The value alone decides" | "Csak az érték dönt";
    draft_value_alone_why => "3.9 is a need and 4.0 is not, even if only a few answered." | "A 3,9 fejlesztendő, a 4,0 nem, akkor is, ha csak kevesen válaszoltak.";
    draft_band80 => "Fairly sure (80% band)" | "Elég biztos (80%-os sáv)";
    draft_band80_why => "Asked again, the same people would give a value in the band about four times out of five. If the line runs through the band, the cell is undecided."
        | "Ha újra megkérdeznék ugyanezeket az embereket, ötből körülbelül négyszer a sávba esne az átlag. Ha a vonal átmegy a sávon, a cella eldöntetlen.";
    draft_band95 => "Very sure (95% band)" | "Nagyon biztos (95%-os sáv)";
    draft_band95_why => "The band is wider: it holds 19 times out of 20. More cells stay undecided." | "A sáv szélesebb: húszból tizenkilencszer igaz. Több cella marad eldöntetlen.";
    draft_change => "Smallest change between rounds that matters, in points" | "A fordulók közti legkisebb változás, amely számít (pont)";
    draft_minimum => "Smallest group shown outside the school, in answers" | "A legkisebb csoport, amely az iskolán kívül is látható (válasz)";
    agree_title => "Agree on this rule" | "Megállapodás erről a szabályról";
    agree_by => "Who decided? (required)" | "Kik döntöttek? (kötelező)";
    agree_by_missing => "Write who decided: names, schools or the meeting." | "Írja ide, kik döntöttek: nevek, iskolák vagy a megbeszélés.";
    agree_by_hint => "For example: all five schools, at the online meeting" | "Például: mind az öt iskola, az online megbeszélésen";
    agree_on => "When? (required)" | "Mikor? (kötelező)";
    agree_why => "Why this line? (required)" | "Miért éppen itt a vonal? (kötelező)";
    agree_why_missing => "Write why, so that those who were not there understand it." | "Írja ide az okát, hogy az is értse, aki nem volt ott.";
    agree_why_hint => "A sentence that explains it to those who were not there." | "Egy mondat azoknak, akik nem voltak ott.";
    agree_do => "Agree" | "Megállapodunk";
    agree_done => "The new rule is agreed." | "Az új szabály érvényes.";
    agree_date_wrong => "Write the date as year-month-day, for example 2021-10-12." | "A dátumot év-hónap-nap alakban írja, például 2021-10-12.";
    agreement_title => "The agreement" | "A megállapodás";
    agreement_lead => "What is poor, and what is good? The cluster decides, and everyone can see why." | "Mi gyenge, és mi jó? Az iskolakör dönti el, és mindenki láthatja, miért.";
    agreement_draft => "Try a rule" | "Szabály kipróbálása";
    agreement_preview => "What it would mean" | "Mit jelentene";
    agreement_history => "How the rule came about" | "Hogyan alakult ki a szabály";
    agreement_history_none => "Nothing has been agreed yet. The first agreement will stand here, and every later one." | "Még nincs megállapodás. Itt lesz olvasható az első, és az összes későbbi is.";
    agreement_version(n) => "Agreement {n}" | "{n}. megállapodás";
    agreement_current => "in force" | "érvényes";
    agreement_no_data => "The preview appears when survey results have been read." | "Az előnézet akkor jelenik meg, ha már van beolvasott felmérés.";
    change_need(old, new) => "A need below: {old} → {new}." | "Fejlesztendő ez alatt: {old} → {new}.";
    change_practical(old, new) => "Smallest change that matters: {old} → {new}." | "A legkisebb változás, amely számít: {old} → {new}.";
    change_minimum(old, new) => "Smallest group: {old} → {new}." | "A legkisebb csoport: {old} → {new}.";
    change_none => "The same rule, confirmed." | "Ugyanaz a szabály, megerősítve.";
    change_first => "The first agreement." | "Az első megállapodás.";

    preview_heading => "If the line were elsewhere" | "Ha máshol lenne a vonal";
    preview_label => "Needs in the cluster for each line from 3.0 to 4.5" | "Fejlesztendők száma az iskolakörben, 3,0 és 4,5 közötti vonalaknál";
    preview_needs(n # count) => "{n} need" / "{n} needs" | "{n} fejlesztendő";
    preview_choose(line, needs) => "Line at {line}: {needs}" | "Vonal: {line}; {needs}";
    preview_per_school => "Needs of each school, by line" | "Fejlesztendők iskolánként, a vonal szerint";
    preview_as_table => "As a table" | "Táblázatként";
    preview_line => "Line" | "Vonal";
    preview_all => "All" | "Összesen";
    preview_areas => "Counted in areas, for the groups that count." | "Területenként számolva, a számító csoportokra.";

    gaps_title => "Where groups see it differently" | "Ahol a csoportok másként látják";
    gaps_lead => "The same question, answered by leaders, teachers and students. A large difference is no mistake: it is a good reason to talk."
        | "Ugyanaz a kérdés, vezetők, pedagógusok és tanulók válaszaival. A nagy eltérés nem hiba, hanem jó ok a beszélgetésre.";
    gaps_all_schools => "all schools" | "minden iskola";
    gaps_all_areas => "all areas" | "minden terület";
    gaps_by_items => "By question" | "Kérdésenként";
    gaps_by_areas => "By area" | "Területenként";
    gaps_what => "Compared" | "Mit hasonlítunk";
    gaps_clear_only => "Clear ones only" | "Csak az egyértelműek";
    gaps_difference => "Difference" | "Eltérés";
    gaps_subject => "Question or area" | "Kérdés vagy terület";
    gaps_sure => "How sure" | "Mennyire biztos";
    gaps_clear => "clear" | "egyértelmű";
    gaps_unclear => "not clear" | "nem egyértelmű";
    gaps_unknown => "cannot tell: counts are missing" | "nem tudni: hiányoznak a válaszszámok";
    gaps_sentence(high, low, points) => "{high} see it {points} higher than {low} do." | "{high} {points} ponttal jobbnak látják, mint {low}.";
    gaps_sentence_unclear(high, low, points) => "{high} see it {points} higher than {low} do, but that could be chance." | "{high} {points} ponttal jobbnak látják, mint {low}, de ez véletlen is lehet.";
    gaps_none => "No two groups answered the same question here." | "Itt nincs olyan kérdés, amelyre két csoport is válaszolt.";
    gaps_none_clear => "None of the differences is clear." | "Egyik eltérés sem egyértelmű.";
    gaps_both_asked => "Compared over the questions that both were asked." | "Azokon a kérdéseken összevetve, amelyeket mindkét csoport megkapott.";
    gaps_count(n # count) => "{n} difference, largest first" / "{n} differences, largest first" | "{n} eltérés, a legnagyobb elöl";
    gaps_left_out(n # count) => "{n} smaller difference is left out here." / "{n} smaller differences are left out here." | "{n} kisebb eltérés itt nem szerepel.";
    gaps_our_line => "our line for needs" | "a fejlesztendők vonala";
    gaps_small_why(minimum) => "A hollow mark stands for a group with fewer than {minimum} answers: do not show it outside the school." | "Az üres jel {minimum} válasznál kisebb csoportot jelent: az iskolán kívül ne mutassák.";

    school_choose => "One page for every school" | "Minden iskolának egy oldal";
    school_choose_lead => "Strengths, needs and differences in sentences, on one sheet to print and to take along." | "Erősségek, fejlesztendők és eltérések mondatokban, egyetlen kinyomtatható lapon.";
    school_no_result => "This school has no result in this round yet." | "Ennek az iskolának ebben a fordulóban még nincs eredménye.";
    school_unknown => "There is no such school in this workspace." | "Ebben a munkafüzetben nincs ilyen iskola.";
    school_strengths => "What is strong" | "Ami erős";
    school_needs => "What needs work" | "Ami fejlesztendő";
    school_undecided => "Too close to tell" | "Ami eldöntetlen";
    school_undecided_why => "These lie so near the line that the answers cannot decide: " | "Ezek olyan közel vannak a vonalhoz, hogy a válaszok nem döntik el: ";
    school_gaps => "Where groups see it differently" | "Ahol a csoportok másként látják";
    school_notes => "Notes" | "Jegyzetek";
    school_rule => "How this was read" | "Milyen szabály szerint";
    school_in_it => "Above all: " | "Ezen belül főként: ";
    school_beside => "In other areas: " | "Más területeken: ";
    school_no_strength => "By our rule nothing is a strength beyond doubt yet." | "Szabályunk szerint még semmi sem egyértelműen erősség.";
    school_no_need => "By our rule nothing is a need." | "Szabályunk szerint semmi sem fejlesztendő.";
    school_no_gap => "No clear differences between the groups." | "A csoportok között nincs egyértelmű eltérés.";
    school_answered => "Answered: " | "Válaszolt: ";
    school_of(answered, invited) => "{answered} of {invited}" | "{answered} / {invited}";
    school_all => "All schools" | "Minden iskola";
    school_needs_count(n # count) => "{n} need" / "{n} needs" | "{n} fejlesztendő";
    school_strengths_count(n # count) => "{n} strength" / "{n} strengths" | "{n} erősség";

    export_csv => "Survey data (CSV)" | "Felmérési adatok (CSV)";
    export_grid_csv => "Grid (CSV)" | "Rács (CSV)";
    export_excel => "Grid and data as a workbook (Excel)" | "Rács és adatok munkafüzetként (Excel)";
    grid_file(cluster) => "{cluster} grid.csv" | "{cluster} rács.csv";
    export_more => "Save as…" | "Mentés másként…";

    present_leave => "Leave" | "Kilépés";
    present_full => "Full screen" | "Teljes képernyő";
    present_next => "Next" | "Tovább";
    present_back => "Back" | "Vissza";
    present_place(now, all) => "{now} of {all}" | "{now} / {all}";
    present_hint => "← → walk through the areas · F full screen · Esc leaves" | "← → lépkedés a területek között · F teljes képernyő · Esc kilépés";
    present_counted => "Number of schools" | "Iskolák száma";
    present_whole => "The area as a whole" | "A terület egésze";

    the_leaders => "leaders" | "a vezetők";
    the_teachers => "teachers" | "a pedagógusok";
    the_students => "students" | "a tanulók";
    the_trainers => "in-company trainers" | "a céges oktatók";
    list_and => " and " | " és ";
}

impl Lang {
    /// A group inside a sentence: `leaders`, `a vezetők`.
    pub fn group_in_sentence(self, group: Group) -> &'static str {
        match group {
            Group::Leaders => self.the_leaders(),
            Group::Teachers => self.the_teachers(),
            Group::Students => self.the_students(),
            Group::Trainers => self.the_trainers(),
        }
    }

    /// Which groups count, as a sentence.
    pub fn groups_that_count(self, groups: impl IntoIterator<Item = Group>) -> String {
        let words: Vec<&str> = groups.into_iter().map(|group| self.group_in_sentence(group)).collect();
        match words.as_slice() {
            [] => self.rule_no_groups().to_owned(),
            [one] => self.rule_group_alone(capitalised(one)),
            [most @ .., last] => {
                self.rule_groups(capitalised(&format!("{}{}{last}", most.join(", "), self.list_and())))
            }
        }
    }
}

/// With a capital first letter, for the start of a sentence.
pub fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_listed_as_each_language_does() {
        let two = [Group::Leaders, Group::Teachers];
        assert_eq!(Lang::En.groups_that_count(two), "Leaders and teachers count, each with the same weight.");
        assert_eq!(Lang::Hu.groups_that_count(two), "A vezetők és a pedagógusok válaszai számítanak, egyenlő súllyal.");
        assert_eq!(Lang::Hu.groups_that_count([Group::Students]), "A tanulók válaszai számítanak.");
        assert_eq!(Lang::En.groups_that_count([]), "No group counts yet: choose at least one.");
    }
}
