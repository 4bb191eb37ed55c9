//! Synthetic patients from a declared causal model.
