"""Files of a case: told by their content, sealed name and all, opened only with a trace, gone with an erasure."""

import msgspec
import pytest

from supervisor.complaints import service
from supervisor.complaints.attachments import service as files
from supervisor.complaints.attachments.kinds import SUFFIXES, kind_of, media_type
from supervisor.complaints.events import ComplaintAttached
from supervisor.complaints.ledger import history
from supervisor.complaints.settings.figures import Figures
from supervisor.complaints.settings.service import set_figures
from supervisor.errors import BadInput, Refused

from .team import Team

PNG = b"\x89PNG\r\n\x1a\n" + b"picture of a letter" * 9
MP4 = b"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00"
CONTENTS = {
    b"\xff\xd8\xff\xe0rest": "image/jpeg",
    PNG: "image/png",
    b"RIFF\x10\0\0\0WEBPVP8 ": "image/webp",
    b"RIFF\x10\0\0\0WAVEfmt ": "audio/wav",
    b"BM\x46\0\0\0\0\0\0\0" + bytes(40): "image/bmp",
    b"%PDF-1.7\n": "application/pdf",
    b"ID3\x04\0": "audio/mpeg",
    b"\xff\xfb\x90\x44": "audio/mpeg",
    b"\xff\xf1\x50\x80": "audio/aac",
    MP4 + b"hdlr....soun": "audio/mp4",
    MP4 + b"hdlr....vide": "video/mp4",
    b"\0\0\0\x18ftypheic": "image/heic",
    b"#!AMR\n": "audio/amr",
}
REFUSED = (
    b"MZ\x90\0", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"<html>", b"PK\x03\x04", b"BM is how a text begins",
    b"\xff\xfe\0t", b"RIFF\x10\0\0\0AVI ", b"\xff",
)  # fmt: skip


def everything(team: Team) -> bytes:
    with team.book.read() as r:
        return b"\n".join(entry.payload for entry in r.latest(10_000))


@pytest.mark.parametrize(("content", "told"), CONTENTS.items())
def test_what_a_file_is_stands_in_its_content(content: bytes, told: str) -> None:
    assert media_type(content) == told
    assert kind_of(told) in ("picture", "paper", "sound", "film")
    assert told in SUFFIXES


@pytest.mark.parametrize("content", REFUSED)
def test_anything_else_is_refused_whatever_it_is_called(team: Team, content: bytes) -> None:
    assert media_type(content) == ""
    subject = team.register(owner=team.handler)
    with pytest.raises(BadInput, match=r"letter\.jpg"):
        files.attach(team.book, team.handler, subject, name="letter.jpg", data=content)


def test_name_and_bytes_stand_under_the_seal(team: Team) -> None:
    subject = team.register(owner=team.handler)
    digest = files.attach(team.book, team.handler, subject, name="C:\\照片\\王小明的来信.png", data=PNG)
    assert "王小明".encode() not in everything(team)
    assert b"picture of a letter" not in everything(team)
    with team.book.read() as r:
        (listed,) = files.list_files(r, team.supervisor, subject)
    assert (listed.digest, listed.kind, listed.size, listed.actor) == (digest, "picture", len(PNG), team.handler)
    assert listed.name == "王*****.png"
    opened = files.open_attachment(team.book, team.handler, subject, digest, "核对来信")
    assert (opened.name, opened.data) == ("王小明的来信.png", PNG)


def test_each_opening_is_an_entry_and_needs_right_and_reason(team: Team) -> None:
    subject = team.register(owner=team.handler)
    digest = files.attach(team.book, team.handler, subject, name="a.png", data=PNG)
    before = len(everything(team))
    with pytest.raises(Refused):
        files.open_attachment(team.book, team.supervisor, subject, digest, "想看看")
    with pytest.raises(BadInput):
        files.open_attachment(team.book, team.handler, subject, digest, "  ")
    assert len(everything(team)) == before
    files.open_attachment(team.book, team.handler, subject, digest, "核对来信")
    team.wait(minutes=1)
    files.open_attachment(team.book, team.manager, subject, digest, "呈报分行", saved=True)
    service.unmask(team.book, team.manager, subject, "回电")
    with team.book.read() as r:
        seen = [
            (one.actor, one.reason, bool(one.digest), one.saved) for one in files.list_looks(r, team.manager, subject)
        ]
        kinds = [step.kind for step in history(r, subject)]
        with pytest.raises(Refused):
            files.list_looks(r, team.supervisor, subject)
    assert sorted(seen) == sorted(
        [
            (team.manager, "回电", False, False),
            (team.manager, "呈报分行", True, True),
            (team.handler, "核对来信", True, False),
        ]
    )
    assert kinds.count("attachment_opened") == 2


def test_what_is_about_somebody_is_not_opened_by_him(team: Team) -> None:
    subject = team.register(owner=team.deputy, person=team.handler)
    digest = files.attach(team.book, team.deputy, subject, name="a.png", data=PNG)
    with pytest.raises(Refused):
        files.open_attachment(team.book, team.handler, subject, digest, "看看")
    mine = team.register(actor=team.deputy, person=team.manager)
    with pytest.raises(Refused):
        files.attach(team.book, team.deputy, mine, name="a.png", data=PNG)
    head = files.attach(team.book, team.auditor, mine, name="a.png", data=PNG)
    with pytest.raises(Refused):
        files.open_attachment(team.book, team.manager, mine, head, "看看")


def test_erasing_a_case_takes_files_and_their_names(team: Team) -> None:
    subject = team.register(owner=team.handler)
    digest = files.attach(team.book, team.handler, subject, name="王小明.png", data=PNG)
    service.withdraw(team.book, team.handler, subject, "客户说明撤回")
    service.erase(team.book, team.manager, subject, "客户要求", by_right=True)
    with team.book.read() as r:
        (listed,) = files.list_files(r, team.manager, subject)
        assert r.unseal(subject, digest) is None
    assert listed.name == ""
    with pytest.raises(Refused):
        files.open_attachment(team.book, team.manager, subject, digest, "再看")


def test_limits_of_a_file(team: Team) -> None:
    subject = team.register(owner=team.handler)
    with pytest.raises(BadInput):
        files.attach(team.book, team.handler, subject, name="x", data=b"")
    with pytest.raises(BadInput, match="20 MB"):
        files.attach(team.book, team.handler, subject, name="x", data=PNG + bytes(files.LARGEST_BYTES))
    files.attach(team.book, team.handler, subject, name="x", data=PNG + bytes(files.LARGEST_BYTES - len(PNG)))


def test_an_entry_of_old_with_its_name_in_plain_is_still_read(team: Team) -> None:
    subject = team.register(owner=team.handler)
    old = b'{"name":"scan.jpg","media_type":"image/jpeg","digest":"%s"}'
    assert msgspec.json.decode(old % (b"0" * 64), type=ComplaintAttached).name == "scan.jpg"
    with team.book.write(team.handler) as w:
        digest = w.seal(subject, PNG)
        w.append(subject, ComplaintAttached(name="scan.jpg", media_type="image/jpeg", digest=digest))
    with team.book.read() as r:
        (listed,) = files.list_files(r, team.handler, subject)
    assert (listed.name, listed.size) == ("s***.jpg", 0)
    assert files.open_attachment(team.book, team.handler, subject, digest, "核对").name == "scan.jpg"


def test_names_are_kept_on_one_line() -> None:
    assert files.plain_name("../../etc/\u202egnp.exe\n") == "_gnp.exe_"
    assert len(files.plain_name("长" * 999 + ".png")) == 200


def test_size_and_number_of_files_are_what_the_branch_set(team: Team) -> None:
    set_figures(team.book, team.manager, Figures(attachments_most=2, attachment_most_mb=1))
    subject = team.register(owner=team.handler)
    with pytest.raises(BadInput):
        files.attach(team.book, team.handler, subject, name="x", data=PNG + bytes(1024 * 1024))
    for n in range(2):
        files.attach(team.book, team.handler, subject, name="x", data=PNG + bytes([n]))
    with pytest.raises(BadInput):
        files.attach(team.book, team.handler, subject, name="x", data=PNG + b"3")
    with pytest.raises(BadInput):
        set_figures(team.book, team.manager, Figures(attachment_most_mb=21))
