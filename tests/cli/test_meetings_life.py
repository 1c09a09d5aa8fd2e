"""A meeting's whole life from the command line: asked in every way, changed, locked, announced, held, out and in."""

from __future__ import annotations

import re

import pytest

from tests.cli.test_meetings import at

__all__ = ["at"]
MORNING = "2026-11-16T10:00"


@pytest.fixture
def series(supervisor, at) -> str:
    """A talk of the lobby managers every Tuesday and Thursday, placed; its number."""
    at(MORNING)
    asked = supervisor(
        "meetings", "request", "大堂碰头", "--kind", "ad_hoc", "--minutes", 15, "--role", "大堂经理", "--at-least", 1,
        "--first", "2026-11-17", "--repeat", "week:2,4", "--until", "2026-12-10", "--skip", "2026-11-26",
        "--on-holiday", "after", "--note", "各带一条客户意见", "--json",
    )  # fmt: skip
    assert (asked.code, asked.err) == (0, "")
    assert asked.json["schema"] == "meetings.request"
    assert asked.json["meeting"]["repeat"]["weekdays"] == [2, 4]
    assert any(answer["sittings"] for answer in asked.json["answers"])
    return asked.json["meeting"]["number"]


def test_a_series_is_listed_and_one_time_of_it_called_off(supervisor, series):
    found = supervisor("meetings", "series", series, "--json").json["occurrences"]
    assert [one["occurrence"][5:] for one in found][:4] == ["11-17", "11-19", "11-24", "12-01"]
    assert found[0]["state"] == "placed"
    off = supervisor("meetings", "occurrence", series, "2026-11-19", "--cancel", "--reason", "总行检查")
    assert off.code == 0
    found = supervisor("meetings", "series", series, "--json").json["occurrences"]
    assert [one["state"] for one in found if one["occurrence"] == "2026-11-19"] == ["cancelled"]
    shown = supervisor("meetings", "series", series, lang="zh").out
    assert "每周周二、周四" in shown
    assert "已取消" in shown
    assert supervisor("meetings", "occurrence", series, "2026-11-18", "--cancel", "--reason", "x").code == 2
    back = supervisor("meetings", "occurrence", series, "2026-11-19", "--as-series", "--reason", "检查取消")
    assert back.code == 0


def test_a_request_is_changed_and_what_stands_is_said(supervisor, series):
    kept = supervisor("meetings", "change", series, "--title", "大堂早碰头", "--reason", "名称")
    assert "version 2" in kept.out
    assert "stands: 2026-11-17" in kept.out
    freed = supervisor("meetings", "change", series, "--minutes", 20, "--reason", "不够")
    assert "to be planned anew: 2026-11-17" in freed.out
    assert supervisor("meetings", "change", series, "--minutes", 31, "--reason", "超过上限").code == 2
    assert supervisor("meetings", "plan", "--week", "2026-11-17").code == 0
    held = supervisor("meetings", "show", series, "--json").json["sittings"]
    assert {one["plan"]["end_minute"] - one["plan"]["start_minute"] for one in held} == {20}


def test_locked_moved_announced_and_taken_back(supervisor, series):
    assert supervisor("meetings", "lock", series, "--day", "2026-11-17", "--reason", "已约").code == 0
    moved = ("meetings", "move", series, "2026-11-17T17:30", "--day", "2026-11-17", "--reason", "客户")
    assert supervisor(*moved, "--knowingly").code == 3
    assert supervisor("meetings", "unlock", series, "--day", "2026-11-17").code == 0
    assert supervisor(*moved, "--knowingly").code == 0
    looked = supervisor("meetings", "publish", "--week", "2026-11-17", "--look", "--json").json
    mine = [one for one in looked["changes"] if one["held"]["number"] == series]
    assert (looked["published"], {one["what"] for one in mine}) == (False, {"new"})
    assert supervisor("meetings", "publish", "--week", "2026-11-17").code == 0
    assert "Nothing to announce" in supervisor("meetings", "publish", "--week", "2026-11-17").out
    again = ("meetings", "move", series, "2026-11-17T17:45", "--day", "2026-11-17", "--reason", "客户", "--knowingly")
    assert supervisor(*again).code == 0
    said = supervisor("meetings", "publish", "--week", "2026-11-17", "--look").out
    assert "moved: 大堂碰头" in said
    assert "was 2026-11-17 17:30" in said
    assert "changed since" in supervisor("meetings", "show", series).out
    assert supervisor("meetings", "cancel", series, "--reason", "误").code == 0
    assert supervisor("meetings", "back", "cancelled", series, "--whole").code == 0
    assert supervisor("meetings", "show", series, "--json").json["meeting"]["state"] == "placed"
    assert supervisor("meetings", "back", "ended", series).code == 2


def test_a_cancelling_is_taken_back_knowingly_where_its_time_was_taken(supervisor, series):
    one = supervisor("meetings", "show", series, "--json").json["sittings"][0]["plan"]
    day, start = one["day"], f"{one['start_minute'] // 60:02}:{one['start_minute'] % 60:02}"
    assert supervisor("meetings", "cancel", series, "--reason", "误").code == 0
    taken = supervisor(
        "meetings", "request", "占用", "--minutes", 15, "--people", ",".join(one["people"]), "--first", day,
        "--last", day, "--no-place", "--json",
    )  # fmt: skip
    number = taken.json["meeting"]["number"]
    assert supervisor("meetings", "plan", "--week", day).code == 0
    moved = ("meetings", "move", number, f"{day}T{start}", "--reason", "换", "--knowingly")
    assert supervisor(*moved).code == 0
    back = ("meetings", "back", "cancelled", series, "--whole")
    refused = supervisor(*back, lang="zh")
    assert refused.code == 3
    assert "必到人员另有会议" in refused.err
    assert supervisor(*back, "--knowingly").code == 0
    assert supervisor("meetings", "show", series, "--json").json["meeting"]["state"] == "placed"


def test_held_with_attendance_minutes_and_an_action(supervisor, series, at):
    (first, *_rest) = supervisor("meetings", "show", series, "--json").json["sittings"]
    at("2026-11-17T20:00")
    start = supervisor("meetings", "start", series, "--at", "17:30")
    assert (start.code, start.err) == (0, "")
    person = first["plan"]["people"][0]
    assert supervisor("meetings", "attend", series, person, "late", "--at", "17:35", "--note", "客户未走").code == 0
    assert supervisor("meetings", "attend", series, person, "left", "--at", "17:45").code == 0
    assert supervisor("meetings", "attend", series, person, "asleep").code == 2
    assert supervisor("meetings", "end", series, "--at", "17:50").code == 0
    written = supervisor(
        "meetings", "minutes", series, "一、通报昨日意见。", "--decision", f"更换叫号屏|{person}|2026-11-30",
        "--decision", "补贴提示",
    )  # fmt: skip
    assert "2 decisions" in written.out
    raised = supervisor("meetings", "action", series, "1")
    assert re.search(r"ZG-\S+ 更换叫号屏, due 2026-11-30", raised.out)
    assert supervisor("meetings", "action", series, "2").code == 2, "nobody answers for it yet"
    shown = supervisor("meetings", "show", series).out
    assert "came late 17:35, left early 17:45 客户未走" in shown
    assert "更换叫号屏" in shown


ASK = ("meetings", "request", "培训", "--kind", "training", "--minutes", "30", "--role", "大堂经理", "--no-place")


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--repeat", "yearly"), "month:last-working"),
        (("--until", "2026-12-01"), "--repeat"),
        (("--batches", "5"), "2 to 4"),
        (("--after", "HY-NONE"), "HY-NONE"),
        (("--repeat", "day", "--each-day"), "not both"),
        (("--repeat", "week:1", "--on-holiday", "never"), "skip"),
        (("--earliest", "18:00", "--latest", "17:00"), "earliest start"),
        (("--latest", "25:00"), "25:00"),
    ],
)
def test_what_does_not_fit_is_said(supervisor, at, more, said):
    at(MORNING)
    told = supervisor(*ASK, *more)
    assert told.code == 2
    assert said in told.err


def test_rooms_are_set_and_only_they_are_taken(supervisor, at):
    at(MORNING)
    assert "any" in supervisor("meetings", "rooms").out
    assert supervisor("meetings", "rooms", "大会议室:30", "餐厅:20:lunch", "大厅:0:hall").code == 0
    found = supervisor("meetings", "rooms", "--json").json["rooms"]
    assert [(one["name"], one["lunch"], one["customer_area"]) for one in found] == [
        ("大会议室", False, False), ("大厅", False, True), ("餐厅", True, False)
    ]  # fmt: skip
    assert supervisor(*ASK, "--room", "大会议室").code == 0
    assert "大会议室" in supervisor(*ASK, "--room", "天台").err
    assert supervisor("meetings", "rooms", "大会议室:30:pool").code == 2


def test_a_calendar_is_looked_at_taken_once_and_goes_out(supervisor, series, tmp_path):
    file = tmp_path / "head office.ics"
    file.write_text(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1@head\r\nDTSTAMP:20261101T000000Z\r\n"
        "DTSTART;TZID=China Standard Time:20261118T140000\r\nDURATION:PT1H\r\nSUMMARY:总行视频会\r\nEND:VEVENT\r\n"
        "BEGIN:VEVENT\r\nUID:2\r\nDTSTART:soon\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        "utf-8",
    )
    person = supervisor("meetings", "show", series, "--json").json["sittings"][0]["plan"]["people"][0]
    refused = supervisor("meetings", "import", file)
    assert "say whose calendar" in refused.out
    assert "head office.ics 12: soon is no day and no time" in refused.out
    looked = supervisor("meetings", "import", file, "--people", person)
    assert "add --apply" in looked.out
    taken = supervisor("meetings", "import", file, "--people", person, "--apply", "--json").json
    assert [one["what"] for one in taken["items"]] == ["new"]
    assert [one["row"] for one in taken["faults"]] == [12]
    again = supervisor("meetings", "import", file, "--people", person, "--apply", "--json").json
    assert [one["what"] for one in again["items"]] == ["same"]
    assert "总行视频会" in supervisor("meetings", "list", "--week", "2026-11-18").out
    out = tmp_path / "out.ics"
    assert supervisor("meetings", "export", "-o", out, "--week", "2026-11-17", "--weeks", 2).code == 0
    own = supervisor("meetings", "import", out, "--json").json
    assert {one["what"] for one in own["items"]} == {"own"}
    for wrong in (tmp_path / "none.ics", tmp_path):
        assert supervisor("meetings", "import", wrong).code == 2
