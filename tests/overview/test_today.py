"""Today, the briefing and search over a branch made by chance."""

from datetime import date, datetime, time

import msgspec
import pytest

from supervisor.branch.ledger import people
from supervisor.complaints.ledger import complaint
from supervisor.errors import BadInput
from supervisor.journal import SYSTEM, Book
from supervisor.language import use_language
from supervisor.meetings.problem.model import Need
from supervisor.meetings.service import request
from supervisor.overview import briefing, briefing_html, meeting_suggestion, month_figures, search, today

from .branch_day import CLASS, DAY, SECRET, YESTERDAY, ZONE, Made, made

NINE_THIRTY = 9 * 60 + 30


@pytest.fixture
def branch(book: Book) -> Made:
    """The branch at 09:30 on a Friday."""
    return made(book)


def test_customers_expected_and_come_so_far(branch: Made) -> None:
    with branch.book.read() as r:
        seen = today(r, DAY, NINE_THIRTY).customers
    assert 100 < seen.low < seen.expected < seen.high < 260
    assert len(seen.curve.expected) == 34
    assert seen.so_far is not None
    assert sum(seen.curve.actual) == seen.so_far
    assert len(seen.curve.actual) == 4
    assert seen.busiest is not None
    assert (seen.busiest.service_class, seen.busiest.end_minute - seen.busiest.start_minute) == (CLASS, 15)
    assert min(abs(seen.busiest.start_minute - crowd) for crowd in (10 * 60 + 15, 14 * 60 + 30)) <= 75
    assert all(low <= mid <= high for low, mid, high in zip(seen.curve.low, seen.curve.expected, seen.curve.high,
                                                            strict=True))  # fmt: skip


def test_posts_say_where_somebody_is_missing(branch: Made) -> None:
    with branch.book.read() as r:
        morning, noon = today(r, DAY, 8 * 60), today(r, DAY, 12 * 60 + 10)
    (post,) = morning.posts
    assert (post.missing, len(post.persons), post.short_from_minute) == (0, 3, 12 * 60)  # as it is at opening
    (post,) = noon.posts
    assert (post.missing, post.short_until_minute) == (1, 12 * 60 + 30)
    assert branch.tellers[0] not in post.persons
    assert [(one.person, one.kind) for one in noon.away] == [(branch.tellers[2], "sick")]
    assert (noon.people, noon.present, noon.planned) == (6, 3, True)


def test_what_is_owed_comes_with_the_latest_first(branch: Made) -> None:
    with branch.book.read() as r:
        at_nine, at_eleven = today(r, DAY, NINE_THIRTY).todo, today(r, DAY, 11 * 60).todo
        number = complaint(r, branch.complaint)
    assert number is not None
    kinds = {one.kind: one for one in at_nine}
    assert set(kinds) >= {"action", "complaint", "call_back", "comment_book"}
    assert kinds["complaint"].state == "late"  # neither answered on the spot nor given first feedback
    assert number.number in kinds["complaint"].title
    assert (kinds["call_back"].state, {one.kind: one for one in at_eleven}["call_back"].state) == ("today", "late")
    order = [one.state for one in at_eleven]
    assert order == sorted(order, key=["late", "today", "soon", "open"].index)


def test_yesterday_in_figures(branch: Made) -> None:
    with branch.book.read() as r:
        before = today(r, DAY, NINE_THIRTY).yesterday
        monday = today(r, date(2026, 11, 23), 0).yesterday
    assert before is not None
    assert before.day == YESTERDAY
    assert (before.inspections, before.findings, before.complaints, before.praise) == (1, 1, 1, 1)
    assert before.average_percent_c is not None
    assert 9000 < before.average_percent_c < 10000
    assert before.customers is not None
    assert before.customers >= 160
    assert before.forecast_error is not None
    assert abs(before.forecast_error) < 0.2
    assert before.longest_wait_minutes is not None
    assert 10 < before.longest_wait_minutes <= 15
    assert before.longest_wait_class == CLASS
    assert monday is not None
    assert monday.day == DAY  # over a weekend, yesterday is the last open day


def test_everything_said_is_plain_data(branch: Made) -> None:
    with branch.book.read() as r:
        page = today(r, DAY, NINE_THIRTY)
        agenda = briefing(r, DAY)
    assert msgspec.json.decode(msgspec.json.encode(page))["branch"] == page.branch
    assert msgspec.json.encode(agenda)


def test_briefing_drafts_problems_and_bright_spots_without_the_customers_words(branch: Made) -> None:
    use_language("en")
    with branch.book.read() as r:
        agenda = briefing(r, DAY)
    sections = {section.key: section for section in agenda.sections}
    assert len(sections["problems"].points) == 2
    assert any("late change" in point.detail for point in sections["problems"].points)
    assert [point.subject.partition(":")[0] for point in sections["bright"].points] == ["praise"]
    assert sections["care"].points
    assert any(point.detail == "13:00–17:00" for point in sections["people"].points)
    assert any("short from 12:00 to 12:30" in point.text for point in sections["people"].points)
    html = briefing_html(agenda)
    for secret in (SECRET, "王某某", "13812345678", "13900000000"):
        assert secret not in html


def test_briefing_is_printed_in_both_languages_and_escapes(branch: Made) -> None:
    with branch.book.read() as r:
        use_language("en")
        english = briefing_html(briefing(r, DAY))
        use_language("zh")
        chinese = briefing_html(briefing(r, DAY))
    assert 'lang="en"' in english
    assert "Morning briefing" in english
    assert 'lang="zh-CN"' in chinese
    hostile = msgspec.structs.replace(briefing_of(branch), branch="<script>alert(1)</script>")
    assert "<script>" not in briefing_html(hostile)


def briefing_of(branch: Made):
    with branch.book.read() as r:
        return briefing(r, DAY)


def test_search_finds_people_cases_actions_and_checks(branch: Made) -> None:
    with branch.book.read() as r:
        case = complaint(r, branch.complaint)
        assert case is not None
        assert [hit.subject for hit in search(r, case.number.lower())] == [branch.complaint]
        assert branch.complaint in {hit.subject for hit in search(r, str(int(case.number.rpartition("-")[2])))}
        assert {hit.kind for hit in search(r, YESTERDAY.isoformat())} == {"inspection"}
        assert len([hit for hit in search(r, "人") if hit.kind == "person"]) == 6
        assert search(r, "  ") == []
        assert search(r, "13812345678") == []
        assert search(r, "9999-99-99") == []


def test_search_shows_nobody_what_he_may_not_read(branch: Made) -> None:
    with branch.book.read() as r:
        case = complaint(r, branch.complaint)
        assert case is not None
        assert search(r, case.number, branch.handler)
        assert search(r, case.number, branch.tellers[1])  # first taker
        assert search(r, case.number, branch.tellers[0]) == []  # whom it is about
        assert search(r, case.number, branch.tellers[2]) == []
        assert {hit.subject for hit in search(r, "人", branch.tellers[0])} == {branch.tellers[0]}


def test_month_figures(branch: Made) -> None:
    with branch.book.read() as r:
        figures = month_figures(r, "2026-11")
        empty = month_figures(r, "2020-01")
        with pytest.raises(BadInput):
            month_figures(r, "2026-13")
    assert (figures.inspections, figures.complaints, figures.praise, figures.findings) == (1, 1, 1, 1)
    assert figures.customers > 15 * 100
    assert figures.within_target is not None
    assert 0.5 < figures.within_target < 0.8
    assert figures.complaints_by_cause == {"waiting": 1}
    assert figures.complaints_in_time is None, "nobody has answered it, and no limit is past"
    assert figures.days_open == 15
    assert (empty.customers, empty.mean_wait_minutes, empty.complaints_in_time) == (0, None, None)


def test_a_waiting_request_is_given_a_place_with_its_price(branch: Made) -> None:
    with branch.book.read() as r:
        assert meeting_suggestion(r, DAY) is None
    request(
        branch.book, SYSTEM, kind="training", title="反假币", minutes=30,
        needs=[Need(by="person", value=branch.tellers[0])],
        first_day=DAY, last_day=date(2026, 11, 24), inside_hours=True,
    )  # fmt: skip
    with branch.book.read() as r:
        found = meeting_suggestion(r, DAY)
        page = today(r, DAY, NINE_THIRTY)
    assert found is not None
    assert found.title == "反假币"
    assert page.unplaced_meetings == 1


def test_a_closed_day_and_an_empty_branch(book: Book) -> None:
    from supervisor.branch.service import found_branch

    book.set_now(lambda: datetime.combine(DAY, time(9), ZONE))
    found_branch(book, SYSTEM, name="空")
    with book.read() as r:
        page = today(r, DAY, 540)
        agenda = briefing(r, DAY)
    assert page.opening is None
    assert page.customers.so_far is None
    assert page.yesterday is None
    assert (page.posts, page.present) == ((), 0)
    assert agenda.sections
    assert briefing_html(agenda)


def test_undecided_appeals_are_owed_until_they_are_decided(branch: Made) -> None:
    """About a finding and about a month's points alike; who appealed is not told to everybody."""
    from supervisor.appraisal import service as appraisal
    from supervisor.appraisal.library import shipped
    from supervisor.appraisal.scores import score_month
    from supervisor.inspection.ledger import findings
    from supervisor.inspection.review import appeal_finding, decide_appeal

    use_language("en")
    book, teller, month = branch.book, branch.tellers[0], f"{DAY:%Y-%m}"

    def appeals() -> list[tuple[str, str, str]]:
        with book.read() as r:
            return [(t.where, t.subject, t.state) for t in today(r, DAY, NINE_THIRTY).todo if t.kind == "appeal"]

    assert appeals() == []
    with book.read() as r:
        (found,) = findings(r, YESTERDAY, YESTERDAY)
    appeal_finding(book, teller, found.subject, text="it was in order by nine")
    assert appeals() == [("inspections", found.subject, "open")]
    appraisal.activate_rulebook(book, SYSTEM, rules=shipped("branch"), month=month)
    appraisal.publish(book, branch.manager, month)
    with book.read() as r:
        own = score_month(r, month).of(teller)
    assert own is not None
    evidence = next(line.evidence for line in own.lines if line.day is not None)
    raised = appraisal.appeal(book, teller, month=month, evidence=evidence, text="it was in order by nine")
    assert set(appeals()) == {("inspections", found.subject, "open"), ("appraisal", raised, "open")}
    with book.read() as r:
        words = " ".join(f"{t.title} {t.detail}" for t in today(r, DAY, NINE_THIRTY).todo if t.kind == "appeal")
        name = next(one.name for one in people(r) if one.subject == teller)
    assert found.item in words
    assert name not in words
    appraisal.decide_appeal(book, branch.manager, raised, upheld=False, reason="the rule holds")
    decide_appeal(book, branch.manager, found.subject, upheld=False, reason="the picture shows it")
    assert appeals() == []
