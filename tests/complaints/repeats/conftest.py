"""Refusals are looked for by their English words."""

import pytest

from supervisor.language import use_language


@pytest.fixture(autouse=True)
def english(own_home: object) -> None:
    """The language in which the tests of this room read what is said; `own_home` puts the other back."""
    use_language("en")
