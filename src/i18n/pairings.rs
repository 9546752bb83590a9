//! The words of the page of pairings and sessions.

use super::Lang;
use crate::cluster::{Helped, PairingState};
use crate::matching::by_hand::Remark;
use jiff::civil::{DateTime, Weekday};

texts! {
    pairings_title => "Pairings and sessions" | "Párok és alkalmak";
    pairings_count(n # count) => "{n} pairing" / "{n} pairings" | "{n} pár";
    pairings_of_state(n, state) => "{n} {state}" | "{n} {state}";
    pairings_empty_title => "Accepted pairings appear here" | "Itt jelennek meg az elfogadott párok";
    pairings_empty => "As soon as a suggestion is accepted, or two schools agree by themselves, you see here who takes over what, from whom and when."
        | "Amint elfogadnak egy javaslatot, vagy két iskola maga állapodik meg, itt látszik, ki mit, kitől és mikor vesz át.";
    pairings_empty_step => "See the suggestions" | "A javaslatok megnézése";
    pairings_receives(school) => "{school} receives" | "{school}: amit kap";
    pairings_gives(school) => "{school} gives" | "{school}: amit ad";
    pairings_others => "Among the other schools" | "A többi iskola között";
    pairings_school => "School" | "Iskola";
    pairings_every_school => "all schools" | "minden iskola";
    pairings_state => "State" | "Állapot";
    pairings_every_state => "All" | "Mind";
    pairings_none_such => "No pairing is like that." | "Nincs ilyen pár.";
    pairings_show_all => "Show all pairings" | "Minden pár mutatása";

    pairing_helps => "helps" | "segít neki:";
    pairing_practice_gone => "a practice that was removed" | "törölt jó gyakorlat";
    pairing_school_gone => "a school that was removed" | "törölt iskola";
    pairing_giver_gone => "unknown giver" | "ismeretlen átadó";
    pairing_no_need => "serves no particular need" | "nem kötődik egyetlen fejlesztendőhöz sem";
    pairing_served(need) => "Serves {need}" | "Fejlesztendő: {need}";
    pairing_served_in(need, round) => "Serves {need} ({round})" | "Fejlesztendő: {need} ({round})";
    pairing_state_of(what) => "State of {what}" | "Állapot – {what}";
    pairing_turned(what, state) => "{what}: {state}." | "{what}: {state}.";
    pairing_begins => "Agreed or begun on" | "Megbeszélés vagy kezdés napja";
    pairing_ends => "Ended on" | "Lezárás napja";
    pairing_since(date) => "since {date}" | "kezdete: {date}";
    pairing_until(date) => "ended on {date}" | "lezárva: {date}";
    pairing_place => "Place or meeting link" | "Helyszín vagy a találkozó linkje";
    pairing_place_hint => "A room, or an address that begins with https://" | "Terem, vagy https:// kezdetű cím";
    pairing_open_link => "Open the meeting" | "Belépés a találkozóra";
    pairing_notes => "Notes" | "Jegyzetek";
    pairing_helped => "Did it help?" | "Segített?";
    pairing_helped_of(what) => "Did it help? {what}" | "Segített? {what}";
    pairing_helped_open => "Nobody has said yet" | "Még nem tudni";
    pairing_effect => "What changed by it" | "Mi változott tőle";
    pairing_effect_hint => "In the words of the school that received it." | "Annak az iskolának a szavaival, amelyik átvette.";
    pairing_details => "Details" | "Részletek";
    pairing_details_of(what) => "Details of {what}" | "Részletek – {what}";
    pairing_withdraw => "Withdraw this pairing" | "A pár visszavonása";
    pairing_withdrawn(what) => "{what} is withdrawn; it may be suggested again." | "Visszavonva: {what}. Ez a pár újra javasolható.";
    pairing_called(practice, giver, receiver) => "{practice}: {giver} → {receiver}" | "{practice}: {giver} → {receiver}";

    by_hand_open => "Agree on one yourselves…" | "Saját megállapodás…";
    by_hand_title => "A pairing of your own" | "Saját megállapodás";
    by_hand_lead => "For what two schools agreed on without a suggestion. The plan leaves it as it is." | "Amiben két iskola javaslat nélkül állapodott meg. A terv ezen nem változtat.";
    by_hand_school => "Who receives" | "Ki veszi át";
    by_hand_practice => "Which practice" | "Melyik jó gyakorlatot";
    by_hand_need => "Which need it serves" | "Melyik fejlesztendőhöz";
    by_hand_choose => "Please choose" | "Válasszon";
    by_hand_no_need => "none in particular" | "egyikhez sem külön";
    by_hand_need_value(need, value) => "{need}: {value}" | "{need}: {value}";
    by_hand_need_met(need, value) => "{need}: {value} (served already)" | "{need}: {value} (már van hozzá pár)";
    by_hand_practice_of(practice, school) => "{practice} ({school})" | "{practice} ({school})";
    by_hand_nothing => "There is nothing to take over: every practice is this school’s own or agreed on already."
        | "Ennek az iskolának most nincs mit átvennie: minden jó gyakorlat a sajátja, vagy már megállapodott róla.";
    by_hand_do => "Agree on it" | "Megbeszéltük";
    by_hand_done(what) => "Agreed: {what}." | "Megbeszélve: {what}.";
    by_hand_paused => "The practice is paused at the moment." | "A jó gyakorlat jelenleg szünetel.";
    by_hand_full(n # count) => "It is offered for {n} school, which has it already." / "It is offered for {n} schools, and that many have it already." | "{n} iskolának kínálják, és ennyi már átveszi.";
    by_hand_enough(n # count) => "This school receives {n} pairing already, as many as the cluster agreed on." / "This school receives {n} pairings already, as many as the cluster agreed on." | "Ez az iskola már {n} jó gyakorlatot kap, ennyiben állapodott meg az iskolakör.";
    by_hand_declined => "It was marked as not to be suggested." | "Korábban úgy döntöttek, hogy ez ne legyen javaslat.";
    by_hand_declined_for(reason) => "It was marked as not to be suggested: {reason}" | "Korábban úgy döntöttek, hogy ez ne legyen javaslat: {reason}";
    by_hand_wished(wanted) => "The school’s wish: {wanted}." | "Az iskola kívánsága: {wanted}.";

    sessions_title => "Sessions" | "Alkalmak";
    sessions_lead => "Each pairing gets a session of its own; no school is in two at once." | "Minden párnak külön alkalma van; egy iskola egyszerre csak egy helyen lehet.";
    sessions_none => "No session has a date yet." | "Még egy alkalomnak sincs időpontja.";
    sessions_when => "When" | "Mikor";
    sessions_who => "Who meets" | "Kik találkoznak";
    sessions_free => "Free then" | "Ilyenkor ráér";
    sessions_nobody_free => "nobody" | "senki";
    sessions_over => "over" | "elmúlt";
    sessions_from_to(day, from, to) => "{day}, {from}–{to}" | "{day}, {from}–{to}";
    sessions_move(what, when) => "Move {what} from {when}" | "Áthelyezés – {what}, {when}";
    sessions_date_for(what) => "Date for {what}" | "Időpont – {what}";
    sessions_no_date => "no date yet" | "még nincs időpont";
    sessions_take_out => "without a date" | "időpont nélkül";
    sessions_busy(when, school) => "{when} ⚠ busy: {school}" | "{when} ⚠ foglalt: {school}";
    sessions_moved(what, when) => "{what} is now on {when}." | "{what} – új időpont: {when}.";
    sessions_moved_out(what) => "{what} has no date now." | "{what}: most nincs időpontja.";
    sessions_clash(school) => "{school} is in two sessions at once" | "{school}: két alkalma van egyszerre";
    sessions_clash_of(school, when, one, other) => "{school}, {when}: {one} and {other}" | "{school}, {when}: {one} és {other}";
    sessions_clashes(n # count) => "A school is in two sessions at once" / "{n} clashes: schools are in two sessions at once" | "Ütközések száma: {n}";
    sessions_waiting => "Without a date" | "Időpont nélkül";
    sessions_all_placed => "Every pairing that is agreed or under way has a date." | "Minden megbeszélt és folyamatban lévő párnak van időpontja.";
    sessions_another => "Another session" | "Újabb alkalom";
    sessions_add => "Add this session" | "Alkalom felvétele";
    sessions_remove(when) => "Remove the session on {when}" | "Az alkalom törlése: {when}";
    sessions_removed(when) => "The session on {when} is removed." | "Az alkalom törölve: {when}.";

    dates_title => "When can we meet?" | "Mikor tudunk találkozni?";
    dates_lead => "The dates on which the cluster can meet. The timetable uses as few of them as it can." | "Amikor az iskolakör találkozni tud. A beosztás a lehető legkevesebbet használja fel.";
    dates_none => "No dates yet. Enter the first one here." | "Még nincs időpont. Itt adhatja meg az elsőt.";
    dates_new => "New date" | "Új időpont";
    dates_add => "Add this date" | "Időpont felvétele";
    dates_remove(when) => "Remove {when}" | "Törlés: {when}";
    dates_removed(when) => "{when} is removed. Sessions on it stay." | "Törölve: {when}. Az ekkori alkalmak megmaradnak.";
    dates_minutes => "Length of a session, in minutes" | "Egy alkalom hossza, percben";
    dates_used(n # count) => "{n} session" / "{n} sessions" | "{n} alkalom";
    dates_unused => "not used" | "még szabad";
    dates_overlap(when) => "overlaps {when}, so the timetable leaves it out" | "ütközik ezzel: {when}; a beosztás kihagyja";

    plan_make => "Make a timetable" | "Beosztás készítése";
    plan_past => "Also use dates that are over" | "Az elmúlt időpontok is használhatók";
    plan_title => "Proposed timetable" | "Javasolt beosztás";
    plan_sessions(n # count, dates) => "{n} session on {dates}." / "{n} sessions on {dates}." | "{n} alkalom, {dates}.";
    plan_dates(n # count) => "{n} date" / "{n} dates" | "{n} időpontban";
    plan_nothing => "None of the sessions finds a date." | "Egy alkalomnak sem jut időpont.";
    plan_busiest(school, n) => "Fewer dates would not do: {school} alone has {n} of these sessions." | "Ennél kevesebb időpont nem elég, mert egy iskolának egymagában ennyi alkalma van ({n}): {school}.";
    plan_among(schools) => "Fewer dates would not do. These schools have so many sessions with each other that one of them always has to wait: {schools}." | "Ennél kevesebb időpont nem elég: ezeknek az iskoláknak annyi alkalmuk van egymással, hogy közülük egynek mindig várnia kell: {schools}.";
    plan_tried => "Fewer dates would not do: every other way was tried." | "Ennél kevesebb időpont nem elég: a program minden más beosztást végigpróbált.";
    plan_perhaps => "Perhaps fewer dates would do; there are too many ways to try them all." | "Talán kevesebb is elég volna; túl sok a lehetőség ahhoz, hogy mind kipróbálható legyen.";
    plan_perhaps_more => "Perhaps more of them would find one; there are too many ways to try them all." | "Talán többnek is jutna; túl sok a lehetőség ahhoz, hogy mind kipróbálható legyen.";
    plan_blocked(n) => "If every school were free on every date, {n} would do: some schools have other sessions then."
        | "Ha minden iskola mindig ráérne, {n} is elég volna: néhány iskolának akkor már más alkalma van.";
    plan_unplaced(n # count) => "{n} session finds no date. Add dates, or make room:" / "{n} sessions find no date. Add dates, or make room:" | "{n} alkalomnak nem jut időpont. Adjon meg továbbiakat, vagy szabadítson fel egyet:";
    plan_take => "Take this timetable" | "Elfogadom a beosztást";
    plan_taken(n # count) => "{n} session has its date." / "{n} sessions have their dates." | "{n} alkalom megkapta az időpontját.";
    plan_no_dates => "There is no date to use: enter dates first." | "Nincs felhasználható időpont: előbb adjon meg időpontokat.";

    calendar_save => "Save as calendar" | "Mentés naptárként";
    calendar_save_of(school) => "Save as calendar: {school}" | "Mentés naptárként: {school}";
    calendar_file(cluster) => "{cluster} sessions.ics" | "{cluster} alkalmai.ics";
    calendar_file_of(cluster, school) => "{cluster} sessions {school}.ics" | "{cluster} alkalmai {school}.ics";
}

const DAYS_EN: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const DAYS_HU: [&str; 7] = ["hétfő", "kedd", "szerda", "csütörtök", "péntek", "szombat", "vasárnap"];

impl Lang {
    pub fn weekday(self, day: Weekday) -> &'static str {
        let place = usize::from(day.to_monday_zero_offset().unsigned_abs());
        match self {
            Lang::En => DAYS_EN[place],
            Lang::Hu => DAYS_HU[place],
        }
    }

    /// `14:30`; on the hour, as both languages write times of the day with digits.
    pub fn clock(self, at: DateTime) -> String {
        format!("{}:{:02}", at.hour(), at.minute())
    }

    /// `18 May 2022, 14:30`, `2022. május 18., 14:30`.
    pub fn moment(self, at: DateTime) -> String {
        format!("{}, {}", self.date(at.date()), self.clock(at))
    }

    /// The words of a state as a heading or a button has them.
    pub fn helped_or_open(self, helped: Option<Helped>) -> &'static str {
        helped.map_or_else(|| self.pairing_helped_open(), |helped| self.helped(helped))
    }

    /// How many pairings there are, and in which states: `3 pairings: 1 agreed, 2 done`.
    pub fn pairings_in_states(self, counts: &[(PairingState, usize)]) -> String {
        let all = self.pairings_count(counts.iter().map(|(_, n)| n).sum());
        let some = counts.iter().filter(|(_, n)| *n > 0);
        let states: Vec<String> =
            some.map(|(state, n)| self.pairings_of_state(self.count(*n), self.pairing_state(*state))).collect();
        if states.is_empty() { all } else { format!("{all}: {}", states.join(", ")) }
    }

    pub fn by_hand_remark(self, remark: &Remark) -> String {
        match remark {
            Remark::Wished(wanted) => self.by_hand_wished(self.wanted(*wanted)),
            Remark::Paused => self.by_hand_paused().to_owned(),
            Remark::Full(capacity) => self.by_hand_full(*capacity as usize),
            Remark::ReceivesEnough(times) => self.by_hand_enough(*times as usize),
            Remark::Declined(reason) if reason.trim().is_empty() => self.by_hand_declined().to_owned(),
            Remark::Declined(reason) => self.by_hand_declined_for(reason),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn times_follow_the_language() {
        let at = date(2022, 5, 18).at(9, 5, 0, 0);
        assert_eq!(Lang::En.moment(at), "18\u{a0}May\u{a0}2022, 9:05");
        assert_eq!(Lang::Hu.moment(at), "2022.\u{a0}május\u{a0}18., 9:05");
        assert_eq!([Lang::En, Lang::Hu].map(|lang| lang.weekday(at.weekday())), ["Wednesday", "szerda"]);
    }

    #[test]
    fn states_are_counted_in_words() {
        let counts = [(PairingState::Agreed, 1), (PairingState::Done, 0), (PairingState::Dropped, 2)];
        assert_eq!(Lang::En.pairings_in_states(&counts), "3 pairings: 1 agreed, 2 dropped");
        assert_eq!(Lang::Hu.pairings_in_states(&[]), "0 pár");
    }
}
