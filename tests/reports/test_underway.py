"""How far a workbook is, is said by what it is made of; who waits can stop it."""

from __future__ import annotations

import pytest

from reports import complaints_workbook, underway


def test_parts_say_how_far_it_is_and_rows_when_it_can_be_stopped() -> None:
    heard: list[tuple[float, str]] = []
    with underway.watched(lambda share, words: heard.append((share, words))):
        underway.step("reading")
        for part in underway.through("ab"):
            underway.step(part)
            assert list(underway.counted(range(underway.EVERY_ROWS + 1)))[-1] == underway.EVERY_ROWS
        underway.step("packing")
    assert heard == [
        (-1.0, "reading"), (0.25, ""), (0.25, "a"), (0.25, ""), (0.5, ""), (0.5, "b"), (0.5, ""), (0.75, "packing"),
    ]  # fmt: skip
    assert list(underway.through("ab")) == ["a", "b"], "nobody waits"


def test_a_workbook_goes_on_and_never_back_and_leaves_nothing_when_stopped(full, tmp_path) -> None:
    heard: list[float] = []
    path = tmp_path / "complaints.xlsx"
    with underway.watched(lambda share, _words: heard.append(share)):
        complaints_workbook(full.book, "2026-11", path)
    assert heard == sorted(heard)
    assert len(set(heard)) >= 10
    assert 0 < heard[0] < 0.2
    assert 0.8 < heard[-1] < 1

    def stop(share: float, _words: str) -> None:
        if share > 0.5:
            raise LookupError

    with pytest.raises(LookupError), underway.watched(stop):
        complaints_workbook(full.book, "2026-11", tmp_path / "stopped.xlsx")
    assert [one.name for one in tmp_path.iterdir() if one.suffix in (".xlsx", ".part")] == [path.name]
