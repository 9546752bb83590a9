//! The words of what is handed out.

texts! {
    book_grid => "Grid" | "Rács";
    book_rule => "What we agreed" | "Megállapodás";
    book_scores => "Scores" | "Pontszámok";
    book_area => "Area and item" | "Terület és kérdés";
    book_need_below => "A need below" | "Fejlesztendő ez alatt";
    book_strength_from => "A strength from" | "Erősség ettől";
    book_within(points) => "within {points} of the best" | "legfeljebb {points} ponttal a legjobb alatt";
    book_groups => "Groups that count" | "Számító csoportok";
    book_decided_on => "Decided on" | "A döntés napja";
    book_decided_by => "Decided by" | "Döntött";
    book_reason => "Reason" | "Indok";
    book_file(cluster) => "{cluster} grid.xlsx" | "{cluster} rács.xlsx";
    scores_file(cluster) => "{cluster} scores.csv" | "{cluster} pontszámok.csv";
    book_failed => "The workbook could not be written. Try the CSV file instead." | "A munkafüzetet nem sikerült megírni. Próbálja a CSV-fájlt.";
}
