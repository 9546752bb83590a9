//! The words of the made-up cluster.

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
    example_source => "example, invented figures" | "példa, kitalált adatok";
}
