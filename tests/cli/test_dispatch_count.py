"""Who waits, counted on a calm day from the command line."""

from __future__ import annotations

import pytest


def test_the_hall_may_be_counted_while_nothing_runs(supervisor) -> None:
    assert supervisor("dispatch", "watch", "--json").code == 0
    said = supervisor("dispatch", "count", "cash=14")
    assert (said.code, "14" in said.out, said.err) == (0, True, "")
    assert supervisor("dispatch", "count", "cash=14", "--incident", "surge").code == 2, "named, and none runs"
    assert supervisor("dispatch", "count", "nothing=1").code == 2


@pytest.mark.parametrize("number", ["inf", "nan", "1.7", "-0.5", "-4", "1e300", "99999999"])
def test_what_cannot_be_counted_is_refused_in_words(supervisor, number: str) -> None:
    assert supervisor("dispatch", "declare", "surge").code == 0
    for command in (["count", f"cash={number}"], ["return", "--waiting", f"cash={number}"],
                    ["replan", "--waiting", f"cash={number}"], ["propose", "--waiting", f"cash={number}"],
                    ["plan", "--waiting", f"cash={number}"]):  # fmt: skip
        said = supervisor("dispatch", *command)
        assert (said.code, "Traceback" in said.err) == (2, False), command


def test_unknown_kinds_classes_and_spans_are_refused(supervisor) -> None:
    for asked in (["zombie"], ["--waiting", "bogus=4"], ["--waiting", "cash=4,cash=5"], ["--quarters", "0"],
                  ["--quarters", "-3"], ["--quarters", "1000"]):  # fmt: skip
        assert supervisor("dispatch", "plan", *asked).code == 2, asked
