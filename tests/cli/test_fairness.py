"""`appraisal fairness`: its document adds up, and both languages say it."""

from __future__ import annotations

from pathlib import Path


def test_the_document_agrees_with_the_scores(supervisor, sample: Path) -> None:
    found = supervisor("appraisal", "fairness", "2026-11", "--months", "2", "--json").json
    assert (found["schema"], found["months"]) == ("appraisal.fairness", ["2026-10", "2026-11"])
    scored = supervisor("appraisal", "score", "2026-11", "--json").json["people"]
    assert {one["person"]: (one["total_points_c"], one["rank"]) for one in found["people"]} == {
        one["person"]: (one["total_points_c"], one["rank"]) for one in scored if one["total_points_c"] is not None
    }
    assert sum(one["inspections"] for one in found["inspectors"]) == found["inspections"] > 0
    assert sum(one["inspections"] for one in found["matrix"]) == sum(one["seen"] for one in found["inspectors"])
    seen = {one["person"]: one["inspections"] for one in found["coverage"]}
    for person, times in seen.items():
        assert times == sum(one["inspections"] for one in found["matrix"] if one["person"] == person)
    for one in found["ranks"]:
        assert 1 <= one["low"] <= one["high"] <= one["of"]
        assert 0 <= one["top"] <= 1


def test_it_is_said_in_both_languages(supervisor, sample: Path) -> None:
    words = supervisor("appraisal", "fairness", "2026-11", lang="zh").out
    assert "名次范围" in words
    assert "应有次数" in words
    assert "factor" not in words
    assert "80 % of ranks" in supervisor("appraisal", "fairness", "2026-11").out
    assert supervisor("appraisal", "fairness", "2026-11", "--months", "13").code == 2
