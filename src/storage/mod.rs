//! What the browser keeps: slots, files.
