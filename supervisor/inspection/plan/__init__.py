"""Recurring checks and spot checks: rules say what is due when, draws are proved, what was missed is listed."""
