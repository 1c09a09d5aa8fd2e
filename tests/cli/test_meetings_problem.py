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


def test_a_file_that_is_there_is_not_written_over(supervisor, file):
    """`solve w.json -o w.json` lost the problem."""
    before = file.read_bytes()
    refused = supervisor("meetings", "solve", file, "-o", file)
    assert refused.code == 3
    assert "--force" in refused.err
    assert file.read_bytes() == before
    assert supervisor("meetings", "solve", file, "-o", file, "--force").code == 0
    assert json.loads(file.read_text(encoding="utf-8")) == json.loads(before)["plan"]


def test_where_nothing_can_be_written_it_is_said(supervisor, file, tmp_path):
    for where in (tmp_path / "missing" / "a.json", file / "a.json", tmp_path / ("很" * 300)):
        for command in (("solve", file), ("problem", "--week", WEEK), ("notice",), ("print",)):
            said = supervisor("meetings", *command, "-o", where)
            assert said.code == 2, (command, said.err)
            assert "be written" in said.err
    assert {one.name for one in tmp_path.iterdir() if one.suffix == ".part"} == set()


def test_seconds_that_are_no_time_are_refused(supervisor, file):
    for seconds in ("nan", "-1"):
        said = supervisor("meetings", "solve", file, f"--seconds={seconds}")
        assert (said.code, said.out) == (2, "")
        assert "0 or more" in said.err
    assert supervisor("meetings", "solve", file, "--seconds", "inf").code == 0


def test_a_search_that_was_cut_short_is_no_contradiction(supervisor, at, tmp_path):
    at(MORNING)
    assert supervisor(*ASK, "--no-place").code == 0
    assert supervisor(*ASK, "--no-place").code == 0
    file = tmp_path / "week.json"
    assert supervisor("meetings", "problem", "--week", WEEK, "-o", file).code == 0
    held = json.loads(file.read_text(encoding="utf-8"))
    assert held["plan"]["status"] == "proven"
    said = supervisor("meetings", "solve", file, "--seconds", "0")
    assert (said.code, json.loads(said.out)["status"]) == (0, "gap")
    assert "cut short here" in said.err
    held["plan"] |= {"status": "gap", "price_minutes": 1234.5, "tolerance_minutes": None}
    file.write_text(json.dumps(held), encoding="utf-8")
    said = supervisor("meetings", "solve", file)
    assert said.code == 0
    assert "in the file was cut short" in said.err
    assert "1234.5" in said.err


def test_a_daily_meeting_that_has_all_its_days_is_not_counted_as_left_out(supervisor, at, tmp_path):
    at(MORNING)
    file = tmp_path / "week.json"
    supervisor("meetings", "plan", "--week", WEEK)
    written = supervisor("meetings", "problem", "--week", WEEK, "-o", file)
    answers = json.loads(file.read_text(encoding="utf-8"))["plan"]["answers"]
    asked = {one["meeting"] for one in answers}
    lacking = {one["meeting"] for one in answers if not one["sittings"]}
    assert f"{len(asked)} meetings, {len(asked - lacking)} placed" in written.out
