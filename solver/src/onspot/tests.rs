//! Explanations and insertions on small events, held against the checker.
