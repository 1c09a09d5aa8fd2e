"""What an incident stopped and what became of it (A10): suspended, listed, placed again, caught up or given up."""
