"""The rule of an item as a sentence: what it costs, what follows, when it is asked – in the language in force."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import pytest

from supervisor.inspection.intake import shipped
from supervisor.inspection.scoring.rule_words import condition_words, rule_words
from supervisor.inspection.template import Item
from supervisor.language import use_language

from .workbooks import GOOD


@pytest.fixture
def chinese() -> Iterator[None]:
    use_language("zh")
    yield
    use_language("zh")


@pytest.fixture
def english() -> Iterator[None]:
    use_language("en")
    yield
    use_language("zh")


def said(one: str, **more: object) -> list[str]:
    item = msgspec.structs.replace(GOOD.item(one), **more)
    return rule_words(item, GOOD).split("; ")


def test_what_a_failure_costs_is_said(english: None) -> None:
    assert said("B1", counts="place")[:3] == ["2.5 points", "each place costs 0.5", "until its points are used up"]
    assert "each person each time costs 0.5" in said("B2")
    assert "each 0.5 % above 2 % costs 0.5" in said("1.1.2")
    assert "each case earns 1" in said("B1", per_case_c=-100)
    assert "down to -5" in said("1.1.3")
    assert "at least 1 stay" in said("1.1.3", floor_c=100)
    assert {"a failure forfeits its section", "then on to B2"} <= set(said("1.1.1"))
    assert "a failure forfeits the whole check" in said("1.1.1", gate="all", continue_at="")
    assert {"fine of 50 yuan", "doubling with each repeat", "200 yuan at most"} <= set(said("B2"))
    assert "the first time is a reminder" in said("B1")
    by_severity = "Lobby manager mends it within the branch's working days for the severity"
    assert by_severity in said("B1", mend_days=None)
    assert by_severity not in said("B1")


def test_one_act_names_the_other_items_and_not_its_code(english: None) -> None:
    sections = tuple(
        msgspec.structs.replace(
            section,
            items=tuple(msgspec.structs.replace(i, same_act="badge" * (i.id in ("B1", "B2"))) for i in section.items),
        )
        for section in GOOD.sections
    )
    both = msgspec.structs.replace(GOOD, sections=sections)
    assert "one act with B2: only the highest counts" in rule_words(both.item("B1"), both).split("; ")
    alone = msgspec.structs.replace(GOOD.item("B2"), same_act="alone")
    assert "one act with" not in rule_words(alone, GOOD), "an act of one item alone says nothing"


def test_what_follows_and_when_it_is_asked_is_said(english: None) -> None:
    assert "Lobby manager mends it within 1 working days" in said("1.1.1")
    assert "a failure needs: photo" in said("1.1.2")
    assert "must be answered" in said("1.1.1")
    assert "may be left out" in said("B1", if_missing="pass")
    assert "asked only when 1.1.1 = Fail" in said("1.1.2")
    assert "asked only when who includes Late" in said("B1")


def test_a_fact_says_what_is_wanted(english: None) -> None:
    assert said("atms") == ["whole number", "checked: 0 to 50"]
    assert said("shift") == ["one choice", "Early / Late"]


def test_conditions_are_read_in_chinese(chinese: None) -> None:
    words = condition_words("${atms} >= 2 and not(${1.1.1} != 'pass') or selected(${who}, 'late')", GOOD)
    assert words == "atms ≥ 2 且 非(1.1.1 ≠ 合格) 或 who 含“晚班”"


@pytest.mark.parametrize("item", [i for t in shipped() for i in t.items()], ids=lambda i: i.id)
def test_every_shipped_rule_is_said_in_chinese(item: Item, chinese: None) -> None:
    template = next(t for t in shipped() if item in t.items())
    assert any("一" <= letter <= "鿿" for letter in rule_words(item, template))
