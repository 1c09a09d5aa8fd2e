"""The plan on the command line: listed, changed, drawn, proved, excused — and refused to who has no right."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

NEXT_MONDAY = date.today() + timedelta(days=7 - date.today().weekday())
NEXT_SUNDAY = NEXT_MONDAY + timedelta(days=6)


def checks(supervisor: Any, *span: str) -> list[dict[str, Any]]:
    answer = supervisor("inspect", "plan", "list", *span, "--json")
    assert (answer.code, answer.err) == (0, "")
    assert answer.json["schema"] == "inspect.plan"
    return answer.json["checks"]


def test_the_sample_has_a_living_plan(supervisor: Any) -> None:
    answer = supervisor("inspect", "plan", "list", "--from", "2026-10-08", "--to", "2026-11-19", "--json").json
    states = [check["state"] for check in answer["checks"]]
    assert {"done", "late", "missed", "excused"} <= set(states)
    assert states.count("done") > 0.8 * len(states)
    figures = answer["figures"]
    assert 0.9 < figures["coverage"] < 1
    assert (
        figures["in_time"] + figures["late"] + figures["missed"] + figures["excused"] + figures["ahead"]
        == (figures["planned"])
    )
    table = supervisor("inspect", "plan", "list", "--from", "2026-10-08", "--to", "2026-11-19", lang="zh")
    assert "漏检" in table.out
    assert "每日开门检查" in table.out
    rules = supervisor("inspect", "plan", "rules", "--json").json["rules"]
    assert {"day", "week", "month", "quarter"} <= {rule["every"] for rule in rules}


def test_a_rule_is_added_changed_and_stopped(supervisor: Any) -> None:
    span = ("--from", NEXT_MONDAY.isoformat(), "--to", (NEXT_MONDAY + timedelta(13)).isoformat())
    done = supervisor("inspect", "plan", "add", "走廊", "environment", "--every", "week", "--counted", "open",
                      "--before", "11:30", "--since", NEXT_MONDAY)  # fmt: skip
    assert done.code == 0, done.err
    mine = [check for check in checks(supervisor, *span) if check["name"]["zh"] == "走廊"]
    assert [check["to_minute"] for check in mine] == [690, 690]
    again = supervisor("inspect", "plan", "add", "过道", "environment", "--counted", "open", "--rule", mine[0]["rule"],
                       "--since", NEXT_MONDAY + timedelta(7))  # fmt: skip
    assert again.code == 0, again.err
    assert [c["name"]["zh"] for c in checks(supervisor, *span) if c["rule"] == mine[0]["rule"]] == ["走廊", "过道"]
    assert supervisor("inspect", "plan", "stop", mine[0]["rule"], "--since", NEXT_MONDAY + timedelta(7)).code == 0
    assert [c["name"]["zh"] for c in checks(supervisor, *span) if c["rule"] == mine[0]["rule"]] == ["走廊"]


@pytest.mark.parametrize(
    ("tokens", "code"),
    [
        (("add", "x", "nosuch"), 2),
        (("add",), 2),
        (("add", "x", "environment", "--since", "2020-01-01"), 2),
        (("add", "x", "environment", "--before", "soon"), 2),
        (("add", "x", "environment", "--after", "²:00"), 2),
        (("add", "x", "environment", "--place", "mars"), 2),
        (("stop", "plan_rule:nosuch"), 2),
        (("excuse", "nosuch", "--reason", "x"), 2),
        (("prove", "CC-X"), 2),
        (("list", "--from", "2026-11-20", "--to", "2026-11-01"), 2),
        (("list", "--to", "2999-12-31"), 2),
        (("log", "nosuch"), 2),
        (("draw", "--from", "2020-01-01", "--to", "2020-01-02"), 2),
    ],
)
def test_bad_input_changes_nothing(supervisor: Any, tokens: tuple[str, ...], code: int) -> None:
    before = supervisor("inspect", "plan", "rules", "--json").json
    answer = supervisor("inspect", "plan", *tokens)
    assert answer.code == code
    assert answer.err
    assert supervisor("inspect", "plan", "rules", "--json").json == before


def test_spot_checks_are_drawn_and_proved(supervisor: Any) -> None:
    span = ("--from", NEXT_MONDAY.isoformat(), "--to", NEXT_SUNDAY.isoformat())
    done = supervisor("inspect", "plan", "draw", *span, "--count", "5", "--seed", "abc", "--json")
    assert done.code == 0, done.err
    drawn = done.json
    assert (drawn["seed"], drawn["drawn"]) == ("abc", 5)
    proof = supervisor("inspect", "plan", "prove", drawn["number"], "--json")
    assert (proof.code, proof.json["holds"]) == (0, True)
    again = supervisor("inspect", "plan", "draw", *span)
    assert again.code == 2
    assert drawn["number"] in again.err
    why = "roster changed"
    assert supervisor("inspect", "plan", "draw", *span, "--seed", "def", "--reason", why).code == 0
    draws = supervisor("inspect", "plan", "draws", "--json").json["draws"]
    assert [(one["seed"], one["reason"]) for one in draws][-2:] == [("abc", ""), ("def", why)]
    assert why in supervisor("inspect", "plan", "draws").out
    spots = [check for check in checks(supervisor, *span) if check["every"] == "spot"]
    assert 0 < len(spots) <= 3  # three were drawn again; the manager does not see those of himself


def test_a_missed_check_is_excused_and_counts_again(supervisor: Any) -> None:
    span = ("--from", "2026-11-01", "--to", "2026-11-19")
    missed = next(c for c in checks(supervisor, *span) if c["state"] == "missed" and c["every"] == "day")
    answer = supervisor("inspect", "plan", "excuse", missed["id"].rpartition(":")[2], "--reason", "power cut")
    assert answer.code == 0, answer.err
    assert next(c for c in checks(supervisor, *span) if c["id"] == missed["id"])["excuse"] == "power cut"
    assert supervisor("inspect", "plan", "excuse", missed["id"], "--withdraw", "--reason", "no").code == 0
    assert next(c for c in checks(supervisor, *span) if c["id"] == missed["id"])["state"] == "missed"
