//! Tests of the whole: architecture, commands, classes.
