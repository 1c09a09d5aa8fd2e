"""How the floor stands at this minute: who is where, who waits, who is still to come."""
