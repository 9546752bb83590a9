//! What is handed out: tables, sheets, pages.
