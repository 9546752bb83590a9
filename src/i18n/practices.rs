//! The words of the pages of practices and wishes.

use super::Lang;
use crate::cluster::Wanted;

texts! {
    practices_title => "Good practices" | "Jó gyakorlatok";
    practices_lead => "What works at one school and others could take over. Mark what you would like: matching builds on it."
        | "Ami az egyik iskolában bevált, és mások is átvehetik. Jelölje meg, mit vennének át: a párosítás erre épít.";
    practices_offer => "Offer a practice" | "Jó gyakorlat felajánlása";
    practices_view => "View" | "Nézet";
    practices_in_full => "In full" | "Részletesen";
    practices_as_table => "As a list" | "Listában";
    practices_wishes => "Wishes" | "Kívánságok";
    practices_found(found, all) => "{found} of {all} practices" | "{all} jó gyakorlatból {found}";
    practices_count(n # count) => "{n} practice" / "{n} practices" | "{n} jó gyakorlat";
    practices_all_forms => "all forms" | "minden forma";
    practices_none_found => "No practice fits what you are looking for." | "Egyik jó gyakorlat sem felel meg a keresésnek.";
    practices_show_all => "Show all of them" | "Minden jó gyakorlat mutatása";
    practices_empty_title => "The catalogue of good practices appears here" | "Itt jelenik meg a jó gyakorlatok gyűjteménye";
    practices_empty => "What goes well at your school, so well that others could learn it from you? A title and a sentence are enough for a start."
        | "Mi működik az iskolájukban olyan jól, hogy mások is megtanulhatnák? Kezdetnek elég egy cím és egy mondat.";
    practices_no_schools => "The cluster has no schools yet. Add them first:" | "Az iskolakörben még nincs iskola. Előbb vegye fel őket itt:";
    practices_too_long => "This is more than one printed page holds. A link among the materials can carry the rest." | "Ez több, mint amennyi egy nyomtatott oldalra fér. A többi egy hivatkozással az anyagok közé kerülhet.";
    practices_untitled => "Practice without a title" | "Cím nélküli jó gyakorlat";
    practices_no_school => "school not said yet" | "az iskola még nincs megadva";
    practices_takes(n # count) => "for {n} school" / "for up to {n} schools" | "legfeljebb {n} iskolának";
    practices_takes_heading => "For how many schools" | "Hány iskolának";
    practices_all_levels => "all levels" | "minden képzési szint";
    practices_changed => "What changed: " | "Mi változott: ";
    practices_list_of(cluster) => "Good practices: {cluster}" | "Jó gyakorlatok: {cluster}";

    practices_write_new_lead => "A title, a sentence or two, and what it helps with: that is all that matching needs. It is saved while you write."
        | "Egy cím, egy-két mondat, és hogy miben segít: a párosításhoz ennyi elég. Írás közben minden mentődik.";
    practices_title_hint => "As you would name it in the staff room." | "Ahogy a tanáriban neveznék.";
    practices_about_hint => "What do you do, with whom, how often?" | "Mit csinálnak, kikkel, milyen gyakran?";
    practices_effect_hint => "What do you do differently, or what do students notice?" | "Mi lett más, mit vesznek észre a tanulók?";
    practices_helps_lead => "Helps with these areas" | "Ezeken a területeken segít";
    practices_more => "More about it" | "Több részlet";
    practices_items => "Or with single questions of the survey" | "Vagy a felmérés egyes kérdéseinél";
    practices_levels_hint => "None marked: for all levels." | "Ha egy sincs jelölve: minden szintnek.";
    practices_languages => "Language it is given in" | "Milyen nyelven adják át";
    practices_materials_hint => "One address a line; those that begin with http:// or https:// become links."
        | "Soronként egy cím; a http:// vagy https:// kezdetűekből hivatkozás lesz.";
    practices_state_hint => "Matching suggests only what is offered." | "A párosítás csak az elérhetőt javasolja.";
    practices_choose_school => "choose a school" | "válasszon iskolát";
    practices_done => "Show the sheet" | "Az adatlap megtekintése";

    practices_sheet_of(school) => "A good practice of {school}" | "{school} jó gyakorlata";
    practices_change => "Change it" | "Módosítás";
    practices_back => "All practices" | "Minden jó gyakorlat";
    practices_not_told => "Nobody has written this yet." | "Ezt még senki sem írta meg.";
    practices_helps_nothing => "no area chosen yet" | "még nincs megadva terület";
    practices_ask => "Whom to ask" | "Akit kérdezni lehet";
    practices_unknown => "This practice is not here. It may have been deleted, or it is in another copy of the file."
        | "Ez a jó gyakorlat nincs itt. Lehet, hogy törölték, vagy a fájl egy másik példányában van.";
    practices_delete => "Delete this practice" | "A jó gyakorlat törlése";
    practices_deleted(practice) => "“{practice}” deleted." | "„{practice}” törölve.";
    practices_deleted_with(practice, wishes, pairings) => "“{practice}” deleted, with its wishes ({wishes}) and pairings ({pairings})."
        | "„{practice}” törölve, a kívánságokkal ({wishes}) és a párokkal ({pairings}) együtt.";

    wishes_of => "Wishes of" | "Kinek a kívánságai";
    wishes_choose_school => "Then you can mark its wishes." | "Így megjelölheti a kívánságait.";
    wishes_only(school) => "only what {school} wishes for" | "csak {school} kívánságai";
    wishes_would(school) => "Would {school} like it?" | "{school}: átvenné?";
    wishes_group(school, practice) => "{school}: {practice}" | "{school}: {practice}";
    wishes_no => "No" | "Nem";
    wishes_somewhat => "Would like it" | "Szívesen";
    wishes_much => "Very much" | "Nagyon";
    wishes_own => "This school offers it." | "Ez az iskola kínálja.";
    wishes_note => "Why, or for whom (optional)" | "Miért, kiknek? (nem kötelező)";
    wishes_nobody => "nobody wishes for it yet" | "még senki sem kéri";
    wishes_everybody => "every school wishes for it" | "minden iskola kéri";
    wishes_count(n # count) => "{n} school wishes for it" / "{n} schools wish for it" | "{n} iskola kéri";
    wishes_by => "Wished for by" | "Akik kérik";
    wishes_table => "Who wishes for what" | "Ki mit kér";
    wishes_table_lead => "A press on a cell goes from no wish to “would like it”, to “very much”, and back. Arrow keys move between cells."
        | "Egy cella megnyomása sorra jár: nincs kívánság, szívesen átvenné, nagyon szeretné. A nyilakkal cellák között mozoghat.";
    wishes_key => "Key" | "Jelmagyarázat";
    wishes_none => "no wish" | "nem kéri";
    wishes_offers => "offers it" | "ő kínálja";
    wishes_each => "Wishes" | "Kívánságok";
    wishes_cell(school, practice, wish) => "{school}, {practice}: {wish}" | "{school}, {practice}: {wish}";

    hints_title => "Worth a thought" | "Érdemes átgondolni";
    hints_strong(school, area, value) => "{school} is strong in {area} ({value}). Is there a practice behind it?"
        | "{school} erőssége: {area} ({value}). Van mögötte jó gyakorlat?";
    hints_needed_by(n # count) => "{n} other school has a need there." / "{n} other schools have a need there."
        | "Ez {n} másik iskolának fejlesztendő.";
    hints_needed(n # count) => "{n} school has a need there." / "{n} schools have a need there."
        | "Ez {n} iskolának fejlesztendő.";
    hints_offer_from(school) => "Offer one from {school}" | "Új felajánlás: {school}";
    hints_nobody => "Needed, and nobody offers anything" | "Amire szükség van, de senki sem kínálja";
    hints_need_of(schools) => "A need of {schools}." | "Akinek fejlesztendő: {schools}.";
    hints_offer_in(area) => "Offer something for {area}" | "Felajánlás ehhez: {area}";
    hints_strengths => "Strengths without an offer" | "Erősségek felajánlás nélkül";
    hints_similar => "Much alike" | "Hasonló felajánlások";
    hints_similar_why => "Could these schools offer it together, or tell how it differs?" | "Felajánlhatnák közösen, vagy leírhatnák, miben más?";
    hints_more(n # count) => "{n} more" / "{n} more" | "még {n}";
    hints_source(scope) => "By the grid of {scope}." | "A rács alapján: {scope}.";

    teachmeet_title => "TeachMeet" | "TeachMeet";
    teachmeet_none => "No school offers a practice yet. As soon as one does, it has its three minutes here."
        | "Még egy iskola sem ajánlott fel jó gyakorlatot. Amint lesz ilyen, itt kapja meg a három percét.";
    teachmeet_start => "Start three minutes" | "Három perc indítása";
    teachmeet_stop => "Stop the clock" | "Az óra leállítása";
    teachmeet_left => "Time left" | "Hátralévő idő";
    teachmeet_over => "Time is up" | "Lejárt az idő";
    teachmeet_hint => "← → or Space walk · T clock · Esc leaves" | "← → vagy szóköz: léptetés · T: óra · Esc: kilépés";
}

impl Lang {
    /// A wish in a word or two, as on a button.
    pub fn wish_in_short(self, wanted: Option<Wanted>) -> &'static str {
        match wanted {
            None => self.wishes_no(),
            Some(Wanted::Somewhat) => self.wishes_somewhat(),
            Some(Wanted::Much) => self.wishes_much(),
        }
    }

    /// A wish in words.
    pub fn wish_in_words(self, wanted: Option<Wanted>) -> &'static str {
        wanted.map_or(self.wishes_none(), |wanted| self.wanted(wanted))
    }
}
