//! What people see: the state of the page and its pages. It decides nothing: it
//! shows what the workspace holds and sends edits to it.
//!
//! [`state`] is the one place that holds the open workspace; [`route`] says what
//! the address shows; each page has a folder; [`parts`] are what pages share.

mod arrival;
mod collation;
mod dropping;
mod errand;
mod keeping;
mod link;
mod locker;
mod matcher;
mod offline;
mod parts;
mod route;
mod shell;
mod state;
mod tabs;
mod worker;

mod cluster;
mod decide;
mod grid;
mod items;
mod matching;
mod pairings;
mod practices;
mod share;
mod start;
mod survey;
mod versions;

pub use state::App;

use leptos::prelude::*;

/// What elements are made of again and again; the browser keeps these words, so that they
/// are not made anew for each.
const OFTEN: &str = "-1,0,aria-colindex,aria-expanded,aria-hidden,aria-label,aria-labelledby,aria-pressed,\
    aria-rowindex,aria-selected,btn,button,c,c deep,c need,c no-data,c strength,c undecided,class,col,d,data-label,\
    false,for,height,href,id,opens,press,role,row,scope,small muted,style,tabindex,text,title,true,type,value,width,x,y";

/// Puts the app into the page.
pub fn mount() {
    for word in OFTEN.split(',') {
        leptos::wasm_bindgen::intern(word);
    }
    leptos::mount::mount_to_body(|| {
        App::provide();
        start::Opening::provide();
        view! { <shell::Shell/> }
    });
    // What stood in the page until now.
    if let Some(first) = document().get_element_by_id("first") {
        first.remove();
    }
}
