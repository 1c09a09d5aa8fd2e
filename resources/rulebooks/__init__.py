"""Rule books that ship with the program: sources a manager can read, checked and activated like any other."""
