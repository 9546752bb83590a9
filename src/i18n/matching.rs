//! The words of practices, wishes and pairings.

use super::Lang;
use crate::cluster::{DevelopmentForm, Helped, PairingState, Per, PracticeState, Wanted};

texts! {
    form_workshop => "face-to-face workshop or course" | "jelenléti műhely vagy tanfolyam";
    form_online_course => "online course" | "online tanfolyam";
    form_learning_snack => "learning snack" | "tudásmorzsa";
    form_webinar => "webinar or expert talk" | "webinárium vagy szakértői előadás";
    form_panel => "panel discussion" | "kerekasztal-beszélgetés";
    form_teachmeet => "TeachMeet" | "TeachMeet";
    form_study_group => "study group along an open online course" | "tanulókör nyílt online kurzus mellett";
    form_article => "article or guide" | "cikk vagy útmutató";
    form_online_mentoring => "online mentoring" | "online mentorálás";
    form_recording => "recording of classroom practice" | "tanórai felvétel";
    form_other => "other" | "egyéb";

    practice_offered => "offered" | "elérhető";
    practice_paused => "paused" | "szünetel";
    practice_withdrawn => "withdrawn" | "visszavonva";

    wanted_somewhat => "would like it" | "szívesen átvenné";
    wanted_much => "would like it very much" | "nagyon szeretné";

    pairing_agreed => "agreed" | "megbeszélve";
    pairing_under_way => "under way" | "folyamatban";
    pairing_done => "done" | "kész";
    pairing_dropped => "dropped" | "elmaradt";

    helped_yes => "it helped" | "segített";
    helped_partly => "it helped in part" | "részben segített";
    helped_no => "it did not help" | "nem segített";

    calendar_session(practice, giver, receiver) => "{practice}: {giver} → {receiver}" | "{practice}: {giver} → {receiver}";

    terminal_no_results => "there are no survey results of this level and round to match by" | "nincs ilyen szintű és fordulójú felmérési eredmény, amely alapján párosítani lehetne";

    per_area => "by area" | "területenként";
    per_item => "by item" | "kérdésenként";
}

impl Lang {
    pub fn development_form(self, form: DevelopmentForm) -> &'static str {
        match form {
            DevelopmentForm::Workshop => self.form_workshop(),
            DevelopmentForm::OnlineCourse => self.form_online_course(),
            DevelopmentForm::LearningSnack => self.form_learning_snack(),
            DevelopmentForm::Webinar => self.form_webinar(),
            DevelopmentForm::Panel => self.form_panel(),
            DevelopmentForm::Teachmeet => self.form_teachmeet(),
            DevelopmentForm::StudyGroup => self.form_study_group(),
            DevelopmentForm::Article => self.form_article(),
            DevelopmentForm::OnlineMentoring => self.form_online_mentoring(),
            DevelopmentForm::Recording => self.form_recording(),
            DevelopmentForm::Other => self.form_other(),
        }
    }

    pub fn practice_state(self, state: PracticeState) -> &'static str {
        match state {
            PracticeState::Offered => self.practice_offered(),
            PracticeState::Paused => self.practice_paused(),
            PracticeState::Withdrawn => self.practice_withdrawn(),
        }
    }

    pub fn wanted(self, wanted: Wanted) -> &'static str {
        match wanted {
            Wanted::Somewhat => self.wanted_somewhat(),
            Wanted::Much => self.wanted_much(),
        }
    }

    pub fn pairing_state(self, state: PairingState) -> &'static str {
        match state {
            PairingState::Agreed => self.pairing_agreed(),
            PairingState::UnderWay => self.pairing_under_way(),
            PairingState::Done => self.pairing_done(),
            PairingState::Dropped => self.pairing_dropped(),
        }
    }

    pub fn helped(self, helped: Helped) -> &'static str {
        match helped {
            Helped::Yes => self.helped_yes(),
            Helped::Partly => self.helped_partly(),
            Helped::No => self.helped_no(),
        }
    }

    pub fn per(self, per: Per) -> &'static str {
        match per {
            Per::Area => self.per_area(),
            Per::Item => self.per_item(),
        }
    }
}
