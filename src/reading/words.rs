//! The words that files use, in the languages met so far, as data: groups, levels,
//! what a column holds, what means "missing", what marks a total.
//!
//! Words are compared folded (see [`fold`]): lower case, without accents, every
//! run of other characters one space.

use crate::selfie::{Area, Catalogue, Edition, Group, ItemCode, Level};
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

/// Lower case, no accents, letters and digits only, single spaces between words.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.chars().flat_map(char::to_lowercase) {
        let plain = plain_letter(c);
        if plain.is_alphanumeric() && !matches!(plain, 'º' | 'ª') {
            if gap && !folded.is_empty() {
                folded.push(' ');
            }
            gap = false;
            folded.push(plain);
            match c {
                'ß' => folded.push('s'),
                'æ' | 'œ' => folded.push('e'),
                _ => {}
            }
        } else if !matches!(c, '\u{300}'..='\u{36f}' | '\'' | '’') {
            gap = true;
        }
    }
    folded
}

fn plain_letter(c: char) -> char {
    match c {
        'á' | 'à' | 'â' | 'ä' | 'ã' | 'å' | 'ā' | 'ă' | 'ą' | 'æ' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'ď' | 'đ' | 'ð' => 'd',
        'é' | 'è' | 'ê' | 'ë' | 'ē' | 'ė' | 'ę' | 'ě' => 'e',
        'ğ' | 'ģ' => 'g',
        'í' | 'ì' | 'î' | 'ï' | 'ī' | 'į' | 'ı' => 'i',
        'ķ' => 'k',
        'ł' | 'ľ' | 'ĺ' | 'ļ' => 'l',
        'ñ' | 'ń' | 'ň' | 'ņ' => 'n',
        'ó' | 'ò' | 'ô' | 'ö' | 'õ' | 'ő' | 'ø' | 'œ' => 'o',
        'ŕ' | 'ř' => 'r',
        'ś' | 'š' | 'ş' | 'ș' | 'ß' => 's',
        'ť' | 'ţ' | 'ț' => 't',
        'ú' | 'ù' | 'û' | 'ü' | 'ū' | 'ů' | 'ű' | 'ų' => 'u',
        'ý' | 'ÿ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        _ => c,
    }
}

const GROUPS: &[(Group, &[&str])] = &[
    (
        Group::Leaders,
        &[
            "leaders",
            "leader",
            "school leaders",
            "school leader",
            "sl",
            "headteachers",
            "headteacher",
            "head teachers",
            "head teacher",
            "principals",
            "principal",
            "heads",
            "management",
            "school management",
            "leadership team",
            "vezetok",
            "vezetoi",
            "vezeto",
            "iskolavezetok",
            "iskolavezeto",
            "intezmenyvezetok",
            "intezmenyvezeto",
            "igazgatok",
            "igazgato",
            "iskolavezetes",
            "vezetoseg",
            "equipo directivo",
            "equipos directivos",
            "directivos",
            "directivo",
            "direccion",
            "lideres escolares",
            "dirigentes",
            "dirigente",
            "direcao",
            "lideres",
            "lider",
            "dirigenti",
            "dirigenti scolastici",
            "dirigente scolastico",
            "director",
            "directora",
            "directores",
            "ravnatelji",
            "ravnatelja",
            "ravnatelj",
            "ravnatelji skola",
            "voditelji",
            "schulleitung",
            "schul leitung",
            "schulleitungen",
            "schulleiter",
            "direction",
            "chefs d etablissement",
            "chefs detablissement",
            "directeurs",
            "dyrektorzy",
            "dyrekcja",
            "skolni vedeni",
            "vedeni skoly",
            "riaditelia",
            "conducere",
            "directori",
            "igazgatosag",
            "igazgatosagi",
            "iskolavezetoi",
            "iskolavezetesi",
            "intezmenyvezetoi",
            "intezmenyvezetes",
            "isk vez",
            "int vez",
            "school leadership",
            "school leadership team",
            "senior leaders",
            "senior leadership team",
            "management team",
            "vez",
            "ravn",
            "dir",
        ],
    ),
    (
        Group::Teachers,
        &[
            "teachers",
            "teacher",
            "t",
            "teaching staff",
            "staff",
            "tanarok",
            "tanari",
            "tanari kar",
            "tanar",
            "tantestulet",
            "nevelotestulet",
            "pedagogusok",
            "pedagogusi",
            "pedagogus",
            "tanitok",
            "tanito",
            "oktatok",
            "oktatoi",
            "oktato",
            "profesorado",
            "profesores",
            "profesor",
            "profesora",
            "profesoras",
            "docentes",
            "docente",
            "professores",
            "professor",
            "professoras",
            "insegnanti",
            "insegnante",
            "docenti",
            "nastavnici",
            "nastavnika",
            "nastavnik",
            "ucitelji",
            "ucitelj",
            "lehrkrafte",
            "lehrpersonen",
            "lehrer",
            "lehrerinnen",
            "enseignants",
            "enseignant",
            "professeurs",
            "nauczyciele",
            "nauczyciel",
            "ucitele",
            "ucitel",
            "ucitelia",
            "profesori",
            "cadre didactice",
            "ped",
            "prof",
            "nast",
        ],
    ),
    (
        Group::Students,
        &[
            "students",
            "student",
            "s",
            "pupils",
            "pupil",
            "learners",
            "learner",
            "diakok",
            "diak",
            "tanulok",
            "tanuloi",
            "tanulo",
            "gyerekek",
            "gyermekek",
            "diaksag",
            "alumnado",
            "alumnos",
            "alumno",
            "alumna",
            "alumnas",
            "estudiantes",
            "estudiante",
            "alunos",
            "aluno",
            "estudantes",
            "studenti",
            "studente",
            "alunni",
            "alunno",
            "allievi",
            "ucenici",
            "ucenika",
            "ucenik",
            "schuler",
            "schulerinnen",
            "schulerinnen und schuler",
            "schuler innen",
            "eleves",
            "eleve",
            "uczniowie",
            "uczen",
            "zaci",
            "zak",
            "ziaci",
            "elevi",
            "alum",
            "stud",
        ],
    ),
    (
        Group::Trainers,
        &[
            "in company trainers",
            "in company trainer",
            "company trainers",
            "company trainer",
            "trainers",
            "trainer",
            "ceges oktatok",
            "vallalati oktatok",
            "vallalati kepzok",
            "kepzok",
            "formadores",
            "formadores en empresa",
            "tutores de empresa",
            "formatori aziendali",
            "tutor aziendali",
            "mentori",
            "mentori u tvrtki",
            "ausbilder",
        ],
    ),
];

/// People whom the survey does not ask, in whose name a group's word stands.
const NO_GROUPS: &[&str] = &[
    "support staff",
    "non teaching staff",
    "administrative staff",
    "admin staff",
    "office staff",
    "technical staff",
    "other staff",
];

const LEVELS: &[(Level, &[&str])] = &[
    (
        Level::Primary,
        &[
            "primary",
            "primary school",
            "primary education",
            "isced 1",
            "isced1",
            "also tagozat",
            "also",
            "altalanos iskola also tagozat",
            "alapfok",
            "alapfoku",
            "primaria",
            "educacion primaria",
            "1 ciclo",
            "1o ciclo",
            "ensino basico",
            "scuola primaria",
            "osnovna skola",
            "razredna nastava",
            "primarstufe",
            "grundschule",
            "primaire",
        ],
    ),
    (
        Level::LowerSecondary,
        &[
            "lower secondary",
            "lower secondary school",
            "lower secondary education",
            "isced 2",
            "isced2",
            "felso tagozat",
            "felso",
            "altalanos iskola felso tagozat",
            "eso",
            "secundaria",
            "educacion secundaria obligatoria",
            "3 ciclo",
            "3o ciclo",
            "secondaria di primo grado",
            "scuola secondaria di primo grado",
            "secondaria di i grado",
            "predmetna nastava",
            "sekundarstufe i",
            "college",
        ],
    ),
    (
        Level::UpperSecondary,
        &[
            "upper secondary",
            "upper secondary general",
            "general upper secondary",
            "upper secondary school",
            "upper secondary education",
            "isced 3",
            "isced3",
            "gimnazium",
            "kozepiskola",
            "bachillerato",
            "ensino secundario",
            "secondaria di secondo grado",
            "scuola secondaria di secondo grado",
            "liceo",
            "gimnazija",
            "sekundarstufe ii",
            "lycee",
        ],
    ),
    (
        Level::Vocational,
        &[
            "vocational",
            "upper secondary vocational",
            "vocational upper secondary",
            "vet",
            "vocational education",
            "vocational school",
            "szakkepzes",
            "szakkepzo",
            "szakgimnazium",
            "technikum",
            "formacion profesional",
            "fp",
            "ensino profissional",
            "istruzione professionale",
            "strukovna skola",
            "berufsschule",
        ],
    ),
    (Level::WorkBased, &["work based", "work based learning", "wbl", "dualis kepzes", "dualis"]),
];

/// What a column's values are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Term {
    Code,
    Title,
    School,
    Level,
    Round,
    Group,
    Respondent,
    Mean,
    Count,
    Deviation,
    NotApplicable,
    Invited,
    Answered,
    Rate,
    Answer(u8),
    /// A total over the answers of a distribution.
    Total,
    /// Something that is none of the survey's means.
    Other,
}

const TERMS: &[(Term, &[&str])] = &[
    (
        Term::Code,
        &[
            "code",
            "item",
            "item code",
            "items",
            "id item",
            "question code",
            "question id",
            "kod",
            "kerdes kodja",
            "tetel",
            "kerdeskod",
            "sorszam",
            "codigo",
            "cod",
            "codice",
            "sifra",
            "oznaka",
            "area",
            "areas",
            "terulet",
            "teruletek",
            "nr",
            "no",
            "ref",
            "area code",
            "teruletkod",
            "ambito",
            "podrucje",
            "bereich",
            "domaine",
            "domain",
            "statement code",
        ],
    ),
    (
        Term::Title,
        &[
            "title",
            "question",
            "questions",
            "statement",
            "text",
            "item title",
            "item text",
            "name",
            "description",
            "kerdes",
            "kerdesek",
            "allitas",
            "megnevezes",
            "cim",
            "kerdes szovege",
            "nev",
            "leiras",
            "pregunta",
            "enunciado",
            "titulo",
            "descripcion",
            "questao",
            "pergunta",
            "afirmacao",
            "descricao",
            "domanda",
            "titolo",
            "affermazione",
            "descrizione",
            "pitanje",
            "tvrdnja",
            "naslov",
            "frage",
            "aussage",
            "intitule",
            "area name",
            "terulet neve",
            "item name",
        ],
    ),
    (
        Term::School,
        &[
            "school",
            "schools",
            "school name",
            "iskola",
            "iskolak",
            "iskola neve",
            "intezmeny",
            "intezmeny neve",
            "escuela",
            "centro",
            "centro educativo",
            "colegio",
            "escola",
            "agrupamento",
            "scuola",
            "istituto",
            "skola",
            "naziv skole",
            "schule",
            "ecole",
            "etablissement",
            "institution",
        ],
    ),
    (
        Term::Level,
        &[
            "level",
            "education level",
            "school level",
            "szint",
            "kepzesi szint",
            "iskolafok",
            "tagozat",
            "iskolatipus",
            "nivel",
            "nivel educativo",
            "etapa",
            "ciclo",
            "nivel de ensino",
            "livello",
            "livello scolastico",
            "ordine",
            "razina",
            "razina obrazovanja",
            "stufe",
            "niveau",
            "isced",
        ],
    ),
    (
        Term::Round,
        &[
            "round",
            "wave",
            "session",
            "period",
            "survey",
            "year",
            "school year",
            "fordulo",
            "kor",
            "felmeres",
            "idoszak",
            "tanev",
            "ev",
            "meres",
            "ronda",
            "edicion",
            "curso",
            "periodo",
            "sessione",
            "turno",
            "edizione",
            "anno",
            "krug",
            "razdoblje",
            "runde",
            "durchgang",
            "jahr",
        ],
    ),
    (
        Term::Group,
        &[
            "group",
            "groups",
            "respondent group",
            "respondents group",
            "respondent type",
            "role",
            "user group",
            "csoport",
            "valaszadoi csoport",
            "valaszado csoport",
            "szerep",
            "szerepkor",
            "kitolto",
            "grupo",
            "colectivo",
            "perfil",
            "rol",
            "gruppo",
            "profilo",
            "ruolo",
            "skupina",
            "grupa",
            "uloga",
            "gruppe",
            "rolle",
            "groupe",
            "profil",
            "funcao",
            "who",
            "ki",
        ],
    ),
    (
        Term::Respondent,
        &[
            "respondent",
            "respondent id",
            "id",
            "response id",
            "participant",
            "timestamp",
            "date",
            "submitted",
            "start time",
            "completion time",
            "end time",
            "start date",
            "end date",
            "submission date",
            "email",
            "e mail",
            "email address",
            "e mail address",
            "email cim",
            "e mail cim",
            "idobelyeg",
            "idopont",
            "kezdes idopontja",
            "befejezes idopontja",
            "kitoltes ideje",
            "kitoltes idopontja",
            "kitoltes datuma",
            "datum",
            "valaszado",
            "valaszado azonosito",
            "azonosito",
            "marca temporal",
            "fecha",
            "carimbo de data hora",
            "data",
            "informazioni cronologiche",
            "vremenska oznaka",
        ],
    ),
    (
        Term::Mean,
        &[
            "mean",
            "average",
            "avg",
            "score",
            "mean score",
            "average score",
            "value",
            "m",
            "x",
            "atlag",
            "atlaga",
            "atlagpontszam",
            "pontszam",
            "pont",
            "ertek",
            "kozepertek",
            "eredmeny",
            "media",
            "punteggio",
            "promedio",
            "puntuacion",
            "valor",
            "medio",
            "pontuacao",
            "valore",
            "punteggio",
            "prosjek",
            "srednja vrijednost",
            "rezultat",
            "ocjena",
            "mittelwert",
            "durchschnitt",
            "moyenne",
            "result",
        ],
    ),
    (
        Term::Count,
        &[
            "n",
            "count",
            "number",
            "answers",
            "responses",
            "respondents",
            "number of answers",
            "number of responses",
            "number of respondents",
            "sample",
            "sample size",
            "number of",
            "num",
            "no of responses",
            "no of answers",
            "no of respondents",
            "szama",
            "szam",
            "letszam",
            "fo",
            "db",
            "valaszok",
            "valaszok szama",
            "valaszadok",
            "valaszadok szama",
            "elemszam",
            "kitoltok szama",
            "fovel",
            "darab",
            "n o",
            "num respuestas",
            "respuestas",
            "numero de respuestas",
            "numero",
            "encuestados",
            "respostas",
            "numero de respostas",
            "respondentes",
            "risposte",
            "numero risposte",
            "numero di risposte",
            "rispondenti",
            "odgovori",
            "broj odgovora",
            "broj",
            "broj ispitanika",
            "anzahl",
            "antworten",
            "nombre",
            "reponses",
            "n de respuestas",
            "n de respostas",
            "no de respostas",
            "no",
            "size",
        ],
    ),
    (
        Term::Deviation,
        &[
            "sd",
            "std",
            "stdev",
            "st dev",
            "std dev",
            "standard deviation",
            "deviation",
            "szoras",
            "desviacion",
            "desviacion tipica",
            "desviacion estandar",
            "desvio",
            "desvio padrao",
            "dp",
            "deviazione",
            "deviazione standard",
            "ds",
            "standardna devijacija",
            "devijacija",
            "standardabweichung",
            "ecart type",
        ],
    ),
    (
        Term::NotApplicable,
        &[
            "na",
            "n a",
            "not applicable",
            "no answer",
            "prefer not to say",
            "nem relevans",
            "nem alkalmazhato",
            "nem valaszolt",
            "nincs valasz",
            "nt",
            "nr",
            "no aplica",
            "nao aplicavel",
            "nao se aplica",
            "non applicabile",
            "nije primjenjivo",
            "ne primjenjuje se",
            "k a",
            "keine angabe",
            "sans objet",
            "does not apply",
            "not applicable n a",
        ],
    ),
    (
        Term::Invited,
        &[
            "invited",
            "number invited",
            "asked",
            "expected",
            "targeted",
            "meghivott",
            "meghivottak",
            "meghivva",
            "meghivottak szama",
            "felkert",
            "invitados",
            "convidados",
            "invitati",
            "pozvani",
            "pozvano",
            "eingeladen",
            "invites",
        ],
    ),
    (
        Term::Answered,
        &[
            "answered",
            "completed",
            "responded",
            "participated",
            "participants",
            "completions",
            "took part",
            "reszt vett",
            "resztvevo",
            "resztvevok",
            "valaszolt",
            "valaszoltak",
            "kitoltok",
            "kitoltott",
            "kitoltotte",
            "befejezte",
            "participantes",
            "participaron",
            "completado",
            "completados",
            "participaram",
            "responderam",
            "partecipanti",
            "completati",
            "hanno risposto",
            "sudjelovalo",
            "sudionici",
            "ispunili",
            "teilgenommen",
        ],
    ),
    (
        Term::Rate,
        &[
            "rate",
            "percentage",
            "percent",
            "per cent",
            "response rate",
            "completion rate",
            "participation rate",
            "participation",
            "reszveteli arany",
            "arany",
            "szazalek",
            "reszvetel",
            "kitoltesi arany",
            "valaszadasi arany",
            "porcentaje",
            "tasa",
            "percentagem",
            "taxa",
            "percentuale",
            "tasso",
            "postotak",
            "stopa",
            "prozent",
            "taux",
        ],
    ),
    (
        Term::Answer(1),
        &[
            "strongly disagree",
            "egyaltalan nem ertek egyet",
            "totalmente en desacuerdo",
            "muy en desacuerdo",
            "discordo totalmente",
            "discordo plenamente",
            "fortemente in disaccordo",
            "completamente in disaccordo",
            "uopce se ne slazem",
            "u potpunosti se ne slazem",
        ],
    ),
    (Term::Answer(2), &["disagree", "nem ertek egyet", "en desacuerdo", "discordo", "in disaccordo", "ne slazem se"]),
    (
        Term::Answer(3),
        &[
            "slightly agree",
            "somewhat agree",
            "reszben egyetertek",
            "kisse egyetertek",
            "inkabb egyetertek",
            "ligeramente de acuerdo",
            "algo de acuerdo",
            "concordo ligeiramente",
            "concordo parcialmente",
            "leggermente d accordo",
            "leggermente daccordo",
            "abbastanza daccordo",
            "djelomicno se slazem",
            "donekle se slazem",
        ],
    ),
    (Term::Answer(4), &["agree", "egyetertek", "de acuerdo", "concordo", "d accordo", "daccordo", "slazem se"]),
    (
        Term::Answer(5),
        &[
            "strongly agree",
            "teljesen egyetertek",
            "teljes mertekben egyetertek",
            "totalmente de acuerdo",
            "muy de acuerdo",
            "concordo totalmente",
            "concordo plenamente",
            "fortemente daccordo",
            "completamente daccordo",
            "molto daccordo",
            "u potpunosti se slazem",
            "potpuno se slazem",
        ],
    ),
    (
        Term::Total,
        &[
            "total",
            "sum",
            "all",
            "osszesen",
            "osszes",
            "totale",
            "tudo",
            "ukupno",
            "sve",
            "gesamt",
            "insgesamt",
            "overall",
            "egyutt",
            "mindosszesen",
        ],
    ),
    (
        Term::Other,
        &[
            "difference",
            "diff",
            "gap",
            "change",
            "elteres",
            "kulonbseg",
            "valtozas",
            "diferencia",
            "diferenca",
            "differenza",
            "razlika",
            "comment",
            "comments",
            "note",
            "notes",
            "remark",
            "megjegyzes",
            "comentario",
            "observaciones",
            "nota",
            "benchmark",
            "country",
            "eu",
            "orszagos",
            "national",
            "min",
            "max",
            "median",
            "minimum",
            "maximum",
            "rank",
            "variance",
            "range",
        ],
    ),
];

/// Words that say of a whole row: a total or an average, no item.
const TOTALS: &[&str] = &[
    "atlag",
    "atlagok",
    "osszesen",
    "osszesitett",
    "osszesites",
    "osszes",
    "teljes atlag",
    "osszatlag",
    "mindosszesen",
    "average",
    "averages",
    "mean",
    "means",
    "total",
    "totals",
    "overall",
    "overall average",
    "grand total",
    "sum",
    "media",
    "medias",
    "promedio",
    "media general",
    "media total",
    "media global",
    "media geral",
    "totale",
    "media complessiva",
    "media generale",
    "complessivo",
    "prosjek",
    "ukupno",
    "ukupni prosjek",
    "sveukupno",
    "durchschnitt",
    "mittelwert",
    "gesamt",
    "insgesamt",
    "moyenne",
    "ensemble",
    "general average",
    "foatlag",
    "area average",
    "teruleti atlag",
    "cluster average",
    "all areas",
    "all items",
    "osszpontszam",
    "subtotal",
    "subtotale",
    "reszosszeg",
    "reszatlag",
    "osszesito",
    "osszegzes",
    "osszefoglalo",
    "osszes iskola",
    "minden iskola",
    "iskolak atlaga",
    "summary",
    "all schools",
    "resumen",
    "resumo",
    "riepilogo",
    "sazetak",
    "zusammenfassung",
    "synthese",
];

const MISSING: &[&str] = &[
    "n a",
    "na",
    "nr",
    "n r",
    "nan",
    "null",
    "none",
    "nil",
    "missing",
    "not applicable",
    "no answer",
    "no data",
    "not asked",
    "not available",
    "nd",
    "n d",
    "n e",
    "nem relevans",
    "nem ertelmezheto",
    "nincs adat",
    "nincs",
    "nem valaszolt",
    "nincs valasz",
    "nt",
    "no aplica",
    "no procede",
    "sin datos",
    "nao aplicavel",
    "nao se aplica",
    "sem dados",
    "non applicabile",
    "non disponibile",
    "nessun dato",
    "nije primjenjivo",
    "nema podataka",
    "n p",
    "k a",
    "keine angabe",
    "sans objet",
    "s o",
    "prefer not to say",
    "inkabb nem valaszolok",
    "n v t",
    "div 0",
    "ref",
    "value",
    "x",
    "hianyzik",
    "brak",
    "nb",
];

/// Is it a mark for "no value"? Dashes, dots and the words for it.
pub fn is_missing(cell: &str) -> bool {
    let bare = cell.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{a0}' | '\u{202f}' | '\u{feff}'));
    if bare.is_empty()
        || bare.len() <= 12
            && bare.chars().all(|c| {
                matches!(c, '-' | '–' | '—' | '−' | '.' | '/' | '*' | '?' | '…' | '_' | '\\' | '‐' | '‑' | '#' | ' ')
            })
    {
        return true;
    }
    bare.len() <= 40 && !bare.starts_with(|c: char| c.is_ascii_digit()) && MISSING.contains(&fold(bare).as_str())
}

/// Does the text name a total or an average rather than an item?
pub fn is_total(text: &str) -> bool {
    let folded = fold(text);
    TOTALS.contains(&folded.as_str())
        || folded.split_once(' ').is_some_and(|(first, rest)| {
            // "Average of area A", "Átlag (A)": a total word and what it is over.
            matches!(
                first,
                "average"
                    | "atlag"
                    | "mean"
                    | "total"
                    | "osszesen"
                    | "media"
                    | "promedio"
                    | "prosjek"
                    | "ukupno"
                    | "overall"
                    | "totale"
                    | "subtotal"
                    | "subtotale"
                    | "reszosszeg"
                    | "reszatlag"
            ) && rest.split(' ').count() <= 4
        })
        || folded.rsplit_once(' ').is_some_and(|(rest, last)| {
            matches!(last, "average" | "atlag" | "atlaga" | "total" | "osszesen" | "mean")
                && rest.split(' ').count() <= 4
        })
}

/// Does the text name another statistic of the rows around it (a deviation, the highest
/// value, an earlier survey) rather than an item?
pub fn is_statistic(text: &str) -> bool {
    if text.len() > 60 {
        return false;
    }
    let said = said(text);
    let other = |term: &Term| matches!(term, Term::Deviation | Term::Other);
    let plain = said.terms.iter().all(|term| other(term) || *term == Term::Mean);
    said.groups.is_empty() && said.rest.is_empty() && plain && said.terms.iter().any(other)
        || STATISTICS.contains(&fold(text).as_str())
}

/// Further words for a statistic that stands in a row of its own.
const STATISTICS: &[&str] = &[
    "highest",
    "lowest",
    "highest value",
    "lowest value",
    "highest score",
    "lowest score",
    "mode",
    "previous",
    "previous survey",
    "previous round",
    "previous year",
    "last year",
    "legmagasabb",
    "legalacsonyabb",
    "legnagyobb",
    "legkisebb",
    "legmagasabb ertek",
    "legalacsonyabb ertek",
    "legnagyobb ertek",
    "legkisebb ertek",
    "modusz",
    "terjedelem",
    "elozo",
    "elozo meres",
    "elozo felmeres",
    "elozo fordulo",
    "elozo ev",
    "tavaly",
    "tavalyi",
    "minimo",
    "maximo",
    "mediana",
];

static GROUP_WORDS: LazyLock<HashMap<&'static str, Group>> = LazyLock::new(|| index(GROUPS));
static LEVEL_WORDS: LazyLock<HashMap<&'static str, Level>> = LazyLock::new(|| index(LEVELS));
static TERM_WORDS: LazyLock<HashMap<&'static str, Term>> = LazyLock::new(|| index(TERMS));

fn index<T: Copy>(table: &[(T, &[&'static str])]) -> HashMap<&'static str, T> {
    let mut words = HashMap::new();
    for (meaning, synonyms) in table {
        for word in *synonyms {
            words.entry(*word).or_insert(*meaning);
        }
    }
    words
}

/// The group that a whole (folded) text names.
pub fn group(folded: &str) -> Option<Group> {
    GROUP_WORDS.get(folded).copied()
}

/// The level that a whole (folded) text names.
pub fn level(folded: &str) -> Option<Level> {
    LEVEL_WORDS.get(folded).copied().or_else(|| Level::ALL.into_iter().find(|l| fold(l.word()) == folded))
}

/// What a whole (folded) text says that a column holds.
pub fn term(folded: &str) -> Option<Term> {
    TERM_WORDS.get(folded).copied()
}

/// What is said in one heading: every known phrase in it, longest first, and what
/// is left over.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Said {
    pub groups: Vec<Group>,
    pub terms: Vec<Term>,
    pub level: Option<Level>,
    /// Words that are none of the known phrases, as they were written.
    pub rest: Vec<String>,
}

/// What one phrase of a text means.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Phrase {
    Group(Group),
    Term(Term),
    Level(Level),
    Filler,
    Other,
}

/// The phrases of a text, longest first, and where they stand in it. One-letter words
/// count only where the text is nothing else.
fn phrases(text: &str) -> Vec<(Phrase, Range<usize>)> {
    let words = folded_words(text);
    let mut phrases = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let known = (1..=5.min(words.len() - at)).rev().find_map(|length| {
            let phrase = words[at..at + length].iter().map(|(_, w)| w.as_str()).collect::<Vec<_>>().join(" ");
            let counts = words.len() == 1 || phrase.len() > 1;
            let meaning = group(&phrase)
                .filter(|_| counts)
                .map(Phrase::Group)
                .or_else(|| term(&phrase).filter(|t| counts || *t == Term::Count).map(Phrase::Term))
                .or_else(|| level(&phrase).map(Phrase::Level))
                .or_else(|| NO_GROUPS.contains(&phrase.as_str()).then_some(Phrase::Other))?;
            Some((meaning, length))
        });
        let filler = if FILLERS.contains(&words[at].1.as_str()) { Phrase::Filler } else { Phrase::Other };
        let (meaning, length) = known.unwrap_or((filler, 1));
        phrases.push((meaning, words[at].0.start..words[at + length - 1].0.end));
        at += length;
    }
    phrases
}

/// The words of a text, folded, and where they stand in it.
fn folded_words(text: &str) -> Vec<(Range<usize>, String)> {
    let mut words: Vec<(Range<usize>, String)> = Vec::new();
    let mut from = 0;
    for word in text.split_inclusive(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’')) {
        let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’'));
        let folded = fold(bare);
        if !folded.is_empty() {
            words.push((from..from + bare.len(), folded));
        }
        from += word.len();
    }
    words
}

/// Finds known phrases in running text, such as a heading or a title line.
pub fn said(text: &str) -> Said {
    let mut said = Said::default();
    for (phrase, place) in phrases(text) {
        match phrase {
            Phrase::Group(group) if said.groups.contains(&group) => {}
            Phrase::Group(group) => said.groups.push(group),
            Phrase::Term(term) => said.terms.push(term),
            Phrase::Level(level) => said.level = Some(level),
            Phrase::Filler => {}
            Phrase::Other => said.rest.push(text[place].to_owned()),
        }
    }
    said
}

/// A name in a heading, without the groups and measures around it, and the level that
/// is told beside the name: `Birch Primary School (teachers)` is about "Birch Primary
/// School", `Birch, primary` about "Birch". With `numbered`, a letter or a number is
/// enough to tell schools apart: `School A`, `1. iskola`.
pub fn name_in(text: &str, numbered: bool) -> (Option<String>, Option<Level>) {
    let phrases = phrases(text);
    let is_name = |at: usize| matches!(phrases[at].0, Phrase::Other | Phrase::Term(Term::School));
    // Two phrases with nothing but spaces and small words between them.
    let glued = |a: usize, b: usize| {
        text[phrases[a].1.end..phrases[b].1.start]
            .chars()
            .all(|c| c.is_alphabetic() || matches!(c, ' ' | '\u{a0}' | '.'))
    };
    let beside = |at: usize| {
        let word = |other: &usize| phrases[*other].0 != Phrase::Filler;
        let before = (0..at).rev().find(word).filter(|&before| glued(before, at));
        before.into_iter().chain((at + 1..phrases.len()).find(word).filter(|&after| glued(at, after)))
    };
    // A level is part of a name that it stands in.
    let named = |at: usize| is_name(at) || matches!(phrases[at].0, Phrase::Level(_)) && beside(at).any(is_name);
    let level = (0..phrases.len()).filter(|&at| !named(at)).find_map(|at| match phrases[at].0 {
        Phrase::Level(level) => Some(level),
        _ => None,
    });
    let worded = (0..phrases.len())
        .any(|at| phrases[at].0 == Phrase::Other && text[phrases[at].1.clone()].contains(char::is_alphabetic));
    let school = phrases.iter().any(|(phrase, _)| *phrase == Phrase::Term(Term::School));
    let apart = phrases.iter().any(|(phrase, _)| matches!(phrase, Phrase::Other | Phrase::Filler));
    if !(worded || numbered && school && apart) {
        return (None, level);
    }
    // What is none of the name ends a run of it; small words hold on to what they stand in.
    let mut runs: Vec<Range<usize>> = Vec::new();
    let mut open = false;
    for at in 0..phrases.len() {
        let place = &phrases[at].1;
        let small = phrases[at].0 == Phrase::Filler
            && (open && (at + 1..phrases.len()).find(|&next| phrases[next].0 != Phrase::Filler).is_some_and(named)
                || !worded);
        if !named(at) && !small {
            open = false;
        } else if let Some(run) = runs.last_mut().filter(|_| open) {
            run.end = place.end;
        } else {
            runs.push(place.clone());
            open = true;
        }
    }
    let written = |run: Range<usize>| {
        let run_text = &text[run.clone()];
        let unclosed = run_text.contains('(') && !run_text.contains(')') && text[run.end..].starts_with(')');
        // "Ált. Isk.": the last of several words may be cut short as well.
        let last = run_text.rsplit(' ').next().filter(|last| last.len() < run_text.len());
        let short = last.is_some_and(|last| last.chars().count() <= 4) && text[run.end..].starts_with('.');
        &text[run.start..run.end + usize::from(unclosed || short)]
    };
    (Some(runs.into_iter().map(written).collect::<Vec<_>>().join(" ")), level)
}

/// What people say of themselves beside their answers: whole (folded) headings.
const PERSONAL: &[&str] = &[
    "gender",
    "sex",
    "your gender",
    "age",
    "age group",
    "your age",
    "class",
    "your class",
    "first name",
    "last name",
    "surname",
    "full name",
    "your name",
    "date of birth",
    "year of birth",
    "email",
    "e mail",
    "email address",
    "e mail address",
    "nem",
    "neme",
    "on neme",
    "az on neme",
    "kor",
    "kora",
    "eletkor",
    "eletkora",
    "az on eletkora",
    "korcsoport",
    "osztaly",
    "osztalya",
    "evfolyam",
    "vezeteknev",
    "keresztnev",
    "teljes nev",
    "szuletesi ev",
    "szuletesi datum",
    "email cim",
    "e mail cim",
    "genero",
    "sexo",
    "edad",
    "idade",
    "spol",
    "dob",
    "razred",
    "geschlecht",
    "alter",
];

/// Does a heading ask what people say of themselves: their gender, age, class or name?
pub fn is_personal(heading: &str) -> bool {
    let folded = fold(heading);
    // "Kör" is a round, "Kor" an age.
    PERSONAL.contains(&folded.as_str()) && !(folded == "kor" && heading.contains(['ö', 'Ö']))
}

/// Does a heading say nothing but "name", which may be an item's, a school's or a person's?
pub fn is_bare_name(heading: &str) -> bool {
    matches!(fold(heading).as_str(), "name" | "nev" | "nombre" | "nome" | "ime")
}

/// The month that a word names, in whole or by its first letters.
pub fn month(word: &str) -> Option<u8> {
    let folded = fold(word);
    let start = folded.get(..3).filter(|_| folded.bytes().all(|b| b.is_ascii_lowercase()))?;
    MONTHS.iter().position(|starts| starts.contains(&start)).map(|at| at as u8 + 1)
}

/// The first three letters of the months.
const MONTHS: [&[&str]; 12] = [
    &["jan", "ene", "gen", "sij"],
    &["feb", "fev", "vel"],
    &["mar", "ozu"],
    &["apr", "abr", "avr", "tra"],
    &["maj", "may", "mai", "mag", "svi"],
    &["jun", "jui", "giu", "lip"],
    &["jul", "lug", "srp"],
    &["aug", "ago", "aou", "kol"],
    &["sze", "sep", "set", "ruj"],
    &["okt", "oct", "out", "ott", "lis"],
    &["nov", "stu"],
    &["dec", "dez", "dic", "pro"],
];

/// Is it a name that spreadsheet programs give a sheet (`Munka1`), or a word for any data?
pub fn is_sheet_by_default(name: &str) -> bool {
    let folded = fold(name);
    let word = folded.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
    DEFAULT_SHEETS.contains(&word)
}

const DEFAULT_SHEETS: &[&str] = &[
    "",
    "sheet",
    "worksheet",
    "table",
    "data",
    "export",
    "import",
    "result",
    "results",
    "answers",
    "responses",
    "form responses",
    "form",
    "page",
    "selfie",
    "selfie results",
    "munka",
    "munkalap",
    "lap",
    "adat",
    "adatok",
    "eredmeny",
    "eredmenyek",
    "valaszok",
    "urlapvalaszok",
    "tabla",
    "tablazat",
    "hoja",
    "datos",
    "resultados",
    "folha",
    "planilha",
    "dados",
    "foglio",
    "dati",
    "risultati",
    "list",
    "radni list",
    "podaci",
    "rezultati",
    "tabelle",
    "tabellenblatt",
    "blatt",
    "daten",
    "ergebnisse",
    "feuil",
    "feuille",
    "donnees",
    "resultats",
    "arkusz",
    "dane",
    "harok",
    "foaie",
    "blad",
    "ark",
    "taul",
];

/// Words that say nothing by themselves.
const FILLERS: &[&str] = &[
    "of", "the", "by", "in", "de", "del", "los", "las", "la", "el", "do", "da", "dos", "das", "di", "dei", "degli",
    "gli", "i", "a", "az", "for", "per", "and", "es",
];

/// What rounds are counted by: `2. forduló`, `Round 1`.
const ROUND_NOUNS: &[&str] = &[
    "round",
    "wave",
    "session",
    "measurement",
    "fordulo",
    "kor",
    "meres",
    "felmeres",
    "felev",
    "semester",
    "ronda",
    "edicion",
    "sessione",
    "edizione",
    "turno",
    "krug",
    "runde",
    "durchgang",
];

const ORDINALS: &[&str] = &[
    "first", "second", "third", "1st", "2nd", "3rd", "elso", "masodik", "harmadik", "primera", "segunda", "tercera",
    "prvi", "drugi", "treci", "i", "ii", "iii", "bemeneti", "kimeneti", "kezdo", "nyito", "zaro", "elozo", "korabbi",
    "mostani", "previous", "current", "initial", "final",
];

fn is_ordinal(folded: &str) -> bool {
    matches!(folded.as_bytes(), [b'1'..=b'9']) || ORDINALS.contains(&folded)
}

/// Where a heading counts a round: `1. forduló` in `1. forduló tanárok`, `Round 2`, `második
/// mérés`, `R1`.
pub fn counted_round(text: &str) -> Option<Range<usize>> {
    let words = folded_words(text);
    let is_noun = |place: &Range<usize>, folded: &str| {
        ROUND_NOUNS.contains(&folded) && (folded != "kor" || text[place.clone()].contains(['ö', 'Ö']))
    };
    let pair = words.windows(2).find(|two| {
        let ((place, word), (next_place, next)) = (&two[0], &two[1]);
        is_ordinal(word) && is_noun(next_place, next) || is_noun(place, word) && is_ordinal(next)
    });
    if let Some(two) = pair {
        return Some(two[0].0.start..two[1].0.end);
    }
    let shorthand = |place: &Range<usize>| matches!(&text.as_bytes()[place.clone()], [b'R' | b'T', b'1'..=b'9']);
    let ends = [words.last(), words.first()];
    ends.into_iter().flatten().map(|(place, _)| place).find(|place| shorthand(place)).cloned()
}

/// Does a (folded) word count something: `first`, `második`?
pub fn is_worded_ordinal(folded: &str) -> bool {
    folded.len() > 3 && ORDINALS.contains(&folded)
}

/// What looks like the name of a round: a year, a season, or both.
pub fn is_round(text: &str) -> bool {
    // No year and no season is shorter.
    if text.len() < 3 {
        return false;
    }
    let folded = fold(text);
    let year = |word: &str| word.len() == 4 && word.starts_with("20") && word.bytes().all(|b| b.is_ascii_digit());
    let short = |word: &str| word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit());
    let telling = folded.split(' ').any(|word| year(word) || LONE_SEASONS.contains(&word));
    telling
        && folded
            .split(' ')
            .all(|word| year(word) || short(word) || SEASONS.contains(&word) || LONE_SEASONS.contains(&word))
}

/// Words that name a round by themselves.
const LONE_SEASONS: &[&str] = &[
    "autumn",
    "spring",
    "osz",
    "tavasz",
    "otono",
    "primavera",
    "outono",
    "autunno",
    "jesen",
    "proljece",
    "pre",
    "post",
    "before",
    "after",
    "baseline",
    "elotte",
    "utana",
    "prije",
    "poslije",
    "antes",
    "despues",
    "depois",
    "prima",
    "dopo",
];

const SEASONS: &[&str] = &[
    "autumn",
    "fall",
    "spring",
    "winter",
    "summer",
    "osz",
    "oszi",
    "tavasz",
    "tavaszi",
    "tel",
    "teli",
    "nyar",
    "otono",
    "primavera",
    "outono",
    "inverno",
    "autunno",
    "jesen",
    "proljece",
    "herbst",
    "fruhling",
    "automne",
    "printemps",
    "round",
    "fordulo",
    "kor",
    "ronda",
    "krug",
    "turno",
    "test",
    "wave",
    "t1",
    "t2",
    "pre",
    "post",
    "before",
    "after",
    "elotte",
    "utana",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "september",
    "october",
    "november",
    "december",
    "januar",
    "februar",
    "marcius",
    "aprilis",
    "majus",
    "junius",
    "szeptember",
    "oktober",
];

/// Names of areas in other languages than the catalogue's.
const AREA_NAMES: &[(Area, &[&str])] = &[
    (
        Area::A,
        &["liderazgo", "lideranca", "leadership e governance", "vodenje", "vodstvo", "fuhrung", "vezetes iranyitas"],
    ),
    (
        Area::B,
        &[
            "colaboracion y redes",
            "colaboracion y trabajo en red",
            "colaboracao e trabalho em rede",
            "collaborazione e networking",
            "collaborazione e reti",
            "suradnja i umrezavanje",
            "collaboration",
            "egyuttmukodes",
        ],
    ),
    (
        Area::C,
        &[
            "infraestructura y equipamiento",
            "infraestructura y equipos",
            "infraestruturas e equipamento",
            "infraestrutura e equipamento",
            "infrastrutture e attrezzature",
            "infrastruktura i oprema",
            "infrastructure",
            "infrastruktura",
        ],
    ),
    (
        Area::D,
        &[
            "desarrollo profesional continuo",
            "desenvolvimento profissional continuo",
            "sviluppo professionale continuo",
            "kontinuirano strucno usavrsavanje",
            "kontinuirani profesionalni razvoj",
            "professional development",
            "cpd",
            "szakmai fejlodes",
        ],
    ),
    (
        Area::E,
        &[
            "pedagogia apoyos y recursos",
            "pedagogia suportes e recursos",
            "pedagogia apoios e recursos",
            "pedagogia supporti e risorse",
            "pedagogija podrska i resursi",
            "supports and resources",
            "pedagogy supports and resources",
            "tamogatas es forrasok",
        ],
    ),
    (
        Area::F,
        &[
            "pedagogia implementacion en el aula",
            "pedagogia implementacao na sala de aula",
            "pedagogia implementazione in classe",
            "pedagogia applicazione in classe",
            "pedagogija primjena u ucionici",
            "implementation in the classroom",
            "megvalositas a tanteremben",
        ],
    ),
    (
        Area::G,
        &[
            "practicas de evaluacion",
            "praticas de avaliacao",
            "pratiche di valutazione",
            "prakse vrednovanja",
            "nacini vrednovanja",
            "assessment",
            "ertekeles",
            "ertekelesi gyakorlat",
        ],
    ),
    (
        Area::H,
        &[
            "competencia digital del alumnado",
            "competencias digitales del alumnado",
            "competencia digital dos alunos",
            "competencias digitais dos alunos",
            "competenze digitali degli studenti",
            "competenza digitale degli studenti",
            "digitalne kompetencije ucenika",
            "student digital competences",
            "student digital competence",
            "students digital competence",
            "a tanulok digitalis kompetenciaja",
            "a diakok digitalis kompetenciaja",
            "tanuloi digitalis kompetencia",
            "digitalis kompetencia",
            "digital competence",
        ],
    ),
];

static TITLES: LazyLock<HashMap<String, ItemCode>> = LazyLock::new(|| {
    let items = Catalogue::shipped().items.iter();
    items.flat_map(|(code, item)| item.title.iter().map(move |title| (fold(title), *code))).collect()
});

static AREAS: LazyLock<HashMap<String, (Area, Option<Area>)>> = LazyLock::new(|| {
    let mut names: HashMap<String, (Area, Option<Area>)> = HashMap::new();
    let catalogue = Catalogue::shipped();
    for &area in Edition::From2020.areas() {
        for title in catalogue.area(Edition::From2020, area).iter().flat_map(|texts| &texts.title) {
            names.insert(fold(title), (area, None));
        }
    }
    for &(area, synonyms) in AREA_NAMES {
        for name in synonyms {
            names.entry((*name).to_owned()).or_insert((area, None));
        }
    }
    for &old in Edition::Of2018.areas() {
        for title in catalogue.area(Edition::Of2018, old).iter().flat_map(|texts| &texts.title) {
            names.entry(fold(title)).and_modify(|(_, earlier)| *earlier = Some(old)).or_insert((old, Some(old)));
        }
    }
    // An "&" for "and" is no letter.
    for (name, areas) in names.clone() {
        let bare = [" and ", " es ", " y ", " e ", " i "].into_iter().find_map(|and| {
            let (before, after) = name.split_once(and)?;
            Some(format!("{before} {after}"))
        });
        if let Some(bare) = bare {
            names.entry(bare).or_insert(areas);
        }
    }
    names
});

/// Names that only the areas of 2018 have.
const ONLY_IN_2018: &[&str] = &["teaching and learning", "tanitas es tanulas", "teaching learning", "tanitas tanulas"];

/// The item that has exactly this (folded) title in the catalogue.
pub fn item_titled(folded: &str) -> Option<ItemCode> {
    TITLES.get(folded).copied()
}

/// The area of this (folded) name in either edition.
pub fn area_named(folded: &str, edition: Edition) -> Option<Area> {
    let &(now, earlier) = AREAS.get(folded)?;
    match edition {
        // A name that only the other edition has is none of these areas.
        Edition::From2020 => (!ONLY_IN_2018.contains(&folded)).then_some(now),
        Edition::Of2018 => earlier.or_else(|| match now.told_by(Edition::From2020, Edition::Of2018) {
            // Another word for an area that has another letter there; what was split later is
            // no area of that edition.
            [old] if !matches!(now, Area::E | Area::F) => Some(*old),
            _ => None,
        }),
    }
}

/// Is it an area's (folded) name in either edition?
pub fn is_area_name(folded: &str) -> bool {
    AREAS.contains_key(folded)
}

/// Which edition an area's (folded) name speaks for without its letter.
pub fn edition_named(folded: &str) -> Option<Edition> {
    if ONLY_IN_2018.contains(&folded) {
        return Some(Edition::Of2018);
    }
    match AREAS.get(folded)? {
        (Area::B | Area::E | Area::F, None) => Some(Edition::From2020),
        _ => None,
    }
}

/// Which edition a letter with this (folded) area name speaks for: `None` where the
/// letter and the name go together in both, or the name is unknown.
pub fn edition_of(letter: Area, folded: &str) -> Option<Edition> {
    let &(now, earlier) = AREAS.get(folded)?;
    match (now == letter && earlier != Some(now), earlier == Some(letter)) {
        (true, false) => Some(Edition::From2020),
        (false, true) if now != letter || ONLY_IN_2018.contains(&folded) => Some(Edition::Of2018),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_fold_to_letters() {
        assert_eq!(fold("  Tanárok  (fő) "), "tanarok fo");
        assert_eq!(fold("Students' Digital"), "students digital");
        assert_eq!(fold("Učenici"), "ucenici");
    }

    #[test]
    fn headings_say_group_and_measure() {
        let heading = said("Number of teachers");
        assert_eq!((heading.groups, heading.terms), (vec![Group::Teachers], vec![Term::Count]));
        let heading = said("Iskolavezetők száma");
        assert_eq!((heading.groups, heading.terms), (vec![Group::Leaders], vec![Term::Count]));
        assert_eq!(said("Oak School").rest, ["Oak"]);
        assert_eq!(said("n teachers").terms, [Term::Count]);
    }

    #[test]
    fn missing_marks_are_not_values() {
        for mark in ["", " ", "-", "–", "N/A", "n.a.", "nem releváns", "No aplica", "não aplicável", ".", "#N/A", "..."]
        {
            assert!(is_missing(mark), "{mark}");
        }
        for value in ["3,4", "0", "A1", "5"] {
            assert!(!is_missing(value), "{value}");
        }
    }

    #[test]
    fn letters_with_names_tell_the_edition() {
        assert_eq!(edition_of(Area::B, &fold("Infrastructure and Equipment")), Some(Edition::Of2018));
        assert_eq!(edition_of(Area::C, &fold("Infrastructure and Equipment")), Some(Edition::From2020));
        assert_eq!(edition_of(Area::A, &fold("Leadership")), None);
    }

    #[test]
    fn rounds_look_like_years() {
        for name in ["2021 ősz", "2022. tavasz", "2021/22", "2021-autumn", "spring 2022"] {
            assert!(is_round(name), "{name}");
        }
        assert!(!is_round("Tölgyfő"));
        assert!(!is_round("3.4"));
    }
}
