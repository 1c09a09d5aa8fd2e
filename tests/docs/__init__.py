"""Documents are held to what the program does."""
