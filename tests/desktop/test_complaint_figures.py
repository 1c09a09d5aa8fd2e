"""The tab of figures: pictures with their tables, Enter to the cases behind, nothing for whoever may not read."""

from __future__ import annotations

from datetime import date

import pytest

from supervisor.desktop.screens.complaints.figures_behind import behind
from supervisor.desktop.screens.complaints.figures_pictures import line_at, picture_of
from supervisor.desktop.screens.complaints.figures_reading import PERIODS, VIEWS, Wish, days_of, read
from supervisor.desktop.screens.complaints.figures_views import in_short, legend_of, lines_of
from tests.complaints.figures.conftest import Branch, november
from tests.complaints.team import found


@pytest.fixture
def branch(book):
    return Branch(team := found(book), november(team))


def seen(branch, who: str, period: str = "month"):
    with branch.team.book.read() as r:
        return read(r, branch.team.person[who], Wish(period, date(2026, 10, 1), date(2026, 11, 30)))


def test_every_line_of_every_view_has_as_many_cases_behind_it_as_it_says(branch):
    shown = seen(branch, "manager", "own")
    for view in VIEWS:
        for kind in ("channel", "person", "cause") if view == "kinds" else ("class",):
            lines = lines_of(shown, view, kind)
            assert lines
            assert [len(behind(shown, line)) for line in lines] == [line.cases for line in lines], (view, kind)
            assert all(line.words for line in lines)
            assert legend_of(shown, view, kind)


def test_a_field_of_the_week_leads_back_to_its_line(branch):
    shown = seen(branch, "manager")
    lines = lines_of(shown, "hours", "class")
    week = picture_of("hours", lines)
    wide = week.cases.shape[1]
    for line in lines:
        place = line.it.weekday * wide + line.it.hour - week.first_hour
        assert line_at("hours", lines, place) is line
        assert week.words[line.it.weekday][line.it.hour - week.first_hour] == line.words


def test_the_manager_sees_no_trace_of_a_case_about_himself(branch):
    shown = seen(branch, "manager")
    assert shown.figures.count == 4
    assert branch.cases["manager"] not in {case.subject for case in shown.figures.cases}
    assert not [line for line in lines_of(shown, "kinds", "person") if line.key == branch.team.manager]
    assert seen(branch, "handler").figures.count == 4, "nobody of the branch sees it"
    assert seen(branch, "auditor").figures.count == 5


def test_staff_see_no_figures(branch):
    assert seen(branch, "teller").figures is None


def test_the_line_in_short_names_the_period_before(branch):
    assert "4" in in_short(seen(branch, "manager").figures)
    assert "（上期 1）" in in_short(seen(branch, "manager").figures)


@pytest.mark.parametrize("period", PERIODS)
def test_no_period_reaches_into_days_to_come(period):
    today = date(2026, 11, 23)
    first, last = days_of(Wish(period, date(2026, 12, 5), date(2026, 11, 2)), today)
    assert first <= last <= today


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [("month_before", (2025, 12, 1), (2025, 12, 31)), ("quarter", (2026, 1, 1), (2026, 1, 9)),
     ("quarter_before", (2025, 10, 1), (2025, 12, 31)), ("year_before", (2025, 1, 1), (2025, 12, 31))],
)  # fmt: skip
def test_periods_across_new_year(period, first, last):
    assert days_of(Wish(period), date(2026, 1, 9)) == (date(*first), date(*last))
