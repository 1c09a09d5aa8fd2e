"""Messages are read in English here."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from supervisor.language import language, use_language


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    before = language()
    use_language("en")
    yield
    use_language(before)
