"""Whole branches in a book, filled once a session."""

from tests.dispatch.small_branch import small
from tests.meetings.branch_book import branch, one_branch

__all__ = ["branch", "one_branch", "small"]
