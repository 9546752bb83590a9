//! "Before you answer": what the survey's questions mean, for one respondent group, in the
//! cluster's words where it has some.

use super::{Block, Document, Paper};
use crate::i18n::Lang;
use crate::selfie::{Area, Catalogue, Edition, Group};
use crate::workspace::{Wording, Workspace};

pub fn page(workspace: &Workspace, group: Group, lang: Lang) -> Document {
    let students = group == Group::Students;
    let pick = |for_students: &'static str, for_adults: &'static str| if students { for_students } else { for_adults };
    let scale =
        [lang.sheet_scale_1(), lang.sheet_scale_2(), lang.sheet_scale_3(), lang.sheet_scale_4(), lang.sheet_scale_5()];
    let mut blocks = vec![
        Block::Paragraph(pick(lang.sheet_why_students(), lang.sheet_why_adults()).into()),
        Block::Heading(lang.sheet_scale_title().to_owned()),
        Block::List((1..).zip(scale).map(|(step, words)| format!("{step}: {words}").into()).collect()),
        Block::Paragraph(pick(lang.sheet_scale_na_students(), lang.sheet_scale_na_adults()).into()),
        Block::Heading(lang.sheet_questions_title().to_owned()),
    ];
    if group == Group::Trainers {
        blocks.push(Block::Remark(lang.sheet_trainers().to_owned()));
    }
    for area in Area::ALL {
        let asked = Catalogue::shipped().asked(group).filter(|code| code.area() == area);
        let terms: Vec<(String, String)> = asked
            .map(|code| Wording::of(workspace, code, lang))
            .map(|wording| (wording.title.clone(), wording.for_group(group).to_owned()))
            .collect();
        if !terms.is_empty() {
            let title = Catalogue::shipped().area_title(Edition::From2020, area, lang);
            blocks.push(Block::Subheading(title.to_owned()));
            blocks.push(Block::Terms(terms));
        }
    }
    Document { title: lang.sheet_for(lang.group(group)), lang, paper: Paper::Upright, blocks }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::{TextOf, record};

    fn terms(workspace: &Workspace, group: Group) -> Vec<(String, String)> {
        let blocks = page(workspace, group, Lang::En).blocks.into_iter();
        blocks.filter_map(|block| if let Block::Terms(terms) = block { Some(terms) } else { None }).flatten().collect()
    }

    #[test]
    fn students_see_only_what_they_are_asked_and_in_the_clusters_words() {
        let mut workspace = Workspace::default();
        let (students, teachers) = (terms(&workspace, Group::Students), terms(&workspace, Group::Teachers));
        assert!(students.len() < teachers.len());
        assert!(students.iter().all(|(_, meaning)| !meaning.is_empty()));
        let own: &mut crate::cluster::ItemWording = record(&mut workspace.item_wordings, "C3");
        *own.text_mut(TextOf::Students, Lang::En) = "Does the net work here?".into();
        let changed = terms(&workspace, Group::Students);
        assert!(changed.iter().any(|(_, meaning)| meaning == "Does the net work here?"));
        assert_eq!(terms(&workspace, Group::Teachers), teachers);
    }
}
