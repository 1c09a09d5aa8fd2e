"""The small branch that the tests of this room play in."""

import pytest

from supervisor.journal import Book

from .team import Team, found


@pytest.fixture
def team(book: Book) -> Team:
    """A branch with one person of every role."""
    return found(book)
