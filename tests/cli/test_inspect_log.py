"""What `inspect log` tells: score with its reason, findings with persons, what follows; and the documents' example."""

from __future__ import annotations

import json
import re
from pathlib import Path

SETTING_UP = Path(__file__).resolve().parents[2] / "docs" / "setting-up.md"


def _person(supervisor):
    return supervisor("branch", "people", "--json").json["people"][9]


def test_logging_tells_score_findings_with_persons_and_actions(supervisor, tmp_path):
    who = _person(supervisor)
    file = tmp_path / "answers.json"
    file.write_text(json.dumps([{"item": "B1-1", "verdict": "fail", "persons": [who["no"]]}]))
    told = supervisor("inspect", "log", "appearance", file, "--others-pass")
    assert (told.code, told.err) == (0, "")
    assert "Score 98 of 100" in told.out
    assert who["name"] in told.out
    assert "Nothing was taken off" not in told.out
    (number,) = re.findall(r"Logged (\S+)\.", told.out)
    (found,) = supervisor("inspect", "findings", number, "--json").json["findings"]
    names = {p["subject"]: p["name"] for p in supervisor("branch", "people", "--json").json["people"]}
    (line,) = [line for line in told.out.splitlines() if line.startswith(found["action"]["number"])]
    assert names[found["action"]["owner"]] in line
    assert names[found["action"]["doer"]] in line
    assert found["action"]["due"] in line


def test_a_first_time_says_why_nothing_was_taken_off(supervisor, tmp_path):
    file = tmp_path / "answers.json"
    file.write_text(json.dumps([{"item": "B1-11", "verdict": "fail", "persons": [_person(supervisor)["no"]]}]))
    told = supervisor("inspect", "log", "appearance", file, "--others-pass")
    assert told.code == 0
    assert "Score 100 of 100" in told.out
    assert "the first time is a reminder" in told.out
    again = supervisor("inspect", "log", "appearance", file, "--others-pass")
    assert "the first time is a reminder" not in again.out


def test_facts_are_taken_from_the_file_shown_in_words_and_explained(supervisor, tmp_path):
    file = tmp_path / "answers.json"
    rows = [
        {"item": "C6-00", "text": "有雨"},
        {"item": "C6-0", "text": 2},
        {"item": "C6-3a", "verdict": "fail", "places": ["door"], "cases": 9},
    ]
    file.write_text(json.dumps(rows))
    told = supervisor("inspect", "log", "environment", file, "--others-pass")
    assert (told.code, told.err) == (0, "")
    (number,) = re.findall(r"Logged (\S+)\.", told.out)
    shown = supervisor("inspect", "show", number).out
    assert "Rain" in shown
    why = supervisor("inspect", "score", number)
    assert "−2.0" in why.out
    assert "stops when the item's marks are used up" in why.out
    told = supervisor("inspect", "score", number, "--json").json
    lost_c = sum(line["lost_c"] for line in told["lines"])
    assert told["full_c"] - told["forfeited_c"] - lost_c == told["unbounded_c"] == told["score_c"]
    file.write_text(json.dumps([{"item": "C6-0", "text": "many"}]))
    refused = supervisor("inspect", "log", "environment", file, "--others-pass")
    assert refused.code == 2
    assert "“many” is no whole number" in refused.err


def test_an_inspection_in_order_says_so(supervisor):
    told = supervisor("inspect", "log", "appearance", "--others-pass")
    assert told.code == 0
    assert "No finding: everything was in order." in told.out


def test_an_unknown_staff_number_names_item_and_person(supervisor, tmp_path):
    file = tmp_path / "answers.json"
    persons = [_person(supervisor)["no"], "1008"]
    file.write_text(json.dumps([{"item": "B1-1", "verdict": "fail", "persons": persons}]))
    refused = supervisor("inspect", "log", "appearance", file, "--others-pass")
    assert refused.code == 2
    assert "item B1-1, person 2: nobody has the staff number 1008" in refused.err


def test_the_example_of_the_documents_works_on_the_sample(supervisor, tmp_path):
    (example,) = re.findall(r"`answers\.json` is a list such as `(\[.+?\])`\.", SETTING_UP.read_text("utf-8"))
    file = tmp_path / "answers.json"
    file.write_text(example, "utf-8")
    told = supervisor("inspect", "log", "appearance", file, "--others-pass")
    assert (told.code, told.err) == (0, "")
