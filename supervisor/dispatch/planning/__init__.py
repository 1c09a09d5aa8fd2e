"""A plan from the floor as it stands, recorded as it was read, and made again every few minutes."""
