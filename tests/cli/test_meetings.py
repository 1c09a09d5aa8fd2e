"""Meetings from the command line: the notice of a week, and requests that find a start or none."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

import pytest

from supervisor.app import App


def test_the_notice_of_a_week_is_text_in_the_language_asked_for(supervisor, tmp_path):
    shown = supervisor("meetings", "notice", "--week", "2026-11-16", lang="zh")
    assert shown.code == 0
    assert "会议通知" in shown.out
    assert "参加人员" in shown.out
    file = tmp_path / "notice.txt"
    assert supervisor("meetings", "notice", "--week", "2026-11-16", "-o", file).code == 0
    assert file.read_text(encoding="utf-8").startswith("Notice of meetings")
    assert supervisor("meetings", "notice", "--week", "2026-11-16", "-o", file).code == 3
    assert "No meeting is announced" in supervisor("meetings", "notice", "--week", "2027-02-01").out


@pytest.fixture
def at(monkeypatch):
    """Set the clock of every book that is opened from now on to a moment of the branch's own time."""

    def set_clock(moment: str) -> None:
        opened = App.open

        def open_then(*given, **named):
            app = opened(*given, **named)
            instant = datetime.fromisoformat(moment).replace(tzinfo=app.book.zone)
            app.book.set_now(lambda: instant)
            return app

        monkeypatch.setattr(App, "open", open_then)

    return set_clock


ASK = ("meetings", "request", "Cash drill", "--kind", "training", "--minutes", "30", "--role", "大堂经理", "--no-place")


@pytest.mark.parametrize(
    ("moment", "more", "first"),
    [
        ("2026-11-20T10:00", (), "2026-11-20"),  # a Friday with the doors open
        ("2026-11-20T18:00", ("--outside",), "2026-11-20"),  # closed, but it belongs after closing
        ("2026-11-20T18:45", ("--outside",), "2026-11-21"),  # too late for half an hour
        ("2026-11-20T19:30", (), "2026-11-21"),
        ("2026-11-20T19:30", ("--first", "2026-11-20"), "2026-11-20"),  # what is named is taken as named
    ],
)
def test_without_days_named_the_first_day_with_time_left_is_asked_for(supervisor, sample, at, moment, more, first):
    from supervisor.branch.ledger import opening
    from supervisor.journal import Book
    from supervisor.meetings.ledger import meetings

    at(moment)
    asked = supervisor(*ASK, *more)
    assert (asked.code, asked.err) == (0, "")
    book = Book.open(str(sample))
    try:
        with book.read() as r:
            (wish,) = [one.wish for one in meetings(r) if one.title == "Cash drill"]
            expected = date.fromisoformat(first)
            while "--first" not in more and opening(r, expected) is None:
                expected += timedelta(days=1)
            assert wish.first_day == wish.last_day == expected
    finally:
        book.close()


def test_a_request_without_a_start_is_kept_and_says_what_to_do(supervisor, at):
    at("2026-11-20T22:00")
    ask = [token for token in ASK if token != "--no-place"]
    kept = supervisor(*ask, "--first", "2026-11-20")
    assert (kept.code, kept.err) == (0, "")
    assert "already gone by" in kept.out
    assert "kept but not placed" in kept.out
    assert "meetings request … --first DAY --last DAY" in kept.out
    (number,) = re.findall(r"meetings cancel (\S+) --reason", kept.out)
    assert supervisor("meetings", "cancel", number, "--reason", "another day").code == 0
    placed = supervisor(*ask)
    assert placed.code == 0
    assert "not placed" not in placed.out
