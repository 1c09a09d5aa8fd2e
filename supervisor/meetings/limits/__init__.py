"""How many meetings the branch lets run at once."""
