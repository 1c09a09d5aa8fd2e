"""What was found of a person: he reads it himself, his own share alone, and appeals; somebody else decides."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec
import pytest

from supervisor.access import Role
from supervisor.access.service import add_user
from supervisor.errors import Refused
from supervisor.inspection import ledger, service
from supervisor.inspection.own import OwnFinding, counts_words, own_findings
from supervisor.inspection.whole import log_inspection
from supervisor.journal import SYSTEM, Book, lock_month

from .branches import MORNING, Branch, made

DAY = date(2026, 11, 20)
LONG_AGO = DAY - timedelta(days=365)


def own(book: Book, person: str, first: date = LONG_AGO) -> list[OwnFinding]:
    with book.read() as r:
        return own_findings(r, person, first, DAY)


def logged(book: Book, b: Branch, *persons: str, note: str = "", item: str = "A1-1", days_ago: int = 0) -> str:
    row = {"item": item, "verdict": "fail", "persons": list(persons), "note": note}
    at = MORNING - timedelta(days=days_ago)
    subject = log_inspection(book, b.supervisor, "discipline", [row], others_pass=True, at=at)
    with book.read() as r:
        return ledger.findings_of(r, subject)[0].subject


def test_each_reads_his_own_share_and_nobody_elses_name(book: Book) -> None:
    b = made(book, 7)
    first, second, third = b.tellers[:3]
    both = logged(book, b, first, second, note="not in uniform")
    alone = logged(book, b, second, days_ago=3)
    (mine,) = own(book, first)
    assert (mine.subject, mine.others, mine.note) == (both, 1, "not in uniform")
    assert mine.points_c == 400
    assert mine.number
    assert mine.what
    assert mine.checklist
    assert mine.no_appeal == ""
    assert counts_words(mine)
    assert [f.subject for f in own(book, second)] == [both, alone], "the newest first"
    assert [f.subject for f in own(book, second, DAY)] == [both]
    assert own(book, third) == []
    told = msgspec.json.encode(own(book, first)).decode()
    assert second not in told, "whom else it concerns is not for him"
    assert mine.action is not None, "what is to be mended about him"


def test_who_has_no_record_of_his_own_to_read_is_refused(book: Book) -> None:
    made(book)
    with pytest.raises(Refused):
        own(book, "person:stranger")


def test_the_words_of_anothers_appeal_are_not_shown_but_that_there_is_one(book: Book) -> None:
    b = made(book, 7)
    first, second = b.tellers[:2]
    both = logged(book, b, first, second)
    service.appeal_finding(book, first, both, text="I was at the counter, ask Li")
    (mine,), (other,) = own(book, first), own(book, second)
    assert (mine.appeal, mine.by_other, mine.appeal_state) == ("I was at the counter, ask Li", False, "open")
    assert (other.appeal, other.by_other, other.appeal_state) == ("", True, "open")
    assert mine.no_appeal
    assert other.no_appeal
    service.decide_appeal(book, b.manager, both, upheld=False, reason="the video shows it")
    (mine,) = own(book, first)
    assert (mine.appeal_state, mine.appeal_reason) == ("dismissed", "the video shows it")
    assert mine.points_c > 0
    with pytest.raises(Refused):
        service.appeal_finding(book, first, both, text="once more")


def test_why_there_can_be_no_appeal_is_said_beforehand_in_the_words_of_the_refusal(book: Book) -> None:
    b = made(book, 7)
    found = logged(book, b, b.tellers[0])
    with book.write(b.manager) as w:
        lock_month(w, "2026-11")
    (mine,) = own(book, b.tellers[0])
    assert "2026-11" in mine.no_appeal
    with pytest.raises(Refused) as refused:
        service.appeal_finding(book, b.tellers[0], found, text="not so")
    assert str(refused.value) == mine.no_appeal


def test_what_was_found_of_the_manager_is_decided_by_head_office(book: Book) -> None:
    b = made(book, 7)
    add_user(book, SYSTEM, login="office", person="person:office", name="office", roles=[Role.HEAD_OFFICE])
    of_teller, of_manager = logged(book, b, b.tellers[0]), logged(book, b, b.manager, item="A7-1")
    service.appeal_finding(book, b.tellers[0], of_teller, text="not so")
    service.appeal_finding(book, b.manager, of_manager, text="not so")
    with pytest.raises(Refused):
        service.decide_appeal(book, b.manager, of_manager, upheld=True, reason="I say so")
    with pytest.raises(Refused):
        service.decide_appeal(book, "person:office", of_teller, upheld=True, reason="not theirs to decide")
    service.decide_appeal(book, "person:office", of_manager, upheld=True, reason="he was at a meeting with us")
    (mine,) = own(book, b.manager)
    assert (mine.appeal_state, mine.points_c) == ("upheld", 0)
    assert counts_words(mine)
