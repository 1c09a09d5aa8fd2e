"""Problem and answer of a meeting, or of a week, as one file: solved again it is the same answer, or says that it is
not."""

from __future__ import annotations

import json

import pytest

from tests.cli.test_meetings import at

__all__ = ["at"]
MORNING, WEEK = "2026-11-16T10:00", "2026-11-16"
ASK = ("meetings", "request", "岗位练兵", "--kind", "training", "--minutes", 30, "--role", "大堂经理",
       "--first", "2026-11-17", "--last", "2026-11-19", "--json")  # fmt: skip


@pytest.fixture
def file(supervisor, at, tmp_path):
    """A meeting that was placed, and its problem with the answer in a file."""
    at(MORNING)
    asked = supervisor(*ASK)
    assert (asked.code, asked.err) == (0, "")
    found = tmp_path / "problem.json"
    written = supervisor("meetings", "problem", asked.json["meeting"]["number"], "-o", found)
    assert written.code == 0, written.err
    assert str(found) in written.out
    return found


def test_solved_again_it_is_the_same_answer(supervisor, file, tmp_path):
    held = json.loads(file.read_text(encoding="utf-8"))
    assert held["schema"] == "meetings-solved/1"
    assert held["problem"]["schema"] == "meetings-problem/1"
    assert held["plan"]["answers"][0]["sittings"]
    again = supervisor("meetings", "solve", file)
    assert again.code == 0
    assert json.loads(again.out) == held["plan"]
    assert "the one in the file" in again.err
    alone = tmp_path / "alone.json"
    alone.write_text(json.dumps(held["problem"]), encoding="utf-8")
    again = supervisor("meetings", "solve", alone)
    assert (again.code, again.err) == (0, "")
    assert json.loads(again.out) == held["plan"]


def test_another_answer_is_told(supervisor, file):
    held = json.loads(file.read_text(encoding="utf-8"))
    held["plan"]["answers"][0]["sittings"][0]["start_minute"] += 15
    file.write_text(json.dumps(held), encoding="utf-8")
    again = supervisor("meetings", "solve", file, lang="zh")
    assert again.code == 4
    assert "不一致" in again.err


def test_a_week_is_saved_without_anything_being_recorded(supervisor, at, tmp_path):
    at(MORNING)
    file = tmp_path / "week.json"
    written = supervisor("meetings", "problem", "--week", WEEK, "-o", file)
    assert written.code == 0, written.err
    assert json.loads(file.read_text(encoding="utf-8"))["problem"]["days"][0]["day"] == WEEK
    assert supervisor("meetings", "problem", "--week", WEEK, "-o", file).code == 3, "not overwritten"


def test_what_cannot_be_saved_or_read_is_refused_in_words(supervisor, at, tmp_path):
    at(MORNING)
    file = tmp_path / "p.json"
    assert supervisor("meetings", "problem", "-o", file).code == 2
    asked = supervisor(*ASK, "--no-place")
    refused = supervisor("meetings", "problem", asked.json["meeting"]["number"], "-o", file)
    assert refused.code == 2
    assert "not placed this meeting yet" in refused.err
    assert not file.exists()
    file.write_text('{"schema": "meetings-solved/1", "problem": 3}', encoding="utf-8")
    assert supervisor("meetings", "solve", file).code == 2
    assert supervisor("meetings", "solve", tmp_path / "none.json").code == 2
