//! Bounds of a finished plan: each given that the earlier criteria are at the plan's values.
