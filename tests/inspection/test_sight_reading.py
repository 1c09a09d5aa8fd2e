"""What sight reads from a book: corrections, waivers, appeals, rights; and the same from every engine."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from supervisor.access import Role
from supervisor.access.service import add_user
from supervisor.errors import BadInput, Refused
from supervisor.inspection import ledger, service
from supervisor.inspection.ledger.repeats import repeats as counted
from supervisor.inspection.sight import reading as sight
from supervisor.inspection.sight.ledger import seen
from supervisor.inspection.sight.offenders import repeats
from supervisor.inspection.sight.trends import heat_map, trends
from supervisor.inspection.whole import log_inspection
from supervisor.journal import SYSTEM, Book

from .branches import MORNING, Branch, made

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)
ITEM = "A1-1"


def logged(book: Book, b: Branch, *persons: str, at=MORNING, place: str = "", source: str = "on_site") -> str:
    row = {"item": ITEM, "verdict": "fail", "persons": list(persons)}
    return log_inspection(book, b.supervisor, "discipline", [row], others_pass=True, at=at, place=place, source=source)  # type: ignore[arg-type]


def finding_of(book: Book, subject: str):
    with book.read() as r:
        return ledger.findings_of(r, subject)[0]


def test_looks_and_hits_as_they_were_logged(any_book: Book) -> None:
    b = made(any_book)
    subject = logged(any_book, b, b.tellers[0], place="lobby", source="video")
    with any_book.read() as r:
        found = seen(r, FIRST, LAST)
        items = [item.id for item in ledger.sheet(r, subject).template.items()]
    [look], [hit] = found.looks, found.hits
    assert (look.subject, look.hour, look.day, look.place, look.source) == (
        subject,
        9,
        date(2026, 11, 20),
        "lobby",
        "video",
    )
    assert look.inspector == b.supervisor
    assert list(look.judged) == items
    assert (hit.key, hit.persons, hit.areas, hit.waived) == (f"discipline/{ITEM}", (b.tellers[0],), ("lobby",), False)


def test_what_is_not_applicable_or_unfinished_is_no_chance(book: Book) -> None:
    b = made(book)
    log_inspection(book, b.supervisor, "discipline", [{"item": ITEM, "verdict": "na"}], others_pass=True, at=MORNING)
    service.begin(book, b.supervisor, "discipline", at=MORNING)
    with book.read() as r:
        [look] = seen(r, FIRST, LAST).looks
    assert ITEM not in look.judged


def test_narrowed_down_by_check_list_place_source_and_day(book: Book) -> None:
    b = made(book)
    logged(book, b, b.tellers[0], place="lobby")
    logged(book, b, b.tellers[0], source="video")
    log_inspection(book, b.supervisor, "appearance", [], others_pass=True, at=MORNING)
    with book.read() as r:
        assert len(seen(r, FIRST, LAST).looks) == 3
        assert len(seen(r, FIRST, LAST, template="appearance").looks) == 1
        assert len(seen(r, FIRST, LAST, place="lobby").hits) == 1
        assert len(seen(r, FIRST, LAST, source="video").looks) == 1
        assert seen(r, FIRST, date(2026, 11, 19)).looks == ()


def test_a_correction_stands_in_the_place_of_what_it_corrects(book: Book) -> None:
    b = made(book)
    subject = logged(book, b, b.tellers[0])
    corrected = service.revise(book, b.manager, subject, reason="wrong person")
    service.answer(book, b.manager, corrected, ITEM, "fail", persons=(b.tellers[1],))
    with book.read() as r:
        assert [look.subject for look in seen(r, FIRST, LAST).looks] == [subject]
    service.finish(book, b.manager, corrected)
    with book.read() as r:
        found = seen(r, FIRST, LAST)
    assert [look.subject for look in found.looks] == [corrected]
    assert found.looks[0].inspector == b.supervisor
    assert [hit.persons for hit in found.hits] == [(b.tellers[1],)]


def test_waived_stands_apart_and_an_upheld_appeal_is_no_finding(book: Book) -> None:
    b = made(book)
    first, second = logged(book, b, b.tellers[0]), logged(book, b, b.tellers[0], at=MORNING - timedelta(hours=1))
    service.waive_finding(book, b.manager, finding_of(book, first).subject, reason="surge")
    appealed = finding_of(book, second).subject
    service.appeal_finding(book, b.tellers[0], appealed, text="not me")
    with book.read() as r:
        assert [hit.waived for hit in seen(r, FIRST, LAST).hits] == [False, True]
    service.decide_appeal(book, b.manager, appealed, upheld=True, reason="right")
    with book.read() as r:
        found = seen(r, FIRST, LAST)
    assert [(hit.inspection, hit.waived) for hit in found.hits] == [(first, True)]
    assert len(found.looks) == 2


@pytest.mark.parametrize("role", [Role.STAFF, Role.COMPLAINT_HANDLER, Role.COMMANDER, Role.ADMINISTRATOR])
def test_without_the_right_one_sees_only_oneself(book: Book, role: Role) -> None:
    b = made(book)
    mine = b.tellers[2]
    add_user(book, SYSTEM, login="me", person=mine, name="me", roles=[role])
    logged(book, b, b.tellers[0], mine)
    logged(book, b, b.tellers[1])
    with book.read() as r:
        found = sight.look_over(r, mine, FIRST, LAST)
        with pytest.raises(Refused):
            sight.for_comparison(r, mine, FIRST, LAST)
        words = sight.labels(r, found)
    assert found.own == mine
    assert [hit.persons for hit in found.hits] == [(mine,)]
    assert {look.inspector for look in found.looks} == {""}
    keys = [line.key for line in trends(found, "person")[1]] + list(heat_map(found, "person_item").rows)
    keys += [one.who for one in repeats(found, words.repeat_days, least=1)]
    assert set(keys) == {mine}


def test_who_may_read_people_sees_all(book: Book) -> None:
    b = made(book)
    logged(book, b, b.tellers[0])
    with book.read() as r:
        for who in (b.manager, b.supervisor):
            assert len(sight.look_over(r, who, FIRST, LAST).hits) == 1
            assert len(sight.for_comparison(r, who, FIRST, LAST).looks) == 1


def test_repeats_remember_as_long_as_the_check_list_says(book: Book) -> None:
    b = made(book)
    for days in (100, 95, 0):
        logged(book, b, b.tellers[0], at=MORNING - timedelta(days=days))
    with book.read() as r:
        found = seen(r, date(2026, 1, 1), LAST)
        words = sight.labels(r, found)
    assert set(words.repeat_days.values()) == {90}
    [one] = repeats(found, words.repeat_days)
    assert one.times == 2
    assert words.of("item", one.key).startswith(ITEM)
    assert words.of("place", "") != ""


def test_a_chain_that_began_before_the_period_is_whole(book: Book) -> None:
    b = made(book)
    for days in (80, 40, 0):
        logged(book, b, b.tellers[0], at=MORNING - timedelta(days=days))
    with book.read() as r:
        found, words, [one] = sight.look_back(r, b.manager, LAST - timedelta(days=20), LAST)
        assert len(found.looks) == 1
        assert one.times == 3
        assert words.of("person", one.who) != one.who
        assert sight.look_back(r, b.manager, date(2026, 12, 1), date(2026, 12, 31))[2] == []


def test_the_n_th_time_is_the_same_everywhere(book: Book) -> None:
    """A chain may be longer than what is remembered: the last one is the third time in ninety days, of four in all."""
    b = made(book)
    for days in (120, 80, 40, 0):
        logged(book, b, b.tellers[0], at=MORNING - timedelta(days=days))
    with book.read() as r:
        _found, _words, [one] = sight.look_back(r, b.manager, LAST - timedelta(days=20), LAST)
        last = one.chain[-1].subject
        (finding,) = [f for f in ledger.findings(r, LAST - timedelta(days=20), LAST) if f.subject == last]
        assert (one.times, one.nth) == (4, 3)
        assert counted(r, [last])[last].times == one.nth
        assert finding.earlier + 1 == one.nth


def test_a_period_turned_round_is_refused() -> None:
    assert sight.period(date(2026, 11, 20)) == (date(2026, 8, 22), date(2026, 11, 20))
    with pytest.raises(BadInput):
        sight.period(LAST, LAST, FIRST)
