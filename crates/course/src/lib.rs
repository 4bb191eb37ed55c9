//! The built-in course, data only.
