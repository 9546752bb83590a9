//! The words of the pages of suggestions and balance.

texts! {}
