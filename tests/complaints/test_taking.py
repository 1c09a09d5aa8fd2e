"""All of one sitting goes on record or nothing; what was typed and not sent waits sealed for its writer alone."""

from datetime import date, datetime
from typing import Any

import pytest

from supervisor.branch.faults import WrongField
from supervisor.complaints import service
from supervisor.complaints.attachments.ledger import attachments
from supervisor.complaints.ledger import complaint, open_complaints
from supervisor.complaints.taking.ledger import drafts
from supervisor.complaints.taking.service import (
    NewFile,
    OpenedDraft,
    Settled,
    drop_draft,
    keep_draft,
    open_draft,
    take_down,
)
from supervisor.complaints.texts.masking import Contact
from supervisor.errors import BadInput, Refused

from .team import Team

PNG = b"\x89PNG\r\n\x1a\nletter"
GIVEN: dict[str, Any] = {"channel": "spoken", "text": "等候45分钟", "class_code": "cash", "cause_code": "waiting"}


def test_registered_with_its_letter_and_settled_in_one_go(team: Team) -> None:
    subject = take_down(
        team.book, team.teller, **GIVEN, contact=Contact(phone="13812345678"),
        files=[NewFile("来信.png", PNG), NewFile("再来信.png", PNG)],
        settled=Settled(
            at_fault=True, facts="窗口未开", answer="已致歉", accepted=True, measure="午间加开窗口", apologised=True,
        ),
    )  # fmt: skip
    with team.book.read() as r:
        case = complaint(r, subject)
        assert case is not None
        assert (case.state, case.on_the_spot, case.at_fault) == ("replied", True, True)
        assert len(attachments(r, subject)) == 2


def test_where_one_part_is_refused_nothing_is_on_record(team: Team) -> None:
    bad: list[dict[str, Any]] = [
        {"settled": Settled(at_fault=True, facts="x", answer="x", accepted=True)},  # no apology
        {"settled": Settled(at_fault=False, facts="x", answer=" ", accepted=True)},
        {"files": [NewFile("a.png", PNG), NewFile("b.exe", b"MZ\x90")]},
    ]
    for more in bad:
        with pytest.raises(BadInput):
            take_down(team.book, team.teller, **GIVEN, **more)
    with pytest.raises(Refused):  # head office's from the first moment
        take_down(
            team.book,
            team.teller,
            **GIVEN,
            person=team.manager,
            settled=Settled(at_fault=False, facts="x", answer="x", accepted=True),
        )
    with team.book.read() as r:
        assert open_complaints(r) == []
    first = take_down(team.book, team.teller, **GIVEN)
    with team.book.read() as r:
        case = complaint(r, first)
    assert case is not None
    assert case.number.endswith("-0001"), "no number was used up"


def test_a_file_that_cannot_be_taken_is_the_field_of_the_files(team: Team) -> None:
    with pytest.raises(WrongField) as caught:
        take_down(team.book, team.teller, **GIVEN, files=[NewFile("b.exe", b"MZ\x90")])
    assert caught.value.field == "files"


def test_a_draft_is_its_writers_alone_and_sealed(team: Team) -> None:
    left = OpenedDraft(
        {"text": "等候很久", "phone": "13812345678", "minute": 555, "day": "2026-03-02"}, (NewFile("a", PNG),)
    )
    subject = keep_draft(team.book, team.teller, left)
    with team.book.read() as r:
        written = b"".join(entry.payload for entry in r.latest(100))
        assert "等候很久".encode() not in written
        assert b"13812345678" not in written
        assert open_draft(r, team.teller, subject) == left
        assert open_draft(r, team.colleague, subject) is None
        assert drafts(r, team.manager) == []


def test_a_newer_draft_takes_the_place_of_the_older_which_is_gone_for_good(team: Team) -> None:
    first = keep_draft(team.book, team.teller, OpenedDraft({"text": "一"}))
    second = keep_draft(team.book, team.teller, OpenedDraft({"text": "二"}), instead_of=first)
    with team.book.read() as r:
        assert [one.subject for one in drafts(r, team.teller)] == [second]
        assert open_draft(r, team.teller, first) is None
    drop_draft(team.book, team.colleague, second)  # not his: nothing happens
    with team.book.read() as r:
        assert open_draft(r, team.teller, second) is not None
    take_down(team.book, team.teller, **GIVEN, draft=second)
    with team.book.read() as r:
        assert drafts(r, team.teller) == []
    drop_draft(team.book, team.teller, second)


def test_a_draft_is_no_complaint(team: Team) -> None:
    keep_draft(team.book, team.teller, OpenedDraft({"day": date(2026, 3, 2).isoformat()}))
    with team.book.read() as r:
        assert open_complaints(r) == []
        with pytest.raises(BadInput):
            service.read_case(r, team.manager, drafts(r, team.teller)[0].subject)
    assert isinstance(team.now, datetime)


def test_whoever_writes_it_down_seals_its_letter_whomever_it_is_about_and_whoever_owns_it(team: Team) -> None:
    about_manager = take_down(team.book, team.teller, **GIVEN, person=team.manager, files=[NewFile("来信.png", PNG)])
    for_another = take_down(
        team.book, team.teller, **GIVEN, first_taker=team.colleague, owner=team.handler, files=[NewFile("b.png", PNG)]
    )
    with team.book.read() as r:
        assert [len(attachments(r, one)) for one in (about_manager, for_another)] == [1, 1]
    with pytest.raises(Refused):  # afterwards it is head office's
        service.attach(team.book, team.teller, about_manager, name="再来信.png", data=PNG)
