"""An agenda is changed point by point: own words outlive the draft, and what was held is read as it was held."""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta

import msgspec
import pytest

from supervisor.actions.ledger import action
from supervisor.actions.service import raise_action, take_up
from supervisor.branch.faults import WrongField
from supervisor.complaints.promises import service as promises
from supervisor.errors import BadInput, Refused
from supervisor.journal import SYSTEM, Book
from supervisor.language import use_language
from supervisor.meetings.agenda import service
from supervisor.meetings.agenda.ledger import archive, held
from supervisor.meetings.agenda.merging import keyed, merged, read_out
from supervisor.meetings.agenda.records import Agenda, Edit, Edits, Point, Section, briefing_subject, review_subject
from supervisor.meetings.ledger import sittings_of
from supervisor.meetings.service import end, place, publish, request, start
from supervisor.overview import agenda_html, briefing_now, review_now, search
from supervisor.together import agenda_not_held, end_sitting, hold_agenda, sitting_of_agenda

from .branch_day import DAY, YESTERDAY, Made, made

SUBJECT = briefing_subject(DAY)


@pytest.fixture
def branch(book: Book) -> Made:
    use_language("en")
    return made(book)


def now(branch: Made) -> Agenda:
    with branch.book.read() as r:
        return briefing_now(r, DAY)


def section(agenda: Agenda, key: str) -> Section:
    return next(one for one in agenda.sections if one.key == key)


def test_own_words_stay_while_the_draft_around_them_changes(branch: Made) -> None:
    point = section(now(branch), "problems").points[0]
    service.word_point(
        branch.book, branch.manager, SUBJECT, "problems", point.key, "  我亲自讲  这一条 ", drafted=point.text
    )
    bright = section(now(branch), "bright").points[0]
    service.strike_point(branch.book, branch.manager, SUBJECT, "bright", bright.key)
    added = service.add_point(branch.book, branch.manager, SUBJECT, "problems", "下雨，门口放防滑垫")
    promises.record_praise(branch.book, branch.handler, source="customer", persons=[branch.tellers[1]], what="耐心讲解")
    agenda = now(branch)
    mine = next(p for p in section(agenda, "problems").points if p.key == point.key)
    assert (mine.text, mine.own, mine.drafted) == ("我亲自讲 这一条", True, point.text)
    assert section(agenda, "problems").points[-1].key == added
    struck = {p.key: p.struck for p in section(agenda, "bright").points}
    assert struck[bright.key]
    html = agenda_html(agenda)
    assert "下雨，门口放防滑垫" in html
    assert bright.text not in html
    # back to the draft: with its own words, or with none
    service.word_point(branch.book, branch.manager, SUBJECT, "problems", point.key, point.text, drafted=point.text)
    service.word_point(branch.book, branch.manager, SUBJECT, "problems", added, "")
    assert {p.key for p in section(now(branch), "problems").points} == {
        p.key for p in section(agenda, "problems").points
    } - {added}
    assert not any(p.own for p in section(now(branch), "problems").points)


def test_a_point_in_own_words_stays_when_its_fault_is_gone() -> None:
    chance = random.Random(3)
    texts = [f"点{chance.randrange(10**6)}" for _ in range(6)]
    draft = Agenda("支行", DAY, None, (Section("s", "节", tuple(Point(t) for t in texts), "无"),))
    keys = [p.key for p in keyed(draft.sections)[0].points]
    edits = Edits(
        {
            keys[0]: Edit(keys[0], "s", "自己的话", texts[0], False, False, 1),
            keys[1]: Edit(keys[1], "s", "", "", False, True, 2),
        },
        {"s": (keys[3], keys[2])},
    )
    assert [p.key for p in merged(draft, edits).sections[0].points][:2] == [keys[3], keys[2]]
    later = msgspec.structs.replace(draft, sections=(Section("s", "节", tuple(Point(t) for t in texts[2:]), "无"),))
    points = merged(later, edits).sections[0].points
    assert [(p.text, p.own) for p in points if p.own] == [("自己的话", True)]
    assert keys[1] not in {p.key for p in points}, "struck and gone"
    assert read_out(merged(draft, edits)).sections[0].points == tuple(
        p for p in merged(draft, edits).sections[0].points if p.key != keys[1]
    )


def test_two_points_about_the_same_have_keys_of_their_own() -> None:
    alike = (Point("a", "", "person:1"), Point("b", "", "person:1"), Point("a"), Point("a"))
    keys = [p.key for p in keyed((Section("s", "", alike, ""),))[0].points]
    assert len(set(keys)) == 4
    once = keyed((Section("s", "", alike, ""),))
    assert keyed(once) == once


def test_the_order_is_kept_and_what_is_new_comes_last(branch: Made) -> None:
    keys = [p.key for p in section(now(branch), "people").points]
    assert len(keys) > 1
    service.order_points(branch.book, branch.manager, SUBJECT, "people", keys[::-1])
    assert [p.key for p in section(now(branch), "people").points] == keys[::-1]
    added = service.add_point(branch.book, branch.manager, SUBJECT, "people", "新人到岗")
    assert [p.key for p in section(now(branch), "people").points] == [*keys[::-1], added]


def test_held_is_read_again_exactly_and_changed_no_more(branch: Made) -> None:
    key = section(now(branch), "bright").points[0].key
    service.strike_point(branch.book, branch.manager, SUBJECT, "bright", key)
    there = [branch.manager, *branch.tellers[:2]]
    hold_agenda(
        branch.book, branch.manager, SUBJECT, present=there, chair=branch.manager, started_minute=500, ended_minute=512
    )
    with branch.book.read() as r:
        kept = held(r, SUBJECT)
        assert kept is not None
        before = briefing_now(r, DAY)
    assert before == kept.agenda
    assert key not in {p.key for s in kept.agenda.sections for p in s.points}
    assert set(kept.present) == set(there)
    promises.record_praise(branch.book, branch.handler, source="customer", persons=[branch.tellers[0]], what="事后补记")
    use_language("zh")
    assert now(branch) == before, "neither later facts nor another language change what was held"
    with pytest.raises(Refused):
        service.add_point(branch.book, branch.manager, SUBJECT, "bright", "再补一条")
    with pytest.raises(Refused):
        hold_agenda(branch.book, branch.manager, SUBJECT, present=there)
    with branch.book.read() as r:
        words = before.sections[0].points[0].text
        assert [one.subject for one in archive(r, words=words.upper())] == [SUBJECT]
        assert archive(r, words="没有人说过这句") == []
        assert archive(r, DAY + timedelta(days=1)) == []
        assert [hit.subject for hit in search(r, words) if hit.kind == "agenda"] == [SUBJECT]
        assert [hit.subject for hit in search(r, DAY.isoformat()) if hit.kind == "agenda"] == [SUBJECT]
        assert not [hit for hit in search(r, words, branch.tellers[0]) if hit.kind == "agenda"]


def test_what_cannot_be(branch: Made) -> None:
    book, manager, teller = branch.book, branch.manager, branch.tellers[0]
    with pytest.raises(Refused):
        service.add_point(book, teller, SUBJECT, "bright", "我也说一句")
    with pytest.raises(BadInput):
        service.add_point(book, manager, SUBJECT, "bright", "  ")
    with pytest.raises(BadInput):
        service.add_point(book, manager, SUBJECT, "bright", "长" * 501)
    with pytest.raises(BadInput):
        hold_agenda(book, manager, SUBJECT, present=[])
    with pytest.raises(BadInput):
        hold_agenda(book, manager, SUBJECT, present=[manager], started_minute=520, ended_minute=500)
    with pytest.raises(Refused):
        hold_agenda(book, manager, briefing_subject(DAY + timedelta(days=3)), present=[manager])
    with pytest.raises(BadInput):
        hold_agenda(book, manager, "briefing:yesterday", present=[manager])
    with book.read() as r:
        assert archive(r) == []


def at(branch: Made, hour: int, minute: int = 0) -> None:
    branch.book.set_now(lambda: datetime.combine(DAY, time(hour, minute), branch.book.zone))


def published_briefing(branch: Made) -> tuple[str, str]:
    from supervisor.meetings.problem.model import Need

    subject = request(
        branch.book, SYSTEM, kind="briefing", title="晨会", minutes=15, needs=[Need(by="everyone")], first_day=DAY,
        earliest_minute=17 * 60, latest_minute=18 * 60,
    )  # fmt: skip
    (sitting,) = place(branch.book, SYSTEM, subject).sittings
    publish(branch.book, SYSTEM, DAY, DAY)
    at(branch, 18)  # what follows is entered once it has happened
    return subject, f"{sitting.day.isoformat()}/{sitting.batch}"


def test_holding_begins_and_ends_the_sitting_of_the_day(branch: Made) -> None:
    subject, sitting = published_briefing(branch)
    hold_agenda(branch.book, branch.manager, SUBJECT, present=branch.tellers, started_minute=1021, ended_minute=1033)
    with branch.book.read() as r:
        one = sitting_of_agenda(r, SUBJECT)
        kept = held(r, SUBJECT)
    assert one is not None
    assert kept is not None
    assert (one.state, one.started_minute, one.ended_minute) == ("ended", 1021, 1033)
    assert set(one.attending) == set(branch.tellers)
    assert (kept.meeting, kept.sitting) == (subject, sitting)


def test_a_sitting_that_ends_keeps_its_agenda(branch: Made) -> None:
    subject, sitting = published_briefing(branch)
    start(branch.book, branch.manager, subject, sitting, attending=branch.tellers[:2], minute=1020)
    end_sitting(branch.book, branch.manager, subject, sitting, minute=1034)
    with branch.book.read() as r:
        kept = held(r, SUBJECT)
    assert kept is not None
    assert (kept.started_minute, kept.ended_minute) == (1020, 1034)
    assert set(kept.present) == set(branch.tellers[:2])


def test_the_end_alone_is_no_fault_where_the_agenda_was_entered_before(branch: Made) -> None:
    subject, sitting = published_briefing(branch)
    start(branch.book, branch.manager, subject, sitting, minute=1020)
    hold_agenda(branch.book, branch.manager, SUBJECT, present=branch.tellers, ended_minute=1035)
    with pytest.raises(Refused):
        end(branch.book, branch.manager, subject, sitting)


def test_measures_become_actions_and_head_the_next_review(branch: Made) -> None:
    with branch.book.read() as r:
        first = review_now(r, "2026-10")
    assert section(first, "settled").points == ()
    subject = service.set_measure(
        branch.book, branch.manager, "2026-10", "午间增开一个窗口", owner=branch.supervisor, due=DAY + timedelta(days=9)
    )
    with branch.book.read() as r:
        raised = action(r, subject)
        assert raised is not None
        assert (raised.owner, raised.due, raised.state) == (branch.supervisor, DAY + timedelta(days=9), "open")
        assert [p.subject for p in section(review_now(r, "2026-10"), "new").points] == [subject]
        later = section(review_now(r, "2026-11"), "settled").points
        assert [p.subject for p in later] == [subject]
        assert section(review_now(r, "2026-09"), "settled").points == (), "an earlier review knows nothing of it"
    take_up(branch.book, branch.supervisor, subject)
    with branch.book.read() as r:
        after = section(review_now(r, "2026-11"), "settled").points
    assert after[0].detail != later[0].detail
    with pytest.raises(BadInput):
        service.set_measure(branch.book, branch.manager, "2026-10", "谁负责", owner="person:nobody")
    with pytest.raises(BadInput):
        service.set_measure(branch.book, branch.manager, "2026-10", "已过期", owner=branch.manager, due=YESTERDAY)


def test_a_review_says_the_month_beside_the_month_before(branch: Made) -> None:
    raise_action(branch.book, branch.manager, title="换灯管", owner=branch.supervisor)
    with branch.book.read() as r:
        agenda = review_now(r, "2026-11")
        with pytest.raises(BadInput):
            review_now(r, "2026-13")
    assert agenda.subject == review_subject("2026-11")
    words = {p.key: p for s in agenda.sections for p in s.points}
    assert words["complaints|complaints"].text == "Complaints: 1"
    assert words["complaints|complaints"].detail == "nothing on record the month before"
    assert "2 raised" in words["quality|actions"].text
    assert "traffic|target" in words
    assert "Service review of 2026-11" in agenda_html(agenda)


def test_a_stranger_month_has_an_agenda_too(book: Book) -> None:
    from supervisor.branch.service import found_branch

    found_branch(book, SYSTEM, name="空")
    with book.read() as r:
        agenda = review_now(r, "2020-02")
    assert agenda.day == date.fromordinal(agenda.day.toordinal())
    assert agenda_html(agenda)


def test_what_has_not_happened_yet_is_not_entered_as_held(branch: Made) -> None:
    subject, _sitting = published_briefing(branch)
    at(branch, 5, 31)
    for times, field in (({"started_minute": 495, "ended_minute": 510}, "started"),
                         ({"started_minute": 320, "ended_minute": 335}, "ended")):  # fmt: skip
        with pytest.raises(WrongField) as fault:
            hold_agenda(branch.book, branch.manager, SUBJECT, present=branch.tellers, **times)
        assert fault.value.field == field
    with branch.book.read() as r:
        assert held(r, SUBJECT) is None
        assert {one.state for one in sittings_of(r, subject)} == {"published"}


def test_held_by_mistake_is_taken_back_with_its_sitting(branch: Made) -> None:
    subject, _sitting = published_briefing(branch)
    service.add_point(branch.book, branch.manager, SUBJECT, "bright", "雨天防滑")
    before = now(branch)
    steps = hold_agenda(
        branch.book, branch.manager, SUBJECT, present=branch.tellers, started_minute=1021, ended_minute=1033
    )
    agenda_not_held(branch.book, branch.manager, SUBJECT, steps)
    with branch.book.read() as r:
        assert held(r, SUBJECT) is None
        assert {one.state for one in sittings_of(r, subject)} == {"published"}
    assert now(branch) == before, "it is the draft again, with what was written in it"
    hold_agenda(branch.book, branch.manager, SUBJECT, present=branch.tellers, started_minute=1022, ended_minute=1030)
    with branch.book.read() as r:
        assert {(one.state, one.started_minute) for one in sittings_of(r, subject)} == {("ended", 1022)}
    with pytest.raises(Refused):
        agenda_not_held(branch.book, branch.tellers[0], SUBJECT, ())


def test_without_times_it_was_held_as_planned_and_not_before(branch: Made) -> None:
    subject, sitting = published_briefing(branch)
    with branch.book.read() as r:
        plan = sittings_of(r, subject)[0].plan
    at(branch, plan.start_minute // 60 - 2)
    with pytest.raises(WrongField) as fault:
        hold_agenda(branch.book, branch.manager, SUBJECT, present=branch.tellers)
    assert fault.value.field == "started"
    at(branch, 19)
    hold_agenda(branch.book, branch.manager, SUBJECT, present=branch.tellers)
    with branch.book.read() as r:
        one, kept = sittings_of(r, subject)[0], held(r, SUBJECT)
    assert kept is not None
    planned = (plan.start_minute, plan.end_minute)
    assert (one.state, one.started_minute, one.ended_minute) == ("ended", *planned)
    assert (kept.started_minute, kept.ended_minute, kept.sitting) == (*planned, sitting)


def test_the_briefing_of_yesterday_takes_its_sitting_with_it(branch: Made) -> None:
    subject, _sitting = published_briefing(branch)
    branch.book.set_now(lambda: datetime.combine(DAY + timedelta(days=1), time(9), branch.book.zone))
    hold_agenda(branch.book, branch.manager, SUBJECT, present=branch.tellers)
    with branch.book.read() as r:
        one = sittings_of(r, subject)[0]
    assert (one.state, one.started_minute, one.ended_minute) == ("ended", one.plan.start_minute, one.plan.end_minute)
    assert set(one.attending) == set(branch.tellers)
