"""What a day ahead will bring: the customers expected, the people they need, and when nobody can be spared."""
