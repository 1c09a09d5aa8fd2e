"""How everybody goes back when the incident ends, one after another."""
