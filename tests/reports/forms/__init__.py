"""Three forms as head offices send them, each kept as the file that a program wrote; `make` writes them anew."""
