//! The cluster page: who works together, and for what.

texts! {
    cluster_title => "The cluster" | "Az iskolakör";
    cluster_name => "Name of the cluster" | "Az iskolakör neve";
    cluster_year => "Pilot school year" | "Tanév";
    cluster_priorities => "Priorities" | "Prioritások";
    cluster_priorities_hint => "In which areas do you want to move forward together?" | "Mely területeken szeretnének együtt előrelépni?";
    cluster_goals => "Goals" | "Célok";
    cluster_goals_hint => "What should be different at the end of the year?" | "Mi legyen más az év végére?";
    cluster_schools => "Schools" | "Iskolák";
    cluster_no_schools => "Here you will see the schools of the cluster side by side. Add the first one." | "Itt látszanak majd egymás mellett az iskolakör iskolái. Vegye fel az elsőt.";
    cluster_add_school => "Add a school" | "Iskola felvétele";
    school_name => "Official name" | "Hivatalos név";
    school_short_name => "What you call it" | "Rövid név";
    school_short_hint => "Headings use it; empty: the official name." | "Ez áll a fejlécekben; ha üres, a hivatalos név.";
    school_role => "Role" | "Szerep";
    role_partner => "Partner school" | "Partneriskola";
    role_mentor => "Mentor school" | "Mentoriskola";
    role_mentee => "Mentee school" | "Mentorált iskola";
    school_role_hint => "For the report’s table only: who helps whom is decided practice by practice." | "Csak a beszámoló táblázatához: hogy ki kinek segít, gyakorlatonként dől el.";
    school_location => "Address" | "Cím";
    school_website => "Website" | "Honlap";
    school_website_hint => "Becomes a link if it begins with http:// or https://." | "Akkor lesz belőle hivatkozás, ha http:// vagy https:// az eleje.";
    school_students => "Students" | "Tanulók";
    school_teachers => "Teachers" | "Pedagógusok";
    school_levels => "Education levels" | "Képzési szintek";
    school_languages => "Languages" | "Nyelvek";
    school_coordinator => "Coordinator" | "Koordinátor";
    school_contact => "E-mail or telephone" | "E-mail vagy telefon";
    school_contact_hint => "Optional. Names and contacts can be left out when you share the file." | "Nem kötelező. A nevek és elérhetőségek megosztáskor kihagyhatók.";
    school_here => "We are this school (in this browser)" | "Mi ez az iskola vagyunk (ebben a böngészőben)";
    school_edit(school) => "{school}: all details" | "{school}: minden adat";
    school_delete => "Delete this school" | "Az iskola törlése";
    school_deleted(school, results) => "{school} deleted, with its results ({results})." | "{school} törölve, az eredményeivel együtt ({results}).";
    school_nameless => "School without a name" | "Név nélküli iskola";
    school_details => "Details" | "Részletek";
}
