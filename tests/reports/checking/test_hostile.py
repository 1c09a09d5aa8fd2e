"""What comes by mail may be anything: it is told by what it is, in words, with bounded memory and never a traceback."""

from __future__ import annotations

import io
import json
import resource
import shutil
import zipfile
from pathlib import Path

import pytest

from reports.checking import check
from reports.checking.keys import read_keys
from reports.sealed import encrypt
from supervisor.errors import BadInput
from supervisor.language import use_language
from tests.reports.checking.changing import changed, part_of

OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def refused(path: Path, password: str | None = None) -> str:
    use_language("en")
    with pytest.raises(BadInput) as told:
        check(path, password=password)
    return str(told.value)


def zipped(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is empty"),
        ("姓名,分\n张,1\n".encode(), "CSV"),
        (b"%PDF-1.7", "PDF"),
        (b"<html></html>", "web page"),
        (OLE + b"\0" * 600, "old Excel"),
        (zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), "OpenDocument"),
        (zipped({"a.txt": b"x"}), "no workbook"),
        (b"PK\x03\x04 nothing follows", "cut off"),
    ],
)
def test_what_is_no_workbook_is_told_by_what_it_is(tmp_path, content, told):
    (tmp_path / "x.xlsx").write_bytes(content)
    assert told in refused(tmp_path / "x.xlsx")


def test_a_missing_file_and_one_cut_off_anywhere(branch, tmp_path):
    assert "cannot be read" in refused(tmp_path / "none.xlsx")
    whole = branch.files["small"].read_bytes()
    for many in range(10, whole.rindex(b"PK\x05\x06"), len(whole) // 12):
        (tmp_path / "x.xlsx").write_bytes(whole[:many])
        assert "cut off" in refused(tmp_path / "x.xlsx")


def test_bytes_changed_at_random_are_never_a_traceback_nor_proved(branch, tmp_path):
    whole = branch.files["small"].read_bytes()
    seen = set()
    for place in range(30, len(whole), 331):
        (tmp_path / "x.xlsx").write_bytes(whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :])
        try:
            found = check(tmp_path / "x.xlsx", keys=branch.keys)
            assert not found.untouched
            seen.add(found.verdict)
        except BadInput:
            seen.add("refused")
    assert seen >= {"damaged"}


def test_bombs_are_not_read_on(branch, tmp_path):
    source = branch.files["small"]
    part = part_of(source, "甲")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    blank = changed(source, tmp_path / "x.xlsx", {part: lambda text: text + " " * (90 << 20)})
    assert "unpacks" in refused(blank) or "larger than" in refused(blank)
    row = {part: lambda text: text.replace("</row>", "<c/>" * (4 << 20) + "</row>", 1)}
    long = changed(source, tmp_path / "y.xlsx", row)
    assert "larger than" in refused(long)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 900 << 10  # the bombs themselves are made here


def test_markup_with_entities_is_not_read(branch, tmp_path):
    source = branch.files["small"]
    head = '<!DOCTYPE x [<!ENTITY a "1"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>\n<worksheet'
    bad = {part_of(source, "甲"): lambda text: text.replace("<worksheet", head, 1).replace("<v>1.5</v>", "<v>&b;</v>")}
    assert "DOCTYPE" in refused(changed(source, tmp_path / "x.xlsx", bad))


@pytest.mark.parametrize(
    "replaced",
    [
        ('<row r="6"', '<row r="5"'),
        ('<c r="B6"', '<c r="A6"'),
        ('<c r="B6"', '<c r="B7"'),
        ("<v>1.5</v>", "<v>x</v>"),
        ("<v>1.5</v>", "<v>1_5</v>"),
        ("<v>1.5</v>", "<v>1.5</v><is><t>7</t></is>"),
        ("<f>B5*2</f>", '<f t="array" ref="D5:D6">B5*2</f>'),
        ("<f>B4*2</f>", '<f t="shared" si="0" ref="D4:D5">B4*3</f>', "<f>B5*2</f>", '<f t="shared" si="0">B5*2</f>'),
        ("<v>1.5</v>", "<v>1<x/>5</v>"),
        ("<sheetData>", "<sheetData><row/><x:row xmlns:x='y'>"),
        ('t="s"><v>', 't="s"><v>99999'),
    ],
)
def test_markup_that_programs_read_in_two_ways_is_damage(branch, tmp_path, replaced):
    source = branch.files["small"]
    part = part_of(source, "甲")

    def change(text: str) -> str:
        for old, new in zip(replaced[::2], replaced[1::2], strict=True):
            assert old in text
            text = text.replace(old, new, 1)
        return text

    found = check(changed(source, tmp_path / "x.xlsx", {part: change}), keys=branch.keys)
    assert found.verdict == "damaged"
    assert found.why


def test_a_workbook_counting_from_1904_is_refused(branch, tmp_path):
    change = {"xl/workbook.xml": lambda text: text.replace("<workbookPr ", '<workbookPr date1904="1" ', 1)}
    assert "1904" in refused(changed(branch.files["small"], tmp_path / "x.xlsx", change))


def test_a_password_is_asked_for_and_then_the_workbook_is_proved(branch, tmp_path):
    path = tmp_path / "x.xlsx"
    shutil.copy(branch.files["small"], tmp_path / "plain.xlsx")
    encrypt(tmp_path / "plain.xlsx", path, "Ein-gutes-8")
    assert "password" in refused(path)
    assert "not its password" in refused(path, "other")
    found = check(path, keys=branch.keys, password="Ein-gutes-8")
    assert (found.verdict, found.untouched) == ("proven", True)


def test_key_files_that_are_none_and_that_disagree(tmp_path):
    use_language("en")
    device = {"device": "abc", "code": "ABC", "public_key": "00" * 32, "fingerprint": ""}
    said = {"schema": "report.keys", "version": 1, "branch": "b", "book": "x", "made_at": "", "devices": [device]}
    one, other = tmp_path / "one.json", tmp_path / "other.json"
    one.write_text(json.dumps(said), "utf-8")
    (tmp_path / "else.json").write_text("{}", "utf-8")
    assert read_keys([one]) == read_keys([tmp_path]) == {"abc": bytes(32)}
    with pytest.raises(BadInput, match="no file of public keys"):
        read_keys([tmp_path / "else.json"])
    other.write_text(json.dumps({**said, "devices": [{**device, "public_key": "11" * 32}]}), "utf-8")
    with pytest.raises(BadInput, match="different keys"):
        read_keys([tmp_path])
