//! The same core from a terminal: for a national office with many files, and for checking.

#[cfg(not(target_arch = "wasm32"))]
mod terminal {
    use clap::{Parser, Subcommand, ValueEnum};
    use kapocs::analysis::Scope;
    use kapocs::cluster::{MatchRule, Per, round_id};
    use kapocs::i18n::Lang;
    use kapocs::locking;
    use kapocs::matching::Setting;
    use kapocs::reading::{self, Choices, DecimalMark, Doubt, Doubts, ReadScore, Reading};
    use kapocs::selfie::{Edition, Group, Level};
    use kapocs::workspace::bundle::{Contents, LARGEST};
    use kapocs::workspace::{Book, Bundle, BundleError, ReplicaId, bundle};
    use std::collections::BTreeSet;
    use std::io::{self, Write};
    use std::path::{Path, PathBuf};
    use std::process::ExitCode;

    /// A terminal writes nothing of its own into a workspace.
    const NOBODY: ReplicaId = ReplicaId(0);

    /// Kapocs from a terminal: reads survey files, merges and checks workspace files, and matches schools.
    #[derive(Parser)]
    #[command(version, name = "kapocs")]
    struct Command {
        /// The language of messages.
        #[arg(long, global = true, value_enum, default_value = "en")]
        lang: Language,
        /// A file whose first line is the passphrase of protected workspace files.
        #[arg(long, global = true, value_name = "FILE")]
        passphrase_file: Option<PathBuf>,
        #[command(subcommand)]
        task: Task,
    }

    #[derive(Clone, Copy, ValueEnum)]
    enum Language {
        En,
        Hu,
    }

    #[derive(Subcommand)]
    enum Task {
        /// Read survey files and print their scores in the tidy form
        /// `school,level,round,group,item,mean,n`.
        ///
        /// Doubts go to standard error as FILE:ROW:COLUMN: reason (rows and columns counted
        /// from 1; a doubt about a whole row or file leaves the rest out). A column that the
        /// file does not tell stays empty unless an option gives it. A file that holds
        /// only participation gives no rows and says so. Exit status: 0 if anything was
        /// read, 2 if nothing could be.
        Read(Read),
        /// Merge workspace files of one cluster into one that holds the work of all.
        ///
        /// What two people changed differently is kept twice and listed. Exit status: 0
        /// if nothing is left to decide, 1 if something is, 2 if a file cannot be read
        /// or belongs to another cluster; nothing is written then.
        Merge {
            #[arg(required = true, value_name = "BUNDLE")]
            bundles: Vec<PathBuf>,
            /// Where the merged workspace is written.
            #[arg(short, long, value_name = "FILE")]
            output: PathBuf,
        },
        /// Tell what the second workspace file would bring into the first.
        ///
        /// Exit status: 0 if nothing is new, 1 if something is, 2 if a file cannot be
        /// read or belongs to another cluster.
        Diff { ours: PathBuf, theirs: PathBuf },
        /// Suggest who helps whom, and print the plan as JSON.
        ///
        /// Pairings that were accepted stay as they are. `objective` is what is reached,
        /// in the order in which it counts: schools that receive, schools that give, the
        /// severity of the needs met (hundredths of a point below the line, with wishes),
        /// the sum of the squares of what each school gives (the less, the more even), and
        /// practices used; `favourites` is the same if every school took what it likes best.
        /// Exit status: 0, or 2 if the file cannot be read or has no survey results.
        Match(Match),
        /// Check workspace files: whether they are sound, and what they hold.
        ///
        /// What is wrong goes to standard error with its place in the file. Exit
        /// status: 0 if every file is sound, 1 if one was changed by hand or deserves
        /// a look, 2 if one cannot be read.
        Check {
            #[arg(required = true, value_name = "BUNDLE")]
            bundles: Vec<PathBuf>,
        },
    }

    #[derive(clap::Args)]
    struct Read {
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// The school, where the file does not name one.
        #[arg(long)]
        school: Option<String>,
        /// The education level, where the file does not name one.
        #[arg(long, value_parser = level)]
        level: Option<Level>,
        /// The round, where the file does not name one.
        #[arg(long)]
        round: Option<String>,
        /// The respondent group, where the file does not name one.
        #[arg(long, value_parser = group)]
        group: Option<Group>,
        /// The decimal mark, where a file uses both.
        #[arg(long, value_enum)]
        decimal: Option<Mark>,
        /// The edition of the survey, where the file does not tell.
        #[arg(long, value_enum)]
        edition: Option<Year>,
    }

    #[derive(clap::Args)]
    struct Match {
        bundle: PathBuf,
        /// The education level; without it, the one with most results.
        #[arg(long, value_parser = level)]
        level: Option<Level>,
        /// The round, by its name; without it, the newest.
        #[arg(long)]
        round: Option<String>,
        /// Whether needs are areas or items; without it, as the cluster has it.
        #[arg(long, value_parser = per)]
        per: Option<Per>,
        /// How many pairings a school receives at most; without it, as the cluster has it.
        #[arg(long, value_name = "N")]
        receives: Option<u32>,
        /// Print what is to be solved, by numbers, instead of the plan.
        #[arg(long)]
        instance: bool,
    }

    #[derive(Clone, Copy, ValueEnum)]
    enum Mark {
        Comma,
        Point,
    }

    #[derive(Clone, Copy, ValueEnum)]
    enum Year {
        #[value(name = "2018")]
        Of2018,
        #[value(name = "2020")]
        From2020,
    }

    fn level(word: &str) -> Result<Level, String> {
        let words = || Level::ALL.map(Level::word).join(", ");
        Level::from_word(word).ok_or_else(|| format!("the levels are {}", words()))
    }

    fn per(word: &str) -> Result<Per, String> {
        let words = || Per::ALL.map(Per::word).join(", ");
        Per::from_word(word).ok_or_else(|| format!("a need is one of {}", words()))
    }

    fn group(word: &str) -> Result<Group, String> {
        let words = || Group::ALL.map(Group::word).join(", ");
        Group::from_word(word).ok_or_else(|| format!("the groups are {}", words()))
    }

    pub fn run() -> ExitCode {
        let command = Command::parse();
        let lang = match command.lang {
            Language::En => Lang::En,
            Language::Hu => Lang::Hu,
        };
        let phrase = match command.passphrase_file.map(|file| passphrase(&file, lang)).transpose() {
            Ok(phrase) => phrase,
            Err(trouble) => return exit(Err(trouble)),
        };
        let phrase = phrase.as_deref();
        match command.task {
            Task::Read(read) => match read_files(&read, lang) {
                Ok(true) => ExitCode::SUCCESS,
                Ok(false) => ExitCode::from(2),
                // Whoever read our output has gone; nobody is left to tell.
                Err(_) => ExitCode::FAILURE,
            },
            Task::Merge { bundles, output } => exit(merge(&bundles, &output, phrase, lang)),
            Task::Diff { ours, theirs } => exit(diff(&ours, &theirs, phrase, lang)),
            Task::Match(options) => match match_schools(&options, phrase, lang) {
                Ok(plan) => match writeln!(io::stdout(), "{plan:#}") {
                    Ok(()) => ExitCode::SUCCESS,
                    Err(_) => ExitCode::FAILURE,
                },
                Err(trouble) => exit(Err(trouble)),
            },
            Task::Check { bundles } => {
                let worst = bundles.iter().map(|file| check(file, phrase, lang)).max();
                ExitCode::from(worst.unwrap_or(Soundness::Sound) as u8)
            }
        }
    }

    /// 0 for nothing more to do, 1 for something, 2 for trouble, which is told.
    fn exit(outcome: Result<bool, String>) -> ExitCode {
        match outcome {
            Ok(something) => ExitCode::from(u8::from(something)),
            Err(trouble) => {
                eprintln!("{trouble}");
                ExitCode::from(2)
            }
        }
    }

    /// Merges the files in their order. `Ok(true)` if something is left to decide.
    fn merge(files: &[PathBuf], output: &Path, phrase: Option<&str>, lang: Lang) -> Result<bool, String> {
        let mut merged: Option<Book> = None;
        for file in files {
            let bundle = open_bundle(file, phrase, lang).map_err(|reason| format!("{}: {reason}", file.display()))?;
            match &mut merged {
                None => merged = Some(Book::open(bundle, NOBODY)),
                Some(book) => {
                    belongs(book, &bundle, file, lang)?;
                    book.merge(&bundle, &BTreeSet::new(), NOBODY, 0);
                }
            }
        }
        let Some(book) = merged else { return Ok(false) };
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        let at = now.map_or(0, |now| now.as_secs() as i64);
        std::fs::write(output, bundle::write(&book, Contents::Everything, at))
            .map_err(|_| format!("{}: {}", output.display(), lang.terminal_cannot_write()))?;
        let open = book.history().conflicts();
        for conflict in &open {
            let place = lang.record_place(conflict.at.kind, &conflict.at.id, book.workspace());
            println!("{place}: {}", lang.conflict_line(conflict, book.workspace()));
        }
        Ok(!open.is_empty())
    }

    /// `Ok(true)` if the second file brings anything.
    fn diff(ours: &Path, theirs: &Path, phrase: Option<&str>, lang: Lang) -> Result<bool, String> {
        let open =
            |file: &Path| open_bundle(file, phrase, lang).map_err(|reason| format!("{}: {reason}", file.display()));
        let (book, bundle) = (Book::open(open(ours)?, NOBODY), open(theirs)?);
        belongs(&book, &bundle, theirs, lang)?;
        let incoming = book.incoming(&bundle);
        for news in incoming.news.values().flatten() {
            let place = lang.record_place(news.kind, &news.id, incoming.named(news));
            for line in lang.news_lines(news, &incoming.merged) {
                println!("{place}: {line}");
            }
        }
        Ok(!incoming.is_empty())
    }

    fn match_schools(options: &Match, phrase: Option<&str>, lang: Lang) -> Result<serde_json::Value, String> {
        let told = |reason: &str| format!("{}: {reason}", options.bundle.display());
        let workspace = open_bundle(&options.bundle, phrase, lang).map_err(|reason| told(&reason))?.workspace;
        let no_results = || told(lang.terminal_no_results());
        let round = options.round.as_deref().map(round_id);
        let scope = Scope::of(&workspace, options.level, round.clone()).ok_or_else(no_results)?;
        let as_asked = options.level.is_none_or(|level| level == scope.level) && round.is_none_or(|r| r == scope.round);
        if !as_asked {
            return Err(no_results());
        }
        let mut rule = MatchRule::clone(&workspace.match_rule());
        rule.per = options.per.unwrap_or(rule.per);
        rule.receives = options.receives.unwrap_or(rule.receives);
        let setting = Setting::of(&workspace, &scope, &rule);
        if options.instance {
            return Ok(setting.instance().json());
        }
        let plan = setting.solve(&mut |_, _| true).unwrap_or_default();
        Ok(setting.plan_json(&plan, &workspace))
    }

    /// Whether a file is of this book's cluster, and both together no more than one can hold.
    fn belongs(book: &Book, bundle: &Bundle, file: &Path, lang: Lang) -> Result<(), String> {
        let told = |reason: &str| format!("{}: {reason}", file.display());
        if book.workspace().id != bundle.workspace.id {
            return Err(told(lang.terminal_other_cluster()));
        }
        book.room_for(bundle).map_err(|error| told(&lang.bundle_error(&error)))
    }

    /// What `check` finds; the worst is the exit status.
    #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
    enum Soundness {
        Sound = 0,
        DeservesALook = 1,
        Unreadable = 2,
    }

    fn check(file: &Path, phrase: Option<&str>, lang: Lang) -> Soundness {
        let bundle = match open_bundle(file, phrase, lang) {
            Ok(bundle) => bundle,
            Err(reason) => {
                eprintln!("{}: {reason}", file.display());
                return Soundness::Unreadable;
            }
        };
        let doubts = lang.bundle_doubts(&bundle);
        for doubt in &doubts {
            eprintln!("{}: {doubt}", file.display());
        }
        println!("{}: {}", file.display(), lang.bundle_summary(&bundle));
        if doubts.is_empty() { Soundness::Sound } else { Soundness::DeservesALook }
    }

    /// The first line of a file.
    fn passphrase(file: &Path, lang: Lang) -> Result<String, String> {
        let text = std::fs::read_to_string(file);
        let text = text.map_err(|_| format!("{}: {}", file.display(), lang.cannot_open_file()))?;
        Ok(text.lines().next().unwrap_or_default().to_owned())
    }

    fn open_bundle(file: &Path, phrase: Option<&str>, lang: Lang) -> Result<Bundle, String> {
        let size = std::fs::metadata(file).map_err(|_| lang.cannot_open_file().to_owned())?.len();
        // Refused before it is held in memory.
        if size > LARGEST {
            return Err(lang.bundle_error(&BundleError::TooLarge { bytes: size }));
        }
        let mut bytes = std::fs::read(file).map_err(|_| lang.cannot_open_file().to_owned())?;
        if locking::is_locked(&bytes) {
            let phrase = phrase.ok_or_else(|| lang.terminal_no_phrase().to_owned())?;
            bytes = locking::open(&bytes, phrase.to_owned()).map_err(|refusal| lang.refusal(refusal).to_owned())?;
        }
        bundle::read(&bytes).map_err(|error| lang.bundle_error(&error))
    }

    /// `Ok(false)` when nothing could be read from any file.
    fn read_files(read: &Read, lang: Lang) -> io::Result<bool> {
        let choices = Choices {
            group: read.group,
            decimal: read.decimal.map(|mark| match mark {
                Mark::Comma => DecimalMark::Comma,
                Mark::Point => DecimalMark::Point,
            }),
            edition: read.edition.map(|year| match year {
                Year::Of2018 => Edition::Of2018,
                Year::From2020 => Edition::From2020,
            }),
            ..Choices::default()
        };
        let mut table = csv::WriterBuilder::new().from_writer(io::BufWriter::new(io::stdout().lock()));
        table.write_record(["school", "level", "round", "group", "item", "mean", "n"])?;
        let mut any = false;
        for file in &read.files {
            let bytes = match std::fs::read(file) {
                Ok(bytes) => bytes,
                Err(_) => {
                    eprintln!("{}: {}", file.display(), lang.cannot_open_file());
                    continue;
                }
            };
            let Some(reading) = reading::open(&bytes, &choices).read(&choices, &mut |_| true) else { continue };
            tell_doubts(file, &reading.doubts, lang);
            tell_participation(file, &reading, lang);
            for score in reading.scores() {
                write_score(&mut table, &score, read)?;
            }
            any |= !reading.is_empty();
        }
        table.flush()?;
        Ok(any)
    }

    fn write_score<W: Write>(table: &mut csv::Writer<W>, read: &ReadScore<'_>, given: &Read) -> csv::Result<()> {
        let n = read.score.n.map(|n| n.to_string()).unwrap_or_default();
        table.write_record([
            read.school.or(given.school.as_deref()).unwrap_or_default(),
            read.level.or(given.level).map_or("", Level::word),
            read.round.or(given.round.as_deref()).unwrap_or_default(),
            read.group.map_or("", Group::word),
            &read.subject.to_string(),
            &read.score.mean.to_string(),
            &n,
        ])
    }

    fn tell_doubts(file: &Path, doubts: &Doubts, lang: Lang) {
        for doubt in &doubts.listed {
            eprintln!("{}{}", place(file, doubt), sentence(doubt, lang));
        }
        if doubts.more > 0 {
            eprintln!("{}: {}", file.display(), lang.doubt_more(doubts.more));
        }
    }

    /// `FILE:ROW:COLUMN: `, as far as the doubt has a place; a workbook's sheet in brackets.
    fn place(file: &Path, doubt: &Doubt) -> String {
        let mut place = file.display().to_string();
        for number in [doubt.place.row as usize, doubt.place.column] {
            if number > 0 {
                place += &format!(":{number}");
            }
        }
        match &doubt.place.sheet {
            Some(sheet) => format!("{place}: [{sheet}] "),
            None => place + ": ",
        }
    }

    fn sentence(doubt: &Doubt, lang: Lang) -> String {
        let reason = lang.doubt(&doubt.reason);
        if doubt.text.is_empty() { reason } else { format!("“{}” {reason}", doubt.text.replace('\n', " ")) }
    }

    fn tell_participation(file: &Path, reading: &Reading, lang: Lang) {
        if reading.count() == 0 && reading.has_participation() {
            eprintln!("{}: {}", file.display(), lang.only_participation());
        }
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    terminal::run()
}

#[cfg(target_arch = "wasm32")]
fn main() {}
