"""What the command line says of a plan: reasons for what was left out, wishes that were granted, who cannot come."""

from __future__ import annotations

from datetime import date

import msgspec

from supervisor.cli.meetings_shared import show
from supervisor.cli.meetings_whole import show_whole
from supervisor.language import use_language
from supervisor.meetings.problem.model import Answer, Block, Clash, Plan, Sitting, Wished
from supervisor.meetings.words import block_text

DAY = date(2026, 11, 25)


def _sitting(start: int, price: float) -> Sitting:
    return Sitting(day=DAY, start_minute=start, end_minute=start + 60, people=("person:1",), price_minutes=price)


def test_what_can_never_be_held_is_told_with_its_reason(capsys):
    """The line ended after the colon: of one wish alone the clash names no rules, its own answer does."""
    use_language("en")
    block = Block(rule="at_work", person="person:1")
    left = Answer(meeting="m1", title="Count", sittings=(), blocks=(block,), status="infeasible")
    plan = Plan(answers=(left,), status="infeasible", clash=(Clash(meetings=("m1",), titles=("Count",), rules=()),))
    show_whole(plan, {"person:1": "何红霞"})
    said = capsys.readouterr().out
    assert "together: Count" not in said
    assert f"Cannot be held: Count: {block_text(block, {'person:1': '何红霞'})}\n" in said


def test_a_wish_that_was_granted_is_not_told_as_dearer(capsys):
    use_language("en")
    wished = Wished(day=DAY, start_minute=600, price_minutes=5.0, blocks=())
    for sittings, words in (
        ((_sitting(600, 5.0),), None),
        ((_sitting(660, 3.0),), "only dearer"),
        ((_sitting(660, 5.0),), "does not fit beside the others"),
        ((), "does not fit beside the others"),
    ):
        show((Answer(meeting="m1", title="Class", sittings=sittings, wished=wished),), {})
        said = capsys.readouterr().out
        assert ("wished" in said) == (words is not None)
        assert words is None or words in said
    missing = msgspec.structs.replace(wished, missed=("person:1",))
    show((Answer(meeting="m1", title="Class", sittings=(_sitting(660, 5.0),), wished=missing),), {"person:1": "何红霞"})
    assert "何红霞" in capsys.readouterr().out


def test_who_cannot_come_is_not_called_away_from_work():
    """Who sits in another meeting is at work all the same."""
    use_language("zh")  # put back after every test
    said = block_text(
        Block(rule="enough_people", about="everyone", minute=600, people=("a", "b")), {"a": "甲", "b": "乙"}
    )
    assert said == "到会人数不足（全体当班人员）10:00起，届时不能到会：甲、乙"
