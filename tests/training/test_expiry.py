"""When certificates run out, counted by hand."""

from datetime import date

import pytest

from supervisor.training.expiry import last_valid_day


@pytest.mark.parametrize(
    ("granted", "months", "last"),
    [
        ("2026-01-15", 12, "2027-01-14"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2026-12-01", 1, "2026-12-31"),
        ("2026-03-31", 1, "2026-04-30"),
        ("2023-08-31", 6, "2024-02-29"),
    ],
)
def test_whole_months(granted: str, months: int, last: str) -> None:
    assert last_valid_day(date.fromisoformat(granted), months) == date.fromisoformat(last)


def test_zero_months_is_for_ever() -> None:
    assert last_valid_day(date(2026, 1, 1), 0) is None
