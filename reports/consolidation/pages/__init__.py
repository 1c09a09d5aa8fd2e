"""The sheets of a consolidation, one module for what a reader would look for under one name."""
