"""Whole branches in a book, filled once a session."""

from tests.meetings.branch_book import branch, one_branch

__all__ = ["branch", "one_branch"]
