//! The words of the pages of suggestions and balance.

use super::Lang;
use crate::matching::{Aim, WhyUnused};

texts! {
    matching_title => "Who helps whom" | "Ki kinek segít";
    matching_about(practices, needs) => "{practices}, {needs} by our rule" | "{practices}; szabályunk szerint {needs}";
    matching_practices(n # count) => "{n} practice on offer" / "{n} practices on offer" | "{n} elérhető jó gyakorlat";
    matching_each(n # count) => "each school receives at most {n}" / "each school receives at most {n}" | "egy iskola legfeljebb ennyit kap: {n}";
    matching_receives_set(n # count) => "Each school now receives at most {n} practice." / "Each school now receives at most {n} practices." | "Egy iskola mostantól legfeljebb {n} jó gyakorlatot kap.";
    matching_per_set(per) => "Needs are now counted {per}." | "A fejlesztendőket mostantól {per} számoljuk.";
    matching_find_school => "School" | "Iskola";
    matching_all_schools => "all schools" | "minden iskola";

    reached_title => "What the plan reaches" | "Mit ér el ez a terv";
    reached_receive => "schools receive help" | "iskola kap segítséget";
    reached_give => "schools give help" | "iskola ad segítséget";
    reached_needs => "needs met" | "fejlesztendőre jut segítség";
    reached_points(points) => "together {points} points below our line" | "együtt {points} ponttal a vonalunk alatt";
    reached_wishes(points) => "wishes fulfilled add {points}" | "a teljesülő kívánságok ehhez {points} pontot adnak";
    reached_most => "the most that one school gives" | "a legtöbb, amit egy iskola ad";
    reached_favourites(n # count) => "if everybody took their favourites: {n}" / "if everybody took their favourites: {n}" | "ha mindenki a kedvencét vinné: {n}";
    reached_used => "practices used" | "jó gyakorlat jut szerephez";
    reached_without(schools) => "not: {schools}" | "kimarad: {schools}";

    suggested_title => "Suggested" | "Javasolt párok";
    suggested_key => "n: so many answered, of the groups that count; beside it, between which values the mean could lie." | "n: ennyien válaszoltak a figyelembe vett csoportokból; mellette az, milyen értékek között lehet az átlag.";
    suggested_helps => " helps " | " segíti ezt az iskolát: ";
    suggested_accept => "Accept" | "Elfogadjuk";
    suggested_accept_one(practice, school) => "Accept: {practice} for {school}" | "Elfogadjuk: {practice} – {school}";
    suggested_accept_all(n # count) => "Accept all {n}" / "Accept all {n}" | "Mind elfogadása ({n})";
    suggested_not => "Not this one" | "Ezt ne";
    suggested_not_one(practice, school) => "Not this one: {practice} for {school}" | "Ezt ne: {practice} – {school}";
    suggested_accepted(practice, school) => "Accepted: {practice} for {school}." | "Elfogadva: {practice} – {school}.";
    suggested_all_accepted(n # count) => "{n} pairing accepted." / "{n} pairings accepted." | "{n} pár elfogadva.";
    suggested_also(needs) => "It also touches: {needs}" | "Ezeket is érinti: {needs}";
    suggested_reasons => "Why this one?" | "Miért éppen ez?";
    suggested_reasons_of(practice, school) => "Why this one? {practice} for {school}" | "Miért éppen ez? {practice} – {school}";
    suggested_none_here => "Nothing is suggested for this school, in either direction." | "Ehhez az iskolához most nincs javaslat, egyik irányban sem.";

    why_working => "Working out the reasons…" | "Az indokok kiszámítása…";
    why_wish_much(school) => "{school} would like it very much." | "{school} nagyon szeretné.";
    why_wish_somewhat(school) => "{school} would like it." | "{school} szívesen átvenné.";
    why_only => "Nobody else offers anything for this need." | "Ehhez senki más nem kínál semmit.";
    why_greatest(school) => "It is the greatest need of {school}." | "{school} legnagyobb fejlesztendője.";
    why_without(what) => "Without it {what}." | "Enélkül {what}.";
    why_left_out(schools) => "{schools} would receive nothing" | "{schools} semmit sem kapna";
    why_practice(practice, giver) => "{practice} ({giver}) instead" | "Helyette: {practice} ({giver})";
    why_school(school) => "The same for {school} instead" | "Helyette ugyanez ennek: {school}";
    why_then(other, what) => "{other}: {what}." | "{other}: {what}.";
    why_no_choice => "There is no other choice: no other practice helps with this need, and no other school could take this one."
        | "Nincs más választás: más jó gyakorlat nem segít ebben, és más iskola sem vehetné át ezt.";
    why_some_choices => "In a network of this size only a few of the other choices are compared." | "Ekkora hálózatban csak néhány más lehetőséget hasonlítunk össze.";
    worse_receiving => "fewer schools would receive help" | "kevesebb iskola kapna segítséget";
    worse_giving => "fewer schools would give help" | "kevesebb iskola adna segítséget";
    worse_severity => "the needs that are met would weigh less" | "kisebb fejlesztendőkre jutna segítség";
    worse_wishes => "less would come true of what schools wish for" | "kevesebb teljesülne abból, amit az iskolák szeretnének";
    worse_evenness => "giving would be spread less evenly" | "egyenetlenebbül oszlana meg a segítés";
    worse_used => "fewer practices would be used" | "kevesebb jó gyakorlat jutna szerephez";
    worse_none => "the plan would be just as good" | "a terv ugyanilyen jó lenne";

    fixed_title => "Accepted" | "Elfogadott párok";
    fixed_words => "These stay as they are, whatever is suggested beside them." | "Ezek maradnak, bármi is a javaslat mellettük.";
    fixed_all => "Dates and progress of accepted pairings" | "Az elfogadott párok időpontjai és állása";

    unmet_title => "Not met yet" | "Amire még nincs segítség";
    unmet_none => "Every need is met." | "Minden fejlesztendőre jut segítség.";
    unmet_nobody => "Nobody offers anything here." | "Ehhez senki sem kínál semmit.";
    unmet_best(school, value) => "{school} is best at it: {value}." | "Ebben a legjobb: {school}, {value}.";
    unmet_only_own => "Only the school itself offers something here." | "Ehhez csak maga az iskola kínál valamit.";
    unmet_closed => "What would help was turned down, or accepted before." | "Ami segíthetne, azt elutasították vagy már korábban elfogadták.";
    unmet_another => "What would help goes to this school already, for another need." | "Ami segíthetne, azt az iskola már kapja, egy másik fejlesztendőjéhez.";
    unmet_enough(n # count) => "The school receives {n} already, as many as it may." / "The school receives {n} already, as many as it may." | "Az iskola már {n} jó gyakorlatot kap, ennyi a legtöbb.";
    unmet_full => "Whatever would help has no place left." | "Ami segíthetne, annál már nincs szabad hely.";

    unused_title => "Not used yet" | "Ami még nem jutott szerephez";
    unused_none => "Every practice is used." | "Minden jó gyakorlat szerephez jut.";
    unused_state(state) => "It is {state}." | "Állapota: {state}.";
    unused_level => "It is for other education levels." | "Más képzési szinteknek szól.";
    unused_no_school => "Its school is not in the cluster." | "Az iskolája nincs az iskolakörben.";
    unused_helps_nothing => "It does not say yet what it helps with." | "Még nincs megadva, miben segít.";
    unused_no_capacity => "It can take no school." | "Egy iskolának sem adható át.";
    unused_no_need => "No other school has a need there." | "Más iskolának ebben nincs fejlesztendője.";
    unused_served => "All needs there are served by accepted pairings." | "Ebben már minden fejlesztendőre van elfogadott pár.";
    unused_closed => "Those who need it turned it down, or accepted it before." | "Akiknek kellene, elutasították vagy már korábban elfogadták.";
    unused_enough => "The schools that need it receive as many as they may." | "Akiknek kellene, már annyit kapnak, amennyit lehet.";
    unused_others => "Other practices serve the needs there." | "Ebben már más jó gyakorlatok segítenek.";

    bans_title => "Not to be suggested" | "Amit nem javaslunk";
    bans_none_again(practice, school) => "No longer suggested: {practice} for {school}." | "Többé nem javasoljuk: {practice} – {school}.";
    bans_reason(practice, school) => "Why not: {practice} for {school}" | "Miért nem: {practice} – {school}";
    bans_reason_hint => "A word about why, if you like." | "Ha szeretné, írja ide, miért.";
    bans_allow => "Allow again" | "Újra javasolható";
    bans_allow_one(practice, school) => "Allow again: {practice} for {school}" | "Újra javasolható: {practice} – {school}";
    bans_allowed(practice, school) => "May be suggested again: {practice} for {school}." | "Ismét javasolható: {practice} – {school}.";

    whatif => "What if…" | "Mi lenne, ha…";
    whatif_lead => "Try a change and see what it does to the plan. Nothing is changed until you say so."
        | "Kipróbálhat egy változtatást, és láthatja, mit tesz a tervvel. Amíg nem fogadja el, semmi sem változik.";
    whatif_kind => "What would be different" | "Mi lenne más";
    whatif_capacity => "A practice can take more schools, or fewer" | "Egy jó gyakorlat több vagy kevesebb iskolának adható át";
    whatif_offer => "A school offers something more" | "Egy iskola még valamit kínál";
    whatif_ban => "A pairing is left out" | "Egy pár kimarad";
    whatif_receives => "Schools receive more, or fewer" | "Az iskolák többet vagy kevesebbet kapnak";
    whatif_practice => "Practice" | "Jó gyakorlat";
    whatif_pair => "Pairing" | "Pár";
    whatif_pair_of(practice, school) => "{practice} for {school}" | "{practice} – {school}";
    whatif_see => "See what would change" | "Megnézem, mi változna";
    whatif_working => "Working it out…" | "Számítás…";
    whatif_do => "Do this" | "Legyen így";
    whatif_leave => "Leave it" | "Maradjon, ahogy van";
    whatif_same => "The plan would stay as it is." | "A terv nem változna.";
    whatif_gained => "What would come" | "Ami hozzájönne";
    whatif_lost => "What would go" | "Ami kiesne";
    whatif_line(giver, school, practice) => "{giver} → {school}: {practice}" | "{giver} → {school}: {practice}";
    whatif_aim => "What counts" | "Ami számít";
    whatif_now => "Now" | "Most";
    whatif_then => "Then" | "Akkor";
    whatif_up => "better" | "jobb";
    whatif_down => "worse" | "rosszabb";
    whatif_new => "the new offer" | "az új ajánlat";
    whatif_new_title(subject) => "New offer: {subject}" | "Új ajánlat: {subject}";
    whatif_capacity_done(practice) => "Changed how many schools can take it: {practice}." | "Módosult, hány iskolának adható át: {practice}.";
    whatif_offer_done(school) => "{school} offers one more practice. Describe it on the page of practices." | "{school} új jó gyakorlatot kínál. A leírását a jó gyakorlatok oldalán lehet megadni.";
    whatif_allow(n # count) => "What if {n} were allowed?" / "What if {n} were allowed?" | "Mi lenne, ha {n} lehetne?";
    whatif_somebody => "What if somebody offered it?" | "Mi lenne, ha valaki kínálná?";
    whatif_one_more(practice) => "What if one more could take it: {practice}?" | "Mi lenne, ha még egy iskola átvehetné: {practice}?";

    aim_receiving => "Schools that receive help" | "Segítséget kapó iskolák";
    aim_giving => "Schools that give help" | "Segítséget adó iskolák";
    aim_severity => "Weight of needs met and wishes fulfilled, in points" | "Az ellátott fejlesztendők és a teljesülő kívánságok súlya, pontban";
    aim_evenness => "Unevenness of giving: the less, the better" | "A segítés egyenetlensége: minél kisebb, annál jobb";
    aim_used => "Practices used" | "Szerephez jutó jó gyakorlatok";

    solving_going => "Looking for the best plan…" | "A legjobb terv keresése…";
    solving_progress(done, of) => "{done} of at most {of} pairings found" | "Eddig {done} pár, legfeljebb {of} lehet";
    solving_stop => "Stop" | "Leállítás";
    solving_stopped => "The search was stopped before a plan was found." | "A keresés leállt, mielőtt megszületett volna a terv.";

    matching_empty_title => "Suggestions appear here" | "Itt jelennek meg a javaslatok";
    matching_empty => "From the schools’ needs and from what they offer each other, this page suggests who could help whom, and says why. You decide what becomes of it."
        | "Ez az oldal az iskolák fejlesztendőiből és az egymásnak kínált jó gyakorlatokból javasolja, ki kinek segíthetne, és meg is indokolja. A döntés az iskolaköré.";
    matching_empty_practices => "The needs are known. Now it takes practices: what could each school give to others?"
        | "A fejlesztendők ismertek. Most jó gyakorlatok kellenek: mit tudna egy-egy iskola átadni a többieknek?";
    matching_empty_practices_step => "Add the first practice" | "Az első jó gyakorlat felvétele";
    nothing_no_needs => "By our rule no school has a need, so there is nothing to suggest." | "Szabályunk szerint egyik iskolának sincs fejlesztendője, ezért nincs mit javasolni.";
    nothing_all_met => "Every need that somebody can help with is served by an accepted pairing." | "Minden fejlesztendőre, amelyben valaki segíteni tud, már van elfogadott pár.";
    nothing_for_open => "For the needs that are open nothing can be suggested; beside each you see why." | "A még nyitott fejlesztendőkhöz nincs mit javasolni; mindegyik mellett ott áll, miért.";

    balance_title => "Given and received" | "Ki mennyit ad és kap";
    balance_lead => "With what was accepted and what is suggested now. Who gives and who receives is decided practice by practice." | "Az elfogadott és a most javasolt párokkal együtt. Hogy ki ad és ki kap, az jó gyakorlatonként dől el.";
    balance_chart => "How many practices each school gives and receives" | "Hány jó gyakorlatot ad és kap egy-egy iskola";
    balance_gives => "gives" | "ad";
    balance_receives => "receives" | "kap";
    balance_gives_agreed => "gives, accepted" | "ad, elfogadva";
    balance_receives_agreed => "receives, accepted" | "kap, elfogadva";
    balance_gave => "gave in other rounds" | "más fordulókban adott";
    balance_received => "received in other rounds" | "más fordulókban kapott";
    balance_row(school, gives, receives) => "{school} gives {gives} and receives {receives}" | "{school}: ad {gives}, kap {receives}";
    balance_key_agreed => "accepted" | "elfogadva";
    balance_key_suggested => "suggested" | "javasolva";
    balance_spread(most, least) => "The most that one school gives is {most}, the least is {least}." | "A legtöbb, amit egy iskola ad: {most}, a legkevesebb: {least}.";
    balance_compared => "Compared" | "Összehasonlítás";
    balance_favourites_then(what) => "If every school simply took what it likes best, {what}." | "Ha minden iskola egyszerűen a kedvencét vinné, {what}.";
    balance_beyond(n # count) => "{n} pairing would be more than the practices can take" / "{n} pairings would be more than the practices can take" | "{n} párral több lenne, mint amennyi iskolának a jó gyakorlatok átadhatók";
    balance_earlier => "Earlier rounds" | "Korábbi fordulók";
    balance_loads => "How many practices each school would give, or gave" | "Hány jó gyakorlatot adna vagy adott egy-egy iskola";
    balance_this => "This plan" | "Ez a terv";
    balance_favourites => "Everybody’s favourites" | "Mindenki kedvence";
    balance_agreed => "Accepted so far" | "Eddig elfogadva";
    balance_least => "The least that one school gives" | "A legkevesebb, amit egy iskola ad";
    balance_most => "The most that one school gives" | "A legtöbb, amit egy iskola ad";
    balance_too_many => "Pairings beyond what practices can take" | "Párok azon felül, amennyinek átadható";
    balance_table_of => "Given and received, school by school" | "Adott és kapott jó gyakorlatok iskolánként";

    network_title => "The network" | "A hálózat";
    network_label(n # count) => "Schools in a circle; {n} arrow from giving to receiving school" / "Schools in a circle; {n} arrows from giving to receiving school" | "Iskolák körben; {n} nyíl a segítő iskolától a segítettig";
    network_key => "Each arrow leads from the school that gives to the one that receives; its number is the practice’s." | "Minden nyíl a segítő iskolától a segített felé mutat; a szám a jó gyakorlaté.";
    network_empty => "No pairing is accepted or suggested yet." | "Még nincs elfogadott vagy javasolt pár.";
    network_linked(n # count) => "The picture shows the {n} school with the most links; the table has all." / "The picture shows the {n} schools with the most links; the table has all." | "A képen a legtöbb kapcsolattal bíró {n} iskola látható; a táblázatban mind szerepel.";
    network_number => "Number" | "Szám";
    network_giver => "Gives" | "Ad";
    network_receiver => "Receives" | "Kap";
    network_state => "State" | "Állapot";
}

impl Lang {
    pub fn aim(self, aim: Aim) -> &'static str {
        match aim {
            Aim::Receiving => self.aim_receiving(),
            Aim::Giving => self.aim_giving(),
            Aim::Severity => self.aim_severity(),
            Aim::Evenness => self.aim_evenness(),
            Aim::Used => self.aim_used(),
        }
    }

    /// What is worse at this level; `None` where nothing is.
    pub fn worse(self, aim: Option<Aim>) -> &'static str {
        match aim {
            Some(Aim::Receiving) => self.worse_receiving(),
            Some(Aim::Giving) => self.worse_giving(),
            Some(Aim::Severity) => self.worse_severity(),
            Some(Aim::Evenness) => self.worse_evenness(),
            Some(Aim::Used) => self.worse_used(),
            None => self.worse_none(),
        }
    }

    pub fn why_unused(self, why: WhyUnused) -> String {
        match why {
            WhyUnused::NotOffered(state) => return self.unused_state(self.practice_state(state)),
            WhyUnused::OtherLevel => self.unused_level(),
            WhyUnused::NoSchool => self.unused_no_school(),
            WhyUnused::HelpsWithNothing => self.unused_helps_nothing(),
            WhyUnused::NoCapacity => self.unused_no_capacity(),
            WhyUnused::NoNeed => self.unused_no_need(),
            WhyUnused::AllServed => self.unused_served(),
            WhyUnused::Closed => self.unused_closed(),
            WhyUnused::TheyReceiveEnough => self.unused_enough(),
            WhyUnused::OthersServe => self.unused_others(),
        }
        .to_owned()
    }
}
