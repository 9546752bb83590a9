//! Bytes of a file → scores, with every doubt noted.
