"""Incidents looked back at from the command line: files, JSON, refusals, lessons with their trainings."""

from __future__ import annotations

from pathlib import Path


def number(supervisor, kind: str = "surge") -> str:
    return supervisor("dispatch", "declare", kind, "--json").json["number"]


def test_the_report_is_written_whole_and_never_over_another(supervisor, tmp_path: Path):
    wanted = number(supervisor, "queue_machine_down")
    for name, mark in (("one.xlsx", b"PK"), ("one.pdf", b"%PDF")):
        file = tmp_path / name
        assert supervisor("report", "incident", wanted, "-o", file).code == 0
        assert file.read_bytes().startswith(mark)
        before = file.read_bytes()
        refused = supervisor("report", "incident", wanted, "-o", file)
        assert (refused.code, file.read_bytes()) == (3, before)
        assert supervisor("report", "incident", wanted, "-o", file, "--force").code == 0
    for wrong in (("-o", tmp_path / "one.doc"), (), ("-o", tmp_path / "none" / "one.pdf")):
        answer = supervisor("report", "incident", wanted, *wrong)
        assert answer.code == 2, wrong
        assert answer.err.strip()
    assert supervisor("report", "incident", "SJ-none", "--json").code == 2
    assert sorted(path.name for path in tmp_path.glob("one*")) == ["one.pdf", "one.xlsx"]
    said = supervisor("report", "incident", wanted, "--json").json
    assert (said["schema"], said["version"]) == ("report.incident", 1)
    assert said["looks"] == []
    assert [one["what"] for one in said["timeline"]] == ["declared"]
    assert any("No moves were proposed" in text for text in said["warnings"])


def test_the_month_in_figures_leaves_drills_out(supervisor):
    before = supervisor("report", "incidents", "2026-11", "--json").json
    assert (before["schema"], before["version"]) == ("report.incidents", 1)
    assert supervisor("dispatch", "declare", "power", "--drill").code == 0
    after = supervisor("report", "incidents", "2026-11", "--json").json
    assert after["figures"] == before["figures"]
    assert len(before["incidents"]) == before["figures"]["incidents"]
    shown = supervisor("report", "incidents", "2026-11", lang="zh")
    assert "预计少等" in shown.out
    assert supervisor("report", "incidents", "2026-13").code == 2


def test_a_lesson_until_it_is_taught_or_dropped(supervisor):
    wanted = number(supervisor)
    for text in ("早叫后台岗", "备好告知牌"):
        assert supervisor("dispatch", "lesson", wanted, text).code == 0
    assert supervisor("dispatch", "lesson", wanted, " ").code == 2
    assert supervisor("dispatch", "lesson", wanted, "x", "--course", "none").code == 2
    first, second = supervisor("dispatch", "lessons", "--json").json["lessons"]
    assert (first["text"], first["number"], first["state"]) == ("早叫后台岗", wanted, "open")
    assert supervisor("dispatch", "lesson-dropped", first["subject"], "--reason", "").code == 2
    assert supervisor("dispatch", "lesson-dropped", first["subject"], "--reason", "已改预案").code == 0
    assert supervisor("dispatch", "lesson-held", second["subject"], "--people", "none").code == 2
    open_ones = supervisor("dispatch", "lessons", "--json").json["lessons"]
    every = supervisor("dispatch", "lessons", "--settled", "--json").json["lessons"]
    settled = [one for one in every if one["number"] == wanted]  # the sample branch has settled lessons of its own
    assert [one["subject"] for one in open_ones] == [second["subject"]]
    assert [(one["subject"], one["reason"]) for one in settled] == [(first["subject"], "已改预案")]
