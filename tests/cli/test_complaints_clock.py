"""The clock of this computer and the figures of complaints at the command line."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from supervisor.access import Role
from supervisor.access.ledger import users
from supervisor.app import load_rooms
from supervisor.complaints import service
from supervisor.journal import Book

load_rooms()


@pytest.fixture
def ahead(sample):
    """The sample, used once while the clock stood a year ahead."""
    with Book.open(sample) as book:
        book.set_now(lambda: datetime.now(UTC).replace(microsecond=0) + timedelta(days=800))
        with book.read() as r:
            manager = next(u.person for u in users(r) if Role.MANAGER in u.roles)
        service.register(book, manager, channel="spoken", text="x", class_code="cash", cause_code="waiting")
    return sample


def test_a_clock_set_back_is_shown_and_settled(supervisor, ahead) -> None:
    shown = supervisor("complaints", "clock", "show", "--json").json
    assert (shown["schema"], shown["set_back"]) == ("complaints.clock", True)
    assert shown["wall"] < shown["now"]
    assert "was set back" in supervisor("complaints", "clock", "show").out
    assert "被调慢" in supervisor("complaints", "clock", "show", lang="zh").out
    assert supervisor("complaints", "clock", "accept", "--reason", " ").code == 3
    assert supervisor("complaints", "clock", "accept", "--reason", "时钟曾误调快").code == 0
    shown = supervisor("complaints", "clock", "show", "--json").json
    assert shown["set_back"] is False
    assert "not set back" in supervisor("complaints", "clock", "show").out
    assert supervisor("complaints", "clock", "accept", "--reason", "再来").code == 3


def test_the_figures_in_words_hold_what_their_help_promises(supervisor) -> None:
    month = ("--month", "2026-11")
    found = supervisor("complaints", "figures", *month, "--json").json
    said = supervisor("complaints", "figures", *month, lang="zh").out
    for words in ("帕累托", "时段与客流", "近十二个月", "撤诉件数", "我行责任率", "每千名客户投诉件数"):
        assert words in said
    for words in ("撤回时间", "是否有责", "经办"):
        assert words not in said
    assert found["causes"]
    lines = said.splitlines()
    pareto = lines.index(next(one for one in lines if "帕累托" in one))
    assert f"{found['causes'][0]['cumulative']:.1%}" in "".join(lines[pareto : pareto + 4])
    for one in found["months"]:
        assert any(line.startswith(one["month"]) for line in lines)


def test_the_course_in_words_holds_neither_a_raw_time_nor_a_code(supervisor) -> None:
    plain = ("--channel", "spoken", "--text", "等候过久", "--class-code", "cash", "--cause-code", "waiting")
    case = supervisor("complaints", "register", *plain).out.split()[-1].strip(".")
    assert supervisor("complaints", "agree", case, "2099-01-01T10:00").code == 0
    assert supervisor("complaints", "pause", case, "--reason", "papers").code == 0
    said = supervisor("complaints", "show", case, lang="zh").out
    assert "2099-01-01 10:00" in said
    assert "2099-01-01T" not in said
    assert "papers" not in said
    said = supervisor("complaints", "limits", "show", lang="zh").out
    assert "False" not in said
    assert "working_days" in said, "what 'limits set' wants"
