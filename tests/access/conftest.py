"""Messages are compared in English, whatever the catalogue holds; a test that is about Chinese says so."""

from __future__ import annotations

import pytest

from supervisor.language import use_language


@pytest.fixture(autouse=True)
def english(own_home: object) -> None:
    """The language in force; the root conftest puts it back."""
    use_language("en")
