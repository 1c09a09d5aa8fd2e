"""Playbooks at the command line: taken out, changed, brought back; late steps and the poster."""

from __future__ import annotations

import json
from pathlib import Path


def test_a_playbook_is_taken_out_changed_and_put_back(supervisor, tmp_path: Path):
    file = tmp_path / "power.json"
    assert supervisor("dispatch", "playbooks", "show", "power", "-o", str(file)).code == 0
    assert supervisor("dispatch", "playbooks", "show", "power", "-o", str(file)).code == 3  # it is there
    refused = supervisor("dispatch", "playbooks", "show", "power", "-o", str(file / "below.json"))
    assert refused.code == 2
    assert "could not be written" in refused.err
    changed = json.loads(file.read_text())
    changed["steps"][0]["after_minutes"] = 3
    file.write_text(json.dumps(changed, ensure_ascii=False))
    assert supervisor("dispatch", "playbooks", "import", str(file), "--check").code == 0
    assert supervisor("dispatch", "playbooks", "import", str(file), "--reason", "三分钟").code == 0
    listed = supervisor("dispatch", "playbooks", "list", "--json").json
    assert listed["schema"] == "dispatch.playbooks"
    versions = {one["kind"]: one["version"] for one in listed["playbooks"]}
    assert len(versions) == 10
    assert (versions["power"], versions["surge"]) == (1, 0)
    shown = supervisor("dispatch", "playbooks", "show", "power", "--json").json["playbook"]
    assert shown["steps"][0]["after_minutes"] == 3
    assert supervisor("dispatch", "playbooks", "back", "power").code == 0
    history = supervisor("dispatch", "playbooks", "history", "power", "--json").json["versions"]
    assert [one["reason"] for one in history] == ["三分钟", ""]
    assert history[1]["digest"] == ""
    old = supervisor("dispatch", "playbooks", "show", "power", "--version", "1", "--json").json["playbook"]
    assert old["steps"][0]["after_minutes"] == 3


def test_a_broken_file_is_refused_with_what_is_wrong(supervisor, tmp_path: Path):
    file = tmp_path / "broken.json"
    file.write_text('{"schema": "playbook/1", "kind": "power"')
    assert supervisor("dispatch", "playbooks", "import", str(file)).code == 2
    assert supervisor("dispatch", "playbooks", "import", str(tmp_path / "none.json")).code == 2
    assert supervisor("dispatch", "playbooks", "show", "earthquake").code == 2


def test_steps_watch_and_poster_of_what_runs(supervisor, tmp_path: Path):
    assert supervisor("dispatch", "steps").code == 2  # nothing runs
    assert supervisor("dispatch", "declare", "complaint_escalating").code == 0
    found = supervisor("dispatch", "steps", "--json").json
    assert found["schema"] == "dispatch.steps"
    assert len(found["playbook"]) == 64
    states = {one["code"]: one["state"] for one in found["steps"]}
    assert states["first"] == "due"
    assert states["restart-return"] == "waiting"
    assert supervisor("dispatch", "tick", "first").code == 0
    assert supervisor("dispatch", "tick", "no-such-step").code == 2
    states = {one["code"]: one["state"] for one in supervisor("dispatch", "steps", "--json").json["steps"]}
    assert states["first"] == "done"
    watched = supervisor("dispatch", "watch", "--json").json
    assert {"signal", "late", "restarts"} <= set(watched)
    file = tmp_path / "poster.pdf"
    assert supervisor("dispatch", "notice", "-o", str(file)).code == 0
    assert file.read_bytes().startswith(b"%PDF")
    assert "尊敬的客户" in supervisor("dispatch", "notice").out
