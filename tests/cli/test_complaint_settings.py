"""Limits, figures, trees, kinds of service and promises from the command line."""

from __future__ import annotations

from datetime import date, timedelta

from supervisor.complaints.settings.classes import TREES


def test_limits_and_figures_are_shown_and_set(supervisor) -> None:
    shown = supervisor("complaints", "limits", "show", "--json").json
    assert (shown["schema"], shown["limits"]["outer_days"], shown["history"]) == ("complaints.limits", 15, [])
    set_now = supervisor("complaints", "limits", "set", "aim_days=2", "working_days=yes")
    assert set_now.code == 0
    shown = supervisor("complaints", "limits", "show", "--json").json
    assert (shown["limits"]["aim_days"], shown["limits"]["working_days"], len(shown["history"])) == (3, False, 1)
    begin = shown["history"][0]["valid_from"]
    assert date.fromisoformat(begin) == date.fromisoformat(shown["day"]) + timedelta(1)
    assert begin in set_now.out
    assert "open cases keep theirs" in set_now.out
    shown = supervisor("complaints", "limits", "show", "--day", begin, "--json").json
    assert (shown["limits"]["aim_days"], shown["limits"]["working_days"]) == (2, True)
    for sign in ("aim_days=-2", "aim_days=0", "aim_days=1000000000"):
        refused = supervisor("complaints", "limits", "set", sign, lang="zh")
        assert (refused.code, "1" in refused.err, "9999" in refused.err) == (2, True, True), refused.err
    assert supervisor("complaints", "limits", "set", "aim_days=2", "--valid-from", "2020-01-01").code == 2
    said = supervisor("complaints", "limits", "show", lang="zh").out
    assert "aim_days" in said
    assert "False" not in said
    for wrong in (("nothing=1",), ("aim_days=many",), ("aim_days=99",), ("working_days=maybe",), ()):
        assert supervisor("complaints", "limits", "set", *wrong).code == 2
    assert supervisor("complaints", "windows", "duplicate_days=14", "--json").json["figures"]["duplicate_days"] == 14
    assert supervisor("complaints", "windows", "representatives_most=0").code == 2


def test_trees_are_changed_and_go_out_and_come_back(supervisor, tmp_path) -> None:
    assert set(supervisor("complaints", "classes", "list", "--json").json["trees"]) == set(TREES)
    line = ("complaints", "classes", "set", "cause", "0101", "--zh", "久等", "--parent", "waiting", "--weight", "2.5")
    assert supervisor(*line).code == 0
    causes = supervisor("complaints", "classes", "list", "cause", "--json").json["trees"]["cause"]
    made = next(one for one in causes if one["code"] == "0101")
    assert (made["parent"], made["weight_points_c"], made["depth"]) == ("waiting", 250, 1)
    out = tmp_path / "trees.xlsx"
    assert supervisor("complaints", "classes", "export", "-o", out).code == 0
    assert supervisor("complaints", "classes", "export", "-o", out).code == 3
    said = supervisor("complaints", "classes", "import", out).out
    assert "0 added, 0 changed" in said
    assert supervisor("complaints", "classes", "retire", "cause", "0101").code == 0
    assert supervisor("complaints", "classes", "retire", "cause", "waiting").code == 3
    bad = tmp_path / "bad.csv"
    bad.write_text("树,代码,名称,上级代码\ncause,x1,新,nowhere\n", "utf-8")
    refused = supervisor("complaints", "classes", "import", bad)
    assert refused.code == 2
    assert "bad.csv" in refused.err


def test_a_promise_of_a_kind_goes_its_way(supervisor, sample, tmp_path) -> None:
    kinds = supervisor("promises", "kinds", "list", "--json").json["kinds"]
    assert {"card_loss", "corporate_account"} <= {one["code"] for one in kinds}
    line = (
        "promises",
        "kinds",
        "set",
        "gold",
        "--zh",
        "贵金属",
        "--days",
        "2",
        "--line",
        "papers=证件",
        "--line",
        "fees=免费",
    )
    assert supervisor(*line).code == 0
    assert supervisor("promises", "kinds", "set", "gold", "--line", "gifts=x").code == 2
    assert supervisor("promises", "kinds", "print", "gold", "-o", tmp_path / "s.pdf").code == 0
    assert (tmp_path / "s.pdf").read_bytes().startswith(b"%PDF")
    from supervisor.app import App
    from supervisor.branch.ledger import people

    app = App.open(sample)
    with app.read() as r:
        one, other = [p.no for p in people(r)][:2]
    app.close()
    assert supervisor("promises", "add", "--owner", one, "--service", "gold", "--complaint", "TS-0").code == 2
    said = supervisor("promises", "add", "--owner", one, "--service", "gold", "--told", "证件")
    assert said.code == 0, said.err
    assert "1" in said.out.splitlines()[-1]
    number = said.out.split()[0]
    assert supervisor("promises", "hand", number, "--to", other, "--reason", "shift").code == 0
    assert supervisor("promises", "postpone", number, "--due", "2031-01-07T10:00", "--reason", "agreed").code == 0
    assert supervisor("promises", "try", number, "--note", "busy").code == 0
    shown = supervisor("promises", "show", number, "--json").json
    assert [step["kind"] for step in shown["history"]] == ["promised", "handed_over", "postponed", "tried"]
    assert (shown["promise"]["told_once"], shown["promise"]["not_told"]) == (["证件"], ["免费"])
    assert supervisor("promises", "keep", number, "--outcome", "splendid").code == 2
    assert supervisor("promises", "keep", number, "--outcome", "settled").code == 0
