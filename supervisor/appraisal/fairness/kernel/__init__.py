"""The science of fairness: pure functions over one grid of inspections and people; no book, no clock, no window."""
