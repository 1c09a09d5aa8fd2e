"""Windows, counts and sizes; the history of the time limits; kinds of service."""

from datetime import timedelta

import msgspec
import pytest

from supervisor.complaints.kernel.deadlines import DeadlineRules
from supervisor.complaints.settings.figures import RANGES, Figures
from supervisor.complaints.settings.kinds import GROUPS, ServiceKind, ToldLine, shipped_kinds
from supervisor.complaints.settings.kinds_service import retire_kind, set_kind
from supervisor.complaints.settings.ledger import deadline_rules, figures, limits_history, service_kind, service_kinds
from supervisor.complaints.settings.service import set_figures
from supervisor.complaints.settings.words import FIGURES, LIMITS
from supervisor.complaints.steps.limits import set_deadlines
from supervisor.errors import BadInput, Refused
from supervisor.language import Words

from .team import START, Team


def test_every_figure_has_words_and_a_range() -> None:
    assert set(FIGURES) == set(RANGES) == set(Figures.__struct_fields__)
    assert set(DeadlineRules.__struct_fields__) <= set(LIMITS)
    assert Figures().faults() == []


def test_figures_hold_from_the_moment_they_are_set(team: Team) -> None:
    with team.book.read() as r:
        assert figures(r) == Figures() == Figures(repeat_window_days=365, duplicate_days=7, representatives_most=5)
    wanted = Figures(repeat_window_days=180, remind_minutes=0)
    set_figures(team.book, team.manager, wanted)
    set_figures(team.book, team.manager, wanted)
    with team.book.read() as r:
        assert figures(r) == wanted
        assert sum(entry.kind == "complaint_settings.figures_set" for entry in r.latest(9)) == 1
    with pytest.raises(BadInput, match="群体投诉代表人数"):
        set_figures(team.book, team.manager, Figures(representatives_most=0))
    with pytest.raises(Refused):
        set_figures(team.book, team.handler, Figures())


def test_each_setting_of_the_limits_stays_on_record(team: Team) -> None:
    later = START.date() + timedelta(30)
    first, second = (msgspec.structs.replace(DeadlineRules(), aim_days=n) for n in (2, 1))
    set_deadlines(team.book, team.manager, first, later)
    team.wait(hours=1)
    set_deadlines(team.book, team.manager, second, later)
    team.wait(hours=1)
    set_deadlines(team.book, team.manager, first, START.date())
    with team.book.read() as r:
        told = [(one.valid_from, one.rules.aim_days, one.standing) for one in limits_history(r)]
        assert [one.actor for one in limits_history(r)] == [team.manager] * 3
        assert deadline_rules(r, later).aim_days == 1
        assert deadline_rules(r, later - timedelta(1)).aim_days == 2
    assert told == [(later, 1, True), (later, 2, False), (START.date(), 2, True)]


def test_what_ships_of_services_is_whole() -> None:
    kinds = shipped_kinds()
    assert len(kinds) >= 12
    assert len({kind.code for kind in kinds}) == len(kinds)
    for kind in kinds:
        assert kind.name.zh
        assert kind.name.en
        assert [group for group, _lines in kind.grouped()] == list(GROUPS)
        assert all(line.zh and line.en for line in kind.lines)
        assert bool(kind.promise_minutes) != bool(kind.promise_working_days)
        assert not kind.own


def test_the_branchs_own_kind_wins_and_what_is_retired_is_not_offered(team: Team) -> None:
    own = ServiceKind(
        "card_loss", Words("挂失与补卡"),
        (ToldLine("steps", "先止付"), ToldLine("papers", "身份证"), ToldLine("papers", " ")),
        promise_working_days=2,
    )  # fmt: skip
    set_kind(team.book, team.manager, own)
    set_kind(team.book, team.manager, ServiceKind("gold", Words("贵金属提取"), promise_minutes=60))
    retire_kind(team.book, team.manager, "judicial")
    with team.book.read() as r:
        kind = service_kind(r, "card_loss")
        offered = {one.code for one in service_kinds(r)}
        assert service_kind(r, "judicial") is not None
    assert kind is not None
    assert kind.own
    assert kind.told_once == ("身份证", "先止付")
    assert (kind.promise_minutes, kind.promise_working_days) == (0, 2)
    assert "gold" in offered
    assert "judicial" not in offered
    retire_kind(team.book, team.manager, "judicial", active=True)
    with team.book.read() as r:
        assert "judicial" in {one.code for one in service_kinds(r)}


def test_the_same_again_is_no_entry(team: Team) -> None:
    with team.book.read() as r:
        before = service_kind(r, "password_reset")
    assert before is not None
    set_kind(team.book, team.manager, before)
    with team.book.read() as r:
        assert service_kind(r, "password_reset") == before


@pytest.mark.parametrize(
    "changed",
    [
        {"code": ""}, {"code": "a b"}, {"name": Words("")}, {"promise_minutes": 30, "promise_working_days": 1},
        {"promise_minutes": -1}, {"promise_minutes": 481}, {"promise_working_days": 251},
        {"lines": (ToldLine("gifts", "礼品"),)}, {"lines": (ToldLine("papers", "长" * 201),)},
        {"lines": (ToldLine("papers", "一"), ToldLine("papers", "一"))},
        {"lines": tuple(ToldLine("papers", str(n)) for n in range(61))},
    ],
)  # fmt: skip
def test_kinds_that_cannot_be(team: Team, changed: dict) -> None:
    good = ServiceKind("gold", Words("贵金属"))
    with pytest.raises(BadInput):
        set_kind(team.book, team.manager, msgspec.structs.replace(good, **changed))
    with pytest.raises(Refused):
        set_kind(team.book, team.teller, good)
