"""Tests of what goes between copies of a book."""
