"""Maintenance windows: outside opening hours; inside them only with every point of the check-list in place."""

from __future__ import annotations

from datetime import timedelta

import pytest

from supervisor.branch.ledger import opening, people
from supervisor.errors import BadInput, Refused
from supervisor.journal import Book
from supervisor.language import use_language
from supervisor.meetings import service
from supervisor.meetings.announcing.customer_notice import notice_text, poster_html
from supervisor.meetings.ledger import sittings_of
from supervisor.meetings.maintenance import service as windows
from supervisor.meetings.maintenance.gate import inside_hours, missing_points, there_on
from supervisor.meetings.maintenance.ledger import check_list, last_told
from supervisor.meetings.maintenance.points import covered, missing
from supervisor.meetings.maintenance.records import POINTS, CheckList, Slot, Tick
from supervisor.meetings.problem.model import Need
from supervisor.roster.ledger import duties
from supervisor.roster.service import record_absence

from .branch_book import MONDAY, NOON, SYSTEM

START = 14 * 60
MINUTES = 60
SLOT = Slot(MONDAY, START, START + MINUTES)


def window(book: Book, **changes) -> str:
    asked = {"kind": "maintenance", "title": "自助机升级", "minutes": MINUTES, "needs": (), "first_day": MONDAY,
             "last_day": MONDAY + timedelta(days=4)}  # fmt: skip
    return service.request(book, SYSTEM, **{**asked, **changes})


def free(book: Book, count: int = 4) -> list[str]:
    """People who are at work for all of the slot."""
    with book.read() as r:
        there = there_on(r, SLOT)
    return [who for who, spans in there.items() if not covered(SLOT, spans)][:count]


def complete(book: Book, subject: str) -> list[str]:
    who = free(book)
    windows.prepare(
        book, SYSTEM, subject, day=MONDAY, start_minute=START, out_of_use="两台自助取款机", channels="手机银行"
    )
    for point in POINTS:
        named = {"guide": who[:1], "cover": who[1:3]}.get(point, [])
        windows.tick(book, SYSTEM, subject, point, persons=named, note="大堂入口")
    return who


def test_a_window_is_placed_outside_opening_hours_even_where_asked_inside(branch: Book) -> None:
    subject = window(branch, inside_hours=True)
    (sitting,) = service.place(branch, SYSTEM, subject).sittings
    with branch.read() as r:
        assert not inside_hours(r, Slot(sitting.day, sitting.start_minute, sitting.end_minute))


def test_inside_is_refused_with_the_missing_points_named_even_knowingly(branch: Book) -> None:
    use_language("en")
    subject = window(branch)
    (sitting,) = service.place(branch, SYSTEM, subject).sittings
    name = f"{sitting.day.isoformat()}/1"
    with branch.read() as r:
        _to, blocks = service.price_start(r, subject, MONDAY, START)
    assert {one.about for one in blocks if one.rule == "maintenance_ready"} == set(POINTS)
    with pytest.raises(Refused) as refused:
        service.move(
            branch, SYSTEM, subject, name, day=MONDAY, start_minute=START, reason="厂家只有这时有空", knowingly=True
        )
    for words in POINTS.values():
        assert str(words) in str(refused.value)
    who = free(branch)
    windows.prepare(branch, SYSTEM, subject, day=MONDAY, start_minute=START, out_of_use="取号机", channels="人工取号")
    for point in ("notice", "signs", "channels"):
        windows.tick(branch, SYSTEM, subject, point)
    windows.tick(branch, SYSTEM, subject, "guide", persons=who[:1])
    with pytest.raises(Refused) as refused:
        service.move(branch, SYSTEM, subject, name, day=MONDAY, start_minute=START, reason="厂家", knowingly=True)
    assert str(POINTS["cover"]) in str(refused.value)
    assert str(POINTS["guide"]) not in str(refused.value)


def test_complete_it_may_be_moved_inside_and_placed_there(branch: Book) -> None:
    subject = window(branch)
    (sitting,) = service.place(branch, SYSTEM, subject).sittings
    complete(branch, subject)
    with branch.read() as r:
        _to, blocks = service.price_start(r, subject, MONDAY, START)
        assert not [one for one in blocks if one.rule in ("maintenance_ready", "outside_opening_hours")]
    service.move(branch, SYSTEM, subject, f"{sitting.day.isoformat()}/1", day=MONDAY, start_minute=START, reason="厂家")
    with branch.read() as r:
        assert [one.plan.start_minute for one in sittings_of(r, subject) if one.state == "placed"] == [START]
    other = window(branch, title="叫号机更换")
    complete(branch, other)
    (placed,) = service.place(branch, SYSTEM, other).sittings
    assert (placed.day, placed.start_minute) == (MONDAY, START), "the planner takes the time the list is complete for"
    with pytest.raises(Refused):
        service.move(
            branch, SYSTEM, subject, f"{sitting.day.isoformat()}/1", day=MONDAY, start_minute=START - 120, reason="早",
            knowingly=True,
        )  # fmt: skip


def test_a_guide_who_goes_on_leave_keeps_the_window_from_being_announced_and_begun(branch: Book) -> None:
    subject = window(branch)
    who = complete(branch, subject)
    service.place(branch, SYSTEM, subject)
    record_absence(branch, SYSTEM, MONDAY, who[0], "sick", start_minute=START + 15, end_minute=START + 30)
    with branch.read() as r:
        assert [one.point for one in missing_points(r, subject, SLOT)] == ["guide"]
        (held,) = [one for one in sittings_of(r, subject) if one.state == "placed"]
    with pytest.raises(Refused):
        service.publish(branch, SYSTEM, MONDAY, MONDAY)
    branch.set_now(lambda: NOON + timedelta(days=1, hours=2))
    with pytest.raises(Refused):
        service.start(branch, SYSTEM, subject, held.sitting)


def test_who_may_guide_and_cover(one_branch: Book) -> None:
    use_language("en")
    subject = window(one_branch)
    windows.prepare(one_branch, SYSTEM, subject, day=MONDAY, start_minute=START, out_of_use="ATM", channels="手机银行")
    who = free(one_branch)
    with one_branch.read() as r:
        off = next(p.subject for p in people(r) if p.subject not in {d.person for d in duties(r, MONDAY)})
    with pytest.raises(Refused, match="not at work then"):
        windows.tick(one_branch, SYSTEM, subject, "guide", persons=[off])
    windows.tick(one_branch, SYSTEM, subject, "guide", persons=who[:1])
    with pytest.raises(Refused, match="guide already"):
        windows.tick(one_branch, SYSTEM, subject, "cover", persons=who[:1])
    for people_named in ([], ["person:nobody"]):
        with pytest.raises(BadInput):
            windows.tick(one_branch, SYSTEM, subject, "cover", persons=people_named)
    windows.untick(one_branch, SYSTEM, subject, "guide", reason="换人")
    with one_branch.read() as r:
        assert check_list(r, subject).ticks == ()


def test_a_tick_for_another_time_counts_for_nothing(one_branch: Book) -> None:
    subject = window(one_branch)
    complete(one_branch, subject)
    windows.prepare(
        one_branch, SYSTEM, subject, day=MONDAY, start_minute=START + 60, out_of_use="ATM", channels="手机银行"
    )
    with one_branch.read() as r:
        found = check_list(r, subject)
        assert len(windows.lacking(r, subject)) == len(POINTS)
    assert found.tick("notice") is not None
    assert not found.valid("notice")


@pytest.mark.parametrize(
    ("guides", "lacks"),
    [
        ({"a": [(840, 900)]}, False),
        ({"a": [(840, 870)], "b": [(870, 900)]}, False),
        ({"a": [(840, 870)], "b": [(875, 900)]}, True),
        ({"a": [(840, 899)]}, True),
        ({"a": []}, True),
    ],
)
def test_guides_between_them_are_there_all_the_time(guides: dict[str, list[tuple[int, int]]], lacks: bool) -> None:
    there = {**guides, "z": [(0, 1440)]}
    ticks = tuple(
        Tick(point, SLOT, {"guide": tuple(guides), "cover": ("z",)}.get(point, ()), "", "", NOON) for point in POINTS
    )
    found = missing(CheckList("m", SLOT, ticks=ticks), SLOT, there, {})
    assert [one.point for one in found] == (["guide"] if lacks else [])
    assert [one.point for one in missing(CheckList("m", SLOT, ticks=ticks), SLOT, there, {}, busy=("z",))][
        -1
    ] == "cover"


def test_what_cannot_be(one_branch: Book) -> None:
    subject = window(one_branch)
    talk = window(one_branch, kind="training", title="培训", needs=[service_need()])
    with pytest.raises(BadInput):
        windows.tick(one_branch, SYSTEM, subject, "signs")
    with pytest.raises(BadInput):
        windows.prepare(one_branch, SYSTEM, talk, day=MONDAY, start_minute=START, out_of_use="ATM")
    with pytest.raises(BadInput):
        windows.prepare(one_branch, SYSTEM, subject, day=MONDAY, start_minute=START, out_of_use=" ")
    with pytest.raises(BadInput):
        windows.prepare(
            one_branch, SYSTEM, subject, day=MONDAY - timedelta(days=9), start_minute=START, out_of_use="ATM"
        )
    windows.prepare(one_branch, SYSTEM, subject, day=MONDAY, start_minute=START, out_of_use="ATM")
    with pytest.raises(BadInput):
        windows.tick(one_branch, SYSTEM, subject, "channels")
    with pytest.raises(BadInput):
        windows.tick(one_branch, SYSTEM, subject, "coffee")
    with pytest.raises(BadInput):
        windows.untick(one_branch, SYSTEM, subject, "signs")
    with one_branch.read() as r:
        nobody = next(p.subject for p in people(r))
    with pytest.raises(Refused):
        windows.tick(one_branch, nobody, subject, "signs")


def service_need():
    from supervisor.meetings.problem.model import Need

    return Need(by="everyone")


def test_the_notice_is_filled_from_the_template_and_may_be_reworded(one_branch: Book) -> None:
    use_language("zh")
    subject = window(one_branch)
    with one_branch.read() as r, pytest.raises(BadInput):
        notice_text(r, subject)
    windows.prepare(
        one_branch, SYSTEM, subject, day=MONDAY, start_minute=START, out_of_use="<取款机>", channels="手机银行"
    )
    with one_branch.read() as r:
        text = notice_text(r, subject)
        hours = opening(r, MONDAY)
    assert hours is not None
    for words in ("2026年11月23日", "星期一", "14:00—15:00", "<取款机>", "手机银行", "歉意"):
        assert words in text
    assert "{" not in text
    assert "网点：" not in text, "a line about something nobody wrote down is left out"
    html = poster_html(text)
    assert "&lt;取款机&gt;" in html
    assert '<p class="when">2026年11月23日' in html
    windows.prepare(
        one_branch, SYSTEM, subject, day=MONDAY, start_minute=START, out_of_use="取款机", notice="另拟公告\n\n见谅"
    )
    with one_branch.read() as r:
        assert notice_text(r, subject) == "另拟公告\n\n见谅"
        told = last_told(r)
    assert told is not None
    assert told.out_of_use == "取款机"
    use_language("en")


def test_guide_and_cover_are_kept_out_of_other_meetings(one_branch: Book) -> None:
    from supervisor.meetings.problem.model import Need

    book, subject = one_branch, window(one_branch)
    guide, cover, _second, other = complete(book, subject)

    def asked(person: str) -> str:
        return service.request(
            book, SYSTEM, kind="ad_hoc", title=f"谈话 {person[-3:]}", minutes=30, first_day=MONDAY, last_day=MONDAY,
            earliest_minute=START, latest_minute=START + MINUTES, inside_hours=True,
            needs=[Need(by="person", value=person)],
        )  # fmt: skip

    rules = {}
    for person in (guide, cover):
        answer = service.place(book, SYSTEM, asked(person))
        assert not answer.sittings, "named, and the window itself has no time yet"
        rules[person] = {(one.rule, one.person) for one in answer.blocks}
        assert ("not_covering_elsewhere", person) in rules[person]
    service.place(book, SYSTEM, subject)
    service.publish(book, SYSTEM, MONDAY, MONDAY)
    again, free_one = asked(guide), asked(other)
    assert not service.place(book, SYSTEM, again).sittings
    with book.read() as r:
        _to, blocks = service.price_start(r, again, MONDAY, START)
        assert "not_covering_elsewhere" in {one.rule for one in blocks}
        _to, blocks = service.price_start(r, again, MONDAY, START - 120)
        assert "not_covering_elsewhere" not in {one.rule for one in blocks}
        _to, blocks = service.price_start(r, free_one, MONDAY, START)
        assert "not_covering_elsewhere" not in {one.rule for one in blocks}
    service.cancel(book, SYSTEM, subject, "厂家改期")
    with book.read() as r:
        _to, blocks = service.price_start(r, again, MONDAY, START)
    assert "not_covering_elsewhere" not in {one.rule for one in blocks}, "a window called off binds nobody"


@pytest.mark.parametrize(
    ("changed", "again"),
    [
        ({"channels": "手机银行、网上银行"}, {"notice", "channels"}),
        ({"out_of_use": "存款机"}, {"notice", "signs"}),
        ({"notice": "公告另写"}, {"notice"}),
        ({}, set()),
    ],
)
def test_words_that_change_are_put_up_anew(one_branch: Book, changed: dict[str, str], again: set[str]) -> None:
    """The paper on the wall says what it said when it was ticked."""
    subject = window(one_branch)
    words = {"out_of_use": "取款机", "channels": "手机银行"}
    windows.prepare(one_branch, SYSTEM, subject, day=MONDAY, start_minute=START, **words)
    for point in ("notice", "signs", "channels"):
        windows.tick(one_branch, SYSTEM, subject, point)
    windows.prepare(one_branch, SYSTEM, subject, day=MONDAY, start_minute=START, **(words | changed))
    with one_branch.read() as r:
        found = check_list(r, subject)
        lacks = [str(one) for one in windows.lacking(r, subject)]
    assert {point for point in ("notice", "signs", "channels") if not found.valid(point)} == again
    assert sum("内容已改" in one for one in lacks) == len(again)
    for point in again:
        windows.tick(one_branch, SYSTEM, subject, point)
    with one_branch.read() as r:
        assert not any("内容已改" in str(one) for one in windows.lacking(r, subject))


def test_who_does_the_maintenance_is_no_emergency_cover(one_branch: Book) -> None:
    who = free(one_branch)
    subject = window(one_branch, needs=(Need(by="person", value=who[1]),))
    windows.prepare(one_branch, SYSTEM, subject, day=MONDAY, start_minute=START, out_of_use="机", channels="手机银行")
    with pytest.raises(Refused):
        windows.tick(one_branch, SYSTEM, subject, "cover", persons=[who[1]])
    windows.tick(one_branch, SYSTEM, subject, "cover", persons=[who[2]])


def test_a_tick_taken_back_says_that_the_window_may_not_be_held_where_it_stands(one_branch: Book) -> None:
    subject = window(one_branch)
    complete(one_branch, subject)
    service.place(one_branch, SYSTEM, subject)
    with one_branch.read() as r:
        (held,) = sittings_of(r, subject)
        inside = inside_hours(r, Slot(held.plan.day, held.plan.start_minute, held.plan.end_minute))
    assert windows.untick(one_branch, SYSTEM, subject, "signs") == inside
    service.move(
        one_branch, SYSTEM, subject, held.sitting, day=MONDAY, start_minute=19 * 60, reason="闭店后", knowingly=True
    )
    assert not windows.untick(one_branch, SYSTEM, subject, "notice")
