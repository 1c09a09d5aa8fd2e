"""What `inspect log` tells: score with its reason, findings with persons, what follows; and the documents' example."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage

SETTING_UP = Path(__file__).resolve().parents[2] / "docs" / "setting-up.md"


def _person(supervisor):
    return supervisor("branch", "people", "--json").json["people"][9]


def _never_found(supervisor, code, item):
    """Staff number of somebody in whom no inspection of the sample found `item`: whom its draws met is chance."""
    period = ("--first", "2026-08-01", "--last", "2026-12-31")
    listed = supervisor("inspect", "list", *period, "--json").json["inspections"]
    found = set()
    for row in listed:
        if row["code"] == code and row["percent"] != 100:
            for finding in supervisor("inspect", "findings", row["number"], "--json").json["findings"]:
                found |= set(finding["persons"]) if finding["item"] == item else set()
    return next(p["no"] for p in supervisor("branch", "people", "--json").json["people"] if p["subject"] not in found)


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
    no = _never_found(supervisor, "appearance", "B1-11")
    file.write_text(json.dumps([{"item": "B1-11", "verdict": "fail", "persons": [no]}]))
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


def _photo(path: Path, width: int = 2400) -> Path:
    image = QImage(width, 900, QImage.Format.Format_RGB32)
    image.fill(QColor("#336699"))
    assert image.save(str(path), "JPEG", 90)  # type: ignore[call-overload]
    return path


def test_photos_of_the_file_of_answers_are_made_small_and_kept_with_their_original(supervisor, tmp_path, monkeypatch):
    folder = tmp_path / "round"
    folder.mkdir()
    original = _photo(folder / "p1.jpg").read_bytes()
    file = folder / "answers.json"
    file.write_text(json.dumps([{"item": "B1-1", "verdict": "fail", "photos": ["p1.jpg"]}]))
    monkeypatch.chdir(tmp_path)  # photos lie beside the file, not beside whoever calls
    told = supervisor("inspect", "log", "appearance", file, "--others-pass", "--json")
    assert told.code == 0, told.err
    shown = supervisor("inspect", "show", told.json["number"], "--json").json
    (answer,) = [a for a in shown["answers"] if a["item"] == "B1-1"]
    (photo,) = shown["photos"]
    assert answer["photos"] == [photo["digest"]]
    assert (photo["original"], photo["name"]) == (hashlib.sha256(original).hexdigest(), "p1.jpg")
    more = [{"item": "B1-2", "verdict": "fail", "photos": "p1.jpg"}]
    file.write_text(json.dumps(more))
    revised = supervisor("inspect", "revise", told.json["number"], file, "--reason", "seen later", "--json").json
    shown = supervisor("inspect", "show", revised["number"], "--json").json
    assert [p["item"] for p in shown["photos"]] == ["B1-1", "B1-2"]


@pytest.mark.parametrize("name", ["p1.jpg", "ab" * 32, "../nothing", "a\0b", "notes.txt"])
def test_what_is_no_photo_is_no_evidence(supervisor, tmp_path, name):
    (tmp_path / "notes.txt").write_text("no picture")
    file = tmp_path / "answers.json"
    file.write_text(json.dumps([{"item": "B1-1", "verdict": "fail", "photos": [name]}]))
    before = supervisor("inspect", "list", "--json").json
    refused = supervisor("inspect", "log", "appearance", file, "--others-pass")
    assert refused.code == 2
    assert ("answer 1, photos" in refused.err) or ("notes.txt is" in refused.err), refused.err
    assert supervisor("inspect", "list", "--json").json == before


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    ("content", "place"),
    [(b'[{"item": "B1-1",\n oops}]', "2"), (b"", "1"), (b"[" * 5000, ""), (b"\xff\xfe[", ""), (b"[1e9999999999", "1")],
)
def test_a_broken_file_is_told_in_the_language_asked_for(supervisor, tmp_path, content, place, lang):
    file = tmp_path / "answers.json"
    file.write_bytes(content)
    refused = supervisor("inspect", "log", "appearance", file, lang=lang)
    assert refused.code == 2
    assert str(file) in refused.err
    assert place in refused.err.replace(str(file), "")
    assert "malformed" not in refused.err
    assert "Errno" not in supervisor("inspect", "log", "appearance", tmp_path / "none.json", lang=lang).err


def test_a_file_saved_by_notepad_is_taken(supervisor, tmp_path):
    file = tmp_path / "answers.json"
    file.write_text(json.dumps([{"item": "B1-1", "verdict": "pass"}]), "utf-8-sig")
    assert supervisor("inspect", "log", "appearance", file, "--others-pass").code == 0
