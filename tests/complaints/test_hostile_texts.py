"""Hostile texts through register, reading, terminal, workbook, clipboard and bundle: kept as text, nothing lost.

A hundred and thirty of them here, each kind at least once, five thousand in the long run. What becomes of what no
engine stores is stated where it is asserted: under a seal half a pair is written by its number (\\ud800), in the
journal NUL as ␀ as well.
"""

from __future__ import annotations

import unicodedata
from io import StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from reports.look import workbook_at
from reports.table import Head, write_table
from supervisor.cli import context
from supervisor.complaints import service
from supervisor.complaints.attachments.service import attach, list_files, open_attachment
from supervisor.complaints.ledger import by_number, sealed
from supervisor.complaints.promises import service as promises
from supervisor.complaints.promises.ledger import call_backs, praise
from supervisor.complaints.texts.masking import Contact, mask_text
from supervisor.complaints.texts.plain import personal_number
from supervisor.complaints.texts.sealing import read_contact, read_text
from supervisor.errors import BadInput
from supervisor.exchange.service import make_bundle, start_from_bundle
from supervisor.journal import escape

from .hostile import FIXED, LONG, hostile, sealed_as
from .team import Team

SHORT = 130
MANY = [pytest.param(SHORT, id=str(SHORT)), pytest.param(5000, id="5000", marks=pytest.mark.soak)]
UNSHOWN = ("Cc", "Cf", "Cs")


def test_the_short_run_has_every_kind_and_some_of_a_megabyte():
    texts = hostile(SHORT)
    assert {text if text.strip() else f"空{text}" for text in FIXED} <= set(texts)
    assert max(map(len, texts)) == 1_000_000
    assert set(texts) - set(FIXED) - set(LONG), "and mixtures"


@pytest.mark.parametrize("many", MANY)
def test_what_is_registered_is_read_again_and_travels(team: Team, tmp_path: Path, many: int):
    texts = hostile(many)
    subjects = []
    with team.book.batch():
        for text in texts:
            short = text[:500]
            subject = team.register(
                text=text, wish=short, contact=Contact(name=short, phone=short, mail=short, address=short)
            )
            subjects.append(subject)
    _all_there(team.book, texts, subjects)
    with team.book.read() as r:
        for subject in subjects:
            service.read_case(r, team.manager, subject)  # masked, however long and whatever stands in it
    for text, subject in list(zip(texts, subjects, strict=True))[:: max(1, many // 50)]:
        assert service.unmask(team.book, team.manager, subject, "核对").text == sealed_as(text)
    bundle = tmp_path / "out.bundle"
    make_bundle(team.book, team.manager, bundle, laptop=True)
    laptop, _receipt = start_from_bundle(str(tmp_path / "laptop.book"), bundle)
    try:
        _all_there(laptop, texts, subjects)
        assert laptop.verify(full=True).ok
    finally:
        laptop.close()
    assert team.book.verify(full=True).ok


def _all_there(book, texts, subjects) -> None:
    with book.read() as r:
        for text, subject in zip(texts, subjects, strict=True):
            digests = sealed(r, subject)
            assert read_text(r, subject, digests.text) == sealed_as(text)
            kept = read_contact(r, subject, digests.contact)
            raw = text[:500].encode("utf-8", "backslashreplace").decode()
            assert (kept.name, kept.address) == (raw, raw)


@pytest.mark.parametrize("many", MANY)
def test_what_stands_in_the_journal_is_the_same_text(team: Team, many: int):
    """Praise and promises are not sealed: NUL and half a pair are written visibly, all else stays. What looks like a
    customer's number or address is refused."""
    every = [text[:4000] if text[:4000].strip() else f"空{text[:4000]}" for text in hostile(many)]
    texts = [text for text in every if not personal_number(text.strip())]
    assert len(every) / 2 < len(texts) < len(every)
    for text in [text for text in every if personal_number(text.strip())][:20]:
        with pytest.raises(BadInput):
            promises.record_praise(team.book, team.deputy, source="media", persons=[team.teller], what=text)
    with team.book.batch():
        for text in texts:
            promises.record_praise(team.book, team.deputy, source="media", persons=[team.teller], what=text)
            promises.promise(
                team.book, team.teller, owner=team.teller, matter=text, due=team.now.replace(hour=20), kind="follow_up",
                told_once=[text],
            )  # fmt: skip
    expected = sorted(escape(text.strip()) for text in texts)
    with team.book.read() as r:
        assert sorted(one.what for one in praise(r, r.today, r.today)) == expected
        assert sorted(one.matter for one in call_backs(r, team.now.replace(hour=1))) == expected
        assert by_number(r, texts[0]) is None


@pytest.mark.parametrize("many", MANY)
def test_the_terminal_is_never_commanded(capsys, monkeypatch, many: int):
    texts = [text[:3000] for text in hostile(many)]
    out = StringIO()
    monkeypatch.setattr("sys.stdout", out)
    for text in texts:
        context.say(text)
        context.table(("编号", "内容"), [(1, text)])
    shown = out.getvalue()
    assert not {one for one in set(shown) if one not in "\n\t" and unicodedata.category(one) in UNSHOWN}
    for whole in ("[bold]x[/bold]", "[/nothing]", "<b>粗</b>", "%s %d %n %(x)s"):
        assert shown.count(whole) >= 2, "said and in the table"


@pytest.mark.parametrize("many", MANY)
def test_a_workbook_keeps_them_as_text(tmp_path: Path, many: int):
    texts = [escape(text) for text in hostile(many)]
    path = tmp_path / "texts.xlsx"
    with workbook_at(path, title="t") as (workbook, formats):
        write_table(workbook, formats, "内容", [Head("内容", 30, "wrap")], [(text,) for text in texts])
    with ZipFile(path) as parts:
        everything = b"".join(parts.read(name) for name in parts.namelist() if name.endswith((".xml", ".rels")))
        sheet = parts.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet, "no formula"
    assert b"externalLink" not in everything
    assert b"hyperlink" not in everything
    cells = [row[0] for row in CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()[3:]]
    assert len(cells) == len(texts)
    for text, cell in zip(texts, cells, strict=True):
        assert isinstance(cell, str), text[:40]
        assert _plain(cell) == _plain(_as_long_as_a_cell(text)), text[:40]


def _as_long_as_a_cell(text: str) -> str:
    """A cell holds 32,767 units of UTF-16; what is longer ends in …"""
    units = text.encode("utf-16-le")
    if len(units) <= 32_767 * 2:
        return text
    return units[: 32_766 * 2].decode("utf-16-le", "ignore") + "…"


def _plain(text: str) -> str:
    """Without what this reader of workbooks turns into another line end, or leaves as it is written in the file."""
    text = text.replace("_xFFFE_", "\ufffe").replace("_xFFFF_", "\uffff")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def test_masking_a_megabyte_takes_no_time():
    """A number or an address is looked for once, wherever it could begin: not again from each letter of it."""
    from time import process_time

    begun = process_time()
    for text in hostile(2000):
        mask_text(text)
    assert process_time() - begun < 5


def test_digits_of_any_script_are_masked():
    for number in ("13812345678", "１３８１２３４５６７８", "١٣٨١٢٣٤٥٦٧٨", "138 1234-5678", "138\u200b1234\u200b5678"):
        assert mask_text(f"请打 {number} 找我").count("*") == 6, number


def test_the_names_of_attached_files_lead_nowhere(team: Team):
    """A name is text on one line: whatever folders it speaks of, the file lies in the book."""
    names = ("../../etc/passwd.png", "..\\..\\x.png", "/etc/x\x00.png", "con.png", "a\u202egnp.exe", "😀" * 300, *FIXED)
    kept, cases = set(), []
    for number, name in enumerate(names):
        if number % 20 == 0:  # as many as a case takes
            cases.append(team.register(owner=team.handler))
        data = b"\x89PNG\r\n\x1a\n" + str(number).encode()
        digest = attach(team.book, team.handler, cases[-1], name=name, data=data)
        if number < 20:
            kept.add(open_attachment(team.book, team.manager, cases[-1], digest, "核对").name)
    with team.book.read() as r:
        assert sum(len(list_files(r, team.manager, subject)) for subject in cases) == len(names)
    assert "passwd.png" in kept
    assert not [name for name in kept if set("/\\\n\x00\u202e") & set(name)]
