"""What was suspended and settled by two at once: in two programs on one book, and on two laptops that meet later."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from supervisor.app import people_in_meetings
from supervisor.dispatch.events import WorkResumed, WorkSuspended
from supervisor.dispatch.suspended.ledger import suspended
from supervisor.dispatch.suspended.service import suspend_work
from supervisor.errors import BadInput, Refused
from supervisor.exchange.contradictions import Contradiction, contradictions
from supervisor.exchange.settling import settle
from supervisor.incidents import service as incidents
from supervisor.journal import SYSTEM, Book
from supervisor.journal.event import from_bytes
from supervisor.language import Words
from supervisor.meetings import service as meetings
from supervisor.meetings.ledger import Held, sittings
from supervisor.overview.owed import owed
from supervisor.overview.suspended import catch_up
from supervisor.together_incident import (
    caught_up,
    give_up,
    place_again,
    starts_again,
    suspend,
    take_back_suspension,
)
from tests.dispatch.small_branch import DAY, MONDAY, NOW, Small
from tests.dispatch.test_suspending import asked, states, todo


class Two:
    """Two copies of one book that were apart, and the incident both know."""

    def __init__(self, small: Small, other: Book, incident: str, meeting: tuple[str, str]) -> None:
        self.small, self.one, self.two = small, small.book, other
        self.incident, self.about = incident, (small.manager, incident, *meeting)

    def meet(self) -> None:
        """Each takes what the other wrote."""
        self.one.merge(self.two.export(self.one.vector()))
        self.two.merge(self.one.export(self.two.vector()))

    def apart(self) -> list[Contradiction]:
        """What waits of things suspended, the same on both."""
        found = []
        for book in (self.one, self.two):
            with book.read() as r:
                found.append([one for one in contradictions(r) if one.sort == "suspended"])
        assert found[0] == found[1]
        return found[0]

    def rests(self) -> list[Held]:
        """The sittings of Monday, the same on both."""
        found = []
        for book in (self.one, self.two):
            with book.read() as r:
                found.append(sittings(r, MONDAY, MONDAY))
        assert found[0] == found[1]
        return found[0]

    def decide(self, book: Book, what: str) -> None:
        """Keep the side of that name, and let the copies meet."""
        (found,) = self.apart()
        keep = next(n for n, side in enumerate(found.sides) if side.what == what or found.fields[0].values[n] == what)
        settle(book, self.small.manager, found.id, keep=keep, reason="agreed")
        self.meet()
        assert self.apart() == []
        for each in (self.one, self.two):
            assert each.verify().problems == []


def apart(small: Small, folder: Path, *, begun: bool) -> Iterator[Two]:
    """A training that gave way to a surge, on two copies."""
    meeting = asked(small, "training", small.tellers[:2], begin=begun)
    incident = incidents.declare(small.book, small.manager, kind="surge")
    suspend(small.book, small.manager, incident, [meeting])
    small.book.close()
    with Book.open(str(shutil.copy(small.book.where, folder / "two.book"))) as other:
        other.set_now(small.book.now)
        yield Two(small, other, incident, meeting)


@pytest.fixture
def begun(small: Small, tmp_path: Path) -> Iterator[Two]:
    """The training had begun: of it a rest is left."""
    yield from apart(small, tmp_path, begun=True)


@pytest.fixture
def coming(small: Small, tmp_path: Path) -> Iterator[Two]:
    """The training was still to come."""
    yield from apart(small, tmp_path, begun=False)


def later(book: Book, minutes: int) -> None:
    """The clock of one copy goes on."""
    now = book.now() + timedelta(minutes=minutes)
    book.set_now(lambda: now)


def test_two_programs_that_place_one_rest_at_once_place_it_once(small: Small) -> None:
    meeting = asked(small, "training", small.tellers[:2], begin=True)
    incident = incidents.declare(small.book, small.manager, kind="surge")
    suspend(small.book, small.manager, incident, [meeting])
    with Book.open(small.book.where) as other:
        other.set_now(small.book.now)
        ready, found = threading.Barrier(2), []

        def place(book: Book, minute: int) -> None:
            ready.wait()
            try:
                place_again(book, small.manager, incident, *meeting, day=MONDAY, start_minute=minute)
                found.append("placed")
            except Refused:
                found.append("refused")

        several = [threading.Thread(target=place, args=one) for one in ((small.book, 900), (other, 960))]
        for one in several:
            one.start()
        for one in several:
            one.join()
    assert sorted(found) == ["placed", "refused"]
    with small.book.read() as r:
        assert len(sittings(r, MONDAY, MONDAY)) == 1


def test_a_rest_placed_on_two_laptops_is_told_and_one_of_them_called_off(begun: Two) -> None:
    first = place_again(begun.one, *begun.about, day=MONDAY, start_minute=900)
    later(begun.two, 5)
    place_again(begun.two, *begun.about, day=MONDAY, start_minute=960)
    begun.meet()
    assert len(begun.rests()) == 2
    assert states(begun.small, begun.incident) == ["apart"]
    (told,) = begun.apart()
    assert "suspended for" in told.title
    assert [side.stands for side in told.sides] == [False, True]
    with pytest.raises(Refused):
        place_again(begun.one, *begun.about, day=MONDAY, start_minute=600)
    with pytest.raises(Refused):
        settle(begun.one, begun.small.tellers[0], told.id, keep=0)
    early = next(text for text in told.fields[0].values if text.endswith("15:00"))
    begun.decide(begun.two, early)
    (rest,) = begun.rests()
    assert rest.plan == first
    assert states(begun.small, begun.incident) == ["placed"]
    meetings.cancel(begun.one, SYSTEM, rest.meeting, "nobody has time")
    assert states(begun.small, begun.incident) == ["open"], "called off once more, it is to be caught up once more"


def test_where_one_of_two_rests_is_called_off_in_the_calendar_the_other_stands(begun: Two) -> None:
    place_again(begun.one, *begun.about, day=MONDAY, start_minute=900)
    later(begun.two, 5)
    place_again(begun.two, *begun.about, day=MONDAY, start_minute=960)
    begun.meet()
    meetings.cancel(begun.one, SYSTEM, begun.rests()[1].meeting, "twice")
    begun.meet()
    assert begun.apart() == []
    assert states(begun.small, begun.incident) == ["placed"]
    with pytest.raises(Refused):
        place_again(begun.two, *begun.about, day=MONDAY, start_minute=600)


@pytest.mark.parametrize("late", [0, 1])
@pytest.mark.parametrize("kept", ["given up", "not suspended"])
def test_given_up_here_and_taken_back_there_is_told_and_the_calendar_follows(coming: Two, late: int, kept: str) -> None:
    later((coming.one, coming.two)[late], 5)
    give_up(coming.one, *coming.about, reason="未达人数")
    take_back_suspension(coming.two, *coming.about)
    coming.meet()
    (told,) = coming.apart()
    assert {side.what for side in told.sides} == {"given up", "not suspended"}
    assert "未达人数" in told.fields[0].values
    coming.decide((coming.one, coming.two)[late], kept)
    with coming.one.read() as r:
        held = sittings(r, DAY, DAY)
        (one,) = catch_up(r, coming.incident)
    assert one.state == kept.replace(" ", "_").replace("not_suspended", "taken_back")
    assert [each.state for each in held] == (["placed"] if kept == "not suspended" else [])
    assert one.item.note == ("未达人数" if kept == "given up" else "")


def test_reasons_of_two_who_gave_it_up_are_both_kept(coming: Two) -> None:
    give_up(coming.one, *coming.about, reason="人手不足")
    later(coming.two, 5)
    give_up(coming.two, *coming.about, reason="已另行传达")
    coming.meet()
    assert coming.apart() == []
    with coming.two.read() as r:
        (one,) = catch_up(r, coming.incident)
    assert (one.state, one.item.note) == ("given_up", "人手不足; 已另行传达")


def test_what_waits_for_a_decision_is_owed_and_a_second_breaking_off_forgets_nothing(begun: Two) -> None:
    place_again(begun.one, *begun.about, day=MONDAY, start_minute=900)
    later(begun.two, 5)
    caught_up(begun.two, *begun.about)
    begun.meet()
    incidents.end(begun.one, begun.small.manager, begun.incident)
    assert len(todo(begun.small)) == 1
    with begun.one.read() as r:
        assert [one.when for one in owed(r, r.now, {}) if one.kind == "suspended"] == ["decide"]
    begun.decide(begun.one, "caught up")
    assert begun.rests() == []
    assert todo(begun.small) == []


def test_a_sitting_broken_off_on_two_laptops_keeps_what_was_placed_of_it(small: Small, tmp_path: Path) -> None:
    meeting = asked(small, "training", small.tellers[:2], begin=True)
    incident = incidents.declare(small.book, small.manager, kind="surge")
    small.book.close()
    with Book.open(str(shutil.copy(small.book.where, tmp_path / "two.book"))) as other:
        other.set_now(small.book.now)
        suspend(small.book, small.manager, incident, [meeting])
        place_again(small.book, small.manager, incident, *meeting, day=MONDAY, start_minute=900)
        later(other, 8)
        suspend(other, small.manager, incident, [meeting])
        small.book.merge(other.export(small.book.vector()))
        assert states(small, incident) == ["placed"]


def refuses(work: Callable[[], object], words: str) -> None:
    with pytest.raises((Refused, BadInput), match=words):
        work()


def test_taking_back_is_refused_once_its_meeting_is_called_off_or_its_time_over(small: Small) -> None:
    off = asked(small, "ad_hoc", [small.others[0]], earliest_minute=900)
    broken = asked(small, "training", small.tellers[:2], begin=True)
    book, who = small.book, small.manager
    incident = incidents.declare(book, who, kind="surge")
    suspend(book, who, incident, [off, broken])
    meetings.cancel(book, who, off[0], "not wanted any more")
    refuses(lambda: take_back_suspension(book, who, incident, *off), "called off meanwhile")
    for later_on in (timedelta(minutes=31), timedelta(days=3)):
        book.set_now(lambda at=NOW + later_on: at)
        refuses(lambda: take_back_suspension(book, who, incident, *broken), "time of .* is over")
    with book.read() as r:
        assert people_in_meetings(r) == {}
        assert {one.about: one.place for one in suspended(r)} == {off[0]: "", broken[0]: ""}
        assert {one.item.about: one.state for one in catch_up(r)}[broken[0]] == "open"


def test_taking_back_is_refused_where_others_have_its_people_by_now(small: Small) -> None:
    first = asked(small, "ad_hoc", [small.others[0]], earliest_minute=900, latest_minute=930)
    book, who = small.book, small.manager
    incident = incidents.declare(book, who, kind="surge")
    suspend(book, who, incident, [first])
    asked(small, "briefing", [small.others[0]], earliest_minute=905, latest_minute=915, minutes=10)
    refuses(lambda: take_back_suspension(book, who, incident, *first), "by now")
    assert states(small, incident) == ["open"]


def test_what_is_placed_again_is_neither_given_up_nor_done_before_it_is_called_off(small: Small) -> None:
    meeting = asked(small, "ad_hoc", small.tellers[:1])
    book, who = small.book, small.manager
    incident = incidents.declare(book, who, kind="surge")
    suspend(book, who, incident, [meeting])
    for day, minute in ((MONDAY, -5), (MONDAY, 1439), (MONDAY, 5000)):
        refuses(lambda d=day, m=minute: place_again(book, who, incident, *meeting, day=d, start_minute=m), "midnight")
    yesterday = DAY - timedelta(days=1)
    refuses(lambda: place_again(book, who, incident, *meeting, day=yesterday, start_minute=600), "gone by")
    with book.read() as r:
        (one,) = catch_up(r, incident)
        best = starts_again(r, one, MONDAY).sittings[0]
    place_again(book, who, incident, *meeting, day=best.day, start_minute=best.start_minute)
    refuses(lambda: give_up(book, who, incident, *meeting, reason="x"), "call that off first")
    refuses(lambda: caught_up(book, who, incident, *meeting), "call that off first")
    meetings.cancel(book, SYSTEM, meeting[0], "nobody has time", sitting=meeting[1])
    give_up(book, who, incident, *meeting, reason="x")
    assert states(small, incident) == ["given_up"]


def test_what_never_stops_is_known_by_its_parts_and_words(small: Small) -> None:
    book, who = small.book, small.manager
    incident = incidents.declare(book, who, kind="surge")
    for work in ("双人管库", "双人临柜", "授权", "代授权", "金库", "库房值班", "现金", "监控", "Vault duty"):
        refuses(lambda w=work: suspend_work(book, who, incident, Words(w, w), why="忙"), "never stop")
    for work in ("归档\x1b[2J", "归档\u202e"):
        refuses(lambda w=work: suspend_work(book, who, incident, Words(w, w)), "one line")


def test_what_comes_close_to_it_stops_for_a_reason_only(small: Small) -> None:
    book, who = small.book, small.manager
    incident = incidents.declare(book, who, kind="surge")
    for work in ("现金清分", "授权书归档", "印章台账整理"):
        refuses(lambda w=work: suspend_work(book, who, incident, Words(w)), "say why")
        suspend_work(book, who, incident, Words(work), why="已入柜上锁")
    suspend_work(book, who, incident, Words("盘点、非紧急查库以外的内部整理"))
    suspend_work(book, who, incident, Words("客户回访"))
    assert states(small, incident) == ["open"] * 5


def test_what_older_programs_wrote_of_things_suspended_is_read() -> None:
    began = b'{"incident":"incident:1","what":"work","subject":"work:1","minute":600,"title":{"zh":"x","en":""}}'
    went = b'{"incident":"incident:1","subject":"work:1","minute":700,"where":"given_up","note":"n"}'
    first = from_bytes("dispatch.suspended", 1, began)
    assert isinstance(first, WorkSuspended)
    assert (first.subject, first.minute, first.left_minutes, first.why) == ("work:1", 600, 0, "")
    then = from_bytes("dispatch.resumed", 1, went)
    assert isinstance(then, WorkResumed)
    assert (then.where, then.note, then.over) == ("given_up", "n", ())
