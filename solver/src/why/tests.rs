//! A small event for each reason.
