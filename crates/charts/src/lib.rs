//! Figures as values.
