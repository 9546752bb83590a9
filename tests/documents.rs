//! What the documents of the example cluster say, in both languages.

use kapocs::analysis::{Lens, Scope};
use kapocs::documents::html::html;
use kapocs::documents::{Document, before_you_answer, grid, school, tidy};
use kapocs::i18n::Lang;
use kapocs::selfie::Group;
use kapocs::workspace::Workspace;

fn example(lang: Lang) -> (Workspace, Scope) {
    let workspace = Workspace::example(lang, "example".into());
    let scope = Scope::of(&workspace, None, None).unwrap();
    (workspace, scope)
}

/// The page without its style sheet.
fn body(document: &Document) -> String {
    let page = html(document);
    page.split_once("<body>").map(|(_, body)| body.to_owned()).unwrap()
}

fn pages(page: impl Fn(&Workspace, &Scope, Lang) -> Document) -> String {
    let both = Lang::ALL.map(|lang| {
        let (workspace, scope) = example(lang);
        body(&page(&workspace, &scope, lang))
    });
    both.concat()
}

#[test]
fn a_school_in_words() {
    insta::assert_snapshot!(pages(|workspace, scope, lang| {
        school::page(workspace, scope, &"s2-bukkszel".to_owned(), lang).unwrap()
    }));
}

#[test]
fn a_school_with_much_undecided_and_a_group_missing() {
    insta::assert_snapshot!(pages(|workspace, scope, lang| {
        school::page(workspace, scope, &"s4-fuzvolgye".to_owned(), lang).unwrap()
    }));
}

#[test]
fn the_grid_of_the_areas() {
    insta::assert_snapshot!(pages(|workspace, scope, lang| grid::page(
        workspace,
        scope,
        &Lens::agreed(workspace),
        false,
        lang
    )));
}

#[test]
fn before_students_answer() {
    insta::assert_snapshot!(pages(|workspace, _, lang| before_you_answer::page(workspace, Group::Students, lang)));
}

#[test]
fn the_first_scores_of_the_tidy_form() {
    let (workspace, _) = example(Lang::En);
    let text = tidy::of_workspace(&workspace);
    insta::assert_snapshot!(text.lines().take(12).collect::<Vec<_>>().join("\n"));
}
