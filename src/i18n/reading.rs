//! What reading a file says: doubts, and the names of what was guessed.

use super::Lang;
use crate::reading::{Certainty, DecimalMark, Delimiter, Kind, Measure, Reason, Shape};

texts! {
    doubt_about(text, said) => "“{text}” {said}" | "„{text}” {said}";
    doubt_beside(text, said) => "“{text}”: {said}" | "„{text}”: {said}";
    doubt_out_of_range => "is not between 1 and 5" | "nem 1 és 5 közötti érték";
    doubt_out_of_range_was(value) => "is not between 1 and 5. Was it {value}?" | "nem 1 és 5 közötti érték. Talán {value}?";
    doubt_zero => "is no answer of the scale, so it counts as missing" | "nem szerepel a skálán, ezért hiányzó értéknek számít";
    doubt_not_a_number => "is not a number" | "nem szám";
    doubt_failed_formula => "is a formula that failed. Correct it in the spreadsheet program, or leave the cell empty, and read the file again" | "hibás képlet. Javítsa a táblázatkezelőben, vagy hagyja üresen a cellát, és olvassa be újra a fájlt";
    doubt_too_narrow => "stands where the column was too narrow for its value. Widen the column in the spreadsheet program, save the file and read it again" | "áll az érték helyén, mert az oszlop túl keskeny volt. Szélesítse ki az oszlopot a táblázatkezelőben, mentse a fájlt, és olvassa be újra";
    doubt_no_result => "is a formula without its result. Open the file in Excel, save it and read it again" | "képlet, amelynek az eredménye nincs a fájlban. Nyissa meg a fájlt Excelben, mentse, és olvassa be újra";
    doubt_became_date => "is a date, not a mean. Perhaps a spreadsheet program made it of a number" | "dátum, nem átlag. Talán egy táblázatkezelő alakított dátummá egy számot";
    doubt_became_date_of(values) => "is no mean. Perhaps a spreadsheet program made a date of {values}" | "nem átlag. Talán egy táblázatkezelő alakította dátummá ezt: {values}";
    one_or_other(one, other) => "{one} or {other}" | "{one} vagy {other}";
    doubt_percentage => "is a percentage, not a mean" | "százalék, nem átlag";
    doubt_not_a_count => "is not a whole number of people" | "nem egész létszám";
    doubt_other_mark => "uses the other decimal mark than the rest of the file" | "más tizedesjelet használ, mint a fájl többi része";
    doubt_mixed_marks(commas, points) => "The file writes decimals both with a comma ({commas} times) and with a point ({points} times). Say which one is right; until then no decimals are read"
        | "A fájl tizedesvesszőt ({commas} helyen) és tizedespontot ({points} helyen) is használ. Adja meg, melyik a helyes; addig egyetlen tizedes érték sem kerül beolvasásra";
    doubt_twice(row, value) => "stands twice with different values: row {row} says {value}. Say which one is right; until then neither is taken"
        | "kétszer szerepel, eltérő értékkel (a másik: {row}. sor, {value}). Adja meg, melyik a helyes; addig egyik sem kerül be";
    doubt_unknown_code => "is a code that the item catalogue does not have. It is kept and shown, but left out of area means"
        | "kód nem szerepel a kérdések jegyzékében. Megmarad és látható, de a területi átlagba nem számít bele";
    doubt_own_question => "looks like a question of the school’s own. It is kept apart from the areas" | "az iskola saját kérdésének látszik. A területektől külön marad";
    doubt_unlikely_mean(n) => "cannot be the mean of {n} whole answers. A typing slip, perhaps in the mean or in the number?"
        | "nem lehet {n} egész válasz átlaga. Elírás lehet az átlagban vagy a létszámban?";
    doubt_total => "looks like a row of totals or averages. It is left out" | "összesítésnek vagy átlagnak látszik. A sor kimarad";
    doubt_statistic => "looks like a statistic of the other rows (such as a deviation, a highest value or an earlier survey), no item. It is left out"
        | "a többi sor statisztikájának látszik (például szórás, legnagyobb érték vagy korábbi felmérés), nem kérdésnek. A sor kimarad";
    doubt_no_respondent => "The row has answers, but nothing says whose; it may be a row of averages. It was left out" | "A sorban válaszok állnak, de nem derül ki, kié; lehet, hogy átlagsor. A sor kimaradt";
    doubt_open_key => "This cell is empty, and it is not certain that what stands above it holds here too. The row was left out: fill in the cell and read the file again"
        | "Ez a cella üres, és nem biztos, hogy a fölötte álló érték ide is vonatkozik. A sor kimaradt: töltse ki a cellát, és olvassa be újra a fájlt";
    doubt_perhaps_school => "stands above rows with values. If it is a school’s name, write it beside each row in a column “School”; until then these rows are read without it"
        | "értékeket tartalmazó sorok fölött áll. Ha egy iskola neve, írja be minden sorhoz egy „Iskola” oszlopba; addig a program ezeket a sorokat nélküle olvassa";
    doubt_shifted_row => "The values of this row are not under their headings: it has more or fewer cells than the header. The row was left out: correct the file, or type the values on the survey page"
        | "Ennek a sornak az értékei nem a fejlécük alatt állnak: a sorban több vagy kevesebb a cella, mint a fejlécben. A sor kimaradt: javítsa a fájlt, vagy írja be az értékeket a felmérés oldalán";
    doubt_perhaps_counts => "All values are whole numbers, and a whole column of them is above 5. Are these numbers of people? None of them was read as a mean"
        | "Minden érték egész szám, és van oszlop, amelyben mind nagyobb 5-nél. Létszámok ezek? Egyik sem került be átlagként";
    doubt_other_scale => "Many values are above 5, so this seems to be another scale than 1–5. None of the values was read, not even those up to 5"
        | "Sok érték nagyobb 5-nél, ezért ez nem az 1–5 skálának látszik. Egyik érték sem került be, az 5-nél nem nagyobbak sem";
    doubt_no_answers => "is a mean, but the number of answers beside it is 0. It was left out" | "átlag, de a mellette álló válaszszám 0. Az érték kimaradt";
    doubt_other_group => "stands in a row of one group and in a column of another. It was left out" | "az egyik csoport sorában és egy másik csoport oszlopában áll. Az érték kimaradt";
    doubt_other_sum(sum) => "answers are given, but the answers counted add up to {sum}. The sum is kept" | "a megadott válaszszám, de a megszámolt válaszok összege {sum}. Az összeg marad meg";
    doubt_less_than_a_hundred => "the percentages add up to less than 100, and nothing tells of the rest. The mean is of the shares given" | "a százalékok összege kevesebb mint 100, és nem derül ki, mi a maradék. Az átlag a megadott arányokból készült";
    doubt_total_sheet => "looks like a sheet of totals or averages. It is left out" | "összesítő vagy átlagokat tartalmazó munkalapnak látszik. A munkalap kimarad";
    doubt_hidden_sheet => "is a hidden sheet. It is left out; if it belongs to the results, show it in the spreadsheet program and save the file" | "rejtett munkalap. Kimarad; ha az eredményekhez tartozik, jelenítse meg a táblázatkezelőben, és mentse a fájlt";
    doubt_unknown_group => "is none of the respondent groups (leaders, teachers, students)" | "nem válaszadói csoport (vezetők, pedagógusok, tanulók)";
    doubt_unknown_level => "is none of the education levels" | "nem képzési szint";
    doubt_unknown_column => "It is not clear what this column holds. Choose its meaning, or leave it out" | "Nem derül ki, mit tartalmaz ez az oszlop. Válassza ki a jelentését, vagy hagyja ki";
    doubt_personal => "tells of the person who answered, so this column is left out and not kept"
        | "a kitöltő személyére vonatkozik, ezért ez az oszlop kimarad, és nem tárolódik";
    doubt_column_left_out => "has values between 1 and 5, but does not seem to hold the means of one group. The column is left out"
        | "1 és 5 közötti értékeket tartalmaz, de nem egyetlen csoport átlagait mutatja. Az oszlop kimarad";
    doubt_no_group => "The file does not say whose answers these are: leaders’, teachers’ or students’?" | "A fájlból nem derül ki, kiknek a válaszai ezek: vezetőké, pedagógusoké vagy tanulóké?";
    doubt_no_subject => "has values, but nothing says which item or area they are about" | "értékeket tartalmaz, de nem derül ki, melyik kérdésről vagy területről";
    doubt_broken_rows(rows) => "{rows} rows have more cells than the header. Perhaps decimal commas broke the numbers of a comma-separated file: save it with semicolons, or as a workbook, and read it again"
        | "{rows} sorban több a cella, mint a fejlécben. Talán a tizedesvesszők törték szét a vesszővel tagolt fájl számait: mentse pontosvesszős tagolással vagy munkafüzetként, és olvassa be újra";
    doubt_open_quote => "A quotation mark stands alone in this row; it was read as an ordinary character" | "Ebben a sorban egy idézőjelnek nincs párja; a program közönséges karakterként olvasta";
    doubt_torn_row => "A quotation mark stands alone in this row, so it is not certain which value stands under which heading. The row was left out: correct the file, or type the values on the survey page" | "Ebben a sorban egy idézőjelnek nincs párja, ezért nem biztos, melyik érték melyik fejléc alá tartozik. A sor kimaradt: javítsa a fájlt, vagy írja be az értékeket a felmérés oldalán";
    doubt_broken_characters(count) => "{count} characters do not fit this encoding. Choose another one" | "{count} karakter nem illik ehhez a kódoláshoz. Válasszon másikat";
    doubt_broken_character => "has a character that does not fit this encoding (shown as �). Check what it should be" | "egyik karaktere nem illik ehhez a kódoláshoz (� jelöli). Ellenőrizze, mi állna a helyén";
    doubt_not_a_hundred => "the percentages add up to more than 100" | "a százalékok összege több mint 100";
    doubt_shares_unclear => "It cannot be told whether the answers are counted or percentages" | "Nem derül ki, hogy a válaszok darabszámok vagy százalékok";
    doubt_no_scores => "The file holds no scores" | "A fájl nem tartalmaz pontszámot";
    doubt_not_a_table(kind) => "The file is not a table. It looks like {kind}. Save the results as CSV or as an Excel workbook (.xlsx) and read that"
        | "A fájl nem táblázat. Ennek látszik: {kind}. Mentse az eredményeket CSV-fájlként vagy Excel-munkafüzetként (.xlsx), és azt olvassa be";
    doubt_damaged_workbook => "The workbook cannot be opened: it is damaged or protected by a password" | "A munkafüzet nem nyitható meg: sérült vagy jelszóval védett";
    doubt_too_large => "The file is larger than any survey’s results. Is it the right one?" | "A fájl nagyobb, mint bármely felmérés eredménye. Biztosan ez a megfelelő fájl?";
    doubt_more(n # count) => "and {n} more like these" / "and {n} more like these" | "és további {n} hasonló";
    cannot_open_file => "The file cannot be opened. Is its name right, and may you read it?" | "A fájl nem nyitható meg. Jó a neve, és van jogosultság az olvasásához?";
    only_participation => "The file tells who was asked and who answered, and holds no scores" | "A fájl a meghívottakat és a válaszolókat tartalmazza, pontszámot nem";
    kind_text => "running text" | "folyó szöveg";
    kind_pdf => "a PDF document" | "PDF-dokumentum";
    kind_image => "a picture" | "kép";
    kind_old_workbook => "a workbook of an old Excel (.xls)" | "régi Excel-munkafüzet (.xls)";
    kind_archive => "a ZIP archive or a text document" | "ZIP-archívum vagy szöveges dokumentum";
    kind_html => "a web page" | "weboldal";
    kind_json => "a JSON file, such as a workspace file (open that from the start page)" | "JSON-fájl, például munkafájl (azt a kezdőlapon lehet megnyitni)";
    kind_binary => "something that only another program can read" | "olyasmi, amit csak más program tud olvasni";
    sure => "sure" | "biztos";
    likely => "likely" | "valószínű";
    please_say => "please say" | "kérjük, adja meg";
    you_said => "as you said" | "ahogy Ön megadta";
    mark_comma => "3,9 (comma)" | "3,9 (vessző)";
    mark_point => "3.9 (point)" | "3.9 (pont)";
    delimiter_semicolon => "semicolon ;" | "pontosvessző ;";
    delimiter_comma => "comma ," | "vessző ,";
    delimiter_tab => "tab" | "tabulátor";
    delimiter_bar => "bar |" | "függőleges vonal |";
    shape_items => "items down, groups across" | "kérdések lefelé, csoportok oldalra";
    shape_areas => "areas down, groups across" | "területek lefelé, csoportok oldalra";
    shape_cluster => "schools side by side" | "iskolák egymás mellett";
    shape_tidy => "one score per row" | "soronként egy pontszám";
    shape_distribution => "how many chose each answer" | "válaszonkénti létszámok";
    shape_respondents => "one row per respondent" | "soronként egy válaszadó";
    shape_participation => "who was asked and who answered" | "meghívottak és válaszolók";
    measure_mean => "mean" | "átlag";
    measure_count => "number of answers (n)" | "válaszok száma (n)";
    measure_deviation => "standard deviation" | "szórás";
    measure_not_applicable => "not applicable" | "nem releváns";
    measure_invited => "invited" | "meghívottak";
    measure_answered => "answered" | "válaszoltak";
    measure_rate => "per cent (not kept)" | "százalék (nem marad meg)";
    measure_answers(step) => "answered {step}" | "{step}-es válaszok";
    measure_answer => "answer" | "válasz";
}

impl Lang {
    /// A doubt with the text that it is about, as a sentence without a full stop.
    pub fn doubt_of(self, text: &str, reason: &Reason) -> String {
        let said = self.doubt(reason);
        let mut letters = said.chars();
        match letters.next() {
            _ if text.is_empty() => said,
            // A sentence of its own goes on after a colon.
            Some(first) if first.is_uppercase() => {
                self.doubt_beside(text, first.to_lowercase().chain(letters).collect::<String>())
            }
            _ => self.doubt_about(text, said),
        }
    }

    /// Why something was not taken as it stands, as a sentence without a full stop.
    pub fn doubt(self, reason: &Reason) -> String {
        match reason {
            Reason::OutOfRange { suggestion: None } => self.doubt_out_of_range().into(),
            Reason::OutOfRange { suggestion: Some(value) } => self.doubt_out_of_range_was(value),
            Reason::Zero => self.doubt_zero().into(),
            Reason::NotANumber => self.doubt_not_a_number().into(),
            Reason::FailedFormula => self.doubt_failed_formula().into(),
            Reason::TooNarrow => self.doubt_too_narrow().into(),
            Reason::NoResult => self.doubt_no_result().into(),
            Reason::BecameDate { perhaps } => {
                let values = perhaps.iter().cloned().reduce(|one, other| self.one_or_other(one, other));
                values.map_or_else(|| self.doubt_became_date().into(), |values| self.doubt_became_date_of(values))
            }
            Reason::Percentage => self.doubt_percentage().into(),
            Reason::NotACount => self.doubt_not_a_count().into(),
            Reason::OtherMark => self.doubt_other_mark().into(),
            Reason::MixedMarks { commas, points } => self.doubt_mixed_marks(commas, points),
            Reason::Twice { other_row, other_text } => self.doubt_twice(other_row, other_text),
            Reason::UnknownCode => self.doubt_unknown_code().into(),
            Reason::OwnQuestion => self.doubt_own_question().into(),
            Reason::UnlikelyMean { n } => self.doubt_unlikely_mean(n),
            Reason::Total => self.doubt_total().into(),
            Reason::Statistic => self.doubt_statistic().into(),
            Reason::NoRespondent => self.doubt_no_respondent().into(),
            Reason::OpenKey => self.doubt_open_key().into(),
            Reason::PerhapsSchool => self.doubt_perhaps_school().into(),
            Reason::ShiftedRow => self.doubt_shifted_row().into(),
            Reason::PerhapsCounts => self.doubt_perhaps_counts().into(),
            Reason::OtherScale => self.doubt_other_scale().into(),
            Reason::NoAnswers => self.doubt_no_answers().into(),
            Reason::OtherGroup => self.doubt_other_group().into(),
            Reason::OtherSum { sum } => self.doubt_other_sum(sum),
            Reason::LessThanAHundred => self.doubt_less_than_a_hundred().into(),
            Reason::TotalSheet => self.doubt_total_sheet().into(),
            Reason::HiddenSheet => self.doubt_hidden_sheet().into(),
            Reason::UnknownGroup => self.doubt_unknown_group().into(),
            Reason::UnknownLevel => self.doubt_unknown_level().into(),
            Reason::UnknownColumn => self.doubt_unknown_column().into(),
            Reason::Personal => self.doubt_personal().into(),
            Reason::ColumnLeftOut => self.doubt_column_left_out().into(),
            Reason::NoGroup => self.doubt_no_group().into(),
            Reason::NoSubject => self.doubt_no_subject().into(),
            Reason::BrokenRows { rows } => self.doubt_broken_rows(rows),
            Reason::OpenQuote => self.doubt_open_quote().into(),
            Reason::TornRow => self.doubt_torn_row().into(),
            Reason::BrokenCharacters { count } => self.doubt_broken_characters(count),
            Reason::BrokenCharacter => self.doubt_broken_character().into(),
            Reason::NotAHundred => self.doubt_not_a_hundred().into(),
            Reason::SharesUnclear => self.doubt_shares_unclear().into(),
            Reason::NoScores => self.doubt_no_scores().into(),
            Reason::NotATable { looks_like } => self.doubt_not_a_table(self.file_kind(*looks_like)),
            Reason::DamagedWorkbook => self.doubt_damaged_workbook().into(),
            Reason::TooLarge => self.doubt_too_large().into(),
        }
    }

    fn file_kind(self, kind: Kind) -> &'static str {
        match kind {
            Kind::Text | Kind::Workbook | Kind::Empty => self.kind_text(),
            Kind::Pdf => self.kind_pdf(),
            Kind::Image => self.kind_image(),
            Kind::OldWorkbook => self.kind_old_workbook(),
            Kind::Archive => self.kind_archive(),
            Kind::Html => self.kind_html(),
            Kind::Json => self.kind_json(),
            Kind::Binary => self.kind_binary(),
        }
    }

    pub fn certainty(self, certainty: Certainty) -> &'static str {
        match certainty {
            Certainty::Sure => self.sure(),
            Certainty::Likely => self.likely(),
            Certainty::Ask => self.please_say(),
            Certainty::Chosen => self.you_said(),
        }
    }

    pub fn decimal_mark(self, mark: DecimalMark) -> &'static str {
        match mark {
            DecimalMark::Comma => self.mark_comma(),
            DecimalMark::Point => self.mark_point(),
        }
    }

    pub fn delimiter(self, delimiter: Delimiter) -> &'static str {
        match delimiter {
            Delimiter::Semicolon => self.delimiter_semicolon(),
            Delimiter::Comma => self.delimiter_comma(),
            Delimiter::Tab => self.delimiter_tab(),
            Delimiter::Bar => self.delimiter_bar(),
        }
    }

    pub fn shape(self, shape: Shape) -> &'static str {
        match shape {
            Shape::Items => self.shape_items(),
            Shape::Areas => self.shape_areas(),
            Shape::ClusterGrid => self.shape_cluster(),
            Shape::Tidy => self.shape_tidy(),
            Shape::Distribution => self.shape_distribution(),
            Shape::Respondents => self.shape_respondents(),
            Shape::Participation => self.shape_participation(),
        }
    }

    pub fn measure(self, measure: Measure) -> String {
        match measure {
            Measure::Mean => self.measure_mean().into(),
            Measure::Count => self.measure_count().into(),
            Measure::Deviation => self.measure_deviation().into(),
            Measure::NotApplicable => self.measure_not_applicable().into(),
            Measure::Invited => self.measure_invited().into(),
            Measure::Answered => self.measure_answered().into(),
            Measure::Rate => self.measure_rate().into(),
            Measure::Answers(step) => self.measure_answers(step),
            Measure::Answer => self.measure_answer().into(),
        }
    }
}
