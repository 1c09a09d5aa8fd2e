"""What the scores are read from: once, whole, and the same whatever order it came in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import msgspec
import pytest

from supervisor.appraisal.library import shipped
from supervisor.appraisal.measures.gather import gather
from supervisor.appraisal.rulebook import Rule
from supervisor.appraisal.scores import collect, score_month, scored
from supervisor.journal import Book
from supervisor.language import Words
from supervisor.meetings.events import MeetingPlaced, MeetingRequested
from supervisor.meetings.holding.attendance import attend
from supervisor.meetings.holding.running import end, start
from supervisor.meetings.problem.model import Need, Sitting
from supervisor.roster.service import record_absence
from tests.appraisal.big_month import MONTH, Big, big_month

SOURCES = {"inspection", "complaint", "praise", "training", "attendance", "meeting", "order", "number"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Big, Book]]:
    """A month of every kind of evidence, but of few people; nobody changes it."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("SUPERVISOR_HOME", str(tmp_path_factory.mktemp("home")))
        big = big_month(tmp_path_factory.mktemp("big") / "big.book", people=12, pieces=400)
        evening = datetime(2026, 11, 30, 12, tzinfo=UTC)
        with Book.open(str(big.path)) as book:
            book.set_now(lambda: evening)
            yield big, book


def test_the_large_month_holds_as_many_pieces_of_every_kind_as_it_was_asked_for(made):
    with made[1].read() as r:
        collected = collect(r, MONTH)
    assert len(collected.evidence) == 400
    assert {piece.source for piece in collected.evidence} == SOURCES
    assert len(scored(collected).people) == 12


def test_scored_again_nothing_is_read_and_it_is_what_the_book_would_say(made):
    with made[1].read() as r:
        collected = collect(r, MONTH)
        plain = score_month(r, MONTH)
        line = next(line for one in plain.people for line in one.lines if line.evidence and line.points_c < 0)
        person = next(one.person for one in plain.people if line in one.lines)
        what_if = {(line.evidence, person): "what if"}
        weights = [msgspec.structs.replace(part, weight_c=2500) for part in plain.rulebook.components]
        other = msgspec.structs.replace(plain.rulebook, components=tuple(weights))
        waived, weighed = score_month(r, MONTH, what_if=what_if), score_month(r, MONTH, instead=other)
    assert scored(collected) == plain
    assert scored(collected, what_if=what_if) == waived != plain
    assert scored(collected, instead=other) == weighed != plain
    assert scored(collected) == plain, "a question leaves nothing behind"


def test_a_rule_book_that_looks_further_back_is_named_when_the_book_is_read(made):
    late = Rule(code="L", component="attendance", name=Words("迟到"), source="attendance", items=("attendance.late",),
                points_c=-100, reminders=1, period="year")  # fmt: skip
    yearly = msgspec.structs.replace(shipped("branch"), rules=(*shipped("branch").rules, late))
    with made[1].read() as r:
        with pytest.raises(ValueError, match="collect"):
            scored(collect(r, MONTH), instead=yearly)
        further = collect(r, MONTH, instead=yearly)
        assert further.back == date(2026, 1, 1)
        assert scored(further) == scored(collect(r, MONTH)), "what only another book looks at changes nothing"


def test_whoever_came_to_a_meeting_is_known_to_have_come_without_a_mark_of_his_own(month):
    book, staff = month.book, (month.manager, month.deputy, month.teller, month.guide)
    day = date(2026, 11, 30)
    plan = Sitting(day=day, start_minute=500, end_minute=515, people=staff)
    asked, name, begun = "meeting:m", day.isoformat(), plan.start_minute
    with book.write(month.manager) as w:
        w.append(asked, MeetingRequested(number="HY", kind="briefing", title="晨会", minutes=15, first_day=day,
                                         needs=(Need(by="everyone"),), last_day=day, earliest_minute=480,
                                         latest_minute=600))  # fmt: skip
        w.append(asked, MeetingPlaced(days=(day,), sittings=(plan,), names=(name,)))
    evening = datetime(2026, 11, 30, 12, tzinfo=UTC)
    book.set_now(lambda: evening)
    record_absence(book, month.manager, day, month.guide, "sick")
    start(book, month.manager, asked, name, attending=[month.manager, month.teller], minute=begun)
    attend(book, month.manager, asked, name, month.teller, "late", minute=begun + 5)
    end(book, month.manager, asked, name, minute=begun + 15)
    with book.read() as r:
        found = [piece for piece in gather(r, day, day).evidence if piece.source == "meeting"]
    assert {(piece.person, piece.clause, piece.value_c) for piece in found} == {
        (month.manager, "present", 10000), (month.teller, "late", 10000), (month.deputy, "absent", 0),
    }, "the guide was ill"  # fmt: skip
