//! What was agreed on: states, sessions, and what goes into people's calendars.

use kapocs_e2e::{Page, Result, ensure, story};
use serde_json::json;

const CLUB: &str = "Coding club by post: Hárságy → Bükkszél";

/// Opens the example at its pairings.
async fn example(page: &Page) -> Result<()> {
    page.click("Try the example").await?;
    page.find("heading", "Strengths and needs").await?;
    page.go("#/pairings").await?;
    page.find("heading", "Pairings and sessions").await?;
    Ok(())
}

/// Enters a day and time, as the browser's own picker does.
async fn pick(page: &Page, label: &str, moment: &str) -> Result<()> {
    let script = "const [field, moment] = arguments;
        field.value = moment;
        field.dispatchEvent(new Event('input', { bubbles: true }));
        field.dispatchEvent(new Event('change', { bubbles: true }))";
    let field = page.field(label).await?;
    page.js_with(script, vec![field.to_json()?, json!(moment)]).await?;
    page.calm().await
}

async fn agree(page: &Page, school: &str, practice: &str) -> Result<()> {
    page.click("Agree on one yourselves…").await?;
    page.choose("Who receives", school).await?;
    page.choose("Which practice", practice).await?;
    page.click("Agree on it").await
}

/// Two pairings of one school, and two dates ahead.
async fn two_to_place(page: &Page) -> Result<()> {
    agree(page, "Tölgyfő", "Coding club by post (Hárságy)").await?;
    page.see("Agreed: Coding club by post: Hárságy → Tölgyfő.").await?;
    agree(page, "Tölgyfő", "Lesson study circles (Kőrishely)").await?;
    page.see("Agreed: Lesson study circles: Kőrishely → Tölgyfő.").await?;
    pick(page, "New date", "2099-03-04T15:00").await?;
    page.click("Add this date").await?;
    page.find("button", "Remove 4 March 2099, 15:00").await?;
    // The field has gone on by a week.
    page.click("Add this date").await?;
    page.find("button", "Remove 11 March 2099, 15:00").await?;
    Ok(())
}

#[test]
fn a_pairing_goes_its_way_and_says_whether_it_helped() -> Result<()> {
    story("a_pairing_goes_its_way").run(async |page| {
        example(page).await?;
        page.see("2 pairings: 1 under way, 1 done").await?;
        page.choose(&format!("State of {CLUB}"), "done").await?;
        page.see("2 pairings: 2 done").await?;
        page.see("ended on").await?;
        // The word about it would lie over what is filled in next.
        page.click("Close").await?;
        let asked = page.find("group", &format!("Did it help? {CLUB}")).await?;
        page.click_in(&asked, "it helped").await?;
        page.click(&format!("Details of {CLUB}")).await?;
        page.fill("What changed by it", "Forty pupils write code by now.").await?;
        page.fill("Place or meeting link", "javascript:alert(1)").await?;
        // What is no web address is no link.
        page.until(async || Ok(!page.has("link", "Open the meeting").await?)).await?;
        page.see("Saved").await?;
        page.reload().await?;
        page.see("Forty pupils write code by now.").await?;
        let pressed = page.js(
            "return [...document.querySelectorAll('.pairing-helped [aria-pressed=true]')].map(b => b.innerText).join()",
        );
        ensure!(pressed.await? == "it helped,it helped in part");
        page.click(&format!("Details of {CLUB}")).await?;
        page.click("Withdraw this pairing").await?;
        page.see("1 pairing: 1 done").await?;
        page.press("Control+z").await?;
        page.see("2 pairings: 2 done").await
    })
}

#[test]
fn sessions_find_the_fewest_dates_and_clashes_are_told() -> Result<()> {
    story("sessions_find_the_fewest_dates").run(async |page| {
        example(page).await?;
        two_to_place(page).await?;
        page.click("Make a timetable").await?;
        page.find("heading", "Proposed timetable").await?;
        page.see("2 sessions on 2 dates.").await?;
        page.see("Fewer dates would not do: Tölgyfő alone has 2 of these sessions.").await?;
        page.click("Take this timetable").await?;
        page.see("2 sessions have their dates.").await?;
        page.see("Every pairing that is agreed or under way has a date.").await?;
        let second = "Lesson study circles: Kőrishely → Tölgyfő";
        let menus = page.labels("combobox").await?;
        let from =
            menus.iter().find(|label| label.starts_with(&format!("Move {second} from"))).cloned().unwrap_or_default();
        let (to, busy) = if from.ends_with(" 4 March 2099, 15:00") {
            ("11 March 2099, 15:00", "11 March 2099, 15:00 ⚠ busy: Tölgyfő")
        } else {
            ("4 March 2099, 15:00", "4 March 2099, 15:00 ⚠ busy: Tölgyfő")
        };
        page.choose(&from, busy).await?;
        page.see("A school is in two sessions at once").await?;
        page.see("Tölgyfő is in two sessions at once").await?;
        // The keyboard went along with the session.
        let focused = "return document.activeElement.labels?.[0]?.innerText.replaceAll('\u{a0}', ' ') ?? ''";
        page.until(async || Ok(page.js(focused).await? == format!("Move {second} from {to}"))).await?;
        page.press("Control+z").await?;
        page.see_no("in two sessions at once").await?;
        // The whole timetable is one step back.
        page.press("Control+z").await?;
        page.find("combobox", &format!("Date for {second}")).await?;
        Ok(())
    })
}

#[test]
fn sessions_go_into_calendars() -> Result<()> {
    story("sessions_go_into_calendars").run(async |page| {
        example(page).await?;
        two_to_place(page).await?;
        page.click("Make a timetable").await?;
        page.click("Take this timetable").await?;
        page.click("Save as calendar").await?;
        let text = String::from_utf8(page.download(".ics").await?.bytes)?.replace("\r\n ", "");
        ensure!(text.starts_with("BEGIN:VCALENDAR\r\n") && text.matches("BEGIN:VEVENT").count() == 5, "{text}");
        ensure!(
            text.contains("DTSTART:20990304T150000") && text.contains("LOCATION:https://meet.example.org/coding-club"),
            "{text}"
        );
        page.choose("School", "Tölgyfő").await?;
        page.see_no("Bükkszél receives").await?;
        page.click("Save as calendar: Tölgyfő").await?;
        let own = String::from_utf8(page.download("Tölgyfő.ics").await?.bytes)?.replace("\r\n ", "");
        ensure!(own.matches("BEGIN:VEVENT").count() == 2, "{own}");
        let uids =
            |text: &str| text.lines().filter(|line| line.starts_with("UID:")).map(str::to_owned).collect::<Vec<_>>();
        ensure!(uids(&own).iter().all(|uid| uids(&text).contains(uid)), "the same session has two identifiers");
        Ok(())
    })
}

#[test]
fn without_pairings_the_page_leads_to_the_suggestions() -> Result<()> {
    story("without_pairings").run(async |page| {
        page.fill("Name of the cluster", "Hill schools").await?;
        page.click("Start").await?;
        page.find("heading", "The cluster").await?;
        page.go("#/pairings").await?;
        page.find("heading", "Accepted pairings appear here").await?;
        page.click("See the suggestions").await?;
        ensure!(page.js("return location.hash").await? == "#/matching");
        Ok(())
    })
}

#[test]
fn a_phone_reads_the_timetable_as_a_list() -> Result<()> {
    story("a_phone_reads_the_timetable").phone().hungarian().run(async |page| {
        page.click("A példa kipróbálása").await?;
        page.go("#/pairings").await?;
        page.find("heading", "Párok és alkalmak").await?;
        page.see("2022. június 1.").await?;
        let listed = "const row = document.querySelector('.timetable tbody tr');
            return getComputedStyle(row).display === 'block' && document.documentElement.scrollWidth <= innerWidth";
        ensure!(page.js(listed).await? == true, "the timetable is no list, or the page is wider than the phone");
        Ok(())
    })
}

#[test]
fn on_paper_the_timetable_comes_first() -> Result<()> {
    story("on_paper_the_timetable_comes_first").run(async |page| {
        example(page).await?;
        page.see("Did it help?").await?;
        page.cdp("Emulation.setEmulatedMedia", json!({ "media": "print" })).await?;
        page.calm().await?;
        let order = "const top = part => document.querySelector(part).getBoundingClientRect().top;
            return top('.sessions') < top('.pairing-groups')";
        ensure!(page.js(order).await? == true, "the pairings stand before the timetable");
        let text = page.text().await?;
        for word in ["1 June 2022", "https://meet.example.org/coding-club", "it helped in part"] {
            ensure!(text.contains(word), "“{word}” is not on paper: {text}");
        }
        for word in ["Suggestions", "Details", "Save as calendar", "When can we meet?", "it did not help"] {
            ensure!(!text.contains(word), "“{word}” is on paper: {text}");
        }
        Ok(())
    })
}
