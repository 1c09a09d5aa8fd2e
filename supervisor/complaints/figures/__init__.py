"""Figures of complaints over a span of days: what came, from whom, why, when, how soon it was answered (D8)."""
