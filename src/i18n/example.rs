//! The words of the made-up cluster.

use super::Lang;

texts! {
    example_try => "Try the example" | "A példa kipróbálása";
    example_cluster => "Forest cluster (example)" | "Erdei iskolakör (példa)";
    example_priorities => "Digital skills of teachers; assessment with digital tools; working together across schools."
        | "A pedagógusok digitális készségei, digitális eszközökkel támogatott értékelés, iskolák közötti együttműködés.";
    example_goals => "Every school takes over at least one good practice from another, and gives at least one."
        | "Minden iskola átvesz legalább egy jó gyakorlatot egy másiktól, és legalább egyet átad.";
    example_autumn => "2021 autumn" | "2021. ősz";
    example_spring => "2022 spring" | "2022. tavasz";
    example_language => "Hungarian" | "magyar";
    example_decided_by => "all five schools, at the online meeting" | "mind az öt iskola, az online megbeszélésen";
    example_reason => "Some results only look poor beside the best one." | "Néhány eredmény csak a legjobb mellett tűnik gyengének.";
    example_note => "The training days in winter may show here." | "Itt már látszhatnak a téli képzési napok.";
    example_own_question => "I know whom to ask when a lesson with devices gets stuck." | "Tudom, kihez fordulhatok, ha elakad egy eszközökkel tartott óra.";
    example_correction => "The coordinator had typed 4.9 by mistake." | "A koordinátor tévedésből 4,9-et írt be.";
    example_person(family, given) => "{given} {family}" | "{family} {given}";
    example_wish => "We have seen it at the TeachMeet." | "Láttuk a TeachMeeten.";
    example_pairing => "Two sessions are over; a third of the upper classes take part." | "Két alkalom megvolt; a felső tagozat harmada vesz részt.";
    example_helped => "Two circles go on by themselves." | "Két kör önállóan folytatja.";
    example_source => "example, invented figures" | "példa, kitalált adatok";
}

impl Lang {
    /// Title, what it is, and what changed by it: of the example's practices, in order.
    pub fn example_practices(self) -> [[&'static str; 3]; 9] {
        match self {
            Lang::En => [
                [
                    "One tablet cart, six classes",
                    "A shared cart with a booking sheet, a charging duty of two students, and a five-minute start routine.",
                    "Devices are used in twice as many lessons, with no new ones bought.",
                ],
                [
                    "Escape rooms in lessons",
                    "Teachers build short digital escape rooms from a ready template, for revision before a test.",
                    "Revision lessons became the most liked ones; there is a shared collection of 24 rooms.",
                ],
                [
                    "Parents’ digital evening",
                    "Twice a year students show their parents what they make online, and how they keep safe.",
                    "Many more parents come, and a local firm has offered help.",
                ],
                [
                    "The digital plan on one page",
                    "A page on the staff-room wall: three goals, who does what by when, and what has been done.",
                    "Every colleague can tell what the school is aiming at.",
                ],
                [
                    "Lesson study circles",
                    "Three teachers plan a lesson together, watch it, and talk it over for half an hour.",
                    "Two thirds of the staff have taken part, and they go on by themselves.",
                ],
                [
                    "Question hour among colleagues",
                    "Every Wednesday somebody sits in the online room and helps with whatever is stuck.",
                    "Questions are solved within a week instead of waiting for the next training day.",
                ],
                [
                    "Small projects in twenty minutes",
                    "Filmed lessons of group work with one device per group, with the worksheets.",
                    "Group work with devices is weekly practice in the upper classes.",
                ],
                [
                    "Coding club by post",
                    "Monthly puzzles sent to students, solved at home with a family member and sent back.",
                    "Forty students from twelve classes take part, half of them girls.",
                ],
                [
                    "A strategy that teachers write",
                    "Teachers draft the digital strategy in four short meetings; the leaders decide at the end.",
                    "The strategy is known and used, since those who teach by it have written it.",
                ],
            ],
            Lang::Hu => [
                [
                    "Egy tabletkocsi, hat osztály",
                    "Közös kocsi foglalási táblázattal, két tanuló töltési ügyeletével és ötperces órakezdő rutinnal.",
                    "Kétszer annyi órán használnak eszközt, új vásárlása nélkül.",
                ],
                [
                    "Szabadulószobák a tanórán",
                    "A pedagógusok kész sablonból rövid digitális szabadulószobát készítenek a dolgozat előtti ismétléshez.",
                    "Az ismétlőórák lettek a legkedveltebbek; már 24 szobás a közös gyűjtemény.",
                ],
                [
                    "Digitális szülői est",
                    "A tanulók évente kétszer megmutatják a szüleiknek, mit készítenek online, és hogyan vigyáznak magukra.",
                    "Jóval több szülő jön el, és egy helyi cég is segítséget ajánlott.",
                ],
                [
                    "Digitális terv egy oldalon",
                    "Egy lap a tanári falán: három cél, ki mit végez el meddig, és mi készült már el.",
                    "Minden kolléga el tudja mondani, mire törekszik az iskola.",
                ],
                [
                    "Óramegbeszélő körök",
                    "Három pedagógus közösen tervez egy órát, megnézi, majd fél órában megbeszéli.",
                    "A tantestület kétharmada részt vett benne, és már maguktól folytatják.",
                ],
                [
                    "Kérdezz-felelek kollégák között",
                    "Szerdánként valaki ott van az online teremben, és segít abban, ami elakadt.",
                    "A kérdések egy héten belül megoldódnak, nem várnak a következő képzési napig.",
                ],
                [
                    "Kis projektek húsz percben",
                    "Csoportmunkás órák felvételei, csoportonként egy eszközzel, a feladatlapokkal együtt.",
                    "A felső tagozaton hetente van eszközös csoportmunka.",
                ],
                [
                    "Postai kódolószakkör",
                    "Havonta kiküldött fejtörők, amelyeket a tanulók otthon, családtaggal oldanak meg és küldenek vissza.",
                    "Tizenkét osztályból negyven tanuló vesz részt, a felük lány.",
                ],
                [
                    "Stratégia, amelyet a pedagógusok írnak",
                    "A digitális stratégiát négy rövid megbeszélésen a pedagógusok vázolják fel, végül a vezetés dönt.",
                    "A stratégiát ismerik és használják, mert azok írták, akik eszerint tanítanak.",
                ],
            ],
        }
    }
}
