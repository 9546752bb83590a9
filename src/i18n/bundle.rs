//! What to tell people about a workspace file: why it was refused and what to do,
//! what was noticed about it, and what would change with it.

use super::Lang;
use crate::workspace::bundle::{Checksum, Expected, Found, LARGEST, OtherFormat, Problem};
use crate::workspace::{Bundle, BundleError, Kind};

texts! {
    bundle_empty => "The file is empty. It was probably not copied to the end; please ask for it once more."
        | "A fájl üres. Valószínűleg nem másolódott át teljesen; kérje el még egyszer.";
    bundle_too_large(size, most) => "The file has {size} MB. A workspace file never has more than {most} MB, so this is probably something else."
        | "A fájl {size} MB. Egy munkafájl soha nem nagyobb {most} MB-nál, ez tehát valószínűleg valami más.";
    bundle_cut_short(line) => "The file ends too early, in line {line}. It was probably cut when it was mailed or copied; please ask for it once more. Nothing was changed here."
        | "A fájl túl korán ér véget: {line}. sor. Valószínűleg küldés vagy másolás közben megcsonkult; kérje el még egyszer. Itt semmi nem változott.";
    bundle_broken(line, column) => "The file is damaged in line {line}, at character {column}. If somebody edited it by hand, a comma, quotation mark or bracket is probably missing or too many there. Nothing was changed here."
        | "A fájl hibás: {line}. sor, {column}. karakter. Ha valaki kézzel szerkesztette, ott valószínűleg hiányzik vagy fölösleges egy vessző, idézőjel vagy zárójel. Itt semmi nem változott.";
    bundle_twice(name, line) => "In line {line}, “{name}” stands a second time in the same place, so it is not clear which one counts. Remove one of them, or ask for the file once more."
        | "{line}. sor: „{name}” másodszor szerepel ugyanazon a helyen, így nem tudni, melyik érvényes. Törölje az egyiket, vagy kérje el újra a fájlt.";
    bundle_too_deep(line) => "The file is nested far deeper than any workspace file (line {line}). It does not come from Kapocs."
        | "A fájl sokkal mélyebben egymásba ágyazott, mint bármelyik munkafájl ({line}. sor). Nem a Kapocsból származik.";
    bundle_newer(version, ours) => "The file was written by a newer Kapocs (its format is version {version}, this one reads up to {ours}). Reload this page while online to get the new Kapocs, then open the file again. Nothing was changed here."
        | "A fájlt újabb Kapocs írta ({version}. formátumváltozat; ez a Kapocs legfeljebb a következőt olvassa: {ours}). Frissítse ezt az oldalt internetkapcsolat mellett, hogy megkapja az új Kapcsot, azután nyissa meg újra a fájlt. Itt semmi nem változott.";
    bundle_invalid(place, problem) => "Something in the file is not as it should be. At {place}: {problem}. Nothing was changed here."
        | "Valami nincs rendben a fájlban. {place} – {problem}. Itt semmi nem változott.";

    other_table => "This is a table, not a workspace file. If it holds survey results, open it on the Survey page."
        | "Ez táblázat, nem munkafájl. Ha felmérési eredmények vannak benne, a Felmérés oldalon nyissa meg.";
    other_workbook => "This is a spreadsheet workbook, not a workspace file. If it holds survey results, open it on the Survey page."
        | "Ez táblázatkezelő-munkafüzet, nem munkafájl. Ha felmérési eredmények vannak benne, a Felmérés oldalon nyissa meg.";
    other_word => "This is a text document, not a workspace file. A workspace file’s name ends with .kapocs.json."
        | "Ez szöveges dokumentum, nem munkafájl. A munkafájl neve .kapocs.json végű.";
    other_archive => "This is a packed (ZIP) file. Unpack it first; the workspace file’s name ends with .kapocs.json."
        | "Ez tömörített (ZIP) fájl. Előbb csomagolja ki; a munkafájl neve .kapocs.json végű.";
    other_pdf => "This is a PDF document, not a workspace file. A workspace file’s name ends with .kapocs.json."
        | "Ez PDF-dokumentum, nem munkafájl. A munkafájl neve .kapocs.json végű.";
    other_picture => "This is a picture, not a workspace file. A workspace file’s name ends with .kapocs.json."
        | "Ez kép, nem munkafájl. A munkafájl neve .kapocs.json végű.";
    other_web_page => "This is a web page, not a workspace file. If you downloaded it from a shared folder, use that folder’s Download button instead of saving the page."
        | "Ez weboldal, nem munkafájl. Ha megosztott mappából mentette, az oldal mentése helyett a mappa Letöltés gombját használja.";
    other_json => "This file was not made by Kapocs: it does not say that it is a workspace file. A workspace file’s name ends with .kapocs.json."
        | "Ezt a fájlt nem a Kapocs készítette: nem szerepel benne, hogy munkafájl. A munkafájl neve .kapocs.json végű.";
    other_encoding => "A program saved this file in another text encoding. Open it in that program again and save it as UTF-8, or ask for the original file."
        | "Ezt a fájlt egy program más szövegkódolással mentette. Nyissa meg újra abban a programban, és mentse UTF-8 kódolással, vagy kérje el az eredeti fájlt.";
    other_text => "This is a text file, not a workspace file. A workspace file’s name ends with .kapocs.json."
        | "Ez szövegfájl, nem munkafájl. A munkafájl neve .kapocs.json végű.";
    other_binary => "This is not a workspace file. A workspace file’s name ends with .kapocs.json."
        | "Ez nem munkafájl. A munkafájl neve .kapocs.json végű.";

    problem_wrong(expected, found) => "expected {expected}, found {found}" | "{expected} helyett ez áll itt: {found}";
    problem_unknown_field(name) => "there is no field “{name}” here" | "itt nincs „{name}” nevű mező";
    problem_missing_field(name) => "“{name}” is missing" | "hiányzik a következő mező: „{name}”";
    problem_bad_name => "this name cannot stand here" | "ez a név itt nem állhat";
    problem_unknown_replica => "it refers to a copy that the file does not list under “replicas”"
        | "olyan példányra hivatkozik, amely nem szerepel a „replicas” listában";
    problem_replica_twice => "it is listed twice" | "kétszer szerepel a listában";
    problem_number_too_large => "it is said to have written more often than anybody can. The file is damaged, or another program made it: please ask for the original"
        | "eszerint többször írt, mint amennyire bárki képes. A fájl sérült, vagy más program készítette: kérje el az eredetit";
    problem_too_many(most) => "there are more than {most} entries, far more than any cluster has. The file is damaged, or another program made it: please ask for the original"
        | "több mint {most} bejegyzés van itt, sokkal több, mint bármelyik iskolakörnél. A fájl sérült, vagy más program készítette: kérje el az eredetit";

    expected_whole_number => "a whole number" | "egész szám";
    expected_number => "a number" | "szám";
    expected_text => "a text" | "szöveg";
    expected_yes_no => "true or false" | "true vagy false";
    expected_list => "a list" | "lista";
    expected_record => "a record in { }" | "{ } közötti rekord";
    expected_date => "a date like 2021-11-16" | "dátum (például 2021-11-16)";
    expected_day_and_time => "a day and time like 2021-11-16T14:30:00" | "nap és időpont (például 2021-11-16T14:30:00)";
    expected_scores => "scores like “A1 3.6 58”" | "eredmény (például „A1 3.6 58”)";
    expected_threshold => "a number from 1.0 to 5.0" | "1.0 és 5.0 közötti szám";
    expected_stamp => "a stamp like “0.12@1637051000”" | "időbélyeg (például „0.12@1637051000”)";
    expected_word(words) => "one of {words}" | "a következők egyike ({words})";
    expected_another => "something else" | "valami más";
    found_nothing => "nothing" | "üres érték (null)";
    found_yes_no => "true or false" | "true vagy false";
    found_number(number) => "the number {number}" | "{number}";
    found_text(text) => "the text “{text}”" | "„{text}”";
    found_list => "a list" | "lista";
    found_record => "a record" | "rekord";

    notice_by_hand(n # count) => "The file was changed by hand or by another program after Kapocs wrote it ({n} change). The change is kept and marked “by hand”."
        / "The file was changed by hand or by another program after Kapocs wrote it ({n} changes). They are kept and marked “by hand”."
        | "A fájlt kézzel vagy más programmal módosították, miután a Kapocs megírta ({n} változás). A módosítás megmarad, „kézzel” jelöléssel.";
    notice_touched => "The file was changed by hand or by another program after Kapocs wrote it, but its records are as they were."
        | "A fájlt kézzel vagy más programmal módosították, miután a Kapocs megírta, de az adatok változatlanok.";
    notice_no_checksum => "The file has no checksum: another program wrote it."
        | "A fájlban nincs ellenőrző összeg: más program írta.";
    notice_without_names => "The file was made without names, contacts and notes. Those that are here already stay."
        | "A fájl nevek, elérhetőségek és jegyzetek nélkül készült. Az itt már meglévők megmaradnak.";
    notice_stray(n # count) => "{n} record belongs to a school, a round or a practice that the file does not have."
        / "{n} records belong to a school, a round or a practice that the file does not have."
        | "{n} rekord olyan iskolához, fordulóhoz vagy jó gyakorlathoz tartozik, amely nincs a fájlban.";

    cluster_unnamed => "Cluster without a name" | "Névtelen iskolakör";
    summary_schools(n # count) => "{n} school" / "{n} schools" | "{n} iskola";
    summary_rounds(n # count) => "{n} round" / "{n} rounds" | "{n} forduló";
    summary_surveys(n # count) => "{n} survey result" / "{n} survey results" | "{n} felmérési eredmény";
    summary_version(version) => "format version {version}" | "{version}. formátumváltozat";
    checksum_right => "checksum right" | "az ellenőrző összeg helyes";
    checksum_missing => "no checksum" | "nincs ellenőrző összeg";
    checksum_wrong => "checksum differs: changed by hand" | "az ellenőrző összeg eltér: kézzel módosították";

    kind_cluster => "Cluster" | "Iskolakör";
    kind_schools => "School data" | "Iskolai adatok";
    kind_rounds => "Rounds" | "Fordulók";
    kind_surveys => "Survey results" | "Felmérési eredmények";
    kind_agreements => "Agreement" | "Megállapodás";
    kind_cell_notes => "Notes on the grid" | "Jegyzetek a rácson";
    kind_item_wordings => "Wording of items" | "Kérdések megfogalmazása";
    kind_practices => "Good practice" | "Jó gyakorlat";
    kind_wishes => "Wish" | "Kívánság";
    kind_pairings => "Pairing" | "Párosítás";
    kind_bans => "Declined pairing" | "Elvetett párosítás";
    kind_match_rules => "How we match" | "A párosítás szabályai";
}

impl Lang {
    /// Why a file was refused, and what to do.
    pub fn bundle_error(self, error: &BundleError) -> String {
        let megabytes = |bytes: u64| self.count((bytes >> 20) as usize);
        match error {
            BundleError::Empty => self.bundle_empty().to_owned(),
            BundleError::TooLarge { bytes } => self.bundle_too_large(megabytes(*bytes), megabytes(LARGEST)),
            BundleError::Other(other) => self.other_format(*other).to_owned(),
            BundleError::CutShort { line } => self.bundle_cut_short(self.count(*line)),
            BundleError::Broken { line, column } => self.bundle_broken(self.count(*line), self.count(*column)),
            BundleError::Twice { name, line } => self.bundle_twice(name, self.count(*line)),
            BundleError::TooDeep { line } => self.bundle_too_deep(self.count(*line)),
            BundleError::Newer { version } => self.bundle_newer(version, crate::workspace::bundle::VERSION),
            BundleError::Invalid { place, problem } => self.bundle_invalid(place, self.bundle_problem(problem)),
        }
    }

    fn other_format(self, other: OtherFormat) -> &'static str {
        match other {
            OtherFormat::Table => self.other_table(),
            OtherFormat::Workbook => self.other_workbook(),
            OtherFormat::WordDocument => self.other_word(),
            OtherFormat::Archive => self.other_archive(),
            OtherFormat::Pdf => self.other_pdf(),
            OtherFormat::Picture => self.other_picture(),
            OtherFormat::WebPage => self.other_web_page(),
            OtherFormat::Json => self.other_json(),
            OtherFormat::Encoding => self.other_encoding(),
            OtherFormat::Text => self.other_text(),
            OtherFormat::Binary => self.other_binary(),
        }
    }

    fn bundle_problem(self, problem: &Problem) -> String {
        match problem {
            Problem::Wrong { expected, found } => self.problem_wrong(self.expected(expected), self.found(found)),
            Problem::UnknownField(name) => self.problem_unknown_field(name),
            Problem::MissingField(name) => self.problem_missing_field(name),
            Problem::BadName => self.problem_bad_name().to_owned(),
            Problem::UnknownReplica => self.problem_unknown_replica().to_owned(),
            Problem::ReplicaTwice => self.problem_replica_twice().to_owned(),
            Problem::NumberTooLarge => self.problem_number_too_large().to_owned(),
            Problem::TooMany { most } => self.problem_too_many(self.count(*most)),
        }
    }

    fn expected(self, expected: &Expected) -> String {
        let text = match expected {
            Expected::WholeNumber => self.expected_whole_number(),
            Expected::Number => self.expected_number(),
            Expected::Text => self.expected_text(),
            Expected::YesNo => self.expected_yes_no(),
            Expected::List => self.expected_list(),
            Expected::Record => self.expected_record(),
            Expected::Date => self.expected_date(),
            Expected::DayAndTime => self.expected_day_and_time(),
            Expected::Scores => self.expected_scores(),
            Expected::Threshold => self.expected_threshold(),
            Expected::Stamp => self.expected_stamp(),
            Expected::Word(words) => return self.expected_word(words.join(", ")),
            Expected::Another => self.expected_another(),
        };
        text.to_owned()
    }

    fn found(self, found: &Found) -> String {
        match found {
            Found::Nothing => self.found_nothing().to_owned(),
            Found::YesNo => self.found_yes_no().to_owned(),
            Found::Number(number) => self.found_number(number),
            Found::Text(text) => self.found_text(text),
            Found::List => self.found_list().to_owned(),
            Found::Record => self.found_record().to_owned(),
        }
    }

    /// What a person should know about a file that was read.
    pub fn bundle_notices(self, bundle: &Bundle) -> Vec<String> {
        let mut notices = self.bundle_doubts(bundle);
        notices.extend(self.part_notice(bundle));
        notices
    }

    /// What about a file deserves a second look.
    pub fn bundle_doubts(self, bundle: &Bundle) -> Vec<String> {
        let mut doubts = Vec::new();
        match (bundle.checksum, bundle.by_hand) {
            (Checksum::Right, _) => {}
            (Checksum::Missing, _) => doubts.push(self.notice_no_checksum().to_owned()),
            (Checksum::Wrong, 0) => doubts.push(self.notice_touched().to_owned()),
            (Checksum::Wrong, n) => doubts.push(self.notice_by_hand(n)),
        }
        let stray = bundle.stray_records().len();
        if stray > 0 {
            doubts.push(self.notice_stray(stray));
        }
        doubts
    }

    /// What a file holds, in one line.
    pub fn bundle_summary(self, bundle: &Bundle) -> String {
        let workspace = &bundle.workspace;
        let name = workspace.cluster.name.trim();
        let checksum = match bundle.checksum {
            Checksum::Right => self.checksum_right(),
            Checksum::Missing => self.checksum_missing(),
            Checksum::Wrong => self.checksum_wrong(),
        };
        let parts = [
            if name.is_empty() { self.cluster_unnamed().to_owned() } else { name.to_owned() },
            self.summary_schools(workspace.schools.len()),
            self.summary_rounds(workspace.rounds.len()),
            self.summary_surveys(workspace.surveys.len()),
            self.summary_version(bundle.version),
            checksum.to_owned(),
        ];
        parts.join(" · ")
    }

    pub fn kind(self, kind: Kind) -> &'static str {
        match kind {
            Kind::Cluster => self.kind_cluster(),
            Kind::Schools => self.kind_schools(),
            Kind::Rounds => self.kind_rounds(),
            Kind::Surveys => self.kind_surveys(),
            Kind::Agreements => self.kind_agreements(),
            Kind::CellNotes => self.kind_cell_notes(),
            Kind::ItemWordings => self.kind_item_wordings(),
            Kind::Practices => self.kind_practices(),
            Kind::Wishes => self.kind_wishes(),
            Kind::Pairings => self.kind_pairings(),
            Kind::Bans => self.kind_bans(),
            Kind::MatchRules => self.kind_match_rules(),
        }
    }
}
