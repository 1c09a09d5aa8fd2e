"""Who commands, which kind and since when, put right at the command line; a second incident beside the first."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from supervisor.app import App
from supervisor.branch.ledger import people


def running(supervisor: Any) -> dict[str, dict[str, Any]]:
    found = supervisor("dispatch", "list", "--json").json["incidents"]
    return {one["kind"]: one for one in found if one["end"] is None}


def test_the_command_goes_to_another_in_all_that_runs_and_a_wrong_kind_is_put_right(
    supervisor: Any, sample: Path
) -> None:
    assert supervisor("dispatch", "hand-over", "1001").code == 2, "nothing runs"
    app = App.open(sample)
    with app.read() as r:
        other = people(r)[-1]
    app.close()
    for kind in ("network", "surge"):
        assert supervisor("dispatch", "declare", kind).code == 0
    said = supervisor("dispatch", "hand-over", other.no, "--reason", "行长出差", "--json")
    assert said.code == 0, said.err
    assert {one["kind"] for one in said.json["incidents"]} == {"network", "surge"}
    assert {one["commander"] for one in running(supervisor).values()} == {other.subject}
    assert supervisor("dispatch", "hand-over", other.no).code == 2, "he commands already"

    wrong = running(supervisor)["network"]["number"]
    for words in (
        ["--reason", "误判"],
        ["--kind", "network", "--reason", "误判"],
        ["--kind", "nothing", "--reason", "误"],
    ):
        assert supervisor("dispatch", "correct", wrong, *words).code == 2, words
    said = supervisor("dispatch", "correct", wrong, "--kind", "core_outage", "--start", "00:01", "--reason", "误判")
    assert said.code == 0, said.err
    assert wrong in said.out
    assert "00:01" in said.out
    found = running(supervisor)
    assert set(found) == {"core_outage", "surge"}
    assert found["core_outage"]["number"] == wrong
    said = supervisor("dispatch", "correct", "surge", "--start", "00:02", "--reason", "早已排队", "--json")
    assert said.json["incident"]["kind"] == "surge"
