//! The words of the pages of practices and wishes.

texts! {}
