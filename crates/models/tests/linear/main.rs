//! Preparation and the estimators that are not trees, held against outside numbers and laws.

mod prepare;
