//! What is handed out: tables, sheets, pages.

pub mod tidy;
pub mod workbook;
