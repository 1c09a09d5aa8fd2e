"""A small share of the benchmark of long tables, in processor time: the ratio to the bare library holds."""

from __future__ import annotations

from reports import table
from tests.benchmarks.mixed_table import ours, paces


def test_a_long_table_is_no_slower_than_the_bare_library(tmp_path, monkeypatch):
    monkeypatch.setattr(table, "LONG", 200)
    ours(tmp_path / "warm.xlsx", 300)
    assert paces(tmp_path, 1_500, 2)["ratio"] <= 1.15
