//! Reports held against committed text whose bytes were read by a person.

mod evaluations;
mod expected;
mod faults;
mod grades;
mod hostile;
mod pages;
mod samples;
mod words;
