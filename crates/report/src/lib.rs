//! A grade or an evaluation, rendered.
