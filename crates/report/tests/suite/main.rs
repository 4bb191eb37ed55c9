//! Reports held against committed text whose bytes were read by a person.

mod expected;
mod grades;
mod hostile;
mod samples;
mod words;
