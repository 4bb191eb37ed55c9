//! docs/security.md names every class of the catalogue, and only tests that there are.
