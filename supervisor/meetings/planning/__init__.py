"""Bringing requests and the branch together into a problem, and its answer into the book."""
