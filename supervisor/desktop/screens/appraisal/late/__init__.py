"""What came after a month was signed: what it is, whose, where it counts, and what opening the month would change."""
